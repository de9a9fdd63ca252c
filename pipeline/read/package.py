"""A zipped workbook: its parts by name, whatever way they are written, unpacked within limits."""

from __future__ import annotations

import io
import zipfile
from contextlib import nullcontext
from pathlib import Path
from typing import IO

from pipeline.read.refusals import SAVE_AGAIN, Refused, locked, too_big

LARGEST_PART = 100_000_000
LARGEST_WHOLE = 250_000_000
MOST_PARTS = 20_000
MOST_TAGS = 1_500_000
"""How many tags are parsed at once into a tree, which takes up to 250 bytes for each."""

_END = b"PK\x05\x06"


class Package:
    """The parts of a zipped workbook; names are compared without their case, slashes and leading ``/``."""

    def __init__(self, path: Path | io.BytesIO) -> None:
        with path.open("rb") if isinstance(path, Path) else nullcontext(path) as file:
            _few_enough(file)
        self._zip = zipfile.ZipFile(path)
        entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        self._entries = {_plain(entry.filename): entry for entry in entries}
        self._left = LARGEST_WHOLE
        if (
            sum(entry.file_size for name, entry in self._entries.items() if name.endswith((".xml", ".bin")))
            > LARGEST_WHOLE
        ):
            raise too_big()
        if len(self._entries) < len(entries):
            raise Refused("holds two parts of the same name, so what it says is not certain", SAVE_AGAIN)

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._entries

    def names(self) -> list[str]:
        """Every part's name, in small letters and with forward slashes."""
        return list(self._entries)

    def part(self, name: str) -> bytes | None:
        """The bytes of a part; None where there is none. Refused where they are too many, or locked."""
        entry = self._entries.get(_plain(name))
        if entry is None:
            return None
        self._left -= entry.file_size
        if entry.file_size > LARGEST_PART or self._left < 0:
            raise too_big()
        if entry.flag_bits & 0x1:
            raise locked()
        return self._zip.read(entry)

    def xml(self, name: str, *, whole: bool = True) -> bytes | None:
        """The bytes of a part that is XML; refused where it declares entities of its own.

        ``whole`` refuses too what has more tags than can be parsed at once.
        """
        data = self.part(name)
        if data is None:
            return None
        declared(data)
        if whole:
            few_tags(data)
        return data


def declared(data: bytes) -> bytes:
    """The same XML, refused where it declares entities: bombs and leaks of local files need a document type.

    No spreadsheet program writes one.
    """
    head = data[:8192].replace(b"\0", b"")
    coded = b"<\0!\0E\0N\0T\0I\0T\0Y"
    # A single mark is looked for in a tenth of the time that several take.
    entities = b"!" in data and (b"<!ENTITY" in data or (b"\0" in data and coded in data))
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head or entities:
        raise Refused("holds XML that no spreadsheet program writes, so it was not opened", SAVE_AGAIN)
    return data


def few_tags(data: bytes) -> bytes:
    """The same XML, refused where a tree of it would fill the memory."""
    if data.count(b"<") > MOST_TAGS:
        raise too_big()
    return data


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _few_enough(file: IO[bytes]) -> None:
    """Refuses what would take minutes only to list; how many parts there are stands at the end of the file."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 66_000))
    tail = file.read()
    at = tail.rfind(_END)
    if at >= 0 and int.from_bytes(tail[at + 10 : at + 12], "little") > MOST_PARTS:
        raise too_big()
