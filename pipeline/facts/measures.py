"""Measures as facts: figures as they may be printed, directions of travel, charts."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from pipeline import wording
from pipeline.charts import Point, run_chart
from pipeline.facts.benchmarks import benchmark
from pipeline.facts.fact import Fact, Node, Picture, places
from pipeline.facts.making import Ground, copied, fact
from pipeline.facts.ratings import rating_node
from pipeline.facts.trajectory import course
from pipeline.model import Comparison, RatedMeasure, Travel
from pipeline.periods import Period, Span
from pipeline.rating import figure_of
from pipeline.rating.small_numbers import SMALL_COMPLEMENT
from pipeline.rating.suppression import few
from pipeline.sheets.measures import Frequency, Measure, Polarity, ToleranceUnit, Unit
from pipeline.sheets.ratings import Scale
from pipeline.sheets.readings import Reading
from pipeline.symbols import known

SUPPRESSED = "c"
NO_FIGURE = "no figure"
NOT_PRINTED = "The figure is not printed: a small number is suppressed to protect confidentiality"

_ARROWS = {
    Travel.BETTER: "▲ better",
    Travel.WORSE: "▼ worse",
    Travel.SAME: "● same",
    Travel.CHANGED: "↕ changed",
    Travel.NONE: "no comparison",
}
_GOOD = {
    Polarity.HIGH: "High is good",
    Polarity.LOW: "Low is good",
    Polarity.RANGE: "Within a range is good",
    Polarity.CONTEXT: "Context only: neither high nor low is good",
}
SHOWN = 5  # periods in a measures table
CHARTED = 8  # periods in a run chart: two years of quarters


def shown_periods(ground: Ground) -> tuple[Period, ...]:
    """The quarters a measures table shows, oldest first, ending with the quarter reported."""
    found = [ground.now.plan.details.quarter]
    while len(found) < SHOWN:
        found.insert(0, found[0].before())
    return tuple(found)


def measure_node(ground: Ground, rated: RatedMeasure) -> Node:
    """Everything a paper can say of one measure; protected figures are ``c`` everywhere."""
    measure, latest = rated.measure, rated.latest
    prefix = f"measure.{measure.id}"
    hidden = latest is not None and (measure.id, latest.period) in ground.protected
    source = latest.place("value") if latest else measure.place("id")
    return Node(
        {
            **copied(prefix, measure, id="id", name="name", unit="unit", source="source"),
            "definition": fact(
                f"{prefix}.definition", wording.sentence(measure.definition), sources=measure.place("definition")
            ),
            **copied(prefix, measure, note="note", cause="cause", recovery="recovery", recovery_lead="recovery_lead"),
            **copied(prefix, measure, back_on_track="back_on_track", definition_note="numerator"),
            "domain": _domain(ground, measure),
            "polarity": fact(
                f"{prefix}.polarity", measure.polarity, _GOOD[measure.polarity], measure.place("polarity")
            ),
            "target": fact(f"{prefix}.target", _has_target(measure), _target(measure), measure.place("target")),
            "target_period": fact(
                f"{prefix}.target_period",
                measure.target_period,
                str(measure.target_period or "no date set"),
                measure.place("target_period"),
            ),
            "tolerance": _tolerance(prefix, measure),
            "baseline": _baseline(ground, prefix, measure),
            "baseline_figure": _baseline_figure(ground, prefix, measure),
            "baseline_period": fact(
                f"{prefix}.baseline_period",
                measure.baseline_period,
                str(measure.baseline_period or ""),
                measure.place("baseline_period"),
            ),
            "benchmark": benchmark(prefix, measure, ground.now.plan.published.get(measure.id, ())),
            "readings": tuple(_shown(ground, rated, period) for period in shown_periods(ground)),
            "latest": _reading_fact(ground, measure, latest, f"{prefix}.latest", wording.figure),
            "latest_period": fact(
                f"{prefix}.latest_period",
                latest.period if latest else None,
                briefly(latest.period) if latest else "none",
            ),
            "numerator": _part(ground, rated, "numerator"),
            "denominator": _part(ground, rated, "denominator"),
            "fraction": _fraction(ground, rated),
            "rating": rating_node(
                ground,
                f"{prefix}.rating",
                rated.rating,
                ground.move.ratings.get((Scale.MEASURE, measure.id)),
                [source, measure.place("target")],
                NOT_PRINTED if hidden else "",
            ),
            "travel": _travel(ground, rated, rated.on_quarter, f"{prefix}.travel")[0],
            "travel_reason": _travel(ground, rated, rated.on_quarter, f"{prefix}.travel")[1],
            "travel_year": _travel(ground, rated, rated.on_year, f"{prefix}.travel_year")[0],
            "travel_year_reason": _travel(ground, rated, rated.on_year, f"{prefix}.travel_year")[1],
            "trajectory": _trajectory(ground, rated),
            "course": course(ground, rated, _baseline_figure(ground, prefix, measure).text == SUPPRESSED),
            "chart": _chart(ground, rated),
            "chart_rows": _chart_rows(ground, rated),
            "has_readings": fact(f"{prefix}.has_readings", bool(rated.readings), "yes" if rated.readings else "no"),
        }
    )


def printed(
    ground: Ground,
    measure: Measure,
    reading: Reading | None,
    say: Callable[[Decimal, Unit, int], str] = wording.figure,
) -> str:
    """A reading as a public paper prints it; ``say`` words a figure that may be printed."""
    if reading is None:
        return NO_FIGURE
    if (measure.id, reading.period) in ground.protected:
        return SUPPRESSED
    value = figure_of(measure, reading)
    return symbol_of(reading) or NO_FIGURE if value is None else say(value, measure.unit, measure.decimals)


def symbol_of(reading: Reading) -> str:
    """The symbol typed in place of a reading's figure; ``c`` for "fewer than 5" and its like, nothing where there is none."""
    typed = reading.symbols.get("value") or reading.symbols.get("numerator") or ""
    return known(typed) or (SUPPRESSED if typed else "")


def _reading_fact(
    ground: Ground,
    measure: Measure,
    reading: Reading | None,
    name: str,
    say: Callable[[Decimal, Unit, int], str] = wording.short_figure,
) -> Fact:
    how = ""
    value: Decimal | str | None = None
    sources = places()
    if reading is not None:
        hidden = ground.protected.get((measure.id, reading.period))
        value = SUPPRESSED if hidden else figure_of(measure, reading)
        sources = places(reading.place("value"), reading.place("numerator"), reading.place("denominator"))
        how = hidden or ("" if reading.value is not None else "numerator divided by denominator")
    return fact(name, value, printed(ground, measure, reading, say), sources, how)


def _at(rated: RatedMeasure, period: Period) -> Reading | None:
    return next((reading for reading in rated.readings if reading.period == period), None)


def _shown(ground: Ground, rated: RatedMeasure, period: Period) -> Node:
    """The reading to show under a quarter: its own, or an annual one in the quarter it ends in."""
    reading = _at(rated, period)
    if reading is None and rated.measure.frequency is not Frequency.QUARTERLY:
        annual = rated.measure.frequency is Frequency.ANNUAL  # an academic year ends within a quarter
        first = period.start if annual else period.end
        ends = [r for r in rated.readings if first <= r.period.end <= period.end]
        reading = ends[-1] if ends else None
    name = f"measure.{rated.measure.id}.reading.{period}"
    found = _reading_fact(ground, rated.measure, reading, name)
    if reading is None and rated.measure.frequency is Frequency.ANNUAL:
        found = fact(name, None, "annual")
    return Node({"period": fact(f"{name}.period", period, str(period)), "text": found})


def _domain(ground: Ground, measure: Measure) -> Fact:
    titles = {domain.id: domain.title for domain in ground.now.plan.domains}
    return fact(
        f"measure.{measure.id}.domain", titles.get(measure.domain, measure.domain), sources=measure.place("domain")
    )


def _has_target(measure: Measure) -> bool:
    return measure.target is not None or measure.target_low is not None or measure.target_high is not None


def _target(measure: Measure) -> str:
    def say(value: Decimal) -> str:
        return wording.figure(value, measure.unit, measure.decimals)

    if measure.polarity is Polarity.CONTEXT:
        return "none"
    if measure.target_low is not None and measure.target_high is not None:
        low = wording.number(measure.target_low, measure.decimals)
        return f"{low} to {say(measure.target_high)}"
    if measure.target is None:
        return "no target"
    words = {Polarity.HIGH: "or more", Polarity.LOW: "or less"}.get(measure.polarity, "")
    if (measure.unit, measure.polarity, measure.target) == (Unit.PERCENT, Polarity.HIGH, Decimal(100)) or (
        measure.polarity is Polarity.LOW and measure.target == 0
    ):
        words = ""
    return f"{say(measure.target)} {words}".strip()


def _tolerance(prefix: str, measure: Measure) -> Fact:
    if measure.tolerance is None:
        return fact(f"{prefix}.tolerance", None, "none", measure.place("tolerance"))
    places_shown = 0 if measure.tolerance == measure.tolerance.to_integral_value() else 1
    number = wording.number(measure.tolerance, places_shown)
    if measure.tolerance_unit is ToleranceUnit.PERCENT:
        text = f"{number}% of the target"
    elif measure.tolerance_unit is ToleranceUnit.POINTS:
        text = f"{number} percentage {'point' if number == '1' else 'points'}"
    else:
        text = number
    return fact(f"{prefix}.tolerance", measure.tolerance, text, measure.place("tolerance"))


def _first(ground: Ground, measure: Measure, value: Decimal) -> str:
    """The baseline as a public paper may print it: ``c`` where its period's figure is protected or it is one."""
    hidden = measure.baseline_period is not None and (measure.id, measure.baseline_period) in ground.protected
    small = measure.sensitivity in SMALL_COMPLEMENT and measure.unit is Unit.COUNT and few(value)
    if hidden or (small and ground.public):
        return SUPPRESSED
    return wording.figure(value, measure.unit, measure.decimals)


def _baseline_figure(ground: Ground, prefix: str, measure: Measure) -> Fact:
    text = "no baseline" if measure.baseline is None else _first(ground, measure, measure.baseline)
    return fact(f"{prefix}.baseline_figure", text, sources=measure.place("baseline"))


def _baseline(ground: Ground, prefix: str, measure: Measure) -> Fact:
    if measure.baseline is None:
        return fact(f"{prefix}.baseline", None, "no baseline", measure.place("baseline"))
    text = _first(ground, measure, measure.baseline)
    if measure.baseline_period:
        text += f" ({measure.baseline_period})"
    return fact(
        f"{prefix}.baseline",
        text,
        sources=places(measure.place("baseline"), measure.place("baseline_period")),
    )


def _part(ground: Ground, rated: RatedMeasure, field: str) -> Fact:
    name = f"measure.{rated.measure.id}.{field}"
    if rated.latest is None or getattr(rated.latest, field) is None:
        return fact(name, None, "")
    if (rated.measure.id, rated.latest.period) in ground.protected:
        return fact(name, SUPPRESSED, sources=rated.latest.place(field))
    return fact(name, getattr(rated.latest, field), sources=rated.latest.place(field))


def _fraction(ground: Ground, rated: RatedMeasure) -> Fact:
    above, below = _part(ground, rated, "numerator"), _part(ground, rated, "denominator")
    name = f"measure.{rated.measure.id}.fraction"
    if above.text == "" or below.text == "":
        return fact(name, None, "")
    text = SUPPRESSED if SUPPRESSED in (above.text, below.text) else f"{above} of {below}"
    return fact(name, text, sources=places(above.sources, below.sources))


def _travel(ground: Ground, rated: RatedMeasure, against: Comparison, name: str) -> tuple[Fact, Fact]:
    used = [reading for reading in (rated.latest, against.earlier) if reading is not None]
    sources = places(*(reading.place("value") for reading in used))
    if any((rated.measure.id, reading.period) in ground.protected for reading in used):
        reason = "No comparison is printed: a small number is suppressed to protect confidentiality."
        return fact(name, Travel.NONE, _ARROWS[Travel.NONE], sources), fact(f"{name}_reason", reason, sources=sources)
    return (
        fact(name, against.travel, _ARROWS[against.travel], sources, against.reason),
        fact(f"{name}_reason", wording.sentence(against.reason), sources=sources),
    )


def _trajectory(ground: Ground, rated: RatedMeasure) -> Fact:
    measure, latest = rated.measure, rated.latest
    parts = []
    if measure.baseline is not None:
        when = f" in {measure.baseline_period}" if measure.baseline_period else ""
        parts.append(f"from {_first(ground, measure, measure.baseline)}{when}")
    if latest is not None:
        now = f"{printed(ground, measure, latest)} in {latest.period}"
        parts = [f"{parts[0]} to {now}"] if parts else [f"now {now}"]
    if _has_target(measure) and measure.polarity is not Polarity.CONTEXT:
        by = f" by {measure.target_period}" if measure.target_period else ""
        parts.append(f"target {_target(measure)}{by}")
    sources = places(measure.place("baseline"), latest.place("value") if latest else (), measure.place("target"))
    return fact(f"measure.{measure.id}.trajectory", wording.sentence("; ".join(parts)), sources=sources)


def _charted(ground: Ground, rated: RatedMeasure) -> list[tuple[Period, Reading | None]]:
    """Periods of the chart, oldest first, with their readings; gaps are kept."""
    ends = ground.now.plan.details.quarter
    own = [reading for reading in rated.readings if reading.period.end <= ends.end]
    if not own:
        return []
    if own[-1].period.span is not Span.QUARTER:
        return [(reading.period, reading) for reading in own[-CHARTED:]]
    periods = [ends]
    while len(periods) < CHARTED and periods[0] > own[0].period:
        periods.insert(0, periods[0].before())
    return [(period, _at(rated, period)) for period in periods]


def _chart(ground: Ground, rated: RatedMeasure) -> Picture | Fact:
    measure = rated.measure
    points = []
    for period, reading in _charted(ground, rated):
        text = printed(ground, measure, reading, wording.short_figure)
        value = figure_of(measure, reading) if reading is not None and text != SUPPRESSED else None
        points.append(Point(period, value, text))
    if not points:
        return fact(f"measure.{measure.id}.chart", None, "")
    ranged = measure.target_low is not None and measure.target_high is not None
    return run_chart(
        f"measure.{measure.id}.chart",
        f"{measure.id} {measure.name}",
        points,
        unit=measure.unit,
        decimals=measure.decimals,
        target=None if ranged or measure.polarity is Polarity.CONTEXT else measure.target,
        target_range=(measure.target_low, measure.target_high) if ranged else None,
        polarity=_GOOD[measure.polarity],
        sources=tuple(reading.place("value") for _, reading in _charted(ground, rated) if reading is not None),
    )


def briefly(period: Period) -> str:
    """A period as it heads a narrow column: ``Sep 2026``, ``2026-27 Q2``."""
    return f"{period.start:%b %Y}" if period.span is Span.MONTH else str(period)


def _chart_rows(ground: Ground, rated: RatedMeasure) -> tuple[Node, ...]:
    rows = []
    for period, reading in _charted(ground, rated):
        name = f"measure.{rated.measure.id}.charted.{period}"
        rows.append(
            Node(
                {
                    "period": fact(f"{name}.period", period, briefly(period)),
                    "text": _reading_fact(ground, rated.measure, reading, name),
                    "target": fact(f"{name}.target", _target(rated.measure), sources=rated.measure.place("target")),
                }
            )
        )
    return tuple(rows)
