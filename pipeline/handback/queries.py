"""The sheet *Queries* of an Excel workbook, put first, with a link to the cell of each problem and a table over the list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from pipeline.handback.grid import reference
from pipeline.handback.listed import HEADINGS, SHEET, WIDTHS, Letter, Listed, Look, listed
from pipeline.handback.package import Package, root
from pipeline.handback.problems import writable
from pipeline.handback.workbook import Workbook
from pipeline.issues import Issue

_TABLE = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"


def add_queries(book: Workbook, found: Sequence[Issue], letter: Letter, looks: Mapping[Look, int]) -> None:
    """Put the sheet first in the workbook. Where ``letter`` says that cells are unmarked there are no links to them."""
    name = book.free_name(SHEET)
    page = listed(found, letter, name, {} if letter.unmarked else {tab.name: tab.hidden for tab in book.tabs})
    part = book.put_first(name, _sheet(page, book, looks), f"${page.head}:${page.head}")
    tables = etree.SubElement(book.package.tree(part, change=True), f"{{{book.ns}}}tableParts", count="1")
    made = etree.SubElement(tables, f"{{{book.ns}}}tablePart", nsmap={"r": book.relation})
    made.set(f"{{{book.relation}}}id", _table(book, part, page.head, page.end))


def _rows(page: Listed, ns: str, looks: Mapping[Look, int]) -> Iterator[etree._Element]:
    for number, row in enumerate(page.rows, start=1):
        element = etree.Element(f"{{{ns}}}row", r=str(number), ht=str(row.high))
        for column, (value, look, _) in enumerate(row.cells):
            cell = etree.SubElement(element, f"{{{ns}}}c", r=reference(number, column), s=str(looks[look]))
            if isinstance(value, int):
                etree.SubElement(cell, f"{{{ns}}}v").text = str(value)
            elif value:
                cell.set("t", "inlineStr")
                text = etree.SubElement(etree.SubElement(cell, f"{{{ns}}}is"), f"{{{ns}}}t")
                text.text = writable(value)
                text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        yield element


def _sheet(page: Listed, book: Workbook, looks: Mapping[Look, int]) -> etree._Element:
    """The worksheet: headings frozen, landscape and as wide as a page, the headings on every page of it."""
    ns, head = book.ns, page.head
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(WIDTHS, start=1)
    )
    views = "".join(
        f'<sheetView showGridLines="0" tabSelected="{int(not number)}" workbookViewId="{number}">'
        f'<pane ySplit="{head}" topLeftCell="A{head + 1}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="A{head + 1}" sqref="A{head + 1}"/></sheetView>'
        for number in range(max(book.views(), 1))
    )
    sheet = etree.fromstring(
        f'<worksheet xmlns="{ns}" xmlns:r="{book.relation}">'
        '<sheetPr><tabColor rgb="FF942514"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:I{len(page.rows)}"/><sheetViews>{views}</sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15.75"/><cols>{columns}</cols><sheetData/><hyperlinks/>'
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;L&amp;A&amp;RPage &amp;P of &amp;N</oddFooter></headerFooter></worksheet>"
    )
    data, links = sheet.find(f"{{{ns}}}sheetData"), sheet.find(f"{{{ns}}}hyperlinks")
    assert data is not None
    assert links is not None
    data.extend(_rows(page, ns, looks))
    for number, row in enumerate(page.rows, start=1):
        for column, cell in enumerate(row.cells):
            if cell.leads:
                target = "'{}'!{}".format(cell.leads[0].replace("'", "''"), cell.leads[1])
                at = reference(number, column)
                etree.SubElement(links, f"{{{ns}}}hyperlink", ref=at, location=target, display=str(cell.value))
    return sheet


def _table(book: Workbook, part: str, top: int, bottom: int) -> str:
    """A table over the list, which screen readers know the headings of and officers can filter; its relationship's id."""
    package, ns = book.package, book.ns
    ids, names = _tables_there(package)
    names |= {
        str(each.get("name", "")).casefold() for each in book.root.iterfind(f"{{{ns}}}definedNames/{{{ns}}}definedName")
    }
    stem = "Queries_list"
    while stem.casefold() in names:
        stem += "_"
    area = f"A{top}:{reference(bottom, len(HEADINGS) - 1)}"
    table = root("table", ns)
    for key, value in {
        "id": str(max(ids, default=0) + 1),
        "name": stem,
        "displayName": stem,
        "ref": area,
        "totalsRowShown": "0",
    }.items():
        table.set(key, value)
    etree.SubElement(table, f"{{{ns}}}autoFilter", ref=area)
    columns = etree.SubElement(table, f"{{{ns}}}tableColumns", count=str(len(HEADINGS)))
    for number, heading in enumerate(HEADINGS, start=1):
        etree.SubElement(columns, f"{{{ns}}}tableColumn", id=str(number), name=heading)
    name = package.free("xl/tables/table{}.xml")
    package.add(name, table, _TABLE)
    return package.relate(part, name, f"{book.relation}/table")


def _tables_there(package: Package) -> tuple[set[int], set[str]]:
    """The ids and names of the workbook's own tables, which no other table may have."""
    ids: set[int] = set()
    names: set[str] = set()
    for name in package.names:
        if not re.search(r"/tables/[^/]*\.xml$|/table\d*\.xml$", name, re.IGNORECASE) or not package.has(name):
            continue
        table = package.tree(name)
        if etree.QName(table).localname == "table":
            ids.add(int(table.get("id", "0")))
            names |= {str(table.get(key, "")).casefold() for key in ("name", "displayName")}
    return ids, names
