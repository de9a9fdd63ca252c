"""What changed, what is off track and what members are asked to look at: sentences made from the figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from pipeline import wording
from pipeline.facts.actions import completed_now
from pipeline.facts.fact import Node, places
from pipeline.facts.making import Ground, fact, lines
from pipeline.facts.measures import SUPPRESSED, printed, symbol_of
from pipeline.facts.ratings import lost, ratings_of
from pipeline.model import RatingMove, Shift
from pipeline.places import Place
from pipeline.rating import SMALL_DENOMINATOR, figure_of
from pipeline.rating.measures import meets_target
from pipeline.sheets.ratings import Scale, Standing
from pipeline.sheets.updates import Status
from pipeline.symbols import MEANINGS

LISTED = 3  # actions named on page one before the reader is sent to the table

Line = tuple[str, tuple[Place, ...]]


def shifted(ground: Ground, shift: Shift, *scales: Scale) -> list[RatingMove]:
    """Ratings that moved one way since last quarter, in the plan's order."""
    return [move for (scale, _), move in ground.move.ratings.items() if scale in scales and move.shift is shift]


def off_track(ground: Ground, scale: Scale) -> list[str]:
    """Items rated off track on a scale, in the plan's order."""
    return [item for item, rating in ratings_of(ground.now, scale).items() if rating.standing is Standing.OFF_TRACK]


def on_target(ground: Ground) -> list[str]:
    """Rated measures whose figure is at or better than target, whatever rating the council's rules give for that."""
    return [
        item
        for item, rated in ground.now.measures.items()
        if rated.latest is not None
        and rated.rating.standing is not Standing.UNKNOWN
        and meets_target(rated.measure, rated.latest)
    ]


def closed(ground: Ground, item: str) -> bool:
    """Whether an action was closed without being completed: it is no longer asked about."""
    update = ground.now.actions[item].update
    if update is None or update.status is not Status.CLOSED:
        return False
    return update.completed is None or update.completed > ground.as_at


def exception_items(ground: Ground) -> list[tuple[Scale, str]]:
    """Every item off track and every item whose rating worsened: actions for priority findings first, then measures."""
    found = []
    for scale in (Scale.DELIVERY, Scale.MEASURE):
        worse = {move.item for move in shifted(ground, Shift.WORSE, scale)}
        bad = set(off_track(ground, scale))
        items = [item for item in ratings_of(ground.now, scale) if item in bad | worse]
        if scale is Scale.DELIVERY:
            items = [item for item in items if not closed(ground, item)]
        if scale is Scale.DELIVERY:
            items.sort(key=lambda item: (not ground.now.actions[item].priority, item not in bad))
        found += [(scale, item) for item in items]
    return found


def exceptions(ground: Ground, actions: dict[str, Node], measures: dict[str, Node]) -> tuple[Node, ...]:
    """A row for each exception: what, rating and why, cause, recovery, lead, back-on-track date."""
    rows = []
    for scale, item in exception_items(ground):
        if scale is Scale.DELIVERY:
            node, rating, what, lead = (
                actions[item],
                actions[item].delivery,
                actions[item].text,
                actions[item].lead,
            )
        else:
            node, rating, what = measures[item], measures[item].rating, measures[item].name
            lead = node.recovery_lead
        prefix = f"exception.{item}"
        rows.append(
            Node(
                {
                    "ref": node.id,
                    "what": what,
                    "kind": fact(f"{prefix}.kind", "Action" if scale is Scale.DELIVERY else "Measure"),
                    "rating": rating,
                    "was": rating.change,
                    "why": rating.reason,
                    "cause": fact(
                        f"{prefix}.cause", node.cause.value, node.cause.text or "not given", node.cause.sources
                    ),
                    "recovery": fact(
                        f"{prefix}.recovery",
                        node.recovery.value,
                        node.recovery.text or "not given",
                        node.recovery.sources,
                    ),
                    "lead": fact(f"{prefix}.lead", lead.value, lead.text or "not given", lead.sources),
                    "back_on_track": fact(
                        f"{prefix}.back_on_track",
                        node.back_on_track.value,
                        node.back_on_track.text or "not given",
                        node.back_on_track.sources,
                    ),
                }
            )
        )
    return tuple(rows)


def headlines(ground: Ground) -> tuple[Node, ...]:
    """What changed since last quarter, in four or five sentences."""
    total = len(ground.now.actions)
    done = sum(1 for rated in ground.now.actions.values() if rated.delivery.standing is Standing.DONE)
    new = len(completed_now(ground))
    texts = [
        f"{_many(new)} {'was' if new == 1 else 'were'} completed this quarter. "
        f"{wording.number(done)} of {wording.count(total, 'action')} ({wording.percent_of(done, total)}) {'is' if 1 in (done, total) else 'are'} now complete."
    ]
    if ground.move.has_before:
        up, down, gone = rating_moves(ground, Scale.DELIVERY)
        texts.append(
            f"Since {ground.move.before_period} delivery ratings improved for {wording.count(up, 'action')} "
            f"and worsened for {wording.number(down) if down else 'none'}"
            + (f"; {wording.count(gone, 'action')} could no longer be rated." if gone else ".")
        )
        moved = len(ground.move.redated)
        texts.append(f"{_many(moved)} {'was' if moved == 1 else 'were'} given a new due date.")
        if ground.move.new:
            added = wording.joined(ground.move.new)
            verb = "was" if len(ground.move.new) == 1 else "were"
            texts.append(f"{wording.count(len(ground.move.new), 'action')} {verb} added to the plan: {added}.")
    shut = [item for item in ground.now.actions if closed(ground, item)]
    if shut:
        verb = "was" if len(shut) == 1 else "were"
        texts.append(f"{_named(shut).capitalize()} {verb} closed without being completed.")
    texts.append(_measures_sentence(ground))
    return lines("headlines", [(text[0].upper() + text[1:], ()) for text in texts], "counted from the ratings")


def rating_moves(ground: Ground, scale: Scale) -> tuple[int, int, int]:
    """How many ratings improved, how many worsened, and how many were lost, since last quarter; closed actions apart."""
    worse = [
        move
        for move in shifted(ground, Shift.WORSE, scale)
        if scale is not Scale.DELIVERY or not closed(ground, move.item)
    ]
    gone = sum(map(lost, worse))
    return len(shifted(ground, Shift.BETTER, scale)), len(worse) - gone, gone


def _many(actions: int) -> str:
    return wording.count(actions, "action") if actions else "No actions"


def _measures_sentence(ground: Ground) -> str:
    ratings = ratings_of(ground.now, Scale.MEASURE)
    rated = [rating for rating in ratings.values() if rating.standing is not Standing.UNKNOWN]
    met = len(on_target(ground))
    unrated = len(ratings) - len(rated)
    text = _met(met, len(rated))
    if rated and unrated:
        text += f"; {wording.number(unrated)} of {wording.count(len(ratings), 'measure')} {'is' if unrated == 1 else 'are'} not rated"
    if ground.move.has_before:
        up, down, gone = rating_moves(ground, Scale.MEASURE)
        many = wording.count(up, "measure rating") if up else "No measure ratings"
        text += f". {many} improved and {wording.number(down) if down else 'none'} worsened"
        text += f"; {wording.count(gone, 'measure')} could no longer be rated" if gone else ""
    return wording.sentence(text)


def _met(met: int, rated: int) -> str:
    """How many of the rated measures are at or better than target."""
    if not rated:
        return "no measure is rated"
    if rated == 1:
        return f"the one rated measure {'is at or better than' if met else 'does not meet its'} target"
    if met in (0, rated):
        return f"{'all' if met else 'none of the'} {wording.number(rated)} rated measures {'are' if met else 'is'} at or better than target"
    share = wording.percent_of(met, rated)
    return f"{wording.number(met)} of the {wording.number(rated)} rated measures ({share}) {'is' if met == 1 else 'are'} at or better than target"


def off_track_lines(ground: Ground) -> tuple[Node, ...]:
    """The actions that are off track with their reasons, priority ones first, and how many more there are."""
    items = off_track(ground, Scale.DELIVERY)
    items.sort(key=lambda item: (not ground.now.actions[item].priority, -ground.now.actions[item].days_overdue))
    found: list[Line] = []
    for item in items[:LISTED]:
        rated = ground.now.actions[item]
        reason = rated.delivery.reason.rstrip(".")
        flag = " (answers an area for priority action)" if rated.priority and "priority action" not in reason else ""
        text = f"Action {item}, {rated.action.text.rstrip('.')}{flag}: {rated.delivery.name}. {reason}."
        found.append((text, places(rated.action.place("text"), rated.delivery.rule)))
    more = len(items) - LISTED
    if more > 0:
        found.append((f"{wording.count(more, 'more action')} {'is' if more == 1 else 'are'} off track.", ()))
    measures = off_track(ground, Scale.MEASURE)
    if measures:
        found.append(
            (_measures_off_track(ground, measures), tuple(ground.now.measures[m].rating.rule for m in measures))
        )
    if not found:
        found.append(("No action or measure is off track.", ()))
    return lines("off_track", found, "ratings that are off track")


def _measures_off_track(ground: Ground, items: list[str]) -> str:
    """How many measures are off track, with the names of three: those that got worse, or else come first."""
    worse = [move.item for move in shifted(ground, Shift.WORSE, Scale.MEASURE) if move.item in items]
    first = worse + [item for item in items if item not in worse]
    names = [f"{ground.now.measures[item].measure.name} ({item})" for item in first]
    text = f"{wording.count(len(items), 'measure')} {'is' if len(items) == 1 else 'are'} off track"
    return f"{text}: {wording.listed(names, LISTED)}."


def asks(ground: Ground) -> tuple[Node, ...]:
    """What members are asked to look at, from the exceptions."""
    found = [*_asks_of_delivery(ground), *_asks_of_measures(ground), *_asks_of_trust(ground)]
    if not found:
        found = ["Whether the plan's measures show the difference for children that members expect."]
    return lines("asks", [(text, ()) for text in found], "drawn from the exceptions")


def _asks_of_delivery(ground: Ground) -> Iterator[str]:
    """What is off track: areas for priority action alone, where there are any."""
    late = off_track(ground, Scale.DELIVERY)
    priority = [item for item in late if ground.now.actions[item].priority]
    others = [item for item in late if not closed(ground, item)]
    if priority:
        yield (
            f"Whether enough is being done about {_named(priority)}, which "
            f"{'answers' if len(priority) == 1 else 'answer'} an area for priority action and "
            f"{'is' if len(priority) == 1 else 'are'} off track."
        )
    elif others:
        which = _named(others) if len(others) <= LISTED else wording.count(len(others), "action")
        yield f"Whether enough is being done about what is off track: {which}."


def _asks_of_measures(ground: Ground) -> Iterator[str]:
    """Measures that are no longer rated, and those that got worse; what is off track, where none did."""
    moves = shifted(ground, Shift.WORSE, Scale.MEASURE)
    gone = [move.item for move in moves if lost(move)]
    worse = [move.item for move in moves if not lost(move)]
    short = off_track(ground, Scale.MEASURE)
    if gone:
        yield f"Why {wording.joined(gone)} could no longer be rated this quarter."
    if worse:
        yield (
            f"Why {'the rating of' if len(worse) == 1 else 'the ratings of'} {wording.joined(worse)} got worse, "
            "and when members will see a change."
        )
    elif short:
        which = wording.joined(short) if len(short) <= LISTED else f"the {len(short)} measures that are off track"
        yield f"When {which} will be back on track."


def _asks_of_trust(ground: Ground) -> Iterator[str]:
    """Dates that moved more than once, actions without a rating, and what is complete without a difference made."""
    actions = ground.now.actions
    twice = [rated.action.id for rated in actions.values() if (rated.action.revisions or 0) > 1]
    quiet = [
        item
        for item, rated in actions.items()
        if rated.delivery.standing is Standing.UNKNOWN and not closed(ground, item)
    ]
    unproved = [
        item
        for item, rated in actions.items()
        if rated.delivery.standing is Standing.DONE and rated.impact.standing is Standing.OFF_TRACK
    ]
    if twice:
        yield f"Whether the dates of {_named(twice)}, moved more than once, can be relied on."
    if quiet:
        yield f"Why {_named(quiet)} could not be rated."
    if unproved:
        given = wording.joined(dict.fromkeys(actions[item].impact.name for item in unproved), "or")
        yield f"What difference {_named(unproved)} made: complete, but rated {given}."


def _named(items: list[str]) -> str:
    return f"{'action' if len(items) == 1 else 'actions'} {wording.joined(items)}"


def notes(ground: Ground) -> tuple[Node, ...]:
    """What a reader must know about the figures."""
    details = ground.now.plan.details
    first = (
        f"Ratings are worked out as at {wording.day(details.as_at)}. Quarterly figures are local and provisional; "
        "published benchmarks are final figures for the year shown."
    )
    own = [
        (f"{rated.measure.id}: {wording.sentence(rated.measure.note)}", (rated.measure.place("note"),))
        for rated in ground.now.measures.values()
        if rated.measure.note
    ]
    found: list[Line] = [(first, (details.place("as_at"),))]
    return lines("notes", [*found, *_symbols(ground), *_too_few(ground), *_restated(ground), *own])


def _symbols(ground: Ground) -> Iterator[Line]:
    """What the symbols that stand in place of figures mean."""
    if ground.protected:
        yield (
            f"{SUPPRESSED} = suppressed to protect confidentiality: counts of children from 1 to 5, percentages "
            "that would reveal one, and the next smallest figure where a total would.",
            (),
        )
    typed: dict[str, list[Place]] = {}
    for rated in ground.now.measures.values():
        for reading in rated.readings:
            if figure_of(rated.measure, reading) is None and (symbol := symbol_of(reading)):
                typed.setdefault(symbol, []).append(reading.place("value"))
    for symbol, sources in sorted(typed.items()):
        if symbol != SUPPRESSED or not ground.protected:
            yield f"{symbol} = {MEANINGS[symbol]}.", tuple(sources)


def _too_few(ground: Ground) -> Iterator[Line]:
    """The measures that are not rated because they are of few children."""
    small = [
        m
        for m in ground.now.measures.values()
        if _few(m.latest.denominator if m.latest else None) and m.rating.standing is Standing.UNKNOWN
    ]
    if small:
        yield (
            f"Measures with fewer than {SMALL_DENOMINATOR} children or cases in the quarter are not rated: "
            f"{wording.joined(sorted(m.measure.id for m in small))}.",
            tuple(m.latest.place("denominator") for m in small if m.latest),
        )


def _restated(ground: Ground) -> Iterator[Line]:
    """The figures that are not what they were last quarter, as both papers print them."""
    earlier = replace(ground, protected=ground.protected_before)
    for before, now in ground.move.restated:
        measure = ground.now.measures[now.measure].measure
        old, new = printed(earlier, measure, before), printed(ground, measure, now)
        why = f" {wording.sentence(now.note)}" if now.note else ""
        yield (
            f"{measure.id}: the figure for {now.period} was restated from {old} to {new}.{why}",
            (now.place("value"),),
        )


def _few(denominator: Decimal | None) -> bool:
    return denominator is not None and denominator < SMALL_DENOMINATOR
