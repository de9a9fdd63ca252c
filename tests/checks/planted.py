"""A fault planted in the sound plan, and the changes that plant it."""

import dataclasses
from typing import Any, NamedTuple

from plans import (
    action,
    figures,
    measure,
    rated,
    update,
)

from pipeline.model import RatedPlan
from pipeline.sheets.ratings import Scale

OVERDUE = {"original_due": "2026-08-31"}  # 30 days before the as-at date: amber
LATE = {"original_due": "2026-07-31"}  # 61 days: red
MOVED = {
    "revised_due": "2027-01-29",
    "revisions": 1,
    "revision_reason": "The system supplier is late.",
    "revision_approved_by": "Children's Improvement Board",
    "revision_approved_on": "2026-07-14",
}
EXPLAINED = {
    "cause": "Posts were empty.",
    "recovery": "Agency cover.",
    "back_on_track": "2026-11-30",
    "outlook": "at risk",
}
EARLY = {"quarter": "2025-26 Q4", "as_at": "2026-03-20"}  # the statement is still due
SAID = {
    "cause": "Posts were empty.",
    "recovery": "Agency cover.",
    "recovery_lead": "Head of Care",
    "back_on_track": "2026-27 Q4",
}
IN_TIME = {"day": "2026-04-01", "publish_on": "2026-03-24", "notice_published": "2026-03-02", "title": "Plan"}


def move(**changes: Any) -> Any:
    return action(**(MOVED | changes))


def red(changes: dict[str, Any] | None = None) -> Any:
    return update(**({"lead_rating": "Red"} | EXPLAINED | (changes or {})))


def low(*values: str, **changes: Any) -> dict[str, Any]:
    """The sound measure with readings that have no denominator."""
    return {"measures": [measure(**changes)], "readings": figures(*values)}


def with_measure(now: RatedPlan, **changes: Any) -> RatedPlan:
    """The plan as if rating had made something else of measure A1."""
    return dataclasses.replace(now, measures={"A1": dataclasses.replace(now.measures["A1"], **changes)})


def with_action(now: RatedPlan, **changes: Any) -> RatedPlan:
    return dataclasses.replace(now, actions={"1.1": dataclasses.replace(now.actions["1.1"], **changes)})


def rated_as(now: RatedPlan, name: str, scale: Scale = Scale.MEASURE) -> Any:
    """A rating of the plan's key, in place of the computed one."""
    key = now.scheme.find(scale, name)
    assert key
    return dataclasses.replace(now.measures["A1"].rating, key=key)


class Fault(NamedTuple):
    """What is wrong, the quarter with it (and the one before), the cell, and words of the message."""

    code: str
    now: RatedPlan
    before: RatedPlan | None
    cell: str
    says: str


def fault(code: str, cell: str, says: str, before: RatedPlan | None = None, **rows: Any) -> Fault:
    return Fault(code, rated(**rows), before, cell, says)
