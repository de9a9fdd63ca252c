"""Blocks on the web page: headings, nested lists, tables in regions that scroll, figures, contents lists and boxes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element, SubElement

from pipeline.printing.document.contents_line import contents_line
from pipeline.printing.document.neighbours import base_format
from pipeline.printing.document.table_sense import placing
from pipeline.printing.document.tree import (
    Block,
    Bookmark,
    Break,
    Inline,
    Label,
    Paragraph,
    RunFormat,
    Tab,
    Table,
    Text,
    deep,
    inlines,
    words,
)
from pipeline.printing.document.tree_drawn import Frame, Group, Picture, frames_in, pictures_in  # fmt: skip
from pipeline.printing.web.figures_behind import write_figures
from pipeline.printing.web.grid import Placed, grid
from pipeline.printing.web.words import Words, append

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_DISCS = frozenset("•●·∙◦○▪■")
_INDENT = 36.0
_LONGEST_NAME = 150
_NARROW = 2  # columns of a table that fits a phone


@dataclass
class _Lists:
    """The lists that are open, the outermost first: element, level, list."""

    open: list[tuple[Element, int, int]] = field(default_factory=list)


@dataclass
class Blocks:
    """Writes the blocks of one document."""

    words: Words
    levels: dict[int, int]
    ids: dict[int, str]
    runs_left: bool = False
    contents: int = 0
    under: str = ""
    names: Counter[str] = field(default_factory=Counter)
    made: list[Paragraph] = field(default_factory=list)

    def write(self, parent: Element, blocks: Sequence[Block], ground: str = "") -> None:
        """Blocks into an element; empty paragraphs are space, which the page's own sheet makes."""
        lists = _Lists()
        kept = self._seen(blocks)
        at = 0
        while at < len(kept):
            block = kept[at]
            below = kept[at + 1] if at + 1 < len(kept) else None
            taken = 1
            if isinstance(block, Paragraph) and block.contents:
                entries = _while_contents(kept[at:])
                taken = len(entries)
                self._contents(parent, entries)
            elif isinstance(block, Paragraph) and _captions(block, below):
                self._captioned(parent, block, below, ground)
                taken = 2
            elif below is not None and isinstance(below, Paragraph) and _captioned_below(block, below):
                self._captioned(parent, below, block, ground, after=True)
                taken = 2
            elif isinstance(block, Paragraph):
                self._paragraph(parent, block, lists, ground)
                at += 1
                continue
            elif isinstance(block, Table):
                self._table(parent, block, None, ground)
            elif isinstance(block, Frame):
                self._frame(parent, block, ground)
            lists.open.clear()
            at += taken

    def _seen(self, blocks: Sequence[Block]) -> list[Block]:
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
        children: list[Inline] = []
        for each in block.children:
            if isinstance(each, Group):
                children += [picture for picture in pictures_in(each) if not picture.decorative]
            elif not isinstance(each, Frame):
                children.append(each)
        made = replace(block, children=tuple(children))
        self.made.append(made)
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

    def _paragraph(self, parent: Element, block: Paragraph, lists: _Lists, ground: str) -> None:
        level = self.levels.get(id(block))
        label = block.label
        if level or label is None or label.outline:
            lists.open.clear()
            self._plain(parent, block, f"h{level}" if level else "p", ground)
            return
        while lists.open and (
            lists.open[-1][1] > label.level or (lists.open[-1][1] == label.level and lists.open[-1][2] != label.list_id)
        ):
            lists.open.pop()
        if not lists.open or lists.open[-1][1] < label.level:
            outer = lists.open[-1][0][-1] if lists.open else parent
            lists.open.append((self._list(outer, label), label.level, label.list_id))
        item = SubElement(lists.open[-1][0], "li")
        if label.bullet:
            self._fill(item, block, ground)
        else:
            self._numbered(SubElement(item, "div"), label, block, ground)

    def _list(self, outer: Element, label: Label) -> Element:
        """A list: bullets are the browser's own, or the paper's character; numbers stand in the text as they are."""
        if not label.bullet:
            return SubElement(outer, "ol", {} if label.number == 1 else {"start": str(label.number)})
        made = SubElement(outer, "ul")
        sign = label.text.strip()
        if sign and sign not in _DISCS:
            code = "".join(f"\\{ord(char):x} " for char in sign)
            made.set("class", self.words.looks.of(f'list-style-type:"{code}\\a0 "'))
        return made

    def _plain(self, parent: Element, block: Paragraph, tag: str, ground: str) -> None:
        if tag != "p":
            self.under = " ".join(block.text.split())
        elif block.label:
            self._numbered(SubElement(parent, "div"), block.label, block, ground, "p")
            return
        element = SubElement(parent, tag)
        if block.label:
            SubElement(element, "span", {"class": "lb"}).text = block.label.text
            append(element, " ")
        self._fill(element, block, ground, heading=tag != "p")
        write_figures(parent, block)

    def _numbered(self, row: Element, label: Label, block: Paragraph, ground: str, tag: str = "div") -> None:
        row.set("class", "n")
        sign = SubElement(row, "span", {"class": "lb"})
        sign.text, sign.tail = label.text, " "
        self._fill(SubElement(row, tag), block, ground)

    def _fill(self, element: Element, block: Paragraph, ground: str, *, heading: bool = False) -> None:
        """A paragraph's words, alignment, shading, direction and address."""
        look = block.format
        base = base_format(block)
        classes = []
        shaded = look.shading if _COLOUR.fullmatch(look.shading) else ""
        if shaded:
            classes += [self.words.looks.surface(shaded), "on"]
        if not heading:
            align = {"center": "mid", "right": "end", "end": "end"}.get(look.align, "")
            classes.append(align if not look.right_to_left or align == "mid" else "")
            if not block.label and element.tag == "p" and look.left > 0:
                classes.append(f"i{min(round(look.left / _INDENT), 3)}" if look.left > _INDENT / 2 else "")
            if element.tag == "p" and (look.borders or shaded):
                classes.append("box" if len(look.borders) > 1 or shaded else "")
            classes.append(self.words.size(base.size, self.words.body.size))
            base = replace(base, bold=element.tag == "th", italic=False, colour="", caps="")
        else:
            base = replace(base, bold=True)
        if name := " ".join(filter(None, classes)):
            element.set("class", f"{element.get('class', '')} {name}".strip())
        if look.right_to_left != self.runs_left:
            element.set("dir", "rtl" if look.right_to_left else "ltr")
        if name := self.ids.get(id(block), ""):
            element.set("id", name)
        self.words.write(element, block.children, base, shaded or ground)

    def _frame(self, parent: Element, frame: Frame, ground: str) -> None:
        shaded = frame.shading if _COLOUR.fullmatch(frame.shading) else ""
        name = f"box {self.words.looks.surface(shaded)} on" if shaded else "box"
        self.write(SubElement(parent, "div", {"class": name}), frame.blocks, shaded or ground)

    def _captioned(
        self, parent: Element, caption: Paragraph, what: Block | None, ground: str, *, after: bool = False
    ) -> None:
        """A table or picture with its caption."""
        if isinstance(what, Table):
            self._table(parent, what, caption, ground, after=after)
            return
        figure = SubElement(parent, "figure")
        for block, tag in (
            ((what, "div"), (caption, "figcaption")) if after else ((caption, "figcaption"), (what, "div"))
        ):
            if isinstance(block, Paragraph):
                self._fill(SubElement(figure, tag), block, ground)
                write_figures(figure, block)

    def _table(
        self, parent: Element, table: Table, caption: Paragraph | None, ground: str, *, after: bool = False
    ) -> None:
        placed = grid(table)
        if not placed.head and not placed.body:
            return
        places = bool(placing(table))
        name = self._name(table, caption)
        columns = max(sum(cell.columns for cell in row) for row in (*placed.head, *placed.body))
        wide = columns > _NARROW or _holds_wide(table)
        if wide:
            about = {
                "class": "scroll",
                "role": "region",
                "tabindex": "0",
                "aria-label": f"{name} ({'' if places else 'table, '}scrolls sideways)",
            }
            parent = SubElement(parent, "div", about)
        told = ". ".join(dict.fromkeys(each for each in (table.title, table.description) if each and each != name))
        known = f"table-{sum(self.names.values())}-says"
        if told:
            SubElement(parent, "p", {"class": "hidden", "id": known}).text = told
        element = SubElement(parent, "table", {"aria-describedby": known} if told and not places else {})
        plain = not placed.head and not any(cell.borders for row in table.rows for cell in row.cells)
        classes = [
            "plain" if plain else "",
            "" if wide else "slim",
            self.words.looks.of(f"min-width:{columns * 6}rem") if columns > _NARROW else "",
        ]
        if any(classes):
            element.set("class", " ".join(filter(None, classes)))
        if places:
            element.set("role", "presentation")
        elif caption:
            made = SubElement(element, "caption", {"class": "below"} if after else {})
            self._fill(made, caption, "")
        elif not self.under:
            element.set("aria-label", name)
        group = SubElement(element, "colgroup")
        for share in placed.shares:
            SubElement(group, "col", {"class": self.words.looks.of(f"width:{round(share * 100)}%")})
        if placed.head:
            self._rows(SubElement(element, "thead"), placed.head, ground)
        self._rows(SubElement(element, "tbody"), placed.body, ground)

    def _name(self, table: Table, caption: Paragraph | None) -> str:
        """A table's name for a screen reader, which no other table of the page has."""
        said = " ".join((caption.text if caption else table.title or self.under or "Table").split())[:_LONGEST_NAME]
        self.names[said] += 1
        return said if self.names[said] == 1 else f"{said}, table {self.names[said]}"

    def _rows(self, group: Element, rows: Sequence[Sequence[Placed]], ground: str) -> None:
        for row in rows:
            element = SubElement(group, "tr")
            for cell in row:
                self._cell(element, cell, ground, head=group.tag == "thead")

    def _cell(self, row: Element, placed: Placed, ground: str, *, head: bool) -> None:
        cell = placed.cell
        header = cell.header if cell.header == "row" or head else ""
        blocks = self._seen(cell.blocks)
        if not cell.text or any(id(block) in self.levels for block in blocks):
            header = ""  # an empty cell heads nothing, and HTML has no headings inside heading cells
        attributes = {
            name: str(span) for name, span in (("colspan", placed.columns), ("rowspan", placed.rows)) if span > 1
        }
        if header:
            group = placed.columns if header == "col" else placed.rows
            attributes["scope"] = f"{header}group" if group > 1 and header == "col" else header
        element = SubElement(row, "th" if header else "td", attributes)
        shaded = cell.shading if _COLOUR.fullmatch(cell.shading) and cell.shading.lower() != "#ffffff" else ""
        if shaded:
            element.set("class", f"{self.words.looks.surface(shaded)} on")
        only = blocks[0] if len(blocks) == 1 else None
        if isinstance(only, Paragraph) and not only.label and id(only) not in self.levels:
            self._fill(element, only, shaded or ground)
        else:
            self.write(element, blocks, shaded or ground)

    def _contents(self, parent: Element, entries: Sequence[Paragraph]) -> None:
        """A contents list as links without page numbers, which a screen doesn't have."""
        self.contents += 1
        name = "Contents" if self.contents == 1 else self.under or f"Contents {self.contents}"
        name = name if self.contents == 1 or name != "Contents" else f"Contents {self.contents}"
        nav = SubElement(parent, "nav", {"class": "toc", "aria-label": name})
        stack: list[tuple[Element, int]] = [(SubElement(nav, "ul"), -1)]
        for entry in entries:
            level = _contents_level(entry)
            line = contents_line(entry)
            if not line.text:
                continue
            while len(stack) > 1 and stack[-1][1] > level:
                stack.pop()
            if stack[-1][1] < level and len(stack[-1][0]):
                stack.append((SubElement(stack[-1][0][-1], "ul"), level))
            elif not len(stack[-1][0]):
                stack[-1] = (stack[-1][0], level)
            item = SubElement(stack[-1][0], "li")
            anchor = self.words.anchors.get(line.target, "")
            holder = SubElement(item, "a", {"href": f"#{anchor}"}) if anchor else item
            text = f"{entry.label.text} {line.text}" if entry.label else line.text
            self.words.write(holder, (Text(text, RunFormat()),), RunFormat())
        if not len(stack[0][0]):
            parent.remove(nav)


def _holds_wide(table: Table) -> bool:
    """Whether a cell holds what can't be made narrower: a picture or another table."""
    return any(
        isinstance(block, Table) or (isinstance(block, Paragraph) and any(isinstance(each, Picture) for each in inlines(block.children)))
        for row in table.rows for cell in row.cells for block in deep(cell.blocks)
    )  # fmt: skip


def _while_contents(blocks: Sequence[Block]) -> list[Paragraph]:
    found: list[Paragraph] = []
    for block in blocks:
        if not isinstance(block, Paragraph) or not block.contents:
            break
        found.append(block)
    return found


def _contents_level(entry: Paragraph) -> int:
    """The level of a contents entry by its style (toc 2), 1 where it has none."""
    digits = re.search(r"(\d)$", entry.style)
    return int(digits[1]) if digits else 1


def _captions(block: Paragraph, below: Block | None) -> bool:
    """Whether a paragraph is the caption of what stands below it."""
    if not block.style.lower().startswith("caption") or block.level is not None or below is None:
        return False
    figure = block.text.strip().lower().startswith("fig")
    return isinstance(below, Table) and not placing(below) if not figure else False


def _captioned_below(block: Block, below: Paragraph) -> bool:
    """Whether the paragraph below is this table's or picture's caption."""
    if not below.style.lower().startswith("caption") or below.level is not None:
        return False
    table = below.text.strip().lower().startswith("tab")
    if isinstance(block, Table):
        return table and not placing(block)
    return isinstance(block, Paragraph) and _only_pictures(block) and not table


def _only_pictures(block: Paragraph) -> bool:
    return (
        not block.text.strip()
        and not block.label
        and any(isinstance(each, Picture) for each in inlines(block.children))
    )
