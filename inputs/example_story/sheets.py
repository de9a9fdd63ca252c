"""How an officer lays a sheet out: a title above the headings, a filter, frozen panes, wrapped cells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

_TITLE = Font(name="Arial", size=14, bold=True)
_SMALL = Font(name="Arial", size=10, italic=True)
_HEAD = Font(name="Arial", size=10, bold=True, color="FFFFFF")
_BODY = Font(name="Arial", size=10)
_FILL = PatternFill("solid", fgColor="1F3864")
_WRAP = Alignment(wrap_text=True, vertical="top")


class Percent(Decimal):
    """A percentage kept as a fraction in a cell formatted as a percentage."""


def empty_book() -> Workbook:
    """A workbook with no sheets yet."""
    book = Workbook()
    del book[book.sheetnames[0]]
    return book


def lay_out(
    book: Workbook,
    name: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    titles: Sequence[str] = (),
    widths: Sequence[int] = (),
    hidden: Sequence[str] = (),
    choices: dict[str, Sequence[str]] | None = None,
    start_column: int = 1,
) -> Worksheet:
    """A sheet of ``rows`` under ``headings``; ``hidden`` columns by heading, ``choices`` offered in a list."""
    page: Worksheet = book.create_sheet(name)
    for number, words in enumerate(titles, start=1):
        cell = page.cell(number, start_column, words)
        cell.font = _TITLE if number == 1 else _SMALL
    top = len(titles) + 2 if titles else 1
    for offset, words in enumerate(headings):
        cell = page.cell(top, start_column + offset, words)
        cell.font, cell.fill, cell.alignment = _HEAD, _FILL, _WRAP
    for down, row in enumerate(rows, start=1):
        for offset, value in enumerate(row):
            _fill(page.cell(top + down, start_column + offset), value)
    _finish(page, headings, widths, hidden, top, len(rows), start_column)
    for heading, allowed in (choices or {}).items():
        letter = get_column_letter(start_column + list(headings).index(heading))
        rule = DataValidation(type="list", formula1='"' + ",".join(allowed) + '"', allow_blank=True)
        rule.add(f"{letter}{top + 1}:{letter}{top + max(len(rows), 1)}")
        page.add_data_validation(rule)
    return page


def _finish(
    page: Worksheet,
    headings: Sequence[str],
    widths: Sequence[int],
    hidden: Sequence[str],
    top: int,
    many: int,
    start_column: int,
) -> None:
    for offset, heading in enumerate(headings):
        letter = get_column_letter(start_column + offset)
        page.column_dimensions[letter].width = widths[offset] if offset < len(widths) else 16
        page.column_dimensions[letter].hidden = heading in hidden
    first, last = get_column_letter(start_column), get_column_letter(start_column + len(headings) - 1)
    page.auto_filter.ref = f"{first}{top}:{last}{top + max(many, 1)}"
    page.freeze_panes = f"{get_column_letter(start_column + 1)}{top + 1}"
    page.sheet_view.zoomScale = 90
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9


def _fill(cell: Cell | MergedCell, value: Any) -> None:
    if value is None or value == "":
        return
    cell.font, cell.alignment = _BODY, _WRAP
    if isinstance(value, Percent):
        cell.value, cell.number_format = float(value), "0.0%"
    elif isinstance(value, Decimal):
        cell.value = int(value) if value == value.to_integral_value() else float(value)
    elif isinstance(value, date):
        cell.value, cell.number_format = value, "dd/mm/yyyy"
    else:
        cell.value = value
        if isinstance(value, str):
            cell.number_format = "@"
