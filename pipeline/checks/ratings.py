"""Ratings add up, follow their rules, and say what they rest on (R-01 to R-05)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from pipeline import wording
from pipeline.checks.registry import Found, check, heading, sheet_of
from pipeline.issues import Severity
from pipeline.model import Comparison, RatedMeasure, RatedPlan, Rating, Travel
from pipeline.places import Place
from pipeline.rating.measures import gap, goal, printed, tolerance, tolerance_fits
from pipeline.sheets.measures import Polarity
from pipeline.sheets.ratings import Scale, Standing
from pipeline.sheets.updates import Status

_WELL = frozenset({Standing.ON_TRACK, Standing.DONE})


@check("R-01", Severity.ERROR, "Published council reports whose counts of ratings did not add up")
def counts_add_up(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """Every action and measure is counted once, under a rating of the key, so that counts sum to the total."""
    for noun, rows, rated in (
        ("action", now.plan.actions, now.actions),
        ("measure", now.plan.measures, now.measures),
    ):
        for row in rows:
            if row.id not in rated:
                yield Found(
                    row.place("id"),
                    f"{noun.capitalize()} {row.id} was not rated: counts of ratings would not sum to "
                    f"{wording.count(len(rows), noun)}.",
                    "Tell the people who look after this program: it is its fault, not the data's.",
                    f"{noun} {row.id}",
                )
    for scale, ratings in _ratings(now).items():
        counts = Counter(rating.name for rating in ratings.values() if rating.key.scale is scale)
        for name in counts:
            if now.scheme.names(scale) and now.scheme.find(scale, name) is None:
                items = [item for item, rating in ratings.items() if rating.name == name]
                yield Found(
                    ratings[items[0]].rule,
                    f"{wording.count(counts[name], 'rating')} of {wording.joined(items)} ({scale.value}) "
                    f"{'is' if len(items) == 1 else 'are'} {name!r}, which is not in the key.",
                    "Add the rating to the Rating key sheet, or correct the rule that gives it.",
                )


@check(
    "R-02", Severity.QUERY, "Practice of English councils: computed and declared ratings are shown where they differ"
)
def lead_agrees(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """The lead's own rating is the computed one, or an override says why not.

    What is printed is the computed rating. Overdue actions called green are D-05a's.
    """
    for item, action in now.actions.items():
        update = action.update
        if not update or not update.lead_rating:
            continue
        name, about = heading(update, "lead_rating"), f"action {item}"
        key = now.scheme.find(Scale.DELIVERY, update.lead_rating)
        if key is None:
            yield Found(
                update.place("lead_rating"),
                f"{name} for {about} says {update.lead_rating!r}, which is not a rating of the key.",
                f"Write one of {wording.joined(now.scheme.names(Scale.DELIVERY), 'or')}.",
                about,
            )
            continue
        overdue_and_rosy = action.days_overdue and key.standing is Standing.ON_TRACK
        settled = action.delivery.override or action.delivery.stopped
        if key.name != action.delivery.name and not settled and not overdue_and_rosy:
            yield Found(
                update.place("lead_rating"),
                f"{name} for {about} says {key.name}; worked out, it is {action.delivery.name}: "
                f"{action.delivery.reason.rstrip('.')}.",
                "Agree it with the lead: correct the update, or add an override with name, reason and date.",
                about,
            )


@check(
    "R-03", Severity.ERROR, "Practice of English councils: complete needs evidence, embedded needs evidence of impact"
)
def complete_has_evidence(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """A complete action has a day it was completed and evidence; an embedded one also evidence of impact.

    A day still to come is D-05's.
    """
    needed = {
        Status.COMPLETE: ("completed", "evidence"),
        Status.EMBEDDED: ("completed", "evidence", "impact_evidence"),
    }
    for item, action in now.actions.items():
        update = action.update
        if not update or update.status not in needed:
            continue
        for field in needed[update.status]:
            said = str(getattr(update, field) or "")
            if wording.says_nothing(said):
                yield Found(
                    update.place(field),
                    f"{heading(update, 'status')} of action {item} is {update.status.value}, but "
                    f"{heading(update, field)} {f'says only {said!r}' if said else 'is empty'}.",
                    f"Fill in {heading(update, field)}, or report the action as in progress.",
                    f"action {item}",
                )


@check("R-04", Severity.ERROR, "Local Authority Interactive Tool, Department for Education")
def polarity_followed(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """Ratings and travel follow polarity; context measures are not rated; what is missing is never on track."""
    for item, action in now.actions.items():
        for scale, rating in ((Scale.DELIVERY, action.delivery), (Scale.IMPACT, action.impact)):
            if action.update is None and rating.standing in _WELL and not rating.override:
                yield Found(
                    rating.rule,
                    f"Action {item} has no update, but its {scale.value} is rated {rating.name}.",
                    "Put a rule for a missing update before this one in the Rating rules sheet.",
                    f"action {item}",
                )
    against: dict[tuple[Place, str], list[str]] = {}
    for item, measure in now.measures.items():
        said, wrong = _against_polarity(measure)
        if wrong:
            against.setdefault((measure.rating.rule, wrong), []).append(f"{item} {said}")
        for each in (measure.on_quarter, measure.on_year):
            if _wrong_way(measure, each):
                yield Found(
                    measure.measure.place("polarity"),
                    f"Measure {item} ({measure.measure.polarity.value} is good) is said to be {each.travel.value} than "
                    f"in {each.period}, though it went the other way.",
                    "Tell the people who look after this program: it is its fault, not the data's.",
                    f"measure {item}",
                )
    for (place, wrong), found in against.items():
        others = [said.partition(" ")[0] for said in found[1:]]
        also = f" So {'is' if len(others) == 1 else 'are'} {wording.joined(others)}." if others else ""
        yield Found(
            place,
            f"Measure {found[0]}{wrong}.{also}",
            "Correct the rule in the Rating rules sheet (there gap is below 0 where a target is missed), or what Good is says of the measure.",
            f"measure {found[0].partition(' ')[0]}",
        )


@check("R-05", Severity.ERROR, "Published improvement plans whose two keys were confused")
def scales_apart(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """Delivery and impact are rated apart, each with a key of its own."""
    for scale in Scale:
        if not now.scheme.names(scale):
            yield Found(
                sheet_of(now.scheme.key),
                f"The Rating key has no ratings for {scale.value}.",
                f"Add the ratings of {scale.value}, each with its meaning.",
            )
    delivery, impact = (
        [(row.name.casefold(), row.meaning) for row in now.scheme.key if row.scale is scale]
        for scale in (Scale.DELIVERY, Scale.IMPACT)
    )
    if delivery and delivery == impact:
        yield Found(
            sheet_of(now.scheme.key),
            "The key for impact has the words and meanings of the key for delivery.",
            "Say under Meaning what each rating means for impact: the difference made, not the work done.",
        )
    for scale, ratings in _ratings(now).items():
        for item, rating in ratings.items():
            if rating.key.scale is not scale:
                yield Found(
                    rating.rule,
                    f"The {scale.value} of {item} is rated {rating.name}, a rating of {rating.key.scale.value}.",
                    f"Give a rating of {scale.value} in the Rating rules sheet.",
                )


def _ratings(now: RatedPlan) -> Mapping[Scale, Mapping[str, Rating]]:
    return {
        Scale.DELIVERY: {item: action.delivery for item, action in now.actions.items()},
        Scale.IMPACT: {item: action.impact for item, action in now.actions.items()},
        Scale.MEASURE: {item: measure.rating for item, measure in now.measures.items()},
    }


def _against_polarity(rated: RatedMeasure) -> tuple[str, str]:
    """What is wrong with a measure's rating whatever the council's scheme: what the measure is, and what is wrong with
    that; nothing wrong is two empty texts."""
    measure, rating = rated.measure, rated.rating
    is_rated = f", but is rated {rating.name}"
    if measure.polarity is Polarity.CONTEXT:
        return "is for context only", "" if rating.standing is Standing.UNKNOWN else is_rated
    value = printed(measure, rated.latest) if rated.latest else None
    if rating.override or (value is None and rating.standing not in _WELL):
        return "", ""
    if value is None:
        return "has no figure", is_rated
    ahead, target = gap(measure, value), goal(measure, value)
    if ahead is None or target is None:
        return "", ""
    figure, good = (wording.figure(each, measure.unit, measure.decimals) for each in (value, target))
    aim = (
        "target range" if measure.polarity is Polarity.RANGE else f"target of {good} ({measure.polarity.value} is good)"
    )
    said = f"is {figure} against its {aim}"
    if ahead >= 0:
        return said, f", on target{is_rated}" if rating.standing is Standing.OFF_TRACK else ""
    if measure.tolerance is None or not tolerance_fits(measure) or rating.standing not in _WELL:
        return "", ""
    return said, f", short by more than its tolerance{is_rated}" if -ahead > tolerance(measure, value) else ""


def _wrong_way(rated: RatedMeasure, comparison: Comparison) -> bool:
    """Whether better or worse is said of a change that went the other way."""
    latest, earlier = (printed(rated.measure, each) if each else None for each in (rated.latest, comparison.earlier))
    if latest is None or earlier is None:
        return comparison.travel in (Travel.BETTER, Travel.WORSE)
    change = latest - earlier
    if change == 0 or rated.measure.polarity is Polarity.CONTEXT:
        return comparison.travel in (Travel.BETTER, Travel.WORSE)
    if rated.measure.polarity is Polarity.RANGE:
        return False
    better = (change > 0) == (rated.measure.polarity is Polarity.HIGH)
    return comparison.travel is (Travel.WORSE if better else Travel.BETTER)
