"""The document tree written as semantic HTML with its CSS, ready to be laid out on pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element, SubElement

from pipeline.printing import columns, pages
from pipeline.printing.html_text import TextWriter
from pipeline.printing.looks import Sheet, cell_css, pt
from pipeline.printing.ruling import note_line
from pipeline.printing.tree import Block, Bookmark, Cell, Document, Paragraph, Row, Section, Table, inlines
from pipeline.printing.tree_drawn import Frame

_CSS = """
html{image-rendering:crisp-edges}
body{margin:0;font-size:10pt;font-kerning:none}
p,h1,h2,h3,h4,h5,h6,ol,ul,li,table,div{margin:0;padding:0}
h1,h2,h3,h4,h5,h6{font-weight:inherit;break-after:avoid;break-inside:auto}
ol,ul{list-style:none;break-before:auto}
li{display:block}
table{border-collapse:collapse;border-spacing:0;table-layout:fixed;text-align:left}
td,th{overflow-wrap:break-word;padding:0;vertical-align:top;font-weight:inherit;text-align:inherit}
thead.once{display:table-row-group}
tbody.group,tr.whole,table.whole{break-inside:avoid}
.held{break-after:avoid}
sup,sub{font-size:65%;line-height:0}
a{color:inherit;text-decoration:none}
.lb,.tab{display:inline-block;text-indent:0;white-space:nowrap}
.tabbed{position:relative}
.at{position:absolute;text-indent:0;white-space:nowrap}
.ws{white-space:pre-wrap}
.gap{overflow:hidden}
img{max-width:100%}
.drawn img{vertical-align:bottom}
.page::before{content:counter(page)}
.page-lowerRoman::before{content:counter(page,lower-roman)}
.page-upperRoman::before{content:counter(page,upper-roman)}
.page-lowerLetter::before{content:counter(page,lower-alpha)}
.page-upperLetter::before{content:counter(page,upper-alpha)}
.pages::before{content:counter(pages)}
.page-of::before{content:target-counter(attr(data-of),page)}
.note{float:footnote;text-indent:0;text-align:left;font-weight:normal;font-style:normal}
.note::footnote-call{content:counter(footnote);vertical-align:super;font-size:65%;line-height:0}
.note::footnote-marker{content:counter(footnote) " ";vertical-align:super;font-size:65%;line-height:0}
"""


@dataclass(frozen=True)
class Page:
    """A document's HTML: the element tree that is laid out, and its pictures by address."""

    root: Element
    pictures: dict[str, tuple[bytes, str]]
    anchors: dict[str, str]
    starts: tuple[tuple[str, int | None], ...]
    fonts: frozenset[str]


_MOST_HELD = 40


@dataclass
class _Lists:
    """The lists that are open, the outermost first: element, level, list."""

    open: list[tuple[Element, int, int]] = field(default_factory=list)


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
        + "\n".join([*writer.page_rules, *writer.text.running_rules()])
        + "\n"
        + writer.sheet.css()
    )
    return Page(root, writer.text.drawn.pictures, writer.text.anchors, tuple(starts), frozenset(writer.text.fonts))


class _Writer:
    """HTML of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.sheet = Sheet()
        self.text = TextWriter(document, self.sheet, self.blocks)
        self.page_rules: list[str] = []
        self._anchors(document)

    def _anchors(self, document: Document) -> None:
        """Every bookmark's address is the paragraph that it starts in."""
        count = 0
        for block in document.blocks():
            if not isinstance(block, Paragraph):
                continue
            names = [inline.name for inline in inlines(block.children) if isinstance(inline, Bookmark)]
            if names or (block.level is not None and block.text.strip()):
                count += 1
                self.text.ids[id(block)] = f"p{count}"
                for name in names:
                    self.text.anchors.setdefault(name, f"p{count}")

    def sections(self, body: Element) -> list[tuple[str, int | None]]:
        """Every section on its own kind of page; a continuous one stays on the page that it starts on."""
        starts: list[tuple[str, int | None]] = []
        holder = body
        before: Section | None = None
        main = self.document.sections[0]
        for number, section in enumerate(self.document.sections):
            width = section.width - section.margins[1] - section.margins[3]
            self.text.drawn.section, self.text.drawn.column = section, width
            flows = before is not None and section.start == "continuous" and pages.same_page(before, section)
            if not flows:
                name = f"s{number}"
                turned = {"oddPage": "right", "evenPage": "left"}.get(section.start, "page")
                css = f"page:{name}" + (f";break-before:{turned}" if before is not None else "")
                holder = SubElement(body, "div", {"class": self.sheet.of(css, "s")})
                self.page_rules += pages.rules(section, name, self.document.background)
                for edge, kind, blocks in pages.running(section):
                    run = SubElement(
                        holder,
                        "div",
                        {"class": "running " + self.sheet.of(f"position:running({name}-{edge}-{kind})", "r")},
                    )
                    self.text.running, self.text.page_numbers = True, section.number_format
                    self.blocks(run, blocks, width, "")
                    self.text.running = False
                starts.append((name, section.number))
                main = section
            self.text.grid = section.grid
            following = self.document.sections[number + 1 : number + 2]
            runs_on = bool(following) and following[0].start == "continuous"
            blocks = section.blocks if runs_on else _trimmed(section.blocks)
            inner = self._inset(holder, section, main, width)
            if section.columns > 1:
                self._columns(inner, replace(section, blocks=tuple(blocks)), width, balanced=runs_on)
            else:
                self.blocks(inner, blocks, width, "")
            before = section
        self.text.endnotes(holder)
        return starts

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
        """A section's blocks in columns: side by side where what stands in each is known, else as they flow."""
        widths = columns.widths_of(section, width)
        parts = columns.columns_of(section, width, balanced)
        if not parts:
            mean = (width - sum(gap for _, gap in widths[:-1])) / len(widths)
            gap = sum(gap for _, gap in widths[:-1]) / (len(widths) - 1)
            css = f"columns:{len(widths)};column-gap:{pt(gap)}"
            css += ";column-rule:0.5pt solid #000" if section.column_line else ""
            css += "" if balanced else ";column-fill:auto"
            self.text.drawn.column = mean
            self.blocks(SubElement(holder, "div", {"class": self.sheet.of(css)}), section.blocks, mean, "")
            return
        for start in range(0, len(parts), len(widths)):
            row = SubElement(holder, "div", {"class": self.sheet.of("break-before:page" if start else "clear:both")})
            for (each, gap), blocks in zip(widths, parts[start : start + len(widths)], strict=False):
                css = f"float:left;width:{pt(each)};margin-right:{pt(gap if each is not widths[-1][0] else 0)}"
                if section.column_line and blocks is not parts[start]:
                    css += f";border-left:0.5pt solid #000;padding-left:{pt(gap / 2)};margin-left:{pt(-gap / 2)}"
                self.text.drawn.column = each
                self.blocks(SubElement(row, "div", {"class": self.sheet.of(css)}), blocks, each, "")
            SubElement(row, "div", {"class": self.sheet.of("clear:both")})

    def blocks(self, parent: Element, blocks: Sequence[Block], width: float, ground: str) -> None:
        """Blocks into an element; list paragraphs become nested lists, a caption its table's own."""
        lists = _Lists()
        for i, block in enumerate(blocks):
            if isinstance(block, Paragraph):
                above = blocks[i - 1] if i else None
                below = blocks[i + 1] if i + 1 < len(blocks) else None
                if below is not None and _empty(block) and _starts_page(below):
                    continue
                self._paragraph(parent, block, lists, width, ground, above, below)
                continue
            lists.open.clear()
            if isinstance(block, Table):
                self._table(parent, block, width)
            elif isinstance(block, Frame):
                self.text.drawn.frame(parent, block, width)

    def _paragraph(
        self,
        parent: Element,
        block: Paragraph,
        lists: _Lists,
        width: float,
        ground: str,
        above: Block | None,
        below: Block | None,
    ) -> None:
        label = block.label
        listed = label is not None and not label.outline and block.level is None
        if not listed or label is None:
            lists.open.clear()
            self.text.paragraph(parent, block, width, ground, above, below)
            return
        while lists.open and (
            lists.open[-1][1] > label.level or (lists.open[-1][1] == label.level and lists.open[-1][2] != label.list_id)
        ):
            lists.open.pop()
        if not lists.open or lists.open[-1][1] < label.level:
            outer = lists.open[-1][0][-1] if lists.open else parent
            attributes = {} if label.bullet or label.number == 1 else {"start": str(label.number)}
            made = SubElement(outer, "ul" if label.bullet else "ol", attributes)
            lists.open.append((made, label.level, label.list_id))
        item = SubElement(lists.open[-1][0], "li")
        self.text.paragraph(item, block, width, ground, above, below)

    def _table(self, parent: Element, table: Table, width: float) -> None:
        total = sum(table.columns)
        room = width - table.indent
        wanted = -table.width * width if table.width < 0 else total
        scale = min(wanted, room) / total if total else 1.0
        columns = [column * scale for column in table.columns]
        css = f"width:{pt(sum(columns))}"
        if table.align == "center":
            css += ";margin-left:auto;margin-right:auto"
        elif table.align in ("right", "end"):
            css += ";margin-left:auto"
        elif table.indent:
            css += f";margin-left:{pt(table.indent)}"
        element = SubElement(parent, "table", {"class": self.sheet.of(css, "t")})
        if self.text.take_break():
            _also(element, self.sheet.of("break-before:page"))
        held = [_held(row) for row in table.rows]
        if all(held[:-1]) and len(held) > 1 and len(held) <= _MOST_HELD:
            _also(element, "whole")
        if held and held[-1]:
            _also(element, "held")
        if table.description or table.title:
            element.set("aria-description", table.description or table.title)
        group = SubElement(element, "colgroup")
        for column in columns:
            SubElement(group, "col", {"class": self.sheet.of(f"width:{pt(column)}", "w")})
        headers = 0
        while headers < len(table.rows) and any(cell.header == "col" for cell in table.rows[headers].cells):
            headers += 1
        if headers and headers < len(table.rows):
            once = {} if table.rows[0].header else {"class": "once"}
            self._rows(SubElement(element, "thead", once), table.rows[:headers], columns, [0] * len(columns))
        else:
            headers = 0
        for rows in _groups(table.rows[headers:]):
            tied = len(rows) > 1 and len(rows) <= 12 and any(cell.rows > 1 for row in rows for cell in row.cells)
            self._rows(
                SubElement(element, "tbody", {"class": "group"} if tied else {}), rows, columns, [0] * len(columns)
            )

    def _rows(self, group: Element, rows: Iterable[Row], columns: list[float], covered: list[int]) -> None:
        for row in rows:
            element = SubElement(group, "tr", {"class": "whole"} if row.whole else {})
            if row.height:
                _also(element, self.sheet.of(f"height:{pt(row.height)}"))
            if _held(row):
                _also(element, "held")
            at = 0
            for cell in row.cells:
                while at < len(covered) and covered[at]:
                    covered[at] -= 1
                    at += 1
                self._cell(element, cell, sum(columns[at : at + cell.columns]))
                for i in range(at, min(at + cell.columns, len(covered))):
                    covered[i] = cell.rows - 1
                at += cell.columns
            while at < len(covered):
                covered[at] -= 1 if covered[at] else 0
                at += 1

    def _cell(self, row: Element, cell: Cell, width: float) -> None:
        attributes = {"class": self.text.cell_class(cell) or self.sheet.of(cell_css(cell), "d")}
        if cell.columns > 1:
            attributes["colspan"] = str(cell.columns)
        if cell.rows > 1:
            attributes["rowspan"] = str(cell.rows)
        if cell.header:
            attributes["scope"] = cell.header if cell.columns == 1 or cell.header == "row" else "colgroup"
        element = SubElement(row, "th" if cell.header else "td", attributes)
        if self.text.cell_class(cell):
            self.text.cell(element, cell, width - cell.margins[1] - cell.margins[3])
            return
        self.blocks(element, cell.blocks, width - cell.margins[1] - cell.margins[3], cell.shading)


def _empty(block: Block) -> bool:
    """Whether a paragraph is only there for the space that it takes."""
    return isinstance(block, Paragraph) and not block.children and block.label is None and not block.format.borders


def _starts_page(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.format.page_break_before


def _trimmed(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Blocks without the empty paragraphs at their end, which would begin a page of their own on a full one."""
    while len(blocks) > 1 and _empty(blocks[-1]):
        blocks = blocks[:-1]
    return blocks


def _also(element: Element, name: str) -> None:
    element.set("class", f"{element.get('class', '')} {name}".strip())


def _held(row: Row) -> bool:
    """Whether a row stays on the page of the next: every paragraph in its first cell is kept with the next."""
    first = row.cells[0].blocks if row.cells else ()
    return bool(first) and all(isinstance(block, Paragraph) and block.format.keep_next for block in first)


def _groups(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows that cells span together, kept together; the others in runs."""
    groups: list[list[Row]] = []
    left = 0
    free = False
    for row in rows:
        span = max((cell.rows for cell in row.cells), default=1) - 1
        if left:
            groups[-1].append(row)
            left = max(left - 1, span)
        elif span:
            groups.append([row])
            left, free = span, False
        elif free:
            groups[-1].append(row)
        else:
            groups.append([row])
            free = True
    return groups
