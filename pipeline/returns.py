"""Returned update forms -> updates and milestones of the plan: each form is checked against what it was made from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from pipeline.issues import Issue, Severity, rule
from pipeline.parse.words import folded
from pipeline.places import Place
from pipeline.read.cells import Sheet
from pipeline.sheets.actions import Action
from pipeline.sheets.columns import Row
from pipeline.sheets.details import Details
from pipeline.sheets.form_record import FormLine, Purpose
from pipeline.sheets.milestones import Milestone
from pipeline.sheets.updates import Update
from pipeline.wording import count, day, joined

_SOURCE = "Practice of quarterly reporting: a return is checked against what was asked"
OTHER_PLAN = rule("U-01", Severity.ERROR, "A returned form is this plan's.", _SOURCE)
OTHER_QUARTER = rule("U-02", Severity.ERROR, "A returned form is this quarter's.", _SOURCE)
NIL_RETURN = rule("U-03", Severity.QUERY, "A returned form is filled in.", _SOURCE)
RETYPED = rule(
    "U-04", Severity.ERROR, "An update's reference and the action's words beside it are one action's.", _SOURCE
)
CHANGED = rule("U-05", Severity.QUERY, "What the plan says is not changed on a form.", _SOURCE)
OUTDATED = rule("U-06", Severity.QUERY, "A form was made from the plan as it is now.", _SOURCE)
NOT_THEIRS = rule("U-07", Severity.QUERY, "A form updates only its lead's own actions.", _SOURCE)
TWO_RETURNS = rule("U-08", Severity.ERROR, "A form that was returned twice says the same both times.", _SOURCE)
SAME_TWICE = rule("U-09", Severity.QUERY, "A form is in the folder once.", _SOURCE)
MILESTONE_LOST = rule("U-10", Severity.QUERY, "A milestone on a form is one of the plan's.", _SOURCE)
MILESTONE_TWICE = rule("U-11", Severity.QUERY, "The plan and a form agree on the day a milestone was done.", _SOURCE)

ON_PAPER = rule(
    "U-18", Severity.QUERY, "What a lead says is on a form's sheet Updates, and not on its sheet for printing.", _SOURCE
)

FOR_PRINTING = "For printing"
"""The sheet of a form that is printed and written on by hand; it is not read."""
_GIVEN = ("text", "agreed_due", "updated_by", "updated_on")
FILLED_IN = tuple(name for name in Update.model_fields if name not in ("action", "places", "symbols", *_GIVEN))
"""The fields of an update in which a lead says something."""

Rows = dict[type[Row], tuple[Row, ...]]
R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Form:
    """A workbook that this program made: what it was made from, and the rows that came back in it."""

    file: str
    lines: tuple[FormLine, ...]
    updates: tuple[Update, ...]
    milestones: tuple[Milestone, ...]

    @property
    def purpose(self) -> Purpose:
        return self.lines[0].purpose

    @property
    def lead(self) -> str:
        return self.lines[0].lead

    @cached_property
    def made_of(self) -> dict[str, FormLine]:
        """Action -> what the form said of it when it was made."""
        return {line.action: line for line in self.lines}

    @cached_property
    def said(self) -> tuple[Update, ...]:
        """The rows in which something is filled in."""
        return tuple(row for row in self.updates if says_something(row))

    @property
    def place(self) -> Place:
        """The sheet that was to be filled in."""
        where = self.updates[0].place() if self.updates else self.lines[0].place()
        return Place(self.file, where.sheet if self.updates else "")


def says_something(row: Update) -> bool:
    """Whether a lead has filled in anything of a row but who and when."""
    return any(getattr(row, name) for name in FILLED_IN)


def without_strangers(rows: Mapping[type[Row], tuple[Row, ...]]) -> tuple[Rows, list[Issue]]:
    """The sheets of a folder without those of forms made for another plan or quarter, and which those are."""
    details = next(iter(_of(rows, Details)), None)
    actions = {row.id: row for row in _of(rows, Action)}
    issues = []
    out: set[str] = set()
    for form in _forms(rows) if details else ():
        if details and (problem := _not_ours(form, details, actions)):
            issues.append(problem)
            out.add(form.file)
    return {kind: tuple(row for row in found if row.place().file not in out) for kind, found in rows.items()}, issues


def merge(rows: Mapping[type[Row], tuple[Row, ...]]) -> tuple[Rows, list[Issue]]:
    """The sheets of a folder with its returned forms merged into them, and what is wrong with the forms.

    Rows that nobody filled in are no updates. Updates carried forward stand where nothing newer
    came. The milestones of a form give the plan's the day they were done.
    """
    actions = {row.id: row for row in _of(rows, Action)}
    given, issues = _by_their_words(_of(rows, Update), actions)
    forms = _forms({**rows, Update: tuple(given)})
    if not forms:
        return {**rows, Update: tuple(row for row in given if says_something(row))}, issues
    returned = [form for form in forms if form.purpose is Purpose.FORM]
    files = {form.file for form in forms}
    updates = [row for row in given if row.place().file not in files and says_something(row)]
    theirs = {row.action for row in updates} | {
        row.action for form in returned for row in form.said if _is_theirs(row, form, actions)
    }
    for form in returned:
        issues += _checked(form, actions, theirs)
    kept, found = _once(returned)
    issues += found
    updates += [row for form, row in kept if _is_theirs(row, form, actions) or row.action not in theirs]
    newer = {row.action for row in updates}
    updates += [
        row for form in forms if form.purpose is Purpose.CARRIED for row in form.said if row.action not in newer
    ]
    steps = [row for row in _of(rows, Milestone) if row.place().file not in files]
    steps, found = _done(steps, [row for form in returned for row in form.milestones])
    issues += found
    return {**rows, Update: tuple(updates), Milestone: tuple(steps)}, issues


def written_on_paper(sheets: Iterable[Sheet], forms: Collection[str]) -> Iterator[Issue]:
    """Forms (by file) of which somebody filled in the sheet for printing, where nothing is read."""
    for sheet in sheets:
        if sheet.name != FOR_PRINTING or sheet.file not in forms:
            continue
        asked = [line for line in sheet.lines if "?\n" in str(line.cells[0].value if 0 in line.cells else "")]
        said = [line.number for line in asked if 1 in line.cells and line.cells[1].value not in (None, "")]
        if said:
            place = sheet.place(said[0], 1)
            yield ON_PAPER.at(
                place,
                f"{count(len(said), 'answer')} {'was' if len(said) == 1 else 'were'} typed on the sheet {FOR_PRINTING}, which is not read.",
                "Copy them to the sheet Updates, each to the row of its action.",
                also=[sheet.place(row, 1).cell for row in said[1:]],
            )


def _of(rows: Mapping[type[Row], tuple[Row, ...]], kind: type[R]) -> list[R]:
    return [row for row in rows.get(kind, ()) if isinstance(row, kind)]


def _forms(rows: Mapping[type[Row], tuple[Row, ...]]) -> list[Form]:
    lines: dict[str, list[FormLine]] = {}
    for line in _of(rows, FormLine):
        lines.setdefault(line.place().file, []).append(line)
    return [
        Form(
            file,
            tuple(made),
            tuple(row for row in _of(rows, Update) if row.place().file == file),
            tuple(row for row in _of(rows, Milestone) if row.place().file == file),
        )
        for file, made in lines.items()
    ]


def _not_ours(form: Form, details: Details, actions: Mapping[str, Action]) -> Issue | None:
    """What is wrong with a form of another plan or quarter. A plan that got a new title is known by its actions."""
    made = form.lines[0]
    alike = sum(line.action in actions and _same(actions[line.action].text, line.text) for line in form.lines)
    if not _same(made.plan, details.plan_title) and alike * 2 < len(form.lines):
        return OTHER_PLAN.at(
            form.place,
            f"This is a form for the plan '{made.plan}', not for '{details.plan_title}'. Nothing in it was used.",
            "Put it in the folder of its own plan.",
        )
    if made.quarter != details.quarter:
        return OTHER_QUARTER.at(
            form.place,
            f"This is {_whose(form)} for {made.quarter}; the folder is for {details.quarter}. Nothing in it was used.",
            f"Take it out, and ask for the form for {details.quarter}.",
        )
    return None


def _whose(form: Form) -> str:
    return f"the form of {form.lead}" if form.purpose is Purpose.FORM else "what was carried forward"


def _by_their_words(updates: Iterable[Update], actions: Mapping[str, Action]) -> tuple[list[Update], list[Issue]]:
    """Updates whose reference is one action's and whose words are another's, as updates of the other; and which they are.

    It is an error, so nothing is printed on this guess; but all else is checked as it was meant.
    """
    by_text = {folded(action.text): action.id for action in actions.values() if action.text}
    found: list[Update] = []
    issues: list[Issue] = []
    for row in updates:
        meant = by_text.get(folded(row.text)) if row.text and says_something(row) else None
        own = actions.get(row.action)
        if meant is None or meant == row.action or (own and _same(own.text, row.text)):
            found.append(row)
            continue
        found.append(row.model_copy(update={"action": meant}))
        issues.append(
            RETYPED.at(
                row.place("action"),
                f"{row.place('action').heading} says {row.action}, but the words beside it are those of action {meant}.",
                f"Write {meant}, or correct the words, whichever the update is about.",
                about=f"action {meant}",
            )
        )
    return found, issues


def _is_theirs(row: Update, form: Form, actions: Mapping[str, Action]) -> bool:
    """Whether the form is of the lead of the row's action, or the plan has no such action."""
    return row.action not in actions or actions[row.action].lead == form.lead


def _checked(form: Form, actions: Mapping[str, Action], theirs: Collection[str]) -> Iterator[Issue]:
    """A form against what it was made from, and that against the plan as it is now.

    ``theirs`` are the actions of which an update came from their own leads.
    """
    if not form.said:
        yield NIL_RETURN.at(
            form.place,
            f"The form of {form.lead} came back with nothing filled in, for {_these(form.made_of)}.",
            f"Ask {form.lead} for updates.",
            about=form.lead,
        )
    for row in form.updates:
        line, action, about = form.made_of.get(row.action), actions.get(row.action), f"action {row.action}"
        if action is None:
            continue  # the reference is unknown: that is said already
        if says_something(row) and not _is_theirs(row, form, actions):
            used = f"{action.lead}'s own update was used" if row.action in theirs else "It was used: there is no other"
            yield NOT_THEIRS.at(
                row.place("action"),
                f"Action {row.action} is led by {action.lead}, and this update is in the form of {form.lead}. {used}.",
                f"Ask {action.lead} to confirm it, or correct the reference or the plan's Lead.",
                about=about,
            )
        if line is None:
            continue
        for field, was, now in (
            ("text", line.text, action.text),
            ("agreed_due", day(line.due) if line.due else "", day(action.due)),
        ):
            said = getattr(row, field)
            name = row.place(field).heading
            if said and not _same(said, was) and not _same(said, now):
                yield CHANGED.at(
                    row.place(field),
                    f"'{name}' of action {row.action} was changed on the form, from '{_short(was)}' to "
                    f"'{_short(said)}'. The plan was left as it is.",
                    "Change it in the plan's Actions, if the board has agreed; otherwise there is nothing to do.",
                    about=about,
                )
            elif said and not _same(was, now):
                yield OUTDATED.at(
                    row.place(field),
                    f"'{name}' of action {row.action} was '{_short(was)}' when the form was made; the plan now says "
                    f"'{_short(now)}'.",
                    f"Check with {form.lead} that the update still holds.",
                    about=about,
                )


def _once(forms: Sequence[Form]) -> tuple[list[tuple[Form, Update]], list[Issue]]:
    """The updates of all forms, where a lead returned two the first one's and what the second adds."""
    kept: list[tuple[Form, Update]] = []
    issues: list[Issue] = []
    first: dict[tuple[str, str], Update] = {}
    for form in forms:
        same: list[Update] = []
        differs = False
        for row in form.said:
            was = first.get((form.lead, row.action))
            if was is None or was.place().file == form.file:
                first.setdefault((form.lead, row.action), row)
                kept.append((form, row))
                continue
            field = next((name for name in FILLED_IN if getattr(was, name) != getattr(row, name)), "")
            if not field:
                same.append(row)
                continue
            differs = True
            issues.append(
                TWO_RETURNS.at(
                    row.place(field),
                    f"{form.lead} returned two forms, and they differ on action {row.action}: '{row.place(field).heading}' "
                    f"is not what it is in {was.place(field)}.",
                    f"Ask {form.lead} which one holds, and take the other out of the folder.",
                    about=f"action {row.action}",
                )
            )
        if same and not differs:
            issues.append(
                SAME_TWICE.at(
                    form.place,
                    f"The form of {form.lead} is here twice: {same[0].place().file} repeats "
                    f"{first[form.lead, same[0].action].place().file} for {_these(row.action for row in same)}.",
                    "Take one of the two out of the folder.",
                    about=form.lead,
                )
            )
    return kept, issues


def _done(steps: Sequence[Milestone], returned: Iterable[Milestone]) -> tuple[list[Milestone], list[Issue]]:
    """The plan's milestones, done on the days that forms say."""
    found = list(steps)
    issues: list[Issue] = []
    index: dict[tuple[str, str], list[int]] = {}
    for number, step in enumerate(found):
        index.setdefault((step.action, folded(step.text)), []).append(number)
    for row in returned:
        numbers = index.get((row.action, folded(row.text)), [])
        at = next((n for n in numbers if found[n].due == row.due), numbers[0] if numbers else None)
        about = f"action {row.action}"
        if at is None:
            if row.done:
                issues.append(
                    MILESTONE_LOST.at(
                        row.place("text"),
                        f"'{_short(row.text)}' is not a milestone of action {row.action} in the plan, so the day it was "
                        "done was not used.",
                        "Correct the words to the plan's, or add the milestone to the plan's Milestones.",
                        about=about,
                    )
                )
            continue
        step = found[at]
        if row.due != step.due:
            issues.append(
                CHANGED.at(
                    row.place("due"),
                    f"'{row.place('due').heading}' of '{_short(row.text)}' is {day(row.due)} on the form and "
                    f"{day(step.due)} in the plan, which was left as it is.",
                    "Change it in the plan's Milestones, if that was agreed; otherwise there is nothing to do.",
                    about=about,
                )
            )
        if row.done and step.done and row.done != step.done:
            issues.append(
                MILESTONE_TWICE.at(
                    row.place("done"),
                    f"'{_short(row.text)}' of action {row.action} was done on {day(row.done)} by the form and on "
                    f"{day(step.done)} by the plan, whose day was used.",
                    "Correct one of the two.",
                    about=about,
                )
            )
        elif row.done and not step.done:
            was = {"done in the plan": step.places["done"]} if "done" in step.places else {}
            places = {**step.places, **was, "done": row.place("done")}
            found[at] = step.model_copy(update={"done": row.done, "places": places})
    return found, issues


def _same(one: str, other: str) -> bool:
    return folded(one) == folded(other)


def _these(references: Iterable[str]) -> str:
    names = list(references)
    if len(names) == 1:
        return f"action {names[0]}"
    more = [count(len(names) - 8, "other")] if len(names) > 8 else []
    return f"actions {joined(names[:8] + more)}"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else words[:57].rsplit(" ", 1)[0] + " …"
