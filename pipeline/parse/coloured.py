"""Cells that tell a rating by their colour alone: said to the officer, since colours are not read."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable, Mapping, Sequence

from pipeline.issues import Issue, Severity, rule
from pipeline.parse.fitting import Table
from pipeline.parse.heads import Head
from pipeline.parse.words import is_blank
from pipeline.read.cells import Line, Sheet, letters

COLOUR_ALONE = rule(
    "C-35",
    Severity.QUERY,
    "A rating or status is a word in its cell: colours are not read.",
    "WCAG 2.2, success criterion 1.4.1: colour is not the only way of saying something",
)

_FIELDS = frozenset({"status", "lead_rating"})
_RATING = re.compile(r"\b(?:b?rag|r\.a\.g|rating|rated|status)\b", re.IGNORECASE)
_STRONG = 0.6
"""How full a colour is that rates by itself: paler ones of one kind are the ground of cells to be filled in."""


def coloured_alone(sheet: Sheet, tables: Sequence[Table]) -> list[Issue]:
    """A query for each column for ratings or statuses of which cells have a colour and no word."""
    heads = {head.column: (head, example) for table in tables for head, example in _heads(table)}
    return [
        issue
        for column, (head, example) in sorted(heads.items())
        if _RATING.search(head.text) or example
        if (issue := _about(sheet, tables[0], head, example, heads.keys())) is not None
    ]


def _heads(table: Table) -> Iterable[tuple[Head, str]]:
    """The headings of a table with a row for each record; with an example of a word where they stand for a rating."""
    if table.across or table.kind.key_value:
        return
    yield from ((head, "") for head in (*table.unread, *(head for head, _ in table.doubled)))
    for name, head in table.heads.items():
        yield head, table.kind.columns()[name].example if name in _FIELDS else ""


def _about(sheet: Sheet, table: Table, head: Head, example: str, columns: Iterable[int]) -> Issue | None:
    fills = sheet.fills(letters(head.column))
    rows = {line.number: fills[line.number] for line in _empty(sheet, table, head.column) if line.number in fills}
    if not rows:
        return None
    beside = [sheet.fills(letters(column)) for column in columns if column != head.column]
    rows = {row: colour for row, colour in rows.items() if not _is_ground(row, colour, beside)}
    if not _rates(set(rows.values())):
        return None
    cells = [sheet.place(row, head.column, head.text) for row in rows]
    if len(cells) == 1:
        said, them = f"The cell under '{head.text}' is coloured and holds no word ({cells[0].cell})", "it"
    else:
        named = ", ".join(place.cell for place in cells[:2])
        named = f"{named} and {len(cells) - 2} more" if cells[2:] else f"{cells[0].cell} and {cells[1].cell}"
        said, them = f"The cells under '{head.text}' are coloured and hold no word ({named})", "each"
    return COLOUR_ALONE.at(
        cells[0],
        f"{said}: colours are not read.",
        f"Type the word that the colour stands for into {them}, such as {example or 'Green'}; the colour may stay.",
        also=[place.cell for place in cells[1:]],
        example=example,
    )


def _empty(sheet: Sheet, table: Table, column: int) -> Iterable[Line]:
    """The rows of records whose cell in a column holds nothing, and isn't merged with one that does."""
    merged = {
        row for area in sheet.merged if area.left <= column <= area.right for row in range(area.top, area.bottom + 1)
    }
    for line in sheet.lines:
        if not table.first <= line.number <= table.last or line.number in merged:
            continue
        cell = line.cells.get(column)
        said = any(each in line.cells for each in table.columns if each != column)
        if said and (cell is None or (not cell.fault and isinstance(cell.value, str) and is_blank(cell.value))):
            yield line


def _is_ground(row: int, colour: str, beside: Sequence[Mapping[int, str]]) -> bool:
    """Whether a cell's colour is its row's: that of most of the cells beside it, as in banded tables and title rows."""
    alike = sum(fills.get(row) == colour for fills in beside)
    return alike * 2 >= max(len(beside), 1)


def _rates(colours: set[str]) -> bool:
    """Whether colours tell cells apart: two or more, or a full red, amber, green or blue."""
    if len(colours) > 1:
        return any(_fullness(colour)[1] > 0.1 for colour in colours)
    return any(strong >= _STRONG and not 52 < hue < 75 for hue, strong in map(_fullness, colours))


def _fullness(colour: str) -> tuple[float, float]:
    """The hue of a colour, in degrees from red, and how far from grey it is, from 0 to 1. Yellow is at 60."""
    hue, strong, _ = colorsys.rgb_to_hsv(*(int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)))
    return hue * 360, strong
