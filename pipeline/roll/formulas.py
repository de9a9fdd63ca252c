"""Formulas filled down into new rows, as Excel fills them: what they refer to moves with them, unless it is held by a $."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from pipeline.read.cells import column_number, letters
from pipeline.roll.rows import row_and_column

_KEPT = re.compile(r"""("(?:[^"]|"")*"|'(?:[^']|'')*'|\[[^\]]*\])""")
"""Texts, sheets' names in quotation marks, and columns of tables: nothing in them moves."""
_CELL = re.compile(r"(?<![A-Za-z0-9_.$\\])(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})(?![A-Za-z0-9_.(!])")
_WHOLE_ROWS = re.compile(r"(?<![A-Za-z0-9_.$])\$?\d+:\$?\d+")


def moved(formula: str, down: int, right: int = 0) -> str:
    """A formula as it is ``down`` rows below and ``right`` columns beside where it stood."""

    def shifted(match: re.Match[str]) -> str:
        held_column, column, held_row, row = match.groups()
        if not held_column:
            column = letters(column_number(column.upper()) + right)
        return f"{held_column}{column}{held_row}{row if held_row else int(row) + down}"

    parts = _KEPT.split(formula)
    return "".join(part if at % 2 else _CELL.sub(shifted, part) for at, part in enumerate(parts))


def formulas_of(cells: Mapping[int, etree._Element], root: etree._Element) -> dict[int, str]:
    """Column -> formula of the cells of a row that have one that can be filled down; ``root`` is their sheet."""
    found: dict[int, str] = {}
    for column, cell in cells.items():
        ns = etree.QName(cell).namespace
        element = cell.find(f"{{{ns}}}f")
        if element is None or element.get("t", "normal") not in ("normal", "shared"):
            continue
        text = element.text or _shared(element, cell, root)
        if text and not _WHOLE_ROWS.search(text):
            found[column] = text
    return found


def _shared(element: etree._Element, cell: etree._Element, root: etree._Element) -> str:
    """The formula of a cell that shares one written in another cell."""
    number = element.get("si")
    for other in root.iter(str(element.tag)):
        first = other.getparent()
        if other.text and number is not None and other.get("si") == number and first is not None:
            (row, column), (at, beside) = (row_and_column(str(each.get("r", ""))) for each in (cell, first))
            return moved(other.text, row - at, column - beside)
    return ""
