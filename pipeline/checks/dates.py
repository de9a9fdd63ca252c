"""An action's dates hang together, and a date once agreed is never quietly changed (D-03, D-04)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pipeline import wording
from pipeline.checks.registry import Found, check, heading
from pipeline.issues import Severity
from pipeline.model import RatedPlan
from pipeline.periods import Period
from pipeline.sheets.actions import Action
from pipeline.sheets.findings import FindingKind
from pipeline.sheets.meetings import Meeting
from pipeline.wording import day


@check("D-03", Severity.ERROR, "Improvement plans of English councils: true dates, in order")
def dates_in_order(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """An action starts no later than it is due, and is due no later than the end of the plan."""
    end = now.plan.details.plan_end
    for action in now.plan.actions:
        due = _due_field(action)
        if action.start > action.due:
            yield Found(
                action.place("start"),
                f"{heading(action, 'start')} of action {action.id} is {day(action.start)}, after it is due on "
                f"{day(action.due)}.",
                f"Correct {heading(action, 'start')} or {heading(action, due)}.",
                f"action {action.id}",
            )
        if action.due > end:
            yield Found(
                action.place(due),
                f"{heading(action, due)} of action {action.id} is {day(action.due)}, after the plan ends on {day(end)}.",
                f"Correct {heading(action, due)}, or Plan end in Plan details.",
                f"action {action.id}",
            )


@check("D-03a", Severity.QUERY, "Improvement plans of English councils: true dates, in order")
def dates_after_inspection(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """An action starts within the plan and, where it answers the inspectors, not before they came.

    A query: a council may count work it had begun already.
    """
    details = now.plan.details
    inspectors = {finding.id for finding in now.plan.findings if finding.kind is not FindingKind.SELF}
    for action in now.plan.actions:
        name, about = heading(action, "start"), f"action {action.id}"
        if action.start < details.plan_start:
            yield Found(
                action.place("start"),
                f"{name} of action {action.id} is {day(action.start)}, before the plan starts on "
                f"{day(details.plan_start)}.",
                f"Correct {name}, or explain.",
                about,
            )
        elif inspectors.intersection(action.findings) and action.start < details.inspection_date:
            yield Found(
                action.place("start"),
                f"{name} of action {action.id} is {day(action.start)}, before the inspection of "
                f"{day(details.inspection_date)} whose findings it answers.",
                f"Correct {name}, or explain.",
                about,
            )
        if inspectors.intersection(action.findings) and action.original_due < details.letter_received:
            yield Found(
                action.place("original_due"),
                f"{heading(action, 'original_due')} of action {action.id} is {day(action.original_due)}, before the "
                f"letter it answers was received on {day(details.letter_received)}.",
                "Correct the date, or explain.",
                about,
            )


@check("D-03c", Severity.ERROR, "Improvement plans of English councils: true dates, in order")
def details_in_order(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """The dates of the plan's details are in order, and the papers speak from the quarter reported or soon after."""
    details, quarter = now.plan.details, now.plan.details.quarter
    sound = speaks_from(now.plan.meetings.values(), quarter, details.as_at)
    if not sound:
        said = (
            f"the quarter reported, {quarter}, is {day(quarter.start)} to {day(quarter.end)}"
            if not quarter.start <= details.as_at <= quarter.after().end
            else "every paper is published before then"
        )
        yield Found(
            details.place("as_at"),
            f"{heading(details, 'as_at')} is {day(details.as_at)}, but {said}.",
            f"Write the day the ratings are to be worked out for, usually {day(quarter.end)}, or correct "
            f"{heading(details, 'quarter')}.",
        )
    for first, last in (
        ("plan_start", "plan_end"),
        ("updates_open", "updates_close"),
        *([("letter_received", "as_at")] if sound else []),
    ):
        if getattr(details, first) > getattr(details, last):
            yield Found(
                details.place(first),
                f"{heading(details, first)} is {day(getattr(details, first))}, after {heading(details, last)}, "
                f"{day(getattr(details, last))}.",
                "Correct one of the two.",
            )


def speaks_from(meetings: Iterable[Meeting], quarter: Period, as_at: date) -> bool:
    """Whether papers of a quarter can speak from a day: one of the quarter or of the next, before they are all out."""
    out = [meeting.publish_on or meeting.day for meeting in meetings]
    return quarter.start <= as_at <= quarter.after().end and (not out or as_at <= max(out))


@check("D-03b", Severity.QUERY, "Improvement plans of English councils: true dates, in order")
def milestones_within(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """Milestones fall between an action's start and its due date."""
    for action in now.plan.actions:
        for milestone in now.plan.milestones.get(action.id, ()):
            if action.start <= milestone.due <= action.due:
                continue
            wrong = (
                f"before the action starts on {day(action.start)}"
                if milestone.due < action.start
                else f"after the action is due on {day(action.due)}"
            )
            yield Found(
                milestone.place("due"),
                f"Milestone {milestone.text!r} of action {action.id} is due on {day(milestone.due)}, {wrong}.",
                f"Correct {heading(milestone, 'due')}, or the dates of the action.",
                f"action {action.id}",
            )


@check(
    "D-04", Severity.ERROR, "Performance reports of English councils: a new date needs approval and is counted apart"
)
def slips_approved(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """The original due date never changes; a new date has a reason, an approver and a day, and is counted."""
    earlier = {action.id: action for action in before.plan.actions} if before else {}
    for action in now.plan.actions:
        about = f"action {action.id}"
        was = earlier.get(action.id)
        if was and was.original_due != action.original_due:
            yield Found(
                action.place("original_due"),
                f"{heading(action, 'original_due')} of action {action.id} is {day(action.original_due)}; last quarter "
                f"it was {day(was.original_due)}.",
                f"Put back {day(was.original_due)}, and write a new date under {heading(action, 'revised_due')}.",
                about,
            )
        if action.revised_due and action.revised_due != action.original_due:
            if missing := [
                heading(action, field)
                for field in ("revision_reason", "revision_approved_by", "revision_approved_on")
                if not getattr(action, field)
            ]:
                yield Found(
                    action.place("revised_due"),
                    f"{heading(action, 'revised_due')} of action {action.id} is {day(action.revised_due)}, but "
                    f"{wording.joined(missing)} {'is' if len(missing) == 1 else 'are'} empty.",
                    f"Fill in {wording.joined(missing)}, or take the new date out.",
                    about,
                )
            if not action.revisions:
                yield Found(
                    action.place("revisions"),
                    f"Action {action.id} was moved to {day(action.revised_due)}, but {heading(action, 'revisions')} "
                    f"says {'nothing' if action.revisions is None else '0'}.",
                    "Write how many times its due date has been moved.",
                    about,
                )
        if was and was.due != action.due and action.revisions and action.revisions <= (was.revisions or 0):
            yield Found(
                action.place("revisions"),
                f"Action {action.id} was due on {day(was.due)} last quarter and is now due on {day(action.due)}, but "
                f"{heading(action, 'revisions')} still says {action.revisions}.",
                f"Write {(was.revisions or 0) + 1}.",
                about,
            )


@check(
    "D-04a", Severity.QUERY, "Performance reports of English councils: a new date needs approval and is counted apart"
)
def slips_make_sense(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """A new due date was agreed by the date the papers speak from, is later than the first, and is not withdrawn."""
    as_at = now.plan.details.as_at
    earlier = {action.id: action for action in before.plan.actions} if before else {}
    for action in now.plan.actions:
        about = f"action {action.id}"
        approved, was = action.revision_approved_on, earlier.get(action.id)
        if approved and approved > as_at:
            yield Found(
                action.place("revision_approved_on"),
                f"{heading(action, 'revision_approved_on')} for action {action.id} is {day(approved)}, after "
                f"{day(as_at)}, the date the papers speak from.",
                "Correct the day, or report the new date next quarter.",
                about,
            )
        if action.revised_due and action.revised_due < action.original_due:
            yield Found(
                action.place("revised_due"),
                f"{heading(action, 'revised_due')} of action {action.id}, {day(action.revised_due)}, is earlier than "
                f"its first due date, {day(action.original_due)}.",
                "Correct it, or confirm that the date was brought forward.",
                about,
            )
        if not action.revised_due and (action.revisions or (was and was.revised_due)):
            said = f"last quarter it was {day(was.revised_due)}" if was and was.revised_due else "it was moved before"
            yield Found(
                action.place("revised_due"),
                f"{heading(action, 'revised_due')} of action {action.id} is empty, but {said}.",
                "Write the due date now agreed, or confirm that it went back to the first one.",
                about,
            )


def _due_field(action: Action) -> str:
    """The field that holds the current due date."""
    return "revised_due" if action.revised_due else "original_due"
