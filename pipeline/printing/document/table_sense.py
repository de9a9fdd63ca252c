"""What a table is for: data under headings that it marks or plainly has, or only putting words in their places.

PDF/UA-1 (7.1, 7.5) wants a table's headings tagged as such, and nothing tagged as a table that is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.printing.document.table_grid import first_columns
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
    bare = not any(cell.borders or _shaded(cell) for cell in cells) and not _figures_run(table.rows)
    if bare and (len(table.rows) == 1 or not all(map(_short, full)) or len(full) < len(cells) * (1 - _EMPTY)):
        return "has no headings and no lines, so it only places words"
    if len(table.rows) == 1:
        return "has one row and no headings, so it only places words side by side"
    if all(len(row.cells) == 1 for row in table.rows):
        return "has one column and no headings, so it only draws boxes"
    if len(table.rows) > 2 and not _running(table.rows):
        return "has no headings and no columns that run through it, so it only places words"
    return ""


def _placed(rows: Sequence[Row]) -> Iterator[list[tuple[int, Cell | None]]]:
    """Each row's cells with the columns in which they begin; nothing for one that reaches down from a row above."""
    until: dict[int, int] = {}  # column -> the row that is free again below what begins there
    for number, (row, begins) in enumerate(zip(rows, first_columns(rows), strict=True)):
        above = [(at, None) for at, below in until.items() if below > number]
        yield [*above, *zip(begins, row.cells, strict=True)]
        until.update({at: number + cell.rows for at, cell in zip(begins, row.cells, strict=True)})


def _running(rows: Sequence[Row]) -> bool:
    """Whether a column goes through half of the rows that have columns, or more."""
    placed = [[at for at, _ in row if at] for row in _placed(rows) if len(row) > 1]
    most = Counter(at for row in placed for at in row).most_common(1)
    return bool(most) and most[0][1] * 2 >= len(placed)


def _figures_run(rows: Sequence[Row]) -> bool:
    """Whether a column of figures goes through a table of some rows, under whatever is in the first."""
    columns: dict[int, list[Cell]] = {}
    for row in list(_placed(rows))[1:]:
        for at, cell in row:
            if at and cell and filled(cell):
                columns.setdefault(at, []).append(cell)
    return any(
        len(cells) > 1 and len(cells) * 2 >= len(rows) and all(map(_figure, cells)) for cells in columns.values()
    )


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
    made = []
    for y, (each, placed) in enumerate(zip(rows, _placed(rows), strict=True)):
        heads = "row" if column and len(placed) > 1 else ""
        kinds = ["col" if row and y == 0 else heads if x == 0 else "" for x, cell in placed if cell]
        cells = (replace(cell, header=kind) for cell, kind in zip(each.cells, kinds, strict=True))
        made.append(replace(each, cells=tuple(cells)))
    return replace(table, rows=tuple(made), guessed=" and ".join(("row",) * row + ("column",) * column))


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
    placed = [row for row in _placed(rows) if len(row) > 1]  # a cell over the whole width heads what is below it
    first = [cell for row in placed for at, cell in row if at == 0 and cell]
    others = [[cell for at, cell in row if at and cell] for row in placed]
    as_wide = Counter(cell.columns for cell in first).most_common(1)
    if not as_wide or as_wide[0][1] * 2 < len(rows) or not _names(first):
        return False
    body, beside = first[1:], [cell for cells in others[1:] for cell in cells]
    names = len(body) > 1 and all(map(filled, body))
    if _stands_out(first, beside) or (names and _stands_out(body, beside)):
        return True
    if all(cell.text.endswith(":") for cell in first):
        return True
    asks = any(not any(map(filled, cells)) for cells in others)
    return not any(map(_figure, body)) and all(map(filled, body)) and (asks or all(map(_figure, beside)))


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
