"""What each lead's update form says: the lead's actions as the plan has them, and last quarter's update of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pipeline import wording
from pipeline.facts.making import Ground
from pipeline.model import RatedAction, RatedMeasure
from pipeline.periods import Period
from pipeline.rating.measures import printed
from pipeline.sheets.actions import Action
from pipeline.sheets.milestones import Milestone
from pipeline.sheets.people import Person
from pipeline.sheets.updates import Status
from pipeline.wording import day

_LONGEST = 700  # letters of one text of last quarter's: a row of a sheet shows no more
_OVER = frozenset({Status.EMBEDDED, Status.CLOSED})
_FINISHED = _OVER | {Status.COMPLETE}


@dataclass(frozen=True)
class FormAction:
    """An action on a form: what the plan says, in words what was said last, and whether it is complete already."""

    action: Action
    last: str
    complete: bool


@dataclass(frozen=True)
class LinkedMeasure:
    """A measure that will show whether an action worked, with its latest figure in words."""

    action: str
    id: str
    name: str
    latest: str
    target: str
    rating: str


@dataclass(frozen=True)
class LeadForm:
    """All that one lead is asked, in the plan's order with what is complete last."""

    lead: str
    name: str
    actions: tuple[FormAction, ...]
    milestones: tuple[Milestone, ...]  # those still to be done
    measures: tuple[LinkedMeasure, ...]


def lead_forms(ground: Ground) -> list[LeadForm]:
    """A form for each lead, in the plan's order; without the actions that this quarter's folder has as embedded or closed.

    Those were carried forward with their last update; without that they are asked about again.
    """
    plan = ground.now.plan
    people = {person.role: person.name for person in plan.of(Person)}
    by_lead: dict[str, list[FormAction]] = {}
    for action in ground.now.actions.values():
        if action.update and action.update.status in _OVER:
            continue
        said = _last_said(ground, action.action.id)
        status = said.update.status if said and said.update else None
        form = FormAction(action.action, _in_words(said), status in _FINISHED)
        by_lead.setdefault(action.action.lead, []).append(form)
    return [
        LeadForm(
            lead,
            people.get(lead, ""),
            tuple(sorted(actions, key=lambda each: each.complete)),
            tuple(
                step
                for each in actions
                for step in plan.milestones.get(each.action.id, ())
                if step.done is None and not each.complete
            ),
            tuple(found for each in actions for found in _measures(ground, each.action)),
        )
        for lead, actions in by_lead.items()
    ]


def _last_said(ground: Ground, item: str) -> RatedAction | None:
    """The action as it stood last quarter; for a carried status without a quarter before, as it stands now."""
    before = ground.before.actions.get(item) if ground.before else None
    if before is not None and before.update is not None:
        return before
    return ground.now.actions.get(item) if ground.before is None else before


def _in_words(said: RatedAction | None) -> str:
    """Last quarter's update as its lead would read it."""
    if said is None:
        return "New in the plan."
    update, parts = said.update, [f"Rated {said.delivery.name}: {wording.sentence(said.delivery.reason)}"]
    if update is None:
        return "\n".join(["No update.", *parts])
    if update.status:
        parts.insert(0, wording.sentence(update.status.value))
    for words, text in (
        ("", update.progress),
        ("Next: ", update.next_steps),
        ("Cause: ", update.cause),
        ("Recovery: ", update.recovery),
        ("Evidence: ", update.evidence),
    ):
        short = text.strip()
        if len(short) > _LONGEST:
            short = f"{short[:_LONGEST].rsplit(' ', 1)[0]} … (the rest is in last quarter's update)"
        if short:
            parts.append(f"{words}{short}")
    for words, when in (("Back on track by", update.back_on_track), ("Completed on", update.completed)):
        if when:
            parts.append(f"{words} {day(when)}.")
    return "\n".join(parts)


def _measures(ground: Ground, action: Action) -> list[LinkedMeasure]:
    found = []
    for item in action.measures:
        rated = ground.now.measures.get(item)
        if rated is None:
            continue
        measure = rated.measure
        target = measure.target
        found.append(
            LinkedMeasure(
                action.id,
                item,
                measure.name,
                _latest(rated, ground.protected),
                wording.figure(target, measure.unit, measure.decimals) if target is not None else "",
                _rating(ground, rated),
            )
        )
    return found


def _rating(ground: Ground, rated: RatedMeasure) -> str:
    """The rating of the newest figure: last quarter's, with its quarter, until this quarter's figure is there."""
    was = ground.before.measures.get(rated.measure.id) if ground.before else None
    if rated.latest is None and ground.before and was is not None and was.latest is not None:
        return f"{was.rating.name} ({ground.before.plan.details.quarter})"
    return rated.rating.name


def _latest(rated: RatedMeasure, protected: Mapping[tuple[str, Period], object]) -> str:
    """The newest figure and its period; one that could identify a child is not said."""
    measure = rated.measure
    for reading in reversed(rated.readings):
        value = printed(measure, reading)
        if value is None:
            continue
        if (measure.id, reading.period) in protected:
            return f"small number, not shown ({reading.period})"
        return f"{wording.figure(value, measure.unit, measure.decimals)} ({reading.period})"
    return "no figure yet"


def last_day(ground: Ground) -> date:
    """The last day on which an action may be back on track: the plan's end, or the end of next quarter if later."""
    details = ground.now.plan.details
    return max(details.plan_end, details.quarter.after().end)
