"""Faults in whole columns and sheets: sorted alone, emptied, last quarter's over again."""

from collections.abc import Iterator, Sequence
from typing import Any

from plans import (
    LAST_QUARTER,
    action,
    domain,
    earlier,
    finding,
    measure,
    milestone,
    rated,
    readings,
    risk,
    update,
)
from planted import Fault, fault

from pipeline.sheets.updates import Update

WORDS = (
    "Buy tablets for visits",
    "Train chairs of conferences",
    "Recruit foster carers locally",
    "Review placements abroad",
    "Publish the threshold document",
    "Move records to the archive",
)
STEPS = ("Form drafted", "Form tried in two teams", "Form agreed", "Managers trained", "Form in use")
OWNERS = ("Director of Care", "Director of Workforce", "Head of Care", "Head of Assessment", "Head of Legal")


def faults() -> Iterator[Fault]:
    risks = [risk(id=f"R{number}", owner=owner) for number, owner in enumerate(OWNERS)]
    shifted = [risk(id=f"R{number}", owner=owner) for number, owner in enumerate((*OWNERS[1:], OWNERS[0]))]
    yield fault(
        "I-09", "Risk owner", "in 5 of 5 rows they stand beside other", before=earlier(risks=risks), risks=shifted
    )
    renumbered = [
        risk(id=f"R{(number + 1) % 5}", owner=owner, text=f"Risk {owner}", mitigation=f"By {owner}.")
        for number, owner in enumerate(OWNERS)
    ]
    was = [
        risk(id=f"R{number}", owner=owner, text=f"Risk {owner}", mitigation=f"By {owner}.")
        for number, owner in enumerate(OWNERS)
    ]
    yield fault(
        "I-09", "Risk", "The values of 'Risk' are those of last quarter", before=earlier(risks=was), risks=renumbered
    )
    steps = [milestone(text=text) for text in STEPS]
    yield fault(
        "Z-24",
        "",
        "The sheet Milestones has no rows; last quarter it had 5",
        before=earlier(milestones=steps),
        milestones=[],
    )
    many = [action(id=f"1.{number}", text=f"Do the thing that is numbered {number}") for number in range(1, 6)]
    same = [update(action=each.id, updated_on="2026-07-01", progress=f"{each.text}. {LAST_QUARTER}") for each in many]
    yield Fault(
        "U-16",
        rated(actions=many, updates=same, milestones=[]),
        earlier(actions=many, updates=same, milestones=[]),
        "Action",
        "5 of 5 open updates on this sheet are last quarter's over again",
    )
    measures = [measure(id=f"A{number}", name=f"Files of team {number}") for number in range(1, 6)]
    old = [row for each in measures for row in readings()[:-1] for row in [row.model_copy(update={"measure": each.id})]]
    yield fault(
        "Z-25",
        "Period",
        "The readings of 5 of 5 measures on this sheet stop at 2026-27 Q1",
        before=earlier(measures=measures, readings=old, domains=[domain()], findings=[finding()]),
        measures=measures,
        readings=old,
    )
    yield from moved_apart()


def moved_apart() -> Iterator[Fault]:
    actions = [action(id=f"1.{number}", text=text) for number, text in enumerate(WORDS, 1)]

    def updates(order: Sequence[int], **others: Sequence[Any]) -> list[Update]:
        texts = [f"{LAST_QUARTER} {WORDS[number]}." for number in order]
        return [
            update(action=each.id, progress=text, **{name: values[number] for name, values in others.items()})
            for number, (each, text) in enumerate(zip(actions, texts, strict=True))
        ]

    shifted = (5, 0, 1, 2, 3, 4)
    steps = [f"{WORDS[number]} in every area." for number in shifted]
    yield fault(
        "U-17",
        "Progress this quarter",
        "is about action 1.6",
        actions=actions,
        updates=updates(shifted, next_steps=[""] * 6),
    )
    yield fault("U-17", "Action", "is about action 1.6", actions=actions, updates=updates(shifted, next_steps=steps))
    three = updates((1, 2, 0, 3, 4, 5), next_steps=[""] * 6)
    plain = ("Half of it is in place.", "Slower than hoped, because of sickness.", "Agreed by everybody in July.")
    three[3:] = [each.model_copy(update={"progress": said}) for each, said in zip(three[3:], plain, strict=True)]
    yield fault("U-17b", "Progress this quarter", "is about action 1.2", actions=actions, updates=three)
    in_order = [
        update(action=each.id, progress=f"{letter}{LAST_QUARTER}")
        for each, letter in zip(actions, "acegik", strict=True)
    ]
    yield fault("U-17a", "Progress this quarter", "The 6 texts under", actions=actions, updates=in_order)
    done = ["complete", "complete", None, None, "complete", None]
    days = [each and "2026-09-18" for each in done]
    marks = updates(
        range(6),
        status=[each or "in progress" for each in done],
        completed=[*days[1:], days[0]],
        lead_rating=[(each and "Complete") or "Green" for each in done],
        outlook=[None] * 6,
        evidence=["Audit of 18 September 2026" if each else "" for each in done],
    )
    yield fault("D-09", "Completed on", "says done of actions 1.4 and 1.6", actions=actions, updates=marks)
    late = ["Sickness.", "Supplier late.", "", "", "Posts empty.", ""]
    causes = updates(
        range(6),
        cause=[*late[1:], late[0]],
        recovery=["Recruit." if each else "" for each in late],
        outlook=["at risk" if each else "on track" for each in late],
        lead_rating=["Amber" if each else "Green" for each in late],
    )
    yield fault("D-09a", "Cause or barrier", "'Cause or barrier' may have been sorted", actions=actions, updates=causes)
