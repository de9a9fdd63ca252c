"""What goes wrong with a whole column or sheet at once: sorted or shifted alone, emptied, or last quarter's over again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from pipeline.checks.registry import Found, check, heading, sheet_of
from pipeline.issues import Severity
from pipeline.model import RatedPlan
from pipeline.places import Place
from pipeline.returns import FILLED_IN
from pipeline.sheets.actions import Action
from pipeline.sheets.columns import Row, columns_of, sheet_types
from pipeline.sheets.findings import Finding
from pipeline.sheets.measures import Frequency, Measure
from pipeline.sheets.milestones import Milestone
from pipeline.sheets.readings import Reading
from pipeline.sheets.risks import Risk
from pipeline.sheets.updates import Status, Update
from pipeline.wording import count

_MANY = 5
_SHARE = 0.3  # of the rows that both quarters have: fewer are changes of their own
_SAME_VALUES = 0.7  # of those that changed: the others' values are there, in other rows
_ALIKE = 0.8  # of the updates of a sheet

_KEYS: Mapping[type[Row], tuple[str, ...]] = {
    Action: ("id",),
    Finding: ("id",),
    Measure: ("id",),
    Reading: ("measure", "period"),
    Risk: ("id",),
}
_OVER = frozenset({Status.COMPLETE, Status.EMBEDDED, Status.CLOSED})
_NOT_LOST: frozenset[type[Row]] = frozenset({Milestone, Risk})


@check("I-09", Severity.ERROR, "Practice of spreadsheets: a row is kept together when it is sorted or moved")
def kept_together(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """No column is sorted, moved or pasted over apart from the rest of its rows.

    Last quarter's values, many of them beside other references than last quarter, tell it. Where they do so in three
    columns or more, it is the references themselves that were moved.
    """
    if before is None:
        return
    for kind, key in _KEYS.items():
        name_of = _name_of(key)
        was = {name_of(row): row for row in before.plan.of(kind)}
        for rows in _by_sheet(row for row in now.plan.of(kind) if name_of(row) in was):
            pairs = [(row, was[name_of(row)]) for row in rows]
            moved = {
                field: changed
                for field in columns_of(kind)
                if field not in key and (changed := _moved(pairs, field)) is not None
            }
            if len(moved) > 2:
                yield _told(key[0], next(iter(moved.values())), len(pairs))
            else:
                for field, changed in moved.items():
                    yield _told(field, changed, len(pairs))


def _name_of(key: Sequence[str]) -> Callable[[Row], tuple[Any, ...]]:
    return lambda row: tuple(getattr(row, name) for name in key)


def _by_sheet(rows: Iterable[Row]) -> Iterable[list[Row]]:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        place = row.place()
        found.setdefault((place.file, place.sheet), []).append(row)
    return found.values()


def _moved(pairs: Sequence[tuple[Row, Row]], field: str) -> list[Row] | None:
    """The rows whose value of a field is another row's of last quarter; None where they are too few for one mistake."""
    changed = [(now, was) for now, was in pairs if getattr(now, field) != getattr(was, field)]
    if len(changed) < max(_MANY, len(pairs) * _SHARE):
        return None
    values = Counter(getattr(now, field) for now, _ in changed if getattr(now, field))
    same = values & Counter(getattr(was, field) for _, was in changed)
    return [now for now, _ in changed] if same.total() >= _SAME_VALUES * len(changed) else None


def _told(field: str, changed: Sequence[Row], of: int) -> Found:
    places = [row.place(field) for row in changed]
    name = heading(changed[0], field)
    return Found(
        places[0],
        f"The values of '{name}' are those of last quarter, but in {len(changed)} of {of} rows they stand beside other "
        "records: the column was sorted, moved or pasted over apart from the rest of the sheet.",
        f"Undo it, or copy '{name}' again from last quarter's workbook; sort only the whole table at once.",
        "",
        tuple(place.cell for place in places[1:]),
    )


@check("U-16", Severity.ERROR, "Practice of quarterly reporting: an update tells of its own quarter")
def not_last_quarters(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """A sheet of updates is this quarter's, and not last quarter's over again; what was finished may stand as it was."""
    if before is None:
        return
    open_ones = [row for row in now.plan.of(Update) if row.status not in _OVER]
    for rows in _by_sheet(open_ones):
        same = [
            row for row in rows if isinstance(row, Update) and _said_before(row, before.plan.updates.get(row.action))
        ]
        if len(same) == len(rows) or (len(same) >= _MANY and len(same) >= _ALIKE * len(rows)):
            place = same[0].place()
            said = f"{len(same)} of {count(len(rows), 'open update')} on this sheet are"
            if len(rows) == 1:
                said = "The one open update on this sheet is"
            yield Found(
                place,
                f"{said} last quarter's over again, to the day of the update: it looks like last quarter's return.",
                "Ask for this quarter's, and put it in this one's place.",
                "",
                tuple(row.place().cell for row in same[1:]),
            )


def _said_before(row: Update, was: Update | None) -> bool:
    return (
        was is not None
        and row.updated_on is not None
        and row.updated_on == was.updated_on
        and all(getattr(row, name) == getattr(was, name) for name in FILLED_IN)
    )


@check("Z-24", Severity.QUERY, "Practice of spreadsheets: rows are not lost from one quarter to the next")
def not_emptied(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """Milestones and risks are there, if there were some last quarter."""
    if before is None or not now.plan.actions:
        return
    for kind in sheet_types():
        many = len(before.plan.rows.get(kind.row, ()))
        if kind.row in _NOT_LOST and many >= _MANY and not now.plan.of(kind.row) and not now.plan.unread.get(kind.row):
            yield Found(
                Place(sheet_of(now.plan.actions).file, kind.name),
                f"The sheet {kind.name} has no rows; last quarter it had {many}.",
                "Put them back from last quarter's workbook, or explain why there are none.",
            )


@check("Z-25", Severity.ERROR, "Practice of official statistics: a series has one definition, and its gaps are said")
def readings_of_the_quarter(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """The readings are this quarter's, and not last quarter's over again.

    A measure that has a row for the quarter on any sheet, filled in or not, is not asked about.
    """
    quarter = now.plan.details.quarter
    quarterly = {measure.id: measure for measure in now.plan.measures if measure.frequency is Frequency.QUARTERLY}
    without = quarterly.keys() - {row.measure for row in now.plan.of(Reading) if row.period == quarter}
    for rows in _by_sheet(now.plan.of(Reading)):
        latest: dict[str, Reading] = {}
        for row in rows:
            if isinstance(row, Reading) and row.measure in without and not now.plan.may_hold(Reading, row.measure):
                was = latest.get(row.measure, row)
                latest[row.measure] = row if row.period >= was.period else was
        late = [row for row in latest.values() if row.period == quarter.before()]
        if len(late) >= _MANY and len(late) >= _ALIKE * len(latest):
            yield Found(
                late[0].place("period"),
                f"The readings of {len(late)} of {count(len(latest), 'measure')} on this sheet stop at {quarter.before()}: it "
                "looks like last quarter's workbook.",
                f"Put in the workbook with the readings of {quarter}.",
                "",
                tuple(row.place("period").cell for row in late[1:]),
            )
