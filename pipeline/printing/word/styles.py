"""Word's styles worked out: what a paragraph, run or table looks like after defaults, theme and inheritance."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from pipeline.printing.word.formatting import paragraph_formatting, run_formatting
from pipeline.printing.word.merging import Properties
from pipeline.printing.word.package import Package, W, says_on, value, whole
from pipeline.printing.word.theme import Theme, read_theme

CONTENTS_HEADING = "toc heading"
"""The name, in small letters, of the style of a contents list's heading."""

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
    theme: Theme = field(default_factory=Theme)
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
        """0 for Title, 1 to 9 for a heading, None for body text; inherited.

        The heading of a contents list is one: its outline level says only that the list doesn't name it.
        """
        for style in reversed(self.chain(style_id)):
            name = style.name.lower()
            if name == "title":
                return 0
            if name.startswith("heading ") and name[8:].isdigit():
                return int(name[8:])
            if style.outline is not None and name != CONTENTS_HEADING:
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


def read_styles(package: Package) -> Styles:
    """The styles, defaults and theme of a Word file; empty ones where it has none."""
    theme = read_theme(package)
    styles = Styles(theme=theme, run_defaults={"font": "Times New Roman", "size": 10.0})
    root = package.xml(package.one(package.document, "styles"))
    if root is None:
        return styles
    defaults = root.find(f"{W}docDefaults")
    if defaults is not None:
        styles.run_defaults |= run_formatting(defaults.find(f"{W}rPrDefault/{W}rPr"), theme)
        styles.paragraph_defaults = paragraph_formatting(defaults.find(f"{W}pPrDefault/{W}pPr"), theme)
        styles.language = styles.run_defaults.pop("language", "")
    for element in root.iter(f"{W}style"):
        kind, named = element.get(f"{W}type", "paragraph"), value(element, "name") or ""
        style_id = element.get(f"{W}styleId") or named.replace(" ", "")
        if not style_id:
            continue
        if says_on(element.get(f"{W}default")):
            styles.defaults.setdefault(kind, style_id)
        ppr = element.find(f"{W}pPr")
        numbering = None
        if ppr is not None and ppr.find(f"{W}numPr") is not None:
            number, level = value(ppr, "numPr", "numId"), value(ppr, "numPr", "ilvl")
            numbering = (None if number is None else whole(number), None if level is None else whole(level))
        outline = value(ppr, "outlineLvl")
        styles.styles[style_id] = Style(
            style_id, named or style_id, kind=kind, based_on=value(element, "basedOn") or "",
            paragraph=paragraph_formatting(ppr, theme), run=run_formatting(element.find(f"{W}rPr"), theme), numbering=numbering,
            outline=None if outline is None else whole(outline), element=element,
        )  # fmt: skip
    return styles
