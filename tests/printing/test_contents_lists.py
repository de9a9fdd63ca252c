"""Contents lists made again from the headings."""

from __future__ import annotations

import io
import zipfile

from pipeline.printing import number_pages, print_paper, read_document, refresh_contents
from pipeline.printing.tree import Paragraph
from tests.printing.samples import AS_AT, field, long_paper, paper, saved


def entries(data: bytes) -> list[str]:
    document, _ = read_document(data, "x.docx")
    return [" ".join(b.text.split()) for b in document.blocks() if isinstance(b, Paragraph) and b.contents]


def contents_paper(instruction: str = ' TOC \\o "1-1" \\h ') -> bytes:
    made = paper()
    made.add_paragraph("Plan", "Title")
    field(made.add_paragraph(), instruction, "Made when built")
    made.add_heading("Synopsis", 1)
    made.add_heading("Below", 2)
    made.add_page_break()
    made.add_heading("Report", 1)
    field(made.add_paragraph("See page "), " PAGEREF _Toc000000001 ", "9")
    return saved(made)


def test_entries_carry_number_words_and_page() -> None:
    data = refresh_contents(contents_paper())
    assert entries(data) == ["1. Synopsis 1", "2. Report 1"]


def test_the_prints_page_numbers_are_written_in() -> None:
    data = refresh_contents(contents_paper())
    pages = print_paper(data, name="x.docx", as_at=AS_AT).pages
    assert entries(refresh_contents(data, pages)) == ["1. Synopsis 1", "2. Report 2"]


def test_page_references_elsewhere_show_the_print_too() -> None:
    data = refresh_contents(contents_paper())
    document, _ = read_document(refresh_contents(data, {"_Toc000000001": 4, "_Toc000000002": 6}), "x.docx")
    assert [b.text for b in document.blocks()][-1] == "See page 4"


def test_deeper_levels_come_when_the_list_asks_for_them() -> None:
    assert entries(refresh_contents(contents_paper(' TOC \\o "1-2" '))) == ["1. Synopsis 1", "Below 1", "2. Report 1"]


def test_making_it_again_changes_nothing() -> None:
    once = refresh_contents(contents_paper())
    assert refresh_contents(once) == once


def test_every_link_leads_to_a_bookmark() -> None:
    _, issues = read_document(refresh_contents(contents_paper()), "x.docx")
    assert issues == []


def test_a_paper_without_a_contents_list_is_left_as_it_is() -> None:
    made = paper()
    made.add_heading("Synopsis", 1)
    data = saved(made)
    assert refresh_contents(data, {"x": 1}) is data


def test_other_parts_and_times_are_kept() -> None:
    before = long_paper()
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(refresh_contents(before))) as new:
        assert [(e.filename, e.date_time) for e in old.infolist()] == [
            (e.filename, e.date_time) for e in new.infolist()
        ]
        for name in old.namelist():
            assert (old.read(name) == new.read(name)) == (name != "word/document.xml")


def test_numbering_the_pages_of_a_fresh_list_is_as_good_as_making_it_again() -> None:
    data = refresh_contents(contents_paper())
    pages = {"_Toc000000001": 4, "_Toc000000002": 6}
    assert entries(number_pages(data, pages)) == ["1. Synopsis 4", "2. Report 6"]
    assert number_pages(data, pages) == refresh_contents(data, pages)
    assert number_pages(data, {}) is data
