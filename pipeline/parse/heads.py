"""Rows that may be headings: of one line, two or three, under headings that span columns, and with periods in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from pipeline.parse.vocabulary import forms
from pipeline.parse.words import tidy
from pipeline.periods import Period, Span, month, parse_period, quarter
from pipeline.read.cells import Cell, Line, Sheet

LONGEST = 120
"""A longer text is no heading."""
MOST_COLUMNS = 400
"""A row with more filled cells is no row of headings."""
_LONGEST_BELOW = 60  # of several lines of headings, what stands below the first

_YEAR = r"(?:20\d\d|\d\d) ?[-/\u2013] ?(?:20)?\d\d"
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_WHEN = (
    rf"(?:q(?:uarter|tr)?\.? ?[1-4](?:[ ,(]*{_YEAR}\)?)?|{_YEAR}[ ,-]*q(?:uarter|tr)?\.? ?[1-4]|20\d\d ?[-/\u2013] ?(?:20)?\d\d"
    rf"|{_MONTHS}[ '\u2019-]*(?:20)?\d\d)"
)
_WHEN_FIRST = re.compile(rf"\s*({_WHEN})\b[\s:\u2013-]*(.*)", re.IGNORECASE | re.DOTALL)
_WHEN_LAST = re.compile(rf"(.*?)[\s:(\u2013-]+({_WHEN})\)?\s*", re.IGNORECASE | re.DOTALL)
_QUARTER = re.compile(r"q(?:uarter|tr)?\.? ?([1-4])", re.IGNORECASE)


class When(NamedTuple):
    """The period that a heading names; a quarter without its year has only its number."""

    period: Period | None
    number: int = 0

    def within(self, year: Period | None) -> Period | None:
        """The period, where a quarter without a year is one of the financial year ``year``."""
        if self.period is not None or year is None:
            return self.period
        return quarter(year.start.year - (year.start.month < 4), self.number)

    def is_quarter(self, reported: Period) -> bool:
        """Whether it is the quarter reported."""
        if self.period is not None:
            return self.period == reported
        return str(reported).endswith(f"Q{self.number}")


class Head(NamedTuple):
    """One heading: its text as typed (all lines of it), as it may be understood, and where it stands.

    ``when`` is the period it names, if it names one, and ``rest`` its text without it.
    """

    text: str
    forms: tuple[str, ...]
    row: int
    column: int
    when: When | None = None
    rest: str = ""


class Heads(NamedTuple):
    """A row (or two or three) that may be headings: the first row's number, the last one's, and each column's heading."""

    first: int
    last: int
    by_column: Mapping[int, Head]


def heads_of(line: Line) -> Heads:
    """The headings that a row would be."""
    found: dict[int, Head] = {}
    if len(line.cells) > MOST_COLUMNS:
        return Heads(line.number, line.number, found)
    for column, cell in sorted(line.cells.items()):
        head = _head(cell, line.number, column)
        if head is not None:
            found[column] = head
    return Heads(line.number, line.number, found)


def _head(cell: Cell, row: int, column: int) -> Head | None:
    value = cell.value
    if isinstance(value, str):
        text = heading_text(value) if len(value) <= LONGEST else ""
        if not text:
            return None
        return Head(text, forms(text), row, column, *split(text))
    if isinstance(value, date) and value.day == 1:
        return Head(f"{value:%b-%y}", (), row, column, When(month(value.year, value.month)))
    return None


def heading_text(value: str) -> str:
    """A heading in one line."""
    return tidy(value).replace("\n", " ")


@lru_cache(maxsize=8192)
def split(text: str) -> tuple[When | None, str]:
    """The period that a heading names and the rest of it: ``Q1 2026-27 Numerator`` is Q1 2026-27 and Numerator."""
    if not any(letter.isdigit() for letter in text):
        return None, text
    whole = _when(text)
    if whole is not None:
        return whole, ""
    for pattern, at, rest in ((_WHEN_FIRST, 1, 2), (_WHEN_LAST, 2, 1)):
        if match := pattern.fullmatch(text):
            when = _when(match[at])
            if when is not None:
                return when, match[rest].strip(" :()-\u2013")
    return None, text


def _when(text: str) -> When | None:
    if match := _QUARTER.fullmatch(text.strip()):
        return When(None, int(match[1]))
    period = parse_period(text)
    return When(period) if period is not None else None


def in_lines(lines: Sequence[Line], sheet: Sheet) -> Heads | None:
    """The headings that two rows or three would be together; None where those below can't be rows of headings."""
    below = heads_of(lines[-1]).by_column
    for upper, lower in zip(reversed(lines[:-1]), reversed(lines[1:]), strict=True):
        texts = heads_of(lower).by_column
        if lower.number != upper.number + 1 or len(lower.cells) < 2 or len(texts) < len(lower.cells):
            return None
        if any(len(head.text) > _LONGEST_BELOW for head in texts.values()):
            return None
        if _is_title(upper, below, sheet):
            return None
        above = _spread(upper, below, sheet)
        found: dict[int, Head] = {}
        for column in sorted(above.keys() | below.keys()):
            over, under = above.get(column), below.get(column)
            found[column] = over or under if over is None or under is None else _both(over, under)  # type: ignore[assignment]
        below = found
    return Heads(lines[0].number, lines[-1].number, below)


def _both(over: Head, under: Head) -> Head:
    """The heading of a column that has one in each row."""
    text = f"{over.text} {under.text}"
    when, rest = under.when or over.when, f"{over.rest} {under.rest}".strip()
    if when is None:
        return Head(text, tuple(dict.fromkeys([*forms(text), *under.forms])), under.row, under.column, None, text)
    year = over.when.period if over.when is not None else None
    if under.when is not None and under.when.period is None and year is not None and year.span is Span.YEAR:
        when = When(under.when.within(year))
    return Head(text, forms(text), under.row, under.column, when, rest)


def _is_title(upper: Line, below: Mapping[int, Head], sheet: Sheet) -> bool:
    """Whether a row is a title merged over the headings, from the first of them on, and says no period for them."""
    own = heads_of(upper).by_column
    columns = own.keys() | below.keys()
    first = min(columns, default=0)
    for area in sheet.merged:
        if area.top <= upper.number <= area.bottom and area.left <= first < area.right and area.left in upper.cells:
            head = own.get(area.left)
            over = sum(column <= area.right for column in columns)
            return over * 2 > len(columns) and over > 2 and (head is None or head.when is None or bool(head.rest))
    return False


def _spread(upper: Line, below: Mapping[int, Head], sheet: Sheet) -> dict[int, Head]:
    """The upper row's headings, each over all the columns that it stands for."""
    own = heads_of(upper).by_column
    found = dict(own)
    merged = [area for area in sheet.merged if area.top <= upper.number <= area.bottom and area.left in own]
    for area in merged:
        for column in range(area.left, min(area.right, area.left + 200) + 1):
            found[column] = own[area.left]
    wide = {area.left for area in merged}
    last: Head | None = None
    for column in range(min(own, default=0), max(below, default=0) + 1):
        if column in own:
            last = own[column] if own[column].when is not None and column not in wide else None
        elif column not in below:
            last = None
        elif last is not None and column not in found:
            found[column] = last
    return found


def blocks(heads: Heads) -> Sequence[Heads]:
    """The headings in runs that an empty column parts from each other."""
    runs: list[dict[int, Head]] = []
    before = -2
    for column, head in heads.by_column.items():
        if column != before + 1:
            runs.append({})
        runs[-1][column] = head
        before = column
    return [Heads(heads.first, heads.last, run) for run in runs]
