"""Small numbers: which readings a public paper must print as ``c``, so that no child can be picked out.

Follows what the Department for Education does with its own tables of children in need and looked
after (counts of 1 to 5 become ``c``, with the next smallest where a total would give it away), and
goes further where its practice leaves a figure that can be worked out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from pipeline.model import RatedPlan
from pipeline.periods import Period, Span
from pipeline.rating.measures import figure_of, printed
from pipeline.rating.suppression import HIGHEST, LOWEST, few, suppress, worked_out
from pipeline.sheets.measures import Measure, Sensitivity, Unit
from pipeline.sheets.readings import Reading

HARD_DENOMINATOR = 6  # out of fewer than this nothing is printed, of children or of staff
SMALL_COMPLEMENT = frozenset({Sensitivity.CHILDREN, Sensitivity.TIMELINESS})  # classes where 2 late of 60 is hidden too

Key = tuple[str, Period]
_PER = {Unit.PERCENT: 100, Unit.RATE: 10_000}
_REST = "the rest of "
_SECONDARY = "hidden so that a small number can't be worked out from a total"


def protect(rated: RatedPlan, others: Sequence[RatedPlan] = ()) -> Mapping[Key, str]:
    """(Measure id, period) of every reading that a public paper must print as ``c``, and why.

    ``others`` are the earlier quarters of the plan, oldest first, whose papers are public: what any of them hid
    stays hidden while its figure stands, or the papers together would give it away. A protected reading is
    hidden whole: its figure, numerator and denominator. The reasons hold no figures.
    """
    hidden: list[tuple[RatedPlan, Mapping[Key, str]]] = []
    for other in others:
        hidden.append((other, _protect(other, hidden)))
    return _protect(rated, hidden)


def _protect(rated: RatedPlan, hidden: Sequence[tuple[RatedPlan, Mapping[Key, str]]]) -> Mapping[Key, str]:
    """What a quarter's papers hide, where those of earlier quarters hid this."""
    protected: dict[Key, str] = {}
    for other, then in hidden:
        protected |= _still_said(rated, other, then)
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
        if each.measure.unit is Unit.COUNT and each.measure.baseline is not None and each.measure.baseline_period:
            # it is printed beside those of the total and the other parts
            counts.setdefault((id_, each.measure.baseline_period), each.measure.baseline)
    for key, count in _shares(rated, counts):
        counts[key] = count
        if few(count):
            protected.setdefault(key, f"its share of a total gives a count of children from {LOWEST} to {HIGHEST}")
    lines = [(total, [*parts, *_rest(total, parts, counts)]) for total, parts in _lines(rated, counts)]
    protected |= {key: _SECONDARY for _, parts in lines for key in parts if _is_rest(key)}
    while _hide_more(lines, counts, protected) or hide_worked_out(lines, counts, protected):
        pass
    return {key: why for key, why in protected.items() if not _is_rest(key)}


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
    if few(count):
        return f"a count of children from {LOWEST} to {HIGHEST}"
    if measure.unit is Unit.PERCENT and reading.denominator and kind in SMALL_COMPLEMENT:
        rest = reading.denominator - count
        if few(rest):
            return f"leaves {LOWEST} to {HIGHEST} children who are not counted"
    return ""


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


def _shares(rated: RatedPlan, counts: Mapping[Key, Decimal]) -> list[tuple[Key, Decimal]]:
    """Counts that a bare percentage gives back when the total it is a part of is printed."""
    found = []
    for id_, each in rated.measures.items():
        measure = each.measure
        if measure.unit is not Unit.PERCENT or measure.sensitivity not in SMALL_COMPLEMENT:
            continue
        for reading in each.readings:
            key, whole = (id_, reading.period), counts.get((measure.part_of, reading.period))
            if key not in counts and whole and reading.value is not None:
                found.append((key, (reading.value * whole / 100).quantize(Decimal(1), ROUND_HALF_UP)))
    return found


def _baseline(measure: Measure) -> Iterator[tuple[Key, str]]:
    if measure.baseline is None or measure.baseline_period is None or measure.unit is not Unit.COUNT:
        return
    why = is_small(measure, Reading(measure=measure.id, period=measure.baseline_period, value=measure.baseline))
    if why:
        yield (measure.id, measure.baseline_period), why


def _still_said(rated: RatedPlan, other: RatedPlan, hidden: Mapping[Key, str]) -> Iterator[tuple[Key, str]]:
    now, then = _told(rated), _told(other)
    named: dict[str, list[str]] = {}
    for id_, each in rated.measures.items():
        named.setdefault(each.measure.name.casefold(), []).append(id_)
    for (id_, period), why in hidden.items():
        # a measure that was given another reference is known by its name
        for same in dict.fromkeys((id_, *named.get(other.measures[id_].measure.name.casefold(), ()))):
            if not now.get((same, period), set()).isdisjoint(then.get((id_, period), ())):
                yield (same, period), why


def _told(rated: RatedPlan) -> Mapping[Key, set[tuple[str, Decimal | None]]]:
    """What is told of each measure and period, if it is printed: the figure, and the count that it gives."""
    told: dict[Key, set[tuple[str, Decimal | None]]] = {}
    for id_, each in rated.measures.items():
        measure, period = each.measure, each.measure.baseline_period
        readings = list(each.readings)
        if period is not None:
            readings.append(Reading(measure=id_, period=period, value=measure.baseline))
        for reading in readings:
            figures = {("figure", printed(measure, reading)), ("count", _count(measure, reading))}
            told.setdefault((id_, reading.period), set()).update(each for each in figures if each[1] is not None)
    return told


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


def _rest(total: Key, parts: Sequence[Key], counts: dict[Key, Decimal]) -> list[Key]:
    """What no part counts but the total does: a count that is printed nowhere, entered among the counts."""
    rest = counts[total] - sum(counts[part] for part in parts)
    if rest <= 0:
        return []
    key = (f"{_REST}{total[0]}", total[1])
    counts[key] = rest
    return [key]


def _is_rest(key: Key) -> bool:
    return key[0].startswith(_REST)


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
            if sum(value > 0 for value in values) == 1 and few(counts[total]):
                for part in parts:
                    protected.setdefault(part, _SECONDARY)
            continue
        if [part for part in parts if part in protected and not (_is_rest(part) and not few(counts[part]))] == []:
            continue  # nothing hidden that is small, or hides what is
        found = suppress(counts[total], values, hidden)
        for part, out in zip(parts, found.parts, strict=True):
            if out:
                protected.setdefault(part, _SECONDARY)
        if found.total:
            protected.setdefault(total, _SECONDARY)
    return len(protected) > before


def hide_worked_out(
    lines: Sequence[tuple[Key, list[Key]]], counts: Mapping[Key, Decimal], protected: dict[Key, str]
) -> bool:
    """Hide one more count beside a figure that several lines together give away; whether there was one."""
    for key in sorted(worked_out(lines, (key for key in protected if key in counts))):
        if _is_rest(key) and not few(counts[key]):
            continue
        beside = {each for total, parts in lines if key in (total, *parts) for each in (total, *parts)}
        printed_ = sorted((counts[each], each) for each in beside if each not in protected)
        if printed_:
            protected[next((each for count, each in printed_ if count > 0), printed_[0][1])] = _SECONDARY
            return True
    return False
