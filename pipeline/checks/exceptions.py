"""What is off track or has worsened says why, and what is being done (P-01)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline import wording
from pipeline.checks.registry import Found, check, heading
from pipeline.checks.updates import rosy, silent_leads, waits_for_figures
from pipeline.issues import Severity
from pipeline.model import RatedAction, RatedMeasure, RatedPlan, Rating, Shift
from pipeline.rating.order import shift_within
from pipeline.sheets.columns import Row
from pipeline.sheets.ratings import Standing
from pipeline.sheets.updates import Status

_OVER = frozenset({Status.COMPLETE, Status.EMBEDDED, Status.CLOSED})
_SOURCE = "Performance reports of English councils: a corrective action for each red; what members ask for"


@check("P-01", Severity.ERROR, _SOURCE)
def off_track_explained(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """Every action and measure that is off track has a cause, a recovery action, a lead and a day still to come."""
    for action in now.actions.values():
        if action.delivery.standing is Standing.OFF_TRACK:
            yield from _action_gaps(now, action, f"is {action.delivery.name}")
    for measure in now.measures.values():
        if measure.rating.standing is Standing.OFF_TRACK:
            yield from _measure_gaps(now, measure, f"is {measure.rating.name}")


@check("P-01a", Severity.QUERY, _SOURCE)
def worsened_explained(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """Every action and measure that has worsened since last quarter, though not off track, is explained alike."""
    silent = silent_leads(now, before)  # D-06 has said that they sent nothing
    for item, action in now.actions.items():
        unheard = action.update is None and action.action.lead not in silent
        if action.delivery.standing is Standing.OFF_TRACK and unheard:
            yield Found(
                action.action.place("id"),
                f"There is no update for action {item}, and nothing explains why it is {action.delivery.name} "
                f"({action.delivery.reason}).",
                f"Ask {action.action.lead} for an update with cause, recovery action and a day.",
                f"action {item}",
            )
        was = before.actions.get(item) if before else None
        if was and _worsened(now, was.delivery, action.delivery) and not waits_for_figures(now, before, action):
            yield from _action_gaps(now, action, f"was {was.delivery.name} last quarter and is {action.delivery.name}")
    for item, measure in now.measures.items():
        earlier = before.measures.get(item) if before else None
        if earlier and _worsened(now, earlier.rating, measure.rating):
            yield from _measure_gaps(
                now, measure, f"was {earlier.rating.name} last quarter and is {measure.rating.name}"
            )


@check("U-12", Severity.QUERY, "Practice of action tracking: what is late has a new day")
def late_has_a_day(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """The update of an action that is past its due date says by when it will be done.

    Of what is off track or has worsened P-01 asks it, and of one that claims to be on track D-05a.
    """
    for item, action in now.actions.items():
        update, was = action.update, before.actions.get(item) if before else None
        if not update or not action.days_overdue or update.back_on_track or update.status in _OVER:
            continue
        if action.delivery.standing is Standing.OFF_TRACK or rosy(update, now.scheme):
            continue
        if was and _worsened(now, was.delivery, action.delivery):
            continue
        yield Found(
            update.place("back_on_track"),
            f"Action {item} is {wording.count(action.days_overdue, 'day')} past its due date of "
            f"{wording.day(action.action.due)}, and {heading(update, 'back_on_track')} is empty.",
            f"Ask {action.action.lead} when it will be done.",
            f"action {item}",
        )


def _worsened(now: RatedPlan, was: Rating, rating: Rating) -> bool:
    """Whether a rating got worse, short of off track (P-01) and of not being known any longer (D-06, M-06b)."""
    if rating.standing in (Standing.OFF_TRACK, Standing.UNKNOWN):
        return False
    return shift_within(now.scheme, was, rating) is Shift.WORSE


def _action_gaps(now: RatedPlan, action: RatedAction, state: str) -> Iterator[Found]:
    """What an action that needs explaining doesn't say; without an update there is nothing to fill in."""
    update, item = action.update, action.action.id
    if update is None:
        return
    if missing := _unsaid(update, ("cause", "recovery", "back_on_track")):
        names = wording.joined(heading(update, field) for field in missing)
        yield Found(
            update.place(missing[0]),
            f"Action {item} {state}, but {names} {_how(update, missing)}.",
            f"Ask {action.action.lead} for {names}: members are told for each such action.",
            f"action {item}",
        )
    as_at = now.plan.details.as_at
    if update.back_on_track and update.back_on_track <= as_at:
        yield Found(
            update.place("back_on_track"),
            f"Action {item} {state}, and {heading(update, 'back_on_track')} says {wording.day(update.back_on_track)}, "
            f"which has passed by {wording.day(as_at)}.",
            f"Ask {action.action.lead} when it will be back on track.",
            f"action {item}",
        )


def _unsaid(row: Row, fields: Sequence[str]) -> list[str]:
    """The fields that say nothing: empty, or with a word such as TBC that only holds the place."""
    return [field for field in fields if wording.says_nothing(str(getattr(row, field) or ""))]


def _how(row: Row, missing: Sequence[str]) -> str:
    one = len(missing) == 1
    if any(getattr(row, field) for field in missing):
        return f"{'says' if one else 'say'} nothing ({wording.joined(str(getattr(row, f)) for f in missing if getattr(row, f))})"
    return f"{'is' if one else 'are'} empty"


def _measure_gaps(now: RatedPlan, rated: RatedMeasure, state: str) -> Iterator[Found]:
    """What a measure that needs explaining doesn't say."""
    measure = rated.measure
    fields = ("cause", "recovery", "recovery_lead", "back_on_track")
    if missing := _unsaid(measure, fields):
        names = wording.joined(heading(measure, field) for field in missing)
        yield Found(
            measure.place(missing[0]),
            f"Measure {measure.id} {state}, but {names} {_how(measure, missing)}.",
            f"Fill in {names}: members are told for each such measure.",
            f"measure {measure.id}",
        )
    if measure.back_on_track and measure.back_on_track.end <= now.plan.details.as_at:
        yield Found(
            measure.place("back_on_track"),
            f"Measure {measure.id} {state}, and {heading(measure, 'back_on_track')} says {measure.back_on_track}, which "
            f"has passed by {wording.day(now.plan.details.as_at)}.",
            "Write the period in which it will be back on track.",
            f"measure {measure.id}",
        )
