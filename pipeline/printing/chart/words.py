"""What a chart says, in words: the text that stands for it."""

from __future__ import annotations

from pipeline.printing.chart.figures import Figures, Series
from pipeline.printing.chart.labels import place_of, trend_name
from pipeline.printing.chart.numbers import written

_KINDS = {
    "bar": "Column chart", "line": "Line chart", "pie": "Pie chart", "doughnut": "Doughnut chart", "area": "Area chart",
    "scatter": "Scatter chart", "bubble": "Bubble chart", "radar": "Radar chart", "stock": "Stock chart",
    "surface": "Surface chart", "waterfall": "Waterfall chart", "funnel": "Funnel chart", "histogram": "Histogram",
    "clusteredColumn": "Column chart", "boxWhisker": "Box and whisker chart", "treemap": "Treemap", "sunburst": "Sunburst chart",
    "regionMap": "Map",
}  # fmt: skip
MOST_SAID = 80


def count(figures: Figures) -> int:
    """How many values a chart has."""
    return sum(value is not None for series in figures.series for value in series.values)


def words_of(figures: Figures) -> str:
    """A chart's kind, title, axes and every value by its category; of a great many, where each series starts and ends."""
    kinds = list(dict.fromkeys(_KINDS.get(series.kind, "Chart") for series in figures.series))
    lying = any(group.lying for group in figures.groups)
    kind = "Bar chart" if lying and kinds == ["Column chart"] else " and ".join(kinds).capitalize()
    if any(group.stacked for group in figures.groups):
        kind = f"Stacked {kind.lower()}"
    said = [f"{kind}{f': {figures.title}' if figures.title else ''}."]
    titled = [f"{axis.title} {'up' if axis.side in 'lr' else 'across'}" for axis in figures.axes if axis.title]
    if titled:
        said.append(f"Axes: {', '.join(titled)}.")
    few = count(figures) <= MOST_SAID
    for number, series in enumerate(figures.series, 1):
        name = series.name or (f"Series {number}" if len(figures.series) > 1 else "")
        body = _every(figures, series) if few else _ends(figures, series)
        said.append(f"{f'{name}: ' if name and name != figures.title else ''}{body}.")
    trends = [trend_name(series, trend) for series in figures.series for trend in series.trends]
    if trends:
        said.append(f"With the trend line{'s' if len(trends) > 1 else ''} {', '.join(trends)}.")
    if figures.besides:
        said.append(f"Also on it: {'; '.join(figures.besides)}.")
    return " ".join(said)


def _label(figures: Figures, series: Series, at: int) -> str:
    if series.along:
        return place_of(series, at)
    return figures.categories[at] if at < len(figures.categories) else str(at + 1)


def _every(figures: Figures, series: Series) -> str:
    whole = sum(value for value in series.values if value) if series.kind in ("pie", "doughnut") else 0
    parts = []
    for at, value in enumerate(series.values):
        text = "no figure" if value is None else series.said(value)
        if whole and value is not None and "%" not in text:
            text += f" ({value / whole:.0%})"
        if at < len(series.sizes) and series.sizes[at] is not None:
            text += f" (size {series.sizes[at]:.10g})"
        label = _label(figures, series, at)
        parts.append(f"{label}{':' if label[-1:].isdigit() or label[-1:] == ']' else ''} {text}".strip())
    return ", ".join(parts)


def _ends(figures: Figures, series: Series) -> str:
    held = [(at, value) for at, value in enumerate(series.values) if value is not None]
    if not held:
        return "no figures"
    low, high = min(held, key=lambda each: each[1]), max(held, key=lambda each: each[1])
    return ", ".join(
        f"{what} {series.said(value)} ({_label(figures, series, at)})"
        for what, (at, value) in (("first", held[0]), ("last", held[-1]), ("lowest", low), ("highest", high))
    )


def rows_of(figures: Figures) -> tuple[tuple[str, ...], ...]:
    """The figures as a table: a heading row, then a row for each category, or for each point of a scatter chart."""
    across, up = (next((a.title for a in figures.axes if a.title and (a.side in sides)), "") for sides in ("bt", "lr"))
    if any(group.lying for group in figures.groups):
        across = up
    names = [series.name or f"Series {number}" for number, series in enumerate(figures.series, 1)]
    if any(series.along for series in figures.series):
        sized = any(series.sizes for series in figures.series)
        rows = [("Series", across or "Across", up or "Up", *(("Size",) if sized else ()))]
        for name, series in zip(names, figures.series, strict=True):
            for at in range(len(series.values)):
                size = series.sizes[at] if at < len(series.sizes) else None
                rows.append(
                    (
                        name,
                        _label(figures, series, at),
                        _said(series, at),
                        *((written(size, "General"),) if sized else ()),
                    )
                )
        return tuple(rows)
    count = max(len(series.values) for series in figures.series)
    body = [
        (_label(figures, figures.series[0], at), *(_said(series, at) for series in figures.series))
        for at in range(count)
    ]
    return ((across or "Category", *names), *body)


def _said(series: Series, at: int) -> str:
    value = series.values[at] if at < len(series.values) else None
    return "no figure" if value is None else series.said(value)
