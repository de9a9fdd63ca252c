"""What the label at a value of a chart says."""

from __future__ import annotations

import re

from pipeline.printing.chart.figures import ROUND, Figures, Group, Series, Trend
from pipeline.printing.chart.numbers import written

FIELDS = ("VALUE", "XVALUE", "YVALUE", "CATEGORYNAME", "SERIESNAME", "PERCENTAGE", "BUBBLESIZE", "CELLRANGE")
_FIELD = re.compile(rf"\[({'|'.join(FIELDS)})\]")


def whole_of(series: Series) -> float:
    """What a pie's slices come to."""
    return sum(abs(value) for value in series.values if value)


def place_of(series: Series, at: int) -> str:
    """How the place along of a scatter chart's value is written."""
    place = series.along[at] if at < len(series.along) else None
    return written(place, "General")


def trend_name(series: Series, trend: Trend) -> str:
    """What a trend line is called: its own name, or the one that Excel gives it."""
    if trend.name:
        return trend.name
    kind = {"linear": "Linear", "exp": "Expon.", "log": "Log.", "power": "Power", "poly": "Poly."}.get(trend.kind)
    return f"{kind} ({series.name})" if kind else f"{trend.order} per. Mov. Avg. ({series.name})"


def own_words(group: Group, series: Series, at: int, category: str = "") -> str:
    """Words that somebody wrote for a label, with the values that they name put in."""
    value = series.values[at] if at < len(series.values) else None
    labels, whole = series.labels.at(at), whole_of(series)
    share = abs(value) / whole if value is not None and whole and group.kind in ROUND else None
    facts = {
        "VALUE": written(value, labels.form or series.format), "XVALUE": place_of(series, at), "CATEGORYNAME": category,
        "SERIESNAME": series.name, "PERCENTAGE": written(share, "0%"), "CELLRANGE": series.cells.get(at, ""),
        "BUBBLESIZE": written(series.sizes[at], "General") if at < len(series.sizes) else "",
    }  # fmt: skip
    facts["YVALUE"] = facts["VALUE"]
    return _FIELD.sub(lambda match: facts[match[1]], labels.words).strip()


def label(figures: Figures, group: Group, series: Series, at: int) -> str:
    """The words of the label at a value; nothing where there is none."""
    labels, value = series.labels.at(at), series.values[at]
    if value is None or not labels.any:
        return ""
    category = figures.categories[at] if at < len(figures.categories) else str(at + 1)
    if labels.words:
        return own_words(group, series, at, category)
    parts = [series.name] if labels.series else []
    if labels.category:
        parts.append(place_of(series, at) if series.along else category)
    share = labels.share and group.kind in ROUND
    if labels.value:
        parts.append(written(value, series.format if share else labels.form or series.format))
    if labels.size and at < len(series.sizes) and group.kind == "bubble":
        parts.append(written(series.sizes[at], labels.form or "General"))
    if share:
        whole = whole_of(series)
        form = labels.form if "%" in labels.form else "0%"
        parts.append(written(abs(value) / whole, form) if whole else "")
    return labels.between.join(filter(None, parts))
