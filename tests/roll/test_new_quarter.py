"""A quarter rolled forward: the example's first quarter of 2026-27 becomes the folder of its second."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from inputs.make_example import EXAMPLE
from pipeline.errors import CannotRead, CannotWrite, UsageError
from pipeline.issues import Severity
from pipeline.periods import parse_period
from pipeline.quarter import Checked, check
from pipeline.rating import figure_of
from pipeline.roll import Rolled, begin_quarter
from pipeline.roll.dates import as_far_from, expected, named_anew, next_meeting, notice_before, publish_before, renamed
from pipeline.sheets.measures import Frequency
from pipeline.sheets.updates import Status

pytestmark = pytest.mark.slow

PLAN = "Improvement plan 2026-27 Q2.xlsx"
FINISHED = (Status.COMPLETE, Status.EMBEDDED, Status.CLOSED)


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inputs") / "plan"
    for name in ("2025-26-q4", "2026-27-q1"):
        shutil.copytree(EXAMPLE / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def before(plan: Path) -> Checked:
    return check(plan / "2026-27-q1")


@pytest.fixture(scope="module")
def rolled(plan: Path) -> Rolled:
    return begin_quarter(plan / "2026-27-q1")


@pytest.fixture(scope="module")
def now(rolled: Rolled) -> Checked:
    return check(rolled.folder)


def test_the_old_folder_is_never_touched(rolled: Rolled, plan: Path) -> None:
    assert hashes(plan / "2026-27-q1") == hashes(EXAMPLE / "2026-27-q1")
    assert rolled.folder == plan.resolve() / "2026-27-q2"
    assert sorted(path.name for path in plan.iterdir()) == ["2025-26-q4", "2026-27-q1", "2026-27-q2"]


def test_the_new_folder_holds_what_the_quarter_needs(rolled: Rolled) -> None:
    assert set(rolled.files) == set(hashes(rolled.folder))
    assert {name for name in rolled.files if "/" not in name} == {
        PLAN,
        "Measures 2026-27 Q2.xlsx",
        "Workforce readings 2026-27 Q2.csv",
        "Legal services readings 2026-27 Q2.ods",
        "Readings to fill in 2026-27 Q2.xlsx",
        "To confirm 2026-27 Q2.xlsx",
    }
    assert {name for name in rolled.files if name.startswith("updates/")} == {"updates/Carried forward 2026-27 Q2.xlsx"}
    assert {"papers/cabinet_paper.docx", "appendices/terms-of-reference.docx"} < set(rolled.files)


def test_the_same_quarter_rolls_into_the_same_bytes(rolled: Rolled, plan: Path, tmp_path: Path) -> None:
    shutil.copytree(plan / "2026-27-q1", tmp_path / "plan" / "2026-27-q1")
    shutil.copytree(plan / "2025-26-q4", tmp_path / "plan" / "2025-26-q4")
    assert hashes(begin_quarter(tmp_path / "plan" / "2026-27-q1").folder) == hashes(rolled.folder)


def test_an_unfilled_quarter_has_no_errors_and_few_queries(now: Checked) -> None:
    assert [issue for issue in now.issues if issue.severity is Severity.ERROR] == []
    codes = Counter(issue.code for issue in now.issues)
    assert codes == {"D-06": 7, "M-02": 2, "M-06d": 3, "U-13": 10, "U-14": 1, "U-15": 1}
    assert sum(codes.values()) <= 25


def test_dates_are_proposed_and_asked_about_until_somebody_confirms_them(now: Checked, rolled: Rolled) -> None:
    asked = {
        issue.place.cell: issue.message for issue in now.issues if issue.code == "U-13" and issue.place.file == PLAN
    }
    assert asked["B21"].startswith("Updates open is a proposal: 15 September 2026. Last quarter it was 11 working days")
    assert asked["D5"].startswith("Meeting date of cabinet_paper is a proposal: 14 October 2026.")
    book = load_workbook(rolled.folder / "To confirm 2026-27 Q2.xlsx")
    rows = [row for row in book["To confirm"].iter_rows(min_row=5, values_only=True) if row[0]]
    assert len(rows) == rolled.asked == 10
    assert [row[0] for row in rows[:3]] == ["Updates open", "Updates close", "Meeting date of cabinet_paper"]


def test_a_title_that_cannot_be_written_is_asked_for(now: Checked) -> None:
    assert [issue.message for issue in now.issues if "Its title" in issue.message] == [
        "Legal services readings 2026-27 Q2.ods: Its title still says 2026-27 Q1: correct it in A1 of Court timeliness."
    ]


def test_plan_details_are_the_new_quarters(now: Checked) -> None:
    assert now.ground is not None
    details = now.ground.now.plan.details
    assert str(details.quarter) == "2026-27 Q2"
    assert details.as_at == date(2026, 9, 30)
    assert (details.updates_open, details.updates_close) == (date(2026, 9, 15), date(2026, 10, 5))


def test_actions_keep_their_dates_and_what_was_finished_stays_so(now: Checked, before: Checked) -> None:
    assert now.ground is not None
    assert before.ground is not None
    was, stands = before.ground.now, now.ground.now
    assert [(a.id, a.original_due, a.revised_due, a.revisions) for a in stands.plan.actions] == [
        (a.id, a.original_due, a.revised_due, a.revisions) for a in was.plan.actions
    ]
    finished = {
        item: each.update.status for item, each in was.actions.items() if each.update and each.update.status in FINISHED
    }
    assert {item: update.status for item, update in stands.plan.updates.items()} == finished
    assert all(stands.plan.updates[item].evidence == was.plan.updates[item].evidence for item in finished)
    assert {(s.action, s.text, s.done) for each in stands.actions.values() for s in each.milestones} == {
        (s.action, s.text, s.done) for each in was.actions.values() for s in each.milestones
    }


def test_a_blank_row_waits_for_each_reading_and_is_no_figure(now: Checked, before: Checked) -> None:
    assert now.ground is not None
    assert before.ground is not None
    quarter = parse_period("2026-27 Q2")
    for item, measure in now.ground.now.measures.items():
        old = before.ground.now.measures[item].readings
        assert [r.value for r in measure.readings if r.period != quarter] == [r.value for r in old]
        if measure.measure.frequency is Frequency.QUARTERLY:
            [blank] = [r for r in measure.readings if r.period == quarter]
            assert figure_of(measure.measure, blank) is None
            assert measure.latest is None


def test_all_else_in_the_officers_workbook_is_byte_for_byte_what_it_was(rolled: Rolled, plan: Path) -> None:
    with (
        zipfile.ZipFile(plan / "2026-27-q1" / "Improvement plan 2026-27 Q1.xlsx") as old,
        zipfile.ZipFile(rolled.folder / PLAN) as new,
    ):
        assert old.namelist() == new.namelist()
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
    sheets = [f"xl/worksheets/sheet{number}.xml" for number in range(1, 17)]
    assert set(changed) <= {*sheets, "xl/workbook.xml"}
    book, was = (
        load_workbook(rolled.folder / PLAN),
        load_workbook(plan / "2026-27-q1" / "Improvement plan 2026-27 Q1.xlsx"),
    )
    assert book.sheetnames == was.sheetnames
    for sheet in was:
        for row in sheet.iter_rows():
            for cell in row:
                assert book[sheet.title][cell.coordinate].number_format == cell.number_format
                assert book[sheet.title][cell.coordinate].fill.fgColor.rgb == cell.fill.fgColor.rgb
    title = book["Meetings"]["B5"].value
    assert title == "Children's Improvement Plan: progress to September 2026"


def test_a_text_file_of_readings_grows_by_its_own_rules(rolled: Rolled, plan: Path) -> None:
    old = (plan / "2026-27-q1" / "Workforce readings 2026-27 Q1.csv").read_bytes()
    new = (rolled.folder / "Workforce readings 2026-27 Q2.csv").read_bytes()
    assert new.startswith(old)
    assert new[len(old) :].decode().splitlines() == [
        f"{item},2026-27 Q2,,,," for item in ("W4", "W5", "W1", "W2", "W3", "W6")
    ]


def test_a_text_file_with_headings_of_the_councils_own_grows_too(plan: Path, tmp_path: Path) -> None:
    shutil.copytree(plan / "2026-27-q1", tmp_path / "2026-27-q1")
    file = tmp_path / "2026-27-q1" / "Workforce readings 2026-27 Q1.csv"
    file.write_text(file.read_text("utf-8").replace("Reporting period", "Counted to", 1), "utf-8")
    headings = "Sheet,Standard heading,Our heading\nReadings,Period,Counted to\n"
    (tmp_path / "2026-27-q1" / "Headings.csv").write_text(headings, "utf-8")
    made = begin_quarter(tmp_path / "2026-27-q1")
    assert "2026-27 Q2" in (made.folder / "Workforce readings 2026-27 Q2.csv").read_text("utf-8")


def test_updates_kept_in_the_plans_own_workbook_are_emptied_but_for_what_was_finished(
    plan: Path, before: Checked, tmp_path: Path
) -> None:
    assert before.ground is not None
    said = before.ground.now.plan.updates
    quarter = tmp_path / "plan" / "2026-27-q1"
    shutil.copytree(plan / "2026-27-q1", quarter)
    shutil.rmtree(quarter / "updates")
    path = quarter / "Improvement plan 2026-27 Q1.xlsx"
    book = load_workbook(path)
    sheet = book.create_sheet("Updates")
    sheet.append(["Action", "Status", "Progress this quarter", "Completed on", "Evidence", "Evidence of impact"])
    for item, each in said.items():
        sheet.append([item, each.status, each.progress, each.completed, each.evidence, each.impact_evidence])
    book.save(path)
    measures = quarter / "Measures 2026-27 Q1.xlsx"
    book = load_workbook(measures)
    book["Readings"].cell(book["Readings"].max_row + 3, 1).value = "Note: from the performance system."
    book.save(measures)
    rolled = begin_quarter(quarter)
    new = rolled.folder
    assert any(
        "the sheet Readings of Measures 2026-27 Q2.xlsx, where something stands below" in n for n in rolled.notes
    )
    rows = list(load_workbook(new / PLAN)["Updates"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == list(said)
    for item, *values in rows:
        assert any(values) == (said[item].status in FINISHED), item
    assert not (new / "updates").exists()
    assert [issue for issue in check(new).issues if issue.severity is Severity.ERROR] == []


def test_a_plan_that_cannot_be_changed_without_loss_is_refused_with_what_to_do(plan: Path, tmp_path: Path) -> None:
    quarter = tmp_path / "plan" / "2026-27-q1"
    shutil.copytree(plan / "2026-27-q1", quarter)
    path = quarter / "Improvement plan 2026-27 Q1.xlsx"
    book = load_workbook(path)
    details = book["Plan details"]
    lines = [",".join(str(cell or "").split(" 00:")[0] for cell in row) for row in details.iter_rows(values_only=True)]
    del book["Plan details"]
    book.save(path)
    (quarter / "Details.csv").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(CannotRead, match=r"The plan's details are in Details\.csv, .* Save it as an Excel workbook"):
        begin_quarter(quarter)
    assert not (tmp_path / "plan" / "2026-27-q2").exists()


def test_a_quarter_of_which_the_proposals_wait_is_not_rolled_on(rolled: Rolled) -> None:
    with pytest.raises(UsageError, match="is not finished: 10 proposals in To confirm"):
        begin_quarter(rolled.folder)


def test_a_folder_that_is_there_already_is_refused(rolled: Rolled, plan: Path) -> None:
    stands = hashes(rolled.folder)
    with pytest.raises(UsageError, match="2026-27-q2 is there already; nothing was changed"):
        begin_quarter(plan / "2026-27-q1")
    assert hashes(rolled.folder) == stands


@pytest.mark.parametrize(
    ("name", "says"), [("2026-27-q4", "After 2026-27 Q1 comes 2026-27 Q2"), ("../x", "not a folder's name")]
)
def test_a_wrong_name_is_refused(plan: Path, name: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        begin_quarter(plan / "2026-27-q1", name)


def test_nothing_is_left_behind_where_it_cannot_be_written(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = sorted(path.name for path in plan.iterdir())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pipeline.roll.folder.os.fsync", full)
    with pytest.raises(CannotWrite, match="No space left on device"):
        begin_quarter(plan / "2026-27-q1", "next")
    assert sorted(path.name for path in plan.iterdir()) == there


def test_a_folder_without_a_plan_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "2026-27-q1").mkdir()
    with pytest.raises(CannotRead, match="can't be put together yet"):
        begin_quarter(tmp_path / "2026-27-q1")


DAYS = """
    2026-09-21 2026-09-30 2026-12-31 2026-12-18  the same working days before the end, Christmas left out
    2026-10-16 2026-09-30 2026-12-31 2027-01-19  and after it, New Year's Day left out
    2026-09-30 2026-09-30 2026-12-31 2026-12-31  on the day itself
"""


@pytest.mark.parametrize("line", [line.split(maxsplit=4) for line in DAYS.strip().splitlines()])
def test_a_window_lies_as_many_working_days_from_the_quarters_end_as_before(line: list[str]) -> None:
    was, was_end, end, then = (date.fromisoformat(word) for word in line[:4])
    assert as_far_from(end, was, was_end) == then


def test_a_meeting_is_thirteen_weeks_on_and_never_on_a_bank_holiday() -> None:
    assert next_meeting(date(2026, 11, 11)) == date(2027, 2, 10)
    assert next_meeting(date(2026, 9, 28)) == date(2026, 12, 29)  # 28 December 2026 is a substitute day
    assert publish_before(date(2027, 2, 10), date(2026, 11, 3), date(2026, 11, 11)) == date(2027, 2, 2)
    assert notice_before(date(2027, 2, 10), date(2026, 10, 9), date(2026, 11, 11)) == date(2027, 1, 8)


@pytest.mark.parametrize(
    ("frequency", "quarter", "periods"),
    [
        (Frequency.QUARTERLY, "2026-27 Q3", ["2026-27 Q3"]),
        (Frequency.MONTHLY, "2026-27 Q3", ["October 2026", "November 2026", "December 2026"]),
        (Frequency.ANNUAL, "2026-27 Q3", []),
        (Frequency.ANNUAL, "2026-27 Q4", ["2026-27"]),
    ],
)
def test_readings_are_expected_as_often_as_the_measure_says(
    frequency: Frequency, quarter: str, periods: list[str]
) -> None:
    period = parse_period(quarter)
    assert period is not None
    assert [str(each) for each in expected(frequency, period)] == periods


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Improvement plan 2026-27 Q1.xlsx", "Improvement plan 2026-27 Q2.xlsx"),
        ("plan-2026-27-q1.xlsx", "plan-2026-27-q2.xlsx"),
        ("Q1 2026-27 measures.xlsx", "Q2 2026-27 measures.xlsx"),
        ("progress to June 2026", "progress to September 2026"),
        ("Council plan 2025-2029.xlsx", "Council plan 2025-2029.xlsx"),
    ],
)
def test_the_quarters_name_in_a_text_is_the_new_ones(was: str, now: str) -> None:
    first, second = parse_period("2026-27 Q1"), parse_period("2026-27 Q2")
    assert first
    assert second
    assert renamed(was, first, second) == now


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("KPIs Q1.xlsx", "KPIs Q2.xlsx"),
        ("KPIs_q1_final.xlsx", "KPIs_q2_final.xlsx"),
        ("Quarter 1 update", "Quarter 2 update"),
        ("Plan: quarter 1", "Plan: quarter 2"),
        ("Measures 2026-27 Q1.xlsx", "Measures 2026-27 Q2.xlsx"),
        ("Q1 2024 audit.xlsx", "Q1 2024 audit.xlsx"),
        ("2024-25 Q1 audit.xlsx", "2024-25 Q1 audit.xlsx"),
        ("Quarter 1 update of 2025-26", "Quarter 1 update of 2025-26"),
        ("FAQ1.xlsx", "FAQ1.xlsx"),
        ("Q10.xlsx", "Q10.xlsx"),
    ],
)
def test_a_file_or_paper_named_by_its_quarter_alone_has_the_new_ones_name(was: str, now: str) -> None:
    first, second = parse_period("2026-27 Q1"), parse_period("2026-27 Q2")
    assert first
    assert second
    assert named_anew(was, first, second) == now
