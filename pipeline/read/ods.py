"""OpenDocument spreadsheets (.ods, .ots and the flat .fods) read from their own XML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import cast

from lxml import etree

from pipeline.read.cells import LAST_COLUMN, LAST_ROW, NO_VALUE, Area, Cell, Line, Sheet, columns_of
from pipeline.read.formats import exact
from pipeline.read.package import Package
from pipeline.read.refusals import MOST_AT_ONCE, damaged, locked, no_spreadsheet, too_big
from pipeline.read.stream import Stream

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_DURATION = re.compile(r"(-)?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?")
_ERROR = re.compile(r"#(?:[A-ZÄÖÜ0-9/ ]+[!?]|N/[ADV]|NV)|Err:\d+")
_GROUPS = {_TABLE + name for name in ("table-rows", "table-row-group", "table-header-rows")} | {
    _TABLE + name for name in ("table-columns", "table-column-group", "table-header-columns")
}
_KIND, _FORMULA = _OFFICE + "value-type", _TABLE + "formula"
_VALUES = [_OFFICE + name for name in ("value", "date-value", "time-value", "boolean-value", "string-value")]
_PARAGRAPH, _HEADING, _LIST = _TEXT + "p", _TEXT + "h", _TEXT + "list"
_BESIDE = (_OFFICE + "annotation", _TEXT + "note", _TEXT + "ruby-text")
_REPEATED = _TABLE + "number-columns-repeated"
_ACROSS, _DOWN = _TABLE + "number-columns-spanned", _TABLE + "number-rows-spanned"
_UNSEEN = ("collapse", "filter")
_MOST_ACROSS = 1_000
_MOST_FILLED = 100_000
"""How many cells of a row, and how many in all, one value or row is taken to fill because somebody wanted it there."""


def read_ods(package: Package, file: str) -> list[Sheet]:
    """Every sheet of the spreadsheet, in its order."""
    if "encrypted-package" in package or b"encryption-data" in (package.part("META-INF/manifest.xml") or b""):
        raise locked()
    content = package.xml("content.xml", whole=False)
    if content is None:
        raise damaged()
    return read_flat_ods(content, file)


def read_flat_ods(content: bytes, file: str) -> list[Sheet]:
    """Every sheet of a spreadsheet that is all one XML document."""
    if content.count(b"office:value-type=") > MOST_AT_ONCE:
        raise too_big()
    sheets = []
    open_: _Open | None = None
    hidden_styles: set[str | None] | None = None
    total = 0
    tags = (_TABLE + "table-row", _TABLE + "table-column", _TABLE + "table")
    for event, node in Stream(content, tags, begun=tags[2:]):
        if node.tag == _TABLE + "table":
            parent = node.getparent()
            if parent is None or parent.tag != _OFFICE + "spreadsheet":
                continue  # a table inside a cell, a picture or the record of changes
            if event == "start":
                open_ = _Open(node)
            elif open_ is not None:
                hidden_styles = _hidden_styles(node) if hidden_styles is None else hidden_styles
                sheets.append(open_.sheet(file, hidden_styles))
                open_ = None
        elif event == "end" and open_ is not None and _owner(node) is open_.table:
            if node.tag == _TABLE + "table-column":
                open_.column(node)
            else:
                total += open_.row(node)
                if total > MOST_AT_ONCE:
                    raise too_big()
    if not sheets and b"spreadsheet>" not in content:
        raise no_spreadsheet("a text document, a drawing or a presentation")
    return sheets


def _owner(node: etree._Element) -> etree._Element | None:
    """The table a row or column stands in."""
    parent = node.getparent()
    while parent is not None and parent.tag in _GROUPS:
        parent = parent.getparent()
    return parent


def _hidden_styles(table: etree._Element) -> set[str | None]:
    root = table.getroottree().getroot()
    return {
        style.get(_STYLE + "name")
        for style in root.iterfind(f"{_OFFICE}automatic-styles/{_STYLE}style")
        if any(node.get(_TABLE + "display") == "false" for node in style)
    }


@dataclass
class _Open:
    """A sheet while its rows are being read."""

    table: etree._Element
    lines: list[Line] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    hidden: list[tuple[int, int]] = field(default_factory=list)
    cut: list[Area] = field(default_factory=list)
    rows: int = 0
    columns: int = 0

    def column(self, node: etree._Element) -> None:
        repeated = _repeated(node, "columns")
        if node.get(_TABLE + "visibility") in _UNSEEN:
            self.hidden.append((self.columns, self.columns + repeated))
        self.columns += repeated

    def row(self, node: etree._Element) -> int:
        """Takes a row in; how many filled cells it and its repetitions have."""
        repeated = _repeated(node, "rows")
        first = self.rows + 1
        self.rows += repeated
        if first > LAST_ROW:
            return 0
        end = min(self.rows, LAST_ROW)
        cells, areas, filled = _cells(node, first)
        self.merged.extend(areas)
        self.cut.extend(Area(first, left, end, right) for left, right in filled)
        if not cells:
            return 0
        hidden = node.get(_TABLE + "visibility") in _UNSEEN
        last = min(end, first + max(1, _MOST_FILLED // len(cells)) - 1)
        if last < end:
            self.cut.append(Area(last + 1, min(cells), end, max(cells)))
        self.lines.extend(Line(number, hidden, cells) for number in range(first, last + 1))
        return len(cells) * (last - first + 1)

    def sheet(self, file: str, hidden_styles: set[str | None]) -> Sheet:
        return Sheet(
            file,
            self.table.get(_TABLE + "name", ""),
            tuple(self.lines),
            tuple(self.merged),
            self.table.get(_TABLE + "style-name") in hidden_styles,
            columns_of(self.hidden),
            cut=tuple(self.cut),
        )


def _repeated(node: etree._Element, what: str) -> int:
    """How often a row or column is repeated; 1 where it doesn't say."""
    return _counted(node.get(f"{_TABLE}number-{what}-repeated"))


def _counted(said: str | None) -> int:
    return max(1, int(said)) if said and said.isdecimal() and len(said) < 10 else 1


def _cells(row: etree._Element, number: int) -> tuple[dict[int, Cell], list[Area], list[tuple[int, int]]]:
    """The filled cells of a row by column, those that reach over others, and the columns that a fill was cut from."""
    cells: dict[int, Cell] = {}
    areas: list[Area] = []
    cut: list[tuple[int, int]] = []
    column = 0
    for node in row.iterchildren(_TABLE + "table-cell", _TABLE + "covered-table-cell"):
        marks = cast(dict[str, str], dict(node.items()))
        repeated = _counted(marks.get(_REPEATED)) if _REPEATED in marks else 1
        cell = _cell(node, marks)
        if cell is not None and repeated == 1:
            if column < LAST_COLUMN:
                cells[column] = cell
        elif cell is not None:
            end = min(column + repeated, LAST_COLUMN)
            kept = min(column + _MOST_ACROSS, end)
            cells.update(dict.fromkeys(range(column, kept), cell))
            if kept < end:
                cut.append((kept, end - 1))
        if _ACROSS in marks or _DOWN in marks:
            across, down = _counted(marks.get(_ACROSS)), _counted(marks.get(_DOWN))
            if across > 1 or down > 1:
                areas.append(Area(number, column, number + down - 1, column + across - 1))
        column += repeated
    return cells, areas, cut


def _cell(node: etree._Element, marks: dict[str, str]) -> Cell | None:
    if not len(node) and _KIND not in marks and _FORMULA not in marks:
        return None
    kind = marks.get(_KIND, "")
    shown = _shown(node)
    formula = marks.get(_FORMULA)
    if marks.get(_CALC + "value-type") == "error" or ((formula or kind == "error") and _ERROR.fullmatch(shown)):
        return Cell(None, "", shown or "#N/A")
    if formula and not shown and not any(name in marks for name in _VALUES):
        return Cell(None, "", NO_VALUE) if kind != "string" else None
    if kind in ("float", "currency", "percentage"):
        try:
            value = exact(marks.get(_OFFICE + "value", ""))
        except ValueError:
            return Cell(shown) if shown else None
        _, _, places = shown.rstrip("% ").partition(".")
        format_ = f"0.{'0' * len(places)}" if places.isdecimal() else ""
        return Cell(value, (format_ or "0") + "%" if kind == "percentage" else format_)
    if kind == "date":
        return _date(marks.get(_OFFICE + "date-value", ""), shown)
    if kind == "time":
        return _time(marks.get(_OFFICE + "time-value", ""), shown)
    if kind == "boolean":
        return Cell(marks.get(_OFFICE + "boolean-value") == "true")
    words = marks.get(_OFFICE + "string-value") or shown  # a format may show more than what was typed
    return Cell(words) if words else None


def _shown(node: etree._Element) -> str:
    """The text of a cell, a line for each of its paragraphs."""
    inside = list(node)
    if len(inside) == 1 and inside[0].tag == _PARAGRAPH and not len(inside[0]):
        return inside[0].text or ""
    return "\n".join(
        _text(paragraph)
        for part in inside
        if part.tag in (_PARAGRAPH, _HEADING, _LIST)
        for paragraph in ([part] if part.tag != _LIST else part.iter(_PARAGRAPH, _HEADING))
    )


def _date(text: str, shown: str) -> Cell:
    try:
        moment = datetime.fromisoformat(text.removesuffix("Z"))
    except ValueError:
        return Cell(shown or text)
    day: date | datetime = moment if moment.time().isoformat() != "00:00:00" else moment.date()
    return Cell(day)


def _time(text: str, shown: str) -> Cell:
    """Hours, minutes and seconds as a part of a day, as Excel keeps them."""
    match = _DURATION.fullmatch(text)
    if match is None:
        return Cell(shown or text)
    days, hours, minutes, seconds = (float((found or "0").replace(",", ".")) for found in match.groups()[1:])
    length = days + (hours + (minutes + seconds / 60) / 60) / 24
    return Cell(exact(repr(-length if match[1] else length)), "[h]:mm:ss")


def _text(paragraph: etree._Element) -> str:
    """The words of a paragraph, with its coded spaces, tabs and line breaks; not those beside it."""
    words = [paragraph.text or ""]
    for node in paragraph:
        if node.tag == _TEXT + "s":
            said = node.get(_TEXT + "c", "1")
            words.append(" " * (min(int(said), 100) if said.isdecimal() else 1))
        elif node.tag == _TEXT + "line-break":
            words.append("\n")
        elif node.tag == _TEXT + "tab":
            words.append("\t")
        elif node.tag not in _BESIDE and isinstance(node.tag, str):
            words.append(_text(node))
        words.append(node.tail or "")
    return "".join(words)
