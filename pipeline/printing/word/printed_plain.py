"""Looks of sections that Word shows and print does not, each said once for the whole paper."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.printing.document.room import same_page
from pipeline.printing.document.tree import Section
from pipeline.printing.word.read_section import PAGE_NUMBERS
from pipeline.printing.word.reading import NOT_CARRIED, Reading


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
