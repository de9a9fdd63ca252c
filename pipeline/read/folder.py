"""The quarter's folder: every workbook in it, in order; what can't be read is said and the rest is read."""

from __future__ import annotations

import os
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

from lxml import etree

from pipeline.errors import CannotRead
from pipeline.issues import Issue, Severity, rule
from pipeline.periods import Span, parse_period
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
    TYPE_IT_IN,
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
_PERHAPS = (".htm", ".html", ".mht", ".mhtml", ".xml")
"""Endings of what is a workbook only where Excel saved it, or it was made for Excel, and says so."""
_FOR_EXCEL = re.compile(rb"urn:schemas-microsoft-com:office:(?:excel|spreadsheet)")
DRAFTS, ATTACHED, UPDATES = "papers", "appendices", "updates"
PASSED_OVER = (DRAFTS, ATTACHED)
"""Folders beside the workbooks that hold Word drafts and attachments, not data."""
_SAID_IN_UPDATES = {
    **dict.fromkeys((".doc", ".docx", ".odt", ".rtf"), "a Word document"),
    **dict.fromkeys((".pdf",), "a PDF"),
    **dict.fromkeys((".msg", ".eml"), "an e-mail"),
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".heic"), "a picture"),
}
"""What leads send in place of a workbook."""

UNREADABLE = rule("C-01", Severity.ERROR, "Every workbook in the quarter's folder can be opened and read.")
MISNAMED = rule(
    "C-13",
    Severity.QUERY,
    "A file that is called a workbook is one, and not a web page or text, in which numbers and dates have lost their kinds.",
)
NOT_LOOKED_AT = rule("C-15", Severity.QUERY, "Nothing in the quarter's folder that may hold data is left unread.")

_NOT_READ = {
    ".numbers": (
        "is an Apple Numbers file, which is not read",
        "In Numbers, export it to Excel and put that in the folder.",
    ),
    ".gsheet": (
        "is only a link to a Google sheet",
        "In Google Sheets, download it as Excel and put that in the folder.",
    ),
    ".lnk": ("is only a shortcut", "Put the file itself in the folder."),
    ".url": ("is only a link", "Put the file itself in the folder."),
    ".zip": ("is a compressed folder, which is not opened", "Unpack it and put the workbooks in the folder."),
    ".dbf": ("is a database file, which is not read", SAVE_AGAIN),
    **dict.fromkeys(
        (".htm", ".html", ".mht", ".mhtml"),
        ("is a web page that was not saved for Excel, so it was not read", SAVE_AGAIN),
    ),
    **dict.fromkeys((".sxc", ".xlw", ".wk1", ".wk3", ".wk4", ".123"), ("is of a kind that is not read", SAVE_AGAIN)),
    ".accdb": ("is a database, which is not read", "Export the table to Excel and put that in the folder."),
    ".mdb": ("is a database, which is not read", "Export the table to Excel and put that in the folder."),
}
_BROKEN = (
    *(OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError),
    *(etree.XMLSyntaxError, ValueError, LookupError, struct.error, ArithmeticError, RecursionError),
)
"""What a file that is not as it should be makes the libraries raise: the file is said to be damaged."""

_EXCHANGED = {Kind.SYLK: read_sylk, Kind.DIF: read_dif}

Progress = Callable[[str, int, int], None]


def read_folder(folder: Path, progress: Progress = lambda *_: None) -> tuple[list[Sheet], list[Issue]]:
    """Every sheet of every workbook below ``folder``, in the order of their paths.

    Hidden files and what isn't data in the folders of :data:`PASSED_OVER` are left alone; workbooks that are open elsewhere,
    and what may hold data and isn't read, are said. ``progress`` is told each file's name, which it is and of how many. Raises CannotRead where there is no such folder.
    """
    if not folder.is_dir():
        raise CannotRead(f"There is no folder {folder}.")
    sheets: list[Sheet] = []
    issues: list[Issue] = []
    paths = sorted(_walk(folder, issues), key=lambda found: found.relative_to(folder).as_posix().casefold())
    for number, path in enumerate(paths, 1):
        name = _sayable(path.relative_to(folder).as_posix())
        progress(name, number, len(paths))
        if said := _why_not(path, folder):
            sentence, remedy = said
            issues.append(NOT_LOOKED_AT.at(Place(name), f"{Path(name).name} {sentence}", remedy))
            continue
        if outside := _leads_outside(path, folder):
            remedy = "Put the file itself in the folder, or take the shortcut out."
            issues.append(UNREADABLE.at(Place(name), f"{Path(name).name} {outside}", remedy))
            continue
        found, problems = read_file(path, name)
        sheets.extend(found)
        issues.extend(problems)
    return sheets, issues


def _walk(folder: Path, issues: list[Issue]) -> Iterator[Path]:
    """The files that are read or said to be left unread; folders that can't be looked into are issues."""

    def closed(failure: OSError) -> None:
        name = _sayable(Path(failure.filename).relative_to(folder).as_posix())
        issues.append(
            UNREADABLE.at(Place(name), f"The folder {name} can't be looked into", "Ask for permission to open it")
        )

    for place, below, files in os.walk(folder, onerror=closed):
        here = Path(place)
        shown = [name for name in below if not name.startswith(".")]
        others = [name for name in shown if _is_another_quarter(name, folder)]
        below[:] = [name for name in shown if name not in others and (here != folder or name.lower() != ATTACHED)]
        for name in others:
            said = _sayable((here / name).relative_to(folder).as_posix())
            remedy = "Move it beside this folder, or take it out."
            issues.append(NOT_LOOKED_AT.at(Place(said), f"{name} is another quarter's folder; it was not read", remedy))
        for name in [name for name in below if (here / name).is_symlink()]:
            said = _sayable((here / name).relative_to(folder).as_posix())
            remedy = "Put the folder itself here, or take the shortcut out"
            issues.append(
                NOT_LOOKED_AT.at(
                    Place(said), f"{name} is a shortcut to another folder; what is in it was not read", remedy
                )
            )
        for name in files:
            path = here / name
            if name.startswith("~$") and here.name.lower() not in PASSED_OVER and (here / name[2:]).is_file():
                said = _sayable((here / name[2:]).relative_to(folder).as_posix())
                message = (
                    f"{name[2:]} is open in Excel, or was when Excel last closed; what is not saved there was not read"
                )
                issues.append(NOT_LOOKED_AT.at(Place(said), message, "Save and close it, and run again."))
            if name.startswith((".", "~$")):
                continue
            if (path.is_file() or path.is_symlink()) and (_is_read(path) or _why_not(path, folder)):
                yield path


def _is_read(path: Path) -> bool:
    """Whether a file is read, by its ending or because it says that it is for Excel."""
    ending = path.suffix.lower()
    if ending not in _PERHAPS or path.is_symlink():
        return ending in READ
    with path.open("rb") as file:
        start = file.read(LOOKED_AT).replace(b"\0", b"").replace(b"=\r\n", b"").replace(b"=\n", b"")
    return _FOR_EXCEL.search(start) is not None


def _why_not(path: Path, folder: Path) -> tuple[str, str] | None:
    """Why a file that may hold data is not read, and what to do; None for what is read, or holds none."""
    ending = path.suffix.lower()
    top, *_ = path.relative_to(folder).parts
    if top.lower() == DRAFTS:
        if ending not in READ or ending == ".txt":
            return None
        return f"is in the folder {top}, which holds drafts in Word; it was not read", "Move it up, out of that folder."
    if ending in _NOT_READ and not _is_read(path):
        return _NOT_READ[ending]
    if ending in _SAID_IN_UPDATES and top.lower() == UPDATES:
        return f"is {_SAID_IN_UPDATES[ending]}, which is not read", TYPE_IT_IN
    if not ending and path.is_file() and not path.is_symlink():
        with path.open("rb") as file:
            if kind_of(file.read(LOOKED_AT)) in (Kind.ZIP, Kind.COMPOUND):
                return (
                    "has no ending such as .xlsx, so it was not read",
                    "Rename it, with .xlsx at the end of its name.",
                )
    return None


def _is_another_quarter(name: str, folder: Path) -> bool:
    """Whether a folder in a quarter's folder is named after another quarter."""
    own, said = parse_period(folder.resolve().name), parse_period(name)
    return own is not None and said is not None and said.span is Span.QUARTER and said != own


def _sayable(name: str) -> str:
    """A file's name as it can be printed: bytes that are no text, and marks that move the cursor, are shown as unknown."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", "\N{REPLACEMENT CHARACTER}", text)


def _leads_outside(path: Path, folder: Path) -> str:
    """What is wrong with a shortcut that is no file of this folder; empty for every other file."""
    if not path.is_symlink():
        return ""
    if not path.is_file():
        return "is a shortcut that leads nowhere"
    return (
        ""
        if path.resolve().is_relative_to(folder.resolve())
        else "is a shortcut to a file outside the quarter's folder"
    )


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
    called = not name.lower().endswith(_PERHAPS)
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
