"""The cell styles that mark an OpenDocument spreadsheet and that its sheet *Queries* needs, beside those that it has."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from pipeline.handback.listed import SEVERITIES, WIDTHS, Look
from pipeline.handback.styles import FILLS, INK, LINK, NAVY, WHITE
from pipeline.issues import Severity

OFFICE, STYLE, TABLE, FO = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}"
    for name in ("office", "style", "table", "xsl-fo-compatible")
)
_EDGES = {Severity.ERROR: "2.5pt solid #942514", Severity.QUERY: "1.5pt dashed #594d00"}
_BORDER = "0.75pt solid #505a5f"
_CHARACTER = 0.2  # centimetres


def _colour(rgb: str) -> str:
    return f"#{rgb[2:].lower()}"


class Styles:
    """The automatic styles of a spreadsheet's content, to which styles are added."""

    def __init__(self, content: etree._Element, others: set[str]) -> None:
        found = content.find(OFFICE + "automatic-styles")
        if found is None:
            found = etree.Element(OFFICE + "automatic-styles")
            body = content.find(OFFICE + "body")
            assert body is not None
            body.addprevious(found)
        self._list = found
        self._cells = {
            each.get(STYLE + "name", ""): each for each in found if each.get(STYLE + "family") == "table-cell"
        }
        self._used = others | {each.get(STYLE + "name", "") for each in found}
        self._made: dict[tuple[str, Severity], str] = {}

    def marked(self, name: str, severity: Severity) -> str:
        """The style of a cell of the style ``name`` once it is marked: all else of it stays."""
        if (name, severity) not in self._made:
            style = deepcopy(self._cells[name]) if name in self._cells else self._style("table-cell", name)
            cell = _part(style, "table-cell-properties")
            for key in [key for key in cell.attrib if str(key).startswith(FO + "border")]:
                del cell.attrib[key]
            cell.set(FO + "background-color", _colour(FILLS[severity]))
            cell.set(FO + "border", _EDGES[severity])
            text = _part(style, "text-properties")
            text.attrib.pop(STYLE + "use-window-font-color", "")
            text.set(FO + "color", _colour(INK))
            self._made[name, severity] = self._add(style)
        return self._made[name, severity]

    def bold(self) -> str:
        """A style for bold words."""
        style = self._style("text")
        _part(style, "text-properties").set(FO + "font-weight", "bold")
        return self._add(style)

    def table(self) -> str:
        """A style for a sheet that is shown."""
        style = self._style("table")
        style.set(STYLE + "master-page-name", "Default")
        _part(style, "table-properties").set(TABLE + "display", "true")
        return self._add(style)

    def columns(self) -> list[str]:
        """A style for each column of the sheet Queries."""
        made: dict[int, str] = {}
        for width in WIDTHS:
            style = self._style("table-column")
            _part(style, "table-column-properties").set(STYLE + "column-width", f"{width * _CHARACTER:.2f}cm")
            made[width] = made.get(width) or self._add(style)
        return [made[width] for width in WIDTHS]

    def row(self, high: float) -> str:
        """A style for a row of so many points."""
        style = self._style("table-row")
        row = _part(style, "table-row-properties")
        row.set(STYLE + "row-height", f"{high:g}pt")
        row.set(STYLE + "use-optimal-row-height", "false")
        return self._add(style)

    def looks(self) -> dict[Look, str]:
        """A style for each look of the sheet Queries: 12 point and larger, wrapped, from the top."""
        severity = {look: key for key, look in SEVERITIES.items()}
        return {look: self._add(self._look(look, severity.get(look))) for look in Look}

    def _look(self, look: Look, severity: Severity | None) -> etree._Element:
        style = self._style("table-cell", "Default")
        cell, words = _part(style, "table-cell-properties"), _part(style, "paragraph-properties")
        text = _part(style, "text-properties")
        cell.set(STYLE + "vertical-align", "top")
        words.set(FO + "text-align", "start")
        text.set(FO + "font-family", "Arial")
        text.set(FO + "font-size", "16pt" if look is Look.TITLE else "12pt")
        text.set(FO + "color", _colour({Look.HEAD: WHITE, Look.LINK: LINK, Look.LINE_LINK: LINK}.get(look, INK)))
        if look in (Look.TITLE, Look.HEAD) or severity:
            text.set(FO + "font-weight", "bold")
        if look in (Look.LINK, Look.LINE_LINK):
            text.set(STYLE + "text-underline-style", "solid")
        if look not in (Look.TITLE, Look.LINE, Look.LINE_LINK):
            cell.set(FO + "wrap-option", "wrap")
            cell.set(FO + "border", _EDGES[severity] if severity else _BORDER)
        if severity or look is Look.HEAD:
            cell.set(FO + "background-color", _colour(FILLS[severity] if severity else NAVY))
        return style

    def _style(self, family: str, parent: str = "") -> etree._Element:
        style = etree.Element(STYLE + "style")
        style.set(STYLE + "family", family)
        if parent:
            style.set(STYLE + "parent-style-name", parent)
        return style

    def _add(self, style: etree._Element) -> str:
        number = len(self._used)
        while f"queries{number}" in self._used:
            number += 1
        name = f"queries{number}"
        style.set(STYLE + "name", name)
        self._used.add(name)
        self._list.append(style)
        return name


_ORDER = [STYLE + name for name in ("table-cell-properties", "paragraph-properties", "text-properties")]


def _part(style: etree._Element, name: str) -> etree._Element:
    """A part of a style, made where it has none, in the order that the standard gives."""
    tag = STYLE + name
    found = style.find(tag)
    if found is None:
        found = etree.Element(tag)
        before = _ORDER[: _ORDER.index(tag)] if tag in _ORDER else []
        style.insert(sum(child.tag in before for child in style), found)
    return found
