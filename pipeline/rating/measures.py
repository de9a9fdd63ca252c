"""Figures of measures: what a reading comes to, the latest one, how far from target, which way it is going.

Everything is worked out on figures as they are printed, rounded half up to the measure's decimal
places, so that a reader can check a rating with the paper in hand.
Defaults: small denominators and 'stable' as in the published practice of English councils.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipeline.model import Comparison, Travel
from pipeline.periods import Period, Span
from pipeline.sheets.measures import Frequency, Measure, Polarity, ToleranceUnit, Unit
from pipeline.sheets.readings import Reading
from pipeline.wording import figure, number, rounded

SMALL_DENOMINATOR = 20  # below this one child moves a percentage by more than five points
STABLE_POINTS = Decimal("0.5")  # a smaller change of a percentage says nothing

_SPANS = {Frequency.MONTHLY: Span.MONTH, Frequency.QUARTERLY: Span.QUARTER, Frequency.ANNUAL: Span.YEAR}
_PER = {Unit.PERCENT: 100, Unit.RATE: 10_000}


def worked_out(measure: Measure, reading: Reading) -> Decimal | None:
    """The figure from numerator and denominator, unrounded; None where it can't be worked out."""
    if reading.numerator is None:
        return None
    if measure.unit is Unit.COUNT:
        return reading.numerator
    if not reading.denominator:
        return None
    return reading.numerator * _PER.get(measure.unit, 1) / reading.denominator


def figure_of(measure: Measure, reading: Reading) -> Decimal | None:
    """The reading's figure in the measure's unit: as given, or else from numerator and denominator.

    None where there is none: a share of nothing is no figure, and a typed 0 doesn't make it one.
    """
    if reading.value == 0 and reading.denominator == 0 and measure.unit in _PER:
        return None
    return reading.value if reading.value is not None else worked_out(measure, reading)


def printed(measure: Measure, reading: Reading) -> Decimal | None:
    """The reading's figure as it is printed."""
    value = figure_of(measure, reading)
    return None if value is None else rounded(value, measure.decimals)


def is_small_base(reading: Reading) -> bool:
    """Whether the reading is out of fewer than 20, so that one child moves it too far to rate."""
    return reading.denominator is not None and reading.denominator < SMALL_DENOMINATOR


def own_readings(measure: Measure, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Readings of the measure's own frequency that have a figure, oldest first."""
    span = _SPANS[measure.frequency]
    found = [each for each in readings if each.period.span is span and figure_of(measure, each) is not None]
    return tuple(sorted(found, key=lambda each: each.period))


def latest(measure: Measure, readings: Sequence[Reading], quarter: Period) -> Reading | None:
    """The newest reading not later than the quarter; of a quarterly measure only the quarter's own."""
    found = [each for each in own_readings(measure, readings) if each.period.end <= quarter.end]
    if not found or (measure.frequency is Frequency.QUARTERLY and found[-1].period != quarter):
        return None
    return found[-1]


def periods_old(measure: Measure, reading: Reading, quarter: Period) -> int:
    """How many whole periods of the measure's frequency have ended since the reading's, by the quarter's end."""
    months = (quarter.end.year - reading.period.end.year) * 12 + quarter.end.month - reading.period.end.month
    return months // {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.ANNUAL: 12}[measure.frequency]


def has_target(measure: Measure) -> bool:
    """Whether there is a figure to be rated against."""
    if measure.polarity is Polarity.RANGE:
        return measure.target_low is not None and measure.target_high is not None
    return measure.target is not None


def goal(measure: Measure, value: Decimal) -> Decimal | None:
    """The figure to reach, as printed; of a range the end that ``value`` is nearer to."""
    if measure.polarity is Polarity.RANGE:
        if measure.target_low is None or measure.target_high is None:
            return None
        low, high = (rounded(end, measure.decimals) for end in (measure.target_low, measure.target_high))
        return low if value - low < high - value else high
    return None if measure.target is None else rounded(measure.target, measure.decimals)


def gap(measure: Measure, value: Decimal) -> Decimal | None:
    """How far ``value`` is on the good side of target, in the measure's unit; below 0 it is missed.

    None without a target and for a context measure, which has no good side.
    """
    aim = goal(measure, value)
    if aim is None or measure.polarity is Polarity.CONTEXT:
        return None
    if measure.polarity is Polarity.RANGE:
        low = rounded(measure.target_low or Decimal(0), measure.decimals)
        high = rounded(measure.target_high or Decimal(0), measure.decimals)
        return min(value - low, high - value)
    return aim - value if measure.polarity is Polarity.LOW else value - aim


def meets_target(measure: Measure, reading: Reading) -> bool:
    """Whether a reading's figure, as printed, is at its target or better; a range's is within it."""
    value = printed(measure, reading)
    beyond = None if value is None else gap(measure, value)
    return beyond is not None and beyond >= 0


def tolerance_fits(measure: Measure) -> bool:
    """Whether the tolerance says what it is in, and that suits the unit: points only for percentages."""
    if measure.tolerance is None:
        return True
    if measure.tolerance_unit is ToleranceUnit.POINTS:
        return measure.unit is Unit.PERCENT
    return measure.tolerance_unit is ToleranceUnit.PERCENT


def tolerance(measure: Measure, value: Decimal) -> Decimal:
    """How far short of target is still tolerated, in the measure's unit; 0 where none is given."""
    if measure.tolerance is None:
        return Decimal(0)
    if measure.tolerance_unit is ToleranceUnit.POINTS:
        return measure.tolerance
    return abs(goal(measure, value) or Decimal(0)) * measure.tolerance / 100


def difference(measure: Measure, amount: Decimal) -> str:
    """An amount of difference in words, without its sign: ``2.3 percentage points``, ``4``, ``1.5 weeks``."""
    if measure.unit is Unit.PERCENT:
        text = number(abs(amount), measure.decimals)
        return f"{text} percentage {'point' if Decimal(text.replace(',', '')) == 1 else 'points'}"
    return figure(abs(amount), measure.unit, measure.decimals)


def on_quarter(measure: Measure, readings: Sequence[Reading], now: Reading | None, quarter: Period) -> Comparison:
    """Against last quarter: for a monthly measure the month three before. Annual measures have no such figure."""
    if measure.frequency is Frequency.ANNUAL:
        return Comparison(Travel.NONE, quarter.before(), None, "", "reported once a year")
    period = (now.period if now else quarter).before()
    if measure.frequency is Frequency.MONTHLY and now:
        period = period.before().before()
    return _compare(measure, readings, now, period)


def on_year(measure: Measure, readings: Sequence[Reading], now: Reading | None, quarter: Period) -> Comparison:
    """Against the same period a year earlier."""
    return _compare(measure, readings, now, (now.period if now else quarter).year_before())


def _compare(measure: Measure, readings: Sequence[Reading], now: Reading | None, period: Period) -> Comparison:
    earlier = next((each for each in own_readings(measure, readings) if each.period == period), None)

    def none(why: str) -> Comparison:
        return Comparison(Travel.NONE, period, earlier, "", why)

    if now is None:
        return none("no reading for this period")
    if earlier is None:
        return none(f"no reading for {period}")
    for reading in (now, earlier):
        if is_small_base(reading):
            return none(f"too few to compare: fewer than {SMALL_DENOMINATOR} in {reading.period}")
    new, old = printed(measure, now), printed(measure, earlier)
    if new is None or old is None:
        return none("no figure")
    change = new - old
    travel = _travel(measure, new, old, _stable_within(measure, now, earlier))
    words = f"{'up' if change > 0 else 'down'} {difference(measure, change)}" if change else "no change"
    figures = [figure(each, measure.unit, measure.decimals) for each in (new, old)]
    inside = measure.polarity is Polarity.RANGE and min(gap(measure, each) or Decimal(0) for each in (new, old)) >= 0
    meaning = "within the target range both times" if inside else _meaning(measure, travel, change)
    reason = f"{figures[0]} against {figures[1]} in {period}: {meaning}"
    return Comparison(travel, period, earlier, words, reason)


def _stable_within(measure: Measure, now: Reading, earlier: Reading) -> Decimal:
    """A change smaller than this is no change: half a point, or what one child is worth if that is more."""
    bases = [each.denominator for each in (now, earlier) if each.denominator]
    one_child = Decimal(_PER.get(measure.unit, 0)) / min(bases) if bases else Decimal(0)
    return max(STABLE_POINTS, one_child) if measure.unit is Unit.PERCENT else one_child


def _travel(measure: Measure, new: Decimal, old: Decimal, stable: Decimal) -> Travel:
    change = new - old
    if change == 0 or abs(change) < stable:
        return Travel.SAME
    if measure.polarity is Polarity.CONTEXT:
        return Travel.CHANGED
    if measure.polarity is Polarity.RANGE:
        now_off, then_off = (max(-(gap(measure, value) or Decimal(0)), Decimal(0)) for value in (new, old))
        if now_off == then_off:
            return Travel.SAME
        return Travel.BETTER if now_off < then_off else Travel.WORSE
    return Travel.BETTER if (change > 0) == (measure.polarity is Polarity.HIGH) else Travel.WORSE


def _meaning(measure: Measure, travel: Travel, change: Decimal) -> str:
    if change == 0:
        return "the same"
    if travel is Travel.SAME:
        return "as far from the target range" if measure.polarity is Polarity.RANGE else "too small a change to count"
    if measure.polarity is Polarity.RANGE:
        return "towards the target range" if travel is Travel.BETTER else "away from the target range"
    if travel is Travel.CHANGED:
        return "changed; neither high nor low is good"
    return f"{travel}, as {measure.polarity} is good"
