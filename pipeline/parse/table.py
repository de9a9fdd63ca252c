"""A sheet -> the rows of its kind, with the place of every value and every problem found on the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from pipeline.issues import Issue, Severity, rule
from pipeline.parse.headings import Match, near_misses, near_sheet, recognise, required
from pipeline.parse.values import Parsed, parser, shown
from pipeline.parse.words import folded, is_blank
from pipeline.places import Place
from pipeline.read.cells import NO_VALUE, Area, Cell, Line, Sheet, letters
from pipeline.sheets.columns import Row, SheetType
from pipeline.wording import count, joined

NOT_UNDERSTOOD = rule(
    "C-03", Severity.ERROR, "Every cell holds what its column asks for: a date, a number, a period or a known word."
)
EMPTY = rule("C-04", Severity.ERROR, "Every row fills the columns that can't be left empty.")
FAULTY = rule("C-05", Severity.ERROR, "No cell shows an Excel error such as #REF!.")
NO_RESULT = rule("C-06", Severity.ERROR, "Every formula has a value stored in the file.")
MERGED = rule("C-07", Severity.ERROR, "No cells are merged among the data: each row says its own values.")
NO_COLUMN = rule("C-08", Severity.ERROR, "Every sheet has the columns that can't be left out.")
LIKE_A_HEADING = rule("C-09", Severity.QUERY, "No heading is a slip for one we know.")
TWO_COLUMNS = rule("C-10", Severity.QUERY, "No two columns of a sheet stand for the same thing.")
NEARLY_KNOWN = rule("C-11", Severity.QUERY, "No sheet is nearly, but not quite, one we know.")
HIDDEN = rule("C-12", Severity.QUERY, "No data that papers use is hidden.")
MISFILED = rule(
    "M-02",
    Severity.QUERY,
    "Numbers and dates are stored as numbers and dates, and no totals stand among the rows.",
    "Data in the right format, University of Oxford",
)

_TOTAL = re.compile(r"(?:grand |sub-? ?|overall )?totals?\b.{0,20}", re.IGNORECASE)
_AN_ID = re.compile(r"[A-Za-z]{0,4}[-. ]?\d{1,4}(?:[.\-/]?\w{1,4}){0,3}")


@dataclass(frozen=True)
class Recognised:
    """What a sheet was recognised as, and the rows it gave.

    ``unread`` holds the references of rows that couldn't be read for an issue said already; "" for
    a row whose reference itself couldn't be.
    """

    sheet: Sheet
    kind: SheetType
    rows: tuple[Row, ...]
    unread: frozenset[str] = frozenset()


def parse_sheet(sheet: Sheet) -> tuple[Recognised | None, list[Issue]]:
    """The rows of a sheet of a kind we know; None for any other, which is a query where it is nearly known."""
    match = recognise(sheet)
    if match is None:
        return None, _nearly_known(sheet)
    issues = _about_headings(sheet, match)
    reader = _Reader(sheet, match)
    if match.kind.key_value:
        row = _record(reader)
        rows = [row] if row is not None else []
    else:
        rows = _table(reader)
    return Recognised(sheet, match.kind, tuple(rows), frozenset(reader.unread)), issues + reader.finish()


def _nearly_known(sheet: Sheet) -> list[Issue]:
    near = near_sheet(sheet)
    if near is None:
        return []
    kind, row, slips = near
    said = joined(f"'{typed}' looks like '{known}'" for typed, known in slips.items())
    return [
        NEARLY_KNOWN.at(
            Place(sheet.file, sheet.name, f"A{row}"),
            f"This sheet was not read. Its headings are nearly those of the sheet {kind.name}: {said}.",
            f"If it is {kind.name}, correct its headings; if it isn't, there is nothing to do.",
        )
    ]


def _about_headings(sheet: Sheet, match: Match) -> list[Issue]:
    columns = match.kind.columns()
    issues = []
    slips = near_misses(match)
    for at, known in slips.items():
        place = _heading_place(sheet, match, at, match.unread[at])
        remedy = f"Change the heading to '{known}', or leave it if it is something else."
        issues.append(LIKE_A_HEADING.at(place, f"'{match.unread[at]}' looks like '{known}'.", remedy))
    for at, name in match.doubled.items():
        what = "line" if match.kind.key_value else "column"
        issues.append(
            TWO_COLUMNS.at(
                _heading_place(sheet, match, at, ""),
                f"This {what} and '{match.typed[name]}' both stand for '{columns[name].heading}'; "
                f"only '{match.typed[name]}' was read.",
                f"Remove or rename the {what} that isn't needed.",
            )
        )
    for name in match.missing:
        heading = columns[name].heading
        what = "line" if match.kind.key_value else "column"
        like = next((match.unread[at] for at, known in slips.items() if known in (heading, *columns[name].also)), "")
        hint = f" (is '{like}' meant for it?)" if like else ""
        place = sheet.whole if not match.row else Place(sheet.file, sheet.name, f"A{match.row}")
        issues.append(
            NO_COLUMN.at(
                place,
                f"The sheet {match.kind.name} has no {what} '{heading}'{hint}.",
                f"Add the {what} '{heading}': {columns[name].help[:1].lower()}{columns[name].help[1:]}",
            )
        )
    if sheet.hidden and not match.kind.ours:
        message = f"The hidden sheet {sheet.name} was read as {match.kind.name}."
        issues.append(HIDDEN.at(sheet.whole, message, "Show the sheet, or remove it if it is an old copy."))
    return issues


def _heading_place(sheet: Sheet, match: Match, at: int, heading: str) -> Place:
    if match.kind.key_value:
        return sheet.place(at, match.item_column, heading)
    return sheet.place(match.row, at, heading)


class _Reader:
    """Reads cells into fields, gathering the issues and the cells to be listed column by column."""

    def __init__(self, sheet: Sheet, match: Match) -> None:
        self.sheet = sheet
        self.match = match
        self.issues: list[Issue] = []
        self.misfiled: dict[str, list[Place]] = {}
        self.unread: set[str] = set()
        fields = match.kind.row.model_fields
        self.first = next(iter(match.kind.columns()))
        self.parsers: dict[str, Callable[[Cell], Parsed]] = {
            name: parser(fields[name].annotation, an_id=name == self.first) for name in match.columns
        }
        self.required = set(required(match.kind))

    def read(self, name: str, cell: Cell | None, place: Place) -> Any:
        """The field's value, or None; problems are noted. A blank says nothing here."""
        if cell is None:
            return None
        if cell.fault:
            self._fault(cell, place)
            return None
        parsed = self.parsers[name](cell)
        if parsed.wrong:
            message = f"{place.heading}: '{_short(shown(cell))}' {parsed.wrong}."
            self.issues.append(NOT_UNDERSTOOD.at(place, message, parsed.remedy))
        elif parsed.misfiled and self.sheet.typed:
            self.misfiled.setdefault(name, []).append(place)
        return parsed.value

    def _fault(self, cell: Cell, place: Place) -> None:
        if cell.fault == NO_VALUE:
            message = f"{place.heading}: the formula has no value in the file."
            self.issues.append(
                NO_RESULT.at(place, message, "Open the workbook in Excel, let it calculate, and save it.")
            )
        else:
            message = f"{place.heading}: the cell shows {cell.fault}."
            self.issues.append(FAULTY.at(place, message, "Mend the formula, or type the value."))

    def empty(self, name: str, place: Place) -> None:
        """Notes that a cell that must be filled is empty."""
        column = self.match.kind.columns()[name]
        example = f", such as {column.example}" if column.example else ""
        remedy = f"{column.help.rstrip('.')}{example}."
        self.issues.append(EMPTY.at(place, f"'{place.heading}' is empty.", remedy))

    def finish(self) -> list[Issue]:
        """The issues, with one query for each column that has numbers or dates kept as text."""
        fields = self.match.kind.row.model_fields
        for name, places in self.misfiled.items():
            dates = "date" in str(fields[name].annotation)
            what = count(len(places), "date" if dates else "number")
            cells = joined([place.cell for place in places[:8]] + ([f"{len(places) - 8} more"] if places[8:] else []))
            was, it = ("is", "it was") if len(places) == 1 else ("are", "they were")
            read = "dates, the day first" if dates else "numbers"
            self.issues.append(
                MISFILED.at(
                    places[0],
                    f"{what} in '{places[0].heading}' {was} kept as text ({cells}); {it} read as {read}.",
                    f"Check {'it' if len(places) == 1 else 'them'}, and type {read.split(',')[0]} into cells "
                    f"formatted for {read.split(',')[0]}.",
                )
            )
        return self.issues


def _record(reader: _Reader) -> Row | None:
    """The one record of a key-value sheet."""
    sheet, match = reader.sheet, reader.match
    lines = {line.number: line for line in sheet.lines}
    values: dict[str, Any] = {}
    places: dict[str, Place] = {}
    for name, number in match.columns.items():
        places[name] = sheet.place(number, match.value_column, match.typed[name])
        before = len(reader.issues)
        value = reader.read(name, lines[number].cells.get(match.value_column), places[name])
        if value is not None:
            values[name] = value
        elif name in reader.required and len(reader.issues) == before:
            reader.empty(name, places[name])
    return _built(match.kind, values, places, reader)


def _table(reader: _Reader) -> list[Row]:
    """The records of a sheet with one row each."""
    sheet, match = reader.sheet, reader.match
    lines = [line for line in sheet.lines if line.number > match.row]
    read = set(match.columns.values())
    merges = _Merges(sheet, match)
    rows: list[Row] = []
    hidden: list[int] = []
    for line in lines:
        filled = {
            column
            for column in read & line.cells.keys()
            if not (isinstance(text := line.cells[column].value, str) and is_blank(text))
        }
        if not filled or merges.across(line.number) or _is_headings(line, filled, match):
            continue
        if _is_total(line, filled):
            reader.issues.append(
                MISFILED.at(
                    sheet.place(line.number, min(filled)),
                    f"Row {line.number} looks like a total among the rows; it was not read.",
                    "Move totals off the sheet, or leave this if it is only for you.",
                )
            )
            continue
        if len(filled) == 1 and len(read) > 3 and _is_section(line, match.columns.get(reader.first, -1)):
            continue
        if line.hidden:
            hidden.append(line.number)
        row = _row(line, match, reader, merges)
        if row is not None:
            rows.append(row)
    reader.issues.extend(merges.issues(line.number for line in lines))
    if hidden:
        which = joined([str(number) for number in hidden[:8]] + ([f"{len(hidden) - 8} more"] if hidden[8:] else []))
        message = f"{count(len(hidden), 'hidden row')} {'was' if len(hidden) == 1 else 'were'} read: {which}."
        reader.issues.append(
            HIDDEN.at(
                sheet.place(hidden[0], 0), message, "Show the rows (clear the filter) and check that they belong."
            )
        )
    for name, column in match.columns.items():
        if column in sheet.hidden_columns:
            place = sheet.place(match.row, column, match.typed[name])
            message = f"The hidden column '{match.typed[name]}' was read."
            reader.issues.append(HIDDEN.at(place, message, "Show the column and check what it says."))
    return rows


def _row(line: Line, match: Match, reader: _Reader, merges: _Merges) -> Row | None:
    sheet = reader.sheet
    values: dict[str, Any] = {}
    places: dict[str, Place] = {}
    empty: list[str] = []
    said = len(reader.issues)
    for name, column in match.columns.items():
        place = places[name] = sheet.place(line.number, column, match.typed[name])
        before = len(reader.issues)
        value = reader.read(name, line.cells.get(column), place)
        if value is not None:
            values[name] = value
        elif name in reader.required and len(reader.issues) == before and not merges.covers(line.number, column):
            empty.append(name)
    first = reader.first
    about = f"{match.kind.name.lower().removesuffix('s')} {values[first]}" if values.get(first) else ""
    for name in empty:
        reader.empty(name, places[name])
    reader.issues[said:] = [replace(issue, about=about) for issue in reader.issues[said:]]
    if first not in values:
        reader.unread.add("")
        return None
    row = _built(match.kind, values, places, reader)
    if row is None:
        reader.unread.add(str(values[first]))
    return row


def _built(kind: SheetType, values: dict[str, Any], places: dict[str, Place], reader: _Reader) -> Row | None:
    """The record, where what is missing can stand empty; a missing date or number can't."""
    for name in reader.required - values.keys():
        annotation = kind.row.model_fields[name].annotation
        if annotation is str:
            values[name] = ""
        elif "tuple" in str(annotation):
            values[name] = ()
        else:
            return None
    try:
        return kind.row(**values, places=places)
    except ValidationError as failure:
        for problem in failure.errors():
            name = str(problem["loc"][0]) if problem["loc"] else ""
            place = places.get(name, next(iter(places.values())))
            message = f"{place.heading}: {problem['msg']}."
            reader.issues.append(NOT_UNDERSTOOD.at(place, message, "Correct the cell."))
        return None


def _is_headings(line: Line, filled: set[int], match: Match) -> bool:
    """Whether the row is the headings again, as at the top of another printed page."""
    typed = {column: match.typed[name] for name, column in match.columns.items()}
    return len(filled) > 1 and all(
        isinstance(text := line.cells[column].value, str) and folded(text) == folded(typed[column]) for column in filled
    )


def _is_total(line: Line, filled: set[int]) -> bool:
    text = line.cells[min(filled)].value
    return isinstance(text, str) and _TOTAL.fullmatch(text.strip()) is not None


def _is_section(line: Line, column: int) -> bool:
    """A row with one filled cell is a section's title unless that cell is a reference in its own column."""
    return column not in line.cells or not _AN_ID.fullmatch(shown(line.cells[column]))


def _short(text: str) -> str:
    text = text.replace("\n", " ")
    return text if len(text) <= 60 else f"{text[:57]}..."


class _Merges:
    """The merged ranges of a sheet, as they bear on its data."""

    def __init__(self, sheet: Sheet, match: Match) -> None:
        self.sheet = sheet
        self.read = set(match.columns.values())
        self.titles: set[int] = set()
        self.areas: list[Area] = []
        for area in sheet.merged:
            inside = self.read & set(range(area.left, min(area.right, 16_384) + 1))
            if area.bottom <= match.row or not inside:
                continue
            wide = len(inside) > max(2, len(self.read) / 2)
            if area.top == area.bottom and wide:
                self.titles.add(area.top)  # a section's title written across the table
            elif len(inside) > 1 or area.bottom > area.top:
                self.areas.append(area)

    def across(self, row: int) -> bool:
        return row in self.titles

    def covers(self, row: int, column: int) -> bool:
        return any(area.top <= row <= area.bottom and area.left <= column <= area.right for area in self.areas)

    def issues(self, rows: Iterable[int]) -> list[Issue]:
        """One issue for each merged range that takes in rows of data."""
        numbers = set(rows)
        found = []
        for area in self.areas:
            if not numbers & set(range(area.top, min(area.bottom, area.top + 10_000) + 1)):
                continue
            message = (
                f"Cells {area} are merged: only {letters(area.left)}{area.top} holds a value, the others are empty."
            )
            remedy = "Unmerge them and type the value in each cell it is meant for."
            found.append(MERGED.at(self.sheet.place(area.top, area.left), message, remedy))
        return found
