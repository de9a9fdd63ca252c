"""What changes when a quarter is rolled forward: cells to write, rows to add, and what a person must look at."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from pipeline import wording
from pipeline.facts.making import Ground
from pipeline.model import Plan
from pipeline.parse import Recognised
from pipeline.periods import Period
from pipeline.places import Place
from pipeline.roll import dates
from pipeline.sheets.columns import Row, columns_of
from pipeline.sheets.form_record import FormLine
from pipeline.sheets.measures import Measure
from pipeline.sheets.meetings import Meeting
from pipeline.sheets.milestones import Milestone
from pipeline.sheets.readings import Reading
from pipeline.sheets.risks import Risk
from pipeline.sheets.to_confirm import Proposal
from pipeline.sheets.updates import Status, Update
from pipeline.wording import day

Value = str | date | None
EDITED = (".xlsx", ".xlsm")
"""The kinds of workbook whose cells can be written with all else left as it was."""
_FINISHED = frozenset({Status.COMPLETE, Status.EMBEDDED, Status.CLOSED})
_ITEM = "to be confirmed by Democratic Services"


@dataclass(frozen=True)
class Added:
    """Rows to add below a sheet's last: each a value for each of its columns that has one (letters -> value)."""

    after: int
    rows: list[dict[str, Value]]


@dataclass
class Changes:
    """All that changes: by file and sheet the cells to write and the rows to add, and what is for a person."""

    quarter: Period
    cells: dict[tuple[str, str], dict[str, Value]] = field(default_factory=dict)
    added: dict[tuple[str, str], Added] = field(default_factory=dict)
    apart: list[tuple[str, str]] = field(default_factory=list)  # readings that can't be added: measure, period
    carried: list[Update] = field(default_factory=list)
    left: set[str] = field(default_factory=set)  # workbooks that are last quarter's alone: updates and forms
    asked: list[tuple[str, ...]] = field(default_factory=list)  # rows of the sheet To confirm
    notes: list[str] = field(default_factory=list)

    def write(self, place: Place, value: Value) -> None:
        """A cell to write; None empties it."""
        self.cells.setdefault((place.file, place.sheet), {})[place.cell] = value

    def ask(self, what: str, why: str, row: Row | None = None, name: str = "", value: Value = None) -> None:
        """Something for a person to confirm: where it is a cell, the value proposed for it."""
        if row is None:
            self.asked.append((what, "", "", "", "", why))
            return
        column, sheet = columns_of(type(row))[name], _kind_name(row)
        item = str(getattr(row, next(iter(columns_of(type(row)))))) if isinstance(row, Meeting) else ""
        said = day(value) if isinstance(value, date) else str(value or "")
        self.asked.append((what, sheet, item, column.heading, said, why))


def _kind_name(row: Row) -> str:
    return "Meetings" if isinstance(row, Meeting) else "Plan details"


def changes(ground: Ground, found: list[Recognised]) -> Changes:
    """What changes when a quarter, read as the tables ``found``, is rolled forward."""
    plan = ground.now.plan
    made = Changes(plan.details.quarter.after())
    _workbooks_left(found, made)
    _details(plan, made)
    _meetings(plan, made)
    _milestones(plan, made)
    _updates(plan, made)
    _readings(plan, found, made)
    _titles(plan, found, made)
    if plan.of(Risk):
        made.ask("Risks", "Their scores, mitigations and owners are last quarter's.")
    return made


def _workbooks_left(found: list[Recognised], made: Changes) -> None:
    kinds: dict[str, set[type[Row]]] = {}
    for each in found:
        kinds.setdefault(each.sheet.file, set()).add(each.kind.row)
    made.left = {file for file, those in kinds.items() if FormLine in those or those in ({Update}, {Proposal})}


def _details(plan: Plan, made: Changes) -> None:
    details, was, now = plan.details, plan.details.quarter, made.quarter
    made.write(details.place("quarter"), str(now))
    as_at = now.end if details.as_at == was.end else dates.as_far_from(now.end, details.as_at, was.end)
    made.write(details.place("as_at"), as_at)
    if as_at != now.end:
        made.ask("As at", f"Last quarter it was {dates.how_far(details.as_at, was.end)}.", details, "as_at", as_at)
    for name in ("updates_open", "updates_close"):
        said = getattr(details, name)
        value = dates.as_far_from(now.end, said, was.end)
        made.write(details.place(name), value)
        what = columns_of(type(details))[name].heading
        made.ask(what, f"Last quarter it was {dates.how_far(said, was.end)}.", details, name, value)


def _meetings(plan: Plan, made: Changes) -> None:
    was, now = plan.details.quarter, made.quarter
    for row in plan.of(Meeting):
        meeting = dates.next_meeting(row.day)
        made.write(row.place("day"), meeting)
        follows = []
        if row.publish_on:
            publish = dates.publish_before(meeting, row.publish_on, row.day)
            made.write(row.place("publish_on"), publish)
            follows.append(f"publishing on {day(publish)}")
        if row.notice_published:
            notice = dates.notice_before(meeting, row.notice_published, row.day)
            made.write(row.place("notice_published"), notice)
            follows.append(f"notice on {day(notice)}")
        if any(letter.isdigit() for letter in row.item):
            made.write(row.place("item"), _ITEM)
        if row.late_reason:
            made.write(row.place("late_reason"), None)
        title = dates.named_anew(row.title, was, now)
        if title != row.title:
            made.write(row.place("title"), title)
        also = f" From it follow {wording.joined(follows)}." if follows else ""
        made.ask(
            f"Meeting date of {row.paper}",
            f"It is thirteen weeks after the last one, on a working day.{also}",
            row,
            "day",
            meeting,
        )


def _milestones(plan: Plan, made: Changes) -> None:
    """Milestones that a form reported as done are done in the plan from now on."""
    for row in plan.of(Milestone):
        if row.done is None or row.place("done").file == row.place().file:
            continue
        place = row.places.get("done in the plan")
        if place is None:
            made.notes.append(
                f"Milestone '{row.text}' of action {row.action} was done on {day(row.done)}, but the plan's Milestones "
                "have no column for it. Add it there."
            )
        else:
            made.write(place, row.done)


def _updates(plan: Plan, made: Changes) -> None:
    """What is finished is carried forward; last quarter's words of the rest are not."""
    for row in plan.updates.values():
        place = row.place()
        if place.file in made.left:
            if row.status in _FINISHED:
                made.carried.append(row)
            continue
        kept = row.places.keys() - {"lead_rating"} if row.status in _FINISHED else {"action", "text", "agreed_due"}
        for name, at in row.places.items():
            if name not in kept:
                made.write(at, None)


def _readings(plan: Plan, found: list[Recognised], made: Changes) -> None:
    """A row without a figure for each reading that is expected, below the rows of its sheet."""
    last_rows = _last_rows(found)
    wanted: dict[tuple[str, str], list[tuple[Measure, Period, Reading]]] = {}
    for measure in plan.measures:
        readings = plan.readings.get(measure.id, ())
        said = {reading.period for reading in readings}
        for period in dates.expected(measure.frequency, made.quarter):
            if period in said or not readings:
                continue
            latest = readings[-1]
            where = latest.place()
            wanted.setdefault((where.file, where.sheet), []).append((measure, period, latest))
    for sheet, rows in wanted.items():
        after = last_rows.get(sheet)
        columns = [(_column(like.places, "measure"), _column(like.places, "period")) for _, _, like in rows]
        if after is None or any(not first or not second or first == second for first, second in columns):
            made.apart += [(measure.id, str(period)) for measure, period, _ in rows]
            file, name = dates.named_anew(sheet[0], plan.details.quarter, made.quarter), sheet[1]
            made.notes.append(
                f"Rows for the new readings could not be added to {f'the sheet {name} of ' if name else ''}{file}, where something "
                f"stands below its rows or a row has several readings: they are in Readings to fill in {made.quarter}.xlsx."
            )
            continue
        made.added[sheet] = Added(
            after,
            [
                {first: measure.id, second: str(period)}
                for (measure, period, _), (first, second) in zip(rows, columns, strict=True)
            ],
        )


def _column(places: object, name: str) -> str:
    place = places.get(name) if isinstance(places, dict) else None
    return re.sub(r"\d", "", place.cell) if place else ""


def _last_rows(found: list[Recognised]) -> dict[tuple[str, str], int]:
    """Of each sheet that is one table of readings with a row each and nothing below it, the last row."""
    tables: dict[tuple[str, str], list[Recognised]] = {}
    for each in found:
        tables.setdefault((each.sheet.file, each.sheet.name), []).append(each)
    last: dict[tuple[str, str], int] = {}
    for sheet, those in tables.items():
        if len(those) > 1 or those[0].kind.row is not Reading:
            continue
        rows = [_row(row.place("measure")) for row in those[0].rows]
        filled = max((line.number for line in those[0].sheet.lines), default=0)
        if rows and len(set(rows)) == len(rows) and max(rows) == filled:
            last[sheet] = filled
    return last


def _row(place: Place) -> int:
    digits = re.sub(r"\D", "", place.cell)
    return int(digits) if digits else 0


def _titles(plan: Plan, found: list[Recognised], made: Changes) -> None:
    """The old quarter's name in what stands above a table is the new one's; where it can't be written it is asked for."""
    was = plan.details.quarter
    by_hand: dict[str, list[str]] = {}
    for each in found:
        sheet = each.sheet
        if sheet.file in made.left:
            continue
        rows = [_row(place) for row in each.rows for place in row.places.values()]
        for line in sheet.lines:
            if line.number >= min(rows, default=0):
                break
            for column, cell in line.cells.items():
                said = dates.renamed(cell.value, was, made.quarter) if isinstance(cell.value, str) else ""
                if said in ("", cell.value):
                    continue
                place = sheet.place(line.number, column)
                if sheet.file.lower().endswith(EDITED):
                    made.write(place, said)
                else:
                    cells = by_hand.setdefault(sheet.file, [])
                    where = f"{place.cell} of {sheet.name}" if sheet.name else place.cell
                    cells += [where] if where not in cells else []
    for file, cells in by_hand.items():
        name = dates.named_anew(file, was, made.quarter)
        made.ask(name, f"Its title still says {was}: correct it in {wording.joined(cells)}.")
