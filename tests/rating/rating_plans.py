"""Small invented plans for the tests of ratings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from pipeline.model import Plan
from pipeline.periods import Period, quarter
from pipeline.places import Place
from pipeline.sheets.actions import Action
from pipeline.sheets.columns import Row
from pipeline.sheets.details import Details
from pipeline.sheets.measures import Frequency, Measure, Polarity, Sensitivity, ToleranceUnit, Unit
from pipeline.sheets.milestones import Milestone
from pipeline.sheets.ratings import RatingKey, Scale, Standing
from pipeline.sheets.readings import Reading
from pipeline.sheets.rules import RatingRule
from pipeline.sheets.updates import Outlook, Status, Update

Q2 = quarter(2026, 2)
AS_AT = date(2026, 9, 30)


def details(period: Period = Q2, as_at: date = AS_AT) -> Details:
    return Details(
        places={"council": Place("plan.xlsx", "Plan details", "B1", "Council")},
        council="Testshire Council",
        plan_title="Plan",
        service="children's social care",
        quarter=period,
        as_at=as_at,
        plan_start=date(2026, 1, 1),
        plan_end=date(2027, 12, 31),
        inspection="focused visit",
        inspection_topic="front door",
        inspection_date=date(2025, 12, 2),
        letter_received=date(2026, 1, 5),
        letter_published=date(2026, 1, 26),
        board="Board",
        board_chair="Chair",
        director="Director",
        scrutiny="Committee",
        updates_open=date(2026, 9, 21),
        updates_close=date(2026, 10, 16),
    )


def plan(*rows: Row, period: Period = Q2, as_at: date = AS_AT) -> Plan:
    grouped: dict[type[Row], tuple[Row, ...]] = {}
    for row in rows:
        grouped[type(row)] = (*grouped.get(type(row), ()), row)
    return Plan(details(period, as_at), grouped)


def action(id_: str = "1.1", **changes: Any) -> Action:
    values: dict[str, Any] = {
        "id": id_,
        "domain": "1",
        "text": "Do it",
        "findings": ("F1",),
        "outcome": "Better",
        "impact": "Children will notice",
        "lead": "Head of Assessment",
        "start": date(2026, 2, 1),
        "original_due": date(2027, 3, 31),
        "places": {"id": Place("plan.xlsx", "Actions", "A5", "Action")},
    }
    return Action(**(values | changes))


def update(action_id: str = "1.1", **changes: Any) -> Update:
    values: dict[str, Any] = {
        "action": action_id,
        "status": Status.IN_PROGRESS,
        "progress": "Form agreed and in use in two teams",
        "outlook": Outlook.ON_TRACK,
    }
    return Update(**(values | changes))


def milestone(due: date, done: date | None = None, action_id: str = "1.1") -> Milestone:
    return Milestone(action=action_id, text="Step", due=due, done=done)


def measure(id_: str = "A1", **changes: Any) -> Measure:
    values: dict[str, Any] = {
        "id": id_,
        "name": "Assessments within 45 working days",
        "domain": "1",
        "definition": "Of all",
        "unit": Unit.PERCENT,
        "polarity": Polarity.HIGH,
        "target": Decimal(90),
        "tolerance": Decimal(5),
        "tolerance_unit": ToleranceUnit.POINTS,
        "frequency": Frequency.QUARTERLY,
        "sensitivity": Sensitivity.CHILDREN,
        "places": {
            "id": Place("measures.xlsx", "Measures", "A4", "Measure"),
            "tolerance": Place("measures.xlsx", "Measures", "L4", "Tolerance"),
            "tolerance_unit": Place("measures.xlsx", "Measures", "M4", "Tolerance in"),
        },
    }
    return Measure(**(values | changes))


def reading(value: Any = None, period: Period = Q2, id_: str = "A1", **changes: Any) -> Reading:
    if value is not None:
        changes["value"] = Decimal(str(value))
    for name in ("numerator", "denominator"):
        if name in changes:
            changes[name] = Decimal(str(changes[name]))
    return Reading(measure=id_, period=period, **changes)


def scheme_rows(scale: Scale, key: str, rules: str) -> list[Row]:
    """A council's key ("name | standing" a line, best first, and its symbol, fill and text colour where they matter)
    and rules ("rating | when | because" a line)."""
    rows: list[Row] = []
    for n, line in enumerate(_lines(key), start=2):
        name, standing, symbol, fill, ink = [*line, "●", "505A5F", "FFFFFF"][:5] if len(line) == 2 else line
        rows.append(
            RatingKey(
                scale=scale,
                name=name,
                meaning=f"It is {standing}.",
                standing=Standing(standing),
                symbol=symbol,
                fill=fill,
                ink=ink,
                places={
                    "name": Place("plan.xlsx", "Rating key", f"B{n}", "Rating"),
                    "fill": Place("plan.xlsx", "Rating key", f"F{n}", "Fill colour"),
                    "ink": Place("plan.xlsx", "Rating key", f"G{n}", "Text colour"),
                },
            )
        )
    for n, (rating, when, *because) in enumerate(_lines(rules), start=2):
        places = {
            name: Place("plan.xlsx", "Rating rules", f"{column}{n}", name.title())
            for column, name in zip("ABCDE", ("order", "scale", "rating", "when", "because"), strict=True)
        }
        rows.append(
            RatingRule(
                order=Decimal(n * 10),
                scale=scale,
                rating=rating,
                when=when,
                because=because[0] if because else "it is so",
                places=places,
            )
        )
    return rows


def _lines(table: str) -> Sequence[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
