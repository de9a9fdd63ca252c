"""Tracked changes of a Word file: who made which, and the file as if all were accepted or none had been made.

Source: ECMA-376 Part 1, 17.13.5 (revisions). A paragraph's mark holds its format, so when the mark goes, its words
join the paragraph below and take that one's format.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from pipeline.printing.word.package import Package, W

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PUT_IN = (f"{W}ins", f"{W}moveTo", f"{_W14}conflictIns")
_TAKEN_OUT = (f"{W}del", f"{W}moveFrom", f"{_W14}conflictDel")
_CELL_MARKS = (f"{W}cellIns", f"{W}cellDel", f"{W}cellMerge")
_OLD_LOOKS = tuple(
    W + tag
    for tag in (
        "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "trPrChange", "tcPrChange",
        "tblPrExChange", "numberingChange",
    )
)  # fmt: skip
_RANGES = tuple(
    f"{ns}{tag}{end}"
    for ns, tags in (
        (W, ("moveFromRange", "moveToRange", "customXmlInsRange", "customXmlDelRange", "customXmlMoveFromRange",
             "customXmlMoveToRange")),
        (_W14, ("customXmlConflictInsRange", "customXmlConflictDelRange")),
    )
    for tag in tags
    for end in ("Start", "End")
)  # fmt: skip
MARKS = (*_PUT_IN, *_TAKEN_OUT, *_CELL_MARKS, *(look for look in _OLD_LOOKS if look != f"{W}tblGridChange"))
"""What a tracked change is in the XML; a range's start and end only say where a move was.

A table's former columns alone are none: Word shows no change for them, and Google Docs keeps some with every table.
"""

RENUMBERED = "gave another number to"
"""What is said of a change that keeps a paragraph's former number as it looked, not how it came about."""

_KINDS = {
    "rPrChange": "changed the look of", "pPrChange": "changed the paragraph format of",
    "sectPrChange": "changed the page layout", "numberingChange": RENUMBERED, "ins": "put in", "moveTo": "moved in",
    "del": "took out", "moveFrom": "moved away", "conflictIns": "put in", "conflictDel": "took out",
}  # fmt: skip
_PARTS = {"header": "a header", "footer": "a footer", "footnotes": "a footnote", "endnotes": "an endnote",
          "styles": "the styles", "numbering": "the lists"}  # fmt: skip
_STAYS = {
    "pPr": (W + "rPr", W + "sectPr"),
    "rPr": (*_PUT_IN, *_TAKEN_OUT),
    "trPr": (*_PUT_IN, *_TAKEN_OUT),
    "tcPr": _CELL_MARKS,
    "sectPr": (W + "headerReference", W + "footerReference"),
}
_FIRST = ("sectPr", "rPr")
_MERGES = {"rest": "restart", "cont": "continue"}
_TEXTS = {f"{W}delText": f"{W}t", f"{W}delInstrText": f"{W}instrText"}
_BLOCKS = (f"{W}p", f"{W}tbl")
_WRAPPERS = (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}smartTag", *_PUT_IN, *_TAKEN_OUT)
_MOST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Change:
    """One tracked change: its author and date as written, what was done, the first words it touched, and where.

    ``part`` is empty for the body; ``near`` is the first words of the paragraph that it stands in.
    """

    author: str
    date: str
    kind: str
    words: str
    part: str
    near: str


def find_changes(package: Package) -> list[Change]:
    """Every tracked change in body, headers, footers, notes, text boxes and styles; neighbours of one kind as one."""
    found: list[Change] = []
    for part, kind in _parts(package):
        root = package.xml(part)
        if root is None:
            continue
        last: object = None
        for mark in root.iter(*MARKS):
            if _said_by_row(mark):
                continue
            place = _paragraph(mark)
            change = _change(mark, place, _PARTS.get(kind, ""))
            key = (change.author, change.kind, None if place is None else id(place), change.part)
            if found and key == last and place is not None:
                found[-1] = replace(found[-1], words=_first(found[-1].words + change.words))
            else:
                found.append(change)
            last = key
    return [replace(each, words=_one_line(each.words), near=_one_line(each.near)) for each in found]


def resolved(package: Package, *, accepted: bool) -> Package:
    """The file with every tracked change accepted, or as it was before any was made; itself where it has none."""
    parts = dict(package.parts)
    for part, _ in _parts(package):
        root = package.xml(part)
        if root is not None and next(root.iter(*MARKS, *_RANGES), None) is not None:
            made = copy.deepcopy(root)
            resolve(made, accepted=accepted)
            parts[part] = etree.tostring(made, xml_declaration=True, encoding="UTF-8", standalone=True)
    return replace(package, parts=parts, _parsed={}, _related={}) if parts != dict(package.parts) else package


def resolve(root: etree._Element, *, accepted: bool) -> None:
    """Resolve the changes of one part where it stands: all accepted, or all undone."""
    gone, kept = (_TAKEN_OUT, _PUT_IN) if accepted else (_PUT_IN, _TAKEN_OUT)
    for old in list(root.iter(*_OLD_LOOKS)):
        _old_look(old, accepted)
    for mark in list(root.iter(*gone)):
        _take_out(mark)
    for mark in list(root.iter(*kept)):
        _keep(mark)
    for mark in list(root.iter(*_CELL_MARKS)):
        _cell(mark, accepted)
    for mark in list(root.iter(*_RANGES)):
        _drop(mark)
    if not accepted:
        for text in root.iter(*_TEXTS):
            text.tag = _TEXTS[text.tag]
    _tidy_tables(root)
    for paragraph in list(root.iter(f"{W}p")):
        marks = paragraph.findall(f"{W}pPr/{W}rPr/*")
        lost = [mark for mark in marks if mark.tag in gone]
        for mark in lost:
            _drop(mark)
        if lost:
            _join_below(paragraph)


def _parts(package: Package) -> Iterator[tuple[str, str]]:
    """The parts that are printed, each with its kind."""
    yield package.document, ""
    seen = {package.document}
    for each in package.related(package.document).values():
        if each.kind in _PARTS and not each.external and each.target not in seen:
            seen.add(each.target)
            yield each.target, each.kind


def _local(element: etree._Element | None) -> str:
    return etree.QName(element).localname if element is not None and isinstance(element.tag, str) else ""


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _held_by(mark: etree._Element) -> tuple[str, etree._Element | None]:
    """What a mark inside properties speaks of (``paragraph``, ``run``, ``row``, ``list``, ``formula``); else nothing."""
    parent = mark.getparent()
    above = None if parent is None else parent.getparent()
    name = _local(parent)
    if name == "rPr" and _local(above) == "pPr":
        return "paragraph", None if above is None else above.getparent()
    if name == "rPr":
        return "run", above if _local(above) == "r" else None
    if name == "trPr":
        return "row", above
    if name == "numPr":
        return "list", parent
    if name == "ctrlPr":
        return "formula", None if above is None or not _local(above).endswith("Pr") else above.getparent()
    return "", None


def _old_look(old: etree._Element, accepted: bool) -> None:
    """Take the record of a former look away; put that look back where changes are undone."""
    parent = old.getparent()
    if parent is None:
        return
    parent.remove(old)
    before = next(iter(old), None)
    if accepted or _local(old) == "numberingChange":
        return
    name = _local(parent)
    stays = [child for child in parent if child.tag in _STAYS.get(name, ())]
    former = [] if before is None else [child for child in before if child.tag not in _STAYS.get(name, ())]
    for child in list(parent):
        parent.remove(child)
    parent.extend([*stays, *former] if name in _FIRST else [*former, *stays])


def _take_out(mark: etree._Element) -> None:
    """Remove what a mark says is not there; a paragraph's mark stays until its words join the next."""
    kind, holder = _held_by(mark)
    if kind == "paragraph":
        return
    _drop(holder if holder is not None else mark)


def _keep(mark: etree._Element) -> None:
    """Remove a mark and leave what it marks."""
    parent = mark.getparent()
    if parent is None:
        return
    if _held_by(mark)[0]:
        parent.remove(mark)
        return
    at = parent.index(mark)
    children = list(mark)
    parent.remove(mark)
    for offset, child in enumerate(children):
        parent.insert(at + offset, child)


def _cell(mark: etree._Element, accepted: bool) -> None:
    properties = mark.getparent()
    cell = None if properties is None else properties.getparent()
    if properties is None or cell is None:
        return
    kind = _local(mark)
    properties.remove(mark)
    if kind == ("cellDel" if accepted else "cellIns"):
        _drop(cell)
    elif kind == "cellMerge":
        merge = _MERGES.get(mark.get(f"{W}vMerge" if accepted else f"{W}vMergeOrig", ""))
        for old in properties.findall(f"{W}vMerge"):
            properties.remove(old)
        if merge:
            properties.append(etree.Element(f"{W}vMerge", {f"{W}val": merge}))


def _tidy_tables(root: etree._Element) -> None:
    """Rows without cells and tables without rows go, the innermost first."""
    for row in reversed(list(root.iter(f"{W}tr"))):
        if row.find(f".//{W}tc") is None:
            _drop(row)
    for table in reversed(list(root.iter(f"{W}tbl"))):
        if table.find(f".//{W}tr") is None:
            _drop(table)
    for cell in root.iter(f"{W}tc"):
        if next(cell.iter(*_BLOCKS), None) is None:
            cell.append(etree.Element(f"{W}p"))


def _join_below(paragraph: etree._Element) -> None:
    """A paragraph that lost its mark: its words begin the one below; before a table it goes only if it is empty."""
    below = _below(paragraph)
    content = [child for child in paragraph if child.tag != f"{W}pPr"]
    if below is None:
        return
    if below.tag == f"{W}tbl":
        if not _says_something(content):
            _drop(paragraph)
        return
    properties = below.find(f"{W}pPr")
    at = 0 if properties is None else below.index(properties) + 1
    for offset, child in enumerate(content):
        below.insert(at + offset, child)
    _drop(paragraph)


def _below(element: etree._Element) -> etree._Element | None:
    """The paragraph or table after this one in the same body, cell, note or text box."""
    at: etree._Element | None = element
    while at is not None:
        following = at.getnext()
        while following is not None:
            block = _opening(following)
            if block is not None:
                return block
            following = following.getnext()
        at = at.getparent()
        if at is None or at.tag not in _WRAPPERS:
            return None
    return None


def _opening(element: etree._Element) -> etree._Element | None:
    """The first paragraph or table of an element that may wrap some."""
    if element.tag in _BLOCKS:
        return element
    if element.tag not in _WRAPPERS:
        return None
    return next((block for child in element if (block := _opening(child)) is not None), None)


def _says_something(content: list[etree._Element]) -> bool:
    silent = (
        "bookmarkStart",
        "bookmarkEnd",
        "proofErr",
        "commentRangeStart",
        "commentRangeEnd",
        "permStart",
        "permEnd",
    )
    return any(_local(child) not in silent for child in content)


def _said_by_row(mark: etree._Element) -> bool:
    """Whether a change in a table row is only part of putting in or taking out the row."""
    for row in mark.iterancestors(f"{W}tr"):
        for each in row.iterchildren(f"{W}trPr"):
            whole = each.find(mark.tag)
            if whole is not None and whole is not mark and whole.get(f"{W}author") == mark.get(f"{W}author"):
                return True
    return False


def _paragraph(mark: etree._Element) -> etree._Element | None:
    return next(mark.iterancestors(f"{W}p"), None)


def _change(mark: etree._Element, place: etree._Element | None, part: str) -> Change:
    local = _local(mark)
    held, holder = _held_by(mark)
    if held == "row":
        kind, words = (
            {"ins": "put in a table row", "del": "took out a table row"}.get(local, f"{local} of a row"),
            _said(holder),
        )
    elif local in ("cellIns", "cellDel", "cellMerge"):
        done = {"cellIns": "put in a table cell", "cellDel": "took out a table cell"}
        kind, words = done.get(local, "merged or split table cells"), _said(_two_up(mark))
    elif held == "list" and local != "numberingChange":
        kind, words = "changed the number of", _said(place)
    elif local.startswith(("tbl", "tr", "tc")):
        kind, words = "changed a table's layout", ""
    elif local in ("pPrChange", "numberingChange"):
        kind, words = _KINDS[local], _said(place)
    elif local == "rPrChange":
        run = _two_up(mark)
        kind, words = _KINDS[local], _said(run if _local(run) == "r" else place)
    else:
        kind, words = _KINDS.get(local, local), _said(holder if held == "run" else mark)
    near = place if place is not None else next(mark.iterancestors(f"{W}tr", f"{W}tbl"), None)
    return Change(mark.get(f"{W}author", ""), mark.get(f"{W}date", ""), kind, words, part, _said(near))


def _two_up(mark: etree._Element) -> etree._Element | None:
    parent = mark.getparent()
    return None if parent is None else parent.getparent()


def _said(element: etree._Element | None) -> str:
    """The first words in an element, those taken out too."""
    if element is None:
        return ""
    kinds = (f"{W}t", f"{W}delText", f"{_M}t", f"{W}tab", f"{W}p")
    return _first("".join(each.text or "" if each.tag in kinds[:3] else " " for each in element.iter(*kinds)))


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _first(words: str) -> str:
    words = _one_line(words) if len(words) > _MOST_WORDS else words
    return words if len(words) <= _MOST_WORDS else words[: _MOST_WORDS - 3].rsplit(" ", 1)[0] + "…"
