"""A returned form held against what it was made from, and that against the plan as it is now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from pipeline.issues import Issue, Severity, rule
from pipeline.read.cells import Sheet
from pipeline.returns.form import (
    FOR_PRINTING,
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
from pipeline.sheets.details import Details
from pipeline.sheets.form_record import Purpose
from pipeline.wording import count, day, shortened

OTHER_PLAN = rule("U-01", Severity.ERROR, "A returned form is this plan's.", SOURCE)
OTHER_QUARTER = rule("U-02", Severity.ERROR, "A returned form is this quarter's.", SOURCE)
NIL_RETURN = rule("U-03", Severity.QUERY, "A returned form is filled in.", SOURCE)
CHANGED = rule("U-05", Severity.QUERY, "What the plan says is not changed on a form.", SOURCE)
OUTDATED = rule("U-06", Severity.QUERY, "A form was made from the plan as it is now.", SOURCE)
NOT_THEIRS = rule("U-07", Severity.QUERY, "A form updates only its lead's own actions.", SOURCE)
ON_PAPER = rule(
    "U-18", Severity.QUERY, "What a lead says is on a form's sheet Updates, and not on its sheet for printing.", SOURCE
)


def without_strangers(rows: Mapping[type[Row], tuple[Row, ...]]) -> tuple[Rows, list[Issue]]:
    """The sheets of a folder without those of forms made for another plan or quarter, and which those are."""
    details = next(iter(rows_of(rows, Details)), None)
    actions = {row.id: row for row in rows_of(rows, Action)}
    issues = []
    out: set[str] = set()
    for form in forms_in(rows) if details else ():
        if details and (problem := _not_ours(form, details, actions)):
            issues.append(problem)
            out.add(form.file)
    return {kind: tuple(row for row in found if row.place().file not in out) for kind, found in rows.items()}, issues


def _not_ours(form: Form, details: Details, actions: Mapping[str, Action]) -> Issue | None:
    """What is wrong with a form of another plan or quarter. A plan that got a new title is known by its actions."""
    made = form.lines[0]
    alike = sum(line.action in actions and same(actions[line.action].text, line.text) for line in form.lines)
    if not same(made.plan, details.plan_title) and alike * 2 < len(form.lines):
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


def checked(form: Form, actions: Mapping[str, Action], theirs: Collection[str]) -> Iterator[Issue]:
    """A form against what it was made from, and that against the plan as it is now.

    ``theirs`` are the actions of which an update came from their own leads.
    """
    if not form.said:
        yield NIL_RETURN.at(
            form.place,
            f"The form of {form.lead} came back with nothing filled in, for {these(form.made_of)}.",
            f"Ask {form.lead} for updates.",
            about=form.lead,
        )
    for row in form.updates:
        line, action, about = form.made_of.get(row.action), actions.get(row.action), f"action {row.action}"
        if action is None:
            continue  # the reference is unknown: that is said already
        if says_something(row) and not is_theirs(row, form, actions):
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
            if said and not same(said, was) and not same(said, now):
                yield CHANGED.at(
                    row.place(field),
                    f"'{name}' of action {row.action} was changed on the form, from '{shortened(was)}' to "
                    f"'{shortened(said)}'. The plan was left as it is.",
                    "Change it in the plan's Actions, if the board has agreed; otherwise there is nothing to do.",
                    about=about,
                )
            elif said and not same(was, now):
                yield OUTDATED.at(
                    row.place(field),
                    f"'{name}' of action {row.action} was '{shortened(was)}' when the form was made; the plan now says "
                    f"'{shortened(now)}'.",
                    f"Check with {form.lead} that the update still holds.",
                    about=about,
                )


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
