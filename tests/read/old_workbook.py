"""Small .xls and .xlsb workbooks written byte by byte, since nothing here writes them any more."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
EXCEL_95, EXCEL_97 = 0x500, 0x600


def xls(
    cells: dict[tuple[int, int], str | float] | None = None,
    *,
    rows: bytes = b"",
    before: bytes = b"",
    version: int = EXCEL_97,
) -> bytes:
    """A workbook of one sheet, "Old", with these cells by (row, column) from 0.

    ``rows`` are records of the sheet after them, and ``before`` records of the workbook (styles, strings).
    """
    return compound(stream(cells or {}, rows, before, version), "Workbook" if version == EXCEL_97 else "Book")


def record(number: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", number, len(data)) + data


def text(words: str, version: int = EXCEL_97, width: str = "H") -> bytes:
    """A text that begins with its length."""
    if version == EXCEL_95:
        coded = words.encode("cp1252")
        return struct.pack("<" + width, len(coded)) + coded
    wide = any(ord(letter) > 255 for letter in words)
    return struct.pack(f"<{width}B", len(words), wide) + words.encode("utf-16-le" if wide else "latin-1")


def stream(cells: dict[tuple[int, int], str | float], rows: bytes, before: bytes, version: int) -> bytes:
    begin = record(0x809, struct.pack("<HHHHII", version, 0x05, 0, 0, 0, 6))
    name = text("Old", version, "B")
    sheet_at = len(begin) + len(before) + 4 + 6 + len(name) + 4
    bound = record(0x85, struct.pack("<IH", sheet_at, 0) + name)
    sheet = record(0x809, struct.pack("<HHHHII", version, 0x10, 0, 0, 0, 6))
    for (row, column), value in sorted(cells.items()):
        at = struct.pack("<HHH", row, column, 0)
        sheet += (
            record(0x204, at + text(value, version))
            if isinstance(value, str)
            else record(0x203, at + struct.pack("<d", value))
        )
    return begin + before + bound + record(0x0A) + sheet + rows + record(0x0A)


def compound(data: bytes, name: str = "Workbook") -> bytes:
    return compound_of({name: data})


def compound_of(held: dict[str, bytes]) -> bytes:
    """A compound file of these streams."""
    chain = [FAT, END]  # 0: this table, 1: the directory, 2 on: the streams
    entries = entry("Root Entry", 5, END, 0, child=1)
    body = b""
    for name, data in held.items():
        data = data.ljust(4096, b"\0")  # a shorter stream would need a compound file's small sectors
        entries += entry(name, 2, len(chain), len(data))
        sectors = -(-len(data) // SECTOR)
        chain += [*range(len(chain) + 1, len(chain) + sectors), END]
        body += data.ljust(sectors * SECTOR, b"\0")
    table = struct.pack("<128I", *chain, *[FREE] * (128 - len(chain)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END, 0, END, 0, 0)
    header += b"\xff" * (SECTOR - len(header))
    return header + table + entries.ljust(SECTOR, b"\0") + body


def entry(name: str, kind: int, start: int, size: int, child: int = FREE) -> bytes:
    coded = (name + "\0").encode("utf-16-le")
    return struct.pack("<64sHBBIII36xIQ", coded, len(coded), kind, 1, FREE, FREE, child, start, size)


def short(number: int, data: bytes = b"") -> bytes:
    """A record of an .xlsb: its number and length in sevens of bits."""
    head = bytes([number]) if number < 128 else bytes([number & 0x7F | 0x80, number >> 7])
    length = len(data)
    while length > 0x7F:
        head += bytes([length & 0x7F | 0x80])
        length >>= 7
    return head + bytes([length]) + data


def wide(words: str) -> bytes:
    return struct.pack("<I", len(words)) + words.encode("utf-16-le")


def xlsb(
    path: Path, rows: bytes, *, after: bytes = b"", strings: tuple[str, ...] = (), formats: tuple[str, ...] = ("",)
) -> None:
    """A workbook of one sheet, "New", with these records of rows, and others after them; a style for each format."""
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packages = "http://schemas.openxmlformats.org/package/2006/relationships"

    def rels(*targets: tuple[str, str]) -> str:
        inner = "".join(
            f'<Relationship Id="rId{at}" Type="{relations}/{kind}" Target="{target}"/>'
            for at, (kind, target) in enumerate(targets, 1)
        )
        return f'<Relationships xmlns="{packages}">{inner}</Relationships>'

    book = short(131) + short(153, bytes(8) + wide("")) + short(143)
    book += short(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("New")) + short(144) + short(132)
    styles = short(278) + b"".join(
        short(44, struct.pack("<H", 164 + at) + wide(code)) for at, code in enumerate(formats)
    )
    styles += short(617, struct.pack("<I", len(formats)))
    styles += b"".join(
        short(47, struct.pack("<HH", 0, 164 + at if code else 0) + bytes(12)) for at, code in enumerate(formats)
    )
    styles += short(618) + short(279)
    shared = short(159, struct.pack("<II", len(strings), len(strings)))
    shared += b"".join(short(19, b"\0" + wide(words)) for words in strings) + short(160)
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("_rels/.rels", rels(("officeDocument", "xl/workbook.bin")))
        package.writestr("xl/workbook.bin", book)
        targets = (
            ("worksheet", "worksheets/sheet1.bin"),
            ("styles", "styles.bin"),
            ("sharedStrings", "sharedStrings.bin"),
        )
        package.writestr("xl/_rels/workbook.bin.rels", rels(*targets))
        package.writestr(
            "xl/worksheets/sheet1.bin",
            short(129)
            + short(148, struct.pack("<4I", 0, 99, 0, 99))
            + short(145)
            + rows
            + short(146)
            + after
            + short(130),
        )
        package.writestr("xl/styles.bin", styles)
        package.writestr("xl/sharedStrings.bin", shared)
