"""Excel workbooks (.xlsx, .xlsm) read from their own XML, so that every cell keeps its address and errors.

Macros are never run; formulas are read by the value the file stores.
"""

from __future__ import annotations

import posixpath
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from pipeline.read.cells import Sheet
from pipeline.read.fills import Fills, names_theme
from pipeline.read.formats import BUILT_IN, LONGEST_FORMAT
from pipeline.read.package import Package
from pipeline.read.refusals import ANOTHER_COPY, MOST_SHEETS, Refused, damaged, too_big
from pipeline.read.sheet_xml import Book, read_sheet
from pipeline.read.strings import Strings

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=False)


def read_xlsx(package: Package, file: str) -> list[Sheet]:
    """Every worksheet of the workbook, in its order; chart sheets and modules have no cells and are passed over."""
    main = main_part(package)
    data = package.xml(main)
    if data is None:
        raise damaged()
    workbook = etree.fromstring(data, _PARSER)
    targets = relationships(package, main)
    strings = package.xml(_by_type(targets, "/sharedStrings") or "xl/sharedStrings.xml", whole=False)
    styles = package.xml(_by_type(targets, "/styles") or "xl/styles.xml")
    theme = (_by_type(targets, "/theme") or "xl/theme/theme1.xml") if names_theme(styles) else ""
    fills = Fills(styles, package.part(theme))
    since_1904 = any(element.get("date1904") in ("1", "true") for element in workbook.iter("{*}workbookPr"))
    book = Book(file, Strings(strings), _formats(styles), since_1904, fills)
    sheets: list[Sheet] = []
    for entry in workbook.iter("{*}sheet"):
        if len(sheets) > MOST_SHEETS:
            raise too_big()
        reference = next((value for key, value in entry.attrib.items() if str(key).endswith("}id")), "")
        target = targets.get(str(reference))
        if not reference or (target is not None and not target.type.endswith("/worksheet")):
            continue  # a module of macros of the 1990s has no part of its own
        name = str(entry.get("name", ""))
        xml = package.xml(target.path, whole=False) if target is not None else None
        if xml is None:
            raise Refused(f"lists a sheet '{name}' that is not in it", ANOTHER_COPY)
        sheets.append(read_sheet(xml, book, name, entry.get("state", "visible") != "visible"))
    return sheets


class Target(NamedTuple):
    """A part that another refers to, and as what."""

    type: str
    path: str


def main_part(package: Package) -> str:
    """The name of the part that lists the sheets."""
    for target in relationships(package, "").values():
        if target.type.endswith("/officeDocument"):
            return target.path
    return next((name for name in package.names() if name.endswith("workbook.xml")), "xl/workbook.xml")


def relationships(package: Package, source: str) -> dict[str, Target]:
    """What a part refers to, by id: the parts inside the package, and never a file or address elsewhere."""
    folder, name = posixpath.split(source)
    data = package.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
    if data is None:
        return {}
    found = {}
    for element in etree.fromstring(data, _PARSER).iter("{*}Relationship"):
        if element.get("TargetMode") == "External":
            continue
        said = str(element.get("Target", "")).replace("\\", "/")
        path = said if said.startswith("/") else posixpath.normpath(posixpath.join("/", folder, said))
        if path not in package and unquote(path) in package:
            path = unquote(path)
        found[str(element.get("Id"))] = Target(str(element.get("Type", "")), path.lstrip("/"))
    return found


def _by_type(targets: dict[str, Target], ending: str) -> str:
    return next((target.path for target in targets.values() if target.type.endswith(ending)), "")


def _formats(data: bytes | None) -> list[str]:
    """The number format of each cell style."""
    if data is None:
        return []
    root = etree.fromstring(data, _PARSER)
    codes = dict(BUILT_IN)
    for element in root.iter("{*}numFmt"):
        parent = element.getparent()
        if parent is not None and etree.QName(parent).localname == "numFmts":  # not those of conditional formats
            codes[int(element.get("numFmtId", "0"))] = str(element.get("formatCode", ""))[:LONGEST_FORMAT]
    styles = root.find("{*}cellXfs")
    if styles is None:
        return []
    found = [codes.get(int(style.get("numFmtId", "0")), "") for style in styles.iterchildren("{*}xf")]
    return ["" if code.lower() == "general" else code for code in found]
