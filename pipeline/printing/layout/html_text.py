"""A paragraph written as HTML: its label, words, tabs, links, pictures and notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element, SubElement

from pipeline.printing.document import page_numbers
from pipeline.printing.document.languages import foreign
from pipeline.printing.document.neighbours import base_format, between_breaks, boxed, ends_open, shows, spaces, stripped
from pipeline.printing.document.outline import outline
from pipeline.printing.document.room import on_one_line
from pipeline.printing.document.tree import (
    Block,
    Bookmark,
    Break,
    Cell,
    Document,
    Formula,
    Initial,
    Inline,
    Label,
    Link,
    Note,
    PageField,
    Paragraph,
    RunFormat,
    Section,
    Tab,
    Text,
    inlines,
    words,
)  # fmt: skip
from pipeline.printing.document.tree_drawn import Frame, Group, Picture
from pipeline.printing.layout.html_drawn import DrawingWriter, Placed, takes_room
from pipeline.printing.layout.html_notes import Endnotes
from pipeline.printing.layout.html_tabs import TabWriter
from pipeline.printing.layout.looks import Sheet, cell_text_css, line_points, paragraph_css, pt, run_css
from pipeline.printing.letters.fonts import line_ratio, of_other_widths
from pipeline.printing.letters.widths import breadth, divisible
from pipeline.printing.word.running_heads import RunningHeads


@dataclass
class _Pen:
    """Where the next words go: after the last child of ``element``, on text that looks like ``base``."""

    element: Element
    base: RunFormat
    ground: str

    def write(self, text: str) -> None:
        if len(self.element):
            self.element[-1].tail = (self.element[-1].tail or "") + text
        else:
            self.element.text = (self.element.text or "") + text


@dataclass
class TextWriter:
    """Writes the paragraphs of one document; keeps its addresses and endnotes."""

    document: Document
    sheet: Sheet
    blocks: Callable[[Element, Sequence[Block], float, str], None]
    ids: dict[int, str] = field(default_factory=dict)
    anchors: dict[str, str] = field(default_factory=dict)
    fonts: set[str] = field(default_factory=set)
    running: bool = False
    section: Section = field(default_factory=lambda: Section(()))
    numbered: dict[str, str] = field(default_factory=dict)
    counted: set[tuple[str, str]] = field(default_factory=set)
    totals: list[tuple[Element, Section, str]] = field(default_factory=list)
    grid: float = 0.0
    due: str = ""
    fresh: bool = False
    _levels: dict[int, int] = field(default_factory=dict)
    _free: Paragraph | None = None
    _width: float = 0.0
    _indent: float = 0.0
    _line: float = 12.0

    def __post_init__(self) -> None:
        self.drawn = DrawingWriter(self.sheet, self.blocks, self.anchors)
        self.ends = Endnotes(self.sheet, self.blocks)
        self.numbered = page_numbers.formats(self.document)
        self._levels = {id(heading.paragraph): heading.printed for heading in outline(self.document)}
        self.heads = RunningHeads(self.document)

    def running_rules(self) -> list[str]:
        """CSS for what headers repeat from their pages (STYLEREF), and for page numbers."""
        return [*self.heads.rules(), *page_numbers.rules(self.counted)]

    def take_break(self) -> str:
        """The break that is due before the next block, ``page`` or ``column``; asked once."""
        due, self.due, self.fresh = self.due, "", False
        return due

    def end_columns(self) -> None:
        """What follows columns isn't moved by a column break at their end."""
        self.due = "" if self.due == "column" else self.due

    def paragraph(
        self, parent: Element, block: Paragraph, width: float, ground: str, above: Block | None, below: Block | None
    ) -> None:
        """A paragraph, split where a page or column break stands in it."""
        parts = list(between_breaks(block.children))
        label = block.label  # stands before the first words, on whichever page they begin
        for number, (part, end) in enumerate(parts):
            said = any(not isinstance(each, Bookmark | Break) for each in inlines(part))
            if not said and len(parts) > 1:
                if (self.due or self.fresh) and number < len(parts) - 1:  # nothing is before the break but a page
                    self._one(parent, replace(block, children=(), label=None), block, width, ground, above, below)
                self.due = self._due(end)
                continue
            self._one(parent, replace(block, children=part, label=label), block, width, ground, above, below)
            self.due, label = self._due(end), None

    def _due(self, end: str) -> str:
        """What is due after a part of a paragraph that ends so: where there are no columns, their break is a page's."""
        due = "page" if end == "column" and self.section.columns == 1 else end
        return due if self.due in ("", "column") and due else self.due

    def _one(
        self,
        parent: Element,
        block: Paragraph,
        whole: Paragraph,
        width: float,
        ground: str,
        above: Block | None,
        below: Block | None,
    ) -> None:
        look = block.format
        base = base_format(block)
        self._free, self._width = block if abs(width - self.drawn.column) < 0.5 else None, width
        self._use(base.font)
        before, after = spaces(block, above, below)
        css = paragraph_css(
            look, base, before=before, after=after, ground=ground, grid=self.grid,
            joins=(boxed(look, above), boxed(look, below)),
        )  # fmt: skip
        if due := self.take_break():
            css += f";break-before:{due}"
        marked = " mirrored" * look.mirrored + " uncounted" * look.uncounted
        beside: list[Placed] = []
        under: list[Placed] = []
        if any(isinstance(each, Picture | Frame | Group) for each in block.children):
            stays, beside, under = self.drawn.around(block, width)
            block = replace(block, children=stays)
        filled = block.label is not None or shows(block.children)
        if under and not filled and not beside and all(drawing.place is None for drawing, *_ in under):
            self.drawn.below(parent, [(drawing, f"{css_of};{_breaks(css)}", {}) for drawing, css_of, _ in under])
            return
        if not filled:
            # what stands in the flow is above the empty line; what floats or is placed stands beside it
            kind = "padding-bottom" if any(map(takes_room, beside)) else "height"
            css += f";{kind}:{pt(line_points(look, base, self.grid))}"
            gap = SubElement(parent, "div", {"class": f"{'' if beside else 'gap '}{self.sheet.of(css)}{marked}"})
            self._identify(gap, whole)
            self.drawn.beside(gap, beside)
            self.drawn.below(parent, under)
            return
        element = SubElement(parent, self._tag(block, whole), {"class": self.sheet.of(css) + marked})
        self._identify(element, whole)
        if block.contents:
            _class(element, "toc")
        elif block.level is not None and block.text.strip() and not self.running:
            _class(element, self.sheet.of(f"bookmark-level:{max(block.level, 1)};bookmark-label:attr(data-label)"))
            label = f"{block.label.text} " if block.label else ""
            element.set("data-label", label + " ".join(block.text.split()))
        if block.text.strip() and not self.running and (given := self.heads.set_by(element, block)):
            _class(element, self.sheet.of(given))
        self.drawn.beside(element, beside)
        if block.label:
            self._label(element, block.label, block, base, look.shading or ground)
        self._fill(element, block, base, look.shading or ground, width)
        self.drawn.below(parent, under)

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
        return self.sheet.of(cell_text_css(cell, look, base_format(block), self.grid), "d")

    def cell(self, element: Element, cell: Cell, width: float) -> None:
        """The words of a cell that is its only paragraph."""
        block = cell.blocks[0]
        assert isinstance(block, Paragraph)
        base, self._free = base_format(block), None
        self._use(base.font)
        self._fill(element, block, base, cell.shading, width)

    def _fill(self, element: Element, block: Paragraph, base: RunFormat, ground: str, width: float) -> None:
        if not block.text.strip() and any(isinstance(each, Picture) for each in block.children):
            _class(element, "drawn")
        elif block.format.pictures:
            _class(element, f"lined-{block.format.pictures}")
        if "  " in block.text or (self.running and self.heads.repeats(block)):  # no space counts as one too many
            _class(element, "ws")
        self._width, self._indent = width, block.format.left
        self._line = line_points(block.format, base, self.grid)
        pen = _Pen(element, base, ground)
        if any(isinstance(each, Tab) for each in inlines(block.children)):
            self._tabbed(pen, block, width)
        else:
            self._inlines(pen, block.children)
        _end(element)
        if ends_open(block.children):
            SubElement(element, "br")  # one at the end of a paragraph makes no line in CSS

    def _tag(self, block: Paragraph, whole: Paragraph) -> str:
        level = self._levels.get(id(whole))
        return f"h{level}" if level and block.text.strip() and not self.running else "p"

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

    def _inlines(self, pen: _Pen, children: Sequence[Inline]) -> None:
        for child in children:
            if isinstance(child, Text):
                self._text(pen, child)
            elif isinstance(child, Link):
                self._link(pen, child)
            elif isinstance(child, Break):
                SubElement(pen.element, "br")
            elif isinstance(child, Tab):
                pen.write("\u2003")
            elif isinstance(child, Picture | Group | Frame):
                self.drawn.within(pen.element, child, self._width, self._indent)
            elif isinstance(child, PageField):
                self._field(pen, child)
            elif isinstance(child, Note):
                self._note(pen, child)

    def _use(self, font: str) -> None:
        """Note a font, unless whatever stands in for it moves nothing in this paragraph."""
        if font in self.fonts or (self._free and of_other_widths(font) and on_one_line(self._free, self._width)):
            return
        self.fonts.add(font)

    def _text(self, pen: _Pen, text: Text) -> None:
        self._use(text.format.font)
        if isinstance(text, Initial):
            self._initial(pen, text)
            return
        if isinstance(text, Formula):
            self._formula(pen, text)
            return
        shown = divisible(text.text)
        if text.format == pen.base:
            pen.write(shown)
            return
        look = text.format
        raised = {"super": "sup", "sub": "sub"}.get(look.raised, "")
        css = run_css(look, pen.base, pen.ground)
        language = foreign(text, self.document.language)
        if not css and not raised and not language:
            pen.write(shown)
            return
        tag = raised or (
            "strong" if look.bold and not pen.base.bold else "em" if look.italic and not pen.base.italic else "span"
        )
        element = SubElement(pen.element, tag)
        if name := self.sheet.of(css):
            element.set("class", name)
        if language:
            element.set("lang", language)
        element.text = shown

    def _formula(self, pen: _Pen, formula: Formula) -> None:
        css = run_css(replace(formula.format, language=""), pen.base, pen.ground)
        attributes = {"class": f"formula {self.sheet.of(css)}".strip(), "role": "math", "aria-label": formula.spoken}
        from pipeline.printing.layout.maths_setting import (  # only papers with equations pay for it
            MathsSetter,
            root_sign,
        )

        element = SubElement(pen.element, "span", attributes)
        size = formula.format.size

        def radical(wide: float, high: float) -> str:
            return self.drawn.address(root_sign(wide * size, high * size, formula.format.colour))

        setter = MathsSetter(self.sheet, radical, formula.format.font)
        if not setter.set(element, formula.marks, self._width / size if self._width else 40.0):
            element.text = formula.text

    def _initial(self, pen: _Pen, initial: Initial) -> None:
        """A drop cap: beside the first lines, or in the margin."""
        look = replace(initial.format, raised="")
        high = initial.lines * self._line - 1
        wide = breadth(initial.text, look.size, look.font, look.bold) + initial.room
        css = f"float:left;text-indent:0;line-height:{pt(high)};height:{pt(high)};padding-right:{pt(initial.room)}"
        if initial.hangs:
            css += f";margin-left:{pt(-wide - 2)}"
        css += f";{run_css(look, pen.base, pen.ground)}"
        SubElement(pen.element, "span", {"class": self.sheet.of(css.rstrip(";"))}).text = initial.text

    def _link(self, pen: _Pen, link: Link) -> None:
        target = link.address or f"#{self.anchors[link.anchor]}" if link.address or link.anchor in self.anchors else ""
        if not target or self.running or not words(link.children).strip():
            self._inlines(pen, link.children)
            return
        element = SubElement(pen.element, "a", {"href": target})
        if link.title:
            element.set("title", link.title)
        self._inlines(_Pen(element, pen.base, pen.ground), link.children)

    def _field(self, pen: _Pen, page: PageField) -> None:
        if page.kind == "style" and self.running and (name := self.heads.class_of(page)):
            element = SubElement(pen.element, "span", {"class": name})
            _class(element, self.sheet.of(run_css(page.format, pen.base, pen.ground)))
            return
        if page.kind == "style" or (page.kind == "target" and page.target not in self.anchors):
            self._text(pen, Text(page.shown, page.format))
            return
        own = {"page": self.section.number_format, "target": self.numbered.get(page.target, "")}.get(page.kind, "")
        what = ("page-of" if page.kind == "target" else page.kind, page.numbers or own or "decimal")
        name = page_numbers.class_of(*what)
        css = run_css(page.format, pen.base, pen.ground) if page.shown else ""
        element = SubElement(pen.element, "span", {"class": f"{name} {self.sheet.of(css)}".strip()})
        if page.kind == "section-pages":
            element.text = page.shown
            self.totals.append((element, self.section, page.numbers))
            return
        self.counted.add(what)
        if page.kind == "target":
            element.set("data-of", f"#{self.anchors[page.target]}")

    def _note(self, pen: _Pen, note: Note) -> None:
        if note.kind == "endnote":
            self.ends.call(pen.element, note)
            return
        base = next((base_format(block) for block in note.blocks if isinstance(block, Paragraph)), pen.base)
        css = f"{run_css(base, None, '')};line-height:{line_ratio(base.font):.4g}"
        element = SubElement(pen.element, "span", {"class": f"note {self.sheet.of(css)}", "data-mark": note.mark})
        inner = _Pen(element, base, "")
        for number, block in enumerate(note.blocks):
            if number:
                SubElement(element, "br")
            children = block.children if isinstance(block, Paragraph) else (Text(block.text, base),)
            self._inlines(inner, stripped(children))

    def _tabbed(self, pen: _Pen, block: Paragraph, width: float) -> None:
        writer = TabWriter(self.sheet, self.document.tab, self.grid, pen.base, pen.ground, self.document.background)
        writer.write(pen.element, block, width, lambda at, part: self._inlines(_Pen(at, pen.base, pen.ground), part))


def _end(element: Element) -> None:
    """Take the spaces from the end of a paragraph: WeasyPrint 70.0 breaks a line too early to make room for them."""
    if not len(element):
        element.text = (element.text or "").rstrip(" ") or element.text
    elif element[-1].tail:
        element[-1].tail = element[-1].tail.rstrip(" ")


def _breaks(css: str) -> str:
    """The break that a paragraph's CSS asks for before it."""
    return next((each for each in css.split(";") if each.startswith("break-before:")), "")


def _class(element: Element, name: str) -> None:
    element.set("class", f"{element.get('class', '')} {name}".strip())
