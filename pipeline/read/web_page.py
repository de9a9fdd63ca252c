"""Web pages under a spreadsheet's name, as case systems export them and as Excel saves them: each table is a sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

import lxml.html
from lxml import etree

from pipeline.read.cells import LAST_COLUMN, LAST_ROW, Area, Cell, Line, Sheet, columns_of
from pipeline.read.encodings import decoded
from pipeline.read.formats import LONGEST_FORMAT, NAMED
from pipeline.read.package import few_tags
from pipeline.read.refusals import MOST_AT_ONCE, MOST_SHEETS, SAVE_AGAIN, Refused, too_big
from pipeline.read.sheet_xml import number_cell

_CHARSET = re.compile(rb"charset=[\"']?([\w-]+)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BREAKS = {"br", "p", "div", "li", "td", "th"}
_UNSEEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_CLASS = re.compile(r"\.([\w-]{1,99})\s?\{([^}]{0,999})\}")
_FORMAT = re.compile(r"mso-number-format\s*:\s*(?:\"([^\"]*)\"|'([^']*)'|([^;\"']+))", re.IGNORECASE)
_CODED = re.compile(r"\\(?:([0-9A-Fa-f]{4})|(.))")
_FURTHEST_SPAN = 1_000
_HEAD = 1_000_000
"""How much of a page Excel may fill with what it notes of sheets and styles."""


class Listed(NamedTuple):
    """A sheet that Excel noted in the page it saved: its name, whether it is hidden, and the file it is in."""

    name: str
    hidden: bool = False
    source: str = ""


def read_web_page(data: bytes, file: str) -> list[Sheet]:
    """A sheet for each table of the page, by the name that Excel noted or by its number."""
    page = page_text(data)
    found = listed(page)
    tables = tables_of(page)
    if not tables and any(sheet.source for sheet in found):
        raise Refused("is only the frame of a web page, whose sheets are in a folder beside it", SAVE_AGAIN)
    if not tables:
        raise Refused("is a web page without a table", SAVE_AGAIN)
    if len(tables) > MOST_SHEETS:
        raise too_big()
    if len(found) != len(tables):
        found = [Listed(f"table {number}" if tables[1:] else "") for number in range(1, len(tables) + 1)]
    formats = formats_of(page)
    return [read_table(table, file, sheet, formats) for table, sheet in zip(tables, found, strict=True)]


def page_text(data: bytes) -> str:
    """The page's source, in the encoding that it names or else the one that text is in."""
    charset = _CHARSET.search(data[:4096])
    try:
        text = data.decode(charset[1].decode()) if charset and b"\0" not in data[:4] else decoded(data)
    except (LookupError, UnicodeDecodeError):
        text = decoded(data)
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text.lstrip("\N{BYTE ORDER MARK}"))


def listed(page: str) -> list[Listed]:
    """The sheets that Excel noted in the page, in their order."""

    def said(entry: str, after: str, before: str) -> str:
        return unescape(entry.partition(after)[2].partition(before)[0]).strip()

    entries = [entry.partition("</x:ExcelWorksheet>")[0] for entry in page[:_HEAD].split("<x:ExcelWorksheet>")[1:]]
    return [
        Listed(
            said(entry, "<x:Name>", "</x:Name>"),
            said(entry, "<x:Visible>", "</x:Visible>").startswith(("SheetHidden", "SheetVeryHidden")),
            said(entry, '<x:WorksheetSource HRef="', '"'),
        )
        for entry in entries
    ]


def formats_of(page: str) -> dict[str, str]:
    """The number format of each of the page's styles, as Excel writes them."""
    return {name: code for name, rules in _CLASS.findall(page[:_HEAD]) if (code := _format(rules))}


def _format(rules: str) -> str:
    match = _FORMAT.search(rules)
    if match is None:
        return ""
    code = _CODED.sub(lambda coded: chr(int(coded[1], 16)) if coded[1] else coded[2], match[1] or match[2] or match[3])
    return NAMED.get(code.strip().lower(), code.strip()[:LONGEST_FORMAT])


def tables_of(page: str) -> list[etree._Element]:
    """The tables that hold data; one that only lays out others is passed over, and one inside a cell of data is its words."""
    few_tags(page.encode("utf-8", "replace"))
    try:
        root = lxml.html.document_fromstring(page)
    except (etree.ParserError, ValueError):
        return []
    found: list[etree._Element] = []
    within: set[etree._Element] = set()
    for table in root.iter("table"):
        if any(outer in within for outer in table.iterancestors("table")):
            continue
        nests = table.find(".//table") is not None
        if nests and not _is_data(table):
            continue
        found.append(table)
        if nests:
            within.add(table)
    return found


def _is_data(table: etree._Element) -> bool:
    """Whether a table with others inside it has rows of its own: two with words in two cells or more."""
    rows = 0
    for row in _own(table, ("tr",), "table"):
        cells = _own(row, ("td", "th"), "tr")
        rows += sum(1 for cell in cells if cell.find(".//table") is None and _words(cell)) > 1
        if rows > 1:
            return True
    return False


def _own(node: etree._Element, tags: tuple[str, ...], owner: str) -> Iterator[etree._Element]:
    """The rows of a table, or the cells of a row, without those of tables inside it."""
    return (each for each in node.iter(*tags) if next(each.iterancestors(owner), None) is node)


def read_table(table: etree._Element, file: str, listed_: Listed, formats: dict[str, str]) -> Sheet:
    """One table; its cells are text but where Excel or LibreOffice kept the value beside it."""
    lines: list[Line] = []
    merged: list[Area] = []
    taken: dict[int, int] = {}  # columns that a cell above reaches down into, and its last row
    filled = 0
    for number, row in enumerate(_own(table, ("tr",), "table"), 1):
        column = 0
        cells: dict[int, Cell] = {}
        for node in _own(row, ("td", "th"), "tr"):
            while taken.get(column, 0) >= number:
                column += 1
            across, down = _span(node, "colspan"), _span(node, "rowspan")
            if cell := _cell(node, formats):
                cells[column] = cell
            if across > 1 or down > 1:
                merged.append(Area(number, column, number + down - 1, column + across - 1))
                taken.update(dict.fromkeys(range(column, column + across), number + down - 1))
            column += across
        filled += len(cells)
        if filled > MOST_AT_ONCE or number > LAST_ROW or column > LAST_COLUMN:
            raise too_big()
        if cells:
            lines.append(Line(number, _is_unseen(row), cells))
    typed = any(not isinstance(cell.value, str) for line in lines for cell in line.cells.values())
    return Sheet(
        file, listed_.name, tuple(lines), tuple(merged), listed_.hidden, columns_of(_unseen(table)), typed=typed
    )


def _unseen(table: etree._Element) -> Iterator[tuple[int, int]]:
    column = 0
    for node in _own(table, ("col",), "table"):
        last = column + _span(node, "span")
        if _is_unseen(node):
            yield column, last
        column = last


def _is_unseen(node: etree._Element) -> bool:
    return node.get("hidden") is not None or _UNSEEN.search(node.get("style", "")) is not None


def _span(node: etree._Element, name: str) -> int:
    said = node.get(name, "1").strip()
    return min(max(1, int(said)), _FURTHEST_SPAN) if said.isdecimal() and len(said) < 7 else 1


def _cell(node: etree._Element, formats: dict[str, str]) -> Cell | None:
    """What a cell holds: the value that is kept beside its words (x:num by Excel, sdval by LibreOffice), or its words."""
    words = _words(node)
    if fault := node.get("x:err"):
        return Cell(None, "", fault)
    if truth := node.get("x:bool"):
        return Cell(truth.strip().lower() == "true")
    number = node.get("x:num") or node.get("sdval") or (words if node.get("x:num") == "" else "")
    if number:
        styled = _format(node.get("style", "")) or formats.get(node.get("class", ""), "")
        cell = number_cell(styled or node.get("sdnum", "").partition(";")[2].partition(";")[2], number, False)
        if not isinstance(cell.value, str):
            return cell
    return Cell(words) if words else None


def _words(node: etree._Element) -> str:
    """The words of a cell: spaces as a browser shows them, and its line breaks."""
    words: list[str] = []
    for event, inner in etree.iterwalk(node, events=("start", "end")):
        if not isinstance(inner.tag, str):
            words.append(inner.tail or "" if event == "end" else "")
        elif event == "start":
            if inner is not node and inner.tag in _BREAKS:
                words.append("\0")
            if inner.tag not in ("style", "script"):
                words.append(inner.text or "")
        elif inner is not node:
            words.append(inner.tail or "")
    lines = [_SPACE.sub(" ", line).strip(" ") for line in "".join(words).split("\0")]
    return "\n".join(lines).strip("\n")
