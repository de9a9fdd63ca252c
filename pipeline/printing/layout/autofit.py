"""How wide a table's columns become: what the paper gives, what the page has room for, what the longest words need."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.printing.document.table_grid import first_columns
from pipeline.printing.document.tree import Cell, Paragraph, Table, Text, inlines
from pipeline.printing.document.tree_drawn import Picture
from pipeline.printing.letters.widths import breadth

_OVER = 12.0


def fitted(table: Table, room: float, spare: float = 0.0) -> list[float]:
    """The widths of a table's columns in points, in ``room`` points; ``spare`` are those between it and the page's edge.

    Fixed columns, and those of a table that says its own width, may run into the margin as they do in Word; others are
    made narrower to fit. Columns that aren't fixed are made wider where a word would be cut in two, at the cost of
    columns that have more than they need.
    """
    total = sum(table.columns) or 1.0
    wanted = -table.width * room if table.width < 0 else total
    limit = room - table.indent + (spare if table.fixed or table.width > 0 else min(spare, _OVER))
    scale = min(wanted, max(limit, room / 2)) / total
    columns = [column * scale for column in table.columns]
    if table.fixed:
        return columns
    if all(need <= have + 0.05 for need, have in zip(_least(table, columns), columns, strict=True)):
        return columns
    spare = 0.0 if table.width else max(room - table.indent - sum(columns), 0.0)
    least = _within(_least(table, [0.0] * len(columns)), columns, spare)
    short = [max(need - have, 0.0) for need, have in zip(least, columns, strict=True)]
    missing = max(sum(short) - spare, 0.0)
    slack = [max(have - need, 0.0) for need, have in zip(least, columns, strict=True)]
    share = missing / sum(slack) if any(slack) else 0.0
    return [have + more - over * share for have, more, over in zip(columns, short, slack, strict=True)]


def _within(least: list[float], columns: list[float], spare: float) -> list[float]:
    """What columns need for their words in all; one whose words must be cut, as there is no room for them, gets what is ``spare``."""
    needs = list(least)
    for at in sorted(range(len(needs)), key=lambda at: columns[at] - least[at]):
        if sum(needs) <= sum(columns) + spare:
            break
        needs[at] = min(needs[at], columns[at])
        taken = sum(max(need - have, 0.0) for need, have in zip(needs, columns, strict=True))
        needs[at] = min(least[at], needs[at] + max(spare - taken, 0.0))
    return needs


def _least(table: Table, columns: list[float]) -> list[float]:
    """The least width at which no word of a column is cut in two; 0 where its words plainly fit into ``columns``."""
    least = [0.0] * len(columns)
    for row, begins in zip(table.rows, first_columns(table.rows), strict=True):
        for cell, at in zip(row.cells, begins, strict=True):
            if cell.columns == 1 and at < len(columns) and not cell.turned:
                around = cell.margins[1] + cell.margins[3] + 1
                for need in _needs(cell, columns[at] - around):
                    least[at] = max(least[at], need + around)
    return least


def _needs(cell: Cell, room: float) -> Iterator[float]:
    for block in cell.blocks:
        if not isinstance(block, Paragraph):
            continue
        for each in inlines(block.children):
            if isinstance(each, Picture) and each.place is None:
                yield each.width
            elif isinstance(each, Text):
                longest = max(map(len, each.text.split(" ")), default=0)
                if longest * each.format.size * 0.7 + block.format.left + block.format.right < room:
                    continue
                words = each.text.replace("-", "- ").split(" ")
                look = each.format
                indents = max(block.format.left + min(block.format.first, 0), 0.0) + block.format.right
                yield max(breadth(word, look.size, look.font, look.bold) for word in words) + indents
