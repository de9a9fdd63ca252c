"""Which kind of sheet a sheet is, by its headings, wherever they stand in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.parse.words import folded, nearest, tidy
from pipeline.read.cells import Line, Sheet
from pipeline.sheets.columns import SheetType, sheet_types

SEARCHED = 40
"""Headings are looked for in this many filled rows from the top."""


@dataclass(frozen=True)
class Match:
    """A sheet recognised: its kind, the row of its headings, and the column of each field.

    On a key-value sheet ``row`` is 0 and ``columns`` holds, for each field, the row of its item
    (``item_column`` and ``value_column`` say where items and values stand).
    """

    kind: SheetType
    row: int
    columns: Mapping[str, int]
    typed: Mapping[str, str]  # field -> the heading as the person typed it
    unread: Mapping[int, str] = field(default_factory=dict)  # column -> heading that stands for no field
    doubled: Mapping[int, str] = field(default_factory=dict)  # column -> field that another column has already
    item_column: int = -1
    value_column: int = -1

    @property
    def missing(self) -> list[str]:
        """Fields that must have a column (or line) and have none."""
        return [name for name in required(self.kind) if name not in self.columns]


@lru_cache(maxsize=64)
def required(kind: SheetType) -> tuple[str, ...]:
    """Fields of a kind of sheet that can't be left out."""
    return tuple(name for name in kind.columns() if kind.row.model_fields[name].is_required())


@lru_cache(maxsize=64)
def _known(kind: SheetType) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Folded heading -> field for our own headings, and -> fields, in order, for the others understood."""
    own: dict[str, str] = {}
    others: dict[str, list[str]] = {}
    for name, column in kind.columns().items():
        own[folded(column.heading)] = name
        for also in column.also:
            others.setdefault(folded(also), []).append(name)
    return own, others


def recognise(sheet: Sheet) -> Match | None:
    """The kind of sheet whose headings it has, or None where it has too few of any kind's."""
    best: tuple[tuple[float, ...], Match] | None = None
    for kind in sheet_types():
        for match in [_items(sheet, kind)] if kind.key_value else _rows(sheet, kind):
            if match is None or not _enough(match, sheet):
                continue
            score = (*_score(match), -match.row)
            if best is None or score > best[0]:
                best = (score, match)
    return best[1] if best else None


def _named(sheet: Sheet, kind: SheetType) -> bool:
    name = folded(sheet.name)
    return bool(name) and name in (folded(kind.name), folded(kind.name).rstrip("s"))


def _score(match: Match) -> tuple[float, float, float]:
    """More columns recognised, then fewer headings left over and fewer columns missing."""
    needed = required(match.kind)
    found = sum(name in match.columns for name in needed)
    own = sum(
        folded(match.typed[name]) == folded(column.heading)
        for name, column in match.kind.columns().items()
        if name in match.typed
    )
    return (len(match.columns) + found / max(len(needed), 1), own, -len(match.unread))


def _enough(match: Match, sheet: Sheet) -> bool:
    needed = required(match.kind)
    found = sum(name in match.columns for name in needed)
    if match.kind.key_value:
        return found * 3 >= len(needed) and len(match.columns) >= 3
    if len(match.columns) < 2:
        return False
    if _named(sheet, match.kind):
        return True
    share = len(match.columns) / (len(match.columns) + len(match.unread))
    return found * 2 >= len(needed) and share >= 0.4


def _rows(sheet: Sheet, kind: SheetType) -> list[Match]:
    """Every row that could be the headings of this kind."""
    found = []
    for line in sheet.lines[:SEARCHED]:
        match = _row(line, kind)
        if match is not None:
            found.append(match)
    return found


def _row(line: Line, kind: SheetType) -> Match | None:
    headings = headings_of(line)
    own, others = _known(kind)
    columns: dict[str, int] = {}
    doubled: dict[int, str] = {}
    for column, text in headings.items():
        name = next((own[form] for form in _forms(text) if form in own), "")
        if name and name in columns:
            doubled[column] = name
        elif name:
            columns[name] = column
    if not columns and not any(form in others for text in headings.values() for form in _forms(text)):
        return None
    taken = set(columns.values())
    for column, text in headings.items():
        if column in taken or column in doubled:
            continue
        names = next((others[form] for form in _forms(text) if form in others), [])
        free = [name for name in names if name not in columns]
        if free:
            columns[free[0]] = column
        elif names:
            doubled[column] = names[0]
    taken = set(columns.values())
    unread = {column: text for column, text in headings.items() if column not in taken and column not in doubled}
    typed = {name: headings[column] for name, column in columns.items()}
    ordered = {name: columns[name] for name in kind.columns() if name in columns}
    return Match(kind, line.number, ordered, typed, unread, doubled)


def headings_of(line: Line) -> dict[int, str]:
    """The texts of a row that may be headings: column -> text as typed, on one line."""
    found = {}
    for column, cell in sorted(line.cells.items()):
        if isinstance(cell.value, str):
            text = tidy(cell.value).replace("\n", " ")
            if 0 < len(text) <= 120:
                found[column] = text
    return found


def _forms(text: str) -> list[str]:
    """A heading as it may be understood: whole, without what is in brackets, without a mark that it must be filled."""
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", text)
    return list(dict.fromkeys(form for form in (folded(text), folded(bare)) if form))


def _items(sheet: Sheet, kind: SheetType) -> Match | None:
    """A key-value sheet: the column where most items stand, and the column where their values do."""
    own, others = _known(kind)
    by_column: dict[int, dict[str, int]] = {}
    typed: dict[tuple[int, str], str] = {}
    doubled: dict[int, dict[int, str]] = {}
    for line in sheet.lines:
        for column, text in headings_of(line).items():
            for form in _forms(text.rstrip(":")):
                name = own.get(form) or next(iter(others.get(form, [])), "")
                if not name:
                    continue
                rows = by_column.setdefault(column, {})
                if name in rows:
                    doubled.setdefault(column, {})[line.number] = name
                else:
                    rows[name] = line.number
                    typed[column, name] = text.rstrip(":")
                break
    if not by_column:
        return None
    items = max(by_column, key=lambda column: (len(by_column[column]), -column))
    rows = by_column[items]
    lines = {line.number: line for line in sheet.lines}
    first_filled = [min((column for column in lines[row].cells if column > items), default=-1) for row in rows.values()]
    right = [column for column in first_filled if column >= 0]
    values = max(sorted(set(right)), key=right.count) if right else items + 1
    ordered = {name: rows[name] for name in kind.columns() if name in rows}
    unread = {
        line.number: headings_of(line)[items]
        for line in sheet.lines
        if items in headings_of(line) and values in line.cells and line.number not in rows.values()
    }
    return Match(
        kind,
        0,
        ordered,
        {name: typed[items, name] for name in ordered},
        unread,
        doubled.get(items, {}),
        items,
        values,
    )


def near_misses(match: Match) -> dict[int, str]:
    """Unread headings that look like one we know and haven't found: column (or row) -> our heading."""
    columns = match.kind.columns()
    wanted = {name: column for name, column in columns.items() if name not in match.columns}
    found = {}
    for at, text in match.unread.items():
        spellings = {
            spelling: column.heading for column in wanted.values() for spelling in (column.heading, *column.also)
        }
        like = nearest(text, spellings, 0.8)
        if like:
            found[at] = like
    return found


def near_sheet(sheet: Sheet) -> tuple[SheetType, int, dict[str, str]] | None:
    """For a sheet not recognised: the kind it nearly is, its row of headings, and each slip with what it looks like."""
    best: tuple[float, SheetType, int, dict[str, str]] | None = None
    for line in sheet.lines[:SEARCHED]:
        headings = headings_of(line)
        if len(headings) < 2:
            continue
        for kind in sheet_types():
            match = _row(line, kind) or Match(kind, line.number, {}, {}, headings)
            slips = near_misses(match)
            needed = required(kind)
            if not slips or len(match.columns) + len(slips) < max(2, len(needed) / 2):
                continue
            score = len(match.columns) + len(slips) - len(match.unread) / 100
            if best is None or score > best[0]:
                best = (score, kind, line.number, {match.unread[at]: like for at, like in slips.items()})
    return best[1:] if best else None
