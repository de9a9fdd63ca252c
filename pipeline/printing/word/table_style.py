"""What a table style says of a table and of its parts: first and last rows and columns, bands, corners."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from pipeline.printing.document.tree import Border
from pipeline.printing.word.formatting import borders, paragraph_formatting, run_formatting
from pipeline.printing.word.merging import Properties, merge
from pipeline.printing.word.package import W, says_on, value, whole
from pipeline.printing.word.reading import Reading

_MARGINS = {"top": 0, "right": 1, "end": 1, "bottom": 2, "left": 3, "start": 3}
_LOOK = {
    "firstRow": 0x20,
    "lastRow": 0x40,
    "firstColumn": 0x80,
    "lastColumn": 0x100,
    "noHBand": 0x200,
    "noVBand": 0x400,
}
Borders = dict[str, Border | None]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a cell stands: its first row and the one after its last, likewise columns, and how many there are."""

    top: int
    bottom: int
    rows: int
    left: int
    right: int
    columns: int


def look_of(properties: etree._Element | None) -> dict[str, bool]:
    """Which parts of its style a table shows."""
    look = None if properties is None else properties.find(f"{W}tblLook")
    said = "" if look is None else look.get(f"{W}val", "")
    bits = int(said, 16) if re.fullmatch("[0-9a-fA-F]{1,8}", said) else 0
    return {
        name: says_on(look.get(W + name)) if look is not None and look.get(W + name) else bool(bits & bit)
        for name, bit in _LOOK.items()
    }


def conditions_of(reading: Reading, style_id: str) -> dict[str, Properties]:
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
        "run": run_formatting(element.find(f"{W}rPr"), styles.theme),
        "paragraph": paragraph_formatting(element.find(f"{W}pPr"), styles.theme),
        "lines": borders(None if cell is None else cell.find(f"{W}tcBorders"), styles.theme),
        "table_lines": borders(None if whole_table is None else whole_table.find(f"{W}tblBorders"), styles.theme),
        "margins": margins_of(None if whole_table is None else whole_table.find(f"{W}tblCellMar")),
    }
    for shading in [] if cell is None else cell.findall(f"{W}shd"):
        found["shading"] = styles.theme.shade(shading)
    if vertical := value(cell, "vAlign"):
        found["vertical"] = vertical
    for key, name in (("row_band", "tblStyleRowBandSize"), ("column_band", "tblStyleColBandSize")):
        if size := value(whole_table, name):
            found[key] = whole(size, 1)
    return found


def margins_of(element: etree._Element | None) -> dict[int, float]:
    """Cell margins in points by side: 0 top, 1 right, 2 bottom, 3 left."""
    return {
        _MARGINS[tag]: whole(each.get(f"{W}w")) / 20
        for each in ([] if element is None else element)
        if isinstance(each.tag, str) and (tag := each.tag[len(W) :]) in _MARGINS
    }


def whole_table(reading: Reading, properties: etree._Element | None, conditions: dict[str, Properties]) -> Properties:
    """The table's own lines and cell margins over its style's."""
    style = conditions.get("", {})
    own = borders(None if properties is None else properties.find(f"{W}tblBorders"), reading.styles.theme)
    margins = margins_of(None if properties is None else properties.find(f"{W}tblCellMar"))
    shading = None if properties is None else properties.find(f"{W}shd")
    return {
        "lines": {**style.get("table_lines", {}), **own},
        "margins": {0: 0.0, 1: 5.4, 2: 0.0, 3: 5.4, **style.get("margins", {}), **margins},
        "shading": "" if shading is None else reading.styles.theme.shade(shading),
    }


def kinds_of(look: dict[str, bool], spot: Spot, headers: int, bands: tuple[int, int]) -> list[str]:
    """Which of a table style's parts a cell belongs to, the weakest first; ``bands`` are rows and columns a band."""
    y, start = spot.top, spot.left
    first = max(headers, 1) if look["firstRow"] else 0
    left = 1 if look["firstColumn"] else 0
    kinds = [""]
    last_row = look["lastRow"] and spot.bottom == spot.rows and y >= first
    if not look["noVBand"] and start >= left and not (look["lastColumn"] and spot.right == spot.columns):
        kinds.append("band1Vert" if (start - left) // bands[1] % 2 == 0 else "band2Vert")
    if not look["noHBand"] and y >= first and not last_row:
        kinds.append("band1Horz" if (y - first) // bands[0] % 2 == 0 else "band2Horz")
    if look["firstColumn"] and start == 0:
        kinds.append("firstCol")
    if look["lastColumn"] and spot.right == spot.columns:
        kinds.append("lastCol")
    if look["firstRow"] and y < first:
        kinds.append("firstRow")
    if last_row:
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


def lines_of(conditions: dict[str, Properties], kinds: list[str], spot: Spot, table: Borders, own: Borders) -> Borders:
    """A cell's border lines by side: the table's, those of the parts of its style, its own.

    A part's outer lines stand at the part's edges only, its inside lines between its cells.
    """
    lines: Borders = {}
    for side, at_edge, inside, across in (
        ("top", spot.top == 0, "insideH", "rows"), ("bottom", spot.bottom == spot.rows, "insideH", "rows"),
        ("left", spot.left == 0, "insideV", "columns"), ("right", spot.right == spot.columns, "insideV", "columns"),
    ):  # fmt: skip
        lines[side] = table.get(side if at_edge else inside)
        for kind in kinds:
            styled: Borders = conditions.get(kind, {}).get("lines", {})
            along = {"rows": _COLUMN_PARTS, "columns": _ROW_PARTS}[across]
            outer = at_edge or (bool(kind) and kind not in along)
            name = side if outer else inside
            if name in styled:
                lines[side] = styled[name]
        if side in own:
            lines[side] = own[side]
    return lines


_ROW_PARTS = frozenset(("firstRow", "lastRow", "band1Horz", "band2Horz"))
_COLUMN_PARTS = frozenset(("firstCol", "lastCol", "band1Vert", "band2Vert"))


def merged(conditions: dict[str, Properties], kinds: list[str]) -> Properties:
    """What the parts that a cell belongs to say of it, the strongest last."""
    return merge(*(conditions.get(kind, {}) for kind in kinds))
