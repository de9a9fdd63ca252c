"""The quarter's folder: every workbook in it, in order; what can't be read is said and the rest is read."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from lxml import etree

from pipeline.errors import CannotRead
from pipeline.issues import Issue, Severity, rule
from pipeline.places import Place
from pipeline.read.cells import Sheet
from pipeline.read.ods import read_ods
from pipeline.read.old_excel import read_old_excel
from pipeline.read.package import Package
from pipeline.read.refusals import LARGEST_TEXT, SAVE_AGAIN, Refused, damaged, locked, too_big
from pipeline.read.text import read_csv
from pipeline.read.xlsx import read_xlsx

READ = (".xlsx", ".xlsm", ".ods", ".csv", ".xls", ".xlsb")
PASSED_OVER = ("papers", "appendices", "published")
"""Folders beside the workbooks that hold Word drafts, attachments and published statistics: not the plan's own data."""

UNREADABLE = rule("C-01", Severity.ERROR, "Every workbook in the quarter's folder can be opened and read.")
OLD_KIND = rule(
    "C-02",
    Severity.QUERY,
    "Workbooks are .xlsx, .ods or .csv: in older kinds, error cells and formulas without a value look blank.",
)

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls, and of any encrypted workbook
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_folder(folder: Path) -> tuple[list[Sheet], list[Issue]]:
    """Every sheet of every workbook below ``folder``, in the order of their paths.

    Lock files, hidden files and the folders of :data:`PASSED_OVER` are left alone. Raises CannotRead
    where there is no such folder.
    """
    if not folder.is_dir():
        raise CannotRead(f"There is no folder {folder}.")
    sheets: list[Sheet] = []
    issues: list[Issue] = []
    for path in sorted(folder.rglob("*"), key=lambda found: found.relative_to(folder).as_posix().casefold()):
        parts = path.relative_to(folder).parts
        if path.suffix.lower() not in READ or not path.is_file():
            continue
        if any(part.startswith((".", "~$")) for part in parts) or parts[0].lower() in PASSED_OVER:
            continue
        found, problems = read_file(path, "/".join(parts))
        sheets.extend(found)
        issues.extend(problems)
    return sheets, issues


def read_file(path: Path, name: str) -> tuple[list[Sheet], list[Issue]]:
    """The sheets of one workbook; ``name`` is how places call it (relative, with forward slashes)."""
    place = Place(name)
    try:
        sheets, old = _sheets(path, name)
    except Refused as refused:
        return [], [UNREADABLE.at(place, f"{Path(name).name} {refused.sentence}.", refused.remedy)]
    except PermissionError:
        remedy = "Close it in Excel, or ask for permission to open it, and run again."
        return [], [UNREADABLE.at(place, f"{Path(name).name} is open elsewhere or may not be opened.", remedy)]
    except (
        OSError,
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        NotImplementedError,
        ValueError,
        KeyError,
        EOFError,
        zlib.error,
    ):
        broken = damaged()
        return [], [UNREADABLE.at(place, f"{Path(name).name} {broken.sentence}.", broken.remedy)]
    if old:
        return sheets, [OLD_KIND.at(place, f"{Path(name).name} is an older kind of workbook.", SAVE_AGAIN)]
    return sheets, []


def _sheets(path: Path, name: str) -> tuple[list[Sheet], bool]:
    """The sheets of a file, by what it is and not by what its name says; and whether it is of an older kind."""
    if path.suffix.lower() == ".csv":
        if path.stat().st_size > LARGEST_TEXT:
            raise too_big()
        return read_csv(path.read_bytes(), name), False
    with path.open("rb") as file:
        start = file.read(8)
    if start[:4] == b"PK\x03\x04":
        with Package(path) as package:
            if "content.xml" in package:
                return read_ods(package, name), False
            if "xl/workbook.bin" not in package:
                if not any(entry.startswith("xl/") or entry.endswith("workbook.xml") for entry in package.names()):
                    raise Refused("is not a spreadsheet", SAVE_AGAIN)
                return read_xlsx(package, name), False
    elif start != _COMPOUND:
        if not start:
            raise Refused("is empty", "Ask whoever sent it for another copy.")
        raise Refused("is not an Excel workbook", SAVE_AGAIN)
    if path.stat().st_size > LARGEST_TEXT:
        raise too_big()
    data = path.read_bytes()
    if _ENCRYPTED in data:
        raise locked()
    return read_old_excel(data, name), True
