from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.working_days import (
    add_working_days,
    bank_holidays,
    call_in_ends,
    clear_calendar_days,
    decision_effective,
    is_working_day,
    notice_by,
    publish_by,
    working_days_after,
    working_days_between,
)

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


def table(text: str) -> list[list[str]]:
    return [line.split() for line in text.strip().splitlines() if not line.startswith("#")]


def iso(text: str) -> date:
    return date.fromisoformat(text)


INSPECTION = """
# letter      working   falls on
# received    days
2023-12-20    20        2024-01-22
2023-12-20    70        2024-04-03
2024-01-12    20        2024-02-09
2024-01-12    70        2024-04-23
2023-12-19    70        2024-04-02
2023-12-22    70        2024-04-05
2026-01-05    20        2026-02-02
2026-01-05    30        2026-02-16
2026-01-05    70        2026-04-15
"""


@pytest.mark.parametrize(("received", "days", "due"), table(INSPECTION))
def test_time_limits_after_a_letter_leave_out_the_day_it_came(received, days, due):
    assert add_working_days(iso(received), int(days)) == iso(due)


MEETINGS = """
# meeting     publish by   notice by
2024-03-13    2024-03-05   2024-02-13
2024-03-21    2024-03-13   2024-02-21
2025-04-23    2025-04-11   2025-03-25
2026-01-07    2025-12-29   2025-12-09
2026-05-13    2026-05-05   2026-04-14
2026-11-11    2026-11-03   2026-10-13
# after a weekend: a Monday meeting's papers go out on a Friday
2026-11-16    2026-11-06   2026-10-18
"""


@pytest.mark.parametrize(("meeting", "publish", "notice"), table(MEETINGS))
def test_papers_and_notices_leave_clear_days(meeting, publish, notice):
    assert publish_by(iso(meeting)) == iso(publish)
    assert notice_by(iso(meeting)) == iso(notice)


CALL_IN = """
# published   call-in ends  effective
2024-09-11    2024-09-18    2024-09-19
2025-07-09    2025-07-16    2025-07-17
2024-03-13    2024-03-20    2024-03-21
2024-03-27    2024-04-05    2024-04-08
"""


@pytest.mark.parametrize(("published", "ends", "effective"), table(CALL_IN))
def test_a_decision_takes_effect_after_five_working_days(published, ends, effective):
    assert call_in_ends(iso(published)) == iso(ends)
    assert decision_effective(iso(published)) == iso(effective)


HOLIDAYS = """
# day         open?
2020-05-04    yes      # the early May holiday, moved
2020-05-08    no       # to VE Day
2022-05-30    yes      # the spring holiday, moved
2022-06-02    no
2022-06-03    no       # Platinum Jubilee, added
2022-09-19    no       # State Funeral, added
2022-12-26    no       # Christmas Day on a Sunday
2022-12-27    no
2023-01-02    no       # New Year's Day on a Sunday
2023-05-08    no       # Coronation, added
2026-04-03    no       # Good Friday
2026-12-28    no       # Boxing Day on a Saturday
2027-12-27    no       # Christmas and Boxing Day on a weekend
2027-12-28    no
2027-12-29    yes
2028-01-03    no       # New Year's Day on a Saturday
2026-03-17    yes      # Saint Patrick's Day: Northern Ireland only
2026-08-03    yes      # Scotland's summer holiday
2026-11-30    yes      # Saint Andrew's Day
2026-11-28    no       # Saturday
2026-11-29    no       # Sunday
"""


@pytest.mark.parametrize(("day", "answer"), [row[:2] for row in table(HOLIDAYS)])
def test_bank_holidays_of_england_moved_added_and_substitute(day, answer):
    assert is_working_day(iso(day)) is (answer == "yes")


def test_bank_holidays_left_out_of_a_count_are_named_as_the_government_names_them():
    found = bank_holidays(date(2026, 12, 24), date(2027, 5, 31))
    assert [f"{holiday.day} {holiday.name}" for holiday in found] == [
        "2026-12-25 Christmas Day",
        "2026-12-28 Boxing Day (substitute day)",
        "2027-01-01 New Year's Day",
        "2027-03-26 Good Friday",
        "2027-03-29 Easter Monday",
        "2027-05-03 Early May bank holiday",
        "2027-05-31 Spring bank holiday",
    ]


def test_bank_holidays_exclude_the_first_day_and_weekends():
    assert bank_holidays(date(2026, 4, 3), date(2026, 4, 5)) == ()
    assert bank_holidays(date(2026, 12, 25), date(2026, 12, 27)) == ()


def test_clear_days_count_neither_end():
    assert working_days_between(date(2026, 11, 3), date(2026, 11, 11)) == 5
    assert working_days_after(date(2026, 11, 3), date(2026, 11, 11)) == 6
    assert clear_calendar_days(date(2026, 10, 13), date(2026, 11, 11)) == 28
    assert clear_calendar_days(date(2026, 11, 11), date(2026, 11, 11)) == 0
    assert working_days_between(date(2026, 11, 11), date(2026, 11, 3)) == 0


@given(DAYS, st.integers(1, 90))
def test_counting_forward_lands_on_a_working_day_that_many_on(start, days):
    due = add_working_days(start, days)
    assert is_working_day(due)
    assert working_days_after(start, due) == days


@given(DAYS, st.integers(1, 90))
def test_counting_forward_from_a_working_day_and_back_returns(start, days):
    there = add_working_days(start, days)
    assert add_working_days(there, -days) == start or not is_working_day(start)


@given(DAYS, st.integers(1, 10))
def test_publishing_in_time_leaves_the_clear_days_and_a_day_later_does_not(meeting, clear):
    last = publish_by(meeting, clear)
    assert working_days_between(last, meeting) == clear
    assert working_days_between(add_working_days(last, 1), meeting) == clear - 1


@given(DAYS, st.integers(0, 60))
def test_notice_in_time_leaves_the_clear_days(meeting, clear):
    assert clear_calendar_days(notice_by(meeting, clear), meeting) == clear
    assert clear_calendar_days(notice_by(meeting, clear) + timedelta(days=1), meeting) == max(0, clear - 1)
