"""Word's tables: columns, spans, header rows, and the look that table styles give them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lxml import etree

from pipeline.printing.package import W, is_on, opened, value, whole
from pipeline.printing.reading import NOT_CARRIED, Reading, first_words
from pipeline.printing.styles import Properties, merge
from pipeline.printing.tree import Border, Cell, Row, Table

_EDGES = ("top", "left", "bottom", "right")
_MARGINS = {"top": 0, "right": 1, "end": 1, "bottom": 2, "left": 3, "start": 3}
_MOST_COLUMNS = 500  # Word's own most is 63
_LOOK = {
    "firstRow": 0x20,
    "lastRow": 0x40,
    "firstColumn": 0x80,
    "lastColumn": 0x100,
    "noHBand": 0x200,
    "noVBand": 0x400,
}
_WRAPPERS = frozenset(W + tag for tag in ("sdt", "sdtContent", "ins", "customXml", "smartTag"))
Borders = dict[str, Border | None]


def table(reading: Reading, element: etree._Element) -> Table | None:
    """A table as the tree has it; None where it has no cell."""
    properties = element.find(f"{W}tblPr")
    style_id = value(properties, "tblStyle") or reading.styles.defaults.get("table", "")
    look = _look(properties)
    conditions = _conditions(reading, style_id)
    rows = [each for each in _through(element, "tr") if not _deleted(each)]
    grid = [whole(each.get(f"{W}w")) / 20 for each in element.findall(f"{W}tblGrid/{W}gridCol")]
    placed = [_place(row) for row in rows]
    count = max((end for row in placed for _, _, end in row), default=0)
    if not count:
        return None
    if count > _MOST_COLUMNS:
        placed = [[(tc, i, i + 1) for i, (tc, _, _) in enumerate(row)] for row in placed]
        count = max(end for row in placed for _, _, end in row)
    grid = _grid(grid, count, placed)
    whole_table = _table_properties(reading, properties, conditions)
    headers = _header_rows(rows, look)
    made = []
    for y, row in enumerate(rows):
        for child in [*(opened(element, _WRAPPERS) if y == 0 else ()), *opened(row, _WRAPPERS)]:
            if child.tag == f"{W}bookmarkStart":
                reading.mark(child)
        cells = []
        for tc, start, end in placed[y]:
            span = _rows_spanned(placed, y, tc, start)
            if span == 0:
                _covered(reading, tc)
                continue
            kinds = _kinds(look, y, len(rows), start, end, count, headers)
            style = merge(*(conditions.get(kind, {}) for kind in kinds))
            header = "col" if y < headers else "row" if look["firstColumn"] and start == 0 else ""
            made_cell = _cell(reading, tc, style, whole_table, (y, y + span, len(rows)), (start, end, count))
            cells.append(replace(made_cell, columns=end - start, rows=span, header=header))
        short = count - (placed[y][-1][2] if placed[y] else 0)
        cells += [Cell((), columns=short)] if short else []
        trpr = row.find(f"{W}trPr")
        height = None if trpr is None else trpr.find(f"{W}trHeight")
        made.append(
            Row(
                tuple(cells),
                header=y < headers and _says_header(row),
                whole=trpr is not None and is_on(trpr.find(f"{W}cantSplit")),
                height=0.0 if height is None else whole(height.get(f"{W}val")) / 20,
            )
        )
    width = properties.find(f"{W}tblW") if properties is not None else None
    fixed = width is not None and width.get(f"{W}type") == "pct"
    share = whole((width.get(f"{W}w") or "").rstrip("%")) if fixed and width is not None else 0
    return Table(
        tuple(grid),
        tuple(made),
        style_id,
        value(properties, "jc") or "left",
        _indent(properties),
        -share / (5000 if share > 100 else 100) if share else 0.0,
        value(properties, "tblCaption") or "",
        value(properties, "tblDescription") or "",
    )


def _through(parent: etree._Element, name: str) -> list[etree._Element]:
    """Children of one name, those inside content controls and insertions too."""
    return [child for child in opened(parent, _WRAPPERS) if child.tag == W + name]


def _deleted(row: etree._Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _place(row: etree._Element) -> list[tuple[etree._Element | None, int, int]]:
    """The cells of a row with the grid columns that each takes; None for columns left out before or after."""
    found: list[tuple[etree._Element | None, int, int]] = []
    before, after = (min(max(whole(value(row, "trPr", name)), 0), 63) for name in ("gridBefore", "gridAfter"))
    at = before
    if before:
        found.append((None, 0, before))
    for tc in _through(row, "tc"):
        span = max(1, min(whole(value(tc, "tcPr", "gridSpan"), 1), 63))
        found.append((tc, at, at + span))
        at += span
    if after:
        found.append((None, at, at + after))
    return found


def _covered(reading: Reading, tc: etree._Element | None) -> None:
    """Say the words of a cell that a merge hides."""
    words = "" if tc is None else "".join(text.text or "" for text in tc.iter(f"{W}t")).strip()
    if words:
        reading.near = words[:60]
        reading.say(
            NOT_CARRIED,
            f"A cell that is merged into the one above holds words that Word hides: “{words[:200]}”.",
            "Split the cells to see them, then move the words or take them out.",
        )


def _merged(tc: etree._Element | None) -> str:
    """``start``, ``more`` or nothing: how a cell takes part in a merge down the column."""
    element = None if tc is None else tc.find(f"{W}tcPr/{W}vMerge")
    if element is None:
        return ""
    return "start" if element.get(f"{W}val") == "restart" else "more"


def _rows_spanned(placed: list[list[tuple[Any, int, int]]], y: int, tc: etree._Element | None, start: int) -> int:
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


def _grid(grid: list[float], count: int, placed: list[list[tuple[Any, int, int]]]) -> list[float]:
    """Column widths: the grid's own, else the cells', else equal."""
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


def _look(properties: etree._Element | None) -> dict[str, bool]:
    look = None if properties is None else properties.find(f"{W}tblLook")
    bits = int(look.get(f"{W}val", "0"), 16) if look is not None and look.get(f"{W}val") else 0
    return {
        name: (
            look.get(W + name) in ("1", "true", "on") if look is not None and look.get(W + name) else bool(bits & bit)
        )
        for name, bit in _LOOK.items()
    }


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


def _conditions(reading: Reading, style_id: str) -> dict[str, Properties]:
    """What a table style says of the whole table (``""``) and of its parts, inherited."""
    found: dict[str, Properties] = {}
    for style in reading.styles.chain(style_id):
        if style.kind != "table":
            continue
        for kind, element in [
            ("", style.element),
            *((e.get(f"{W}type", ""), e) for e in style.element.iter(f"{W}tblStylePr")),
        ]:
            found[kind] = merge(found.get(kind, {}), _condition(reading, element))
    return found


def _condition(reading: Reading, element: etree._Element) -> Properties:
    styles = reading.styles
    cell, whole_table = element.find(f"{W}tcPr"), element.find(f"{W}tblPr")
    found: Properties = {
        "run": styles.run(element.find(f"{W}rPr")),
        "paragraph": styles.paragraph(element.find(f"{W}pPr")),
        "lines": styles.borders(None if cell is None else cell.find(f"{W}tcBorders")),
        "table_lines": styles.borders(None if whole_table is None else whole_table.find(f"{W}tblBorders")),
        "margins": _margins(None if whole_table is None else whole_table.find(f"{W}tblCellMar")),
    }
    for shading in [] if cell is None else cell.findall(f"{W}shd"):
        found["shading"] = styles.colour(shading, "fill", "themeFill")
    if vertical := value(cell, "vAlign"):
        found["vertical"] = vertical
    for key, name in (("row_band", "tblStyleRowBandSize"), ("column_band", "tblStyleColBandSize")):
        if size := value(whole_table, name):
            found[key] = whole(size, 1)
    return found


def _margins(element: etree._Element | None) -> dict[int, float]:
    return {
        _MARGINS[tag]: whole(each.get(f"{W}w")) / 20
        for each in ([] if element is None else element)
        if isinstance(each.tag, str) and (tag := each.tag[len(W) :]) in _MARGINS
    }


def _table_properties(
    reading: Reading, properties: etree._Element | None, conditions: dict[str, Properties]
) -> Properties:
    """The table's own lines and cell margins over its style's."""
    style = conditions.get("", {})
    own = reading.styles.borders(None if properties is None else properties.find(f"{W}tblBorders"))
    margins = _margins(None if properties is None else properties.find(f"{W}tblCellMar"))
    shading = None if properties is None else properties.find(f"{W}shd")
    return {
        "lines": {**style.get("table_lines", {}), **own},
        "margins": {0: 0.0, 1: 5.4, 2: 0.0, 3: 5.4, **style.get("margins", {}), **margins},
        "shading": reading.styles.colour(shading, "fill", "themeFill"),
    }


def _kinds(look: dict[str, bool], y: int, rows: int, start: int, end: int, columns: int, headers: int) -> list[str]:
    """Which of a table style's parts a cell belongs to, the weakest first."""
    first = max(headers, 1) if look["firstRow"] else 0
    left = 1 if look["firstColumn"] else 0
    kinds = [""]
    if not look["noVBand"] and start >= left:
        kinds.append("band1Vert" if (start - left) % 2 == 0 else "band2Vert")
    if not look["noHBand"] and y >= first:
        kinds.append("band1Horz" if (y - first) % 2 == 0 else "band2Horz")
    if look["firstColumn"] and start == 0:
        kinds.append("firstCol")
    if look["lastColumn"] and end == columns:
        kinds.append("lastCol")
    if look["firstRow"] and y < first:
        kinds.append("firstRow")
    if look["lastRow"] and y == rows - 1 and y >= first:
        kinds.append("lastRow")
    for corner, row, column in (
        ("nwCell", "firstRow", "firstCol"),
        ("neCell", "firstRow", "lastCol"),
        ("swCell", "lastRow", "firstCol"),
        ("seCell", "lastRow", "lastCol"),
    ):
        if row in kinds and column in kinds:
            kinds.append(corner)
    return kinds


def _cell(
    reading: Reading,
    tc: etree._Element | None,
    style: Properties,
    whole_table: Properties,
    rows: tuple[int, int, int],
    columns: tuple[int, int, int],
) -> Cell:
    if tc is None:
        return Cell(())
    properties = tc.find(f"{W}tcPr")
    own = reading.styles.borders(None if properties is None else properties.find(f"{W}tcBorders"))
    lines: Borders = {}
    inner: Borders = whole_table["lines"]
    for side, (low, high, size), starts, inside in (
        ("top", rows, True, "insideH"), ("bottom", rows, False, "insideH"),
        ("left", columns, True, "insideV"), ("right", columns, False, "insideV"),
    ):  # fmt: skip
        edge = low == 0 if starts else high == size
        lines[side] = inner.get(side if edge else inside)
        styled: Borders = style.get("lines", {})
        if side in styled:
            lines[side] = styled[side]
        elif not edge and inside in styled:
            lines[side] = styled[inside]
        if side in own:
            lines[side] = own[side]
    shading = style.get("shading") or whole_table["shading"]
    for each in [] if properties is None else properties.findall(f"{W}shd"):
        shading = reading.styles.colour(each, "fill", "themeFill")
    margins = {**whole_table["margins"], **_margins(None if properties is None else properties.find(f"{W}tcMar"))}
    if value(properties, "textDirection") not in (None, "lrTb", "lrTbV", "tb"):
        reading.near = first_words(tc)
        reading.say(
            NOT_CARRIED,
            "Words turned on their side in a table cell are printed upright.",
            "Check how wide their column is in the PDF.",
        )
    vertical = value(properties, "vAlign") or style.get("vertical") or "top"
    return Cell(
        tuple(reading.blocks(tc, style.get("paragraph", {}), style.get("run", {}))),
        shading=shading,
        borders=tuple((side, line) for side in _EDGES if (line := lines[side])),
        vertical={"center": "middle", "both": "middle"}.get(vertical, vertical),
        margins=(margins[0], margins[1], margins[2], margins[3]),
    )
