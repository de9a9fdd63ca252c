"""The names a rule for actions may use, for delivery and for impact."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from pipeline.model import RatedMeasure, Scheme, Travel
from pipeline.rating import measures as figures
from pipeline.rating.names import NO_DATE, NOT_GIVEN, Kind, Name, Value
from pipeline.rating.order import GOOD
from pipeline.sheets.actions import Action
from pipeline.sheets.milestones import Milestone
from pipeline.sheets.ratings import Scale, Standing
from pipeline.sheets.updates import Outlook, Status, Update
from pipeline.wording import says_nothing


@dataclass(frozen=True)
class ActionCase:
    """An action in its quarter, with all that rules can ask of it."""

    action: Action
    update: Update | None
    milestones: tuple[Milestone, ...]
    measures: tuple[RatedMeasure, ...]
    priority: bool
    as_at: date
    window: tuple[date, date]  # first and last day for this quarter's updates
    scheme: Scheme
    runs: Mapping[str, int]  # measure id -> latest periods in a row on target

    @cached_property
    def has_update(self) -> bool:
        """Whether the lead said anything about where it stands."""
        said = self.update
        return said is not None and (said.status is not None or _given(said.progress) or said.completed is not None)

    @cached_property
    def in_window(self) -> bool:
        on = self.update.updated_on if self.update else None
        return on is None or self.window[0] <= on <= self.window[1]

    @cached_property
    def completed(self) -> bool:
        """Whether it has a date of completion that is not in the future."""
        done = self.update.completed if self.update else None
        return done is not None and done <= self.as_at

    @cached_property
    def open(self) -> bool:
        return not self.completed and not (self.update and self.update.status is Status.CLOSED)

    def overdue(self, due: date) -> int:
        """Days past ``due`` while still to be done; otherwise 0."""
        return max((self.as_at - due).days, 0) if self.open else 0

    @cached_property
    def months_overdue(self) -> int:
        """Months past the due date, one begun counted: 1 from the day after it to the same day of the next month."""
        due, now = self.action.due, self.as_at
        if not self.overdue(due):
            return 0
        months = (now.year - due.year) * 12 + now.month - due.month
        return months + (now.day > min(due.day, monthrange(now.year, now.month)[1]))

    @cached_property
    def revisions(self) -> int:
        moved = self.action.revised_due not in (None, self.action.original_due)
        return max(self.action.revisions or 0, int(moved))

    @cached_property
    def approved(self) -> bool:
        on = self.action.revision_approved_on
        return not self.revisions or (_given(self.action.revision_approved_by) and (on is None or on <= self.as_at))

    @cached_property
    def approved_due(self) -> date:
        return self.action.due if self.approved else self.action.original_due

    @cached_property
    def rated(self) -> tuple[RatedMeasure, ...]:
        return tuple(each for each in self.measures if each.rating.standing is not Standing.UNKNOWN)

    def standing(self, *standings: Standing) -> int:
        """How many linked measures stand so."""
        return sum(each.rating.standing in standings for each in self.measures)

    def travelling(self, travel: Travel) -> int:
        """How many linked rated measures travel so on the year or, without a year before, on the quarter."""
        return sum(
            (each.on_year if each.on_year.travel is not Travel.NONE else each.on_quarter).travel is travel
            for each in self.rated
        )

    @cached_property
    def milestones_done(self) -> int:
        return sum(each.done is not None and each.done <= self.as_at for each in self.milestones)

    @cached_property
    def milestones_missed(self) -> int:
        return sum(each.due < self.as_at and (each.done is None or each.done > self.as_at) for each in self.milestones)

    @cached_property
    def lead_rating(self) -> str:
        said = self.update.lead_rating.strip() if self.update else ""
        key = self.scheme.find(Scale.DELIVERY, said) if said else None
        return key.name if key else said or NOT_GIVEN


def periods_on_target(rated: RatedMeasure) -> int:
    """How many of the newest readings in a row, with no period left out, met the target; 0 where none counts."""
    measure = rated.measure
    readings = [
        each
        for each in figures.own_readings(measure, rated.readings)
        if rated.latest is not None and each.period <= rated.latest.period
    ]
    count = 0
    for newer, reading in pairwise([None, *reversed(readings)]):
        value = figures.printed(measure, reading) if reading else None
        if reading is None or value is None or figures.is_small_base(reading):
            break
        if newer is not None and newer.period.before() != reading.period:
            break
        short = figures.gap(measure, value)
        if short is None or short < 0:
            break
        count += 1
    return count


def _given(text: str | None) -> bool:
    return bool(text) and not says_nothing(text or "")


def _update(name: str) -> Callable[[ActionCase], bool]:
    return lambda case: case.update is not None and _given(getattr(case.update, name))


def _name(
    name: str, kind: Kind, meaning: str, example: str, get: Callable[[ActionCase], Value], words: tuple[str, ...] = ()
) -> Name:
    return Name(name, (Scale.DELIVERY, Scale.IMPACT), kind, meaning, example, get, words)


def _status(case: ActionCase) -> str:
    return str(case.update.status) if case.update and case.update.status else NOT_GIVEN


def _outlook(case: ActionCase) -> str:
    return str(case.update.outlook) if case.update and case.update.outlook else NOT_GIVEN


def _done_percent(case: ActionCase) -> Decimal:
    return Decimal(case.milestones_done * 100) / len(case.milestones) if case.milestones else Decimal(0)


def _run(case: ActionCase) -> int:
    return min((case.runs[each.measure.id] for each in case.rated), default=0)


_NUMBER, _YES_NO, _WORD, _DATE = Kind.NUMBER, Kind.YES_NO, Kind.WORD, Kind.DATE

ACTION_NAMES = (
    _name(
        "has_update",
        _YES_NO,
        "The lead has given a status, progress or a date of completion this quarter.",
        "not has_update",
        lambda c: c.has_update,
    ),
    _name(
        "update_in_window",
        _YES_NO,
        "The update carries no date, or one within the days for this quarter's updates.",
        "has_update and not update_in_window",
        lambda c: c.in_window,
    ),
    _name(
        "status",
        _WORD,
        "Where the action is, as its lead says.",
        "status == 'in progress'",
        _status,
        (*(str(each) for each in Status), NOT_GIVEN),
    ),
    _name(
        "outlook",
        _WORD,
        "Whether the lead expects to meet the due date.",
        "outlook == 'at risk'",
        _outlook,
        (*(str(each) for each in Outlook), NOT_GIVEN),
    ),
    _name(
        "progress_given",
        _YES_NO,
        "The lead has written about progress this quarter.",
        "not progress_given",
        _update("progress"),
    ),
    _name(
        "lead_rating",
        _WORD,
        "The lead's own view of the rating, as in the key; not given without one.",
        "lead_rating == 'Red'",
        lambda c: c.lead_rating,
    ),
    _name("as_at", _DATE, "The date the papers speak from.", "due < as_at", lambda c: c.as_at),
    _name("start", _DATE, "Start date.", "start > as_at", lambda c: c.action.start),
    _name("started", _YES_NO, "The start date has come.", "not started", lambda c: c.action.start <= c.as_at),
    _name(
        "due", _DATE, "The current due date: the revised one where there is one.", "due < as_at", lambda c: c.action.due
    ),
    _name("original_due", _DATE, "The first due date agreed.", "original_due < as_at", lambda c: c.action.original_due),
    _name(
        "approved_due",
        _DATE,
        "The current due date if whoever must has approved it; otherwise the original one.",
        "approved_due < as_at",
        lambda c: c.approved_due,
    ),
    _name(
        "days_overdue",
        _NUMBER,
        "Days past the current due date and still to be done; otherwise 0.",
        "days_overdue > 30",
        lambda c: c.overdue(c.action.due),
    ),
    _name(
        "months_overdue",
        _NUMBER,
        "Months past the current due date, one begun counted, so 1 is up to a month late; otherwise 0.",
        "months_overdue > 1",
        lambda c: c.months_overdue,
    ),
    _name(
        "days_past_approved",
        _NUMBER,
        "Days past the approved due date and still to be done; otherwise 0.",
        "days_past_approved > 30",
        lambda c: c.overdue(c.approved_due),
    ),
    _name(
        "days_to_due",
        _NUMBER,
        "Days until the current due date; below 0 once it is past.",
        "days_to_due <= 30",
        lambda c: (c.action.due - c.as_at).days,
    ),
    _name(
        "completed",
        _DATE,
        "Day it was completed; without one, a date after every other.",
        "completed <= due",
        lambda c: (c.update.completed if c.update else None) or NO_DATE,
    ),
    _name(
        "complete_by_as_at",
        _YES_NO,
        "It has a date of completion, not after the date the papers speak from.",
        "complete_by_as_at",
        lambda c: c.completed,
    ),
    _name("milestones", _NUMBER, "How many milestones it has.", "milestones > 0", lambda c: len(c.milestones)),
    _name(
        "milestones_done",
        _NUMBER,
        "How many of them are done.",
        "milestones_done == milestones",
        lambda c: c.milestones_done,
    ),
    _name(
        "milestones_missed",
        _NUMBER,
        "How many were due before the date the papers speak from and were not done by it.",
        "milestones_missed > 0",
        lambda c: c.milestones_missed,
    ),
    _name(
        "milestones_done_percent",
        _NUMBER,
        "Per cent of its milestones that are done; 0 without any.",
        "milestones_done_percent < 50",
        _done_percent,
    ),
    _name("revisions", _NUMBER, "How many times the due date has been moved.", "revisions > 1", lambda c: c.revisions),
    _name(
        "revisions_approved",
        _YES_NO,
        "The due date was never moved, or somebody approved the new one.",
        "not revisions_approved",
        lambda c: c.approved,
    ),
    _name("has_evidence", _YES_NO, "There is evidence that it was done.", "not has_evidence", _update("evidence")),
    _name(
        "has_impact_evidence",
        _YES_NO,
        "There is evidence of the difference for children.",
        "has_impact_evidence",
        _update("impact_evidence"),
    ),
    _name(
        "priority",
        _YES_NO,
        "It answers an area for priority action.",
        "priority and days_overdue > 0",
        lambda c: c.priority,
    ),
    _name("measures", _NUMBER, "How many measures are linked to it.", "measures == 0", lambda c: len(c.measures)),
    _name("measures_rated", _NUMBER, "How many of them have a rating.", "measures_rated > 0", lambda c: len(c.rated)),
    _name(
        "measures_on_target",
        _NUMBER,
        "Linked measures whose rating stands on track or done.",
        "measures_on_target == measures_rated",
        lambda c: c.standing(*GOOD),
    ),
    _name(
        "measures_at_risk",
        _NUMBER,
        "Linked measures whose rating stands at risk.",
        "measures_at_risk > 0",
        lambda c: c.standing(Standing.AT_RISK),
    ),
    _name(
        "measures_off_track",
        _NUMBER,
        "Linked measures whose rating stands off track.",
        "measures_off_track > 0",
        lambda c: c.standing(Standing.OFF_TRACK),
    ),
    _name(
        "measures_better",
        _NUMBER,
        "Linked rated measures better than a year ago (or than last quarter where there is no year before).",
        "measures_better > 0",
        lambda c: c.travelling(Travel.BETTER),
    ),
    _name(
        "measures_worse",
        _NUMBER,
        "Linked rated measures worse than a year ago (or than last quarter where there is no year before).",
        "measures_worse > 0",
        lambda c: c.travelling(Travel.WORSE),
    ),
    _name(
        "measures_on_target_for",
        _NUMBER,
        "How many of the latest periods in a row every linked rated measure met its target; 0 with none.",
        "measures_on_target_for >= 2",
        _run,
    ),
)
