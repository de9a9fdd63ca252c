"""Figures are possible, recompute, and don't change or jump unremarked (M-01, M-03, M-04)."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from pipeline import wording
from pipeline.checks.registry import Found, check, heading
from pipeline.issues import Severity
from pipeline.model import RatedPlan
from pipeline.rating.measures import difference, is_small_base, own_readings, printed, worked_out
from pipeline.sheets.measures import Measure, Unit
from pipeline.sheets.readings import Reading

_JUMP_POINTS = 20
_JUMP_DEVIATIONS = 3
_CHANGES_NEEDED = 6  # earlier changes before their spread says anything
_LEAST_TOLERANCE = Decimal("0.3")  # what is smaller was likely typed as 0.05 for 5
_FLAT = 3  # equal figures in a row


@check("M-01", Severity.ERROR, "Arithmetic")
def figures_possible(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """A percentage is 0 to 100 and its numerator no more than its denominator; the value is what they come to."""
    for measure in now.plan.measures:
        for reading in now.plan.readings.get(measure.id, ()):
            if problem := _impossible(measure, reading):
                field, message, remedy = problem
                yield Found(reading.place(field), message, remedy, f"measure {measure.id}")
        if measure.unit is Unit.PERCENT:
            for field in ("target", "target_low", "target_high", "baseline", "benchmark"):
                figure = getattr(measure, field)
                if figure is not None and not 0 <= figure <= 100:
                    yield Found(
                        measure.place(field),
                        f"{heading(measure, field)} of measure {measure.id} is {wording.plain(figure)}, which is no percentage.",
                        "Write a percentage from 0 to 100.",
                        f"measure {measure.id}",
                    )
        if (
            measure.target_low is not None
            and measure.target_high is not None
            and measure.target_low > measure.target_high
        ):
            yield Found(
                measure.place("target_low"),
                f"{heading(measure, 'target_low')} of measure {measure.id} is {wording.plain(measure.target_low)}, more than "
                f"{heading(measure, 'target_high')}, {wording.plain(measure.target_high)}.",
                "Write the lower figure first.",
                f"measure {measure.id}",
            )


@check("M-01a", Severity.QUERY, "Practice of statutory returns: a figure unlike its neighbours is asked about")
def figures_look_right(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """A figure is in the scale of its measure's other figures, and whole where things are counted.

    Rates and averages are only asked about where they don't recompute: a rate may be annualised.
    """
    for measure in now.plan.measures:
        readings = now.plan.readings.get(measure.id, ())
        about = f"measure {measure.id}"
        for reading in readings:
            of = f"for {about}, {reading.period},"
            name = heading(reading, "value")
            if reading.value is None:
                continue
            worked = worked_out(measure, reading)
            if worked is None and _looks_like_fraction(measure, reading.value, readings):
                yield Found(
                    reading.place("value"),
                    f"{name} {of} is {wording.plain(reading.value)}%, while its other figures are far larger: it looks like a fraction.",
                    f"If {wording.number(reading.value * 100, measure.decimals)}% is meant, write that.",
                    about,
                )
            if measure.unit is Unit.COUNT and reading.value != reading.value.to_integral_value():
                yield Found(
                    reading.place("value"),
                    f"{name} {of} is {wording.plain(reading.value)}, and a number of things is whole.",
                    "Correct the figure, or the unit of the measure.",
                    about,
                )
            if (
                measure.unit not in (Unit.PERCENT, Unit.COUNT)
                and worked is not None
                and not _same(measure, reading, worked)
            ):
                yield Found(
                    reading.place("value"),
                    f"{name} {of} is {wording.plain(reading.value)}, but its numerator and denominator come to "
                    f"{wording.number(worked, measure.decimals)}.",
                    "Correct one of the three, or explain how the figure is worked out.",
                    about,
                )
        if measure.tolerance is not None and measure.tolerance_unit and 0 < measure.tolerance < _LEAST_TOLERANCE:
            yield Found(
                measure.place("tolerance"),
                f"{heading(measure, 'tolerance')} of {about} is {wording.plain(measure.tolerance)} {measure.tolerance_unit.value}: "
                "it looks like a fraction.",
                f"If {wording.plain(measure.tolerance * 100)} is meant, write that.",
                about,
            )
        for field in ("target", "baseline", "benchmark"):
            figure = getattr(measure, field)
            if figure is not None and _looks_like_fraction(measure, figure, readings):
                yield Found(
                    measure.place(field),
                    f"{heading(measure, field)} of {about} is {wording.plain(figure)}%, while its readings are far larger: it looks "
                    "like a fraction.",
                    f"If {wording.number(figure * 100, measure.decimals)}% is meant, write that.",
                    about,
                )


@check("M-03", Severity.QUERY, "Performance reports of English councils that mark restated figures")
def restated_explained(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """A figure reported last quarter is the same now, or its note says why not."""
    if before is None:
        return
    for measure in now.plan.measures:
        about = f"measure {measure.id}"
        current = {reading.period: reading for reading in now.plan.readings.get(measure.id, ())}
        for was in before.plan.readings.get(measure.id, ()):
            reading = current.get(was.period)
            if reading is None or reading.note:
                continue
            old, new = printed(measure, was), printed(measure, reading)
            if old is not None and old != new:
                yield Found(
                    reading.place("value"),
                    f"{heading(reading, 'value')} for {about}, {was.period}, is {_said(measure, new)}; last "
                    f"quarter it was {_said(measure, old)}.",
                    f"Put back {_said(measure, old)}, or write under {heading(reading, 'note')} why it was restated.",
                    about,
                )


@check("M-04", Severity.QUERY, "Practice of statutory returns: a figure unlike its neighbours is asked about")
def jumps_explained(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """The latest figure doesn't jump far or repeat itself, unless a note says that it is right.

    Far is more than 20 percentage points, or more than three standard deviations from its usual
    change (where there are six or more, and it matters: 5 points, or a tenth of the figure).
    Denominators below 20 are left alone, and so are figures of 0 and 100%.
    """
    for measure in now.plan.measures:
        series = own_readings(measure, now.plan.readings.get(measure.id, ()))
        if len(series) < 2 or series[-1].note or is_small_base(series[-1]) or is_small_base(series[-2]):
            continue
        latest = series[-1]
        if _impossible(measure, latest):
            continue
        if message := _jump(measure, series) or _flat(measure, series):
            yield Found(
                latest.place("value"),
                f"{heading(latest, 'value')} for measure {measure.id}, {latest.period}, {message}.",
                f"Correct it, or write under {heading(latest, 'note')} that it is right and why.",
                f"measure {measure.id}",
            )


def _impossible(measure: Measure, reading: Reading) -> tuple[str, str, str] | None:
    """The field of a reading that can't be right, the message and the remedy; or None."""
    of = f"for measure {measure.id}, {reading.period},"
    value, numerator, denominator = reading.value, reading.numerator, reading.denominator
    for field in ("value", "numerator", "denominator"):
        figure = getattr(reading, field)
        if figure is not None and figure < 0:
            return (
                field,
                f"{heading(reading, field)} {of} is {wording.plain(figure)}, below nothing.",
                "Correct the figure.",
            )
    percent = measure.unit is Unit.PERCENT
    if percent and numerator is not None and denominator is not None and numerator > denominator:
        return (
            "numerator",
            f"{heading(reading, 'numerator')} {of} is {wording.plain(numerator)}, more than {heading(reading, 'denominator')}, "
            f"{wording.plain(denominator)}.",
            "Correct one of the two: they may have been swapped.",
        )
    if value is None:
        return None
    if percent and value > 100:
        return (
            "value",
            f"{heading(reading, 'value')} {of} is {wording.plain(value)}%.",
            "Write a percentage from 0 to 100.",
        )
    worked = worked_out(measure, reading)
    if measure.unit not in (Unit.PERCENT, Unit.COUNT) or worked is None or _same(measure, reading, worked):
        return None
    if percent and _same(measure, reading.model_copy(update={"value": value * 100}), worked):
        hint = f"Write {wording.number(worked, measure.decimals)}%: {wording.plain(value)} is the fraction."
    else:
        hint = f"Write {wording.number(worked, measure.decimals)}, or correct the numerator or denominator."
    total = "its numerator is"
    if percent and denominator is not None and numerator is not None:
        total = f"{wording.plain(numerator)} of {wording.plain(denominator)} is"
    return (
        "value",
        f"{heading(reading, 'value')} {of} is {wording.plain(value)}{'%' if percent else ''}, but {total} "
        f"{wording.number(worked, measure.decimals)}{'%' if percent else ''}.",
        hint,
    )


def _said(measure: Measure, figure: Decimal | None) -> str:
    return "empty" if figure is None else wording.figure(figure, measure.unit, measure.decimals)


def _same(measure: Measure, reading: Reading, worked: Decimal) -> bool:
    """Whether a value is what it should be to the decimals that are printed, rounded either way at a half."""
    return reading.value is not None and abs(reading.value - worked) <= Decimal("0.501").scaleb(-measure.decimals)


def _looks_like_fraction(measure: Measure, figure: Decimal, readings: tuple[Reading, ...]) -> bool:
    """Whether a percentage of at most 1 stands among readings that are mostly above 5."""
    if measure.unit is not Unit.PERCENT or not 0 < figure <= 1:
        return False
    others = [reading.value for reading in readings if reading.value is not None and reading.value != figure]
    return bool(others) and statistics.median(others) > 5


def _jump(measure: Measure, series: tuple[Reading, ...]) -> str:
    """What is odd about the last change, or nothing."""
    values = [value for reading in series if (value := printed(measure, reading)) is not None]
    changes = [float(after - before) for before, after in pairwise(values)]
    last, size = changes[-1], abs(changes[-1])
    percent = measure.unit is Unit.PERCENT
    was, now = (wording.figure(value, measure.unit, measure.decimals) for value in values[-2:])
    moved = f"is {now}, {'up' if last > 0 else 'down'} {difference(measure, values[-1] - values[-2])} from {was}"
    if percent and size > _JUMP_POINTS:
        return moved
    matters = 5.0 if percent else abs(float(values[-2])) / 10
    if len(changes) > _CHANGES_NEEDED and size > matters:
        usual, spread = statistics.mean(changes[:-1]), statistics.stdev(changes[:-1])
        if abs(last - usual) > _JUMP_DEVIATIONS * spread:
            return f"{moved}, far more than it usually changes"
    return ""


def _flat(measure: Measure, series: tuple[Reading, ...]) -> str:
    """Whether the last figures were copied rather than measured, in words; or nothing."""
    latest, last = series[-1], series[-_FLAT:]
    if latest.numerator and latest.denominator and latest.numerator != latest.denominator:
        pair = (latest.numerator, latest.denominator)
        if (series[-2].numerator, series[-2].denominator) == pair:
            return f"has the numerator and denominator of {series[-2].period}: {wording.plain(pair[0])} of {wording.plain(pair[1])}"
        return ""
    figure = printed(measure, latest)
    full = measure.unit is Unit.PERCENT and figure == 100
    if figure and not full and len(last) == _FLAT and {printed(measure, reading) for reading in last} == {figure}:
        return f"is {wording.figure(figure, measure.unit, measure.decimals)}, the same as for the {wording.in_words(_FLAT - 1)} periods before"
    return ""
