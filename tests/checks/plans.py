"""A small sound plan of an invented council, to change one thing in and see what the checks say."""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, get_args

from pipeline.model import Plan, RatedPlan, Scheme
from pipeline.periods import Period, parse_period
from pipeline.places import Place
from pipeline.rating import load_scheme, rate
from pipeline.sheets.actions import Action
from pipeline.sheets.appendices import Appendix
from pipeline.sheets.columns import Row, columns_of, sheet_types
from pipeline.sheets.details import Details
from pipeline.sheets.domains import Domain
from pipeline.sheets.findings import Finding
from pipeline.sheets.measures import Measure
from pipeline.sheets.meetings import Meeting
from pipeline.sheets.milestones import Milestone
from pipeline.sheets.overrides import Override
from pipeline.sheets.people import Person
from pipeline.sheets.readings import Reading
from pipeline.sheets.risks import Risk
from pipeline.sheets.to_confirm import Proposal
from pipeline.sheets.updates import Update

SHEETS = {kind.row: kind.name for kind in sheet_types()}
THIS_QUARTER = (
    "Managers now record why they agree or disagree with each plan; a sample of 40 files in September found that "
    "31 had such a record, up from 12 in June."
)
LAST_QUARTER = (
    "The form was tried in two teams during May, and their comments led to a shorter version that all teams have "
    "used since the middle of June."
)


def row(kind: type[Row], sheet_row: int, values: dict[str, Any]) -> Row:
    """A row with a place for every column, as if read from ``plan.xlsx``."""
    columns = columns_of(kind)
    assert set(values) <= set(columns), set(values) - set(columns)
    places = {
        name: Place("plan.xlsx", SHEETS[kind], f"{letters(number)}{sheet_row}", column.heading)
        for number, (name, column) in enumerate(columns.items())
    }
    periods = {
        name for name, field in kind.model_fields.items() if Period in (field.annotation, *get_args(field.annotation))
    }
    found = {name: parse_period(v) if name in periods and isinstance(v, str) else v for name, v in values.items()}
    return kind(**found, places=places)


def letters(number: int) -> str:
    return (letters(number // 26 - 1) if number > 25 else "") + chr(65 + number % 26)


def maker(kind: type[Row], defaults: dict[str, Any]):
    """A function that makes a row of a kind from what differs from the sound one."""
    made = iter(range(2, 100_000))

    def make(**changes: Any) -> Any:
        return row(kind, next(made), defaults | changes)

    return make


details = maker(
    Details,
    {
        "council": "Exampleshire Council",
        "plan_title": "Children's Improvement Plan",
        "service": "children's social care",
        "quarter": "2026-27 Q2",
        "as_at": "2026-09-30",
        "plan_start": "2025-12-01",
        "plan_end": "2027-03-31",
        "inspection": "focused visit",
        "inspection_topic": "children subject to a child protection plan",
        "inspection_date": "2025-12-02",
        "letter_received": "2026-01-05",
        "letter_published": "2026-01-26",
        "board": "Children's Improvement Board",
        "board_chair": "Independent Chair",
        "director": "Executive Director of Children's Services",
        "scrutiny": "Children's Overview Committee",
        "updates_open": "2026-09-21",
        "updates_close": "2026-10-16",
    },
)
person = maker(Person, {"role": "Head of Assessment", "name": "Asha Invented"})
domain = maker(
    Domain, {"id": "1", "title": "Oversight", "aim": "Every plan is current.", "sponsor": "Director of Safeguarding"}
)
finding = maker(
    Finding,
    {
        "id": "F1",
        "text": "Oversight by managers is weak.",
        "kind": "area for improvement",
        "source": "Letter",
        "paragraph": "4",
    },
)
action = maker(
    Action,
    {
        "id": "1.1",
        "domain": "1",
        "text": "Introduce a weekly record of oversight by managers for every child's file",
        "findings": ("F1",),
        "outcome": "Every file shows what the manager decided and why.",
        "impact": "Children will have plans that do not drift.",
        "lead": "Head of Assessment",
        "start": "2026-02-02",
        "original_due": "2026-12-18",
        "measures": ("A1",),
    },
)
milestone = maker(
    Milestone, {"action": "1.1", "text": "Form agreed by the practice board", "due": "2026-05-29", "done": "2026-05-28"}
)
update = maker(
    Update,
    {
        "action": "1.1",
        "status": "in progress",
        "progress": THIS_QUARTER,
        "next_steps": "Use the record in supervision.",
        "outlook": "on track",
        "lead_rating": "Green",
        "updated_by": "Head of Assessment",
        "updated_on": "2026-10-02",
    },
)
COMPLETE = {
    "status": "complete",
    "completed": "2026-09-18",
    "evidence": "Audit of files, 18 September 2026, quality team",
    "lead_rating": "Complete",
    "outlook": None,
}
measure = maker(
    Measure,
    {
        "id": "A1",
        "name": "Files with a record of oversight",
        "domain": "1",
        "definition": "Of files open at the end of the quarter, those with a record in the last 30 days.",
        "unit": "%",
        "polarity": "high",
        "target": "85",
        "tolerance": "5",
        "tolerance_unit": "percentage points",
        "benchmark": "85.7",
        "benchmark_area": "England",
        "benchmark_period": "2024-25",
        "benchmark_source": "Invented statistics, 2025",
        "frequency": "quarterly",
        "sensitivity": "B timeliness",
    },
)
reading = maker(
    Reading, {"measure": "A1", "period": "2026-27 Q2", "numerator": "140", "denominator": "160", "value": "87.5"}
)
meeting = maker(
    Meeting,
    {
        "paper": "cabinet_paper",
        "title": "Children's Improvement Plan",
        "committee": "Cabinet",
        "day": "2026-11-11",
        "publish_on": "2026-11-03",
        "item": "8",
        "classification": "Public",
        "officer": "Executive Director of Children's Services",
        "email": "director@exampleshire.example",
        "telephone": "01632 960000",
        "portfolio_holder": "Councillor Invented",
        "key_decision": "yes",
        "notice_published": "2026-10-13",
    },
)
SUBMISSION = {
    "paper": "ofsted_submission",
    "committee": "Ofsted",
    "day": "2026-11-20",
    "publish_on": None,
    "key_decision": None,
    "notice_published": None,
}
SCRUTINY = {
    "paper": "quarterly_update",
    "committee": "Children's Overview Committee",
    "day": "2026-11-25",
    "publish_on": "2026-11-17",
    "key_decision": None,
    "notice_published": None,
}
appendix = maker(
    Appendix,
    {"paper": "cabinet_paper", "name": "improvement_plan", "title": "Improvement plan", "file": "improvement_plan"},
)
risk = maker(
    Risk,
    {
        "id": "R1",
        "text": "Posts stay empty.",
        "likelihood": 4,
        "impact": 5,
        "mitigation": "Recruit.",
        "owner": "Director of Workforce",
        "residual_likelihood": 3,
        "residual_impact": 4,
    },
)

override = maker(
    Override,
    {
        "item": "1.1",
        "scale": "delivery",
        "rating": "Amber",
        "reason": "The supplier has given notice.",
        "name": "Director of Safeguarding",
        "on": "2026-10-05",
    },
)
proposal = maker(
    Proposal,
    {
        "what": "Updates close",
        "sheet": "Plan details",
        "heading": "Updates close",
        "proposed": "16 October 2026",
        "why": "It was 12 working days after the quarter's end last quarter.",
    },
)

COUNTS = (98, 104, 109, 117, 121, 126, 133, 140)  # of 160 files, 2024-25 Q3 to 2026-27 Q2


def readings(counts: tuple[int, ...] = COUNTS, **changes: Any) -> list[Reading]:
    """Quarterly readings up to 2026-27 Q2, of 160 files unless said otherwise."""
    period, found = parse_period("2026-27 Q2"), []
    for many in reversed(counts):
        given = {"numerator": many, "denominator": 160, "value": str(round(Decimal(many) / Decimal("1.6"), 1))}
        found.append(reading(**(given | {"period": period} | changes)))
        period = period.before()
    return found[::-1]


def figures(*values: str, **changes: Any) -> list[Reading]:
    """Quarterly readings up to 2026-27 Q2 that have a value and nothing else."""
    found = readings(tuple(range(len(values))), numerator=None, denominator=None, **changes)
    return [each.model_copy(update={"value": Decimal(value)}) for each, value in zip(found, values, strict=True)]


def plan(**rows: Any) -> Plan:
    """The sound plan with whole sheets replaced: ``plan(actions=[action(id="9.9")])``."""
    given = {
        "details": [details()],
        "people": [person(), person(role="Head of Care", name="Ben Invented")],
        "domains": [domain()],
        "findings": [finding()],
        "actions": [action()],
        "milestones": [milestone()],
        "updates": [update()],
        "measures": [measure()],
        "readings": readings(),
        "meetings": [meeting(), meeting(**SUBMISSION), meeting(**SCRUTINY)],
        "appendices": [],
        "risks": [risk()],
        "overrides": [],
        "to_confirm": [],
    } | rows
    kinds = (Details, Person, Domain, Finding, Action, Milestone, Update, Measure, Reading, Meeting, Appendix, Risk)
    kinds = (*kinds, Override, Proposal)
    sheets = dict(zip(kinds, given.values(), strict=True))
    return Plan(sheets[Details][0], {kind: tuple(found) for kind, found in sheets.items()})


@cache
def shipped() -> Scheme:
    """The shipped scheme: the plan has none of its own."""
    return load_scheme(plan())[0]


def rated(**rows: Any) -> RatedPlan:
    """As :func:`plan`, rated by the shipped scheme."""
    return rate(plan(**rows), shipped())[0]


def earlier(**rows: Any) -> RatedPlan:
    """Last quarter of the sound plan: its own words, and no reading yet for this quarter."""
    last = details(
        quarter="2026-27 Q1", as_at="2026-06-30", updates_open=date(2026, 6, 22), updates_close=date(2026, 7, 10)
    )
    given = {
        "details": [last],
        "updates": [update(progress=LAST_QUARTER, updated_on="2026-07-01")],
        "readings": readings()[:-1],
    }
    return rated(**(given | rows))
