"""Tables whose headings stand below each other: items and their values, and records that stand side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipeline.parse.fitting import Table, assigned, enough, is_strong, score
from pipeline.parse.heads import Head, heads_of
from pipeline.parse.vocabulary import Vocabulary
from pipeline.read.cells import Sheet
from pipeline.sheets.columns import sheet_types

MOST_ROWS = 200
"""A table of this kind has no more filled rows."""
_SEARCHED = 12  # the first columns, in which its headings are looked for


def beside(sheet: Sheet, words: Vocabulary) -> Table | None:
    """The items and values of a sheet: a kind that has one record, its items in one column, its values in another."""
    best: Table | None = None
    columns = _columns(sheet)
    for kind in sheet_types():
        if kind.key_value:
            for down in columns.values():
                table = assigned(down, kind, words)
                if table is None or not enough(table, sheet, words):
                    continue
                if best is None or score(table, words) > score(best, words):
                    best = _with_values(sheet, table)
    return best


def sideways(sheet: Sheet, words: Vocabulary) -> Table | None:
    """The records of a sheet that stand beside each other, with their headings in one column before them."""
    best: Table | None = None
    columns = _columns(sheet)
    for kind in sheet_types():
        if kind.key_value:
            continue
        for column, down in columns.items():
            table = assigned(down, kind, words)
            if table is None or not is_strong(table) or len(table.heads) < 4:
                continue
            if best is None or score(table, words) > score(best, words):
                rows = {head.row for head in table.heads.values()}
                filled = {at for line in sheet.lines[:MOST_ROWS] if line.number in rows for at in line.cells}
                records = tuple(sorted(at for at in filled if at > column))
                best = replace(table, across=True, beside=records) if records else best
    return best


def _columns(sheet: Sheet) -> Mapping[int, Mapping[int, Head]]:
    """For each of the first columns, what may be a heading, by its row."""
    found: dict[int, dict[int, Head]] = {}
    if len(sheet.lines) > MOST_ROWS:
        return found
    for line in sheet.lines:
        for column, head in heads_of(line).by_column.items():
            if column < _SEARCHED:
                text = head.text.rstrip(": ")
                found.setdefault(column, {})[line.number] = head._replace(text=text)
    return found


def _with_values(sheet: Sheet, table: Table) -> Table:
    """The table, with the column where most values stand; only items that have a value are left unread."""
    column = next(iter(table.heads.values())).column
    rows = {head.row for head in table.heads.values()}
    cells = {line.number: line.cells for line in sheet.lines}
    right = [min((at for at in cells[row] if at > column), default=-1) for row in rows]
    values = max(sorted(set(right)), key=lambda at: (at >= 0, right.count(at)))
    unread = tuple(head for head in table.unread if values in cells[head.row])
    return replace(table, across=True, beside=(values if values >= 0 else column + 1,), unread=unread)
