"""Other people's readers of spreadsheets, which ours is compared with cell by cell, and where they are known to be wrong."""

from __future__ import annotations

import math
import re
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import openpyxl
import python_calamine

from pipeline.read import NO_VALUE, Cell, Sheet
from pipeline.read.cells import LAST_COLUMN, LAST_ROW, LOST, column_number, letters

Value = str | bool | float | date | datetime | None
Cells = dict[str, Value]
Reader = Callable[[Path], dict[str, Cells]]


class Difference(NamedTuple):
    """A cell that two readers read differently; ``excuse`` says why the other one is wrong, where it is known to be."""

    sheet: str
    cell: str
    ours: Value
    theirs: Value
    excuse: str = ""

    def __str__(self) -> str:
        said = f"{self.sheet}!{self.cell}: ours {self.ours!r}, theirs {self.theirs!r}"
        return f"{said} ({self.excuse})" if self.excuse else said


class Excuse(NamedTuple):
    """Where another reader is wrong, and a test of the two values that are then found."""

    reader: str
    why: str
    holds: Callable[[Value, Value], bool]


def _unescaped(text: str) -> str:
    text = re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _moment(value: Value) -> float | None:
    """A date or number as days since Excel's beginning."""
    if isinstance(value, datetime):
        return (value - datetime(1899, 12, 30)) / timedelta(days=1)  # noqa: DTZ001
    if isinstance(value, date):
        return float((value - date(1899, 12, 30)).days)
    return value if isinstance(value, float) else None


def _same_moment(ours: Value, theirs: Value) -> bool:
    mine, other = _moment(ours), _moment(theirs)
    return mine is not None and other is not None and abs(mine - other) < 1e-5


def _is_rounded_time(ours: Value, theirs: Value) -> bool:
    """Whether two parts of a day are the same thousandth of a second, to which the second one is rounded."""
    return (
        isinstance(ours, float)
        and isinstance(theirs, float)
        and abs(ours - theirs) < 0.6 / 86_400_000
        and math.isclose(theirs * 86_400_000, round(theirs * 86_400_000), abs_tol=1e-4)
    )


EXCUSES = [
    Excuse(
        "openpyxl",
        "leaves Excel's escapes for control characters as they are written",
        lambda ours, theirs: isinstance(theirs, str) and "_x" in theirs and _unescaped(theirs) == ours,
    ),
    Excuse(
        "openpyxl",
        "makes dates of numbers before the calendar begins",
        lambda ours, theirs: (
            isinstance(ours, float) and ours < 0 and isinstance(theirs, datetime) and theirs.year < 1900
        ),
    ),
    Excuse(
        "openpyxl",
        "reads a time of day without a date as a number",
        lambda ours, theirs: (
            isinstance(ours, str)
            and isinstance(theirs, float)
            and re.fullmatch(r"\d\d:\d\d:\d\d(\.\d+)?", ours) is not None
        ),
    ),
    Excuse(
        "openpyxl",
        "gives a number of days beyond the calendar's end as an error",
        lambda ours, theirs: isinstance(ours, float) and ours >= 2_958_466 and theirs == "#VALUE!",
    ),
    *(Excuse(reader, "rounds a time of day", _is_rounded_time) for reader in ("openpyxl", "calamine")),
    Excuse(
        "calamine",
        "gives an error cell as a blank, or as the nought that is coded beside it",
        lambda ours, theirs: (
            isinstance(ours, str) and re.match(r"#|\w+ ?:5\d\d$", ours) is not None and theirs in (None, 0.0)
        ),
    ),
    *(
        Excuse(
            reader,
            "gives the day that never was, 29 February 1900, as the day before it",
            lambda ours, theirs: isinstance(ours, float) and 60 <= ours < 61 and _same_moment(ours, theirs),
        )
        for reader in ("openpyxl", "calamine")
    ),
    Excuse(
        "calamine",
        "puts a null behind each letter of a text of Excel 95",
        lambda ours, theirs: (
            isinstance(ours, str) and isinstance(theirs, str) and len(theirs) > 1 and set(theirs[1::2]) == {"\0"}
        ),
    ),
    Excuse(
        "calamine",
        "gives what is beyond numbers as no number, where Excel shows an error",
        lambda ours, theirs: ours == "#NUM!" and isinstance(theirs, float) and not math.isfinite(theirs),
    ),
    Excuse(
        "calamine",
        "leaves out the tabs and line breaks of a text in an open document",
        lambda ours, theirs: (
            isinstance(ours, str) and isinstance(theirs, str) and re.sub(r"[\t\n]", "", ours) == theirs
        ),
    ),
    Excuse(
        "calamine",
        "gives hours that have passed, in an open document, as they are coded",
        lambda ours, theirs: isinstance(ours, float) and isinstance(theirs, str) and theirs.startswith("PT"),
    ),
    Excuse(
        "LibreOffice",
        "shows the 1 or 0 of a formula as true or false, or the other way round",
        lambda ours, theirs: (
            isinstance(ours, bool) is not isinstance(theirs, bool)
            and isinstance(ours, bool | float)
            and isinstance(theirs, bool | float)
            and ours == theirs
        ),
    ),
]


def compare(sheets: list[Sheet], theirs: dict[str, Cells], reader: str) -> list[Difference]:
    """Every cell whose value or address differs, the excused among them."""
    found = []
    ours = {sheet.name: plain(sheet) for sheet in sheets}
    if list(ours) == [""] and len(theirs) == 1:  # before 1993 a sheet had no name; other readers make one up
        ours = dict.fromkeys(theirs, ours[""])
    for name in [*ours, *(other for other in theirs if other not in ours)]:
        mine, other = ours.get(name, {}), theirs.get(name, {})
        if name not in theirs or name not in ours:
            if mine or other:
                found.append(Difference(name, "", f"{len(mine)} cells", f"{len(other)} cells"))
            continue
        covered = _covered(next(sheet for sheet in sheets if sheet.name in (name, "")))
        for at in [*mine, *(at for at in other if at not in mine)]:
            left, right = mine.get(at), other.get(at)
            if left in (NO_VALUE, LOST) and right is None:
                continue
            if not same(left, right):
                why = next((e.why for e in EXCUSES if e.reader == reader and e.holds(left, right)), "")
                if not _is_address(at):
                    why = "is an address that no sheet has"
                elif reader == "openpyxl" and right is None and at in covered:
                    why = "empties what a merged cell covers"
                found.append(Difference(name, at, left, right, why))
    return found


def _covered(sheet: Sheet) -> set[str]:
    """The addresses of filled cells that a merged one covers."""
    return {
        f"{letters(column)}{line.number}"
        for line in sheet.lines
        for area in sheet.merged
        if area.top <= line.number <= area.bottom
        for column in line.cells
        if area.left <= column <= area.right and (line.number, column) != (area.top, area.left)
    }


def _is_address(text: str) -> bool:
    match = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", text)
    return match is not None and column_number(match[1]) < LAST_COLUMN and 0 < int(match[2]) <= LAST_ROW


def differences(path: Path, sheets: list[Sheet], office: bool) -> tuple[str, list[Difference]]:
    """The first reader that can read a file, and the cells that it reads differently.

    Where a second reader reads a cell as ours does, the first one is excused. ``office`` asks LibreOffice too.
    """
    first, found = "", list[Difference]()
    for name, reader in readers_for(path):
        if (name == "LibreOffice" and not office) or (first and all(each.excuse for each in found)):
            continue
        try:
            theirs = reader(path)
        except BaseException:  # whatever becomes of another's reader, a panic of Rust's included
            continue
        if not first:
            first, found = name, compare(sheets, theirs, name)
        else:
            left = {(each.sheet, each.cell) for each in compare(sheets, theirs, name) if not each.excuse}
            agreed = f"{name} reads it as we do"
            found = [
                each if each.excuse or (each.sheet, each.cell) in left else each._replace(excuse=agreed)
                for each in found
            ]
    return first, found


def same(ours: Value, theirs: Value) -> bool:
    """Whether two readers' values say the same."""
    if isinstance(ours, bool) or isinstance(theirs, bool):
        return ours is theirs
    if isinstance(ours, float) and isinstance(theirs, float):
        return math.isclose(ours, theirs, rel_tol=1e-13, abs_tol=1e-300)
    if isinstance(ours, date) and isinstance(theirs, date):
        return _same_moment(ours, theirs)
    return ours == theirs


def plain(sheet: Sheet) -> Cells:
    """Our cells by address, with faults in place of values."""
    return {
        f"{letters(column)}{line.number}": _plain(cell) for line in sheet.lines for column, cell in line.cells.items()
    }


def _plain(cell: Cell) -> Value:
    if cell.fault:
        return cell.fault
    return float(cell.value) if isinstance(cell.value, Decimal) else cell.value


def by_openpyxl(path: Path) -> dict[str, Cells]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with path.open("rb") as file:  # whatever the file is called
            book = openpyxl.load_workbook(file, data_only=True)
    if not book.worksheets:
        raise LookupError("it finds no sheet in the strict form of a workbook")
    # iter_rows would walk over a billion empty cells
    return {
        sheet.title: {
            cell.coordinate: _value(cell.value) for cell in sheet._cells.values() if cell.value not in (None, "")
        }
        for sheet in book.worksheets
    }


def by_calamine(path: Path) -> dict[str, Cells]:
    with path.open("rb") as file:
        book = python_calamine.CalamineWorkbook.from_filelike(file)
        found = {}
        for meta in book.sheets_metadata:
            if meta.typ is not python_calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(meta.name)
            top, left = sheet.start or (0, 0)
            found[meta.name] = {
                f"{letters(left + column)}{top + row + 1}": _value(value)
                for row, values in enumerate(sheet.to_python(skip_empty_area=True))
                for column, value in enumerate(values)
                if value not in (None, "")
            }
    return found


def by_office(path: Path) -> dict[str, Cells]:
    """By LibreOffice, through the xlsx it makes of the file."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise FileNotFoundError("LibreOffice is not installed")
    with tempfile.TemporaryDirectory() as place:
        profile = f"-env:UserInstallation=file://{place}/profile"
        command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", f"{place}/made", str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return by_openpyxl(next(Path(place, "made").iterdir()))


READERS: dict[str, Reader] = {"openpyxl": by_openpyxl, "calamine": by_calamine, "LibreOffice": by_office}


def readers_for(path: Path) -> Iterator[tuple[str, Reader]]:
    """The readers that may know a file, the most exact first."""
    if path.suffix.lower() in (".xlsx", ".xlsm", ".xltx", ".xltm"):
        yield "openpyxl", by_openpyxl
    if path.suffix.lower() in (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods"):
        yield "calamine", by_calamine
    yield "LibreOffice", by_office


def _value(value: object) -> Value:
    if isinstance(value, bool | str | datetime):
        return value
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6) / 86400
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    return value if isinstance(value, date) else str(value)
