"""Cells that don't hold what their column asks for: dates, figures, periods, words, references."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from tests.faulty_workbooks.planting import Fault, cell, cells


def faults() -> Iterator[Fault]:
    yield from dates()
    yield from figures()
    yield from periods()
    yield from words()
    yield from references()
    yield from what_excel_shows()
    yield from empty_cells()


def dates() -> Iterator[Fault]:
    for text in (
        "31/6/26",
        "29/2/26",
        "ongoing",
        "TBC",
        "asap",
        "Sept 26",
        "Q2 26/27",
        "end of June 2026",
        "09/30/2026",
        "30/09",
        "30/09/1026",
        "Tue 30/09/2026",
        "30/06/26 (was 31/03/26)",
        "December",
        "30-Sep",
        "mid-June 2026",
        "by 30/9/26",
    ):
        yield cell("Actions/original_due/1", text, "C-03")
    yield cell("Actions/start/1", 12, "C-03")
    yield cell("Actions/start/1", date(1926, 2, 2), "C-03")
    yield cell("Actions/start/1", 46055, "M-02")
    yield cell("Actions/start/2", "2/2/26", "M-02")
    yield cell("Actions/start/2", "Mon 2nd Feb. 26", "M-02")
    yield cell("Actions/start/2", "2026-02-02 00:00:00", "M-02")
    yield cells(
        "one date with the month first, one that may have it so",
        {"Actions/start/1": "02/25/2026", "Actions/start/2": "03/02/2026"},
        ("C-03", "Actions/start/1"),
        ("M-02", "Actions/start/2"),
        ("C-31", "Actions/start/2"),
    )
    yield cell("Actions/revised_due/3", "to be agreed", "C-03")
    yield cell("Milestones/due/1", "May", "C-03")
    yield cell("Milestones/done/1", "done", "C-03")
    yield cell("Updates/updated_on/1", "yesterday", "C-03")
    yield cell("Meetings/day/1", "11th of Nov", "C-03")
    yield cell("Overrides/on/1", "soon", "C-03")


def figures() -> Iterator[Fault]:
    yield cell("Readings/value/6", "about 88", "C-03")
    yield cell("Readings/value/6", "87.5%", "M-02")
    yield cell("Readings/value/6", "87·5", "M-02")
    yield cell("Readings/value/6", "87.5%*", "C-30")
    yield cell("Readings/value/6", "87.5 (p)", "C-30")
    yield cell("Readings/value/6", "c.87.5%", "C-03")
    yield cell("Readings/value/6", "140/160", "C-03")
    yield cell("Readings/numerator/6", "140 (of 160)", "C-03")
    yield cell("Readings/numerator/6", True, "C-03")
    yield cell("Measures/target/1", "<85", "C-03")
    yield cell("Measures/baseline/1", "c", "C-03")
    yield cell("Readings/numerator/6", "140 files", "C-03")
    yield cell("Readings/denominator/6", "160\u00a0", "M-02")
    yield cell("Measures/target/1", "improve from baseline", "C-03")
    yield cell("Measures/decimals/1", 1.5, "C-03")
    yield cell("Risks/likelihood/1", "high", "C-03")
    yield cell("Risks/impact/1", date(2026, 5, 1), "C-03")
    yield cell("Actions/revisions/3", "once", "C-03")


def periods() -> Iterator[Fault]:
    for text in ("last quarter", "Q5 2026-27", "2026-28"):
        yield cell("Measures/target_period/1", text, "C-03")
    yield cell("Readings/period/1", "the start", "C-03")
    yield cell("Plan details/quarter/1", "the second", "C-03")
    yield cell("Measures/baseline_period/1", 45748, "M-02")


def words() -> Iterator[Fault]:
    yield cell("Updates/status/1", "In progess", "C-03")
    yield cell("Updates/status/1", "Amber", "C-03")
    yield cell("Updates/outlook/1", "perhaps", "C-03")
    yield cell("Findings/kind/1", "strength", "C-03")
    yield cell("Measures/polarity/1", "hihg", "C-03")
    yield cell("Measures/unit/1", "furlongs", "C-03")
    yield cell("Measures/tolerance_unit/1", "points of view", "C-03")
    yield cell("Measures/frequency/1", "when asked", "C-03")
    yield cell("Measures/sensitivity/1", "secret", "C-03")
    yield cell("Meetings/classification/1", "Confidential", "C-03")
    yield cell("Meetings/key_decision/1", "maybe", "C-03")
    yield cell("Risks/kind/1", "chance", "C-03")
    yield cell("Rating key/standing/1", "splendid", "C-03")
    yield cell("Overrides/scale/1", "progress", "C-03")


def references() -> Iterator[Fault]:
    yield cell("Actions/id/3", date(2026, 1, 2), "C-03")
    yield cell("Updates/action/1", datetime(2026, 1, 1), "C-03")  # noqa: DTZ001 - what a workbook holds
    yield cell("Milestones/action/1", "1.7", "I-03")
    yield cell("Updates/action/2", "9.9", "I-03", ("D-06", "Actions/id/2"))
    yield cell("Readings/measure/1", "A7", "I-04")
    yield cell("Actions/measures/1", "A1; A7", "I-04")
    yield cell("Actions/domain/1", 7, "I-05")
    yield cell("Measures/domain/1", "Oversite", "I-05")
    yield cell("Actions/findings/1", "F7", "I-06")
    yield cell("Actions/lead/1", "Head of Nothing", "I-07")
    yield cell("Measures/part_of/2", "A9", "I-04")
    yield cell("Overrides/item/1", "9.9", "Z-14")


def what_excel_shows() -> Iterator[Fault]:
    yield cell("Actions/original_due/1", "#REF!", "C-05")
    yield cell("Actions/lead/1", "#N/A", "C-05")
    yield cell("Readings/value/6", "#DIV/0!", "C-05")
    yield cell("Plan details/as_at/1", "#NAME?", "C-05")
    yield cell("Updates/progress/1", "#VALUE!", "C-05")
    yield cell("Actions/start/1", "=B4", "C-06")
    yield cell("Readings/value/6", "=C9/D9*100", "C-06")
    yield cell("Plan details/plan_end/1", "=B5+365", "C-06")


def empty_cells() -> Iterator[Fault]:
    for spot in (
        "Plan details/council/1",
        "Plan details/as_at/1",
        "Meetings/title/1",
        "Domains/title/1",
        "Domains/sponsor/1",
        "Findings/text/1",
        "Findings/kind/1",
        "People/role/1",
        "Actions/text/1",
        "Actions/lead/1",
        "Actions/outcome/1",
        "Actions/start/1",
        "Actions/findings/1",
        "Milestones/text/1",
        "Milestones/due/1",
        "Updates/action/1",
        "Measures/name/1",
        "Measures/definition/1",
        "Measures/unit/1",
        "Measures/frequency/1",
        "Readings/period/1",
        "Risks/mitigation/1",
        "Risks/impact/1",
        "Glossary/meaning/1",
        "Governance/chair/1",
        "Appendices/title/1",
        "Background papers/title/1",
        "Overrides/rating/1",
        "Rating rules/when/1",
        "Rating key/name/1",
    ):
        yield cell(spot, None, "C-04")
