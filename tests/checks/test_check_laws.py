"""What holds of checks for all dates and figures, not only for examples."""

import dataclasses
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import action, meeting, plan, rated, reading

from pipeline.checks.dates import dates_in_order
from pipeline.checks.meetings import key_decision_noticed, published_in_time
from pipeline.checks.readings import figures_possible
from pipeline.model import RatedPlan
from pipeline.working_days import notice_by, publish_by

SOUND = rated()
DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))


def with_rows(**rows) -> RatedPlan:
    """The sound plan with other rows, not rated anew."""
    return dataclasses.replace(SOUND, plan=plan(**rows))


@given(DAYS, st.integers(0, 30))
def test_a_paper_is_late_exactly_when_published_after_the_last_day(day, earlier):
    published = day - timedelta(days=earlier)
    late = list(published_in_time(with_rows(meetings=[meeting(day=day, publish_on=published)]), None))
    # A weekend or bank holiday just after the last working day still leaves five clear working days.
    last = publish_by(day)
    next_open = publish_by(day, 4)
    assert bool(late) == (published >= next_open)
    assert not late or published > last


@given(DAYS, st.integers(0, 60))
def test_a_key_decision_is_short_of_notice_exactly_after_the_last_day(day, earlier):
    noticed = day - timedelta(days=earlier)
    found = list(key_decision_noticed(with_rows(meetings=[meeting(day=day, notice_published=noticed)]), None))
    assert bool(found) == (noticed > notice_by(day))


@given(st.integers(0, 900), st.integers(1, 900), st.integers(0, 3), st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]))
def test_a_percentage_rounded_by_any_hand_is_no_fault_and_one_that_is_further_off_is(part, rest, decimals, rounding):
    exact = Decimal(part) * 100 / (part + rest)
    step = Decimal(1).scaleb(-decimals)
    rounded = exact.quantize(step, rounding)
    measure = plan().measures[0].model_copy(update={"decimals": decimals})

    def found(value: Decimal) -> list[str]:
        now = with_rows(measures=[measure], readings=[reading(numerator=part, denominator=part + rest, value=value)])
        return [each.message for each in figures_possible(now, None)]

    assert found(rounded) == []
    assert found(exact) == []
    assert found(rounded + 2 * step) != []


@given(DAYS, DAYS)
def test_dates_are_in_order_or_said_not_to_be(start, due):
    rows = [action(start=start, original_due=due)]
    details = plan().details.model_copy(update={"plan_end": date(2033, 1, 1)})
    now = with_rows(actions=rows, details=[details])
    assert bool(list(dates_in_order(now, None))) == (start > due)


@pytest.mark.parametrize(
    "text",
    [
        "Call 01632 960101 or see paragraph 4.2 of the plan dated 3 April 2026.",
        "Measures A1 and C2, actions 1.1 to 1.12 and SI 2012/2089 apply.",
        "Born of a review in 2025, the form is used by 12 teams.",
        "Contract 1234567890 was let on 30/09/2026.",
        "The children were born in this county.",
        "Babies born in 2025 had 3 visits; of 40 born at 24 weeks, all were seen.",
        "Babies born in April 2026 were seen within 14 days.",
        "The audit found the date of birth missing in 3 records of 40.",
    ],
)
def test_ordinary_words_name_no_one(text: str) -> None:
    from pipeline.checks.identifiers import IDENTIFIERS

    assert [what for what, holds in IDENTIFIERS if holds(text)] == []


@pytest.mark.parametrize(
    "said", ["01632 960101", "+44 (0)1632 960101", "01632 960101 ext 12", "01632-960-101", "(01632) 960101"]
)
def test_telephones_as_people_write_them_are_telephones(said: str) -> None:
    from pipeline.checks.headers import officer_reachable

    assert list(officer_reachable(rated(meetings=[meeting(telephone=said)]), None)) == []
