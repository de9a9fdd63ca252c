"""A small sound plan as an officer keeps it: what stands in each sheet of each workbook, two quarters of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from pipeline.rating.default import default_key, default_rules

Rows = list[dict[str, Any]]
Books = dict[str, dict[str, Rows]]

PLAN, MEASURES, SCHEME = "Improvement plan.xlsx", "Measures.xlsx", "Rating scheme.xlsx"
CARE, ASSESSMENT = "updates/Head of Care.xlsx", "updates/Head of Assessment.xlsx"
QUARTERS = ("2025-26 Q1", "2025-26 Q2", "2025-26 Q3", "2025-26 Q4", "2026-27 Q1", "2026-27 Q2")


def quarter() -> Books:
    """This quarter, 2026-27 Q2: for each workbook its sheets, for each sheet its rows by field."""
    return {
        PLAN: {
            "Plan details": [_details()],
            "Meetings": _meetings(),
            "Domains": [
                {
                    "id": 1,
                    "title": "Oversight",
                    "aim": "Every plan is current.",
                    "sponsor": "Director of Safeguarding",
                },
                {
                    "id": 2,
                    "title": "Workforce",
                    "aim": "Every child knows their worker.",
                    "sponsor": "Director of Care",
                },
            ],
            "Findings": [
                {
                    "id": "F1",
                    "text": "Oversight by managers is weak.",
                    "kind": "area for improvement",
                    "source": "Letter",
                    "paragraph": 4,
                },
                {
                    "id": "F2",
                    "text": "Workers change too often.",
                    "kind": "area for improvement",
                    "source": "Letter",
                    "paragraph": 7,
                },
            ],
            "People": [
                {"role": "Head of Assessment", "name": "Asha Invented", "email": "asha@exampleshire.example"},
                {"role": "Head of Care", "name": "Ben Invented", "email": "ben@exampleshire.example"},
            ],
            "Actions": _actions(),
            "Milestones": [
                {
                    "action": "1.1",
                    "text": "Form agreed by the practice board",
                    "due": date(2026, 5, 29),
                    "done": date(2026, 5, 28),
                },
                {"action": "2.1", "text": "Posts advertised", "due": date(2026, 11, 30)},
            ],
            "Risks": [
                {
                    "id": "R1",
                    "kind": "risk",
                    "text": "Posts stay empty.",
                    "likelihood": 4,
                    "impact": 5,
                    "mitigation": "Recruit.",
                    "owner": "Director of Care",
                    "residual_likelihood": 3,
                    "residual_impact": 4,
                },
                {
                    "id": "R2",
                    "kind": "risk",
                    "text": "The new record is not used.",
                    "likelihood": 3,
                    "impact": 4,
                    "mitigation": "Audit every month.",
                    "owner": "Director of Safeguarding",
                    "residual_likelihood": 2,
                    "residual_impact": 4,
                },
            ],
            "Headings": [{"sheet": "Milestones", "standard": "Milestone", "ours": "Deliverable"}],
            "Glossary": [{"term": "ILACS", "meaning": "The inspection of children's services."}],
            "Governance": [
                {
                    "body": "Children's Improvement Board",
                    "role": "Oversees the plan.",
                    "chair": "Independent Chair",
                    "meets": "every month",
                }
            ],
            "Appendices": [
                {"paper": "cabinet_paper", "name": "plan", "title": "Improvement plan", "file": "improvement_plan"}
            ],
            "Background papers": [{"paper": "cabinet_paper", "title": "None"}],
            "Overrides": [
                {
                    "item": "2.1",
                    "scale": "delivery",
                    "rating": "Red",
                    "reason": "Few have applied.",
                    "name": "Head of Care",
                    "on": date(2026, 9, 28),
                }
            ],
        },
        MEASURES: {"Measures": _measures(), "Readings": _readings()},
        SCHEME: {
            "Rating key": [row.model_dump(exclude={"places", "symbols"}, mode="json") for row in default_key()],
            "Rating rules": [
                row.model_dump(exclude={"places", "symbols"}, mode="json") | {"order": int(row.order)}
                for row in default_rules()
            ],
        },
        ASSESSMENT: {
            "Updates": [
                _update(
                    "1.1",
                    "Managers now record why they agree or disagree with each plan; a sample of 40 files in September "
                    "found that 31 had such a record, up from 12 in June.",
                ),
                _update(
                    "1.2",
                    "The first round of audits by peers was finished in August, and what it found about visits was "
                    "shared with all four teams at the practice forum.",
                ),
            ]
        },
        CARE: {
            "Updates": [
                _update(
                    "2.1",
                    "Two of the seven empty posts were filled in July, and an advert with a new picture of the work "
                    "went out in the first week of September.",
                    updated_by="Head of Care",
                    lead_rating="Amber",
                    outlook="at risk",
                    cause="Few have applied.",
                    recovery="Agency workers stay until January.",
                    back_on_track=date(2027, 1, 29),
                )
            ]
        },
    }


def quarter_before() -> Books:
    """Last quarter, 2026-27 Q1: the same plan, its own words and no readings of this quarter."""
    books = quarter()
    details = books[PLAN]["Plan details"][0]
    details |= {
        "quarter": "2026-27 Q1",
        "as_at": date(2026, 6, 30),
        "updates_open": date(2026, 6, 22),
        "updates_close": date(2026, 7, 10),
    }
    books[PLAN]["Overrides"] = []
    books[MEASURES]["Readings"] = [row for row in _readings() if row["period"] != QUARTERS[-1]]
    words = {
        "1.1": "The form was tried in two teams during May, and their comments led to a shorter version of it.",
        "1.2": "Peers from another council agreed to take part, and the questions of the audit were settled.",
        "2.1": "A review of pay was finished in June, and the panel agreed that adverts may offer a move.",
    }
    for file in (ASSESSMENT, CARE):
        for row in books[file]["Updates"]:
            row |= {"progress": words[row["action"]], "updated_on": date(2026, 7, 1)}
            if row["action"] == "2.1":
                row |= {"lead_rating": "Green", "outlook": "on track"}
                for field in ("cause", "recovery", "back_on_track"):
                    del row[field]
    return books


def _details() -> dict[str, Any]:
    return {
        "council": "Exampleshire Council",
        "plan_title": "Children's Improvement Plan",
        "service": "children's social care",
        "quarter": "2026-27 Q2",
        "as_at": date(2026, 9, 30),
        "plan_start": date(2025, 12, 1),
        "plan_end": date(2027, 3, 31),
        "inspection": "focused visit",
        "inspection_topic": "children subject to a child protection plan",
        "inspection_date": date(2025, 12, 2),
        "letter_received": date(2026, 1, 5),
        "letter_published": date(2026, 1, 26),
        "board": "Children's Improvement Board",
        "board_chair": "Independent Chair",
        "director": "Executive Director of Children's Services",
        "scrutiny": "Children's Overview Committee",
        "updates_open": date(2026, 9, 21),
        "updates_close": date(2026, 10, 16),
        "statement_sent": date(2026, 4, 14),
        "synthetic": "Invented council, invented figures.",
    }


def _meetings() -> Rows:
    cabinet = {
        "committee": "Cabinet",
        "day": date(2026, 11, 11),
        "publish_on": date(2026, 11, 3),
        "item": 8,
        "classification": "Public",
        "officer": "Executive Director of Children's Services",
        "email": "director@exampleshire.example",
        "telephone": "01632 960000",
        "portfolio_holder": "Councillor Invented",
        "local_member": "All Members",
        "key_decision": "yes",
        "notice_published": date(2026, 10, 13),
    }
    elsewhere = cabinet | {"key_decision": None, "notice_published": None}
    return [
        {"paper": "cabinet_paper", "title": "Children's Improvement Plan"} | cabinet,
        {"paper": "improvement_plan", "title": "The plan"} | cabinet,
        {"paper": "ofsted_submission", "title": "Plan for Ofsted"}
        | elsewhere
        | {"committee": "Ofsted", "day": date(2026, 11, 20), "publish_on": None},
        {"paper": "quarterly_update", "title": "Progress in the quarter"}
        | elsewhere
        | {
            "committee": "Children's Overview Committee",
            "day": date(2026, 11, 25),
            "publish_on": date(2026, 11, 17),
        },
    ]


def _actions() -> Rows:
    def action(id: str, text: str, **more: Any) -> dict[str, Any]:  # noqa: A002 - the field's name
        return {
            "id": id,
            "domain": 1,
            "text": text,
            "findings": "F1",
            "outcome": "Every file shows what the manager decided and why.",
            "impact": "Children will have plans that do not drift.",
            "lead": "Head of Assessment",
            "start": date(2026, 2, 2),
            "original_due": date(2026, 12, 18),
            "measures": "A1",
        } | more

    return [
        action("1.1", "Introduce a weekly record of oversight by managers for every child's file"),
        action("1.2", "Audit ten files a month with peers"),
        action(
            "2.1",
            "Fill the seven empty posts in the care teams",
            domain=2,
            findings="F2",
            lead="Head of Care",
            start=date(2026, 4, 1),
            original_due=date(2026, 12, 11),
            revised_due=date(2027, 1, 29),
            revisions=1,
            revision_reason="The review of pay took longer.",
            revision_approved_by="Children's Improvement Board",
            revision_approved_on=date(2026, 6, 16),
            measures="A1; B1",
            impact="Children will know who their worker is.",
        ),
    ]


def _measures() -> Rows:
    measure = {
        "id": "A1",
        "name": "Files with a record of oversight",
        "domain": 1,
        "definition": "Of files open at the end of the quarter, those with a record in the last 30 days.",
        "unit": "%",
        "decimals": 1,
        "polarity": "high",
        "target": 85,
        "tolerance": 5,
        "tolerance_unit": "percentage points",
        "baseline": 61.3,
        "baseline_period": "2025-26 Q1",
        "target_period": "2026-27 Q4",
        "benchmark": 85.7,
        "benchmark_area": "England",
        "benchmark_period": "2024-25",
        "benchmark_source": "Invented statistics, 2025",
        "frequency": "quarterly",
        "sensitivity": "B timeliness",
    }
    posts = {
        "id": "B1",
        "name": "Posts filled",
        "domain": 2,
        "definition": "Of posts in the care teams, those with a permanent worker.",
        "target": 90,
        "tolerance": 10,
        "baseline": 71.5,
        "benchmark": None,
        "benchmark_area": None,
        "benchmark_period": None,
        "benchmark_source": None,
        "sensitivity": "C workforce",
    }
    return [measure, measure | posts]


def _readings() -> Rows:
    return [
        {
            "measure": name,
            "period": period,
            "numerator": many,
            "denominator": out_of,
            "value": round(many * 100 / out_of, 1),
        }
        for name, out_of, counts in (
            ("A1", 160, (98, 109, 117, 126, 133, 140)),
            ("B1", 200, (143, 150, 154, 163, 166, 171)),
        )
        for period, many in zip(QUARTERS, counts, strict=True)
    ]


def _update(action: str, progress: str, **more: Any) -> dict[str, Any]:
    return {
        "action": action,
        "status": "in progress",
        "progress": progress,
        "next_steps": "Use what was learned in supervision.",
        "outlook": "on track",
        "lead_rating": "Green",
        "updated_by": "Head of Assessment",
        "updated_on": date(2026, 10, 2),
    } | more
