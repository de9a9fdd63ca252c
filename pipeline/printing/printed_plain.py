"""Looks of paragraphs and sections that Word shows and print does not, each said once for the whole paper."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.printing.merging import Properties
from pipeline.printing.pages import same_page
from pipeline.printing.read_section import PAGE_NUMBERS
from pipeline.printing.reading import NOT_CARRIED, PRINTED_PLAIN, Reading
from pipeline.printing.tree import Section


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
    """Say where page numbers begin again amid a page, or notes are numbered by the page."""
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
