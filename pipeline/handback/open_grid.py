"""The cells of a table in an OpenDocument spreadsheet: found by place, and cut out of the repetitions they are written as."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_ROW, _CELL, _COVERED, _COLUMN = (
    TABLE + name for name in ("table-row", "table-cell", "covered-table-cell", "table-column")
)
_GROUPS = {TABLE + name for name in ("table-rows", "table-row-group", "table-header-rows")} | {
    TABLE + name for name in ("table-columns", "table-column-group", "table-header-columns")
}
_ACROSS, _DOWN = TABLE + "number-columns-spanned", TABLE + "number-rows-spanned"


class _Run:
    """Elements that follow each other, each standing for one place or for several alike."""

    def __init__(self, parent: etree._Element, elements: Iterator[etree._Element], made: str, repeated: str) -> None:
        self._parent = parent
        self._made = made
        self._repeated = TABLE + repeated
        self._elements = list(elements)
        self._starts: list[int] = []
        self.end = 0
        for element in self._elements:
            self._starts.append(self.end)
            self.end += self._many(element)

    def __iter__(self) -> Iterator[tuple[int, etree._Element]]:
        return zip(self._starts, self._elements, strict=True)

    def _many(self, element: etree._Element) -> int:
        said = element.get(self._repeated, "1")
        return max(1, int(said)) if said.isdecimal() and len(said) < 10 else 1

    def at(self, place: int) -> etree._Element:
        """The element that stands for this place (from 0) alone; made where there is none."""
        if place >= self.end:
            gap = place - self.end
            for many in ([gap] if gap else []) + [1]:
                element = etree.Element(self._made)
                self._set(element, many)
                if self._elements:
                    self._elements[-1].addnext(element)
                else:
                    self._parent.append(element)
                self._elements.append(element)
                self._starts.append(self.end)
                self.end += many
            return self._elements[-1]
        number = bisect_right(self._starts, place) - 1
        element, start = self._elements[number], self._starts[number]
        before, after = place - start, start + self._many(element) - place - 1
        if before:
            first = deepcopy(element)
            first.tail = None
            self._set(first, before)
            element.addprevious(first)
            self._insert(number, first, start)
            number += 1
            self._starts[number] = place
        if after:
            last = deepcopy(element)
            self._set(last, after)
            element.tail = None
            element.addnext(last)
            self._insert(number + 1, last, place + 1)
        self._set(element, 1)
        return element

    def _insert(self, number: int, element: etree._Element, start: int) -> None:
        self._elements.insert(number, element)
        self._starts.insert(number, start)

    def _set(self, element: etree._Element, many: int) -> None:
        if many > 1:
            element.set(self._repeated, str(many))
        else:
            element.attrib.pop(self._repeated, "")


class Grid:
    """One table; places are its row from 1 and column from 0."""

    def __init__(self, table: etree._Element) -> None:
        self._rows = _Run(table, _within(table, _ROW), _ROW, "number-rows-repeated")
        self._columns = _Run(table, _within(table, _COLUMN), _COLUMN, "number-columns-repeated")
        self._cells: dict[int, _Run] = {}
        self._areas = list(self._merged())

    def _merged(self) -> Iterator[tuple[int, int, int, int]]:
        """The first and last row and column of each merged area."""
        for start, row in self._rows:
            if not any(cell.get(_ACROSS) or cell.get(_DOWN) for cell in row.iterchildren(_CELL)):
                continue
            for column, cell in _Run(row, row.iterchildren(_CELL, _COVERED), _CELL, "number-columns-repeated"):
                across, down = (int(cell.get(name, "1") or 1) for name in (_ACROSS, _DOWN))
                if across > 1 or down > 1:
                    yield start + 1, column, start + down, column + across - 1

    def top_left(self, row: int, column: int) -> tuple[int, int]:
        """The cell that shows at this place: that of a merged area is its first."""
        for top, left, bottom, right in self._areas:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return row, column

    def cell(self, row: int, column: int) -> etree._Element:
        """The cell at this place, written for itself alone."""
        element = self._rows.at(row - 1)
        if row not in self._cells:
            cells = element.iterchildren(_CELL, _COVERED)
            self._cells[row] = _Run(element, cells, _CELL, "number-columns-repeated")
        return self._cells[row].at(column)

    def style(self, row: int, column: int) -> str:
        """The name of the style of the cell at this place: its own, else its row's or its column's."""
        name = TABLE + "style-name"
        own = self.cell(row, column).get(name) or self._rows.at(row - 1).get(TABLE + "default-cell-style-name")
        if own:
            return own
        standing = [element for start, element in self._columns if start <= column]
        if not standing or column >= self._columns.end:
            return "Default"
        return standing[-1].get(TABLE + "default-cell-style-name", "Default")


def _within(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows or columns of a table, without those of a table inside a cell."""
    for child in parent.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag in _GROUPS:
            yield from _within(child, tag)
