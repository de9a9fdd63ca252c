"""Which kind of sheet a sheet is, by its headings, wherever they stand in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from pipeline.parse.words import folded, nearest, tidy
from pipeline.read.cells import Line, Sheet
from pipeline.sheets.columns import SheetType, sheet_types

SEARCHED = 40
"""Headings are looked for in this many filled rows from the top."""
MOST_ITEMS = 200
"""A key-value sheet has no more filled rows than this."""
LONGEST = 120
"""A longer text is no heading."""


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


class Heads(NamedTuple):
    """A row that may be headings: its number, and each column's text as typed and as compared."""

    number: int
    texts: Mapping[int, str]
    forms: Mapping[int, tuple[str, ...]]


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


@lru_cache(maxsize=1)
def _any_known() -> frozenset[str]:
    """Every heading of every kind, folded."""
    return frozenset(form for kind in sheet_types() for known in _known(kind) for form in known)


def heads_of(sheet: Sheet) -> list[Heads]:
    """The rows near the top of a sheet in which headings may stand."""
    return [_heads(line) for line in sheet.lines[:SEARCHED]]


def recognise(sheet: Sheet) -> Match | None:
    """The kind of sheet whose headings it has, or None where it has too few of any kind's."""
    known = _any_known()
    likely = [
        heads
        for heads in heads_of(sheet)
        if sum(any(form in known for form in forms) for forms in heads.forms.values()) > 1
    ]
    best: tuple[tuple[float, ...], Match] | None = None
    for kind in sheet_types():
        for match in [_items(sheet, kind)] if kind.key_value else [_row(heads, kind) for heads in likely]:
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


def _row(heads: Heads, kind: SheetType) -> Match | None:
    """What a row is as the headings of a kind: our own headings first, then others people type for them."""
    own, others = _known(kind)
    columns: dict[str, int] = {}
    doubled: dict[int, str] = {}
    for column, forms in heads.forms.items():
        name = next((own[form] for form in forms if form in own), "")
        if name and name not in columns:
            columns[name] = column
    _make_way(columns, heads, others)
    taken = set(columns.values())
    for column, forms in heads.forms.items():
        if column in taken:
            continue
        names = next((others[form] for form in forms if form in others), [])
        free = [name for name in names if name not in columns]
        if free:
            columns[free[0]] = column
        elif names or any(form in own for form in forms):
            doubled[column] = next((own[form] for form in forms if form in own), "") or names[0]
    if not columns:
        return None
    taken = set(columns.values())
    unread = {column: text for column, text in heads.texts.items() if column not in taken and column not in doubled}
    typed = {name: heads.texts[column] for name, column in columns.items()}
    ordered = {name: columns[name] for name in kind.columns() if name in columns}
    return Match(kind, heads.number, ordered, typed, unread, doubled)


def _make_way(columns: dict[str, int], heads: Heads, others: Mapping[str, list[str]]) -> None:
    """Where 'Ref' stands beside 'Action', 'Action' is not the reference but what will be done."""
    for name, column in list(columns.items()):
        spare = [other for form in heads.forms[column] for other in others.get(form, []) if other not in columns]
        rivals = [
            at
            for at, forms in heads.forms.items()
            if at not in columns.values() and any(name in others.get(form, []) for form in forms)
        ]
        if spare and rivals:
            columns[spare[0]], columns[name] = column, rivals[0]


def _heads(line: Line) -> Heads:
    texts = {}
    for column, cell in sorted(line.cells.items()):
        if isinstance(cell.value, str) and len(cell.value) <= LONGEST:
            text = tidy(cell.value).replace("\n", " ")
            if text:
                texts[column] = text
    return Heads(line.number, texts, {column: _forms(text) for column, text in texts.items()})


@lru_cache(maxsize=8192)
def _forms(text: str) -> tuple[str, ...]:
    """A heading as it may be understood: whole, without what is in brackets, and as one or many."""
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", text)
    whole = [form for form in (folded(text), folded(bare)) if form]
    return tuple(
        dict.fromkeys([*whole, *(form.removesuffix("s") if form[-1] == "s" else form + "s" for form in whole)])
    )


def _items(sheet: Sheet, kind: SheetType) -> Match | None:
    """A key-value sheet: the column where most items stand, and the column where their values do."""
    own, others = _known(kind)
    found: dict[int, dict[str, Heads]] = {}  # column -> field -> its line
    again: dict[int, dict[int, str]] = {}
    everything = [_heads(line) for line in sheet.lines[:MOST_ITEMS]]
    for heads in everything:
        for column, forms in heads.forms.items():
            names = (own.get(form) or next(iter(others.get(form, [])), "") for form in forms)
            name = next((name for name in names if name), "")
            if name and name in found.get(column, {}):
                again.setdefault(column, {})[heads.number] = name
            elif name:
                found.setdefault(column, {})[name] = heads
    if not found:
        return None
    items = max(found, key=lambda column: (len(found[column]), -column))
    lines = found[items]
    cells = {line.number: line.cells for line in sheet.lines[:MOST_ITEMS]}
    right = [min((at for at in cells[heads.number] if at > items), default=-1) for heads in lines.values()]
    values = max(sorted(set(right)), key=lambda at: (at >= 0, right.count(at)))
    rows = {heads.number for heads in lines.values()}
    return Match(
        kind,
        0,
        {name: lines[name].number for name in kind.columns() if name in lines},
        {name: heads.texts[items].rstrip(":") for name, heads in lines.items()},
        {
            heads.number: heads.texts[items]
            for heads in everything
            if items in heads.texts and values in cells[heads.number] and heads.number not in rows
        },
        again.get(items, {}),
        items,
        values if values >= 0 else items + 1,
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
    for heads in heads_of(sheet):
        if len(heads.texts) < 3:
            continue
        for kind in sheet_types():
            match = _row(heads, kind) or Match(kind, heads.number, {}, {}, heads.texts)
            slips = near_misses(match)
            needed = required(kind)
            hits = len(match.columns) + len(set(slips.values()))
            if not slips or hits < max(3, len(needed) / 2, len(heads.texts) / 2):
                continue
            score = hits - len(match.unread) / 100
            if best is None or score > best[0]:
                best = (score, kind, heads.number, {match.unread[at]: like for at, like in slips.items()})
    return best[1:] if best else None
