"""The sheet *Queries*: what the copy is and how to use it, a row for each problem with a link to its cell, and how many of each kind."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from pipeline.handback.grid import address, reference
from pipeline.handback.package import Package, root
from pipeline.handback.problems import remedy, writable
from pipeline.handback.styles import Looks
from pipeline.handback.workbook import Workbook
from pipeline.issues import Issue, Severity, rules
from pipeline.publish import like_a_formula
from pipeline.wording import count

SHEET = "Queries"
_TABLE = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"
_HEADINGS = ("No.", "Error or query", "Sheet", "Cell", "Heading", "About", "What is wrong", "What to do", "Rule")
_KINDS = ("How many", "Error or query", "Rule", "What must hold", "", "", "", "", "")
_WIDTHS = (8, 13, 20, 14, 22, 18, 52, 52, 9)  # characters of the workbook's own font
_FITTING = 0.92  # of them in 12 point Arial
_LINE = 15.75  # points
_LINK_COLUMN = 3
MOST_LISTED = 5_000
"""Problems; nobody works through a longer list, and Excel opens it slowly."""


@dataclass(frozen=True)
class Letter:
    """What is said above the list: the workbook's name, lines about it, and why its cells are not marked (empty where they are)."""

    file: str
    lines: Sequence[str]
    unmarked: str = ""


@dataclass
class _Page:
    """The rows of the sheet as they are written, and its links and tables."""

    looks: Looks
    ns: str
    rows: list[etree._Element] = field(default_factory=list)
    links: list[tuple[str, str, str]] = field(default_factory=list)  # cell, where it leads, what it says

    def row(self, *cells: tuple[str | int, int], high: float = 0) -> int:
        """A row of texts and numbers, each with its style; its number. It is ``high`` points, else as high as wrapped texts need."""
        number = len(self.rows) + 1
        lines = max((_lines(str(value), width) for (value, _), width in zip(cells, _WIDTHS, strict=False)), default=1)
        element = etree.Element(f"{{{self.ns}}}row", r=str(number), ht=str(high or lines * _LINE + 2))
        for column, (value, style) in enumerate(cells):
            cell = etree.SubElement(element, f"{{{self.ns}}}c", r=reference(number, column), s=str(style))
            if isinstance(value, int):
                etree.SubElement(cell, f"{{{self.ns}}}v").text = str(value)
            elif value:
                cell.set("t", "inlineStr")
                text = etree.SubElement(etree.SubElement(cell, f"{{{self.ns}}}is"), f"{{{self.ns}}}t")
                text.text = writable(value)
                text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        self.rows.append(element)
        return number

    def text(self, value: str) -> tuple[str, int]:
        """A text with the style that keeps it one."""
        return value, self.looks.literal if like_a_formula(value) else self.looks.text

    def link(self, column: int, target: str, words: str) -> None:
        """The cell just written leads to ``target``."""
        self.links.append((reference(len(self.rows), column), target, words))


def add_queries(book: Workbook, found: Sequence[Issue], letter: Letter, looks: Looks) -> None:
    """Put the sheet first in the workbook. Where ``letter`` says that cells are unmarked there are no links to them."""
    name = book.free_name(SHEET)
    page = _Page(looks, book.ns)
    hidden = {tab.name: tab.hidden for tab in book.tabs}
    page.row((f"Queries: {letter.file}", looks.title), high=24)
    for line in letter.lines:
        page.row((line, looks.line), high=_LINE)
    kinds = Counter((issue.severity, issue.code) for issue in found)
    if len(found) > MOST_LISTED:
        line = f"There are {len(found):,} problems; the first {MOST_LISTED:,} are listed."
        page.row((line, looks.line), high=_LINE)
    words = f"Of each kind: see the {count(len(kinds), 'kind')} below the list"
    page.row((words, looks.line_link), high=_LINE)
    page.link(0, f"'{name}'!A{len(page.rows) + min(len(found), MOST_LISTED) + 4}", words)
    page.row()
    head = page.row(*((heading, looks.head) for heading in _HEADINGS))
    for number, issue in enumerate(found[:MOST_LISTED], start=1):
        _problem(page, number, issue, {} if letter.unmarked else hidden)
    end = len(page.rows)
    page.row()
    page.row(("How many of each kind", looks.title), high=24)
    page.row(*((heading, looks.head) for heading in _KINDS), high=2 * _LINE + 2)
    sentences = {rule.code: rule.sentence for rule in rules()}
    ordered = sorted(kinds.items(), key=lambda each: (each[0][0] is not Severity.ERROR, -each[1], each[0][1]))
    for (severity, code), many in ordered:
        word = severity.value.capitalize()
        cells = ((many, looks.number), (word, looks.severity[severity]), (code, looks.text))
        page.row(*cells, (sentences.get(code, ""), looks.line), high=_LINE + 2)
    part = book.put_first(name, _sheet(page, head, book), f"${head}:${head}")
    tables = etree.SubElement(book.package.tree(part, change=True), f"{{{book.ns}}}tableParts", count="1")
    made = etree.SubElement(tables, f"{{{book.ns}}}tablePart", nsmap={"r": book.relation})
    made.set(f"{{{book.relation}}}id", _table(book, part, head, end))


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column."""
    return sum(max(len(textwrap.wrap(line, max(int(width * _FITTING), 4))), 1) for line in text.split("\n"))


def _problem(page: _Page, number: int, issue: Issue, hidden: Mapping[str, bool]) -> None:
    place = issue.place
    looks = page.looks
    leads = place.sheet in hidden
    sheet = f"{place.sheet} (hidden)" if hidden.get(place.sheet) else place.sheet or "Whole file"
    cell = place.cell or ("Whole sheet" if place.sheet else "")
    page.row(
        (number, looks.number),
        (issue.severity.value.capitalize(), looks.severity[issue.severity]),
        page.text(sheet),
        (cell, looks.link if leads else looks.text),
        page.text(place.heading),
        page.text(issue.about),
        page.text(issue.message),
        page.text(remedy(issue)),
        (issue.code, looks.text),
    )
    if leads:
        quoted = place.sheet.replace("'", "''")
        target = place.cell if address(place.cell) else "A1"
        page.link(_LINK_COLUMN, f"'{quoted}'!{target}", cell)


def _sheet(page: _Page, head: int, book: Workbook) -> etree._Element:
    """The worksheet: headings frozen, landscape and as wide as a page, the headings on every page of it."""
    ns = book.ns
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(_WIDTHS, start=1)
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
    data.extend(page.rows)
    for cell, target, words in page.links:
        etree.SubElement(links, f"{{{ns}}}hyperlink", ref=cell, location=target, display=words)
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
    area = f"A{top}:{reference(bottom, len(_HEADINGS) - 1)}"
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
    columns = etree.SubElement(table, f"{{{ns}}}tableColumns", count=str(len(_HEADINGS)))
    for number, heading in enumerate(_HEADINGS, start=1):
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
