"""A paragraph of a Word file: its look through styles, lists and tables, its number, its level as a heading, and its words."""

from __future__ import annotations

import re

from lxml import etree

from pipeline.printing.document.outline import may_head
from pipeline.printing.document.tree import Bookmark, Label, Paragraph, words
from pipeline.printing.letters.symbols import family
from pipeline.printing.word.formatting import paragraph_formatting, run_formatting
from pipeline.printing.word.merging import Properties, merge, paragraph_format, run_format
from pipeline.printing.word.numbering import Numbered
from pipeline.printing.word.package import W, value, whole
from pipeline.printing.word.reading import Reading, first_words
from pipeline.printing.word.runs import inlines

_ENTRY = re.compile(r"toc \d|table of figures")
_TOGGLES = ("bold", "italic", "hidden")


class ParagraphReader:
    """Reads the paragraphs of one file. ``table`` is what the table style that they stand in says of paragraphs and of runs."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.table: tuple[Properties, Properties] = ({}, {})
        self._bases: dict[tuple[str, bool], tuple[Properties, Properties]] = {}

    def read(self, element: etree._Element) -> Paragraph | None:
        """A paragraph; None for one that is hidden as a whole."""
        reading, styles = self.reading, self.reading.styles
        reading.near = first_words(element) or reading.near  # what stands alone is found by the words before it
        ppr = element.find(f"{W}pPr")
        style_id = value(ppr, "pStyle") or ""
        if style_id not in styles.styles:
            style_id = styles.defaults.get("paragraph", "")
        in_contents = reading.in_contents
        list_id, depth, direct = self._list(ppr, style_id)
        base, run = self._base(style_id, listed=not direct or bool(list_id))
        mark = {**run, **run_formatting(None if ppr is None else ppr.find(f"{W}rPr"), styles.theme)}
        numbered: Numbered | None = None
        # Word counts no paragraph that is hidden as a whole, nor one that only ends a section
        unsure = mark.get("hidden") or (ppr is not None and ppr.find(f"{W}sectPr") is not None)
        if list_id and not unsure:
            numbered = reading.numbering.advance(list_id, depth)
        children = inlines(reading, element, run)
        if list_id and unsure and any(not isinstance(each, Bookmark) for each in children):
            numbered = reading.numbering.advance(list_id, depth)
        own = paragraph_formatting(ppr, styles.theme)
        properties = merge(base, numbered.level.paragraph if numbered and direct else {}, own)
        in_contents = in_contents or reading.in_contents or _starts_contents(element)
        entry = in_contents and _ENTRY.match(styles.name(style_id))
        made = Paragraph(
            tuple(children),
            paragraph_format(properties),
            styles.name(style_id),
            None if entry else self._level(element, style_id, words(children)),
            self._label(numbered, list_id, depth, mark) if numbered else None,
            in_contents,
            run_format(mark),
        )
        reading.seen.append((element, made))
        return made if children or not mark.get("hidden") else None

    def _level(self, element: etree._Element, style_id: str, text: str) -> int | None:
        """The level of a heading: its style's, else its own, else that of the heading style that all its words stand in."""
        styles = self.reading.styles
        level = styles.level(style_id)
        if level is not None:
            return level
        outline = whole(value(element.find(f"{W}pPr"), "outlineLvl"), 9)
        return outline + 1 if outline < 9 and may_head(text) else styles.level_of_words(element)

    def _base(self, style_id: str, listed: bool) -> tuple[Properties, Properties]:
        """A style's paragraph and run records over the defaults and the table's look.

        Not ``listed`` where the paragraph is taken out of its style's list, whose indents go with it.
        """
        if any(self.table):
            return self._merged(style_id, listed)
        key = (style_id, listed)
        if key not in self._bases:
            self._bases[key] = self._merged(style_id, listed)
        return self._bases[key]

    def _merged(self, style_id: str, listed: bool) -> tuple[Properties, Properties]:
        styles, numbering = self.reading.styles, self.reading.numbering
        layers = [styles.paragraph_defaults, self.table[0]]
        runs: list[Properties] = []
        lists: list[Properties] = []
        list_id = None
        chain = styles.chain(style_id)
        named = {style.id for style in chain}
        for style in chain:
            if style.numbering and listed:
                list_id = style.numbering[0] if style.numbering[0] is not None else list_id
                depth = self._style_depth(list_id or 0, style_id, style.numbering[1])
                level = numbering.level(list_id or 0, depth)
                if level and numbering.numbers_style(list_id or 0, depth, named):
                    lists.append(level.paragraph)
                    layers.append(level.paragraph)
                elif not list_id:  # a style taken out of the list of the one that it is based on
                    layers = [layer for layer in layers if not any(layer is each for each in lists)]
            layers.append(style.paragraph)
            runs.append(style.run)
        said = merge(*runs)
        toggles = tuple(name for name in _TOGGLES if said.get(name))
        return merge(*layers), {**merge(styles.run_defaults, self.table[1]), **said, "toggles": toggles}

    def _style_depth(self, list_id: int, style_id: str, given: int | None) -> int:
        tied = self.reading.numbering.style_level(list_id, style_id)
        return tied if tied is not None else given or 0

    def _list(self, ppr: etree._Element | None, style_id: str) -> tuple[int, int, bool]:
        """The list, level and whether the paragraph itself (not its style) says so; list 0 for none."""
        list_id: int | None = None
        depth: int | None = None
        for style in self.reading.styles.chain(style_id):
            if style.numbering:
                list_id = style.numbering[0] if style.numbering[0] is not None else list_id
                depth = self._style_depth(
                    list_id or 0, style_id, style.numbering[1] if style.numbering[1] is not None else depth
                )
        numpr = None if ppr is None else ppr.find(f"{W}numPr")
        if numpr is None:
            named = {style.id for style in self.reading.styles.chain(style_id)}
            tied = self.reading.numbering.numbers_style(list_id or 0, depth or 0, named)
            return (list_id or 0, depth or 0, False) if tied else (0, 0, False)
        own, own_depth = value(numpr, "numId"), value(numpr, "ilvl")
        if own is not None:
            list_id = whole(own)
        if own_depth is not None:
            depth = whole(own_depth)
        return list_id or 0, depth or 0, own is not None

    def _label(self, numbered: Numbered, list_id: int, depth: int, mark: Properties) -> Label | None:
        level = numbered.level
        record = {**mark, **level.run, "underline": level.run.get("underline", "")}
        if record.get("hidden") or not (numbered.text or level.picture is not None):
            return None
        if level.format == "bullet" and _symbolic(str(record.get("font", ""))):
            record["font"] = mark.get("font", "")
        text = numbered.text
        if level.picture is not None:
            text = "•"
        return Label(
            text, run_format(record), suffix=level.suffix, bullet=level.format == "bullet", list_id=list_id, level=depth, number=numbered.number,
            outline=self.reading.numbering.numbers_headings(list_id),
        )  # fmt: skip


def _symbolic(font: str) -> bool:
    """Whether a bullet's font is there for its shape only."""
    return bool(family(font)) or font.lower().startswith(("courier", "wingdings", "webdings", "symbol"))


def _starts_contents(element: etree._Element) -> bool:
    return any((text.text or "").strip().upper().startswith("TOC") for text in element.iter(f"{W}instrText"))
