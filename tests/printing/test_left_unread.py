"""Words of a Word file that stand where no reader comes to are said."""

from __future__ import annotations

import pytest

from pipeline.printing.word.read_word import read_document
from tests.printing.raw_word import p, raw

_UNKNOWN = "<w:r><w:pict><v:scroll><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:scroll></w:pict></w:r>"
_BOX = _UNKNOWN.format(p("In a strange box") + p("and more"))
_ART = _UNKNOWN.replace("<v:textbox>", "<v:textpath string='The words'/><v:textbox>").format(p("The words"))
_HIDDEN = "<w:r><w:rPr><w:vanish/></w:rPr>"


def said(body: str, **parts: str) -> list[str]:
    _, issues = read_document(raw(body, **parts), "x.docx")
    return [f"{issue.place.heading}: {issue.message}" for issue in issues if issue.code == "W-01"]


def test_paragraphs_that_stand_in_a_place_that_nobody_knows_are_each_said() -> None:
    _, issues = read_document(raw(p("Before", _BOX, "after")), "x.docx")
    assert [issue.message.partition("printed: ")[2] for issue in issues] == ["“In a strange box”.", "“and more”."]
    assert [issue.place.heading for issue in issues] == ["In a strange box", "and more"]


@pytest.mark.parametrize("merge", ["<w:vMerge/>", "<w:hMerge w:val='continue'/>"])
def test_words_that_a_merge_hides_are_said(merge: str) -> None:
    kind = merge[3:9]
    start = f"<w:tc><w:tcPr><w:{kind} w:val='restart'/></w:tcPr>{p('Seen')}</w:tc>"
    covered = f"<w:tc><w:tcPr>{merge}</w:tcPr>{p('Covered')}</w:tc>"
    row = "</w:tr><w:tr>" if kind == "vMerge" else ""
    (words,) = said(f"<w:tbl><w:tr>{start}{row}{covered}</w:tr></w:tbl>")
    assert words == "Covered: A cell that is merged into another holds words that Word hides: “Covered”."


def test_the_words_of_a_paragraph_inside_an_unread_one_are_said_once() -> None:
    (words,) = said(p(_UNKNOWN.format(p("Outer", _UNKNOWN.format(p("inner"))))))
    assert words.startswith("Outer inner: These words stand in a place that isn't understood here")


@pytest.mark.parametrize(
    "body",
    [
        p(_ART),
        p("Before", _BOX.replace("<w:r>", _HIDDEN, 1)),
        p("Words") + "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>" + _HIDDEN + "<w:t>hidden</w:t></w:r></w:p>",
        p("<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:t>new</w:t></mc:Choice><mc:Fallback>", _BOX[5:-6], "</mc:Fallback></mc:AlternateContent></w:r>"),
    ],
    ids=["word art", "in hidden words", "hidden", "the other form of what is read"],
)  # fmt: skip
def test_what_word_doesn_t_show_is_not_said_to_be_lost(body: str) -> None:
    assert said(body) == []
