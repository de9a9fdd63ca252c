"""A zip file written entry by entry: what stays is copied as it was packed, never unpacked; what is new is packed the same every time."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable
from typing import NamedTuple

_LARGEST = 0xFFFFFFFF
_NEW = (1980, 1, 1, 0, 0, 0)  # the first moment a zip file knows
_UTF8 = 0x800
_LEVEL = 6


class Packed(NamedTuple):
    """An entry as it stands in a zip file; ``method`` and ``time`` as zip files write them."""

    name: str
    method: int
    time: tuple[int, int]
    crc: int
    size: int
    data: bytes


def kept(whole: bytes, entry: zipfile.ZipInfo, name: str) -> Packed:
    """An entry of the zip file ``whole``, packed as it is there."""
    name_length, extra_length = struct.unpack_from("<2H", whole, entry.header_offset + 26)
    start = entry.header_offset + 30 + name_length + extra_length
    data = whole[start : start + entry.compress_size]
    return Packed(name, entry.compress_type, _time(entry.date_time), entry.CRC, entry.file_size, data)


def new(name: str, content: bytes, *, stored: bool = False) -> Packed:
    """An entry for content of ours; ``stored`` as it is, without packing."""
    if stored:
        return Packed(name, zipfile.ZIP_STORED, _time(_NEW), zlib.crc32(content), len(content), content)
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    return Packed(name, zipfile.ZIP_DEFLATED, _time(_NEW), zlib.crc32(content), len(content), packed)


def _time(moment: tuple[int, int, int, int, int, int]) -> tuple[int, int]:
    year, month, day, hour, minute, second = moment
    return hour << 11 | minute << 5 | second // 2, max(year - 1980, 0) << 9 | month << 5 | day


def zipped(entries: Iterable[Packed]) -> bytes:
    """The zip file with these entries in their order; ValueError where it would be too large for a plain one."""
    out = bytearray()
    index = bytearray()
    many = 0
    for entry in entries:
        name = entry.name.encode("utf-8")
        flags = 0 if entry.name.isascii() else _UTF8
        facts = (flags, entry.method, *entry.time, entry.crc, len(entry.data), entry.size, len(name))
        if max(len(out) + len(entry.data), entry.size) > _LARGEST:
            raise ValueError("the workbook is too large for a plain zip file")
        index += struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, *facts, 0, 0, 0, 0, 0, len(out)) + name
        out += struct.pack("<4s5H3L2H", b"PK\3\4", 20, *facts, 0) + name + entry.data
        many += 1
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, many, many, len(index), len(out), 0)
    return bytes(out + index + end)
