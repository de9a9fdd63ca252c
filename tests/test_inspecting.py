"""Inspecting says, for any workbook, what was recognised as what, and what was left unread and why."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from pipeline import inspecting
from pipeline.cli.commands import app
from pipeline.cli.telling_inspected import told
from pipeline.errors import CannotRead
from tests.published.releases import OLD

CORPUS = Path(os.environ.get("PAPERS_CORPUS", Path(__file__).parents[2] / "shared" / "corpus")) / "spreadsheets"
AWKWARD = sorted(path for path in CORPUS.rglob("*") if path.is_file())


@pytest.fixture
def tracker(tmp_path: Path) -> Path:
    """A workbook as it is kept: titles, notes, a slip in a heading, a total, hidden and faulty cells, other sheets."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Steps"
    for row in (
        ["Steps of the plan"],
        [],
        ["Action", "Milestone", "Milestone date", "Done onn", "Comments", "Due", None],
        ["3.2", "Form agreed", date(2026, 5, 31), None, "late", None, "check"],
        ["3.3", "Form used", "=A1", None, None, "#REF!", None],
        ["Total", 2],
    ):
        page.append(row)
    page.row_dimensions[5].hidden = True
    cards = book.create_sheet("Scorecard")
    cards.append(["Indicator", "Target", "Q1 2026-27", "Q2 2026-27"])
    cards.append(["A1", 90, 84.2, 85])
    book.create_sheet("Look-up").append(["Colours", "Red"])
    few = book.create_sheet("Tracker")
    few.append(["No", "What", "Who", "Colour"])
    few.append(["1.1", "Write plans", "Head", "red"])
    path = tmp_path / "tracker.xlsx"
    book.save(path)
    return path


def test_a_workbook_is_told_sheet_by_sheet(tracker: Path) -> None:
    assert list(told(inspecting.inspect([tracker]))) == [
        "tracker.xlsx",
        "  sheet Steps, A1:G6",
        "    Milestones: 1 row read, 1 row not; A3:C6, headings in row 3",
        "      column A   Action",
        "      column B   Milestone",
        "      column C   Milestone date",
        "      not read: column D 'Done onn' looks like 'Done on', which the sheet hasn't",
        "      not read: column E 'Comments' stands for nothing on Milestones",
        "      not read: column F 'Due' 'Milestone date' stands for 'Milestone date' already",
        "      not read: column G 'check' has no heading, and something in 1 row",
        "      not read: row 6 'Total' a total",
        "    not read: row 1 'Steps of the plan' is in no table that was recognised",
        "    hidden: row 5",
        "    formulas without a value: C5",
        "    error cells: F5 #REF!",
        "    problems: 5",
        "      D3: 'Done onn' looks like 'Done on'.",
        "      F3: This column and 'Milestone date' both stand for 'Milestone date'; only 'Milestone date' was read.",
        "      A5: 1 hidden row was read: 5.",
        "      C5: Milestone date: the formula has no value in the file.",
        "      A6: Row 6 looks like a total among the rows; it was not read.",
        "  sheet Scorecard, A1:D2",
        "    Readings: 2 rows read; A1:D2, headings in row 1",
        "      column A   Measure <- 'Indicator'",
        "      column C   Value for 2026-27 Q1 <- 'Q1 2026-27'",
        "      column D   Value for 2026-27 Q2 <- 'Q2 2026-27'",
        "      not read: column B 'Target' stands for nothing on Readings",
        "  sheet Look-up, A1:B1",
        "    not read: the whole sheet has no row with the headings of a sheet we know; it begins 'Colours'",
        "  sheet Tracker, A1:D2",
        "    not read: row 1 has too few headings to be Actions: 'No', 'What' and 'Who'; it would need 'Domain', "
        "'Findings', 'Outcome', 'Impact for children', 'Start date' and 'Original due date' too",
        "",
    ]


def test_the_command_prints_it_and_gives_it_to_other_programs(tracker: Path) -> None:
    told = CliRunner().invoke(app, ["inspect", str(tracker)])
    assert told.exit_code == 0
    assert "    Milestones: 1 row read, 1 row not; A3:C6, headings in row 3" in told.stdout.splitlines()
    data = json.loads(CliRunner().invoke(app, ["inspect", "--json", str(tracker)]).stdout)
    assert [sheet["name"] for sheet in data[0]["sheets"]] == ["Steps", "Scorecard", "Look-up", "Tracker"]
    assert data[0]["sheets"][0]["tables"][0]["fields"][0] == {
        "heading": "Action",
        "typed": "Action",
        "stands_in": "column A",
    }


def test_a_file_that_cannot_be_read_says_why_and_one_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "empty.xlsx").write_bytes(b"")
    lines = list(told(inspecting.inspect([tmp_path / "empty.xlsx"])))
    assert lines[:2] == [
        "empty.xlsx",
        "  empty.xlsx is empty. Ask whoever sent it for another copy, or restore an earlier one.",
    ]
    with pytest.raises(CannotRead):
        inspecting.inspect([tmp_path / "nowhere.xlsx"])


def test_in_a_folder_the_councils_own_headings_count_in_every_workbook(example_folder: Path) -> None:
    files = inspecting.inspect([example_folder])
    kinds = {table.kind for file in files for sheet in file.sheets for table in sheet.tables}
    assert {"Plan details", "Actions", "Readings", "Updates"} <= kinds
    assert not [table for file in files for sheet in file.sheets for table in sheet.tables if table.missing]


@pytest.mark.skipif(not AWKWARD, reason="the corpus of awkward workbooks is not here")
@pytest.mark.parametrize("path", AWKWARD, ids=lambda path: path.name)
def test_an_awkward_workbook_is_told_whatever_it_holds(path: Path) -> None:
    (file,) = inspecting.inspect([path])
    assert file.sheets or file.problems
    assert all(line.strip() for line in list(told([file]))[:-1])


def test_published_statistics_are_told_as_what_they_are(tmp_path: Path) -> None:
    path = tmp_path / "referrals.csv"
    path.write_text("\ufeff" + OLD.replace("Regional,E92000001,England,E12000099,Middle Riding,,,,All", "Regional,E92000001,England,E12000099,Middle Riding,,,,Some"), "utf-8")  # fmt: skip
    assert list(told(inspecting.inspect([path]))) == [
        "referrals.csv",
        "  published statistics, 2023 to 2024, of England, 1 region and 3 local authorities",
        "    columns of figures: Referrals, Re_referrals, Re_referrals_percent",
        "    columns that tell its rows apart: category",
        "    It belongs in the quarter's folder 'published'; the sheet Benchmarks says which of its figures are used.",
        "",
    ]
    (data,) = inspecting.as_data(inspecting.inspect([path]))
    assert data["published"]["years"] == ("2023", "2024")


def test_rows_and_columns_that_follow_each_other_are_told_as_one() -> None:
    rows = [2, 3, 4, 6, 7, 9, *range(20, 60, 2)]
    assert inspecting._rows(rows) == "rows 2 to 4, 6 and 7, 9, 20, 22, 24, 26, 28 and 15 more"
    assert [inspecting._rows([5]), inspecting._rows([5, 6])] == ["row 5", "rows 5 and 6"]
    assert inspecting._runs(range(30), inspecting.letters) == "A to AD"
