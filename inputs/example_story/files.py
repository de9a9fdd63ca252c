"""Files whose bytes depend only on what is in them: workbooks, OpenDocument sheets, csv and zips."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from openpyxl import Workbook

from inputs.example_story.council import COUNCIL

MADE = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
_ZIP_TIME = (2026, 1, 5, 9, 0, 0)


def workbook_bytes(book: Workbook) -> bytes:
    """A workbook saved with a fixed author and times."""
    book.properties.creator = f"{COUNCIL} (invented)"
    book.properties.lastModifiedBy = f"{COUNCIL} (invented)"
    book.properties.title = f"{book.sheetnames[0]}, {COUNCIL} (invented)"
    book.properties.created = MADE
    stream = io.BytesIO()
    book.save(stream)
    return repacked(stream.getvalue())


_OF_A_FONT = ("b", "i", "strike", "outline", "shadow", "u", "vertAlign", "sz", "color", "name", "family", "scheme")
"""What a font says, in the order that Excel writes it; openpyxl has an order of its own."""


def _in_order(styles: bytes) -> bytes:
    """The styles of a workbook with what each font says in Excel's order."""
    root = ElementTree.fromstring(styles)
    space = root.tag.partition("}")[0] + "}"
    ElementTree.register_namespace("", space.strip("{}"))
    for font in root.iter(f"{space}font"):
        font[:] = sorted(font, key=lambda said: _OF_A_FONT.index(said.tag.removeprefix(space)))
    return ElementTree.tostring(root, encoding="UTF-8")


def repacked(data: bytes) -> bytes:
    """A zip package with every time fixed, members in order, and no time of saving inside."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    if "docProps/core.xml" in members:
        fixed = rf"\g<1>{MADE:%Y-%m-%dT%H:%M:%SZ}\g<2>"
        core = members["docProps/core.xml"].decode()
        core = re.sub(r"(<dcterms:(?:modified|created)[^>]*>)[^<]*(</)", fixed, core)
        members["docProps/core.xml"] = core.encode()
    if "xl/styles.xml" in members:
        members["xl/styles.xml"] = _in_order(members["xl/styles.xml"])
    return zipped(members)


def zipped(members: Mapping[str, bytes], stored: Sequence[str] = ()) -> bytes:
    """A zip of ``members``, those in ``stored`` not compressed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            kind = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            package.writestr(entry, content, kind)
    return stream.getvalue()


def csv_bytes(rows: Sequence[Sequence[str]]) -> bytes:
    """A csv as Excel saves one: a byte-order mark and Windows line ends."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def ods_bytes(name: str, rows: Sequence[Sequence[str | float]]) -> bytes:
    """An OpenDocument spreadsheet of one sheet."""
    lines = "".join(f"<table:table-row>{''.join(_cell(value) for value in row)}</table:table-row>" for row in rows)
    content = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3">'
        f'<office:body><office:spreadsheet><table:table table:name="{escape(name)}">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    members = {"mimetype": kind.encode(), "content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()}
    return zipped(members, stored=("mimetype",))


def _cell(value: str | float) -> str:
    if isinstance(value, str):
        if not value:
            return "<table:table-cell/>"
        return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'


def same_package(one: bytes, other: bytes) -> bool:
    """Whether two files hold the same: byte for byte, or, in zip packages, member for member.

    Compression libraries differ from one machine to the next; what is in the package doesn't.
    """
    if one == other:
        return True
    if not (one[:2] == other[:2] == b"PK"):
        return False
    with zipfile.ZipFile(io.BytesIO(one)) as first, zipfile.ZipFile(io.BytesIO(other)) as second:
        if first.namelist() != second.namelist():
            return False
        return all(first.read(name) == second.read(name) for name in first.namelist())
