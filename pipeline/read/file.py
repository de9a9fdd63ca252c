"""One file, read by what it is and not by what its name says; what can't be read is said."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

from lxml import etree

from pipeline.issues import Issue, Severity, rule
from pipeline.places import Place
from pipeline.read.cells import Sheet
from pipeline.read.compound import streams
from pipeline.read.exchange import read_dif, read_sylk
from pipeline.read.kinds import LOOKED_AT, Kind, kind_of
from pipeline.read.known_password import package_unlocked
from pipeline.read.ods import read_flat_ods, read_ods
from pipeline.read.package import LARGEST_PART, Package, declared
from pipeline.read.refusals import (
    ANOTHER_COPY,
    LARGEST_TEXT,
    SAVE_AGAIN,
    Refused,
    damaged,
    no_spreadsheet,
    too_big,
)
from pipeline.read.text import has_columns, plain_text, read_csv
from pipeline.read.web_archive import read_web_archive
from pipeline.read.web_page import read_web_page
from pipeline.read.xls import read_records, read_xls
from pipeline.read.xlsb import read_xlsb
from pipeline.read.xlsx import read_xlsx
from pipeline.read.xml_2003 import read_xml_2003
from pipeline.wording import listed

_TEXTS = (".csv", ".tsv", ".tab", ".txt")
READ = (
    *(".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".xlt"),
    *(".ods", ".ots", ".fods", ".slk", ".dif", *_TEXTS),
)
PERHAPS = (".htm", ".html", ".mht", ".mhtml", ".xml")
"""Endings of what is a workbook only where Excel saved it, or it was made for Excel, and says so."""

UNREADABLE = rule("C-01", Severity.ERROR, "Every workbook in the quarter's folder can be opened and read.")
MISNAMED = rule(
    "C-13",
    Severity.QUERY,
    "A file that is called a workbook is one, and not a web page or text, in which numbers and dates have lost their kinds.",
)
NOT_LOOKED_AT = rule("C-15", Severity.QUERY, "Nothing in the quarter's folder that may hold data is left unread.")

_BROKEN = (
    *(OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError),
    *(etree.XMLSyntaxError, ValueError, LookupError, struct.error, ArithmeticError, RecursionError),
)
"""What a file that is not as it should be makes the libraries raise: the file is said to be damaged."""

_EXCHANGED = {Kind.SYLK: read_sylk, Kind.DIF: read_dif}


def read_file(path: Path, name: str) -> tuple[list[Sheet], list[Issue]]:
    """The sheets of one workbook; ``name`` is how places call it (relative, with forward slashes)."""
    place = Place(name)
    short = name.rpartition("/")[2]
    try:
        sheets, issues = _read(path, name)
        if not sheets and not issues and path.suffix.lower() != ".txt":  # which may be somebody's notes
            message = f"{short} holds no sheet with cells, so nothing of it was read"
            return [], [
                NOT_LOOKED_AT.at(
                    place, message, "If it should hold a table, ask for another copy; if not, take it out of the folder"
                )
            ]
        return sheets, [*issues, *(_cut(sheet) for sheet in sheets if sheet.cut)]
    except Refused as refused:
        return [], [UNREADABLE.at(place, f"{short} {refused.sentence}", refused.remedy)]
    except PermissionError:
        remedy = "Close it in Excel, or ask for permission to open it, and run again."
        return [], [UNREADABLE.at(place, f"{short} is open elsewhere or may not be opened", remedy)]
    except _BROKEN:
        broken = damaged()
        return [], [UNREADABLE.at(place, f"{short} {broken.sentence}", broken.remedy)]


def _read(path: Path, name: str) -> tuple[list[Sheet], list[Issue]]:
    """The sheets of a file, by what it is and not by what its name says."""
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
    kind = kind_of(start)
    if kind is Kind.ZIP:
        with Package(path) as package:
            return _zipped(package, name), []
    if path.stat().st_size > (LARGEST_PART if kind is Kind.FLAT_ODS else LARGEST_TEXT):
        raise too_big()
    data = path.read_bytes()
    if kind is Kind.COMPOUND:
        held = streams(data)
        if "encryptedpackage" not in held:
            return read_xls(held, name), []
        with Package(BytesIO(package_unlocked(held))) as package:
            return _zipped(package, name), []
    if kind is Kind.RECORDS:
        return read_records(data, name), []
    if kind is Kind.FLAT_ODS:
        return read_flat_ods(declared(data), name), []
    if kind is Kind.XML_2003:
        return read_xml_2003(declared(data), name), []
    if kind in _EXCHANGED:
        return _EXCHANGED[kind](data, name), []
    ending = path.suffix.lower()
    if kind is Kind.WEB_PAGE:
        return _of_the_web(read_web_page(data, name), name)
    if kind is Kind.WEB_ARCHIVE:
        return _of_the_web(read_web_archive(data, name), name)
    if ending == ".txt" and not has_columns(plain_text(data)):
        return [], []  # somebody's notes
    if ending in _TEXTS:
        return read_csv(data, name)
    if not has_columns(plain_text(data)):
        raise Refused("is not an Excel workbook", SAVE_AGAIN)
    sheets, issues = read_csv(data, name)
    return sheets, [_misnamed(name, "text with separators"), *issues]


def _cut(sheet: Sheet) -> Issue:
    """What of a sheet was left unread because one value fills it to the end."""
    return NOT_LOOKED_AT.at(
        sheet.whole,
        f"Cells {listed(map(str, sheet.cut), 3)} only repeat what stands before them, over more of the sheet than a table needs; they were not read",
        "If the same was filled in there by mistake, clear those cells",
    )


def _of_the_web(sheets: list[Sheet], name: str) -> tuple[list[Sheet], list[Issue]]:
    """A page's sheets, and a query where it is called a workbook and kept nothing but text."""
    called = not name.lower().endswith(PERHAPS)
    return sheets, [_misnamed(name, "a web page")] * (called and not any(sheet.typed for sheet in sheets))


def _misnamed(name: str, what: str) -> Issue:
    message = (
        f"{name.rpartition('/')[2]} is {what}, whatever its name says; it was read, but its numbers and dates are text"
    )
    return MISNAMED.at(Place(name), message, SAVE_AGAIN)


def _zipped(package: Package, name: str) -> list[Sheet]:
    if not package.names():
        raise Refused("is empty", ANOTHER_COPY)
    if "content.xml" in package:
        return read_ods(package, name)
    if any(part.endswith("workbook.bin") for part in package.names()):
        return read_xlsb(package, name)
    if any(part.startswith("xl/") or part.endswith("workbook.xml") for part in package.names()):
        return read_xlsx(package, name)
    if "word/document.xml" in package:
        raise no_spreadsheet("a Word document")
    if "ppt/presentation.xml" in package:
        raise no_spreadsheet("a presentation")
    if "index/document.iwa" in package or "index.zip" in package:
        raise Refused("is an Apple Numbers file, which is not read", "In Numbers, export it to Excel.")
    if any(part.endswith((".xlsx", ".xls", ".csv", ".ods")) for part in package.names()):
        raise Refused("is a compressed folder, which is not opened", "Unpack it and put the workbooks in the folder.")
    raise Refused("is not a spreadsheet", SAVE_AGAIN)
