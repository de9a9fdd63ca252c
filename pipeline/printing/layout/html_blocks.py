"""Blocks written as HTML: paragraphs, those of lists as nested lists, tables, and text boxes among them."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from pipeline.printing.document.open_lists import OpenLists
from pipeline.printing.document.tree import Block, Document, Label, Paragraph, Table
from pipeline.printing.document.tree_drawn import Frame
from pipeline.printing.layout.html_paragraph import Around, ParagraphWriter
from pipeline.printing.layout.html_table import TableWriter
from pipeline.printing.layout.looks import Sheet
from pipeline.printing.layout.setting import Setting


class BlockWriter:
    """Writes the blocks of one document; ``ids`` are the addresses of paragraphs, ``anchors`` those of bookmarks."""

    def __init__(self, document: Document, ids: dict[int, str], anchors: dict[str, str]) -> None:
        self.sheet = Sheet()
        self.setting = Setting()
        self.paragraphs = ParagraphWriter(document, self.sheet, self.setting, self.write, ids, anchors)
        self.tables = TableWriter(self.paragraphs)

    def write(self, parent: Element, blocks: Sequence[Block], width: float, ground: str) -> None:
        """Blocks into an element; list paragraphs become nested lists, a caption its table's own."""
        lists = OpenLists(parent, _list)
        for i, block in enumerate(blocks):
            if isinstance(block, Paragraph):
                above = blocks[i - 1] if i else None
                below = blocks[i + 1] if i + 1 < len(blocks) else None
                if below is not None and is_space(block) and _starts_page(below):
                    continue
                holder = parent
                if block.label is not None and not block.label.outline and block.level is None:
                    holder = lists.item(block.label)
                else:
                    lists.close()
                self.paragraphs.paragraph(holder, block, Around(width, ground, above, below))
                continue
            lists.close()
            if isinstance(block, Table):
                self.tables.write(parent, block, width)
            elif isinstance(block, Frame):
                self.paragraphs.drawn.frame(parent, block, width)
        self.paragraphs.drawn.beside(parent, ())


def _list(outer: Element, label: Label) -> Element:
    """A list that begins with a label's number."""
    attributes = {} if label.bullet or label.number == 1 else {"start": str(label.number)}
    return SubElement(outer, "ul" if label.bullet else "ol", attributes)


def is_space(block: Block) -> bool:
    """Whether a paragraph is only there for the space that it takes."""
    return isinstance(block, Paragraph) and not block.children and block.label is None and not _drawn_round(block)


def _drawn_round(block: Paragraph) -> bool:
    return bool(block.format.borders or block.format.shading)


def _starts_page(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.format.page_break_before
