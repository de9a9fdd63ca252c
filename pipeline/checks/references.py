"""References are used once, kept for good, and stand for the same thing every quarter (D-07)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from pipeline.checks.registry import Found, check, heading, sheet_of
from pipeline.issues import Severity
from pipeline.model import RatedPlan
from pipeline.places import Place
from pipeline.rating.likeness import ratio
from pipeline.sheets.actions import Action
from pipeline.sheets.columns import Row
from pipeline.sheets.domains import Domain
from pipeline.sheets.findings import Finding
from pipeline.sheets.measures import Measure
from pipeline.sheets.meetings import Meeting
from pipeline.sheets.readings import Reading
from pipeline.sheets.risks import Risk
from pipeline.sheets.updates import Status, Update

R = TypeVar("R", bound=Row)
_COPIED = 5  # rows of a file that stand in another too: it is a copy, not a slip
_SAME_THING = 0.5  # texts less alike than this are about different things
_MEANINGS: tuple[tuple[type[Row], str, str], ...] = (
    (Action, "id", "text"),
    (Finding, "id", "text"),
    (Measure, "id", "name"),
    (Domain, "id", "title"),
)


@check(
    "D-07",
    Severity.ERROR,
    "Practice of action tracking: references are stable, and nothing leaves without being closed",
)
def used_once(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """A reference is used once on its sheet; an action has one update, a measure one reading for a period."""
    plan = now.plan
    yield from _twice(plan.domains, "id", lambda row: row.id, "domain")
    yield from _twice(plan.findings, "id", lambda row: row.id, "finding")
    yield from _twice(plan.actions, "id", lambda row: row.id, "action")
    yield from _twice(plan.measures, "id", lambda row: row.id, "measure")
    yield from _twice(plan.of(Risk), "id", lambda row: row.id, "risk")
    yield from _twice(plan.of(Update), "action", lambda row: row.action, "update of action")
    yield from _twice(plan.of(Reading), "period", lambda row: f"{row.measure} for {row.period}", "reading of measure")
    yield from _twice(plan.of(Meeting), "paper", lambda row: row.paper, "meeting of paper")


@check(
    "D-07a",
    Severity.ERROR,
    "Practice of action tracking: references are stable, and nothing leaves without being closed",
)
def none_vanish(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """No finding vanishes from one quarter to the next, and no action that was not closed."""
    if before is None:
        return
    yield from _renamed(now, before, Action, Finding, Measure, Domain)
    actions = {action.id for action in now.plan.actions} | {was for _, was in _other_names(now, before, Action)}
    for action in before.plan.actions:
        update = before.plan.updates.get(action.id)
        closed = update is not None and update.status is Status.CLOSED
        if action.id not in actions and not closed and not now.plan.may_hold(Action, action.id):
            yield Found(
                sheet_of(now.plan.actions),
                f"Action {action.id} was in last quarter's plan, and is gone without having been closed.",
                "Put its row back, and let its lead report it as closed with the reason.",
                f"action {action.id}",
            )
    findings = {finding.id for finding in now.plan.findings} | {was for _, was in _other_names(now, before, Finding)}
    for finding in before.plan.findings:
        if finding.id not in findings and not now.plan.may_hold(Finding, finding.id):
            yield Found(
                sheet_of(now.plan.findings),
                f"Finding {finding.id} was in last quarter's plan, and is gone.",
                "Put its row back: what inspectors found stays found.",
                f"finding {finding.id}",
            )


@check(
    "D-07b",
    Severity.QUERY,
    "Practice of action tracking: references are stable, and nothing leaves without being closed",
)
def same_thing(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """A reference stands for the same thing as last quarter, and a measure once reported goes on being reported."""
    if before is None:
        return
    for kind, key, field in _MEANINGS:
        earlier = {getattr(row, key): getattr(row, field) for row in before.plan.of(kind)}
        for row in now.plan.of(kind):
            reference, said = getattr(row, key), getattr(row, field)
            if reference in earlier and not _alike(said, earlier[reference]):
                noun = kind.__name__.lower()
                yield Found(
                    row.place(field),
                    f"{heading(row, field)} for {noun} {reference} is {said!r}; last quarter it was "
                    f"{earlier[reference]!r}.",
                    f"Give a new {noun} a new reference, or confirm that it is the same one in other words.",
                    f"{noun} {reference}",
                )
    measures = {measure.id for measure in now.plan.measures} | {was for _, was in _other_names(now, before, Measure)}
    for measure in before.plan.measures:
        if measure.id not in measures and not now.plan.may_hold(Measure, measure.id):
            yield Found(
                sheet_of(now.plan.measures),
                f"Measure {measure.id} ({measure.name}) was reported last quarter, and is gone.",
                "Put its row back, or explain why it is no longer reported.",
                f"measure {measure.id}",
            )


def _renamed(now: RatedPlan, before: RatedPlan, *kinds: type[Row]) -> Iterator[Found]:
    """Rows that stand under another reference than last quarter."""
    for kind in kinds:
        noun = kind.__name__.lower()
        for row, was in _other_names(now, before, kind):
            reference = getattr(row, "id")  # noqa: B009 - of rows that have one
            yield Found(
                row.place("id"),
                f"This {noun} was {was} last quarter, and is now {reference}.",
                f"Write {was} again: what else names it would be lost.",
                f"{noun} {was}",
            )


def _other_names(now: RatedPlan, before: RatedPlan, kind: type[Row]) -> list[tuple[Row, str]]:
    """The rows of a kind that are new by their reference and not by their words, and what each was called."""
    key, field = next((key, field) for each, key, field in _MEANINGS if each is kind)
    here = {getattr(row, key) for row in now.plan.of(kind)}
    gone = {
        getattr(row, field): getattr(row, key)
        for row in before.plan.of(kind)
        if getattr(row, key) not in here and getattr(row, field)
    }
    known = {getattr(row, key) for row in before.plan.of(kind)}
    return [
        (row, gone[getattr(row, field)])
        for row in now.plan.of(kind)
        if getattr(row, key) not in known and getattr(row, field) in gone
    ]


def _twice(rows: Iterable[R], field: str, key: Callable[[R], str], noun: str) -> Iterator[Found]:
    """Each row whose reference was used before; a whole file that repeats another is said once."""
    first: dict[str, R] = {}
    again: dict[tuple[str, str], list[tuple[R, str]]] = {}
    for row in rows:
        reference = key(row)
        if reference in first:
            files = (row.place(field).file, first[reference].place(field).file)
            again.setdefault(files, []).append((row, reference))
        else:
            first[reference] = row
    for (file, other), found in again.items():
        if file != other and len(found) >= _COPIED:
            place = found[0][0].place(field)
            yield Found(
                Place(place.file, place.sheet),
                f"{len(found)} rows repeat a {noun} that is already in {other}, such as {found[0][1]}.",
                "Take one of the two files out of the folder, if it is a copy of the other.",
            )
            continue
        for row, reference in found:
            yield Found(
                row.place(field),
                f"There is a second {noun} {reference}; the first is in {first[reference].place(field)}.",
                _remedy(reference),
                f"{noun} {reference}",
            )


def _remedy(reference: str) -> str:
    """What to do; Excel keeps 3.10 as 3.1 unless it is told that it is text."""
    if re.fullmatch(r"\d+\.[1-9]", reference):
        return f"Keep one of the two. If one is {reference}0, type it with an apostrophe in front: '{reference}0."
    return "Keep one of the two, or correct the reference of one."


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    return ratio(one.casefold(), other.casefold(), _SAME_THING) >= _SAME_THING
