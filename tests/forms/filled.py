"""Forms filled in as a lead would, and put back into a quarter's folder."""

import io
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from inputs.make_example import EXAMPLE
from pipeline.sheets.columns import columns_of
from pipeline.sheets.updates import Update

HEADINGS = {name: column.heading for name, column in columns_of(Update).items()}
HA = "Update form - Head of Assessment - 2026-27 Q2.xlsx"
TOP = 4  # the row of headings on a form's sheets

Edit = Callable[[Workbook], None]


def quarter_folder(folder: Path, quarter: str = "2026-27-q2") -> Path:
    """The example's quarter and the one before, copied; the quarter's updates taken out."""
    plan = folder / "plan"
    before = {"2026-27-q2": "2026-27-q1", "2026-27-q1": "2025-26-q4"}[quarter]
    for name in (before, quarter):
        shutil.copytree(EXAMPLE / name, plan / name)
    shutil.rmtree(plan / quarter / "updates")
    return plan / quarter


def columns(sheet: Worksheet) -> dict[str, int]:
    """Heading -> column of a form's sheet."""
    return {str(cell.value): cell.column for cell in sheet[TOP]}


def row_of(sheet: Worksheet, action: str) -> int:
    return next(cell.row for cell in sheet["A"] if cell.value == action and cell.row > TOP)


def put(book: Workbook, action: str, **fields: Any) -> None:
    """Types into an action's row of the sheet Updates."""
    sheet = book["Updates"]
    at = columns(sheet)
    for field, value in fields.items():
        sheet.cell(row_of(sheet, action), at[HEADINGS[field]]).value = value


def clear(book: Workbook, action: str) -> None:
    """Empties an action's row of all that its lead fills in."""
    put(book, action, **{field: None for field in HEADINGS if field not in ("action", "text", "agreed_due")})


def filled(form: bytes, said: Mapping[str, Update], edit: Edit | None = None) -> bytes:
    """A form with the updates that are said typed in, and then what else is done to it."""
    book = load_workbook(io.BytesIO(form))
    sheet = book["Updates"]
    for row in range(TOP + 1, sheet.max_row + 1):
        update = said.get(str(sheet.cell(row, 1).value))
        if update is None:
            continue
        at = columns(sheet)
        for field in Update.model_fields:
            value = getattr(update, field)
            if field in HEADINGS and field not in ("action", "text", "agreed_due") and value:
                sheet.cell(row, at[HEADINGS[field]]).value = value
    if edit:
        edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
