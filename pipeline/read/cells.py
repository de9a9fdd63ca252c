"""Cells as they stand in a file: their value, how it is shown, and their true address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pipeline.places import Place

Value = str | bool | Decimal | date | datetime | None

NO_VALUE = "formula"
"""The fault of a formula that was never worked out: the file holds no value for it."""


class Cell(NamedTuple):
    """One filled cell.

    ``format`` is its number format as Excel writes it ("0.0%"), empty for General. ``fault`` is
    the error it shows ("#REF!") or :data:`NO_VALUE`; its value is then None, which never means blank.
    """

    value: Value
    format: str = ""
    fault: str = ""


class Line(NamedTuple):
    """A row with at least one filled cell: its number from 1, and its cells by column from 0."""

    number: int
    hidden: bool
    cells: Mapping[int, Cell]


class Area(NamedTuple):
    """A merged range: first and last row from 1, first and last column from 0."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        """``B5:B8``."""
        return f"{letters(self.left)}{self.top}:{letters(self.right)}{self.bottom}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook, or a whole csv file (``name`` is then empty).

    ``typed`` is False where the file can hold nothing but text, as csv does.
    """

    file: str
    name: str
    lines: tuple[Line, ...]
    merged: tuple[Area, ...] = ()
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    typed: bool = True

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
