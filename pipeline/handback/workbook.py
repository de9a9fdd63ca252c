"""The workbook part: which sheets there are and where they stand, and a sheet put before them all."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from pipeline.handback.package import CannotMark, Package, attribute, put_after, root
from pipeline.handback.styles import Styles

_TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SELECTED = re.compile(rb"(<(?:\w+:)?sheetView\b[^>]*?)\s+tabSelected\s*=\s*[\"'](?:1|true)[\"']")
_BEFORE_NAMES = (
    "fileVersion", "fileSharing", "workbookPr", "AlternateContent", "revisionPtr", "workbookProtection", "bookViews",
    "sheets", "functionGroups", "externalReferences",
)  # fmt: skip


class Tab(NamedTuple):
    """A sheet of the workbook: its name, the part it is in, what kind of part that is, and whether it is hidden."""

    name: str
    part: str
    kind: str
    hidden: bool


class Workbook:
    """The workbook part of a package, found by its relationships in either dialect of the standard."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.name = next(
            (each.target for each in package.relations("") if each.type == "officeDocument"), "xl/workbook.xml"
        )
        if not package.has(self.name):
            raise CannotMark("it is damaged")
        self.root = package.tree(self.name)
        self.ns = str(etree.QName(self.root).namespace)
        self.relation = _STRICT if "purl.oclc.org" in self.ns else _TRANSITIONAL
        self.targets = {each.id: each for each in package.relations(self.name)}
        self.tabs = [
            Tab(
                str(each.get("name", "")),
                self.targets[found].target,
                self.targets[found].type,
                each.get("state", "visible") != "visible",
            )
            for each in self.root.iterfind(f"{{{self.ns}}}sheets/{{{self.ns}}}sheet")
            if (found := attribute(each, "id")) in self.targets
        ]

    def refuse_what_cant_be_kept(self) -> None:
        """Raise CannotMark for workbooks in which a change of ours would contradict what they hold."""
        types = {each.type for each in self.targets.values()}
        if "revisionHeaders" in types:
            raise CannotMark("it keeps a history of changes for several people working in it at once")
        if types & {"xlMacrosheet", "xlIntlMacrosheet"}:
            raise CannotMark("it holds macros on a sheet of their own")

    def without_macros(self) -> bool:
        """Take out the macros, which a plain workbook (.xlsx) must be without; whether there were any.

        What was a template or a workbook with macros is then said to be a plain one, as its name says.
        """
        package = self.package
        removed = False
        for name in package.unrelate(self.name, "vbaProject"):
            for inner in [each.target for each in package.relations(name)]:
                if package.has(inner):
                    package.remove(inner)
            for gone in (name, re.sub(r"([^/]+)$", r"_rels/\1.rels", name)):
                if package.has(gone):
                    package.remove(gone)
            removed = True
        types = package.tree("[Content_Types].xml")
        for default in list(types):
            if str(default.get("ContentType")) == "application/vnd.ms-office.vbaProject":
                package.tree("[Content_Types].xml", change=True).remove(default)
        package.declare(self.name, f"{_SPREADSHEET}.sheet.main+xml")
        return removed

    def without_signatures(self) -> None:
        """Take out signatures that a change of ours would make invalid."""
        package = self.package
        for name in package.unrelate("", "origin"):
            if package.has(name):
                package.remove(name)
        for name in [each for each in package.names if each.startswith("_xmlsignatures/")]:
            package.remove(name)

    def styles(self) -> Styles:
        """The styles part, to be added to; made where there is none."""
        name = next((each.target for each in self.targets.values() if each.type == "styles"), "")
        if not name or not self.package.has(name):
            name = "xl/styles.xml" if not self.package.has("xl/styles.xml") else self.package.free("xl/styles{}.xml")
            styles = root("styleSheet", self.ns)
            names = etree.SubElement(styles, f"{{{self.ns}}}cellStyles")
            etree.SubElement(names, f"{{{self.ns}}}cellStyle", name="Normal", xfId="0", builtinId="0")
            self.package.add(name, styles, f"{_SPREADSHEET}.styles+xml")
            self.package.relate(self.name, name, f"{self.relation}/styles")
        return Styles(self.package.tree(name, change=True))

    def free_name(self, wanted: str) -> str:
        """A name for a sheet that no sheet has."""
        used = {tab.name.casefold() for tab in self.tabs}
        number, name = 1, wanted
        while name.casefold() in used:
            number += 1
            name = f"{wanted} {number}"
        return name

    def views(self) -> int:
        """How many windows the workbook was last shown in."""
        return len(self.root.findall(f"{{{self.ns}}}bookViews/{{{self.ns}}}workbookView"))

    def put_first(self, name: str, sheet: etree._Element, titles: str) -> str:
        """Put a sheet before all others and show it; ``titles`` are its rows repeated on every page. Its part's name."""
        package = self.package
        self.root = package.tree(self.name, change=True)
        part = package.free("xl/worksheets/sheet{}.xml")
        package.add(part, sheet, f"{_SPREADSHEET}.worksheet+xml")
        id_ = package.relate(self.name, part, f"{self.relation}/worksheet")
        sheets = self.root.find(f"{{{self.ns}}}sheets")
        if sheets is None:
            raise CannotMark("it is damaged")
        highest = max((int(each.get("sheetId", "0")) for each in sheets.findall(f"{{{self.ns}}}sheet")), default=0)
        entry = etree.Element(
            f"{{{self.ns}}}sheet", {"name": name, "sheetId": str(highest + 1)}, nsmap={"r": self.relation}
        )
        entry.set(f"{{{self.relation}}}id", id_)
        sheets.insert(0, entry)
        self._name_titles(name, titles)
        for view in self.root.iterfind(f"{{{self.ns}}}bookViews/{{{self.ns}}}workbookView"):
            for attribute_ in ("activeTab", "firstSheet"):
                view.attrib.pop(attribute_, "")
        for tab in self.tabs:
            self._unselect(tab)
        return part

    def _name_titles(self, sheet: str, rows: str) -> None:
        """The new sheet's repeated rows; every name that belongs to one sheet follows it to its new place."""
        names = self.root.find(f"{{{self.ns}}}definedNames")
        if names is None:
            names = etree.Element(f"{{{self.ns}}}definedNames")
            put_after(self.root, names, _BEFORE_NAMES)
        for each in names.findall(f"{{{self.ns}}}definedName"):
            place = each.get("localSheetId")
            if place is not None and place.isdecimal():
                each.set("localSheetId", str(int(place) + 1))
        titles = etree.Element(f"{{{self.ns}}}definedName", name="_xlnm.Print_Titles", localSheetId="0")
        titles.text = f"'{sheet}'!{rows}"
        names.insert(0, titles)

    def _unselect(self, tab: Tab) -> None:
        """A sheet is no longer the one shown: two selected sheets would be edited together."""
        if not self.package.has(tab.part):
            return
        data = self.package.read(tab.part)
        start = data[: max(data.find(b"sheetData"), 4096)]
        plain = _SELECTED.sub(rb"\1", start)
        if plain != start:
            self.package.write(tab.part, plain + data[len(start) :])
