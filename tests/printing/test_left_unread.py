"""Words of a Word file that stand where no reader comes to are said."""

from __future__ import annotations

import pytest

from pipeline.printing.word.read_word import read_document
from tests.printing.raw_word import p, raw

_UNKNOWN = "<w:r><w:pict><v:scroll><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:scroll></w:pict></w:r>"
_BOX = _UNKNOWN.format(p("In a strange box") + p("and more"))
_HIDDEN = "<w:r><w:rPr><w:vanish/></w:rPr>"


def said(body: str, **parts: str) -> list[str]:
    _, issues = read_document(raw(body, **parts), "x.docx")
    return [f"{issue.place.heading}: {issue.message}" for issue in issues if issue.code == "W-01"]


def test_paragraphs_that_stand_in_a_place_that_nobody_knows_are_each_said() -> None:
    (words,) = said(p("Before", _BOX, "after"))
    assert words.endswith("It is so in 2 places: “In a strange box” and “and more”.")


def test_the_words_of_a_paragraph_inside_an_unread_one_are_said_once() -> None:
    (words,) = said(p(_UNKNOWN.format(p("Outer", _UNKNOWN.format(p("inner"))))))
    assert words.startswith("Outer inner: These words stand in a place that isn't understood here")


@pytest.mark.parametrize(
    "body",
    [
        p("Before", _BOX.replace("<w:r>", _HIDDEN, 1)),
        p("Words") + "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>" + _HIDDEN + "<w:t>hidden</w:t></w:r></w:p>",
        p("<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:t>new</w:t></mc:Choice><mc:Fallback>", _BOX[5:-6], "</mc:Fallback></mc:AlternateContent></w:r>"),
    ],
    ids=["in hidden words", "hidden", "the other form of what is read"],
)  # fmt: skip
def test_what_word_doesn_t_show_is_not_said_to_be_lost(body: str) -> None:
    assert said(body) == []
