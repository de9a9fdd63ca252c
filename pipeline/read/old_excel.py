"""Older and binary Excel workbooks (.xls, .xlsb), by python-calamine."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite

import python_calamine

from pipeline.read.cells import Area, Cell, Line, Sheet
from pipeline.read.formats import exact
from pipeline.read.refusals import MOST_CELLS, SAVE_AGAIN, Refused, damaged, too_big


def read_old_excel(data: bytes, file: str) -> list[Sheet]:
    """Every worksheet of the workbook, in its order.

    Error cells and formulas without a value come as blanks, and number formats not at all: that is
    all this library tells, so such a workbook is better saved as .xlsx (see C-02).
    """
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except python_calamine.PasswordError:
        raise Refused("is protected by a password", "Save a copy without the password in this folder.") from None
    except (python_calamine.CalamineError, OSError, ValueError):
        raise damaged() from None
    except BaseException as failure:  # pyo3 raises PanicException, which is no Exception
        if type(failure).__name__ != "PanicException":
            raise
        raise damaged() from None
    sheets = []
    for meta in book.sheets_metadata:
        if meta.typ is not python_calamine.SheetTypeEnum.WorkSheet:
            continue
        try:
            sheets.append(_sheet(book, meta, file))
        except python_calamine.CalamineError:
            raise Refused("has a sheet that can't be read", SAVE_AGAIN) from None
    return sheets


def _sheet(book: python_calamine.CalamineWorkbook, meta: python_calamine.SheetMetadata, file: str) -> Sheet:
    sheet = book.get_sheet_by_name(meta.name)
    if sheet.total_height * sheet.total_width > MOST_CELLS * 4:
        raise too_big()
    top, left = sheet.start or (0, 0)
    lines = []
    for step, row in enumerate(sheet.to_python(skip_empty_area=True)):
        cells = {left + column: cell for column, value in enumerate(row) if (cell := _cell(value)) is not None}
        if cells:
            lines.append(Line(top + 1 + step, False, cells))
    merged = tuple(Area(first[0] + 1, first[1], last[0] + 1, last[1]) for first, last in sheet.merged_cell_ranges or ())
    hidden = meta.visible is not python_calamine.SheetVisibleEnum.Visible
    return Sheet(file, meta.name, tuple(lines), merged, hidden)


def _cell(value: object) -> Cell | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return Cell(value if value.time() != time() else value.date())
    if isinstance(value, bool | str | date):
        return Cell(value)
    if isinstance(value, int | float):
        return Cell(exact(repr(value))) if isfinite(value) else Cell(str(value))
    if isinstance(value, timedelta):
        return Cell(Decimal(str(value / timedelta(days=1))))
    return Cell(str(value))
