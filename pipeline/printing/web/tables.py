"""A table on the web page: in a region that scrolls where it is wide, with its name, caption, headings and cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from pipeline.printing.document.table_sense import placing
from pipeline.printing.document.tree import Block, Paragraph, Table, deep, inlines
from pipeline.printing.document.tree_drawn import Picture
from pipeline.printing.web.grid import Placed, grid
from pipeline.printing.web.paragraphs import Paragraphs
from pipeline.printing.web.style import colour

_LONGEST_NAME = 150
_NARROW = 2  # columns of a table that fits a phone


@dataclass
class Tables:
    """Writes the tables of one document; ``write_blocks`` writes what a cell holds, on the shading given with it."""

    paragraphs: Paragraphs
    write_blocks: Callable[[Element, Sequence[Block], str], None]
    _names: Counter[str] = field(default_factory=Counter)

    def write(
        self,
        parent: Element,
        table: Table,
        ground: str,
        *,
        under: str,
        caption: Paragraph | None = None,
        below: bool = False,
    ) -> None:
        """A table that stands ``under`` a heading of those words, on the shading ``ground``; its caption may stand ``below`` it."""
        placed = grid(table)
        if not placed.head and not placed.body:
            return
        looks = self.paragraphs.words.looks
        places = bool(placing(table))
        name = self._name(caption.text if caption else table.title or under or "Table")
        columns = max(sum(cell.columns for cell in row) for row in (*placed.head, *placed.body))
        wide = columns > _NARROW or _holds_wide(table)
        if wide:
            parent = _scrolling(parent, f"{name} ({'' if places else 'table, '}scrolls sideways)")
        element = self._table(parent, table, name, places)
        plain = not placed.head and not any(cell.borders for row in table.rows for cell in row.cells)
        classes = [
            "plain" if plain else "",
            "" if wide else "slim",
            looks.of(f"min-width:{columns * 6}rem") if columns > _NARROW else "",
        ]
        if any(classes):
            element.set("class", " ".join(filter(None, classes)))
        if places:
            element.set("role", "presentation")
        elif caption:
            self.paragraphs.fill(SubElement(element, "caption", {"class": "below"} if below else {}), caption, "")
        elif not under:
            element.set("aria-label", name)
        group = SubElement(element, "colgroup")
        for share in placed.shares:
            SubElement(group, "col", {"class": looks.of(f"width:{round(share * 100)}%")})
        if placed.head:
            self._rows(SubElement(element, "thead"), placed.head, ground)
        self._rows(SubElement(element, "tbody"), placed.body, ground)

    def _table(self, parent: Element, table: Table, name: str, places: bool) -> Element:
        """A table's element, after what its author says of it, which only a screen reader says."""
        told = ". ".join(dict.fromkeys(each for each in (table.title, table.description) if each and each != name))
        if not told:
            return SubElement(parent, "table")
        address = f"table-{self._names.total()}-says"
        SubElement(parent, "p", {"class": "hidden", "id": address}).text = told
        return SubElement(parent, "table", {} if places else {"aria-describedby": address})

    def _name(self, words: str) -> str:
        """A table's name for a screen reader, which no other table of the page has."""
        said = " ".join(words.split())[:_LONGEST_NAME]
        self._names[said] += 1
        return said if self._names[said] == 1 else f"{said}, table {self._names[said]}"

    def _rows(self, group: Element, rows: Sequence[Sequence[Placed]], ground: str) -> None:
        for row in rows:
            element = SubElement(group, "tr")
            for cell in row:
                self._cell(element, cell, ground, head=group.tag == "thead")

    def _cell(self, row: Element, placed: Placed, ground: str, *, head: bool) -> None:
        cell = placed.cell
        header = cell.header if cell.header == "row" or head else ""
        blocks = self.paragraphs.seen(cell.blocks)
        if not cell.text or any(id(block) in self.paragraphs.levels for block in blocks):
            header = ""  # an empty cell heads nothing, and HTML has no headings inside heading cells
        attributes = {
            name: str(span) for name, span in (("colspan", placed.columns), ("rowspan", placed.rows)) if span > 1
        }
        if header:
            group = placed.columns if header == "col" else placed.rows
            attributes["scope"] = f"{header}group" if group > 1 and header == "col" else header
        element = SubElement(row, "th" if header else "td", attributes)
        shaded = colour(cell.shading) if cell.shading.lower() != "#ffffff" else ""
        if shaded:
            element.set("class", f"{self.paragraphs.words.looks.surface(shaded)} on")
        only = blocks[0] if len(blocks) == 1 else None
        if isinstance(only, Paragraph) and not only.label and id(only) not in self.paragraphs.levels:
            self.paragraphs.fill(element, only, shaded or ground)
        else:
            self.write_blocks(element, blocks, shaded or ground)


def _scrolling(parent: Element, name: str) -> Element:
    """A region called ``name`` that scrolls sideways."""
    about = {"class": "scroll", "role": "region", "tabindex": "0", "aria-label": name}
    return SubElement(parent, "div", about)


def _holds_wide(table: Table) -> bool:
    """Whether a cell holds what can't be made narrower: a picture or another table."""
    return any(
        isinstance(block, Table) or (isinstance(block, Paragraph) and any(isinstance(each, Picture) for each in inlines(block.children)))
        for row in table.rows for cell in row.cells for block in deep(cell.blocks)
    )  # fmt: skip
