"""Headings as those of a kind of sheet: which field each stands for, and how well they fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from pipeline.parse.heads import Head, Heads
from pipeline.parse.vocabulary import Sense, Vocabulary, forms, required
from pipeline.parse.words import folded
from pipeline.periods import Period
from pipeline.read.cells import Sheet
from pipeline.sheets.actions import Action
from pipeline.sheets.columns import Row, SheetType, sheet_types
from pipeline.sheets.measures import Measure
from pipeline.sheets.updates import Update

TO_THE_END = 1_048_576
_ANYTHING = 4
"""A word that heads so many kinds of sheet ("No", "Ref", "Name", "Title") may head a list of anything."""
_PLAINLY = 6
"""So many headings of a kind, and few others, are of that kind even where its reference has no column."""
_OF_A_YEAR = frozenset({"target"})
_NEVER = frozenset({""})
_TELLING: Mapping[type[Row], frozenset[str]] = {Action: frozenset({"id", "text", "lead", "original_due"})}
"""Headings that tell a kind whatever else is missing: what is to be done, who does it and by when."""
_SAYS_SOMETHING: Mapping[type[Row], frozenset[str]] = {
    Update: frozenset({"status", "progress", "next_steps", "outlook", "completed", "lead_rating"})
}
"""Headings of which a sheet of the kind has one: an action's words alone are no update of it."""


class Group(NamedTuple):
    """The columns of one period in a table that has a column (or several) for each: where the period is
    written, which it is, whether its year was taken from the quarter reported, and the column of each field."""

    head: Head
    period: Period
    assumed: bool
    columns: Mapping[str, int]


@dataclass(frozen=True)
class Table:
    """A table recognised on a sheet: its kind, the heading of each field, and the rows of its records.

    ``heads`` gives for each field its heading; the records are in the rows from ``first`` to ``last``, or, where
    ``across``, in the columns ``beside`` (each field is then in its heading's row). ``groups`` are the columns of
    each period. ``unread`` are headings that stand for no field, ``doubled`` those for a field that has a heading
    already, and ``others`` those of another quarter than the one reported.
    """

    kind: SheetType
    heads: Mapping[str, Head]
    first: int
    last: int = TO_THE_END
    across: bool = False
    beside: tuple[int, ...] = ()
    groups: tuple[Group, ...] = ()
    unread: tuple[Head, ...] = ()
    doubled: tuple[tuple[Head, str], ...] = ()
    others: tuple[Head, ...] = ()
    shared: bool = False
    """Whether the rows are another table's, of which this one takes some columns."""

    @property
    def missing(self) -> list[str]:
        """Fields that must have a column (or line) and have none."""
        given = {name for group in self.groups[:1] for name in ("period", *group.columns)}
        return [name for name in required(self.kind) if name not in self.heads and name not in given]

    @property
    def columns(self) -> set[int]:
        """The columns that are read."""
        if self.across:
            return set(self.beside)
        return {head.column for head in self.heads.values()} | {
            column for group in self.groups for column in group.columns.values()
        }


def best_kind(sheet: Sheet, heads: Heads, words: Vocabulary) -> Table | None:
    """The kind whose headings the row has most of; a plan with more columns for updates than its own is still a plan."""
    best: tuple[tuple[float, ...], Table] | None = None
    hits: dict[str, int] = {}
    for head in heads.by_column.values():
        names = {name for form in (*head.forms, *forms(head.rest)) for name in words.known.get(form, ())}
        for name in names:
            hits[name] = hits.get(name, 0) + 1
    for kind in sheet_types():
        if hits.get(kind.name, 0) < 2:
            continue
        table = row_of(heads, kind, words)
        if table is None or not enough(table, sheet, words):
            continue
        if _is_plan(table):
            return table
        fits = score(table, words)
        if best is None or fits > best[0]:
            best = (fits, table)
    return best[1] if best else None


def _is_plan(table: Table) -> bool:
    """Whether a table is surely the plan's actions: who does what by when, and most of what else a plan says."""
    needed = required(table.kind)
    found = sum(name in table.heads for name in needed)
    return table.kind.row is Action and _TELLING[Action] <= table.heads.keys() and found * 3 >= len(needed) * 2


def score(table: Table, words: Vocabulary) -> tuple[float, ...]:
    """More columns recognised, then more of our own headings and fewer left over."""
    needed = required(table.kind)
    own = words.sense(table.kind).own
    found = sum(name in table.heads for name in needed)
    ours = sum(any(own.get(form) == name for form in head.forms) for name, head in table.heads.items())
    return (len(table.heads) + found / max(len(needed), 1), ours, -len(table.unread))


def enough(table: Table, sheet: Sheet, words: Vocabulary) -> bool:
    """Whether enough of a kind's headings are there for the table to be of it."""
    needed = required(table.kind)
    found = sum(name in table.heads for name in needed)
    if table.kind.key_value:
        return found * 3 >= len(needed) and len(table.heads) >= 3
    if len(table.heads) < 2:
        return False
    if not _SAYS_SOMETHING.get(table.kind.row, table.heads.keys()) & table.heads.keys():
        return False
    if _named(sheet, table.kind) or _TELLING.get(table.kind.row, _NEVER) <= table.heads.keys():
        return True
    if len(table.heads) == 2 and table.missing and not any(_tells(head, words) for head in table.heads.values()):
        return False
    if len(table.heads) >= _PLAINLY and _share(table) >= 0.6:
        return True  # what it lacks is said
    # Two words that may head anything ("Year" and "Value") are not enough without the third that tells.
    return (found * 2 >= len(needed) if len(needed) > 2 else found == len(needed)) and _share(table) >= 0.4


def _tells(head: Head, words: Vocabulary) -> bool:
    """Whether a heading tells kinds of sheet apart at all."""
    known = [len(words.known[form]) for form in (*head.forms, *forms(head.rest)) if form in words.known]
    return bool(known) and min(known) < _ANYTHING


def is_strong(table: Table) -> bool:
    """Whether a row is surely headings, even among the rows of another table."""
    every = len(table.kind.columns())
    return not table.missing and len(table.heads) >= min(3, every) and _share(table) >= 0.5


def _share(table: Table) -> float:
    return len(table.heads) / (len(table.heads) + len(table.unread))


def _named(sheet: Sheet, kind: SheetType) -> bool:
    name = folded(sheet.name)
    return bool(name) and name in (folded(kind.name), folded(kind.name).rstrip("s"))


def row_of(heads: Heads, kind: SheetType, words: Vocabulary) -> Table | None:
    """What a row is as the headings of a kind: our own headings first, then others people type for them."""
    table = assigned(heads.by_column, kind, words)
    return replace(table, first=heads.last + 1) if table is not None else None


def assigned(heads: Mapping[int, Head], kind: SheetType, words: Vocabulary) -> Table | None:
    """Headings, by column (or by row, where they stand below each other), as those of a kind."""
    sense = words.sense(kind)
    ways = {at: _ways(head, kind, words) for at, head in heads.items()}
    columns = _of_own_headings(ways, sense)
    _make_way(columns, ways, sense.others)
    doubled = _of_other_headings(columns, ways, sense)
    for at, head in heads.items():
        name = _of_alternatives(head, sense) if at not in doubled and at not in columns.values() else ""
        if name:
            columns.setdefault(name, at)
    if not columns:
        return None
    others = {at: head for at, head in heads.items() if _is_of_another_quarter(head, kind, words)}
    taken = {*columns.values(), *doubled, *others}
    return Table(
        kind,
        {name: heads[columns[name]] for name in kind.columns() if name in columns},
        0,
        unread=tuple(head for at, head in heads.items() if at not in taken),
        doubled=tuple((heads[at], name) for at, name in doubled.items()),
        others=tuple(others.values()),
    )


def _ways(head: Head, kind: SheetType, words: Vocabulary) -> tuple[str, ...]:
    """A heading as it may be understood: whole, and as what it says beside the period reported ("Progress Q2")."""
    if head.when is None or not head.rest:
        return head.forms
    if kind.row is Update and _is_known(forms(head.rest), words.sense(kind)):
        return head.forms if _is_of_another_quarter(head, kind, words) else (*head.forms, *forms(head.rest))
    if kind.row is Measure:
        # "Target 2026/27" is the target; of two years' targets, the one of the year reported.
        year = head.when.period
        if year is None or words.quarter is None or year.start <= words.quarter.start <= year.end:
            return (*head.forms, *(form for form in forms(head.rest) if form in _OF_A_YEAR))
    return head.forms


def _is_of_another_quarter(head: Head, kind: SheetType, words: Vocabulary) -> bool:
    """Whether a heading of updates names another quarter than the one reported."""
    if kind.row is not Update or head.when is None or not head.rest or words.quarter is None:
        return False
    return _is_known(forms(head.rest), words.sense(kind)) and not head.when.is_quarter(words.quarter)


def _of_own_headings(ways: Mapping[int, tuple[str, ...]], sense: Sense) -> dict[str, int]:
    """The column of each field that has our own heading: the first of them, where there are two."""
    columns: dict[str, int] = {}
    for at, forms_of in ways.items():
        name = next((sense.own[form] for form in forms_of if form in sense.own), "")
        if name:
            columns.setdefault(name, at)
    return columns


def _of_other_headings(columns: dict[str, int], ways: Mapping[int, tuple[str, ...]], sense: Sense) -> dict[int, str]:
    """Gives ``columns`` those of headings that people type for a field; returns the columns of a field that has one already."""
    doubled: dict[int, str] = {}
    for at, forms_of in ways.items():
        if at in columns.values():
            continue
        own = next((sense.own[form] for form in forms_of if form in sense.own), "")
        names = next((sense.others[form] for form in forms_of if form in sense.others), ())
        free = next((name for name in names if name not in columns), "")
        if free:
            columns[free] = at
        elif own or names:
            doubled[at] = own or names[0]
    return doubled


def _of_alternatives(head: Head, sense: Sense) -> str:
    """The field of a heading that gives two words for one thing: "Priority / Workstream", not "Start / end date"."""
    names = set()
    for part in head.text.split("/") if "/" in head.text else ():
        for form in forms(part):
            names.add(sense.own.get(form) or next(iter(sense.others.get(form, ())), ""))
    names.discard("")
    return names.pop() if len(names) == 1 else ""


def _is_known(ways: Iterable[str], sense: tuple[Mapping[str, object], ...]) -> bool:
    return any(form in known for form in ways for known in sense)


def _make_way(
    columns: dict[str, int], understood: Mapping[int, tuple[str, ...]], others: Mapping[str, tuple[str, ...]]
) -> None:
    """Where 'Ref' stands beside 'Action', 'Action' is not the reference but what will be done."""
    for name, column in list(columns.items()):
        spare = [other for form in understood[column] for other in others.get(form, ()) if other not in columns]
        rivals = [
            at
            for at, ways in understood.items()
            if at not in columns.values() and any(name in others.get(form, ()) for form in ways)
        ]
        if spare and rivals:
            columns[spare[0]], columns[name] = column, rivals[0]
