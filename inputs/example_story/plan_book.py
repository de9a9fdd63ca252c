"""The improvement officer's workbook for a quarter: the plan itself, its risks, meetings and rating scheme."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from openpyxl import Workbook

from inputs.example_story import council
from inputs.example_story.files import workbook_bytes
from inputs.example_story.sheets import empty_book, lay_out
from inputs.example_story.telling import AS_AT, NAMES, QUARTERS, Told, day, optional_day
from pipeline.rating.default import default_key, default_rules

ACTIONS: tuple[Told, ...] = tuple(
    told for number in range(1, 8) for told in import_module(f"inputs.example_story.domain_{number}").ACTIONS
)


def plan_book(quarter: str) -> bytes:
    """``Improvement plan <quarter>.xlsx``."""
    book = empty_book()
    _details(book, quarter)
    _plan(book, quarter)
    _actions(book, quarter)
    _around(book, quarter)
    _scheme(book, quarter)
    _notes(book, quarter)
    return workbook_bytes(book)


def _title(words: str, quarter: str) -> tuple[str, str]:
    return f"{words} - {NAMES[quarter]}", f"{council.COUNCIL}: invented council, invented figures"


def _details(book: Workbook, quarter: str) -> None:
    rows = []
    for item, value in council.DETAILS:
        said: Any = value[quarter] if isinstance(value, dict) else value
        if item in _DATES and said is not None:
            said = day(said)
        rows.append((item, said))
    lay_out(book, "Plan details", ("Item", "Value"), rows, titles=_title("Plan details", quarter), widths=(24, 70))


_DATES = {
    "As at", "Plan start", "Plan end", "Inspection date", "Letter received", "Letter published",
    "Statement sent", "Updates open", "Updates close",
}  # fmt: skip


def _plan(book: Workbook, quarter: str) -> None:
    lay_out(
        book, "Domains", ("Domain", "Domain title", "Aim", "Sponsor"), council.DOMAINS,
        titles=_title("Domains", quarter), widths=(9, 38, 70, 28),
    )  # fmt: skip
    lay_out(
        book, "Findings", ("Finding", "What the inspectors found", "Kind", "Source", "Paragraph"), council.FINDINGS,
        titles=_title("Findings", quarter), widths=(9, 80, 24, 30, 11),
        choices={"Kind": (council.PRIORITY, council.IMPROVEMENT, council.SELF)},
    )  # fmt: skip


_ACTION_HEADINGS = (
    "Action", "Domain", "What we will do", "Findings", "Outcome", "Impact for children", "Lead", "Partner",
    "Start date", "Original due date", "Revised due date", "Times re-dated", "Reason for new date",
    "New date approved by", "New date approved on", "Measures", "Sort key", "My comments",
)  # fmt: skip


def _actions(book: Workbook, quarter: str) -> None:
    rows: list[tuple[Any, ...]] = []
    steps: list[tuple[Any, ...]] = []
    for told in ACTIONS:
        if not told.exists(quarter):
            continue
        domain, number = told.id.split(".")
        moved = told.redated(quarter)
        last = moved[-1] if moved else None
        new = (last.due, len(moved), last.reason, last.approved_by, last.approved_on) if last else ("",) * 5
        comment = "New this quarter" if told.id in _NEW.get(quarter, ()) else ""
        rows.append(
            (told.id, domain, told.text, told.findings, told.outcome, told.impact, told.lead, told.partner,
             told.start, told.due, *new, told.measures, int(domain) * 100 + int(number), comment)
        )  # fmt: skip
        for step in told.steps:
            finished = step.done if step.done and step.done <= AS_AT[quarter] else None
            typed: Any = finished
            if finished and told.id in ("5.2", "6.8"):
                month = "Sept" if finished.month == 9 else f"{finished:%b}"
                typed = f"{finished.day} {month} {finished.year}"
            steps.append((told.id, step.text, step.due, typed))
    lay_out(
        book, "Actions", _ACTION_HEADINGS, rows, titles=_title("Action plan", quarter),
        widths=(8, 8, 48, 14, 40, 40, 26, 18, 12, 12, 12, 9, 34, 24, 12, 14, 8, 18), hidden=("Sort key",),
    )  # fmt: skip
    lay_out(
        book, "Milestones", ("Action", "Milestone", "Milestone date", "Done on"), steps,
        titles=_title("Milestones", quarter), widths=(8, 60, 14, 14),
    )  # fmt: skip


_NEW = {"q1": ("6.10",), "q2": ("2.9",)}


def _around(book: Workbook, quarter: str) -> None:
    risks = [
        (ref, kind, text, *scores[quarter][:2], said[quarter] if isinstance(said, dict) else said, owner,
         *scores[quarter][2:])
        for ref, kind, text, said, owner, scores in council.RISKS
    ]  # fmt: skip
    lay_out(
        book, "Risks",
        ("Risk", "Risk or opportunity", "Description of risk", "Likelihood", "Impact", "Mitigation", "Risk owner",
         "Residual likelihood", "Residual impact"),
        risks, titles=_title("Risks and opportunities", quarter), widths=(7, 13, 60, 11, 9, 60, 30, 11, 11),
    )  # fmt: skip
    meetings = [
        (paper, title, committee, day(meeting), optional_day(publish), item, "Public", "", council.OFFICER,
         council.EMAIL, council.TELEPHONE, council.PORTFOLIO, local, key, optional_day(notice), "")
        for paper, title, committee, meeting, publish, item, local, key, notice in council.MEETINGS[quarter]
    ]  # fmt: skip
    lay_out(
        book, "Meetings",
        ("Paper", "Title", "Committee", "Meeting date", "Publish on", "Item", "Public or exempt", "Exempt paragraph",
         "Responsible officer", "Email", "Telephone", "Portfolio holder", "Local member", "Key decision",
         "Key decision notice published", "Reason if late"),
        meetings, titles=_title("Meetings", quarter),
        widths=(20, 44, 40, 13, 13, 24, 11, 11, 44, 32, 16, 34, 14, 10, 14, 20),
        choices={"Public or exempt": ("Public", "Exempt"), "Key decision": ("yes", "no")},
    )  # fmt: skip
    lay_out(
        book, "Appendices", ("Paper", "Short name", "Appendix title", "File"), council.APPENDICES,
        titles=_title("Appendices", quarter), widths=(20, 22, 60, 40),
    )  # fmt: skip
    lay_out(
        book, "Background papers", ("Paper", "Background paper"), council.BACKGROUND_PAPERS[quarter],
        titles=_title("Background papers", quarter), widths=(20, 80),
    )  # fmt: skip
    lay_out(
        book, "People", ("Post", "Name", "Email"), council.PEOPLE, titles=_title("People", quarter), widths=(40, 20, 36)
    )
    lay_out(
        book, "Governance", ("Body", "Role in the plan", "Chair", "Meets"), council.GOVERNANCE,
        titles=_title("Governance", quarter), widths=(32, 60, 28, 18),
    )  # fmt: skip
    lay_out(
        book, "Glossary", ("Term", "Explanation"), council.GLOSSARY, titles=_title("Glossary", quarter), widths=(32, 90)
    )
    overrides = [(*row[:5], day(row[5])) for row in council.OVERRIDES[quarter]]
    lay_out(
        book, "Overrides",
        ("Item", "Applies to", "Overriding rating", "Reason for override", "Decided by", "Decided on"),
        overrides, titles=_title("Overrides", quarter), widths=(8, 12, 16, 70, 28, 12),
    )  # fmt: skip


def _scheme(book: Workbook, quarter: str) -> None:
    key = [(k.scale.value, k.name, k.meaning, k.standing.value, k.symbol, k.fill, k.ink) for k in default_key()]
    lay_out(
        book, "Rating key", ("Scale", "Rating", "Meaning", "Standing", "Symbol", "Fill colour", "Text colour"), key,
        titles=_title("Rating key", quarter), widths=(10, 18, 80, 14, 9, 12, 12),
    )  # fmt: skip
    rules = [(r.order, r.scale.value, r.rating, r.when, r.because) for r in default_rules()]
    lay_out(
        book, "Rating rules", ("Order", "Applies to", "Rating", "When", "Because"), rules,
        titles=_title("Rating rules", quarter), widths=(8, 12, 18, 70, 80),
    )  # fmt: skip


def _notes(book: Workbook, quarter: str) -> None:
    page = book.create_sheet("My notes - do not use")
    page["B2"] = f"Things to remember, {NAMES[quarter]}"
    for number, words in enumerate(council.NOTES[quarter], start=4):
        page.cell(number, 2, words)
    page.column_dimensions["B"].width = 80


__all__ = ["ACTIONS", "QUARTERS", "plan_book"]
