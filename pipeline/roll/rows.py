"""The rows and cells of a worksheet's XML: found by address, made in their place where the file has none."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.read.cells import column_number, letters


def row_and_column(cell: str) -> tuple[int, int]:
    """``F12`` as row 12 and column 5; (0, 0) where it is no address."""
    name = cell.replace("$", "").rstrip("0123456789")
    number = cell.replace("$", "")[len(name) :]
    return (int(number), column_number(name)) if number and name.isalpha() and name.isupper() else (0, 0)


class Rows:
    """A worksheet's rows by number. Rows and cells that don't say where they are follow the one before."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.ns = str(etree.QName(root).namespace)
        data = root.find(f"{{{self.ns}}}sheetData")
        if data is None:
            raise KeyError("sheetData")
        self.data = data
        self.rows: dict[int, etree._Element] = {}
        number = 0
        for row in data.iterchildren(f"{{{self.ns}}}row"):
            number = int(row.get("r", number + 1))
            if number in self.rows:
                raise ValueError("a row stands twice")
            self.rows[number] = row

    def find(self, row: int, column: int) -> etree._Element | None:
        """A cell that the file has."""
        found = self.rows.get(row)
        return next((cell for at, cell in self.cells(found) if at == column), None) if found is not None else None

    def cell(self, row: int, column: int) -> etree._Element:
        """A cell, made in its place where there is none."""
        found = self.find(row, column)
        if found is not None:
            return found
        element = self.rows.get(row)
        if element is None:
            element = etree.Element(f"{{{self.ns}}}row", {"r": str(row)})
            later = [number for number in self.rows if number > row]
            if later:
                self.rows[min(later)].addprevious(element)
            else:
                self.data.append(element)
            self.rows[row] = element
        element.attrib.pop("spans", "")
        made = etree.Element(f"{{{self.ns}}}c", {"r": f"{letters(column)}{row}"})
        after = next((cell for at, cell in self.cells(element) if at > column), None)
        if after is not None:
            after.addprevious(made)
        else:
            element.insert(sum(1 for _ in self.cells(element)), made)
        return made

    def cells(self, row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
        """Column from 0 and element of each cell of a row."""
        column = -1
        for cell in list(row.iterchildren(f"{{{self.ns}}}c")):
            said = cell.get("r", "")
            column = row_and_column(said)[1] if said else column + 1
            yield column, cell

    def add_below(self, number: int) -> etree._Element:
        """A row below row ``number`` with the formats of its cells and nothing in them."""
        like = self.rows[number]
        if number + 1 in self.rows:  # formats without values
            self.data.remove(self.rows[number + 1])
        kept = {str(key): str(value) for key, value in like.attrib.items() if key not in ("hidden", "spans", "r")}
        row = etree.Element(f"{{{self.ns}}}row", {"r": str(number + 1), **kept})
        for column, cell in self.cells(like):
            style = {"s": str(cell.get("s"))} if cell.get("s") else {}
            etree.SubElement(row, f"{{{self.ns}}}c", {"r": f"{letters(column)}{number + 1}", **style})
        like.addnext(row)
        self.rows[number + 1] = row
        return row
