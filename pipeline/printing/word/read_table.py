"""Word's tables: columns, spans, header rows, and the look that table styles give them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from pipeline.printing.document.table_sense import headed
from pipeline.printing.document.tree import Block, Cell, Paragraph, Row, Table
from pipeline.printing.document.tree_drawn import Placement
from pipeline.printing.word.formatting import borders
from pipeline.printing.word.merging import Properties, one
from pipeline.printing.word.package import W, is_on, opened, value, whole
from pipeline.printing.word.reading import Reading
from pipeline.printing.word.table_style import (
    Borders,
    Spot,
    conditions_of,
    kinds_of,
    lines_of,
    look_of,
    margins_of,
    merged,
    whole_table,
)

_EDGES = ("top", "left", "bottom", "right")
_DIAGONALS = ("tl2br", "tr2bl")
_TURNED = {"btLr": "up", "tbRl": "down", "tbRlV": "down", "tbLrV": "down", "lr": "up", "rl": "down"}
_MOST_COLUMNS = 500  # Word's own most is 63
Placed = list[tuple[etree._Element | None, int, int]]
"""A row's cells, each with the first of the grid's columns that it takes and the one after its last; None for columns left out."""
_WRAPPERS = frozenset(W + tag for tag in ("sdt", "sdtContent", "ins", "customXml", "smartTag"))


def table(reading: Reading, element: etree._Element) -> Table | None:
    """A table as the tree has it; None where it has no cell."""
    properties = element.find(f"{W}tblPr")
    style_id = value(properties, "tblStyle") or reading.styles.defaults.get("table", "")
    rows = [each for each in _through(element, "tr") if not _deleted(each)]
    placed = [_place(row) for row in rows]
    count = max((end for row in placed for _, _, end in row), default=0)
    if not count:
        return None
    if count > _MOST_COLUMNS:
        placed = [[(tc, i, i + 1) for i, (tc, _, _) in enumerate(row)] for row in placed]
        count = max(end for row in placed for _, _, end in row)
    look, conditions = look_of(properties), conditions_of(reading, style_id)
    main = whole_table(reading, properties, conditions)
    about = _About(look, conditions, _bands(conditions), main, _header_rows(rows, look), placed, count)
    made = []
    for y, row in enumerate(rows):
        for child in [*(opened(element, _WRAPPERS) if y == 0 else ()), *opened(row, _WRAPPERS)]:
            if child.tag == f"{W}bookmarkStart":
                reading.mark(child)
        made.append(_row(reading, about, y, row))
    floating = None if properties is None else properties.find(f"{W}tblpPr")
    indent = 0.0 if floating is not None else _indent(properties)
    align = value(properties, "jc") or "left"
    if reading.older and align in ("left", "start", "both") and floating is None:
        indent -= main["margins"][3]
    read = Table(
        tuple(_grid(element, count, placed)),
        tuple(made),
        style=style_id,
        align=align,
        indent=indent,
        width=_width(properties),
        title=value(properties, "tblCaption") or "",
        description=value(properties, "tblDescription") or "",
        fixed=_layout(properties) == "fixed",
        spacing=_spacing(properties, rows),
        right_to_left=properties is not None and is_on(properties.find(f"{W}bidiVisual")),
        floats=_floats(floating),
        place=None if floating is None else _placement(floating),
    )
    return headed(read)


@dataclass(frozen=True, slots=True)
class _About:
    """What the cells of a table are read by: its look, its style's conditions and bands, its own record, how many rows hold headings.

    ``placed`` are each row's cells with the grid columns that each takes, of ``columns``.
    """

    look: dict[str, bool]
    conditions: dict[str, Properties]
    bands: tuple[int, int]
    main: Properties
    headers: int
    placed: list[Placed]
    columns: int


def _row(reading: Reading, about: _About, y: int, row: etree._Element) -> Row:
    """A row of a table, the ``y``th from 0; it may have lines between its cells that differ from the table's."""
    inner = {**about.main["lines"], **borders(row.find(f"{W}tblPrEx/{W}tblBorders"), reading.styles.theme)}
    cells = []
    for tc, start, end in about.placed[y]:
        span = _rows_spanned(about.placed, y, tc, start)
        if not span:
            continue
        spot = Spot(y, y + span, len(about.placed), start, end, about.columns)
        kinds = kinds_of(about.look, spot, about.headers, about.bands)
        style = merged(about.conditions, kinds)
        own = borders(None if tc is None else tc.find(f"{W}tcPr/{W}tcBorders"), reading.styles.theme)
        lines = {**lines_of(about.conditions, kinds, spot, inner, own), **{side: own.get(side) for side in _DIAGONALS}}
        named = about.look["firstColumn"] and start == 0 and len(about.placed) > 1
        header = "col" if y < about.headers else "row" if named else ""
        made = _cell(reading, tc, style, about.main, lines)
        cells.append(replace(made, columns=end - start, rows=span, header=header))
    short = about.columns - (about.placed[y][-1][2] if about.placed[y] else 0)
    cells += [Cell((), columns=short)] if short else []
    trpr = row.find(f"{W}trPr")
    height = None if trpr is None else trpr.find(f"{W}trHeight")
    return Row(
        tuple(cells),
        header=y < about.headers and _says_header(row),
        whole=trpr is not None and is_on(trpr.find(f"{W}cantSplit")),
        height=0.0 if height is None else whole(height.get(f"{W}val")) / 20,
        exact=height is not None and height.get(f"{W}hRule") == "exact",
    )


def _width(properties: etree._Element | None) -> float:
    """A table's own width: points, or below 0 the share of the room it is in; 0 where its columns say."""
    width = properties.find(f"{W}tblW") if properties is not None else None
    if width is None:
        return 0.0
    kind, text = width.get(f"{W}type", "dxa"), width.get(f"{W}w") or ""
    share = whole(text.rstrip("%"))
    if kind == "pct" or text.endswith("%"):
        return -share / (100 if text.endswith("%") else 5000)
    return max(share / 20, 0.0) if kind == "dxa" else 0.0


def _layout(properties: etree._Element | None) -> str:
    layout = None if properties is None else properties.find(f"{W}tblLayout")
    return "autofit" if layout is None else layout.get(f"{W}type", "autofit")


def _spacing(properties: etree._Element | None, rows: list[etree._Element]) -> float:
    """The room between cells in points; Word keeps half of it on each side of a cell."""
    found = None if properties is None else properties.find(f"{W}tblCellSpacing")
    if found is None:
        found = next((each for row in rows if (each := row.find(f"{W}trPr/{W}tblCellSpacing")) is not None), None)
    return 0.0 if found is None else whole(found.get(f"{W}w")) / 10


def _floats(element: etree._Element | None) -> str:
    """The side that a table with text round it stands at; nothing for a table in its line."""
    if element is None:
        return ""
    named = element.get(f"{W}tblpXSpec", "")
    if named in ("right", "outside"):
        return "right"
    if named == "center":
        return "center"
    far = whole(element.get(f"{W}tblpX")) > 4800 and element.get(f"{W}horzAnchor", "page") != "text"
    return "right" if not named and far else "left"


def _placement(element: etree._Element) -> Placement:
    """Where a table with text round it stands."""

    def points(name: str) -> float:
        return whole(element.get(W + name)) / 20

    across, down = (
        ({"text": otherwise}.get(element.get(f"{W}{anchor}", "page"), element.get(f"{W}{anchor}", "page")),
         element.get(f"{W}{name}Spec", ""), points(name))
        for anchor, name, otherwise in (("horzAnchor", "tblpX", "column"), ("vertAnchor", "tblpY", "paragraph"))
    )  # fmt: skip
    sides = tuple(points(f"{side}FromText") for side in ("top", "right", "bottom", "left"))
    if down[1] == "inline":
        down = ("paragraph", "", 0.0)
    return Placement("square", across, down, (sides[0], sides[1], sides[2], sides[3]))


def _bands(conditions: dict[str, Properties]) -> tuple[int, int]:
    """How many rows and columns a band of the table's style holds."""
    said = conditions.get("", {})
    return max(said.get("row_band", 1), 1), max(said.get("column_band", 1), 1)


def _through(parent: etree._Element, name: str) -> list[etree._Element]:
    """Children of one name, those inside content controls and insertions too."""
    return [child for child in opened(parent, _WRAPPERS) if child.tag == W + name]


def _deleted(row: etree._Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _place(row: etree._Element) -> Placed:
    """The cells of a row with the grid columns that each takes; None for columns left out before or after."""
    found: Placed = []
    before, after = (min(max(whole(value(row, "trPr", name)), 0), 63) for name in ("gridBefore", "gridAfter"))
    at = before
    if before:
        found.append((None, 0, before))
    for tc in _through(row, "tc"):
        span = max(1, min(whole(value(tc, "tcPr", "gridSpan"), 1), 63))
        beside = tc.find(f"{W}tcPr/{W}hMerge")
        if beside is not None and beside.get(f"{W}val") != "restart" and found and found[-1][0] is not None:
            found[-1] = (found[-1][0], found[-1][1], at + span)
        else:
            found.append((tc, at, at + span))
        at += span
    if after:
        found.append((None, at, at + after))
    return found


def _merged(tc: etree._Element | None) -> str:
    """``start``, ``more`` or nothing: how a cell takes part in a merge down the column."""
    element = None if tc is None else tc.find(f"{W}tcPr/{W}vMerge")
    if element is None:
        return ""
    return "start" if element.get(f"{W}val") == "restart" else "more"


def _rows_spanned(placed: list[Placed], y: int, tc: etree._Element | None, start: int) -> int:
    """How many rows a cell spans; 0 for one that is covered from above."""
    if _merged(tc) == "more" and y and any(_merged(up) and at == start for up, at, _ in placed[y - 1]):
        return 0
    span = 1
    if _merged(tc):
        for below in placed[y + 1 :]:
            if not any(_merged(each) == "more" and at == start for each, at, _ in below):
                break
            span += 1
    return span


def _grid(element: etree._Element, count: int, placed: list[Placed]) -> list[float]:
    """Column widths: the grid's own, else the cells', else equal."""
    grid = [whole(each.get(f"{W}w")) / 20 for each in element.findall(f"{W}tblGrid/{W}gridCol")]
    if len(grid) >= count and sum(grid[:count]) > 0:
        return grid[:count]
    widths = [0.0] * count
    for row in placed:
        for tc, start, end in row:
            width = None if tc is None else tc.find(f"{W}tcPr/{W}tcW")
            if width is not None and end - start == 1 and width.get(f"{W}type", "dxa") == "dxa":
                widths[start] = max(widths[start], whole(width.get(f"{W}w")) / 20)
    known = [width for width in widths if width]
    return [width or (sum(known) / len(known) if known else 72.0) for width in widths]


def _says_header(row: etree._Element) -> bool:
    return is_on(row.find(f"{W}trPr/{W}tblHeader"))


def _header_rows(rows: list[etree._Element], look: dict[str, bool]) -> int:
    """How many rows at the top hold headings: those that repeat, else the first where the table's look says so."""
    count = 0
    while count < len(rows) and _says_header(rows[count]):
        count += 1
    return count or (1 if look["firstRow"] and len(rows) > 1 else 0)


def _indent(properties: etree._Element | None) -> float:
    indent = None if properties is None else properties.find(f"{W}tblInd")
    return 0.0 if indent is None or indent.get(f"{W}type", "dxa") != "dxa" else whole(indent.get(f"{W}w")) / 20


def _bare(block: Block) -> bool:
    return isinstance(block, Paragraph) and not block.children and block.label is None


def _cell(
    reading: Reading,
    tc: etree._Element | None,
    style: Properties,
    whole_table: Properties,
    lines: Borders,
) -> Cell:
    if tc is None:
        return Cell(())
    properties = tc.find(f"{W}tcPr")
    shading = style.get("shading") or whole_table["shading"]
    for each in [] if properties is None else properties.findall(f"{W}shd"):
        shading = reading.styles.theme.shade(each)
    margins = {**whole_table["margins"], **margins_of(None if properties is None else properties.find(f"{W}tcMar"))}
    vertical = value(properties, "vAlign") or style.get("vertical") or "top"
    blocks = tuple(reading.blocks(tc, style.get("paragraph", {}), style.get("run", {})))
    if len(blocks) > 1 and isinstance(blocks[-2], Table) and _bare(blocks[-1]):
        blocks = blocks[:-1]  # Word asks for a paragraph after a table in a cell, and gives it no height
    return Cell(
        blocks,
        shading=shading,
        borders=one(tuple((side, line) for side in (*_EDGES, *_DIAGONALS) if (line := lines.get(side)))),
        vertical={"center": "middle", "both": "middle"}.get(vertical, vertical),
        margins=one((margins[0], margins[1], margins[2], margins[3])),
        turned=_TURNED.get(value(properties, "textDirection") or "", ""),
    )
