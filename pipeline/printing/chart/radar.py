"""A radar chart drawn: a spoke for each category, a web of lines at the ticks, and each series from spoke to spoke."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from pipeline.printing.chart.figures import Axis, Figures, Group, Series
from pipeline.printing.chart.frame import Edges
from pipeline.printing.chart.labels import label
from pipeline.printing.chart.numbers import written
from pipeline.printing.chart.pen import LINE, Pen, Point
from pipeline.printing.chart.scale import scaled
from pipeline.printing.drawing.shape_colours import Stroke

_UPRIGHT = Axis("val", "l", grid=Stroke("#d9d9d9"))
_ROUND = Axis("cat", "b")
_LONGEST = 90  # points of a category's name


def draw_radar(pen: Pen, figures: Figures, groups: Sequence[Group], edges: Edges, colours: dict[int, str]) -> None:
    """A radar chart; ``colours`` are those of its series, by identity."""
    web = _Web(pen, figures, groups, edges)
    web.draw()
    for group in groups:
        for series in group.series:
            _draw_series(pen, figures, group, series, web, colours[id(series)])
    web.numbers()


class _Web:
    """What the values of a radar chart stand on, as large as the names round it leave room for."""

    def __init__(self, pen: Pen, figures: Figures, groups: Sequence[Group], edges: Edges) -> None:
        left, top, right, bottom = edges
        self.pen, self.series = pen, [series for group in groups for series in group.series]
        self.spokes = max((len(series.values) for series in self.series), default=1)
        self.names = [figures.categories[i] if i < len(figures.categories) else str(i + 1) for i in range(self.spokes)]
        self.upright = _axis(figures, groups[0].up, _UPRIGHT)
        self.round = _axis(figures, groups[0].across, _ROUND)
        look = self.round.look
        widest = max((pen.wide(pen.cut(name, _LONGEST, look), look) for name in self.names), default=0.0)
        self.x, self.y = (left + right) / 2, (top + bottom) / 2
        self.r = max(min((right - left) / 2 - widest - 4, (bottom - top) / 2 - look.size * LINE - 2), 12.0)
        values = [value for series in self.series for value in series.values if value is not None]
        self.scale = scaled(values, self.upright, max(int(self.r / (self.upright.look.size * 2)), 2))

    def angle(self, spoke: int) -> float:
        """The angle of a spoke: the first points up, the others follow clockwise."""
        return -math.pi / 2 + 2 * math.pi * spoke / max(self.spokes, 1)

    def at(self, spoke: int, value: float) -> Point:
        """Where a value stands on a spoke."""
        angle = self.angle(spoke)
        reach = self.r * min(max(self.scale.share(value), 0.0), 1.0)
        return self.x + reach * math.cos(angle), self.y + reach * math.sin(angle)

    def draw(self) -> None:
        """The lines at the ticks, the spokes and their names."""
        for tick in self.scale.ticks:
            self.pen.path([self.at(i, tick) for i in range(self.spokes)], self.upright.grid, closed=True)
        for i, name in enumerate(self.names):
            x, y = self.at(i, self.scale.high)
            if self.upright.line and not self.upright.deleted:
                self.pen.line(self.x, self.y, x, y, self.upright.line)
            if self.round.worded:
                self._name(name, self.angle(i), x, y)

    def _name(self, name: str, angle: float, x: float, y: float) -> None:
        look = self.round.look
        anchor = "start" if math.cos(angle) > 0.1 else "end" if math.cos(angle) < -0.1 else "middle"
        lift = look.size * (0.35 + 0.55 * math.sin(angle))
        name = self.pen.cut(name, _LONGEST, look)
        self.pen.words(name, x + 4 * math.cos(angle), y + 3 * math.sin(angle) + lift, look, anchor)

    def numbers(self) -> None:
        """The numbers at the ticks of the spoke that points up."""
        if not self.upright.worded:
            return
        form = self.upright.form or (self.series[0].format if self.series else "General")
        look = self.upright.look
        for tick in self.scale.ticks:
            self.pen.words(written(tick, form), self.x - 4, self.at(0, tick)[1] + look.size * 0.35, look, "end")


def _axis(figures: Figures, number: int, plain: Axis) -> Axis:
    """A chart's axis by its number; a plain one where it names none."""
    return figures.axes[number] if 0 <= number < len(figures.axes) else plain


def _draw_series(pen: Pen, figures: Figures, group: Group, series: Series, web: _Web, colour: str) -> None:
    """A series' line or ground, with the markers and labels at its values."""
    points = [(i, web.at(i, value)) for i, value in enumerate(series.values) if value is not None]
    if group.filled:
        pen.path([point for _, point in points], None, closed=True, fill=colour)
    elif series.line is not None:
        line = replace(series.line, colour=series.line.colour or colour)
        pen.path([point for _, point in points], line, closed=True)
    for i, (x, y) in points:
        if series.marker.kind not in ("auto", "none") and not group.filled:
            pen.mark(x, y, series.marker, colour)
        if text := label(figures, group, series, i):
            look = series.labels.at(i).look
            pen.block(text.split("\n"), x, y - look.size * 0.8, look)
