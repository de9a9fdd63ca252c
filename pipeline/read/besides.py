"""What a workbook holds besides its cells, none of which is read: macros, links, charts, comments."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from pipeline.read.compound import streams
from pipeline.read.kinds import LOOKED_AT, Kind, kind_of
from pipeline.read.known_password import package_unlocked, records_unlocked
from pipeline.read.package import Package
from pipeline.read.refusals import Refused
from pipeline.read.xls import each_record
from pipeline.wording import count


class _Kind(NamedTuple):
    """A kind of part: how it is known by its name, what one and several are called, and what becomes of it."""

    pattern: str
    one: str
    several: str
    fate: str


_KINDS = (
    _Kind(r"(?:^|/)(?:vbaproject\.bin$|basic/.*\.xml$)", "part with macros", "parts with macros", "never run"),
    _Kind(r"/macrosheets/[^/]+\.\w+$", "sheet of old macros", "sheets of old macros", "never run"),
    _Kind(r"/chartsheets/[^/]+\.\w+$", "chart sheet", "chart sheets", "without cells"),
    _Kind(r"/dialogsheets/[^/]+\.\w+$", "dialog sheet", "dialog sheets", "without cells"),
    _Kind(
        r"/externallinks/[^/]+\.\w+$",
        "link to another workbook",
        "links to other workbooks",
        "never followed; what was saved in the cells is read",
    ),
    _Kind(r"/connections\.\w+$", "list of connections to data elsewhere", "lists of connections", "never followed"),
    _Kind(
        r"/pivotcache/pivotcachedefinition[^/]*$",
        "pivot table's store",
        "pivot tables' stores",
        "what the pivot tables show is read",
    ),
    _Kind(
        r"/comments\d*\.\w+$|/comments/[^/]+$", "sheet with comments", "sheets with comments", "comments are not read"
    ),
    _Kind(
        r"/charts/chart\d*\.xml$|^object \d+/content\.xml$",
        "chart",
        "charts",
        "not read; the cells they are drawn from are",
    ),
    _Kind(
        r"/revisions/revisionlog\d*\.\w+$",
        "record of tracked changes",
        "records of tracked changes",
        "not read; the cells are read as they now stand",
    ),
    _Kind(r"(?:^|/)(?:media|pictures)/[^/]+$", "picture", "pictures", "not read"),
)


_COMMENTS, _CHART, _PICTURE = "sheet with comments", "chart", "picture"
_MACROS, _OLD_MACROS, _CHART_SHEET = "part with macros", "sheet of old macros", "chart sheet"
_LINK, _CHANGES = "link to another workbook", "record of tracked changes"
_OLD_SHEETS = {1: _OLD_MACROS, 2: _CHART_SHEET, 6: _MACROS}
_BEGIN, _END, _SHEET, _NOTE, _BOOK, _DRAWINGS, _OF_A_CHART = 0x809, 0x0A, 0x85, 0x1C, 0x1AE, 0xEB, 0x20
_WITHIN = (b"\1\4", b"\1\x3a")  # a link to the workbook itself, or to a program's functions
_ONE_SHEET = re.compile(rb"<(?:table:table|(?:ss:)?Worksheet)[\s/>]")
_ONE_COMMENT = re.compile(rb"<(?:office:annotation|(?:ss:)?Comment)[\s/>]")


def besides(path: Path) -> tuple[str, ...]:
    """Each kind of thing in a workbook that is not read, and why: ``2 chart sheets: without cells``.

    Nothing for a file that can't be opened.
    """
    try:
        found = _found(path)
    except (OSError, zipfile.BadZipFile, zlib.error, Refused, ValueError, NotImplementedError, struct.error):
        return ()
    return tuple(f"{count(found[kind.one], kind.one, kind.several)}: {kind.fate}" for kind in _KINDS if found[kind.one])


def _found(path: Path) -> Counter[str]:
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
    kind = kind_of(start)
    held = streams(path.read_bytes()) if kind is Kind.COMPOUND else {}
    if held and "encryptedpackage" not in held:
        return _in_older(held)
    if kind in (Kind.XML_2003, Kind.FLAT_ODS):
        return _in_document(path.read_bytes())
    if kind is not Kind.ZIP and not held:
        return Counter()
    with Package(BytesIO(package_unlocked(held)) if held else path) as package:
        names = package.names()
        found = _in_document(package.part("content.xml") or b"")
    for each in _KINDS:
        found[each.one] += sum(re.search(each.pattern, name) is not None for name in names)
    return found


def _in_document(content: bytes) -> Counter[str]:
    """What stands among the cells of an open document, or of an XML spreadsheet of 2003."""
    sheets = _ONE_SHEET.split(content)[1:]
    found = Counter({_COMMENTS: sum(_ONE_COMMENT.search(sheet) is not None for sheet in sheets)})
    found[_CHANGES] += b"<table:tracked-changes" in content
    return found


def _in_older(held: Mapping[str, bytes]) -> Counter[str]:
    """What an .xls holds besides cells, by its records."""
    found = Counter({_MACROS: int("_vba_project" in held)})
    commented: set[int] = set()
    depth = sheet = 0
    for kind, record, _ in each_record(records_unlocked(held.get("workbook", held.get("book", b""))), 0):
        if kind == _BEGIN:
            depth += 1
            sheet += depth == 1
            found[_CHART] += depth > 1 and record[2:3] == bytes([_OF_A_CHART])
        elif kind == _END:
            depth -= 1
        elif kind == _SHEET and record[5:6]:
            found[_OLD_SHEETS.get(record[5], "")] += 1
        elif kind == _NOTE:
            commented.add(sheet)
        elif kind == _BOOK:
            found[_LINK] += record[2:4] not in _WITHIN
        elif kind == _DRAWINGS and (store := record.find(b"\1\xf0")) > 1:
            found[_PICTURE] += int.from_bytes(record[store - 2 : store], "little") >> 4
    found[_COMMENTS] = len(commented)
    return found
