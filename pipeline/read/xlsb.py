"""Binary Excel workbooks (.xlsb) read from their own records, so that errors, formats and addresses are kept. [MS-XLSB]"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.read import records
from pipeline.read.cells import LAST_COLUMN, LAST_ROW, LOST, Area, Cell, Line, Sheet, columns_of
from pipeline.read.formats import BUILT_IN, LONGEST_FORMAT
from pipeline.read.package import Package
from pipeline.read.refusals import ANOTHER_COPY, MOST_AT_ONCE, MOST_SHEETS, Refused, damaged, too_big
from pipeline.read.strings import unescaped
from pipeline.read.xlsx import main_part, relationships

_ROW, _BLANK, _LAST_CELL = 0, 1, 11
_RICH = 62
_STRING_ITEM, _FORMAT, _STYLE, _BEGIN_STYLES, _END_STYLES = 19, 44, 47, 617, 618
_COLUMN, _PROPERTIES, _SHEET, _MERGED = 60, 153, 156, 176


def read_xlsb(package: Package, file: str) -> list[Sheet]:
    """Every worksheet of the workbook, in its order."""
    main = main_part(package)
    data = package.part(main) or package.part("xl/workbook.bin")
    if data is None:
        raise damaged()
    targets = relationships(package, main)
    parts = {target.type.rpartition("/")[2]: target.path for target in targets.values()}
    book = _Book(file, _strings(package.part(parts.get("sharedStrings", "xl/sharedStrings.bin")) or b""))
    book.formats = _formats(package.part(parts.get("styles", "xl/styles.bin")) or b"")
    sheets: list[Sheet] = []
    for kind, record in _records(data):
        if len(sheets) > MOST_SHEETS:
            raise too_big()
        if kind == _PROPERTIES:
            book.since_1904 = bool(record[0] & 1)
        elif kind == _SHEET:
            state = int.from_bytes(record[:4], "little")
            reference, after = _text(record, 8)
            name, _ = _text(record, after)
            target = targets.get(reference)
            if not reference or (target is not None and not target.type.endswith("/worksheet")):
                continue
            rows = package.part(target.path) if target is not None else None
            if rows is None:
                raise Refused(f"lists a sheet '{name}' that is not in it", ANOTHER_COPY)
            sheets.append(_sheet(rows, book, name, state != 0))
    return sheets


@dataclass
class _Book:
    file: str
    strings: list[str]
    formats: list[str] = field(default_factory=list)
    since_1904: bool = False
    filled: int = 0


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each record's number and bytes; both number and length are written in sevens of bits."""
    at, end = 0, len(data)
    while at < end:
        kind = data[at]
        at += 1
        if kind & 0x80:
            if at >= end:
                raise damaged()
            kind = kind & 0x7F | (data[at] & 0x7F) << 7
            at += 1
        length = shift = 0
        for _ in range(4):
            if at >= end:
                raise damaged()
            byte = data[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        if at + length > end:
            raise damaged()
        yield kind, data[at : at + length]
        at += length


def _text(record: bytes, at: int) -> tuple[str, int]:
    """A text that begins with its length, and where it ends."""
    (length,) = struct.unpack_from("<I", record, at)
    if length == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * length
    if end > len(record):
        raise damaged()
    return record[at + 4 : end].decode("utf-16-le", "replace"), end


def _strings(data: bytes) -> list[str]:
    return [unescaped(_text(record, 1)[0]) for kind, record in _records(data) if kind == _STRING_ITEM]


def _formats(data: bytes) -> list[str]:
    """The number format of each cell style."""
    codes = dict(BUILT_IN)
    found: list[str] = []
    among_styles = False
    for kind, record in _records(data):
        if kind == _FORMAT:
            codes[int.from_bytes(record[:2], "little")] = _text(record, 2)[0][:LONGEST_FORMAT]
        elif kind in (_BEGIN_STYLES, _END_STYLES):
            among_styles = kind == _BEGIN_STYLES
        elif kind == _STYLE and among_styles:
            code = codes.get(int.from_bytes(record[2:4], "little"), "")
            found.append("" if code.lower() == "general" else code)
    return found


def _sheet(data: bytes, book: _Book, name: str, hidden: bool) -> Sheet:
    lines: list[Line] = []
    merged: list[Area] = []
    unseen: list[tuple[int, int]] = []
    cells: dict[int, Cell] = {}
    for kind, record in _records(data):
        if kind == _ROW:
            number = int.from_bytes(record[:4], "little") + 1
            cells = {}
            # Its flags stand after its height and the style: bit 12 of the 16 is "hidden".
            lines.append(Line(number, bool(record[11] & 0x10) if len(record) > 11 else False, cells))
        elif _BLANK < kind <= _LAST_CELL or kind == _RICH:
            column = int.from_bytes(record[:4], "little")
            style = int.from_bytes(record[4:7], "little")
            cell = _cell(kind, record, records.at(book.formats, style), book)
            if cell is not None and column < LAST_COLUMN:
                cells[column] = cell
                book.filled += 1
                if book.filled > MOST_AT_ONCE:
                    raise too_big()
        elif kind == _MERGED:
            top, bottom, left, right = struct.unpack_from("<4I", record)
            merged.append(Area(top + 1, left, bottom + 1, right))
        elif kind == _COLUMN:
            first, last, width = struct.unpack_from("<3I", record)
            if record[16] & 1 or width == 0:
                unseen.append((first, last + 1))
    kept = tuple(line for line in lines if line.cells and line.number <= LAST_ROW)
    return Sheet(book.file, name, kept, tuple(merged), hidden, columns_of(unseen))


def _cell(kind: int, record: bytes, format_: str, book: _Book) -> Cell | None:
    """What a cell record holds; the value of a formula stands where that of a plain cell does."""
    if kind == 2:
        return records.number(records.rk(int.from_bytes(record[8:12], "little")), format_, book.since_1904)
    if kind in (3, 11):
        return records.error(record[8], format_)
    if kind in (4, 10):
        return Cell(bool(record[8]), format_)
    if kind in (5, 9):
        return records.number(struct.unpack_from("<d", record, 8)[0], format_, book.since_1904)
    if kind == 7:
        at = int.from_bytes(record[8:12], "little")
        if at >= len(book.strings):
            return Cell(None, format_, LOST)
        words = book.strings[at]
    else:
        words = unescaped(_text(record, 9 if kind == _RICH else 8)[0])
    return Cell(words, format_) if words else None
