"""The contents list of a Word file made again from its headings, with the page numbers of the print."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline.printing.contents_lists.contents_wanted import contents_lists, instruction_of, plain, wanted
from pipeline.printing.document.contents_line import NUMBER
from pipeline.printing.letters.widths import breadth
from pipeline.printing.word.package import Package, W, open_package, value, whole
from pipeline.printing.word.read_word import read_parts
from pipeline.printing.word.reading import Reading

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True)
class _Line:
    """One line of a contents list: its level, number, words, the bookmark that it leads to, and its style."""

    level: int
    label: str
    text: str
    bookmark: str
    style: str


def refresh_contents(docx: bytes, pages: Mapping[str, int] | None = None) -> bytes:
    """A Word file with every contents list made again from its headings; the same bytes where it has none.

    With ``pages`` (page number by bookmark, as ``Printed.pages`` gives) the list and every other page reference show
    those numbers, so that Word and PDF say the same; without, numbers stay as they were. The zip's own times are kept.
    """
    package = open_package(docx, "the paper")
    root = package.xml(package.document)
    assert root is not None
    if root.find(f".//{W}instrText") is None:
        return docx
    before = etree.tostring(root)
    _, reading = read_parts(package)
    for first, last in contents_lists(root):
        rebuild(reading, first, last, pages or {})
    if pages:
        _number_references(root, pages)
    if etree.tostring(root) == before:
        return docx
    return _with_part(docx, package, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def number_pages(docx: bytes, pages: Mapping[str, int]) -> bytes:
    """A Word file whose page references show these numbers, its contents lists left as ``refresh_contents`` made them."""
    package = open_package(docx, "the paper")
    root = package.xml(package.document)
    assert root is not None
    before = etree.tostring(root)
    _number_references(root, pages)
    if etree.tostring(root) == before:
        return docx
    return _with_part(docx, package, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def rebuild(
    reading: Reading,
    first: etree._Element,
    last: etree._Element,
    pages: Mapping[str, int],
    typed: Mapping[str, str] | None = None,
) -> None:
    """Make one contents list again where it stands, with the page numbers of ``pages`` or those that it shows now.

    ``typed`` are numbers that stand in it as plain text, by the words of their line; with it, a line whose number isn't
    known shows none.
    """
    entries = [
        _Line(each.level, each.label, each.text, _bookmark(reading, each.element), each.style)
        for each in wanted(reading, instruction_of(first))
    ]
    parent = first.getparent()
    if not entries or parent is None:
        return
    at = parent.index(first)
    old = list(parent)[at : parent.index(last) + 1]
    shown, looks = _shown(old), _looks(old)
    widths = {
        level: max((breadth(e.label, 12.0) for e in entries if e.level == level and e.label), default=0.0)
        for level in {entry.level for entry in entries}
    }
    made: list[etree._Element] = []
    for entry in entries:
        page = pages.get(entry.bookmark)
        before = "1" if typed is None else typed.get(plain(entry.label + entry.text), "")
        number = str(page) if page is not None else shown.get(entry.bookmark, before)
        paragraph = etree.Element(f"{W}p")
        paragraph.append(_look(reading, entry, looks, widths[entry.level]))
        paragraph.extend([*(() if made else _opening(first)), _run_of(entry, number)])
        made.append(paragraph)
    apart = first is not last and not any((t.text or "").strip() for t in last.iter(f"{W}t"))
    if not apart:
        made[-1].append(_run(_mark("end")))
    for paragraph in old[:-1] if apart else old:
        parent.remove(paragraph)
    for offset, paragraph in enumerate(made):
        parent.insert(at + offset, paragraph)


def _looks(paragraphs: Sequence[etree._Element]) -> dict[str, etree._Element]:
    """The first paragraph formatting of each style that a contents list's lines have now."""
    looks: dict[str, etree._Element] = {}
    for paragraph in paragraphs:
        ppr = paragraph.find(f"{W}pPr")
        looks.setdefault(value(ppr, "pStyle") or "", ppr if ppr is not None else etree.Element(f"{W}pPr"))
    return looks


def _bookmark(reading: Reading, element: etree._Element) -> str:
    """The bookmark that contents lists use for a heading; one is set where it has none."""
    for mark in element.iter(f"{W}bookmarkStart"):
        if mark.get(f"{W}name", "").startswith("_Toc"):
            return str(mark.get(f"{W}name"))
    number = len(reading.bookmarks) + 1
    while f"_Toc{number:09d}" in reading.bookmarks:
        number += 1
    name = f"_Toc{number:09d}"
    reading.bookmarks.add(name)
    used = [whole(mark.get(f"{W}id"), 0) for mark in element.getroottree().iter(f"{W}bookmarkStart")]
    mark_id = str(max(used, default=0) + 1)
    start = etree.Element(f"{W}bookmarkStart", {f"{W}id": mark_id, f"{W}name": name})
    ppr = element.find(f"{W}pPr")
    element.insert(0 if ppr is None else element.index(ppr) + 1, start)
    element.append(etree.Element(f"{W}bookmarkEnd", {f"{W}id": mark_id}))
    return name


def _shown(paragraphs: list[etree._Element]) -> dict[str, str]:
    """The page numbers that a list shows now, by bookmark."""
    found = {}
    for paragraph in paragraphs:
        for link in paragraph.iter(f"{W}hyperlink"):
            texts = [text.text or "" for text in link.iter(f"{W}t")]
            if texts and texts[-1].strip().isdigit():
                found[link.get(f"{W}anchor", "")] = texts[-1].strip()
    return found


def _opening(first: etree._Element) -> list[etree._Element]:
    """The runs that start the field, up to where its result begins."""
    runs: list[etree._Element] = []
    for run in first.iter(f"{W}r"):
        marks = [mark.get(f"{W}fldCharType") for mark in run.iterchildren(f"{W}fldChar")]
        if runs or "begin" in marks:
            runs.append(copy.deepcopy(run))
        if "separate" in marks:
            break
    ended = [mark for run in runs[-1:] for mark in run if mark.get(f"{W}fldCharType") == "separate"]
    for result in [each for mark in ended[:1] for each in mark.itersiblings()]:
        runs[-1].remove(result)
    for run in runs:
        for mark in run.iter(f"{W}fldChar"):
            if mark.get(f"{W}dirty"):
                del mark.attrib[f"{W}dirty"]
    return runs


def _look(reading: Reading, entry: _Line, looks: Mapping[str, etree._Element], width: float) -> etree._Element:
    """The paragraph properties of an entry: its level's style, and stops for the number and the page."""
    styles = reading.styles
    style_id = next((s.id for s in styles.styles.values() if s.name.lower() == entry.style), "")
    ppr = copy.deepcopy(looks[style_id]) if style_id in looks else etree.Element(f"{W}pPr")
    for old in [*ppr.findall(f"{W}tabs"), *ppr.findall(f"{W}sectPr")]:
        ppr.remove(old)
    if style_id and ppr.find(f"{W}pStyle") is None:
        ppr.insert(0, etree.Element(f"{W}pStyle", {f"{W}val": style_id}))
    known: dict[float, tuple[str, str]] = {}
    left = 0.0
    for style in styles.chain(style_id):
        known.update(style.paragraph.get("tabs", {}))
        left = style.paragraph.get("left", left)
    tabs = etree.Element(f"{W}tabs")
    if entry.label and not any(align == "left" for align, _ in known.values()):
        stop = round((left + max(22.0, width + 10.0)) * 20)
        tabs.append(etree.Element(f"{W}tab", {f"{W}val": "left", f"{W}pos": str(stop)}))
    if not any(align == "right" for align, _ in known.values()):
        tabs.append(
            etree.Element(f"{W}tab", {f"{W}val": "right", f"{W}leader": "dot", f"{W}pos": str(_text_width(reading))})
        )
    if len(tabs):
        _insert_tabs(ppr, tabs)
    return ppr


_BEFORE_TABS = tuple(
    W + tag for tag in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
                        "suppressLineNumbers", "pBdr", "shd")
)  # fmt: skip


def _insert_tabs(ppr: etree._Element, tabs: etree._Element) -> None:
    at = sum(1 for child in ppr if child.tag in _BEFORE_TABS)
    ppr.insert(at, tabs)


def _text_width(reading: Reading) -> int:
    """How wide the text of the first section is, in twentieths of a point."""
    root = reading.package.xml(reading.package.document)
    sectpr = None if root is None else next(root.iter(f"{W}sectPr"), None)
    page = None if sectpr is None else sectpr.find(f"{W}pgSz")
    margin = None if sectpr is None else sectpr.find(f"{W}pgMar")
    if page is None or margin is None:
        return 9026
    return whole(page.get(f"{W}w"), 11906) - whole(margin.get(f"{W}left"), 1440) - whole(margin.get(f"{W}right"), 1440)


def _run_of(entry: _Line, page: str) -> etree._Element:
    link = etree.Element(f"{W}hyperlink", {f"{W}anchor": entry.bookmark, f"{W}history": "1"})
    if entry.label:
        link.append(_run(_text(entry.label)))
        link.append(_run(etree.Element(f"{W}tab")))
    link.append(_run(_text(entry.text)))
    link.append(_run(etree.Element(f"{W}tab")))
    instruction = etree.Element(f"{W}instrText", {_SPACE: "preserve"})
    instruction.text = f" PAGEREF {entry.bookmark} \\h "
    for part in (_mark("begin"), instruction, _mark("separate"), _text(page), _mark("end")):
        link.append(_run(part))
    return link


def _run(part: etree._Element) -> etree._Element:
    run = etree.Element(f"{W}r")
    run.append(part)
    return run


def _text(words: str) -> etree._Element:
    text = etree.Element(f"{W}t", {_SPACE: "preserve"})
    text.text = words
    return text


def _mark(kind: str) -> etree._Element:
    return etree.Element(f"{W}fldChar", {f"{W}fldCharType": kind})


def _number_references(root: etree._Element, pages: Mapping[str, int]) -> None:
    """Write the true number into every page reference's result."""
    for paragraph in root.iter(f"{W}p"):
        stack: list[tuple[list[str], list[etree._Element]]] = []  # what a field asks for, and the texts of its result
        for item in paragraph.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
            kind = item.get(f"{W}fldCharType", "")
            if kind == "begin":
                stack.append(([], []))
            elif kind == "end" and stack:
                asked, result = stack.pop()
                words = "".join(asked).split()
                if words[:1] == ["PAGEREF"] and len(words) > 1 and words[1] in pages:
                    _show(result, str(pages[words[1]]))
            elif item.tag == f"{W}instrText" and stack:
                stack[-1][0].append(item.text or "")
            elif item.tag == f"{W}t" and stack:
                stack[-1][1].append(item)


def _show(result: list[etree._Element], page: str) -> None:
    """Put a number into a page reference's result; a whole line of a contents list, as LibreOffice writes it, keeps its words."""
    whole_line = len(result) > 1 and not NUMBER.fullmatch("".join(text.text or "" for text in result))
    if whole_line and NUMBER.fullmatch(result[-1].text or ""):
        result = result[-1:]
    for text in result:
        text.text = page if text is result[0] else ""


def _with_part(docx: bytes, package: Package, written: bytes) -> bytes:
    """The same zip, times and order kept, with its document part written anew."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            info = zipfile.ZipInfo(entry.filename, entry.date_time)
            info.compress_type, info.external_attr, info.create_system = (
                entry.compress_type,
                entry.external_attr,
                entry.create_system,
            )
            same = entry.filename.replace("\\", "/").lstrip("/") != package.document
            new.writestr(info, old.read(entry) if same else written)
    return out.getvalue()
