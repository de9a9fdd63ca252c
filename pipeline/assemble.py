"""Rows -> the plan: sheets of a kind joined, references between them settled, unknown ones said."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import pipeline.sheets  # noqa: F401 - loads every sheet we know
from pipeline.issues import Issue, Rule, Severity, by_place, rule
from pipeline.model import Plan
from pipeline.parse import Recognised, learn, parse_sheet
from pipeline.parse.about_headings import actions_left_unread
from pipeline.parse.words import folded, nearest
from pipeline.periods import Period, Span
from pipeline.places import Place
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
from pipeline.sheets.measures import Frequency, Measure
from pipeline.sheets.meetings import Meeting
from pipeline.sheets.milestones import Milestone
from pipeline.sheets.overrides import Override
from pipeline.sheets.people import Person
from pipeline.sheets.ratings import Scale
from pipeline.sheets.readings import Reading
from pipeline.sheets.updates import Update
from pipeline.wording import joined

NO_SHEET = rule("I-01", Severity.ERROR, "The quarter's folder has every sheet that a plan needs.")
TWO_DETAILS = rule("I-02", Severity.ERROR, "The quarter's folder has one sheet of plan details.")
UNKNOWN_ACTION = rule("I-03", Severity.ERROR, "Every update, milestone and override names an action of the plan.")
UNKNOWN_MEASURE = rule("I-04", Severity.ERROR, "Every reading, and every action's measures, name measures of the plan.")
UNKNOWN_DOMAIN = rule("I-05", Severity.ERROR, "Every action and measure belongs to a domain of the plan.")
UNKNOWN_FINDING = rule("I-06", Severity.ERROR, "Every finding that an action answers is in the sheet Findings.")
UNKNOWN_LEAD = rule("I-07", Severity.ERROR, "Every action's lead is one post of the sheet People.")

NO_ROWS = rule(
    "C-34",
    Severity.ERROR,
    "The sheets Actions, Domains, Measures, Meetings and People have rows below their headings, and "
    "so have Findings and Readings where there is something to answer or to measure.",
)
QUARTERS_END = rule(
    "Z-30", Severity.QUERY, "Readings of a quarterly measure are for quarters, not for their last months."
)
NOT_UNDERSTOOD = rule("Z-32", Severity.QUERY, "What is in the folder updates can be read as updates.")
_NEVER_EMPTY: tuple[type[Row], ...] = (Action, Domain, Measure, Meeting, Person)

SELF_IDENTIFIED = "self-identified"
FOLDER = Place("the quarter's folder")
"""The place of what no file holds."""


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
    for link in _links(rows, unread):
        if link.target in read:
            rows[link.source], problems = _settle(rows[link.source], link)
            issues.extend(problems)
    unread[Update] = (*unread.get(Update, ()), *_said_badly(rows[Update], issues))
    issues.extend(written_on_paper(given, {row.place().file for row in rows[FormLine]}))
    rows, problems = merge(rows)
    issues.extend(problems)
    rows[Reading], problems = _by_quarters_end(rows[Reading], rows[Measure])
    issues.extend(problems)
    rows[Reading] = _without_blanks(rows[Reading])
    details = next((row for row in rows[Details] if isinstance(row, Details)), None)
    if details is None and named is not None and len(read) > 1:
        texts = {name: "" for name, each in Details.model_fields.items() if each.annotation is str}
        details = Details(**{**texts, **Details.stand_ins(named)})
        unread[Details] = ("",)
    missed = {kind: frozenset(names) for kind, names in unread.items()}
    return (Plan(details, rows, missed) if details is not None else None), by_place(issues)


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
        return [NO_SHEET.at(FOLDER, message, remedy)]
    return [
        NO_SHEET.at(
            FOLDER,
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


def _without_blanks(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Readings without the rows that were left blank because their figure stands on another sheet."""
    readings = [(row, row.filled_in) for row in rows if isinstance(row, Reading)]
    given = {(row.measure, row.period) for row, filled_in in readings if filled_in}
    return tuple(row for row, filled_in in readings if filled_in or (row.measure, row.period) not in given)


def _by_quarters_end(rows: Sequence[Row], measures: Sequence[Row]) -> tuple[tuple[Row, ...], list[Issue]]:
    """Readings of quarterly measures that say only the month (or the day) their quarters end in, as those quarters'."""
    quarterly = {row.id for row in measures if isinstance(row, Measure) and row.frequency is Frequency.QUARTERLY}
    told: dict[str, list[Reading]] = {}
    for row in rows:
        if isinstance(row, Reading) and row.measure in quarterly and row.period.span is Span.MONTH:
            told.setdefault(row.measure, []).append(row)
    ending = [name for name, months in told.items() if all(row.period == row.period.quarter_end for row in months)]
    if not ending:
        return tuple(rows), []
    latest = max((row for name in ending for row in told[name]), key=lambda row: row.period)
    found = tuple(
        row.model_copy(update={"period": row.period.quarter})
        if isinstance(row, Reading) and row.measure in ending and row.period.span is Span.MONTH
        else row
        for row in rows
    )
    subject = f"Measure {ending[0]} is" if len(ending) == 1 else f"Measures {joined(ending)} are"
    said = QUARTERS_END.at(
        latest.place("period"),
        f"{subject} read quarterly, and the readings are for months: they were taken for the quarters that those months end, "
        f"{latest.period} for {latest.period.quarter}.",
        "Check that they are the quarters' figures; if they are one month's, correct how often they are read.",
    )
    return found, [said]


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


class _Link(NamedTuple):
    """A field that names records of another sheet."""

    source: type[Row]
    field: str
    target: type[Row]
    known: tuple[str, ...]
    what: str  # a record of the target, in words
    rule: Rule
    only: Scale | None = None  # for overrides: which of them
    titles: Mapping[str, str] = MappingProxyType({})  # what a record is called, folded -> its reference

    @property
    def whole(self) -> bool:
        """Whether every record of the target has its name: one that couldn't be read may be the one meant."""
        return "" not in self.known


def _links(rows: dict[type[Row], tuple[Row, ...]], unread: dict[type[Row], tuple[str, ...]]) -> list[_Link]:
    """Every reference from sheet to sheet. A row that couldn't be read is there all the same: that is said already."""

    def names(kind: type[Row], field: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*(str(getattr(row, field)) for row in rows[kind]), *unread.get(kind, ())]))

    def titled(kind: type[Row], field: str, *words: str) -> dict[str, str]:
        """Where a record is named by its title ("Oversight", "1 Oversight", "Domain 1: Oversight")."""
        found: dict[str, set[str]] = {}
        for row in rows[kind]:
            name, title = str(getattr(row, "id")), str(getattr(row, field))  # noqa: B009 - of rows that have one
            for way in (title, f"{name} {title}", *(f"{word} {name} {title}" for word in words)) if title else ():
                found.setdefault(folded(way), set()).add(name)
        return {way: next(iter(ids)) for way, ids in found.items() if len(ids) == 1}

    actions, measures, domains = names(Action, "id"), names(Measure, "id"), names(Domain, "id")
    themes = titled(Domain, "title", "domain", "theme", "priority", "workstream", "section")
    called = titled(Measure, "name", "measure", "indicator", "kpi")
    findings = (*names(Finding, "id"), SELF_IDENTIFIED)
    return [
        _Link(Action, "domain", Domain, domains, "domain", UNKNOWN_DOMAIN, titles=themes),
        _Link(Measure, "domain", Domain, domains, "domain", UNKNOWN_DOMAIN, titles=themes),
        _Link(Action, "findings", Finding, findings, "finding", UNKNOWN_FINDING),
        _Link(Action, "measures", Measure, measures, "measure", UNKNOWN_MEASURE, titles=called),
        _Link(Action, "lead", Person, names(Person, "role"), "post in People", UNKNOWN_LEAD),
        _Link(Measure, "part_of", Measure, measures, "measure", UNKNOWN_MEASURE),
        _Link(Milestone, "action", Action, actions, "action", UNKNOWN_ACTION),
        _Link(Update, "action", Action, actions, "action", UNKNOWN_ACTION),
        _Link(Reading, "measure", Measure, measures, "measure", UNKNOWN_MEASURE, titles=called),
        _Link(Override, "item", Action, actions, "action", UNKNOWN_ACTION, Scale.DELIVERY),
        _Link(Override, "item", Action, actions, "action", UNKNOWN_ACTION, Scale.IMPACT),
        _Link(Override, "item", Measure, measures, "measure", UNKNOWN_MEASURE, Scale.MEASURE),
    ]


def _settle(rows: tuple[Row, ...], link: _Link) -> tuple[tuple[Row, ...], list[Issue]]:
    """Rows whose references are written as their targets write themselves; unknown ones are issues."""
    exact = set(link.known)
    loose: dict[str, list[str]] = {}
    for name in link.known:
        loose.setdefault(_loosely(name), []).append(name)
    settled: list[Row] = []
    issues: list[Issue] = []
    for row in rows:
        said = getattr(row, link.field)
        if link.only is not None and getattr(row, "scale", None) is not link.only:
            settled.append(row)
            continue
        names = said if isinstance(said, tuple) else (said,) if said else ()
        right: list[str] = []
        for name in names:
            alike = [name] if name in exact else loose.get(_loosely(name), [])
            if not alike and folded(name) in link.titles:
                alike = [link.titles[folded(name)]]
            if len(alike) == 1:
                right.append(alike[0])
            else:
                right.append(name)
                if (
                    link.only is None and link.whole
                ):  # of an override the rating says it, with what the override would do
                    issues.append(_unknown(row, link, name))
        value = tuple(right) if isinstance(said, tuple) else "".join(right)
        settled.append(row if value == said else row.model_copy(update={link.field: value}))
    return tuple(settled), issues


def _loosely(name: str) -> str:
    """A reference without case, spaces or the words people put before it; its points and dashes count."""
    bare = re.sub(r"^(?:action|measure|domain|theme|finding|ref|no)\b[.:]?\s*", "", name.strip().casefold())
    return re.sub(r"[\s\u00a0]+", "", bare or name.casefold()).rstrip(".")


def _unknown(row: Row, link: _Link, name: str) -> Issue:
    like = nearest(name, link.known, 0.6) or next((k for k in link.known if folded(k) == folded(name)), "")
    article = "an" if link.what[0] in "aeiou" else "a"
    remedy = f"Did you mean '{like}'? " if like else ""
    place = row.place(link.field)
    return link.rule.at(
        place,
        f"{place.heading}: '{name}' is not {article} {link.what}{'' if ' in ' in link.what else ' of this plan'}.",
        f"{remedy}Correct it, or add it to the sheet it should be in.",
    )
