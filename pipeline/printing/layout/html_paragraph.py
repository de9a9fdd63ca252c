"""A paragraph written as HTML: its breaks, label, heading level and address, and what stands beside and below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from pipeline.printing.document import page_numbers
from pipeline.printing.document.neighbours import base_format, between_breaks, boxed, shows, spaces
from pipeline.printing.document.outline import outline
from pipeline.printing.document.room import line_points
from pipeline.printing.document.tree import (
    Block,
    Bookmark,
    Break,
    Cell,
    Document,
    Label,
    Paragraph,
    ParagraphFormat,
    RunFormat,
    Tab,
    inlines,
)  # fmt: skip
from pipeline.printing.document.tree_drawn import Frame, Group, Picture
from pipeline.printing.layout.html_drawn import DrawingWriter, Placed
from pipeline.printing.layout.html_notes import Endnotes
from pipeline.printing.layout.html_pictures import PictureWriter
from pipeline.printing.layout.html_words import WordWriter
from pipeline.printing.layout.looks import Sheet, also, cell_text_css, paragraph_css, pt, run_css
from pipeline.printing.layout.setting import Setting
from pipeline.printing.letters.widths import breadth
from pipeline.printing.word.running_heads import RunningHeads


@dataclass(frozen=True, slots=True)
class Around:
    """What a paragraph stands in: room ``width`` points wide on the shading ``ground``, with other blocks above and below."""

    width: float
    ground: str = ""
    above: Block | None = None
    below: Block | None = None


class _Part(NamedTuple):
    """What stands of a ``whole`` paragraph between breaks, as a ``block``; the look of most of its words; its CSS."""

    block: Paragraph
    whole: Paragraph
    base: RunFormat
    css: str


@dataclass
class ParagraphWriter:
    """Writes the paragraphs of one document.

    ``ids`` are the addresses of paragraphs, ``anchors`` those of bookmarks; ``due`` is the kind of break that is due
    before what is written next, ``fresh`` where that begins a section's text.
    """

    document: Document
    sheet: Sheet
    setting: Setting
    blocks: Callable[[Element, Sequence[Block], float, str], None]
    ids: dict[int, str] = field(default_factory=dict)
    anchors: dict[str, str] = field(default_factory=dict)
    due: str = ""
    fresh: bool = False
    _levels: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.drawn = DrawingWriter(self.sheet, self.setting, PictureWriter(self.sheet, self.anchors), self.blocks)
        self.ends = Endnotes(self.sheet, self.blocks)
        self.heads = RunningHeads(self.document)
        self.words = WordWriter(
            self.document, self.sheet, self.setting, self.drawn, self.ends, self.heads, self.anchors
        )
        self._levels = {id(heading.paragraph): heading.printed for heading in outline(self.document)}

    def running_rules(self) -> list[str]:
        """CSS for what headers repeat from their pages (STYLEREF), and for page numbers."""
        return [*self.heads.rules(), *page_numbers.rules(self.words.counted)]

    def take_break(self) -> str:
        """The break that is due before the next block, ``page`` or ``column``; asked once."""
        due, self.due, self.fresh = self.due, "", False
        return due

    def end_columns(self) -> None:
        """What follows columns isn't moved by a column break at their end."""
        self.due = "" if self.due == "column" else self.due

    def paragraph(self, parent: Element, block: Paragraph, around: Around) -> None:
        """A paragraph, split where a page or column break stands in it."""
        parts = list(between_breaks(block.children))
        label = block.label  # stands before the first words, on whichever page they begin
        for number, (part, end) in enumerate(parts):
            said = any(not isinstance(each, Bookmark | Break) for each in inlines(part))
            if said or len(parts) == 1:
                self._one(parent, replace(block, children=part, label=label), block, around)
                label = None
            elif (self.due or self.fresh) and number < len(parts) - 1:  # nothing is before the break but a page
                self._one(parent, replace(block, children=(), label=None), block, around)
            self.due = self._due(end)

    def _due(self, end: str) -> str:
        """What is due after a part of a paragraph that ends so: where there are no columns, their break is a page's."""
        due = "page" if end == "column" and self.setting.section.columns == 1 else end
        return due if self.due in ("", "column") and due else self.due

    def _one(self, parent: Element, block: Paragraph, whole: Paragraph, around: Around) -> None:
        """What stands of a ``whole`` paragraph between breaks: its words, or an empty line, and what is drawn beside and below them."""
        base = base_format(block)
        self.words.begin(base.font, around.width, block if abs(around.width - self.setting.column) < 0.5 else None)
        due = self.take_break()
        css = self._css(block, base, around) + (f";break-before:{due}" if due else "")
        beside: list[Placed] = []
        under: list[Placed] = []
        if any(isinstance(each, Picture | Frame | Group) for each in block.children):
            stays, beside, under = self.drawn.around(block, around.width)
            block = replace(block, children=stays)
        part = _Part(block, whole, base, css)
        if block.label is not None or shows(block.children):
            self._filled(parent, part, beside, around)
        elif under and not beside and all(each.drawing.place is None for each in under):
            due = "page" if block.format.page_break_before else due
            breaks = f"break-before:{due}" if due else ""
            under = [each._replace(css=f"{each.css};{breaks}") for each in under]
        else:
            self._empty(parent, part, beside)
        self.drawn.below(parent, under)

    def _css(self, block: Paragraph, base: RunFormat, around: Around) -> str:
        look = block.format
        before, after = spaces(block, around.above, around.below)
        return paragraph_css(
            look, base, before=before, after=after, ground=around.ground, grid=self.setting.grid,
            joins=(boxed(look, around.above), boxed(look, around.below)),
        )  # fmt: skip

    def _empty(self, parent: Element, part: _Part, beside: Sequence[Placed]) -> None:
        """An empty line: what stands in the flow is above it; what floats or is placed stands beside it."""
        look = part.block.format
        kind = "padding-bottom" if any(each.takes_room for each in beside) else "height"
        css = f"{part.css};{kind}:{pt(line_points(look, part.base, self.setting.grid))}"
        gap = SubElement(parent, "div", {"class": f"{'' if beside else 'gap '}{self.sheet.of(css)}{_marks(look)}"})
        self._identify(gap, part.whole)
        self.drawn.beside(gap, beside)

    def _filled(self, parent: Element, part: _Part, beside: Sequence[Placed], around: Around) -> None:
        """A paragraph's element with its label and words."""
        block = part.block
        name = self.sheet.of(part.css) + _marks(block.format)
        element = SubElement(parent, self._tag(block, part.whole), {"class": name})
        self._identify(element, part.whole)
        text = " ".join(block.text.split())
        if block.contents:
            also(element, "toc")
        elif block.level is not None and text and not self.setting.running:
            also(element, self.sheet.of(f"bookmark-level:{max(block.level, 1)};bookmark-label:attr(data-label)"))
            element.set("data-label", f"{block.label.text} {text}" if block.label else text)
        if text and not self.setting.running and (given := self.heads.set_by(element, block)):
            also(element, self.sheet.of(given))
        self.drawn.beside(element, beside)
        ground = block.format.shading or around.ground
        if block.label:
            self._label(element, block.label, block, part.base, ground)
        self.words.fill(element, block, part.base, ground, around.width)

    def cell_class(self, cell: Cell) -> str:
        """The class of a cell that can be its only paragraph, saving a box; nothing for other cells."""
        block = cell.blocks[0] if len(cell.blocks) == 1 else None
        if not isinstance(block, Paragraph) or id(block) in self.ids or not shows(block.children):
            return ""
        look = block.format
        own = (block.label, block.contents, look.borders, look.shading, look.bars, look.mirrored)
        if block.level is not None or any(own) or look.page_break_before or self.heads.sets(block):
            return ""
        if any(isinstance(each, Break | Bookmark | Tab | Frame | Group) for each in inlines(block.children)):
            return ""
        if any(isinstance(each, Picture) and each.place for each in block.children):
            return ""
        if look.auto_before or look.auto_after:
            before, after = spaces(block, None, None)
            look = replace(look, before=before, after=after)
        return self.sheet.of(cell_text_css(cell, look, base_format(block), self.setting.grid), "d")

    def cell(self, element: Element, cell: Cell, width: float) -> None:
        """The words of a cell that is its only paragraph."""
        block = cell.blocks[0]
        assert isinstance(block, Paragraph)
        base = base_format(block)
        self.words.begin(base.font, width)
        self.words.fill(element, block, base, cell.shading, width)

    def _tag(self, block: Paragraph, whole: Paragraph) -> str:
        level = self._levels.get(id(whole))
        return f"h{level}" if level and block.text.strip() and not self.setting.running else "p"

    def _identify(self, element: Element, block: Paragraph) -> None:
        name = self.ids.pop(id(block), "")
        if name:
            element.set("id", name)

    def _label(self, element: Element, label: Label, block: Paragraph, base: RunFormat, ground: str) -> None:
        look = block.format
        edge = look.right if look.right_to_left else look.left
        start = edge + look.first
        text = label.text
        css = run_css(label.format, base, ground)
        if label.suffix == "tab":
            size = breadth(text, label.format.size, label.format.font, label.format.bold) + 2
            stops = [stop.position for stop in look.tabs] + ([edge] if look.first < 0 else [])
            stop = min((each for each in stops if each >= start + size), default=0.0)
            if not stop:
                stop = (int((start + size) / self.document.tab) + 1) * self.document.tab
            css = ";".join(filter(None, (css, f"min-width:{pt(stop - start)}")))
        span = SubElement(element, "span", {"class": f"lb {self.sheet.of(css)}".strip()})
        span.text = text
        if label.suffix == "space":
            span.tail = " "


def _marks(look: ParagraphFormat) -> str:
    """The classes of a paragraph that is mirrored on left pages, or whose lines aren't numbered."""
    return " mirrored" * look.mirrored + " uncounted" * look.uncounted
