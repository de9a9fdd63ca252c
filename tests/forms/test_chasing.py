"""Chasing: who is asked for what, from what the checks have found."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from filled import HA, clear, put
from openpyxl import Workbook, load_workbook

from pipeline.asking import Chased, write_chase
from pipeline.quarter import Checked

pytestmark = pytest.mark.slow

WF = "Update form - Head of Workforce - 2026-27 Q2.xlsx"
PS = "Update form - Head of Performance and Systems - 2026-27 Q2.xlsx"
QA = "Update form - Head of Quality Assurance - 2026-27 Q2.xlsx"


def _wrong(book: Workbook) -> None:
    """Six things that leads do."""
    put(book, "2.1", back_on_track="ongoing")
    put(book, "2.2", updated_on=date(2026, 6, 24))
    put(book, "1.5", progress="The standard was agreed on 5 June, a week late because families asked for a plainer "
        "summary page. Workshops are booked for July.")  # fmt: skip
    put(book, "2.7", evidence=None)
    put(book, "2.8", status="in progress", progress="As above")
    clear(book, "2.9")


@pytest.fixture
def chased(returned: Callable[..., Checked], folder: Path, made: dict[str, bytes], tmp_path: Path) -> Chased:
    """One form filled in wrongly, one not returned, one returned unfilled."""
    returned(edit=_wrong)
    (folder / "updates" / WF).unlink()
    (folder / "updates" / PS).write_bytes(made[PS])
    return write_chase(folder, tmp_path / "chasing")


def test_each_lead_is_asked_in_one_letter_for_all_that_is_theirs_to_mend(chased: Chased) -> None:
    text = chased.letters["Chase - Head of Assessment.txt"]
    assert text.startswith(
        "To: d.instance@exampleshire.example\nSubject: Children's Improvement Plan: your updates for"
    )
    assert "Dear D. Instance,\n" in text
    asked = [line for line in text.splitlines() if line.startswith("  ")]
    assert [line[:56] for line in asked] == [
        "  2.9: Set up a temporary autumn assessment team for the",
        "  - Progress this quarter for action 1.5 is word for wor",
        "  - Back on track by: 'ongoing' is a description, not a ",
        "  - Updated on for action 2.2 is 24 June 2026, outside t",
        "  - Status of action 2.7 is complete, but Evidence is em",
        "  - Progress this quarter for action 2.8 says only 'As a",
    ]
    assert "Please correct it. Type one day as day/month/year, such as 30/09/2026." in text


def test_a_lead_who_sent_nothing_and_one_who_sent_an_empty_form_are_asked_for_all_their_actions(
    chased: Chased,
) -> None:
    nothing = chased.letters["Chase - Head of Workforce.txt"]
    assert "No update has come for 6 actions. Please fill in your form for:\n  4.1: " in nothing
    empty = chased.letters["Chase - Head of Performance and Systems.txt"]
    assert "came back with nothing filled in" in empty
    assert "No update has come for" in empty


def test_who_is_asked_nothing_is_named(chased: Chased) -> None:
    assert chased.content == [
        "Head of Quality Assurance",
        "Principal Social Worker",
        "Head of Child Protection and Court",
    ]


def test_the_sheet_has_a_row_for_each_lead_and_action(chased: Chased) -> None:
    book = load_workbook(chased.published.folder / "Chasing - 2026-27 Q2.xlsx")
    rows = [row for row in book["Chasing"].iter_rows(min_row=5, values_only=True) if row[0]]
    assert [row[3] for row in rows if row[0] == "Head of Assessment"] == ["1.5", "2.1", "2.2", "2.7", "2.8", "2.9"]
    assert len([row for row in rows if row[0] == "Head of Workforce"]) == 6
    [row] = [row for row in rows if row[3] == "2.1"]
    assert row[5].date() == date(2026, 12, 31)
    assert row[8] == f"updates/{HA}, sheet Updates, cell K6"


def test_the_letters_can_be_opened_and_pasted_on_windows(chased: Chased) -> None:
    content = (chased.published.folder / "Chase - Head of Assessment.txt").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfTo:")
    assert b"\r\n" in content
    assert io.BytesIO(content).read().count(b"\n") == content.count(b"\r\n")
