"""A Word file's theme: its fonts by script and its colours, made lighter or darker."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from pipeline.colours import mixed
from pipeline.printing.word.package import A, Package, W, whole

_NAMES = {
    "text1": "dk1", "text2": "dk2", "background1": "lt1", "background2": "lt2", "dark1": "dk1", "dark2": "dk2",
    "light1": "lt1", "light2": "lt2", "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip
HIGHLIGHT = {
    "yellow": "#ffff00", "green": "#00ff00", "cyan": "#00ffff", "magenta": "#ff00ff", "blue": "#0000ff",
    "red": "#ff0000", "darkBlue": "#000080", "darkCyan": "#008080", "darkGreen": "#008000", "darkMagenta": "#800080",
    "darkRed": "#800000", "darkYellow": "#808000", "darkGray": "#808080", "lightGray": "#c0c0c0", "black": "#000000",
    "white": "#ffffff",
}  # fmt: skip
_SCRIPTS = {"ja": "Jpan", "ko": "Hang", "zh-TW": "Hant", "zh-HK": "Hant", "zh-MO": "Hant", "zh": "Hans", "ar": "Arab",
            "fa": "Arab", "ur": "Uigh", "he": "Hebr", "th": "Thai", "hi": "Deva"}  # fmt: skip


_COLOUR = re.compile("[0-9a-fA-F]{6}")
_HEX = re.compile("[0-9a-fA-F]{1,2}")


@dataclass(frozen=True)
class Theme:
    """A theme's fonts by Word's names for them (``minorHAnsi``), and its colours (``#rrggbb``) by theirs (``accent1``)."""

    fonts: Mapping[str, str] = field(default_factory=dict)
    colours: Mapping[str, str] = field(default_factory=dict)

    def colour(self, element: etree._Element | None, attribute: str, theme: str = "themeColor") -> str:
        """``#rrggbb`` from an attribute or the theme; nothing for automatic."""
        if element is None:
            return ""
        named = element.get(W + theme)
        text = self.colours.get(_NAMES.get(named, named), "") if named else ""
        if named and text:
            prefix = "themeFill" if theme == "themeFill" else "theme"
            return _shaded(text, element.get(f"{W}{prefix}Tint"), element.get(f"{W}{prefix}Shade"))
        text = element.get(W + attribute, "")
        return f"#{text.lower()}" if _COLOUR.fullmatch(text) else ""

    def shade(self, element: etree._Element) -> str:
        """The colour that a shading comes to: its fill, with as much of its pattern's colour as the pattern shows."""
        fill = self.colour(element, "fill", "themeFill")
        kind = element.get(f"{W}val", "clear")
        if kind in ("clear", "nil", "none"):
            return fill
        part = 1.0 if kind == "solid" else whole(kind[3:], 25) / 100 if kind.startswith("pct") else 0.25
        return mixed(self.colour(element, "color") or "#000000", fill or "#ffffff", part)


def read_theme(package: Package) -> Theme:
    """A Word file's theme; one without fonts and colours where it has none."""
    theme = package.lenient(package.one(package.document, "theme"))
    if theme is None:
        return Theme()
    settings = package.xml(package.one(package.document, "settings"))
    said = None if settings is None else settings.find(f"{W}themeFontLang")
    fonts: dict[str, str] = {}
    for kind, names in (("majorFont", "major"), ("minorFont", "minor")):
        family = theme.find(f".//{A}{kind}")
        if family is None:
            continue
        by_script = {each.get("script", ""): each.get("typeface", "") for each in family.findall(f"{A}font")}
        for tag, keys, language in (
            ("latin", ("Ascii", "HAnsi"), ""),
            ("ea", ("EastAsia",), "" if said is None else said.get(f"{W}eastAsia", "")),
            ("cs", ("Bidi",), "" if said is None else said.get(f"{W}bidi", "")),
        ):
            element = family.find(f"{A}{tag}")
            named = "" if element is None else element.get("typeface", "")
            script = _SCRIPTS.get(language) or _SCRIPTS.get(language[:2], "")
            if found := named or by_script.get(script, ""):
                fonts.update({f"{names}{key}": found for key in keys})
    colours: dict[str, str] = {}
    scheme = theme.find(f".//{A}clrScheme")
    for item in () if scheme is None else scheme:
        for colour in item:
            text = colour.get("lastClr") or colour.get("val") or ""
            if _COLOUR.fullmatch(text):
                colours[etree.QName(item).localname] = f"#{text.lower()}"
    return Theme(fonts, colours)


def _shaded(colour: str, tint: str | None, shade: str | None) -> str:
    """A theme colour made lighter (tint) or darker (shade), both as Word's two hex digits."""
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    if tint and _HEX.fullmatch(tint):
        keep = int(tint, 16) / 255
        parts = [round(part * keep + 255 * (1 - keep)) for part in parts]
    if shade and _HEX.fullmatch(shade):
        parts = [round(part * int(shade, 16) / 255) for part in parts]
    return "#" + "".join(f"{part:02x}" for part in parts)
