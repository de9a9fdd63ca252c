"""The names a rule for measures may use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from pipeline.model import Comparison, Travel
from pipeline.periods import Period
from pipeline.rating import measures as figures
from pipeline.rating.names import Kind, Name, Unclear, Value
from pipeline.sheets.measures import Frequency, Measure, Polarity, Unit
from pipeline.sheets.ratings import Scale
from pipeline.sheets.readings import Reading
from pipeline.wording import figure, rounded

_NONE = Decimal(0)


@dataclass(frozen=True)
class MeasureCase:
    """A measure in its quarter, with all that rules can ask of it."""

    measure: Measure
    readings: tuple[Reading, ...]
    quarter: Period

    @cached_property
    def latest(self) -> Reading | None:
        return figures.latest(self.measure, self.readings, self.quarter)

    @cached_property
    def value(self) -> Decimal:
        found = figures.printed(self.measure, self.latest) if self.latest else None
        return _NONE if found is None else found

    @cached_property
    def gap(self) -> Decimal:
        return (figures.gap(self.measure, self.value) or _NONE) if self.latest else _NONE

    @cached_property
    def goal(self) -> Decimal:
        return figures.goal(self.measure, self.value) or _NONE

    @cached_property
    def relative_gap(self) -> Decimal:
        if self.goal == 0:
            return Decimal(-100) if self.gap < 0 else _NONE
        return self.gap * 100 / abs(self.goal)

    @cached_property
    def tolerance(self) -> Decimal:
        if not figures.tolerance_fits(self.measure):
            raise Unclear(
                "its tolerance does not say what it is in, or is in points of a figure that is not a percentage"
            )
        return figures.tolerance(self.measure, self.value)

    @cached_property
    def on_quarter(self) -> Comparison:
        return figures.on_quarter(self.measure, self.readings, self.latest, self.quarter)

    @cached_property
    def on_year(self) -> Comparison:
        return figures.on_year(self.measure, self.readings, self.latest, self.quarter)

    def change(self, comparison: Comparison) -> Decimal:
        """How far the figure moved, signed, in the measure's unit; 0 where nothing can be compared."""
        if comparison.travel is Travel.NONE or comparison.earlier is None:
            return _NONE
        return self.value - (figures.printed(self.measure, comparison.earlier) or _NONE)


def _name(
    name: str,
    kind: Kind,
    meaning: str,
    example: str,
    get: Callable[[MeasureCase], Value],
    words: tuple[str, ...] = (),
    show: Callable[[MeasureCase], str] | None = None,
) -> Name:
    return Name(name, (Scale.MEASURE,), kind=kind, meaning=meaning, example=example, get=get, words=words, show=show)


def _figure(pick: Callable[[MeasureCase], Decimal]) -> Callable[[MeasureCase], str]:
    return lambda case: figure(pick(case), case.measure.unit, case.measure.decimals)


def _difference(pick: Callable[[MeasureCase], Decimal]) -> Callable[[MeasureCase], str]:
    return lambda case: figures.difference(case.measure, pick(case))


def _target(case: MeasureCase) -> str:
    measure = case.measure
    if measure.polarity is Polarity.RANGE and figures.has_target(measure):
        return f"{_figure(_low)(case)} to {_figure(_high)(case)}"
    return _figure(lambda each: each.goal)(case)


def _low(case: MeasureCase) -> Decimal:
    return rounded(case.measure.target_low or _NONE, case.measure.decimals)


def _high(case: MeasureCase) -> Decimal:
    return rounded(case.measure.target_high or _NONE, case.measure.decimals)


def _part(case: MeasureCase, part: str) -> Decimal:
    return (getattr(case.latest, part) or _NONE) if case.latest else _NONE


def _periods_old(case: MeasureCase) -> int:
    return figures.periods_old(case.measure, case.latest, case.quarter) if case.latest else 0


_TRAVELS = tuple(str(each) for each in Travel)
_NUMBER, _YES_NO, _WORD = Kind.NUMBER, Kind.YES_NO, Kind.WORD

MEASURE_NAMES = (
    _name(
        "has_reading",
        _YES_NO,
        "There is a reading for the quarter; for an annual measure, its newest.",
        "not has_reading",
        lambda c: c.latest is not None,
    ),
    _name(
        "value",
        _NUMBER,
        "The latest reading's figure as printed; 0 without one.",
        "value > 95",
        lambda c: c.value,
        (),
        _figure(lambda c: c.value),
    ),
    _name(
        "period",
        _WORD,
        "The period of the latest reading; none without one.",
        "period == '2026-27 Q2'",
        lambda c: str(c.latest.period) if c.latest else "none",
    ),
    _name("quarter", _WORD, "The quarter reported.", "quarter == '2026-27 Q2'", lambda c: str(c.quarter)),
    _name(
        "has_target",
        _YES_NO,
        "The measure has a target, or both ends of a target range.",
        "not has_target",
        lambda c: figures.has_target(c.measure),
    ),
    _name(
        "target",
        _NUMBER,
        "The figure to reach; of a range, the end that is nearer; 0 without one.",
        "target > 90",
        lambda c: c.goal,
        (),
        _target,
    ),
    _name(
        "target_low",
        _NUMBER,
        "Lowest good figure of a range; 0 without one.",
        "value < target_low",
        _low,
        (),
        _figure(_low),
    ),
    _name(
        "target_high",
        _NUMBER,
        "Highest good figure of a range; 0 without one.",
        "value > target_high",
        _high,
        (),
        _figure(_high),
    ),
    _name(
        "gap",
        _NUMBER,
        "How far the figure is on the good side of target, in the measure's unit; below 0 the target is missed. Printed without its sign.",
        "gap >= 0",
        lambda c: c.gap,
        (),
        _difference(lambda c: c.gap),
    ),
    _name(
        "relative_gap_percent",
        _NUMBER,
        "The gap as a per cent of target; with a target of 0, -100 where it is missed and otherwise 0. Printed without its sign.",
        "relative_gap_percent >= -10",
        lambda c: c.relative_gap,
        (),
        lambda c: f"{abs(rounded(c.relative_gap, 1))}%",
    ),
    _name(
        "has_tolerance",
        _YES_NO,
        "The measure has a tolerance.",
        "not has_tolerance",
        lambda c: c.measure.tolerance is not None,
    ),
    _name(
        "tolerance",
        _NUMBER,
        "How far short of target is tolerated, in the measure's unit: percentage points, or the per cent of target worked out; 0 without one.",
        "gap >= -tolerance",
        lambda c: c.tolerance,
        (),
        _difference(lambda c: c.tolerance),
    ),
    _name(
        "polarity",
        _WORD,
        "Which way is good.",
        "polarity == 'context'",
        lambda c: str(c.measure.polarity),
        tuple(str(each) for each in Polarity),
    ),
    _name(
        "unit",
        _WORD,
        "What the figure is counted in.",
        "unit == '%'",
        lambda c: str(c.measure.unit),
        tuple(str(each) for each in Unit),
    ),
    _name(
        "frequency",
        _WORD,
        "How often a reading is expected.",
        "frequency == 'annual'",
        lambda c: str(c.measure.frequency),
        tuple(str(each) for each in Frequency),
    ),
    _name(
        "numerator",
        _NUMBER,
        "The latest reading's numerator; 0 without one.",
        "numerator == 0",
        lambda c: _part(c, "numerator"),
    ),
    _name(
        "denominator",
        _NUMBER,
        "The latest reading's denominator; 0 without one.",
        "denominator > 100",
        lambda c: _part(c, "denominator"),
    ),
    _name(
        "has_denominator",
        _YES_NO,
        "The latest reading has a denominator.",
        "has_denominator",
        lambda c: c.latest is not None and c.latest.denominator is not None,
    ),
    _name(
        "small",
        _YES_NO,
        f"The latest reading is out of fewer than {figures.SMALL_DENOMINATOR}.",
        "small",
        lambda c: c.latest is not None and figures.is_small_base(c.latest),
    ),
    _name(
        "periods_old",
        _NUMBER,
        "How many periods of the measure's frequency have ended since its latest reading; 0 when it is up to date.",
        "periods_old > 2",
        _periods_old,
    ),
    _name(
        "change_on_quarter",
        _NUMBER,
        "Change on last quarter in the measure's unit, above 0 for up; 0 without a comparison. Printed without its sign.",
        "change_on_quarter > 5",
        lambda c: c.change(c.on_quarter),
        (),
        _difference(lambda c: c.change(c.on_quarter)),
    ),
    _name(
        "change_on_year",
        _NUMBER,
        "Change on the same period last year, above 0 for up; 0 without a comparison. Printed without its sign.",
        "change_on_year < -5",
        lambda c: c.change(c.on_year),
        (),
        _difference(lambda c: c.change(c.on_year)),
    ),
    _name(
        "travel_on_quarter",
        _WORD,
        "Direction of travel on last quarter.",
        "travel_on_quarter == 'worse'",
        lambda c: str(c.on_quarter.travel),
        _TRAVELS,
    ),
    _name(
        "travel_on_year",
        _WORD,
        "Direction of travel on the same period last year.",
        "travel_on_year in ['better', 'same']",
        lambda c: str(c.on_year.travel),
        _TRAVELS,
    ),
)
