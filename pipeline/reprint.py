"""Printing a Word file that a person has edited: an accessible PDF and a web page beside it."""

from __future__ import annotations

import zipfile
from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from pipeline import publish
from pipeline.errors import CannotRead
from pipeline.issues import Issue
from pipeline.printing import print_paper

_MADE_BY = b"WeasyPrint"
_WEB_PAGE = '<meta name="generator" content="papers">'


@dataclass(frozen=True)
class Reprinted:
    """The files made, and what could not be carried."""

    names: tuple[str, ...]
    issues: list[Issue]


def reprint(file: Path, out: Path, taken: Container[str] = (), changes: str = "") -> Reprinted:
    """Print one Word file; none are made where it holds tracked changes that ``changes`` doesn't settle.

    A PDF or web page of that name that we didn't make, or that is ``taken``, is left alone.
    """
    try:
        docx = file.read_bytes()
    except FileNotFoundError as problem:
        raise CannotRead(f"There is no file {file}.") from problem
    except OSError as problem:
        raise CannotRead(f"{file} can't be read ({problem.strerror}); close it if it is open in Word.") from problem
    printed = print_paper(docx, name=file.name, as_at=_saved(docx), changes=changes)
    if printed.refused:
        return Reprinted((), printed.issues)
    files = {f"{file.stem}.pdf": printed.pdf, f"{file.stem}.html": _signed(printed.html).encode()}
    names = {name: _free(out, name, taken) for name in files}
    publish.write(out, {names[name]: content for name, content in files.items()})
    return Reprinted(tuple(names.values()), printed.issues)


def _signed(html: str) -> str:
    """The web page with a word in its head that says who made it."""
    return html.replace('<meta charset="utf-8">', f'<meta charset="utf-8">{_WEB_PAGE}', 1)


def _free(out: Path, name: str, taken: Container[str]) -> str:
    """The name, with ``_new`` as often as it takes to be free or ours."""
    path = out / name
    while path.name in taken or not _ours(path):
        path = path.with_stem(f"{path.stem}_new")
    return path.name


def _ours(path: Path) -> bool:
    """Whether a name is free, or taken by an earlier print."""
    if not path.exists():
        return True
    content = path.read_bytes()
    return _WEB_PAGE.encode() in content[:4000] if path.suffix == ".html" else _MADE_BY in content


def _saved(docx: bytes) -> date:
    """The day the Word file was last written, from its own entries; 1 January 1980 where it doesn't say."""
    try:
        with zipfile.ZipFile(BytesIO(docx)) as package:
            return max(date(*entry.date_time[:3]) for entry in package.infolist())
    except (zipfile.BadZipFile, ValueError):
        return date(1980, 1, 1)
