"""Web pages under a spreadsheet's name, as case systems export them: each table is a sheet of text."""

from __future__ import annotations

import re

import lxml.html
from lxml import etree

from pipeline.read.cells import LAST_COLUMN, LAST_ROW, Area, Cell, Line, Sheet
from pipeline.read.package import few_tags
from pipeline.read.refusals import MOST_AT_ONCE, SAVE_AGAIN, Refused, too_big
from pipeline.read.text import decoded

_CHARSET = re.compile(rb"charset=[\"']?([\w-]+)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BREAKS = {"br", "p", "div", "li"}
_FURTHEST_SPAN = 1_000


def read_web_page(data: bytes, file: str) -> list[Sheet]:
    """A sheet for each table that has no table inside it; a table that only lays out others is passed over."""
    charset = _CHARSET.search(data[:4096])
    try:
        text = data.decode(charset[1].decode()) if charset and b"\0" not in data[:4] else decoded(data)
    except (LookupError, UnicodeDecodeError):
        text = decoded(data)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.lstrip("\N{BYTE ORDER MARK}"))
    few_tags(text.encode("utf-8", "replace"))
    try:
        root = lxml.html.document_fromstring(text)
    except (etree.ParserError, ValueError):
        raise Refused("is a web page without a table", SAVE_AGAIN) from None
    tables = [table for table in root.iter("table") if table.find(".//table") is None]
    if not tables:
        raise Refused("is a web page without a table", SAVE_AGAIN)
    names = [f"table {number}" for number in range(1, len(tables) + 1)] if len(tables) > 1 else [""]
    return [_sheet(table, file, name) for table, name in zip(tables, names, strict=True)]


def _sheet(table: etree._Element, file: str, name: str) -> Sheet:
    lines: list[Line] = []
    merged: list[Area] = []
    taken: dict[int, int] = {}  # columns that a cell above reaches down into, and its last row
    filled = 0
    for number, row in enumerate(table.iter("tr"), 1):
        column = 0
        cells: dict[int, Cell] = {}
        for node in row.iterchildren("td", "th"):
            while taken.get(column, 0) >= number:
                column += 1
            across, down = _span(node, "colspan"), _span(node, "rowspan")
            if words := _words(node):
                cells[column] = Cell(words)
            if across > 1 or down > 1:
                merged.append(Area(number, column, number + down - 1, column + across - 1))
                taken.update(dict.fromkeys(range(column, column + across), number + down - 1))
            column += across
        filled += len(cells)
        if filled > MOST_AT_ONCE or number > LAST_ROW or column > LAST_COLUMN:
            raise too_big()
        if cells:
            lines.append(Line(number, False, cells))
    return Sheet(file, name, tuple(lines), tuple(merged), typed=False)


def _span(node: etree._Element, name: str) -> int:
    said = node.get(name, "1").strip()
    return min(max(1, int(said)), _FURTHEST_SPAN) if said.isdecimal() and len(said) < 7 else 1


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
