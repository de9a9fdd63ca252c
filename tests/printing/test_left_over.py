"""Boxes that a page has no room for: all their words are printed, once, whatever else has the pages made again."""

from __future__ import annotations

import re

import pytest
from pypdfium2 import PdfDocument

from pipeline.printing import print_paper
from tests.printing.drawn_samples import anchored, frame, put, shape
from tests.printing.samples import AS_AT, field, paper, saved

WORDS = [f"word{number}x" for number in range(30)]


@pytest.mark.slow
@pytest.mark.parametrize("lines", [20, 47, 51])
@pytest.mark.parametrize("counted", [False, True])
def test_the_words_of_a_box_at_the_foot_of_the_last_page_are_printed_once(lines: int, counted: bool) -> None:
    made = paper()
    if counted:
        field(made.add_paragraph("Pages: "), "NUMPAGES", "9")
    for number in range(lines):
        made.add_paragraph(f"Line {number}")
    box = shape("rect", "|".join(WORDS), at=frame(0, 0, 200, 30))
    put(made.add_paragraph("The end"), anchored(box, width=200, height=30))
    said = "".join(
        page.get_textpage().get_text_range()
        for page in PdfDocument(print_paper(saved(made), name="x.docx", as_at=AS_AT).pdf)
    )
    assert re.findall(r"word\d+x", said) == WORDS
