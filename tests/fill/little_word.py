"""Little Word files for tests, made with python-docx: paragraphs, runs, one table, header and footer."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence

from docx import Document
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def word(
    *paragraphs: str | Sequence[str], table: Iterable[Sequence[str]] = (), header: str = "", footer: str = ""
) -> bytes:
    """A Word file; a paragraph given as a sequence is split over runs so."""
    document = Document()
    for text in paragraphs:
        paragraph = document.add_paragraph()
        for run in [text] if isinstance(text, str) else text:
            paragraph.add_run(run)
    rows = list(table)
    if rows:
        grid = document.add_table(len(rows), len(rows[0]))
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                grid.cell(r, c).text = text
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if footer:
        document.sections[0].footer.paragraphs[0].text = footer
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def part(docx: bytes, name: str = "word/document.xml") -> etree._Element:
    """One part's XML."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return etree.fromstring(package.read(name))


def names(docx: bytes) -> list[str]:
    """The parts' names in the order of the file."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return package.namelist()


def texts(docx: bytes, name: str = "word/document.xml") -> list[str]:
    """The words of each paragraph that has any."""
    found = ("".join(t.text or "" for t in p.iter(f"{W}t")) for p in part(docx, name).iter(f"{W}p"))
    return [text for text in found if text]


def changed(docx: bytes, name: str, old: str, new: str) -> bytes:
    """The file with a piece of one part's XML replaced; the piece must be there."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.namelist():
            data = source.read(entry)
            if entry == name:
                assert old in data.decode(), f"{old} is not in {name}"
                data = data.decode().replace(old, new, 1).encode()
            target.writestr(entry, data)
    return out.getvalue()


def added(docx: bytes, name: str, data: bytes) -> bytes:
    """The file with one more part."""
    out = io.BytesIO(docx)
    with zipfile.ZipFile(out, "a") as target:
        target.writestr(name, data)
    return out.getvalue()
