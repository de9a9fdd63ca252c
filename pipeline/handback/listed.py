"""What the sheet *Queries* says: what the copy is and how to use it, a row for each problem, and how many of each kind."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from pipeline.handback.grid import address
from pipeline.handback.problems import remedy
from pipeline.issues import Issue, Severity, rules
from pipeline.publish import like_a_formula
from pipeline.wording import count

SHEET = "Queries"
HEADINGS = ("No.", "Error or query", "Sheet", "Cell", "Heading", "About", "What is wrong", "What to do", "Rule")
_KINDS = ("How many", "Error or query", "Rule", "What must hold", "", "", "", "", "")
WIDTHS = (8, 13, 20, 14, 22, 18, 52, 52, 9)
"""Of the columns, in characters of the workbook's own font."""
_FITTING = 0.92  # of them in 12 point Arial
_LINE = 15.75  # points
MOST_LISTED = 5_000
"""Problems; nobody works through a longer list, and Excel opens it slowly."""


@dataclass(frozen=True)
class Letter:
    """What is said above the list: the workbook's name, lines about it, and why its cells are not marked (empty where they are)."""

    file: str
    lines: Sequence[str]
    unmarked: str = ""


class Look(Enum):
    """How a cell of the sheet looks; LITERAL is TEXT for words that would be taken for a formula if they were typed."""

    TITLE = auto()
    LINE = auto()
    LINE_LINK = auto()
    HEAD = auto()
    TEXT = auto()
    LITERAL = auto()
    LINK = auto()
    NUMBER = auto()
    ERROR = auto()
    QUERY = auto()


SEVERITIES = {Severity.ERROR: Look.ERROR, Severity.QUERY: Look.QUERY}


class Written(NamedTuple):
    """A cell: its text or number, its look, and the sheet and cell that it leads to, if any."""

    value: str | int
    look: Look
    leads: tuple[str, str] | None = None


class Row(NamedTuple):
    """A row, and how high it is in points."""

    cells: tuple[Written, ...]
    high: float


class Listed(NamedTuple):
    """The rows of the sheet, and those (from 1) in which the list has its headings and its end."""

    rows: tuple[Row, ...]
    head: int
    end: int


def listed(found: Sequence[Issue], letter: Letter, name: str, hidden: Mapping[str, bool]) -> Listed:
    """The sheet of this ``name``. ``hidden`` says of every sheet that rows may lead to whether it is hidden."""
    rows = [_row(Written(f"Queries: {letter.file}", Look.TITLE), high=24)]
    rows += [_line(line) for line in letter.lines]
    kinds = Counter((issue.severity, issue.code) for issue in found)
    if len(found) > MOST_LISTED:
        rows.append(_line(f"There are {len(found):,} problems; the first {MOST_LISTED:,} are listed."))
    words = f"Of each kind: see the {count(len(kinds), 'kind')} below the list"
    below = len(rows) + min(len(found), MOST_LISTED) + 5
    rows.append(_row(Written(words, Look.LINE_LINK, (name, f"A{below}")), high=_LINE))
    rows += [_row(), _row(*(Written(heading, Look.HEAD) for heading in HEADINGS))]
    head = len(rows)
    rows += [_problem(number, issue, hidden) for number, issue in enumerate(found[:MOST_LISTED], start=1)]
    end = len(rows)
    rows += [_row(), _row(Written("How many of each kind", Look.TITLE), high=24)]
    rows.append(_row(*(Written(heading, Look.HEAD) for heading in _KINDS), high=2 * _LINE + 2))
    sentences = {rule.code: rule.sentence for rule in rules()}
    ordered = sorted(kinds.items(), key=lambda each: (each[0][0] is not Severity.ERROR, -each[1], each[0][1]))
    for (severity, code), many in ordered:
        word = Written(severity.value.capitalize(), SEVERITIES[severity])
        sentence = Written(sentences.get(code, ""), Look.LINE)
        rows.append(_row(Written(many, Look.NUMBER), word, Written(code, Look.TEXT), sentence, high=_LINE + 2))
    return Listed(tuple(rows), head, end)


def _row(*cells: Written, high: float = 0) -> Row:
    """A row that is ``high`` points, else as high as its wrapped texts need."""
    lines = max((_lines(str(cell.value), width) for cell, width in zip(cells, WIDTHS, strict=False)), default=1)
    return Row(cells, high or lines * _LINE + 2)


def _line(words: str) -> Row:
    return _row(Written(words, Look.LINE), high=_LINE)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column."""
    return sum(max(len(textwrap.wrap(line, max(int(width * _FITTING), 4))), 1) for line in text.split("\n"))


def _text(value: str) -> Written:
    """A text with the look that keeps it one."""
    return Written(value, Look.LITERAL if like_a_formula(value) else Look.TEXT)


def _problem(number: int, issue: Issue, hidden: Mapping[str, bool]) -> Row:
    place = issue.place
    sheet = f"{place.sheet} (hidden)" if hidden.get(place.sheet) else place.sheet or "Whole file"
    cell = Written(place.cell or ("Whole sheet" if place.sheet else ""), Look.TEXT)
    if place.sheet in hidden:
        target = place.cell if address(place.cell) else "A1"
        cell = Written(cell.value, Look.LINK, (place.sheet, target))
    return _row(
        Written(number, Look.NUMBER),
        Written(issue.severity.value.capitalize(), SEVERITIES[issue.severity]),
        _text(sheet),
        cell,
        _text(place.heading),
        _text(issue.about),
        _text(issue.message),
        _text(remedy(issue)),
        Written(issue.code, Look.TEXT),
    )
