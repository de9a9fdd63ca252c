"""The colours that cells of an Excel workbook are filled with, worked out only for columns that are asked about."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Mapping
from functools import cached_property

from lxml import etree

LONGEST_SHEET = 5_000_000
"""Bytes of a sheet's XML beyond which it is not kept for its colours: no tracker that people fill in is so long."""

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=False)
_RGB = re.compile(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")
_STYLE = re.compile(rb'\bs="(\d{1,9})"')
_OF_THEME = re.compile(rb"<(?:\w+:)?fgColor [^<>]*\btheme=")
_NAMES = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
"""A theme's colours in the order in which cells number them."""
# ECMA-376 part 1, 18.8.27: the colours that a file may number without spelling them out.
_PALETTE = """
    000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 800000 008000 000080 808000 800080 008080
    C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF
    800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC
    99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333
"""
_INDEXED = [*_PALETTE.split()[:8], *_PALETTE.split()]
"""The first eight are numbered twice."""


def names_theme(styles: bytes | None) -> bool:
    """Whether a fill takes its colour from the workbook's theme."""
    return styles is not None and _OF_THEME.search(styles) is not None


class Fills:
    """The fill of each of a workbook's cell styles, from the bytes of its styles and its theme."""

    def __init__(self, styles: bytes | None, theme: bytes | None) -> None:
        self._styles = styles
        self._theme = theme

    def of_column(self, xml: bytes, letters: str) -> Mapping[int, str]:
        """Row number -> the colour (``C00000``) that a cell of the column is filled with; white and no fill are left out."""
        found = {}
        for cell in re.finditer(rb'<c r="%s(\d{1,7})"([^<>]*)' % letters.encode(), xml):
            style = _STYLE.search(cell[2])
            colour = self._by_style.get(int(style[1]) if style else 0)
            if colour is not None:
                found[int(cell[1])] = colour
        return found

    @cached_property
    def _by_style(self) -> Mapping[int, str]:
        """The colour of each style that has one, by its number."""
        root = _parsed(self._styles)
        styles = root.find("{*}cellXfs") if root is not None else None
        if root is None or styles is None:
            return {}
        colours = [self._colour(fill) for fill in root.iterfind("{*}fills/{*}fill")]
        found = {}
        for number, style in enumerate(styles.iterchildren("{*}xf")):
            fill = style.get("fillId", "")
            colour = colours[int(fill)] if fill.isdecimal() and int(fill) < len(colours) else ""
            if colour not in ("", "FFFFFF"):
                found[number] = colour
        return found

    def _colour(self, fill: etree._Element) -> str:
        """The colour of a plain fill, whichever way it is written; "" where there is none."""
        said = fill.find("{*}patternFill[@patternType='solid']/{*}fgColor")
        if said is None:
            return ""
        number = said.get("theme", said.get("indexed", ""))
        among = self._of_theme if "theme" in said.attrib else _INDEXED
        rgb = _RGB.fullmatch(said.get("rgb", ""))
        if rgb is not None:
            colour = rgb[1].upper()
        elif number.isdecimal() and int(number) < len(among):
            colour = among[int(number)]
        else:
            return ""
        return tinted(colour, said.get("tint", "0"))

    @cached_property
    def _of_theme(self) -> list[str]:
        """The theme's colours by the numbers that cells give them."""
        root = _parsed(self._theme)
        found = []
        for name in _NAMES:
            said = root.find(f".//{{*}}clrScheme/{{*}}{name}/*") if root is not None else None
            rgb = _RGB.fullmatch(said.get("lastClr", said.get("val", ""))) if said is not None else None
            found.append(rgb[1].upper() if rgb is not None else "FFFFFF")
        return found


def tinted(colour: str, tint: str) -> str:
    """A colour made lighter (a tint above 0, up to 1) or darker (below 0), as ECMA-376 part 1, 18.8.19 says."""
    try:
        share = max(-1.0, min(float(tint), 1.0))
    except ValueError:
        return colour
    if not share:
        return colour
    hue, light, strength = colorsys.rgb_to_hls(*(int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)))
    light = light * (1 + share) if share < 0 else light * (1 - share) + share
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, strength))


def _parsed(xml: bytes | None) -> etree._Element | None:
    """The XML's root; None where there is none or it can't be read: nothing but colours hangs on it."""
    try:
        return etree.fromstring(xml, _PARSER) if xml else None
    except etree.XMLSyntaxError:
        return None
