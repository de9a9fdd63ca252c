"""A council's own headings are said once, in the sheet Headings, and hold in every file of the folder."""

from __future__ import annotations

from datetime import date

import pipeline.sheets  # noqa: F401 - loads every sheet we know
from pipeline.parse import learn, parse_sheet
from tests.parse.grids import grid, said

HEADINGS = ["Sheet", "Standard heading", "Our heading"]
STEPS = grid(["Action", "Deliverable", "Sign-off day"], ["3.2", "Form agreed", date(2026, 5, 31)], name="Milestones")
DETAILS = grid(
    *[["Quarter", "2026-27 Q2"], ["Council", "x"], ["Plan title", "x"], ["Service", "x"], ["As at", "x"]],
    *[["Plan start", "x"], ["Plan end", "x"], ["Director", "x"]],
)


def learned(*rows):
    return learn([grid(["Our words"], HEADINGS, *rows, name="Headings"), STEPS, DETAILS])


def test_a_heading_of_the_councils_own_stands_for_ours():
    words, issues = learned(["Milestones", "Milestone", "Deliverable"], ["milestone", "milestone date", "Sign-off day"])
    assert issues == []
    ((steps,), problems) = parse_sheet(STEPS, words)
    assert problems == []
    assert [(row.text, row.due) for row in steps.rows] == [("Form agreed", date(2026, 5, 31))]
    assert steps.rows[0].place("due").heading == "Sign-off day"


def test_it_counts_before_what_we_would_take_the_heading_for():
    words, _ = learned(["Updates", "Next steps", "Update"])
    ((updates,), _) = parse_sheet(grid(["Action", "Status", "Update"], ["3.2", "in progress", "Advertise"]), words)
    assert (updates.rows[0].next_steps, updates.rows[0].progress) == ("Advertise", "")


def test_our_own_heading_is_still_understood_where_the_councils_is_not_there():
    words, _ = learned(["Milestones", "Milestone", "Deliverable"])
    ((steps,), problems) = parse_sheet(grid(["Action", "Milestone", "Due"], ["3.2", "Form", date(2026, 5, 31)]), words)
    assert problems == []
    assert steps.rows[0].text == "Form"


def test_the_quarter_reported_is_known_before_any_table_is_read():
    assert str(learned()[0].quarter) == "2026-27 Q2"
    assert learn([STEPS])[0].quarter is None


def test_rows_that_name_nothing_we_know_and_headings_used_twice_are_errors():
    _, issues = learned(
        ["Milstones", "Milestone", "Deliverable"],
        ["Milestones", "Milestone dat", "Sign-off day"],
        ["Actions", "Outcome", "Result"],
        ["Actions", "Impact for children", "Result"],
        ["Actions", "Outcome", "Result"],
    )
    assert said(issues) == [
        ("C-28", "A3", "Sheet: 'Milstones' is not the name of a sheet, so this row was not used."),
        (
            "C-28",
            "B4",
            "Standard heading: 'Milestone dat' is not a standard heading of Milestones, so this row was not used.",
        ),
        ("C-29", "C6", "Our heading: 'Result' already stands for 'Outcome' on Actions."),
    ]
    assert [issue.remedy for issue in issues[:2]] == ["Did you mean 'Milestones'?", "Did you mean 'Milestone date'?"]
