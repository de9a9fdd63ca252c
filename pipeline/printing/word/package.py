"""The parts of a Word file: opened safely, with their relationships.

Nothing outside the file is read: entities, external parts and links are never followed.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote

from lxml import etree

from pipeline.errors import CannotRead
from pipeline.printing.word.other_files import another_kind, not_a_package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
EMU = 12700
"""The units in a point that drawings are measured in (English Metric Units)."""
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_POINTS = {"pt": 1.0, "pc": 12.0, "pi": 12.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4}
_MEASURE = re.compile(rf"(-?\d{{1,9}}(?:\.\d{{1,9}})?)({'|'.join(_POINTS)})")
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": R[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    **{
        b"http://purl.oclc.org/ooxml/drawingml/" + name: b"http://schemas.openxmlformats.org/drawingml/2006/" + name
        for name in (
            b"main",
            b"wordprocessingDrawing",
            b"picture",
            b"chart",
            b"chartDrawing",
            b"diagram",
            b"lockedCanvas",
        )
    },
}
_LARGEST_PART = 120 * 2**20
_LARGEST_FILE = 400 * 2**20
_LARGEST_XML = 64 * 2**20
_MOST_PARTS = 5000
_MOST_TAGS = 4_000_000
MOST_PARAGRAPHS = 75_000  # take a little under a gigabyte
_PARAGRAPHS = (b"<w:p>", b"<w:p/>", b"<w:p ")
_THEIR_NAME = "paragraphs and cells"
_MOST_SECTIONS = 2_000
_MOST_CHARACTERS = 4_000_000
_LONGEST_RUN = 500_000
_PROLOG = 2**16
_WIDEST = 2**31 - 1
_MAIN = re.compile(
    rb'PartName="([^"]+)"[^>]*wordprocessingml\.(?:document|template)\.main\+xml|'
    rb'wordprocessingml\.(?:document|template)\.main\+xml"[^>]*PartName="([^"]+)"|'
    rb'PartName="([^"]+)"[^>]*macroEnabled(?:Template)?\.main\+xml'
)
_BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError,
           RuntimeError, struct.error)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relationship:
    """One link from a part: its kind (``image``, ``header``), where to, and whether that is outside the file."""

    kind: str
    target: str
    external: bool


@dataclass(frozen=True)
class Package:
    """A Word file's parts by name; XML parts are parsed on first use.

    ``undrawn`` are the hashes of metafiles that nothing could be made of.
    """

    name: str
    parts: Mapping[str, bytes]
    undrawn: set[str] = field(default_factory=set, repr=False)
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
                    target = self._named(posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
                found[each.get("Id", "")] = Relationship(each.get("Type", "").rsplit("/", 1)[-1], target, external)
            self._related[part] = found
        return self._related[part]

    def _named(self, target: str) -> str:
        """The part that a target means: as written, with its escapes undone, or in other capitals."""
        for name in (target, unquote(target)):
            if name in self.parts:
                return name
        return self._plain_names.get(unquote(target).casefold(), target)

    @cached_property
    def _plain_names(self) -> dict[str, str]:
        return {part.casefold(): part for part in self.parts}

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
        if name in self.parts:
            return name
        listed = _MAIN.search(self.parts.get("[Content_Types].xml", b""))
        return self._named(
            (next(filter(None, listed.groups())).decode().lstrip("/")) if listed else "word/document.xml"
        )

    def lenient(self, part: str) -> etree._Element | None:
        """The root of a part that a paper can be printed without: None where it is damaged, too."""
        try:
            return self.xml(part)
        except CannotRead:
            return None


def open_package(data: bytes, name: str) -> Package:
    """A Word file's parts; CannotRead, in one sentence, where it isn't a whole, unprotected .docx."""
    if said := not_a_package(data):
        raise CannotRead(f"{name} {said}")
    package = Package(name, _unpacked(data, name))
    if said := another_kind(package.parts):
        raise CannotRead(f"{name} {said}")
    written = package.parts.get(package.document, b"")
    within(
        sum(written.count(start) for start in _PARAGRAPHS), MOST_PARAGRAPHS, _THEIR_NAME, name
    )  # before it fills memory
    root = package.xml(package.document)
    if root is None or root.tag != f"{W}document" or root.find(f"{W}body") is None:
        raise CannotRead(f"{name} is not a Word document: it has no document part with a body.")
    _one_body(root)
    _not_too_much(root, name)
    return package


def _one_body(root: etree._Element) -> None:
    """What stands in any further body of a document is read after the first."""
    first, *others = root.findall(f"{W}body")
    last = first.find(f"{W}sectPr")
    for body in others:
        for child in list(body):
            if child.tag != f"{W}sectPr":
                first.append(child) if last is None else last.addprevious(child)
        root.remove(body)


def _not_too_much(root: etree._Element, name: str) -> None:
    """Refuse what no paper holds and no time would be enough for."""
    paragraphs = sum(1 for _ in root.iter(f"{W}p"))
    sections = sum(1 for _ in root.iter(f"{W}sectPr"))
    lengths = [len(text.text or "") for text in root.iter(f"{W}t")]
    within(paragraphs, MOST_PARAGRAPHS, _THEIR_NAME, name)
    within(sections, _MOST_SECTIONS, "sections", name)
    within(sum(lengths), _MOST_CHARACTERS, "characters", name)
    within(max(lengths, default=0), _LONGEST_RUN, "characters without a break between them", name)


def within(many: int, most: int, what: str, name: str) -> None:
    """CannotRead where a file holds more of something than can be printed."""
    if many > most:
        raise CannotRead(
            f"{name} has {many:,} {what}, which is more than can be printed at once; divide it into several papers."
        )


class Parts(Mapping[str, bytes]):
    """The parts of a zip by name, unpacked when they are asked for."""

    def __init__(self, archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], name: str) -> None:
        self._archive, self._entries, self._name = archive, entries, name
        self._read: dict[str, bytes] = {}

    def __getitem__(self, part: str) -> bytes:
        if part not in self._read:
            try:
                self._read[part] = self._archive.read(self._entries[part])
            except _BROKEN as error:
                raise CannotRead(f"{self._name} is damaged: its part {part} can't be unpacked.") from error
        return self._read[part]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, part: object) -> bool:
        return part in self._entries


def _unpacked(data: bytes, name: str) -> Parts:
    """The parts of a zip, none of them larger than a paper's may be and no two of one name."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise CannotRead(f"{name} is not a whole Word file (.docx): it can't be unpacked.") from error
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _LARGEST_FILE:
        raise CannotRead(f"{name} unpacks to far more than a Word paper holds, so it was not opened.")
    parts: dict[str, zipfile.ZipInfo] = {}
    seen: set[str] = set()
    for entry in entries:
        if entry.flag_bits & 1:
            raise CannotRead(f"{name} is protected with a password; save it without one first.")
        if entry.file_size > _LARGEST_PART:
            raise CannotRead(f"{name} holds a part ({entry.filename[:80]}) too large to be a Word paper's.")
        part = entry.filename.replace("\\", "/").lstrip("/")
        if part.casefold() in seen:
            raise CannotRead(f"{name} holds two parts of the same name ({part[:80]}), so it was not opened.")
        seen.add(part.casefold())
        parts[part] = entry
    return Parts(archive, parts, name)


def parse(data: bytes, name: str) -> etree._Element:
    """The root of an XML part, with entities and document types refused."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = re.sub(r"^<\?xml.*?\?>", "", data.decode("utf-16", "replace"), count=1).encode()
    if b"<!DOCTYPE" in data[:_PROLOG]:
        raise CannotRead(f"{name} declares a document type, which no Word file does, so it was not opened.")
    if len(data) > _LARGEST_XML or data.count(b"<") > _MOST_TAGS:
        raise CannotRead(f"{name} holds more than can be printed at once; divide it into several papers.")
    for strict, transitional in _STRICT.items():
        if strict in data:
            data = data.replace(strict, transitional)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=True
    )  # huge: with pieces in one another more than 256 deep; what is large was refused above
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "Excessive depth" in str(error):
            raise CannotRead(f"{name} holds pieces inside one another deeper than can be printed.") from error
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


def whole(text: str | None, otherwise: int = 0, in_a_point: int = 20) -> int:
    """A whole number from an attribute, no larger than Word's own can be; ``otherwise`` where it isn't one.

    A measure with its unit, as strict Open XML has it (``12.95pt``), comes in parts of a point: ``in_a_point`` make one.
    """
    try:
        return max(-_WIDEST, min(int(float(text)), _WIDEST)) if text else otherwise
    except (ValueError, OverflowError):
        measure = _MEASURE.fullmatch(text or "")
        return whole(str(round(float(measure[1]) * _POINTS[measure[2]] * in_a_point))) if measure else otherwise


def is_on(element: etree._Element | None) -> bool:
    """Whether an on/off element is there and on."""
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off", "none")


def says_on(text: str | None) -> bool:
    """Whether the text of an on/off attribute says on."""
    return text in ("1", "true", "on")
