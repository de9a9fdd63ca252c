"""Tables: for data, with headings that say what is in each column."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.issues import Severity, rule
from pipeline.printing.document.table_sense import filled, placing
from pipeline.printing.document.tree import Table
from pipeline.printing.queries.found import Found, Paper, first_words

NO_HEADER_ROW = rule(
    "W-05", Severity.QUERY, "A table says which row or column holds its headings.", "WCAG 2.2, 1.3.1; PDF/UA-1, 7.5"
)
LAYOUT = rule(
    "W-46", Severity.QUERY, "Tables hold data; they don't place words on the page.", "WCAG 2.2, 1.3.1 and 1.3.2"
)
HEADER_CELLS = rule(
    "W-47",
    Severity.QUERY,
    "Every column of a table has a heading of its own, in one cell.",
    "WCAG 2.2, 1.3.1; PDF/UA-1, 7.5",
)
_MARK = "In Word, select the first row and choose Layout, Repeat Header Rows; tick Header Row under Table Design."
_MARK_COLUMN = "In Word, click in the table and tick First Column under Table Design."


def headings(paper: Paper) -> Iterator[Found]:
    """Tables without headings, tables that only place words, and headings that are merged or blank."""
    for table in paper.document.tables():
        near = first_words(table.text)
        kind = placing(table)
        if kind:
            yield Found(
                LAYOUT,
                near,
                f"This table {kind}",
                "It is printed as what it holds, cell by cell, not as a table. In Word, put the words outside the table, in the order they are to be read.",
            )
        elif not any(cell.header for row in table.rows for cell in row.cells):
            yield Found(
                NO_HEADER_ROW, near, "This table doesn't say which row holds its headings", _MARK,
            )  # fmt: skip
        elif table.guessed:
            yield Found(NO_HEADER_ROW, near, _taken(table), _MARK_COLUMN if table.guessed == "column" else _MARK)
        else:
            yield from _header_cells(table, near)


def _taken(table: Table) -> str:
    """What was taken for the headings that a table doesn't mark."""
    row = first_words(", ".join(cell.text for cell in table.rows[0].cells if cell.text))
    firsts = [cell for row in table.rows for cell in row.cells[:1]]
    column = first_words(", ".join(cell.text for cell in firsts if cell.header == "row" and cell.text))
    said = {"row": f"its first row (“{row}”)", "column": f"its first column (“{column}”)"}
    found = [said[each] for each in table.guessed.split(" and ")]
    return f"This table doesn't say where its headings are; {' and '.join(found)} {'are' if len(found) > 1 else 'is'} taken for them"


def _header_cells(table: Table, near: str) -> Iterator[Found]:
    rows = [row for row in table.rows if any(cell.header == "col" for cell in row.cells)]
    if not rows:
        return
    last = rows[-1].cells
    corner = 1 if any(cell.header == "row" for row in table.rows for cell in row.cells) else 0
    blank = [at + 1 for at, cell in enumerate(last) if at >= corner and cell.rows == 1 and not filled(cell)]
    if len(blank) >= len(last) - corner:
        yield Found(HEADER_CELLS, near, "The heading row of this table is empty", "Give every column a heading.")
    elif blank:
        which = f"column {blank[0]} has" if len(blank) == 1 else f"columns {', '.join(map(str, blank))} have"
        yield Found(HEADER_CELLS, near, f"In this table {which} no heading", "Give every column a heading.")
    merged = [cell for cell in last if cell.columns > 1 and cell.text]
    if len(last) == 1 and merged:
        yield Found(
            HEADER_CELLS, near, f"The heading row of this table is one cell, “{first_words(merged[0].text)}”, over all its columns",
            "Put a title in a paragraph above the table (References, Insert Caption), and give every column a heading.",
        )  # fmt: skip
    elif merged:
        yield Found(
            HEADER_CELLS, near, f"In this table one heading, “{first_words(merged[0].text)}”, stands over several columns",
            "Give every column a heading of its own, or put a row of headings for the single columns below it.",
        )  # fmt: skip


FINDERS = (headings,)
