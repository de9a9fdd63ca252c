"""Laws of rating that hold whatever the figures: better is never rated worse, and missing is never good."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rating_plans import AS_AT, Q2, action, measure, milestone, plan, reading, update

from pipeline.model import RatedPlan
from pipeline.rating import load_scheme, movement, rate
from pipeline.rating.order import GOOD
from pipeline.sheets.columns import Row
from pipeline.sheets.measures import Measure, Polarity, ToleranceUnit, Unit
from pipeline.sheets.ratings import Scale, Standing
from pipeline.sheets.updates import Outlook, Status

pytestmark = pytest.mark.slow

SCHEME = load_scheme(plan())[0]
LEVEL = {Standing.DONE: 0, Standing.ON_TRACK: 0, Standing.AT_RISK: 1, Standing.OFF_TRACK: 2}


def rated(*rows: Row) -> RatedPlan:
    return rate(plan(*rows), SCHEME)[0]


@st.composite
def measures(draw: st.DrawFn) -> Measure:
    unit = draw(st.sampled_from(list(Unit)))
    kinds = [ToleranceUnit.PERCENT, ToleranceUnit.POINTS] if unit is Unit.PERCENT else [ToleranceUnit.PERCENT]
    numbers = st.decimals(0, 100, places=1)
    tolerance = draw(st.none() | st.decimals(0, 20, places=1))
    low, high = sorted((draw(numbers), draw(numbers)))
    return measure(
        unit=unit,
        polarity=draw(st.sampled_from([Polarity.HIGH, Polarity.LOW, Polarity.RANGE])),
        decimals=draw(st.integers(0, 2)),
        target=draw(numbers),
        target_low=low,
        target_high=high,
        tolerance=tolerance,
        tolerance_unit=None if tolerance is None else draw(st.sampled_from(kinds)),
    )


def level(each: Measure, value: Decimal) -> int:
    return LEVEL[rated(each, reading(value)).measures[each.id].rating.standing]


FIGURES = st.decimals(0, 120, places=2)


@settings(max_examples=150, deadline=None)
@given(measures(), FIGURES, FIGURES)
def test_a_better_figure_never_makes_a_worse_rating(each: Measure, one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    if each.polarity is Polarity.RANGE:
        assert each.target_low is not None
        assert each.target_high is not None
        if high <= each.target_low:
            better, worse = high, low
        elif low >= each.target_high:
            better, worse = low, high
        else:
            return
    else:
        better, worse = (high, low) if each.polarity is Polarity.HIGH else (low, high)
    assert level(each, better) <= level(each, worse)


UPDATES = st.builds(
    lambda status, outlook, progress, completed, evidence, impact: update(
        status=status,
        outlook=outlook,
        progress=progress,
        completed=completed,
        evidence=evidence,
        impact_evidence=impact,
    ),
    st.none() | st.sampled_from(list(Status)),
    st.none() | st.sampled_from(list(Outlook)),
    st.sampled_from(["", "Two teams use it"]),
    st.none() | st.dates(date(2026, 8, 1), date(2026, 11, 30)),
    st.sampled_from(["", "Audit"]),
    st.sampled_from(["", "Children said so"]),
)
MILESTONES = st.lists(
    st.builds(
        milestone,
        st.dates(date(2026, 8, 1), date(2026, 12, 31)),
        st.none() | st.dates(date(2026, 8, 1), date(2026, 12, 31)),
    ),
    max_size=3,
)
DUE = st.integers(-90, 120).map(lambda days: AS_AT + timedelta(days=days))


@settings(max_examples=200, deadline=None)
@given(UPDATES, MILESTONES, DUE, DUE, st.booleans())
def test_a_later_due_date_never_makes_delivery_worse(
    said: Row, steps: list[Row], one: date, other: date, begun: bool
) -> None:
    """Of what is rated: an action late and without an update is rated late, in time it is not rated."""
    start = date(2026, 2, 1) if begun else date(2026, 11, 1)
    soon, late = (
        rated(action(start=start, original_due=due), said, *steps).actions["1.1"].delivery.standing
        for due in sorted((one, other))
    )
    if soon in LEVEL and late in LEVEL:
        assert LEVEL[late] <= LEVEL[soon]
    else:
        assert late not in LEVEL or soon not in (Standing.UNKNOWN, Standing.NOT_STARTED)


@settings(max_examples=150, deadline=None)
@given(UPDATES, MILESTONES, DUE, st.integers(1, 60))
def test_more_time_gone_never_makes_an_unchanged_action_better(
    said: Row, steps: list[Row], due: date, later: int
) -> None:
    given_ = plan(action(original_due=due), said, *steps)
    after = plan(action(original_due=due), said, as_at=AS_AT + timedelta(days=later))
    now, then = (rate(each, SCHEME)[0].actions["1.1"].delivery.standing for each in (given_, after))
    open_ = then is not Standing.DONE and getattr(said, "completed", None) is None
    if not steps and open_ and now in LEVEL and then in LEVEL:
        assert LEVEL[then] >= LEVEL[now]


EMPTY: list[dict[str, Any]] = [{"status": None, "progress": "", "outlook": Outlook.ON_TRACK}]


@settings(max_examples=100, deadline=None)
@given(DUE, MILESTONES, st.booleans(), st.sampled_from([None, *EMPTY]), st.booleans())
def test_an_action_without_an_update_is_never_good(
    due: date, steps: list[Row], begun: bool, said: dict[str, Any] | None, good_measure: bool
) -> None:
    rows: list[Row] = [
        action(start=date(2026, 2, 1) if begun else date(2026, 11, 1), original_due=due, measures=("A1",))
    ]
    rows += [update(**said)] if said else []
    rows += [measure(), reading(95)] if good_measure else []
    found = rated(*rows, *steps).actions["1.1"]
    assert found.delivery.standing not in GOOD
    assert found.impact.standing not in GOOD


@settings(max_examples=100, deadline=None)
@given(measures())
def test_a_measure_without_a_reading_is_never_good_and_never_bad(each: Measure) -> None:
    earlier = reading(100, Q2.before())
    assert rated(each, earlier).measures[each.id].rating.standing is Standing.UNKNOWN


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(UPDATES, DUE, st.booleans()), max_size=8))
def test_ratings_and_their_moves_add_up(rows: list[tuple[Any, date, bool]]) -> None:
    given_: list[Row] = []
    for n, (said, due, told) in enumerate(rows):
        given_.append(action(f"1.{n}", original_due=due))
        given_ += [said.model_copy(update={"action": f"1.{n}"})] if told else []
    now, before = rated(*given_), rated(*[row for row in given_ if isinstance(row, type(action()))])
    counts = Counter(each.delivery.name for each in now.actions.values())
    assert sum(counts[name] for name in SCHEME.names(Scale.DELIVERY)) == len(rows)
    found = movement(now, before)
    assert sum(move.scale is Scale.DELIVERY for move in found.ratings.values()) == len(rows)
