"""A Word file's styles as the proof reads them: which are headings, which colour words and which hide them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from pipeline.printing.word.package import Package, W, is_on, value, whole
from pipeline.printing.word.styles import CONTENTS_HEADING


@dataclass(frozen=True)
class Styles:
    """Paragraph and character styles by id."""

    elements: dict[str, etree._Element]
    default: str
    _levels: dict[str, int | None] = field(default_factory=dict)
    _colours: dict[str, str] = field(default_factory=dict)
    _hidden: dict[str, bool] = field(default_factory=dict)

    def chain(self, style: str) -> list[etree._Element]:
        """A style and those that it is based on, nearest first."""
        found: list[etree._Element] = []
        while style in self.elements and self.elements[style] not in found:
            found.append(self.elements[style])
            style = value(self.elements[style], "basedOn") or ""
        return found

    def level(self, style: str) -> int | None:
        """The heading level a style gives: 0 for a title, 1 to 9, or None."""
        if style not in self._levels:
            self._levels[style] = self._level(style)
        return self._levels[style]

    def level_of_words(self, paragraph: etree._Element) -> int | None:
        """The level of the heading whose own character style all words of a paragraph stand in."""
        runs = [run for run in paragraph.iter(f"{W}r") if any((t.text or "").strip() for t in run.iter(f"{W}t"))]
        styles = {value(run.find(f"{W}rPr"), "rStyle") or "" for run in runs}
        style = self.elements.get(styles.pop()) if len(styles) == 1 else None
        return (self.level(value(style, "link") or "") or None) if style is not None else None

    def colour(self, style: str) -> str:
        """The colour of a style's words as written; empty where neither it nor what it is based on says."""
        if style not in self._colours:
            given = (value(each, "rPr", "color") for each in self.chain(style))
            self._colours[style] = next((colour for colour in given if colour), "")
        return self._colours[style]

    def hidden(self, style: str) -> bool:
        """Whether a style hides its words."""
        if style not in self._hidden:
            marks = (each.find(f"{W}rPr/{W}vanish") for each in self.chain(style))
            self._hidden[style] = is_on(next((mark for mark in marks if mark is not None), None))
        return self._hidden[style]

    def _level(self, style: str) -> int | None:
        for each in self.chain(style):
            name = (value(each, "name") or "").lower()
            if name == "title":
                return 0
            if match := re.fullmatch(r"heading ([1-9])", name):
                return int(match[1])
            outline = value(each, "pPr", "outlineLvl")
            if outline is not None and name != CONTENTS_HEADING:
                return whole(outline) + 1 if whole(outline, 9) < 9 else None
        return None


def read_styles(package: Package) -> Styles:
    """The styles of a Word file; none where it has no part for them."""
    root = package.xml(package.one(package.document, "styles"))
    elements, default = {}, ""
    for style in () if root is None else root.iter(f"{W}style"):
        elements[style.get(f"{W}styleId", "")] = style
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
            default = style.get(f"{W}styleId", "")
    return Styles(elements, default)
