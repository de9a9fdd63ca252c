"""The workbooks that a new quarter begins with: what is to be confirmed, updates carried forward, readings to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipeline.forms.workbook import record
from pipeline.model import Plan
from pipeline.newbook import Book, Head, Kind, Table, Value
from pipeline.roll.changes import Changes
from pipeline.sheets.columns import Row, columns_of
from pipeline.sheets.form_record import Purpose
from pipeline.sheets.readings import Reading
from pipeline.sheets.to_confirm import Proposal
from pipeline.sheets.updates import Update

_WIDTHS = {"what": 34, "why": 60, "confirmed": 18, "progress": 52, "next_steps": 36, "evidence": 34, "text": 36}
_DATES = frozenset({"back_on_track", "completed", "updated_on"})


def to_confirm_book(plan: Plan, made: Changes) -> bytes:
    """The sheet To confirm: what was proposed, where, and how it was worked out."""
    book = Book(f"To confirm: {plan.details.plan_title}, {made.quarter}", made.quarter.end)
    titles = (
        f"To confirm for {made.quarter}",
        "Correct a proposal where it stands, or write yes under Confirmed. What is neither is asked by papers check.",
    )
    book.table(Table("To confirm", titles, _heads(Proposal), [(*row, None) for row in made.asked]))
    return book.bytes()


def carried_book(plan: Plan, made: Changes) -> bytes:
    """The updates of actions that are finished, as they were last given; a lead's newer one takes their place."""
    book = Book(f"Carried forward: {plan.details.plan_title}, {made.quarter}", made.quarter.end)
    actions = {action.id: action for action in plan.actions}
    fields = list(columns_of(Update))
    rows: list[Sequence[Value]] = []
    for row in made.carried:
        if row.action not in actions:
            continue
        action = actions[row.action]
        given = {"text": action.text, "agreed_due": action.due, "lead_rating": ""}  # that was of last quarter
        rows.append([_value(given.get(name, getattr(row, name))) for name in fields])
    titles = (
        f"Finished before {made.quarter}",
        "Updates carried forward as they were last given. A lead's newer update takes their place.",
    )
    book.table(Table("Updates", titles, _heads(Update), rows, frozen=1, spread=True))
    details = plan.details.model_copy(update={"quarter": made.quarter})
    book.table(record(details, Purpose.CARRIED, "", [actions[r.action] for r in made.carried if r.action in actions]))
    return book.bytes()


def readings_book(plan: Plan, made: Changes) -> bytes:
    """A row for each reading that is expected and couldn't be added to its own sheet."""
    book = Book(f"Readings to fill in: {plan.details.plan_title}, {made.quarter}", made.quarter.end)
    names = {measure.id: measure.name for measure in plan.measures}
    heads = (*_heads(Reading), Head("For reference", 50))
    rows = [(item, period, None, None, None, None, names.get(item, "")) for item, period in made.apart]
    titles = (f"Readings for {made.quarter}", "Fill in the figures; where there is none, say why in the note.")
    book.table(Table("Readings", titles, heads, rows, frozen=2))
    return book.bytes()


def _heads(kind: type[Row]) -> tuple[Head, ...]:
    return tuple(
        Head(column.heading, _WIDTHS.get(name, 20), Kind.DATE if name in _DATES else Kind.TEXT)
        for name, column in columns_of(kind).items()
    )


def _value(value: object) -> Value:
    if value is None or isinstance(value, date):
        return value
    return str(value)
