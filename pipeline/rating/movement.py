"""Movement: what changed since last quarter in ratings, dates, words and earlier figures."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.model import DateMove, Movement, RatedPlan, Rating, RatingMove
from pipeline.rating.measures import printed
from pipeline.rating.order import shift_within
from pipeline.sheets.measures import Measure
from pipeline.sheets.ratings import Scale, Standing
from pipeline.sheets.readings import Reading


def movement(now: RatedPlan, before: RatedPlan | None) -> Movement:
    """What changed between two quarters, each rated by its own scheme; empty without a quarter before."""
    if before is None:
        return Movement(has_before=False)
    moves = {(move.scale, move.item): move for move in _ratings(now, before)}
    return Movement(
        has_before=True,
        before_period=before.plan.details.quarter,
        ratings=moves,
        redated=tuple(_redated(now, before)),
        completed=tuple(
            id_
            for id_, each in now.actions.items()
            if each.delivery.standing is Standing.DONE
            and (id_ not in before.actions or before.actions[id_].delivery.standing is not Standing.DONE)
        ),
        new=tuple(id_ for id_ in now.actions if id_ not in before.actions),
        gone=tuple(id_ for id_ in before.actions if id_ not in now.actions),
        restated=tuple(_restated(now, before)),
    )


def _ratings(now: RatedPlan, before: RatedPlan) -> Iterator[RatingMove]:
    def move(scale: Scale, item: str, old: Rating | None, new: Rating) -> RatingMove:
        return RatingMove(item, scale, old, new, shift_within(now.scheme, old, new))

    for id_, action in now.actions.items():
        was = before.actions.get(id_)
        yield move(Scale.DELIVERY, id_, was.delivery if was else None, action.delivery)
        yield move(Scale.IMPACT, id_, was.impact if was else None, action.impact)
    for id_, measure in now.measures.items():
        had = before.measures.get(id_)
        yield move(Scale.MEASURE, id_, had.rating if had else None, measure.rating)


def _redated(now: RatedPlan, before: RatedPlan) -> Iterator[DateMove]:
    for id_, rated in now.actions.items():
        was = before.actions.get(id_)
        if was is not None and was.action.due != rated.action.due:
            action = rated.action
            yield DateMove(
                id_,
                was.action.original_due,
                was.action.due,
                action.due,
                (action.due - was.action.due).days,
                action.revision_reason,
                action.revision_approved_by,
            )


def _restated(now: RatedPlan, before: RatedPlan) -> Iterator[tuple[Reading, Reading]]:
    for id_, rated in now.measures.items():
        if id_ not in before.measures:
            continue
        old, new = before.measures[id_].measure, rated.measure
        said = {each.period: each for each in before.measures[id_].readings}
        for reading in rated.readings:
            was = said.get(reading.period)
            if was is not None and (_figures(old, was) != _figures(new, reading)) and printed(old, was) is not None:
                yield was, reading


def _figures(measure: Measure, reading: Reading) -> tuple[Decimal | None, ...]:
    return printed(measure, reading), reading.numerator, reading.denominator
