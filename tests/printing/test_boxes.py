"""Characters that no font has are boxes to the eye and themselves to all else."""

from __future__ import annotations

import io
from functools import cache

import pikepdf
import pypdfium2

from pipeline.printing import Printed, print_paper, read_document
from tests.printing.raw_word import field, p, raw
from tests.printing.samples import AS_AT

_GOTHIC, _LINEAR_B, _FILLER = "\U00010332", "\U00010001", "\u3164"
_SAID = (f"Gothic {_GOTHIC}{_LINEAR_B} twice {_GOTHIC}.", _LINEAR_B, f"blank{_FILLER}here")


def words_of(*runs: str) -> str:
    return read_document(raw(p(*runs)), "x.docx")[0].sections[0].blocks[0].text


@cache
def printed() -> Printed:
    return print_paper(raw("".join(map(p, _SAID))), name="x.docx", as_at=AS_AT)


def test_what_is_copied_or_read_out_is_the_character_that_no_font_has() -> None:
    text = pypdfium2.PdfDocument(printed().pdf)[0].get_textpage().get_text_range()
    assert text.split("\r\n")[:2] == list(_SAID[:2])


def test_a_box_is_no_sign_for_a_missing_shape() -> None:
    with pikepdf.open(io.BytesIO(printed().pdf)) as pdf:
        fonts = pdf.pages[0].resources.Font
        boxes = fonts["/Boxes"].DescendantFonts[0]
        assert boxes.CIDToGIDMap.read_bytes() == b"\0\0\0\1\0\1"
        shown = {}
        font = ""
        for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
            if str(operator) == "Tf":
                font = str(operands[0])
            elif str(operator) == "TJ":
                letters = b"".join(bytes(each) for each in operands[0] if isinstance(each, pikepdf.String))
                shown.setdefault(font, []).extend(letters[n : n + 2].hex() for n in range(0, len(letters), 2))
        assert shown["/Boxes"] == ["0001", "0002", "0001", "0002"]
        assert not any("0000" in letters for letters in shown.values())
        assert all(str(font.Encoding) == "/Identity-H" for font in fonts.values())


def test_a_character_that_shows_nothing_is_no_box() -> None:
    (issue,) = [issue for issue in printed().issues if issue.code == "W-31"]
    assert f"{_GOTHIC} (U+10332)" in issue.message
    assert f"{_LINEAR_B} (U+10001)" in issue.message
    assert _FILLER not in issue.message


def test_marks_of_what_is_not_there_and_what_is_no_character_are_left_out() -> None:
    assert words_of("a\ufffcb\ufff9c\ufffbd\ufdd0e\U0001fffef") == "abcdef"
    assert words_of("one\u2028two") == "one two"


def test_a_private_character_in_an_equation_is_a_bullet() -> None:
    assert words_of(field("EQ \\f(\ue229,b)")) == "•/b"
