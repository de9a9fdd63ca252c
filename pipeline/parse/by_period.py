"""Readings that stand in a column, or several, for each period: measures down, periods across."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.parse.fitting import Group, Table, assigned
from pipeline.parse.heads import Head, Heads
from pipeline.parse.vocabulary import Vocabulary, forms
from pipeline.periods import Period
from pipeline.sheets.actions import Action
from pipeline.sheets.columns import SheetType, sheet_types
from pipeline.sheets.measures import Measure
from pipeline.sheets.readings import Reading

_FIELDS = ("numerator", "denominator", "value", "note")


def by_period(heads: Heads, main: Table | None, words: Vocabulary) -> Table | None:
    """The readings in a row of headings of which some are periods; ``main`` is what the row is taken for otherwise.

    The table is ``shared`` where the rest of it is a table of measures. Where it isn't, a column of notes holds for all
    the readings of its row.
    """
    dated = {at: head for at, head in heads.by_column.items() if head.when is not None}
    if len(dated) < 2:
        return None
    kinds = {kind.row: kind for kind in sheet_types()}
    measures = main if main is not None and main.kind.row is Measure else None
    plain = {at: head for at, head in heads.by_column.items() if head.when is None}
    measure = _measure(plain, measures, kinds, words)
    if measure is None:
        return None
    groups, unread = _groups(dated, measure.column, kinds[Reading], words)
    if len(groups) < 2 and sum(len(group.columns) for group in groups) < 2:
        return None
    if main is not None and measures is None and main.kind.row is not Reading and len(main.heads) > len(groups) + 1:
        return None
    known = assigned(plain, kinds[Reading], words) if measures is None else None
    note = known.heads.get("note") if known is not None else None
    own = {"measure": measure} | ({"note": note} if note is not None and note is not measure else {})
    left = (*(head for head in plain.values() if head not in own.values()), *unread)
    return Table(
        kinds[Reading],
        own,
        heads.last + 1,
        groups=groups,
        unread=left,
        shared=measures is not None,
    )


def _groups(
    dated: Mapping[int, Head], after: int, kind: SheetType, words: Vocabulary
) -> tuple[tuple[Group, ...], list[Head]]:
    """The columns of each period, and the headings with a period that stand for something else ("Q1 target")."""
    sense = words.sense(kind)
    found: dict[Period, Group] = {}
    unread = []
    for at, head in dated.items():
        period = head.when.within(words.quarter) if head.when is not None else None
        name = "" if head.rest else "value"
        for form in forms(head.rest) if head.rest else ():
            name = name or sense.own.get(form, "") or next(iter(sense.others.get(form, ())), "")
        if period is None or name not in _FIELDS or at < after:
            unread.append(head)
            continue
        assumed = head.when is not None and head.when.period is None
        group = found.setdefault(period, Group(head, period, assumed, {}))
        if name in group.columns:
            unread.append(head)
        else:
            found[period] = group._replace(columns={**group.columns, name: at})
    return tuple(found.values()), unread


def _anyones(form: str, kinds: Mapping[type, SheetType], words: Vocabulary) -> bool:
    """Whether a heading is one for the reference of an action too."""
    sense = words.sense(kinds[Action])
    return sense.own.get(form) == "id" or "id" in sense.others.get(form, ())


def _measure(
    plain: Mapping[int, Head], main: Table | None, kinds: Mapping[type, SheetType], words: Vocabulary
) -> Head | None:
    """The heading of the column that says which measure a row is of: its reference, or its name."""
    if main is not None:
        return main.heads.get("id") or main.heads.get("name")
    # A reference alone may be anything's: a heading must say that the rows are measures.
    names = [
        name
        for head in plain.values()
        for form in head.forms
        for name in words.known.get(form, ())
        if not _anyones(form, kinds, words)
    ]
    if kinds[Measure].name not in names and kinds[Reading].name not in names:
        return None
    found = assigned(plain, kinds[Measure], words)
    named = (found.heads.get("id") or found.heads.get("name")) if found is not None else None
    if named is not None:
        return named
    readings = assigned(plain, kinds[Reading], words)
    return readings.heads.get("measure") if readings is not None else None
