"""References of records, such as 3.2 and A1, told from words, and columns of them that hold something else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.parse.fitting import Table
from pipeline.parse.values import shown
from pipeline.read.cells import Line, Sheet
from pipeline.sheets.columns import SheetType

_REFERENCE = re.compile(r"[A-Za-z]{0,4}[-. ]?\d{1,4}(?:[.\-/]?\w{1,4}){0,3}\.?")
_LOOKED_AT = 6  # rows below the headings
_SENTENCE = 4  # words


def is_reference(text: str) -> bool:
    """Whether a text may be the reference of a record."""
    return _REFERENCE.fullmatch(text) is not None


def by_reference(kind: SheetType) -> bool:
    """Whether records of a kind are known by a reference, such as 3.2 or A1, and not by a name."""
    first = next(iter(kind.columns().values()))
    return any(letter.isdigit() for letter in first.example)


def below_headings(sheet: Sheet, first: int) -> Sequence[Line]:
    """The first rows of a table's records."""
    start = next((at for at, line in enumerate(sheet.lines) if line.number >= first), len(sheet.lines))
    return sheet.lines[start : start + _LOOKED_AT]


def holds_sentences(sheet: Sheet, table: Table) -> bool:
    """Whether most of what stands in a table's column of references are sentences."""
    name = next(iter(table.kind.columns()))
    if not by_reference(table.kind) or name not in table.heads or table.across:
        return False
    column = table.heads[name].column
    said = [shown(line.cells[column]) for line in below_headings(sheet, table.first) if column in line.cells]
    return sum(len(text.split()) >= _SENTENCE for text in said) * 2 > len(said)
