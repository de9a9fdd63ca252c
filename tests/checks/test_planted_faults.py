"""One fault at a time in a sound plan: each check finds its own, at its cell, and no other check says it again."""

import dataclasses
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from plans import (
    COMPLETE,
    LAST_QUARTER,
    SCRUTINY,
    SUBMISSION,
    action,
    appendix,
    details,
    earlier,
    figures,
    finding,
    measure,
    meeting,
    milestone,
    rated,
    reading,
    readings,
    risk,
    update,
)

from pipeline.checks.registry import checks, run_checks
from pipeline.model import RatedPlan, Travel
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


def findings_and_actions() -> Iterator[Fault]:
    yield fault(
        "D-01",
        "Finding",
        "Finding F2 (area for priority action) has no action",
        findings=[finding(), finding(id="F2", kind="area for priority action")],
    )
    yield fault("D-01", "Findings", "Findings is empty for action 1.1", findings=[], actions=[action(findings=())])
    yield fault(
        "D-01a", "Finding", "F1 is answered only by 1.1, now closed", updates=[update(status="closed", lead_rating="")]
    )
    for lead, says in {
        "All": "nobody's post",
        "TBC": "nobody's post",
        "Managers": "nobody's post",
        "Asha Invented": "a name",
        "Head of Assessment / Head of Care": "more than one post",
        "Head of Assessment and Head of Care": "more than one post",
        "Service Manager; Team Manager": "more than one post",
    }.items():
        yield fault("D-02", "Lead", says, actions=[action(lead=lead)])
    yield fault(
        "D-02", "Outcome", "Outcome for action 1.1 says 'TBC', which says nothing", actions=[action(outcome="TBC")]
    )
    yield fault("D-02", "Impact for children", "says 'n/a'", actions=[action(impact="n/a")])
    yield fault("D-02", "What we will do", "says '?'", actions=[action(text="?")])
    yield fault(
        "D-02a",
        "Impact for children",
        "doesn't say what children will notice: 'Better audits.'",
        actions=[action(impact="Better audits.")],
    )
    yield fault("D-02a", "Measures", "Measures is empty for action 1.1", actions=[action(measures=())])


def dates() -> Iterator[Fault]:
    yield fault(
        "D-03",
        "Start date",
        "Start date of action 1.1 is 4 January 2027, after it is due on 18 December 2026",
        actions=[action(start="2027-01-04")],
        milestones=[],
        updates=[update(status="not started", progress="", lead_rating="Not started")],
    )
    yield fault(
        "D-03",
        "Original due date",
        "30 April 2027, after the plan ends on 31 March 2027",
        actions=[action(original_due="2027-04-30")],
    )
    yield fault(
        "D-03", "Revised due date", "30 April 2027, after the plan ends", actions=[move(revised_due="2027-04-30")]
    )
    yield fault(
        "D-03a",
        "Start date",
        "1 December 2025, before the inspection of 2 December 2025",
        actions=[action(start="2025-12-01")],
    )
    yield fault(
        "D-03a", "Start date", "before the plan starts on 1 December 2025", actions=[action(start="2025-11-28")]
    )
    yield fault(
        "D-03a",
        "Original due date",
        "before the letter it answers was received on 5 January 2026",
        actions=[action(start="2025-12-08", original_due="2025-12-31")],
        milestones=[],
        updates=[update(**COMPLETE)],
    )
    yield fault(
        "D-03b",
        "Milestone date",
        "due on 30 January 2026, before the action starts on 2 February 2026",
        milestones=[milestone(due="2026-01-30", done="2026-01-30")],
    )
    yield fault(
        "D-03b",
        "Milestone date",
        "due on 15 January 2027, after the action is due on 18 December 2026",
        milestones=[milestone(due="2027-01-15", done=None)],
    )
    yield fault(
        "D-04",
        "Original due date",
        "is 29 January 2027; last quarter it was 18 December 2026",
        earlier(),
        actions=[action(original_due="2027-01-29")],
    )
    yield fault(
        "D-04",
        "Revised due date",
        "Reason for new date and New date approved on are empty",
        actions=[move(revision_reason="", revision_approved_on=None)],
    )
    yield fault("D-04", "Times re-dated", "Times re-dated says nothing", actions=[move(revisions=None)])
    yield fault("D-04", "Times re-dated", "Times re-dated says 0", actions=[move(revisions=0)])
    yield fault(
        "D-04",
        "Times re-dated",
        "Times re-dated still says 1",
        earlier(actions=[move()]),
        actions=[move(revised_due="2027-02-26")],
    )
    yield fault(
        "D-04a",
        "New date approved on",
        "is 14 October 2026, after 30 September 2026",
        actions=[move(revision_approved_on="2026-10-14")],
    )
    yield fault(
        "D-04a",
        "Revised due date",
        "is earlier than its first due date, 18 December 2026",
        actions=[move(revised_due="2026-11-30")],
    )
    yield fault("D-04a", "Revised due date", "is empty, but it was moved before", actions=[action(revisions=1)])
    yield fault(
        "D-04a", "Revised due date", "is empty, but last quarter it was 29 January 2027", earlier(actions=[move()])
    )


def updates() -> Iterator[Fault]:
    yield fault(
        "D-05",
        "Completed on",
        "is 1 October 2026, after 30 September 2026",
        updates=[update(**COMPLETE | {"completed": "2026-10-01", "lead_rating": ""})],
    )
    yield fault(
        "D-05",
        "Status",
        "Status of action 1.1 is in progress, but Completed on is 18 September 2026",
        updates=[update(completed="2026-09-18", lead_rating="")],
    )
    yield fault(
        "D-05",
        "Status",
        "Status of action 1.1 is empty, but Completed on",
        updates=[update(status=None, completed="2026-09-18", lead_rating="")],
    )
    yield fault(
        "D-05",
        "Done on",
        "is 1 October 2026, after 30 September 2026",
        milestones=[milestone(done="2026-10-01")],
        updates=[update(lead_rating="")],
    )
    yield fault(
        "D-05",
        "Status",
        "is not started, but 1 milestone of it is done",
        updates=[update(status="not started", progress="Due to start in October.", lead_rating="Amber")],
    )
    yield fault(
        "D-05a",
        "Lead's rating",
        "says Green, but it is 30 days past its due date of 31 August 2026",
        actions=[action(**OVERDUE)],
    )
    yield fault(
        "D-05a",
        "Will the due date be met?",
        "says on track, but it is 30 days past",
        actions=[action(**OVERDUE)],
        updates=[update(lead_rating="Amber")],
    )
    yield fault(
        "D-05a",
        "Status",
        "is not started, but Progress this quarter reports work",
        milestones=[],
        updates=[update(status="not started", lead_rating="Amber")],
    )
    yield fault(
        "D-05a",
        "Completed on",
        "is 30 January 2026, before it started on 2 February 2026",
        updates=[update(**COMPLETE | {"completed": "2026-01-30"})],
    )
    yield fault(
        "D-05a",
        "Done on",
        "Action 1.1 is complete, but 1 of its 2 milestones has no day done: 'Audit'",
        milestones=[milestone(), milestone(text="Audit", due="2026-09-01", done=None)],
        updates=[update(**COMPLETE)],
    )
    yield fault(
        "D-05a",
        "Status",
        "is in progress; last quarter it was complete",
        earlier(
            updates=[
                update(**COMPLETE | {"completed": "2026-06-19", "progress": LAST_QUARTER, "updated_on": "2026-07-01"})
            ]
        ),
        updates=[update(cause="A", recovery="B", back_on_track="2026-12-01")],
    )
    yield fault("D-06", "Action", "There is no update for action 1.1, led by Head of Assessment", updates=[])
    yield fault("D-06", "Updated on", "Updated on is empty for action 1.1", updates=[update(updated_on=None)])
    yield fault(
        "D-06",
        "Updated on",
        "is 1 July 2026, outside the window for updates, 21 September 2026 to 16 October 2026",
        updates=[update(updated_on="2026-07-01")],
    )
    yield fault(
        "D-06a",
        "Progress this quarter",
        "is word for word last quarter's",
        earlier(),
        updates=[update(progress="  " + LAST_QUARTER.upper())],
    )
    yield fault(
        "D-06a",
        "Progress this quarter",
        "is almost word for word last quarter's",
        earlier(),
        updates=[update(progress=LAST_QUARTER.replace("May", "June"))],
    )
    yield fault(
        "D-06a",
        "Progress this quarter",
        "is word for word that of action 1.1",
        actions=[action(), action(id="1.2", text="Audit files")],
        updates=[update(), update(action="1.2")],
    )


def references() -> Iterator[Fault]:
    yield fault(
        "D-07",
        "Action",
        "There is a second action 1.1; the first is in plan.xlsx, sheet Actions, cell A",
        actions=[action(), action()],
    )
    yield fault("D-07", "Finding", "There is a second finding F1", findings=[finding(), finding()])
    yield fault("D-07", "Measure", "There is a second measure A1", measures=[measure(), measure()])
    yield fault("D-07", "Risk", "There is a second risk R1", risks=[risk(), risk()])
    yield fault("D-07", "Action", "There is a second update of action 1.1", updates=[update(), update()])
    yield fault(
        "D-07",
        "Period",
        "There is a second reading of measure A1 for 2026-27 Q2",
        readings=[*readings(), reading(note="Same again.")],
    )
    yield fault("D-07", "Paper", "There is a second meeting of paper cabinet_paper", meetings=[meeting(), meeting()])
    yield fault(
        "D-07a",
        "",
        "Action 1.2 was in last quarter's plan, and is gone without having been closed",
        earlier(actions=[action(), action(id="1.2")]),
    )
    yield fault(
        "D-07a",
        "",
        "Finding F2 was in last quarter's plan, and is gone",
        earlier(findings=[finding(), finding(id="F2")]),
    )
    yield fault(
        "D-07b",
        "What we will do",
        "is 'Hire two auditors'; last quarter it was \"Introduce a weekly record",
        earlier(),
        actions=[action(text="Hire two auditors")],
    )
    yield fault(
        "D-07b",
        "",
        "Measure B1 (Files with a record of oversight) was reported last quarter, and is gone",
        earlier(measures=[measure(), measure(id="B1")]),
    )


def measures() -> Iterator[Fault]:
    def last(**changes: Any) -> dict[str, Any]:
        return {"readings": [*readings()[:-1], reading(**changes)], "measures": [measure(**SAID)]}

    yield fault("M-01", "Value", "is 104%", **low("101", "92", "104"))
    yield fault("M-01", "Value", "is 78.5%, but 140 of 160 is 87.5%", **last(value="78.5"))
    yield fault("M-01", "Value", "is 87%, but 140 of 160 is 87.5%", **last(value="87"))
    yield fault("M-01", "Value", "is 0.875%, but 140 of 160 is 87.5%", **last(value="0.875"))
    yield fault(
        "M-01",
        "Numerator",
        "is 160, more than Denominator, 140",
        **last(numerator="160", denominator="140", value="87.5"),
    )
    yield fault("M-01", "Denominator", "is -160, below nothing", **last(denominator="-160"))
    yield fault(
        "M-01",
        "Value",
        "is 7, but its numerator is 9",
        measures=[measure(unit="number", target="10", decimals=0, tolerance=None, tolerance_unit=None, **SAID)],
        readings=[reading(numerator="9", denominator=None, value="7")],
    )
    yield fault(
        "M-01",
        "Target",
        "Target of measure A1 is 850, which is no percentage",
        measures=[measure(target="850", **SAID)],
    )
    yield fault(
        "M-01",
        "Target range from",
        "is 20, more than Target range to, 12",
        measures=[measure(polarity="range", target=None, target_low="20", target_high="12", **SAID)],
    )
    yield fault(
        "M-01a", "Value", "is 0.86%, while its other figures are far larger", **low("80", "84", "0.86", "86", "87")
    )
    yield fault(
        "M-01a",
        "Target",
        "Target of measure A1 is 0.85%, while its readings are far larger",
        measures=[measure(target="0.85")],
    )
    yield fault(
        "M-01a",
        "Value",
        "is 4.5, and a number of things is whole",
        measures=[measure(unit="number", target="3", tolerance=None, tolerance_unit=None)],
        readings=figures("4.5"),
    )
    yield fault(
        "M-01a",
        "Value",
        "is 60, but its numerator and denominator come to 52.3",
        measures=[measure(unit="per 10,000", target="50", tolerance=None, tolerance_unit=None)],
        readings=[reading(numerator="340", denominator="65000", value="60")],
    )
    yield fault(
        "M-03",
        "Value",
        "2026-27 Q1, is 83.1; last quarter it was 80.0",
        earlier(readings=[*readings()[:-2], reading(period="2026-27 Q1", numerator=128, value="80")]),
    )
    yield fault("M-04", "Value", "is 87.5, up 25.0 percentage points from 62.5", readings=readings((96, 100, 140)))
    yield fault(
        "M-04", "Value", "more than three times its usual change", **low("70", "71", "70", "71", "70", "71", "72", "86")
    )
    yield fault(
        "M-04",
        "Value",
        "has the numerator and denominator of 2026-27 Q1: 140 of 160",
        readings=readings((133, 140, 140)),
    )
    yield fault("M-04", "Value", "is 86.0, the same as for the two periods before", **low("84", "86", "86", "86"))
    small = rated(readings=readings((98, 15), denominator="18", numerator="15", value="83.3"))
    green = with_measure(small, rating=rated_as(small, "Green"))
    yield Fault(
        "M-05", green, None, "Denominator", "Measure A1 is rated Green, but Denominator for 2026-27 Q2 is only 18"
    )
    better = dataclasses.replace(small.measures["A1"].on_quarter, travel=Travel.BETTER)
    risen = [*readings()[:-1], reading(numerator="17", denominator="18", value="94.4")]
    small = rated(readings=risen)
    yield Fault(
        "M-05",
        with_measure(small, on_quarter=dataclasses.replace(small.measures["A1"].on_quarter, travel=better.travel)),
        None,
        "Denominator",
        "Measure A1 has a direction of travel",
    )
    yield fault(
        "M-06",
        "Benchmark",
        "is 85.7, but Benchmark year and Benchmark source are empty",
        measures=[measure(benchmark_period=None, benchmark_source="")],
    )
    yield fault(
        "M-06a",
        "Definition",
        "Definition of measure A1 is Something else.; last quarter it was Of files open",
        earlier(),
        measures=[measure(definition="Something else.")],
    )
    yield fault(
        "M-06a",
        "Good is",
        "Good is of measure A1 is high; last quarter it was low",
        earlier(measures=[measure(polarity="low", target="60")]),
    )
    yield fault("M-06b", "Measure", "has no reading for 2026-27 Q1", readings=[*readings()[:-2], reading()])
    yield fault("M-06b", "Measure", "has no reading for 2026-27 Q2", readings=readings()[:-1])
    yield fault("M-06b", "Measure", "has no quarterly readings", readings=[])
    yield fault(
        "M-06b",
        "Measure",
        "has no reading for May 2026, June 2026, July 2026, August 2026 and September 2026",
        measures=[measure(frequency="monthly")],
        readings=[reading(period="April 2026")],
    )


def ratings() -> Iterator[Fault]:
    sound = rated()
    yield Fault("R-01", dataclasses.replace(sound, actions={}), None, "Action", "Action 1.1 was not rated")
    delivery = sound.actions["1.1"].delivery
    mauve = dataclasses.replace(delivery, key=delivery.key.model_copy(update={"name": "Mauve"}))
    yield Fault(
        "R-01",
        with_action(sound, delivery=mauve),
        None,
        "When",
        "1 rating of 1.1 (delivery) is 'Mauve', which is not in the key",
    )
    yield fault(
        "R-02",
        "Lead's rating",
        "says Amber; worked out, it is Green: On track for its due date of 18 December 2026",
        updates=[update(lead_rating="amber")],
    )
    yield fault(
        "R-02",
        "Lead's rating",
        "says 'Purple', which is not a rating of the key",
        updates=[update(lead_rating="Purple")],
    )
    yield fault(
        "R-03",
        "Completed on",
        "Status of action 1.1 is complete, but Completed on is empty",
        updates=[update(**COMPLETE | {"completed": None, "lead_rating": ""})],
    )
    yield fault(
        "R-03",
        "Evidence",
        "is complete, but Evidence is empty",
        updates=[update(**COMPLETE | {"evidence": "", "lead_rating": ""})],
    )
    yield fault(
        "R-03",
        "Evidence of impact",
        "is embedded, but Evidence of impact is empty",
        updates=[update(**COMPLETE | {"status": "embedded"})],
    )
    context = rated(measures=[measure(polarity="context", target=None, tolerance=None, tolerance_unit=None, **SAID)])
    yield Fault(
        "R-04",
        with_measure(context, rating=rated_as(context, "Red")),
        None,
        "When",
        "Measure A1 is for context only, but is rated Red",
    )
    well = rated(measures=[measure(**SAID)])
    yield Fault(
        "R-04",
        with_measure(well, rating=rated_as(well, "Red")),
        None,
        "When",
        "is 87.5 against its target (high is good), on target, but is rated Red",
    )
    poor = rated(readings=readings((100, 104, 110, 117)), measures=[measure(**SAID)])
    yield Fault(
        "R-04",
        with_measure(poor, rating=rated_as(poor, "Green")),
        None,
        "When",
        "is 73.1 against its target (high is good), short by more than its tolerance",
    )
    bare = rated(readings=[])
    yield Fault(
        "R-04",
        with_measure(bare, rating=rated_as(bare, "Green")),
        None,
        "When",
        "Measure A1 has no figure, but is rated Green",
    )
    worse = dataclasses.replace(sound.measures["A1"].on_quarter, travel=Travel.WORSE)
    yield Fault(
        "R-04",
        with_measure(sound, on_quarter=worse),
        None,
        "Good is",
        "said to be worse than in 2026-27 Q1, though it went the other way",
    )
    silent = rated(updates=[])
    yield Fault(
        "R-04",
        with_action(silent, delivery=sound.actions["1.1"].delivery),
        None,
        "When",
        "Action 1.1 has no update, but its delivery is rated Green",
    )
    no_impact = tuple(row for row in sound.scheme.key if row.scale is not Scale.IMPACT)
    yield Fault(
        "R-05",
        dataclasses.replace(sound, scheme=dataclasses.replace(sound.scheme, key=no_impact)),
        None,
        "",
        "The Rating key has no ratings for impact",
    )
    same = tuple(
        row.model_copy(update={"scale": Scale.IMPACT}) for row in sound.scheme.key if row.scale is Scale.DELIVERY
    )
    copied = dataclasses.replace(sound, scheme=dataclasses.replace(sound.scheme, key=(*no_impact, *same)))
    yield Fault("R-05", copied, None, "", "has the words and meanings of the key for delivery")
    yield Fault(
        "R-05",
        with_action(sound, impact=sound.actions["1.1"].delivery),
        None,
        "When",
        "The impact of 1.1 is rated Green, a rating of delivery",
    )


def meetings() -> Iterator[Fault]:
    def papers(**cabinet: Any) -> dict[str, Any]:
        return {"meetings": [meeting(**cabinet), meeting(**SUBMISSION), meeting(**SCRUTINY)]}

    yield fault(
        "T-01",
        "Publish on",
        "is Wednesday 4 November 2026, which leaves 4 clear working days before the meeting on Wednesday 11 November 2026; 5 are needed",
        **papers(publish_on="2026-11-04"),
    )
    yield fault("T-01", "Publish on", "leaves 0 clear working days", **papers(publish_on="2026-11-16"))
    yield fault("T-01a", "Publish on", "Publish on is empty for cabinet_paper", **papers(publish_on=None))
    yield fault(
        "T-01a", "Publish on", "is Sunday 1 November 2026, not a working day", **papers(publish_on="2026-11-01")
    )
    yield fault(
        "T-01a", "Publish on", "is 29 September 2026, before 30 September 2026", **papers(publish_on="2026-09-29")
    )
    yield fault("T-01a", "Meeting date", "is Saturday 14 November 2026, not a working day", **papers(day="2026-11-14"))
    yield fault(
        "T-02",
        "Publish on",
        "is published on 17 November 2026, and Cabinet decides only on 24 November 2026",
        **papers(day="2026-11-24", publish_on="2026-11-16"),
    )
    attached = {
        "appendices": [appendix()],
        "meetings": [meeting(), meeting(paper="improvement_plan", day="2026-11-18")],
    }
    yield fault(
        "T-02",
        "Meeting date",
        "improvement_plan is an appendix of cabinet_paper, but goes to Cabinet on 18 November 2026",
        **attached,
    )
    early = [details(**EARLY)]
    unread = {
        "details": early,
        "actions": [action(start="2026-04-01")],
        "milestones": [],
        "updates": [update(status="not started", progress="", lead_rating="Not started", updated_on="2026-09-30")],
        "readings": readings()[:-2],
        "measures": [measure(**SAID)],
    }
    yield fault(
        "T-03",
        "Meeting date",
        "goes to Ofsted on 16 April 2026; the statement is due on 15 April 2026, 70 working days after Monday 5 January 2026",
        meetings=[meeting(**SUBMISSION | {"day": "2026-04-16"})],
        **unread,
    )
    yield fault(
        "T-03",
        "Meeting date",
        "Cabinet decides on 8 April 2026; published the same day, the decision takes effect on 16 April 2026",
        meetings=[meeting(**IN_TIME | {"day": "2026-04-08", "publish_on": "2026-03-26"})],
        **unread,
    )
    yield fault(
        "T-03",
        "Letter received",
        "is 1 December 2025, before the inspection on 2 December 2025",
        details=[details(letter_received="2025-12-01")],
    )
    yield fault(
        "T-03a",
        "Letter received",
        "is 26 January 2026, and Letter published is 26 January 2026: councils get the letter first",
        details=[details(letter_received="2026-01-26")],
    )
    yield fault(
        "T-03a",
        "Meeting date",
        "goes to Ofsted on 10 April 2026, before the decision of Cabinet on 1 April 2026 takes effect on 13 April 2026",
        meetings=[meeting(**IN_TIME), meeting(**SUBMISSION | {"day": "2026-04-10"})],
        **unread,
    )
    yield fault(
        "T-04",
        "Key decision",
        "Key decision is empty for cabinet_paper, which goes to Cabinet",
        **papers(key_decision=None, notice_published=None),
    )
    yield fault(
        "T-04",
        "Key decision notice published",
        "is 14 October 2026, 27 clear days before the meeting on 11 November 2026; 28 are needed",
        **papers(notice_published="2026-10-14"),
    )
    yield fault(
        "T-04",
        "Key decision notice published",
        "Key decision notice published is empty",
        **papers(notice_published=None),
    )
    yield fault(
        "T-04",
        "Key decision notice published",
        "names neither the general exception nor special urgency",
        **papers(notice_published=None, late_reason="We were busy."),
    )


def exceptions() -> Iterator[Fault]:
    late = {"actions": [action(**LATE)]}
    yield fault(
        "P-01",
        "Cause or barrier",
        "Action 1.1 is Red, but Cause or barrier, Recovery action and Back on track by are empty",
        updates=[update(lead_rating="Red", outlook="at risk")],
        **late,
    )
    yield fault(
        "P-01",
        "Back on track by",
        "says 30 September 2026, which has passed by 30 September 2026",
        updates=[red({"back_on_track": "2026-09-30"})],
        **late,
    )
    yield fault(
        "P-01",
        "Recovery lead",
        "Measure A1 is Red, but Recovery lead and Back on track by are empty",
        measures=[measure(target="95", cause="A", recovery="B")],
    )
    yield fault(
        "P-01",
        "Back on track by",
        "says 2026-27 Q2, which has passed",
        measures=[measure(target="95", cause="A", recovery="B", recovery_lead="C", back_on_track="2026-27 Q2")],
    )
    yield fault(
        "P-01a",
        "Cause or barrier",
        "Action 1.1 was Green last quarter and is Amber, but",
        earlier(),
        updates=[update(outlook="at risk", lead_rating="Amber")],
    )
    yield fault(
        "P-01a",
        "Cause",
        "Measure A1 was Green last quarter and is Amber, but",
        earlier(measures=[measure(target="80")]),
        measures=[measure(target="90")],
    )


FAULTS = [
    each
    for group in (findings_and_actions, dates, updates, references, measures, ratings, meetings, exceptions)
    for each in group()
]

# Where one mistake truly is two problems, or the rest of the plan is bound to follow.
ALSO = {
    "is 'Mauve', which is not in the key": {"R-02"},
    "Measure A1 has no figure, but is rated Green": {"M-06b"},
    "Action 1.1 has no update, but its delivery": {"D-06"},
    "has the words and meanings of the key": {"R-01"},
}


def name(planted: Fault) -> str:
    return f"{planted.code} {planted.says[:40]}"


@pytest.mark.parametrize("planted", FAULTS, ids=name)
def test_a_planted_fault_is_found_at_its_cell_in_words_that_name_it(planted):
    found = [issue for issue in run_checks(planted.now, planted.before) if issue.code == planted.code]
    assert [issue for issue in found if planted.says in issue.message and issue.place.heading == planted.cell]
    assert all(issue.remedy.endswith((".", ")")) for issue in found)
    assert all(issue.place.file and issue.place.sheet for issue in found)


@pytest.mark.parametrize("planted", FAULTS, ids=name)
def test_one_mistake_is_said_once(planted):
    codes = {issue.code for issue in run_checks(planted.now, planted.before)}
    also = [others for words, others in ALSO.items() if words in planted.says]
    assert codes == {planted.code}.union(*also)


def test_every_check_has_a_planted_fault():
    assert {each.rule.code for each in checks()} == {planted.code for planted in FAULTS}
