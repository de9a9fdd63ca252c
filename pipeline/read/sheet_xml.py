"""The XML of one worksheet -> its cells: quickly where it is written plainly, as almost all are, else by parsing."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

from lxml import etree

from pipeline.read.cells import LOST, NO_VALUE, Area, Cell, Line, Sheet, column_number
from pipeline.read.formats import exact, from_serial, is_date
from pipeline.read.refusals import MOST_CELLS, too_big

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=False)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PLAIN = re.compile(r"\s*(<\?xml[^>]*>\s*)?<worksheet")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?\d+")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_CONTENT = re.compile(
    r"(?:(<f)(?:\s[^>]*)?(?:/>|>[^<]*</f>))?"
    r'(?:<v\s*/>|(?:<v(?:\s[^>/]*)?>|<is><t(?: xml:space="preserve")?>)([^<]*)(?:</v>|</t></is>))?'
    r"</c>\s*(?:</row>\s*)?"
)
_A_CELL = re.compile(r"<c[\s/>]")
_MERGED = re.compile(r'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')
_COLUMN = re.compile(r"<(?:\w+:)?col ([^>]*)>")
_TRUE = ("1", "true")


class Book(NamedTuple):
    """What every sheet of a workbook shares: its file, strings, number formats by style, and calendar."""

    file: str
    strings: list[str]
    formats: list[str]
    since_1904: bool


def read_sheet(data: bytes, book: Book, name: str, hidden: bool) -> Sheet:
    """The sheet in a worksheet part. Rows and cells without a reference follow the one before."""
    xml = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "replace")
    start, end = xml.find("sheetData"), xml.rfind("sheetData")
    lines = _scan(xml, book) if _PLAIN.match(xml[:400]) else None
    if lines is None:
        lines = _walk(data, book)
    return Sheet(
        book.file,
        name,
        tuple(lines[at] for at in sorted(lines)),
        _merged(xml[end:]),
        hidden,
        _hidden_columns(xml[:start]),
    )


def string_item(element: etree._Element) -> str:
    """The text of a string item: its runs joined, without the phonetic guide."""
    return _unescaped(_runs(element))


def _runs(element: etree._Element) -> str:
    texts = [element.findtext("{*}t") or ""]
    texts += [run.findtext("{*}t") or "" for run in element.iterchildren("{*}r")]
    return "".join(texts)


def _unescaped(text: str) -> str:
    """Without the escapes Excel has for characters that XML hasn't: ``_x000D_``."""
    if "_x" not in text:
        return text
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    # Half a character, which can't be written anywhere, becomes the sign for an unknown one.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class _Lines(dict[int, Line]):
    """Lines by row number; a row written twice is one row."""

    filled = 0

    def put(
        self, number: int, hidden: bool, cells: Mapping[int, Cell] | Callable[[], Mapping[int, Cell]], many: int
    ) -> None:
        self.filled += many
        if self.filled > MOST_CELLS:
            raise too_big()
        before = self.get(number)
        if before is not None and not callable(cells):
            cells = {**before.cells, **cells}
        if callable(cells) or cells:
            self[number] = Line(number, hidden, cells)


def _scan(xml: str, book: Book) -> _Lines | None:
    """Lines cut out of the text, many times as fast as parsing; None where a cell could be missed."""
    start, end = xml.find("<sheetData"), xml.rfind("</sheetData>")
    if start < 0 or end < 0 or "<!" in xml or xml.find("<?", start, end) > 0:
        return None
    body = xml[start:end]
    if len(_A_CELL.findall(body)) != body.count('<c r="'):
        return None
    cutter = _Cutter(book)
    lines = _Lines()
    number = 0
    for chunk in body.split("<row")[1:]:
        attributes = dict(_ATTRIBUTE.findall(chunk[: chunk.find(">")]))
        number = int(attributes.get("r", number + 1))
        many, valued, inline = chunk.count("<c "), chunk.count("><v>"), chunk.count("><is><t>")
        tags = chunk.count("<") - 1
        if tags <= many:
            continue
        # Where nothing stands but <c><v></v></c>, <c><is><t></t></is></c> and empty cells, and no space
        # between, cutting can't fail and can wait.
        waits = number not in lines and tags == many + 3 * valued + 5 * inline
        cells = partial(cutter.certain, chunk) if waits else cutter.cells(chunk)
        if cells is None:
            return None
        lines.put(number, attributes.get("hidden") in _TRUE, cells, many)
    return lines


class _Cutter:
    """Cuts the cells out of a row's text, each way of marking and each content looked at once."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.heads: dict[str, tuple[str, str]] = {}
        self.known: dict[str, Cell | None] = {}

    def certain(self, chunk: str) -> dict[int, Cell]:
        """The cells of a row that is known to be written plainly."""
        return self.cells(chunk) or {}

    def cells(self, chunk: str) -> dict[int, Cell] | None:
        """The cells of a row; None where one is written in a way that this can't cut."""
        known = self.known
        cells: dict[int, Cell] = {}
        for piece in chunk.split('<c r="')[1:]:
            reference, _, rest = piece.partition('"')
            if rest in known:
                cell = known[rest]
            else:
                head, _, tail = rest.partition(">")
                if head[-1:] == "/":
                    continue
                formula = ""
                if tail[:3] == "<v>":
                    text = tail[3 : tail.find("<", 3)]
                else:
                    match = _CONTENT.fullmatch(tail)
                    if match is None:
                        return None
                    formula, text = match[1] or "", match[2] or ""
                if "&" in text or "\r" in text:
                    text = html.unescape(text.replace("\r\n", "\n").replace("\r", "\n"))
                cell = known[rest] = _cell(*self._marks(head), formula, text, self.book)
            if cell is not None:
                cells[column_number(reference.rstrip("0123456789"))] = cell
        return cells

    def _marks(self, head: str) -> tuple[str, str]:
        """The number format and type that a cell is marked with."""
        marks = self.heads.get(head)
        if marks is None:
            found = dict(_ATTRIBUTE.findall(head))
            marks = self.heads[head] = (_format(found.get("s", ""), self.book), found.get("t", ""))
        return marks


def _walk(data: bytes, book: Book) -> _Lines:
    """The same lines from parsed XML, whatever its prefixes, its order of attributes and its comments."""
    lines = _Lines()
    number = 0
    for row in etree.fromstring(data, _PARSER).iterfind("{*}sheetData/{*}row"):
        number = int(row.get("r", number + 1))
        column = -1
        cells: dict[int, Cell] = {}
        for node in row.iterchildren("{*}c"):
            match = _REFERENCE.fullmatch(node.get("r", ""))
            column = column_number(match[1]) if match else column + 1
            formula = text = ""
            for child in node.iterchildren("{*}f", "{*}v", "{*}is"):
                tag = etree.QName(child).localname
                if tag == "f":
                    formula = tag
                else:
                    text = _runs(child) if tag == "is" else child.text or ""
            cell = _cell(_format(node.get("s", ""), book), node.get("t", ""), formula, text, book)
            if cell is not None:
                cells[column] = cell
        lines.put(number, row.get("hidden") in _TRUE, cells, len(cells))
    return lines


def _format(style: str, book: Book) -> str:
    return book.formats[int(style)] if style.isdigit() and int(style) < len(book.formats) else ""


def _cell(format_: str, kind: str, formula: str, text: str, book: Book) -> Cell | None:
    """What a cell holds, by the type it is marked with (ECMA-376 part 1, 18.18.11); None for an empty one."""
    if not text:
        # A formula that gave an empty text is blank; one that gave nothing was never worked out.
        return Cell(None, format_, NO_VALUE) if formula and kind != "str" else None
    if kind in ("", "n"):
        return _number(format_, text, book.since_1904)
    if kind == "s":
        if not text.isdigit() or int(text) >= len(book.strings):
            return Cell(None, format_, LOST)
        words = book.strings[int(text)]
        return Cell(words, format_) if words else None
    if kind == "e":
        return Cell(None, format_, text)
    if kind == "b":
        return Cell(text.strip() in _TRUE, format_)
    if kind == "d":
        return _iso(format_, text)
    return Cell(_unescaped(text), format_)


def _number(format_: str, text: str, since_1904: bool) -> Cell:
    try:
        number = exact(text)
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


def _merged(xml: str) -> tuple[Area, ...]:
    return tuple(
        Area(int(top), column_number(left), int(bottom), column_number(right))
        for left, top, right, bottom in _MERGED.findall(xml)
    )


def _hidden_columns(xml: str) -> frozenset[int]:
    hidden: set[int] = set()
    for text in _COLUMN.findall(xml):
        attributes = dict(_ATTRIBUTE.findall(text))
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if attributes.get("hidden") in _TRUE and first.isdigit() and last.isdigit():
            hidden.update(range(int(first) - 1, min(int(last), 16_384)))
    return frozenset(hidden)
