"""Each workbook that has problems, handed back: a marked copy, or a list alone where its cells can't be marked."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lxml import etree

from pipeline.handback.alone import alone
from pipeline.handback.listed import Letter
from pipeline.handback.marks import marked
from pipeline.handback.open_marks import marked_open
from pipeline.handback.package import CannotMark
from pipeline.handback.returned import MARKED_BEFORE, NOT_THIS_COPY
from pipeline.issues import Issue, errors
from pipeline.read import READ
from pipeline.read.file import UNREADABLE
from pipeline.read.kinds import LOOKED_AT, Kind, kind_of
from pipeline.read.refusals import Refused
from pipeline.wording import count, day, joined

FOLDER = "to-correct"
_ADDED = " - queries"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = {
    **dict.fromkeys((Kind.WEB_PAGE, Kind.WEB_ARCHIVE), "it is a web page, whatever its name says"),
    Kind.TEXT: "it is text, whatever its name says",
}


@dataclass(frozen=True)
class Copy:
    """What is handed back of one workbook.

    ``file`` is the workbook in the quarter's folder, ``name`` the copy below the outputs folder, both with forward
    slashes. ``unmarked`` says why its cells are not marked, empty where they are; ``macros`` whether macros were left out.
    """

    file: str
    name: str
    content: bytes
    problems: int
    unmarked: str = ""
    macros: bool = False


def hand_back(folder: Path, issues: Iterable[Issue], plan: str = "", as_at: date | None = None) -> list[Copy]:
    """A copy for every workbook of the quarter's folder that an issue is about, in the order of their paths.

    ``plan`` is the plan's title. A copy holds nothing of the problems of any other workbook.
    """
    by_file: dict[str, list[Issue]] = {}
    for issue in issues:
        by_file.setdefault(issue.place.file, []).append(issue)
    copies: list[Copy] = []
    for file, found in sorted(by_file.items()):
        if Path(file).suffix.lower() in READ and ".." not in file.split("/") and (folder / file).is_file():
            copies.append(_copy(folder / file, file, found, _lines(found, plan, as_at, folder)))
    return copies


def _lines(found: Sequence[Issue], plan: str, as_at: date | None, folder: Path) -> list[str]:
    bad = len(errors(found))
    parts = [count(bad, "error")] * bool(bad) + [count(len(found) - bad, "query", "queries")] * (len(found) > bad)
    spoken = f"{plan or 'The plan'}, as at {day(as_at)}" if as_at else f"The quarter's folder {folder.resolve().name}"
    return [
        f"{spoken}: {joined(parts)} found by papers check. This is a copy; your own workbook has not been changed.",
        f"{NOT_THIS_COPY} An error must be put right; a query must be put right or explained.",
    ]


_USE = (
    "Each cell below is a link. There, an error has a thick solid border and a query a dashed one, "
    "and the comment says what to do."
)


def _copy(path: Path, file: str, found: Sequence[Issue], lines: Sequence[str]) -> Copy:
    name = file.rpartition("/")[2]
    try:
        codes = {issue.code for issue in found}
        if UNREADABLE.code in codes:
            raise CannotMark("it could not be read")
        if MARKED_BEFORE.code in codes:
            raise CannotMark("it is a copy that an earlier check marked")
        data = path.read_bytes()
        if _is_open_document(name, data):
            content = marked_open(data, found, Letter(name, [*lines, _USE]))
            return Copy(file, _name(file, ".ods"), content, len(found))
        content, macros = marked(data, found, Letter(name, [*lines, _USE]))
        return Copy(file, _name(file), content, len(found), macros=macros)
    except CannotMark as problem:
        why = problem.because
    except Refused as problem:
        why = f"it {problem.sentence}"
    except (
        OSError, zipfile.BadZipFile, etree.XMLSyntaxError, NotImplementedError, ValueError, KeyError, EOFError,
        zlib.error, struct.error,
    ):  # fmt: skip
        why = "it is damaged or written in an unusual way"
    unmarked = f"The cells of {name} could not be marked, because {why}. Each row says where to look."
    return Copy(file, _name(file), alone(found, Letter(name, [*lines, unmarked], why)), len(found), why)


def _is_open_document(name: str, data: bytes) -> bool:
    """Whether a spreadsheet is an OpenDocument, else an Excel workbook of today's kind, by what it is and not by its name.

    Raises CannotMark for what is neither.
    """
    if name.lower().endswith(".csv"):
        raise CannotMark("it is a text file (.csv), which holds no colours or comments")
    kind = kind_of(data[:LOOKED_AT])
    if kind is not Kind.ZIP:
        raise CannotMark("it is locked" if _LOCKED in data else _OTHERS.get(kind, "it is an older kind of workbook"))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = {each.replace("\\", "/").lower() for each in package.namelist()}
        if len(names) < len(package.namelist()):
            raise CannotMark("it holds two parts of the same name")
    if "xl/workbook.bin" in names:
        raise CannotMark("it is a binary workbook (.xlsb)")
    return "content.xml" in names


def _name(file: str, ending: str = ".xlsx") -> str:
    """``to-correct/updates/Fostering - queries.xlsx``; any other ending than the copy's stays, so that no two are one."""
    stem = file[: -len(ending)] if file.lower().endswith(ending) else file
    return f"{FOLDER}/{stem}{_ADDED}{ending}"
