"""Small numbers: which readings a public paper must print as ``c``, so that no child can be picked out.

Follows what the Department for Education does with its own tables of children in need and looked
after (counts of 1 to 5 become ``c``, with the next smallest where a total would give it away), and
goes further where its practice leaves a figure that can be worked out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from pipeline.model import RatedPlan
from pipeline.periods import Period, Span
from pipeline.rating.measures import figure_of, printed
from pipeline.sheets.measures import Measure, Sensitivity, Unit
from pipeline.sheets.readings import Reading

LOWEST, HIGHEST = 1, 5  # counts of children that could pick one out
HARD_DENOMINATOR = 6  # out of fewer than this nothing is printed, of children or of staff
NARROWEST = 3  # a hidden figure must be able to lie anywhere in a range at least this wide
SMALL_COMPLEMENT = frozenset({Sensitivity.CHILDREN, Sensitivity.TIMELINESS})  # classes where 2 late of 60 is hidden too
SYMBOL = "c"

Key = tuple[str, Period]
_PER = {Unit.PERCENT: 100, Unit.RATE: 10_000}
_SECONDARY = "hidden so that a small number can't be worked out from a total"


@dataclass(frozen=True)
class Suppressed:
    """What must be hidden of a line of counts: its total, and each of its parts."""

    total: bool
    parts: tuple[bool, ...]


def protect(rated: RatedPlan, others: Sequence[RatedPlan] = ()) -> Mapping[Key, str]:
    """(Measure id, period) of every reading that a public paper must print as ``c``, and why.

    ``others`` are other quarters of the plan whose papers are public: what they hid stays hidden
    while its figure stands, or the two papers together would give it away. A protected reading is
    hidden whole: its figure, numerator and denominator. The reasons hold no figures.
    """
    protected: dict[Key, str] = {}
    for other in others:
        protected |= _still_said(rated, other, protect(other))
    counts: dict[Key, Decimal] = {}
    for id_, each in rated.measures.items():
        for reading in each.readings:
            key = (id_, reading.period)
            why = is_small(each.measure, reading)
            if why:
                protected.setdefault(key, why)
            count = _count(each.measure, reading)
            if count is not None:
                counts[key] = count
        protected.update(_baseline(each.measure))
    lines = list(_lines(rated, counts))
    while _hide_more(lines, counts, protected):
        pass
    return protected


def is_small(measure: Measure, reading: Reading) -> str:
    """Why a reading on its own must be printed as ``c``; empty where it needn't be."""
    kind = measure.sensitivity
    if kind is Sensitivity.OTHER or figure_of(measure, reading) is None:
        return ""
    if reading.denominator is not None and 0 < reading.denominator < HARD_DENOMINATOR:
        return f"out of fewer than {HARD_DENOMINATOR}"
    if kind is Sensitivity.WORKFORCE:
        return ""
    count = _count(measure, reading)
    if count is None:
        return ""
    if _few(count):
        return f"a count of children from {LOWEST} to {HIGHEST}"
    if measure.unit is Unit.PERCENT and reading.denominator and kind in SMALL_COMPLEMENT:
        rest = reading.denominator - count
        if _few(rest):
            return f"leaves {LOWEST} to {HIGHEST} children who are not counted"
    return ""


def suppress(total: Decimal | int, parts: Sequence[Decimal | int], hidden: Sequence[bool] | None = None) -> Suppressed:
    """What to hide of counts that add up to ``total``, so that none from 1 to 5 can be worked out.

    ``hidden`` says what must be hidden anyway; without it, the counts from 1 to 5. The next smallest
    count is hidden too until every hidden one could lie in a range at least three wide; zeros
    and at last the total go where no other count is left.
    """
    values = [Decimal(part) for part in parts]
    out = list(hidden) if hidden is not None else [_few(value) for value in values]
    total_out = hidden is None and _few(Decimal(total))
    while not _safe(values, out, total_out):
        rest = [n for n, value in enumerate(values) if not out[n] and value > 0]
        if rest:
            out[min(rest, key=lambda n: (values[n], n))] = True
        elif total_out:
            return Suppressed(True, tuple(True for _ in values))
        else:
            total_out = True
    if total_out and sum(value > 0 for value in values) <= 1 and any(out):
        return Suppressed(True, tuple(True for _ in values))  # zeros beside it would say that all are of one kind
    return Suppressed(total_out, tuple(out))


def protected_counts(values: Sequence[Decimal | int]) -> tuple[str, ...]:
    """The parts of a line as a public table prints them, with ``c`` for what is hidden."""
    found = suppress(sum(Decimal(value) for value in values) if values else 0, values)
    return tuple(SYMBOL if out else str(value) for value, out in zip(values, found.parts, strict=True))


def feasible(values: Sequence[Decimal], hidden: Sequence[bool]) -> list[tuple[Decimal, Decimal]]:
    """The range each hidden count could lie in, for a reader who knows the total and every printed part.

    The reader is taken to know which counts are hidden for being from 1 to 5; of the others, only
    that they are not nothing.
    """
    chosen = [value for value, out in zip(values, hidden, strict=True) if out]
    left = sum(chosen, Decimal(0))
    bounds = [
        (Decimal(LOWEST), Decimal(HIGHEST)) if _few(v) else (Decimal(0 if v == 0 else LOWEST), left) for v in chosen
    ]
    lows, highs = sum(low for low, _ in bounds), sum(high for _, high in bounds)
    return [(max(low, left - (highs - high)), min(high, left - (lows - low))) for low, high in bounds]


def _few(count: Decimal) -> bool:
    return LOWEST <= count <= HIGHEST


def _safe(values: Sequence[Decimal], hidden: Sequence[bool], total_hidden: bool) -> bool:
    chosen = [value for value, out in zip(values, hidden, strict=True) if out]
    if total_hidden:
        # with every part printed the total can be added up
        return bool(chosen) or not any(values)
    if not chosen:
        return True
    left = sum(chosen, Decimal(0))
    if len(chosen) == 1 or left <= HIGHEST or left == len(chosen) * LOWEST:
        return False
    return all(high - low >= NARROWEST for low, high in feasible(values, hidden))


def _count(measure: Measure, reading: Reading) -> Decimal | None:
    """How many children a figure counts; of a share without its numerator, what the figure gives back."""
    if measure.unit is Unit.COUNT:
        return figure_of(measure, reading)
    if measure.unit not in _PER:
        return None
    if reading.numerator is not None:
        return reading.numerator
    if reading.value is None or not reading.denominator:
        return None
    return (reading.value * reading.denominator / _PER[measure.unit]).quantize(Decimal(1), ROUND_HALF_UP)


def _baseline(measure: Measure) -> Iterator[tuple[Key, str]]:
    if measure.baseline is None or measure.baseline_period is None or measure.unit is not Unit.COUNT:
        return
    why = is_small(measure, Reading(measure=measure.id, period=measure.baseline_period, value=measure.baseline))
    if why:
        yield (measure.id, measure.baseline_period), why


def _still_said(rated: RatedPlan, other: RatedPlan, hidden: Mapping[Key, str]) -> Iterator[tuple[Key, str]]:
    now = {(id_, each.period): each for id_, rm in rated.measures.items() for each in rm.readings}
    then = {(id_, each.period): each for id_, rm in other.measures.items() for each in rm.readings}
    for key, why in hidden.items():
        if key in now and key in then:
            measure, was = rated.measures[key[0]].measure, other.measures[key[0]].measure
            if printed(measure, now[key]) == printed(was, then[key]):
                yield key, why


def _lines(rated: RatedPlan, counts: Mapping[Key, Decimal]) -> Iterator[tuple[Key, list[Key]]]:
    """(Total, its parts): measures that are parts of another, and shorter periods that add up to a longer one."""
    periods = sorted({period for _, period in counts})
    children: dict[str, list[str]] = {}
    for id_, each in rated.measures.items():
        if each.measure.part_of:
            children.setdefault(each.measure.part_of, []).append(id_)
    for parent, parts in children.items():
        for period in periods:
            found = [(part, period) for part in parts if (part, period) in counts]
            if found and (parent, period) in counts:
                yield (parent, period), found
    for id_, each in rated.measures.items():
        if each.measure.sensitivity in (Sensitivity.OTHER, Sensitivity.WORKFORCE):
            continue
        own = [period for period in periods if (id_, period) in counts]
        for whole in own:
            for span, many in ((Span.MONTH, {Span.QUARTER: 3, Span.YEAR: 12}), (Span.QUARTER, {Span.YEAR: 4})):
                inside = [p for p in own if p.span is span and whole.start <= p.start and p.end <= whole.end]
                if len(inside) == many.get(whole.span) and sum(counts[id_, p] for p in inside) == counts[id_, whole]:
                    yield (id_, whole), [(id_, period) for period in inside]


def _hide_more(
    lines: Sequence[tuple[Key, list[Key]]], counts: Mapping[Key, Decimal], protected: dict[Key, str]
) -> bool:
    before = len(protected)
    for total, parts in lines:
        values = [counts[part] for part in parts]
        hidden = [part in protected for part in parts]
        if total in protected:
            if not any(hidden):  # all of them printed, they would add up to it
                some = [n for n, value in enumerate(values) if value > 0]
                for n in [min(some, key=lambda n: values[n])] if some else range(len(parts)):
                    protected[parts[n]] = _SECONDARY
            if sum(value > 0 for value in values) == 1 and _few(counts[total]):
                for part in parts:
                    protected.setdefault(part, _SECONDARY)
            continue
        found = suppress(counts[total], values, hidden)
        for part, out in zip(parts, found.parts, strict=True):
            if out:
                protected.setdefault(part, _SECONDARY)
        if found.total:
            protected.setdefault(total, _SECONDARY)
    return len(protected) > before
