"""Excel workbooks of 1995 to 2003 (.xls), and sheets of 1987 to 1994, read from their own records, so that errors and formats are kept. [MS-XLS]"""

from __future__ import annotations

import codecs
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.read import records
from pipeline.read.cells import LOST, Area, Cell, Line, Sheet
from pipeline.read.formats import BUILT_IN, LONGEST_FORMAT
from pipeline.read.known_password import records_unlocked
from pipeline.read.refusals import MOST_AT_ONCE, MOST_SHEETS, SAVE_AGAIN, Refused, no_spreadsheet, too_big

_BEGIN, _END, _CONTINUE = 0x809, 0x0A, 0x3C
_EXCEL_2 = 0x09
_BEGINS = (_EXCEL_2, 0x209, 0x409, _BEGIN)
"""How Excel 2, Excel 3, Excel 4 and those after them begin a sheet."""
_OLD_FORMAT, _OLD_STYLES, _WORKBOOK, _BOOK_OF_4 = 0x1E, (0x243, 0x443), 0x05, 0x100
_CALENDAR, _CODE_PAGE, _SHEET, _FORMAT, _STYLE, _STRINGS = 0x22, 0x42, 0x85, 0x41E, 0xE0, 0xFC
_ROW, _COLUMNS, _MERGED = 0x208, 0x7D, 0xE5
_NUMBER, _RK, _MANY_RK, _SHARED, _LABEL, _RICH_LABEL, _TRUTH_OR_ERROR = 0x203, 0x27E, 0xBD, 0xFD, 0x204, 0xD6, 0x205
_FORMULAS, _FORMULA_TEXT = (0x06, 0x206, 0x406), 0x207
_EXCEL_97 = 0x600
_LAST_COLUMN = 256
_OTHERS = {"worddocument": "a Word document", "powerpoint document": "a presentation"}


def read_xls(found: Mapping[str, bytes], file: str) -> list[Sheet]:
    """Every worksheet of the workbook whose streams these are, in its order."""
    stream = found.get("workbook", found.get("book"))
    if stream is None and (what := next((_OTHERS[name] for name in found if name in _OTHERS), "")):
        raise no_spreadsheet(what)
    if stream is None:
        raise Refused("is not a spreadsheet", SAVE_AGAIN)
    return read_records(stream, file)


@dataclass
class _Book:
    """What a workbook says before its sheets. ``first`` is the number of its first record, which tells the age of its kind.

    ``listed`` counts its formats: before 1993 they had no number but their place in the list. ``entries`` are its sheets:
    where each begins, its state and its name; ``filled`` counts the cells read.
    """

    file: str
    version: int = _EXCEL_97
    first: int = _BEGIN
    encoding: str = "cp1252"
    since_1904: bool = False
    strings: list[str] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=lambda: dict(BUILT_IN))
    styles: list[int] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    listed: int = 0
    entries: list[tuple[int, int, bytes]] = field(default_factory=list)
    filled: int = 0


def each_record(data: bytes, at: int) -> Iterator[tuple[int, bytes, int]]:
    """Each record's number, bytes and end, from a place in the stream."""
    end = len(data)
    while at + 4 <= end:
        kind, length = struct.unpack_from("<HH", data, at)
        at += 4
        yield kind, data[at : at + length], at + length
        at += length


def read_records(data: bytes, file: str) -> list[Sheet]:
    """Every worksheet in a workbook's stream of records, which some programs write without a container.

    Before 1993 there was but one sheet, without a name, and no workbook around it.
    """
    data = records_unlocked(data)
    first, length, version, what = struct.unpack_from("<4H", data)
    if first not in _BEGINS or length < 4 or what == _BOOK_OF_4:
        raise Refused("was made by a version of Excel from before 1995", SAVE_AGAIN)
    book = _Book(file, version if first == _BEGIN else 0, first)
    for kind, record, end in each_record(data, 4 + length):
        if kind == _END:
            break
        if kind == _STRINGS:
            book.strings = list(_shared([record, *_continued(data, end)]))
        else:
            _note(kind, record, book)
    if len(book.entries) > MOST_SHEETS:
        raise too_big()
    book.formats = _formats(book)
    if what != _WORKBOOK:
        return [_sheet(data, 0, book, "", False)]
    return [
        _sheet(data, begin, book, _text(name, 0, book, 1), bool(state & 3))
        for begin, state, name in book.entries
        if state >> 8 == 0  # a worksheet, and no chart, macro sheet or module
    ]


def _note(kind: int, record: bytes, book: _Book) -> None:
    """What a record says of the whole workbook."""
    if kind == _CALENDAR:
        book.since_1904 = record[:1] == b"\1"
    elif kind == _CODE_PAGE:
        book.encoding = _encoding(int.from_bytes(record[:2], "little"))
    elif kind == _SHEET:
        book.entries.append((int.from_bytes(record[:4], "little"), int.from_bytes(record[4:6], "little"), record[6:]))
    elif kind in (_FORMAT, _OLD_FORMAT) and book.first != _BEGIN:
        book.codes[book.listed] = _text(record, 2 if kind == _FORMAT else 0, book, 1)
        book.listed += 1
    elif kind in _OLD_STYLES:
        book.styles += record[1:2]
    elif kind == _FORMAT:
        code = _text(record, 2, book, 2 if book.version == _EXCEL_97 else 1)
        book.codes[int.from_bytes(record[:2], "little")] = code[:LONGEST_FORMAT]
    elif kind == _STYLE:
        book.styles.append(int.from_bytes(record[2:4], "little"))


def _formats(book: _Book) -> list[str]:
    """The format of each style; before styles had a number, a cell said its format."""
    codes = [book.codes.get(style, "") for style in (range(64) if book.first == _EXCEL_2 else book.styles)]
    return ["" if code.lower() == "general" else code for code in codes]


def _encoding(page: int) -> str:
    name = {1200: "utf-16-le", 10000: "mac_roman", 32768: "mac_roman", 32769: "cp1252"}.get(page, f"cp{page}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def _text(record: bytes, at: int, book: _Book, width: int) -> str:
    """A text that begins with its length, in one or two bytes."""
    length = int.from_bytes(record[at : at + width], "little")
    at += width
    if book.version != _EXCEL_97:
        return record[at : at + length].decode(book.encoding, "replace")
    wide = record[at : at + 1] not in (b"", b"\0") and record[at] & 1
    skipped = (
        1 + (2 if record[at : at + 1] and record[at] & 8 else 0) + (4 if record[at : at + 1] and record[at] & 4 else 0)
    )
    at += skipped
    if wide:
        return record[at : at + 2 * length].decode("utf-16-le", "replace")
    return record[at : at + length].decode("latin-1")


def _continued(data: bytes, at: int) -> Iterator[bytes]:
    for kind, record, _ in each_record(data, at):
        if kind != _CONTINUE:
            return
        yield record


def _shared(pieces: list[bytes]) -> Iterator[str]:
    """The shared strings, which run on from record to record; a record that breaks a text says again how it is coded."""
    piece, at = 0, 8
    many = int.from_bytes(pieces[0][4:8], "little")

    def taken(length: int) -> bytes:
        nonlocal piece, at
        out = b""
        while length and piece < len(pieces):
            part = pieces[piece][at : at + length]
            out += part
            length -= len(part)
            at += len(part)
            if length:
                piece, at = piece + 1, 0
        return out

    for _ in range(many):
        head = taken(3)
        if len(head) < 3:
            return
        left, flags = int.from_bytes(head[:2], "little"), head[2]
        runs = int.from_bytes(taken(2), "little") if flags & 8 else 0
        extra = int.from_bytes(taken(4), "little") if flags & 4 else 0
        words = ""
        while left and piece < len(pieces):
            width = 2 if flags & 1 else 1
            fitting = min(left, (len(pieces[piece]) - at) // width)
            words += pieces[piece][at : at + fitting * width].decode(
                "utf-16-le" if width == 2 else "latin-1", "replace"
            )
            left -= fitting
            at += fitting * width
            if left:
                piece, at = piece + 1, 1
                flags = pieces[piece][0] if piece < len(pieces) and pieces[piece] else flags
        taken(4 * runs + extra)
        yield words


def _formula_text(record: bytes, data: bytes, end: int, book: _Book) -> str:
    """The text that a formula gave; a long one runs on, as the shared ones do."""
    if book.version != _EXCEL_97:
        return _text(record, 0, book, 2)
    return next(_shared([struct.pack("<II", 1, 1) + record, *_continued(data, end)]), "")


@dataclass
class _Grid:
    """A sheet while its records are read; ``waiting`` is a formula whose text comes in a record of its own."""

    book: _Book
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    unseen_rows: set[int] = field(default_factory=set)
    unseen_columns: set[int] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    waiting: tuple[int, int, str] | None = None

    def take(self, kind: int, record: bytes, data: bytes, end: int) -> None:
        """A record of the sheet, which ends at ``end`` in the stream."""
        if kind == _ROW and len(record) >= 14:
            if record[12] & 0x20:
                self.unseen_rows.add(int.from_bytes(record[:2], "little"))
        elif kind == _COLUMNS and len(record) >= 10:
            first, last, width = struct.unpack_from("<3H", record)
            if record[8] & 1 or width == 0:
                self.unseen_columns.update(range(first, min(last + 1, _LAST_COLUMN)))
        elif kind == _MERGED:
            for at in range(2, len(record) - 7, 8):
                top, bottom, left, right = struct.unpack_from("<4H", record, at)
                self.merged.append(Area(top + 1, left, bottom + 1, right))
        elif kind == _FORMULA_TEXT and self.waiting:
            row, column, format_ = self.waiting
            self.waiting = None
            if words := _formula_text(record, data, end, self.book):
                self.rows.setdefault(row, {})[column] = Cell(words, format_)
        elif kind in _CELLS and len(record) >= 6:
            self.fill(kind, record)

    def fill(self, kind: int, record: bytes) -> None:
        """The cells of a record."""
        row, column, style = struct.unpack_from("<3H", record)
        if kind in _FORMULAS and record[12:14] == b"\xff\xff" and record[6] == 0:
            self.waiting = (row, column, records.at(self.book.formats, style))
            return
        for step, cell in enumerate(_cells(kind, record, style, self.book)):
            if cell is not None:
                self.rows.setdefault(row, {})[column + step] = cell
                self.book.filled += 1
        if self.book.filled > MOST_AT_ONCE:
            raise too_big()


def _sheet(data: bytes, begin: int, book: _Book, name: str, hidden: bool) -> Sheet:
    grid = _Grid(book)
    depth = 0
    oldest = data[begin : begin + 2] == bytes([_EXCEL_2, 0])
    for kind, record, end in map(_widened, each_record(data, begin)) if oldest else each_record(data, begin):
        if kind in _BEGINS:
            depth += 1  # a chart among the cells has a beginning and an end of its own
        elif kind == _END:
            depth -= 1
            if depth <= 0:
                break
        elif depth == 1:
            grid.take(kind, record, data, end)
    rows = grid.rows
    lines = tuple(Line(row + 1, row in grid.unseen_rows, dict(sorted(rows[row].items()))) for row in sorted(rows))
    return Sheet(book.file, name, lines, tuple(grid.merged), hidden, frozenset(grid.unseen_columns))


def _widened(given: tuple[int, bytes, int]) -> tuple[int, bytes, int]:
    """A record of Excel 2 as those after it write it: a cell says its style in two bytes, a text its length."""
    kind, record, end = given
    if kind == 0x08 and len(record) >= 8:
        return _ROW, record[:12].ljust(12, b"\0") + (b"\0" if record[6:8].strip(b"\0") else b"\x20") + b"\0", end
    if kind == 0x24 and len(record) >= 4:
        return _COLUMNS, struct.pack("<HH", record[0], record[1]) + record[2:4] + bytes(6), end
    if kind == 0x07:
        return _FORMULA_TEXT, record[:1] + b"\0" + record[1:], end
    if kind not in _OF_EXCEL_2 or len(record) < 8:
        return given
    value = record[7:]
    if kind == 0x02:
        value = struct.pack("<d", int.from_bytes(value[:2], "little"))
    elif kind == 0x04:
        value = value[:1] + b"\0" + value[1:]
    return _OF_EXCEL_2[kind], record[:4] + struct.pack("<H", record[5] & 0x3F) + value, end


_OF_EXCEL_2 = {0x02: _NUMBER, 0x03: _NUMBER, 0x04: _LABEL, 0x05: _TRUTH_OR_ERROR, 0x06: 0x206}
_CELLS = {_NUMBER, _RK, _MANY_RK, _SHARED, _LABEL, _RICH_LABEL, _TRUTH_OR_ERROR, *_FORMULAS}


def _cells(kind: int, record: bytes, style: int, book: _Book) -> Iterator[Cell | None]:
    """The cells of a record, one beside the other; None for an empty one."""
    format_ = records.at(book.formats, style)
    if kind == _MANY_RK:
        for at in range(4, len(record) - 7, 6):
            style, coded = struct.unpack_from("<HI", record, at)
            yield records.number(records.rk(coded), records.at(book.formats, style), book.since_1904)
    elif kind == _RK:
        yield records.number(records.rk(int.from_bytes(record[6:10], "little")), format_, book.since_1904)
    elif kind == _NUMBER:
        yield records.number(struct.unpack_from("<d", record, 6)[0], format_, book.since_1904)
    elif kind == _SHARED:
        at = int.from_bytes(record[6:10], "little")
        words = book.strings[at] if at < len(book.strings) else ""
        yield Cell(words, format_) if words else None if at < len(book.strings) else Cell(None, format_, LOST)
    elif kind in (_LABEL, _RICH_LABEL):
        words = _text(record, 6, book, 2)
        yield Cell(words, format_) if words else None
    elif kind == _TRUTH_OR_ERROR:
        yield records.error(record[6], format_) if record[7] else Cell(bool(record[6]), format_)
    elif record[12:14] != b"\xff\xff":
        yield records.number(struct.unpack_from("<d", record, 6)[0], format_, book.since_1904)
    elif record[6] == 1:
        yield Cell(bool(record[8]), format_)
    elif record[6] == 2:
        yield records.error(record[8], format_)
