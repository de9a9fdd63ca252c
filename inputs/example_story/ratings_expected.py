"""What a lead would call their own action: near what the council's scheme works out, written without it."""

from __future__ import annotations

from inputs.example_story.telling import AS_AT, Told

_DIFFERS = {("q2", "1.4"): "Green"}


def lead_rating(told: Told, quarter: str) -> str:
    """The lead's own rating of an action in a quarter, in the words of the rating key."""
    said = told.said[quarter]
    if said is None or said.status == "closed":
        return ""
    if (quarter, told.id) in _DIFFERS:
        return _DIFFERS[quarter, told.id]
    if said.status in ("complete", "embedded"):
        return said.status.capitalize()
    moved = told.redated(quarter)
    due = moved[-1].due if moved else told.due
    late = (AS_AT[quarter] - due).days
    priority = "PA" in told.findings
    if said.outlook == "will not be met" or late > 30 or (priority and late > 0):
        return "Red"
    if said.status == "not started":
        return "Not started"
    done = [step for step in told.steps if step.done and step.done <= AS_AT[quarter]]
    missed = [step for step in told.steps if step.due <= AS_AT[quarter] and step not in done]
    soon = -late <= 30 and len(done) * 2 < len(told.steps)
    return "Amber" if late > 0 or missed or soon or said.outlook == "at risk" else "Green"
