"""Faults in findings, actions, their dates, updates and references."""

from collections.abc import Iterator

from plans import (
    COMPLETE,
    LAST_QUARTER,
    action,
    details,
    earlier,
    finding,
    measure,
    meeting,
    milestone,
    reading,
    readings,
    risk,
    update,
)
from planted import OVERDUE, Fault, fault, move


def faults() -> Iterator[Fault]:
    yield from findings_and_actions()
    yield from dates()
    yield from updates()
    yield from references()


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
        "“Will the due date be met?” for action 1.1 says on track, but it is 30 days past",
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
        "Done on",
        "Action 1.1 is complete, but its milestone has no day done: 'Audit'",
        milestones=[milestone(text="Audit", due="2026-09-01", done=None)],
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
    yield fault(
        "P-01a",
        "Action",
        "There is no update for action 1.1, and nothing explains why it is Red (61 days past its due date",
        updates=[],
        actions=[action(original_due="2026-07-31")],
        milestones=[],
    )
    for wrong, cell, says in (
        ({"as_at": "2025-09-30"}, "As at", "As at is 30 September 2025, but the quarter reported, 2026-27 Q2, is"),
        ({"updates_open": "2026-10-21"}, "Updates open", "Updates open is 21 October 2026, after Updates close"),
        ({"plan_start": "2027-04-01"}, "Plan start", "Plan start is 1 April 2027, after Plan end, 31 March 2027"),
    ):
        yield fault("D-03c", cell, says, details=[details(**wrong)])
    for progress, says in (("", "is empty"), ("As above", "says only 'As above'")):
        yield fault(
            "D-06b",
            "Progress this quarter",
            f"Progress this quarter for action 1.1 {says}",
            updates=[update(progress=progress, lead_rating="")],
        )
    yield fault(
        "D-06",
        "Lead",
        "Head of Assessment has sent no update this quarter: actions 1.1 and 1.2 have none",
        actions=[action(), action(id="1.2")],
        milestones=[],
        updates=[],
    )
    yield fault(
        "U-12",
        "Back on track by",
        "Action 1.1 is 30 days past its due date of 31 August 2026, and Back on track by is empty",
        actions=[action(**OVERDUE)],
        updates=[update(lead_rating="Amber", outlook="at risk")],
        milestones=[],
    )
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
