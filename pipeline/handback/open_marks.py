"""An OpenDocument spreadsheet (.ods) with its problems marked: each one's cell filled, edged and commented, the sheet *Queries* first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml import etree

from pipeline.handback.listed import SHEET, Letter, Listed, Look, Written, listed
from pipeline.handback.open_grid import TABLE, Grid
from pipeline.handback.open_styles import OFFICE, STYLE, Styles
from pipeline.handback.package import CannotMark, Package
from pipeline.handback.problems import AUTHOR, Said, comment, worst, writable
from pipeline.handback.spots import Places, spread
from pipeline.issues import Issue

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CONFIG = "{urn:oasis:names:tc:opendocument:xmlns:config:1.0}"
_DC, _XLINK = "{http://purl.org/dc/elements/1.1/}", "{http://www.w3.org/1999/xlink}"
_NAME = re.compile(rb"style:name=\"([^\"]*)\"")
_MACRO = re.compile(r"basic/.*(?<!script-lb\.xml)(?<!script-lc\.xml)|scripts/.*", re.IGNORECASE)


def marked_open(data: bytes, found: Sequence[Issue], letter: Letter) -> bytes:
    """The bytes of a marked copy: its content changed, and which sheet it shows first; every other part as it was.

    Raises CannotMark where a copy would lose or contradict something, and what the XML and zip libraries raise
    where the file is broken.
    """
    package = Package(data)
    content = _content(package)
    sheets = content.find(f"{OFFICE}body/{OFFICE}spreadsheet")
    tables = {} if sheets is None else {each.get(TABLE + "name", ""): each for each in sheets.findall(TABLE + "table")}
    if sheets is None or not tables:
        raise CannotMark("it holds no sheet")
    if sheets.find(TABLE + "tracked-changes") is not None:
        raise CannotMark("it keeps a record of its changes, in which a new sheet would move them")
    others = package.read("styles.xml") if package.has("styles.xml") else b""
    styles = Styles(content, {name.decode("utf-8", "replace") for name in _NAME.findall(others)})
    by_sheet, letter = spread(found, letter)
    bold = styles.bold()
    for name, places in by_sheet.items():
        if name in tables:
            _mark_sheet(tables[name], places, styles, bold)
    name, number = SHEET, 1
    while name.casefold() in {each.casefold() for each in tables}:
        number += 1
        name = f"{SHEET} {number}"
    page = listed(found, letter, name, _hidden(content, tables))
    next(iter(tables.values())).addprevious(_sheet(page, name, styles))
    _show_first(package, name, page.head)
    return package.packed()


def _content(package: Package) -> etree._Element:
    """The part with the cells; refused where a copy of the spreadsheet would not be what it was."""
    if package.has("META-INF/documentsignatures.xml"):
        raise CannotMark("it is signed, and a copy with marks would not be")
    if any(_MACRO.fullmatch(name) for name in package.names):
        raise CannotMark("it holds macros, which a copy must be without")
    return package.tree("content.xml", change=True)


def _hidden(content: etree._Element, tables: Mapping[str, etree._Element]) -> dict[str, bool]:
    unseen = {
        style.get(STYLE + "name")
        for style in content.iterfind(f"{OFFICE}automatic-styles/{STYLE}style")
        if any(part.get(TABLE + "display") == "false" for part in style)
    }
    return {name: table.get(TABLE + "style-name") in unseen for name, table in tables.items()}


def _mark_sheet(table: etree._Element, places: Places, styles: Styles, bold: str) -> None:
    grid = Grid(table)
    at: dict[tuple[int, int], list[Issue]] = {}
    for place, issues in places.items():
        at.setdefault(grid.top_left(*place), []).extend(issues)
    for (row, column), issues in sorted(at.items()):
        cell = grid.cell(row, column)
        cell.set(TABLE + "style-name", styles.marked(grid.style(row, column), worst(issues)))
        _say(cell, comment(issues), bold)


def _say(cell: etree._Element, said: Sequence[Said], bold: str) -> None:
    """Put a comment on a cell, after what one says that is there already."""
    note = cell.find(OFFICE + "annotation")
    if note is None:
        note = etree.Element(OFFICE + "annotation", nsmap={"dc": _DC.strip("{}")})
        etree.SubElement(note, _DC + "creator").text = AUTHOR
        cell.insert(0, note)
    else:
        said = [Said(f"\n{AUTHOR}:\n", bold=True), *said]
    paragraph = etree.SubElement(note, _TEXT + "p")
    for piece in said:
        first, *more = piece.text.split("\n")
        for number, line in enumerate([first, *more]):
            if number:
                paragraph = etree.SubElement(note, _TEXT + "p")
            if line:
                span = etree.SubElement(paragraph, _TEXT + "span")
                span.text = line
                if piece.bold:
                    span.set(_TEXT + "style-name", bold)


def _sheet(page: Listed, name: str, styles: Styles) -> etree._Element:
    """The sheet *Queries*; its headings are repeated on every page."""
    looks = styles.looks()
    highs: dict[float, str] = {}
    table = etree.Element(TABLE + "table", nsmap={"xlink": _XLINK.strip("{}")})
    table.set(TABLE + "name", name)
    table.set(TABLE + "style-name", styles.table())
    for column in styles.columns():
        etree.SubElement(table, TABLE + "table-column").set(TABLE + "style-name", column)
    for number, row in enumerate(page.rows, start=1):
        inside = etree.SubElement(table, TABLE + "table-header-rows") if number == page.head else table
        element = etree.SubElement(inside, TABLE + "table-row")
        if row.high not in highs:
            highs[row.high] = styles.row(row.high)
        element.set(TABLE + "style-name", highs[row.high])
        for cell in row.cells:
            element.append(_cell(cell, looks))
        if not row.cells:
            etree.SubElement(element, TABLE + "table-cell")
    return table


def _cell(written: Written, looks: Mapping[Look, str]) -> etree._Element:
    cell = etree.Element(TABLE + "table-cell")
    cell.set(TABLE + "style-name", looks[written.look])
    if written.value == "":
        return cell
    cell.set(OFFICE + "value-type", "float" if isinstance(written.value, int) else "string")
    if isinstance(written.value, int):
        cell.set(OFFICE + "value", str(written.value))
    for line in writable(str(written.value)).split("\n"):
        paragraph = etree.SubElement(cell, _TEXT + "p")
        if written.leads:
            sheet, place = written.leads
            quoted = sheet.replace("'", "''")
            link = etree.SubElement(paragraph, _TEXT + "a")
            link.set(_XLINK + "type", "simple")
            link.set(_XLINK + "href", f"#'{quoted}'.{place}")
            link.text = line
        else:
            paragraph.text = line
    return cell


def _show_first(package: Package, name: str, head: int) -> None:
    """The spreadsheet opens on the sheet *Queries*, whose headings stay in sight."""
    if not package.has("settings.xml"):
        return
    for item in package.tree("settings.xml", change=True).iter(_CONFIG + "config-item"):
        if item.get(_CONFIG + "name") == "ActiveTable":
            item.text = name
    for tables in package.tree("settings.xml").iter(_CONFIG + "config-item-map-named"):
        if tables.get(_CONFIG + "name") != "Tables":
            continue
        entry = etree.SubElement(tables, _CONFIG + "config-item-map-entry")
        entry.set(_CONFIG + "name", name)
        for key, type_, value in (
            ("HorizontalSplitMode", "short", 0),
            ("VerticalSplitMode", "short", 2),
            ("HorizontalSplitPosition", "int", 0),
            ("VerticalSplitPosition", "int", head),
            ("ActiveSplitRange", "short", 2),
            ("PositionLeft", "int", 0),
            ("PositionRight", "int", 0),
            ("PositionTop", "int", 0),
            ("PositionBottom", "int", head),
        ):
            item = etree.SubElement(entry, _CONFIG + "config-item")
            item.set(_CONFIG + "name", key)
            item.set(_CONFIG + "type", type_)
            item.text = str(value)
