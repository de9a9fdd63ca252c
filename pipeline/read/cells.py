"""Cells as they stand in a file: their value, how it is shown, and their true address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pipeline.places import Place

LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
"""How many columns and rows a sheet may have, in every kind of workbook that is read."""

Value = str | bool | Decimal | date | datetime | None

NO_VALUE = "formula"
"""The fault of a formula that was never worked out: the file holds no value for it."""

LOST = "a text that the file has lost"
"""The fault of a cell whose text is not among the workbook's."""


class Cell(NamedTuple):
    """One filled cell.

    ``format`` is its number format as Excel writes it ("0.0%"), empty for General. ``fault`` is
    the error it shows ("#REF!"), :data:`NO_VALUE` or :data:`LOST`; its value is then None, which never
    means blank.
    """

    value: Value
    format: str = ""
    fault: str = ""


class Line:
    """A row with something in it: its number from 1, and its filled cells by column from 0.

    ``cells`` may be given as a function that reads them, called when they are first asked for: most
    rows of most workbooks (extracts, look-ups, last year's) never are.
    """

    __slots__ = ("_cells", "hidden", "number")

    def __init__(self, number: int, hidden: bool, cells: Mapping[int, Cell] | Callable[[], Mapping[int, Cell]]) -> None:
        self.number = number
        self.hidden = hidden
        self._cells = cells

    @property
    def cells(self) -> Mapping[int, Cell]:
        if callable(self._cells):
            self._cells = self._cells()
        return self._cells

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Line)
            and (self.number, self.hidden) == (other.number, other.hidden)
            and self.cells == other.cells
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Line({self.number}, {self.hidden}, {self.cells!r})"


class Area(NamedTuple):
    """A merged range: first and last row from 1, first and last column from 0."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        """``B5:B8``."""
        return f"{letters(self.left)}{self.top}:{letters(self.right)}{self.bottom}"


def no_fills(letters: str) -> Mapping[int, str]:
    """No colours, where the reader knows of none."""
    return {}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook, or a whole csv file (``name`` is then empty).

    ``typed`` is False where the file can hold nothing but text, as csv does. ``cut`` is where one value fills
    more cells than anyone types, which were not read. ``fills`` gives for a column's letters the row and colour
    (``C00000``) of each of its cells that is filled with one, empty cells too, where the reader knows.
    """

    file: str
    name: str
    lines: Sequence[Line]
    merged: tuple[Area, ...] = ()
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    typed: bool = True
    cut: tuple[Area, ...] = ()
    fills: Callable[[str], Mapping[int, str]] = field(default=no_fills, compare=False, repr=False)

    def place(self, row: int, column: int, heading: str = "") -> Place:
        """The place of a cell, row from 1 and column from 0."""
        return Place(self.file, self.name, f"{letters(column)}{row}", heading)

    @property
    def whole(self) -> Place:
        """The place of the sheet itself."""
        return Place(self.file, self.name)


@lru_cache(maxsize=16384)
def letters(column: int) -> str:
    """Column from 0 to its letters: 0 is A, 27 is AB."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


@lru_cache(maxsize=16384)
def column_number(text: str) -> int:
    """Letters to column from 0: A is 0, AB is 27."""
    number = 0
    for letter in text:
        number = number * 26 + ord(letter) - 64
    return number - 1


def columns_of(ranges: Iterable[tuple[int, int]]) -> frozenset[int]:
    """The columns in these ranges, each from its first (0 or more) up to but not including its last."""
    columns: set[int] = set()
    reached = 0
    for first, last in sorted(ranges):
        first = max(first, reached)
        reached = max(reached, min(last, LAST_COLUMN))
        columns.update(range(first, reached))
    return frozenset(columns)
