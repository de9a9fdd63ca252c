"""What a chart says, in words: the text that stands for it."""

from __future__ import annotations

from pipeline.printing.chart_figures import Figures, Series

_KINDS = {
    "bar": "Column chart", "line": "Line chart", "pie": "Pie chart", "doughnut": "Doughnut chart", "area": "Area chart",
    "scatter": "Scatter chart", "bubble": "Bubble chart", "radar": "Radar chart", "stock": "Stock chart",
    "surface": "Surface chart",
}  # fmt: skip
MOST_SAID = 80


def count(figures: Figures) -> int:
    """How many values a chart has."""
    return sum(value is not None for series in figures.series for value in series.values)


def words_of(figures: Figures) -> str:
    """A chart's kind, title, axes and every value by its category; of a great many, where each series starts and ends."""
    kinds = list(dict.fromkeys(_KINDS.get(series.kind, "Chart") for series in figures.series))
    kind = "Bar chart" if figures.across and kinds == ["Column chart"] else " and ".join(kinds).capitalize()
    said = [f"{kind}{f': {figures.title}' if figures.title else ''}."]
    across, down = figures.axes
    if across or down:
        axes = [f"{name} {way}" for name, way in ((across, "across"), (down, "up")) if name]
        said.append(f"Axes: {', '.join(axes)}.")
    few = count(figures) <= MOST_SAID
    for number, series in enumerate(figures.series, 1):
        name = series.name or (f"Series {number}" if len(figures.series) > 1 else "")
        body = _every(figures, series) if few else _ends(figures, series)
        said.append(f"{f'{name}: ' if name and name != figures.title else ''}{body}.")
    if figures.besides:
        said.append(f"Also on it: {'; '.join(figures.besides)}.")
    return " ".join(said)


def _label(figures: Figures, series: Series, at: int) -> str:
    if series.along:
        place = series.along[at] if at < len(series.along) else None
        return f"{place:.10g}" if place is not None else ""
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
        parts.append(f"{label}{':' if label[-1:].isdigit() else ''} {text}".strip())
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
