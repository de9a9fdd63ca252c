"""Months, quarters and financial years (1 April to 31 March), and how people write them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_MONTHS = [name.lower() for name in calendar.month_name]


class Span(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A month, a quarter or a financial year. Ordered by its first day, then its last."""

    start: date
    end: date

    @property
    def span(self) -> Span:
        days = (self.end - self.start).days
        return Span.MONTH if days < 32 else Span.QUARTER if days < 100 else Span.YEAR

    def __str__(self) -> str:
        """``2026-27 Q2``, ``September 2026`` or ``2026-27``."""
        if self.span is Span.MONTH:
            return f"{calendar.month_name[self.start.month]} {self.start.year}"
        first = self.start.year if self.start.month >= 4 else self.start.year - 1
        year = f"{first}-{(first + 1) % 100:02d}"
        if self.span is Span.YEAR:
            return year
        return f"{year} Q{(self.start.month - 4) % 12 // 3 + 1}"

    @property
    def folder(self) -> str:
        """The name of its folder: ``2026-27-q2``."""
        return str(self).lower().replace(" ", "-")

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
    return _period(first_year, 4, 12)


def parse_period(text: str) -> Period | None:
    """What a person wrote as a period, or None.

    Understands ``2026-27 Q2``, ``2026/27 Q2``, ``2026-27-q2``, ``Q2 2026/27``, ``Sep 2026``,
    ``September 26``, ``2026-09``, ``Jul-Sep 2026``, ``2025-26`` and ``2025/26``.
    """
    words = re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("\u2013", "-")).strip().lower()
    year = r"(?P<first>20\d\d) ?[-/] ?(?P<second>(?:20)?\d\d)"
    if match := re.fullmatch(year + r"[ -]*q(?:uarter)? ?(?P<q>[1-4])", words) or re.fullmatch(
        r"q(?:uarter)? ?(?P<q>[1-4])[ -]*(?:of )?" + year, words
    ):
        return quarter(int(match["first"]), int(match["q"])) if _follows(match["first"], match["second"]) else None
    if match := re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", words):
        if not _follows(match[1], match[2]):
            return month(int(match[1]), int(match[2]))
        return financial_year(int(match[1]))
    if match := re.fullmatch(year, words):
        return financial_year(int(match["first"])) if _follows(match["first"], match["second"]) else None
    if match := re.fullmatch(r"([a-z]{3,9})\.? ?(?:to|-) ?([a-z]{3,9})\.? (20\d\d)", words):
        first, last = _month_number(match[1]), _month_number(match[2])
        if first and last and (first - 1) % 3 == 0 and last == first + 2:
            return _period(int(match[3]), first, 3)
        return None
    if match := re.fullmatch(r"([a-z]{3,9})\.?[ '-]*((?:20)?\d\d)", words):
        number = _month_number(match[1])
        return month(2000 + int(match[2][-2:]), number) if number else None
    return None


def _follows(first: str, second: str) -> bool:
    return (int(first) + 1) % 100 == int(second[-2:])


def _month_number(name: str) -> int | None:
    """1 to 12 for a month's name or its beginning of three letters or more; ``sept`` is such a one."""
    return next((n for n, full in enumerate(_MONTHS) if n and full.startswith(name)), None)


def _period(year: int, first_month: int, months: int) -> Period:
    after = year * 12 + first_month - 1 + months
    return Period(date(year, first_month, 1), date(after // 12, after % 12 + 1, 1) - timedelta(days=1))
