"""The XML of one worksheet -> its cells: quickly where it is written plainly, as almost all are, else by parsing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

from lxml import etree

from pipeline.read.cells import LAST_ROW, LOST, NO_VALUE, Area, Cell, Line, Sheet, column_number, columns_of, no_fills
from pipeline.read.fills import LONGEST_SHEET, Fills
from pipeline.read.formats import exact, from_serial, is_date
from pipeline.read.package import few_tags
from pipeline.read.refusals import MOST_AT_ONCE, MOST_CELLS, MOST_ROWS, damaged, too_big
from pipeline.read.stream import Stream
from pipeline.read.strings import Strings, is_utf_8, runs, text_of, unescaped

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=False)
_FORGIVING = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<(?:(\w+):)?worksheet[\s>]")
_ROW = re.compile(rb'<row(?: r="(\d+)")?([^<>]*)>')
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d+)")
# A cell as almost every program writes it: column, marks, whether a formula, value or text.
_CELL = re.compile(
    rb'<c r="([A-Z]+)\d+"([^<>/]*)(?:/>|>\s*(?:(<f)(?:\s[^<>]*)?(?:/>|>[^<]*</f>)\s*)?'
    rb'(?:(?:<v\s*/>|(?:<v(?:\s[^<>/]*)?>|<is><t(?: xml:space="preserve")?>)([^<]*)(?:</v>|</t></is>))\s*)?</c>)'
)
_TRUE = ("1", "true", "on")


class Book(NamedTuple):
    """What every sheet of a workbook shares: its file, strings, number formats by style, calendar and colours."""

    file: str
    strings: Strings | Sequence[str]
    formats: Sequence[str]
    since_1904: bool
    fills: Fills = Fills(None, None)


def read_sheet(data: bytes, book: Book, name: str, hidden: bool) -> Sheet:
    """The sheet in a worksheet part. Rows and cells without a reference follow the one before."""
    plain = _plainly_named(data)
    lines = _scan(plain, book) if plain is not None else None
    if lines is not None and plain is not None:
        start, end = plain.find(b"<sheetData"), plain.rfind(b"</sheetData>")
        root = etree.fromstring(few_tags(plain[:start] + plain[end + 12 :]), _PARSER)
    else:
        lines, root = _walk(data, book)
    return Sheet(
        book.file,
        name,
        tuple(lines[at] for at in sorted(lines)),
        merged=tuple(
            area for node in root.iterfind("{*}mergeCells/{*}mergeCell") if (area := _area(node.get("ref", "")))
        ),
        hidden=hidden,
        hidden_columns=_hidden_columns(root),
        fills=no_fills if plain is None or len(plain) > LONGEST_SHEET else partial(book.fills.of_column, plain),
    )


def _plainly_named(data: bytes) -> bytes | None:
    """The same XML without a prefix of its own for Excel's names; None where it is not in UTF-8 or no worksheet."""
    match = _ROOT.match(data[:2000])
    if match is None or not is_utf_8(data):
        return None
    if match[1]:
        prefix = match[1] + b":"
        return (
            data.replace(b"<" + prefix, b"<")
            .replace(b"</" + prefix, b"</")
            .replace(b"xmlns:" + match[1] + b"=", b"xmlns=", 1)
        )
    return data


class _Lines(dict[int, Line]):
    """Lines by row number; a row written twice is one row."""

    def put(self, number: int, hidden: bool, cells: Mapping[int, Cell] | Callable[[], Mapping[int, Cell]]) -> None:
        before = self.get(number)
        if before is not None:
            cells = {**before.cells, **(cells() if callable(cells) else cells)}
        if (callable(cells) or cells) and 0 < number <= LAST_ROW:
            self[number] = Line(number, hidden, cells)


def _scan(xml: bytes, book: Book) -> _Lines | None:
    """Lines cut out of the bytes, many times as fast as parsing; None where a cell could be missed."""
    start, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    if start < 0 or end < start or (b"!" in xml and b"<!" in xml):
        return None
    many = xml.count(b'<c r="', start, end)
    of_rows = xml.count(b"<row", start, end)
    if of_rows > MOST_ROWS or (many > MOST_CELLS and many - xml.count(b"/>", start, end) > MOST_CELLS):
        raise too_big()
    certain = _is_certain(xml, start, end, many, of_rows)
    if not certain and (xml.count(b"<c", start, end) != many or xml.find(b"<?", start, end) > 0):
        return None
    rows = list(_ROW.finditer(xml, start, end))
    if len(rows) != of_rows:
        return None
    cutter = _Cutter(book)
    later = cutter.later
    lines = _Lines()
    number = 0
    for row, stop in zip(rows, [*(each.start() for each in rows[1:]), end], strict=False):
        said, marks = row.groups()
        if said is None and b' r="' in marks:
            return None
        number = int(said) if said else number + 1
        begin = row.end()
        if xml.find(b"</c>", begin, stop) < 0:
            continue
        hidden = b"hidden=" in marks and _is_true(marks, b"hidden")
        if certain:
            if number in lines or not 0 < number <= LAST_ROW:
                lines.put(number, hidden, partial(later, xml, begin, stop))
            else:
                lines[number] = Line(number, hidden, partial(later, xml, begin, stop))
            continue
        cells = cutter.cells(xml, begin, stop)
        if cells is None:
            return None
        lines.put(number, hidden, cells)
    return lines


def _is_certain(xml: bytes, start: int, end: int, cells: int, rows: int) -> bool:
    """Whether nothing stands in the rows but cells with <v>, <is><t> or <f> and <v>: cutting can't miss one and can wait.

    Every other tag, and a cell without any of these, makes the number of tags larger than theirs.
    """
    tags = xml.count(b"<", start, end) - 1 - rows - xml.count(b"</row>", start, end)
    said = cells + 3 * xml.count(b"<v>", start, end)
    if tags != said:
        said += 5 * xml.count(b"<is><t>", start, end) + xml.count(b"<f", start, end) + xml.count(b"</f>", start, end)
    return tags == said


def _is_true(marks: bytes, name: bytes) -> bool:
    return dict(_ATTRIBUTE.findall(marks)).get(name, b"").decode() in _TRUE


class _Cutter:
    """Cuts the cells out of a row's bytes, each way of marking and each content looked at once."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.heads: dict[bytes, tuple[str, str]] = {}
        self.known: dict[tuple[bytes, bytes, bytes], Cell | None] = {}
        self.columns: dict[bytes, int] = {}

    def later(self, xml: bytes, begin: int, stop: int) -> dict[int, Cell]:
        """The cells of a row whose tags were counted before."""
        cells = self.cells(xml, begin, stop)
        if cells is not None:
            return cells
        row = etree.fromstring(b"<row>" + xml[begin:stop].partition(b"</row>")[0] + b"</row>", _FORGIVING)
        return _row(row, self.book)

    def cells(self, xml: bytes, begin: int, stop: int) -> dict[int, Cell] | None:
        """The cells of a row; None where one is written in a way that this can't cut."""
        found = _CELL.findall(xml, begin, stop)
        if len(found) != xml.count(b"<c ", begin, stop):
            return None
        known, columns = self.known, self.columns
        cells: dict[int, Cell] = {}
        for letters, head, formula, text in found:
            key = (head, formula, text)
            if key in known:
                cell = known[key]
            else:
                words = text_of(text) if text else ""
                cell = known[key] = _cell(*self._marks(head), bool(formula), words, self.book)
            if cell is not None:
                column = columns.get(letters)
                if column is None:
                    column = columns[letters] = column_number(letters.decode())
                cells[column] = cell
        return cells

    def _marks(self, head: bytes) -> tuple[str, str]:
        """The number format and type that a cell is marked with."""
        marks = self.heads.get(head)
        if marks is None:
            found = dict(_ATTRIBUTE.findall(head))
            marks = self.heads[head] = (
                _format(found.get(b"s", b"").decode(), self.book),
                found.get(b"t", b"").decode(),
            )
        return marks


def _walk(data: bytes, book: Book) -> tuple[_Lines, etree._Element]:
    """The same lines from parsed XML, whatever its prefixes, its order of attributes and its comments.

    Also the worksheet's own element, its rows taken out.
    """
    lines = _Lines()
    number = filled = 0
    stream = Stream(data, ("{*}row",))
    for _, row in stream:
        parent = row.getparent()
        if parent is None or etree.QName(parent).localname != "sheetData":
            continue
        said = _place(row.get("r", ""))
        number = said if said >= 0 else number + 1
        cells = _row(row, book)
        lines.put(number, row.get("hidden") in _TRUE, cells)
        filled += len(cells)
        if filled > MOST_AT_ONCE:
            raise too_big()
    if stream.root is None:
        raise damaged()
    return lines, stream.root


def _row(row: etree._Element, book: Book) -> dict[int, Cell]:
    column = -1
    cells: dict[int, Cell] = {}
    for node in row.iterchildren("{*}c"):
        match = _REFERENCE.fullmatch(node.get("r", ""))
        column = column_number(match[1].upper()) if match else column + 1
        formula = False
        text = ""
        for child in node.iterchildren("{*}f", "{*}v", "{*}is"):
            tag = etree.QName(child).localname
            if tag == "f":
                formula = True
            else:
                text = runs(child) if tag == "is" else str(child.xpath("string()"))
        cell = _cell(_format(node.get("s", ""), book), node.get("t", ""), formula, text, book)
        if cell is not None:
            cells[column] = cell
    return cells


def _format(style: str, book: Book) -> str:
    """The number format of a style; a cell that names none has the first."""
    at = max(_place(style), 0)
    return book.formats[at] if at < len(book.formats) else ""


def _place(text: str) -> int:
    """A whole number from 0 in a few figures; -1 where it is none."""
    return int(text) if len(text) < 10 and text.isdecimal() else -1


def _cell(format_: str, kind: str, formula: bool, text: str, book: Book) -> Cell | None:
    """What a cell holds, by the type it is marked with (ECMA-376 part 1, 18.18.11); None for an empty one."""
    if not text:
        # A formula that gave an empty text is blank; one that gave nothing was never worked out.
        return Cell(None, format_, NO_VALUE) if formula and kind != "str" else None
    if kind in ("", "n"):
        return number_cell(format_, text, book.since_1904)
    if kind == "s":
        place = _place(text.strip())
        if not 0 <= place < len(book.strings):
            return Cell(None, format_, LOST)
        words = book.strings[place]
        return Cell(words, format_) if words else None
    if kind == "e":
        return Cell(None, format_, text.strip())
    if kind == "b":
        return Cell(text.strip().lower() in _TRUE, format_)
    if kind == "d":
        return _iso(format_, text.strip())
    return Cell(unescaped(text), format_)


def number_cell(format_: str, text: str, since_1904: bool) -> Cell:
    """A number, or the day it stands for where its format shows one."""
    try:
        number = exact(text.strip())
    except (ValueError, ArithmeticError):
        return Cell(text, format_)
    if format_ and is_date(format_):
        day = from_serial(float(number), since_1904)
        if day is not None:
            return Cell(day, format_)
    return Cell(number, format_)


def _iso(format_: str, text: str) -> Cell:
    try:
        moment = datetime.fromisoformat(text.removesuffix("Z"))
    except ValueError:
        return Cell(text, format_)
    day: date | datetime = moment if moment.time().isoformat() != "00:00:00" else moment.date()
    return Cell(day, format_)


def _area(text: str) -> Area | None:
    """``B5:B8`` as a range; None for a single cell or what is no range."""
    first, _, last = text.partition(":")
    start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
    if start is None or end is None:
        return None
    return Area(int(start[2]), column_number(start[1].upper()), int(end[2]), column_number(end[1].upper()))


def _hidden_columns(root: etree._Element) -> frozenset[int]:
    """Columns marked as hidden, or of no width."""
    ranges = []
    for node in root.iterfind("{*}cols/{*}col"):
        first, last = node.get("min", ""), node.get("max", "")
        try:
            no_width = float(node.get("width", "1")) == 0
        except ValueError:
            no_width = False
        if (node.get("hidden") in _TRUE or no_width) and first.isdecimal() and last.isdecimal():
            ranges.append((int(first) - 1, int(last)))
    return columns_of(ranges)
