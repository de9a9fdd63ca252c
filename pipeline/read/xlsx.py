"""Excel workbooks (.xlsx, .xlsm) read from their own XML, so that every cell keeps its address and errors.

Macros are never run; formulas are read by the value the file stores.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable
from typing import NamedTuple

from lxml import etree

from pipeline.read.cells import Sheet
from pipeline.read.formats import BUILT_IN
from pipeline.read.refusals import damaged, part
from pipeline.read.sheet_xml import Book, read_sheet, string_item

Opener = Callable[[str], bytes | None]
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=False)


def read_xlsx(package: zipfile.ZipFile, file: str) -> list[Sheet]:
    """Every worksheet of the workbook, in its order; chart sheets have no cells and are passed over."""
    names = {name.replace("\\", "/").lstrip("/").lower(): name for name in package.namelist()}

    def opened(path: str) -> bytes | None:
        name = names.get(path.lower())
        return part(package, name) if name is not None else None

    main = _main_part(opened)
    data = opened(main)
    if data is None:
        raise damaged()
    workbook = etree.fromstring(data, _PARSER)
    targets = _relationships(opened, main)
    strings = _shared_strings(opened(_by_type(targets, "/sharedStrings") or "xl/sharedStrings.xml"))
    formats = _formats(opened(_by_type(targets, "/styles") or "xl/styles.xml"))
    since_1904 = any(
        element.get("date1904") in ("1", "true") for element in workbook.iter("{*}workbookPr") if element is not None
    )
    sheets = []
    for entry in workbook.iter("{*}sheet"):
        reference = next((value for key, value in entry.attrib.items() if str(key).endswith("}id")), "")
        target = targets.get(str(reference))
        if target is None or not target.type.endswith("/worksheet"):
            continue
        xml = opened(target.path)
        if xml is None:
            raise damaged()
        sheets.append(
            read_sheet(
                xml,
                Book(file, strings, formats, since_1904),
                str(entry.get("name", "")),
                entry.get("state", "visible") != "visible",
            )
        )
    return sheets


class _Target(NamedTuple):
    type: str
    path: str


def _main_part(opened: Opener) -> str:
    for target in _relationships(opened, "").values():
        if target.type.endswith("/officeDocument"):
            return target.path
    return "xl/workbook.xml"


def _relationships(opened: Opener, source: str) -> dict[str, _Target]:
    folder, name = posixpath.split(source)
    data = opened(posixpath.join(folder, "_rels", f"{name}.rels"))
    if data is None:
        return {}
    found = {}
    for element in etree.fromstring(data, _PARSER).iter("{*}Relationship"):
        if element.get("TargetMode") == "External":
            continue
        target = str(element.get("Target", "")).replace("\\", "/")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[str(element.get("Id"))] = _Target(str(element.get("Type", "")), path)
    return found


def _by_type(targets: dict[str, _Target], ending: str) -> str:
    return next((target.path for target in targets.values() if target.type.endswith(ending)), "")


def _shared_strings(data: bytes | None) -> list[str]:
    if data is None:
        return []
    return [
        # An item is mostly one plain text; string_item knows the others.
        item[0].text or "" if len(item) == 1 and _is_plain(item[0]) else string_item(item)
        for item in etree.fromstring(data, _PARSER).iterchildren("{*}si")
    ]


def _is_plain(text: etree._Element) -> bool:
    return str(text.tag).endswith("}t") and "_x" not in (text.text or "")


def _formats(data: bytes | None) -> list[str]:
    """The number format of each cell style."""
    if data is None:
        return []
    root = etree.fromstring(data, _PARSER)
    codes = dict(BUILT_IN)
    for element in root.iter("{*}numFmt"):
        parent = element.getparent()
        if parent is not None and etree.QName(parent).localname == "numFmts":  # not those of conditional formats
            codes[int(element.get("numFmtId", "0"))] = str(element.get("formatCode", ""))
    styles = root.find("{*}cellXfs")
    if styles is None:
        return []
    found = [codes.get(int(style.get("numFmtId", "0")), "") for style in styles.iterchildren("{*}xf")]
    return ["" if code.lower() == "general" else code for code in found]
