"""What a contents list's instruction asks for: which headings, captions or styles it names, in order.

Source: ECMA-376 Part 1, 17.16.5.68 (TOC). Tables of authorities, indexes and lists of marked entries are left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.printing.document.tree import Paragraph
from pipeline.printing.word.package import W, value, whole
from pipeline.printing.word.reading import Reading
from pipeline.printing.word.styles import CONTENTS_HEADING

_OUTLINE = re.compile(r'\\o\s+"?\s*(\d)\s*-\s*(\d)')
_STYLES = re.compile(r'\\t\s+"([^"]*)"')
_CAPTIONS = re.compile(r'\\[ca]\s+"?([^"\\]+?)"?\s*(?=\\|$)')
_RANGE = re.compile(r'\\b\s+"?([^"\s\\]+)')
_MARKED = re.compile(r"\\[fl]\b")


@dataclass(frozen=True)
class Wanted:
    """One thing that a contents list names: its paragraph, level, number and words, and the style of its line."""

    element: etree._Element
    level: int
    label: str
    text: str
    style: str


def contents_lists(root: etree._Element) -> list[tuple[etree._Element, etree._Element]]:
    """First and last paragraph of every contents list of headings, captions or styles."""
    found = []
    for paragraph in root.iter(f"{W}p"):
        if not instruction_of(paragraph):
            continue
        depth, at = 0, paragraph
        while True:
            for mark in at.iter(f"{W}fldChar"):
                depth += {"begin": 1, "end": -1}.get(mark.get(f"{W}fldCharType", ""), 0)
            following = at.getnext()
            if depth <= 0 or following is None or following.tag != f"{W}p":
                break
            at = following
        if depth == 0:
            found.append((paragraph, at))
    return found


def words_apart(root: etree._Element) -> None:
    """Take words before and after a contents list in its first and last paragraph, its heading as a rule, out of it.

    Word lets the list's field begin at the end of its heading, and end at the start of what follows it.
    """
    for first, last in contents_lists(root):
        begins, ends, following = _begins(first), _ends(last), first.getnext()
        if begins is not None and following is not None and _worded(begins.itersiblings(preceding=True)):
            rest = [begins, *begins.itersiblings()]
            if first is last or _worded(rest):
                following = etree.Element(f"{W}p")
                first.addnext(following)
            at = 0 if following.find(f"{W}pPr") is None else 1
            following[at:at] = rest
        previous = last.getprevious()
        if ends is not None and last is not first and previous is not None and _worded(ends.itersiblings()):
            before = [each for each in ends.itersiblings(preceding=True) if each.tag != f"{W}pPr"][::-1]
            if not _worded(before):
                previous.extend([*before, ends])


def _worded(elements: Iterable[etree._Element]) -> bool:
    return any(text.text for each in elements for text in each.iter(f"{W}t"))


def _begins(first: etree._Element) -> etree._Element | None:
    """The run of a paragraph that a contents list's field begins in."""
    begun = None
    for run in first.findall(f"{W}r"):
        for piece in run.iter(f"{W}fldChar", f"{W}instrText"):
            if piece.get(f"{W}fldCharType") == "begin":
                begun = run
            elif begun is not None and (piece.text or "").split()[:1] == ["TOC"]:
                return begun
    return None


def _ends(last: etree._Element) -> etree._Element | None:
    """The run of a paragraph that a field from before it ends in."""
    depth = 0
    for mark in last.iter(f"{W}fldChar"):
        depth += {"begin": 1, "end": -1}.get(mark.get(f"{W}fldCharType", ""), 0)
        if depth < 0:
            run = mark.getparent()
            return run if run is not None and run.getparent() is last else None
    return None


def _is_contents(instruction: str) -> bool:
    return instruction.split()[:1] == ["TOC"] and not _MARKED.search(instruction)


def instruction_of(first: etree._Element) -> str:
    """The instruction of the contents list that begins in a paragraph, which Word may keep in pieces; nothing for none."""
    said = [""]
    for piece in first.iter(f"{W}instrText", f"{W}fldChar"):
        if piece.tag == f"{W}instrText":
            said[-1] += piece.text or ""
            continue
        if _is_contents(said[-1]):
            return said[-1]
        if piece.get(f"{W}fldCharType") == "begin":
            said.append("")
        elif piece.get(f"{W}fldCharType") == "end" and len(said) > 1:
            said.pop()
    return said[-1] if _is_contents(said[-1]) else ""


def wanted(reading: Reading, instruction: str) -> list[Wanted]:
    """What a contents list should name."""
    captions = _CAPTIONS.search(instruction)
    found = _captions(reading, captions[1].strip()) if captions else _headings(reading, instruction)
    within = _RANGE.search(instruction)
    if not within:
        return list(found)
    inside = _inside(reading, within[1])
    return [each for each in found if id(each.element) in inside]


def plain(text: str) -> str:
    """A line's words as they are compared: without spaces, capitals as small letters."""
    return "".join(text.split()).casefold()


def _headings(reading: Reading, instruction: str) -> Iterator[Wanted]:
    outline = _OUTLINE.search(instruction)
    low, high = (int(outline[1]), int(outline[2])) if outline else (1, 9)
    named: dict[str, int] = {}
    for listed in _STYLES.findall(instruction):
        parts = [part.strip() for part in re.split("[,;]", listed)]
        levels = [*parts[1::2], ""]  # a style without a level is of the first
        named.update(
            {style.lower(): whole(level, 1) for style, level in zip(parts[::2], levels, strict=False) if style}
        )
    if named and not outline and "\\u" not in instruction:
        low, high = 1, 0
    direct = "\\u" in instruction or not outline
    for element, paragraph in reading.seen:
        text = " ".join(paragraph.text.split())
        level = named.get(paragraph.style.lower(), 0 if paragraph.style == CONTENTS_HEADING else paragraph.level or 0)
        if not level and "\\u" in instruction:
            level = _outline_level(reading, element)
        by_style = paragraph.style.lower() in named
        if not text or paragraph.contents or not (by_style or low <= level <= high):
            continue
        if by_style or direct or element.find(f"{W}pPr/{W}outlineLvl") is None or _is_heading(paragraph):
            label = paragraph.label
            yield Wanted(element, level, label.text if label and not label.bullet else "", text, f"toc {level}")


def _outline_level(reading: Reading, element: etree._Element) -> int:
    """The outline level of a paragraph's style, 0 for none: a title may have one."""
    style_id = value(element.find(f"{W}pPr"), "pStyle") or ""
    levels = [style.outline for style in reading.styles.chain(style_id) if style.outline is not None]
    return levels[-1] + 1 if levels and levels[-1] < 9 else 0


def _is_heading(paragraph: Paragraph) -> bool:
    return paragraph.style.lower().startswith("heading")


def _captions(reading: Reading, kind: str) -> Iterator[Wanted]:
    """Paragraphs that number figures, tables or the like with a SEQ field of this kind."""
    for element, paragraph in reading.seen:
        told = [text.text or "" for text in element.iter(f"{W}instrText")]
        told += [field.get(f"{W}instr", "") for field in element.iter(f"{W}fldSimple")]
        if paragraph.children and any(each.split()[:2] == ["SEQ", kind] for each in told) and not paragraph.contents:
            yield Wanted(element, 1, "", " ".join(paragraph.text.split()), "table of figures")


def _inside(reading: Reading, bookmark: str) -> set[int]:
    """The paragraphs between the start and the end of a bookmark."""
    root = reading.package.xml(reading.package.document)
    mark = None
    inside: set[int] = set()
    for each in () if root is None else root.iter(f"{W}p", f"{W}bookmarkStart", f"{W}bookmarkEnd"):
        if each.tag == f"{W}bookmarkStart" and each.get(f"{W}name", "").lower() == bookmark.lower():
            mark = each.get(f"{W}id")
            inside |= {id(above) for above in each.iterancestors(f"{W}p")}
        elif each.tag == f"{W}bookmarkEnd" and mark is not None and each.get(f"{W}id") == mark:
            break
        elif each.tag == f"{W}p" and mark is not None:
            inside.add(id(each))
    return inside
