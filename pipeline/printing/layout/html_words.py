"""The words of a paragraph written as HTML: what looks different, links, page numbers, notes, equations, drawings in the line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element, SubElement

from pipeline.printing.document import page_numbers
from pipeline.printing.document.languages import foreign
from pipeline.printing.document.neighbours import base_format, ends_open, stripped
from pipeline.printing.document.room import line_points, on_one_line
from pipeline.printing.document.tree import (
    Break,
    Document,
    Formula,
    Initial,
    Inline,
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
from pipeline.printing.layout.html_drawn import DrawingWriter
from pipeline.printing.layout.html_notes import Endnotes
from pipeline.printing.layout.html_tabs import TabWriter
from pipeline.printing.layout.looks import Sheet, also, line_spacing, pt, run_css
from pipeline.printing.layout.setting import Setting
from pipeline.printing.letters.fonts import line_ratio, of_other_widths
from pipeline.printing.letters.widths import breadth, divisible
from pipeline.printing.word.running_heads import RunningHeads


@dataclass
class _Pen:
    """Where the next words go: after the last child of ``element``, on text that looks like ``base``.

    Lines are ``spacing`` times as high as their fonts say, or 0 where they have a height of their own.
    """

    element: Element
    base: RunFormat
    ground: str
    spacing: float

    def write(self, text: str) -> None:
        if len(self.element):
            self.element[-1].tail = (self.element[-1].tail or "") + text
        else:
            self.element.text = (self.element.text or "") + text


@dataclass
class WordWriter:
    """Writes the words of one document; keeps the fonts and page numbers that they ask for.

    ``anchors`` are bookmarks' addresses, ``heads`` what headers repeat from their pages; ``totals`` are where a
    section's number of pages is printed, with the format that it is asked for in.
    """

    document: Document
    sheet: Sheet
    setting: Setting
    drawn: DrawingWriter
    ends: Endnotes
    heads: RunningHeads
    anchors: dict[str, str]
    fonts: set[str] = field(default_factory=set)
    totals: list[tuple[Element, Section, str]] = field(default_factory=list)
    counted: set[tuple[str, str]] = field(default_factory=set)
    _numbered: dict[str, str] = field(default_factory=dict)
    _free: Paragraph | None = None
    _width: float = 0.0
    _indent: float = 0.0
    _line: float = 12.0

    def __post_init__(self) -> None:
        self._numbered = page_numbers.formats(self.document)

    def begin(self, font: str, width: float, free: Paragraph | None = None) -> None:
        """Begin a paragraph in room ``width`` points wide; a ``free`` one moves no others, whichever font stands in for its own."""
        self._free, self._width = free, width
        self._use(font)

    def fill(self, element: Element, block: Paragraph, base: RunFormat, ground: str, width: float) -> None:
        """A paragraph's words into its element: most look like ``base``, and they stand on the shading ``ground``."""
        if not block.text.strip() and any(isinstance(each, Picture) for each in block.children):
            also(element, "drawn")
        elif block.format.pictures:
            also(element, f"lined-{block.format.pictures}")
        if "  " in block.text or (
            self.setting.running and self.heads.repeats(block)
        ):  # no space counts as one too many
            also(element, "ws")
        self._width, self._indent = width, block.format.left
        self._line = line_points(block.format, base, self.setting.grid)
        pen = _Pen(element, base, ground, line_spacing(block.format, self.setting.grid))
        if any(isinstance(each, Tab) for each in inlines(block.children)):
            self._tabbed(pen, block, width)
        else:
            self._inlines(pen, block.children)
        _end(element)
        if ends_open(block.children):
            SubElement(element, "br")  # one at the end of a paragraph makes no line in CSS

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
        css = run_css(look, pen.base, pen.ground, pen.spacing)
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
        """An equation, set as MathML says where it can be, else its words in one line."""
        from pipeline.printing.layout.maths_setting import (
            MathsSetter,
            root_sign,
        )  # only papers with equations pay for it

        css = run_css(replace(formula.format, language=""), pen.base, pen.ground)
        attributes = {"class": f"formula {self.sheet.of(css)}".strip(), "role": "math", "aria-label": formula.spoken}
        element = SubElement(pen.element, "span", attributes)
        size = formula.format.size

        def radical(wide: float, high: float) -> str:
            return self.drawn.pictures.address(root_sign(wide * size, high * size, formula.format.colour))

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
        if not target or self.setting.running or not words(link.children).strip():
            self._inlines(pen, link.children)
            return
        element = SubElement(pen.element, "a", {"href": target})
        if link.title:
            element.set("title", link.title)
        self._inlines(replace(pen, element=element), link.children)

    def _field(self, pen: _Pen, page: PageField) -> None:
        if page.kind == "style" and self.setting.running and (name := self.heads.class_of(page)):
            element = SubElement(pen.element, "span", {"class": name})
            also(element, self.sheet.of(run_css(page.format, pen.base, pen.ground)))
            return
        if page.kind == "style" or (page.kind == "target" and page.target not in self.anchors):
            self._text(pen, Text(page.shown, page.format))
            return
        own = {"page": self.setting.section.number_format, "target": self._numbered.get(page.target, "")}.get(
            page.kind, ""
        )
        what = ("page-of" if page.kind == "target" else page.kind, page.numbers or own or "decimal")
        name = page_numbers.class_of(*what)
        css = run_css(page.format, pen.base, pen.ground) if page.shown else ""
        element = SubElement(pen.element, "span", {"class": f"{name} {self.sheet.of(css)}".strip()})
        if page.kind == "section-pages":
            element.text = page.shown
            self.totals.append((element, self.setting.section, page.numbers))
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
        inner = _Pen(element, base, "", 1.0)
        for number, block in enumerate(note.blocks):
            if number:
                SubElement(element, "br")
            if isinstance(block, Paragraph) and block.label:
                self._inlines(inner, [Text(f"{block.label.text} ", block.label.format)])
            children = block.children if isinstance(block, Paragraph) else (Text(block.text, base),)
            self._inlines(inner, stripped(children))

    def _tabbed(self, pen: _Pen, block: Paragraph, width: float) -> None:
        writer = TabWriter(
            self.sheet, self.document.tab, self.setting.grid, pen.base, pen.ground, self.document.background
        )
        writer.write(pen.element, block, width, lambda at, part: self._inlines(replace(pen, element=at), part))


def _end(element: Element) -> None:
    """Take the spaces from the end of a paragraph: WeasyPrint 70.0 breaks a line too early to make room for them."""
    if not len(element):
        element.text = (element.text or "").rstrip(" ") or element.text
    elif element[-1].tail:
        element[-1].tail = element[-1].tail.rstrip(" ")
