"""Faults in the meetings papers go to."""

from collections.abc import Iterator
from typing import Any

from plans import (
    SCRUTINY,
    SUBMISSION,
    action,
    appendix,
    details,
    measure,
    meeting,
    readings,
    update,
)
from planted import EARLY, IN_TIME, SAID, Fault, fault


def faults() -> Iterator[Fault]:
    def papers(**cabinet: Any) -> dict[str, Any]:
        return {"meetings": [meeting(**cabinet), meeting(**SUBMISSION), meeting(**SCRUTINY)]}

    yield fault(
        "T-01",
        "Publish on",
        "is Wednesday 4 November 2026, which leaves 4 clear working days before the meeting on Wednesday 11 November 2026; 5 are needed",
        **papers(publish_on="2026-11-04"),
    )
    yield fault("T-01", "Publish on", "leaves 0 clear working days", **papers(publish_on="2026-11-10"))
    yield fault(
        "T-01b", "Meeting date", "is Wednesday 11 November 2026, before the paper", **papers(publish_on="2026-11-16")
    )
    yield fault("T-01", "Publish on", "leaves 3 clear", **papers(committee="Executive Board", publish_on="2026-11-05"))
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
        "T-03b",
        "Statement sent",
        "Statement sent is 16 April 2026, after 15 April 2026, the day it was due",
        details=[details(statement_sent="2026-04-16")],
    )
    yield fault(
        "T-03b",
        "Statement sent",
        "Statement sent is 1 October 2026, after 30 September 2026",
        details=[details(statement_sent="2026-10-01")],
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
