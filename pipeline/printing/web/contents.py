"""Contents on the web page: a paper's own list of them as links, without the page numbers that a screen doesn't have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from pipeline.printing.document.contents_line import contents_line
from pipeline.printing.document.tree import Block, Paragraph, RunFormat, Text
from pipeline.printing.web.words import Words


class Nested:
    """A list of entries inside an element, those of a lower level in a list inside the entry above them."""

    def __init__(self, parent: Element) -> None:
        self._parent = parent
        self._open: list[tuple[Element, int]] = [(SubElement(parent, "ul"), 0)]

    def item(self, level: int) -> Element:
        """The next entry."""
        while len(self._open) > 1 and self._open[-1][1] > level:
            self._open.pop()
        inner, above = self._open[-1]
        if not len(inner):
            self._open[-1] = (inner, level)
        elif above < level:
            self._open.append((SubElement(inner[-1], "ul"), level))
        return SubElement(self._open[-1][0], "li")


def entries_at(blocks: Sequence[Block], start: int) -> list[Paragraph]:
    """The entries of the contents list that begins at a block; none where none does."""
    found: list[Paragraph] = []
    for block in blocks[start:]:
        if not isinstance(block, Paragraph) or not block.contents:
            break
        found.append(block)
    return found


def write_contents(parent: Element, entries: Sequence[Paragraph], words: Words, name: str) -> None:
    """A contents list as a landmark called ``name``; nothing where none of its entries has words."""
    said = [(entry, line) for entry in entries if (line := contents_line(entry)).text]
    if not said:
        return
    nested = Nested(SubElement(parent, "nav", {"class": "toc", "aria-label": name}))
    for entry, line in said:
        item = nested.item(_level(entry))
        anchor = words.anchors.get(line.target, "")
        holder = SubElement(item, "a", {"href": f"#{anchor}"}) if anchor else item
        text = f"{entry.label.text} {line.text}" if entry.label else line.text
        words.write(holder, (Text(text, RunFormat()),), RunFormat())


def _level(entry: Paragraph) -> int:
    """The level of a contents entry by its style (toc 2), 1 where it has none."""
    digits = re.search(r"(\d)$", entry.style)
    return int(digits[1]) if digits else 1
