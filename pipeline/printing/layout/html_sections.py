"""Sections written as HTML: each on its kind of page, with its headers and footers, its columns and the notes at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element, SubElement

from pipeline.printing.document.room import same_page
from pipeline.printing.document.tree import (
    Block,
    Break,
    Document,
    Inline,
    LineNumbers,
    PageField,
    Paragraph,
    Section,
    deep,
    inlines,
)
from pipeline.printing.layout import columns, pages
from pipeline.printing.layout.backdrops import backdrops
from pipeline.printing.layout.html_blocks import BlockWriter, is_space
from pipeline.printing.layout.looks import pt
from pipeline.printing.letters.fonts import stack


@dataclass
class _KindOfPage:
    """A kind of page: its name in CSS, the element of its blocks, the section that it begins with, the headers and footers shown now."""

    name: str
    holder: Element
    main: Section
    showing: dict[tuple[str, str], tuple[Block, ...]]


class SectionWriter:
    """Writes the sections of one document, with the CSS ``rules`` of their pages.

    ``starts`` are the kinds of page with the number that each begins at; ``begins`` gives for each section its kind of
    page and, where it goes on on the last one's, the element that it begins with.
    """

    def __init__(self, document: Document, blocks: BlockWriter) -> None:
        self.document, self.blocks = document, blocks
        self.rules: list[str] = []
        self.starts: list[tuple[str, int | None]] = []
        self.begins: list[tuple[str, str]] = []

    def write(self, body: Element) -> None:
        """Every section on its own kind of page; a continuous one stays on the page that it starts on."""
        kind: _KindOfPage | None = None
        for number, section in enumerate(self.document.sections):
            width = section.width - section.margins[1] - section.margins[3]
            self.blocks.setting.section, self.blocks.setting.column = section, width
            before = self.document.sections[number - 1] if number else None
            flows = before is not None and section.start == "continuous" and same_page(before, section)
            if kind is None or before is None or not flows:
                kind = self._kind_of_page(body, number, width)
                self.starts.append((kind.name, section.number))
            else:
                self._change_edges(kind, before, section, width)
            self._text(kind, number, width, flows)
            if self.document.notes_by_section or number == len(self.document.sections) - 1:
                self.blocks.paragraphs.ends.write(kind.holder, width)

    def _kind_of_page(self, body: Element, number: int, width: float) -> _KindOfPage:
        """A new kind of page, which a section begins: its CSS, its headers and footers."""
        section, name = self.document.sections[number], f"s{number}"
        turned = {"oddPage": "right", "evenPage": "left"}.get(section.start, "page")
        css = f"page:{name}" + (f";break-before:{turned}" if number else "")
        holder = SubElement(body, "div", {"class": self.blocks.sheet.of(css, "s")})
        behind = backdrops(section, self.blocks.paragraphs.drawn.pictures.address)
        pages_of = pages.with_edges(section, self.document.sections[number + 1 :])
        self.rules += pages.rules(pages_of, name, self.document.background, behind)
        showing = {(edge, kind): blocks for edge, kind, blocks in pages.running(section)}
        for (edge, kind), blocks in showing.items():
            self._edge(holder, section, f"{name}-{edge}-{kind}", edge, blocks, width)
        self.begins.append((name, ""))
        self.blocks.tables.spare = (max(section.margins[3] - 18, 0.0), max(section.margins[1] - 18, 0.0))
        return _KindOfPage(name, holder, section, showing)

    def _change_edges(self, kind: _KindOfPage, before: Section, section: Section, width: float) -> None:
        """The headers and footers of a section that goes on on the last one's page: that page keeps the last one's."""
        following = {(edge, which): blocks for edge, which, blocks in pages.running(section)}
        for edge, which in dict.fromkeys([*kind.showing, *following]):
            old, new = kind.showing.get((edge, which), ()), following.get((edge, which), ())
            if old is not new or _numbered_anew(before, section, old):
                # the page that it begins on keeps its header, which is the first there
                for blocks, its in ((old, before), (new, section)):
                    self._edge(kind.holder, its, f"{kind.name}-{edge}-{which}", edge, blocks, width)
        kind.showing = following

    def _text(self, kind: _KindOfPage, number: int, width: float, flows: bool) -> None:
        """A section's blocks, in its columns; one that ``flows`` goes on on the last one's page."""
        section = self.document.sections[number]
        self.blocks.setting.grid = section.grid
        following = self.document.sections[number + 1 : number + 2]
        runs_on = bool(following) and following[0].start == "continuous"
        blocks = section.blocks if runs_on else _trimmed(section.blocks, last=not following)
        inner = self._inset(kind.holder, section, kind.main, width)
        if section.lines:
            plain = self.blocks.sheet.of(_most(section.blocks))
            inner = SubElement(inner, "div", {"class": plain, "data-lines": _numbered(section.lines, number)})
        first = len(inner)
        self.blocks.setting.section, self.blocks.paragraphs.fresh = section, not flows or section.columns > 1
        if section.columns > 1:
            self._columns(inner, replace(section, blocks=tuple(blocks)), width, balanced=runs_on and section.balanced)
        else:
            self.blocks.write(inner, blocks, width, "")
        if flows:
            totals = self.blocks.paragraphs.words.totals
            self.begins.append((kind.name, _address(inner, first, f"from{number}") if totals else ""))

    def _edge(
        self, holder: Element, section: Section, name: str, edge: str, blocks: tuple[Block, ...], width: float
    ) -> None:
        """A header or footer, which stands on the pages from here on."""
        run = SubElement(
            holder,
            "div",
            {"class": "running " + self.blocks.sheet.of(f"position:running({name});display:flow-root", "r")},
        )
        due = self.blocks.paragraphs.take_break()
        self.blocks.setting.section, self.blocks.setting.edge = section, section.header_distance
        self.blocks.setting.grid = 0.0
        if edge == "footer":
            self.blocks.setting.edge = section.height - pages.edges(section, (), blocks, width)[1]
        self.blocks.write(run, blocks, width, "")
        self.blocks.setting.edge, self.blocks.paragraphs.due = None, due

    def _inset(self, holder: Element, section: Section, main: Section, width: float) -> Element:
        """Where a section's blocks go: in a box of its own where its margins aren't those of its page."""
        css = []
        if section.margins[1::2] != main.margins[1::2]:
            right, left = (mine - page for mine, page in zip(section.margins[1::2], main.margins[1::2], strict=True))
            css.append(f"margin:0 {pt(right)} 0 {pt(left)}")
        if down := pages.middle(section, width):
            css.append(f"padding-top:{pt(down)}")
        return SubElement(holder, "div", {"class": self.blocks.sheet.of(";".join(css))}) if css else holder

    def _columns(self, holder: Element, section: Section, width: float, balanced: bool) -> None:
        """A section's blocks in columns, as they flow; ``balanced`` ones end at one height."""
        widths = columns.widths_of(section, width)
        gap = sum(gap for _, gap in widths[:-1]) / (len(widths) - 1)
        css = f"columns:{len(widths)};column-gap:{pt(gap)}"
        css += ";column-rule:0.5pt solid #000" if section.column_line else ""
        css += "" if balanced else ";column-fill:auto"
        sizes = " ".join(f"{size:.2f}" for column in widths for size in column)
        filled = SubElement(holder, "div", {"class": self.blocks.sheet.of(css), "data-columns": sizes})
        parts = columns.parts_of(section.blocks)
        for number, part in enumerate(parts):
            known = number % len(widths) if len(parts) > 1 else min(range(len(widths)), key=lambda i: widths[i][0])
            self.blocks.setting.column = widths[known][0]
            self.blocks.write(filled, part, widths[known][0], "")
        self.blocks.paragraphs.end_columns()


def _numbered_anew(before: Section | None, section: Section, blocks: tuple[Block, ...]) -> bool:
    """Whether a header that two sections share on shows other page numbers in the second."""
    fields = {
        each.kind
        for block in deep(blocks)
        for each in (inlines(block.children) if isinstance(block, Paragraph) else ())
        if isinstance(each, PageField)
    }
    changed = before is not None and before.number_format != section.number_format
    return "section-pages" in fields or (changed and "page" in fields)


def _address(holder: Element, at: int, otherwise: str) -> str:
    """The address of an element's child, given one where it has none; nothing where there is no such child."""
    if at >= len(holder):
        return ""
    holder[at].set("id", holder[at].get("id", otherwise))
    return holder[at].get("id", "")


def _most(blocks: Sequence[Block]) -> str:
    """The font and size of most paragraphs, which the numbers of their lines have."""
    looks = Counter((block.mark.font, block.mark.size) for block in blocks if isinstance(block, Paragraph))
    ((font, size), _), *_ = looks.most_common(1) or [(("", 10.0), 0)]
    return f"font-family:{stack(font)};font-size:{pt(size)}"


def breaks_page(inline: Inline) -> bool:
    """Whether an inline is a page break."""
    return isinstance(inline, Break) and inline.kind == "page"


def _ends_page(block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(block.children) and breaks_page(block.children[-1])


def _trimmed(blocks: tuple[Block, ...], last: bool) -> tuple[Block, ...]:
    """Blocks without the empty paragraphs at their end, which would begin a page of their own on a full one.

    A page break before the empty paragraph that ends a section begins the next section's page, as in Word, unless it is the ``last``.
    """
    before = blocks[-2] if len(blocks) > 1 and is_space(blocks[-1]) else None
    if isinstance(before, Paragraph) and _ends_page(before) and not last:
        blocks = (*blocks[:-2], replace(before, children=before.children[:-1]))
    while len(blocks) > 1 and is_space(blocks[-1]) and not _ends_page(blocks[-2]):
        blocks = blocks[:-1]
    return blocks


def _numbered(numbers: LineNumbers, section: int) -> str:
    """How an element says (data-lines) that its lines are numbered: by, first, restart, points from the text, section."""
    return f"{numbers.by} {numbers.first} {numbers.restart} {numbers.distance:g} {section}"
