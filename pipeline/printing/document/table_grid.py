"""A table's grid: the columns that its cells begin in, and how many of its rows are headings."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.printing.document.tree import Row


def first_columns(rows: Sequence[Row]) -> list[list[int]]:
    """The column, from 0, that each cell of each row begins in, past those that a cell above reaches down into."""
    free: dict[int, int] = {}  # the row from which a column is free again
    found: list[list[int]] = []
    for number, row in enumerate(rows):
        begins: list[int] = []
        at = 0
        for cell in row.cells:
            while free.get(at, 0) > number:
                at += 1
            begins.append(at)
            free.update(dict.fromkeys(range(at, at + cell.columns), number + cell.rows))
            at += cell.columns
        found.append(begins)
    return found


def heading_rows(rows: Sequence[Row]) -> int:
    """How many rows at the top hold headings of columns."""
    count = 0
    while count < len(rows) and any(cell.header == "col" for cell in rows[count].cells):
        count += 1
    return count
