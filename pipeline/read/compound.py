"""The container of older Office files (a compound file): its streams by name. [MS-CFB]"""

from __future__ import annotations

import struct

from pipeline.read.refusals import damaged

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END, _FREE = 0xFFFFFFFE, 0xFFFFFFFF


def streams(data: bytes) -> dict[str, bytes]:
    """Every stream of a compound file, by its name in small letters; the first where two have one name.

    Chains that lead nowhere or in a circle end there, as Excel takes them. Refused where it has no directory.
    """
    if len(data) < 512 or data[:8] != SIGNATURE:
        raise damaged()
    shift, small_shift = struct.unpack_from("<HH", data, 30)
    if not 7 <= shift <= 16 or not 4 <= small_shift <= shift:
        raise damaged()
    size, small = 1 << shift, 1 << small_shift
    first_directory, _, cutoff, first_small = struct.unpack_from("<IIII", data, 48)
    table = _table(data, size)
    directory = _chain(data, table, first_directory, size, 512 if size < 4096 else size)
    found: dict[str, bytes] = {}
    short = b""
    short_table: list[int] = []
    for at in range(0, len(directory) - 127, 128):
        name_length, kind = struct.unpack_from("<HB", directory, at + 64)
        start, length = struct.unpack_from("<II", directory, at + 116)
        name = directory[at : at + max(0, min(name_length, 64) - 2)].decode("utf-16-le", "replace").lower()
        if kind == 5:
            short = _chain(data, table, start, size, 512 if size < 4096 else size)
            coded = _chain(data, table, first_small, size, 512 if size < 4096 else size)
            short_table = list(struct.unpack(f"<{len(coded) // 4}I", coded[: len(coded) // 4 * 4]))
        elif kind == 2 and name not in found:
            if length < cutoff:
                found[name] = _chain(short, short_table, start, small, 0)[:length]
            else:
                found[name] = _chain(data, table, start, size, 512 if size < 4096 else size)[:length]
    if not found:
        raise damaged()
    return found


def _table(data: bytes, size: int) -> list[int]:
    """Which sector follows which."""
    header = 512 if size < 4096 else size
    sectors = list(struct.unpack_from("<109I", data, 76))
    following, many = struct.unpack_from("<II", data, 68)
    per = size // 4
    for _ in range(min(many, len(data) // size + 1)):
        at = header + following * size
        if following >= _END or at + size > len(data):
            break
        *more, following = struct.unpack_from(f"<{per}I", data, at)
        sectors += more
    table: list[int] = []
    for sector in sectors:
        at = header + sector * size
        if sector < _END and at + size <= len(data):
            table += struct.unpack_from(f"<{per}I", data, at)
        if len(table) * size > len(data) + per * size:
            break
    return table


def _chain(data: bytes, table: list[int], sector: int, size: int, header: int) -> bytes:
    pieces = []
    left = len(data) // size + 1
    while sector < len(table) and left:
        at = header + sector * size
        pieces.append(data[at : at + size])
        sector = table[sector]
        left -= 1
    return b"".join(pieces)
