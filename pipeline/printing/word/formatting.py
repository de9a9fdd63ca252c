"""What one piece of formatting says (an ``rPr``, a ``pPr``, border lines), as a plain record in the theme's fonts and colours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lxml import etree

from pipeline.printing.document.tree import Border
from pipeline.printing.word.merging import Properties, language_tag
from pipeline.printing.word.package import W, is_on, says_on, whole
from pipeline.printing.word.theme import HIGHLIGHT, Theme

_UNDERLINES = {
    "none": "", "double": "double", "wavyDouble": "wavy", "dotted": "dotted", "dottedHeavy": "dotted",
}  # fmt: skip
_FONTS = (
    ("font", ("asciiTheme", "hAnsiTheme"), ("ascii", "hAnsi")),
    ("font_east", ("eastAsiaTheme",), ("eastAsia",)),
    ("font_cs", ("cstheme",), ("cs",)),
)
_LANGUAGES = (("language", "val"), ("language_east", "eastAsia"), ("language_cs", "bidi"))
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_ALIGN = {
    "left": "left", "start": "left", "right": "right", "end": "right", "center": "center",
    "both": "justify", "distribute": "justify", "lowKashida": "justify", "thaiDistribute": "justify",
}  # fmt: skip
_LINES = {
    "double": "double", "triple": "double", "dotted": "dotted", "dashed": "dashed", "dashSmallGap": "dashed",
    "dotDash": "dashed", "dotDotDash": "dashed", "dashDotStroked": "dashed", "doubleWave": "double",
}  # fmt: skip
_CHARACTER = 10.5
_AUTO = 14.0  # points that Word leaves above and below a paragraph whose spacing is automatic


def run_formatting(element: etree._Element | None, theme: Theme) -> Properties:
    """What an ``rPr`` says."""
    found = _said(element, theme, _OF_RUNS)
    if "highlight" in found:  # it hides shading
        found["shading"] = found.pop("highlight")
    return found


def paragraph_formatting(element: etree._Element | None, theme: Theme) -> Properties:
    """What a ``pPr`` says."""
    return _said(element, theme, _OF_PARAGRAPHS)


def border(element: etree._Element, theme: Theme) -> Border | None:
    """A border line; None where it is said to be none."""
    kind = element.get(f"{W}val", "none")
    if kind in ("none", "nil"):
        return None
    width = min(max(whole(element.get(f"{W}sz"), 4) / 8, 0.25), 12.0)
    several = "double" if kind.startswith(("thinThick", "thickThin")) else "solid"
    style = _LINES.get(kind, several)
    return width * (3 if style == "double" else 1), style, theme.colour(element, "color") or "#000000"


def borders(element: etree._Element | None, theme: Theme) -> dict[str, Border | None]:
    """Border lines by side; start and end are left and right."""
    sides = {"start": "left", "end": "right"}
    found: dict[str, Border | None] = {}
    for item in () if element is None else element:
        if isinstance(item.tag, str):
            side = item.tag.rsplit("}", 1)[-1]
            found[sides.get(side, side)] = border(item, theme)
    return found


def border_spaces(element: etree._Element) -> dict[str, float]:
    """The room between border lines and what they stand round, in points by side."""
    sides = (side for side in element if isinstance(side.tag, str))
    return {etree.QName(side).localname: float(whole(side.get(f"{W}space"))) for side in sides}


_Reader = Callable[[etree._Element, Theme], Properties]


def _said(element: etree._Element | None, theme: Theme, readers: Mapping[Any, _Reader]) -> Properties:
    """What the parts of a piece of formatting say, each by its own reader; those without one say nothing here."""
    found: Properties = {}
    for item in () if element is None else element:
        if reader := readers.get(item.tag):
            found.update(reader(item, theme))
    return found


def _value(item: etree._Element) -> str:
    return item.get(f"{W}val", "")


def _number(item: etree._Element) -> int:
    return whole(item.get(f"{W}val"))


def _size(item: etree._Element) -> float:
    """A letter size in points, within Word's own limits."""
    return min(max(whole(item.get(f"{W}val"), 20, 2) / 2, 1.0), 1638.0)


def _fonts(item: etree._Element, theme: Theme) -> Properties:
    found: Properties = {}
    for key, themes, named in _FONTS:
        faces = [theme.fonts.get(item.get(W + each, "")) for each in themes]
        faces += [item.get(W + each) for each in named]
        if face := next(filter(None, faces), None):
            found[key] = face
    return found


def _underline(item: etree._Element, theme: Theme) -> Properties:
    found: Properties = {"line_colour": theme.colour(item, "color")}
    if kind := _value(item):  # without it, as Pages writes, only the line's colour is set
        plain = "dashed" if "dash" in kind.lower() else "wavy" if "wav" in kind.lower() else "solid"
        found["underline"] = _UNDERLINES.get(kind, plain)
    return found


def _language(item: etree._Element, _: Theme) -> Properties:
    found = {key: language_tag(item.get(W + name, "")) for key, name in _LANGUAGES}
    return {key: tag for key, tag in found.items() if tag}


def _switch(key: str) -> _Reader:
    return lambda item, _: {key: is_on(item)}


_OF_RUNS: dict[str, _Reader] = {
    **{
        W + tag: _switch(key)
        for tag, key in (
            ("b", "bold"), ("i", "italic"), ("bCs", "bold_cs"), ("iCs", "italic_cs"), ("strike", "strike"),
            ("dstrike", "strike"), ("vanish", "hidden"), ("rtl", "right_to_left"), ("cs", "complex"),
            ("caps", "all_caps"), ("smallCaps", "small_caps"),
        )
    },
    f"{W}rFonts": _fonts,
    f"{W}sz": lambda item, _: {"size": _size(item)},
    f"{W}szCs": lambda item, _: {"size_cs": _size(item)},
    f"{W}color": lambda item, theme: {"colour": theme.colour(item, "val")},
    f"{W}u": _underline,
    f"{W}highlight": lambda item, _: {"highlight": HIGHLIGHT.get(_value(item), "")},
    f"{W}shd": lambda item, theme: {"shading": theme.shade(item)},
    f"{W}vertAlign": lambda item, _: {"raised": {"superscript": "super", "subscript": "sub"}.get(_value(item), "")},
    f"{W}spacing": lambda item, _: {"spacing": _number(item) / 20},
    f"{W}lang": _language,
    f"{W}position": lambda item, _: {"lift": whole(_value(item), 0, 2) / 2},
    f"{W}w": lambda item, _: {"stretch": whole(_value(item).rstrip("%"), 100) / 100},
    f"{W}kern": lambda item, _: {"kern": whole(_value(item), 0, 2) / 2},
    f"{W}bdr": lambda item, theme: {"border": border(item, theme)},
    **{
        W + tag: lambda item, _: {"effect": is_on(item) and _value(item) != "none"}
        for tag in ("emboss", "imprint", "outline", "shadow", "em")
    },
    **{_W14 + tag: lambda *_: {"effect": True} for tag in ("glow", "shadow", "reflection", "props3d")},
}  # fmt: skip


def _indent(item: etree._Element, _: Theme) -> Properties:
    """Indents in points; in hundredths of a character where Word gives no length (a character is about 10.5 pt)."""

    def length(*names: str) -> float | None:
        for name in names:
            if item.get(W + name) is not None:
                return whole(item.get(W + name)) / 20
            if item.get(f"{W}{name}Chars") not in (None, "0"):
                return whole(item.get(f"{W}{name}Chars")) / 100 * _CHARACTER
        return None

    hanging, first = length("hanging"), length("firstLine")
    said = {"left": length("start", "left"), "right": length("end", "right"), "first": first}
    if hanging is not None:
        said["first"] = -hanging
    return {key: points for key, points in said.items() if points is not None}


def _spacing(item: etree._Element, _: Theme) -> Properties:
    found: Properties = {}
    for name in ("before", "after"):
        auto = item.get(f"{W}{name}Autospacing")
        if says_on(auto):
            found[name], found[f"auto_{name}"] = _AUTO, True
            continue
        if auto is not None:
            found[f"auto_{name}"] = False
        if item.get(W + name) is not None:
            found[name] = whole(item.get(W + name)) / 20
        elif item.get(f"{W}{name}Lines") is not None:
            found[name] = whole(item.get(f"{W}{name}Lines")) / 100 * 12
    if item.get(f"{W}line") is not None:
        rule = item.get(f"{W}lineRule", "auto")
        found["line_rule"] = rule
        found["line"] = abs(whole(item.get(f"{W}line"), 240)) / (240 if rule == "auto" else 20)
    return found


def _paragraph_borders(item: etree._Element, theme: Theme) -> Properties:
    return {"borders": borders(item, theme), "padding": border_spaces(item)}


def _tabs(item: etree._Element, _: Theme) -> Properties:
    stops = {whole(t.get(f"{W}pos")) / 20: (t.get(f"{W}val", "left"), t.get(f"{W}leader", "none")) for t in item}
    return {"tabs": stops}


_PICTURES = {"center": "middle", "top": "top", "bottom": "bottom"}
_OF_PARAGRAPHS: dict[str, _Reader] = {
    **{
        W + tag: _switch(key)
        for tag, key in (
            ("keepNext", "keep_next"), ("keepLines", "keep_lines"), ("pageBreakBefore", "page_break_before"),
            ("widowControl", "widow_control"), ("contextualSpacing", "contextual"), ("bidi", "right_to_left"),
            ("suppressAutoHyphens", "unhyphenated"), ("snapToGrid", "on_grid"), ("mirrorIndents", "mirrored"),
            ("suppressLineNumbers", "uncounted"),
        )
    },
    f"{W}jc": lambda item, _: {"align": _ALIGN.get(_value(item), "left")},
    f"{W}ind": _indent,
    f"{W}spacing": _spacing,
    f"{W}textDirection": lambda item, _: {"turned": item.get(f"{W}val") not in ("lrTb", "lr", "lrTbV", "tb")},
    f"{W}textAlignment": lambda item, _: {"pictures": _PICTURES.get(_value(item), "")},
    f"{W}shd": lambda item, theme: {"shading": theme.shade(item)},
    f"{W}pBdr": _paragraph_borders,
    f"{W}tabs": _tabs,
}  # fmt: skip
