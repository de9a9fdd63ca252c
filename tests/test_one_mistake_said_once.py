"""One mistake in a real folder is said once, at its cell: not again as all that would follow from it."""

import shutil
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.issues import Issue, Severity, errors
from pipeline.places import Place
from pipeline.quarter import Checked, check, copies, newest_quarter
from pipeline.said_once import said_once

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = newest_quarter(ROOT / "inputs")
PLAN = "Improvement plan 2026-27 Q2.xlsx"
MEASURES = "Measures 2026-27 Q2.xlsx"
UPDATES = "updates/Update - Head of Child Protection and Court.xlsx"

Found = Callable[..., list[tuple[str, str]]]


@cache
def example() -> Checked:
    """The example's newest quarter as it is."""
    return check(EXAMPLE)


def where_said(issues: list[Issue]) -> list[tuple[str, str]]:
    return [(issue.code, issue.place.cell) for issue in issues]


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
        return where_said(keep(check(path.parent).issues))

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
    before = where_said(example().issues)
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
    (issue,) = [issue for issue in found if "Head of Assessment" in issue.message + issue.place.file]
    assert {each.code for each in issue.alike} == {"C-03"}
    assert len(issue.alike) == many


def test_an_override_of_an_action_that_is_not_there_is_said_once(errors_after: Found) -> None:
    assert errors_after("Overrides", {"A5": "9.9"}) == [("Z-14", "A5")]


def test_a_lead_who_is_nobody_is_said_once(errors_after: Found) -> None:
    assert errors_after("Actions", {"G5": "TBC"}) == [("D-02", "G5")]


def test_a_lead_whose_cell_is_empty_is_said_once(errors_after: Found) -> None:
    assert errors_after("Actions", {"G5": None}) == [("C-04", "G5")]


def test_a_rule_that_cannot_be_used_is_not_said_again_for_every_lead_whose_rating_differs(errors_after: Found) -> None:
    before = where_said(example().issues)
    after = errors_after("Rating rules", {"D8": "priority and days_overdu > 0"}, list)
    assert [each for each in after if each not in before] == [("Z-04", "D8")]


@pytest.mark.parametrize("sheet", ["Actions", "Domains", "People"])
def test_a_sheet_without_rows_is_said_once(errors_after: Found, sheet: str) -> None:
    before = where_said(example().issues)
    rows = {f"{column}{row}": None for column in "ABCDEFGHIJKLMNOPQR" for row in range(5, 80)}
    assert [each for each in errors_after(sheet, rows, list) if each not in before] == [("C-34", "")]


def test_a_wrong_quarter_is_said_once(errors_after: Found) -> None:
    before = where_said(example().issues)
    found = [each for each in errors_after("Plan details", {"B8": "2026-27 Q3"}, list) if each not in before]
    assert found == [("Q-01", "B8")]


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


def test_hundreds_of_errors_that_follow_from_a_query_are_not_each_held_against_all_others() -> None:
    compared = 0

    class Counted(Issue):
        def __eq__(self, other: object) -> bool:
            nonlocal compared
            compared += 1
            return super().__eq__(other)

        __hash__ = Issue.__hash__

    asked = Issue("Q-01", Severity.QUERY, Place("plan.xlsx", "Plan details", "B5", "Quarter"), "", "")
    follow = [
        Counted("M-06b", Severity.ERROR, Place("r.xlsx", "Readings", f"C{row}", "Value"), "", "", f"measure {row}")
        for row in range(300)
    ]
    assert [issue.code for issue in said_once([asked, *follow])] == ["Q-01", "M-06b"]
    assert compared < 3_000


@pytest.mark.parametrize("day", [date(2025, 9, 30), date(2026, 3, 31), date(2026, 12, 31), date(2062, 9, 30)])
def test_a_wrong_day_to_speak_from_is_said_once_and_all_else_is_checked_as_of_the_quarters_end(
    errors_after: Found, day: date
) -> None:
    before = where_said(example().issues)
    after = errors_after("Plan details", {"B9": day}, list)
    assert [each for each in before if each not in after] == []
    assert [each for each in after if each not in before] == [("D-03c", "B9")]


@pytest.mark.parametrize(
    ("workbook", "sheet", "heading", "code"),
    [
        (PLAN, "Actions", "Measures", "D-02a"),
        (PLAN, "Milestones", "Done on", "D-05a"),
        (MEASURES, "Readings", "Value", "M-03"),
        (MEASURES, "Measures", "Definition", "C-08"),
        (UPDATES, "Sheet1", "Status", "D-05"),
        (UPDATES, "Sheet1", "Updated on", "D-06"),
        (UPDATES, "Sheet1", "Progress", "D-06b"),
    ],
)
def test_a_column_that_was_deleted_is_said_once_for_all_its_rows(
    quarter: Path, workbook: str, sheet: str, heading: str, code: str
) -> None:

    def delete(page: Any) -> None:
        page.delete_cols(next(cell.column for cell in page[4] if cell.value == heading))

    edited(quarter / workbook, sheet, delete)
    (found,) = [issue for issue in new(quarter) if issue.code != "M-02"]
    assert found.code == code
    assert f"no column '{heading}" in found.message or f"no column '{found.place.heading}'" in found.message
    assert code == "C-08" or len(found.alike) > 2
    assert code == "C-08" or "any other column named here that the sheet hasn't" in found.remedy


@pytest.mark.parametrize(("column", "name"), [(1, "Action"), (7, "Lead"), (10, "Original due date")])
def test_a_column_sorted_apart_from_the_rest_is_said_once(quarter: Path, column: int, name: str) -> None:

    def sort(page: Any) -> None:
        rows = range(5, page.max_row + 1)
        values = sorted((page.cell(row, column).value for row in rows), key=str, reverse=True)
        for row, value in zip(rows, values, strict=True):
            page.cell(row, column).value = value

    edited(quarter / PLAN, "Actions", sort)
    (found,) = [issue for issue in new(quarter) if issue.code != "D-06"]
    assert found.code == "I-09"
    assert f"'{name}'" in found.message
    assert len(found.also) > 20


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("Ref", "U-17"),
        ("Status", "D-09"),
        ("Progress", "U-17"),
        ("Next steps", "U-17"),
        ("Cause", "D-09a"),
        ("Completed on", "D-09"),
        ("BRAG", "D-09a"),
    ],
)
def test_a_column_of_updates_that_was_sorted_alone_is_said_once(quarter: Path, heading: str, code: str) -> None:

    def sort(page: Any) -> None:
        column = next(cell.column for cell in page[4] if cell.value == heading)
        rows = [row for row in range(5, page.max_row + 1) if page.cell(row, 1).value]
        values = [page.cell(row, column).value for row in rows]
        filled = sorted((value for value in values if value is not None), key=str)
        for row, value in zip(rows, [*filled, *[None] * (len(rows) - len(filled))], strict=True):
            page.cell(row, column).value = value

    edited(quarter / UPDATES, "Sheet1", sort)
    found, *others = new(quarter)
    assert (found.code, found.place.heading) == (code, heading)
    # It is only asked about causes: that they are missing elsewhere stops the papers.
    assert [issue.code for issue in others] == ["P-01"] * (heading == "Cause")


def test_a_sheet_of_updates_that_was_sorted_as_a_whole_is_not_said(quarter: Path) -> None:

    def sort(page: Any) -> None:
        rows = [row for row in range(5, page.max_row + 1) if page.cell(row, 1).value]
        held = sorted(([cell.value for cell in page[row]] for row in rows), key=lambda values: str(values[2]))
        for row, values in zip(rows, held, strict=True):
            for cell, value in zip(page[row], values, strict=True):
                cell.value = value

    edited(quarter / UPDATES, "Sheet1", sort)
    assert new(quarter) == []


def test_several_columns_that_were_deleted_are_said_together(quarter: Path) -> None:

    def delete(page: Any) -> None:
        for heading in ("Lead", "Start date"):
            page.delete_cols(next(cell.column for cell in page[4] if cell.value == heading))

    edited(quarter / PLAN, "Actions", delete)
    (found,) = new(quarter)
    assert found.message == "The sheet Actions has no columns 'Lead' and 'Start date'."


def test_updates_without_their_references_are_said_to_lack_them(quarter: Path) -> None:
    edited(quarter / UPDATES, "Sheet1", lambda page: page.delete_cols(1))
    (found,) = new(quarter)
    assert (found.code, found.place.file, found.place.heading) == ("C-08", UPDATES, "Action")


@pytest.mark.parametrize(
    ("workbook", "sheet", "cell", "value", "code"),
    [
        (PLAN, "Actions", "I5", date(2028, 5, 5), "D-03"),
        (PLAN, "Meetings", "D5", date(2025, 11, 11), "T-01b"),
    ],
)
def test_a_date_of_another_year_is_said_once(
    quarter: Path, workbook: str, sheet: str, cell: str, value: date, code: str
) -> None:
    edited(quarter / workbook, sheet, lambda page: page.__setitem__(cell, value))
    assert [(issue.code, issue.place.cell) for issue in new(quarter)] == [(code, cell)]


def test_dates_with_the_month_first_are_said_once(quarter: Path) -> None:

    def paste(page: Any) -> None:
        for row in page.iter_rows(min_row=5):
            for cell in row:
                if isinstance(cell.value, date):
                    cell.value = cell.value.strftime("%m/%d/%Y")
                    cell.number_format = "@"

    edited(quarter / UPDATES, "Sheet1", paste)
    (found,) = new(quarter)
    assert (found.code, found.place.cell) == ("D-08", "I5")


def test_marked_copies_put_back_are_said_together(quarter: Path) -> None:
    checked = check(quarter)
    for copy in copies(checked, checked.issues):
        (quarter / Path(copy.name).name).write_bytes(copy.content)
    (found,) = new(quarter)
    assert found.code == "I-08"
    assert found.message.startswith(f"{len(found.alike)} files hold again what others of the folder hold")


def test_figures_pasted_one_row_down_are_said_once(quarter: Path) -> None:
    edited(quarter / MEASURES, "Readings", lambda page: page.move_range("E5:E204", rows=1))
    found = [issue for issue in new(quarter) if issue.code != "M-02"]
    assert [issue.code for issue in found] == ["I-09"]


COPIES = {
    "last quarter's plan beside this one's": ("../2026-27-q1/Improvement plan 2026-27 Q1.xlsx", "Old plan.xlsx"),
    "two versions of the plan": (PLAN, "Improvement plan 2026-27 Q2 v2.xlsx"),
    "the measures twice": (MEASURES, "Copy of Measures 2026-27 Q2.xlsx"),
    "a return twice": (UPDATES, "updates/Update - Head of Child Protection and Court (2).xlsx"),
    "last quarter's return beside this one's": (f"../2026-27-q1/{UPDATES}", "updates/Q1.xlsx"),
}


@pytest.mark.parametrize("copied", COPIES)
def test_a_file_that_holds_again_what_another_holds_is_said_once_and_not_used(quarter: Path, copied: str) -> None:
    source, name = COPIES[copied]
    shutil.copy(quarter / source, quarter / name)
    (found,) = new(quarter)
    assert (found.code, found.place) == ("I-08", Place(name))
    assert "Nothing in it was used" in found.message


def test_a_marked_copy_beside_its_workbook_is_said_once_and_the_workbook_is_used(quarter: Path) -> None:
    checked = check(quarter)
    copy = next(each for each in copies(checked, checked.issues) if each.file == PLAN)
    (quarter / "A copy.xlsx").write_bytes(copy.content)
    (found,) = new(quarter)
    assert (found.code, found.place) == ("I-08", Place("A copy.xlsx"))


@pytest.mark.parametrize(
    ("source", "name", "code"),
    [
        ("Improvement plan 2026-27 Q1.xlsx", PLAN, "Q-01"),
        ("Measures 2026-27 Q1.xlsx", MEASURES, "Z-25"),
        (UPDATES, UPDATES, "U-16"),
    ],
)
def test_last_quarters_workbook_in_place_of_this_ones_is_said_once(
    quarter: Path, source: str, name: str, code: str
) -> None:
    shutil.copy(quarter.parent / "2026-27-q1" / source, quarter / name)
    found = [issue for issue in new(quarter) if issue.code != "M-02"]
    assert [issue.code for issue in found] == [code]


@pytest.mark.parametrize(
    ("workbook", "sheet"), [(PLAN, "Findings"), (PLAN, "Domains"), (PLAN, "Actions"), (MEASURES, "Measures")]
)
def test_a_record_that_was_renumbered_is_said_once_at_its_reference(quarter: Path, workbook: str, sheet: str) -> None:
    edited(quarter / workbook, sheet, lambda page: page.__setitem__("A5", "Z99"))
    (found,) = new(quarter)
    assert (found.code, found.place.sheet, found.place.cell) == ("D-07a", sheet, "A5")


@pytest.mark.parametrize("sheet", ["Findings", "Meetings"])
def test_an_emptied_sheet_of_the_plan_is_said_once(quarter: Path, sheet: str) -> None:
    edited(quarter / PLAN, sheet, lambda page: page.delete_rows(5, page.max_row))
    assert [issue.code for issue in new(quarter)] == ["C-34"]


def test_milestones_that_are_all_gone_are_said_once(quarter: Path) -> None:
    edited(quarter / PLAN, "Milestones", lambda page: page.delete_rows(5, page.max_row))
    (found,) = new(quarter)
    assert (found.code, found.place.sheet) == ("Z-24", "Milestones")


def test_sheets_that_are_not_there_are_said_together(quarter: Path) -> None:
    book = openpyxl.load_workbook(quarter / PLAN)
    for name in ("Findings", "Risks", "People"):
        book.remove(book[name])
    book.save(quarter / PLAN)
    (found,) = new(quarter)
    assert found.message == "No sheets in the folder were recognised as Findings, People and Risks."


@pytest.fixture
def quarter(tmp_path: Path) -> Path:
    """A copy of the example's newest quarter, beside the one before it."""
    for each in (EXAMPLE, EXAMPLE.parent / "2026-27-q1"):
        shutil.copytree(each, tmp_path / each.name)
    return tmp_path / EXAMPLE.name


def edited(path: Path, sheet: str, change: Callable[[Any], object]) -> None:
    """A workbook with a sheet of it changed."""
    book = openpyxl.load_workbook(path)
    change(book[sheet])
    book.save(path)


def new(quarter: Path) -> list[Issue]:
    """What is said of a changed copy of the example that is not said of the example as it is."""
    before = {issue.message for issue in example().issues}
    return [issue for issue in check(quarter).issues if issue.message not in before]


DETAILS = "Plan details"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda book: book.remove(book[DETAILS]), "I-01"),
        (lambda book: book[DETAILS].__setitem__("B9", "30th Sept"), "C-03"),
        (lambda book: book[DETAILS].__setitem__("B8", None), "C-04"),
        (lambda book: book[DETAILS].__setitem__("B15", "soon"), "C-03"),
    ],
)
def test_details_that_cannot_be_read_are_said_once_and_all_else_is_checked(
    quarter: Path, change: Callable[[Any], object], code: str
) -> None:
    book = openpyxl.load_workbook(quarter / PLAN)
    change(book)
    book.save(quarter / PLAN)
    checked, before = check(quarter), {issue.message for issue in example().issues}
    (found,) = [issue for issue in checked.issues if issue.message not in before]
    assert found.code == code
    lost = before - {issue.message for issue in checked.issues}
    assert not [message for message in lost if "window" not in message]
    assert checked.ground is None
