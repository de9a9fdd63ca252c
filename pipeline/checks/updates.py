"""What a lead says agrees with itself, with the dates and with last quarter (D-05, D-06)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline import wording
from pipeline.checks.registry import Found, check, heading
from pipeline.issues import Severity
from pipeline.model import RatedAction, RatedPlan, Scheme
from pipeline.rating.likeness import STALE, likeness
from pipeline.sheets.ratings import Scale, Standing
from pipeline.sheets.updates import Outlook, Status, Update
from pipeline.wording import day

_LONG_ENOUGH = 60  # characters; shorter texts ("No change") are alike by nature
_FINISHED = frozenset({Status.COMPLETE, Status.EMBEDDED})
_OVER = _FINISHED | {Status.CLOSED}
_STILL_TO_COME = re.compile(
    r"\bnot (yet )?(begun|due|started)\b|\b(due|planned|scheduled) (for|to)\b|\bno progress\b|\bn/a\b"
    r"|\bwill (begin|start|be)\b|\b(begins?|starts?|starting) (from|in|on)\b"
)


@check("D-05", Severity.ERROR, "Practice of action tracking: status, dates and milestones agree")
def no_conflicts(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """Nothing is done in the future, or both done and not done."""
    as_at = now.plan.details.as_at
    for action in now.actions.values():
        about, update = f"action {action.action.id}", action.update
        if update and update.completed and update.completed > as_at:
            yield Found(
                update.place("completed"),
                f"{heading(update, 'completed')} for {about} is {day(update.completed)}, after {day(as_at)}, the date "
                "the papers speak from.",
                "Correct the day, or report it as complete next quarter.",
                about,
            )
        elif update and update.completed and update.status not in _OVER:
            yield Found(
                update.place("status"),
                f"{heading(update, 'status')} of {about} is {_said(update.status)}, but {heading(update, 'completed')} "
                f"is {day(update.completed)}.",
                f"Correct {heading(update, 'status')}, or clear {heading(update, 'completed')}.",
                about,
            )
        for milestone in action.milestones:
            if milestone.done and milestone.done > as_at:
                yield Found(
                    milestone.place("done"),
                    f"{heading(milestone, 'done')} for milestone {milestone.text!r} of {about} is "
                    f"{day(milestone.done)}, after {day(as_at)}, the date the papers speak from.",
                    "Correct the day, or leave it empty until next quarter.",
                    about,
                )
        done = [milestone for milestone in action.milestones if milestone.done]
        if update and update.status is Status.NOT_STARTED and done:
            yield Found(
                update.place("status"),
                f"{heading(update, 'status')} of {about} is not started, but "
                f"{wording.count(len(done), 'milestone')} of it {'is' if len(done) == 1 else 'are'} done.",
                f"Correct {heading(update, 'status')}, or clear {heading(done[0], 'done')} for the milestone.",
                about,
            )


@check("D-05a", Severity.QUERY, "Practice of action tracking: status, dates and milestones agree")
def no_odd_claims(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """What a lead says of an action fits its dates, its milestones and what was said before.

    A query: the rating is worked out from the dates whatever the lead says, so nothing wrong is
    printed; but one of the two is mistaken.
    """
    for action in now.actions.values():
        update = action.update
        if not update:
            continue
        about = f"action {action.action.id}"
        if action.days_overdue and (claim := rosy(update, now.scheme)):
            yield Found(
                update.place(claim),
                f"{heading(update, claim)} for {about} says {getattr(update, claim)}, but it is "
                f"{wording.count(action.days_overdue, 'day')} past its due date of {day(action.action.due)}.",
                "Say when it will be done and why it is late, or correct the status or due date.",
                about,
            )
        if update.status is Status.NOT_STARTED and _reports_work(update.progress):
            yield Found(
                update.place("status"),
                f"{heading(update, 'status')} of {about} is not started, but {heading(update, 'progress')} reports work.",
                f"Correct {heading(update, 'status')}, or say in {heading(update, 'progress')} when it will start.",
                about,
            )
        if update.completed and update.completed < action.action.start:
            yield Found(
                update.place("completed"),
                f"{heading(update, 'completed')} for {about} is {day(update.completed)}, before it started on "
                f"{day(action.action.start)}.",
                "Correct the day, or explain.",
                about,
            )
        open_ones = [milestone for milestone in action.milestones if not milestone.done]
        if update.status in _FINISHED and open_ones:
            yield Found(
                open_ones[0].place("done"),
                f"Action {action.action.id} is {_said(update.status)}, but "
                + (
                    "its milestone"
                    if len(action.milestones) == 1
                    else f"{len(open_ones)} of its {len(action.milestones)} milestones"
                )
                + f" {'has' if len(open_ones) == 1 else 'have'} no day done: {open_ones[0].text!r}.",
                f"Fill in {heading(open_ones[0], 'done')}, or explain.",
                about,
            )
        was = _update_before(before, action)
        if was and was.status in _FINISHED and update.status not in _OVER:
            yield Found(
                update.place("status"),
                f"{heading(update, 'status')} of {about} is {_said(update.status)}; last quarter it was "
                f"{_said(was.status)}.",
                "Explain why it was opened again, or correct the status.",
                about,
            )


@check("D-06", Severity.QUERY, "Practice of quarterly reporting: an update tells of its own quarter")
def updated_in_time(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """Every action has an update, made within the quarter's window for updates.

    A lead who has sent nothing is said once. What was finished last quarter may stand as it was.
    """
    opens, closes = now.plan.details.updates_open, now.plan.details.updates_close
    silent = silent_leads(now, before)
    for lead, missing in silent.items():
        places = [each.action.place("lead") for each in missing]
        yield Found(
            places[0],
            f"{lead} has sent no update this quarter: actions {wording.listed([each.action.id for each in missing])} have none.",
            f"Ask {lead} for the form; papers chase writes a list that is ready to send.",
            lead,
            tuple(place.cell for place in places[1:] if replace(place, cell="") == replace(places[0], cell="")),
        )
    for action in now.actions.values():
        about, update = f"action {action.action.id}", action.update
        if update is None:
            if action.action.lead in silent or now.plan.may_hold(Update, action.action.id):
                continue
            if action.delivery.standing is not Standing.OFF_TRACK:  # of those that are, P-01a asks for one
                yield Found(
                    action.action.place("id"),
                    f"There is no update for {about}, led by {action.action.lead}.",
                    f"Ask its lead for one; without it the papers say {action.delivery.name}.",
                    about,
                )
        elif stands_finished(before, action):
            continue
        elif update.updated_on is None:
            yield Found(
                update.place("updated_on"),
                f"{heading(update, 'updated_on')} is empty for {about}.",
                "Write the day the update was made.",
                about,
            )
        elif not opens <= update.updated_on <= closes:
            yield Found(
                update.place("updated_on"),
                f"{heading(update, 'updated_on')} for {about} is {day(update.updated_on)}, outside the window for "
                f"updates, {day(opens)} to {day(closes)}.",
                "Ask its lead to confirm that it is this quarter's update, and correct the day.",
                about,
            )


def silent_leads(now: RatedPlan, before: RatedPlan | None) -> dict[str, list[RatedAction]]:
    """Lead -> the actions without an update, of leads of several such who have sent nothing this quarter."""
    missing: dict[str, list[RatedAction]] = {}
    heard = set()
    for action in now.actions.values():
        if action.update is None and not now.plan.may_hold(Update, action.action.id):
            missing.setdefault(action.action.lead, []).append(action)
        elif not stands_finished(before, action):
            heard.add(action.action.lead)
    return {lead: actions for lead, actions in missing.items() if lead not in heard and len(actions) > 1}


def stands_finished(before: RatedPlan | None, action: RatedAction) -> bool:
    """Whether an action was finished last quarter and its update is still that one."""
    was, update = _update_before(before, action), action.update
    return bool(
        was
        and update
        and {was.status, update.status} <= _OVER
        and (was.status, was.completed, was.updated_on) == (update.status, update.completed, update.updated_on)
    )


def waits_for_figures(now: RatedPlan, before: RatedPlan | None, action: RatedAction) -> bool:
    """Whether an action stands finished as it did, and its rating waits for a figure of one of its measures."""
    linked = [now.measures[item] for item in action.action.measures if item in now.measures]
    return stands_finished(before, action) and any(each.latest is None for each in linked)


@check("D-06b", Severity.QUERY, "Practice of quarterly reporting: an update tells of its own quarter")
def progress_told(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """The update of an action that is in progress says what was done: the words are printed."""
    for item, action in now.actions.items():
        update = action.update
        if update and update.status is Status.IN_PROGRESS and wording.says_nothing(update.progress):
            name, said = heading(update, "progress"), update.progress.strip()
            yield Found(
                update.place("progress"),
                f"{name} for action {item} {f'says only {said!r}' if said else 'is empty'}.",
                f"Ask {action.action.lead} what was done this quarter.",
                f"action {item}",
            )


@check("D-06a", Severity.QUERY, "Practice of quarterly reporting: an update tells of its own quarter")
def new_words(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """Progress is told in new words each quarter, and not in the words of another action."""
    first: dict[str, str] = {}
    for action in now.actions.values():
        update, about = action.update, f"action {action.action.id}"
        if not update or len(update.progress) < _LONG_ENOUGH:
            continue
        name, words = heading(update, "progress"), _plain(update.progress)
        was = _update_before(before, action)
        finished_twice = was and was.status in _OVER and update.status in _OVER
        if was and not finished_twice and (alike := likeness(words, was.progress)) >= STALE:
            yield Found(
                update.place("progress"),
                f"{name} for {about} is {'' if alike == 1 else 'almost '}word for word last quarter's.",
                "Ask its lead what happened this quarter.",
                about,
            )
        if words in first:
            yield Found(
                update.place("progress"),
                f"{name} for {about} is word for word that of action {first[words]}.",
                "Ask the lead what happened for each.",
                about,
            )
        first.setdefault(words, action.action.id)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _said(status: Status | None) -> str:
    return status.value if status else "empty"


def rosy(update: Update, scheme: Scheme) -> str:
    """The field in which a lead says that all is well, or nothing."""
    key = scheme.find(Scale.DELIVERY, update.lead_rating) if update.lead_rating else None
    if key and key.standing is Standing.ON_TRACK:
        return "lead_rating"
    return "outlook" if update.outlook is Outlook.ON_TRACK else ""


def _reports_work(progress: str) -> bool:
    words = _plain(progress)
    return len(words) >= _LONG_ENOUGH and not _STILL_TO_COME.search(words)


def _update_before(before: RatedPlan | None, action: RatedAction) -> Update | None:
    return before.plan.updates.get(action.action.id) if before else None
