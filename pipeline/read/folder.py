"""The quarter's folder: every workbook in it, in order; what holds data and isn't read is said."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import CannotRead
from pipeline.issues import Issue
from pipeline.periods import Span, parse_period
from pipeline.places import Place
from pipeline.progress import Progress
from pipeline.read.cells import Sheet
from pipeline.read.file import NOT_LOOKED_AT, PERHAPS, READ, UNREADABLE, read_file
from pipeline.read.kinds import LOOKED_AT, Kind, kind_of
from pipeline.read.refusals import (
    SAVE_AGAIN,
    TYPE_IT_IN,
)

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
        issues += [_another_quarters(here / name, folder) for name in others]
        issues += [_elsewhere(here / name, folder) for name in below if (here / name).is_symlink()]
        for name in files:
            path = here / name
            if name.startswith("~$") and here.name.lower() not in PASSED_OVER and (here / name[2:]).is_file():
                issues.append(_open(here / name[2:], folder))
            if name.startswith((".", "~$")):
                continue
            if (path.is_file() or path.is_symlink()) and (_is_read(path) or _why_not(path, folder)):
                yield path


def _another_quarters(path: Path, folder: Path) -> Issue:
    return NOT_LOOKED_AT.at(
        _place_of(path, folder),
        f"{path.name} is another quarter's folder; it was not read",
        "Move it beside this folder, or take it out.",
    )


def _elsewhere(path: Path, folder: Path) -> Issue:
    return NOT_LOOKED_AT.at(
        _place_of(path, folder),
        f"{path.name} is a shortcut to another folder; what is in it was not read",
        "Put the folder itself here, or take the shortcut out",
    )


def _open(path: Path, folder: Path) -> Issue:
    return NOT_LOOKED_AT.at(
        _place_of(path, folder),
        f"{path.name} is open in Excel, or was when Excel last closed; what is not saved there was not read",
        "Save and close it, and run again.",
    )


def _place_of(path: Path, folder: Path) -> Place:
    return Place(_sayable(path.relative_to(folder).as_posix()))


def _is_read(path: Path) -> bool:
    """Whether a file is read, by its ending or because it says that it is for Excel."""
    ending = path.suffix.lower()
    if ending not in PERHAPS or path.is_symlink():
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
