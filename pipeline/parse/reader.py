"""Cells -> the fields of a record, with the place of each and every problem met on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from pydantic import ValidationError

from pipeline.issues import Issue, Severity, rule
from pipeline.parse.fitting import Table
from pipeline.parse.values import Parsed, parser, shown
from pipeline.parse.vocabulary import required
from pipeline.places import Place
from pipeline.read.cells import NO_VALUE, Cell, Sheet
from pipeline.sheets.columns import Row
from pipeline.wording import count, joined

NOT_UNDERSTOOD = rule(
    "C-03", Severity.ERROR, "Every cell holds what its column asks for: a date, a number, a period or a known word."
)
EMPTY = rule("C-04", Severity.ERROR, "Every row fills the columns that can't be left empty.")
FAULTY = rule("C-05", Severity.ERROR, "No cell shows an Excel error such as #REF!.")
NO_RESULT = rule("C-06", Severity.ERROR, "Every formula has a value stored in the file.")
MISFILED = rule(
    "M-02",
    Severity.QUERY,
    "Numbers and dates are stored as numbers and dates, and no totals stand among the rows.",
    "Data in the right format, University of Oxford",
)


class Spot(NamedTuple):
    """Where a field of a record stands, and what is there."""

    cell: Cell | None
    row: int
    column: int
    merged: bool = False
    """Whether it is empty because it is merged with a cell that holds a value."""


class Reader:
    """Reads cells into fields, gathering the issues and the cells to be listed column by column."""

    def __init__(self, sheet: Sheet, table: Table) -> None:
        self.sheet = sheet
        self.table = table
        self.kind = table.kind
        self.issues: list[Issue] = []
        self.misfiled: dict[str, list[Place]] = {}
        self.unread: set[str] = set()
        self.first = next(iter(self.kind.columns()))
        self.required = set(required(self.kind))
        self.typed = {name: head.text for name, head in table.heads.items()}
        fields = self.kind.row.model_fields
        self._parsers: dict[str, Callable[[Cell], Parsed]] = {
            name: parser(fields[name].annotation, an_id=name == self.first) for name in self.kind.columns()
        }

    def record(
        self, spots: Iterable[tuple[str, Spot]], given: Mapping[str, tuple[Any, Place]] | None = None
    ) -> Row | None:
        """The record whose fields stand in these spots, with what is ``given`` of it elsewhere.

        None where it can't stand: its reference, a date or a number that it must have is missing. Its reference is
        then in ``unread``.
        """
        values: dict[str, Any] = {}
        places: dict[str, Place] = {}
        empty: list[str] = []
        said = len(self.issues)
        for name, spot in spots:
            place = places[name] = self.sheet.place(spot.row, spot.column, self.typed.get(name, ""))
            before = len(self.issues)
            value = self._read(name, spot.cell, place) if spot.cell is not None else None
            if value is not None:
                values[name] = value
            elif name in self.required and len(self.issues) == before and not spot.merged:
                empty.append(name)
        for name, (value, place) in (given or {}).items():
            values[name], places[name] = value, place
        about = f"{self.noun} {values[self.first]}" if values.get(self.first) else ""
        for name in empty:
            self._empty(name, places[name])
        if len(self.issues) > said:
            self.issues[said:] = [replace(issue, about=about) for issue in self.issues[said:]]
        if self.first not in values and not self.kind.key_value:
            self.unread.add("")
            return None
        row = self._built(values, places)
        if row is None:
            self.unread.add(str(values.get(self.first, "")))
        return row

    @property
    def by_reference(self) -> bool:
        """Whether records are known by a reference, such as 3.2 or A1, and not by a name."""
        return any(letter.isdigit() for letter in self.kind.columns()[self.first].example)

    @property
    def noun(self) -> str:
        """What one record is called: an action, a milestone."""
        return self.kind.name.lower().removesuffix("s")

    def _read(self, name: str, cell: Cell, place: Place) -> Any:
        """The field's value, or None; problems are noted. A blank says nothing here."""
        if cell.fault:
            self._fault(name, cell, place)
            return None
        parsed = self._parsers[name](cell)
        if parsed.wrong:
            message = f"{place.heading}: '{_short(shown(cell))}' {parsed.wrong}."
            self.issues.append(NOT_UNDERSTOOD.at(place, message, parsed.remedy, example=self._example(name)))
        elif parsed.misfiled and self.sheet.typed:
            self.misfiled.setdefault(name, []).append(place)
        return parsed.value

    def _example(self, name: str) -> str:
        """A right value of the field."""
        return self.kind.columns()[name].example

    def _fault(self, name: str, cell: Cell, place: Place) -> None:
        example = self._example(name)
        if cell.fault == NO_VALUE:
            message = f"{place.heading}: the formula has no value in the file."
            remedy = "Open the workbook in Excel, let it calculate, and save it."
            self.issues.append(NO_RESULT.at(place, message, remedy, example=example))
        else:
            message = f"{place.heading}: the cell shows {cell.fault}."
            self.issues.append(FAULTY.at(place, message, "Mend the formula, or type the value.", example=example))

    def _empty(self, name: str, place: Place) -> None:
        column = self.kind.columns()[name]
        example = f", such as {column.example}" if column.example else ""
        remedy = f"{column.help.rstrip('.')}{example}."
        self.issues.append(EMPTY.at(place, f"'{place.heading}' is empty.", remedy, example=column.example))

    def _built(self, values: dict[str, Any], places: dict[str, Place]) -> Row | None:
        """The record, where what is missing can stand empty; a missing date or number can't."""
        for name in self.required - values.keys():
            annotation = self.kind.row.model_fields[name].annotation
            if annotation is str:
                values[name] = ""
            elif "tuple" in str(annotation):
                values[name] = ()
            else:
                return None
        try:
            return self.kind.row(**values, places=places)
        except ValidationError as failure:
            for problem in failure.errors():
                name = str(problem["loc"][0]) if problem["loc"] else ""
                place = places.get(name, next(iter(places.values())))
                message = f"{place.heading}: {problem['msg']}."
                self.issues.append(NOT_UNDERSTOOD.at(place, message, "Correct the cell."))
            return None

    def finish(self) -> list[Issue]:
        """The issues, with one query for each column that has numbers or dates kept as text."""
        fields = self.kind.row.model_fields
        for name, places in self.misfiled.items():
            dates = "date" in str(fields[name].annotation)
            what = count(len(places), "date" if dates else "number")
            cells = listed([place.cell for place in places])
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


def listed(items: list[str]) -> str:
    """Up to eight of them, and how many more there are."""
    return joined(items[:8] + ([f"{len(items) - 8} more"] if items[8:] else []))


def _short(text: str) -> str:
    text = text.replace("\n", " ")
    return text if len(text) <= 60 else f"{text[:57]}..."
