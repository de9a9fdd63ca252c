"""A table's cells on the grid that HTML wants: every row and column has a cell that begins in it, and none reach past.

Word's grid has columns in which no cell begins, and merges that end in the middle of a heading row.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.printing.document.table_grid import first_columns, heading_rows
from pipeline.printing.document.tree import Cell, Row, Table


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell with the columns and rows that it spans on the new grid."""

    cell: Cell
    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's heading rows and body rows, and its columns' widths as shares of the whole."""

    head: tuple[tuple[Placed, ...], ...]
    body: tuple[tuple[Placed, ...], ...]
    shares: tuple[float, ...]


def grid(table: Table) -> Grid:
    """A table's cells placed."""
    heads = heading_rows(table.rows)
    heads = heads if heads < len(table.rows) else 0  # where all would be headings, none is
    places, width = _places(table.rows, heads)
    begins = sorted({left for row in places for _, left, _, _ in row})
    filled = [y for y, row in enumerate(places) if row]
    rows = []
    for y in filled:
        made = []
        for cell, left, right, bottom in places[y]:
            across = bisect_left(begins, right) - bisect_left(begins, left)
            down = bisect_left(filled, bottom) - bisect_left(filled, y)
            made.append(Placed(cell, max(across, 1), max(down, 1)))
        rows.append(tuple(made))
    many = sum(1 for y in filled if y < heads)
    edges = [*begins, width]
    sizes = [sum(table.columns[edges[i] : edges[i + 1]]) for i in range(len(begins))]
    total = sum(sizes)
    shares = tuple(size / total for size in sizes) if total > 0 else ()
    return Grid(tuple(rows[:many]), tuple(rows[many:]), shares)


def _places(rows: Sequence[Row], heads: int) -> tuple[list[list[tuple[Cell, int, int, int]]], int]:
    """Each row's cells with their first column, the column after their last and the row after their last.

    A heading that reaches into the body ends with the headings; an empty cell stands below it.
    """
    reaching: list[tuple[Cell, int, int, int]] = []
    places: list[list[tuple[Cell, int, int, int]]] = []
    for y, (row, begins) in enumerate(zip(rows, first_columns(rows), strict=True)):
        placed = reaching if y == heads else []
        for cell, left in zip(row.cells, begins, strict=True):
            right, bottom = left + cell.columns, min(y + cell.rows, len(rows))
            if y < heads < bottom:
                reaching.append((Cell((), borders=cell.borders), left, right, bottom))
                bottom = heads
            placed.append((cell, left, right, bottom))
        places.append(sorted(placed, key=lambda place: place[1]))
    return places, max((right for row in places for _, _, right, _ in row), default=0)
