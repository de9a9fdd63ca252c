from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline.sheets  # noqa: F401 - loads every sheet we know
from pipeline.read import NO_VALUE, Area, Cell
from pipeline.sheets.columns import sheet_types
from tests.parse.grids import one_table, read, said

MILESTONES = ["Action", "Milestone", "Milestone date", "Done on"]
STEP = ["3.2", "Form agreed", date(2026, 5, 31), date(2026, 5, 28)]


def test_a_plain_sheet_gives_its_rows_and_the_place_of_every_cell():
    (row,), issues = read(MILESTONES, STEP)
    assert issues == []
    assert (row.action, row.text, row.due, row.done) == ("3.2", "Form agreed", date(2026, 5, 31), date(2026, 5, 28))
    assert str(row.place("due")) == "plan.xlsx, sheet Sheet1, cell C2"
    assert row.place("due").heading == "Milestone date"


def test_headings_are_found_below_titles_beside_blank_columns_and_among_helpers():
    (row,), issues = read(
        ["Exampleshire Council"],
        ["Milestones at 30 September 2026", None, None, "Action owners: see People"],
        [],
        ["Helper", "Action\nref", None, "  MILESTONE ", "Milestone\u00a0date (dd/mm/yyyy)", "Notes"],
        [1, "3.2", None, "Form agreed", date(2026, 5, 31), "ask again"],
        top=3,
        left=2,
    )
    assert issues == []
    assert (row.action, row.text) == ("3.2", "Form agreed")
    assert row.place("due").cell == "G7"
    assert row.place("due").heading == "Milestone date (dd/mm/yyyy)"


def test_every_kind_of_sheet_is_recognised_by_its_own_headings_and_by_every_other_heading_understood():
    for kind in sheet_types():
        columns = list(kind.columns().values())
        if kind.key_value:
            found, _ = one_table(*[[column.heading, "x"] for column in columns])
            assert found is not None, kind.name
            assert found.kind is kind
            continue
        found, _ = one_table([column.heading for column in columns], ["x"] * len(columns))
        assert found is not None, kind.name
        assert found.kind is kind
        for at, column in enumerate(columns):
            for also in column.also:
                headings = [other.heading for other in columns]
                headings[at] = also
                found, _ = one_table(headings, ["x"] * len(columns))
                assert found is not None, (kind.name, also)
                assert found.kind is kind, (kind.name, also)


def test_each_kind_is_recognised_by_the_columns_it_must_have():
    for kind in sheet_types():
        if kind.key_value:
            continue
        needed = [
            column.heading for name, column in kind.columns().items() if kind.row.model_fields[name].is_required()
        ]
        found, _ = one_table(needed, ["x"] * len(needed), name=kind.name)
        assert len(needed) == 1 or (found is not None and found.kind is kind), kind.name


def test_a_sheet_of_notes_is_left_alone():
    for rows in (
        [["Read me"], ["Fill in the white cells only."], ["Status", "not started"], [None, "in progress"]],
        [["Status", "Rating"], ["in progress", "Green"]],
        [["Contents"], ["Actions", "p1"], ["Measures", "p2"]],
        [["Month", "Referrals", "Repeat referrals"], ["Apr", 120, 31]],
        [["Year", "Values"], [2005, 120], [2006, 130]],
    ):
        assert read(*rows) == (None, [])


def test_a_sheet_nearly_known_is_a_query_that_says_what_looks_like_what():
    rows, issues = read(["Acton", "Milestonee", "Milestone dat"], STEP[:3], name="steps")
    assert rows is None
    assert said(issues) == [
        (
            "C-11",
            "A1",
            "This sheet was not read. Its headings are nearly those of the sheet Milestones: 'Acton' looks like "
            "'Action', 'Milestonee' looks like 'Milestone' and 'Milestone dat' looks like 'Milestone date'.",
        )
    ]


def test_a_slip_in_a_heading_is_a_query_and_the_missing_column_an_error():
    rows, issues = read(["Action", "Milestone", "Milestone daet", "Done on"], STEP)
    assert rows == ()
    assert said(issues) == [
        ("C-09", "C1", "'Milestone daet' looks like 'Milestone date'."),
        (
            "C-08",
            "A1",
            "This sheet was read as Milestones, and has no column 'Milestone date' (is 'Milestone daet' meant for it?).",
        ),
    ]


def test_two_columns_for_one_thing_are_a_query_and_our_own_heading_is_read():
    (row,), issues = read(["Due", *MILESTONES], [date(2020, 1, 1), *STEP])
    assert row.due == date(2026, 5, 31)
    assert said(issues) == [
        (
            "C-10",
            "A1",
            "This column and 'Milestone date' both stand for 'Milestone date'; only 'Milestone date' was read.",
        )
    ]


def test_an_error_cell_is_an_issue_never_a_blank():
    rows, issues = read(MILESTONES, [*STEP[:3], Cell(None, "", "#REF!")])
    assert said(issues) == [("C-05", "D2", "Done on: the cell shows #REF!.")]
    assert rows[0].done is None


def test_an_error_in_a_column_that_must_be_filled_is_said_once():
    rows, issues = read(MILESTONES, ["3.2", "Form", Cell(None, "", "#N/A"), None])
    assert rows == ()
    assert said(issues) == [("C-05", "C2", "Milestone date: the cell shows #N/A.")]


def test_an_error_in_a_column_that_is_not_read_is_left_alone():
    rows, issues = read([*MILESTONES, "Helper"], [*STEP, Cell(None, "", "#REF!")])
    assert len(rows) == 1
    assert issues == []


def test_a_formula_without_a_value_is_an_issue_never_a_blank():
    _, issues = read(MILESTONES, [*STEP[:3], Cell(None, "", NO_VALUE)])
    assert said(issues) == [("C-06", "D2", "Done on: the formula has no value in the file.")]


def test_an_empty_cell_that_must_be_filled_is_said_and_the_row_kept_where_it_can_stand():
    rows, issues = read(MILESTONES, ["3.2", None, date(2026, 5, 31)], ["3.3", "Form", None])
    assert [(row.action, row.text) for row in rows] == [("3.2", "")]
    assert said(issues) == [("C-04", "B2", "'Milestone' is empty."), ("C-04", "C3", "'Milestone date' is empty.")]
    assert [issue.about for issue in issues] == ["milestone 3.2", "milestone 3.3"]


@pytest.mark.parametrize("text", ["ongoing", "31/6/26", "end of June 2026"])
def test_what_is_not_a_date_is_said_at_its_cell_under_the_heading_typed(text):
    rows, issues = read(["Action ref", "Step", "Due"], ["3.2", "Form", text])
    assert rows == ()
    ((code, cell, message),) = said(issues)
    assert (code, cell) == ("C-03", "C2")
    assert message.startswith(f"Due: '{text}' is ")


def test_dates_and_numbers_kept_as_text_are_one_query_a_column():
    rows, issues = read(MILESTONES, *[["3.2", "Form", f"{day}/5/26", None] for day in range(1, 12)])
    assert len(rows) == 11
    assert said(issues) == [
        (
            "M-02",
            "C2",
            "11 dates in 'Milestone date' are kept as text (C2, C3, C4, C5, C6, C7, C8, C9 and 3 more); "
            "they were read as dates, the day first.",
        )
    ]


def test_text_in_a_csv_file_is_no_query():
    rows, issues = read(MILESTONES, ["3.2", "Form", "31/5/26"], typed=False)
    assert len(rows) == 1
    assert issues == []


def test_section_rows_blank_rows_and_repeated_spaces_are_forgiven():
    rows, issues = read(
        MILESTONES, ["Domain 1: Practice and quality"], STEP, [], ["and more to come"], [" ", " "], STEP
    )
    assert len(rows) == 2
    assert issues == []


def test_a_row_with_nothing_but_a_reference_is_not_a_section():
    rows, issues = read(MILESTONES, ["3.2"])
    assert rows == ()
    assert [code for code, *_ in said(issues)] == ["C-04", "C-04"]


def test_a_total_among_the_rows_is_a_query_and_is_not_read():
    rows, issues = read(["Measure", "Period", "Value"], ["A1", "2026-27 Q2", 5], ["Total", None, 5], name="Readings")
    assert len(rows) == 1
    assert said(issues) == [("M-02", "A3", "Row 3 looks like a total among the rows; it was not read.")]


def test_cells_merged_down_the_data_are_an_error_and_said_once():
    rows, issues = read(MILESTONES, STEP, ["3.3", None, *STEP[2:]], merged=(Area(2, 1, 3, 1),))
    assert [(row.action, row.text) for row in rows] == [("3.2", "Form agreed"), ("3.3", "")]
    assert said(issues) == [("C-07", "B2", "Cells B2:B3 are merged: only B2 holds a value, the others are empty.")]


def test_merged_titles_sections_and_cells_outside_the_columns_read_are_forgiven():
    rows, issues = read(
        ["Milestones"],
        MILESTONES,
        ["Domain 1"],
        [*STEP, None, "note"],
        [*STEP, None, None],
        merged=(Area(1, 0, 1, 3), Area(3, 0, 3, 3), Area(4, 5, 5, 5)),
    )
    assert len(rows) == 2
    assert issues == []


def test_hidden_rows_columns_and_sheets_are_read_and_said():
    rows, issues = read(
        MILESTONES, STEP, STEP, STEP, hidden_rows=(3, 4), hidden_columns=frozenset({3, 9}), hidden=True, name="old"
    )
    assert len(rows) == 3
    assert said(issues) == [
        ("C-12", "", "The hidden sheet old was read as Milestones."),
        ("C-12", "A3", "2 hidden rows were read: 3 and 4."),
        ("C-12", "D1", "The hidden column 'Done on' was read."),
    ]


def test_a_reference_that_is_a_number_keeps_the_places_it_shows():
    rows, _ = read(MILESTONES, [Cell(Decimal("3.1"), "0.00"), *STEP[1:]], [Cell(Decimal("3.1")), *STEP[1:]])
    assert [row.action for row in rows] == ["3.10", "3.1"]


def test_a_reference_that_became_a_date_is_an_error_and_the_row_read_as_what_it_was_likely():
    rows, issues = read(MILESTONES, [date(2026, 2, 3), *STEP[1:]])
    assert [row.action for row in rows] == ["3.2"]
    assert said(issues) == [("C-03", "A2", "Action: '3 February 2026' is a date: Excel may have made it of 3.2.")]
    assert issues[0].remedy.startswith("If it was 3.2, format the cell as Text and type 3.2 again")


DETAILS = [
    ["Plan details", None, None],
    ["Item", "Value", "What goes in"],
    ["Council:", "Exampleshire Council", "Its name"],
    ["Plan title", "Children's Improvement Plan", "One name"],
    ["Service", "children's social care", None],
    ["Reporting quarter", "2026-27 Q2", "Year and number"],
    ["As at", date(2026, 9, 30), None],
    ["Plan start", "1 April 2025", None],
    ["Plan end", date(2027, 3, 31), None],
    ["Inspection", "focused visit", None],
    ["Inspection topic", "protection plans", None],
    ["Inspection date", date(2025, 12, 2), None],
    ["Letter received", date(2026, 1, 5), None],
    ["Letter published", date(2026, 1, 26), None],
    ["Improvement board", "Children's Improvement Board", None],
    ["Board chair", "Independent Chair", None],
    ["Director", "Executive Director", None],
    ["Scrutiny committee", "Children's Overview Committee", None],
    ["Updates open", date(2026, 9, 21), None],
    ["Updates close", date(2026, 10, 16), None],
    ["Our own line", "left alone", None],
]


def test_a_sheet_of_items_and_values_is_one_record():
    (row,), issues = read(*DETAILS)
    assert row.council == "Exampleshire Council"
    assert row.as_at == date(2026, 9, 30)
    assert (row.place("quarter").cell, row.place("quarter").heading) == ("B6", "Reporting quarter")
    assert [code for code, *_ in said(issues)] == ["M-02"]


def test_an_item_without_a_value_is_said_at_the_cell_where_its_value_goes():
    rows, issues = read(*[["As at", None, None] if row[0] == "As at" else row for row in DETAILS])
    assert rows == ()
    assert ("C-04", "B7", "'As at' is empty.") in said(issues)


def test_an_item_that_is_not_there_is_said():
    rows, issues = read(*[row for row in DETAILS if row[0] != "Director"])
    assert [row.director for row in rows] == [""]
    assert [m for c, _, m in said(issues) if c == "C-08"] == [
        "This sheet was read as Plan details, and has no line 'Director'."
    ]


anything = (
    st.none()
    | st.text(max_size=12)
    | st.sampled_from(["n/a", "3.2", "31/6/24", "ongoing", "Total", "A1; B2", "2026-27 Q2", "84%", "x"])
    | st.booleans()
    | st.integers(-9, 99_999)
    | st.dates()
    | st.just(Cell(None, "", "#REF!"))
    | st.just(Cell(None, "", NO_VALUE))
)


@given(st.sampled_from(sheet_types()), st.data())
def test_whatever_stands_in_the_cells_every_problem_is_said_and_nothing_is_raised(kind, data):
    headings = [column.heading for column in kind.columns().values()]
    if kind.key_value:
        rows = [[heading, data.draw(anything)] for heading in headings]
    else:
        rows = [headings, *[[data.draw(anything) for _ in headings] for _ in range(2)]]
    found, issues = one_table(*rows)
    assert found is not None
    assert all(issue.message and issue.remedy and issue.place.file == "plan.xlsx" for issue in issues)
    # What is not a value of its column never becomes one.
    for row in found.rows:
        kind.row.model_validate(dict(row))


def test_beside_a_reference_the_heading_action_means_what_will_be_done():
    headings = ["Ref", "Theme no", "Action", "Findings", "Outcome", "Impact on children", "Who", "Start", "Due date"]
    values = [
        "1.1",
        "1",
        "Write plans",
        "F1",
        "Clear",
        "Children will know.",
        "Head",
        date(2026, 2, 1),
        date(2026, 6, 30),
    ]
    (row,), issues = read(headings, values)
    assert issues == []
    assert (row.id, row.text, row.lead, row.due) == ("1.1", "Write plans", "Head", date(2026, 6, 30))


def test_headings_repeated_for_another_page_and_headings_in_the_plural_are_understood():
    headings = ["Actions", "Milestones", "Milestone dates", "Done on"]
    rows, issues = read(headings, STEP, headings, STEP)
    assert len(rows) == 2
    assert issues == []


def test_a_serial_number_in_a_column_of_dates_is_read_and_said_to_show_as_a_number():
    (row,), issues = read(MILESTONES, ["3.2", "Form", 46295, None])
    assert row.due == date(2026, 9, 30)
    assert said(issues) == [
        ("M-02", "C2", "1 date in 'Milestone date' shows as a number (46295 in C2); it was read as a date.")
    ]


def test_dates_that_may_have_the_month_first_are_a_query_where_another_has():
    rows, issues = read(
        MILESTONES, ["3.2", "Form", "09/30/2026"], ["3.3", "Form", "03/04/2026"], ["3.4", "F", "30/4/26"]
    )
    assert [str(row.due) for row in rows] == ["2026-04-03", "2026-04-30"]
    assert [(code, cell) for code, cell, _ in said(issues)] == [("C-03", "C2"), ("M-02", "C3"), ("C-31", "C3")]
    assert issues[2].message == (
        "'Milestone date' has dates with the month first ('09/30/2026'), so '03/04/2026' may be so too; "
        "read with the day first."
    )


def test_many_dates_with_the_month_first_are_one_error_for_a_sheet():
    days = ["09/30/2026", "09/29/2026", "03/04/2026", "10/14/2026", "12/18/2026"]
    _, issues = read(MILESTONES, *(["3.2", "Form", day, "06/01/2026"] for day in days))
    (issue,) = issues
    assert (issue.code, issue.place.cell, issue.severity) == ("D-08", "C2", "error")
    assert issue.message.startswith(
        "4 dates in 'Milestone date' and 'Done on' have the month first ('09/30/2026' in C2), and 6 more, such as "
    )
    assert issue.also[:4] == ("C3", "C5", "C6", "C4")


def test_dates_of_several_columns_that_are_text_are_one_query():
    _, issues = read(MILESTONES, ["3.2", "Form", "30/9/26", "29/9/26"], ["3.3", "Form", "14/10/26", None])
    assert said(issues) == [
        (
            "M-02",
            "C2",
            "3 dates in 'Milestone date' and 'Done on' are kept as text (C2, C3 and D2); they were read as dates, the "
            "day first.",
        )
    ]


def test_marks_beside_figures_are_left_out_and_said_once_for_a_column():
    headings = ["Measure", "Period", "Value"]
    rows, issues = read(headings, ["A1", "2026-27 Q1", "84%*"], ["A1", "2026-27 Q2", "85 (p)"])
    assert [row.value for row in rows] == [84, 85]
    assert said(issues) == [
        ("C-30", "C2", "'Value' has marks beside its figures, which were left out: * in C2 and (p) in C3.")
    ]


def test_a_symbol_in_place_of_a_figure_is_kept_with_the_reading():
    (row,), issues = read(["Measure", "Period", "Numerator", "Value"], ["A1", "2026-27 Q1", "<5", "c"])
    assert issues == []
    assert (row.numerator, row.value, dict(row.symbols)) == (None, None, {"numerator": "<5", "value": "c"})


def test_a_query_about_several_cells_names_them_all():
    _, issues = read(MILESTONES, *(["3.2", "Form agreed", "31/05/2026"] for _ in range(3)))
    assert [(issue.code, issue.place.cell, issue.also) for issue in issues if issue.code == "M-02"] == [
        ("M-02", "C2", ("C3", "C4"))
    ]


def test_a_sheet_of_another_name_is_said_to_lack_what_it_was_read_as():
    _, issues = read(["Action", "Milestone", "Done on"], STEP[:3], name="Tracker")
    assert [issue.message for issue in issues if issue.code == "C-08"] == [
        "This sheet was read as Milestones, and has no column 'Milestone date'."
    ]
    assert "list that in a sheet Headings" in next(issue.remedy for issue in issues if issue.code == "C-08")
