"""Merged cells among the rows of a table: titles across it, values that hold for all their rows, and the rest."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from pipeline.issues import Issue, Severity, rule
from pipeline.parse.fitting import Table
from pipeline.read.cells import Area, Line, Sheet, letters

MERGED = rule("C-07", Severity.ERROR, "No cells are merged among the data: each row says its own values.")


class Merges:
    """The merged ranges of a sheet, as they bear on the rows of a table."""

    def __init__(self, sheet: Sheet, table: Table) -> None:
        self.sheet = sheet
        self._titles: set[int] = set()
        self._carried: dict[tuple[int, int], int] = {}
        self._bad: list[Area] = []
        self._lines: dict[int, Line] = {}
        read = table.columns
        columns = table.kind.columns()
        groups = {head.column for name, head in table.heads.items() if columns[name].groups and not table.across}
        for area in sheet.merged:
            inside = {column for column in read if area.left <= column <= area.right}
            if area.bottom < table.first or area.top > table.last or not inside:
                continue
            wide = len(inside) > max(2, len(read) / 2)
            if area.top == area.bottom and wide:
                self._titles.add(area.top)  # a section's title written across the table
            elif len(inside) == 1 and area.bottom - area.top < 1_000 and inside <= groups and area.top >= table.first:
                column = next(iter(inside))
                self._carried.update({(row, column): area.top for row in range(area.top + 1, area.bottom + 1)})
            elif len(inside) > 1 or area.bottom > area.top:
                self._bad.append(area)

    def across(self, row: int) -> bool:
        """Whether a row is a title written across the table."""
        return row in self._titles

    def carried_from(self, row: int, column: int) -> Line | None:
        """The row whose value holds for this cell too, as they are merged; None where there is none."""
        if not self._carried or (row, column) not in self._carried:
            return None
        if not self._lines:
            self._lines = {line.number: line for line in self.sheet.lines}
        return self._lines.get(self._carried[row, column])

    def covers(self, row: int, column: int) -> bool:
        """Whether a cell is empty because of a merged range that is said to be wrong."""
        return any(area.top <= row <= area.bottom and area.left <= column <= area.right for area in self._bad)

    def issues(self, rows: Iterable[int]) -> list[Issue]:
        """One issue for each merged range that takes in rows of data."""
        if not self._bad:
            return []
        numbers = sorted(rows)
        found = []
        for area in self._bad:
            at = bisect_left(numbers, area.top)
            if at == len(numbers) or numbers[at] > area.bottom:
                continue
            message = (
                f"Cells {area} are merged: only {letters(area.left)}{area.top} holds a value, the others are empty."
            )
            remedy = "Unmerge them and type the value in each cell it is meant for."
            found.append(MERGED.at(self.sheet.place(area.top, area.left), message, remedy))
        return found
