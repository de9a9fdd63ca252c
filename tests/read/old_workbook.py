"""A small .xls (BIFF8 in a compound file) written byte by byte, since nothing here writes them any more."""

from __future__ import annotations

import struct

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def xls(cells: dict[tuple[int, int], str | float]) -> bytes:
    """A workbook of one sheet, "Old", with these cells by (row, column) from 0."""
    return _compound(_workbook(cells))


def _record(number: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", number, len(data)) + data


def _workbook(cells: dict[tuple[int, int], str | float]) -> bytes:
    begin = _record(0x809, struct.pack("<HHHHII", 0x600, 0x05, 0, 0, 0, 6))
    name = b"Old"
    bound_length = 4 + 8 + len(name)
    sheet_at = len(begin) + bound_length + 4
    bound = _record(0x85, struct.pack("<IHBB", sheet_at, 0, len(name), 0) + name)
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6))
    for (row, column), value in sorted(cells.items()):
        if isinstance(value, str):
            text = value.encode("latin-1")
            sheet += _record(0x204, struct.pack("<HHHHB", row, column, 0, len(text), 0) + text)
        else:
            sheet += _record(0x203, struct.pack("<HHHd", row, column, 0, value))
    return begin + bound + _record(0x0A) + sheet + _record(0x0A)


def _compound(stream: bytes) -> bytes:
    stream = stream.ljust(4096, b"\0")  # a shorter stream would need a compound file's small sectors
    sectors = -(-len(stream) // SECTOR)
    stream = stream.ljust(sectors * SECTOR, b"\0")
    chain = [FAT, END, *range(3, sectors + 2), END]  # 0: this table, 1: the directory, 2 on: the stream
    table = struct.pack("<128I", *chain, *[FREE] * (128 - len(chain)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END, 0, END, 0, 0)
    header += b"\xff" * (SECTOR - len(header))
    entries = _entry("Root Entry", 5, END, 0, child=1) + _entry("Workbook", 2, 2, len(stream))
    return header + table + entries.ljust(SECTOR, b"\0") + stream


def _entry(name: str, kind: int, start: int, size: int, child: int = FREE) -> bytes:
    coded = (name + "\0").encode("utf-16-le")
    return struct.pack("<64sHBBIII36xIQ", coded, len(coded), kind, 1, FREE, FREE, child, start, size)
