"""The plan's details and the dates that the law sets it, as facts."""

from __future__ import annotations

import calendar
import re

from pipeline import law, wording
from pipeline.facts.fact import Fact, Item, Node, places
from pipeline.facts.making import Ground, copied, fact
from pipeline.sheets.details import Details


def plan_node(ground: Ground) -> Node:
    """What the plan is, whose it is, who answers for it and which quarter is told."""
    details = ground.now.plan.details
    quarter = details.quarter
    first, last = calendar.month_name[quarter.start.month], calendar.month_name[quarter.end.month]
    fields = {
        name: name
        for name in (
            "council",
            "service",
            "inspection",
            "inspection_topic",
            "inspection_date",
            "letter_received",
            "letter_published",
            "synthetic",
            "as_at",
        )
    }
    return Node(
        {
            **copied("plan", details, title="plan_title", start="plan_start", end="plan_end", **fields),
            "quarter": fact("plan.quarter", quarter, str(quarter), details.place("quarter")),
            "quarter_months": fact(
                "plan.quarter_months", quarter, f"{first} to {last} {quarter.end.year}", details.place("quarter")
            ),
            "previous_quarter": fact("plan.previous_quarter", quarter.before(), str(quarter.before())),
            "compared_with": _compared_with(ground),
            "the_title": fact("plan.the_title", _the_title(details.plan_title), sources=details.place("plan_title")),
            "letter": fact("plan.letter", details.letter, sources=details.place("inspection")),
            "inspected": fact(
                "plan.inspected",
                _inspected(details),
                sources=places(details.place("inspection"), details.place("service")),
            ),
            **_who(details),
            "next_quarter": fact("plan.next_quarter", quarter.after(), str(quarter.after())),
        }
    )


def _compared_with(ground: Ground) -> Fact:
    """The quarter that movement is shown since, or nothing where there is none."""
    before = ground.move.before_period if ground.move.has_before else None
    return fact("plan.compared_with", before, str(before) if before else "")


def law_node(ground: Ground) -> Node:
    """The dates that the law and Ofsted set, and where the statement stands."""
    details = ground.now.plan.details
    source = details.place("letter_received")
    items: dict[str, Item] = {"citation": fact("law.citation", law.CITATION)}
    for name, deadline in (
        ("statement", ground.law.statement),
        ("draft", ground.law.draft),
        ("report", ground.law.report),
    ):
        how = f"{deadline.limit.days} {deadline.limit.kind} ({deadline.limit.citation})"
        items[f"{name}_due"] = fact(f"law.{name}_due", deadline.due, sources=source, how=how)
        items[f"{name}_working"] = fact(
            f"law.{name}_working", wording.sentence(deadline.working), sources=source, how=how
        )
    sent = details.statement_sent if details.statement_sent and details.statement_sent <= ground.as_at else None
    items["sent"] = fact("law.sent", sent, sources=details.place("statement_sent"))
    items["unsent"] = fact("law.unsent", sent is None, "" if sent else "not yet sent", details.place("statement_sent"))
    items["position"] = fact(
        "law.position",
        ground.law.position(ground.as_at, details.statement_sent),
        sources=places(source, details.place("as_at"), details.place("statement_sent")),
    )
    return Node(items)


def _the_title(title: str) -> str:
    """``the Children's Improvement Plan``, but ``Getting to Good`` and ``Children First: our improvement plan``."""
    named = re.fullmatch(r"[^:–]*\b(plan|programme|strategy|framework)\b[^:–]*", title, re.IGNORECASE)
    return wording.the(title) if named else title


def _inspected(details: Details) -> str:
    """``a focused visit to children's social care``, ``an inspection of children's services``."""
    what = wording.an(details.inspection)
    if re.search(r"\b(of|to)\b", details.inspection):
        return what
    return f"{what} {'to' if details.letter == 'letter' else 'of'} {details.service}"


def _who(details: Details) -> dict[str, Fact]:
    """The board, its chair, the director and the committee, each alone and as it reads within a sentence."""
    found = {}
    for name in ("board", "board_chair", "director", "scrutiny"):
        typed = getattr(details, name)
        said = "" if wording.says_nothing(typed) else typed
        found[name] = fact(f"plan.{name}", said, sources=details.place(name))
        found[f"the_{name}"] = fact(f"plan.the_{name}", wording.the(said), sources=details.place(name))
    return found
