"""Overrides: a person's rating in place of the computed one, printed beside it with the reason.

Worse is free to anyone who gives their name and the date; anything else needs a reason too. An
override that lacks what it needs is an error and the computed rating stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipeline.issues import Issue, Severity, rule
from pipeline.model import Plan, Rating, Scheme
from pipeline.rating.expressions import nearest
from pipeline.rating.order import is_worse
from pipeline.sheets.actions import Action
from pipeline.sheets.measures import Measure
from pipeline.sheets.overrides import Override
from pipeline.sheets.ratings import Scale
from pipeline.wording import day, joined, says_nothing

_UPWARD = rule(
    "R-02a",
    Severity.ERROR,
    "A rating that differs from the one the rules give has a person's name, a date and, unless it is worse, a reason.",
    "Practice of English councils: an officer may rate down freely, and up only with a reason and a name",
)
_DOWNWARD = rule("Z-13", Severity.QUERY, "An override to a worse rating has a reason.")
_ITEM = rule("Z-14", Severity.ERROR, "Every override names an action or measure of the plan.")
_RATING = rule("Z-15", Severity.ERROR, "Every override's rating is in the rating key for its scale.")
_ONCE = rule("Z-16", Severity.ERROR, "An action or measure has one override on a scale.")
_NO_EFFECT = rule("Z-17", Severity.QUERY, "An override differs from the computed rating.")


def usable(plan: Plan, scheme: Scheme) -> tuple[dict[tuple[Scale, str], Override], list[Issue]]:
    """Overrides by scale and item, and issues about those whose item or rating isn't known."""
    found: dict[tuple[Scale, str], Override] = {}
    issues: list[Issue] = []
    items: Mapping[Scale, list[str]] = {
        Scale.DELIVERY: [row.id for row in plan.actions],
        Scale.IMPACT: [row.id for row in plan.actions],
        Scale.MEASURE: [row.id for row in plan.measures],
    }
    for row in plan.of(Override):
        kind = "measure" if row.scale is Scale.MEASURE else "action"
        about = f"{kind} {row.item}"
        if row.item not in items[row.scale]:
            if plan.may_hold(Measure if row.scale is Scale.MEASURE else Action, row.item):
                continue  # its row couldn't be read: that is said there
            near = nearest(row.item, items[row.scale])
            issues.append(
                _ITEM.at(
                    row.place("item"),
                    f"“{row.item}” is not {'a measure' if kind == 'measure' else 'an action'} of the plan",
                    f"Write {near} instead, or correct Applies to." if near else "Correct the reference.",
                    about=about,
                )
            )
        elif scheme.find(row.scale, row.rating) is None:
            names = scheme.names(row.scale)
            near = nearest(row.rating, names)
            issues.append(
                _RATING.at(
                    row.place("rating"),
                    f"“{row.rating}” is not a rating for {row.scale}",
                    f"Write {near} instead." if near else f"Write one of {joined(names, 'or')}.",
                    about=about,
                )
            )
        elif (row.scale, row.item) in found:
            issues.append(
                _ONCE.at(
                    row.place("item"),
                    f"There are two overrides of {row.scale} for {about}; the first is used",
                    "Delete one of them.",
                    about=about,
                )
            )
        else:
            found[row.scale, row.item] = row
    return found, issues


def overridden(scheme: Scheme, computed: Rating, row: Override) -> tuple[Rating, list[Issue]]:
    """The rating that prints: the override with its reason, or the computed one if the override lacks something."""
    key = scheme.find(row.scale, row.rating)
    about = f"{'measure' if row.scale is Scale.MEASURE else 'action'} {row.item}"
    if key is None or key == computed.key:
        text = f"The override to “{row.rating}” is what the rules give as well"
        return computed, [_NO_EFFECT.at(row.place("rating"), text, "Delete the override.", about=about)]
    down = is_worse(scheme, key, computed.key)
    lacking = list(_lacking(row, down))
    if lacking:
        fields, words = zip(*lacking, strict=True)
        return computed, [
            _UPWARD.at(
                row.place(fields[0]),
                f"The override of {computed.name} to {key.name} has no {joined(words)}; {computed.name} stands",
                "Fill it in, or delete the override.",
                about=about,
            )
        ]
    issues = []
    if not row.reason.strip():
        text = f"The override of {computed.name} to {key.name} has no reason"
        issues.append(_DOWNWARD.at(row.place("reason"), text, "Say why, for whoever reads the paper.", about=about))
    why = row.reason.strip().rstrip(".") or "no reason given"
    when = f" on {day(row.on)}" if row.on else ""
    reason = f"{why} (decided by {row.name.strip()}{when}; the rules give {computed.name}: {computed.reason})"
    return Rating(key, reason, row.place("rating"), row, computed), issues


def _lacking(row: Override, down: bool) -> Iterable[tuple[str, str]]:
    if says_nothing(row.name):
        yield "name", "name of who decided it"
    if row.on is None:
        yield "on", "date"
    if not down and says_nothing(row.reason):
        yield "reason", "reason"
