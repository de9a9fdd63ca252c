"""Whether a measure is ahead of the line from its baseline to its target."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from pipeline.facts.making import Ground
from pipeline.facts.trajectory import course
from pipeline.model import RatedMeasure
from pipeline.periods import Period, parse_period
from pipeline.sheets.measures import Polarity
from pipeline.sheets.ratings import Standing

MEASURE = "W2"  # low is good: agency social workers, per cent


def when(text: str) -> Period:
    period = parse_period(text)
    assert period is not None
    return period


def changed(rated: RatedMeasure, standing: Standing = Standing.OFF_TRACK, **fields: Any) -> RatedMeasure:
    """A measure with other fields, and with a rating that stands as said."""
    whole = {
        "baseline": Decimal(20), "baseline_period": when("2025-26 Q2"),
        "target": Decimal(10), "target_period": when("2027-28 Q2"), **fields,
    }  # fmt: skip
    key = rated.rating.key.model_copy(update={"standing": standing})
    return replace(rated, measure=rated.measure.model_copy(update=whole), rating=replace(rated.rating, key=key))


def latest(rated: RatedMeasure, value: str, period: str = "2026-27 Q2") -> RatedMeasure:
    assert rated.latest is not None
    given = {"value": Decimal(value), "numerator": None, "denominator": None, "period": when(period)}
    return replace(rated, latest=rated.latest.model_copy(update=given))


@pytest.fixture
def rated(ground: Ground) -> RatedMeasure:
    return ground.now.measures[MEASURE]


@pytest.mark.parametrize(
    ("value", "period", "polarity", "words"),
    [
        ("14.0", "2026-27 Q2", Polarity.LOW, "ahead of 15.0%"),
        ("15.02", "2026-27 Q2", Polarity.LOW, "level with 15.0%"),
        ("16.1", "2026-27 Q2", Polarity.LOW, "behind 15.0%"),
        ("8.1", "2026-27 Q2", Polarity.HIGH, "behind 15.0%"),
        ("12.0", "2028-29 Q2", Polarity.LOW, "behind 10.0%"),
        ("20.0", "2025-26 Q2", Polarity.LOW, "at its baseline"),
    ],
)
def test_a_figure_is_set_against_the_line(
    ground: Ground, rated: RatedMeasure, value: str, period: str, polarity: Polarity, words: str
) -> None:
    found = course(ground, latest(changed(rated, polarity=polarity), value, period))
    assert found.text == words
    assert found.sources


def test_a_figure_that_should_rise_is_ahead_above_the_line(ground: Ground, rated: RatedMeasure) -> None:
    rising = {"baseline": Decimal(10), "target": Decimal(20), "polarity": Polarity.HIGH}
    assert course(ground, latest(changed(rated, **rising), "16.1")).text == "ahead of 15.0%"
    assert course(ground, latest(changed(rated, **rising), "20.0")).text == "target met"


@pytest.mark.parametrize("missing", ["baseline", "baseline_period", "target", "target_period"])
def test_a_line_needs_both_its_ends(ground: Ground, rated: RatedMeasure, missing: str) -> None:
    assert course(ground, changed(rated, **{missing: None})).text == "not set"


def test_what_is_met_or_not_rated_says_so(ground: Ground, rated: RatedMeasure) -> None:
    assert course(ground, latest(changed(rated), "9.9")).text == "target met"
    assert course(ground, latest(changed(rated), "10.04")).text == "target met"
    assert course(ground, latest(changed(rated, Standing.ON_TRACK), "10.1")).text == "ahead of 15.0%"
    assert course(ground, changed(rated, Standing.UNKNOWN)).text == "not rated"
    assert course(ground, changed(rated, polarity=Polarity.CONTEXT)).text == "not set"


@pytest.mark.parametrize("hidden", ["2025-26 Q2", "2026-27 Q2"])
def test_the_distance_of_a_hidden_figure_from_the_line_is_not_told(
    ground: Ground, rated: RatedMeasure, hidden: str
) -> None:
    measure = latest(changed(rated), "14.0")
    assert course(ground, measure).text == "ahead of 15.0%"
    guarded = replace(ground, protected={(MEASURE, when(hidden)): "a small number"})
    assert course(guarded, measure).text == "not printed"
    assert course(ground, measure, hidden=True).text == "not printed"
