"""A table written as HTML: its columns, header rows, rows that stay together, cells and their looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element, SubElement

from pipeline.printing.document.room import height, length, lines
from pipeline.printing.document.table_grid import first_columns, heading_rows
from pipeline.printing.document.table_sense import placing
from pipeline.printing.document.tree import Cell, Paragraph, Row, Table
from pipeline.printing.layout.autofit import fitted
from pipeline.printing.layout.html_paragraph import ParagraphWriter
from pipeline.printing.layout.looks import also, cell_css, pt

_MOST_HELD = 40
_MOST_TIED = 250.0
_MOST_FLOATING = 400.0
_BESIDE = 9.0
_MOST_PLACED = 0.6
_UNDIVIDED = 3  # lines of a paragraph that leaves two on each page or all on one
_SHORTEST, _LONGEST, _SPARE = 20.0, 300.0, 8.0  # of words that run up or down a cell, in points
_FILLED = 0.8  # how much of a line its words take where the next one is too long for the rest


@dataclass
class TableWriter:
    """Writes the tables of one document. ``spare`` are the points left and right of the text that a table may run into."""

    paragraphs: ParagraphWriter
    spare: tuple[float, float] = (0.0, 0.0)

    def write(self, parent: Element, table: Table, width: float) -> None:
        """A table in room ``width`` points wide; one at a spot of its page is written with the next paragraph."""
        columns = fitted(table, width, self._spare(table))
        size = sum(columns), 0.0 if table.place is None else _rough(table.rows, columns)
        if table.place is not None and size[1] < self.paragraphs.setting.section.height * _MOST_PLACED:
            alone = replace(table, floats="", place=None, align="left")
            if self.paragraphs.drawn.table(lambda at: self._write(at, alone, width, columns), table.place, size, width):
                return
        self.paragraphs.drawn.beside(parent, ())
        self._write(parent, table, width, columns)

    def _spare(self, table: Table) -> float:
        """How far a table may run out of the text, away from the side that it is aligned to."""
        left, right = self.spare
        return 2 * min(left, right) if table.align == "center" else left if _at_right(table) else right

    def _write(self, parent: Element, table: Table, width: float, columns: list[float]) -> None:
        table = _with_lines_in_margins(table)
        places = bool(placing(table))
        element = self._table(parent, table, width, columns, places)
        heads = heading_rows(table.rows)
        reach = max((i + cell.rows for i, row in enumerate(table.rows[:heads]) for cell in row.cells), default=0)
        if (
            not reach <= heads < len(table.rows)
        ):  # a cell reaches from one group of rows into another, or all are headings
            heads = 0
        if heads:
            once = {} if table.rows[0].header else {"class": "once"}
            self._rows(SubElement(element, "thead", once), table.rows[:heads], columns)
        for rows in _groups(table.rows[heads:]):
            tied = len(rows) > 1 and any(cell.rows > 1 for row in rows for cell in row.cells)
            tied = tied and _rough(rows, columns) <= _MOST_TIED
            self._rows(SubElement(element, "tbody", {"class": "group"} if tied else {}), rows, columns, places)

    def _table(self, parent: Element, table: Table, width: float, columns: list[float], places: bool) -> Element:
        """A table's element with its looks, columns and what its author says of it; without its rows."""
        sheet = self.paragraphs.sheet
        element = SubElement(parent, "table", {"class": sheet.of(_table_css(table, columns, width), "t")})
        if places:
            element.set("role", "presentation")
        due = self.paragraphs.take_break()
        if table.rows and _starts_page(table.rows[0]):
            due = "page"
        if due:
            also(element, sheet.of(f"break-before:{due}"))
        held = [_held(row) for row in table.rows]
        if all(held[:-1]) and 1 < len(held) <= _MOST_HELD:
            also(element, "whole")
        if held and held[-1]:
            also(element, "held")
        if said := dict.fromkeys(filter(None, (table.title, table.description))):
            element.set("aria-description", ". ".join(said))
        group = SubElement(element, "colgroup")
        for column in columns:
            SubElement(group, "col", {"class": sheet.of(f"width:{pt(column)}", "w")})
        return element

    def _rows(self, group: Element, rows: Sequence[Row], columns: list[float], places: bool = False) -> None:
        sheet = self.paragraphs.sheet
        ends = {number + cell.rows - 1 for number, row in enumerate(rows) for cell in row.cells if cell.rows > 1}
        for number, (row, begins, high) in enumerate(zip(rows, first_columns(rows), _heights(rows), strict=True)):
            element = SubElement(group, "tr", {"class": "whole"} if row.whole else {})
            if high and not (number in ends and _single(row)):
                also(element, sheet.of(f"height:{pt(high)}"))
            if _held(row):
                also(element, "held")
            if number and _starts_page(row):
                also(element, sheet.of("break-before:page"))
            undivided = not row.whole
            for cell, at in zip(row.cells, begins, strict=True):
                width = sum(columns[at : at + cell.columns])
                undivided = undivided and _undivided(cell, width)
                down = _rough(rows[number : number + cell.rows], columns) if cell.rows > 1 else row.height
                self._cell(element, cell, row.exact, (width, down), places)
                if high and number in ends and cell.rows == 1:
                    # WeasyPrint 70.0 adds the whole of a merged cell to the height of the last row that it spans
                    also(element[-1], sheet.of(f"box-sizing:border-box;height:{pt(high)}"))
            if undivided:
                also(element, "whole")

    def _cell(self, row: Element, cell: Cell, exact: bool, size: tuple[float, float], places: bool) -> None:
        """A cell of about a ``size`` (0 high where its words say); one that only ``places`` its words holds them as paragraphs."""
        turned = bool(cell.turned and cell.text)
        named = "" if turned or places else self.paragraphs.cell_class(cell)
        start = _start(cell) if turned else cell.vertical
        attributes = {"class": named or self.paragraphs.sheet.of(cell_css(replace(cell, vertical=start)), "d")}
        if cell.columns > 1:
            attributes["colspan"] = str(cell.columns)
        if cell.rows > 1:
            attributes["rowspan"] = str(cell.rows)
        if cell.header:
            attributes["scope"] = cell.header if cell.columns == 1 or cell.header == "row" else "colgroup"
        element = SubElement(row, "th" if cell.header else "td", attributes)
        room = size[0] - cell.margins[1] - cell.margins[3]
        if named:
            self.paragraphs.cell(element, cell, room)
        elif turned:
            self._turned(element, cell, size[1] - cell.margins[0] - cell.margins[2], room)
        elif not (exact and self._blank(cell)):
            self.paragraphs.blocks(element, cell.blocks, room, cell.shading)

    def _turned(self, element: Element, cell: Cell, down: float, room: float) -> None:
        """Words that run up or down a cell: a box as long as the cell is high, turned about its corner.

        It is longer where the lines would otherwise be too many for the cell's width, and print over the next one.
        """
        section = self.paragraphs.setting.section
        most = section.height - abs(section.margins[0]) - abs(section.margins[2]) - _SPARE
        whole = min(length(cell.blocks) + _SPARE, most)
        long = min(whole, _LONGEST)
        if down >= _SHORTEST:
            long = down if cell.rows == 1 else min(long, down)
        while long < whole and height(cell.blocks, long * _FILLED) > room:
            long = min(long * 1.1, whole)
        holder = SubElement(element, "div", {"class": self.paragraphs.sheet.of(f"position:relative;height:{pt(long)}")})
        place = f"left:0;top:{pt(long)};transform:rotate(-90deg)"
        if cell.turned == "down":
            place = f"left:{pt(room)};top:0;transform:rotate(90deg)"
        beside = max(room - height(cell.blocks, long), 0.0) * {"middle": 0.5, "bottom": 1.0}.get(cell.vertical, 0.0)
        css = f"position:absolute;width:{pt(long)};padding-top:{pt(beside)};transform-origin:0 0;{place}"
        turned = SubElement(holder, "div", {"class": f"turned {self.paragraphs.sheet.of(css)}"})
        self.paragraphs.blocks(turned, cell.blocks, long, cell.shading)

    def _blank(self, cell: Cell) -> bool:
        return not any(
            not isinstance(block, Paragraph) or id(block) in self.paragraphs.ids or block.label or block.children
            for block in cell.blocks
        )


def _with_lines_in_margins(table: Table) -> Table:
    """A table whose lines between columns take no room from its words: Word draws them into the cells' margins."""
    cells = [cell for row in table.rows for cell in row.cells]
    lines = (line[0] for cell in cells for side, line in cell.borders if side in ("left", "right"))
    half = max(lines, default=0.0) / 2
    if not half or table.spacing:
        return table

    def within(cell: Cell) -> Cell:
        top, right, bottom, left = cell.margins
        return replace(cell, margins=(top, max(right - half, 0.0), bottom, max(left - half, 0.0)))

    rows = (replace(row, cells=tuple(within(cell) for cell in row.cells)) for row in table.rows)
    return replace(table, rows=tuple(rows))


def _at_right(table: Table) -> bool:
    return (table.align in ("right", "end")) is not table.right_to_left


def _start(cell: Cell) -> str:
    """Where down a cell its words stand that run up or down it: where their lines begin, end or have their middle."""
    aligns = [block.format.align for block in cell.blocks if isinstance(block, Paragraph)]
    first, last = ("bottom", "top") if cell.turned == "up" else ("top", "bottom")
    return {"center": "middle", "right": last, "end": last}.get(aligns[0] if aligns else "", first)


def _table_css(table: Table, columns: list[float], width: float) -> str:
    whole = sum(columns)
    css = f"width:{pt(whole)}"
    tall = _rough(table.rows, columns) if table.floats in ("left", "right") else 0.0
    if table.floats in ("left", "right") and whole < width * 0.75 and tall < _MOST_FLOATING:
        near, far = table.floats, "right" if table.floats == "left" else "left"
        css += f";float:{near};margin-{far}:{pt(_BESIDE)}"
    elif table.align == "center" or table.floats == "center":
        css += f";margin-left:{pt((width - whole) / 2)}"
    elif _at_right(table):
        css += f";margin-left:{pt(width - whole - (table.indent if table.right_to_left else 0))}"
    elif table.indent and not table.right_to_left:
        css += f";margin-left:{pt(table.indent)}"
    if table.spacing:
        css += f";border-collapse:separate;border-spacing:{pt(table.spacing)}"
    if table.right_to_left:
        css += ";direction:rtl"
    return css


def _rough(rows: Sequence[Row], columns: list[float]) -> float:
    """About how high rows are, in points."""
    return height((Table(tuple(columns), tuple(rows)),), sum(columns))


def _heights(rows: Sequence[Row]) -> list[float]:
    """The least heights of rows as WeasyPrint 70.0 needs them: it gives none to a row in which no cell ends.

    Such a row's height is the next one's; that of a row which only goes on with cells from above is the nearest one's
    that has cells to itself, if one of those cells begins there or above it.
    """
    found = [row.height for row in rows]
    begins: dict[int, int] = {}  # the first of the rows whose cells end in a row
    for number, row in enumerate(rows):
        for cell in row.cells:
            begins[number + cell.rows - 1] = min(begins.get(number + cell.rows - 1, number), number)
    for number in range(len(rows) - 1):
        if number not in begins:
            found[number : number + 2] = [0.0, found[number] + found[number + 1]]
    for number in range(len(rows) - 1, 0, -1):
        if not _single(rows[number]):
            own = (at for at in range(number - 1, begins.get(number, number) - 1, -1) if _single(rows[at]))
            if (at := next(own, None)) is not None:
                found[at], found[number] = found[at] + found[number], 0.0
    return found


def _single(row: Row) -> bool:
    """Whether a row has a cell to itself."""
    return any(cell.rows == 1 for cell in row.cells)


def _held(row: Row) -> bool:
    """Whether a row stays on the page of the next: every paragraph in its first cell is kept with the next."""
    first = row.cells[0].blocks if row.cells else ()
    return bool(first) and all(isinstance(block, Paragraph) and block.format.keep_next for block in first)


def _undivided(cell: Cell, width: float) -> bool:
    """Whether a cell holds so little that Word doesn't divide it: one paragraph, too short to leave lines on two pages.

    CSS would leave the room above its words on one page and have the words on the next.
    """
    if cell.rows > 1 or len(cell.blocks) > 1:
        return False
    room = width - cell.margins[1] - cell.margins[3]
    return all(
        isinstance(block, Paragraph) and lines(block, room) <= (_UNDIVIDED if block.format.widow_control else 1)
        for block in cell.blocks
    )


def _starts_page(row: Row) -> bool:
    """Whether the first words of a row begin a page, and the row with them."""
    first = row.cells[0].blocks[:1] if row.cells else ()
    return any(isinstance(block, Paragraph) and block.format.page_break_before for block in first)


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
