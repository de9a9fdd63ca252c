"""Dates in the ways people in the United Kingdom type them: the day first, then the month."""

from __future__ import annotations

import calendar
import re
from datetime import date

from pipeline.periods import Span, parse_period
from pipeline.wording import weekday

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_DAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_SHORT = {"weds": "wed"}  # not the beginning of its name, as sept, tues and thurs are
_WEEKDAY = re.compile(r"^(?P<name>[a-z]{2,9})\.?,? +(?=\d)")
_NUMBERS = re.compile(r"(\d{1,2}) ?([/.\-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})")
_WORDS = re.compile(r"(\d{1,2}) ?(?:st|nd|rd|th)?(?: of)?[ \-/,.]*([a-z]{3,9})\.?[ \-/,.']*(\d{4}|\d{2})")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? (\d{1,2}) ?(?:st|nd|rd|th)?,? (\d{4})")
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[t ]00:00(?::00(?:\.0+)?)?z?)?")
_TIME = re.compile(r"(?:,| at)? \d{1,2}[:.]\d\d(?::\d\d)? ?(?:am|pm)?$")
_RUN = re.compile(r"(20\d\d)(0[1-9]|1[0-2])([0-3]\d)")  # 20260930
_NO_YEAR = re.compile(r"\d{1,2} ?(?:[/.\-] ?\d{1,2}|(?:st|nd|rd|th)?(?: of)?[ \-/.]*[a-z]{3,9})\.?")
_PART = re.compile(
    r"(?:by |before |in )?(?:the )?(?P<part>end|close|start|beginning|early|mid|middle|late)[ -]?(?:of )?(?:the )?"
)
_WITHIN = re.compile(
    r"\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})\b|\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9}\.? (?:\d{4}|\d{2})\b"
)


class NotADate(ValueError):
    """Why a text is no date; its message follows the text ("is not a date: June has 30 days").

    ``likely`` is the day that may be meant; ``month_first`` is whether the text is one with the month first.
    """

    def __init__(self, why: str, likely: date | None = None, *, month_first: bool = False) -> None:
        super().__init__(why)
        self.likely = likely
        self.month_first = month_first


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
    words = _TIME.sub("", words)
    found = _read(words)
    if found is None:
        if _NO_YEAR.fullmatch(words) and parse_period(words) is None:
            raise NotADate("has no year")
        likely = _likely(words)
        described = likely is not None or re.search(r"[a-z]{2}|\?", words)
        raise NotADate("is a description, not a date" if described else "is not a date", likely)
    if said is not None and found.weekday() != said:
        raise NotADate(f"has the wrong day of the week: that day is {weekday(found)}")
    return found


def _likely(words: str) -> date | None:
    """The day that a description comes nearest to: the last of a month, quarter or year, or the one date in it."""
    within = _WITHIN.findall(words)
    if len(within) == 1:
        try:
            return _read(within[0])
        except NotADate:
            return None
    part = _PART.match(words)
    period = parse_period(words[part.end() :] if part else words)
    if within or period is None:
        return None
    said = part["part"] if part else "end"
    if said in ("start", "beginning", "early"):
        return period.start
    if said in ("mid", "middle"):
        return period.start.replace(day=15) if period.span is Span.MONTH else None
    return period.end


def is_either_order(text: str) -> bool:
    """Whether a date in figures would be another with the month first: 03/04/2026, not 30/04/2026."""
    match = _NUMBERS.fullmatch(text.strip())
    return match is not None and int(match[1]) <= 12 and int(match[3]) <= 12 and match[1].zfill(2) != match[3].zfill(2)


def _read(words: str) -> date | None:
    if match := _RUN.fullmatch(words):
        return _day(int(match[1]), int(match[2]), int(match[3]))
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
    if not 1990 <= year <= 2100:
        raise NotADate(f"is not a likely date: the year is {year}")
    if not 1 <= month <= 12:
        if 1 <= day <= 12 and month <= calendar.monthrange(year, day)[1]:
            why = "is not a date: the day comes first, then the month"
            raise NotADate(why, date(year, day, month), month_first=True)
        raise NotADate(f"is not a date: there is no month {month}")
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
