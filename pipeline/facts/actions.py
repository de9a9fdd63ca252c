"""Actions, findings and domains as facts."""

from __future__ import annotations

from pipeline import wording
from pipeline.facts.fact import Fact, Node, places
from pipeline.facts.making import Ground, copied, fact
from pipeline.facts.ratings import rating_node, rating_rows
from pipeline.model import RatedAction
from pipeline.places import Place
from pipeline.sheets.findings import Finding
from pipeline.sheets.milestones import Milestone
from pipeline.sheets.ratings import Scale, Standing


def action_node(ground: Ground, rated: RatedAction) -> Node:
    """Everything a paper can say of one action."""
    action, update = rated.action, rated.update
    prefix = f"action.{action.id}"
    domains = {domain.id: domain for domain in ground.now.plan.domains}
    domain = domains.get(action.domain)
    moves = ground.move.ratings
    from_update = {
        name: fact(
            f"{prefix}.{name}",
            getattr(update, name) if update else None,
            sources=update.place(name) if update else (),
        )
        for name in (
            "status",
            "progress",
            "next_steps",
            "outlook",
            "cause",
            "recovery",
            "back_on_track",
            "evidence",
            "impact_evidence",
            "completed",
        )
    }
    if not from_update["progress"]:
        missing = "No progress was reported this quarter." if update else "No update was received this quarter."
        from_update["progress"] = fact(
            f"{prefix}.progress", missing, sources=update.place("progress") if update else ()
        )
    return Node(
        {
            **copied(
                prefix, action, id="id", text="text", outcome="outcome", impact_for_children="impact", lead="lead"
            ),
            **copied(prefix, action, partner="partner", start="start", original_due="original_due"),
            "domain": fact(
                f"{prefix}.domain", domain.title if domain else action.domain, sources=action.place("domain")
            ),
            "findings": fact(f"{prefix}.findings", ", ".join(action.findings), sources=action.place("findings")),
            "measures": fact(
                f"{prefix}.measures", ", ".join(action.measures) or "none", sources=action.place("measures")
            ),
            "due": fact(f"{prefix}.due", action.due, sources=_due_place(rated)),
            "dates": _dates(prefix, rated),
            "redated": _redated(prefix, rated),
            "milestones": fact(
                f"{prefix}.milestones",
                "; ".join(f"{step.text} ({_state(step, ground)})" for step in rated.milestones),
                sources=[step.place("text") for step in rated.milestones],
            ),
            "milestone_rows": tuple(
                _milestone(f"{prefix}.milestone.{n}", step, ground) for n, step in enumerate(rated.milestones, 1)
            ),
            **from_update,
            "updated": _updated(prefix, rated),
            "delivery": rating_node(
                ground,
                f"{prefix}.delivery",
                rated.delivery,
                moves.get((Scale.DELIVERY, action.id)),
                [_due_place(rated), *([update.place("status"), update.place("outlook")] if update else ())],
            ),
            "impact": rating_node(
                ground,
                f"{prefix}.impact",
                rated.impact,
                moves.get((Scale.IMPACT, action.id)),
                [action.place("measures"), *([update.place("impact_evidence")] if update else ())],
            ),
            "days_overdue": fact(
                f"{prefix}.days_overdue",
                rated.days_overdue,
                sources=_due_place(rated),
                how=f"days from the due date to {wording.day(ground.as_at)}",
            ),
        }
    )


def _due_place(rated: RatedAction) -> Place:
    return rated.action.place("revised_due" if rated.action.revised_due else "original_due")


def _dates(prefix: str, rated: RatedAction) -> Fact:
    action = rated.action
    text = f"Start {wording.day(action.start)}; due {wording.day(action.due)}"
    if action.revised_due and action.revised_due != action.original_due:
        text += f" (first due {wording.day(action.original_due)})"
    if rated.update and rated.update.completed:
        text += f"; completed {wording.day(rated.update.completed)}"
    sources = places(action.place("start"), action.place("original_due"), _due_place(rated))
    return fact(f"{prefix}.dates", text, sources=sources)


def _redated(prefix: str, rated: RatedAction) -> Fact:
    action = rated.action
    if not action.revised_due or action.revised_due == action.original_due:
        return fact(f"{prefix}.redated", "")
    text = f"Moved from {wording.day(action.original_due)} to {wording.day(action.revised_due)}"
    if action.revision_approved_by:
        text += f", agreed by {action.revision_approved_by}"
        if action.revision_approved_on:
            text += f" on {wording.day(action.revision_approved_on)}"
    if action.revision_reason:
        text += f": {action.revision_reason}"
    sources = [action.place(name) for name in ("original_due", "revised_due", "revision_reason")]
    return fact(f"{prefix}.redated", wording.sentence(text), sources=sources)


def _updated(prefix: str, rated: RatedAction) -> Fact:
    update = rated.update
    if update is None or update.updated_on is None:
        return fact(f"{prefix}.updated", "No update this quarter")
    by = f" by {update.updated_by}" if update.updated_by else ""
    return fact(
        f"{prefix}.updated", f"Updated {wording.day(update.updated_on)}{by}", sources=update.place("updated_on")
    )


def _state(step: Milestone, ground: Ground) -> str:
    if step.done:
        return f"done {wording.day(step.done)}"
    if step.due < ground.as_at:
        return f"missed, was due {wording.day(step.due)}"
    return f"due {wording.day(step.due)}"


def _milestone(prefix: str, step: Milestone, ground: Ground) -> Node:
    return Node(
        {
            "text": fact(f"{prefix}.text", step.text, sources=step.place("text")),
            "due": fact(f"{prefix}.due", step.due, sources=step.place("due")),
            "state": fact(f"{prefix}.state", _state(step, ground), sources=places(step.place("done"))),
        }
    )


def finding_nodes(ground: Ground, actions: dict[str, Node]) -> tuple[Node, ...]:
    """Each finding with the actions that answer it and the measures that will show it."""
    nodes = []
    for finding in ground.now.plan.findings:
        prefix = f"finding.{finding.id}"
        answering = [rated.action for rated in ground.now.actions.values() if finding.id in rated.action.findings]
        cited = dict.fromkeys(measure for action in answering for measure in action.measures)
        measures = [name for name in ground.now.measures if name in cited]
        measures += [name for name in cited if name not in measures]
        sources = [action.place("findings") for action in answering]
        nodes.append(
            Node(
                {
                    **copied(prefix, finding, id="id", text="text", kind="kind", source="source"),
                    "paragraph": fact(
                        f"{prefix}.paragraph", finding.paragraph, finding.paragraph or "–", finding.place("paragraph")
                    ),
                    "actions": fact(f"{prefix}.actions", ", ".join(a.id for a in answering) or "none", sources=sources),
                    "measures": fact(f"{prefix}.measures", ", ".join(measures) or "none", sources=sources),
                    "coverage": fact(
                        f"{prefix}.coverage",
                        f"{wording.count(len(answering), 'action')}, {wording.count(len(measures), 'measure')}",
                        sources=sources,
                        how="counted over the actions that name the finding",
                    ),
                    "action_rows": tuple(actions[action.id] for action in answering),
                }
            )
        )
    return tuple(nodes)


def domain_nodes(ground: Ground, actions: dict[str, Node], measures: dict[str, Node]) -> tuple[Node, ...]:
    """Each domain with its actions and measures, and its ratings in a sentence."""
    nodes = []
    for domain in ground.now.plan.domains:
        prefix = f"domain.{domain.id}"
        own = [name for name, rated in ground.now.actions.items() if rated.action.domain == domain.id]
        watched = [name for name, rated in ground.now.measures.items() if rated.measure.domain == domain.id]
        rows = rating_rows(ground, Scale.DELIVERY, f"{prefix}.rating", own)
        parts = [f"{row.now} {row.word}" for row in rows if row.now.value]
        summary = f"{wording.count(len(own), 'action')}: {wording.joined(parts)}." if own else "No actions."
        nodes.append(
            Node(
                {
                    **copied(prefix, domain, id="id", title="title", sponsor="sponsor"),
                    "aim": fact(f"{prefix}.aim", wording.sentence(domain.aim), sources=domain.place("aim")),
                    "actions": tuple(actions[name] for name in own),
                    "measures": tuple(measures[name] for name in watched),
                    "summary": fact(f"{prefix}.summary", summary, how="counted over the actions of the domain"),
                    "rating_rows": rows,
                }
            )
        )
    return tuple(nodes)


def answered(ground: Ground) -> int:
    """How many findings have at least one action."""
    cited = {name for rated in ground.now.actions.values() for name in rated.action.findings}
    return sum(1 for row in ground.now.plan.of(Finding) if row.id in cited)


def redated_rows(ground: Ground) -> tuple[Node, ...]:
    """Actions whose due date moved since last quarter, with the first date agreed."""
    rows = []
    for move in ground.move.redated:
        rated = ground.now.actions[move.item]
        prefix = f"redated.{move.item}"
        source = rated.action.place("revised_due")
        rows.append(
            Node(
                {
                    "ref": fact(f"{prefix}.ref", move.item, sources=rated.action.place("id")),
                    "what": fact(f"{prefix}.what", rated.action.text, sources=rated.action.place("text")),
                    "original": fact(f"{prefix}.original", move.original, sources=rated.action.place("original_due")),
                    "before": fact(f"{prefix}.before", move.before, how="its due date last quarter"),
                    "now": fact(f"{prefix}.now", move.now, sources=source),
                    "slip": fact(
                        f"{prefix}.slip",
                        move.days,
                        wording.count(abs(move.days), "day") + ("" if move.days >= 0 else " earlier"),
                        source,
                        "days between last quarter's due date and this quarter's",
                    ),
                    "reason": fact(
                        f"{prefix}.reason",
                        move.reason,
                        move.reason or "not given",
                        rated.action.place("revision_reason"),
                    ),
                    "approved_by": fact(
                        f"{prefix}.approved_by",
                        move.approved_by,
                        move.approved_by or "not approved",
                        rated.action.place("revision_approved_by"),
                    ),
                }
            )
        )
    return tuple(rows)


def overdue_rows(ground: Ground, actions: dict[str, Node]) -> tuple[Node, ...]:
    """Actions past their due date, longest first."""
    late = sorted((r for r in ground.now.actions.values() if r.days_overdue), key=lambda r: -r.days_overdue)
    return tuple(
        Node(
            {
                "ref": actions[r.action.id].id,
                "what": actions[r.action.id].text,
                "lead": actions[r.action.id].lead,
                "due": actions[r.action.id].due,
                "days": fact(
                    f"overdue.{r.action.id}.days", r.days_overdue, wording.count(r.days_overdue, "day"), _due_place(r)
                ),
                "rating": actions[r.action.id].delivery,
            }
        )
        for r in late
    )


def completed_now(ground: Ground) -> list[RatedAction]:
    """Actions completed since last quarter; in a first quarter, those completed within it."""
    if ground.move.has_before:
        return [ground.now.actions[item] for item in ground.move.completed]
    start = ground.now.plan.details.quarter.start
    return [
        rated
        for rated in ground.now.actions.values()
        if rated.delivery.standing is Standing.DONE
        and rated.update is not None
        and rated.update.completed is not None
        and rated.update.completed >= start
    ]


def completed_rows(ground: Ground, actions: dict[str, Node]) -> tuple[Node, ...]:
    """Actions completed this quarter and what shows it."""
    return tuple(
        Node(
            {
                "ref": actions[rated.action.id].id,
                "what": actions[rated.action.id].text,
                "lead": actions[rated.action.id].lead,
                "completed": actions[rated.action.id].completed,
                "evidence": actions[rated.action.id].evidence,
            }
        )
        for rated in completed_now(ground)
    )


def next_milestones(ground: Ground, actions: dict[str, Node]) -> tuple[Node, ...]:
    """Milestones due next quarter and not yet done, by date."""
    coming = ground.now.plan.details.quarter.after()
    due = sorted(
        (step.due, rated.action.id, number, step)
        for rated in ground.now.actions.values()
        for number, step in enumerate(rated.milestones, 1)
        if step.done is None and coming.start <= step.due <= coming.end and rated.delivery.standing is not Standing.DONE
    )
    rows = []
    for _, item, number, step in due:
        prefix = f"next_milestone.{item}.{number}"
        rows.append(
            Node(
                {
                    "ref": actions[item].id,
                    "what": fact(f"{prefix}.what", step.text, sources=step.place("text")),
                    "lead": actions[item].lead,
                    "due": fact(f"{prefix}.due", step.due, sources=step.place("due")),
                }
            )
        )
    return tuple(rows)
