"""A workbook as the parts of its package: looked at, changed or added to one by one, all others left as they are."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import NamedTuple

from lxml import etree

from pipeline.handback.zipped import kept, new, zipped
from pipeline.read.package import LARGEST_PART, declared, few_tags
from pipeline.read.refusals import locked, too_big

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_MIMETYPE = "mimetype"
_CONTENT_TYPES = "[Content_Types].xml"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, strip_cdata=False)


class CannotMark(Exception):
    """A workbook that can't be marked; ``because`` completes "It could not be marked, because"."""

    def __init__(self, because: str) -> None:
        super().__init__(because)
        self.because = because


class Relation(NamedTuple):
    """What one part is to another: its id, its type (the last word of it), and the other part's name."""

    id: str
    type: str
    target: str


class Package:
    """The parts of a workbook by name (forward slashes, none in front, found whatever their capitals)."""

    def __init__(self, data: bytes) -> None:
        self._whole = data
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._entries = {
            entry.filename.replace("\\", "/").lstrip("/"): entry
            for entry in self._zip.infolist()
            if not entry.filename.endswith(("/", "\\"))
        }
        self._names = {name.lower(): name for name in self._entries}
        self._content: dict[str, bytes] = {}
        self._trees: dict[str, etree._Element] = {}
        self._changed: set[str] = set()

    @property
    def names(self) -> list[str]:
        """Every part's name, in the order of the file."""
        return list(self._names.values())

    def has(self, name: str) -> bool:
        return name.lower() in self._names

    def read(self, name: str) -> bytes:
        """A part's bytes; KeyError where there is none."""
        name = self._names[name.lower()]
        if name in self._trees and name in self._changed:
            return etree.tostring(self._trees[name], xml_declaration=True, encoding="UTF-8", standalone=True)
        if name not in self._content:
            entry = self._entries[name]
            if entry.file_size > LARGEST_PART:
                raise too_big()
            if entry.flag_bits & 0x1:
                raise locked()
            self._content[name] = declared(self._zip.read(entry))
        return self._content[name]

    def write(self, name: str, content: bytes) -> None:
        """Change a part, or add one."""
        name = self._names.setdefault(name.lower(), name)
        self._content[name] = content
        self._trees.pop(name, None)
        self._changed.add(name)

    def remove(self, name: str) -> None:
        """Take a part out, and what the package says of its type."""
        name = self._names.pop(name.lower())
        for kept_ in (self._content, self._trees):
            kept_.pop(name, None)
        self._changed.discard(name)
        types = self.tree(_CONTENT_TYPES, change=True)
        for override in types.findall(f"{{{TYPES}}}Override"):
            if override.get("PartName", "").lstrip("/").lower() == name.lower():
                types.remove(override)

    def tree(self, name: str, *, change: bool = False) -> etree._Element:
        """A part's XML; ``change`` where it is about to be changed."""
        name = self._names[name.lower()]
        if name not in self._trees:
            self._trees[name] = etree.fromstring(few_tags(self.read(name)), _PARSER)
        if change:
            self._changed.add(name)
        return self._trees[name]

    def add(self, name: str, content: etree._Element, type_: str) -> None:
        """Add a part of XML with its content type."""
        self.write(name, etree.tostring(content, xml_declaration=True, encoding="UTF-8", standalone=True))
        self.declare(name, type_)

    def free(self, pattern: str) -> str:
        """The first name like ``xl/comments{}.xml`` that no part has."""
        number = 1
        while self.has(pattern.format(number)):
            number += 1
        return pattern.format(number)

    def type_of(self, name: str) -> str:
        """A part's content type; empty where the package says none."""
        types = self.tree(_CONTENT_TYPES)
        for override in types.iter(f"{{{TYPES}}}Override"):
            if override.get("PartName", "").replace("\\", "/").lstrip("/").lower() == name.lower():
                return str(override.get("ContentType", ""))
        ending = name.rpartition(".")[2].lower()
        for default in types.iter(f"{{{TYPES}}}Default"):
            if default.get("Extension", "").lower() == ending:
                return str(default.get("ContentType", ""))
        return ""

    def declare(self, name: str, type_: str) -> None:
        """Say a part's content type, where the package doesn't already say that."""
        if self.type_of(name) == type_:
            return
        types = self.tree(_CONTENT_TYPES, change=True)
        for override in types.findall(f"{{{TYPES}}}Override"):
            if override.get("PartName", "").replace("\\", "/").lstrip("/").lower() == name.lower():
                override.set("ContentType", type_)
                return
        ending = name.rpartition(".")[2].lower()
        others = {str(each.get("Extension", "")).lower() for each in types.iter(f"{{{TYPES}}}Default")}
        if ending == "vml" and ending not in others:  # as every spreadsheet program says it
            types.insert(0, etree.Element(f"{{{TYPES}}}Default", Extension=ending, ContentType=type_))
        else:
            etree.SubElement(types, f"{{{TYPES}}}Override", PartName=f"/{name}", ContentType=type_)

    def relations(self, source: str) -> list[Relation]:
        """The parts that ``source`` names as its own (for the package itself, ``source`` is empty)."""
        name = _relations_of(source)
        if not self.has(name):
            return []
        return [
            Relation(str(each.get("Id")), str(each.get("Type", "")).rpartition("/")[2], _target(source, each))
            for each in self.tree(name).iter(f"{{{RELATIONS}}}Relationship")
            if each.get("TargetMode") != "External"
        ]

    def relate(self, source: str, target: str, type_: str) -> str:
        """Make ``target`` a part of ``source``; the relationship's id."""
        name = _relations_of(source)
        if not self.has(name):
            self.add(name, root("Relationships", RELATIONS), _RELATIONS_TYPE)
        relations = self.tree(name, change=True)
        used = {str(each.get("Id")) for each in relations.iter(f"{{{RELATIONS}}}Relationship")}
        number = 1
        while f"rId{number}" in used:
            number += 1
        etree.SubElement(relations, f"{{{RELATIONS}}}Relationship", Id=f"rId{number}", Type=type_, Target=f"/{target}")
        return f"rId{number}"

    def unrelate(self, source: str, type_: str) -> list[str]:
        """Take out the relationships of a type (its last word) from ``source``; the parts they named."""
        name = _relations_of(source)
        gone = [each for each in self.relations(source) if each.type == type_]
        if gone:
            relations = self.tree(name, change=True)
            ids = {each.id for each in gone}
            for element in relations.findall(f"{{{RELATIONS}}}Relationship"):
                if element.get("Id") in ids:
                    relations.remove(element)
        return [each.target for each in gone]

    def packed(self) -> bytes:
        """The workbook's bytes: what wasn't changed is packed as it was, in the order it had.

        What says of an OpenDocument what it is stands first and unpacked, as its standard asks.
        """
        return zipped(
            new(name, self.read(name), stored=name == _MIMETYPE)
            if name in self._changed or (name == _MIMETYPE and self._entries[name].compress_type)
            else kept(self._whole, self._entries[name], name)
            for name in sorted(self._names.values(), key=lambda name: name != _MIMETYPE)
        )


def _relations_of(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _target(source: str, relation: etree._Element) -> str:
    target = str(relation.get("Target", "")).replace("\\", "/")
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), target))


def root(name: str, namespace: str) -> etree._Element:
    """An empty part's root, its namespace without a prefix."""
    return etree.fromstring(f'<{name} xmlns="{namespace}"/>')


def attribute(element: etree._Element, name: str) -> str:
    """An attribute by its last name, whatever its namespace: ``r:id`` in either dialect."""
    return next((str(value) for key, value in element.attrib.items() if re.sub(r"\{.*\}", "", str(key)) == name), "")


def put_after(parent: etree._Element, child: etree._Element, before: tuple[str, ...]) -> None:
    """Put ``child`` into ``parent`` after the last of the children named in ``before``, first where there is none."""
    at = 0
    for number, each in enumerate(parent, start=1):
        if isinstance(each.tag, str) and etree.QName(each).localname in before:
            at = number
    parent.insert(at, child)
