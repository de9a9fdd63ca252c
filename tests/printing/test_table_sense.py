"""What a table is for: headings that it plainly has are told from data, and boxes and columns of words from both."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pikepdf
import pytest

from pipeline.printing import print_paper, read_document
from pipeline.printing.document.table_sense import headed, placing
from pipeline.printing.document.tree import Cell, Paragraph, ParagraphFormat, Row, RunFormat, Table, Text
from tests.printing.raw_word import p, r, raw
from tests.printing.samples import AS_AT, kinds

PLAIN = RunFormat("Arial", 12.0)
LINE = (("top", (0.5, "solid", "#000000")),)
PROSE = "The board reviews the plan each quarter and says what must change and by whom."


def table(text: str, *, lines: bool = True) -> Table:
    """Rows apart by ``;``, cells by ``|``; ``*`` begins a bold cell, ``#`` a shaded one, ``3>`` one over three columns."""
    rows = [[_cell(words.strip(), lines) for words in row.split("|")] for row in text.split(";")]
    widest = max(sum(cell.columns for cell in row) for row in rows)
    return Table((100.0,) * widest, tuple(Row(tuple(row)) for row in rows))


def _cell(words: str, lines: bool) -> Cell:
    over, words = (int(words[0]), words[2:].strip()) if words[1:2] == ">" else (1, words)
    look = replace(PLAIN, bold=words.startswith("*"))
    said = (Text(words.lstrip("*#"), look),) if words.lstrip("*#") else ()
    shading = "#dddddd" if words.startswith("#") else "#ffffff"
    return Cell((Paragraph(said, ParagraphFormat(), "normal"),), over, shading=shading, borders=LINE if lines else ())


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("*Action | *Lead; 1.1 | Head of service", "row"),
        ("#Action | #Lead; 1.1 | Head of service; 1.2 | Director", "row"),
        ("Team | Cases; North | 14; South | 21", "row and column"),
        ("Team | 2025-26 | 2026-27; North | 14 | 15; South | 21 | 20", "row and column"),
        (" | 2025 | 2026; Cost | £1,200 | £1,300; Income | £90 | £95", "row and column"),
        ("Name | Date of visit | Comments; | | ; | | ", "row"),
        ("*Level | *Light | *Embedded; *Support | Advice only | Part of the team", "row and column"),
        (" | #Row | #heading; #Column | | ; #heading | | ", "row and column"),
        ("Name: | ; Team: | North; Date: | ", "column"),
        ("*Title | Plan for children; *Author | A director; *Date | 3 October", "column"),
        # a form, its answers of many widths; groups of rows under a name over all columns
        ("Name | 4> ; Team | 2> | Grade | ; Post | | 3> Full time", "column"),
        ("3> Teams; North | 14 | 15; South | 21 | 20", "column"),
        ("Colour | 2> Kinds; *Yellow | Banana | Pyrite; *Red | Apple | Cinnabar", "column"),
        # nothing plain about these
        ("A | B; C | D", ""),
        ("North | 14; South | 21; West | 9", "column"),
        ("14 | 15; 21 | 20", ""),
        ("*A | *B; *C | *D", ""),
        ("2019 | Opened; 2020 | Closed", ""),
        (f"*{PROSE} | *Lead; 1.1 | Head of service", ""),
        ("*Action | ; 1.1 | Head of service", ""),
    ],
)
def test_headings_that_a_table_plainly_has_are_taken_for_them(text: str, headings: str) -> None:
    found = headed(table(text))
    assert found.guessed == headings
    assert any(cell.header == "col" for cell in found.rows[0].cells) is ("row" in headings)
    assert (found.rows[-1].cells[0].header == "row") is ("column" in headings)


@pytest.mark.parametrize(
    ("text", "lines", "how"),
    [
        ("Words in a box", True, "has one cell"),
        ("Logo | ; | ", True, "has one cell"),
        ("Left | Right", True, "has one row"),
        ("First; Second; Third", True, "has one column"),
        (
            "Name | 4> ; 3> Team | 2> Date; 2> Telephone | 3> Post; 4> Grade | Hours",
            True,
            "has no headings and no columns",
        ),
        (f"Who | {PROSE}; When | May", False, "has no headings and no lines"),
        ("A | ; | ; | D", False, "has no headings and no lines"),
        ("A | B; C | D", False, ""),
        ("A | B; C | D", True, ""),
        (f"Who | {PROSE}; When | May", True, ""),
        ("Octets | 8 | 7 | 6; 1 | 3> Type; 2 | 2> Length | Spare; 3 | Flag | 2> Kind", True, ""),
        ("2> Costs | 2> Income; Pay | Rent | Grant | Fees; 12 | 4 | 9 | 7", True, ""),
        (f" | Page; {PROSE} | 4; Findings | 10; Actions | 12", False, ""),
    ],
)
def test_a_table_that_only_places_words_is_told_from_one_of_data(text: str, lines: bool, how: str) -> None:
    found = placing(table(text, lines=lines))
    assert found.startswith(how)
    assert bool(found) is bool(how)


def test_a_box_that_is_described_is_a_box_and_says_its_description() -> None:
    about = '<w:tblPr><w:tblDescription w:val="What to do next"/>'
    done = print_paper(raw(word_table((p("Ring us"),)).replace("<w:tblPr>", about)), name="x.docx", as_at=AS_AT)
    with pikepdf.open(io.BytesIO(done.pdf)) as pdf:
        (box,) = [element for kind, element in kinds(pdf) if kind == "Div"]
        assert str(box.T) == "What to do next"
    assert '<p class="hidden" id="table-1-says">What to do next</p><table' in done.html
    assert "aria-describedby" not in done.html


def test_headings_that_word_marks_are_kept_and_a_single_cell_heads_nothing() -> None:
    marked = table("A | B; *C | D")
    first = replace(marked.rows[0], cells=tuple(replace(cell, header="col") for cell in marked.rows[0].cells))
    marked = replace(marked, rows=(first, marked.rows[1]))
    assert headed(marked) == marked
    alone = table("Words in a box")
    alone = replace(alone, rows=(Row((replace(alone.rows[0].cells[0], header="col"),)),))
    assert headed(alone).rows[0].cells[0].header == ""


def test_a_cell_that_holds_a_table_is_no_heading_though_the_look_says_so() -> None:
    outer = table("A | B; C | D")
    cells = (replace(outer.rows[0].cells[0], header="col", blocks=(table("1 | 2; 3 | 4"),)), outer.rows[0].cells[1])
    outer = replace(outer, rows=(Row(cells), outer.rows[1]))
    assert placing(outer) == "holds other tables, so it only places them"
    assert not any(cell.header for cell in headed(outer).rows[0].cells)
    named = tuple(replace(cell, header="col") for cell in table("Answer | Share").rows[0].cells)
    assert placing(replace(outer, rows=(Row(named), *outer.rows))) == ""


def word_table(*rows: tuple[str, ...], look: str = "0000") -> str:
    cells = ["".join(f"<w:tc><w:tcPr/>{each}</w:tc>" for each in row) for row in rows]
    grid = '<w:gridCol w:w="3000"/>' * max(map(len, rows))
    made = "".join(f"<w:tr>{each}</w:tr>" for each in cells)
    return f'<w:tbl><w:tblPr><w:tblLook w:val="{look}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>'


def test_what_a_table_places_is_read_in_order_and_is_no_table_in_the_pdf_or_on_the_page() -> None:
    inner = word_table((p(r("Team", "<w:b/>")), p(r("Cases", "<w:b/>"))), (p("North"), p("14")))
    body = word_table((p("First"), p("Second") + p("more")), (inner + p("below"), p("Last"))) + p("after")
    done = print_paper(raw(body), name="x.docx", as_at=AS_AT)
    with pikepdf.open(io.BytesIO(done.pdf)) as pdf:
        tree = [kind for kind, _ in kinds(pdf)]
    assert tree == [
        "Document", "Div", "P", "P", "P", "Table", "THead", "TR", "TH", "TH", "TBody", "TR", "TH", "TD", "P", "P", "P",
    ]  # fmt: skip
    assert re.findall(r"<table[^>]*?(?: role=\"(\w+)\")?>", done.html) == ["presentation", ""]
    assert [issue.code for issue in done.issues if issue.code in ("W-05", "W-46")] == ["W-05", "W-46"]


def test_a_table_of_one_row_has_no_heading_by_its_look_alone() -> None:
    (found,) = read_document(raw(word_table((p("Logo"), p("Address")), look="04A0")), "x.docx")[0].tables()
    assert not any(cell.header for cell in found.rows[0].cells)
