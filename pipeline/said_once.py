"""One mistake is said once: what only follows from it, in its cell, its row or its rating, is not said as well."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from pipeline.alike import MANY, Rows, column, lost_columns, told_together
from pipeline.issues import Issue, errors
from pipeline.sheets.actions import Action
from pipeline.sheets.columns import Row, columns_of
from pipeline.sheets.measures import Measure
from pipeline.sheets.milestones import Milestone
from pipeline.sheets.readings import Reading

_NO_VALUE = frozenset({"C-03", "C-04", "C-05", "C-06"})
"""Rules of a cell that gives no value: what it should say is not known."""
_OF_COLUMNS = frozenset({"C-09", "C-10", "C-12", "M-02"})
"""Rules of a heading or a whole column, said at one of its cells."""

_FOLLOWS_IN_CELL = {
    "D-07a": {"D-01", "D-06", "M-06b", "P-01a"},
    "D-02": {"I-07"},
    "D-05": {"D-05a"},
    "M-01": {"M-01a", "M-03", "M-04"},
    "U-04": {"I-03"},
}
"""What follows, in the same cell, from a reference that was changed, from a lead who is nobody, a status or day that can't be, a figure that is impossible,
and a reference beside another action's words."""

_FOLLOWS_IN_ROW = {
    **{code: {"D-03", "D-03a", "D-03b", "D-04", "D-04a", "D-05", "D-05a", "Z-18"} for code in _NO_VALUE},
    "D-07": {"D-07b"},
}
"""What compares the cells of a row with each other or with last quarter's; what stands in a second row of a reference."""

_FOLLOWS_OF_RECORD = {
    **{code: {"R-02", "P-01", "P-01a", "U-12"} for code in (*_NO_VALUE, "M-01", "D-05", "D-05a", "D-06b")},
    "R-03": {"P-01a"},
    "M-06a": {"M-01", "M-01a", "M-04", "Z-18"},
}
"""What is said of a rating, which is worked out from all the rows of an action or a measure."""

_OF_DETAILS = ("B-03", "D-03a", "D-03c", "Q-01", "T-03", "T-03a", "T-03b")
"""What is said of the plan's details, and of what is held against them."""

_FOLLOWS_OF_SHEET = {
    "sheet Actions": {"D-01", "D-07a", "D-07b", "Z-14"},
    "sheet Findings": {"D-01", "D-07a"},
    "sheet Domains": {"D-07b"},
    "sheet Plan details": {*_OF_DETAILS, "B-01", "Z-01"},
    "sheet Measures": {"B-01", "D-07a", "D-07b", "P-01a", "R-02", "Z-14"},
    "sheet Milestones": {"Z-24"},
    "sheet People": {"I-07"},
    "sheet Risks": {"Z-24"},
    "sheet Readings": {"M-03", "M-04", "M-06b", "M-06d", "P-01", "P-01a", "R-02"},
    "sheet Rating key": {"R-02", "Z-02", "Z-06", "Z-10", "Z-15"},
    "sheet Rating rules": {"Z-02", "Z-03", "Z-08"},
    "sheet Meetings": {"Q-09"},
    "sheet Appendices": {"T-04"},
}
"""What follows from a sheet that is not there, or lacks a column that it needs or every row (C-08, C-34, I-01)."""

_FOLLOWS_OF_QUARTER = {"D-03c", "D-06", "D-06a", "M-06b", "M-06d", "U-14", "U-15"}
"""What follows from a quarter that is not the folder's (Q-01)."""
OTHER_QUARTERS = "another quarter's workbook"
"""What Q-01 is about where the whole workbook of the plan is another quarter's: all comparisons follow."""


_OF_MANY = frozenset({"I-09", "U-16", "Z-25"})
"""Rules about many records at once: what else is said of those records follows."""
_OF_RATINGS = frozenset({"D-05a", "P-01", "P-01a", "R-02", "U-12", "Z-17"})
"""What is said of ratings, or holds them against what leads say."""
_RATED_FROM: tuple[type[Row], ...] = (Action, Milestone, Measure, Reading)
_WRONG_FIGURES = _NO_VALUE | {"D-04", "M-01", "M-03", "M-06b"}
"""Rules of which many breaches in a column make ratings differ from what anybody says."""
_QUOTED = re.compile("“([^”]*)”")
_OF_A_CELL = ("C-", "I-")
"""How the rules begin that say what a cell holds, whatever is said of its record."""
_FOLLOWS_IN_FILE = frozenset({"P-01", "P-01a", "U-15"})
"""What follows, in the same file, from readings that are last quarter's (Z-25): what is said of the measures is too."""
_OF_A_PLACE = (*_OF_A_CELL, "Q-", "M-01", "M-02", "D-07")
"""Rules that say the same of a workbook whatever quarter it is read for."""
_FOLLOWS_OF_VANISHED = frozenset({"I-03", "I-04", "I-05", "I-06", "P-01a", "R-02", "U-12"})
"""What follows from a reference that is no longer there (D-07a, D-07b): those who name it name nothing."""


_NONE: Rows = MappingProxyType({})


def said_once(issues: Iterable[Issue], rows: Rows = _NONE, before: Rows = _NONE) -> list[Issue]:
    """The issues without those that follow from another of them and go when that is put right; one mistake in many
    rows is one (see ``told_together``). ``rows`` are the plan's, ``before`` last quarter's."""
    given = list(issues)
    cells: dict[tuple[str, ...], set[str]] = {}
    by_row: dict[tuple[str, ...], set[str]] = {}
    records: dict[str, set[str]] = {}
    unread: set[tuple[str, ...]] = set()
    key = False
    lacking: set[str] = set()
    missing = {(issue.place.file, issue.place.sheet, issue.place.heading) for issue in given if issue.code == "C-08"}
    nil = {issue.about for issue in given if issue.code == "U-03"}  # the leads whose forms came back unfilled
    gone = {_record(issue) for issue in given if issue.code in ("D-07a", "D-07b") and issue.about}
    of_then = any(issue.code == "Q-01" and issue.about == OTHER_QUARTERS for issue in given)
    old = {issue.place.file for issue in given if issue.code == "Z-25"}
    had = {heading for kind, was in before.items() for heading in _headings(kind, was)}
    lost = [found for (_, _, heading), found in lost_columns(given, rows).items() if heading in had]
    told_of_all = _records_on({issue.place.file: issue.place.sheet for issue in given if issue.code in _OF_MANY}, rows)
    told_of_all |= _records_on({found[0].place.file: found[0].place.sheet for found in lost}, rows)
    of_lost = {issue for found in lost for issue in found}
    moved = {column(issue) for issue in given if issue.code == "I-09"}
    unknown = {name for issue in given if issue.code == "Z-06" for name in _QUOTED.findall(issue.message)}
    if _ratings_are_off(given, rows, lost):
        lacking |= _OF_RATINGS
    for issue in given:
        place = issue.place
        cell = (place.file, place.sheet, place.cell)
        cells.setdefault(cell, set()).update(_FOLLOWS_IN_CELL.get(issue.code, ()))
        if issue.about:
            by_row.setdefault(_row(issue), set()).update(_FOLLOWS_IN_ROW.get(issue.code, ()))
            records.setdefault(_record(issue), set()).update(_FOLLOWS_OF_RECORD.get(issue.code, ()))
        if issue.code == "Q-01":
            lacking |= _FOLLOWS_OF_QUARTER
        if issue.code in ("C-08", "C-34", "I-01"):
            lacking |= _FOLLOWS_OF_SHEET.get(issue.about, set())
        if issue.code in _NO_VALUE:
            unread.add(cell)
            key = key or issue.about.startswith("rating key ")
            if issue.about.startswith("plan detail"):
                lacking |= {*_OF_DETAILS}
    kept = [
        issue
        for issue in given
        if not (
            (issue.code in cells[issue.place.file, issue.place.sheet, issue.place.cell] and issue not in of_lost)
            or issue.code in by_row.get(_row(issue), ())
            or (issue.about and issue.code in records[_record(issue)] and issue not in of_lost)
            or (
                (issue.place.file, issue.place.sheet, issue.place.cell) in unread
                and issue.code not in _NO_VALUE | _OF_COLUMNS
            )
            or (issue.code in lacking and issue not in of_lost)
            or (of_then and not issue.code.startswith(_OF_A_PLACE))
            or (issue.code in _FOLLOWS_IN_FILE and issue.place.file in old)
            or (key and issue.code == "Z-06")
            or (issue.code == "D-06" and issue.about in nil)
            or (issue.code != "C-08" and (issue.place.file, issue.place.sheet, issue.place.heading) in missing)
            or (issue.code in _FOLLOWS_OF_VANISHED and any(f"'{name}'" in issue.message for name in gone))
            or (issue.code == "Z-15" and not unknown.isdisjoint(_QUOTED.findall(issue.message)))
            or (issue.code == "C-04" and column(issue) in moved)
            or (
                issue.about
                and _record(issue) in told_of_all
                and issue.code not in _OF_MANY
                and issue not in of_lost
                and not issue.code.startswith(_OF_A_CELL)
            )
        )
    ]
    if not errors(kept):  # what follows from a query alone, and is an error, must block the papers all the same
        kept += errors(given)
    return told_together(kept, rows)


def _row(issue: Issue) -> tuple[str, ...]:
    return (issue.place.file, issue.place.sheet, issue.place.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def _record(issue: Issue) -> str:
    """The reference that an issue is about: of action 3.2 and of the update for it, 3.2."""
    return issue.about.rpartition(" ")[2]


def _records_on(sheets: Mapping[str, str], rows: Rows) -> set[str]:
    """The references of the records on sheets, each given by its file."""
    found: set[str] = set()
    for kind, records in rows.items() if sheets else ():
        first = next(iter(columns_of(kind)))
        for record in records:
            place = record.place()
            if sheets.get(place.file) == place.sheet:
                found.add(str(getattr(record, first)))
    return found


def _headings(kind: type[Row], rows: Iterable[Row]) -> set[str]:
    """Our headings of the columns that rows of a kind have."""
    held = {name for row in rows for name in row.places}
    return {declared.heading for name, declared in columns_of(kind).items() if name in held}


def _ratings_are_off(issues: Sequence[Issue], rows: Rows, lost: Iterable[Sequence[Issue]]) -> bool:
    """Whether what all ratings are worked out from is wrong as a whole, so that they differ from what anybody says."""
    if any(issue.code in ("I-09", "Z-02", "Z-06", "Z-25") for issue in issues):
        return True
    rated = {(place.file, place.sheet) for kind in _RATED_FROM for row in rows.get(kind, ()) for place in [row.place()]}
    if any((found[0].place.file, found[0].place.sheet) in rated for found in lost):
        return True
    many = Counter((issue.code, column(issue)) for issue in issues if issue.code in _WRONG_FIGURES)
    return any(number >= MANY for number in many.values())
