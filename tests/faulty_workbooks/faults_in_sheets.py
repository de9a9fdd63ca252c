"""Sheets and files that aren't what they should be: headings, merged and hidden cells, totals, whole workbooks."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.faulty_workbooks import sound
from tests.faulty_workbooks.planting import HEADINGS, Fault, book, cell, cells, more, sheet


def faults() -> Iterator[Fault]:
    yield from headings()
    yield from own_headings()
    yield from rows()
    yield from stray_rows()
    yield from whole_sheets()
    yield from files()


def headings() -> Iterator[Fault]:
    yield cell("Actions/original_due/0", "Orignal due date", "C-09", ("C-08", f"Actions/A{HEADINGS}"))
    yield cell("Actions/partner/0", "Partnr", "C-09")
    yield cell("Updates/next_steps/0", "Nxt steps", "C-09")
    yield cell("Plan details/director/0", "Directer", "C-09", ("C-08", "Plan details"))
    yield cell("Actions/lead/0", "Colleague", ("C-08", f"Actions/A{HEADINGS}"))
    yield cell("Readings/period/0", "Whenever", ("C-08", f"Readings/A{HEADINGS}"))
    yield cell("Measures/frequency/0", None, ("C-08", f"Measures/A{HEADINGS}"))
    yield cell("Milestones/E3", "Due", ("C-10", "Milestones/E3"))
    yield cell("Actions/Q3", "Responsible officer", ("C-10", "Actions/Q3"))


def own_headings() -> Iterator[Fault]:
    yield cell("Headings/sheet/1", "Milestoness", "C-28")
    yield cell("Headings/standard/1", "The milestone", "C-28")
    yield cell("Headings/ours/1", None, "C-04")
    yield more("a heading of our own twice", "Headings", [{"standard": "Done on"}], ("C-29", "Headings/ours/2"))


def rows() -> Iterator[Fault]:
    def hide(page: Worksheet) -> None:
        page.row_dimensions[HEADINGS + 2].hidden = True

    def hide_column(page: Worksheet) -> None:
        page.column_dimensions["E"].hidden = True

    yield sheet("a hidden row", "Actions", hide, ("C-12", f"Actions/A{HEADINGS + 2}"))
    yield sheet("a hidden column", "Actions", hide_column, ("C-12", f"Actions/E{HEADINGS}"))
    yield sheet(
        "outcomes merged down",
        "Actions",
        lambda page: page.merge_cells("E4:E5"),
        ("C-07", "Actions/outcome/1"),
    )
    yield sheet(
        "cells merged across",
        "Risks",
        lambda page: page.merge_cells("C4:D4"),
        ("C-07", "Risks/text/1"),
    )
    yield cells(
        "a total among the readings",
        {"Readings/measure/13": "Total", "Readings/numerator/13": 1760},
        ("M-02", "Readings/measure/13"),
    )
    yield more(
        "an action twice", "Actions", [{"text": "Audit ten files a month with peers again"}], ("D-07", "Actions/id/4")
    )
    yield more("a measure twice", "Measures", [{}], ("D-07", "Measures/id/3"))
    yield more("a finding twice", "Findings", [{}], ("D-07", "Findings/id/3"))
    yield more("a risk twice", "Risks", [{}], ("D-07", "Risks/id/3"))
    yield more("a meeting twice", "Meetings", [{}], ("D-07", "Meetings/paper/5"))
    yield more("a reading twice", "Readings", [{}], ("D-07", "Readings/period/13"))
    yield more("an override twice", "Overrides", [{}], ("Z-16", "Overrides/item/2"))


def stray_rows() -> Iterator[Fault]:
    yield cells(
        "a note among the actions",
        {"Actions/text/4": "Source:", "Actions/outcome/4": "the board's minutes"},
        ("C-26", "Actions/text/4"),
    )
    yield cells("the end of the row above", {"Actions/outcome/4": "and why they did."}, ("C-26", "Actions/outcome/4"))
    yield cells(
        "a sum without a word",
        {"Readings/numerator/13": 1760, "Readings/denominator/13": 2160},
        ("M-02", "Readings/numerator/13"),
    )
    yield cells(
        "an average", {"Readings/measure/13": "Average", "Readings/value/13": 81.2}, ("M-02", "Readings/measure/13")
    )
    yield more(
        "a risk called 1.10 that Excel keeps as 1.1",
        "Risks",
        [{"id": "1.9"}, {"id": 1.1}],
        ("C-27", "Risks/id/4"),
    )
    yield cells(
        "risks without references",
        {"Risks/id/1": "Posts in the care teams stay empty", "Risks/id/2": "The new record is not used by managers"},
        ("C-32", "Risks/id/0"),
    )
    yield cells(
        "a title that is not one",
        {"Milestones/action/3": "Domain 2: Workforce", "Milestones/due/3": "soon"},
        ("C-03", "Milestones/due/3"),
        ("C-04", "Milestones/text/3"),
    )


def whole_sheets() -> Iterator[Fault]:
    def hide(page: Worksheet) -> None:
        page.sheet_state = "hidden"

    def second(whole: Workbook) -> None:
        whole.copy_worksheet(whole["Plan details"]).title = "Old details"

    def nearly(whole: Workbook) -> None:
        page = whole.create_sheet("Steps")
        page.append(["Acton", "Milestonee", "Milestone dat"])
        page.append(["1.1", "Form agreed", "29/05/2026"])

    def wide(whole: Workbook) -> None:
        page = whole.create_sheet("Scorecard")
        page.append(["Measure", "Q3 24-25", "Q4 24-25"])
        page.append(["A1", 58.1, "about 60"])
        page.append(["A9", 70, None])

    def no_year(whole: Workbook) -> None:
        page = whole.create_sheet("Scorecard")
        page.append(["Measure", "Q3", "Q4"])
        page.append(["A1", None, None])

    def plain_years(whole: Workbook) -> None:
        page = whole.create_sheet("Over the years")
        page.append(["Measure", 2023, "2024", 2025])
        page.append(["A1", 50, 55, 57])

    yield book("years that may be financial years", sound.MEASURES, plain_years, ("M-07", "Over the years/B1"))
    yield book("a scorecard", sound.MEASURES, wide, ("C-03", "Scorecard/C2"), ("I-04", "Scorecard/A3"))
    yield book("quarters without a year", sound.MEASURES, no_year, ("C-25", "Scorecard/B1"))
    yield sheet("a hidden sheet", "Milestones", hide, ("C-12", "Milestones"))
    yield book("no risks", sound.PLAN, lambda whole: whole.remove(whole["Risks"]), ("I-01", "folder"))
    yield book("no people", sound.PLAN, lambda whole: whole.remove(whole["People"]), ("I-01", "folder"))
    yield book("details twice", sound.PLAN, second, ("I-02", "Old details"))
    yield book("a sheet nearly known", sound.PLAN, nearly, ("C-11", "Steps/A1"))


def files() -> Iterator[Fault]:
    def put(name: str, data: bytes) -> Fault:
        def plant(books: dict[str, bytes]) -> None:
            books[name] = data

        return Fault(f"{name} is {data[:12]!r}", name, plant, (("C-01", ""),))

    yield put("updates/Health.xlsx", b"")
    yield put("updates/Health.xlsx", b"Sorry, I am on leave.")
    yield put("updates/Health.xlsx", b"PK\x03\x04 cut short")
    yield put("updates/Health.csv", b"\x00\x01\x02\x03" * 40)
