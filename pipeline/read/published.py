"""Files of published statistics (csv), read as rows under their headings, each with its line."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from pipeline.places import Place
from pipeline.read.cells import letters
from pipeline.read.encodings import decoded
from pipeline.read.refusals import LARGEST_TEXT, SAVE_AGAIN, Refused, too_big
from pipeline.read.text import lines_of


@dataclass(frozen=True)
class Release:
    """One file as its publisher released it: headings as they stand, and (row number from 2, cells) below them."""

    file: str
    heads: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def place(self, row: int, column: int) -> Place:
        """The place of a cell, row from 1 and column from 0, under its heading."""
        return Place(self.file, "", f"{letters(column)}{row}", self.heads[column])


def read_release(path: Path, name: str) -> Release:
    """A file of published statistics; ``name`` is how places call it. Refused, or OSError, where it can't be read."""
    if path.stat().st_size > LARGEST_TEXT:
        raise too_big()
    text = decoded(path.read_bytes())
    if "\0" in text:
        raise Refused("is not a csv file", SAVE_AGAIN)
    records = csv.reader(lines_of(text))
    known: dict[str, str] = {}  # years, areas and their codes stand in every row: each is kept once
    rows: list[tuple[int, tuple[str, ...]]] = []
    try:
        heads = tuple(head.strip() for head in next(records, []))
        for number, record in enumerate(records, 2):
            if any(record):
                cells = [known.setdefault(cell, cell) for cell in map(str.strip, record)]
                rows.append((number, (*cells, *[""] * (len(heads) - len(cells)))))
    except csv.Error:
        raise Refused("is not a csv file", SAVE_AGAIN) from None
    return Release(name, heads, tuple(rows))
