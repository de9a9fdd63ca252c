"""Returned forms: read as they are, and what was filled in wrongly is found at its cell."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from filled import HA, TOP, clear, columns, filled, put, row_of
from openpyxl import Workbook, load_workbook

from pipeline.issues import Issue
from pipeline.model import RatedPlan
from pipeline.quarter import Checked, check

pytestmark = pytest.mark.slow


def ratings(now: RatedPlan) -> dict[str, tuple[str, str]]:
    return {item: (each.delivery.name, each.delivery.reason) for item, each in now.actions.items()}


def found(checked: Checked) -> list[tuple[str, str, str]]:
    """The rules, sheets and cells of what is found beside what the example's own updates are asked about."""
    return [
        (issue.code, issue.place.sheet, issue.place.cell)
        for issue in checked.issues
        if issue.code not in ("M-02", "M-04", "D-06", "D-06a")
    ]


def test_an_unfilled_form_reads_without_an_issue_of_its_own_but_that_it_is_unfilled(
    folder: Path, made: dict[str, bytes]
) -> None:
    shutil.rmtree(folder / "updates", ignore_errors=True)
    (folder / "updates").mkdir()
    for name, content in made.items():
        (folder / "updates" / name).write_bytes(content)
    issues = [issue for issue in check(folder).issues if issue.place.file.startswith("updates/")]
    assert {issue.code for issue in issues} == {"U-03"}
    assert len(issues) == 7
    assert "came back with nothing filled in" in issues[0].message


def test_forms_filled_in_and_returned_give_the_ratings_of_the_leads_own_workbooks(
    returned: Callable[..., Checked], whole: Checked
) -> None:
    checked = returned()
    assert found(checked) == []
    assert checked.ground is not None
    assert whole.ground is not None
    assert ratings(checked.ground.now) == ratings(whole.ground.now)


def test_a_milestone_done_on_a_form_is_done_in_the_plan(returned: Callable[..., Checked]) -> None:
    def edit(book: Workbook) -> None:
        sheet = book["Milestones"]
        sheet.cell(row_of(sheet, "2.1"), 4).value = date(2026, 9, 21)

    checked = returned(edit=edit)
    assert found(checked) == []
    assert checked.ground is not None
    [step] = [step for step in checked.ground.now.plan.milestones["2.1"] if step.done == date(2026, 9, 21)]
    assert step.text == "No worker over eighteen for four weeks in a row"
    assert step.place("done").file == f"updates/{HA}"
    assert step.place("text").file != step.place("done").file


def _words(sheet: str, action: str, column: int, value: object) -> Callable[[Workbook], None]:
    return lambda book: setattr(book[sheet].cell(row_of(book[sheet], action), column), "value", value)


def _below(*values: object) -> Callable[[Workbook], None]:
    def edit(book: Workbook) -> None:
        sheet = book["Updates"]
        at, row = columns(sheet), sheet.max_row + 1
        for heading, value in zip(("Action", "Status", "Progress this quarter", "Updated on"), values, strict=True):
            sheet.cell(row, at[heading]).value = value

    return edit


def _unfilled(book: Workbook) -> None:
    sheet = book["Updates"]
    for row in range(TOP + 1, sheet.max_row + 1):
        for column in range(5, sheet.max_column + 1):
            sheet.cell(row, column).value = None


def _record(field: str, value: object) -> Callable[[Workbook], None]:
    def edit(book: Workbook) -> None:
        sheet = book["Form record"]
        [column] = [cell.column for cell in sheet[1] if cell.value == field]
        for row in range(2, sheet.max_row + 1):
            sheet.cell(row, column).value = value

    return edit


def _another_plan(book: Workbook) -> None:
    _record("Made for plan", "Adults' Improvement Plan")(book)
    _record("Wording when made", "Another action")(book)


def _older_date(book: Workbook) -> None:
    for sheet, column in (("Form record", 7), ("Updates", 3)):
        at = book[sheet]
        row = next(cell.row for cell in at["A"] if cell.value == "2.1")
        at.cell(row, column).value = date(2026, 11, 30)


def _step_below(book: Workbook) -> None:
    values = ("1.5", "Standard agreed by the practice assurance group", date(2026, 5, 29), date(2026, 9, 1))
    for column, value in enumerate(values, 1):
        book["Milestones"].cell(11, column).value = value


def _sorted_alone(book: Workbook) -> None:
    sheet = book["Updates"]
    rows = [row for row in range(TOP + 1, sheet.max_row + 1) if sheet.cell(row, 1).value]
    for row, value in zip(rows, sorted((sheet.cell(row, 1).value for row in rows), reverse=True), strict=True):
        sheet.cell(row, 1).value = value


def _on_paper(book: Workbook) -> None:
    _unfilled(book)
    for row in range(TOP + 2, book["For printing"].max_row):
        cell = book["For printing"].cell(row, 2)
        cell.value = cell.value or "Forty workers came."


def _shifted(book: Workbook) -> None:
    sheet = book["Updates"]
    column = columns(sheet)["Progress this quarter"]
    values = [sheet.cell(row, column).value for row in range(TOP + 1, sheet.max_row + 1)]
    for row, value in enumerate([values[-1], *values[:-1]], TOP + 1):
        sheet.cell(row, column).value = value


def _american(book: Workbook) -> None:
    sheet = book["Updates"]
    for row in sheet.iter_rows(min_row=TOP + 1, min_col=5):
        for cell in row:
            cell.value = cell.value.strftime("%m/%d/%Y") if isinstance(cell.value, date) else cell.value


def _again(book: Workbook) -> None:
    book.copy_worksheet(book["Updates"]).title = "Updates (2)"


DAY = date(2026, 10, 2)
WORDS = "The first workshop was held in September and forty workers came."
WRONG: dict[str, tuple[Callable[[Workbook], None], str, str, str, str]] = {
    "the action's words changed": (_words("Updates", "2.1", 2, "Hold a monthly meeting"), "U-05", "Updates", "B6", "was changed on the form"),
    "its due date changed": (_words("Updates", "2.1", 3, date(2027, 1, 31)), "U-05", "Updates", "C6", "from '31 December 2026' to '31 January 2027'"),
    "its due date typed over in words": (_words("Updates", "2.1", 3, "ongoing"), "U-05", "Updates", "C6", "to 'ongoing'"),
    "the form is of another quarter": (_record("Made for quarter", "2026-27 Q1"), "U-02", "Updates", "", "the form of Head of Assessment for 2026-27 Q1"),
    "the form is of another plan": (_another_plan, "U-01", "Updates", "", "not for 'Children's Improvement Plan'"),
    "the plan's date moved after the form was made": (_older_date, "U-06", "Updates", "C6", "the plan now says '31 December 2026'"),
    "nothing is filled in": (_unfilled, "U-03", "Updates", "", "nothing filled in"),
    "another lead's action typed below": (_below("4.7", "in progress", WORDS, DAY), "U-07", "Updates", "A18", "Head of Workforce's own update was used"),
    "an action that isn't there typed below": (_below("9.9", "in progress", WORDS, DAY), "I-03", "Updates", "A18", "'9.9' is not an action of this plan"),
    "words typed below without a reference": (_below(None, "in progress", WORDS, DAY), "C-04", "Updates", "A18", "'Action' is empty"),
    "an action of its own typed again below": (_below("2.1", "complete", WORDS, DAY), "D-07", "Updates", "A18", "a second update of action 2.1"),
    "a reference retyped": (_words("Updates", "2.1", 1, "2.7"), "U-04", "Updates", "A6", "are those of action 2.1"),
    "a status that is no status": (lambda book: put(book, "2.1", status="nearly there"), "C-03", "Updates", "E6", "'nearly there'"),
    "a day that is no day": (lambda book: put(book, "2.1", back_on_track="ongoing"), "C-03", "Updates", "K6", "'ongoing'"),
    "a day as text": (lambda book: put(book, "2.1", updated_on="2/10/26"), "M-02", "Updates", "Q6", "kept as text"),
    "all references sorted alone": (_sorted_alone, "U-04", "Updates", "A5", "more cells of this column"),
    "the sheet for printing filled in": (_on_paper, "U-18", "For printing", "B7", "answers were typed on the sheet For printing"),
    "progress pasted a row down": (_shifted, "U-17", "Updates", "F5", "is about action"),
    "dates pasted with the month first": (_american, "D-08", "Updates", "L5", "have the month first"),
    "a second sheet of updates": (_again, "D-07", "Updates (2)", "A5", "more cells of this column"),
    "all progress the same": (lambda book: [put(book, str(cell.value), progress=WORDS) for cell in book["Updates"]["A"][TOP:]], "D-06a", "Updates", "F6", "word for word that of action"),
    "a whole column deleted": (lambda book: book["Updates"].delete_cols(columns(book["Updates"])["Progress this quarter"]), "D-06b", "Updates", "", "no column 'Progress this quarter'"),
    "progress that says nothing": (lambda book: put(book, "2.1", progress="See attached"), "D-06b", "Updates", "F6", "says only 'See attached'"),
    "two ratings in one cell": (lambda book: put(book, "2.1", lead_rating="Amber/Green"), "R-02", "Updates", "O6", "'Amber/Green', which is not a rating"),
    "a day yet to come": (lambda book: put(book, "2.1", completed=date(2026, 11, 2)), "D-05", "Updates", "L6", "after 30 September 2026"),
    "a milestone's words changed": (lambda book: (_words("Milestones", "2.1", 2, "No worker over ten")(book), _words("Milestones", "2.1", 4, date(2026, 9, 1))(book))[0], "U-10", "Milestones", "B5", "is not a milestone of action 2.1"),
    "a milestone that the plan has as done, typed below with another day": (_step_below, "U-11", "Milestones", "D11", "whose day was used"),
    "a milestone's date changed": (_words("Milestones", "2.1", 3, date(2027, 3, 1)), "U-05", "Milestones", "C5", "1 March 2027 on the form"),
}  # fmt: skip


@pytest.fixture(scope="module")
def plain(folder: Path, full: dict[str, bytes]) -> list[Issue]:
    """What is found with every form filled in rightly."""
    updates = folder / "updates"
    shutil.rmtree(updates, ignore_errors=True)
    updates.mkdir()
    for name, form in full.items():
        (updates / name).write_bytes(form)
    return check(folder).issues


@pytest.mark.parametrize("wrong", WRONG)
def test_a_form_filled_in_wrongly_is_found_at_its_cell_and_nothing_else_is(
    returned: Callable[..., Checked], plain: list[Issue], wrong: str
) -> None:
    edit, code, sheet, cell, says = WRONG[wrong]
    new = [issue for issue in returned(edit=edit).issues if issue not in plain and not _no_update(issue.code)]
    assert [(i.code, i.place.file, i.place.sheet, i.place.cell) for i in new] == [(code, f"updates/{HA}", sheet, cell)]
    assert says in new[0].message


def _no_update(code: str) -> bool:
    """That actions of a form that can't be used have no update is said too, and so it should be."""
    return code in ("D-06", "P-01a")


def test_two_forms_of_one_lead_that_differ_are_an_error_where_they_differ(
    returned: Callable[..., Checked], made: dict[str, bytes], whole: Checked
) -> None:
    assert whole.ground is not None
    other = filled(made[HA], whole.ground.now.plan.updates, lambda book: put(book, "2.1", progress=WORDS))
    checked = returned(Assessment_again=other)
    assert found(checked) == [("U-08", "Updates", "F6")]
    [issue] = [issue for issue in checked.issues if issue.code == "U-08"]
    assert "Head of Assessment returned two forms, and they differ on action 2.1" in issue.message


def test_the_same_form_twice_is_said_once(
    returned: Callable[..., Checked], made: dict[str, bytes], whole: Checked
) -> None:
    assert whole.ground is not None
    checked = returned(Assessment_again=filled(made[HA], whole.ground.now.plan.updates))
    assert found(checked) == [("U-09", "Updates", "")]


def test_a_second_form_with_the_rows_that_the_first_lacks_is_put_together_with_it(
    returned: Callable[..., Checked], made: dict[str, bytes], whole: Checked
) -> None:
    assert whole.ground is not None
    said = dict(whole.ground.now.plan.updates)
    one = {item: said.pop(item) for item in ("1.5", "2.1")}
    checked = returned(edit=lambda book: [clear(book, item) for item in one], Assessment_rest=filled(made[HA], one))
    assert found(checked) == []
    assert checked.ground is not None
    assert checked.ground.now.plan.updates["2.1"].place().file == "updates/Assessment_rest.xlsx"


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice isn't installed")
def test_a_form_saved_by_libreoffice_is_read_as_one_saved_by_excel(
    returned: Callable[..., Checked], tmp_path: Path, folder: Path
) -> None:
    returned(edit=_words("Updates", "2.1", 3, date(2027, 1, 31)))
    home, saved = folder / "updates", tmp_path / "saved"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(saved)]
    subprocess.run([*command, *map(str, sorted(home.glob("*.xlsx")))], check=True, capture_output=True, timeout=240)
    for path in saved.glob("*.xlsx"):
        (home / path.name).write_bytes(path.read_bytes())
    assert found(check(folder)) == [("U-05", "Updates", "C6")]
    book = load_workbook(home / HA)
    assert book["Form record"].sheet_state == "hidden"
    assert len(book["Updates"].data_validations.dataValidation) > 5
    assert book["Updates"].protection.sheet
