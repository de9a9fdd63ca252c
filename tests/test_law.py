from datetime import date, timedelta

import pytest

from pipeline import law
from pipeline.law import CALL_IN, DRAFT, REPORT, STATEMENT, TIME_LIMITS, Days, deadline
from pipeline.periods import quarter
from pipeline.sheets.details import Details

DETAILS = Details(
    council="Exampleshire Council",
    plan_title="Children's Improvement Plan",
    service="children's social care",
    quarter=quarter(2026, 2),
    as_at=date(2026, 9, 30),
    plan_start=date(2025, 4, 1),
    plan_end=date(2027, 3, 31),
    inspection="focused visit",
    inspection_topic="children subject to a child protection plan",
    inspection_date=date(2025, 12, 2),
    letter_received=date(2026, 1, 5),
    letter_published=date(2026, 1, 26),
    board="Children's Improvement Board",
    board_chair="Independent Chair",
    director="Executive Director of Children's Services",
    scrutiny="Children's Overview Committee",
    updates_open=date(2026, 9, 21),
    updates_close=date(2026, 10, 16),
)


def test_deadlines_run_from_the_day_the_letter_was_received_and_not_from_its_publication():
    found = law.deadlines(DETAILS)
    assert (found.draft.due, found.report.due, found.statement_due) == (
        date(2026, 2, 2),
        date(2026, 2, 16),
        date(2026, 4, 15),
    )
    assert law.deadlines(DETAILS.model_copy(update={"letter_published": date(2026, 3, 2)})) == found


def test_the_working_shows_the_arithmetic_and_the_bank_holidays_left_out():
    assert law.deadlines(DETAILS).statement.working == (
        "70 working days after Monday 5 January 2026, the day the letter was received (that day not counted), "
        "leaving out weekends and 2 bank holidays (Good Friday, 3 April 2026; Easter Monday, 6 April 2026)"
    )


def test_the_working_reads_well_with_one_bank_holiday_or_none():
    assert deadline(DRAFT, date(2026, 8, 17)).working.endswith(
        "leaving out weekends and 1 bank holiday (Summer bank holiday, 31 August 2026)"
    )
    assert deadline(DRAFT, date(2026, 9, 7)).working.endswith("leaving out weekends")


def test_the_working_of_the_two_letters_that_were_confused():
    # The plan "due at the beginning of April" fits the letter as received, not as published.
    assert deadline(STATEMENT, date(2023, 12, 20)).due == date(2024, 4, 3)
    assert deadline(STATEMENT, date(2024, 1, 12)).due == date(2024, 4, 23)


@pytest.mark.parametrize(
    ("as_at", "said"),
    [
        (
            date(2026, 4, 1),
            "As at 1 April 2026, the statement of proposed action is due on 15 April 2026, with 8 working days left.",
        ),
        (
            date(2026, 4, 14),
            "As at 14 April 2026, the statement of proposed action is due on 15 April 2026, with 1 working day left.",
        ),
        (date(2026, 4, 15), "As at 15 April 2026, the statement of proposed action is due that day."),
        (
            date(2026, 9, 30),
            "As at 30 September 2026, the statement of proposed action was due 168 days ago, on 15 April 2026.",
        ),
    ],
)
def test_the_position_says_whether_the_statement_was_or_is_due(as_at, said):
    assert law.deadlines(DETAILS).position(as_at) == said


def test_every_time_limit_says_what_it_is_where_it_comes_from_and_how_it_was_read():
    assert len({limit.name for limit in TIME_LIMITS}) == len(TIME_LIMITS)
    for limit in TIME_LIMITS:
        assert limit.days > 0
        assert all((limit.runs_from, limit.citation, limit.as_read, limit.sentence))
        assert isinstance(limit.kind, Days)


def test_the_numbers_of_days_are_those_of_the_law():
    assert {limit.name: (limit.days, limit.kind.value) for limit in TIME_LIMITS} == {
        "statement of proposed action": (70, "working days"),
        "draft statement": (20, "working days"),
        "publication of the report": (30, "working days"),
        "papers of the executive": (5, "clear working days"),
        "papers of the council and its committees": (5, "clear working days"),
        "notice of a key decision": (28, "clear days"),
        "notice of a private meeting": (28, "clear days"),
        "call-in": (5, "working days"),
    }


def test_a_longer_time_limit_falls_later():
    start = date(2026, 1, 5)
    for _ in range(30):
        start += timedelta(days=13)
        assert deadline(CALL_IN, start).due < deadline(DRAFT, start).due < deadline(REPORT, start).due


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (date(2026, 4, 14), "sent on 14 April 2026, 1 working day before 15 April 2026, the day it was due."),
        (date(2026, 4, 15), "sent on 15 April 2026, the day it was due."),
        (date(2026, 4, 20), "sent on 20 April 2026, 3 working days after 15 April 2026, the day it was due."),
        (date(2026, 10, 2), "was due 168 days ago, on 15 April 2026."),
    ],
)
def test_a_statement_that_was_sent_is_said_to_have_been_sent_once_it_was(sent, said):
    assert law.deadlines(DETAILS).position(date(2026, 9, 30), sent).endswith(said)
