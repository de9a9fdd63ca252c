"""A file that holds again what another file of the folder holds: said once, and its rows are left out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from pipeline.issues import Issue, Severity, rule
from pipeline.parse import Recognised
from pipeline.parse.references import by_reference
from pipeline.parse.vocabulary import required
from pipeline.places import Place
from pipeline.sheets.columns import Row, SheetType
from pipeline.sheets.details import Details
from pipeline.sheets.form_record import FormLine
from pipeline.sheets.readings import Reading
from pipeline.sheets.updates import Update
from pipeline.wording import count, joined

REPEATED = rule(
    "I-08", Severity.ERROR, "What a workbook says stands in one file, and not in a copy or an older version beside it."
)
_MANY = 5
_SHARE = 0.8  # of a file's records that another file has too
_NAMED_COPY = re.compile(r"\b(copy|old|backup|draft|v\d+)\b|\(\d+\)", re.IGNORECASE)
"""What people call a copy."""

Keys = frozenset[tuple[str, ...]]


def without_repeats(found: Sequence[Recognised], copies: Collection[str]) -> tuple[list[Recognised], list[Issue]]:
    """The tables of a folder without those of files that repeat another, and which those are.

    The one kept of two is no marked copy (``copies``), is of the later quarter, has the later updates, or holds more. Forms
    that were returned twice are left to be compared row by row.
    """
    files: dict[str, list[Recognised]] = {}
    for one in found:
        files.setdefault(one.sheet.file, []).append(one)
    files = {name: tables for name, tables in files.items() if not any(one.kind.row is FormLine for one in tables)}
    keys = {name: _keys(tables) for name, tables in files.items()}
    best = sorted(files, key=lambda name: _rank(name, files[name], keys[name], copies), reverse=True)
    kept: list[str] = []
    issues: list[Issue] = []
    out: set[str] = set()
    for name in best:
        other = next(
            (
                each
                for each in kept
                if _repeats(keys[name], keys[each]) or _says_the_same(files[name], files[each], keys[name], keys[each])
            ),
            None,
        )
        if other is None:
            kept.append(name)
            continue
        out.add(name)
        same = keys[name] & keys[other]
        issues.append(
            REPEATED.at(
                Place(name),
                f"{name.rpartition('/')[2]} holds again what is in {other}: {_counted(same, files[name])}. Nothing in it was used.",
                "Take the one that is old, or a copy, out of the folder.",
            )
        )
    return [one for one in found if one.sheet.file not in out], issues


def _keys(tables: Iterable[Recognised]) -> Keys:
    """What tells the records of a file apart: the kind and the reference, or all that a record must have.

    Rows left blank for a figure to come repeat nothing.
    """
    return frozenset(
        (one.kind.name, *_key(one.kind, row))
        for one in tables
        if not one.kind.key_value
        for row in one.rows
        if not isinstance(row, Reading) or row.filled_in
    )


def _key(kind: SheetType, row: Row) -> Iterable[str]:
    names = required(kind)
    if kind.row is not Reading and (by_reference(kind) or kind.row is Update):
        names = (next(iter(kind.columns())),)
    return (str(getattr(row, name)) for name in names)


def _rank(name: str, tables: Iterable[Recognised], keys: Keys, copies: Collection[str]) -> tuple[object, ...]:
    rows = [row for one in tables for row in one.rows]
    quarter = max((row.quarter.start for row in rows if isinstance(row, Details)), default=date.min)
    told = max((row.updated_on for row in rows if isinstance(row, Update) and row.updated_on), default=date.min)
    return (name not in copies, quarter, told, len(keys), _NAMED_COPY.search(name) is None, -len(name), name)


def _repeats(one: Keys, other: Keys) -> bool:
    return len(one & other) >= max(_MANY, _SHARE * len(one))


def _says_the_same(tables: Iterable[Recognised], others: Iterable[Recognised], one: Keys, other: Keys) -> bool:
    """Whether all that a file of few records holds is in another: two records, or one to the word."""
    if not one or not one <= other:
        return False
    return len(one) > 1 or not _words(tables).isdisjoint(_words(others))


def _words(tables: Iterable[Recognised]) -> set[str]:
    return {row.model_dump_json(exclude={"places"}) for each in tables for row in each.rows}


def _counted(same: Keys, tables: Iterable[Recognised]) -> str:
    """``66 rows of Actions and 186 of Milestones``."""
    names = dict.fromkeys(one.kind.name for one in tables)
    many = {name: sum(key[0] == name for key in same) for name in names}
    ordered = sorted((name for name in names if many[name]), key=lambda name: -many[name])[:3]
    return joined(f"{count(many[name], 'row') if not at else many[name]} of {name}" for at, name in enumerate(ordered))
