"""Update forms: what a lead gets."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from filled import HA, HEADINGS, TOP, columns, row_of
from openpyxl import load_workbook

from pipeline.asking import write_forms
from pipeline.forms import form_workbooks, lead_forms
from pipeline.forms.workbook import form_name
from pipeline.parse import parse_sheet
from pipeline.quarter import Checked, check
from pipeline.read import read_file
from pipeline.sheets.updates import Status


def test_each_lead_gets_one_form_with_all_actions_but_those_already_said_to_be_embedded_or_closed(
    made: dict[str, bytes], folder: Path, whole: Checked
) -> None:
    shutil.rmtree(folder / "updates", ignore_errors=True)
    ground = check(folder).ground
    assert ground is not None
    assert len(made) == 7
    asked = [each.action.id for form in lead_forms(ground) for each in form.actions]
    assert sorted(asked) == sorted(ground.now.actions)
    assert whole.ground is not None
    over = {
        item
        for item, each in whole.ground.now.actions.items()
        if each.update and each.update.status in (Status.EMBEDDED, Status.CLOSED)
    }
    asked = [each.action.id for form in lead_forms(whole.ground) for each in form.actions]
    assert sorted(asked) == sorted(set(whole.ground.now.actions) - over)


def test_a_form_says_what_the_plan_and_last_quarter_say(made: dict[str, bytes]) -> None:
    sheet = load_workbook(io.BytesIO(made[HA]))["Updates"]
    row = [sheet.cell(row_of(sheet, "2.1"), at).value for at in (1, 2, 3, 4)]
    assert row[0] == "2.1"
    assert row[1] == "Hold a weekly allocation meeting that keeps every social worker at or below eighteen children"
    assert row[2].date() == date(2026, 12, 31)
    assert row[3].startswith("In progress.\nRated Green: On track")
    assert "All newly qualified workers are now within their limit." in row[3]


def test_only_what_the_lead_fills_in_is_unlocked_and_is_checked_as_it_is_typed(made: dict[str, bytes]) -> None:
    book = load_workbook(io.BytesIO(made[HA]))
    sheet = book["Updates"]
    at = columns(sheet)
    unlocked = {heading for heading, column in at.items() if not sheet.cell(TOP + 1, column).protection.locked}
    assert unlocked == {HEADINGS[f] for f in HEADINGS if f not in ("action", "text", "agreed_due")}
    assert sheet.protection.sheet
    assert not sheet.protection.password
    rules = {
        sheet.cell(TOP, next(iter(rule.sqref.ranges)).min_col).value: rule
        for rule in sheet.data_validations.dataValidation
    }
    assert rules["Status"].formula1 == '"Not started,In progress,Complete,Embedded,Closed"'
    assert rules["Lead's rating"].formula1 == '"Embedded,Complete,Green,Amber,Red,Not started"'
    for heading in ("Back on track by", "Completed on", "Updated on"):
        assert rules[heading].type == "date"
        assert rules[heading].showErrorMessage
        assert "day/month/year" in rules[heading].error
    steps = book["Milestones"]
    assert not steps.cell(TOP + 1, 4).protection.locked
    assert steps.cell(TOP + 1, 3).protection.locked


def test_a_form_can_be_read_on_screen_by_ear_and_on_paper(made: dict[str, bytes]) -> None:
    for content in made.values():
        book = load_workbook(io.BytesIO(content))
        assert book.sheetnames[0] == "How to fill this in"
        assert book.properties.title
        for sheet in book:
            if sheet.sheet_state == "hidden":
                continue
            assert not sheet.merged_cells.ranges
            assert all(cell.font.size >= 12 for row in sheet.iter_rows() for cell in row if cell.value)
            assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
            if sheet.title == "Updates":
                assert sheet.page_setup.scale in (None, 100)  # 12 point on paper, the action on each page across
                assert sheet.print_title_cols == "$A:$A"
                assert len(sheet.col_breaks.brk) == 3
            elif sheet.title == "For printing":
                assert sheet.page_setup.scale in (None, 100)  # each action begins a page
            else:
                assert sheet.sheet_properties.pageSetUpPr.fitToPage
                assert sheet.page_setup.fitToHeight == 0
        for sheet in (book["Updates"],):
            assert sheet.freeze_panes == "C5"
            assert sheet.print_title_rows == "$4:$4"
            assert next(iter(sheet.tables.values())).ref.startswith("A4:")
            assert any(name.startswith("TitleRegion1.A4.") for name in sheet.defined_names)


def test_the_sheet_for_printing_asks_all_of_each_action_one_below_the_other_on_one_page_across(
    made: dict[str, bytes], tmp_path: Path
) -> None:
    book = load_workbook(io.BytesIO(made[HA]))
    page, updates = book["For printing"], book["Updates"]
    asked = [str(cell.value) for cell in page["A"][4:]]
    actions = [str(row[0].value) for row in updates.iter_rows(min_row=TOP + 1) if row[0].value]
    assert [said.removeprefix("ACTION ") for said in asked if said.startswith("ACTION")] == actions
    entered = [cell.value for cell in updates[TOP] if not updates.cell(TOP + 1, cell.column).protection.locked]
    first = asked[1 : asked.index(f"ACTION {actions[1]}")]
    assert [said.split("?\n")[0] for said in first if "?\n" in said] == [
        f"{actions[0]}: {str(name).removesuffix('?')}" for name in entered
    ]
    begun = [cell.row for cell in page["A"] if str(cell.value).startswith("ACTION")]
    assert [each.id + 1 for each in page.row_breaks.brk] == begun[1:]
    assert all(
        page.cell(row, 2).fill.fill_type is None for row in range(TOP + 1, page.max_row) if not page.cell(row, 2).value
    )
    widths = sum(page.column_dimensions[letter].width for letter in "AB")
    assert widths * 9 + 10 < 1040  # pixels of A4: nothing is made smaller to fit
    (tmp_path / HA).write_bytes(made[HA])
    sheet = next(each for each in read_file(tmp_path / HA, HA)[0] if each.name == "For printing")
    assert parse_sheet(sheet) == ([], [])


def test_a_small_number_is_not_on_a_form(made: dict[str, bytes]) -> None:
    sheet = load_workbook(io.BytesIO(made[HA]))["For reference"]
    said = {row[1]: row[3] for row in sheet.iter_rows(min_row=TOP + 1, values_only=True)}
    assert said["AL1"] == "small number, not shown (2026-27 Q2)"


def test_a_measure_whose_figure_has_not_come_yet_has_last_quarters_rating_and_says_so(whole: Checked) -> None:
    ground = whole.ground
    assert ground is not None
    assert ground.before is not None
    waiting = {name: replace(each, latest=None) for name, each in ground.now.measures.items()}
    early = replace(ground, now=replace(ground.now, measures=waiting))
    said = {linked.id: linked.rating for form in lead_forms(early) for linked in form.measures}
    was = ground.before.measures["A1"]
    assert was.latest is not None
    assert said["A1"] == f"{was.rating.name} (2026-27 Q1)"
    assert {linked.rating for form in lead_forms(ground) for linked in form.measures if linked.id == "A1"} == {
        ground.now.measures["A1"].rating.name
    }


def test_the_same_folder_gives_the_same_forms(made: dict[str, bytes], folder: Path) -> None:
    shutil.rmtree(folder / "updates", ignore_errors=True)
    ground = check(folder).ground
    assert ground is not None
    assert form_workbooks(ground) == made


@pytest.mark.parametrize(
    ("lead", "name"),
    [
        ("Head of Children/Families", "Update form - Head of Children Families - 2026-27 Q2.xlsx"),
        ('..\\"?*', "Update form - Lead - 2026-27 Q2.xlsx"),
        ("X" * 300, f"Update form - {'X' * 60} - 2026-27 Q2.xlsx"),
    ],
)
def test_a_form_is_named_after_its_lead_in_letters_that_file_systems_take(lead: str, name: str) -> None:
    assert form_name(lead, "2026-27 Q2") == name
    assert form_name(lead, "2026-27 Q2", [name.upper()]) == name.replace(" - 2026", " 2 - 2026")


@pytest.mark.slow
def test_a_form_that_a_person_has_edited_is_never_written_over(folder: Path, tmp_path: Path) -> None:
    shutil.rmtree(folder / "updates", ignore_errors=True)
    first = write_forms(folder, tmp_path)
    (tmp_path / HA).write_bytes(b"edited")
    again = write_forms(folder, tmp_path)
    assert again.issues == []
    assert (tmp_path / HA).read_bytes() == b"edited"
    assert again.published.beside == {HA: HA.replace(".xlsx", "_new.xlsx")}
    assert len(again.published.names) == len(first.published.names) == 8
