"""The list of problems in a workbook of its own, for files whose cells can't be marked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.handback.listed import Letter
from pipeline.handback.package import Package
from pipeline.handback.queries import add_queries
from pipeline.handback.workbook import Workbook
from pipeline.handback.zipped import new, zipped
from pipeline.issues import Issue

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument"
_THEME = Path(__file__).with_name("theme.xml")


def alone(found: Sequence[Issue], letter: Letter) -> bytes:
    """A workbook (.xlsx) of the sheet *Queries* alone."""
    package = Package(_empty())
    book = Workbook(package)
    add_queries(book, found, letter, book.styles().looks())
    return package.packed()


def _empty() -> bytes:
    """A workbook without a sheet yet."""
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.spreadsheetml.sheet.main+xml"/>'
        f'<Override PartName="/xl/theme/theme1.xml" ContentType="{_TYPE}.theme+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="/xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets/></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/theme" Target="/xl/theme/theme1.xml"/></Relationships>',
        "xl/theme/theme1.xml": _THEME.read_text("utf-8"),
    }
    return zipped(new(name, content.encode()) for name, content in parts.items())
