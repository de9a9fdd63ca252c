"""The document tree written as semantic HTML with its CSS, ready to be laid out on pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element, SubElement

from pipeline.printing.document.open_lists import OpenLists
from pipeline.printing.document.page_numbers import Total
from pipeline.printing.document.room import same_page
from pipeline.printing.document.tree import (
    Block,
    Bookmark,
    Break,
    Document,
    Inline,
    Label,
    LineNumbers,
    PageField,
    Paragraph,
    Section,
    Table,
    deep,
    inlines,
)
from pipeline.printing.document.tree_drawn import Frame
from pipeline.printing.layout import columns, pages
from pipeline.printing.layout.backdrops import backdrops
from pipeline.printing.layout.html_paragraph import ParagraphWriter
from pipeline.printing.layout.html_table import TableWriter
from pipeline.printing.layout.looks import Sheet, pt
from pipeline.printing.layout.ruling import note_line
from pipeline.printing.layout.setting import Setting
from pipeline.printing.letters.fonts import stack

_CSS = """
html{image-rendering:crisp-edges}
body{margin:0;font-size:10pt;font-kerning:none;overflow-wrap:break-word}
p,h1,h2,h3,h4,h5,h6,ol,ul,li,table,div{margin:0;padding:0}
h1,h2,h3,h4,h5,h6{font-weight:inherit;break-after:avoid;break-inside:auto}
ol,ul{list-style:none;break-before:auto}
li{display:block}
table{border-collapse:collapse;border-spacing:0;table-layout:fixed;text-align:left}
td,th{direction:ltr;padding:0;vertical-align:top;font-weight:inherit;text-align:inherit}
thead.once{display:table-row-group}
tbody.group,tr.whole,table.whole{break-inside:avoid}
.held{break-after:avoid}
sup,sub{font-size:65%;line-height:0}
a{color:inherit;text-decoration:none}
.lb,.tab{display:inline-block;text-indent:0;white-space:nowrap}
.tabbed{position:relative}
.at{position:absolute;text-indent:0;white-space:nowrap}
.ws{white-space:pre-wrap}
.ws .lb,.ws .tab,.ws .at{white-space:pre}
.spot{position:absolute}
img{max-width:100%;overflow:visible}
.drawn img{vertical-align:bottom}
.lined-top img,.lined-top .group{vertical-align:top}
.lined-middle img,.lined-middle .group{vertical-align:middle}
.lined-bottom img,.lined-bottom .group{vertical-align:bottom}
.page::before{content:counter(page)}
.pages::before{content:counter(pages)}
.page-of::before{content:target-counter(attr(data-of),page)}
.note{float:footnote;text-indent:0;text-align:left;font-weight:normal;font-style:normal}
.note::footnote-call{content:attr(data-mark);vertical-align:super;font-size:65%;line-height:0}
.note::footnote-marker{content:attr(data-mark) " ";vertical-align:super;font-size:65%;line-height:0}
"""


@dataclass(frozen=True)
class Page:
    """A document's HTML: the element tree that is laid out, and its pictures by address.

    ``starts`` are the kinds of page with the number that each begins at; ``begins`` gives for each section its kind of
    page and, where it goes on on the last one's, the element that it begins with. ``totals`` are where a section's
    number of pages is printed, to be filled in once it is known. ``moved`` are the words beside which something stands
    that Word sets at a spot of its page.
    """

    root: Element
    pictures: dict[str, tuple[bytes, str]]
    anchors: dict[str, str]
    starts: tuple[tuple[str, int | None], ...]
    fonts: frozenset[str]
    begins: tuple[tuple[str, str], ...] = ()
    totals: tuple[Total, ...] = ()
    moved: tuple[str, ...] = ()


@dataclass
class _KindOfPage:
    """A kind of page: its name in CSS, the element of its blocks, the section that it begins with, the headers and footers shown now."""

    name: str
    holder: Element
    main: Section
    showing: dict[tuple[str, str], tuple[Block, ...]]


def write_html(document: Document) -> Page:
    """A document as HTML: headings, lists, tables and notes by their own elements, looks as classes."""
    writer = _Writer(document)
    root = Element("html", {"lang": document.language})
    head = SubElement(root, "head")
    SubElement(head, "meta", {"charset": "utf-8"})
    SubElement(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    SubElement(head, "title").text = document.title
    style = SubElement(head, "style")
    body = SubElement(root, "body", {"style": "hyphens:auto"} if document.hyphenated else {})
    starts = writer.sections(body)
    style.text = (
        _CSS
        + f"@page{{@footnote{{margin-top:9pt;{note_line()}}}}}\n"
        + "\n".join([*writer.page_rules, *writer.paragraphs.running_rules()])
        + "\n"
        + writer.sheet.css()
    )
    places = {id(section): number for number, section in enumerate(document.sections)}
    totals = [
        Total(element, places[id(section)], numbers) for element, section, numbers in writer.paragraphs.words.totals
    ]
    return Page(
        root, writer.paragraphs.drawn.pictures.kept, anchors=writer.paragraphs.anchors, starts=tuple(starts), fonts=frozenset(writer.paragraphs.words.fonts),
        begins=tuple(writer.begins), totals=tuple(totals), moved=tuple(writer.paragraphs.drawn.moved),
    )  # fmt: skip


class _Writer:
    """HTML of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.sheet = Sheet()
        self.setting = Setting()
        self.paragraphs = ParagraphWriter(document, self.sheet, self.setting, self.blocks)
        self.tables = TableWriter(self.paragraphs)
        self.page_rules: list[str] = []
        self.begins: list[tuple[str, str]] = []
        self._anchors(document)

    def _anchors(self, document: Document) -> None:
        """Every bookmark's address is the paragraph that it starts in; where that only breaks the page, the next, else the last."""
        names: list[str] = []
        last: Paragraph | None = None
        for block in document.blocks():
            if not isinstance(block, Paragraph):
                continue
            inside = list(inlines(block.children))
            names += [inline.name for inline in inside if isinstance(inline, Bookmark)]
            if any(map(_breaks_page, inside)) and all(isinstance(each, Bookmark | Break) for each in inside):
                continue
            last = block
            if names or (block.level is not None and block.text.strip()):
                self._anchor(block, names)
                names = []
        if names and last is not None:
            self._anchor(last, names)

    def _anchor(self, block: Paragraph, names: Sequence[str]) -> None:
        address = self.paragraphs.ids.setdefault(id(block), f"p{len(self.paragraphs.ids) + 1}")
        for name in names:
            self.paragraphs.anchors.setdefault(name, address)

    def sections(self, body: Element) -> list[tuple[str, int | None]]:
        """Every section on its own kind of page; a continuous one stays on the page that it starts on."""
        starts: list[tuple[str, int | None]] = []
        kind: _KindOfPage | None = None
        for number, section in enumerate(self.document.sections):
            width = section.width - section.margins[1] - section.margins[3]
            self.setting.section, self.setting.column = section, width
            before = self.document.sections[number - 1] if number else None
            flows = before is not None and section.start == "continuous" and same_page(before, section)
            if kind is None or before is None or not flows:
                kind = self._kind_of_page(body, number, width)
                starts.append((kind.name, section.number))
            else:
                self._change_edges(kind, before, section, width)
            self._text(kind, number, width, flows)
            if self.document.notes_by_section or number == len(self.document.sections) - 1:
                self.paragraphs.ends.write(kind.holder, width)
        return starts

    def _kind_of_page(self, body: Element, number: int, width: float) -> _KindOfPage:
        """A new kind of page, which a section begins: its CSS, its headers and footers."""
        section, name = self.document.sections[number], f"s{number}"
        turned = {"oddPage": "right", "evenPage": "left"}.get(section.start, "page")
        css = f"page:{name}" + (f";break-before:{turned}" if number else "")
        holder = SubElement(body, "div", {"class": self.sheet.of(css, "s")})
        behind = backdrops(section, self.paragraphs.drawn.pictures.address)
        pages_of = pages.with_edges(section, self.document.sections[number + 1 :])
        self.page_rules += pages.rules(pages_of, name, self.document.background, behind)
        showing = {(edge, kind): blocks for edge, kind, blocks in pages.running(section)}
        for (edge, kind), blocks in showing.items():
            self._edge(holder, section, f"{name}-{edge}-{kind}", edge, blocks, width)
        self.begins.append((name, ""))
        self.tables.spare = (max(section.margins[3] - 18, 0.0), max(section.margins[1] - 18, 0.0))
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
        self.setting.grid = section.grid
        following = self.document.sections[number + 1 : number + 2]
        runs_on = bool(following) and following[0].start == "continuous"
        blocks = section.blocks if runs_on else _trimmed(section.blocks)
        inner = self._inset(kind.holder, section, kind.main, width)
        if section.lines:
            plain = self.sheet.of(_most(section.blocks))
            inner = SubElement(inner, "div", {"class": plain, "data-lines": _numbered(section.lines, number)})
        first = len(inner)
        self.setting.section, self.paragraphs.fresh = section, not flows or section.columns > 1
        if section.columns > 1:
            self._columns(inner, replace(section, blocks=tuple(blocks)), width, balanced=runs_on and section.balanced)
        else:
            self.blocks(inner, blocks, width, "")
        if flows:
            totals = self.paragraphs.words.totals
            self.begins.append((kind.name, _address(inner, first, f"from{number}") if totals else ""))

    def _edge(
        self, holder: Element, section: Section, name: str, edge: str, blocks: tuple[Block, ...], width: float
    ) -> None:
        """A header or footer, which stands on the pages from here on."""
        run = SubElement(
            holder, "div", {"class": "running " + self.sheet.of(f"position:running({name});display:flow-root", "r")}
        )
        due = self.paragraphs.take_break()
        self.setting.section, self.setting.edge = section, section.header_distance
        if edge == "footer":
            self.setting.edge = section.height - pages.edges(section, (), blocks, width)[1]
        self.blocks(run, blocks, width, "")
        self.setting.edge, self.paragraphs.due = None, due

    def _inset(self, holder: Element, section: Section, main: Section, width: float) -> Element:
        """Where a section's blocks go: in a box of its own where its margins aren't those of its page."""
        css = []
        if section.margins[1::2] != main.margins[1::2]:
            right, left = (mine - page for mine, page in zip(section.margins[1::2], main.margins[1::2], strict=True))
            css.append(f"margin:0 {pt(right)} 0 {pt(left)}")
        if down := pages.middle(section, width):
            css.append(f"padding-top:{pt(down)}")
        return SubElement(holder, "div", {"class": self.sheet.of(";".join(css))}) if css else holder

    def _columns(self, holder: Element, section: Section, width: float, balanced: bool) -> None:
        """A section's blocks in columns, as they flow; ``balanced`` ones end at one height."""
        widths = columns.widths_of(section, width)
        gap = sum(gap for _, gap in widths[:-1]) / (len(widths) - 1)
        css = f"columns:{len(widths)};column-gap:{pt(gap)}"
        css += ";column-rule:0.5pt solid #000" if section.column_line else ""
        css += "" if balanced else ";column-fill:auto"
        sizes = " ".join(f"{size:.2f}" for column in widths for size in column)
        filled = SubElement(holder, "div", {"class": self.sheet.of(css), "data-columns": sizes})
        parts = columns.parts_of(section.blocks)
        for number, part in enumerate(parts):
            known = number % len(widths) if len(parts) > 1 else min(range(len(widths)), key=lambda i: widths[i][0])
            self.setting.column = widths[known][0]
            self.blocks(filled, part, widths[known][0], "")
        self.paragraphs.end_columns()

    def blocks(self, parent: Element, blocks: Sequence[Block], width: float, ground: str) -> None:
        """Blocks into an element; list paragraphs become nested lists, a caption its table's own."""
        lists = OpenLists(parent, _list)
        for i, block in enumerate(blocks):
            if isinstance(block, Paragraph):
                above = blocks[i - 1] if i else None
                below = blocks[i + 1] if i + 1 < len(blocks) else None
                if below is not None and _empty(block) and _starts_page(below):
                    continue
                self._paragraph(parent, block, lists, width, ground, above, below)
                continue
            lists.close()
            if isinstance(block, Table):
                self.tables.write(parent, block, width)
            elif isinstance(block, Frame):
                self.paragraphs.drawn.frame(parent, block, width)
        self.paragraphs.drawn.beside(parent, ())

    def _paragraph(
        self,
        parent: Element,
        block: Paragraph,
        lists: OpenLists,
        width: float,
        ground: str,
        above: Block | None,
        below: Block | None,
    ) -> None:
        label = block.label
        listed = label is not None and not label.outline and block.level is None
        if not listed or label is None:
            lists.close()
            self.paragraphs.paragraph(parent, block, width, ground, above, below)
            return
        item = lists.item(label)
        self.paragraphs.paragraph(item, block, width, ground, above, below)


def _list(outer: Element, label: Label) -> Element:
    """A list that begins with a label's number."""
    attributes = {} if label.bullet or label.number == 1 else {"start": str(label.number)}
    return SubElement(outer, "ul" if label.bullet else "ol", attributes)


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


def _empty(block: Block) -> bool:
    """Whether a paragraph is only there for the space that it takes."""
    return isinstance(block, Paragraph) and not block.children and block.label is None and not _drawn_round(block)


def _drawn_round(block: Paragraph) -> bool:
    return bool(block.format.borders or block.format.shading)


def _starts_page(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.format.page_break_before


def _breaks_page(inline: Inline) -> bool:
    return isinstance(inline, Break) and inline.kind == "page"


def _ends_page(block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(block.children) and _breaks_page(block.children[-1])


def _trimmed(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Blocks without the empty paragraphs at their end, which would begin a page of their own on a full one."""
    while len(blocks) > 1 and _empty(blocks[-1]) and not _ends_page(blocks[-2]):
        blocks = blocks[:-1]
    return blocks


def _numbered(numbers: LineNumbers, section: int) -> str:
    """How an element says (data-lines) that its lines are numbered: by, first, restart, points from the text, section."""
    return f"{numbers.by} {numbers.first} {numbers.restart} {numbers.distance:g} {section}"
