"""Small numbers that what is printed beside them would give away: a rating, a running total, a low rate (S-06)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise, product

from pipeline import wording
from pipeline.checks.registry import Found, check, heading
from pipeline.issues import Severity
from pipeline.model import Plan, RatedMeasure, RatedPlan
from pipeline.periods import Period
from pipeline.rating import is_small, rate
from pipeline.rating.measures import figure_of, meets_target, own_readings, printed
from pipeline.rating.suppression import HIGHEST, LOWEST, NARROWEST, few
from pipeline.sheets.actions import Action
from pipeline.sheets.columns import Row
from pipeline.sheets.findings import Finding
from pipeline.sheets.measures import Measure, Sensitivity, Unit
from pipeline.sheets.meetings import Classification
from pipeline.sheets.milestones import Milestone
from pipeline.sheets.overrides import Override
from pipeline.sheets.ratings import Standing
from pipeline.sheets.readings import Reading
from pipeline.sheets.updates import Update

_RUNNING = re.compile(r"\b(cumulative|running total|year[ -]to[ -]date|ytd|so far this year|since 1 april)\b", re.I)
_RECENT = 5  # readings that ratings may be worked out from: the latest, and those back to a year before
_LOW_RATE = 6  # per 10,000
_OF_CHILDREN = frozenset({Sensitivity.CHILDREN, Sensitivity.TIMELINESS})


@check("S-06", Severity.ERROR, "DfE disclosure control: children in need, and children looked after, data guidance")
def rating_keeps_the_secret(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """A rating leaves open which number from 1 to 5 a hidden count is.

    A target of 2 that is met leaves 1 and 2, if the council's rules rate by the target; a rule of its own may leave
    fewer, and so may what is said of the actions linked to it, or of how many measures met their targets. A share
    tells as much where what it is a share of is printed as a count. A range of three is what other hidden counts keep.
    """
    if not _has_public_paper(now):
        return
    totals = _printed_counts(now)
    secrets = {id_: small for id_, rated in now.measures.items() if (small := _secrets(rated, totals))}
    met = {
        meets_target(rated.measure, rated.latest)
        for id_, small in secrets.items()
        if (rated := now.measures[id_]).latest in small and rated.latest
    }
    for id_, small in secrets.items():
        rated = now.measures[id_]
        measure = rated.measure
        ids = [id_, *(action.id for action in now.plan.actions if secrets.keys() & set(action.measures) == {id_})]
        for reading in reversed(small):
            if reading is rated.latest and len(left := _left(now, ids[:1], reading, small, False)) < NARROWEST:
                said = f"its rating, {rated.rating.name}, by the rating rules leaves"
            elif len(left := _left(now, ids, reading, small, len(met) == 1)) < NARROWEST:
                linked = f"the ratings of {wording.joined(map(_action, ids[1:]))}" if ids[1:] else ""
                said = f"{linked or 'the number of rated measures that met their targets'} {'leave' if linked else 'leaves'}"
            else:
                continue
            yield Found(
                measure.place("target"),
                f"The figure of measure {measure.id} for {reading.period} is printed as c, but {said} only "
                f"{wording.joined(map(str, left), 'or')}.",
                "Write context under Good is, so that it is not rated, or take the measure out of public papers"
                f"{' or out of the measures of ' + wording.joined(map(_action, ids[1:])) if ids[1:] else ''}.",
                f"measure {measure.id}",
            )
            break


def _action(id_: str) -> str:
    return f"action {id_}"


def _printed_counts(now: RatedPlan) -> set[tuple[Period, Decimal]]:
    """The counts that papers print: period and how many."""
    return {
        (row.period, value)
        for rated in now.measures.values()
        if rated.measure.unit is Unit.COUNT
        for row in rated.readings
        if (value := figure_of(rated.measure, row)) is not None and not is_small(rated.measure, row)
    }


def _secrets(rated: RatedMeasure, totals: Collection[tuple[Period, Decimal]]) -> list[Reading]:
    """The readings, oldest first, that are hidden for a count from 1 to 5 and that its rating may be worked out from."""
    latest, measure = rated.latest, rated.measure
    if latest is None or rated.rating.standing is Standing.UNKNOWN:
        return []
    found = [each for each in own_readings(measure, rated.readings) if each.period <= latest.period]
    if measure.unit is Unit.COUNT:
        small = [each for each in found[-_RECENT:] if few(printed(measure, each) or Decimal(0))]
    elif measure.unit is Unit.PERCENT:
        small = [
            each
            for each in found[-_RECENT:]
            if each.numerator is not None
            and each.denominator
            and (each.period, each.denominator) in totals
            and (few(each.numerator) or few(each.denominator - each.numerator))
        ]
    else:
        return []
    return [each for each in small if is_small(measure, each)]


def _counting(reading: Reading, count: int) -> Reading:
    """The reading, if so many were counted; of a share of nearly all, if so many were not."""
    if reading.numerator is None or not reading.denominator:
        return reading.model_copy(update={"value": Decimal(count)})
    above = Decimal(count) if few(reading.numerator) else reading.denominator - count
    return reading.model_copy(update={"numerator": above, "value": None})


def _left(now: RatedPlan, ids: Sequence[str], reading: Reading, small: Sequence[Reading], target: bool) -> list[int]:
    """The counts from 1 to 5 with which all that is told of a measure and its actions (``ids``) would be as it is; with
    ``target``, whether it met its target too.

    Where the other figures alone would leave fewer than three, the newest of those that are hidden too are left open.
    """
    id_, rows = ids[0], _of_only(now.plan, ids[0], ids[1:])

    def told(*figures: tuple[Reading, int]) -> tuple[object, ...]:
        changed: dict[int, Row] = {id(each): _counting(each, count) for each, count in figures}
        plan = replace(now.plan, rows={**rows, Reading: tuple(changed.get(id(row), row) for row in rows[Reading])})
        rated = rate(plan, now.scheme)[0]
        latest = rated.measures[id_].latest
        ratings = [rated.measures[id_].rating]
        for action in ids[1:]:
            ratings += [rated.actions[action].delivery, rated.actions[action].impact]
        said = [(each.computed or each).name for each in ratings] + [each.reason for each in ratings[1:]]
        return (*said, target and latest is not None and meets_target(rated.measures[id_].measure, latest))

    counts, as_it_is = range(LOWEST, HIGHEST + 1), told()
    alone = [count for count in counts if told((reading, count)) == as_it_is]
    others = [each for each in small if each is not reading][-2:]
    if len(alone) >= NARROWEST or not others:
        return alone
    left_open = [tuple(zip(others, each, strict=True)) for each in product(counts, repeat=len(others))]
    return [count for count in counts if any(told((reading, count), *rest) == as_it_is for rest in left_open)]


def _of_only(plan: Plan, measure: str, actions: Sequence[str]) -> dict[type[Row], tuple[Row, ...]]:
    """The rows that the ratings of a measure and of these actions are worked out from."""
    own = tuple(action for action in plan.actions if action.id in actions)
    ids = {measure, *(id_ for action in own for id_ in action.measures)}
    return {
        Measure: tuple(row for row in plan.measures if row.id in ids),
        Reading: tuple(row for id_ in sorted(ids) for row in plan.readings.get(id_, ())),
        Action: own,
        Update: tuple(plan.updates[id_] for id_ in actions if id_ in plan.updates),
        Milestone: tuple(row for id_ in actions for row in plan.milestones.get(id_, ())),
        Finding: plan.of(Finding),
        Override: plan.of(Override),
    }


def _has_public_paper(now: RatedPlan) -> bool:
    return any(each.classification is Classification.PUBLIC for each in now.plan.meetings.values())


@check("S-06a", Severity.QUERY, "Statistical disclosure control: figures that differ by a small number give it away")
def running_totals_apart(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """A running total of children doesn't grow by 1 to 5 from one period to the next."""
    if not _has_public_paper(now):
        return
    for rated in now.measures.values():
        measure = rated.measure
        said = f"{measure.name} {measure.definition} {measure.note}"
        if measure.unit is not Unit.COUNT or measure.sensitivity not in _OF_CHILDREN or not _RUNNING.search(said):
            continue
        for was, reading in pairwise(own_readings(measure, rated.readings)):
            old, new = figure_of(measure, was), figure_of(measure, reading)
            if old is None or new is None or is_small(measure, was) or is_small(measure, reading):
                continue
            if was.period.after() == reading.period and few(new - old):
                yield Found(
                    reading.place("value"),
                    f"Measure {measure.id} is a running total, and from {was.period} to {reading.period} it grew by "
                    f"{wording.number(new - old)}: papers that print both give that number away.",
                    "Report each period by itself, so that small numbers are hidden; or explain why this one may be told.",
                    f"measure {measure.id}",
                )


@check("S-06b", Severity.QUERY, "DfE disclosure control: children in need, and children looked after, data guidance")
def low_rates_have_their_number(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """A low rate of children has its number beside it: how many children live in an area is known to all.

    In the smallest authority of England 5 children are about 6 of every 10,000.
    """
    if not _has_public_paper(now):
        return
    for rated in now.measures.values():
        measure = rated.measure
        if measure.unit is not Unit.RATE or measure.sensitivity not in _OF_CHILDREN:
            continue
        for reading in own_readings(measure, rated.readings):
            value = figure_of(measure, reading)
            if value and value <= _LOW_RATE and reading.numerator is None and not reading.denominator:
                yield Found(
                    reading.place("value"),
                    f"Measure {measure.id} is {wording.figure(value, measure.unit, measure.decimals)} in {reading.period}, with no "
                    f"{heading(reading, 'numerator')}: if that is 1 to 5 children, papers print a small number.",
                    f"Fill in {heading(reading, 'numerator')} and {heading(reading, 'denominator')}; a small number is then hidden.",
                    f"measure {measure.id}",
                )
                break
