"""What is wrong with the headings of a table: columns that are missing, doubled or nearly known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from pipeline.issues import Issue, Severity, rule
from pipeline.parse.fitting import Table, assigned
from pipeline.parse.heads import Head, heads_of
from pipeline.parse.nearly import Slip, near_misses, near_sheet
from pipeline.parse.references import holds_sentences
from pipeline.parse.tables import SEARCHED
from pipeline.parse.vocabulary import EVERYDAY, forms
from pipeline.parse.words import folded
from pipeline.places import Place
from pipeline.read.cells import Sheet
from pipeline.sheets.actions import Action
from pipeline.sheets.columns import Row, sheet_types
from pipeline.sheets.measures import Measure
from pipeline.sheets.readings import Reading
from pipeline.sheets.updates import Update
from pipeline.wording import joined

_WHO_AND_WHEN = frozenset({"lead", "original_due", "revised_due"})
_HOW_IT_GOES = frozenset({"status", "progress", "lead_rating"})

NO_COLUMN = rule("C-08", Severity.ERROR, "Every sheet has the columns that can't be left out.")
LIKE_A_HEADING = rule("C-09", Severity.QUERY, "No heading is a slip for one we know.")
TWO_COLUMNS = rule("C-10", Severity.QUERY, "No two columns of a sheet stand for the same thing.")
ELSEWHERE = "Where one stands under a heading of your own, list that in a sheet Headings."

NEARLY_KNOWN = rule("C-11", Severity.QUERY, "No sheet is nearly, but not quite, one we know.")
SENTENCES = rule("C-32", Severity.QUERY, "Every record has a short reference, which is not its text.")
NOT_AN_UPDATE = rule(
    "C-33", Severity.QUERY, "Columns beside the actions that say how they are going are read as updates, or not meant."
)
NO_YEAR = rule("C-25", Severity.QUERY, "The headings of periods say their year.")
WHICH_YEAR = rule(
    "M-07", Severity.QUERY, "The headings of periods say which years they are: financial years are written 2025-26."
)


def about_headings(sheet: Sheet, table: Table, section: str = "") -> list[Issue]:
    """The issues of a table's headings; ``section`` is the field that titles between its rows give."""
    slips = [] if table.shared else near_misses(table)
    return [
        *_slipped(sheet, slips),
        *_doubled(sheet, table),
        *_missing(sheet, table, section, {slip.known: slip.head.text for slip in reversed(slips)}),
        *_going_unread(sheet, table),
        *([] if table.shared else _sentences(sheet, table)),
        *(_plain_years(sheet, table.first - 1) if table.kind.row in (Measure, Reading) else ()),
        *_without_year(sheet, table),
    ]


def _slipped(sheet: Sheet, slips: Iterable[Slip]) -> Iterator[Issue]:
    """Headings that are nearly ones we know."""
    for slip in slips:
        remedy = f"Change the heading to '{slip.known}', or leave it if it is something else."
        yield LIKE_A_HEADING.at(_place(sheet, slip.head), f"'{slip.head.text}' looks like '{slip.known}'.", remedy)


def _doubled(sheet: Sheet, table: Table) -> Iterator[Issue]:
    """Headings of a field that has one already."""
    for head, name in table.doubled:
        read, what = table.heads[name].text, _what(table)
        yield TWO_COLUMNS.at(
            sheet.place(head.row, head.column),
            f"This {what} and '{read}' both stand for '{table.kind.columns()[name].heading}'; only '{read}' was read.",
            f"Remove or rename the {what} that isn't needed.",
        )


def _missing(sheet: Sheet, table: Table, section: str, nearly: Mapping[str, str]) -> Iterator[Issue]:
    """Columns that must be there and aren't; ``nearly`` are our headings -> what is typed nearly so."""
    for name in table.missing:
        if name == section:
            continue
        column, what = table.kind.columns()[name], _what(table)
        like = nearly.get(column.heading, "")
        hint = f" (is '{like}' meant for it?)" if like else ""
        yield NO_COLUMN.at(
            Place(sheet.file, sheet.name, "" if table.across else f"A{table.first - 1}", column.heading),
            f"{lacking(sheet.name, table.kind.name)} no {what} '{column.heading}'{hint}.",
            f"Add the {what} '{column.heading}': {column.help[:1].lower()}{column.help[1:]} {ELSEWHERE}",
            about=f"sheet {table.kind.name}",
        )


def _what(table: Table) -> str:
    return "line" if table.across else "column"


def _going_unread(sheet: Sheet, table: Table) -> Iterator[Issue]:
    """How actions are going, on a sheet that is read as the plan's actions alone."""
    if going := updates_left_unread(table):
        said = joined(f"'{head.text}'" for head in going)
        yield NOT_AN_UPDATE.at(
            _place(sheet, going[0]),
            f"{said} {'was' if len(going) == 1 else 'were'} not read: this sheet was read as Actions, and how they "
            "are going is read from updates.",
            "Leave it where the leads send updates of their own; if not, have both a column 'Status' and a column "
            "'Progress this quarter' here, which are then read as updates too.",
            also=[_place(sheet, head).cell for head in going[1:]],
        )


def _sentences(sheet: Sheet, table: Table) -> Iterator[Issue]:
    """A column of references that holds sentences."""
    if holds_sentences(sheet, table):
        head = table.heads[next(iter(table.kind.columns()))]
        yield SENTENCES.at(
            _place(sheet, head),
            f"'{head.text}' holds sentences, where the references of {table.kind.name} are looked for.",
            "Give every row a short reference, such as 3.2, in a column headed Ref.",
        )


def _without_year(sheet: Sheet, table: Table) -> Iterator[Issue]:
    """Headings of periods whose year was taken from the quarter reported."""
    if assumed := [group for group in table.groups if group.assumed]:
        said = joined(f"'{group.head.text}'" for group in assumed)
        yield NO_YEAR.at(
            _place(sheet, assumed[0].head),
            f"{said} {'has' if len(assumed) == 1 else 'have'} no year; "
            f"read as {joined(str(group.period) for group in assumed)}.",
            f"Write the year too, such as {assumed[0].period}.",
            also=[_place(sheet, group.head).cell for group in assumed[1:]],
        )


def lacking(name: str, kind: str) -> str:
    """The beginning of what a sheet lacks as one of its kind: by that name, or as what one of another name was taken for."""
    known = not name or folded(name) == folded(kind)
    return f"The sheet {kind} has" if known else f"This sheet was read as {kind}, and has"


def updates_left_unread(table: Table) -> list[Head]:
    """The headings among a table of actions that say how they are going, where they were not read as updates."""
    return _left_unread(table, Update, _HOW_IT_GOES) if table.kind.row is Action else []


def actions_left_unread(table: Table) -> list[Head]:
    """The headings among a table of updates that say who is to do an action by when."""
    return _left_unread(table, Action, _WHO_AND_WHEN) if table.kind.row is Update else []


def _left_unread(table: Table, row: type[Row], telling: frozenset[str]) -> list[Head]:
    """The headings that stand for nothing on the table's own sheet, but on the sheet of ``row`` for a telling field."""
    kind = next(kind for kind in sheet_types() if kind.row is row)
    other = assigned({head.column: head for head in table.unread}, kind, EVERYDAY)
    return [] if other is None else [head for name, head in other.heads.items() if name in telling]


def about_unknown(sheet: Sheet) -> list[Issue]:
    """A query where a sheet that was not recognised is nearly of a kind we know."""
    near = near_sheet(sheet)
    if near is None:
        return next((found for line in sheet.lines[:SEARCHED] if (found := _plain_years(sheet, line.number))), [])
    said = joined(f"'{slip.head.text}' looks like '{slip.known}'" for slip in near.slips)
    return [
        NEARLY_KNOWN.at(
            Place(sheet.file, sheet.name, f"A{near.row}"),
            f"This sheet was not read. Its headings are nearly those of the sheet {near.kind.name}: {said}.",
            f"If it is {near.kind.name}, correct its headings; if it isn't, there is nothing to do.",
        )
    ]


def _plain_years(sheet: Sheet, number: int) -> list[Issue]:
    """A query where measures have a column for each of several years that don't say whether they are financial years."""
    line = next((line for line in sheet.lines if line.number == number), None)
    if line is None or not any(_OF_MEASURES.intersection(head.forms) for head in heads_of(line).by_column.values()):
        return []
    years = {column: str(cell.value).strip() for column, cell in line.cells.items()}
    years = {column: text.removesuffix(".0") for column, text in years.items() if _YEAR.fullmatch(text)}
    if len(set(years.values())) < 2:
        return []
    places = [sheet.place(number, column) for column in years]
    first = int(min(years.values()))
    said = joined(f"'{text}'" for text in years.values())
    return [
        WHICH_YEAR.at(
            places[0],
            f"What stands under {said} was not read: they may be financial, academic or calendar years.",
            f"If {first} is the financial year from April {first}, write {first}-{(first + 1) % 100:02}, and so for the others.",
            also=[place.cell for place in places[1:]],
        )
    ]


_OF_MEASURES = frozenset(
    form
    for word in ("Measure", "Indicator", "KPI", "PI", "Performance indicator", "Measure name")
    for form in forms(word)
)
_YEAR = re.compile(r"(?:19|20)\d\d(?:\.0)?")


def _place(sheet: Sheet, head: Head) -> Place:
    return sheet.place(head.row, head.column, head.text)
