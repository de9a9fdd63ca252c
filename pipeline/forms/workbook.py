"""An update form as a workbook: how to fill it in, the updates, the milestones, the measures, and what it was made from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from pipeline.facts.making import Ground
from pipeline.forms.contents import FormAction, LeadForm, last_day, lead_forms
from pipeline.newbook import Book, Head, Kind, Table, Value, list_name
from pipeline.returns import FOR_PRINTING
from pipeline.sheets.actions import Action
from pipeline.sheets.columns import columns_of
from pipeline.sheets.details import Details
from pipeline.sheets.form_record import FormLine, Purpose
from pipeline.sheets.milestones import Milestone
from pipeline.sheets.ratings import RatingKey, Scale, Standing
from pipeline.sheets.updates import Outlook, Status, Update
from pipeline.wording import count, day, weekday

LAST = "Last quarter"
"""The heading over what was said before."""
_ROOM = 100.0  # points a row has at the least, for what will be typed in it
_WIDTHS = {
    "action": 9, "text": 30, "agreed_due": 13, "status": 15, "progress": 52, "next_steps": 36, "outlook": 16,
    "cause": 30, "recovery": 30, "back_on_track": 15, "completed": 15, "evidence": 28, "impact_evidence": 28,
    "lead_rating": 15, "updated_by": 16, "updated_on": 15,
}  # fmt: skip
_HINTS = {
    "status": "Choose where the action is.",
    "progress": "What was done this quarter and what difference it made for children. New words each quarter: they are "
    "printed. No child's or family's name.",
    "next_steps": "What will be done next quarter.",
    "outlook": "Choose whether the agreed due date will be met.",
    "cause": "If it is late, at risk or rated worse: why.",
    "recovery": "If it is late, at risk or rated worse: what is being done about it.",
    "evidence": "For a complete action: what shows that it was done, its date and where it is held.",
    "impact_evidence": "What shows the difference for children, its date and where it is held.",
    "lead_rating": "Choose your own view of the rating.",
    "updated_by": "Your post.",
}


def form_workbooks(ground: Ground) -> dict[str, bytes]:
    """File name -> workbook, one for each lead."""
    made: dict[str, bytes] = {}
    for form in lead_forms(ground):
        name = form_name(form.lead, str(ground.now.plan.details.quarter), made)
        made[name] = form_workbook(form, ground)
    return made


def form_name(lead: str, quarter: str, taken: Iterable[str] = ()) -> str:
    """``Update form - Head of Assessment - 2026-27 Q2.xlsx``; never a name that is taken."""
    used = {name.casefold() for name in taken}
    number, name = 1, f"Update form - {file_words(lead)} - {quarter}.xlsx"
    while name.casefold() in used:
        number += 1
        name = f"Update form - {file_words(lead)} {number} - {quarter}.xlsx"
    return name


def file_words(lead: str) -> str:
    """A lead's post in letters that every file system keeps, at most 60 of them."""
    safe = re.sub(r"\s+", " ", re.sub(r'[\\/:*?"<>|\x00-\x1f]', " ", lead))
    return safe.strip(" .")[:60].strip() or "Lead"


def form_workbook(form: LeadForm, ground: Ground) -> bytes:
    """The bytes of a lead's form; the same ground gives the same bytes."""
    details = ground.now.plan.details
    book = Book(f"Update form {details.quarter}: {form.lead}", details.as_at)
    book.words("How to fill this in", f"{details.plan_title}: update form for {details.quarter}", _guide(form, ground))
    book.table(_updates(form, ground))
    book.table(_on_paper(form, ground))
    if form.milestones:
        book.table(_milestones(form, details))
    if form.measures:
        book.table(_measures(form))
    book.lists({list_name(head.heading): head.choices for head in _heads(ground) if head.choices})
    book.table(record(details, Purpose.FORM, form.lead, (each.action for each in form.actions)))
    return book.bytes()


def record(details: Details, purpose: Purpose, lead: str, actions: Iterable[Action]) -> Table:
    """The hidden sheet that says what a workbook was made from."""
    columns = columns_of(FormLine)
    rows = [
        (action.id, purpose.value, details.plan_title, str(details.quarter), lead, action.text, action.due)
        for action in actions
    ]
    heads = tuple(
        Head(column.heading, 22, Kind.DATE if name == "due" else Kind.TEXT) for name, column in columns.items()
    )
    return Table("Form record", (), heads, rows, locked=True, hidden=True)


def _guide(form: LeadForm, ground: Ground) -> list[str]:
    details = ground.now.plan.details
    to_do = sum(not each.complete for each in form.actions)
    done = len(form.actions) - to_do
    who = f"{form.name}, {form.lead}" if form.name else form.lead
    said = [
        f"For {who}.",
        f"Please send it back by {weekday(details.updates_close)}. Updates count from {day(details.updates_open)}.",
        "# What to do",
        f"1. On the sheet Updates, fill in the yellow cells of {'the' if to_do == 1 else 'each of the'} "
        f"{count(to_do, 'action')} that {'is' if to_do == 1 else 'are'} still to be completed. Grey cells are locked: "
        "they are what the plan says, and what you said last quarter.",
    ]
    if done:
        said.append(
            f"{count(done, 'action')} at the end {'is' if done == 1 else 'are'} complete already. Leave "
            f"{'it' if done == 1 else 'them'} empty, unless you can now show the difference it made for children: then "
            "choose embedded and fill in Evidence of impact."
        )
    if form.milestones:
        said.append("2. On the sheet Milestones, fill in Done on for each step that is done. Leave the others empty.")
    said += [
        "Save the workbook under the name it has, and send it back as it is: no columns or rows need adding.",
        "# What to write",
        "Status, Will the due date be met? and Lead's rating: choose a word from the list in the cell (Alt and the down "
        "arrow open it).",
        "Progress this quarter and Next steps: full sentences that a councillor or a parent can read. They are printed "
        "in public papers, so name no child, family or worker.",
        "Late, or at risk? Fill in Cause or barrier, Recovery action and Back on track by.",
        "Complete? Fill in Completed on and Evidence: what shows it, its date and where it is held.",
        "Dates: one day, typed as day/month/year, such as 30/09/2026. Ongoing and end of September are refused.",
        "Nothing to report? Say so in a sentence, and why. An empty row counts as no update.",
        "# If something grey is wrong",
        "Tell the officer who sent this form. A due date is moved by the board that oversees the plan, not here.",
        "# What the ratings mean",
        *(
            f"{row.name}: {row.meaning}"
            for row in ground.now.scheme.key
            if _may_be_said(row)
        ),
    ]  # fmt: skip
    return said


def _may_be_said(row: RatingKey) -> bool:
    """Whether a rating may be a lead's own view: not that nothing is known."""
    return row.scale is Scale.DELIVERY and row.standing is not Standing.UNKNOWN


def _heads(ground: Ground) -> tuple[Head, ...]:
    """The columns of the sheet Updates: the sheet's own headings, with what was said last before what is asked."""
    details = ground.now.plan.details
    columns = columns_of(Update)
    choices = {
        "status": tuple(word.value.capitalize() for word in Status),
        "outlook": tuple(word.value.capitalize() for word in Outlook),
        "lead_rating": tuple(row.name for row in ground.now.scheme.key if _may_be_said(row)),
    }
    days = {
        "back_on_track": (details.as_at + timedelta(days=1), last_day(ground)),
        "completed": (min(details.plan_start, details.as_at), details.as_at),
        "updated_on": (min(details.updates_open, details.updates_close), details.updates_close),
    }
    heads = []
    for name, column in columns.items():
        first_last = days.get(name)
        hint, wrong = _HINTS.get(name, column.help), ""
        if first_last:
            said = f"{day(first_last[0])} to {day(first_last[1])}"
            hint = f"{column.help} One day, such as {_example(first_last[1])}."
            wrong = f"Type one day from {said}, as day/month/year. Words such as ongoing can't be read as a date."
        elif name in choices:
            wrong = "Choose one of the words in the list."
        heads.append(
            Head(
                column.heading,
                _WIDTHS[name],
                Kind.DATE if first_last else Kind.TEXT,
                entry=name not in ("action", "text", "agreed_due"),
                hint=hint,
                wrong=wrong,
                choices=choices.get(name, ()),
                between=first_last,
            )
        )
        if name == "agreed_due":
            heads.append(Head(LAST, 40))
    return tuple(heads)


def _example(last: date) -> str:
    return f"{last:%d/%m/%Y}"


def _updates(form: LeadForm, ground: Ground) -> Table:
    details = ground.now.plan.details
    heads = _heads(ground)
    return Table(
        "Updates",
        (
            f"Updates for {details.quarter}: {form.lead}",
            f"Fill in the yellow cells; grey ones are locked. Please return by {day(details.updates_close)}.",
        ),
        heads,
        [_row(each, len(heads)) for each in form.actions],
        frozen=2,
        spread=True,
        locked=True,
        least_height=_ROOM,
    )


def _on_paper(form: LeadForm, ground: Ground) -> Table:
    """The same questions one below the other, for who would sooner print them: one page wide in 12 point."""
    asked = [head for head in _heads(ground) if head.entry]
    rows: list[tuple[Value, ...]] = []
    begins: list[int] = []
    for each in form.actions:
        action = each.action
        begins.append(len(rows))
        rows.append((f"ACTION {action.id}", f"{action.text}\nDue on {day(action.due)}"))
        rows += [("What you said last quarter", each.last)] * bool(each.last)
        for head in asked:
            words = f" {_or(head.choices)}." if head.choices else ""
            rows.append((f"{action.id}: {head.heading.rstrip(chr(63))}?\n{head.hint}{words}", None))
    return Table(
        FOR_PRINTING,
        (
            f"To print and write on: {form.lead}, {ground.now.plan.details.quarter}",
            "What is sent back is read from the sheet Updates: copy there what was written here.",
        ),
        (Head("What is asked", 46), Head("What you say", 66, blank=True)),
        rows,
        begins=tuple(begins),
        locked=True,
        least_height=50,
    )


def _or(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else "".join(words)


def _row(each: FormAction, width: int) -> list[Value]:
    action = each.action
    first: list[Value] = [action.id, action.text, action.due, each.last]
    return first + [None] * (width - len(first))


def _milestones(form: LeadForm, details: Details) -> Table:
    columns = columns_of(Milestone)
    first, last = min(details.plan_start, details.as_at), details.as_at
    widths = {"action": 9, "text": 70, "due": 18, "done": 18}
    heads = tuple(
        Head(
            column.heading,
            widths[name],
            Kind.DATE if name in ("due", "done") else Kind.TEXT,
            entry=name == "done",
            hint=f"Day it was done, such as {_example(last)}. Leave it empty if it is not done.",
            wrong=f"Type one day from {day(first)} to {day(last)}, as day/month/year, or leave it empty.",
            between=(first, last) if name == "done" else None,
        )
        for name, column in columns.items()
    )
    return Table(
        "Milestones",
        (f"Milestones still to be done: {form.lead}", "Fill in Done on for those that are done; leave the others."),
        heads,
        [(step.action, step.text, step.due, None) for step in form.milestones],
        locked=True,
    )


def _measures(form: LeadForm) -> Table:
    heads = tuple(
        Head(heading, width)
        for heading, width in (
            ("For action", 12),
            ("Shown by", 10),
            ("What is measured", 60),
            ("Latest figure", 28),
            ("Aim", 18),
            ("How it is rated", 18),
        )
    )
    return Table(
        "For reference",
        ("The measures that will show whether your actions worked", "For reference only: there is nothing to fill in."),
        heads,
        [(each.action, each.id, each.name, each.latest, each.target, each.rating) for each in form.measures],
        locked=True,
    )
