"""How charts of the newer kinds are drawn: waterfalls, funnels, histograms, Pareto charts, boxes, tiles and rings."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from pipeline.printing.chart.cached import number
from pipeline.printing.chart.figures import Errors, Figures, Group, Labels, Series
from pipeline.printing.chart.numbers import written
from pipeline.printing.drawing.shape_colours import Stroke

_MOST_BINS = 50
_UP, _DOWN, _TOTAL = 0, 1, 2
Asked = tuple[etree._Element | None, frozenset[int]]
"""How a histogram's values are gathered, and which of a waterfall's values are totals."""


def shaped(plain: Figures, held: Sequence[Series], asked: Sequence[Asked]) -> Figures:
    """A chart of these series, drawn as its first series' kind is."""
    first, (binned, totals) = held[0], asked[0]
    kind = first.kind
    if kind == "waterfall":
        return replace(plain, groups=(Group("bar", (_waterfall(plain, first, totals),), 0, 1, gap=0.5),))
    if kind == "funnel":
        return _funnel(plain, first)
    if kind == "clusteredColumn" and any(each.kind == "paretoLine" for each in held):
        return _pareto(plain, first)
    if kind == "clusteredColumn" and binned is not None:
        return _histogram(plain, first, binned)
    if kind == "boxWhisker":
        return _boxes(plain, held)
    if kind == "treemap":
        return replace(plain, groups=(Group("treemap", (first,)),))
    if kind == "sunburst":
        flat = "as one ring" if len(plain.levels) > 1 else ""
        return replace(plain, groups=(Group("doughnut", (_named(first),), by_point=True),), flat=flat)
    flat = "" if kind == "clusteredColumn" else "as bars"
    return replace(plain, groups=(Group("bar", tuple(held), 0, 1, lying=bool(flat)),), flat=flat)


def _named(series: Series) -> Series:
    """A series whose labels name its places, where it has labels."""
    return replace(series, labels=replace(series.labels, category=series.labels.any))


def _waterfall(plain: Figures, series: Series, totals: frozenset[int]) -> Series:
    """Bars that each begin where the one before ended; a total stands on zero."""
    level, spans, points = 0.0, list[tuple[float, float]](), dict[int, str]()
    for at, value in enumerate(series.values):
        start = 0.0 if at in totals else level
        level = (value or 0.0) if at in totals else level + (value or 0.0)
        spans.append((start, level))
        points[at] = plain.palette[_TOTAL if at in totals else _DOWN if (value or 0.0) < 0 else _UP]
    return replace(series, spans=tuple(spans), points=points)


def _funnel(plain: Figures, series: Series) -> Figures:
    """Bars that lie in the middle, the first at the top."""
    spans = tuple((-(value or 0.0) / 2, (value or 0.0) / 2) for value in series.values)
    across, up, second = plain.axes
    axes = (
        replace(across, side="l", backward=True, labels="low"),
        replace(up, side="b", deleted=True, grid=None),
        second,
    )
    drawn = replace(series, spans=spans, labels=replace(series.labels, place="ctr"))
    return replace(plain, axes=axes, groups=(Group("bar", (drawn,), 0, 1, lying=True, gap=0.1),))


def _pareto(plain: Figures, series: Series) -> Figures:
    """Columns from the highest down, with a line of how much of the whole they come to."""
    sums: dict[str, float] = {}
    for at, value in enumerate(series.values):
        name = plain.categories[at] if at < len(plain.categories) else str(at + 1)
        sums[name] = sums.get(name, 0.0) + (value or 0.0)
    ordered = sorted(sums.items(), key=lambda each: -each[1])
    whole, so_far, shares = sum(value for _, value in ordered) or 1.0, 0.0, []
    for _, value in ordered:
        so_far += value
        shares.append(so_far / whole)
    columns = replace(series, values=tuple(value for _, value in ordered))
    line = Series("Share of the whole so far", "line", tuple(shares), "0%", line=Stroke("", 2.25), order=1)
    names = tuple(name for name, _ in ordered)
    return replace(
        plain, categories=names, levels=(names,), groups=(Group("bar", (columns,), 0, 1, gap=0.1), Group("line", (line,), 0, 2))
    )  # fmt: skip


def _histogram(plain: Figures, series: Series, binned: etree._Element) -> Figures:
    """How many values lie in each range, as Excel chooses ranges or as somebody set them."""
    held = sorted(value for value in series.values if value is not None)
    low, high = held[0], held[-1]
    mean = sum(held) / len(held)
    spread = (sum((value - mean) ** 2 for value in held) / max(len(held) - 1, 1)) ** 0.5
    size, count = (number(_setting(binned, name)) for name in ("binSize", "binCount"))
    if not size or size <= 0:
        size = (high - low) / min(max(count, 1), _MOST_BINS) if count else 3.49 * spread / len(held) ** (1 / 3)
    size = max(size, (high - low) / _MOST_BINS) or 1.0
    bins = max(math.ceil((high - low) / size - 1e-9), 1)
    counts = [0] * bins
    for value in held:
        counts[min(max(math.ceil((value - low) / size - 1e-9) - 1, 0), bins - 1)] += 1
    edges = [written(float(f"{low + i * size:.4g}"), "General") for i in range(bins + 1)]
    names = tuple(f"{'[' if i == 0 else '('}{edges[i]}, {edges[i + 1]}]" for i in range(bins))
    drawn = replace(series, kind="histogram", values=tuple(float(each) for each in counts), format="0")
    return replace(plain, categories=names, levels=(names,), groups=(Group("bar", (drawn,), 0, 1, gap=0.02),))


def _setting(binned: etree._Element, name: str) -> str:
    found = binned.find(f"{{*}}{name}")
    return "" if found is None else found.get("val") or found.text or ""


def _boxes(plain: Figures, held: Sequence[Series]) -> Figures:
    """A box from the lower to the upper quartile of each series' values, with lines to the lowest and the highest."""
    series = []
    for each in held:
        values = sorted(value for value in each.values if value is not None)
        low, first, middle, third, high = (_at(values, share) for share in (0.0, 0.25, 0.5, 0.75, 1.0))
        errors = (Errors("y", (third - low,), (high - third,)),)
        series.append(
            replace(
                each, values=(middle,), spans=((first, third),), errors=errors, labels=Labels(), edge=Stroke("#404040")
            )
        )
    return replace(plain, categories=("",), levels=(), groups=(Group("bar", tuple(series), 0, 1),))


def _at(values: Sequence[float], share: float) -> float:
    """The value at a share of the way through sorted ones."""
    place = (len(values) - 1) * share
    low = math.floor(place)
    return values[low] + (values[min(low + 1, len(values) - 1)] - values[low]) * (place - low)
