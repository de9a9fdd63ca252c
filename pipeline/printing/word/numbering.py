"""Automatic numbers and bullets as Word shows them: multi-level, legal, restarts, overrides, through styles."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from lxml import etree

from pipeline.printing.document.numerals import numeral
from pipeline.printing.letters.symbols import bullet
from pipeline.printing.word.formatting import paragraph_formatting, run_formatting
from pipeline.printing.word.merging import Properties
from pipeline.printing.word.package import Package, W, is_on, value, whole
from pipeline.printing.word.styles import Styles

_MOST_FIGURES = 9


@dataclass(frozen=True)
class Level:
    """One level of a list definition. ``restart`` is the level above which it starts again; 0 never, None any above."""

    format: str
    text: str
    start: int
    suffix: str
    legal: bool
    restart: int | None
    paragraph: Properties
    run: Properties
    style: str
    picture: int | None


@dataclass(frozen=True)
class Numbered:
    """The label of one paragraph and what its level says of it."""

    text: str
    number: int
    level: Level


@dataclass
class Numbering:
    """The lists of a file and how far each has counted."""

    levels: dict[int, dict[int, Level]] = field(default_factory=dict)
    lists: dict[int, int] = field(default_factory=dict)
    overrides: dict[tuple[int, int], Level] = field(default_factory=dict)
    restarts: dict[tuple[int, int], int] = field(default_factory=dict)
    outlines: set[int] = field(default_factory=set)
    _counts: dict[int, dict[int, int]] = field(default_factory=dict)
    _restarted: set[tuple[int, int]] = field(default_factory=set)
    _stories: dict[str, tuple[dict[int, dict[int, int]], set[tuple[int, int]]]] = field(default_factory=dict)

    def level(self, list_id: int, depth: int) -> Level | None:
        """What a list says of one of its levels."""
        return self.overrides.get((list_id, depth)) or self.levels.get(self.lists.get(list_id, -1), {}).get(depth)

    def style_level(self, list_id: int, style_id: str) -> int | None:
        """The level that a list ties to a paragraph style."""
        for depth, level in self.levels.get(self.lists.get(list_id, -1), {}).items():
            if level.style == style_id:
                return depth
        return None

    def numbers_style(self, list_id: int, depth: int, styles: Collection[str]) -> bool:
        """Whether a level numbers what one of these styles puts there: not in a list that is tied to other styles."""
        level = self.level(list_id, depth)
        levels = self.levels.get(self.lists.get(list_id, -1), {}).values()
        return level is None or not level.style or any(each.style in styles for each in (level, *levels))

    def numbers_headings(self, list_id: int) -> bool:
        """Whether the list also numbers headings, so that its items are numbered paragraphs rather than a list."""
        return self.lists.get(list_id, -1) in self.outlines

    def advance(self, list_id: int, depth: int) -> Numbered | None:
        """Count one more paragraph at a level; None where the file defines no such list or level."""
        level = self.level(list_id, depth)
        if level is None:
            return None
        definition = self.lists[list_id]
        counts = self._counts.setdefault(definition, {})
        for above in range(depth):  # a level that was passed over has begun: after 3.1.1 comes 3.2
            if above not in counts and (skipped := self.level(list_id, above)):
                counts[above] = skipped.start
        restart = (list_id, depth)
        if restart in self.restarts and restart not in self._restarted:
            self._restarted.add(restart)
            counts[depth] = self.restarts[restart]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for lower in [each for each in counts if each > depth]:
            below = self.level(list_id, lower)
            if below is None or below.restart is None or below.restart > depth:
                del counts[lower]
        return Numbered(self._text(list_id, depth, level, counts), counts[depth], level)

    @contextmanager
    def story(self, name: str = "") -> Iterator[None]:
        """Count apart from the body, as Word does: in what a part (``name``) has counted, or afresh in a text box."""
        kept = self._counts, self._restarted
        apart: tuple[dict[int, dict[int, int]], set[tuple[int, int]]] = ({}, set())
        self._counts, self._restarted = self._stories.setdefault(name, apart) if name else apart
        try:
            yield
        finally:
            self._counts, self._restarted = kept

    def _text(self, list_id: int, own: int, level: Level, counts: dict[int, int]) -> str:
        if level.format == "bullet":
            return bullet(level.text, str(level.run.get("font", "")))
        parts = level.text.split("%")
        text = parts[0]
        for part in parts[1:]:
            if part[:1].isdigit() and part[0] != "0":
                depth = int(part[0]) - 1
                above = self.level(list_id, depth)
                count = counts.get(depth, above.start if above else 1)
                legal = level.legal and depth < own  # only what stands above is put in figures: Article I, Section 1.01
                text += numeral(count, "decimal" if legal or above is None else above.format) + part[1:]
            else:
                text += "%" + part
        return text


def read_numbering(package: Package, styles: Styles) -> Numbering:
    """The lists of a Word file; none where it has no numbering part."""
    numbering = Numbering()
    root = package.xml(package.one(package.document, "numbering"))
    if root is None:
        return numbering
    linked: dict[int, str] = {}
    named: dict[str, int] = {}
    for element in root.findall(f"{W}abstractNum"):
        definition = whole(element.get(f"{W}abstractNumId"))
        named.setdefault(value(element, "styleLink") or "", definition)
        if style := value(element, "numStyleLink"):
            linked[definition] = style
        numbering.levels[definition] = {
            whole(each.get(f"{W}ilvl")): _level(each, styles) for each in element.findall(f"{W}lvl")
        }
    for element in root.findall(f"{W}num"):
        _add_list(numbering, element, styles)
    for definition, style in linked.items():
        chosen = styles.styles.get(style)
        target = named.get(style, -1)
        if chosen and chosen.numbering and chosen.numbering[0] is not None:
            target = numbering.lists.get(chosen.numbering[0], -1)
        if target in numbering.levels and target != definition:  # it looks like the other list, and counts by itself
            numbering.levels[definition] = numbering.levels[target]
    for definition, levels in numbering.levels.items():
        if any(level.style and (styles.level(level.style) or 0) > 0 for level in levels.values()):
            numbering.outlines.add(definition)
    return numbering


def _add_list(numbering: Numbering, element: etree._Element, styles: Styles) -> None:
    """A list: the definition that it counts by, and what it says otherwise of single levels."""
    list_id = whole(element.get(f"{W}numId"))
    numbering.lists[list_id] = whole(value(element, "abstractNumId"), -1)
    for each in element.findall(f"{W}lvlOverride"):
        key = (list_id, whole(each.get(f"{W}ilvl")))
        start = value(each, "startOverride")
        if start is not None:
            numbering.restarts[key] = whole(start)
        new = each.find(f"{W}lvl")
        if new is not None:
            numbering.overrides[key] = _level(new, styles)


def _format(element: etree._Element) -> str:
    """A level's number format; of a custom one (``001, 002, 003, ...``) the first number."""
    for choice in element.iter(f"{W}numFmt"):
        kind, custom = choice.get(f"{W}val", "decimal"), choice.get(f"{W}format", "")
        if kind != "custom":
            return kind
        first = custom.split(",")[0].strip()
        if first.isdigit() and len(first) <= _MOST_FIGURES:
            return first
    return "decimal"


def _level(element: etree._Element, styles: Styles) -> Level:
    restart = value(element, "lvlRestart")
    picture = value(element, "lvlPicBulletId")
    return Level(
        _format(element),
        value(element, "lvlText") or "",
        start=whole(value(element, "start"), 1) if value(element, "start") is not None else 0,
        suffix=value(element, "suff") or "tab",
        legal=is_on(element.find(f"{W}isLgl")),
        restart=None if restart is None else whole(restart),
        paragraph=paragraph_formatting(element.find(f"{W}pPr"), styles.theme),
        run=run_formatting(element.find(f"{W}rPr"), styles.theme),
        style=value(element, "pStyle") or "",
        picture=None if picture is None else whole(picture),
    )
