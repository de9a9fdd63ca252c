from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pipeline.assemble import assemble
from pipeline.read import Cell, Line, Sheet
from pipeline.sheets.appendices import Appendix
from pipeline.sheets.columns import sheet_types
from pipeline.sheets.details import Details
from pipeline.sheets.readings import Reading
from pipeline.sheets.updates import Update

SHEETS = {
    "Plan details": """
        Item              | Value
        Council           | Exampleshire Council
        Plan title        | Children's Improvement Plan
        Service           | children's social care
        Quarter           | 2026-27 Q2
        As at             | 30/09/2026
        Plan start        | 01/04/2025
        Plan end          | 31/03/2027
        Inspection        | focused visit
        Inspection topic  | child protection plans
        Inspection date   | 02/12/2025
        Letter received   | 05/01/2026
        Letter published  | 26/01/2026
        Improvement board | Children's Improvement Board
        Board chair       | Independent Chair
        Director          | Executive Director
        Scrutiny committee| Children's Overview Committee
        Updates open      | 21/09/2026
        Updates close     | 16/10/2026
        """,
    "Domains": """
        Domain | Domain title | Aim                 | Sponsor
        1      | Practice     | Plans are clear.    | Director of Safeguarding
        2      | Leadership   | Leaders know.       | Executive Director
        """,
    "Findings": """
        Finding | What the inspectors found | Kind                 | Source
        F1      | Plans are not clear.      | area for improvement | Letter
        """,
    "People": """
        Post               | Name
        Head of Assessment | A. Invented
        """,
    "Actions": """
        Action | Domain | What we will do | Findings | Outcome | Impact for children | Lead               | Start date | Original due date | Measures
        1.1    | 1      | Write plans     | F1       | Clear   | Children will know. | Head of Assessment | 01/02/2026 | 30/06/2026        | A1
        1.10   | 1      | Check plans     | F1       | Clear   | Children will know. | Head of Assessment | 01/02/2026 | 30/06/2026        | A1
        """,
    "Milestones": """
        Action | Milestone   | Milestone date
        1.1    | Form agreed | 31/05/2026
        """,
    "Measures": """
        Measure | Measure name | Domain | Definition    | Unit | Good is | How often | Sensitivity
        A1      | Clear plans  | 1      | Plans checked | %    | high    | quarterly | B timeliness
        """,
    "Readings": """
        Measure | Period     | Numerator | Denominator | Value
        A1      | 2026-27 Q2 | 128       | 152         | 84.2%
        """,
    "Updates": """
        Action | Status      | Progress this quarter
        1.1    | in progress | Begun.
        1.10   | not started |
        """,
}


def table(name: str, text: str, file: str = "plan.xlsx") -> Sheet:
    """A sheet from a text table, all text, its first line in row 1."""
    lines = []
    for number, line in enumerate(text.strip().splitlines(), 1):
        cells = {column: Cell(word.strip()) for column, word in enumerate(line.split("|")) if word.strip()}
        if cells:
            lines.append(Line(number, False, cells))
    return Sheet(file, name, tuple(lines), typed=False)


def folder(**changes: str) -> list[Sheet]:
    """The sheets above, with some replaced (underscores for spaces), added or, where empty, left out."""
    texts = SHEETS | {name.replace("_", " "): text for name, text in changes.items()}
    return [table(name, text) for name, text in texts.items() if text]


def said(issues, code):
    return [(i.place.cell, i.message, i.remedy) for i in issues if i.code == code]


def found(issues):
    # The sheets a plan needs that these small tables leave out.
    return [issue for issue in issues if issue.code != "I-01"]


def test_the_sheets_of_a_folder_make_a_plan():
    plan, issues = assemble(folder())
    assert found(issues) == []
    assert plan is not None
    assert plan.details.council == "Exampleshire Council"
    assert plan.details.as_at == date(2026, 9, 30)
    assert [action.id for action in plan.actions] == ["1.1", "1.10"]
    assert plan.updates["1.1"].progress == "Begun."
    assert plan.readings["A1"][0].value == Decimal("84.2")
    assert plan.actions[0].place("lead").cell == "G2"
    assert plan.actions[0].place("lead").heading == "Lead"


def changed(sheet: str, old: str, new: str) -> list[Sheet]:
    assert old in SHEETS[sheet]
    return folder(**{sheet.replace(" ", "_"): SHEETS[sheet].replace(old, new)})


def issues_of(sheets: list[Sheet]) -> list[tuple[str, str, str, str]]:
    return [(issue.code, issue.place.cell, issue.message, issue.remedy) for issue in found(assemble(sheets)[1])]


FAULTS = [
    ("Updates", "1.10   | not started", "1.2    | not started", "I-03", "A3", "Action: '1.2' is not an action of this plan."),
    ("Milestones", "1.1 ", "9.9 ", "I-03", "A2", "Action: '9.9' is not an action of this plan."),
    ("Readings", "A1 ", "A7 ", "I-04", "A2", "Measure: 'A7' is not a measure of this plan."),
    ("Actions", "30/06/2026        | A1\n        1.10", "30/06/2026 | A1; B2\n        1.10", "I-04", "J2", "Measures: 'B2' is not a measure of this plan."),
    ("Measures", "| 1      |", "| 5      |", "I-05", "C2", "Domain: '5' is not a domain of this plan."),
    ("Actions", "1.10   | 1 ", "1.10   | 3 ", "I-05", "B3", "Domain: '3' is not a domain of this plan."),
    ("Actions", "F1 ", "F2 ", "I-06", "D2", "Findings: 'F2' is not a finding of this plan."),
    ("Actions", "Head of Assessment", "Head of Assesment ", "I-07", "G2", "Lead: 'Head of Assesment' is not a post in People."),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "old", "new", "code", "cell", "message"), FAULTS)
def test_a_reference_to_nothing_is_said_at_its_cell(sheet, old, new, code, cell, message):
    sheets = changed(sheet, old, new)
    assert (code, cell, message) in [said[:3] for said in issues_of(sheets)]
    assert {said[0] for said in issues_of(sheets)} == {code}
    assert assemble(sheets)[0] is not None


def test_a_reference_nearly_right_is_answered_with_the_right_one():
    ((_, _, _, remedy), *_) = issues_of(changed("Actions", "Head of Assessment", "Head of Assesment"))
    assert remedy.startswith("Did you mean 'Head of Assessment'?")


def test_references_written_another_way_are_written_as_the_plan_writes_them():
    sheets = folder(
        Updates="Action | Status | Progress\n Action 1.1 | done | Begun.\n 1.10. | started |",
        Readings=SHEETS["Readings"].replace("A1 ", "a1 "),
        Actions=SHEETS["Actions"].replace("| F1 ", "| f1; Self-Identified ").replace("| Head of", "| HEAD  of"),
    )
    plan, issues = assemble(sheets)
    assert found(issues) == []
    assert list(plan.updates) == ["1.1", "1.10"]
    assert list(plan.readings) == ["A1"]
    assert plan.actions[0].findings == ("F1", "self-identified")
    assert plan.actions[0].lead == "Head of Assessment"


@pytest.mark.parametrize("said", ["Practice", "1 Practice", "1: PRACTICE", "Domain 1 - Practice", "Theme 1: Practice"])
def test_a_domain_may_be_named_by_its_title(said):
    plan, issues = assemble(folder(Measures=SHEETS["Measures"].replace("| 1 ", f"| {said} ")))
    assert found(issues) == []
    assert [measure.domain for measure in plan.measures] == ["1"]


def test_a_reading_may_name_its_measure_where_only_one_has_that_name():
    readings = SHEETS["Readings"].replace("A1 ", "Clear plans ")
    plan, issues = assemble(folder(Readings=readings))
    assert found(issues) == []
    assert list(plan.readings) == ["A1"]
    twice = SHEETS["Measures"] + "A2 | Clear plans | 1 | Plans checked | % | high | quarterly | B timeliness\n"
    _, issues = assemble(folder(Readings=readings, Measures=twice))
    assert [issue.code for issue in found(issues)] == ["I-04"]


def test_one_point_one_is_never_taken_for_one_point_ten():
    plan, issues = assemble(folder(Updates="Action | Status | Progress\n 1.100 | done | Begun."))
    assert [issue.code for issue in found(issues)] == ["I-03"]
    assert list(plan.updates) == ["1.100"]


def test_sheets_of_a_kind_are_put_together_in_the_order_of_their_files():
    sheets = folder(Updates="")
    one, two = "Action | Status | Progress\n 1.10 | done | A", "Ref | Progress update | Status\n 1.1 | B | started"
    plan, issues = assemble([*sheets, table("Form", one, "updates/a.xlsx"), table("Form", two, "updates/b.xlsx")])
    assert found(issues) == []
    assert [(row.action, row.place("progress").file) for row in plan.rows[Update]] == [
        ("1.10", "updates/a.xlsx"),
        ("1.1", "updates/b.xlsx"),
    ]


def test_a_missing_sheet_is_one_issue_and_not_one_for_every_reference_to_it():
    plan, issues = assemble(folder(Measures=""))
    assert plan is not None
    assert [issue.message for issue in issues if "Measures" in issue.message] == [
        "No sheet in the folder was recognised as Measures."
    ]
    assert found(issues) == []


def test_an_empty_folder_has_no_plan_which_is_said_once():
    plan, issues = assemble([])
    assert plan is None
    assert [issue.message for issue in issues] == ["Nothing in the folder was recognised as a sheet of a plan."]


def test_each_sheet_that_a_plan_needs_is_said_where_one_is_there():
    plan, issues = assemble([table("People", SHEETS["People"])])
    assert plan is None
    assert {issue.code for issue in issues} == {"I-01"}
    assert len(issues) == sum(kind.required for kind in sheet_types()) - 1


def test_actions_that_are_missed_may_be_in_the_tracker_that_was_read_as_updates():
    tracker = """
        Ref | Action      | Owner              | Due date   | Status      | Progress
        1.1 | Write plans | Head of Assessment | 30/06/2026 | in progress | Begun.
        """
    _, issues = assemble(folder(Actions=None, Tracker=tracker))
    assert [message for _, message, _ in said(issues, "I-01") if "Actions" in message] == [
        "No sheet in the folder was recognised as Actions. In plan.xlsx, sheet Tracker, only updates were found: "
        "'Owner' and 'Due date' were not read."
    ]


def test_where_its_details_cannot_be_read_others_stand_in_and_the_rest_is_still_checked():
    sheets = folder(Plan_details=SHEETS["Plan details"].replace("30/09/2026", "the end of September"))
    plan, issues = assemble([*sheets, table("More", "Action | Milestone | Milestone date\n 7.7 | Step | 1/1/26")])
    assert plan is not None
    assert plan.may_hold(Details, "")
    assert str(plan.details.as_at) == "2026-09-30"
    assert [issue.code for issue in found(issues)] == ["I-03", "C-03"]


def test_a_second_sheet_of_details_is_an_error():
    sheets = [*folder(), table("Old", SHEETS["Plan details"], "old.xlsx")]
    plan, issues = assemble(sheets)
    assert plan is not None
    assert [(issue.code, issue.place.file) for issue in found(issues)] == [("I-02", "old.xlsx")]


def test_what_names_a_row_that_could_not_be_read_is_no_second_issue():
    plan, issues = assemble(
        changed("Actions", "01/02/2026 | 30/06/2026        | A1\n        1.10", "soon | 30/06/2026 | A1\n        1.10")
    )
    assert [action.id for action in plan.actions] == ["1.10"]
    assert [(issue.code, issue.place.cell) for issue in found(issues)] == [("C-03", "H2")]


def test_issues_come_in_the_order_of_their_places():
    sheets = folder(
        Actions=SHEETS["Actions"].replace("F1 ", "F9 ").replace("30/06/2026        | A1", "30/06/2026 | A2"),
        Domains=SHEETS["Domains"].replace("Practice", ""),
    )
    _, issues = assemble(sheets)
    places = [(issue.place.sheet, issue.place.cell) for issue in found(issues)]
    assert places == [("Actions", "D2"), ("Actions", "J2"), ("Actions", "D3"), ("Actions", "J3"), ("Domains", "B2")]


def test_an_update_whose_words_are_another_actions_is_found_in_any_workbook():
    text = """
        Ref  | Action      | Progress this quarter
        1.10 | Write plans | All the plans were written in July.
        """
    plan, issues = assemble(folder(Updates=text))
    assert [(issue.code, issue.place.cell) for issue in found(issues)] == [("U-04", "A2")]
    assert "those of action 1.1" in found(issues)[0].message
    assert [row.action for row in plan.of(Update)] == ["1.1"]


@pytest.mark.parametrize("typed", ["30/09/2026", "September 2026"])
def test_a_quarterly_measures_month_at_a_quarters_end_is_taken_for_the_quarter_and_asked_about(typed):
    rows = f"Measure | Period | Value\nA1 | {typed} | 84.2\nA1 | 30/06/2026 | 80"
    blank = table("Readings to fill in", "Measure | Period | Value\nA1 | 2026-27 Q2 |")
    plan, issues = assemble([*folder(Readings=rows), blank])
    assert plan is not None
    assert [(str(row.period), str(row.value)) for row in plan.readings["A1"]] == [
        ("2026-27 Q1", "80"), ("2026-27 Q2", "84.2"),
    ]  # fmt: skip
    assert [(issue.code, issue.place.cell) for issue in found(issues)] == [("Z-30", "B2")]
    assert "September 2026 for 2026-27 Q2" in found(issues)[0].message


def test_a_quarterly_measures_readings_for_other_months_stay_months():
    plan, issues = assemble(folder(Readings="Measure | Period | Value\nA1 | August 2026 | 84.2\nA1 | 30/09/2026 | 80"))
    assert plan is not None
    assert [str(row.period) for row in plan.readings["A1"]] == ["August 2026", "September 2026"]
    assert found(issues) == []


def test_papers_and_files_are_named_as_people_write_them():
    rows = "Paper | Short name | Appendix title | File\nCabinet paper | Improvement plan | The plan | Improvement plan"
    rows += "\ncabinet_paper | terms_of_reference | Terms | appendices\\terms.docx"
    plan, _ = assemble(folder(Appendices=rows))
    assert plan is not None
    assert [(row.paper, row.name, row.file) for row in plan.of(Appendix)] == [
        ("cabinet_paper", "improvement_plan", "improvement_plan"),
        ("cabinet_paper", "terms_of_reference", "appendices/terms.docx"),
    ]


def test_what_a_lead_sent_that_has_no_headings_of_updates_is_said_not_to_be_read():
    words = "Hi, 2.10: we have trained 35 of 48 now.\nThanks, Jo"
    sent = [
        table("", words, "updates/email.txt"),
        table("Lists", "RAG\nRed", "updates/own.xlsx"),
        table("", words, "notes.txt"),
    ]
    plan = [sheet for sheet in folder() if sheet.name != "Updates"]
    _, issues = assemble([*plan, *sent, table("Updates", SHEETS["Updates"], "updates/own.xlsx")])
    assert [(issue.code, issue.place.file) for issue in found(issues)] == [("Z-32", "updates/email.txt")]


def test_a_row_left_blank_for_a_figure_gives_way_to_the_figure_and_is_no_second_reading():
    blank = table(
        "Readings to fill in", "Measure | Period | Numerator | Denominator | Value | Reading note\nA1 | 2026-27 Q2"
    )
    plan, issues = assemble([*folder(), blank])
    assert found(issues) == []
    assert plan is not None
    assert [str(row.value) for row in plan.readings["A1"]] == ["84.2"]


def test_a_row_left_blank_stays_where_there_is_no_figure_or_it_says_why():
    fill = "Measure | Period | Value | Reading note\nA1 | 2026-27 Q1 | |\nA1 | 2026-27 Q2 | | Counted again"
    plan, _ = assemble([*folder(), table("Readings to fill in", fill)])
    assert plan is not None
    assert [(str(row.period), row.note) for row in plan.of(Reading)] == [
        ("2026-27 Q2", ""), ("2026-27 Q1", ""), ("2026-27 Q2", "Counted again"),
    ]  # fmt: skip


def test_a_sheet_left_blank_for_many_figures_that_stand_elsewhere_is_no_copy():
    months = [f"{name} 2026" for name in ("April", "May", "June", "July", "August", "September")]
    given = "Measure | Period | Value\n" + "\n".join(f"A1 | {month} | 80" for month in months)
    blank = "Measure | Period | Value\n" + "\n".join(f"A1 | {month} |" for month in months)
    plan, issues = assemble(
        [*folder(), table("Monthly", given, "months.xlsx"), table("Readings", blank, "fill in.xlsx")]
    )
    assert found(issues) == []
    assert plan is not None
    assert [row.value for row in plan.of(Reading)][1:] == [Decimal(80)] * 6
