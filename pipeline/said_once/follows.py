"""One mistake is said once: what only follows from it, in its cell, its row or its rating, is not said as well."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from pipeline.issues import Issue, errors
from pipeline.said_once.alike import MANY, Rows, by_kind, column, lost_columns, told_together
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
    "D-03": {"D-03b", "D-05a"},
    "R-03": {"P-01a"},
    "T-01b": {"T-04"},
    "M-06a": {"M-01", "M-01a", "M-04", "Z-18"},
}
"""What is said of a rating, which is worked out from all the rows of an action or a measure."""

_OF_DETAILS = ("B-03", "D-03a", "D-03c", "Q-01", "T-03", "T-03a", "T-03b")
"""What is said of the plan's details, and of what is held against them."""

_FOLLOWS_OF_SHEET = {
    "sheet Actions": {"D-01", "D-06", "D-07a", "D-07b", "Z-14"},
    "sheet Findings": {"D-01", "D-07a"},
    "sheet Domains": {"D-07b"},
    "sheet Plan details": {*_OF_DETAILS, "B-01", "Z-01"},
    "sheet Measures": {"B-01", "D-07a", "D-07b", "P-01a", "R-02", "Z-14"},
    "sheet Milestones": {"Z-24"},
    "sheet People": {"I-07"},
    "sheet Risks": {"Z-24"},
    "sheet Updates": {"D-06", "P-01", "P-01a", "R-02", "U-12"},
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


_OF_MANY = frozenset({"D-08", "D-09", "D-09a", "I-09", "U-16", "U-17", "Z-25"})
"""Rules about many records at once: what else is said of those records follows."""
_OF_RATINGS = frozenset({"D-05a", "P-01", "P-01a", "R-02", "U-12", "Z-17"})
"""What is said of ratings, or holds them against what leads say."""
_RATED_FROM: tuple[type[Row], ...] = (Action, Milestone, Measure, Reading)
_WRONG_FIGURES = _NO_VALUE | {"D-04", "M-01", "M-03", "M-06b"}
"""Rules of which many breaches in a column make ratings differ from what anybody says."""
_QUOTED = re.compile("“([^”]*)”")
_OF_A_CELL = ("C-", "I-")
"""How the rules begin that say what a cell holds, whatever is said of its record."""
_FOLLOWS_IN_FILE = {"Z-25": {"P-01", "P-01a", "U-15"}, "U-18": {"U-03"}}
"""What follows, in the same file, from readings that are last quarter's (what is said of the measures is too), and from a
form that was filled in on its sheet for printing."""
_OF_A_PLACE = ("C-", "D-08", "I-01", "I-02", "I-08", "M-01", "M-02", "D-07")
"""Rules that say the same of a workbook whatever quarter's plan stands beside it."""
_FOLLOWS_OF_VANISHED = frozenset({"I-03", "I-04", "I-05", "I-06", "P-01a", "R-02", "U-12"})
"""What follows from a reference that is no longer there (D-07a, D-07b): those who name it name nothing."""


_NONE: Rows = MappingProxyType({})


def said_once(issues: Iterable[Issue], rows: Rows = _NONE, before: Rows = _NONE) -> list[Issue]:
    """The issues without those that follow from another of them and go when that is put right; one mistake in many
    rows is one (see ``told_together``). ``rows`` are the plan's, ``before`` last quarter's."""
    given = list(issues)
    causes = _Causes(given, rows, before)
    kept = [issue for issue in given if not causes.explain(issue)]
    if errors(kept):
        return told_together(kept, rows)
    # What follows from a query alone, and is an error, must block the papers all the same.
    first = set({_record(issue): issue for issue in reversed(errors(given))}.values())
    return [*told_together(kept, rows), *by_kind([issue for issue in given if issue in first], rows)]


class _Causes:
    """What is wrong in itself, by where that would be said which only follows from it."""

    def __init__(self, given: Sequence[Issue], rows: Rows, before: Rows) -> None:
        had = {heading for kind, was in before.items() for heading in _headings(kind, was)}
        lost = [found for (_, _, heading), found in lost_columns(given, rows).items() if heading in had]
        self.of_lost = {issue for found in lost for issue in found}
        self._of_cells(given)
        self._of_records(given, rows, lost)
        self._of_the_whole(given, _ratings_are_off(given, rows, lost))

    def explain(self, issue: Issue) -> bool:
        """Whether an issue only follows from another. What a lost column leaves out is told as one, and stays."""
        stays = issue in self.of_lost
        return (
            self._in_its_place(issue, stays)
            or self._with_its_record(issue, stays)
            or self._with_the_whole(issue, stays)
        )

    def _of_cells(self, given: Iterable[Issue]) -> None:
        self.cells: dict[tuple[str, ...], set[str]] = {}
        self.rows: dict[tuple[str, ...], set[str]] = {}
        for issue in given:
            self.cells.setdefault(_cell(issue), set()).update(_FOLLOWS_IN_CELL.get(issue.code, ()))
            if issue.about:
                self.rows.setdefault(_row(issue), set()).update(_FOLLOWS_IN_ROW.get(issue.code, ()))
        self.unread = {_cell(issue) for issue in given if issue.code in _NO_VALUE}
        self.unread |= {
            (*_sheet(issue), cell)
            for issue in given
            if issue.code == "D-08"
            for cell in (issue.place.cell, *issue.also)
        }
        self.missing = {_heading(issue) for issue in given if issue.code == "C-08"}
        self.moved = {column(issue) for issue in given if issue.code == "I-09"}

    def _in_its_place(self, issue: Issue, stays: bool) -> bool:
        return (
            (issue.code in self.cells[_cell(issue)] and not stays)
            or issue.code in self.rows.get(_row(issue), ())
            or (_cell(issue) in self.unread and issue.code not in _NO_VALUE | _OF_COLUMNS | {"D-08"})
            or (issue.code != "C-08" and _heading(issue) in self.missing)
            or (issue.code == "C-04" and column(issue) in self.moved)
        )

    def _of_records(self, given: Iterable[Issue], rows: Rows, lost: Sequence[Sequence[Issue]]) -> None:
        self.records: dict[str, set[str]] = {}
        for issue in given:
            if issue.about:
                self.records.setdefault(_record(issue), set()).update(_FOLLOWS_OF_RECORD.get(issue.code, ()))
        self.nil = {issue.about for issue in given if issue.code == "U-03"}  # leads whose forms came back unfilled
        self.gone = {_record(issue) for issue in given if issue.code in ("D-07a", "D-07b") and issue.about}
        self.told_of_all = _records_on(
            {each.place.file: each.place.sheet for each in given if each.code in _OF_MANY}, rows
        )
        self.told_of_all |= _records_on({found[0].place.file: found[0].place.sheet for found in lost}, rows)

    def _with_its_record(self, issue: Issue, stays: bool) -> bool:
        if issue.code == "D-06" and issue.about in self.nil:
            return True
        if issue.code in _FOLLOWS_OF_VANISHED and any(f"'{name}'" in issue.message for name in self.gone):
            return True
        if not issue.about or stays:
            return False
        of_many = issue.code in _OF_MANY or issue.code.startswith(_OF_A_CELL)
        record = _record(issue)
        return issue.code in self.records[record] or (record in self.told_of_all and not of_many)

    def _of_the_whole(self, given: Sequence[Issue], ratings_are_off: bool) -> None:
        self.lacking: set[str] = set(_OF_RATINGS if ratings_are_off else ())
        for issue in given:
            if issue.code == "Q-01":
                self.lacking |= _FOLLOWS_OF_QUARTER
            elif issue.code == "T-01b":
                self.lacking.add("T-02")
            elif issue.code in ("C-08", "C-34", "I-01"):
                self.lacking |= _FOLLOWS_OF_SHEET.get(issue.about, set())
            elif issue.code in _NO_VALUE and issue.about.startswith("plan detail"):
                self.lacking |= {*_OF_DETAILS}
        self.key = any(issue.code in _NO_VALUE and issue.about.startswith("rating key ") for issue in given)
        self.unknown = {name for issue in given if issue.code == "Z-06" for name in _QUOTED.findall(issue.message)}
        self.of_then = {issue.place.file for issue in given if issue.code == "Q-01" and issue.about == OTHER_QUARTERS}
        self.files: dict[str, set[str]] = {}
        for issue in given:
            self.files.setdefault(issue.place.file, set()).update(_FOLLOWS_IN_FILE.get(issue.code, ()))

    def _with_the_whole(self, issue: Issue, stays: bool) -> bool:
        return (
            (issue.code in self.lacking and not stays)
            or (self.of_then and issue.code != "Q-01" and not self._of_another_file(issue))
            or issue.code in self.files[issue.place.file]
            or (self.key and issue.code == "Z-06")
            or (issue.code == "Z-15" and not self.unknown.isdisjoint(_QUOTED.findall(issue.message)))
        )

    def _of_another_file(self, issue: Issue) -> bool:
        """Whether an issue says the same of its workbook once the plan's is this quarter's."""
        return issue.code.startswith(_OF_A_PLACE) and issue.place.file not in self.of_then


def _sheet(issue: Issue) -> tuple[str, str]:
    return (issue.place.file, issue.place.sheet)


def _cell(issue: Issue) -> tuple[str, ...]:
    return (*_sheet(issue), issue.place.cell)


def _heading(issue: Issue) -> tuple[str, ...]:
    return (*_sheet(issue), issue.place.heading)


def _row(issue: Issue) -> tuple[str, ...]:
    return (*_sheet(issue), issue.place.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


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
