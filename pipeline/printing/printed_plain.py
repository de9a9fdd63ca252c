"""Looks that Word shows and print does not, each said once for the whole paper."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, zip_longest

from lxml import etree

from pipeline.printing.columns import columns_of
from pipeline.printing.images import LOOKS
from pipeline.printing.merging import Properties
from pipeline.printing.package import A, whole
from pipeline.printing.pages import same_page
from pipeline.printing.read_section import PAGE_NUMBERS
from pipeline.printing.reading import NOT_CARRIED, PRINTED_PLAIN, Reading
from pipeline.printing.tree import Section

_V = "{urn:schemas-microsoft-com:vml}"
_STRAIGHT = ("", "textNoShape", "textPlain")
_STRAIGHT_KINDS = ("136", "172", "173", "174", "175")
"""Older word art that runs straight or slants: its words fill their box."""


def say_plain_paragraph(reading: Reading, properties: Properties) -> None:
    """Say what a paragraph's merged record asks for and print doesn't do."""
    if any(align == "bar" for align, _ in properties.get("tabs", {}).values()):
        reading.say_of_all(
            PRINTED_PLAIN, "The upright lines that bar tabs draw through paragraphs are left out.",
            "Where the lines divide figures or words into columns, make a table of them.",
        )  # fmt: skip
    if properties.get("mirrored") and properties.get("left", 0.0) != properties.get("right", 0.0):
        reading.say_of_all(
            PRINTED_PLAIN, "Indents that change sides on even pages are printed on the same side of every page.",
            "In Word, take Mirror indents out of the paragraphs, or take it as it is.",
        )  # fmt: skip


def say_plain_sections(reading: Reading, sections: Sequence[Section]) -> None:
    """Say where columns are printed alike, page numbers begin again amid a page, or notes are numbered by the page."""
    if reading.note_marks.anew_each_page and reading.notes:
        reading.say_of_all(
            NOT_CARRIED, "Notes that Word numbers anew on each page are numbered through.",
            "In Word, choose References, the small arrow at Footnotes, Numbering, Continuous.",
        )  # fmt: skip
    for section, following in pairwise(sections):
        if following.start == "continuous" and following.number is not None and same_page(section, following):
            reading.say_of_all(
                PAGE_NUMBERS, "Page numbers that begin again where a section begins amid a page are printed counting on.",
                "In Word, let the section begin on a new page, or choose Format Page Numbers, Continue from previous section.",
            )  # fmt: skip
    for section, following in zip_longest(sections, sections[1:]):
        width = section.width - section.margins[1] - section.margins[3]
        balanced = following is not None and following.start == "continuous"
        if section.column_widths and not columns_of(section, width, balanced):
            reading.say_of_all(
                PRINTED_PLAIN, "Columns of unlike widths that go on over pages are printed with one width.",
                "Check these pages in the PDF; in Word, columns of one width or a table keep their look.",
            )  # fmt: skip
            return


def say_plain(reading: Reading, holder: etree._Element) -> None:
    """Say what a DrawingML drawing shows in Word and not in print."""
    glowing = any(len(effects) for effects in holder.iter(f"{A}effectLst", f"{A}effectDag"))
    if glowing or any(_themed(reading, each) for each in holder.iter(f"{A}effectRef")):
        _effects(reading)
    if next(holder.iter(f"{A}sp3d", f"{A}scene3d"), None) is not None and any(
        each.find(f"{A}bevelT") is not None or each.get("extrusionH") for each in holder.iter(f"{A}sp3d")
    ):
        _say(reading, "Drawings that Word shows with depth or bevelled edges are printed flat.")
    if any(warp.get("prst", "") not in _STRAIGHT for warp in holder.iter(f"{A}prstTxWarp")):
        _bent(reading)


def say_older_plain(reading: Reading, shape: etree._Element) -> None:
    """Say what an older drawing (VML) shows in Word and not in print."""
    if any(each.get("on", "f") in ("t", "true") for each in shape.iter(f"{_V}shadow")):
        _effects(reading)


def bent(reading: Reading, kind: str) -> None:
    """Say that word art of a kind (VML's number) is printed straight, where Word bends it."""
    if kind.isdigit() and kind not in _STRAIGHT_KINDS:
        _bent(reading)


def _themed(reading: Reading, reference: etree._Element) -> bool:
    """Whether the theme's effects that a shape's style names show anything."""
    number = whole(reference.get("idx"))
    theme = reading.package.lenient(reading.package.one(reading.package.document, "theme")) if number > 0 else None
    kinds = [] if theme is None else theme.findall(f".//{A}effectStyleLst/{A}effectStyle")
    named = kinds[number - 1].find(f"{A}effectLst") if 0 < number <= len(kinds) else None
    return named is not None and len(named) > 0


def _effects(reading: Reading) -> None:
    _say(reading, "Shadows, glows, reflections and soft edges of what is drawn are left out.")


def _bent(reading: Reading) -> None:
    _say(reading, "Words that Word bends into a shape are printed straight.")


def _say(reading: Reading, message: str) -> None:
    reading.say_of_all(LOOKS, message, "Nothing needs doing unless the look says something of its own.")
