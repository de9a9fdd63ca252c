"""A sheet -> the rows of its tables, with the place of every value and every problem found on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.issues import Issue
from pipeline.parse.about_headings import about_headings, about_unknown
from pipeline.parse.coloured import coloured_alone
from pipeline.parse.fitting import Table
from pipeline.parse.reader import Reader
from pipeline.parse.rows import HIDDEN, read_rows
from pipeline.parse.tables import recognise
from pipeline.parse.vocabulary import EVERYDAY, Vocabulary
from pipeline.read.cells import Sheet, column_number
from pipeline.sheets.columns import Row, SheetType


@dataclass(frozen=True)
class Recognised:
    """A table that was recognised on a sheet, and the rows it gave.

    ``unread`` holds the references of rows that couldn't be read for an issue said already; "" for
    a row whose reference itself couldn't be. ``passed`` are the rows that are no records, and why.
    """

    sheet: Sheet
    table: Table
    rows: tuple[Row, ...]
    unread: frozenset[str] = frozenset()
    passed: Mapping[int, str] = field(default_factory=dict)

    @property
    def kind(self) -> SheetType:
        return self.table.kind


def parse_sheet(sheet: Sheet, words: Vocabulary = EVERYDAY) -> tuple[list[Recognised], list[Issue]]:
    """The tables of a sheet that are of a kind we know; a sheet that is nearly of one is a query."""
    tables = recognise(sheet, words)
    if not tables:
        return [], about_unknown(sheet)
    found = []
    issues = coloured_alone(sheet, tables)
    for table in tables:
        reader = Reader(sheet, table, words.quarter)
        rows = read_rows(sheet, table, reader)
        issues += about_headings(sheet, table, rows.section)
        if sheet.hidden and not table.shared and not table.kind.ours:
            message = f"The hidden sheet {sheet.name} was read as {table.kind.name}."
            issues.append(HIDDEN.at(sheet.whole, message, "Show the sheet, or remove it if it is an old copy."))
        problems = reader.finish()
        if table.shared:  # what is wrong with the reference is said of the table it is shared with
            own = {head.column for name, head in table.heads.items() if name != reader.first}
            own |= {column for group in table.groups for column in group.columns.values()}
            problems = [issue for issue in problems if _column(issue.place.cell) in own]
        issues += problems
        found.append(Recognised(sheet, table, tuple(rows.records), frozenset(reader.unread), rows.passed))
    return found, issues


def _column(cell: str) -> int:
    return column_number(cell.rstrip("0123456789"))
