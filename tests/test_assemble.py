from __future__ import annotations

from datetime import date
from decimal import Decimal

from pipeline.assemble import assemble
from pipeline.read import Cell, Line, Sheet

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
