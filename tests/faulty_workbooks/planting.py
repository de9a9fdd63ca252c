"""Faults planted in real workbooks, one at a time, and where each must be found.

A spot is written ``Sheet/field/row``: rows of data from 1, and 0 for the row of headings. On Plan
details, which has an item on each line, ``Plan details/as_at/1`` is where its value stands.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import openpyxl
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter as letters
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

import pipeline.sheets  # noqa: F401 - loads every sheet we know
from pipeline.sheets.columns import SheetType, sheet_types
from tests.faulty_workbooks import sound

HEADINGS = 3
"""The row of the headings, below the sheet's title."""

KINDS: dict[str, SheetType] = {kind.name: kind for kind in sheet_types()}


class Expected(NamedTuple):
    """An issue that must be found: its rule and its place."""

    code: str
    file: str
    sheet: str
    cell: str


@dataclass(frozen=True)
class Planted:
    """A fault, the quarter's workbooks with it (bytes by file name), and all that must be found in them."""

    name: str
    books: Mapping[str, bytes]
    expected: frozenset[Expected]


@dataclass(frozen=True)
class Fault:
    """What is done to the quarter's workbooks, and what must be found: rules at spots of ``file``."""

    name: str
    file: str
    plant: Callable[[dict[str, bytes]], object]
    found: tuple[tuple[str, str], ...]

    @property
    def expected(self) -> frozenset[Expected]:
        """The issues that must be found."""
        return frozenset(Expected(code, *place(spot, self.file)) for code, spot in self.found)

    def planted(self) -> Planted:
        """The quarter with this fault and no other."""
        books = dict(sound_books())
        self.plant(books)
        return Planted(self.name, books, self.expected)


def book(name: str, file: str, change: Callable[[Workbook], object], *found: tuple[str, str]) -> Fault:
    """Something done to a workbook."""

    def plant(books: dict[str, bytes]) -> None:
        changed = filled(sound.quarter()[file])
        change(changed)
        books[file] = saved(changed)

    return Fault(name, file, plant, found)


def sheet(name: str, title: str, change: Callable[[Worksheet], object], *found: tuple[str, str]) -> Fault:
    """Something done to a sheet."""
    return book(name, file_of(title), lambda whole: change(whole[title]), *found)


def cell(spot: str, value: object, *found: str | tuple[str, str], format: str = "") -> Fault:  # noqa: A002
    """A cell that holds ``value`` in place of what is right; ``found`` are rules at that cell, or rules at spots."""

    def change(whole: Workbook) -> None:
        at = whole[spot.split("/")[0]][where(spot)]
        at.value = value
        at.number_format = format or ("General" if isinstance(value, int | float) else at.number_format)

    wanted = tuple((one, spot) if isinstance(one, str) else one for one in found)
    return book(f"{spot} is {value!r}{f' shown as {format}' if format else ''}", file_of(spot), change, *wanted)


def cells(name: str, changes: Mapping[str, object], *found: tuple[str, str]) -> Fault:
    """Several cells of one workbook changed."""

    def change(whole: Workbook) -> None:
        for spot, value in changes.items():
            whole[spot.split("/")[0]][where(spot)].value = value

    return book(name, file_of(next(iter(changes))), change, *found)


def more(name: str, title: str, rows: sound.Rows, *found: tuple[str, str]) -> Fault:
    """Rows added at the end of a sheet, each like its first row but for what is given."""

    def change(page: Worksheet) -> None:
        names = list(KINDS[title].columns())
        first = {field: page.cell(HEADINGS + 1, at).value for at, field in enumerate(names, 1)}
        for number, row in enumerate(rows, page.max_row + 1):
            for at, field in enumerate(names, 1):
                _put(page.cell(number, at), (first | row)[field])

    return sheet(name, title, change, *found)


def file_of(spot: str) -> str:
    """The workbook that a sheet is in (of the two of updates, the Head of Assessment's)."""
    wanted = spot.split("/")[0]
    return next(file for file, sheets in sound.quarter().items() if wanted in sheets)


def place(spot: str, file: str) -> tuple[str, str, str]:
    """File, sheet and cell of a spot; a spot may name its file first, with a colon, or be the folder."""
    if spot.startswith("folder"):
        return ("the quarter's folder", spot.removeprefix("folder").lstrip("/"), "")
    if ":" in spot:
        file, _, spot = spot.partition(":")
    title = spot.split("/")[0]
    if not file or (title in KINDS and title not in sound.quarter()[file]):
        file = file_of(spot)
    return (file, title, where(spot) if "/" in spot else "")


def where(spot: str) -> str:
    """The address of a spot; ``Sheet/C7`` is itself."""
    title, name, *row = spot.split("/")
    if not row:
        return name
    names = list(KINDS[title].columns())
    if KINDS[title].key_value:
        return f"{'AB'[int(row[0])]}{HEADINGS + 1 + names.index(name)}"
    column = names.index(name) if name else 0
    return f"{letters(column + 1)}{HEADINGS + int(row[0])}"


@lru_cache(maxsize=1)
def sound_books() -> Mapping[str, bytes]:
    """The sound quarter's workbooks."""
    return {file: saved(filled(sheets)) for file, sheets in sound.quarter().items()}


@lru_cache(maxsize=1)
def sound_books_before() -> Mapping[str, bytes]:
    """The workbooks of the quarter before."""
    return {file: saved(filled(sheets)) for file, sheets in sound.quarter_before().items()}


def filled(sheets: Mapping[str, sound.Rows]) -> Workbook:
    """A workbook with a title, headings and rows on each sheet, every column of the kind there."""
    book = openpyxl.Workbook()
    del book["Sheet"]
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        page["A1"] = title
        page["A1"].font = Font(bold=True)
        columns = KINDS[title].columns()
        if KINDS[title].key_value:
            for number, (name, column) in enumerate(columns.items(), HEADINGS + 1):
                page.cell(number, 1, column.heading)
                _put(page.cell(number, 2), rows[0].get(name))
            continue
        for at, column in enumerate(columns.values(), 1):
            page.cell(HEADINGS, at, column.heading).font = Font(bold=True)
        for number, row in enumerate(rows, HEADINGS + 1):
            for at, name in enumerate(columns, 1):
                _put(page.cell(number, at), row.get(name))
    return book


def _put(at: Any, value: Any) -> None:
    if value is not None:
        at.value = value
        if hasattr(value, "year"):
            at.number_format = "DD/MM/YYYY"


def saved(book: Workbook) -> bytes:
    """The workbook as a file."""
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()
