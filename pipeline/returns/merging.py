"""Returned update forms merged into the plan: their updates, and the days on which its milestones were done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.issues import Issue, Severity, rule
from pipeline.parse.words import folded
from pipeline.returns.against_plan import CHANGED, checked
from pipeline.returns.form import (
    FILLED_IN,
    SOURCE,
    Form,
    Rows,
    forms_in,
    is_theirs,
    rows_of,
    same,
    says_something,
    these,
)
from pipeline.sheets.actions import Action
from pipeline.sheets.columns import Row
from pipeline.sheets.form_record import Purpose
from pipeline.sheets.milestones import Milestone
from pipeline.sheets.updates import Update
from pipeline.wording import day, shortened

RETYPED = rule(
    "U-04", Severity.ERROR, "An update's reference and the action's words beside it are one action's.", SOURCE
)
TWO_RETURNS = rule("U-08", Severity.ERROR, "A form that was returned twice says the same both times.", SOURCE)
SAME_TWICE = rule("U-09", Severity.QUERY, "A form is in the folder once.", SOURCE)
MILESTONE_LOST = rule("U-10", Severity.QUERY, "A milestone on a form is one of the plan's.", SOURCE)
MILESTONE_TWICE = rule("U-11", Severity.QUERY, "The plan and a form agree on the day a milestone was done.", SOURCE)


def merge(rows: Mapping[type[Row], tuple[Row, ...]]) -> tuple[Rows, list[Issue]]:
    """The sheets of a folder with its returned forms merged into them, and what is wrong with the forms.

    Rows that nobody filled in are no updates. Updates carried forward stand where nothing newer
    came. The milestones of a form give the plan's the day they were done.
    """
    actions = {row.id: row for row in rows_of(rows, Action)}
    given, issues = _by_their_words(rows_of(rows, Update), actions)
    forms = forms_in({**rows, Update: tuple(given)})
    if not forms:
        return {**rows, Update: tuple(row for row in given if says_something(row))}, issues
    files = {form.file for form in forms}
    own = [row for row in given if row.place().file not in files and says_something(row)]
    updates, found = _updates(own, forms, actions)
    issues += found
    steps = [row for row in rows_of(rows, Milestone) if row.place().file not in files]
    steps, found = _done(steps, [row for form in forms if form.purpose is Purpose.FORM for row in form.milestones])
    issues += found
    return {**rows, Update: tuple(updates), Milestone: tuple(steps)}, issues


def _updates(
    own: Sequence[Update], forms: Sequence[Form], actions: Mapping[str, Action]
) -> tuple[list[Update], list[Issue]]:
    """The updates of leads' ``own`` sheets and of all forms, and what is wrong with the forms.

    What another lead sent of an action stands only where its own lead sent nothing, and what was carried forward only
    where nobody did.
    """
    returned = [form for form in forms if form.purpose is Purpose.FORM]
    theirs = {row.action for row in own} | {
        row.action for form in returned for row in form.said if is_theirs(row, form, actions)
    }
    kept, twice = _once(returned)
    issues = [*(issue for form in returned for issue in checked(form, actions, theirs)), *twice]
    sent = [*own, *(row for form, row in kept if is_theirs(row, form, actions) or row.action not in theirs)]
    newer = {row.action for row in sent}
    carried = [row for form in forms if form.purpose is Purpose.CARRIED for row in form.said if row.action not in newer]
    return [*sent, *carried], issues


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
        if meant is None or meant == row.action or (own and same(own.text, row.text)):
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
                    f"{first[form.lead, same[0].action].place().file} for {these(row.action for row in same)}.",
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
                        f"'{shortened(row.text)}' is not a milestone of action {row.action} in the plan, so the day it was "
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
                    f"'{row.place('due').heading}' of '{shortened(row.text)}' is {day(row.due)} on the form and "
                    f"{day(step.due)} in the plan, which was left as it is.",
                    "Change it in the plan's Milestones, if that was agreed; otherwise there is nothing to do.",
                    about=about,
                )
            )
        if row.done and step.done and row.done != step.done:
            issues.append(
                MILESTONE_TWICE.at(
                    row.place("done"),
                    f"'{shortened(row.text)}' of action {row.action} was done on {day(row.done)} by the form and on "
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
