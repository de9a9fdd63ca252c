"""Ratings as facts: each with its reason, and the totals with their denominators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pipeline import wording
from pipeline.charts import rating_bar
from pipeline.facts.fact import Fact, Node, Picture, places
from pipeline.facts.making import Ground, fact
from pipeline.model import RatedPlan, Rating, RatingMove, Shift
from pipeline.places import Place
from pipeline.sheets.ratings import RatingKey, Scale, Standing

NOUN = {Scale.DELIVERY: "action", Scale.IMPACT: "action", Scale.MEASURE: "measure"}


def ratings_of(rated: RatedPlan, scale: Scale) -> dict[str, Rating]:
    """Item id -> its rating on a scale."""
    if scale is Scale.MEASURE:
        return {name: measure.rating for name, measure in rated.measures.items()}
    return {name: getattr(action, scale.value) for name, action in rated.actions.items()}


def rating_node(
    ground: Ground, prefix: str, rating: Rating, move: RatingMove | None, given: Iterable[Place], reason: str = ""
) -> Node:
    """One rating: word, symbol, colours, reason, what it was last quarter, and an override in words.

    ``given`` are the cells that the rules looked at first of all.
    """
    ruled = rating.computed or rating
    sources = places(given, ruled.rule, rating.override.place("rating") if rating.override else ())
    how = f"the first rating rule that holds: {ground.tests.get(ruled.rule, 'not known')}"
    if rating.override is not None:
        how = f"a person's rating in place of {ruled.name}, {how}"
    label = f"{rating.key.symbol} {rating.name}".strip()
    change = _change(move)
    override = _override(rating)
    return Node(
        {
            "word": fact(f"{prefix}.word", rating.name, sources=sources, how=how),
            "symbol": fact(f"{prefix}.symbol", rating.key.symbol, sources=rating.key.place("symbol")),
            "fill": fact(f"{prefix}.fill", rating.key.fill, sources=rating.key.place("fill")),
            "ink": fact(f"{prefix}.ink", rating.key.ink, sources=rating.key.place("ink")),
            "label": fact(f"{prefix}.label", label, sources=sources, how=how),
            "reason": fact(f"{prefix}.reason", wording.sentence(reason or rating.reason), sources=sources),
            "change": fact(f"{prefix}.change", change, sources=sources),
            "override": fact(f"{prefix}.override", override, sources=sources),
        }
    )


def lost(move: RatingMove) -> bool:
    """Whether what was rated last quarter is not rated now: nobody knows any longer whether it is better or worse."""
    return (
        move.before is not None
        and move.now.standing is Standing.UNKNOWN
        and move.before.standing is not Standing.UNKNOWN
    )


def _change(move: RatingMove | None) -> str:
    if move is None:
        return ""
    if move.before is None or move.shift is Shift.NEW:
        return "new this quarter"
    if move.shift is Shift.SAME and move.before.name == move.now.name:
        return "no change"
    return f"was {move.before.name} last quarter"


def _override(rating: Rating) -> str:
    made, computed = rating.override, rating.computed
    if made is None or computed is None:
        return ""
    when = f" on {wording.day(made.on)}" if made.on else ""
    why = f": {made.reason}" if made.reason else ""
    return wording.sentence(
        f"The rules give {computed.name}; changed to {rating.name} by {made.name or 'a person not named'}{when}{why}"
    )


def rating_rows(ground: Ground, scale: Scale, prefix: str, items: Iterable[str] | None = None) -> tuple[Node, ...]:
    """A row for each rating of the key: how many now and last quarter, and the share of all."""
    now = ratings_of(ground.now, scale)
    chosen = list(now) if items is None else list(items)
    before = ratings_of(ground.before, scale) if ground.before else None
    tally = Counter(now[item].key.name for item in chosen)
    earlier = None
    if before is not None:
        earlier = Counter(before[item].key.name for item in (before if items is None else chosen) if item in before)
    rows = []
    for key in ground.now.scheme.key:
        if key.scale is scale:
            sources = [now[item].key.place("name") for item in chosen if now[item].name == key.name]
            rows.append(
                _rating_row(prefix, key, tally[key.name], earlier[key.name] if earlier else None, len(chosen), sources)
            )
    return tuple(rows)


def _rating_row(prefix: str, key: RatingKey, now: int, before: int | None, total: int, sources: list[Place]) -> Node:
    base = f"{prefix}.{key.name.lower().replace(' ', '_')}"
    where = places(key.place("name"), sources)
    return Node(
        {
            "word": fact(f"{base}.word", key.name, sources=where),
            "symbol": fact(f"{base}.symbol", key.symbol, sources=where),
            "meaning": fact(f"{base}.meaning", key.meaning, sources=key.place("meaning")),
            "fill": fact(f"{base}.fill", key.fill, sources=key.place("fill")),
            "ink": fact(f"{base}.ink", key.ink, sources=key.place("ink")),
            **_now_and_before(base, now, before, total),
        }
    )


def _now_and_before(base: str, now: int, before: int | None, total: int) -> dict[str, Fact]:
    how = "counted over the ratings of every item"
    if before is None:
        change = "n/a"
    elif now == before:
        change = "no change"
    else:
        change = f"{'up' if now > before else 'down'} {abs(now - before)}"
    return {
        "now": fact(f"{base}.now", now, how=how),
        "before": fact(f"{base}.before", before, "n/a" if before is None else None, how=how),
        "change": fact(f"{base}.change", change, how="this quarter's count less last quarter's"),
        "percent": fact(f"{base}.percent", now, wording.percent_of(now, total), how=f"{now} of {total}"),
    }


def row_total(ground: Ground, scale: Scale) -> Node:
    """The bottom line of a table of ratings."""
    now = len(ratings_of(ground.now, scale))
    before = len(ratings_of(ground.before, scale)) if ground.before else None
    return Node(_now_and_before(f"row_total.{scale.value}", now, before, now))


def total_sentence(ground: Ground, scale: Scale, name: str) -> Fact:
    """How many there are, how many are rated and how many not: a share means nothing without them."""
    ratings = ratings_of(ground.now, scale).values()
    rated = sum(1 for rating in ratings if rating.standing is not Standing.UNKNOWN)
    total, noun = len(ratings), NOUN[scale]
    unrated = total - rated
    if total and not unrated:
        text = "The one {noun} is rated." if total == 1 else f"All {wording.count(total, noun)} are rated."
        return fact(name, rated, text.format(noun=noun), how="counted over the ratings of every item")
    text = f"Of {wording.count(total, noun)}, {wording.number(rated)} {'is' if rated == 1 else 'are'} rated"
    text += f" and {wording.number(unrated)} {'is' if unrated == 1 else 'are'} not rated."
    return fact(name, rated, text, how="counted over the ratings of every item")


def transitions(ground: Ground) -> tuple[Node, ...]:
    """Delivery ratings that changed: from, to, how many, better, worse or lost; worse ones first."""
    found = Counter(
        (lost(move), move.shift is not Shift.WORSE, move.before.name, move.now.name)
        for move in ground.move.ratings.values()
        if move.scale is Scale.DELIVERY and move.before and move.before.name != move.now.name
    )
    rows = []
    for (no_longer, not_worse, before, now), many in sorted(found.items()):
        base = f"transitions.{before}.{now}".lower().replace(" ", "_")
        rows.append(
            Node(
                {
                    "before": fact(f"{base}.before", before),
                    "now": fact(f"{base}.now", now),
                    "count": fact(f"{base}.count", many, how="actions whose rating went this way since last quarter"),
                    "direction": fact(
                        f"{base}.direction", "no longer rated" if no_longer else "better" if not_worse else "worse"
                    ),
                }
            )
        )
    return tuple(rows)


def summary_chart(ground: Ground, scale: Scale) -> Picture:
    """How many items have each rating, as bars."""
    ratings = ratings_of(ground.now, scale)
    tally = Counter(rating.name for rating in ratings.values())
    rows = [
        (key.name, key.symbol, key.fill, key.ink, tally[key.name])
        for key in ground.now.scheme.key
        if key.scale is scale
    ]
    what = {
        Scale.DELIVERY: "Actions by delivery rating",
        Scale.IMPACT: "Actions by impact rating",
        Scale.MEASURE: "Measures by rating",
    }
    return rating_bar(f"charts.{scale.value}", f"{what[scale]}, {ground.now.plan.details.quarter}", rows)
