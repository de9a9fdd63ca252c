"""One mistake is said once: what only follows from it, in its cell, its row or its rating, is not said as well."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.issues import Issue

_NO_VALUE = frozenset({"C-03", "C-04", "C-05", "C-06"})
"""Rules of a cell that gives no value: what it should say is not known."""
_OF_COLUMNS = frozenset({"C-09", "C-10", "C-12", "M-02"})
"""Rules of a heading or a whole column, said at one of its cells."""

_FOLLOWS_IN_CELL = {"D-02": {"I-07"}, "M-01": {"M-01a", "M-03", "M-04"}, "U-04": {"I-03"}}
"""What follows, in the same cell, from a lead who is nobody, a figure that is impossible, and a reference beside another
action's words."""

_FOLLOWS_IN_ROW = {
    **{code: {"D-03", "D-03a", "D-03b", "D-04", "D-04a", "D-05", "D-05a", "Z-18"} for code in _NO_VALUE},
    "D-07": {"D-07b"},
}
"""What compares the cells of a row with each other or with last quarter's; what stands in a second row of a reference."""

_FOLLOWS_OF_RECORD = {
    **{code: {"R-02", "P-01", "P-01a", "U-12"} for code in (*_NO_VALUE, "M-01", "D-05", "D-06b")},
    "R-03": {"P-01a"},
}
"""What is said of a rating, which is worked out from all the rows of an action or a measure."""

_FOLLOWS_OF_SHEET = {
    "sheet Actions": {"D-01", "D-07a", "D-07b", "Z-14"},
    "sheet Findings": {"D-01", "D-07a"},
    "sheet Domains": {"D-07b"},
    "sheet Measures": {"B-01", "D-07a", "D-07b", "P-01a", "R-02", "Z-14"},
    "sheet People": {"I-07"},
    "sheet Rating key": {"R-02", "Z-02", "Z-06", "Z-10", "Z-15"},
    "sheet Rating rules": {"Z-02", "Z-03", "Z-08"},
    "sheet Meetings": {"Q-09"},
    "sheet Appendices": {"T-04"},
}
"""What follows from a sheet that is not there, or lacks a column that it needs or every row (C-08, C-34, I-01)."""

_FOLLOWS_OF_QUARTER = {"D-03c", "D-06", "D-06a", "M-06b", "M-06d", "U-14", "U-15"}
"""What follows from a quarter that is not the folder's (Q-01)."""


def said_once(issues: Iterable[Issue]) -> list[Issue]:
    """The issues without those that follow from another of them and go when that is put right."""
    given = list(issues)
    cells: dict[tuple[str, ...], set[str]] = {}
    rows: dict[tuple[str, ...], set[str]] = {}
    records: dict[str, set[str]] = {}
    unread: set[tuple[str, ...]] = set()
    key = False
    lacking: set[str] = set()
    nil = {issue.about for issue in given if issue.code == "U-03"}  # the leads whose forms came back unfilled
    for issue in given:
        place = issue.place
        cell = (place.file, place.sheet, place.cell)
        cells.setdefault(cell, set()).update(_FOLLOWS_IN_CELL.get(issue.code, ()))
        if issue.about:
            rows.setdefault(_row(issue), set()).update(_FOLLOWS_IN_ROW.get(issue.code, ()))
            records.setdefault(_record(issue), set()).update(_FOLLOWS_OF_RECORD.get(issue.code, ()))
        if issue.code == "Q-01":
            lacking |= _FOLLOWS_OF_QUARTER
        if issue.code in ("C-08", "C-34", "I-01"):
            lacking |= _FOLLOWS_OF_SHEET.get(issue.about, set())
        if issue.code in _NO_VALUE:
            unread.add(cell)
            key = key or issue.about.startswith("rating key ")
    return [
        issue
        for issue in given
        if not (
            issue.code in cells[issue.place.file, issue.place.sheet, issue.place.cell]
            or issue.code in rows.get(_row(issue), ())
            or (issue.about and issue.code in records[_record(issue)])
            or (
                (issue.place.file, issue.place.sheet, issue.place.cell) in unread
                and issue.code not in _NO_VALUE | _OF_COLUMNS
            )
            or issue.code in lacking
            or (key and issue.code == "Z-06")
            or (issue.code == "D-06" and issue.about in nil)
        )
    ]


def _row(issue: Issue) -> tuple[str, ...]:
    return (issue.place.file, issue.place.sheet, issue.place.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def _record(issue: Issue) -> str:
    """The reference that an issue is about: of action 3.2 and of the update for it, 3.2."""
    return issue.about.rpartition(" ")[2]
