"""What a paper says of the published figures that a measure is compared with."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import wording
from pipeline.facts.fact import Fact, places
from pipeline.facts.making import fact
from pipeline.model import Published, Series
from pipeline.sheets.benchmarks import Use
from pipeline.sheets.measures import Measure


def benchmark(prefix: str, measure: Measure, published: Sequence[Series]) -> Fact:
    """Every benchmark of a measure with its area and year, the one typed in Measures first; each source once in how.

    A figure that its publisher doesn't give is printed as what its symbol means.
    """
    said: list[str] = []
    sources = places()
    how: list[str] = []
    if measure.benchmark is not None:
        about = ", ".join(str(part) for part in (measure.benchmark_area, measure.benchmark_period) if part)
        said.append(
            wording.figure(measure.benchmark, measure.unit, measure.decimals) + (f" ({about})" if about else "")
        )
        sources = places(
            measure.place("benchmark"), measure.place("benchmark_period"), measure.place("benchmark_source")
        )
        how.append(measure.benchmark_source)
    for series in published:
        if series.row.use is not Use.BENCHMARK:
            continue
        text = _said(measure, series.area, series.chosen)
        if text not in said:
            said.append(text)
        sources = places(sources, series.chosen.places, series.row.place("source"))
        how.append(series.row.source)
    if not said:
        return fact(f"{prefix}.benchmark", None, "none given", measure.place("benchmark"))
    return fact(
        f"{prefix}.benchmark", "; ".join(said), sources=sources, how="; ".join(dict.fromkeys(filter(None, how)))
    )


def _said(measure: Measure, area: str, figure: Published) -> str:
    """``85.7% (England, 2024-25)``; ``c: not published, to protect confidentiality (Northshire, 2024-25)``."""
    text = figure.said if figure.value is None else wording.figure(figure.value, measure.unit, measure.decimals)
    of = [area, str(figure.period)]
    if figure.value is not None and figure.said:
        of.insert(1, figure.said)
    return f"{text} ({', '.join(of)})"
