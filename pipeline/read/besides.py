"""What a workbook holds besides its cells, none of which is read: macros, links, charts, comments."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import NamedTuple

from pipeline.read.compound import SIGNATURE
from pipeline.read.package import Package
from pipeline.read.refusals import Refused
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
    _Kind(r"/charts/chart\d*\.xml$|^object \d+/content\.xml$", "chart", "charts", "not read, though cells are"),
    _Kind(r"(?:^|/)(?:media|pictures)/[^/]+$", "picture", "pictures", "not read"),
)


def besides(path: Path) -> tuple[str, ...]:
    """Each kind of thing in a workbook that is not read, and why: ``2 chart sheets: without cells``.

    Nothing for a file that is no zipped workbook or can't be opened.
    """
    try:
        with path.open("rb") as file:
            if file.read(8) == SIGNATURE:
                return ()
        with Package(path) as package:
            names = package.names()
    except (OSError, zipfile.BadZipFile, Refused, ValueError, NotImplementedError):
        return ()
    found = []
    for kind in _KINDS:
        many = sum(re.search(kind.pattern, name) is not None for name in names)
        if many:
            found.append(f"{count(many, kind.one, kind.several)}: {kind.fate}")
    return tuple(found)
