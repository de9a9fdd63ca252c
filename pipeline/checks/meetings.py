"""Papers are published, noticed and decided in time (T-01 to T-04)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline import wording
from pipeline.checks.registry import Found, check, heading
from pipeline.issues import Severity
from pipeline.law import (
    CALL_IN,
    COMMITTEE_PAPERS,
    EXECUTIVE_PAPERS,
    KEY_DECISION_NOTICE,
    PRIVATE_MEETING_NOTICE,
    deadlines,
)
from pipeline.model import Plan, RatedPlan
from pipeline.sheets.appendices import Appendix
from pipeline.sheets.meetings import Classification, Meeting, YesNo
from pipeline.wording import day, weekday
from pipeline.working_days import (
    clear_calendar_days,
    decision_effective,
    is_working_day,
    notice_by,
    publish_by,
    working_days_between,
)

_EXECUTIVE = re.compile(r"\b(cabinet|executive)\b", re.IGNORECASE)
_NOT_A_MEETING = re.compile(r"\b(ofsted|inspectorate|chief inspector|department for education|dfe)\b", re.IGNORECASE)
_EXCEPTION = re.compile(r"general exception|special urgency|regulation 1[01]|reg\.? ?1[01]", re.IGNORECASE)
_NOTICE = f"{EXECUTIVE_PAPERS.citation}; {COMMITTEE_PAPERS.citation}"


@check("T-01", Severity.ERROR, _NOTICE)
def published_in_time(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """A paper is published at least five clear working days before its meeting, or says why it is late.

    Clear: neither the day of publication nor the day of the meeting counts.
    """
    needed = EXECUTIVE_PAPERS.days
    for meeting in now.plan.meetings.values():
        published = meeting.publish_on
        if published is None or published > meeting.day or meeting.late_reason or not _public_body(now.plan, meeting):
            continue
        clear = working_days_between(published, meeting.day)
        if clear < needed:
            yield Found(
                meeting.place("publish_on"),
                f"{heading(meeting, 'publish_on')} for {meeting.paper} is {weekday(published)}, which leaves "
                f"{wording.count(clear, 'clear working day')} before the meeting on {weekday(meeting.day)}; {needed} "
                "are needed.",
                f"Publish by {weekday(publish_by(meeting.day, needed))}, or give the {heading(meeting, 'late_reason')}.",
                f"paper {meeting.paper}",
            )


@check("T-01b", Severity.ERROR, _NOTICE)
def published_before_it_meets(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """A council meeting is after the day its paper is published.

    What goes to a board or an inspectorate may be published once it has been there.
    """
    for meeting in now.plan.meetings.values():
        published = meeting.publish_on
        if published is not None and meeting.day < published and _public_body(now.plan, meeting):
            yield Found(
                meeting.place("day"),
                f"{heading(meeting, 'day')} of {meeting.paper} is {weekday(meeting.day)}, before the paper is published "
                f"on {weekday(published)}.",
                f"Correct {heading(meeting, 'day')} (is its year right?) or {heading(meeting, 'publish_on')}.",
                f"paper {meeting.paper}",
            )


@check("T-01a", Severity.QUERY, _NOTICE)
def meeting_days_sensible(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """Papers say when they will be published: on a working day, and not before the date they speak from."""
    as_at = now.plan.details.as_at
    attached = _attached_papers(now.plan)
    for meeting in now.plan.meetings.values():
        about, published = f"paper {meeting.paper}", meeting.publish_on
        if not is_working_day(meeting.day):
            yield Found(
                meeting.place("day"),
                f"{heading(meeting, 'day')} of {meeting.paper} is {weekday(meeting.day)}, not a working day.",
                "Check the date.",
                about,
            )
        if published is None:
            if _public_body(now.plan, meeting) and meeting.paper not in attached:
                yield Found(
                    meeting.place("publish_on"),
                    f"{heading(meeting, 'publish_on')} is empty for {meeting.paper}.",
                    f"Write the day; {weekday(publish_by(meeting.day, EXECUTIVE_PAPERS.days))} at the latest.",
                    about,
                )
            continue
        if not is_working_day(published):
            yield Found(
                meeting.place("publish_on"),
                f"{heading(meeting, 'publish_on')} for {meeting.paper} is {weekday(published)}, not a working day.",
                "Check the date: papers must be open at the council's offices.",
                about,
            )
        if published < as_at:
            yield Found(
                meeting.place("publish_on"),
                f"{heading(meeting, 'publish_on')} for {meeting.paper} is {day(published)}, before {day(as_at)}, the "
                "date the paper speaks from.",
                f"Check the date, or As at in Plan details ({day(as_at)}).",
                about,
            )


@check("T-02", Severity.QUERY, "Derived from the notice that meetings need")
def meetings_in_order(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """A paper goes with what it is attached to, and one that follows a decision is published after it is made."""
    meetings = now.plan.meetings
    for child, parent in _attached_papers(now.plan).items():
        inner, outer = meetings.get(child), meetings.get(parent)
        if inner and outer and (inner.day, inner.committee) != (outer.day, outer.committee):
            yield Found(
                inner.place("day"),
                f"{child} is an appendix of {parent}, but goes to {inner.committee} on {day(inner.day)}; {parent} goes "
                f"to {outer.committee} on {day(outer.day)}.",
                "Give both the same committee and day, or take it out of the Appendices sheet.",
                f"paper {child}",
            )
    decisions = [m for m in meetings.values() if m.key_decision is not None]
    for decision in decisions:
        for meeting in meetings.values():
            published = meeting.publish_on or publish_by(meeting.day, COMMITTEE_PAPERS.days)
            follows = (
                meeting.day > decision.day
                and meeting.committee != decision.committee
                and _public_body(now.plan, meeting)
            )
            if follows and published <= decision.day:
                yield Found(
                    meeting.place("publish_on"),
                    f"{meeting.paper} for {meeting.committee} on {day(meeting.day)} is published on {day(published)}, "
                    f"and {decision.committee} decides only on {day(decision.day)}.",
                    "Say in the paper that the decision is still to be made, or change one of the dates.",
                    f"paper {meeting.paper}",
                )


@check("T-03", Severity.ERROR, "Education and Inspections Act 2006 s.137; SI 2007/462")
def statement_in_time(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """While the statement is still due, it is decided, past call-in and sent by its 70th working day.

    Once the deadline lies before the date the papers speak from, or last quarter's submission met it,
    later papers can't miss it.
    """
    details = now.plan.details
    due = deadlines(details).statement_due
    if details.inspection_date > details.letter_received:
        yield Found(
            details.place("letter_received"),
            f"{heading(details, 'letter_received')} is {day(details.letter_received)}, before the inspection on "
            f"{day(details.inspection_date)}.",
            f"Correct {heading(details, 'letter_received')} or {heading(details, 'inspection_date')}.",
        )
    if not _statement_still_due(now, before):
        return
    for meeting in now.plan.meetings.values():
        about = f"paper {meeting.paper}"
        if not _is_meeting(meeting) and meeting.day > due:
            yield Found(
                meeting.place("day"),
                f"{meeting.paper} goes to {meeting.committee} on {day(meeting.day)}; the statement is due on {day(due)}, "
                f"{deadlines(details).statement.working}.",
                f"Send it by {day(due)}, or check {heading(details, 'letter_received')}.",
                about,
            )
        effective = decision_effective(meeting.day, CALL_IN.days)
        if meeting.key_decision is not None and effective > due:
            yield Found(
                meeting.place("day"),
                f"{meeting.committee} decides on {day(meeting.day)}; published the same day, the decision takes effect "
                f"on {day(effective)}, after the statement is due on {day(due)}.",
                "Bring the meeting forward, or ask for a decision that is urgent and not called in.",
                about,
            )


@check("T-03a", Severity.QUERY, "Education and Inspections Act 2006 s.137; SI 2007/462")
def letter_dates_sensible(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """The letter was received before it was published, and the statement isn't sent before it may be."""
    details = now.plan.details
    if details.letter_received >= details.letter_published:
        yield Found(
            details.place("letter_received"),
            f"{heading(details, 'letter_received')} is {day(details.letter_received)}, and "
            f"{heading(details, 'letter_published')} is {day(details.letter_published)}: councils get the letter first.",
            "Check both: the legal deadlines run from the day it was received.",
        )
    if not _statement_still_due(now, before):
        return
    for decision in (m for m in now.plan.meetings.values() if m.key_decision is not None):
        effective = decision_effective(decision.day, CALL_IN.days)
        for meeting in now.plan.meetings.values():
            if not _is_meeting(meeting) and meeting.day < effective:
                yield Found(
                    meeting.place("day"),
                    f"{meeting.paper} goes to {meeting.committee} on {day(meeting.day)}, before the decision of "
                    f"{decision.committee} on {day(decision.day)} takes effect on {day(effective)}.",
                    "Send it later, or make sure that it says it is a draft.",
                    f"paper {meeting.paper}",
                )


@check("T-03b", Severity.QUERY, "Education and Inspections Act 2006 s.137; SI 2007/462")
def statement_was_in_time(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """The day the statement was sent is not after its 70th working day, and not after the date the papers speak from."""
    details = now.plan.details
    sent, due = details.statement_sent, deadlines(details).statement_due
    if sent is None:
        return
    place, said = details.place("statement_sent"), heading(details, "statement_sent")
    if sent > details.as_at:
        yield Found(
            place,
            f"{said} is {day(sent)}, after {day(details.as_at)}, the date the papers speak from; they don't say it was sent.",
            f"Leave {said} empty until it has been sent.",
        )
    elif sent > due:
        yield Found(
            place,
            f"{said} is {day(sent)}, after {day(due)}, the day it was due.",
            "Check the date; the papers say that the statement was late.",
        )


@check("T-04", Severity.ERROR, KEY_DECISION_NOTICE.citation)
def key_decision_noticed(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """The executive's papers say whether they ask for a key decision, and one has 28 clear days' notice or a reason."""
    needed = KEY_DECISION_NOTICE.days
    attached = _attached_papers(now.plan)
    for meeting in now.plan.meetings.values():
        about = f"paper {meeting.paper}"
        if meeting.key_decision is None and _EXECUTIVE.search(meeting.committee) and meeting.paper not in attached:
            yield Found(
                meeting.place("key_decision"),
                f"{heading(meeting, 'key_decision')} is empty for {meeting.paper}, which goes to {meeting.committee}.",
                "Write yes or no.",
                about,
            )
        if meeting.key_decision is not YesNo.YES or _EXCEPTION.search(meeting.late_reason):
            continue
        name, notice = heading(meeting, "notice_published"), meeting.notice_published
        latest = f"The last day was {weekday(notice_by(meeting.day, needed))}"
        urgency = f"{heading(meeting, 'late_reason')} names neither the general exception nor special urgency"
        if notice is None:
            yield Found(
                meeting.place("notice_published"),
                f"{meeting.paper} asks for a key decision, but {name} is empty and {urgency}.",
                f"Write the day notice was first given, at least {needed} clear days before. {latest}.",
                about,
            )
        elif (clear := clear_calendar_days(notice, meeting.day)) < needed:
            yield Found(
                meeting.place("notice_published"),
                f"{name} for {meeting.paper} is {day(notice)}, {wording.count(clear, 'clear day')} before the meeting on "
                f"{day(meeting.day)}; {needed} are needed, and {urgency}.",
                f"{latest}: move the meeting, or use regulation 10 or 11 and say so.",
                about,
            )


@check("T-04a", Severity.QUERY, PRIVATE_MEETING_NOTICE.citation)
def private_meeting_noticed(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """The executive takes an exempt paper or appendix in private only after 28 clear days' notice.

    A query: the notice that is asked for is the forward plan's, and a separate one may have been given.
    """
    needed = PRIVATE_MEETING_NOTICE.days
    attached = {row.paper for row in now.plan.of(Appendix) if row.exempt_paragraph.strip()}
    for meeting in now.plan.meetings.values():
        notice = meeting.notice_published
        exempt = meeting.classification is Classification.EXEMPT
        if not (exempt or meeting.paper in attached) or not _EXECUTIVE.search(meeting.committee):
            continue
        if meeting.key_decision is YesNo.YES or (notice and clear_calendar_days(notice, meeting.day) >= needed):
            continue
        said = f"is {day(notice)}" if notice else "is empty"
        yield Found(
            meeting.place("notice_published"),
            f"{meeting.paper} {'is exempt' if exempt else 'has an exempt appendix'}, and "
            f"{heading(meeting, 'notice_published')} {said}: {meeting.committee} may meet "
            f"in private on {day(meeting.day)} only after {needed} clear days' notice.",
            f"Confirm that notice was given by {weekday(notice_by(meeting.day, needed))}, or follow regulation 5(6).",
            f"paper {meeting.paper}",
        )


def _statement_still_due(now: RatedPlan, before: RatedPlan | None) -> bool:
    """Whether the statement may still be sent in time, as far as the two quarters tell."""
    details = now.plan.details
    due = deadlines(details).statement_due
    if details.statement_sent is not None and details.statement_sent <= details.as_at:
        return False
    sent = [m.day for m in before.plan.meetings.values() if not _is_meeting(m)] if before else []
    return details.as_at <= due and not any(day_sent <= due for day_sent in sent)


def _is_meeting(meeting: Meeting) -> bool:
    """Whether a paper goes to a meeting rather than being sent to the inspectorate or the department."""
    return not _NOT_A_MEETING.search(meeting.committee)


def _public_body(plan: Plan, meeting: Meeting) -> bool:
    """Whether it goes to a council body whose papers are open: the improvement board meets in private."""
    private = {plan.details.board.strip().casefold(), "improvement board"}
    return _is_meeting(meeting) and meeting.committee.strip().casefold() not in private


def _attached_papers(plan: Plan) -> Mapping[str, str]:
    """Papers that are an appendix of another: name -> the paper they are attached to."""
    return {row.file: row.paper for row in plan.of(Appendix) if row.file in plan.meetings and row.file != row.paper}
