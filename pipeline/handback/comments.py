"""The comments of a worksheet: ours added, appended to a person's where there is one, nobody's lost."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from lxml import etree

from pipeline.handback.package import Package, root
from pipeline.handback.problems import AUTHOR, Said
from pipeline.handback.styles import INK

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_THREADED = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_PERSONS = "http://schemas.microsoft.com/office/2017/10/relationships/person"
_PERSON_TYPE = "application/vnd.ms-excel.person+xml"


class Comments:
    """A worksheet's comments part, made where there is none.

    A cell with a thread gets ours as one more reply: Excel shows the thread and not the plain comment
    kept beside it for older readers, so ours stands in both.
    """

    def __init__(self, package: Package, sheet: str, ns: str, relation: str, workbook: str) -> None:
        self._package = package
        self._workbook = workbook
        related = package.relations(sheet)
        name = next((each.target for each in related if each.type == "comments" and package.has(each.target)), "")
        if not name:
            name = package.free("xl/comments{}.xml")
            package.add(name, root("comments", ns), TYPE)
            package.relate(sheet, name, f"{relation}/comments")
        self.root = package.tree(name, change=True)
        self.ns = str(etree.QName(self.root).namespace)
        found = self.root.find(f"{{{self.ns}}}commentList")
        self._list = etree.SubElement(self.root, f"{{{self.ns}}}commentList") if found is None else found
        self._by_cell = {str(each.get("ref", "")).replace("$", ""): each for each in self._list}
        self._threads = [e.target for e in related if e.type == "threadedComment" and package.has(e.target)]
        self._us = ""

    def say(self, cell: str, said: Sequence[Said]) -> str:
        """Put a comment on a cell, after what is there already; all that the cell's comment now says."""
        comment = self._by_cell.get(cell)
        if comment is None:
            comment = etree.SubElement(self._list, f"{{{self.ns}}}comment", ref=cell, authorId=str(self._author()))
            text = etree.SubElement(comment, f"{{{self.ns}}}text")
            self._by_cell[cell] = comment
        else:
            found = comment.find(f"{{{self.ns}}}text")
            text = found if found is not None else etree.SubElement(comment, f"{{{self.ns}}}text")
            self._as_runs(text)
            said = [Said(f"\n\n{AUTHOR}:\n", bold=True), *said]
            self._reply(cell, "".join(piece.text for piece in said[1:]))
        for run in [self._run(piece) for piece in said]:
            self._put(text, run)
        return "".join(str(part) for part in text.itertext())

    def _author(self) -> int:
        authors = self.root.find(f"{{{self.ns}}}authors")
        if authors is None:
            authors = etree.Element(f"{{{self.ns}}}authors")
            self.root.insert(0, authors)
        for number, each in enumerate(authors):
            if each.text == AUTHOR:
                return number
        etree.SubElement(authors, f"{{{self.ns}}}author").text = AUTHOR
        return len(authors) - 1

    def _as_runs(self, text: etree._Element) -> None:
        """A comment of one plain text as one run, so that runs can follow it."""
        plain = text.find(f"{{{self.ns}}}t")
        if plain is not None:
            run = etree.Element(f"{{{self.ns}}}r")
            plain.addprevious(run)
            run.append(plain)

    def _run(self, piece: Said) -> etree._Element:
        run = etree.Element(f"{{{self.ns}}}r")
        looks = etree.SubElement(run, f"{{{self.ns}}}rPr")
        if piece.bold:
            etree.SubElement(looks, f"{{{self.ns}}}b")
        for tag, attributes in (
            ("sz", {"val": "11"}),
            ("color", {"rgb": INK}),
            ("rFont", {"val": "Arial"}),
            ("family", {"val": "2"}),
        ):
            etree.SubElement(looks, f"{{{self.ns}}}{tag}", attributes)
        text = etree.SubElement(run, f"{{{self.ns}}}t")
        text.text = piece.text
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return run

    def _put(self, text: etree._Element, run: etree._Element) -> None:
        """A run after the other runs, before what tells how words are pronounced."""
        runs = text.findall(f"{{{self.ns}}}r")
        if runs:
            runs[-1].addnext(run)
        else:
            text.insert(0, run)

    def _reply(self, cell: str, words: str) -> None:
        for name in self._threads:
            on_cell = [each for each in self._package.tree(name) if each.get("ref", "").replace("$", "") == cell]
            if not on_cell:
                continue
            first = next((each for each in on_cell if each.get("parentId") is None), on_cell[0])
            self._package.tree(name, change=True)
            reply = etree.Element(
                f"{{{etree.QName(first).namespace}}}threadedComment",
                ref=str(first.get("ref")),
                dT=str(on_cell[-1].get("dT", "2020-01-01T00:00:00.00")),  # no earlier than what it answers
                personId=self._person(),
                id=_identity(name, cell, words),
                parentId=str(first.get("id")),
            )
            etree.SubElement(reply, f"{{{etree.QName(first).namespace}}}text").text = words
            on_cell[-1].addnext(reply)

    def _person(self) -> str:
        """The id that we have among the workbook's persons."""
        if not self._us:
            self._us = _identity(AUTHOR)
            package = self._package
            names = [
                e.target for e in package.relations(self._workbook) if e.type == "person" and package.has(e.target)
            ]
            if names:
                persons = package.tree(names[0], change=True)
            else:
                name = package.free("xl/persons/person{}.xml")
                package.add(name, root("personList", _THREADED), _PERSON_TYPE)
                package.relate(self._workbook, name, _PERSONS)
                persons = package.tree(name, change=True)
            if all(each.get("id") != self._us for each in persons):
                etree.SubElement(
                    persons, f"{{{_THREADED}}}person", displayName=AUTHOR, id=self._us, userId=AUTHOR, providerId="None"
                )
        return self._us


def _identity(*parts: str) -> str:
    """A name of the form that Excel gives to comments and persons, the same for the same parts."""
    digest = hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest().upper()
    return f"{{{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}}}"
