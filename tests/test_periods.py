"""Periods as people write them, and the ones beside them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.periods import Period, academic_year, calendar_year, financial_year, month, parse_period, quarter

WRITTEN = """
2026-27 Q2        | 2026-27 Q2
2026/27 Q2        | 2026-27 Q2
2026-27-q2        | 2026-27 Q2
Q2 2026/27        | 2026-27 Q2
quarter 2 2026-27 | 2026-27 Q2
Jul-Sep 2026      | 2026-27 Q2
Jul-26 to Sep-26   | 2026-27 Q2
1 Jul 2026 to 30 Sep 2026 | 2026-27 Q2
quarter to September 2026 | 2026-27 Q2
AY 2025/26         | academic year 2025/26
Jan to Mar 2026   | 2025-26 Q4
Sept 26           | September 2026
September 2026    | September 2026
2026-09           | September 2026
Sep-26            | September 2026
May 2026          | May 2026
2025-26           | 2025-26
2025/26           | 2025-26
2011-12           | 2011-12
Q2 26/27          | 2026-27 Q2
26-27 Q2          | 2026-27 Q2
Qtr 2, 2026/2027  | 2026-27 Q2
FY 2026/27        | 2026-27
25/26             | 2025-26
Q2 (Jul-Sep) 2026-27 | 2026-27 Q2
quarter ending 30 September 2026 | 2026-27 Q2
Jul - Sep 26      | 2026-27 Q2
Sep'26            | September 2026
Sept. 2026   | September 2026
09/2026           | September 2026
12/2011           | December 2011
year ending 31 March 2026 | 2025-26
academic year 2025/26 | academic year 2025/26
2025-26 academic year | academic year 2025/26
School year 25/26 | academic year 2025/26
calendar year 2025 | calendar year 2025
"""


@pytest.mark.parametrize("line", WRITTEN.strip().splitlines())
def test_periods_are_read_as_people_write_them(line: str) -> None:
    typed, said = (part.strip() for part in line.split("|"))
    assert str(parse_period(typed)) == said


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "Q5 2026-27",
        "2026-28 Q1",
        "2026-29",
        "Aug-Oct 2026",
        "Septober 2026",
        "ju 2026",
        "Q2",
        "soon",
        "11/12",
        "26/28",
        "13/2026",
        "academic year 2025/27",
        "academic year 2025",
        "calendar year 25",
    ],
)
def test_what_is_no_period_is_none(typed: str) -> None:
    assert parse_period(typed) is None


periods = st.one_of(
    st.builds(month, st.integers(2001, 2098), st.integers(1, 12)),
    st.builds(quarter, st.integers(2001, 2098), st.integers(1, 4)),
    st.builds(financial_year, st.integers(2001, 2098)),
    st.builds(academic_year, st.integers(2001, 2098)),
    st.builds(calendar_year, st.integers(2001, 2098)),
)


@given(periods)
def test_a_period_reads_back_and_its_neighbours_meet_it(period: Period) -> None:
    assert parse_period(str(period)) == period
    assert period.after().before() == period
    assert period.before() < period < period.after()
    assert (period.after().start - period.end).days == 1
    assert period.year_before().span is period.span
    assert period.year_before().start == date(period.start.year - 1, period.start.month, 1)
