"""Contents lists held against the paper: made again where they name other headings, and their page numbers compared.

A contents list in Word is only as true as on the day that somebody last updated it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from lxml import etree

from pipeline.issues import Issue, Severity, rule
from pipeline.places import Place
from pipeline.printing.contents_lists.contents import rebuild
from pipeline.printing.contents_lists.contents_wanted import contents_lists, instruction_of, plain, wanted
from pipeline.printing.document.contents_line import contents_line
from pipeline.printing.document.tree import Document, PageField, Paragraph, inlines
from pipeline.printing.word.package import Package
from pipeline.printing.word.reading import Reading

STALE = rule(
    "W-54", Severity.QUERY, "A contents list names the paper's headings or captions as they are.", "WCAG 2.2, 2.4.5"
)
PAGES = rule("W-55", Severity.QUERY, "Page numbers in the Word file are those of the printed pages.", "SI 2018/952")
_SHOWN, _LONGEST = 3, 60
_UPDATE = "In Word, select all (Ctrl+A), press F9 to update fields, and save."


def renewed(package: Package, reading: Reading) -> tuple[Package, list[Issue]]:
    """The file with every contents list that is behind made again, and what each said; itself where none is behind.

    ``reading`` is the pass that read the package. Lists that name what can't be told from here stay as they are.
    """
    root = package.xml(package.document)
    assert root is not None
    said = {id(element): paragraph for element, paragraph in reading.seen}
    issues: list[Issue] = []
    made = False
    for first, last in contents_lists(root):
        instruction = instruction_of(first)
        names = wanted(reading, instruction)
        lines = [contents_line(said[id(each)]) for each in _between(first, last) if id(each) in said]
        lines = [line for line in lines if line.text]
        asked = [plain(f"{each.label}{each.text}") for each in names]
        listed = [plain(line.text) for line in lines]
        followed = "\\n" in instruction or all(line.followed for line in lines)
        if not names or (asked == listed and followed):
            continue
        if asked != listed:
            missing = [
                f"{each.label} {each.text}".strip() for each, key in zip(names, asked, strict=True) if key not in listed
            ]
            gone = [line.text for line, key in zip(lines, listed, strict=True) if key not in asked]
            issues.append(STALE.at(Place(package.name), _difference(len(lines), missing, gone), _UPDATE))
        rebuild(reading, first, last, {}, {key: line.shown for key, line in zip(listed, lines, strict=True)})
        made = True
    if not made:
        return package, []
    written = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return replace(package, parts={**package.parts, package.document: written}, _parsed={}, _related={}), issues


def _between(first: etree._Element, last: etree._Element) -> Iterator[etree._Element]:
    at: etree._Element | None = first
    while at is not None:
        yield at
        at = None if at is last else at.getnext()


def _difference(lines: int, missing: Sequence[str], gone: Sequence[str]) -> str:
    """How a contents list differs from what it should name."""
    parts = []
    if missing and lines:
        parts.append(f"leaves out {_some(missing)}")
    if gone:
        parts.append(f"names {_some(gone)}, which the paper doesn't have")
    what = " and ".join(parts) or ("is in another order than the paper" if lines else "was never filled in")
    return f"The contents list {what}; it is printed as made again"


def _some(names: Sequence[str]) -> str:
    """The first names of some, and how many more."""
    shown = ", ".join(f"“{name if len(name) <= _LONGEST else name[:_LONGEST] + '…'}”" for name in names[:_SHOWN])
    return shown if len(names) <= _SHOWN else f"{shown} and {len(names) - _SHOWN} more"


def page_differences(document: Document, pages: Mapping[str, int], name: str) -> list[Issue]:
    """A query where Word last showed other page numbers than the print's, in contents lists and references.

    ``pages`` are the print's page numbers by bookmark; ``name`` is what the file is called.
    """
    shown: list[tuple[str, int, int]] = []
    for block in document.blocks():
        if not isinstance(block, Paragraph):
            continue
        for each in inlines(block.children):
            if isinstance(each, PageField) and each.kind == "target" and each.shown.isdigit() and each.target in pages:
                words = contents_line(block).text if block.contents else block.text
                shown.append((" ".join(words.split()), int(each.shown), pages[each.target]))
    wrong = [each for each in shown if each[1] != each[2]]
    if not wrong:
        return []
    words, told, true = wrong[0]
    found = f"Word shows page {told} for “{words[:_LONGEST]}”, which is printed on page {true}"
    if len(wrong) > 1:
        found = f"{len(wrong)} of the {len(shown)} page numbers that Word shows are not the printed ones; the first: {found}"
    said = f"{found}; the PDF gives the printed pages"
    return [
        PAGES.at(Place(name, heading=words[:_LONGEST]), said, f"{_UPDATE} Where fonts differ, Word's pages may too.")
    ]
