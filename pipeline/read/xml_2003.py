"""XML Spreadsheet 2003, which reporting tools still write, mostly under the name of an .xls."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from lxml import etree

from pipeline.read.cells import LAST_COLUMN, LAST_ROW, NO_VALUE, Area, Cell, Line, Sheet, columns_of
from pipeline.read.formats import LONGEST_FORMAT, NAMED, exact
from pipeline.read.refusals import MOST_AT_ONCE, too_big
from pipeline.read.stream import Stream

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"


def read_xml_2003(data: bytes, file: str) -> list[Sheet]:
    """Every worksheet of the workbook, in its order."""
    sheets: list[Sheet] = []
    open_: _Open | None = None
    formats: dict[str, str] = {}
    total = 0
    tags = (_SS + "Row", _SS + "Column", _SS + "Worksheet", _SS + "Style")
    for event, node in Stream(data, tags, begun=(_SS + "Worksheet",)):
        tag = str(node.tag).removeprefix(_SS)
        if tag == "Worksheet":
            if event == "start":
                open_ = _Open(node.get(_SS + "Name", ""))
            elif open_ is not None:
                sheets.append(open_.sheet(file, _is_hidden(node)))
                open_ = None
        elif event == "end" and tag == "Style":
            inherited = formats.get(node.get(_SS + "Parent", "Default"), "")
            code = next((found.get(_SS + "Format", "") for found in node.iter(_SS + "NumberFormat")), inherited)
            formats[node.get(_SS + "ID", "")] = NAMED.get(code.lower(), code[:LONGEST_FORMAT])
        elif event == "end" and open_ is not None:
            if tag == "Column":
                open_.column(node)
            else:
                total += open_.row(node, formats)
                if total > MOST_AT_ONCE:
                    raise too_big()
    return sheets


def _is_hidden(worksheet: etree._Element) -> bool:
    return any(
        (found.text or "").startswith("SheetHidden") or (found.text or "").startswith("SheetVeryHidden")
        for found in worksheet.iterfind("{*}WorksheetOptions/{*}Visible")
    )


@dataclass
class _Open:
    """A worksheet while its rows are being read."""

    name: str
    lines: dict[int, Line] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden: list[tuple[int, int]] = field(default_factory=list)
    styled: list[tuple[int, int, str]] = field(default_factory=list)
    row_number: int = 0
    columns: int = 0

    def column(self, node: etree._Element) -> None:
        first = _number(node, "Index", self.columns + 1)
        last = first + _number(node, "Span", 0)
        if node.get(_SS + "Hidden") == "1" or node.get(_SS + "Width") == "0":
            self.hidden.append((first - 1, last))
        if style := node.get(_SS + "StyleID", ""):
            self.styled.append((first, last, style))
        self.columns = last

    def style(self, row: etree._Element, cell: etree._Element, column: int) -> str:
        """The style of a cell: its own, else that of its row, or its column, or all."""
        return (
            cell.get(_SS + "StyleID", "")
            or row.get(_SS + "StyleID", "")
            or next((style for first, last, style in self.styled if first <= column <= last), "Default")
        )

    def row(self, node: etree._Element, formats: dict[str, str]) -> int:
        """Takes a row in; how many filled cells it has."""
        number = _number(node, "Index", self.row_number + 1)
        self.row_number = number + _number(node, "Span", 0)
        column = 0
        cells: dict[int, Cell] = {}
        for inner in node.iterchildren(_SS + "Cell"):
            column = _number(inner, "Index", column + 1)
            across, down = _number(inner, "MergeAcross", 0), _number(inner, "MergeDown", 0)
            cell = _cell(inner, formats.get(self.style(node, inner, column), ""))
            if cell is not None and column <= LAST_COLUMN:
                cells[column - 1] = cell
            if across or down:
                self.merged.append(Area(number, column - 1, number + down, column - 1 + across))
            column += across
        if cells and number <= LAST_ROW:
            hidden = node.get(_SS + "Hidden") == "1" or node.get(_SS + "Height") == "0"
            self.lines[number] = Line(number, hidden, cells)
        return len(cells)

    def sheet(self, file: str, hidden: bool) -> Sheet:
        lines = tuple(self.lines[number] for number in sorted(self.lines))
        return Sheet(file, self.name, lines, tuple(self.merged), hidden, columns_of(self.hidden))


def _number(node: etree._Element, name: str, otherwise: int) -> int:
    said = node.get(_SS + name, "")
    return int(said) if said.isdecimal() and len(said) < 8 else otherwise


def _cell(node: etree._Element, format_: str) -> Cell | None:
    data = node.find("{*}Data")
    text = str(data.xpath("string()")) if data is not None else ""
    kind = data.get(_SS + "Type", "String") if data is not None else ""
    if not text:
        return Cell(None, format_, NO_VALUE) if node.get(_SS + "Formula") and kind != "String" else None
    if kind == "Error":
        return Cell(None, format_, text.strip())
    if kind == "Boolean":
        return Cell(text.strip() in ("1", "true"), format_)
    if kind == "Number":
        try:
            return Cell(exact(text.strip()), format_)
        except ValueError:
            return Cell(text, format_)
    if kind == "DateTime":
        try:
            moment = datetime.fromisoformat(text.strip().removesuffix("Z"))
        except ValueError:
            return Cell(text, format_)
        day: date | datetime = moment if moment.time().isoformat() != "00:00:00" else moment.date()
        return Cell(day, format_)
    return Cell(text, format_)
