"""The marks of footnotes and endnotes: their format, where they start and start again; and what is too long for a foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from pipeline.printing.document.numerals import numeral
from pipeline.printing.document.tree import Block, Paragraph, deep
from pipeline.printing.word.package import Package, W, value, whole

_MOST_NOTES = 40  # of a paragraph
_LONGEST_NOTE = 35  # lines
_ACROSS = 90  # letters
_FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}


@dataclass
class NoteMarks:
    """How the notes of a section are marked, and how far each kind has counted."""

    settings: etree._Element | None = None
    anew_each_page: bool = False
    _formats: dict[str, str] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)

    def begin(self, section: etree._Element | None) -> None:
        """Begin a section: its own way of marking notes, else the file's."""
        for kind, usual in _FORMATS.items():
            own = None if section is None else section.find(f"{W}{kind}Pr")
            whole_file = None if self.settings is None else self.settings.find(f"{W}{kind}Pr")
            self._formats[kind] = value(own, "numFmt") or value(whole_file, "numFmt") or usual
            start = whole(value(own, "numStart") or value(whole_file, "numStart"), 1)
            again = value(own, "numRestart") or value(whole_file, "numRestart") or "continuous"
            self.anew_each_page = self.anew_each_page or again == "eachPage"
            if kind not in self._counts or again == "eachSect":
                self._counts[kind] = start - 1

    @property
    def by_section(self) -> bool:
        """Whether endnotes stand at the end of the section that they are called in."""
        place = None if self.settings is None else value(self.settings, "endnotePr", "pos")
        return place == "sectEnd"

    def next(self, kind: str) -> str:
        """The mark of the next note of a kind."""
        self._counts[kind] = self._counts.get(kind, 0) + 1
        return numeral(self._counts[kind], self._formats.get(kind, _FORMATS[kind]))


def read_note_marks(package: Package) -> NoteMarks:
    """How a file marks its notes."""
    return NoteMarks(package.xml(package.one(package.document, "settings")))


def no_room_below(notes: int, blocks: Sequence[Block]) -> str:
    """Why a footnote can't stand at the foot of its page: it is one of too many, or fills most of a page."""
    if notes > _MOST_NOTES:
        return f"More than {_MOST_NOTES} footnotes are called in one paragraph; the rest stand"
    lines = sum(1 + len(block.text) // _ACROSS for block in deep(blocks) if isinstance(block, Paragraph))
    return (
        f"A footnote of some {lines} lines is longer than a page can hold below its text; it stands"
        if lines > _LONGEST_NOTE
        else ""
    )
