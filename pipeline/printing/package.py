"""The parts of a Word file: opened safely, with their relationships.

Nothing outside the file is read: entities, external parts and links are never followed.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from pipeline.errors import CannotRead

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": R[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": A[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": (
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/picture": b"http://schemas.openxmlformats.org/drawingml/2006/picture",
}
_LARGEST_PART = 120 * 2**20
_LARGEST_FILE = 400 * 2**20
_MOST_PARTS = 5000


@dataclass(frozen=True, slots=True)
class Relationship:
    """One link from a part: its kind (``image``, ``header``), where to, and whether that is outside the file."""

    kind: str
    target: str
    external: bool


@dataclass(frozen=True)
class Package:
    """A Word file's parts by name; XML parts are parsed on first use."""

    name: str
    parts: Mapping[str, bytes]
    _parsed: dict[str, etree._Element | None] = field(default_factory=dict, repr=False)
    _related: dict[str, dict[str, Relationship]] = field(default_factory=dict, repr=False)

    def xml(self, part: str) -> etree._Element | None:
        """The root of an XML part, or None where the file has no such part."""
        if part not in self._parsed:
            self._parsed[part] = parse(self.parts[part], f"{self.name} ({part})") if part in self.parts else None
        return self._parsed[part]

    def related(self, part: str) -> dict[str, Relationship]:
        """The relationships of a part by id, targets as part names."""
        if part not in self._related:
            folder, leaf = posixpath.split(part)
            root = self.xml(posixpath.join(folder, "_rels", f"{leaf}.rels"))
            found: dict[str, Relationship] = {}
            for each in () if root is None else root.iter(f"{_RELATIONSHIPS}Relationship"):
                external = each.get("TargetMode") == "External"
                target = each.get("Target", "")
                if not external:
                    target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                found[each.get("Id", "")] = Relationship(each.get("Type", "").rsplit("/", 1)[-1], target, external)
            self._related[part] = found
        return self._related[part]

    def one(self, part: str, kind: str) -> str:
        """The name of the first part that ``part`` relates to as ``kind``, or nothing."""
        for relationship in self.related(part).values():
            if relationship.kind == kind and not relationship.external:
                return relationship.target
        return ""

    @cached_property
    def document(self) -> str:
        """The name of the main document part."""
        name = self.one("", "officeDocument")
        return name if name in self.parts else "word/document.xml"


def open_package(data: bytes, name: str) -> Package:
    """A Word file's parts; CannotRead, in one sentence, where it isn't a whole, unprotected .docx."""
    if data.startswith(bytes.fromhex("d0cf11e0a1b11ae1")):
        raise CannotRead(f"{name} is protected with a password or is an old .doc file; save it as a plain .docx first.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > _MOST_PARTS or sum(e.file_size for e in entries) > _LARGEST_FILE:
                raise CannotRead(f"{name} unpacks to far more than a Word paper holds, so it was not opened.")
            parts: dict[str, bytes] = {}
            for entry in entries:
                if entry.is_dir():
                    continue
                if entry.flag_bits & 1:
                    raise CannotRead(f"{name} is protected with a password; save it without one first.")
                if entry.file_size > _LARGEST_PART or (
                    entry.file_size > 2**22 and entry.file_size > 300 * max(entry.compress_size, 1)
                ):
                    raise CannotRead(f"{name} holds a part ({entry.filename}) too large to be a Word paper's.")
                parts[entry.filename.replace("\\", "/").lstrip("/")] = archive.read(entry)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise CannotRead(f"{name} is not a whole Word file (.docx): it can't be unpacked.") from error
    except Exception as error:
        if error.__class__.__module__ == "zlib":
            raise CannotRead(f"{name} is damaged: one of its parts can't be unpacked.") from error
        raise
    package = Package(name, parts)
    root = package.xml(package.document)
    if root is None or root.tag != f"{W}document" or root.find(f"{W}body") is None:
        raise CannotRead(f"{name} is not a Word document: it has no document part with a body.")
    return package


def parse(data: bytes, name: str) -> etree._Element:
    """The root of an XML part, with entities and document types refused."""
    for strict, transitional in _STRICT.items():
        if strict in data:
            data = data.replace(strict, transitional)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CannotRead(f"{name} is damaged: its XML can't be read.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise CannotRead(f"{name} declares a document type, which no Word file does, so it was not opened.")
    return root


def value(parent: etree._Element | None, *path: str) -> str | None:
    """The ``w:val`` of the element at ``path`` under ``parent``; None where it isn't there."""
    element = parent
    for step in path:
        if element is None:
            return None
        element = element.find(W + step)
    return None if element is None else element.get(f"{W}val")


def opened(parent: etree._Element, wrappers: frozenset[str]) -> Iterator[etree._Element]:
    """The children of an element, those of wrappers (however deep one in another) in the wrapper's place."""
    stack = [iter(parent)]
    while stack:
        for child in stack[-1]:
            if child.tag in wrappers:
                stack.append(iter(child))
                break
            yield child
        else:
            stack.pop()


def whole(text: str | None, otherwise: int = 0) -> int:
    """A whole number from an attribute; ``otherwise`` where it isn't one."""
    try:
        return int(float(text)) if text else otherwise
    except (ValueError, OverflowError):
        return otherwise


def is_on(element: etree._Element | None) -> bool:
    """Whether an on/off element is there and on."""
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off", "none")
