"""Sheets -> the plan: those of a kind joined, what is not there said, returned forms merged."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import pipeline.sheets  # noqa: F401 - loads every sheet we know
from pipeline.assemble.readings import by_quarters_end, without_blanks
from pipeline.assemble.references import SELF_IDENTIFIED, settle
from pipeline.issues import Issue, Severity, by_place, rule
from pipeline.model import Plan
from pipeline.parse import Recognised, learn, parse_sheet
from pipeline.parse.about_headings import actions_left_unread
from pipeline.periods import Period
from pipeline.places import FOLDER, Place
from pipeline.read.cells import Sheet
from pipeline.read.folder import UPDATES
from pipeline.repeats import without_repeats
from pipeline.returns import merge, says_something, without_strangers, written_on_paper
from pipeline.sheets.actions import Action
from pipeline.sheets.columns import Row, SheetType, sheet_types
from pipeline.sheets.details import Details
from pipeline.sheets.domains import Domain
from pipeline.sheets.findings import Finding
from pipeline.sheets.form_record import FormLine
from pipeline.sheets.measures import Measure
from pipeline.sheets.meetings import Meeting
from pipeline.sheets.people import Person
from pipeline.sheets.readings import Reading
from pipeline.sheets.updates import Update
from pipeline.wording import joined

NO_SHEET = rule("I-01", Severity.ERROR, "The quarter's folder has every sheet that a plan needs.")
TWO_DETAILS = rule("I-02", Severity.ERROR, "The quarter's folder has one sheet of plan details.")

NO_ROWS = rule(
    "C-34",
    Severity.ERROR,
    "The sheets Actions, Domains, Measures, Meetings and People have rows below their headings, and "
    "so have Findings and Readings where there is something to answer or to measure.",
)
NOT_UNDERSTOOD = rule("Z-32", Severity.QUERY, "What is in the folder updates can be read as updates.")
_NEVER_EMPTY: tuple[type[Row], ...] = (Action, Domain, Measure, Meeting, Person)


def assemble(
    sheets: Iterable[Sheet], copies: Collection[str] = (), named: Period | None = None
) -> tuple[Plan | None, list[Issue]]:
    """The plan that the sheets of a quarter's folder make, and what is wrong with them.

    ``copies`` are files that an earlier check marked, ``named`` is the quarter that the folder is named after. Where the plan's
    own details can't be read, others stand in for them so that the rest is read and checked (they then count as unread);
    None where there is no quarter to do so for. Sheets of a kind are joined in the order given;
    references are written as the thing they name writes itself (``a1`` becomes ``A1``).
    """
    found: list[Recognised] = []
    given = list(sheets)
    words, issues = learn(given, named)
    for sheet in given:
        recognised, problems = parse_sheet(sheet, words)
        issues.extend(problems)
        found.extend(recognised)
    issues.extend(_not_understood(given, found, issues))
    found, repeated = without_repeats(found, copies)
    out = {issue.place.file for issue in repeated}
    issues = [*repeated, *(issue for issue in issues if issue.place.file not in out)]
    issues.extend(_missing(found))
    rows: dict[type[Row], tuple[Row, ...]] = {kind.row: () for kind in sheet_types()}
    for one in found:
        rows[one.kind.row] += one.rows
    issues.extend(_second_details(found))
    rows, problems = without_strangers(rows)
    issues.extend(problems)
    read = {one.kind.row for one in found}
    unread: dict[type[Row], tuple[str, ...]] = {}
    for one in found:
        unread[one.kind.row] = (*unread.get(one.kind.row, ()), *sorted(one.unread))
    issues.extend(_without_rows(found, rows, unread))
    issues.extend(settle(rows, unread, read))
    unread[Update] = (*unread.get(Update, ()), *_said_badly(rows[Update], issues))
    issues.extend(written_on_paper(given, {row.place().file for row in rows[FormLine]}))
    rows, problems = merge(rows)
    issues.extend(problems)
    rows[Reading], problems = by_quarters_end(rows[Reading], rows[Measure])
    issues.extend(problems)
    rows[Reading] = without_blanks(rows[Reading])
    details = next((row for row in rows[Details] if isinstance(row, Details)), None)
    if details is None and named is not None and len(read) > 1:
        details = _standing_in(named)
        unread[Details] = ("",)
    missed = {kind: frozenset(names) for kind, names in unread.items()}
    return (Plan(details, rows, missed) if details is not None else None), by_place(issues)


def _standing_in(quarter: Period) -> Details:
    """Plan details of which nothing but the quarter is known."""
    texts = {name: "" for name, each in Details.model_fields.items() if each.annotation is str}
    return Details(**{**texts, **Details.stand_ins(quarter)})


def _not_understood(given: Iterable[Sheet], found: Iterable[Recognised], issues: Iterable[Issue]) -> Iterator[Issue]:
    """What leads sent in which nothing is known, such as an e-mail saved as text: it would count as nothing sent."""
    understood = {one.sheet.file for one in found} | {issue.place.file for issue in issues}
    for file in dict.fromkeys(sheet.file for sheet in given):
        if file.lower().startswith(f"{UPDATES}/") and file not in understood:
            yield NOT_UNDERSTOOD.at(
                Place(file),
                "Nothing in this file has the headings of updates, so nothing in it was read.",
                "Put what it says into the lead's form, or give its columns the headings that inputs/README.md lists for Updates.",
            )


def _missing(found: Sequence[Recognised]) -> list[Issue]:
    read = {one.kind.name for one in found}
    if not read:
        message = "Nothing in the folder was recognised as a sheet of a plan."
        remedy = "Put the plan's workbooks there; inputs/README.md lists their sheets, and papers inspect says what a workbook was taken for."
        return [NO_SHEET.at(Place(FOLDER), message, remedy)]
    return [
        NO_SHEET.at(
            Place(FOLDER),
            f"No sheet in the folder was recognised as {kind.name}.{_taken_for_updates(kind, found)}",
            "Add it, with the headings that inputs/README.md lists for it.",
            about=f"sheet {kind.name}",
        )
        for kind in sheet_types()
        if kind.required and kind.name not in read
    ]


def _without_rows(
    found: Sequence[Recognised], rows: Mapping[type[Row], tuple[Row, ...]], unread: dict[type[Row], tuple[str, ...]]
) -> list[Issue]:
    """Sheets that hold nothing below their headings; what they should hold counts as unread from then on."""
    issues = []
    answers = any(name != SELF_IDENTIFIED for row in rows[Action] if isinstance(row, Action) for name in row.findings)
    never_empty: tuple[type[Row], ...] = (
        *_NEVER_EMPTY,
        *([Finding] if answers else []),
        *([Reading] if rows[Measure] else []),
    )
    for kind in never_empty:
        if rows[kind] or unread.get(kind, ()):
            continue
        for one in [one for one in found if one.kind.row is kind][:1]:
            message = f"The sheet {one.kind.name} has its headings, and no rows below them."
            remedy = "Fill it in, one row for each; or put back the rows of last quarter's workbook."
            issues.append(NO_ROWS.at(one.sheet.whole, message, remedy, about=f"sheet {one.kind.name}"))
            unread[kind] = ("",)
    return issues


def _taken_for_updates(kind: SheetType, found: Sequence[Recognised]) -> str:
    """Where actions are missed: the tracker that was read as updates, though it says who does what by when."""
    for one in found if kind.row is Action else ():
        if one.kind.row is Update and one.rows and (heads := actions_left_unread(one.table)):
            said = joined(f"'{head.text}'" for head in heads)
            whole = one.sheet.whole
            return f" In {whole}, only updates were found: {said} {'was' if len(heads) == 1 else 'were'} not read."
    return ""


def _said_badly(rows: Iterable[Row], issues: Iterable[Issue]) -> list[str]:
    """The actions of updates in which all that is filled in could not be read: they are there all the same."""
    bad = {issue.place for issue in issues}
    return [
        row.action
        for row in rows
        if isinstance(row, Update) and not says_something(row) and not bad.isdisjoint(row.places.values())
    ]


def _second_details(found: Sequence[Recognised]) -> list[Issue]:
    places = [one.sheet.whole for one in found if one.kind.row is Details]
    return [
        TWO_DETAILS.at(
            place, f"These are plan details, and so are those in {places[0]}.", "Remove the one that is old."
        )
        for place in places[1:]
    ]
