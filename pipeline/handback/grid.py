"""The cells of a worksheet part: found by reference, made where the file has none, and how wide and high they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.read.cells import column_number, letters

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_TRUE = ("1", "true")
LAST_COLUMN = 16_383
LAST_ROW = 1_048_576


def address(cell: str) -> tuple[int, int] | None:
    """Row from 1 and column from 0 of the first cell of ``F12`` or ``B5:B8``; None where it is neither."""
    match = _REFERENCE.fullmatch(cell.partition(":")[0])
    if match is None:
        return None
    row, column = int(match[2]), column_number(match[1])
    return (row, column) if 1 <= row <= LAST_ROW and column <= LAST_COLUMN else None


def reference(row: int, column: int) -> str:
    """``F12`` of row 12 and column 5."""
    return f"{letters(column)}{row}"


class Grid:
    """A worksheet's rows and columns, in a tree that may be changed. Rows and cells without a reference follow the one before."""

    def __init__(self, root: etree._Element) -> None:
        self.ns = str(etree.QName(root).namespace)
        self.root = root
        data = root.find(f"{{{self.ns}}}sheetData")
        if data is None:
            raise KeyError("sheetData")
        self.data = data
        self.rows: dict[int, list[etree._Element]] = {}
        number = 0
        for row in data.iterchildren(f"{{{self.ns}}}row"):
            number = int(row.get("r", number + 1))
            self.rows.setdefault(number, []).append(row)
        self.columns = list(root.iterfind(f"{{{self.ns}}}cols/{{{self.ns}}}col"))
        self.merged = list(self._merged())

    def _merged(self) -> Iterator[tuple[int, int, int, int]]:
        for each in self.root.iterfind(f"{{{self.ns}}}mergeCells/{{{self.ns}}}mergeCell"):
            first, _, last = each.get("ref", "").partition(":")
            start, end = address(first), address(last or first)
            if start and end:
                yield (*start, *end)

    def top_left(self, row: int, column: int) -> tuple[int, int]:
        """The cell that is seen where ``row`` and ``column`` meet: a merged range's first."""
        for top, left, bottom, right in self.merged:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return row, column

    def cell(self, row: int, column: int) -> etree._Element:
        """The cell's element, made in its place where there is none."""
        for element in self.rows.get(row, ()):
            for at, cell in _cells(element, self.ns):
                if at == column:
                    return cell
        if row not in self.rows:
            self.rows[row] = [self._new_row(row)]
        return self._new_cell(self.rows[row][-1], row, column)

    def _new_row(self, number: int) -> etree._Element:
        element = etree.Element(f"{{{self.ns}}}row", r=str(number))
        after = [rows[0] for at, rows in self.rows.items() if at > number]
        if after:
            after[0].addprevious(element)
        else:
            self.data.append(element)
        return element

    def _new_cell(self, row: etree._Element, number: int, column: int) -> etree._Element:
        element = etree.Element(f"{{{self.ns}}}c", r=reference(number, column))
        style = self._style_of_blank(row, column)
        if style:
            element.set("s", style)
        later = next((cell for at, cell in _cells(row, self.ns) if at > column), None)
        if later is not None:
            later.addprevious(element)
        else:
            last = [cell for _, cell in _cells(row, self.ns)]
            if last:
                last[-1].addnext(element)
            else:
                row.insert(0, element)
        spans = re.fullmatch(r"(\d+):(\d+)", row.get("spans", ""))
        if spans:
            row.set("spans", f"{min(int(spans[1]), column + 1)}:{max(int(spans[2]), column + 1)}")
        return element

    def _style_of_blank(self, row: etree._Element, column: int) -> str:
        """The style that a cell has which the file doesn't hold: its row's, else its column's."""
        if row.get("customFormat") in _TRUE:
            return row.get("s", "")
        found = self._column(column)
        return found.get("style", "") if found is not None else ""

    def _column(self, column: int) -> etree._Element | None:
        for each in self.columns:
            first, last = each.get("min", ""), each.get("max", "")
            if first.isdigit() and last.isdigit() and int(first) <= column + 1 <= int(last):
                return each
        return None

    def width(self, column: int) -> int:
        """A column's width in pixels as Excel draws it with its usual font; 0 where it is hidden."""
        found = self._column(column)
        if found is not None and found.get("hidden") in _TRUE:
            return 0
        standard = self.root.find(f"{{{self.ns}}}sheetFormatPr")
        usual = standard.get("defaultColWidth") if standard is not None else None
        said = (found.get("width") if found is not None else None) or usual
        return round(_number(said, 64 / 7) * 7)

    def height(self, row: int) -> int:
        """A row's height in pixels; 0 where it is hidden."""
        standard = self.root.find(f"{{{self.ns}}}sheetFormatPr")
        usual = standard.get("defaultRowHeight") if standard is not None else None
        said = usual
        for element in self.rows.get(row, ()):
            if element.get("hidden") in _TRUE:
                return 0
            said = element.get("ht") or usual
        return round(_number(said, 15) * 4 / 3)


def _number(text: str | None, otherwise: float) -> float:
    try:
        return float(text) if text else otherwise
    except ValueError:
        return otherwise


def _cells(row: etree._Element, ns: str) -> Iterator[tuple[int, etree._Element]]:
    column = -1
    for cell in row.iterchildren(f"{{{ns}}}c"):
        match = _REFERENCE.fullmatch(cell.get("r", ""))
        column = column_number(match[1]) if match else column + 1
        yield column, cell
