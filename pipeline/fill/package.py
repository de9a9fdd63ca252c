"""A Word file as its parts: opened, stripped of what must not travel with a paper, and written the same every time."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Collection
from datetime import date

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
MAIN = "word/document.xml"

Parts = dict[str, bytes]

_TEXT_PART = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_UNWANTED = re.compile(
    r"customXml/|docProps/(?!core\.xml)|word/(comments|people|stylesWithEffects|webSettings|printerSettings|glossary/)"
    r"|word/vba|word/_rels/(comments|people)"
)
_PROPERTIES = re.compile(r"customXml/|docProps/(?!core\.xml)")
_PEOPLE = (
    "{http://purl.org/dc/elements/1.1/}creator",
    "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastModifiedBy",
)
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def w(name: str) -> str:
    """A WordprocessingML name as lxml wants it."""
    return f"{{{W}}}{name}"


def parse(xml: bytes) -> etree._Element:
    """A part's XML, without entities or network; raises ``lxml.etree.XMLSyntaxError``."""
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def serialise(root: etree._Element) -> bytes:
    """A part's bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def read(data: bytes) -> Parts | None:
    """The parts of a Word document by name; None where ``data`` isn't one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {name: package.read(name) for name in package.namelist() if not name.endswith("/")}
        if MAIN not in parts or _MAIN_TYPE.encode() not in parts.get("[Content_Types].xml", b""):
            return None
        for part in text_parts(parts):
            parse(parts[part])
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, NotImplementedError, RuntimeError, OSError):
        return None
    return parts


def write(parts: Parts, as_at: date) -> bytes:
    """The Word file's bytes: fixed order, and ``as_at`` as the time of every entry."""
    out = io.BytesIO()
    stamp = (max(as_at.year, 1980), as_at.month, as_at.day, 0, 0, 0)
    first = ["[Content_Types].xml", "_rels/.rels"]
    with zipfile.ZipFile(out, "w") as package:
        for name in [*first, *sorted(set(parts) - set(first))]:
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, parts[name], compresslevel=6)
    return out.getvalue()


def text_parts(parts: Parts) -> list[str]:
    """Names of the parts that hold words: the body first, then headers, footers and notes."""
    found = [name for name in parts if _TEXT_PART.fullmatch(name)]
    return sorted(found, key=lambda name: (name != MAIN, name))


def without_properties(data: bytes, as_at: date) -> bytes:
    """Another's Word file without what programs keep about it: who wrote it, and what labels and document libraries add.

    Its words and marks stay as they are; a file that holds nothing of the kind, or is no whole Word file, comes back as it is.
    """
    parts = read(data)
    if parts is None:
        return data
    core = parts.get("docProps/core.xml", b"")
    named = _without_people(core)
    if named == core and not any(map(_PROPERTIES.match, parts)):
        return data
    try:
        kept = without_baggage(parts | {"docProps/core.xml": named} if core else parts, _PROPERTIES)
    except etree.XMLSyntaxError:  # what its parts are to each other can't be read: it is printed, and said, as it is
        return data
    for part in text_parts(kept):  # a field that shows a property would be emptied by Word; it keeps its words instead
        if b"dataBinding" in kept[part]:
            root = parse(kept[part])
            etree.strip_elements(root, "{*}dataBinding", with_tail=False)
            kept[part] = serialise(root)
    return write(kept, as_at)


def _without_people(core: bytes) -> bytes:
    """Core properties that name nobody."""
    try:
        root = parse(core)
    except etree.XMLSyntaxError:
        return core
    people = [each for each in root if each.tag in _PEOPLE and (each.text or "").strip()]
    for each in people:
        root.remove(each)
    return serialise(root) if people else core


def without_baggage(parts: Parts, unwanted: re.Pattern[str] = _UNWANTED) -> Parts:
    """The parts a paper needs; comments, thumbnails, custom XML, old style copies and application data left out."""
    kept = {name: data for name, data in parts.items() if not unwanted.match(name)}
    gone = set(parts) - set(kept)
    for name in [name for name in kept if name.endswith(".rels")]:
        kept[name] = _relationships(name, kept[name], gone)
    types = parse(kept["[Content_Types].xml"])
    for override in types.findall(f"{{{TYPES}}}Override"):
        if override.get("PartName", "").lstrip("/") in gone:
            types.remove(override)
    kept["[Content_Types].xml"] = serialise(types)
    return kept


def _relationships(name: str, data: bytes, gone: Collection[str]) -> bytes:
    """A part's relationships without those to parts that are gone, or to a template on somebody's machine.

    Others stay as they are, however their targets are written: words and pictures point to them.
    """
    root = parse(data)
    base = posixpath.dirname(posixpath.dirname(name))
    for relationship in list(root):
        target = relationship.get("Target", "")
        if relationship.get("TargetMode") == "External":
            left = relationship.get("Type", "").endswith("/attachedTemplate")
        else:
            left = (
                target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(base, target))
            ) in gone
        if left:
            root.remove(relationship)
    return serialise(root)
