"""What templates may print, as data: an invented plan with every name a template can reach."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from pipeline.facts.fact import Fact, Facts, Node, Picture, register

RATINGS = {
    "Blue": ("■", "1D70B8", "FFFFFF", "Completed, with evidence."),
    "Green": ("●", "00703C", "FFFFFF", "On time, with no missed milestone."),
    "Amber": ("▲", "FFBF47", "0B0C0C", "Up to 30 days late, or a milestone was missed."),
    "Red": ("◆", "B10E1E", "FFFFFF", "More than 30 days late, or will not be met."),
    "Not rated": ("–", "505A5F", "FFFFFF", "No update was received."),
}
COUNTS = (
    "domains",
    "findings",
    "answered_findings",
    "priority_findings",
    "improvement_findings",
    "actions",
    "measures",
    "risks",
    "completed",
    "completed_now",
    "off_track",
    "overdue",
    "redated_now",
    "redated_ever",
    "exceptions",
    "worsened",
    "improved",
    "no_longer_rated",
    "next_milestones",
    "measures_rated",
    "measures_on_target",
    "monthly_measures",
)
PERIODS = ["2025-26 Q2", "2025-26 Q3", "2025-26 Q4", "2026-27 Q1", "2026-27 Q2"]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="160mm" height="60mm" viewBox="0 0 160 60"><rect width="160" height="60" fill="#E4ECF3"/><path d="M5 50 L155 10" stroke="#12436D" fill="none"/></svg>'


def png(width: int = 8, height: int = 3) -> bytes:
    """A plain PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\xe4\xec\xf3" * width for _ in range(height))
    out = io.BytesIO()
    out.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)))
    out.write(chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
    return out.getvalue()


def chart(
    name: str, alt: str = "Line chart: the figure rose from 70.1% to 84.2% against a target of 90.0%."
) -> Picture:
    """An invented chart."""
    return Picture(f"chart.{name}", SVG, png, alt, 165.0, 62.0)


def node(prefix: str, **items: Any) -> Node:
    """A node whose plain strings become facts."""
    return Node(
        {
            name: Fact(f"{prefix}.{name}", value, value) if isinstance(value, str) else value
            for name, value in items.items()
        }
    )


def rating(prefix: str, word: str) -> Node:
    symbol, fill, ink, _ = RATINGS[word]
    return node(
        prefix,
        word=word,
        symbol=symbol,
        fill=fill,
        ink=ink,
        label=f"{symbol} {word}",
        reason=f"{word}: 34 days past its due date of 31 May 2026.",
        change="was Green last quarter",
        override="",
    )


def rating_rows(prefix: str) -> list[Node]:
    return [
        node(
            f"{prefix}.{word}",
            word=word,
            symbol=symbol,
            fill=fill,
            ink=ink,
            meaning=meaning,
            now="13",
            before="11",
            change="up 2",
            percent="20%",
        )
        for word, (symbol, fill, ink, meaning) in RATINGS.items()
    ]


def action(domain: str, number: int) -> Node:
    ref = f"{domain}.{number}"
    words = list(RATINGS)
    return node(
        f"action.{ref}",
        id=ref,
        text="Agree and publish one standard for the oversight of children’s plans by team managers & deputies",
        domain="Management oversight",
        findings="F1, F4",
        outcome="Every plan is read by a manager at least every six weeks",
        impact_for_children="Children’s plans don’t drift, and help comes sooner",
        lead="Head of Safeguarding",
        partner="" if number % 3 else "NHS Example",
        start="1 February 2026",
        due="30 June 2026",
        days_overdue="0",
        original_due="31 May 2026",
        dates="Start 1 February 2026; due 30 June 2026",
        redated=""
        if number % 4
        else "Moved from 31 May 2026 to 30 June 2026, agreed by the Board on 12 May 2026: recruitment took longer",
        measures="Q1, Q3",
        milestones="Standard agreed; training given",
        milestone_rows=[node(f"m.{ref}", text="Standard agreed", due="31 March 2026", state="done 28 March 2026")],
        status="in progress",
        delivery=rating(f"action.{ref}.delivery", words[number % 5]),
        impact=rating(f"action.{ref}.impact", words[(number + 2) % 5]),
        progress="The standard was agreed in May. Managers in three of four teams now record their oversight, and the fourth begins in October.",
        next_steps="Audit of 40 records in November",
        outlook="will be met",
        cause="Two managers left",
        recovery="An interim manager began in September",
        back_on_track="30 November 2026",
        evidence="Minutes of 12 May 2026",
        impact_evidence="",
        updated="Updated 2 October 2026 by Head of Safeguarding",
        completed="",
    )


def measure(ref: str, with_readings: bool = True) -> Node:
    figures = ["70.1%", "74.8%", "c", "80.0%", "84.2%"] if with_readings else ["no figure"] * 5
    readings = [node(f"measure.{ref}.{p}", period=p, text=t) for p, t in zip(PERIODS, figures, strict=True)]
    rows = [
        node(f"measure.{ref}.chart.{p}", period=p, text="70.1%", target="90.0%")
        for p in ["2024-25 Q4", "2025-26 Q1", *PERIODS]
    ]
    return node(
        f"measure.{ref}", id=ref, name="Assessments completed within 45 working days of referral", domain="Decision making", definition="Share of assessments completed in the quarter that took no more than 45 working days.",
        unit="per cent", polarity="High is good", target="90.0%", tolerance="5 percentage points", baseline="68.2% (2024-25 Q4)", benchmark="85.7% (England, 2024-25)", target_period="2026-27 Q4",
        trajectory="From 68.2% in 2024-25 Q4 to 84.2% now, against a target of 90.0% by 2026-27 Q4.", course="ahead of 79.1%", baseline_figure="68.2%", baseline_period="2024-25 Q4", readings=readings, latest=figures[-1], latest_period=PERIODS[-1], numerator="128", denominator="152", fraction="128 of 152",
        rating=rating(f"measure.{ref}.rating", "Amber" if with_readings else "Not rated"), travel="▲ better", travel_reason="84.2% is 4.2 percentage points better than 80.0% in 2026-27 Q1.", travel_year="▲ better", travel_year_reason="Better than 70.1%.",
        has_readings="yes" if with_readings else "no", note="", definition_note="", source="Case system", cause="", recovery="", recovery_lead="", back_on_track="",
        chart=chart(ref) if with_readings else Fact(f"measure.{ref}.chart", None, ""), chart_rows=rows,
    )  # fmt: skip


def risk(ref: str, kind: str) -> Node:
    return node(
        f"risk.{ref}",
        id=ref,
        kind=kind,
        text="Experienced social workers leave faster than they are replaced, so children meet many workers",
        likelihood="4",
        impact="5",
        score="20 (4 × 5)",
        mitigation="A recruitment campaign, a retention payment and a training academy with the university",
        owner="Director of Workforce",
        residual="12 (3 × 4)",
        movement="no change since last quarter",
    )


def facts(domains: int = 3, actions: int = 4, **changes: Any) -> Facts:
    """The whole tree; ``changes`` replaces or adds top-level names."""
    words = lambda prefix, *lines: [node(f"{prefix}.{i}", text=line) for i, line in enumerate(lines)]  # noqa: E731
    titles = [
        "Quality of practice & quality assurance",
        "Capacity and caseloads",
        "Management oversight",
        "Recruitment and retention",
        "Decision making",
        "Pre-proceedings",
        "Resources",
    ]
    domain_nodes = []
    for index in range(domains):
        number = str(index + 1)
        domain_nodes.append(
            node(
                f"domain.{number}",
                id=number,
                title=titles[index % 7],
                aim="Every child’s plan is clear, current and makes a difference.",
                sponsor="Director of Safeguarding",
                actions=[action(number, n + 1) for n in range(actions)],
                measures=[measure(f"Q{number}")],
                summary="4 actions: 1 red, 1 amber, 2 green.",
                rating_rows=rating_rows(f"domain.{number}.row"),
            )
        )
    every = [each for domain in domain_nodes for each in domain["actions"]]
    measures = [*[measure(f"A{n}") for n in range(1, 5)], measure("L1", with_readings=False)]
    appendices = [
        ("improvement_plan", "A", "Children’s Improvement Plan"),
        ("terms_of_reference", "B", "Terms of reference of the Children’s Improvement Board"),
        ("inspection_letter", "C", "Letter from Ofsted"),
    ]
    threats = [risk(f"R{n}", "risk") for n in range(1, 4)]
    opportunities = [risk("O1", "opportunity")]
    findings = [
        node(
            f"finding.F{n}",
            id=f"F{n}",
            text="Managers don’t record why decisions were made, and so plans drift",
            kind="Area for improvement",
            source="Ofsted letter",
            paragraph=str(n + 6),
            actions="1.1, 1.2",
            measures="Q1, Q3",
            action_rows=every[:2],
            coverage="2 actions, 2 measures",
        )
        for n in range(1, 6)
    ]
    tree = Node(
        {
            "plan": node("plan", council="Exampleshire Council", title="Children’s Improvement Plan", service="children’s social care", quarter="2026-27 Q2", quarter_months="July to September 2026", previous_quarter="2026-27 Q1", next_quarter="2026-27 Q3", compared_with="2026-27 Q1", as_at="30 September 2026", start="1 April 2025", end="31 March 2027", inspection="focused visit", inspection_topic="children subject to a child protection plan", inspection_date="2 December 2025", letter_received="5 January 2026", letter_published="26 January 2026", board="Children’s Improvement Board", the_board="the Children’s Improvement Board", board_chair="Independent Chair", the_board_chair="the Independent Chair", director="Executive Director of Children’s Services", the_director="the Executive Director of Children’s Services", scrutiny="Children’s Overview Committee", the_scrutiny="the Children’s Overview Committee", the_title="the Children’s Improvement Plan", letter="letter", inspected="a focused visit to children’s social care", synthetic="Invented council, invented people, invented figures."),
            "paper": node("paper", name="cabinet_paper", title="Children’s Improvement Plan: Children & Families", committee="Cabinet", date="11 November 2026", weekday_date="Wednesday 11 November 2026", publish_on="3 November 2026", send_by="", item="8", classification="Public", exempt_paragraph="", officer="Ada Placeholder, Director of Safeguarding", email="ada.placeholder@example.gov.uk", telephone="01234 567890", portfolio_holder="Councillor Sam Invented", the_portfolio_holder="Councillor Sam Invented", the_committee="Cabinet", local_member="All members", key_decision="This is a key decision; notice was given on 9 October 2026.", letter=""),
            "law": node("law", sent="14 April 2026", unsent="", statement_due="16 April 2026", statement_working="70 working days after 5 January 2026, the day the letter was received, not counting that day, weekends, Good Friday or bank holidays.", draft_due="2 February 2026", draft_working="20 working days after 5 January 2026.", report_due="16 February 2026", report_working="30 working days after 5 January 2026.", citation="section 137 of the Education and Inspections Act 2006 and SI 2007/462", position="The statement was due to Ofsted by 16 April 2026, 167 days before 30 September 2026."),
            "counts": node("counts", **dict.fromkeys(COUNTS, "7")),
            "phrases": node("phrases", finding_kinds="7 areas for improvement", **{name: f"7 {name.replace('_', ' ')}" for name in COUNTS}),
            "totals": node("totals", delivery="Of 66 actions, 60 are rated for delivery; 6 are not rated: no update was received.", impact="Of 66 actions, 40 are rated for impact; 26 are not rated yet.", measures="Of 32 measures, 24 are rated; 8 are for context or have too small a denominator."),
            "rating_rows": Node({kind: rating_rows(f"rows.{kind}") for kind in ("delivery", "impact", "measure")}),
            "row_total": Node({kind: node(f"total.{kind}", now="66", before="64", change="up 2", percent="100%") for kind in ("delivery", "impact", "measure")}),
            "transitions": [node("transition.0", before="Red", now="Amber", count="3", direction="better"), node("transition.1", before="Green", now="Amber", count="2", direction="worse")],
            "transitions_none": Fact("transitions.none", "", ""),
            "domains": domain_nodes, "findings": findings, "actions": every, "measures": measures,
            "periods": [node(f"period.{p}", name=p) for p in PERIODS],
            "exceptions": [node(f"exception.{r}", ref=r, what="Agree and publish one standard", kind="Action", rating=rating(f"exception.{r}.rating", "Red"), was="Amber last quarter", why="Red: 34 days past its due date of 31 May 2026.", cause="Two managers left", recovery="An interim manager began in September", lead="Head of Safeguarding", back_on_track="30 November 2026") for r in ("1.3", "2.2", "A1")],
            "redated": [node("redated.0", ref="1.4", what="Train all managers", original="31 May 2026", before="30 June 2026", now="31 October 2026", slip="153 days", reason="Recruitment took longer", approved_by="Children’s Improvement Board, 12 May 2026")],
            "exceptions_none": Fact("exceptions.none", "", ""),
            "redated_none": Fact("redated.none", "", ""),
            "overdue_rows": [node("overdue.0", ref="1.3", what="Agree and publish one standard", lead="Head of Safeguarding", due="31 May 2026", days="122 days", rating=rating("overdue.0.rating", "Red"))],
            "completed_rows": [node("done.0", ref="1.1", what="Recruit a principal social worker", lead="Head of Workforce", completed="3 August 2026", evidence="Contract of 3 August 2026")],
            "completed_none": Fact("completed.none", "", ""),
            "next_milestones": [node("next.0", ref="1.2", what="Audit of 40 records", lead="Head of Quality", due="30 November 2026")],
            "next_milestones_none": Fact("next.none", "", ""),
            "risks": [*threats, *opportunities], "threats": threats, "opportunities": opportunities,
            "appendices": [node(f"appendix.{n}", letter=f"Appendix {letter}", title=t, text=f"Appendix {letter}: {t}") for n, letter, t in appendices],
            "appendix": node("appendix", **{n: f"Appendix {letter}" for n, letter, _ in appendices}),
            "background_papers": [node("paper.0", title="Children’s Improvement Plan, report to Cabinet, 12 August 2026")],
            "glossary": [node("term.0", term="ILACS", meaning="Inspecting local authority children’s services, Ofsted’s framework"), node("term.1", term="PLO", meaning="Public Law Outline")],
            "governance": [node("body.0", body="Children’s Improvement Board", role="Oversees the plan", chair="Independent Chair", meets="every month")],
            "headlines": words("headline", "Ratings improved for 9 actions and worsened for 4.", "Assessments in time rose to 84.2%."),
            "off_track_lines": words("off", "Action 1.3 is 122 days past its due date.", "7 actions are red."),
            "asks": words("ask", "Why action 1.3 is late, and whether the new date can be relied on."),
            "recommendations": words("recommendation", "Approve the Children’s Improvement Plan (Appendix A).", "Note the position at 30 September 2026."),
            "notes": words("note", "c: a number from 1 to 5, or one that would reveal it, is not published."),
            "charts": Node({kind: chart(kind, f"Bar chart of {kind} ratings: 13 of each of 5 ratings.") for kind in ("delivery", "impact", "measure")}),
            **changes,
        }
    )  # fmt: skip
    return Facts(tree, register(tree))
