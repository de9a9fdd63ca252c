"""Cells and rows of an officer's workbook changed in its parts, with all else as it was: formats, formulas, charts."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from datetime import date

from lxml import etree

from pipeline.handback.package import Package
from pipeline.handback.workbook import Workbook
from pipeline.read.cells import column_number, letters
from pipeline.read.text import plain_text, separator_of
from pipeline.roll.changes import Added, Value
from pipeline.roll.formulas import formulas_of, moved
from pipeline.roll.rows import Rows, row_and_column
from pipeline.wording import day

_FIRST_DAY = date(1899, 12, 30)
_FIRST_DAY_1904 = date(1904, 1, 1)
_TRUE = ("1", "true")
_TEXT = ("s", "str", "inlineStr")


def edited_workbook(data: bytes, cells: Mapping[str, Mapping[str, Value]], added: Mapping[str, Added]) -> bytes:
    """The workbook with cells written (by sheet and address) and rows added below a sheet's last.

    A cell keeps its format, and a new row has those of the row above it and its formulas; rules, tables and filters
    that end with that row end with the last new one. Raises CannotMark where it can't be kept whole.
    """
    package = Package(data)
    book = Workbook(package)
    book.refuse_what_cant_be_kept()
    book.without_signatures()
    properties = book.root.find(f"{{{book.ns}}}workbookPr")
    first = _FIRST_DAY_1904 if properties is not None and properties.get("date1904") in _TRUE else _FIRST_DAY
    parts = {tab.name: tab.part for tab in book.tabs}
    formulas = False
    for name in dict.fromkeys([*cells, *added]):
        rows = Rows(package.tree(parts[name], change=True))
        for cell, value in cells.get(name, {}).items():
            formulas |= _write(_like_above(rows, *row_and_column(cell), value), value, first)
        if name in added:
            formulas |= _add_rows(package, parts[name], rows, added[name])
            _named_ranges(book, name, added[name])
    if formulas:
        for gone in package.unrelate(book.name, "calcChain"):
            package.remove(gone)
    _calculate_on_opening(book)
    return package.packed()


def charted(data: bytes, sheets: Iterable[str]) -> list[str]:
    """Those of a workbook's sheets that its charts take figures from.

    Rows that are added to such a sheet are of every measure: which of them a chart's series goes on with, only a
    person can say.
    """
    package = Package(data)
    said = [
        element.text
        for name in package.names
        if name.startswith("xl/charts/") and name.endswith(".xml")
        for element in package.tree(name).iter()
        if isinstance(element.tag, str) and element.tag.endswith("}f") and element.text
    ]
    return [sheet for sheet in sheets if any(map(_of_sheet(sheet).search, said))]


def _of_sheet(sheet: str) -> re.Pattern[str]:
    """A reference to cells of a sheet: ``Readings!$C$2:$C$9``, ``'The readings'!C2``."""
    quoted = re.escape(sheet.replace("'", "''"))
    return re.compile(rf"(?:'{quoted}'|(?<![\w'.]){re.escape(sheet)})!")


def _like_above(rows: Rows, row: int, column: int, value: Value) -> etree._Element:
    """The cell; where a date is written into an empty one, in the format of the date above it."""
    cell = rows.cell(row, column)
    if isinstance(value, date) and len(cell) == 0:
        for above in range(row - 1, 0, -1):
            like = rows.find(above, column)
            if like is not None and len(like) and like.get("t", "n") == "n" and like.get("s"):
                cell.set("s", str(like.get("s")))
                break
    return cell


def _write(cell: etree._Element, value: Value, first: date) -> bool:
    """Write a value, a date over a text as text; whether a formula went."""
    if isinstance(value, date) and cell.get("t") in _TEXT:
        value = day(value)
    ns = str(etree.QName(cell).namespace)
    formula = cell.find(f"{{{ns}}}f") is not None
    for child in list(cell):
        cell.remove(child)
    for name in ("t", "cm", "vm"):
        cell.attrib.pop(name, "")
    if isinstance(value, date):
        etree.SubElement(cell, f"{{{ns}}}v").text = str((value - first).days)
    elif value is not None:
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, f"{{{ns}}}is"), f"{{{ns}}}t")
        text.text = value
        if value != value.strip():
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return formula


def _add_rows(package: Package, part: str, rows: Rows, added: Added) -> bool:
    """Add rows; whether formulas were filled down."""
    ns = rows.ns
    formulas = formulas_of(dict(rows.cells(rows.rows[added.after])), rows.root)
    for number, values in enumerate(added.rows, added.after + 1):
        rows.add_below(number - 1)
        for column, value in values.items():
            _write(rows.cell(number, column_number(column)), value, _FIRST_DAY)
        for at, formula in formulas.items():
            if values.get(letters(at)) is None:
                _fill_down(rows.cell(number, at), moved(formula, number - added.after))
    last = added.after + len(added.rows)
    for tag, name in (("conditionalFormatting", "sqref"), ("dataValidation", "sqref"), ("autoFilter", "ref")):
        for element in rows.root.iter(f"{{{ns}}}{tag}"):
            if element.get(name):
                element.set(name, _longer(str(element.get(name)), added.after, last))
    dimension = rows.root.find(f"{{{ns}}}dimension")
    if dimension is not None:
        dimension.set("ref", _longer(str(dimension.get("ref", "A1")), added.after, last))
    for relation in package.relations(part):
        if relation.type == "table":
            table = package.tree(relation.target, change=True)
            for element in table.iter():
                if isinstance(element.tag, str) and element.get("ref"):
                    element.set("ref", _longer(str(element.get("ref")), added.after, last))
    return bool(formulas)


def _fill_down(cell: etree._Element, formula: str) -> None:
    """Write a formula that shows nothing until Excel works it out, on opening the workbook."""
    ns = str(etree.QName(cell).namespace)
    for child in list(cell):
        cell.remove(child)
    cell.set("t", "str")
    etree.SubElement(cell, f"{{{ns}}}f").text = formula
    etree.SubElement(cell, f"{{{ns}}}v").text = ""


def _longer(ranges: str, was: int, now: int) -> str:
    """Ranges that end in row ``was`` made to end in row ``now``."""
    return " ".join(
        re.sub(rf"^(\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?))?{was}$", lambda match: _end(match, now), each)
        if ":" in each
        else each
        for each in ranges.split()
    )


def _end(match: re.Match[str], now: int) -> str:
    return f"{match[1]}{now}" if match[1] else match[0]


def _named_ranges(book: Workbook, sheet: str, added: Added) -> None:
    """Print areas and filters of the sheet that end with its last row end with the last new one."""
    last = added.after + len(added.rows)
    quoted = sheet.replace("'", "''")
    own = re.compile(rf"((?:'{re.escape(quoted)}'|{re.escape(sheet)})!\$[A-Z]+\$\d+:\$[A-Z]+\$){added.after}\b")
    for name in book.root.iter(f"{{{book.ns}}}definedName"):
        if name.text and own.search(name.text):
            book.package.tree(book.name, change=True)
            name.text = own.sub(lambda match: f"{match[1]}{last}", name.text)


def _calculate_on_opening(book: Workbook) -> None:
    """Excel works formulas out again when it opens the workbook: what they refer to has changed."""
    properties = book.root.find(f"{{{book.ns}}}calcPr")
    if properties is not None:
        book.package.tree(book.name, change=True)
        properties.set("fullCalcOnLoad", "1")


def edited_csv(data: bytes, added: Added) -> bytes:
    """The text file with rows added at its end, in its own separator and line ends; ValueError for one in UTF-16 or 32."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:2000]:
        raise ValueError("UTF-16")
    text = plain_text(data)
    separator = separator_of(text)
    end = "\r\n" if "\r\n" in text else "\n"
    first = next((line for line in text.splitlines() if line.strip() and not line.startswith("sep=")), "")
    width = first.count(separator) + 1
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator=end)
    for values in added.rows:
        row = [""] * max(width, *(column_number(column) + 1 for column in values))
        for column, value in values.items():
            row[column_number(column)] = str(value or "")
        writer.writerow(row)
    try:
        data.decode("utf-8")
        more = out.getvalue().encode("utf-8")
    except UnicodeDecodeError:
        more = out.getvalue().encode("cp1252")
    return data + (b"" if data.endswith((b"\n", b"\r")) else end.encode()) + more
