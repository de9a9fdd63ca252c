"""Working days in England: not a Saturday, a Sunday, Good Friday, Christmas Day or a bank holiday.

That is how the regulations about inspection reports count (SI 2007/462 reg 1) and how councils
count the five clear days that papers are open to the public. The day something happens on
(a letter received, a decision published) is never counted. Bank holidays come from the
``holidays`` package, moved, substitute and one-off days included.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
# The names the government prints, where the package has other words.
_NAMES = {
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
}


@dataclass(frozen=True, slots=True, order=True)
class BankHoliday:
    """A bank holiday or public holiday in England."""

    day: date
    name: str


def is_working_day(day: date) -> bool:
    """Whether offices are open: a weekday that is no bank holiday."""
    return day.weekday() < _SATURDAY and day not in _holidays_in(day.year)


def bank_holidays(after: date, until: date) -> tuple[BankHoliday, ...]:
    """Bank holidays on weekdays later than ``after`` and not later than ``until``: those a count leaves out."""
    return tuple(
        BankHoliday(day, name)
        for year in range(after.year, until.year + 1)
        for day, name in sorted(_holidays_in(year).items())
        if after < day <= until and day.weekday() < _SATURDAY
    )


def add_working_days(start: date, days: int) -> date:
    """The ``days``-th working day after ``start``, itself not counted; before it, where ``days`` is negative."""
    step = _ONE_DAY if days >= 0 else -_ONE_DAY
    day, left = start, abs(days)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def working_days_between(first: date, last: date) -> int:
    """How many working days lie wholly between two days, neither of them counted: the clear working days."""
    return sum(is_working_day(first + _ONE_DAY * n) for n in range(1, (last - first).days))


def working_days_after(start: date, until: date) -> int:
    """How many working days from the day after ``start`` to ``until``, that one counted."""
    return working_days_between(start, until + _ONE_DAY)


def publish_by(meeting: date, clear_days: int = 5) -> date:
    """The last working day to publish on that leaves ``clear_days`` clear working days before a meeting."""
    return add_working_days(meeting, -(clear_days + 1))


def notice_by(meeting: date, clear_calendar_days: int = 28) -> date:
    """The last day to give notice on that leaves that many clear days, weekends and holidays counted."""
    return meeting - _ONE_DAY * (clear_calendar_days + 1)


def clear_calendar_days(first: date, last: date) -> int:
    """How many days lie wholly between two days."""
    return max(0, (last - first).days - 1)


def call_in_ends(published: date, days: int = 5) -> date:
    """The last day members may call in a decision published on a day: its ``days``-th working day after."""
    return add_working_days(published, days)


def decision_effective(published: date, days: int = 5) -> date:
    """The first working day on which a decision not called in may be carried out."""
    return add_working_days(call_in_ends(published, days), 1)


@lru_cache(maxsize=256)
def _holidays_in(year: int) -> dict[date, str]:
    found = holidays.country_holidays("GB", subdiv="ENG", years=year, language="en_GB", expand=False)
    return {day: _name(name) for day, name in found.items() if day.year == year}


def _name(name: str) -> str:
    said = name.removesuffix(" (observed)")
    return _NAMES.get(said, said) + (" (substitute day)" if said != name else "")
