"""One mistake in a real folder is said once, at its cell: not again as all that would follow from it."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.issues import Issue, Severity, errors
from pipeline.places import Place
from pipeline.quarter import check, newest_quarter
from pipeline.said_once import said_once

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = newest_quarter(ROOT / "inputs")
PLAN = "Improvement plan 2026-27 Q2.xlsx"

Found = Callable[..., list[tuple[str, str]]]


@pytest.fixture
def errors_after(tmp_path: Path) -> Found:
    """Code and cell of every issue, errors unless said otherwise, after cells of the example's plan were changed."""
    for quarter in (EXAMPLE, EXAMPLE.parent / "2026-27-q1"):
        shutil.copytree(quarter, tmp_path / quarter.name)

    def change(
        sheet: str, cells: dict[str, Any], keep: Callable[[list[Issue]], list[Issue]] = errors
    ) -> list[tuple[str, str]]:
        path = tmp_path / EXAMPLE.name / PLAN
        book = openpyxl.load_workbook(path)
        for cell, value in cells.items():
            book[sheet][cell] = value
        book.save(path)
        return [(issue.code, issue.place.cell) for issue in keep(check(path.parent).issues)]

    return change


def test_the_example_has_no_errors_to_begin_with(errors_after: Found) -> None:
    assert errors_after("Actions", {}) == []


def test_an_action_that_cannot_be_read_is_not_said_to_be_gone(errors_after: Found) -> None:
    assert errors_after("Actions", {"J5": date(1926, 5, 29)}) == [("C-03", "J5")]


def test_a_column_that_is_missing_is_not_said_again_for_every_row(errors_after: Found) -> None:
    assert errors_after("Actions", {"J4": "Signed off"}) == [("C-08", "A4")]


@pytest.mark.parametrize(
    ("sheet", "cell"),
    [
        ("Actions", "C4"),
        ("Actions", "D4"),
        ("Domains", "B4"),
        ("Rating key", "B4"),
        ("Rating key", "D4"),
        ("Rating rules", "D4"),
    ],
)
def test_what_follows_from_a_missing_column_is_not_said(errors_after: Found, sheet: str, cell: str) -> None:
    before = errors_after("Actions", {}, list)
    after = errors_after(sheet, {cell: "Zebra"}, list)
    assert [each for each in after if each not in before] == [("C-08", "A4")]


def test_what_follows_from_a_missing_sheet_is_not_said(errors_after: Found) -> None:
    for sheet in ("Findings", "Actions", "Meetings"):
        assert errors_after(sheet, {f"{column}4": None for column in "ABCDEFGHIJKLMNOP"}, errors)[-1][0] == "I-01"


def test_an_update_of_which_the_only_filled_cell_cannot_be_read_is_not_said_to_be_missing(tmp_path: Path) -> None:
    for quarter in (EXAMPLE, EXAMPLE.parent / "2026-27-q1"):
        shutil.copytree(quarter, tmp_path / quarter.name)
    path = tmp_path / EXAMPLE.name / "updates" / "Update - Head of Assessment.xlsx"
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    for row in range(5, page.max_row + 1):
        for column in range(2, page.max_column + 1):
            page.cell(row, column).value = "banana" if column == 2 else None
    many = page.max_row - 4
    book.save(path)
    found = [issue for issue in check(path.parents[1]).issues if issue.place.sheet not in ("Milestones", "Readings")]
    assert [issue.code for issue in found if "Head of Assessment" in issue.message + issue.place.file] == [
        "C-03"
    ] * many


def test_an_override_of_an_action_that_is_not_there_is_said_once(errors_after: Found) -> None:
    assert errors_after("Overrides", {"A5": "9.9"}) == [("Z-14", "A5")]


def test_a_lead_who_is_nobody_is_said_once(errors_after: Found) -> None:
    assert errors_after("Actions", {"G5": "TBC"}) == [("D-02", "G5")]


def test_a_lead_whose_cell_is_empty_is_said_once(errors_after: Found) -> None:
    assert errors_after("Actions", {"G5": None}) == [("C-04", "G5")]


def test_a_rule_that_cannot_be_used_is_not_said_again_for_every_lead_whose_rating_differs(errors_after: Found) -> None:
    before = errors_after("Actions", {}, list)
    after = errors_after("Rating rules", {"D8": "priority and days_overdu > 0"}, list)
    assert [each for each in after if each not in before] == [("Z-04", "D8")]


@pytest.mark.parametrize("sheet", ["Actions", "Domains", "People"])
def test_a_sheet_without_rows_is_said_once(errors_after: Found, sheet: str) -> None:
    before = errors_after("Actions", {}, list)
    rows = {f"{column}{row}": None for column in "ABCDEFGHIJKLMNOPQR" for row in range(5, 80)}
    assert [each for each in errors_after(sheet, rows, list) if each not in before] == [("C-34", "")]


def test_a_wrong_quarter_is_said_once(errors_after: Found) -> None:
    before = errors_after("Actions", {}, list)
    found = [each for each in errors_after("Plan details", {"B8": "2026-27 Q3"}, list) if each not in before]
    assert [code for code, _ in found if code != "R-02"] == ["Q-01"]


def test_a_plan_without_a_column_for_targets_is_said_so_once(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / EXAMPLE.name)
    path = tmp_path / EXAMPLE.name / "Measures 2026-27 Q2.xlsx"
    book = openpyxl.load_workbook(path)
    for cell in book["Measures"][4]:
        if cell.value == "Target":
            cell.value = "Zebra"
    book.save(path)
    (found,) = [issue for issue in check(path.parent).issues if issue.code == "M-06c"]
    assert found.message.startswith("There is no column 'Target', so measures AU1, AU2,")


def test_a_reference_that_is_nobodys_beside_an_actions_words_is_said_once() -> None:
    place = Place("updates/form.xlsx", "Updates", "A7", "Action")
    wrong, unknown = (Issue(code, Severity.ERROR, place, "", "") for code in ("U-04", "I-03"))
    assert said_once([unknown, wrong]) == [wrong]
