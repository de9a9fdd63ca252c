"""Dates in the ways people in the United Kingdom type them: the day first, then the month."""

from __future__ import annotations

import calendar
import re
from datetime import date

from pipeline.wording import weekday

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_DAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_SHORT = {"weds": "wed"}  # not the beginning of its name, as sept, tues and thurs are
_WEEKDAY = re.compile(r"^(?P<name>[a-z]{2,9})\.?,? +(?=\d)")
_NUMBERS = re.compile(r"(\d{1,2}) ?([/.\-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})")
_WORDS = re.compile(r"(\d{1,2}) ?(?:st|nd|rd|th)?(?: of)?[ \-/,.]*([a-z]{3,9})\.?[ \-/,.']*(\d{4}|\d{2})")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? (\d{1,2}) ?(?:st|nd|rd|th)?,? (\d{4})")
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[t ]00:00(?::00(?:\.0+)?)?z?)?")
_MIDNIGHT = re.compile(r" 00:00(?::00)?$")


class NotADate(ValueError):
    """Why a text is no date; its message follows the text ("is not a date: June has 30 days")."""


def parse_date(text: str) -> date:
    """The date a person wrote, such as 30/9/26, 30.9.2026, Wed 30th September 2026 or 2026-09-30.

    Two-figure years are of this century. Raises NotADate with the reason in the officer's words.
    """
    words = re.sub(r"[\s\u00a0]+", " ", text).strip().lower()
    words = words.replace("\u2013", "-").replace("\u2011", "-").replace("\u2019", "'").rstrip(".,;")
    said = None
    if match := _WEEKDAY.match(words):
        said = _named(match["name"], _DAYS)
        if said is not None:
            words = words[match.end() :]
    found = _read(_MIDNIGHT.sub("", words))
    if found is None:
        raise NotADate("is a description, not a date" if re.search(r"[a-z]{2}|\?", words) else "is not a date")
    if said is not None and found.weekday() != said:
        raise NotADate(f"has the wrong day of the week: that day is {weekday(found)}")
    return found


def _read(words: str) -> date | None:
    if match := _ISO.fullmatch(words):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.fullmatch(words):
        return _day(_year(match[4]), int(match[3]), int(match[1]))
    for pattern, day, month in ((_WORDS, 1, 2), (_MONTH_FIRST, 2, 1)):
        if match := pattern.fullmatch(words):
            number = _named(match[month], _MONTHS)
            if number is not None:
                return _day(_year(match[3]), number, int(match[day]))
    return None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _day(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        hint = "the day comes first, then the month" if day <= 12 else f"there is no month {month}"
        raise NotADate(f"is not a date: {hint}")
    if not 1990 <= year <= 2100:
        raise NotADate(f"is not a likely date: the year is {year}")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise NotADate(f"is not a date: {calendar.month_name[month]} {year} has {last} days")
    return date(year, month, day)


def _named(text: str, names: dict[str, int]) -> int | None:
    """The month or weekday a word or its beginning (three letters at least) stands for; "sept", "tues"."""
    short = _SHORT.get(text, text)
    if len(short) < 3:
        return None
    return next((number for name, number in names.items() if name.startswith(short)), None)
