"""Page numbers in Word's number formats, and the pages that a section has to itself.

Source: ECMA-376 Part 1, 17.16.4.3.1 (general formatting switches) and 17.18.59 (number formats).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from pipeline.printing.document.numerals import is_known, numeral
from pipeline.printing.document.tree import Bookmark, Document, Paragraph, deep, inlines

_SWITCH = re.compile(r"\\\*\s*(\w+)")
_FIGURES = re.compile(r'\\#\s*"?(0{1,9})"?(?=[\s"]|$)')
_SWITCHES = {
    "arabic": "decimal", "arabicdash": "numberInDash", "ordinal": "ordinal", "cardtext": "cardText", "ordtext": "ordText",
    "hex": "hex", "circlenum": "decimalEnclosedCircle", "gb1": "decimalEnclosedFullstop", "gb2": "decimalEnclosedParen",
}  # fmt: skip
_BY_CASE = {"roman": "Roman", "alphabetic": "Letter"}
_SENTENCE = {"cardText": "cardinalText", "ordText": "ordinalText"}
_OWN = {"lowerRoman": "lower-roman", "upperRoman": "upper-roman"}
_MOST = 1000
"""Pages numbered in a format that CSS doesn't have; any further are in figures."""
_SHOWN = {
    "page": "counter(page,{style})", "pages": "counter(pages,{style})",
    "page-of": "target-counter(attr(data-of),page,{style})",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Total:
    """Where the number of pages of a section is printed: the element, the section's place among all, the number format."""

    element: Element
    section: int
    numbers: str


def asked_for(instruction: str) -> str:
    """The number format that a field's switches ask for; nothing where they ask for none."""
    if figures := _FIGURES.search(instruction):
        return figures[1] if len(figures[1]) > 1 else "decimal"
    named = _SWITCH.findall(instruction)
    for word in named:
        if kind := _BY_CASE.get(word.lower()):
            return f"{'upper' if word[0].isupper() else 'lower'}{kind}"
        if kind := _SWITCHES.get(word.lower()):
            return _SENTENCE.get(kind, kind) if "firstcap" in " ".join(named).lower() else kind
    return ""


def formats(document: Document) -> dict[str, str]:
    """The number format of the page of each bookmark that stands on pages not numbered 1, 2, 3."""
    found: dict[str, str] = {}
    for section in document.sections:
        if section.number_format == "decimal":
            continue
        for block in deep(section.blocks):
            for each in inlines(block.children) if isinstance(block, Paragraph) else ():
                if isinstance(each, Bookmark):
                    found.setdefault(each.name, section.number_format)
    return found


def class_of(what: str, numbers: str) -> str:
    """The class of an element that shows a page number (``page``, ``pages``, ``page-of``) in a number format."""
    return f"{what}-{numbers}" if numbers != "decimal" and is_known(numbers) else what


def rules(shown: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The CSS of what is shown in which number format, as ``class_of`` is asked for it."""
    made = {(what, numbers) for what, numbers in shown if class_of(what, numbers) != what}
    for what, numbers in sorted(made):
        style = _SHOWN[what].format(style=_OWN.get(numbers, f"word-{numbers}"))
        yield f".{class_of(what, numbers)}::before{{content:{style}}}"
    for numbers in sorted({numbers for _, numbers in made} - _OWN.keys()):
        signs = " ".join(f'"{numeral(count, numbers)}"' for count in range(_MOST))
        yield f"@counter-style word-{numbers}{{system:fixed 0;symbols:{signs}}}"


def fill(totals: Sequence[Total], pages: Sequence[int]) -> bool:
    """Write the pages of each section where they are printed; whether any of the numbers wasn't there already."""
    changed = False
    for total in totals:
        said = numeral(pages[total.section], total.numbers or "decimal")
        changed = changed or total.element.text != said
        total.element.text = said
    return changed
