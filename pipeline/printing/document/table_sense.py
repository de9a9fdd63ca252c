"""What a table is for: data under headings that it marks or plainly has, or only putting words in their places.

PDF/UA-1 (7.1, 7.5) wants a table's headings tagged as such, and nothing tagged as a table that is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.printing.document.tree import Cell, Paragraph, Row, Table, Text, deep, inlines
from pipeline.printing.document.tree_drawn import Picture, pictures_in

_PROSE = 12  # words; a cell of data has fewer, and a heading
_EMPTY = 1 / 3  # of its cells, in a table that lays out a page
_FIGURE = re.compile(r"[\s\d.,:%€£$()+−–*/-]*\d[\s\d.,:%€£$()+−–*/-]*")
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s*[-–/]\s*\d{2,4})?")


def placing(table: Table) -> str:
    """How a table only places words; nothing for one that may hold data."""
    cells = [cell for row in table.rows for cell in row.cells]
    if any(cell.header and not _holds(cell) for cell in cells) and len(cells) > 1:
        return ""
    full = [cell for cell in cells if filled(cell)]
    if len(full) <= 1:
        return "has one cell, so it only draws a box"
    if any(map(_holds, cells)):
        return "holds other tables, so it only places them"
    bare = not any(cell.borders or _shaded(cell) for cell in cells)
    if bare and (len(table.rows) == 1 or not all(map(_short, full)) or len(full) < len(cells) * (1 - _EMPTY)):
        return "has no headings and no lines, so it only places words"
    if len(table.rows) == 1:
        return "has one row and no headings, so it only places words side by side"
    if all(len(row.cells) == 1 for row in table.rows):
        return "has one column and no headings, so it only draws boxes"
    if len(table.rows) > 2 and Counter(_edges(table.rows)).most_common(1)[0][1] * 2 < len(table.rows):
        return "has no headings and no columns that run through it, so it only places words"
    return ""


def _edges(rows: Sequence[Row]) -> Iterator[tuple[int, ...]]:
    """The columns in which each row's cells begin, those that reach down into it too."""
    until: dict[
        int, tuple[int, int]
    ] = {}  # column -> the row that is free again below the cell that begins there, its columns
    for number, row in enumerate(rows):
        reaching = {at: columns for at, (below, columns) in until.items() if below > number}
        begins, at = list(reaching), 0
        for cell in row.cells:
            while at in reaching:
                at += reaching[at]
            begins.append(at)
            until[at] = (number + cell.rows, cell.columns)
            at += cell.columns
        yield tuple(sorted(begins))


def filled(cell: Cell) -> bool:
    """Whether a cell holds words or a picture."""
    return bool(cell.text) or any(_pictures(block) or block.text.strip() for block in deep(cell.blocks))


def headed(table: Table) -> Table:
    """A table that marks no headings, with those that it plainly has; one that only places words has none."""
    rows, marked = table.rows, any(cell.header for row in table.rows for cell in row.cells)
    places = bool(placing(table))
    if marked is not places:
        return table
    guesses = not places and len(rows) > 1
    row, column = guesses and _first_row(rows), guesses and _first_column(rows)
    made = [
        replace(each, cells=tuple(replace(cell, header=_kind(y, x, row, column)) for x, cell in enumerate(each.cells)))
        for y, each in enumerate(rows)
    ]
    return replace(table, rows=tuple(made), guessed=" and ".join(("row",) * row + ("column",) * column))


def _kind(y: int, x: int, row: bool, column: bool) -> str:
    return "col" if row and y == 0 else "row" if column and x == 0 else ""


def _first_row(rows: Sequence[Row]) -> bool:
    """Whether the first row stands out from the others, or names columns of figures or columns to be filled in."""
    first, rest = rows[0].cells, rows[1:]
    if len(first) < 2 or len(first) < max(len(row.cells) for row in rows) or not _names(first):
        return False
    if _stands_out(first, [cell for row in rest for cell in row.cells[1:]]):
        return True
    if not all(map(filled, first[1:])) or not all(not _figure(cell) or _year(cell) for cell in first):
        return False
    columns = [[row.cells[x] for row in rest if x < len(row.cells)] for x, cell in enumerate(first) if filled(cell)]
    return any(
        cells and (not any(map(filled, cells)) or (all(map(_figure, cells)) and not any(map(_year, cells))))
        for cells in columns
    )


def _first_column(rows: Sequence[Row]) -> bool:
    """Whether the first column stands out from the others, or names rows of figures or rows to be filled in."""
    if any(len(row.cells) < 2 or row.cells[0].columns > 1 for row in rows):
        return False
    first, others = [row.cells[0] for row in rows], [row.cells[1:] for row in rows[1:]]
    if not _names(first):
        return False
    body = first[1:]
    if _stands_out(first, [cell for cells in others for cell in cells]) or all(
        cell.text.endswith(":") for cell in first
    ):
        return True
    asks = any(not any(map(filled, cells)) for cells in others)
    return (
        not any(map(_figure, body))
        and all(map(filled, body))
        and (asks or all(_figure(cell) for cells in others for cell in cells))
    )


def _holds(cell: Cell) -> bool:
    """Whether a cell holds another table; no heading does."""
    return any(isinstance(block, Table) for block in deep(cell.blocks))


def _names(cells: Sequence[Cell]) -> bool:
    """Whether cells may be headings: short words in most of them."""
    return all(map(_short, cells)) and sum(map(filled, cells)) * 2 > len(cells)


def _stands_out(cells: Sequence[Cell], others: Sequence[Cell]) -> bool:
    """Whether cells are all shaded, or all bold, and none of the others is."""
    said, rest = list(filter(filled, cells)), list(filter(filled, others))
    shaded = all(map(_shaded, said)) and not any(map(_shaded, others))
    return (shaded and bool(others)) or (all(map(_bold, said)) and not any(map(_bold, rest)) and bool(rest))


def _shaded(cell: Cell) -> bool:
    return cell.shading.lower() not in ("", "#ffffff")


def _bold(cell: Cell) -> bool:
    texts = [each for block in _paragraphs(cell) for each in inlines(block.children) if isinstance(each, Text)]
    said = [text for text in texts if text.text.strip()]
    return bool(said) and all(text.format.bold for text in said)


def _short(cell: Cell) -> bool:
    return len(cell.text.split()) <= _PROSE and not any(_pictures(block) for block in cell.blocks)


def _figure(cell: Cell) -> bool:
    return _FIGURE.fullmatch(cell.text) is not None


def _year(cell: Cell) -> bool:
    return _YEAR.fullmatch(cell.text.strip()) is not None


def _paragraphs(cell: Cell) -> list[Paragraph]:
    return [block for block in cell.blocks if isinstance(block, Paragraph)]


def _pictures(block: object) -> list[Picture]:
    """The pictures of a paragraph, those in groups too."""
    if not isinstance(block, Paragraph):
        return []
    return [picture for each in inlines(block.children) for picture in pictures_in(each)]
