"""Trajectory: whether a measure is ahead of a straight line from its baseline to its target, or behind it."""

from __future__ import annotations

from decimal import Decimal

from pipeline import wording
from pipeline.facts.fact import Fact, places
from pipeline.facts.making import Ground, fact
from pipeline.model import RatedMeasure
from pipeline.rating import figure_of
from pipeline.rating.measures import meets_target
from pipeline.sheets.measures import Polarity
from pipeline.sheets.ratings import Standing

NOT_SET, NOT_RATED, NOT_PRINTED = "not set", "not rated", "not printed"
MET, AT_BASELINE = "target met", "at its baseline"


def course(ground: Ground, rated: RatedMeasure, hidden: bool = False) -> Fact:
    """``ahead of 54.0%``: the latest figure against the line's at the end of the same period.

    Says why there is nothing to compare where the measure has no dated baseline and target, is not rated, or where
    a figure is protected: how far a hidden count is from a line would tell what it is. ``hidden``: the baseline is.
    """
    measure, latest = rated.measure, rated.latest
    used = [measure.place(name) for name in ("baseline", "baseline_period", "target", "target_period")]
    sources = places(used, latest.place("value") if latest else ())
    how = "a straight line from the baseline to the target, read at the end of the latest figure's period"
    return fact(f"measure.{measure.id}.course", _words(ground, rated, hidden), sources=sources, how=how)


def _words(ground: Ground, rated: RatedMeasure, hidden: bool) -> str:
    measure, latest = rated.measure, rated.latest
    if latest is None or measure.polarity is Polarity.CONTEXT:
        return NOT_SET
    if rated.rating.standing is Standing.UNKNOWN:
        return NOT_RATED
    if hidden or {(measure.id, latest.period), (measure.id, measure.baseline_period)} & set(ground.protected):
        return NOT_PRINTED
    if meets_target(measure, latest):
        return MET
    if latest.period == measure.baseline_period:
        return AT_BASELINE
    value, line = figure_of(measure, latest), _line(rated)
    if value is None or line is None:
        return NOT_SET
    shown = wording.short_figure(line, measure.unit, measure.decimals)
    gap = wording.rounded(value, measure.decimals) - wording.rounded(line, measure.decimals)
    if gap == 0:
        return f"level with {shown}"
    return f"{'ahead of' if (gap > 0) == (measure.polarity is Polarity.HIGH) else 'behind'} {shown}"


def _line(rated: RatedMeasure) -> Decimal | None:
    """The line's figure at the end of the latest period; nothing where either end of it is missing."""
    measure, latest = rated.measure, rated.latest
    first, last = measure.baseline_period, measure.target_period
    if latest is None or measure.baseline is None or measure.target is None or first is None or last is None:
        return None
    length = (last.end - first.end).days
    if length <= 0:
        return None
    gone = min(max((latest.period.end - first.end).days, 0), length)
    return measure.baseline + (measure.target - measure.baseline) * Decimal(gone) / Decimal(length)
