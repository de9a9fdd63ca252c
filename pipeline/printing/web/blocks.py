"""Blocks on the web page: headings, nested lists, figures and boxes, and where its tables and contents lists stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from pipeline.printing.document.open_lists import OpenLists
from pipeline.printing.document.tree import Block, Label, Paragraph, Table
from pipeline.printing.document.tree_drawn import Frame
from pipeline.printing.web.captions import captioned_below, captions
from pipeline.printing.web.contents import entries_at, write_contents
from pipeline.printing.web.figures_behind import write_figures
from pipeline.printing.web.paragraphs import Paragraphs
from pipeline.printing.web.style import colour
from pipeline.printing.web.tables import Tables
from pipeline.printing.web.words import append

_DISCS = frozenset("•●·∙◦○▪■")


@dataclass
class Blocks:
    """Writes the blocks of one document. ``under`` are the words of the last heading; ``contents`` counts its contents lists."""

    paragraphs: Paragraphs
    under: str = ""
    contents: int = 0

    def __post_init__(self) -> None:
        self.tables = Tables(self.paragraphs, self.write)

    def write(self, parent: Element, blocks: Sequence[Block], ground: str = "") -> None:
        """Blocks into an element; empty paragraphs are space, which the page's own sheet makes."""
        lists = OpenLists(parent, self._list)
        kept = self.paragraphs.seen(blocks)
        at = 0
        while at < len(kept):
            block = kept[at]
            below = kept[at + 1] if at + 1 < len(kept) else None
            if entries := entries_at(kept, at):
                write_contents(parent, entries, self.paragraphs.words, self._contents_name())
                at += len(entries)
            elif isinstance(block, Paragraph) and isinstance(below, Table) and captions(block, below):
                self.tables.write(parent, below, ground, under=self.under, caption=block)
                at += 2
            elif isinstance(below, Paragraph) and captioned_below(block, below):
                if isinstance(block, Table):
                    self.tables.write(parent, block, ground, under=self.under, caption=below, below=True)
                elif isinstance(block, Paragraph):
                    self._figure(parent, block, below, ground)
                at += 2
            elif isinstance(block, Paragraph):
                self._paragraph(parent, block, lists, ground)
                at += 1
                continue
            else:
                if isinstance(block, Table):
                    self.tables.write(parent, block, ground, under=self.under)
                elif isinstance(block, Frame):
                    self._frame(parent, block, ground)
                at += 1
            lists.close()

    def _paragraph(self, parent: Element, block: Paragraph, lists: OpenLists, ground: str) -> None:
        level = self.paragraphs.levels.get(id(block))
        label = block.label
        if level or label is None or label.outline:
            lists.close()
            self._plain(parent, block, f"h{level}" if level else "p", ground)
            return
        item = lists.item(label)
        if label.bullet:
            self.paragraphs.fill(item, block, ground)
        else:
            self.paragraphs.numbered(SubElement(item, "div"), label, block, ground)

    def _list(self, outer: Element, label: Label) -> Element:
        """A list: bullets are the browser's own, or the paper's character; numbers stand in the text as they are."""
        if not label.bullet:
            return SubElement(outer, "ol", {} if label.number == 1 else {"start": str(label.number)})
        made = SubElement(outer, "ul")
        sign = label.text.strip()
        if sign and sign not in _DISCS:
            code = "".join(f"\\{ord(char):x} " for char in sign)
            made.set("class", self.paragraphs.words.looks.of(f'list-style-type:"{code}\\a0 "'))
        return made

    def _plain(self, parent: Element, block: Paragraph, tag: str, ground: str) -> None:
        """A heading, or a paragraph of no list."""
        if tag != "p":
            self.under = " ".join(block.text.split())
        elif block.label:
            self.paragraphs.numbered(SubElement(parent, "div"), block.label, block, ground, "p")
            return
        element = SubElement(parent, tag)
        if block.label:
            SubElement(element, "span", {"class": "lb"}).text = block.label.text
            append(element, " ")
        self.paragraphs.fill(element, block, ground, heading=tag != "p")
        write_figures(parent, block)

    def _frame(self, parent: Element, frame: Frame, ground: str) -> None:
        shaded = colour(frame.shading)
        name = f"box {self.paragraphs.words.looks.surface(shaded)} on" if shaded else "box"
        self.write(SubElement(parent, "div", {"class": name}), frame.blocks, shaded or ground)

    def _figure(self, parent: Element, pictures: Paragraph, caption: Paragraph, ground: str) -> None:
        """Pictures with the caption below them."""
        figure = SubElement(parent, "figure")
        for block, tag in ((pictures, "div"), (caption, "figcaption")):
            self.paragraphs.fill(SubElement(figure, tag), block, ground)
            write_figures(figure, block)

    def _contents_name(self) -> str:
        """What the next contents list is called, which no other is."""
        self.contents += 1
        if self.contents == 1:
            return "Contents"
        return self.under if self.under not in ("", "Contents") else f"Contents {self.contents}"
