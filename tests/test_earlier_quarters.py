"""A council's three quarters: what the papers of one hid as a small number, no later paper gives away.

The invented council's children by stage of proceedings: of 2025-26 Q4 the parts L1b and L1c were 17 and 5, so that its
papers hid both. Later the 5 is restated, so that nothing of that quarter is small any more.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from pipeline.facts.fact import register
from pipeline.facts.making import Ground
from pipeline.facts.state import state
from pipeline.facts.story import notes
from pipeline.issues import Severity
from pipeline.measures_table import measures_csv
from pipeline.periods import quarter
from pipeline.quarter import check
from pipeline.rating import protect

ROOT = Path(__file__).resolve().parent.parent
THEN = "2025-26 Q4"
QUARTERS = ("2025-26-q4", "2026-27-q1", "2026-27-q2")
Restate = Callable[[str, str, int], None]


@pytest.fixture
def council(tmp_path: Path) -> Path:
    for name in QUARTERS:
        shutil.copytree(ROOT / "inputs" / "example" / name, tmp_path / "inputs" / "council" / name)
    return tmp_path / "inputs" / "council"


@pytest.fixture
def restate(council: Path) -> Restate:
    """Types another figure of 2025-26 Q4 for a measure into a quarter's workbook."""

    def change(name: str, measure: str, figure: int) -> None:
        [path] = (council / name).glob("Measures*.xlsx")
        book = openpyxl.load_workbook(path)
        [cell] = [
            next(each for each in row if type(each.value) in (int, float))
            for row in book["Readings"].iter_rows()
            if {measure, THEN} <= {str(each.value) for each in row}
        ]
        cell.value = figure
        book.save(path)

    return change


def ground_of(folder: Path) -> Ground:
    ground = check(folder).ground
    assert ground is not None
    return ground


def hidden_of_then(ground: Ground) -> set[str]:
    return {id_ for id_, period in ground.protected if period == quarter(2025, 4)}


@pytest.mark.slow
def test_what_the_quarter_before_last_hid_comes_back_in_no_table_chart_or_data(council: Path, restate: Restate) -> None:
    for name in QUARTERS[1:]:
        restate(name, "L1c", 9)
    ground = ground_of(council / QUARTERS[2])
    assert hidden_of_then(ground) >= {"L1b"}
    assert ground.before is not None
    one_back = {id_ for id_, period in protect(ground.now, [ground.before]) if period == quarter(2025, 4)}
    assert one_back == set()  # last quarter's own figures don't tell what was hidden before

    shared = state(ground)
    measures = shared["measures"]
    assert isinstance(measures, tuple)
    heads, *rows = [line.split(",") for line in measures_csv(measures).decode("utf-8-sig").splitlines()]
    [row] = [row for row in rows if "L1b" in row]
    assert "17" not in row
    assert row[heads.index(THEN)] == "c"
    [told] = [each for each in measures if each.id.text == "L1b"]
    assert f"{THEN} suppressed" in told.chart.alt
    texts = [told.chart.alt, *(fact.text for fact in register(told).values())]
    assert [text for text in texts if re.search(r"(?<![\w.])17(?!\w)", text)] == []


@pytest.mark.slow
def test_a_figure_that_was_never_told_is_not_told_as_what_was_restated(council: Path, restate: Restate) -> None:
    for name in QUARTERS[1:]:
        restate(name, "L1c", 9)
    restate(QUARTERS[2], "L1b", 18)
    said = [line.text.text for line in notes(ground_of(council / QUARTERS[2])) if "L1b: the figure" in line.text.text]
    assert len(said) == 1
    assert "restated from c to" in said[0]


@pytest.mark.slow
def test_an_older_quarter_that_cant_be_read_is_asked_about(council: Path) -> None:
    for book in (council / QUARTERS[0]).glob("*.xlsx"):
        book.write_bytes(b"broken")
    [issue] = [each for each in check(council / QUARTERS[2]).issues if each.code == "S-07"]
    assert issue.severity is Severity.QUERY
    assert issue.message == (
        "The folder 2025-26-q4 can't be read, so figures that its papers hid as small numbers may be printed now."
    )


@pytest.mark.slow
def test_an_older_quarter_with_errors_is_asked_about_and_one_without_is_not(council: Path) -> None:
    assert [each for each in check(council / QUARTERS[2]).issues if each.code == "S-07"] == []
    [book] = (council / QUARTERS[0]).glob("Measures*.xlsx")
    book.write_bytes(b"broken")
    [issue] = [each for each in check(council / QUARTERS[2]).issues if each.code == "S-07"]
    assert "error" in issue.message
