"""The seven leads' update workbooks, each in its lead's own way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from inputs.example_story import council
from inputs.example_story.files import workbook_bytes
from inputs.example_story.plan_book import ACTIONS
from inputs.example_story.ratings_expected import lead_rating
from inputs.example_story.sheets import empty_book, lay_out
from inputs.example_story.telling import (
    AS_AT,
    CP,
    FC,
    HA,
    LEADS,
    NAMES,
    PS,
    PSW,
    QA,
    WF,
    Said,
    Told,
    day,
)  # fmt: skip

_FIELDS = (
    "Action", "Status", "Progress this quarter", "Next steps", "Will the due date be met?", "Cause or barrier",
    "Recovery action", "Back on track by", "Completed on", "Evidence", "Evidence of impact", "Lead's rating",
    "Updated by", "Updated on",
)  # fmt: skip
_WIDTHS = (10, 14, 60, 46, 16, 36, 36, 13, 13, 40, 40, 13, 26, 13)


@dataclass(frozen=True)
class Manner:
    """How a lead keeps the form: sheet name, own headings, own words, and what else is on the sheet."""

    sheet: str
    headings: dict[str, str]
    words: dict[str, str]
    outlooks: dict[str, str]
    sections: bool = False
    gap: bool = False
    notes: bool = False
    helper: bool = False
    start_column: int = 1
    text_dates: bool = False


_YES_NO = {"on track": "Yes", "at risk": "At risk", "will not be met": "No"}
_CAPITALS = {
    "in progress": "In progress", "complete": "Complete", "embedded": "Embedded", "not started": "Not started",
    "closed": "Closed",
}  # fmt: skip
MANNERS = {
    HA: Manner(
        "Assessment update",
        {"Action": "Action ref", "Status": "Current status", "Progress this quarter": "Progress update",
         "Next steps": "Next step", "Will the due date be met?": "On track?", "Cause or barrier": "Barrier",
         "Lead's rating": "RAG", "Updated on": "Date updated"},
        _CAPITALS | {"complete": "Completed"}, _YES_NO, notes=True,
    ),
    CP: Manner(
        "Sheet1",
        {"Action": "Ref", "Progress this quarter": "Progress", "Cause or barrier": "Cause",
         "Recovery action": "Corrective action", "Back on track by": "Recovery date", "Lead's rating": "BRAG"},
        _CAPITALS, {}, gap=True, helper=True,
    ),
    QA: Manner(
        "Updates",
        {"Action": "Action ID", "Completed on": "Date completed", "Evidence": "Delivery evidence",
         "Evidence of impact": "Impact evidence", "Updated on": "Date of update"},
        _CAPITALS, {}, sections=True,
    ),
    PSW: Manner("PSW actions", {"Progress this quarter": "Commentary", "Next steps": "Next quarter"}, {}, {}),
    WF: Manner(
        "Workforce",
        {"Action": "Action ref", "Status": "Action status", "Progress this quarter": "Update",
         "Will the due date be met?": "On track?", "Cause or barrier": "Issues", "Updated by": "Author"},
        _CAPITALS | {"in progress": "Ongoing"}, _YES_NO, start_column=2, notes=True,
    ),
    PS: Manner(
        "Update form",
        {"Lead's rating": "Self-assessed RAG", "Updated on": "Update date", "Back on track by": "Expected date"},
        _CAPITALS | {"in progress": "Underway"}, {}, helper=True, text_dates=True,
    ),
    FC: Manner(
        "Finance return",
        {"Action": "Ref", "Completed on": "Completion date", "Evidence": "Evidence of completion"},
        _CAPITALS | {"complete": "Done"}, {"on track": "on track"}, gap=True,
    ),
}  # fmt: skip


def lead_book(lead: str, quarter: str) -> bytes:
    """``Update - <lead>.xlsx``: the lead's actions as the lead sent them back."""
    manner = MANNERS[lead]
    headings = [manner.headings.get(field, field) for field in _FIELDS]
    widths = list(_WIDTHS)
    rows: list[list[Any]] = []
    before = ""
    for told in (told for told in ACTIONS if told.lead == lead and told.exists(quarter)):
        domain = told.id.split(".")[0]
        if domain != before:
            if manner.sections:
                title = next(row[1] for row in council.DOMAINS if row[0] == domain)
                rows.append([f"Domain {domain}: {title}"])
            elif manner.gap and before:
                rows.append([])
            before = domain
        rows.append(_row(told, manner, quarter))
    if manner.helper:
        headings.append("helper")
        widths.append(8)
        rows = [[*row, f"{row[0]}|{quarter}"] if row else row for row in rows]
    if manner.notes:
        headings.append("Anything else you want to tell us")
        widths.append(30)
        for row in rows[:1]:
            row.append("Happy to talk through any of these.")
    book = empty_book()
    lay_out(
        book, manner.sheet, headings, rows,
        titles=(f"Update form - {lead} - {NAMES[quarter]}", f"{council.COUNCIL} (invented). One row for each action."),
        widths=widths, hidden=("helper",), start_column=manner.start_column,
        choices={headings[1]: [manner.words.get(word, word) for word in _CAPITALS]},
    )  # fmt: skip
    return workbook_bytes(book)


def _row(told: Told, manner: Manner, quarter: str) -> list[Any]:
    said = told.said[quarter]
    if said is None:
        return [told.id] + [""] * (len(_FIELDS) - 1)
    on = _updated_on(told, said, quarter)
    typed: Any = on
    if manner.text_dates and told.id.startswith("7.") and quarter == "q2":
        typed = f"{on.day}/{on.month}/{on:%y}"
    outlook = "" if said.status in ("complete", "embedded", "closed") else said.outlook
    return [
        told.id,
        manner.words.get(said.status, said.status),
        said.progress,
        said.next_steps,
        manner.outlooks.get(outlook, outlook),
        said.cause,
        said.recovery,
        said.back,
        said.completed,
        said.evidence,
        said.impact_evidence,
        lead_rating(told, quarter),
        told.lead,
        typed,
    ]


def _updated_on(told: Told, said: Said, quarter: str) -> date:
    """The day the lead filled in the row: as told, or a working day in the window that suits the action."""
    if said.updated_on:
        return said.updated_on
    close = day(council.UPDATES_CLOSE[quarter])
    domain, number = (int(part) for part in told.id.split("."))
    found = max(AS_AT[quarter], close - timedelta(days=9))
    found += timedelta(days=(LEADS.index(told.lead) + domain + number) % 3)
    while found.weekday() > 4 or found > close:
        found -= timedelta(days=1)
    return found
