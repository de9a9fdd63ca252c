"""The next quarter's dates as last quarter's lay: proposals by working days, for a person to confirm."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from pipeline import wording
from pipeline.periods import Period, financial_year, month
from pipeline.sheets.measures import Frequency
from pipeline.working_days import add_working_days, is_working_day, working_days_after, working_days_between

_QUARTER = timedelta(weeks=13)


def as_far_from(end: date, was: date, was_end: date) -> date:
    """The day that is as many working days before or after ``end`` as ``was`` was of ``was_end``."""
    if was <= was_end:
        return add_working_days(end, -working_days_after(was, was_end))
    return add_working_days(end, working_days_after(was_end, was))


def how_far(was: date, was_end: date) -> str:
    """``10 working days before the quarter's end``."""
    days = working_days_after(was, was_end) if was <= was_end else working_days_after(was_end, was)
    return f"{wording.count(days, 'working day')} {'before' if was <= was_end else 'after'} the quarter's end"


def next_meeting(was: date) -> date:
    """Thirteen weeks later on the same weekday, or on the next working day after it."""
    day = was + _QUARTER
    return day if is_working_day(day) else add_working_days(day, 1)


def publish_before(meeting: date, was: date, was_meeting: date) -> date:
    """As many clear working days before a meeting as last time."""
    return add_working_days(meeting, -(working_days_between(was, was_meeting) + 1))


def notice_before(meeting: date, was: date, was_meeting: date) -> date:
    """As many days before a meeting as last time, or the working day before that."""
    day = meeting - (was_meeting - was)
    return day if is_working_day(day) else add_working_days(day, -1)


def expected(frequency: Frequency, quarter: Period) -> tuple[Period, ...]:
    """The periods of a quarter for which a measure has a reading: a year's in its last quarter."""
    if frequency is Frequency.QUARTERLY:
        return (quarter,)
    if frequency is Frequency.MONTHLY:
        first = quarter.start
        return tuple(month(first.year, first.month + step) for step in range(3))
    return (financial_year(quarter.start.year - 1),) if quarter.start.month == 1 else ()


def renamed(text: str, was: Period, now: Period) -> str:
    """A text with the old quarter's names made the new one's: ``2026-27 Q1``, ``2026-27-q1``, ``June 2026``."""
    for old, new in (
        (str(was), str(now)),
        (was.folder, now.folder),
        (was.folder.upper(), now.folder.upper()),
        (_short(was), _short(now)),
        (_ends(was), _ends(now)),
    ):
        text = text.replace(old, new)
    return text


def named_anew(text: str, was: Period, now: Period) -> str:
    """The name of a file or paper ``renamed``; a quarter without its year is the new one's too: ``KPIs Q1.xlsx``."""
    text = renamed(text, was, now)
    if re.search(r"20\d\d|\d\d[-/]\d\d", text):
        return text
    bare = rf"(?<![A-Za-z0-9])(Q|q|[Qq]uarter ){str(was)[-1]}(?![A-Za-z0-9])"
    return re.sub(bare, lambda found: f"{found[1]}{str(now)[-1]}", text)


def _short(period: Period) -> str:
    """``Q1 2026-27``, as others write it."""
    year, _, quarter = str(period).partition(" ")
    return f"{quarter} {year}"


def _ends(period: Period) -> str:
    return f"{calendar.month_name[period.end.month]} {period.end.year}"
