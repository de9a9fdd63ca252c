"""Headings that are slips for ones we know, and sheets that are nearly of a kind we know."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.parse.fitting import Table, row_of
from pipeline.parse.heads import Head, heads_of
from pipeline.parse.tables import SEARCHED
from pipeline.parse.vocabulary import EVERYDAY, required
from pipeline.parse.words import MOST_LONGER, folded, likeness
from pipeline.read.cells import Sheet
from pipeline.sheets.columns import SheetType, sheet_types

_LEAST = 0.8  # how like a heading must be to be a slip for another


class Slip(NamedTuple):
    """A heading as typed, and the one we know that it looks like."""

    head: Head
    known: str


def near_misses(table: Table) -> list[Slip]:
    """Unread headings that look like one we know and haven't found."""
    found = []
    for head in table.unread:
        alike = _alike(head.text, table.kind) if head.when is None else ()
        wanted = [each for each in alike if each.name not in table.heads]
        if wanted:
            found.append(Slip(head, max(wanted, key=lambda each: each.likeness).spelling))
    return found


class _Alike(NamedTuple):
    """A column, one spelling of its heading, and how like it another heading is."""

    name: str
    spelling: str
    likeness: float


@lru_cache(maxsize=8192)
def _alike(text: str, kind: SheetType) -> tuple[_Alike, ...]:
    """The headings of a kind of sheet that ``text`` could be a slip for; there are few, and they are asked for again and again."""
    said = folded(text)
    near = [each for each in _spellings(kind) if abs(len(each[2]) - len(said)) <= MOST_LONGER]
    found = [_Alike(name, spelling, likeness(said, other)) for name, spelling, other in near]
    return tuple(each for each in found if each.likeness > _LEAST)


@cache
def _spellings(kind: SheetType) -> list[tuple[str, str, str]]:
    """Each column with each spelling of its heading, as it is and folded."""
    columns = kind.columns().items()
    return [(name, each, folded(each)) for name, column in columns for each in (column.heading, *column.also)]


def nearest_kind(sheet: Sheet) -> Table | None:
    """For a sheet that was not recognised, the row with the most headings of one kind; None below three."""
    best: Table | None = None
    for line in sheet.lines[:SEARCHED]:
        heads = heads_of(line)
        for kind in sheet_types():
            table = row_of(heads, kind, EVERYDAY) if len(heads.by_column) > 2 else None
            if table is not None and len(table.heads) > (len(best.heads) if best is not None else 2):
                best = table
    return best


class Near(NamedTuple):
    """The kind that a sheet nearly is, the row of its headings, and its slips."""

    kind: SheetType
    row: int
    slips: tuple[Slip, ...]


def near_sheet(sheet: Sheet) -> Near | None:
    """What a sheet that was not recognised nearly is."""
    best: tuple[float, Near] | None = None
    for line in sheet.lines[:SEARCHED]:
        heads = heads_of(line)
        if len(heads.by_column) < 3:
            continue
        for kind in sheet_types():
            if len(heads.by_column) > 2 * len(kind.columns()):
                continue  # fewer than half could be of this kind
            table = row_of(heads, kind, EVERYDAY) or Table(
                kind, {}, line.number + 1, unread=tuple(heads.by_column.values())
            )
            slips = near_misses(table)
            hits = len(table.heads) + len({slip.known for slip in slips})
            if not slips or hits < max(3, len(required(kind)) / 2, len(heads.by_column) / 2):
                continue
            fits = hits - len(table.unread) / 100
            if best is None or fits > best[0]:
                best = (fits, Near(kind, line.number, tuple(slips)))
    return best[1] if best else None
