"""Stating facts: the rated plan becomes everything a paper may print, each value with its sources."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline import wording
from pipeline.facts.actions import (
    action_node,
    answered,
    completed_now,
    completed_rows,
    domain_nodes,
    finding_nodes,
    next_milestones,
    overdue_rows,
    redated_rows,
)
from pipeline.facts.fact import Fact, Facts, Given, Item, Node, places, register
from pipeline.facts.making import Ground, copied, fact, lines
from pipeline.facts.measures import measure_node, shown_periods
from pipeline.facts.plan import law_node, plan_node
from pipeline.facts.ratings import rating_rows, ratings_of, row_total, summary_chart, total_sentence, transitions
from pipeline.facts.recommendations import recommended
from pipeline.facts.story import asks, exceptions, headlines, notes, off_track, off_track_lines, on_target, rating_moves
from pipeline.sheets.actions import Action
from pipeline.sheets.appendices import Appendix
from pipeline.sheets.background_papers import BackgroundPaper
from pipeline.sheets.findings import FindingKind
from pipeline.sheets.glossary import Term
from pipeline.sheets.governance import Body
from pipeline.sheets.measures import Frequency
from pipeline.sheets.meetings import Classification, Meeting, YesNo
from pipeline.sheets.ratings import Scale, Standing
from pipeline.sheets.risks import Risk, RiskKind


def state(ground: Ground) -> dict[str, Item]:
    """The facts that every paper shares, by their first name. Pure: the same ground gives the same facts."""
    measures = {name: measure_node(ground, rated) for name, rated in ground.now.measures.items()}
    actions = {name: action_node(ground, rated) for name, rated in ground.now.actions.items()}
    found = exceptions(ground, actions, measures)
    coming = next_milestones(ground, actions)
    risks = _risks(ground)
    changed = transitions(ground)
    moved = redated_rows(ground)
    completed = completed_rows(ground, actions)
    counts = _counts(ground, len(found), len(coming))
    scales = {"delivery": Scale.DELIVERY, "impact": Scale.IMPACT, "measure": Scale.MEASURE}
    return {
        "plan": plan_node(ground),
        "law": law_node(ground),
        "counts": counts,
        "phrases": _phrases(counts),
        "totals": Node(
            {
                "delivery": total_sentence(ground, Scale.DELIVERY, "totals.delivery"),
                "impact": total_sentence(ground, Scale.IMPACT, "totals.impact"),
                "measures": total_sentence(ground, Scale.MEASURE, "totals.measures"),
            }
        ),
        "rating_rows": Node({n: rating_rows(ground, scale, f"rating_rows.{n}") for n, scale in scales.items()}),
        "row_total": Node({n: row_total(ground, scale) for n, scale in scales.items()}),
        "charts": Node({n: summary_chart(ground, scale) for n, scale in scales.items()}),
        "transitions": changed,
        "transitions_none": _none("transitions_none", changed, _nothing(ground, "No delivery rating changed")),
        "domains": domain_nodes(ground, actions, measures),
        "findings": finding_nodes(ground, actions),
        "actions": tuple(actions.values()),
        "measures": tuple(measures.values()),
        "periods": tuple(
            Node({"name": fact(f"periods.{n}", period, str(period))})
            for n, period in enumerate(shown_periods(ground), 1)
        ),
        "exceptions": found,
        "exceptions_none": _none(
            "exceptions_none",
            found,
            "No action or measure is off track"
            + (f" or worse than in {ground.move.before_period}." if ground.move.has_before else "."),
        ),
        "redated": moved,
        "redated_none": _none("redated_none", moved, _not_moved(ground)),
        "overdue_rows": overdue_rows(ground, actions),
        "completed_rows": completed,
        "completed_none": _none("completed_none", completed, "No action was completed this quarter."),
        "next_milestones": coming,
        "next_milestones_none": _none("next_milestones_none", coming, "No milestone is due next quarter."),
        "risks": risks,
        "threats": tuple(row for row in risks if row.kind.value == RiskKind.RISK),
        "opportunities": tuple(row for row in risks if row.kind.value == RiskKind.OPPORTUNITY),
        "glossary": tuple(
            Node(copied(f"glossary.{term.term}", term, term="term", meaning="meaning"))
            for term in sorted(ground.now.plan.of(Term), key=lambda row: row.term.casefold())
        ),
        "governance": tuple(
            Node(copied(f"governance.{body.body}", body, body="body", role="role", chair="chair", meets="meets"))
            for body in ground.now.plan.of(Body)
        ),
        "headlines": headlines(ground),
        "off_track_lines": off_track_lines(ground),
        "asks": asks(ground),
        "notes": notes(ground),
    }


def for_paper(
    ground: Ground, shared: Mapping[str, Item], meeting: Meeting, recommendations: Sequence[tuple[str, str]] = ()
) -> Facts:
    """The shared facts and those of one paper: its meeting, appendices, background papers, recommendations.

    ``recommendations`` are the paper type's.
    """
    own = _appendices(ground, meeting.paper)
    names = {row.name: fact(f"appendix.{row.name}", row.title, letter, row.place("title")) for letter, row in own}
    tree = dict(shared)
    tree["paper"] = _paper(ground, meeting)
    tree["appendix"] = Given(names, "Appendices")
    tree["appendices"] = tuple(
        Node(
            {
                "letter": names[row.name],
                "title": fact(f"appendices.{row.name}.title", row.title, sources=row.place("title")),
                "text": fact(
                    f"appendices.{row.name}.text",
                    f"{letter}: {row.title}{_kept_back(ground, row)}",
                    sources=row.place("title"),
                ),
            }
        )
        for letter, row in own
    )
    tree["background_papers"] = tuple(
        Node({"title": fact(f"background_papers.{number}", row.title, sources=row.place("title"))})
        for number, row in enumerate((r for r in ground.now.plan.of(BackgroundPaper) if r.paper == meeting.paper), 1)
    )
    texts = recommended(Node(tree), recommendations, meeting.paper)
    tree["recommendations"] = lines("recommendations", ((text, ()) for text in texts), "the paper type's own list")
    whole = Node(tree)
    return Facts(whole, register(whole))


def appendix_letters(appendices: Sequence[Appendix], paper: str) -> list[tuple[str, Appendix]]:
    """A paper's appendices in order, each with its letter: the only place where letters are given."""
    own = [row for row in appendices if row.paper == paper]
    return [(f"Appendix {chr(ord('A') + n)}", row) for n, row in enumerate(own)]


def _appendices(ground: Ground, paper: str) -> list[tuple[str, Appendix]]:
    return appendix_letters(ground.now.plan.of(Appendix), paper)


def _kept_back(ground: Ground, row: Appendix) -> str:
    """Why a paper's appendix is not published with it, in brackets; nothing where it is."""
    built = ground.now.plan.meetings.get(row.file)
    own = built.exempt_paragraph if built and built.classification is Classification.EXEMPT else ""
    under = _exempt_under(row.exempt_paragraph or own)
    return f" (exempt: {under})" if under else ""


def _nothing(ground: Ground, what: str) -> str:
    """That nothing moved, or that there is nothing to compare with."""
    if not ground.move.has_before:
        return "There is no earlier quarter to compare with."
    return f"{what} since {ground.move.before_period}."


def _moved_ever(ground: Ground) -> list[Action]:
    """The actions whose due date is not the first one agreed."""
    actions = [rated.action for rated in ground.now.actions.values()]
    return [action for action in actions if action.revised_due and action.revised_due != action.original_due]


def _not_moved(ground: Ground) -> str:
    """That no due date was moved; in a first quarter, which were moved before it."""
    moved = (
        ""
        if ground.move.has_before
        else wording.joined(
            f"{action.id} (from {wording.day(action.original_due)} to {wording.day(action.due)})"
            for action in _moved_ever(ground)
        )
    )
    also = f" Due dates moved since they were first agreed, by action: {moved}." if moved else ""
    return _nothing(ground, "No due date was moved") + also


def _none(name: str, rows: Sequence[Node], sentence: str) -> Fact:
    return fact(name, None if rows else sentence, "" if rows else sentence)


def _counts(ground: Ground, exceptions_found: int, coming: int) -> Node:
    plan, rated = ground.now.plan, ground.now
    delivery = ratings_of(rated, Scale.DELIVERY)
    measured = ratings_of(rated, Scale.MEASURE)
    kinds = [finding.kind for finding in plan.findings]
    known = [rating for rating in measured.values() if rating.standing is not Standing.UNKNOWN]
    improved, worsened, no_longer_rated = rating_moves(ground, Scale.DELIVERY)
    counted = {
        "domains": len(plan.domains),
        "findings": len(plan.findings),
        "priority_findings": kinds.count(FindingKind.PRIORITY),
        "improvement_findings": kinds.count(FindingKind.IMPROVEMENT),
        "answered_findings": answered(ground),
        "actions": len(rated.actions),
        "measures": len(rated.measures),
        "risks": sum(1 for row in plan.of(Risk) if row.kind is RiskKind.RISK),
        "completed": sum(1 for rating in delivery.values() if rating.standing is Standing.DONE),
        "completed_now": len(completed_now(ground)),
        "off_track": len(off_track(ground, Scale.DELIVERY)),
        "overdue": sum(1 for action in rated.actions.values() if action.days_overdue),
        "redated_now": len(ground.move.redated),
        "redated_ever": len(_moved_ever(ground)),
        "exceptions": exceptions_found,
        "worsened": worsened,
        "improved": improved,
        "no_longer_rated": no_longer_rated,
        "next_milestones": coming,
        "measures_rated": len(known),
        "measures_on_target": len(on_target(ground)),
        "monthly_measures": sum(1 for each in rated.measures.values() if each.measure.frequency is Frequency.MONTHLY),
    }
    return Node(
        {name: fact(f"counts.{name}", many, how="counted over the plan's rows") for name, many in counted.items()}
    )


_NOUNS = {
    "domains": ("domain", ""),
    "findings": ("finding", ""),
    "priority_findings": ("area for priority action", "areas for priority action"),
    "improvement_findings": ("area for improvement", "areas for improvement"),
    "answered_findings": ("finding", ""),
    "measures": ("measure", ""),
    "risks": ("risk", ""),
    "exceptions": ("exception", ""),
    "next_milestones": ("milestone", ""),
    "measures_rated": ("measure", ""),
    "measures_on_target": ("measure", ""),
    "monthly_measures": ("measure", ""),
}


def _phrases(counts: Node) -> Node:
    """Each count with its noun, so that a sentence reads right for one as for many: ``1 action``, ``no actions``."""
    made = {}
    for name in counts:
        one, many = _NOUNS.get(name, ("action", ""))
        value = counts[name].value
        text = wording.count(value, one, many) if value else f"no {many or one + 's'}"
        made[name] = fact(f"phrases.{name}", value, text, how=counts[name].how)
    kinds = [made[name].text for name in ("priority_findings", "improvement_findings") if made[name].value]
    own = counts.findings.value - counts.priority_findings.value - counts.improvement_findings.value
    if own:
        kinds.append(f"{wording.number(own)} that the council has found for itself")
    made["finding_kinds"] = fact("phrases.finding_kinds", wording.joined(kinds) or "none", how=counts.findings.how)
    return Node(made)


def _risks(ground: Ground) -> tuple[Node, ...]:
    before = {row.id: row for row in ground.before.plan.of(Risk)} if ground.before else None
    rows = []
    for risk in ground.now.plan.of(Risk):
        prefix = f"risk.{risk.id}"
        both = places(risk.place("likelihood"), risk.place("impact"))
        rest = places(risk.place("residual_likelihood"), risk.place("residual_impact"))
        rows.append(
            Node(
                {
                    **copied(prefix, risk, id="id", kind="kind", text="text", likelihood="likelihood", impact="impact"),
                    **copied(prefix, risk, mitigation="mitigation", owner="owner"),
                    "score": fact(
                        f"{prefix}.score", risk.score, f"{risk.score} ({risk.likelihood} × {risk.impact})", both
                    ),
                    "residual": fact(
                        f"{prefix}.residual",
                        risk.residual_score,
                        f"{risk.residual_score} ({risk.residual_likelihood} × {risk.residual_impact})",
                        rest,
                    ),
                    "movement": fact(f"{prefix}.movement", _risk_movement(risk, before), sources=rest),
                }
            )
        )
    return tuple(rows)


def _risk_movement(risk: Risk, before: Mapping[str, Risk] | None) -> str:
    if before is None:
        return "no earlier score"
    if risk.id not in before:
        return "new"
    old, new = before[risk.id].residual_score, risk.residual_score
    if old == new:
        return "no change"
    return f"{'up' if new > old else 'down'} from {old}"


def _exempt_under(paragraph: str) -> str:
    """``not for publication under paragraph 1 of Schedule 12A, Local Government Act 1972``, or nothing."""
    numbers = re.findall(r"\d", paragraph)
    if not numbers:
        return ""
    named = f"{'paragraph' if len(numbers) == 1 else 'paragraphs'} {wording.joined(numbers)}"
    return f"not for publication under {named} of Schedule 12A, Local Government Act 1972"


def _paper(ground: Ground, meeting: Meeting) -> Node:
    prefix, due = f"paper.{meeting.paper}", ground.law.statement_due
    parents = {
        row.file: letter
        for paper in ground.now.plan.meetings
        for letter, row in _appendices(ground, paper)
        if row.file in ground.now.plan.meetings
    }
    decision = {
        YesNo.YES: "This is a key decision.",
        YesNo.NO: "This is not a key decision.",
        None: "No executive decision is sought.",
    }[meeting.key_decision]
    return Node(
        {
            **copied(
                prefix, meeting, name="paper", title="title", committee="committee", item="item", officer="officer"
            ),
            **copied(prefix, meeting, email="email", telephone="telephone", portfolio_holder="portfolio_holder"),
            "the_committee": fact(
                f"{prefix}.the_committee", wording.body(meeting.committee), sources=meeting.place("committee")
            ),
            "the_portfolio_holder": fact(
                f"{prefix}.the_portfolio_holder",
                wording.the(meeting.portfolio_holder),
                sources=meeting.place("portfolio_holder"),
            ),
            **copied(prefix, meeting, classification="classification", date="day"),
            "send_by": fact(
                f"{prefix}.send_by",
                due,
                f"by {wording.day(due)}" if due >= meeting.day else f"without delay (it was due on {wording.day(due)})",
                meeting.place("day"),
            ),
            "publish_on": fact(
                f"{prefix}.publish_on",
                meeting.publish_on,
                wording.day(meeting.publish_on) if meeting.publish_on else "to be confirmed",
                meeting.place("publish_on"),
            ),
            "local_member": fact(
                f"{prefix}.local_member",
                meeting.local_member,
                meeting.local_member or "All Members",
                meeting.place("local_member"),
            ),
            "weekday_date": fact(
                f"{prefix}.weekday_date", meeting.day, wording.weekday(meeting.day), meeting.place("day")
            ),
            "exempt_paragraph": fact(
                f"{prefix}.exempt_paragraph",
                meeting.exempt_paragraph,
                ". ".join(filter(None, (_exempt_under(meeting.exempt_paragraph), meeting.public_interest))),
                places(meeting.place("exempt_paragraph"), meeting.place("public_interest")),
            ),
            "key_decision": fact(f"{prefix}.key_decision", decision, sources=meeting.place("key_decision")),
            "letter": fact(f"{prefix}.letter", parents.get(meeting.paper, "")),
        }
    )
