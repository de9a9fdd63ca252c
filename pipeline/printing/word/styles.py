"""Word's styles worked out: what a paragraph, run or table looks like after defaults, theme and inheritance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from pipeline.printing.document.tree import Border
from pipeline.printing.word.merging import Properties, language_tag
from pipeline.printing.word.package import Package, W, is_on, value, whole
from pipeline.printing.word.theme import HIGHLIGHT, NAMES, mixed, read_theme, shaded

_TOGGLES = {
    "b": "bold", "i": "italic", "bCs": "bold_cs", "iCs": "italic_cs", "strike": "strike", "dstrike": "strike",
    "vanish": "hidden", "rtl": "right_to_left", "cs": "complex",
}  # fmt: skip
_UNDERLINES = {
    "none": "", "double": "double", "wavyDouble": "wavy", "dotted": "dotted", "dottedHeavy": "dotted",
}  # fmt: skip
_FONTS = (
    ("font", ("asciiTheme", "hAnsiTheme"), ("ascii", "hAnsi")),
    ("font_east", ("eastAsiaTheme",), ("eastAsia",)),
    ("font_cs", ("cstheme",), ("cs",)),
)
_EFFECTS = frozenset(("emboss", "imprint", "outline", "shadow", "em"))
_GLOWING = frozenset(
    f"{{http://schemas.microsoft.com/office/word/2010/wordml}}{tag}"
    for tag in ("glow", "shadow", "reflection", "props3d")
)
_ALIGN = {
    "left": "left", "start": "left", "right": "right", "end": "right", "center": "center",
    "both": "justify", "distribute": "justify", "lowKashida": "justify", "thaiDistribute": "justify",
}  # fmt: skip
_LINES = {
    "double": "double", "triple": "double", "dotted": "dotted", "dashed": "dashed", "dashSmallGap": "dashed",
    "dotDash": "dashed", "dotDotDash": "dashed", "dashDotStroked": "dashed", "doubleWave": "double", "inset": "inset",
    "outset": "outset", "threeDEmboss": "ridge", "threeDEngrave": "groove",
}  # fmt: skip


_LONGEST_CHAIN = 100


@dataclass(frozen=True)
class Style:
    """One style as the file has it."""

    id: str
    name: str
    kind: str
    based_on: str
    paragraph: Properties
    run: Properties
    numbering: tuple[int | None, int | None] | None
    outline: int | None
    element: etree._Element


@dataclass
class Styles:
    """All styles of a file, with its defaults and theme; resolved ones are kept."""

    styles: dict[str, Style] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    run_defaults: Properties = field(default_factory=dict)
    paragraph_defaults: Properties = field(default_factory=dict)
    fonts: Mapping[str, str] = field(default_factory=dict)
    colours: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    _chains: dict[str, tuple[Style, ...]] = field(default_factory=dict)

    def chain(self, style_id: str) -> tuple[Style, ...]:
        """A style after those that it is based on, the furthest first; loops are cut."""
        if style_id not in self._chains:
            found: list[Style] = []
            at = style_id
            seen: set[str] = set()
            while at in self.styles and at not in seen and len(found) < _LONGEST_CHAIN:
                seen.add(at)
                found.append(self.styles[at])
                at = found[-1].based_on
            self._chains[style_id] = tuple(reversed(found))
        return self._chains[style_id]

    def name(self, style_id: str) -> str:
        """A style's name in lower case, as Word knows it."""
        return self.styles[style_id].name.lower() if style_id in self.styles else ""

    def level(self, style_id: str) -> int | None:
        """0 for Title, 1 to 9 for a heading, None for body text; inherited."""
        for style in reversed(self.chain(style_id)):
            name = style.name.lower()
            if name == "title":
                return 0
            if name.startswith("heading ") and name[8:].isdigit():
                return int(name[8:])
            if style.outline is not None:
                return style.outline + 1 if style.outline < 9 else None
        return None

    def level_of_words(self, paragraph: etree._Element) -> int | None:
        """The level of a heading whose own character style all words of a paragraph stand in: Word's contents list it."""
        first = next(paragraph.iter(f"{W}rStyle"), None)
        linked = None if first is None else self.styles.get(first.get(f"{W}val", ""))
        level = self.level(value(linked.element, "link") or "") if linked else None
        if not level or not linked:
            return None
        runs = (run for run in paragraph.iter(f"{W}r") if any((t.text or "").strip() for t in run.iter(f"{W}t")))
        return level if all(value(run.find(f"{W}rPr"), "rStyle") == linked.id for run in runs) else None

    def run_properties(self, style_id: str) -> Properties:
        """What a style says of its text, inherited, toggles as the last one set."""
        merged: Properties = {}
        for style in self.chain(style_id):
            merged.update(style.run)
        return merged

    def colour(self, element: etree._Element | None, attribute: str, theme: str = "themeColor") -> str:
        """``#rrggbb`` from an attribute or the theme; nothing for automatic."""
        if element is None:
            return ""
        named = element.get(W + theme)
        text = self.colours.get(NAMES.get(named, named), "") if named else ""
        if named and text:
            prefix = "themeFill" if theme == "themeFill" else "theme"
            return shaded(text, element.get(f"{W}{prefix}Tint"), element.get(f"{W}{prefix}Shade"))
        text = element.get(W + attribute, "")
        return f"#{text.lower()}" if len(text) == 6 and all(c in "0123456789abcdefABCDEF" for c in text) else ""

    def shade(self, element: etree._Element) -> str:
        """The colour that a shading comes to: its fill, with as much of its pattern's colour as the pattern shows."""
        fill = self.colour(element, "fill", "themeFill")
        kind = element.get(f"{W}val", "clear")
        if kind in ("clear", "nil", "none"):
            return fill
        part = 1.0 if kind == "solid" else whole(kind[3:], 25) / 100 if kind.startswith("pct") else 0.25
        return mixed(self.colour(element, "color") or "#000000", fill or "#ffffff", part)

    def run(self, element: etree._Element | None) -> Properties:
        """What an ``rPr`` says, as a plain record."""
        found: Properties = {}
        for item in () if element is None else element:
            tag = item.tag[len(W) :] if isinstance(item.tag, str) and item.tag.startswith(W) else ""
            if tag in _TOGGLES:
                found[_TOGGLES[tag]] = is_on(item)
            elif tag == "rFonts":
                for key, themes, named in _FONTS:
                    faces = [self.fonts.get(item.get(W + each, "")) for each in themes]
                    faces += [item.get(W + each) for each in named]
                    if face := next(filter(None, faces), None):
                        found[key] = face
            elif tag == "sz":
                found["size"] = _size(item)
            elif tag == "color":
                found["colour"] = self.colour(item, "val")
            elif tag == "szCs":
                found["size_cs"] = _size(item)
            elif tag == "u":
                if kind := item.get(f"{W}val"):  # without it, as Pages writes, only the line's colour is set
                    plain = "dashed" if "dash" in kind.lower() else "wavy" if "wav" in kind.lower() else "solid"
                    found["underline"] = _UNDERLINES.get(kind, plain)
                found["line_colour"] = self.colour(item, "color")
            elif tag == "highlight":
                found["shading"] = HIGHLIGHT.get(item.get(f"{W}val", ""), "")
            elif tag == "shd":
                found.setdefault("shading", self.shade(item))
            elif tag in ("caps", "smallCaps"):
                found["all_caps" if tag == "caps" else "small_caps"] = is_on(item)
            elif tag == "vertAlign":
                found["raised"] = {"superscript": "super", "subscript": "sub"}.get(item.get(f"{W}val", ""), "")
            elif tag == "spacing":
                found["spacing"] = whole(item.get(f"{W}val")) / 20
            elif tag == "lang":
                for key, name in (("language", "val"), ("language_east", "eastAsia"), ("language_cs", "bidi")):
                    if language := language_tag(item.get(W + name, "")):
                        found[key] = language
            elif tag == "position":
                found["lift"] = whole(item.get(f"{W}val")) / 2
            elif tag == "w":
                found["stretch"] = whole((item.get(f"{W}val") or "").rstrip("%"), 100) / 100
            elif tag == "kern":
                found["kern"] = whole(item.get(f"{W}val")) / 2
            elif tag == "bdr":
                found["border"] = self.border(item)
            elif tag in _EFFECTS:
                found["effect"] = is_on(item) and item.get(f"{W}val") != "none"
            elif not tag and item.tag in _GLOWING:
                found["effect"] = True
        return found

    def border(self, element: etree._Element) -> Border | None:
        """A border line; None where it is said to be none."""
        kind = element.get(f"{W}val", "none")
        if kind in ("none", "nil"):
            return None
        width = min(max(whole(element.get(f"{W}sz"), 4) / 8, 0.25), 12.0)
        several = "double" if kind.startswith(("thinThick", "thickThin")) else "solid"
        style = _LINES.get(kind, several)
        return (
            width * (3 if style == "double" else 1),
            style,
            self.colour(element, "color") or "#000000",
        )

    def borders(self, element: etree._Element | None) -> dict[str, Border | None]:
        """Border lines by side; start and end are left and right."""
        sides = {"start": "left", "end": "right"}
        found: dict[str, Border | None] = {}
        for item in () if element is None else element:
            if isinstance(item.tag, str):
                side = item.tag.rsplit("}", 1)[-1]
                found[sides.get(side, side)] = self.border(item)
        return found

    def paragraph(self, element: etree._Element | None) -> Properties:
        """What a ``pPr`` says, as a plain record."""
        found: Properties = {}
        for item in () if element is None else element:
            tag = item.tag[len(W) :] if isinstance(item.tag, str) and item.tag.startswith(W) else ""
            if tag == "jc":
                found["align"] = _ALIGN.get(item.get(f"{W}val", ""), "left")
            elif tag == "ind":
                found.update(_indent(item))
            elif tag == "spacing":
                found.update(_spacing(item))
            elif tag == "textDirection":
                found["turned"] = item.get(f"{W}val") not in ("lrTb", "lr", "lrTbV", "tb")
            elif tag == "textAlignment":
                found["pictures"] = {"center": "middle", "top": "top", "bottom": "bottom"}.get(
                    item.get(f"{W}val", ""), ""
                )
            elif tag in _ON_OFF:
                found[_ON_OFF[tag]] = is_on(item)
            elif tag == "shd":
                found["shading"] = self.shade(item)
            elif tag == "pBdr":
                found["borders"] = self.borders(item)
                found["padding"] = {
                    etree.QName(side).localname: float(whole(side.get(f"{W}space")))
                    for side in item
                    if isinstance(side.tag, str)
                }
            elif tag == "tabs":
                found["tabs"] = {
                    whole(t.get(f"{W}pos")) / 20: (t.get(f"{W}val", "left"), t.get(f"{W}leader", "none")) for t in item
                }
        return found


_ON_OFF = {
    "keepNext": "keep_next", "keepLines": "keep_lines", "pageBreakBefore": "page_break_before",
    "widowControl": "widow_control", "contextualSpacing": "contextual", "bidi": "right_to_left",
    "suppressAutoHyphens": "unhyphenated", "snapToGrid": "on_grid", "mirrorIndents": "mirrored",
    "suppressLineNumbers": "uncounted",
}  # fmt: skip


def _indent(item: etree._Element) -> Properties:
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


_CHARACTER = 10.5
AUTO = 14.0
"""The space that Word leaves above and below a paragraph whose spacing is automatic, in points."""


def _spacing(item: etree._Element) -> Properties:
    found: Properties = {}
    for name in ("before", "after"):
        auto = item.get(f"{W}{name}Autospacing")
        if auto in ("1", "true", "on"):
            found[name], found[f"auto_{name}"] = AUTO, True
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


def _size(item: etree._Element) -> float:
    """A letter size in points, within Word's own limits."""
    return min(max(whole(item.get(f"{W}val"), 20) / 2, 1.0), 1638.0)


def read_styles(package: Package) -> Styles:
    """The styles, defaults and theme of a Word file; empty ones where it has none."""
    fonts, colours = read_theme(package)
    styles = Styles(fonts=fonts, colours=colours, run_defaults={"font": "Times New Roman", "size": 10.0})
    root = package.xml(package.one(package.document, "styles"))
    if root is None:
        return styles
    defaults = root.find(f"{W}docDefaults")
    if defaults is not None:
        styles.run_defaults |= styles.run(defaults.find(f"{W}rPrDefault/{W}rPr"))
        styles.paragraph_defaults = styles.paragraph(defaults.find(f"{W}pPrDefault/{W}pPr"))
        styles.language = styles.run_defaults.pop("language", "")
    for element in root.iter(f"{W}style"):
        kind, named = element.get(f"{W}type", "paragraph"), value(element, "name") or ""
        style_id = element.get(f"{W}styleId") or named.replace(" ", "")
        if not style_id:
            continue
        if element.get(f"{W}default") in ("1", "true", "on"):
            styles.defaults.setdefault(kind, style_id)
        ppr = element.find(f"{W}pPr")
        numbering = None
        if ppr is not None and ppr.find(f"{W}numPr") is not None:
            number, level = value(ppr, "numPr", "numId"), value(ppr, "numPr", "ilvl")
            numbering = (None if number is None else whole(number), None if level is None else whole(level))
        outline = value(ppr, "outlineLvl")
        styles.styles[style_id] = Style(
            style_id, named or style_id, kind=kind, based_on=value(element, "basedOn") or "",
            paragraph=styles.paragraph(ppr), run=styles.run(element.find(f"{W}rPr")), numbering=numbering,
            outline=None if outline is None else whole(outline), element=element,
        )  # fmt: skip
    return styles
