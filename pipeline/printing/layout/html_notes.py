"""Endnotes written as HTML: called in the text, and a list below a line where the paper or its section ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element, SubElement

from pipeline.printing.document.neighbours import base_format, stripped
from pipeline.printing.document.tree import Block, Label, Note, Paragraph, Text
from pipeline.printing.layout.looks import Sheet, pt
from pipeline.printing.layout.ruling import note_line

_ABOVE = 14.0  # points above the notes, with the line in their middle
_SMALLER = 0.65


@dataclass
class Endnotes:
    """The endnotes called so far; ``blocks`` writes what a note holds."""

    sheet: Sheet
    blocks: Callable[[Element, Sequence[Block], float, str], None]
    _waiting: list[tuple[str, Note]] = field(default_factory=list)
    _count: int = 0

    def call(self, element: Element, note: Note) -> None:
        """A note's mark where it is called, which leads to the note."""
        self._count += 1
        address = f"e{self._count}"
        self._waiting.append((address, note))
        about = {"href": f"#{address}", "title": f"Endnote {note.mark}"}
        SubElement(SubElement(element, "sup"), "a", about).text = note.mark

    def write(self, parent: Element, width: float) -> None:
        """The notes that wait, in room ``width`` points wide."""
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        css = f"padding-top:{pt(_ABOVE)};{note_line(_ABOVE / 2)}"
        notes = SubElement(parent, "ol", {"class": self.sheet.of(css)})
        for address, note in waiting:
            item = SubElement(notes, "li", {"id": address})
            blocks = [replace(b, children=stripped(b.children)) if isinstance(b, Paragraph) else b for b in note.blocks]
            first = next((i for i, b in enumerate(blocks) if isinstance(b, Paragraph)), None)
            if first is not None:
                blocks[first] = _marked(blocks[first], note.mark)
            self.blocks(item, blocks, width, "")


def _marked(block: Block, mark: str) -> Block:
    """A note's first paragraph with its mark, raised, as the label; a number or bullet of its own stands before its words."""
    assert isinstance(block, Paragraph)
    own = (Text(f"{block.label.text} ", block.label.format),) if block.label else ()
    base = base_format(block)
    look = replace(base, size=base.size * _SMALLER, lift=base.size / 3)
    label = Label(mark, look, "space", False, 0, 0, outline=True)
    return replace(block, label=label, children=(*own, *block.children))
