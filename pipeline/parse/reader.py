"""Cells -> the fields of a record, with the place of each and every problem met on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from pydantic import ValidationError

from pipeline.issues import Issue, Severity, rule
from pipeline.parse.fitting import Table
from pipeline.parse.values import Kept, Order, Parsed, parser, shown
from pipeline.parse.vocabulary import required
from pipeline.periods import Period
from pipeline.places import Place
from pipeline.read.cells import NO_VALUE, Cell, Sheet
from pipeline.sheets.columns import Row
from pipeline.wording import count, joined, listed

NOT_UNDERSTOOD = rule(
    "C-03", Severity.ERROR, "Every cell holds what its column asks for: a date, a number, a period or a known word."
)
EMPTY = rule("C-04", Severity.ERROR, "Every row fills the columns that can't be left empty.")
FAULTY = rule("C-05", Severity.ERROR, "No cell shows an Excel error such as #REF!.")
NO_RESULT = rule("C-06", Severity.ERROR, "Every formula has a value stored in the file.")
MARKED = rule("C-30", Severity.QUERY, "A figure stands alone in its cell; what a mark beside it means is in a note.")
MIXED_ORDER = rule("C-31", Severity.QUERY, "Dates typed in figures have the day first, all through a column.")
SWAPPED = rule(
    "D-08", Severity.ERROR, "The dates of a sheet have the day first, then the month, as in the United Kingdom."
)
MANY = 4
"""So many dates with the month first are one mistake: a sheet pasted or exported the American way."""
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

    def __init__(self, sheet: Sheet, table: Table, quarter: Period | None = None) -> None:
        self.sheet = sheet
        self.table = table
        self.kind = table.kind
        self._stand_ins = self.kind.row.stand_ins(quarter) if quarter is not None else {}
        self.issues: list[Issue] = []
        self._symbols: dict[str, str] = {}
        self._kept: dict[tuple[str, Kept], list[tuple[Place, str]]] = {}
        self._noted: dict[str, list[tuple[Place, str]]] = {}
        self._ordered: dict[str, dict[Order, list[tuple[Place, str]]]] = {}
        self.unread: set[str] = set()
        self.first = next(iter(self.kind.columns()))
        self.required = set(required(self.kind))
        self.typed = {name: head.text for name, head in table.heads.items()}
        fields = self.kind.row.model_fields
        self._parsers: dict[str, Callable[[Cell], Parsed]] = {
            name: parser(fields[name].annotation, an_id=name == self.first, symbols=column.symbols)
            for name, column in self.kind.columns().items()
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
        self._symbols = {}
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
        elif parsed.note:
            self._noted.setdefault(name, []).append((place, parsed.note))
        elif parsed.kept is not None and self.sheet.typed:
            self._kept.setdefault((name, parsed.kept), []).append((place, shown(cell)))
        if parsed.order is not None:
            self._ordered.setdefault(name, {}).setdefault(parsed.order, []).append((place, shown(cell)))
        if parsed.symbol:
            self._symbols[name] = parsed.symbol
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
            elif name in self._stand_ins:
                values[name] = self._stand_ins[name]
                self.unread.add("")
            else:
                return None
        try:
            return self.kind.row(**values, places=places, symbols=self._symbols)
        except ValidationError as failure:
            for problem in failure.errors():
                name = str(problem["loc"][0]) if problem["loc"] else ""
                place = places.get(name, next(iter(places.values())))
                message = f"{place.heading}: {problem['msg']}."
                self.issues.append(NOT_UNDERSTOOD.at(place, message, "Correct the cell."))
            return None

    def finish(self) -> list[Issue]:
        """The issues, with one query for all that is kept as something else and one error for months that come first."""
        many = sum(len(orders.get(Order.MONTH_FIRST, [])) for orders in self._ordered.values()) >= MANY
        alike: dict[tuple[str, Kept], list[list[tuple[Place, str]]]] = {}
        for (name, kept), found in self._kept.items():
            what = self._what(name)
            if not (many and what == "date" and kept is Kept.AS_TEXT):
                alike.setdefault((what, kept), []).append(found)
        for (what, kept), columns in alike.items():
            self.issues.append(self._about_kept(what, kept, columns))
        for found in self._noted.values():
            cells = listed(f"{note} in {place.cell}" for place, note in found)
            message = f"'{found[0][0].heading}' has marks beside its figures, which were left out: {cells}."
            self.issues.append(
                MARKED.at(
                    found[0][0],
                    message,
                    "Say what they mean in a note, and type the figures alone.",
                    also=[place.cell for place, _ in found[1:]],
                )
            )
        if many:
            self._swapped()
        else:
            self._months_first()
        return self.issues

    def _months_first(self) -> None:
        """A query for each column that has a date with the month first: which others may be so too."""
        for orders in self._ordered.values():
            wrong, either = orders.get(Order.MONTH_FIRST, []), orders.get(Order.EITHER, [])
            if wrong and either:
                place = either[0][0]
                self.issues.append(
                    MIXED_ORDER.at(
                        place,
                        f"'{place.heading}' has dates with the month first ('{wrong[0][1]}'), so "
                        f"{listed(repr(text) for _, text in either)} may be so too; read with the day first.",
                        "Check them, and type every date as day/month/year.",
                        also=[other.cell for other, _ in either[1:]],
                    )
                )

    def _swapped(self) -> None:
        """One error for a sheet of dates with the month first, in place of one for each."""
        wrong = [each for orders in self._ordered.values() for each in orders.get(Order.MONTH_FIRST, [])]
        either = [each for orders in self._ordered.values() for each in orders.get(Order.EITHER, [])]
        cells = {place.cell for place, _ in wrong}
        self.issues = [issue for issue in self.issues if issue.place.cell not in cells]
        first, text = wrong[0]
        columns = joined(dict.fromkeys(f"'{place.heading}'" for place, _ in (*wrong, *either)))
        doubtful = (
            f", and {len(either)} more, such as '{either[0][1]}' in {either[0][0].cell}, may be" if either else ""
        )
        self.issues.append(
            SWAPPED.at(
                first,
                f"{count(len(wrong), 'date')} in {columns} have the month first ('{text}' in {first.cell}){doubtful}: they were typed, pasted or exported the American way.",
                "Copy them again as real dates, from a workbook whose region is English (United Kingdom), or type every one as "
                "day/month/year.",
                also=[place.cell for place, _ in (*wrong[1:], *either)],
            )
        )

    def _what(self, name: str) -> str:
        """What a column holds that isn't text."""
        annotation = str(self.kind.row.model_fields[name].annotation)
        return "date" if "date" in annotation or "Period" in annotation else "number"

    def _about_kept(self, what: str, kept: Kept, columns: Sequence[Sequence[tuple[Place, str]]]) -> Issue:
        """The query about cells, by column, that keep numbers or dates as something else."""
        found = [each for column in columns for each in column]
        one = len(found) == 1
        it, them, kinds = ("it was", "it", f"a {what}") if one else ("they were", "them", f"{what}s")
        if kept is Kept.AS_NUMBER:
            cells = listed(f"{text} in {place.cell}" for place, text in found)
            said, how = f"{'shows as a number' if one else 'show as numbers'} ({cells})", ""
        else:
            cells = listed(place.cell for place, _ in found)
            said, how = f"{'is' if one else 'are'} kept as text ({cells})", ", the day first" if what == "date" else ""
        headings = joined(f"'{column[0][0].heading}'" for column in columns)
        return MISFILED.at(
            found[0][0],
            f"{count(len(found), what)}{'' if self.table.groups else f' in {headings}'} {said}; {it} read as {kinds}{how}.",
            f"Check {them}, and type {what}s into cells formatted for {what}s.",
            also=[place.cell for place, _ in found[1:]],
        )


def _short(text: str) -> str:
    text = text.replace("\n", " ")
    return text if len(text) <= 60 else f"{text[:57]}..."
