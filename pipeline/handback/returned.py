"""A marked copy that came back in place of the workbook itself: it can be read, but its marks are an earlier check's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.issues import Issue, Severity, rule
from pipeline.places import Place
from pipeline.read import Sheet

NOT_THIS_COPY = "Correct your own workbook, not this copy."
_TOP = 8  # rows in which it is said

MARKED_BEFORE = rule(
    "H-01", Severity.QUERY, "Workbooks come back themselves, not as a copy that an earlier check marked."
)


def marked_before(sheets: Iterable[Sheet]) -> Iterator[Issue]:
    """A query for every workbook that has the sheet Queries of an earlier check."""
    for sheet in sheets:
        if re.fullmatch(r"Queries( \d+)?", sheet.name) and _says_so(sheet):
            yield MARKED_BEFORE.at(
                Place(sheet.file, sheet.name),
                f"{sheet.file.rpartition('/')[2]} is a copy that an earlier check marked; it was read, but its colours, "
                "comments and this sheet are that check's.",
                "Put the workbook itself, corrected, in its place; or take this sheet and the marks out of it.",
            )


def _says_so(sheet: Sheet) -> bool:
    return any(
        str(cell.value).startswith(NOT_THIS_COPY)
        for line in sheet.lines[:_TOP]
        for cell in line.cells.values()
        if cell.value is not None
    )
