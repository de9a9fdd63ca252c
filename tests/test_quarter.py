"""A quarter's folder with one thing wrong: it is said at its place, and never passed over."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.errors import CannotRead, UsageError
from pipeline.issues import Issue, Severity
from pipeline.quarter import check, newest_quarter

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = newest_quarter(ROOT / "inputs")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for quarter in (EXAMPLE, EXAMPLE.parent / "2026-27-q1"):
        shutil.copytree(quarter, tmp_path / "inputs" / "example" / quarter.name)
    return tmp_path / "inputs" / "example" / EXAMPLE.name


def plan_book(folder: Path) -> Path:
    [book] = folder.glob("Improvement plan*.xlsx")
    return book


def edit(folder: Path, sheet: str, change: Callable[[Any], None]) -> None:
    path = plan_book(folder)
    book = openpyxl.load_workbook(path)
    change(book[sheet])
    book.save(path)


def found(folder: Path, code: str) -> list[Issue]:
    return [issue for issue in check(folder).issues if issue.code == code]


def put(cell: str, value: Any) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        sheet[cell] = value

    return change


def cell_of(folder: Path, sheet: str, text: str) -> str:
    book = openpyxl.load_workbook(plan_book(folder))
    return next(str(c.coordinate) for row in book[sheet].iter_rows() for c in row if c.value == text)


def test_the_example_has_none_of_these(folder: Path) -> None:
    assert [issue for issue in check(folder).issues if issue.code.startswith("Q-")] == []


def test_a_folder_named_after_another_quarter_is_an_error(folder: Path) -> None:
    renamed = folder.rename(folder.parent / "2026-27-q4")
    [issue] = found(renamed, "Q-01")
    assert "2026-27 Q2" in issue.message
    assert "2026-27-q4" in issue.message


def test_a_missing_quarter_in_between_is_a_query(folder: Path) -> None:
    (folder.parent / "2026-27-q1").rename(folder.parent / "2025-26-q4")
    [issue] = found(folder, "Q-02")
    assert issue.severity is Severity.QUERY
    assert "2025-26-q4" in issue.message


def test_without_any_quarter_before_nothing_is_asked(folder: Path) -> None:
    shutil.rmtree(folder.parent / "2026-27-q1")
    checked = check(folder)
    assert [issue for issue in checked.issues if issue.code in ("Q-02", "Q-07")] == []
    assert checked.ground is not None
    assert not checked.ground.move.has_before


def test_a_quarter_that_was_begun_from_one_which_is_gone_is_asked_about(folder: Path) -> None:
    shutil.rmtree(folder.parent / "2026-27-q1")
    (folder / "To confirm.csv").write_text("To confirm,Confirmed\nUpdates close,yes\n", "utf-8")
    [issue] = found(folder, "Q-02")
    assert "2026-27-q1 is not beside it: nothing is compared, and figures that" in issue.message


def test_a_quarter_before_that_cant_be_put_together_is_said(folder: Path) -> None:
    plan_book(folder.parent / "2026-27-q1").unlink()
    [issue] = found(folder, "Q-02")
    assert "no movement is shown" in issue.message


def test_a_broken_workbook_in_the_quarter_before_is_an_error_since_movement_would_be_wrong(folder: Path) -> None:
    [book] = (folder.parent / "2026-27-q1").glob("Measures*.xlsx")
    book.write_bytes(b"broken")
    [issue] = found(folder, "Q-07")
    assert issue.severity is Severity.ERROR
    assert book.name in issue.message


def test_a_meeting_for_a_paper_that_is_not_built_names_the_nearest(folder: Path) -> None:
    cell = cell_of(folder, "Meetings", "quarterly_update")
    edit(folder, "Meetings", put(cell, "quarterly report"))
    [issue] = found(folder, "Q-08")
    assert issue.place.cell == cell
    assert issue.remedy == "Write quarterly_update."
    assert "quarterly_update" in found(folder, "Q-09")[0].message


def test_a_paper_is_known_however_its_name_is_written(folder: Path) -> None:
    book = openpyxl.load_workbook(plan_book(folder))
    for sheet, name in (
        ("Meetings", "Quarterly update"),
        ("Appendices", "CABINET PAPER"),
        ("Meetings", "cabinet-paper"),
    ):
        cell = next(
            c for row in book[sheet].iter_rows() for c in row if c.value == name.lower().translate({32: 95, 45: 95})
        )
        cell.value = name
    book.save(plan_book(folder))
    checked = check(folder)
    assert [issue.message for issue in checked.issues if issue.code in ("Q-08", "Q-09")] == []
    assert checked.ground is not None
    assert {"quarterly_update", "cabinet_paper"} <= checked.ground.now.plan.meetings.keys()


def test_an_appendix_of_a_paper_that_is_not_built_is_an_error(folder: Path) -> None:
    cell = cell_of(folder, "Appendices", "cabinet_paper")
    edit(folder, "Appendices", put(cell, "cabinet"))
    assert [issue.place.cell for issue in found(folder, "Q-08")] == [cell]


def test_a_background_paper_of_a_paper_that_is_not_built_is_an_error(folder: Path) -> None:
    cell = cell_of(folder, "Background papers", "cabinet_paper")
    edit(folder, "Background papers", put(cell, "cabinet"))
    assert [issue.place.cell for issue in found(folder, "Q-08")] == [cell]


def test_one_file_as_two_appendices_is_an_error(folder: Path) -> None:
    cell = cell_of(folder, "Appendices", "appendices/inspection-letter.pdf")
    edit(folder, "Appendices", put(cell, "appendices/terms-of-reference.docx"))
    [issue] = found(folder, "Q-10")
    assert issue.place.cell == cell


def test_an_appendix_file_that_is_not_there_is_an_error(folder: Path) -> None:
    (folder / "appendices" / "inspection-letter.pdf").unlink()
    [issue] = found(folder, "Q-05")
    assert "inspection-letter.pdf" in issue.message


def test_no_folder_and_no_quarter_are_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="There is no folder"):
        check(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="no quarter's folder"):
        newest_quarter(tmp_path)


def test_a_copy_of_a_whole_file_is_said_once(folder: Path) -> None:
    one = folder / "updates" / "Update - Head of Workforce.xlsx"
    shutil.copy(one, one.with_name("Update - Head of Workforce (2) FINAL.xlsx"))
    [issue] = found(folder, "I-08")
    assert issue.place.file == "updates/Update - Head of Workforce (2) FINAL.xlsx"
    assert "in updates/Update - Head of Workforce.xlsx" in issue.message
    assert "a copy" in issue.remedy


def test_one_reference_used_twice_is_said_at_its_cell_with_excels_habit(folder: Path) -> None:
    cell = cell_of(folder, "Actions", "1.2")
    edit(folder, "Actions", put(cell, "1.1"))
    issues = found(folder, "D-07")
    assert [issue.place.cell for issue in issues if issue.place.sheet == "Actions"] == [cell]
    assert "'1.10" in issues[0].remedy


def test_each_file_is_named_while_it_is_read(folder: Path) -> None:
    told: list[tuple[str, int, int]] = []
    check(folder, lambda doing, done, of: told.append((doing, done, of)))
    book = plan_book(folder).name
    [(_, number, many)] = [step for step in told if step[0] == f"reading {book}"]
    assert 1 <= number <= many
    assert any(step[0].startswith("reading 2026-27-q1/") for step in told)
