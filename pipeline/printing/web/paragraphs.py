"""A paragraph on the web page: its words, with their alignment, shading, direction and address, and its number beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element, SubElement

from pipeline.printing.document.neighbours import base_format
from pipeline.printing.document.tree import Block, Bookmark, Break, Inline, Label, Paragraph, Tab, Text, inlines, words
from pipeline.printing.document.tree_drawn import Frame, Group, frames_in, pictures_in
from pipeline.printing.web.style import colour
from pipeline.printing.web.words import Words

_INDENT = 36.0


@dataclass
class Paragraphs:
    """Writes the paragraphs of one document. ``levels`` and ``ids`` are headings' levels and paragraphs' addresses by identity.

    ``runs_left`` where most of the paper's words run from right to left.
    """

    words: Words
    levels: dict[int, int]
    ids: dict[int, str]
    runs_left: bool = False
    _made: list[Paragraph] = field(default_factory=list)

    def seen(self, blocks: Sequence[Block]) -> list[Block]:
        """Blocks that are seen: empty paragraphs left out, text boxes set after the paragraph that holds them."""
        found: list[Block] = []
        for block in blocks:
            if not isinstance(block, Paragraph):
                found.append(block)
                continue
            frames = [frame for each in block.children for frame in frames_in(each)]
            if frames:
                block = self._without_frames(block)
            if not self._nothing(block):
                found.append(block)
            found += frames
        return found

    def _without_frames(self, block: Paragraph) -> Paragraph:
        """A paragraph without its text boxes, which has its level and address; kept, so that its identity stays its own."""
        children: list[Inline] = []
        for each in block.children:
            if isinstance(each, Group):
                children += [picture for picture in pictures_in(each) if not picture.decorative]
            elif not isinstance(each, Frame):
                children.append(each)
        made = replace(block, children=tuple(children))
        self._made.append(made)
        if id(block) in self.ids:
            self.ids[id(made)] = self.ids[id(block)]
        if id(block) in self.levels:
            self.levels[id(made)] = self.levels[id(block)]
        return made

    def _nothing(self, block: Paragraph) -> bool:
        """Whether a paragraph holds nothing that is seen and nothing that a link leads to."""
        if block.label or words(block.children).strip() or id(block) in self.ids:
            return False
        return all(isinstance(each, Bookmark | Tab | Break | Text) for each in inlines(block.children))

    def numbered(self, row: Element, label: Label, block: Paragraph, ground: str, tag: str = "div") -> None:
        """A paragraph's number or letter, and its words beside it."""
        row.set("class", "n")
        sign = SubElement(row, "span", {"class": "lb"})
        sign.text, sign.tail = label.text, " "
        self.fill(SubElement(row, tag), block, ground)

    def fill(self, element: Element, block: Paragraph, ground: str, *, heading: bool = False) -> None:
        """A paragraph's words, alignment, shading, direction and address; they stand on the shading ``ground``."""
        look = block.format
        base = base_format(block)
        classes = []
        shaded = colour(look.shading)
        if shaded:
            classes += [self.words.looks.surface(shaded), "on"]
        if heading:
            base = replace(base, bold=True)
        else:
            classes += [*_classes(element, block, shaded), self.words.size(base.size, self.words.body.size)]
            base = replace(base, bold=element.tag == "th", italic=False, colour="", caps="")
        if name := " ".join(filter(None, classes)):
            element.set("class", f"{element.get('class', '')} {name}".strip())
        if look.right_to_left != self.runs_left:
            element.set("dir", "rtl" if look.right_to_left else "ltr")
        if name := self.ids.get(id(block), ""):
            element.set("id", name)
        self.words.write(element, block.children, base, shaded or ground)


def _classes(element: Element, block: Paragraph, shaded: str) -> list[str]:
    """How a paragraph that is no heading is aligned, indented and boxed."""
    look = block.format
    align = {"center": "mid", "right": "end", "end": "end"}.get(look.align, "")
    classes = [align if not look.right_to_left or align == "mid" else ""]
    if element.tag == "p":
        if not block.label and look.left > _INDENT / 2:
            classes.append(f"i{min(round(look.left / _INDENT), 3)}")
        if len(look.borders) > 1 or shaded:
            classes.append("box")
    return classes
