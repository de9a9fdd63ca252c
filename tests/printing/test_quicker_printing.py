"""Printing is quickened without changing what is printed, and only the WeasyPrint that it was made for."""

from __future__ import annotations

import hashlib
import inspect
import io
from contextlib import nullcontext
from xml.etree.ElementTree import Element, SubElement

import pikepdf
import pypdfium2
import pytest
from weasyprint import html, layout, svg
from weasyprint.draw import border, text
from weasyprint.formatting_structure import boxes
from weasyprint.layout import background, page, percent, table
from weasyprint.layout import float as floating
from weasyprint.text import fonts, line_break

from pipeline.printing import print_paper, refresh_contents
from pipeline.printing.layout.html import Page
from pipeline.printing.pdf import pdf, quicker_text
from tests.printing.raw_word import p, raw
from tests.printing.samples import AS_AT, long_paper

ROW = "<w:tr>" + f"<w:tc>{p('a')}</w:tc>" * 2 + "</w:tr>"
LINE_TABLE = f"<w:tbl><w:tblGrid/>{ROW}{ROW}</w:tbl>"


@pytest.mark.parametrize(
    ("theirs", "digest"),
    [
        (percent.resolve_percentages, "71673078096fcf87"),
        (fonts.get_font_description, "85734b8947b9bf64"),
        (fonts.font_features, "e35741064c068852"),
        (border.draw_outline, "c98afcef4e21d301"),
        (floating.avoid_collisions, "5fc7793c573af328"),
        (line_break.strut, "b57885b70dd08efe"),
        (svg.TAGS["text"], "67a30c3e181b4a80"),
        (boxes.Box.is_in_normal_flow, "5f49d6ab23da7e51"),
        (boxes.Box.__init__, "1b2ea2ec45b9fca4"),
        (boxes.ParentBox._reset_spacing, "3967c7266e5237a9"),
        (boxes.ParentBox.copy_with_children, "6b906f6c9326ab5d"),
        (line_break.split_first_line, "39ad1016863ca34d"),
        (table.table_layout, "6594fa40743fbc0b"),
        (line_break.Layout, "681b737d1ba5e004"),
        (text.draw_first_line, "1bb8eae6d88e71b1"),
        (text.draw_text, "ebaf96239c6ca363"),
        (layout.layout_fixed_boxes, "5c62b9c0838af971"),
        (page.set_page_type_computed_styles, "4e68b396b35c4a06"),
        (background.layout_box_backgrounds, "617a870678c82755"),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_weasyprints_functions_are_the_ones_that_ours_stand_in_for(theirs: object, digest: str) -> None:
    """Where this fails, compare pipeline/printing/pdf/quicker.py with WeasyPrint's new version, then renew the digest."""
    assert hashlib.sha256(inspect.getsource(theirs).encode()).hexdigest()[:16] == digest


def test_a_paper_with_more_lines_than_are_kept_is_printed_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = refresh_contents(long_paper())
    every_line_kept = print_paper(paper, name="x.docx", as_at=AS_AT).pdf
    monkeypatch.setattr(quicker_text, "MOST_KEPT", 3)
    assert print_paper(paper, name="x.docx", as_at=AS_AT).pdf == every_line_kept


def test_a_paper_is_printed_the_same_without_the_quick_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = refresh_contents(long_paper())
    quick = print_paper(paper, name="x.docx", as_at=AS_AT).pdf
    monkeypatch.setattr(pdf, "quicker", nullcontext)
    monkeypatch.setattr(pdf, "sheet", lambda: html.UA_STYLESHEET)
    assert print_paper(paper, name="x.docx", as_at=AS_AT).pdf == quick


def test_the_boxes_of_a_table_hold_only_what_sets_them_apart() -> None:
    print_paper(raw(LINE_TABLE), name="x.docx", as_at=AS_AT, formats=("pdf",))
    (laid,) = pdf._laid_out
    made = [box for page in laid.pages for box in page._page_box.descendants()]
    words = [box for box in made if isinstance(box, (boxes.TextBox, boxes.LineBox))]
    assert len(words) == 8
    assert max(len(vars(box)) for box in words) <= 21  # from 22 on, Python takes twice the memory
    assert not [box for box in made if vars(box).get("remove_decoration_sides") == set()]


@pytest.mark.parametrize("across", [5, 250], ids=["no wider than a letter", "ordinary"])
def test_lines_of_a_long_text_are_found_in_little_of_it(across: float, monkeypatch: pytest.MonkeyPatch) -> None:
    shaped = []
    set_text = line_break.Layout.set_text

    def counted(self: line_break.Layout, words: str, *more: object) -> None:
        shaped.append(len(words))
        set_text(self, words, *more)

    monkeypatch.setattr(line_break.Layout, "set_text", counted)
    root = Element("html", {"lang": "en"})
    style = f"width:{across}pt;overflow-wrap:break-word"
    SubElement(SubElement(root, "body"), "p", {"style": style}).text = "Sufficiency duty " * 60
    made = pdf.write_pdf(Page(root, {}, {}, (), frozenset()), name="x.docx", title="x", as_at=AS_AT)
    said = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made.data))
    assert "".join(said.split()) == "Sufficiencyduty" * 60
    assert sum(shaped) < 150_000


def drawn(words: str) -> bytes:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="50" viewBox="0 0 300 50">{words}</svg>'
    root = Element("html", {"lang": "en"})
    SubElement(SubElement(root, "body"), "img", {"src": "paper:chart", "alt": "A chart"})
    page = Page(root, {"paper:chart": (drawing.encode(), "svg")}, {}, (), frozenset())
    printed = pdf.write_pdf(page, name="x.docx", title="x", as_at=AS_AT)
    assert printed.issues == []
    return printed.data


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        ('<text x="9" y="20">Overdue actions</text>', 1),
        ('<text x="99" y="20" text-anchor="end" font-weight="bold">21.7%</text>', 1),
        ('<text x="9 30 60" y="20">one</text>', 3),
    ],
    ids=["plain", "to the right", "letters with places of their own"],
)
def test_words_in_a_drawing_are_drawn_whole(words: str, pieces: int) -> None:
    made = drawn(words)
    with pikepdf.open(io.BytesIO(made)) as opened:
        page = opened.pages[0]
        streams = [page, *(each for each in page.get("/Resources", {}).get("/XObject", {}).values())]
        shown = [
            each
            for stream in streams
            for each in pikepdf.parse_content_stream(stream)
            if str(each.operator) in ("Tj", "TJ")
        ]
    assert len(shown) == pieces
    said = pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range()
    assert "".join(said.split()) in "".join(words.replace("<", ">").split(">")[2].split())
    assert said.strip()
