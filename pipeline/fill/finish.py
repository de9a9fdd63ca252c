"""A filled paper made fit to leave the building: its properties, its loose ends, and nothing hidden inside."""

from __future__ import annotations

import re
from datetime import date
from xml.sax.saxutils import escape

from lxml import etree

from pipeline.colours import ENOUGH, contrast
from pipeline.fill import rules
from pipeline.fill.package import RELS, TYPES, Parts, parse, serialise, text_parts, w, without_baggage
from pipeline.fill.tags import shortened, text_of
from pipeline.issues import Issue
from pipeline.places import Place

LANGUAGE = "en-GB"
DARK, LIGHT = "0B0C0C", "FFFFFF"
_LEFT = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{\{|\{%|%\}")
_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_CELL_ORDER = (
    "cnfStyle",
    "tcW",
    "gridSpan",
    "hMerge",
    "vMerge",
    "tcBorders",
    "shd",
    "noWrap",
    "tcMar",
    "textDirection",
    "tcFitText",
    "vAlign",
    "hideMark",
)
_SETTINGS_DROPPED = (
    "updateFields",
    "attachedTemplate",
    "rsids",
    "trackRevisions",
    "revisionView",
    "mailMerge",
    "docVars",
    "attachedSchema",
    "documentProtection",
    "writeProtection",
)
_HOLDERS = {w("p"): ("pPr",), w("tc"): ("tcPr",)}


def finished(parts: Parts, *, title: str, as_at: date) -> Parts:
    """The parts of a filled paper with its title, its language, ``as_at`` as its only date, and no leftovers of editing."""
    done = without_baggage(parts)
    for name in text_parts(done):
        root = parse(done[name])
        _tidy(root)
        done[name] = serialise(root)
    if "word/settings.xml" in done:
        done["word/settings.xml"] = _settings(done["word/settings.xml"])
    if "word/styles.xml" in done:
        done["word/styles.xml"] = _styles(done["word/styles.xml"])
    done["docProps/core.xml"] = _core(title, as_at)
    return _with_core(done)


def leftovers(parts: Parts, name: str) -> list[Issue]:
    """Template code that is still in the paper."""
    issues = []
    for part in text_parts(parts):
        for number, paragraph in enumerate(parse(parts[part]).iter(w("p")), 1):
            text = text_of(paragraph)
            match = _LEFT.search(text)
            if match:
                issues.append(
                    rules.NOTHING_LEFT.at(
                        Place(name, cell=f"paragraph {number}", heading=shortened(text)),
                        f"In “{shortened(text)}”: {match[0]} was not filled.",
                        "If it is a tag, write it again in Word; if it came with the data, take the brackets out there.",
                    )
                )
    return issues


def _tidy(root: etree._Element) -> None:
    for run in list(root.iter(w("r"))):
        _drop_empty_run(run)
    for properties in root.iter(w("tcPr"), w("pPr")):
        _drop_colourless(properties)
        if properties.tag == w("tcPr"):
            _order_cell(properties)
    for cell in root.iter(w("tc")):
        if len(cell) == 0 or cell[-1].tag != w("p"):
            etree.SubElement(cell, w("p"))
    for holder in [grounds for shade in root.iter(w("shd")) for grounds in list(shade.iterancestors())[1:2]]:
        for run in list(holder.iter(w("r"))):
            _legible(run)
    _unique_bookmarks(root)


def _drop_empty_run(run: etree._Element) -> None:
    for text in run.findall(w("t")):
        if not text.text:
            run.remove(text)
    parent = run.getparent()
    if parent is not None and all(child.tag == w("rPr") for child in run):
        parent.remove(run)


def _drop_colourless(properties: etree._Element) -> None:
    for shade in properties.findall(w("shd")):
        fill = shade.get(w("fill"), "")
        if not _HEX.fullmatch(fill) and fill != "auto":
            properties.remove(shade)


def _order_cell(properties: etree._Element) -> None:
    """The shading that a tag put first, back where the schema has it."""
    properties[:] = sorted(
        properties, key=lambda e: _CELL_ORDER.index(n) if (n := etree.QName(e).localname) in _CELL_ORDER else 99
    )


def _legible(run: etree._Element) -> None:
    """Text on a shaded ground is dark or white, whichever can be read on it."""
    fill = _ground(run)
    properties = run.find(w("rPr"))
    colour = properties.find(w("color")) if properties is not None else None
    present = colour.get(w("val"), DARK) if colour is not None else DARK
    if not fill or contrast(present if _HEX.fullmatch(present) else DARK, fill) >= ENOUGH:
        return
    if properties is None:
        properties = etree.Element(w("rPr"))
        run.insert(0, properties)
    if colour is None:
        colour = etree.Element(w("color"))
        properties.insert(_colour_index(properties), colour)
    colour.attrib.clear()
    colour.set(w("val"), max((DARK, LIGHT), key=lambda ink: contrast(ink, fill)))


def _ground(run: etree._Element) -> str:
    """The colour set directly behind a run: its own, its paragraph's or its cell's; empty where none is."""
    for holder, properties in (
        (run, "rPr"),
        *((a, kind) for a in run.iterancestors() for kind in _HOLDERS.get(a.tag, ())),
    ):
        shade = holder.find(f"{w(properties)}/{w('shd')}")
        fill = shade.get(w("fill"), "") if shade is not None else ""
        if _HEX.fullmatch(fill):
            return fill
    return ""


def _colour_index(properties: etree._Element) -> int:
    before = {
        "rStyle",
        "rFonts",
        "b",
        "bCs",
        "i",
        "iCs",
        "caps",
        "smallCaps",
        "strike",
        "dstrike",
        "outline",
        "shadow",
        "emboss",
        "imprint",
        "noProof",
        "snapToGrid",
        "vanish",
        "webHidden",
    }
    return sum(1 for child in properties if etree.QName(child).localname in before)


def _unique_bookmarks(root: etree._Element) -> None:
    """Bookmarks that a loop repeated: new ids, and only the first keeps the name."""
    renamed: dict[str, str] = {}
    taken: set[str] = set()
    number = 0
    for mark in root.iter(w("bookmarkStart"), w("bookmarkEnd")):
        old = mark.get(w("id"), "")
        if mark.tag == w("bookmarkStart"):
            number += 1
            renamed[old] = str(number)
            name = base = mark.get(w("name"), "")
            copy = 1
            while name in taken:
                copy += 1
                name = f"{base}_{copy}"
            taken.add(name)
            mark.set(w("name"), name)
        mark.set(w("id"), renamed.get(old, old))


def _settings(xml: bytes) -> bytes:
    root = parse(xml)
    for name in _SETTINGS_DROPPED:
        for element in root.findall(w(name)):
            root.remove(element)
    language = root.find(w("themeFontLang"))
    if language is not None:
        language.set(w("val"), LANGUAGE)
    return serialise(root)


def _styles(xml: bytes) -> bytes:
    root = parse(xml)
    path = [w(name) for name in ("docDefaults", "rPrDefault", "rPr", "lang")]
    at = root
    for depth, name in enumerate(path):
        below = at.find(name)
        if below is None:
            below = etree.Element(name)
            at.insert(0, below) if depth < 2 else at.append(below)
        at = below
    at.set(w("val"), LANGUAGE)
    return serialise(root)


def _core(title: str, as_at: date) -> bytes:
    stamp = f'xsi:type="dcterms:W3CDTF">{as_at.isoformat()}T00:00:00Z'
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>{LANGUAGE}</dc:language>"
        f"<dcterms:created {stamp}</dcterms:created><dcterms:modified {stamp}</dcterms:modified></cp:coreProperties>"
    ).encode()


def _with_core(parts: Parts) -> Parts:
    """Core properties declared and related, whether or not the template had them."""
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    links = parse(parts["_rels/.rels"])
    if not any(link.get("Type") == kind for link in links):
        link = etree.SubElement(links, f"{{{RELS}}}Relationship")
        link.set("Id", "rIdCore")
        link.set("Type", kind)
        link.set("Target", "docProps/core.xml")
    types = parse(parts["[Content_Types].xml"])
    if not any(t.get("PartName") == "/docProps/core.xml" for t in types):
        override = etree.SubElement(types, f"{{{TYPES}}}Override")
        override.set("PartName", "/docProps/core.xml")
        override.set("ContentType", "application/vnd.openxmlformats-package.core-properties+xml")
    return {**parts, "_rels/.rels": serialise(links), "[Content_Types].xml": serialise(types)}
