"""What both readers, of Word and of PDF, say they found: passages, tables and pictures, each at a spot."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

PAGE_NUMBER = "\ufffc"
"""Stands in a Word passage for a page number, which only layout knows."""

_DROPPED = str.maketrans({"\u00ad": None, "\u200b": None, "\u2060": None, "\ufeff": None})
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-"})


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a paper an officer would look: under which heading, in which table and row (from 1)."""

    heading: str = ""
    table: int = 0
    row: int = 0
    column: int = 0

    def __str__(self) -> str:
        under = f"under “{shortened(self.heading, 60)}”" if self.heading else "before the first heading"
        return f"in table {self.table}, row {self.row}, {under}" if self.table else under


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph's words and where it is; ``level`` for a heading (Word: 0 is the title; PDF: 1 to 6)."""

    text: str
    spot: Spot
    level: int | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: its words, the columns and rows it takes, and whether it is a header with a scope."""

    text: str
    columns: int = 1
    rows: int = 1
    header: bool = False
    scope: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its rows of cells and where it begins; ``caption`` is the paragraph just before it."""

    rows: tuple[tuple[Cell, ...], ...]
    spot: Spot
    caption: str = ""

    @property
    def widths(self) -> tuple[int, ...]:
        """Columns of each row, cells that reach down from rows above counted."""
        until: dict[int, int] = {}  # column -> the row that is free again below the cell in it
        found = []
        for number, row in enumerate(self.rows):
            column = 0
            for cell in row:
                while until.get(column, 0) > number:
                    column += 1
                until.update(dict.fromkeys(range(column, column + cell.columns), number + cell.rows))
                column += cell.columns
            found.append(max([column, *(n + 1 for n, below in until.items() if below > number)]))
        return tuple(found)

    @property
    def width(self) -> int:
        """Columns of the widest row."""
        return max(self.widths, default=0)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: the text that stands for it, the words drawn in it, and where it is."""

    alt: str
    spot: Spot
    name: str = ""
    drawn: str = ""
    decorative: bool = False


def plain(text: str) -> str:
    """Text as it is compared: one form of each character, soft hyphens out, single spaces."""
    text = unicodedata.normalize("NFKC", text).translate(_DROPPED).translate(_HYPHENS)
    return re.sub(r"\s+", " ", text).strip()


def shortened(text: str, most: int) -> str:
    """The beginning of a text, at most ``most`` characters, marked where it was cut."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
