"""Figures of measures, and directions of travel against last quarter and last year."""

from decimal import Decimal
from typing import Any

import pytest
from rating_plans import Q2, measure, reading

from pipeline.model import Comparison, Travel
from pipeline.periods import financial_year, month, quarter
from pipeline.rating import figure_of
from pipeline.rating import measures as figures
from pipeline.sheets.measures import Frequency, Polarity, Unit

Q1 = Q2.before()
LAST_YEAR = Q2.year_before()


def compared(changes: dict[str, Any], new: Any, old: Any, **both: Any) -> Comparison:
    each = measure(**changes)
    rows = [reading(old, Q1, **both), reading(new, Q2, **both)]
    return figures.on_quarter(each, rows, figures.latest(each, rows, Q2), Q2)


@pytest.mark.parametrize(
    ("unit", "numerator", "denominator", "value", "expected"),
    [
        (Unit.PERCENT, 128, 152, None, "84.2"),
        (Unit.PERCENT, 128, 152, "84", "84.0"),
        (Unit.PERCENT, 1, 0, None, None),
        (Unit.PERCENT, 0, 0, "0", None),
        (Unit.PERCENT, 0, 152, "0", "0.0"),
        (Unit.COUNT, None, 0, "0", "0.0"),
        (Unit.PERCENT, None, 152, None, None),
        (Unit.RATE, 244, 60000, None, "40.7"),
        (Unit.COUNT, 41, None, None, "41.0"),
        (Unit.AVERAGE, 320, 20, None, "16.0"),
        (Unit.WEEKS, 250, 8, None, "31.3"),
        (Unit.COUNT, None, None, None, None),
    ],
)
def test_a_figure_is_as_given_or_worked_out(
    unit: Unit, numerator: int | None, denominator: int | None, value: str | None, expected: str | None
) -> None:
    given = {k: v for k, v in (("numerator", numerator), ("denominator", denominator)) if v is not None}
    found = figures.printed(measure(unit=unit), reading(value, **given))
    assert (None if found is None else str(found)) == expected


def test_the_figure_as_given_stands_whatever_numerator_and_denominator_say() -> None:
    assert figure_of(measure(), reading(84.2, numerator=1, denominator=2)) == Decimal("84.2")


LOW, RANGE, CONTEXT = (
    {"polarity": Polarity.LOW},
    {"polarity": Polarity.RANGE, "target_low": Decimal(12), "target_high": Decimal(20)},
    {"polarity": Polarity.CONTEXT},
)
COUNT = {"unit": Unit.COUNT, "decimals": 0}


@pytest.mark.parametrize(
    ("changes", "new", "old", "travel", "words"),
    [
        ({}, 84.2, 81.9, Travel.BETTER, "up 2.3 percentage points"),
        ({}, 81.9, 84.2, Travel.WORSE, "down 2.3 percentage points"),
        ({}, 84.2, 83.7, Travel.BETTER, "up 0.5 percentage points"),
        ({}, 84.2, 83.8, Travel.SAME, "up 0.4 percentage points"),
        ({}, 84.2, 84.2, Travel.SAME, "no change"),
        ({}, 85.2, 84.2, Travel.BETTER, "up 1.0 percentage point"),
        (LOW, 17.5, 23.1, Travel.BETTER, "down 5.6 percentage points"),
        (LOW, 23.1, 17.5, Travel.WORSE, "up 5.6 percentage points"),
        (RANGE, 21, 25, Travel.BETTER, "down 4.0 percentage points"),
        (RANGE, 10, 11, Travel.WORSE, "down 1.0 percentage point"),
        (RANGE, 10, 23, Travel.BETTER, "down 13.0 percentage points"),
        (RANGE, 13, 19, Travel.SAME, "down 6.0 percentage points"),
        (RANGE, 22, 10, Travel.SAME, "up 12.0 percentage points"),
        (CONTEXT, 60, 50, Travel.CHANGED, "up 10.0 percentage points"),
        (CONTEXT, 50.2, 50, Travel.SAME, "up 0.2 percentage points"),
        (COUNT | LOW, 3, 2, Travel.WORSE, "up 1"),
        (COUNT, 3, 3, Travel.SAME, "no change"),
        ({"unit": Unit.WEEKS} | LOW, 30, 31.5, Travel.BETTER, "down 1.5 weeks"),
    ],
)
def test_travel_is_about_performance_never_up_or_down(
    changes: dict[str, Any], new: float, old: float, travel: Travel, words: str
) -> None:
    found = compared(changes, new, old)
    assert (found.travel, found.change) == (travel, words)


@pytest.mark.parametrize(
    ("base", "new", "travel"),
    [(50, 82, Travel.BETTER), (50, "81.9", Travel.SAME), (40, 82, Travel.SAME), (20, 85, Travel.BETTER)],
)
def test_a_change_worth_less_than_one_child_is_no_change(base: int, new: Any, travel: Travel) -> None:
    assert compared({}, new, 80, denominator=base).travel is travel


def test_what_one_child_is_worth_is_taken_from_the_smaller_group() -> None:
    rows = [reading(80, Q1, denominator=200), reading(82, Q2, denominator=40)]
    assert figures.on_quarter(measure(), rows, rows[1], Q2).travel is Travel.SAME


def test_a_rate_changes_by_no_less_than_one_child() -> None:
    rate: dict[str, Any] = {"unit": Unit.RATE, "polarity": Polarity.LOW}
    assert compared(rate, 40.2, 40.3, denominator=60000).travel is Travel.SAME
    assert compared(rate, 40.1, 40.3, denominator=60000).travel is Travel.BETTER


@pytest.mark.parametrize("bases", [(19, 40), (40, 19)])
def test_small_denominators_are_not_compared(bases: tuple[int, int]) -> None:
    rows = [reading(80, Q1, denominator=bases[0]), reading(90, Q2, denominator=bases[1])]
    found = figures.on_quarter(measure(), rows, rows[1], Q2)
    assert (found.travel, found.change, found.earlier) == (Travel.NONE, "", rows[0])
    assert "fewer than 20" in found.reason


def test_without_an_earlier_reading_there_is_no_comparison() -> None:
    found = figures.on_year(measure(), [reading(90)], reading(90), Q2)
    assert found == Comparison(Travel.NONE, LAST_YEAR, None, "", "no reading for 2025-26 Q2")


def test_without_a_reading_now_there_is_no_comparison() -> None:
    found = figures.on_quarter(measure(), [reading(90, Q1)], None, Q2)
    assert (found.travel, found.period) == (Travel.NONE, Q1)


def test_a_comparison_says_both_figures_and_what_they_mean() -> None:
    assert compared({}, 84.2, 81.9).reason == "84.2% against 81.9% in 2026-27 Q1: better, as high is good"
    assert compared(LOW, 84.2, 81.9).reason.endswith("worse, as low is good")
    assert compared(RANGE, 25, 21).reason.endswith("away from the target range")
    assert compared(CONTEXT, 25, 21).reason.endswith("changed; neither high nor low is good")
    assert compared(RANGE, 13, 19).reason.endswith("within the target range both times")
    assert compared(RANGE, 22, 10).reason.endswith("as far from the target range")
    assert compared({}, 84.2, 84.2).reason.endswith(": the same")
    assert compared({}, 84.2, 84.0).reason.endswith("too small a change to count")


def test_a_year_is_compared_with_the_year_before_and_not_with_a_quarter() -> None:
    annual = measure(frequency=Frequency.ANNUAL)
    rows = [reading(80, financial_year(2024)), reading(90, financial_year(2025))]
    now = figures.latest(annual, rows, Q2)
    assert figures.on_year(annual, rows, now, Q2).travel is Travel.BETTER
    assert figures.on_quarter(annual, rows, now, Q2).travel is Travel.NONE


def test_a_month_is_compared_with_the_month_a_quarter_before() -> None:
    monthly = measure(frequency=Frequency.MONTHLY)
    rows = [reading(80, month(2026, 6)), reading(95, month(2026, 8)), reading(90, month(2026, 9))]
    found = figures.on_quarter(monthly, rows, figures.latest(monthly, rows, Q2), Q2)
    assert (found.period, found.travel) == (month(2026, 6), Travel.BETTER)


def test_readings_of_another_frequency_are_left_out() -> None:
    rows = [reading(50, month(2026, 9)), reading(90, Q2), reading(70, financial_year(2025))]
    assert figures.own_readings(measure(), rows) == (rows[1],)


def test_a_later_quarter_is_not_read_ahead() -> None:
    rows = [reading(90, Q2), reading(50, quarter(2026, 3))]
    assert figures.latest(measure(), rows, Q2) == rows[0]
