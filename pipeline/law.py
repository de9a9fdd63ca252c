"""The legal time limits that a plan's papers live by, as data, and what they come to for this plan.

A time limit is a line below, with the Act or regulations it comes from; the council's monitoring
officer's reading wins over ours. The duty: an authority that receives an inspection report must
publish it, and must prepare and publish a written statement of the action it proposes and the
period it proposes to take it in (Education and Inspections Act 2006 s.137).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pipeline import wording
from pipeline.sheets.details import Details
from pipeline.working_days import add_working_days, bank_holidays, working_days_after

CITATION = (
    "section 137 of the Education and Inspections Act 2006 and the Education and Inspections Act 2006 "
    "(Inspection of Local Authorities) Regulations 2007 (SI 2007/462)"
)


class Days(StrEnum):
    """How days are counted: clear days leave out the day of publication and the day of the meeting."""

    WORKING = "working days"
    CLEAR_WORKING = "clear working days"
    CLEAR = "clear days"


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """One time limit: how many days of what kind, from or before what, who says so, and when that was last read.

    ``as_read`` dates the copy of the source that the line was written from.
    """

    name: str
    days: int
    kind: Days
    runs_from: str
    citation: str
    as_read: str
    sentence: str


STATEMENT = TimeLimit(
    "statement of proposed action",
    70,
    Days.WORKING,
    "the day the {letter} was received",
    "Education and Inspections Act 2006 s.137(3)-(4); SI 2007/462 reg 3",
    "section 137 as in force in 2007; the 70 days from an account of August 2018, regulation 3 itself not read",
    "The written statement of proposed action is due 70 working days after the letter is received.",
)
DRAFT = TimeLimit(
    "draft statement",
    20,
    Days.WORKING,
    "the day the {letter} was received",
    "Ofsted's request after a focused visit that finds an area for priority action (no regulation)",
    "account of August 2018",
    "Ofsted asks for an early draft of the statement 20 working days after the letter is received.",
)
REPORT = TimeLimit(
    "publication of the report",
    30,
    Days.WORKING,
    "the day the {letter} was received",
    "Education and Inspections Act 2006 s.137; SI 2007/462 reg 2",
    "copy of the regulations as made",
    "The council must publish the report or letter within 30 working days of receiving it.",
)
EXECUTIVE_PAPERS = TimeLimit(
    "papers of the executive",
    5,
    Days.CLEAR_WORKING,
    "the meeting",
    "SI 2012/2089 regs 6 and 7",
    "regulation 6 as published; regulation 7 not read",
    "Papers for a public meeting of the executive are open to the public at least five clear days before it.",
)
COMMITTEE_PAPERS = TimeLimit(
    "papers of the council and its committees",
    5,
    Days.CLEAR_WORKING,
    "the meeting",
    "Local Government Act 1972 ss.100A to 100D, as changed by SI 2002/715",
    "copy of the Act as amended",
    "Papers for the council and its committees are open to the public at least five clear days before the meeting.",
)
KEY_DECISION_NOTICE = TimeLimit(
    "notice of a key decision",
    28,
    Days.CLEAR,
    "the meeting",
    "SI 2012/2089 regs 8 and 9; exceptions in regs 10 and 11",
    "regulations 8 and 9 as made, in part; the 28 days from councils' forward plans",
    "Notice of a key decision is published at least 28 clear days before it is made.",
)
PRIVATE_MEETING_NOTICE = TimeLimit(
    "notice of a private meeting",
    28,
    Days.CLEAR,
    "the meeting",
    "SI 2012/2089 reg 5",
    "regulation 5 as published",
    "Notice that the executive will meet in private is published at least 28 clear days before.",
)
CALL_IN = TimeLimit(
    "call-in",
    5,
    Days.WORKING,
    "the day the decision was published",
    "the council's constitution (Local Government Act 2000 s.9F)",
    "decisions and constitutions of several councils, 2024 and 2025",
    "A decision of the executive may be carried out once five working days after its publication have passed.",
)
TIME_LIMITS = (
    STATEMENT,
    DRAFT,
    REPORT,
    EXECUTIVE_PAPERS,
    COMMITTEE_PAPERS,
    KEY_DECISION_NOTICE,
    PRIVATE_MEETING_NOTICE,
    CALL_IN,
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit that runs from a day: when it falls, and the arithmetic in a sentence."""

    limit: TimeLimit
    start: date
    due: date
    letter: str = "letter"

    @property
    def working(self) -> str:
        """The arithmetic, for a reader who wants to check it, without a full stop."""
        skipped = bank_holidays(self.start, self.due)
        left_out = "weekends"
        if skipped:
            days = "; ".join(f"{holiday.name}, {wording.day(holiday.day)}" for holiday in skipped)
            left_out += f" and {wording.count(len(skipped), 'bank holiday')} ({days})"
        return (
            f"{self.limit.days} {self.limit.kind} after {wording.weekday(self.start)}, {self.limit.runs_from.format(letter=self.letter)} "
            f"(that day not counted), leaving out {left_out}"
        )

    def position(self, as_at: date, met_on: date | None = None) -> str:
        """Where the deadline stands on a day, in a sentence; ``met_on`` is the day it was met, if it has been."""
        if met_on is not None and met_on <= as_at:
            return f"The {self.limit.name} was sent on {wording.day(met_on)}, {self._against(met_on)}."
        subject = f"As at {wording.day(as_at)}, the {self.limit.name}"
        if as_at > self.due:
            return f"{subject} was due {wording.count((as_at - self.due).days, 'day')} ago, on {wording.day(self.due)}."
        if as_at == self.due:
            return f"{subject} is due that day."
        left = wording.count(working_days_after(as_at, self.due), "working day")
        return f"{subject} is due on {wording.day(self.due)}, with {left} left."

    def _against(self, met_on: date) -> str:
        due = f"{wording.day(self.due)}, the day it was due"
        if met_on == self.due:
            return "the day it was due"
        if met_on < self.due:
            return f"{wording.count(working_days_after(met_on, self.due), 'working day')} before {due}"
        return f"{wording.count(working_days_after(self.due, met_on), 'working day')} after {due}"


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The three time limits that run from the day the letter was received."""

    statement: Deadline
    draft: Deadline
    report: Deadline
    citation: str = CITATION

    @property
    def statement_due(self) -> date:
        return self.statement.due

    def position(self, as_at: date, sent: date | None = None) -> str:
        """Where the statement stands on a day, in a sentence; ``sent`` is the day it was sent, if it has been."""
        return self.statement.position(as_at, sent)


def deadlines(details: Details) -> Deadlines:
    """The legal deadlines of a plan; they run from the day the letter was received, never its publication."""
    received = details.letter_received
    statement, draft, report = (deadline(limit, received, details.letter) for limit in (STATEMENT, DRAFT, REPORT))
    return Deadlines(statement, draft, report)


def deadline(limit: TimeLimit, start: date, letter: str = "letter") -> Deadline:
    """A time limit in working days, from a day; ``letter`` is what the inspectors sent, a letter or a report."""
    return Deadline(limit, start, add_working_days(start, limit.days), letter)
