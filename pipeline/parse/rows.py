"""The records of a table, and the rows among them that are none: titles, totals, headings again and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pipeline.issues import Issue, Severity, rule
from pipeline.parse.fitting import Table
from pipeline.parse.heads import heads_of
from pipeline.parse.merges import Merges
from pipeline.parse.reader import MISFILED, Reader, Spot
from pipeline.parse.references import by_reference, is_reference
from pipeline.parse.values import shown
from pipeline.parse.vocabulary import required
from pipeline.parse.words import folded, is_blank
from pipeline.places import Place
from pipeline.read.cells import Cell, Line, Sheet
from pipeline.sheets.columns import Row
from pipeline.wording import count, listed

HIDDEN = rule("C-12", Severity.QUERY, "No data that papers use is hidden.")
NO_REFERENCE = rule("C-26", Severity.QUERY, "Every row of a table has its reference; notes stand outside the table.")
LOST_NOUGHT = rule("C-27", Severity.QUERY, "A reference such as 3.10 is kept as text: as a number it is 3.1.")

SECTION, HEADINGS, TOTAL, NOTE = "a title between rows", "the headings again", "a total", "no reference and little else"
_TOTAL = re.compile(
    r"(?:(?:grand |sub-? ?|overall )?totals?|(?:overall |mean |median )?averages?|mean|median|sum|overall)\b.{0,30}",
    re.IGNORECASE | re.DOTALL,
)


@dataclass
class Rows:
    """The records of a table, and why other rows of it were passed over."""

    records: list[Row] = field(default_factory=list)
    passed: dict[int, str] = field(default_factory=dict)
    section: str = ""
    """The field that titles between the rows gave."""


def read_rows(sheet: Sheet, table: Table, reader: Reader) -> Rows:
    """The records of a table, whichever way they run; problems go to the reader."""
    if table.across:
        return _beside(sheet, table, reader)
    found = Rows()
    merges = Merges(sheet, table)
    absent = next((name for name in table.missing if table.kind.columns()[name].groups), "")
    section: dict[str, tuple[Any, Place]] = {}
    hidden: list[int] = []
    lines = [line for line in sheet.lines if table.first <= line.number <= table.last]
    read = sorted(table.columns)
    for at, line in enumerate(lines):
        filled = [column for column in read if column in line.cells and not _is_empty(line.cells[column])]
        if not filled:
            continue
        below = lines[at + 1] if at + 1 < len(lines) else None
        why = SECTION if merges.across(line.number) else _passed_over(line, filled, table, reader, below)
        if why:
            found.passed[line.number] = why
            if why == SECTION and absent:
                place = sheet.place(line.number, filled[0])
                section = {absent: (" ".join(shown(line.cells[column]) for column in filled), place)}
            continue
        if line.hidden:
            hidden.append(line.number)
        found.section = found.section or next(iter(section), "")
        found.records += _records(line, table, reader, merges, section)
    reader.issues += merges.issues(line.number for line in lines)
    if not table.shared:
        reader.issues += _about_passed(sheet, found.passed, table, reader)
        reader.issues += _about_noughts(lines, found.passed, table, reader)
        reader.issues += _about_hidden(sheet, table, hidden)
    return found


def _is_empty(cell: Cell) -> bool:
    return isinstance(cell.value, str) and is_blank(cell.value)


def _passed_over(line: Line, filled: Sequence[int], table: Table, reader: Reader, below: Line | None) -> str:
    """Why a row is no record; "" where it is one."""
    cells = line.cells
    reference = table.heads[reader.first].column if reader.first in table.heads else -1
    start = cells[filled[0]].value
    if isinstance(start, str):
        if len(filled) > 1 and _again(line, filled, table, start):
            return HEADINGS
        if _TOTAL.fullmatch(start.strip()):
            return TOTAL
    if len(filled) <= 2 and by_reference(reader.kind) and _is_section(line, filled, table, reference, below):
        return SECTION
    if reference not in filled:
        if all(isinstance(cells[column].value, Decimal) for column in filled):
            return TOTAL
        needed = [name for name in reader.required if name in table.heads]
        told = sum(table.heads[name].column in filled for name in needed)
        if len(filled) < 3 and len(table.columns) > 3 and told * 2 < len(needed):
            return NOTE
    return ""


def _again(line: Line, filled: Sequence[int], table: Table, start: str) -> bool:
    """Whether the row is the headings again, as at the top of another printed page; one line of two will do."""
    heads = {head.column: head.text for head in table.heads.values()}
    heads |= {column: group.head.text for group in table.groups for column in group.columns.values()}
    if folded(start) not in folded(heads[filled[0]]):
        return False
    typed = heads_of(line).by_column
    for column in filled:
        now = folded(typed[column].text) if column in typed else ""
        was = folded(heads[column])
        if not now or not (was.startswith(now) or was.endswith(now)):
            return False
    return True


def _is_section(line: Line, filled: Sequence[int], table: Table, reference: int, below: Line | None) -> bool:
    """Whether a row of one or two cells is the title of the rows below it.

    A title may have a number in the column of references: 1 is the title's where 1.1 follows.
    """
    cells = line.cells
    if reference not in filled:
        # A title stands before the rest; one cell further on is likelier the end of the row above.
        leads = filled[0] == min(table.columns) or bool(table.missing) or min(cells) < min(table.columns)
        return len(filled) == 1 and leads and len(table.columns) > 3 and not isinstance(cells[filled[0]].value, Decimal)
    said = shown(cells[reference]).rstrip(".")
    if not is_reference(said):
        needed = {table.heads[name].column for name in required(table.kind) if name in table.heads} - {reference}
        return len(table.columns) > 3 and needed.isdisjoint(filled)
    if len(filled) == 1 or below is None or reference not in below.cells:
        return False
    other = next(cells[column].value for column in filled if column != reference)
    follows = shown(below.cells[reference])
    return isinstance(other, str) and any(follows.startswith(said + mark) for mark in ".-/") and len(table.columns) > 3


def _records(
    line: Line, table: Table, reader: Reader, merges: Merges, given: Mapping[str, tuple[Any, Place]]
) -> Iterator[Row]:
    """The record of a row; of a table with a column for each period, one for each period that it has a figure of."""
    number, cells = line.number, line.cells
    spots: list[tuple[str, Spot]] = []
    for name, head in table.heads.items():
        column = head.column
        above = merges.carried_from(number, column)
        if above is not None:
            spots.append((name, Spot(above.cells.get(column), above.number, column)))
        else:
            cell = cells.get(column)
            spots.append((name, Spot(cell, number, column, cell is None and merges.covers(number, column))))
    if not table.groups:
        if not table.shared or any(spot.cell is not None for _, spot in spots[1:]):
            row = reader.record(spots, given)
            if row is not None:
                yield row
        return
    for group in table.groups:
        here = [(name, Spot(cells.get(column), number, column)) for name, column in group.columns.items()]
        if all(spot.cell is None or _is_empty(spot.cell) for _, spot in here):
            continue
        reader.typed.update(dict.fromkeys(group.columns, group.head.text))
        place = reader.sheet.place(group.head.row, group.head.column, group.head.text)
        row = reader.record([*spots, *here], {**given, "period": (group.period, place)})
        if row is not None:
            yield row


def _beside(sheet: Sheet, table: Table, reader: Reader) -> Rows:
    """The records of a table whose headings stand below each other."""
    lines = {line.number: line for line in sheet.lines}
    found = Rows()
    for column in table.beside:
        spots = [
            (name, Spot(lines[head.row].cells.get(column), head.row, column)) for name, head in table.heads.items()
        ]
        if not table.kind.key_value and all(spot.cell is None for name, spot in spots if name == reader.first):
            continue
        row = reader.record(spots)
        if row is not None:
            found.records.append(row)
    return found


def _about_passed(sheet: Sheet, passed: Mapping[int, str], table: Table, reader: Reader) -> Iterator[Issue]:
    """Totals, each at its cell, and one query for all rows without a reference."""
    lines = {line.number: line for line in sheet.lines} if passed else {}
    read = table.columns

    def place(row: int) -> Place:
        return sheet.place(row, min(read & {at for at, cell in lines[row].cells.items() if not _is_empty(cell)}))

    for row, why in passed.items():
        if why == TOTAL:
            yield MISFILED.at(
                place(row),
                f"Row {row} looks like a total among the rows; it was not read.",
                "Move totals off the sheet, or leave this if it is only for you.",
            )
    notes = [row for row, why in passed.items() if why == NOTE]
    if notes:
        one = len(notes) == 1
        yield NO_REFERENCE.at(
            place(notes[0]),
            f"{'Row' if one else 'Rows'} {listed(map(str, notes))} {'has' if one else 'have'} no "
            f"'{reader.typed.get(reader.first, reader.first)}' and little else, so {'it was' if one else 'they were'} "
            "not read.",
            f"Give {'it' if one else 'them'} a reference, or leave this if {'it is a note' if one else 'they are notes'}.",
            also=[place(row).cell for row in notes[1:]],
        )


def _about_noughts(lines: Sequence[Line], passed: Mapping[int, str], table: Table, reader: Reader) -> Iterator[Issue]:
    """References that follow on x.9 and read x.1: Excel keeps 3.10 as the number 3.1."""
    if reader.first not in table.heads or not by_reference(reader.kind):
        return
    head = table.heads[reader.first]
    said = [
        (line.number, cell) for line in lines if line.number not in passed and (cell := line.cells.get(head.column))
    ]
    texts = [shown(cell) for _, cell in said]
    for at, (row, cell) in enumerate(said):
        if at and isinstance(cell.value, Decimal) and texts[at].endswith(".1"):
            whole = texts[at][:-2]
            if texts[at - 1] == f"{whole}.9" and texts.count(texts[at]) == 1:
                yield LOST_NOUGHT.at(
                    reader.sheet.place(row, head.column, head.text),
                    f"{head.text}: {texts[at]} follows {whole}.9, so it may have been {whole}.10: as a number Excel keeps "
                    f"it as {texts[at]}.",
                    f"If it is {whole}.10, type it with an apostrophe in front: '{whole}.10.",
                )


def _about_hidden(sheet: Sheet, table: Table, hidden: Sequence[int]) -> Iterator[Issue]:
    """Hidden rows and columns that were read."""
    if hidden:
        message = f"{count(len(hidden), 'hidden row')} {'was' if len(hidden) == 1 else 'were'} read: "
        yield HIDDEN.at(
            sheet.place(hidden[0], 0),
            f"{message}{listed(map(str, hidden))}.",
            "Show the rows (clear the filter) and check that they belong.",
            also=[sheet.place(row, 0).cell for row in hidden[1:]],
        )
    heads = [*table.heads.values(), *(group.head for group in table.groups)]
    for head in heads:
        if head.column in sheet.hidden_columns:
            yield HIDDEN.at(
                sheet.place(head.row, head.column, head.text),
                f"The hidden column '{head.text}' was read.",
                "Show the column and check what it says.",
            )
