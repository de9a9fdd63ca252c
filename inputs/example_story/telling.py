"""How the story is told: short forms for actions, milestones and what leads say each quarter.

Dates are written ``30Jun`` (2026) or ``31Mar7`` (2027); a quarter is ``q4``, ``q1`` or ``q2``,
short for 2025-26 Q4, 2026-27 Q1 and 2026-27 Q2.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
QUARTERS = ("q4", "q1", "q2")
AS_AT = {"q4": date(2026, 3, 31), "q1": date(2026, 6, 30), "q2": date(2026, 9, 30)}
FOLDERS = {"q4": "2025-26-q4", "q1": "2026-27-q1", "q2": "2026-27-q2"}
NAMES = {"q4": "2025-26 Q4", "q1": "2026-27 Q1", "q2": "2026-27 Q2"}

HA = "Head of Assessment"
CP = "Head of Child Protection and Court"
QA = "Head of Quality Assurance"
PSW = "Principal Social Worker"
WF = "Head of Workforce"
PS = "Head of Performance and Systems"
FC = "Head of Finance and Commissioning"
LEADS = (HA, CP, QA, PSW, WF, PS, FC)
BOARD = "Children's Improvement Board"


def day(text: str) -> date:
    """``30Jun`` is 30 June 2026; ``31Mar7`` is 31 March 2027."""
    year = 2026
    if text[-1].isdigit() and not text[-2].isdigit():
        year, text = 2020 + int(text[-1]), text[:-1]
    return date(year, MONTHS.index(text[-3:]) + 1, int(text[:-3]))


def optional_day(text: str) -> date | None:
    return None if text in ("", "-") else day(text)


@dataclass(frozen=True)
class Step:
    """A milestone: when it was due, when it was done if it was, and what it was."""

    due: date
    done: date | None
    text: str


@dataclass(frozen=True)
class Said:
    """What a lead wrote about an action in one quarter."""

    status: str
    progress: str
    next_steps: str = ""
    outlook: str = ""
    cause: str = ""
    recovery: str = ""
    back: date | None = None
    completed: date | None = None
    evidence: str = ""
    impact_evidence: str = ""
    rating: str = ""
    updated_on: date | None = None


@dataclass(frozen=True)
class Redate:
    """A new due date: the quarter it first shows in, the date, why, who agreed it and when."""

    quarter: str
    due: date
    reason: str
    approved_on: date
    approved_by: str = BOARD


@dataclass(frozen=True)
class Told:
    """One action of the plan with its whole story."""

    id: str
    lead: str
    findings: str
    start: date
    due: date
    measures: str
    text: str
    outcome: str
    impact: str
    steps: tuple[Step, ...]
    said: dict[str, Said | None]
    partner: str = ""
    redates: tuple[Redate, ...] = field(default=())

    def exists(self, quarter: str) -> bool:
        """Whether the plan already held the action in a quarter."""
        return quarter in self.said

    def redated(self, quarter: str) -> tuple[Redate, ...]:
        """The new dates agreed by a quarter, oldest first."""
        return tuple(r for r in self.redates if QUARTERS.index(r.quarter) <= QUARTERS.index(quarter))


def action(
    ref: str,
    lead: str,
    findings: str,
    dates: str,
    measures: str,
    text: str,
    outcome: str,
    impact: str,
    steps: tuple[str, ...],
    *,
    partner: str = "",
    redates: tuple[Redate, ...] = (),
    **said: Said | None,
) -> Told:
    """One action; ``dates`` is ``start due``, a step is ``due done text`` with ``-`` for not done."""
    start, due = dates.split()
    made = []
    for step in steps:
        step_due, step_done, words = step.split(" ", 2)
        made.append(Step(day(step_due), optional_day(step_done), words))
    return Told(
        ref,
        lead,
        "; ".join(findings.split()) if findings != "self-identified" else findings,
        day(start),
        day(due),
        "; ".join(measures.split()),
        text,
        outcome,
        impact,
        tuple(made),
        _carried(said),
        partner,
        redates,
    )


def _carried(said: dict[str, Said | None]) -> dict[str, Said | None]:
    """Completion dates and evidence stay in the form once written."""
    kept: dict[str, Said | None] = {}
    before: Said | None = None
    for quarter in QUARTERS:
        if quarter not in said:
            continue
        now = said[quarter]
        if now and before and now.status in ("complete", "embedded") and now.completed is None:
            now = Said(
                **{
                    **now.__dict__,
                    "completed": before.completed,
                    "evidence": now.evidence or before.evidence,
                    "impact_evidence": now.impact_evidence or before.impact_evidence,
                }
            )
        kept[quarter] = before = now
    return kept


def moved(quarter: str, due: str, reason: str, approved_on: str) -> Redate:
    """A due date moved with the board's approval."""
    return Redate(quarter, day(due), reason, day(approved_on))


def going(progress: str, then: str, *, on: str = "") -> Said:
    """In progress and on track."""
    return Said("in progress", progress, then, "on track", updated_on=optional_day(on))


def shaky(progress: str, then: str, cause: str, recovery: str, back: str) -> Said:
    """In progress and at risk, with cause, recovery and when it will be back on track."""
    return Said("in progress", progress, then, "at risk", cause, recovery, day(back))


def missing_it(progress: str, then: str, cause: str, recovery: str, back: str) -> Said:
    """In progress, and its lead says that the date will not be met."""
    return Said("in progress", progress, then, "will not be met", cause, recovery, day(back))


def waiting(progress: str = "Not due to start yet.", then: str = "") -> Said:
    """Not started."""
    return Said("not started", progress, then, "on track")


def done(progress: str, on: str = "", evidence: str = "", impact: str = "") -> Said:
    """Complete; the date and evidence are those of the quarter before where not given."""
    return Said("complete", progress, completed=optional_day(on), evidence=evidence, impact_evidence=impact)


def embedded(progress: str, impact: str, on: str = "", evidence: str = "") -> Said:
    """Embedded, with what shows the difference for children."""
    return Said("embedded", progress, completed=optional_day(on), evidence=evidence, impact_evidence=impact)


def closed(progress: str) -> Said:
    """Closed without being done, with the reason."""
    return Said("closed", progress)
