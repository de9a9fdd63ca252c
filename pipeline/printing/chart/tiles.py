"""A treemap drawn: tiles as large as their values, the largest first."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.printing.chart.figures import Figures, Group
from pipeline.printing.chart.frame import Edges
from pipeline.printing.chart.pen import Pen
from pipeline.printing.drawing.shape_colours import Stroke

_WHITE = Stroke("#ffffff", 1.0)


def draw_tiles(pen: Pen, figures: Figures, group: Group, edges: Edges) -> None:
    """The tiles of a treemap, one colour to each outermost name, with their own names."""
    series = group.series[0]
    look = series.labels.look
    ordered = sorted(((value, at) for at, value in enumerate(series.values) if value and value > 0), reverse=True)
    outer = figures.levels[-1] if figures.levels else ()
    owners: list[str] = []
    for at in range(len(series.values)):
        named = outer[at] if at < len(outer) else ""
        owners.append(named or (owners[-1] if owners and len(figures.levels) > 1 else str(at)))
    palette = figures.palette
    order = {name: number for number, name in enumerate(dict.fromkeys(owners))}
    for (_, at), (left, top, right, bottom) in zip(ordered, _laid([value for value, _ in ordered], edges), strict=True):
        pen.box(left, top, right - left, bottom - top, palette[order[owners[at]] % len(palette)], _WHITE)
        names = figures.levels[0] if figures.levels else figures.categories
        lines = pen.folded(names[at] if at < len(names) else "", right - left - 6, look)
        if lines and right - left > 24 and bottom - top > look.size * 1.3:
            pen.words(lines[0], left + 3, top + look.size + 1, look, "start")


def _laid(values: Sequence[float], edges: Edges) -> list[Edges]:
    """Boxes whose areas are as the values: each time the first half beside the rest, across or down as there is room."""
    if len(values) <= 1:
        return [edges] * len(values)
    left, top, right, bottom = edges
    whole, so_far, cut = sum(values), 0.0, 0
    while cut < len(values) - 1 and so_far < whole / 2:
        so_far += values[cut]
        cut += 1
    share = so_far / whole
    if right - left > bottom - top:
        middle = left + share * (right - left)
        one, two = (left, top, middle, bottom), (middle, top, right, bottom)
    else:
        middle = top + share * (bottom - top)
        one, two = (left, top, right, middle), (left, middle, right, bottom)
    return [*_laid(values[:cut], one), *_laid(values[cut:], two)]
