"""Tables as councils keep them: two lines of headings, several on a sheet, sideways, a column for each period."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

import pipeline.sheets  # noqa: F401 - loads every sheet we know
from pipeline.parse import Vocabulary
from pipeline.periods import quarter
from pipeline.read import Area, Cell
from tests.parse.grids import one_table, read, said, tables

MILESTONES = ["Action", "Milestone", "Milestone date", "Done on"]
STEP = ["3.2", "Form agreed", date(2026, 5, 31), date(2026, 5, 28)]
DUE = date(2026, 6, 30)
ACTIONS = [
    "Ref",
    "Domain",
    "What we will do",
    "Findings",
    "Outcome",
    "Impact for children",
    "Lead",
    "Start date",
    "Due",
]


def action(number, **more):
    return [number, more.get("domain", "1"), "Write plans", "F1", "Clear", "Children will know.", "Head", DUE, DUE]


def values(rows, *fields):
    return [tuple(str(getattr(row, field)) for field in fields) for row in rows]


def readings(rows):
    return [
        (row.measure, str(row.period), row.numerator, row.denominator, row.value, row.place("value").cell)
        for row in rows
    ]


def test_a_heading_may_be_split_over_two_rows():
    (row,), issues = read(["Action", None, "Milestone", "Done"], ["ref", "Milestone", "date", "on"], STEP)
    assert issues == []
    assert (row.action, row.text, row.due, row.done) == ("3.2", "Form agreed", date(2026, 5, 31), date(2026, 5, 28))
    assert row.place("due").heading == "Milestone date"


def test_headings_merged_down_beside_those_of_two_lines_are_headings_of_both_rows():
    found, issues = one_table(
        ["No", "What", "Who", "When", "Current status", "Outcome"],
        [None, None, None, None, None, "Q1", "Q2"],
        ["1.1", "Review the terms of the board", "Head of Care", "30/09/2026", "In progress", "Drafted", "Agreed"],
        merged=(*(Area(1, column, 2, column) for column in range(5)), Area(1, 5, 1, 6)),
    )
    assert (found.kind.name, found.table.first) == ("Actions", 3)
    assert {name: head.text for name, head in found.table.heads.items()} == {
        "id": "No",
        "text": "What",
        "lead": "Who",
        "original_due": "When",
    }
    assert [head.text for head in found.table.unread] == ["Current status", "Outcome Q1", "Outcome Q2"]
    assert "C-07" not in [issue.code for issue in issues]


def test_headings_may_stand_below_a_merged_one_that_says_what_they_have_in_common():
    headings = [
        ["Action", "What was done", None, "Timescale", None],
        [None, "Milestone", "Comments", "Milestone date", "Done on"],
    ]
    (row,), issues = read(
        *headings,
        ["3.2", "Form agreed", "late", date(2026, 5, 31), date(2026, 5, 28)],
        merged=(Area(1, 0, 2, 0), Area(1, 1, 1, 2), Area(1, 3, 1, 4)),
    )
    assert issues == []
    assert (row.action, row.text, row.done) == ("3.2", "Form agreed", date(2026, 5, 28))
    assert row.place("done").cell == "E3"


@pytest.mark.parametrize("wide", [3, 4], ids=["over most of the columns", "over all of them"])
def test_a_title_merged_over_two_lines_of_headings_is_no_part_of_them(wide):
    (row,), issues = read(
        ["Tracker: leads fill in the last column", *[None] * (3 - (wide == 3)), *(["Version 7"] if wide == 3 else [])],
        ["Action", "Milestone", "Timescale", None],
        [None, None, "Milestone date", "Done on"],
        STEP,
        merged=(Area(1, 0, 1, wide - 1), Area(2, 0, 3, 0), Area(2, 1, 3, 1), Area(2, 2, 2, 3)),
    )
    assert issues == []
    assert (row.action, row.due, row.done) == ("3.2", date(2026, 5, 31), date(2026, 5, 28))
    assert (row.place("text").heading, row.place("done").heading) == ("Milestone", "Timescale Done on")


def test_a_tracker_with_a_timescale_of_three_dates_and_blockers_has_them_all():
    found = tables(
        [
            "Ref",
            "Action",
            "Owner",
            "Timescale",
            None,
            None,
            "Status",
            "Update",
            "Blockers",
            "Date delivered",
            "Outcome",
        ],
        [None, None, None, "Start", "Due", "Revised"],
        ["1.1", "Write plans", "Head", DUE, DUE, DUE, "complete", "Written.", "None now", DUE, "Clear"],
        merged=(Area(1, 3, 1, 5), *(Area(1, column, 2, column) for column in (0, 1, 2, 6, 7, 8, 9, 10))),
    )[0]
    assert [name for name, _ in found] == ["Actions", "Updates"]
    (update,) = found[1][1]
    assert (update.cause, update.completed) == ("None now", DUE)


QUARTERS = [
    ["Action", "Quarter 1", None, "Quarter 2", None],
    [None, "Status", "Progress", "Status", "Progress"],
    ["3.2", "not started", "Nothing yet", "in progress", "Posts advertised"],
]
ACROSS = (Area(1, 1, 1, 2), Area(1, 3, 1, 4))


def test_of_columns_for_each_quarter_those_of_the_quarter_reported_are_read():
    for number, status in ((1, "not started"), (2, "in progress")):
        (row,), issues = read(*QUARTERS, merged=ACROSS, words=Vocabulary(quarter=quarter(2026, number)))
        assert issues == []
        assert row.status == status
    (row,), issues = read(*QUARTERS, words=Vocabulary(quarter=quarter(2026, 2)))  # not merged
    assert (row.status, row.place("progress").cell) == ("in progress", "E3")


def test_a_quarter_in_the_heading_itself_is_understood_the_same():
    headings = ["Action", "Q1 2026-27 status", "Q1 2026-27 progress", "Q2 2026-27 status", "Q2 2026-27 progress"]
    (row,), issues = read(headings, QUARTERS[2], words=Vocabulary(quarter=quarter(2026, 2)))
    assert issues == []
    assert (row.status, row.progress) == ("in progress", "Posts advertised")


def test_a_row_of_words_below_the_headings_is_no_second_row_of_them():
    rows, issues = read(MILESTONES, ["3.2", "Done on", "31/5/26", None], ["3.3", "Milestone", "31/5/26", None])
    assert values(rows, "action", "text") == [("3.2", "Done on"), ("3.3", "Milestone")]
    assert [code for code, *_ in said(issues)] == ["M-02"]


def test_tables_below_each_other_are_each_read_to_where_the_next_begins():
    found, issues = tables(
        ["Milestones"],
        MILESTONES,
        STEP,
        [],
        ["People"],
        ["Post", "Name", "Email"],
        ["Head of Care", "Ben Invented", "ben@exampleshire.example"],
        [],
        ["More milestones"],
        MILESTONES,
        ["3.3", "Form used", date(2026, 7, 31)],
    )
    assert issues == []
    assert [(kind, len(rows)) for kind, rows in found] == [("Milestones", 1), ("People", 1), ("Milestones", 1)]


def test_tables_beside_each_other_are_each_read():
    people = ["Post", "Name", "Email"]
    found, issues = tables(
        [*MILESTONES, None, *people],
        [*STEP, None, "Head of Care", "Ben Invented", None],
        ["3.3", "Form used", date(2026, 7, 31), None, None, "Head of Law", None, None],
        [None, None, None, None, None, "Head of Pay", None, None],
    )
    assert issues == []
    assert [(kind, len(rows)) for kind, rows in found] == [("Milestones", 2), ("People", 3)]
    assert found[1][1][0].place("name").cell == "G2"


def test_two_tables_of_one_kind_beside_each_other_are_two():
    found, issues = tables([*MILESTONES, None, *MILESTONES], [*STEP, None, "3.3", "Form used", date(2026, 7, 31)])
    assert issues == []
    assert [values(rows, "action") for _, rows in found] == [[("3.2",)], [("3.3",)]]


def test_a_blank_column_within_a_table_does_not_part_it():
    (row,), issues = read(["Action", "Milestone", None, "Milestone date", "Done on"], [*STEP[:2], None, *STEP[2:]])
    assert issues == []
    assert row.place("done").cell == "E2"


def test_a_tracker_of_actions_with_their_progress_gives_both():
    found, issues = tables(
        [*ACTIONS, "Current status", "Progress update", "RAG", "Comments"],
        [*action("1.1"), "in progress", "Posts advertised", "Green", "ask"],
        [*action("1.2"), None, None, None, None],
    )
    assert issues == []
    assert [(kind, len(rows)) for kind, rows in found] == [("Actions", 2), ("Updates", 1)]
    (update,) = found[1][1]
    assert (update.action, update.status, update.progress) == ("1.1", "in progress", "Posts advertised")
    assert (update.place("action").cell, update.place("progress").cell) == ("A2", "K2")


def test_records_that_stand_beside_each_other_are_read_with_their_own_addresses():
    rows, issues = read(
        ["Milestones of action 3"],
        ["Action", "3.2", "3.3"],
        ["Milestone", "Form agreed", "Form used"],
        ["Milestone date", date(2026, 5, 31), date(2026, 7, 31)],
        ["Done on", date(2026, 5, 28), None],
    )
    assert issues == []
    assert values(rows, "action", "text", "done") == [
        ("3.2", "Form agreed", "2026-05-28"),
        ("3.3", "Form used", "None"),
    ]
    assert rows[1].place("due").cell == "C4"


WIDE = {
    "quarters": ["Q1 2026-27", "Q2 2026-27"],
    "of short years": ["Q1 26/27", "Q2 26/27"],
    "year first": ["2026/27 Q1", "2026/27 Q2"],
    "spelled": ["Quarter 1 2026-27", "Quarter 2 2026-27"],
    "by months": ["Apr-Jun 2026", "Jul-Sep 2026"],
}


@pytest.mark.parametrize("periods", WIDE.values(), ids=WIDE)
def test_readings_with_a_column_for_each_period_are_read_with_the_cell_of_each(periods):
    rows, issues = read(
        ["Measure", "Good is", "Target", *periods], ["A1", "high", 90, 84.2, None], ["B1", "low", 5, 6, 7]
    )
    assert issues == []
    assert readings(rows) == [
        ("A1", "2026-27 Q1", None, None, Decimal("84.2"), "D2"),
        ("B1", "2026-27 Q1", None, None, Decimal(6), "D3"),
        ("B1", "2026-27 Q2", None, None, Decimal(7), "E3"),
    ]
    assert rows[0].place("period").cell == "D1"
    assert rows[0].place("value").heading == periods[0]


def test_months_may_be_dates_and_years_may_stand_beside_them():
    rows, _ = read(["Indicator", "2025/26", Cell(date(2026, 4, 1), "mmm-yy"), "May-26"], ["A1", 80, 81, 82])
    assert [str(row.period) for row in rows] == ["2025-26", "April 2026", "May 2026"]


def test_each_period_may_have_its_numerator_and_denominator():
    rows, issues = read(
        ["Measure", "Q1 2026-27", None, None, "Q2 2026-27", None, None, "Target"],
        [None, "Num", "Den", "%", "Num", "Den", "%", None],
        ["A1", 133, 160, 83.1, 140, 160, 87.5, 90],
        merged=(Area(1, 1, 1, 3), Area(1, 4, 1, 6)),
    )
    assert issues == []
    assert readings(rows) == [
        ("A1", "2026-27 Q1", 133, 160, Decimal("83.1"), "D3"),
        ("A1", "2026-27 Q2", 140, 160, Decimal("87.5"), "G3"),
    ]
    assert rows[1].place("numerator").cell == "E3"


def test_the_year_may_stand_over_its_quarters_and_a_target_is_no_reading():
    rows, issues = read(
        ["Indicator", "2025/26", None, None, None, "2026/27", None, "Target 2026/27", None],
        [None, "Q1", "Q2", "Q3", "Q4", "Q1", "Q2", "Q3", "Q4"],
        ["A1", 1, 2, 3, 4, 5, 6, 7, 8],
        merged=(Area(1, 1, 1, 4), Area(1, 5, 1, 6), Area(1, 7, 1, 8)),
    )
    assert issues == []
    assert [(str(row.period), int(row.value)) for row in rows] == [
        ("2025-26 Q1", 1),
        ("2025-26 Q2", 2),
        ("2025-26 Q3", 3),
        ("2025-26 Q4", 4),
        ("2026-27 Q1", 5),
        ("2026-27 Q2", 6),
    ]


def test_a_note_beside_periods_holds_for_the_readings_of_its_row():
    rows, issues = read(
        ["Measure", "Q1 2026-27", "Q2 2026-27", "Comment"], ["A1", 80, 81, "Counted again"], ["B1", 5, 6, None]
    )
    assert issues == []
    assert [(row.measure, row.note) for row in rows] == [("A1", "Counted again")] * 2 + [("B1", "")] * 2
    assert (rows[1].place("note").cell, rows[1].place("note").heading) == ("D2", "Comment")


def test_quarters_without_a_year_are_of_the_year_reported_and_that_is_a_query():
    rows, issues = read(
        ["Measure", "Q1", "Q2", "Q2 target"], ["A1", 80, 81, 90], words=Vocabulary(quarter=quarter(2026, 2))
    )
    assert [str(row.period) for row in rows] == ["2026-27 Q1", "2026-27 Q2"]
    assert said(issues) == [("C-25", "B1", "'Q1' and 'Q2' have no year; read as 2026-27 Q1 and 2026-27 Q2.")]
    assert read(["Measure", "Q1", "Q2"], ["A1", 80, 81]) == (None, [])


def test_measures_and_their_readings_may_share_rows():
    headings = ["Measure", "Measure name", "Domain", "Definition", "Unit", "Good is", "How often", "Sensitivity"]
    found, issues = tables(
        [*headings, "Q1 2026-27", "Q2 2026-27"], ["A1", "Visits", "1", "All", "%", "high", "quarterly", "B", 80, 81]
    )
    assert issues == []
    assert [(kind, len(rows)) for kind, rows in found] == [("Measures", 1), ("Readings", 2)]


def test_a_title_between_rows_says_the_domain_where_no_column_does():
    headings = [heading for heading in ACTIONS if heading != "Domain"]

    def row(number):
        return [value for at, value in enumerate(action(number)) if at != 1]

    rows, issues = read(
        headings,
        ["1", "Oversight"],
        row("1.1"),
        row("1.2"),
        ["Domain 2: Workforce"],
        row("2.1"),
        merged=(Area(5, 0, 5, 7),),
    )
    assert issues == []
    assert values(rows, "id", "domain") == [
        ("1.1", "1 Oversight"),
        ("1.2", "1 Oversight"),
        ("2.1", "Domain 2: Workforce"),
    ]
    assert rows[2].place("domain").cell == "A5"


def test_a_numbered_title_is_no_action_where_a_column_says_the_domain():
    rows, issues = read(ACTIONS, ["1", None, "Oversight"], action("1.1"), ["2", None, "Workforce"], action("2.1"))
    assert issues == []
    assert values(rows, "id", "domain") == [("1.1", "1"), ("2.1", "1")]


def test_a_domain_merged_down_its_actions_is_the_domain_of_each():
    second = action("1.2", domain=None)
    rows, issues = read(ACTIONS, action("1.1", domain="2"), second, merged=(Area(2, 1, 3, 1),))
    assert issues == []
    assert values(rows, "id", "domain") == [("1.1", "2"), ("1.2", "2")]
    assert rows[1].place("domain").cell == "B2"


def test_a_reference_merged_down_is_still_an_error():
    _, issues = read(ACTIONS, action("1.1"), [None, *action("")[1:]], merged=(Area(2, 0, 3, 0),))
    assert [code for code, *_ in said(issues)] == ["C-07"]


TOTALS = ["Total", "TOTALS", "Grand total", "Sub-total", "Average", "Mean", "Overall", "Total (all teams)", "Sum"]


@pytest.mark.parametrize("word", TOTALS)
def test_totals_and_averages_are_not_read(word):
    rows, issues = read(["Measure", "Period", "Value"], ["A1", "2026-27 Q2", 5], [word, None, 5], name="Readings")
    assert len(rows) == 1
    assert [code for code, *_ in said(issues)] == ["M-02"]


def test_figures_without_any_word_below_a_table_are_taken_for_a_total():
    rows, issues = read(["Measure", "Period", "Value"], ["A1", "2026-27 Q2", 5], [None, None, 5], name="Readings")
    assert len(rows) == 1
    assert said(issues) == [("M-02", "C3", "Row 3 looks like a total among the rows; it was not read.")]


def test_notes_below_a_table_are_one_query():
    rows, issues = read(ACTIONS, action("1.1"), [], [None, "Source:", "the plan"], [None, None, "Key", "F1"])
    assert len(rows) == 1
    assert said(issues) == [
        ("C-26", "B4", "Rows 4 and 5 have no 'Ref' and little else, so they were not read."),
    ]


def test_three_point_one_after_three_point_nine_may_be_three_point_ten():
    rows, issues = read(ACTIONS, action(3.8), action(3.9), action(3.1), action("3.11"))
    assert [row.id for row in rows] == ["3.8", "3.9", "3.1", "3.11"]
    assert said(issues) == [
        ("C-27", "A4", "Ref: 3.1 follows 3.9, so it may have been 3.10: as a number Excel keeps it as 3.1.")
    ]


def test_details_may_stand_in_one_row_below_their_headings():
    items = {
        "Council": "Exampleshire Council",
        "Plan title": "Children's Improvement Plan",
        "Service": "children's social care",
        "Quarter": "2026-27 Q2",
        "As at": date(2026, 9, 30),
        "Plan start": date(2025, 4, 1),
        "Plan end": date(2027, 3, 31),
        "Inspection": "focused visit",
        "Inspection topic": "plans",
        "Inspection date": date(2025, 12, 2),
        "Letter received": date(2026, 1, 5),
        "Letter published": date(2026, 1, 26),
        "Improvement board": "Board",
        "Board chair": "Chair",
        "Director": "Director",
        "Scrutiny committee": "Committee",
        "Updates open": date(2026, 9, 21),
        "Updates close": date(2026, 10, 16),
    }
    (row,), issues = read([*items], [*items.values()])
    assert issues == []
    assert (str(row.quarter), row.place("as_at").cell) == ("2026-27 Q2", "E2")
    found, issues = tables(*[[item, value] for item, value in items.items()], [], MILESTONES, STEP)
    assert issues == []
    assert [(kind, len(rows)) for kind, rows in found] == [("Plan details", 1), ("Milestones", 1)]


def test_a_published_tracker_is_known_for_what_it_is_and_its_gaps_are_said():
    """The columns of a tracker that a council published: numbered titles, sub-rows and a column for each quarter."""
    headings = ["No", "What", "Who", "How", "When", "Success measures", "Current status", "Commentary"]
    found, issues = tables(
        [*headings, "Outcome Q1", "Outcome Q2"],
        ["1", "Leadership"],
        [
            "1.1",
            "Agree the plan",
            "DCS",
            "Board",
            date(2026, 12, 18),
            "A1",
            "in progress",
            "On its way",
            "Agreed",
            None,
        ],
        ["1.2", "Publish it", "DCS", "Web", "Phase 2 Mar 2027 (LOGI)", None, "complete", "Done", None, None],
    )
    assert [(kind, values(rows, "id" if kind == "Actions" else "action")) for kind, rows in found] == [
        ("Actions", []),
        ("Updates", [("1.1",), ("1.2",)]),
    ]
    assert [(code, cell) for code, cell, _ in said(issues)] == [
        *[("C-08", "A1")] * 4,
        ("C-03", "E4"),
    ]


def test_a_status_beside_actions_that_is_not_read_is_said():
    headings = ["Ref", "Action", "Owner", "When", "Status"]
    found, issues = tables(headings, ["1.1", "Write plans", "Head", DUE, "In progress"])
    assert [kind for kind, _ in found] == ["Actions"]
    assert [(code, cell) for code, cell, _ in said(issues) if code != "C-08"] == [("C-33", "E1")]


def test_why_a_date_moved_and_why_an_action_is_late_are_two_columns_of_a_tracker():
    plan = {"Ref": "1.1", "Action": "Write plans", "Lead": "Head", "Outcome": "Plans", "Due date": DUE}
    told = {"Reason for change of date": "Partner asked", "Status": "In progress", "Update": "Begun"}
    whole = plan | told | {"Reason for delay": "Vacancies"}
    found, issues = tables([*whole], [*whole.values()])
    assert "C-10" not in [code for code, _, _ in said(issues)]
    ((update,),) = (rows for kind, rows in found if kind == "Updates")
    assert (update.cause, update.progress) == ("Vacancies", "Begun")


def test_a_tracker_with_more_columns_for_updates_than_for_the_plan_is_both():
    plan = {
        "Ref": "1",
        "Agreed action": "Write plans",
        "Recommendation": "R1",
        "Desired outcome": "Plans",
        "Impact on children": "Safer",
        "Who": "Head",
        "Planned start": date(2026, 4, 1),
        "By when": DUE,
    }
    told = {
        "BRAG": "Green",
        "Status": "In progress",
        "Latest update": "Begun",
        "Next steps": "Go on",
        "On track?": "Yes",
        "Barriers": "None",
        "Recovery plan": "None",
        "Forecast date": DUE,
        "Date completed": None,
        "Evidence": None,
        "Date updated": DUE,
    }
    found, _ = tables([*plan, *told], [*plan.values(), *told.values()])
    assert [kind for kind, _ in found] == ["Actions", "Updates"]


def test_a_leads_return_that_says_who_and_by_when_is_no_plan():
    told = {
        "Ref": "1",
        "Action": "Write plans",
        "Lead": "Head",
        "Due date": DUE,
        "Status": "In progress",
        "Progress": "Begun",
        "Next steps": "Go on",
        "On track?": "Yes",
    }
    found, _ = tables([*told], [*told.values()])
    assert [kind for kind, _ in found] == ["Updates"]


def test_two_columns_for_what_an_action_is_are_still_said():
    plan = {"Ref": "1.1", "Action required": "Write plans", "Description": "Write", "Lead": "Head", "Outcome": "Plans"}
    whole = plan | {"Due date": DUE, "Status": "In progress", "Update": "Begun"}
    _, issues = tables([*whole], [*whole.values()])
    assert [cell for code, cell, _ in said(issues) if code == "C-10"] == ["C1"]


def test_a_heading_of_two_words_for_one_thing_is_understood_and_one_of_two_things_is_not():
    headings = ["Action", "Step / Milestone", "Milestone date", "Start / end date"]
    (row,), issues = read(headings, ["3.2", "Form agreed", DUE, "May/June"])
    assert issues == []
    assert row.text == "Form agreed"


def test_a_register_scored_before_and_after_what_is_done_has_both_scores():
    (row,), issues = read(
        ["Risk ID", "Risk description", "Inherent risk", None, None, "Controls", "Residual risk", None, None, "Owner"],
        [None, None, "Likelihood", "Impact", "Score", None, "Likelihood", "Impact", "Score", None],
        ["R1", "Posts empty", 4, 5, 20, "Recruit", 3, 4, 12, "DCS"],
        merged=(Area(1, 0, 2, 0), Area(1, 2, 1, 4), Area(1, 6, 1, 8)),
    )
    assert issues == []
    assert (row.score, row.residual_score) == (20, 12)
    assert row.place("residual_impact").cell == "H3"


def test_references_without_a_heading_are_found_beside_sentences_headed_action():
    (one, two), issues = read(
        [None, "Action", "Status", "Progress update"],
        ["1.1", "Introduce a weekly record of oversight", "in progress", "Begun."],
        ["1.2", "Audit ten files a month", "not started", None],
    )
    assert issues == []
    assert (one.action, one.text, two.action) == ("1.1", "Introduce a weekly record of oversight", "1.2")
    _, issues = tables(["Action", "Lead", "Target date"], ["Audit ten files a month", "Head", DUE], name="Actions")
    assert [(code, cell) for code, cell, _ in said(issues) if code == "C-32"] == [("C-32", "A1")]


def test_one_cell_further_on_is_said_not_to_be_read():
    _, issues = read(ACTIONS, action("1.1"), [None, None, None, None, "and why they did."])
    assert said(issues) == [("C-26", "E3", "Row 3 has no 'Ref' and little else, so it was not read.")]


def test_what_is_wrong_with_a_reference_that_two_tables_share_is_said_once():
    _, issues = tables(
        [*ACTIONS, "Current status", "Progress update"],
        [date(2026, 1, 3), *action("")[1:], "in progress", "Begun."],
        [None, *action("")[1:], "in progress", "Begun."],
    )
    assert [(code, cell) for code, cell, _ in said(issues)] == [("C-03", "A2"), ("C-04", "A3")]


def test_a_target_headed_by_its_year_is_that_years():
    headings = ["Measure", "Measure name", "Domain", "Definition", "Unit", "Good is", "How often", "Sensitivity"]
    row = ["A1", "Visits", "1", "All", "%", "high", "quarterly", "B", 85, 90]
    years = ["Target 2025/26", "Target 2026/27"]
    (measure,), issues = read([*headings, *years], row, words=Vocabulary(quarter=quarter(2026, 2)))
    assert issues == []
    assert measure.target == 90


def test_a_list_of_anything_headed_no_and_name_is_no_part_of_a_plan_unless_its_sheet_says_so():
    people = [["No", "Name", "Telephone"], [1, "A. Example", "01632 960000"], [2, "B. Example", "01632 960001"]]
    assert tables(*people) == ([], [])
    ((kind, rows),), _ = tables(*people, name="Domains")
    assert (kind, [row.title for row in rows]) == ("Domains", ["A. Example", "B. Example"])
    ((kind, rows),), _ = tables(["Theme no", "Theme"], [1, "Quality of practice"])
    assert (kind, [row.title for row in rows]) == ("Domains", ["Quality of practice"])
