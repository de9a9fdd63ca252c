"""Forms out, returned, and the next quarter begun: what leads reported stands in its plan, and their next forms say it."""

from __future__ import annotations

import io
import shutil
from datetime import date
from pathlib import Path

import pytest
from filled import HA, filled, put, row_of
from openpyxl import Workbook, load_workbook

from pipeline.forms import form_workbooks
from pipeline.quarter import Checked, check
from pipeline.roll import Rolled, begin_quarter
from pipeline.sheets.updates import Status

pytestmark = pytest.mark.slow


def _step_done(book: Workbook) -> None:
    sheet = book["Milestones"]
    sheet.cell(row_of(sheet, "2.1"), 4).value = date(2026, 9, 21)


@pytest.fixture(scope="module")
def rolled(folder: Path, full: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Rolled:
    plan = tmp_path_factory.mktemp("rolled") / "plan"
    shutil.copytree(folder.parent, plan)
    updates = plan / folder.name / "updates"
    shutil.rmtree(updates, ignore_errors=True)
    updates.mkdir()
    for name, form in full.items():
        book = load_workbook(io.BytesIO(form))
        if name == HA:
            _step_done(book)
        book.save(updates / name)
    return begin_quarter(plan / folder.name)


@pytest.fixture(scope="module")
def now(rolled: Rolled) -> Checked:
    return check(rolled.folder)


def test_a_milestone_that_a_form_reported_is_done_in_the_plans_own_workbook(rolled: Rolled, now: Checked) -> None:
    assert now.ground is not None
    [step] = [step for step in now.ground.now.plan.milestones["2.1"] if step.done == date(2026, 9, 21)]
    place = step.place("done")
    assert place.file == step.place("text").file == "Improvement plan 2026-27 Q3.xlsx"
    cell = load_workbook(rolled.folder / place.file)[place.sheet][place.cell]
    assert cell.value.date() == date(2026, 9, 21)
    assert cell.is_date


def test_no_returned_form_is_carried_over_and_what_was_finished_is(
    rolled: Rolled, now: Checked, whole: Checked
) -> None:
    assert [name for name in rolled.files if name.startswith("updates/")] == ["updates/Carried forward 2026-27 Q3.xlsx"]
    assert now.ground is not None
    assert whole.ground is not None
    finished = {
        item
        for item, update in whole.ground.now.plan.updates.items()
        if update.status in (Status.COMPLETE, Status.EMBEDDED, Status.CLOSED)
    }
    assert set(now.ground.now.plan.updates) == finished
    assert not {issue.code for issue in now.issues} & {"D-07", "D-07a", "P-01", "R-03"}


def test_the_next_forms_say_what_was_said_and_ask_only_what_is_still_to_be_done(now: Checked) -> None:
    assert now.ground is not None
    forms = form_workbooks(now.ground)
    book = load_workbook(io.BytesIO(forms["Update form - Head of Assessment - 2026-27 Q3.xlsx"]))
    said = {row[0]: row[3] for row in book["Updates"].iter_rows(min_row=5, values_only=True)}
    assert "5.1" not in said  # embedded
    assert said["2.7"].startswith("Complete.")
    assert said["2.1"].startswith("In progress.")
    steps = [row[1] for row in book["Milestones"].iter_rows(min_row=5, values_only=True)]
    assert "No worker over eighteen for four weeks in a row" not in steps


def test_a_leads_newer_update_takes_the_place_of_what_was_carried_forward(
    rolled: Rolled, now: Checked, tmp_path: Path
) -> None:
    assert now.ground is not None
    forms = form_workbooks(now.ground)
    name = "Update form - Head of Assessment - 2026-27 Q3.xlsx"
    plan = tmp_path / "plan"
    shutil.copytree(rolled.folder.parent, plan)
    said = {"status": "Embedded", "impact_evidence": "Audit of May 2026.", "updated_on": date(2027, 1, 4)}
    told = filled(forms[name], {}, lambda book: put(book, "2.7", **said))
    (plan / rolled.folder.name / "updates" / name).write_bytes(told)
    again = check(plan / rolled.folder.name)
    assert again.ground is not None
    assert again.ground.now.plan.updates["2.7"].status is Status.EMBEDDED
    assert again.ground.now.plan.updates["5.1"].status is Status.EMBEDDED
    assert "D-07" not in {issue.code for issue in again.issues}
