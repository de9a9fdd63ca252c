"""Months, quarters and years (financial from 1 April, academic from 1 September, calendar), and how people write them."""

from __future__ import annotations

import calendar
import re
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


_YEAR = r"(?:fy ?)?(?P<first>20\d\d|\d\d) ?[-/] ?(?P<second>(?:20)?\d\d)"
_QUARTER = r"q(?:uarter|tr)?\.? ?(?P<q>[1-4])"
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}[ ,-]*{_QUARTER}",
        rf"{_QUARTER}[ ,-]*(?:of )?{_YEAR}",
        r"(?P<start>20\d\d)-(?P<number>0[1-9]|1[0-2])",
        r"(?P<before>0?[1-9]|1[0-2])[/.](?P<start>20\d\d)",
        rf"{_YEAR}",
        rf"(?:academic|school|ay) ?(?:year )?{_YEAR}(?P<academic>)",
        rf"{_YEAR} (?:(?:academic|school) year|ay)(?P<academic>)",
        r"calendar (?:year )?(?P<calendar>20\d\d)",
        r"(?P<calendar>20\d\d) calendar year",
        r"(?:financial )?year (?:to|ending|ended)(?: 31(?:st)?)?(?: of)? march (?P<end>20\d\d)",
        rf"{_MONTH} ?(?:to|-|/) ?(?P<last>[a-z]{{3,9}})\.? ?'?(?P<start>(?:20)?\d\d)",
        rf"(?:1 )?{_MONTH}[ '-]*(?P<opened>(?:20)?\d\d) ?(?:to|-) ?(?:3[01] )?(?P<last>[a-z]{{3,9}})\.?[ '-]*(?P<start>(?:20)?\d\d)",
        rf"(?:quarter|q/?e|quarter to) (?:ending |ended )?(?:3[01](?:st|th)? )?{_MONTH} ?'?(?P<closing>(?:20)?\d\d)",
        rf"{_MONTH}[ '/-]*(?P<start>(?:20)?\d\d)",
    )
)


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
    for form in _FORMS:
        if (match := form.fullmatch(words)) and (found := _said(match.groupdict())) is not None:
            return found
    return None


def _said(parts: dict[str, str | None]) -> Period | None:
    """The period that the parts of a text name, where they agree with each other."""
    first, second = parts.get("first"), parts.get("second")
    if given := parts.get("calendar"):
        return calendar_year(int(given))
    if first and second and parts.get("academic") is not None:
        return academic_year(2000 + int(first[-2:])) if _follows(first, second) else None
    if first and second:
        # 26/27 is a year, 11/12 may be a day or a month; a quarter beside it says that it is a year.
        if not _follows(first, second) or (len(first) == 2 and int(first) < 13 and not parts.get("q")):
            return None
        year = 2000 + int(first[-2:])
        return quarter(year, int(parts["q"] or 0)) if parts.get("q") else financial_year(year)
    if end := parts.get("end"):
        return financial_year(int(end) - 1)
    if closing := parts.get("closing"):
        last = month_number(parts["month"] or "")
        return _period(2000 + int(closing[-2:]), last - 2, 3) if last and last % 3 == 0 else None
    year = 2000 + int((parts.get("start") or "")[-2:])
    if (opened := parts.get("opened")) and 2000 + int(opened[-2:]) != year:
        return None
    if number := parts.get("number"):
        if len(number) == 2 and _follows(parts["start"] or "", number):
            return financial_year(year)  # 2011-12
        return month(year, int(number))
    if before := parts.get("before"):
        return month(year, int(before))
    named, last = month_number(parts.get("month") or ""), month_number(parts.get("last") or "")
    if parts.get("last"):
        return _period(year, named, 3) if named and last == named + 2 and (named - 1) % 3 == 0 else None
    return month(year, named) if named else None


def _follows(first: str, second: str) -> bool:
    return (int(first) + 1) % 100 == int(second[-2:])


def month_number(name: str) -> int | None:
    """1 to 12 for a month's name or its beginning of three letters or more; ``sept`` is such a one."""
    return next((n for n, full in enumerate(_MONTHS) if n and full.startswith(name)), None)


def _period(year: int, first_month: int, months: int) -> Period:
    after = year * 12 + first_month - 1 + months
    return Period(date(year, first_month, 1), date(after // 12, after % 12 + 1, 1) - timedelta(days=1))
