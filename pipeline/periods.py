"""Months, quarters and years (financial from 1 April, academic from 1 September, calendar), and how people write them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

_FINANCIAL, _ACADEMIC, _CALENDAR = 4, 9, 1
_KINDS = {_FINANCIAL: "financial", _ACADEMIC: "academic", _CALENDAR: "calendar"}
_MONTHS = [name.lower() for name in calendar.month_name]


class Span(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A month, a quarter or a year. Ordered by its first day, then its last."""

    start: date
    end: date

    @property
    def span(self) -> Span:
        days = (self.end - self.start).days
        return Span.MONTH if days < 32 else Span.QUARTER if days < 100 else Span.YEAR

    def __str__(self) -> str:
        """``2026-27 Q2``, ``September 2026``, ``2026-27``, ``academic year 2026/27`` or ``calendar year 2026``."""
        if self.span is Span.MONTH:
            return f"{calendar.month_name[self.start.month]} {self.start.year}"
        if self.span is Span.YEAR and self.start.month != _FINANCIAL:
            return f"{self.kind} year {self.name}"
        if self.span is Span.YEAR:
            return self.name
        first = self.start.year if self.start.month >= _FINANCIAL else self.start.year - 1
        return f"{financial_year(first).name} Q{(self.start.month - _FINANCIAL) % 12 // 3 + 1}"

    @property
    def kind(self) -> str:
        """What kind of year a year is: financial, academic or calendar."""
        return _KINDS[self.start.month]

    @property
    def name(self) -> str:
        """A year without its kind: ``2026-27``, ``2026/27`` or ``2026``."""
        between = {_FINANCIAL: "-", _ACADEMIC: "/"}.get(self.start.month)
        return f"{self.start.year}{between}{self.end.year % 100:02d}" if between else str(self.start.year)

    @property
    def folder(self) -> str:
        """The name of its folder: ``2026-27-q2``."""
        return str(self).lower().replace(" ", "-")

    @property
    def quarter(self) -> Period:
        """The quarter that it ends in."""
        return _period(self.end.year, (self.end.month - 1) // 3 * 3 + 1, 3)

    @property
    def quarter_end(self) -> Period:
        """The last month of the quarter that it ends in."""
        return _period(self.end.year, (self.end.month + 2) // 3 * 3, 1)

    def before(self) -> Period:
        """The period of the same length just before this one."""
        return self._moved(-1)

    def after(self) -> Period:
        """The period of the same length just after this one."""
        return self._moved(1)

    def year_before(self) -> Period:
        """The same period a year earlier."""
        return _period(self.start.year - 1, self.start.month, self._months())

    def _months(self) -> int:
        return {Span.MONTH: 1, Span.QUARTER: 3, Span.YEAR: 12}[self.span]

    def _moved(self, steps: int) -> Period:
        months = self.start.year * 12 + self.start.month - 1 + steps * self._months()
        return _period(months // 12, months % 12 + 1, self._months())


def month(year: int, number: int) -> Period:
    """A calendar month, 1 to 12."""
    return _period(year, number, 1)


def quarter(first_year: int, number: int) -> Period:
    """Quarter 1 to 4 of the financial year that starts in April of ``first_year``."""
    months = first_year * 12 + 3 + (number - 1) * 3
    return _period(months // 12, months % 12 + 1, 3)


def financial_year(first_year: int) -> Period:
    """The year from 1 April of ``first_year``."""
    return _period(first_year, _FINANCIAL, 12)


def academic_year(first_year: int) -> Period:
    """The year from 1 September of ``first_year``."""
    return _period(first_year, _ACADEMIC, 12)


def calendar_year(year: int) -> Period:
    """The year from 1 January."""
    return _period(year, _CALENDAR, 12)


Said = Mapping[str, str]
"""The parts of a text that names a period, by the names of the groups in its form."""


def _year(said: str) -> int:
    return 2000 + int(said[-2:])


def _of_quarter(said: Said) -> Period | None:
    return quarter(_year(said["first"]), int(said["q"])) if _follows(said["first"], said["second"]) else None


def _of_year(said: Said) -> Period | None:
    # 26/27 is a year, 11/12 may be a day or a month.
    if not _follows(said["first"], said["second"]) or (len(said["first"]) == 2 and int(said["first"]) < 13):
        return None
    return financial_year(_year(said["first"]))


def _of_academic_year(said: Said) -> Period | None:
    return academic_year(_year(said["first"])) if _follows(said["first"], said["second"]) else None


def _of_calendar_year(said: Said) -> Period:
    return calendar_year(int(said["calendar"]))


def _to_march(said: Said) -> Period:
    return financial_year(int(said["end"]) - 1)


def _of_numbered_month(said: Said) -> Period:
    if _follows(said["start"], said["number"]):
        return financial_year(_year(said["start"]))  # 2011-12
    return month(_year(said["start"]), int(said["number"]))


def _of_month_before_year(said: Said) -> Period:
    return month(_year(said["start"]), int(said["number"]))


def _of_months(said: Said) -> Period | None:
    first, last, year = month_number(said["month"]), month_number(said["last"]), _year(said["start"])
    if not first or last != first + 2 or (first - 1) % 3 or _year(said.get("opened", said["start"])) != year:
        return None
    return _period(year, first, 3)


def _to_month(said: Said) -> Period | None:
    last = month_number(said["month"])
    return _period(_year(said["closing"]), last - 2, 3) if last and last % 3 == 0 else None


def _of_month(said: Said) -> Period | None:
    named = month_number(said["month"])
    return month(_year(said["start"]), named) if named else None


_YEARS = r"(?:fy ?)?(?P<first>20\d\d|\d\d) ?[-/] ?(?P<second>(?:20)?\d\d)"
_QUARTER = r"q(?:uarter|tr)?\.? ?(?P<q>[1-4])"
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[Said], Period | None]], ...] = tuple(
    (re.compile(form), meant)
    for form, meant in (
        (rf"{_YEARS}[ ,-]*{_QUARTER}", _of_quarter),
        (rf"{_QUARTER}[ ,-]*(?:of )?{_YEARS}", _of_quarter),
        (r"(?P<start>20\d\d)-(?P<number>0[1-9]|1[0-2])", _of_numbered_month),
        (r"(?P<number>0?[1-9]|1[0-2])[/.](?P<start>20\d\d)", _of_month_before_year),
        (_YEARS, _of_year),
        (rf"(?:academic|school|ay) ?(?:year )?{_YEARS}", _of_academic_year),
        (rf"{_YEARS} (?:(?:academic|school) year|ay)", _of_academic_year),
        (r"calendar (?:year )?(?P<calendar>20\d\d)", _of_calendar_year),
        (r"(?P<calendar>20\d\d) calendar year", _of_calendar_year),
        (r"(?:financial )?year (?:to|ending|ended)(?: 31(?:st)?)?(?: of)? march (?P<end>20\d\d)", _to_march),
        (rf"{_MONTH} ?(?:to|-|/) ?(?P<last>[a-z]{{3,9}})\.? ?'?(?P<start>(?:20)?\d\d)", _of_months),
        (
            rf"(?:1 )?{_MONTH}[ '-]*(?P<opened>(?:20)?\d\d) ?(?:to|-) ?(?:3[01] )?(?P<last>[a-z]{{3,9}})\.?[ '-]*"
            r"(?P<start>(?:20)?\d\d)",
            _of_months,
        ),
        (
            rf"(?:quarter|q/?e|quarter to) (?:ending |ended )?(?:3[01](?:st|th)? )?{_MONTH} ?'?(?P<closing>(?:20)?\d\d)",
            _to_month,
        ),
        (rf"{_MONTH}[ '/-]*(?P<start>(?:20)?\d\d)", _of_month),
    )
)
"""How people write periods, and what each form means; the first that fits and makes sense is taken."""


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period | None:
    """What a person wrote as a period, or None.

    Understands ``2026-27 Q2``, ``2026/27 Q2``, ``2026-27-q2``, ``Q2 2026/27``, ``Qtr 2 26/27``, ``Sep 2026``,
    ``September 26``, ``Sep-26``, ``2026-09``, ``09/2026``, ``Jul-Sep 2026``, ``Jul-26 to Sep-26``, ``quarter ending Sept 26``,
    ``2025-26``, ``25/26``, ``year ending 31 March 2026``, ``academic year 2025/26`` and ``calendar year 2025``. Words in brackets are left out of account.
    """
    words = text.replace("\u00a0", " ").replace("\u2013", "-").replace("\u2019", "'").lower()
    words = re.sub(r"\([^)]*\)", " ", words)
    words = re.sub(r"\s+", " ", words).strip(" .,:;")
    for form, meant in _FORMS:
        if (match := form.fullmatch(words)) and (found := meant(match.groupdict())) is not None:
            return found
    return None


def _follows(first: str, second: str) -> bool:
    return (int(first) + 1) % 100 == int(second[-2:])


def month_number(name: str) -> int | None:
    """1 to 12 for a month's name or its beginning of three letters or more; ``sept`` is such a one."""
    return next((n for n, full in enumerate(_MONTHS) if n and full.startswith(name)), None)


def _period(year: int, first_month: int, months: int) -> Period:
    after = year * 12 + first_month - 1 + months
    return Period(date(year, first_month, 1), date(after // 12, after % 12 + 1, 1) - timedelta(days=1))
