"""Cells that hold what they may, but not what is true: dates, ratings and figures that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.faulty_workbooks.planting import Fault, cell, cells


def faults() -> Iterator[Fault]:
    yield cell("Actions/lead/1", "TBC", "D-02")
    yield cell("Actions/lead/1", "Head of Assessment / Head of Care", "D-02")
    yield cell("Actions/impact/1", "Better audits.", "D-02a")
    yield cell("Actions/measures/1", None, "D-02a")
    yield cell("Actions/start/1", date(2025, 12, 1), "D-03a")
    yield cell("Milestones/due/2", date(2027, 3, 1), "D-03b")
    yield cell("Actions/revision_reason/3", None, ("D-04", "Actions/revised_due/3"))
    yield cell("Actions/revision_approved_on/3", date(2026, 10, 14), "D-04a")
    yield cell("Actions/text/2", "Hire two auditors", "D-07b")
    yield cell("Updates/updated_on/1", date(2026, 7, 1), "D-06")
    yield cell("Updates/updated_on/1", None, "D-06")
    yield cell("Updates/progress/1", "As above", "D-06b")
    yield cell(
        "Updates/progress/1",
        "The form was tried in two teams during May, and their comments led to a shorter version of it.",
        "D-06a",
    )
    yield cell("Updates/lead_rating/1", "Amber", "R-02")
    yield cell("Updates/completed/1", date(2026, 9, 18), ("D-05", "Updates/status/1"))
    yield cell("Risks/likelihood/1", 7, "G-12a")
    yield cells(
        "a risk worse after mitigation",
        {"Risks/residual_likelihood/1": 5, "Risks/residual_impact/1": 5},
        ("G-12b", "Risks/residual_likelihood/1"),
    )
    yield cell("Readings/value/6", 78.5, "M-01")
    yield cell("Readings/value/6", 0.875, "M-01")
    yield cell("Readings/value/5", 80, "M-01")
    yield cell("Readings/numerator/6", 161, "M-01")
    yield cell("Measures/target/1", 850, "M-01")
    yield cell("Measures/benchmark_source/1", None, ("M-06", "Measures/benchmark/1"))
    yield cell("Measures/definition/1", "Something else.", "M-06a")
    yield cell("Measures/tolerance_unit/1", None, ("Z-18", "Measures/tolerance/1"))
    yield cell("Measures/target/1", None, "M-06c")
    yield cells(
        "a reading without a figure",
        {"Readings/numerator/6": None, "Readings/denominator/6": None, "Readings/value/6": None},
        ("M-06d", "Readings/value/6"),
    )
    yield cell("Meetings/publish_on/1", date(2026, 11, 4), "T-01")
    yield cell("Meetings/publish_on/1", date(2026, 11, 1), "T-01a")
    yield cell("Meetings/day/4", date(2026, 11, 28), "T-01a")
    yield cell("Meetings/key_decision/1", None, "T-04")
    yield cell("Meetings/notice_published/1", date(2026, 10, 14), "T-04")
    yield cell("Meetings/exempt_paragraph/1", "3", "S-05")
    yield cell("Meetings/email/1", "ask the office", "G-01a")
    yield cell("Meetings/paper/4", "quaterly_update", "Q-08", ("Q-09", "folder/Meetings"))
    yield cell("Appendices/file/1", "terms.docx", "Q-05")
    yield cell("Appendices/paper/1", "council_paper", "Q-08")
    yield cell("Background papers/paper/1", "council_paper", "Q-08")
    yield cell("Plan details/statement_sent/1", date(2026, 4, 16), "T-03b")
    yield cell("Plan details/letter_received/1", date(2026, 1, 26), "T-03a")
    yield cell(
        "Plan details/updates_open/1",
        date(2026, 10, 21),
        "D-03c",
        ("D-06", "updates/Head of Assessment.xlsx:Updates/updated_on/1"),
        ("D-06", "updates/Head of Assessment.xlsx:Updates/updated_on/2"),
        ("D-06", "updates/Head of Care.xlsx:Updates/updated_on/1"),
    )
    yield cell("Overrides/reason/1", None, "Z-13")
    yield cell("Overrides/name/1", None, "R-02a")
    yield cell("Overrides/rating/1", "Mauve", "Z-15")
    yield cell("Overrides/rating/1", "Amber", "Z-17")
    yield cell("Rating rules/when/1", "days_overdu > 30", "Z-04")
    yield cell("Rating rules/when/1", "days_overdue >", "Z-03")
    yield cell("Rating rules/rating/1", "Mauve", "Z-06")
    yield cell("Rating rules/because/1", "{nothing} known", "Z-07")
    yield cell("Rating key/ink/1", "FFFFF", "Z-12")
