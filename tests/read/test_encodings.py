"""Text in the encodings that people's csv files have: told by what makes sense, and asked about where it is an older one."""

from __future__ import annotations

import pytest

from pipeline.read import read_file
from pipeline.read.encodings import decoded, encoding_of

WORDS = "Name,Note,Cost\r\nZoë Café,{},£1200\r\n"


NOTES = ["naïve", "MÜLLER", "10–12 weeks", "“quoted” words", "it’s done…", "Éire", "50 °C ± ½", "½"]
HAS_ALL = ["cp1252", "utf-8", "utf-16"]
IN_MAC, IN_DOS = NOTES[:6], ["naïve", "MÜLLER", "Éire", "50 °C ± ½", "½"]


@pytest.mark.parametrize(
    ("encoding", "note"),
    [
        *((encoding, note) for encoding in HAS_ALL for note in NOTES),
        *(("mac_roman", note) for note in IN_MAC),
        *(("cp850", note) for note in IN_DOS),
    ],
)
def test_a_text_is_read_as_it_was_saved(encoding, note):
    words = WORDS.format(note)
    assert decoded(words.encode(encoding)) == words


@pytest.mark.parametrize(
    "words", ["£5,Ref\r\n", "it’s\r\n", "Café\r\n", "10–12\r\n", "JOSÉ\r\n", "©\r\n", "£\r\n", "3½\r\n", "a • b\r\n"]
)
def test_what_excel_saves_in_this_country_is_taken_for_nothing_else(words):
    assert encoding_of(words.encode("cp1252")) == "cp1252"


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("mac_roman", "as an older Mac saves text"), ("cp850", "as DOS or an older database saves text")],
)
def test_a_text_of_an_older_program_is_asked_about_with_a_word_of_it(tmp_path, encoding, said):
    (tmp_path / "a.csv").write_bytes(WORDS.format("done").encode(encoding))
    (sheet,), (issue,) = read_file(tmp_path / "a.csv", "a.csv")
    assert [cell.value for cell in sheet.lines[1].cells.values()] == ["Zoë Café", "done", "£1200"]
    assert (issue.code, issue.message) == ("Z-21", f"a.csv was read {said}, in which it says 'Zoë'.")


def test_text_of_today_is_not_asked_about(tmp_path):
    for encoding in ("utf-8", "cp1252", "utf-16"):
        (tmp_path / "a.csv").write_bytes(WORDS.format("it’s").encode(encoding))
        assert read_file(tmp_path / "a.csv", "a.csv")[1] == []
