"""Measures stay what they were, are compared fairly, and have no holes (M-05, M-06)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline import wording
from pipeline.checks.registry import Found, check, heading
from pipeline.issues import Severity
from pipeline.model import RatedPlan, Travel
from pipeline.periods import Period, Span
from pipeline.rating.measures import figure_of, has_target, is_small_base
from pipeline.sheets.measures import Frequency, Measure, Polarity, Unit
from pipeline.sheets.ratings import Standing
from pipeline.sheets.readings import Reading

_SPANS = {Frequency.MONTHLY: Span.MONTH, Frequency.QUARTERLY: Span.QUARTER, Frequency.ANNUAL: Span.YEAR}
_MEANING = ("definition", "numerator", "denominator", "unit", "polarity")


@check(
    "M-05",
    Severity.ERROR,
    "Practice of English councils: out of fewer than 20, one child moves a figure by more than five points",
)
def small_not_rated(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """A percentage or rate of fewer than 20 is not rated and has no direction of travel."""
    for rated in now.measures.values():
        latest = rated.latest
        if latest is None or not is_small_base(latest) or rated.measure.unit not in (Unit.PERCENT, Unit.RATE):
            continue
        about = f"measure {rated.measure.id}"
        said = []
        if rated.rating.standing is not Standing.UNKNOWN:
            said.append(f"is rated {rated.rating.name}")
        if any(each.travel in (Travel.BETTER, Travel.WORSE) for each in (rated.on_quarter, rated.on_year)):
            said.append("has a direction of travel")
        if said:
            yield Found(
                latest.place("denominator"),
                f"Measure {rated.measure.id} {wording.joined(said)}, but {heading(latest, 'denominator')} for "
                f"{latest.period} is only {latest.denominator}.",
                "Put a rule before the others in the Rating rules sheet: When is “small”, Rating is the one for what is not known.",
                about,
            )


@check("M-06", Severity.QUERY, "Local Authority Interactive Tool, Department for Education")
def benchmarks_sourced(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """A benchmark says whose figure it is, of which year and where it is published."""
    for measure in now.plan.measures:
        fields = ("benchmark_area", "benchmark_period", "benchmark_source")
        missing = [heading(measure, field) for field in fields if not getattr(measure, field)]
        if measure.benchmark is not None and missing:
            yield Found(
                measure.place("benchmark"),
                f"{heading(measure, 'benchmark')} of measure {measure.id} is {measure.benchmark}, but "
                f"{wording.joined(missing)} {'is' if len(missing) == 1 else 'are'} empty.",
                f"Fill in {wording.joined(missing)}, or take the benchmark out.",
                f"measure {measure.id}",
            )


@check("M-06a", Severity.QUERY, "Practice of official statistics: a series has one definition, and its gaps are said")
def meaning_unchanged(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """A measure's definition, unit and polarity are last quarter's: else its figures are not one series."""
    if before is None:
        return
    earlier = {measure.id: measure for measure in before.plan.measures}
    for measure in now.plan.measures:
        was = earlier.get(measure.id)
        for field in _MEANING if was else ():
            said, then = _plain(getattr(measure, field)), _plain(getattr(was, field))
            if said != then:
                yield Found(
                    measure.place(field),
                    f"{heading(measure, field)} of measure {measure.id} is {getattr(measure, field)!s}; last quarter it "
                    f"was {getattr(was, field) or 'empty'!s}.",
                    "Put it back, or give the changed measure a reference of its own.",
                    f"measure {measure.id}",
                )


@check("M-06c", Severity.QUERY, "Local Authority Interactive Tool, Department for Education")
def targets_given(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """A measure with a good side has a target, and one with a range both its ends: else it can't be rated.

    Where their sheet has no column for a target it is said once.
    """
    without = [each for each in now.plan.measures if each.polarity is not Polarity.CONTEXT and not has_target(each)]
    no_column = [each for each in without if each.polarity is not Polarity.RANGE and "target" not in each.places]
    if len(no_column) > 1:
        ids = [each.id for each in no_column]
        first = no_column[0].place("id")
        yield Found(
            first,
            f"There is no column 'Target', so measures {wording.listed(ids)} can't be rated.",
            "Add the column and fill it in; where a measure is not to be rated, write context under "
            f"{heading(no_column[0], 'polarity')}.",
            also=tuple(
                each.place("id").cell
                for each in no_column[1:]
                if (each.place("id").file, each.place("id").sheet) == (first.file, first.sheet)
            ),
        )
    for measure in without:
        if len(no_column) > 1 and measure in no_column:
            continue
        ends = ("target_low", "target_high") if measure.polarity is Polarity.RANGE else ("target",)
        empty = [field for field in ends if getattr(measure, field) is None]
        names = wording.joined(heading(measure, field) for field in empty)
        yield Found(
            measure.place(empty[0]),
            f"{names} {'is' if len(empty) == 1 else 'are'} empty for measure {measure.id}, though "
            f"{heading(measure, 'polarity')} says {measure.polarity.value}: it can't be rated.",
            f"Fill in {names}; or, if it is not to be rated, write context under {heading(measure, 'polarity')}.",
            f"measure {measure.id}",
        )


@check("M-06b", Severity.QUERY, "Practice of official statistics: a series has one definition, and its gaps are said")
def no_holes(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """A measure's readings have no gaps, and reach the quarter that is reported.

    A period without a figure is a row with an empty value and a note, so that a gap is known to
    be one.
    """
    quarter = now.plan.details.quarter
    for measure in now.plan.measures:
        if now.plan.may_hold(Reading, measure.id):
            continue  # a reading that can't be read may fill the gap
        periods = {
            reading.period
            for reading in now.plan.readings.get(measure.id, ())
            if reading.period.span is _SPANS[measure.frequency]
        }
        about = f"measure {measure.id}"
        if not periods:
            yield Found(
                measure.place("id"),
                f"Measure {measure.id} has no {measure.frequency.value} readings.",
                "Add its readings, or correct how often it is read.",
                about,
            )
            continue
        missing = _between(
            min(periods), max(periods) if measure.frequency is Frequency.ANNUAL else _last(measure, quarter)
        )
        if gaps := [period for period in missing if period not in periods]:
            yield Found(
                measure.place("id"),
                f"Measure {measure.id} has no reading for {wording.joined(str(gap) for gap in gaps[:6])}"
                f"{' and more' if len(gaps) > 6 else ''}.",
                "Add the reading; where there is no figure, leave its value empty and say why in its note.",
                about,
            )


@check("M-06d", Severity.QUERY, "Practice of official statistics: a series has one definition, and its gaps are said")
def gap_explained(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """A reading of the quarter that has no figure says why in its note."""
    quarter = now.plan.details.quarter
    unsaid: dict[tuple[str, str], list[tuple[Measure, Reading]]] = {}
    begun = set()
    for measure in now.plan.measures:
        for reading in now.plan.readings.get(measure.id, ()):
            if reading.period != _last(measure, quarter):
                continue
            sheet = (reading.place().file, reading.place().sheet)
            if figure_of(measure, reading) is not None:
                begun.add(sheet)
            elif (
                reading.denominator != 0 and wording.says_nothing(reading.note) and not reading.symbols.get("value")
            ):  # 0 of 0 explains itself
                unsaid.setdefault(sheet, []).append((measure, reading))
    for sheet, found in unsaid.items():
        if sheet not in begun and len(found) > 2:  # the quarter's figures have not come yet
            first = found[0][1]
            yield Found(
                first.place("value"),
                f"None of the {len(found)} readings for {first.period} on this sheet has a figure yet.",
                f"Write the figures; where there is none, say why under {heading(first, 'note')}.",
            )
            continue
        for measure, reading in found:
            yield Found(
                reading.place("value"),
                f"Measure {measure.id} has no figure for {reading.period}, and {heading(reading, 'note')} doesn't "
                "say why.",
                f"Write the figure, or write under {heading(reading, 'note')} why there is none.",
                f"measure {measure.id}",
            )


def _last(measure: Measure, quarter: Period) -> Period:
    """The last period a reading is expected for: the quarter itself, or its last month."""
    if measure.frequency is Frequency.QUARTERLY:
        return quarter
    end = quarter.end
    return Period(end.replace(day=1), end)


def _between(first: Period, last: Period) -> Iterator[Period]:
    """Periods of one length from the first to the last."""
    while first <= last:
        yield first
        first = first.after()


def _plain(value: object) -> str:
    return " ".join(str(value).casefold().split()).rstrip(".")
