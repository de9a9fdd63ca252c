"""Every finding is answered, and every action says who, what and for whom (D-01, D-02)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline import wording
from pipeline.checks.registry import Found, check, heading
from pipeline.issues import Severity
from pipeline.model import RatedPlan
from pipeline.sheets.actions import Action
from pipeline.sheets.people import Person
from pipeline.sheets.updates import Status

_NOT_ONE_POST = frozenset(
    {"all", "all managers", "all staff", "all teams", "everyone", "managers", "team", "team managers", "the service"}
    | {"various"}
)
_FOR_CHILDREN = re.compile(
    r"\b(babies|care leavers?|child(?! protection)|children|families|siblings|young (people|person))\b(?!['’])\s+\w+",
    re.IGNORECASE,
)


@check("D-01", Severity.ERROR, "Education and Inspections Act 2006 s.137(3)")
def findings_answered(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """Every finding has at least one action, and every action answers a finding or is self-identified.

    A reference to a finding that isn't there is I-06.
    """
    answered = {reference for action in now.plan.actions for reference in action.findings}
    maybe = now.plan.unread.get(Action)  # a row that can't be read may be the answer
    for finding in now.plan.findings:
        if finding.id not in answered and not maybe:
            yield Found(
                finding.place("id"),
                f"Finding {finding.id} ({finding.kind.value}) has no action.",
                f"Put {finding.id} under Findings for the action that answers it, or add an action.",
                f"finding {finding.id}",
            )
    for action in now.plan.actions:
        name = heading(action, "findings")
        if not action.findings:
            yield Found(
                action.place("findings"),
                f"{name} is empty for action {action.id}.",
                "Write the findings it answers, with ; between, or self-identified.",
                f"action {action.id}",
            )


@check("D-01a", Severity.QUERY, "Education and Inspections Act 2006 s.137(3)")
def findings_still_answered(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """A finding is not left with closed actions only."""
    updates = now.plan.updates
    for finding in now.plan.findings:
        answers = [action for action in now.plan.actions if finding.id in action.findings]
        closed = [a.id for a in answers if a.id in updates and updates[a.id].status is Status.CLOSED]
        if answers and len(closed) == len(answers):
            yield Found(
                finding.place("id"),
                f"Finding {finding.id} is answered only by {wording.joined(closed)}, now closed.",
                "Add an action that answers it, or note why none is needed.",
                f"finding {finding.id}",
            )


@check("D-02", Severity.ERROR, "Improvement plans of English councils: one accountable lead for each action")
def required_columns(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """Every action has one lead, who is a post, and says what, its outcome and its impact for children.

    A post that is not in the People sheet is I-07.
    """
    people = now.plan.of(Person)
    for action in now.plan.actions:
        about = f"action {action.id}"
        if people and (problem := _lead_problem(action, people)):
            yield Found(action.place("lead"), *problem, about)
        for field in ("text", "outcome", "impact"):
            said = getattr(action, field)
            if said and wording.says_nothing(said):
                yield Found(
                    action.place(field),
                    f"{heading(action, field)} for action {action.id} says {said!r}, which says nothing.",
                    "Write it in a sentence: it is printed in the plan.",
                    about,
                )


@check(
    "D-02a",
    Severity.QUERY,
    "Ofsted reports on children's services, 2022 to 2025, on plans with too little impact for children",
)
def impact_and_measure(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """Every action is linked to a measure, and its impact says what children will notice.

    A query: some honest actions (publish a strategy) have no measure of their own.
    """
    for action in now.plan.actions:
        about = f"action {action.id}"
        if not action.measures:
            yield Found(
                action.place("measures"),
                f"{heading(action, 'measures')} is empty for action {action.id}: nothing will show that it worked.",
                "Write the measures that will show it, with ; between, or explain why there is none.",
                about,
            )
        if not wording.says_nothing(action.impact) and not _FOR_CHILDREN.search(action.impact):
            yield Found(
                action.place("impact"),
                f"{heading(action, 'impact')} for action {action.id} doesn't say what children will notice: "
                f"{wording.shortened(action.impact)!r}.",
                "Write it as 'Children will …'.",
                about,
            )


def _lead_problem(action: Action, people: tuple[Person, ...]) -> tuple[str, str] | None:
    """What is wrong with an action's lead and what to do, or None."""
    posts = {person.role.casefold(): person.role for person in people}
    names = {person.name.casefold(): person.role for person in people if person.name}
    lead, said = (
        action.lead.strip().casefold(),
        f"{heading(action, 'lead')} for action {action.id} says {action.lead!r}",
    )
    if lead in posts or not lead:  # an empty cell is C-04
        return None
    if wording.says_nothing(lead) or lead in _NOT_ONE_POST:
        return f"{said}, which is nobody's post.", "Write the one post answerable for it, as in the People sheet."
    if lead in names:
        return f"{said}, which is a name.", f"Write the post: {names[lead]}."
    parts = [part.strip() for part in re.split(r"[/;,&\n]|\band\b", lead) if part.strip()]
    if len(parts) > 1 and (any(part in posts for part in parts) or re.search(r"[/;\n]", lead)):
        return f"{said}: more than one post.", "Write the one post answerable; put the other under Partner."
    return None
