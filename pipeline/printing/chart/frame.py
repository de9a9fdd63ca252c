"""The frame of a chart: where its plot, axes, grid and their words stand, and where each value does."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from pipeline.printing.chart.figures import Axis, Figures, Group, Series
from pipeline.printing.chart.names import Names, beneath, beside
from pipeline.printing.chart.numbers import written
from pipeline.printing.chart.pen import LINE, Pen, Point
from pipeline.printing.chart.piles import piled
from pipeline.printing.chart.scale import Scale, scaled
from pipeline.printing.drawing.shape_colours import Stroke

_MARK, _CLEAR = 3.5, 4.0
_APART = 1.4
_MOST = 10
_GRID = Stroke("#d9d9d9", 0.75)
_PLAIN = Axis("val", "l", grid=_GRID)
_DAY_ONE = date(1899, 12, 30)
Edges = tuple[float, float, float, float]
"""Left, top, right and bottom in points."""


class Frame:
    """The plot of columns, bars, lines, areas or points within its edges.

    ``lying`` is true where values run across and categories up. Axes are known by their number in the chart's.
    """

    def __init__(self, pen: Pen, figures: Figures, edges: Edges, *, inner: bool = False) -> None:
        self.pen, self.figures, self.inner = pen, figures, inner
        self.left, self.top, self.right, self.bottom = edges
        self.lying = any(group.lying for group in figures.groups)
        by_place = [group for group in figures.groups if group.kind not in ("scatter", "bubble")]
        self.first = (by_place or list(figures.groups))[0]
        self.free = not by_place
        self.count = max((len(series.values) for group in by_place for series in group.series), default=1)
        self.count = max(self.count, len(figures.categories) if by_place else 0, 1)
        bars = any(group.kind in ("bar", "stock") or group.up_down for group in by_place)
        main = self.axis(self.first.up)
        self.between = bars or (main.between and not all(group.kind == "area" for group in by_place))
        self.where, self.room = self._spots()
        self.scales: dict[int, Scale] = {}
        self.names = self._names()
        self._outer_wide = self.right - self.left
        self._fit()
        self.named = self._fitted_names()

    def axis(self, number: int) -> Axis:
        """An axis by its number; a plain one where the chart names none."""
        return self.figures.axes[number] if 0 <= number < len(self.figures.axes) else _PLAIN

    @property
    def across(self) -> Axis:
        """The axis of categories (or of places along)."""
        number = self.first.across
        return self.axis(number) if number >= 0 else Axis("cat", "b")

    @property
    def upright(self) -> list[int]:
        """The axes that values are drawn against, in order."""
        return list(dict.fromkeys(group.up for group in self.figures.groups))

    def spot(self, share: float) -> float:
        """The point along the categories' axis at a share of it."""
        backward = self.across.backward and not self.free
        share = 1 - share if backward else share
        return (
            self.bottom - share * (self.bottom - self.top)
            if self.lying
            else self.left + share * (self.right - self.left)
        )

    def up(self, number: int, value: float) -> float:
        """The point along a values' axis at a value."""
        share = self.scales[number].share(value)
        return (
            self.left + share * (self.right - self.left)
            if self.lying
            else self.bottom - share * (self.bottom - self.top)
        )

    def point(self, group: Group, series: Series, at: int, value: float) -> Point:
        """Where a value stands."""
        if series.along:
            place = series.along[at] if at < len(series.along) else None
            scale = self.scales[group.across]
            share = scale.share(scale.low if place is None else place)
            return self.left + share * (self.right - self.left), self.up(group.up, value)
        along, up = self.spot(self.where[min(at, self.count - 1)]), self.up(group.up, value)
        return (up, along) if self.lying else (along, up)

    def _spots(self) -> tuple[list[float], float]:
        """Where categories stand along their axis, and the room that each has, as shares of it."""
        count = self.count
        days = self.figures.places[:count]
        if self.across.kind == "date" and len(days) == count and all(day is not None for day in days):
            held = [self._unit(day or 0.0) for day in days]
            least = min((b - a for a, b in zip(sorted(set(held)), sorted(set(held))[1:], strict=False)), default=1.0)
            span = (max(held) - min(held)) / least + (1 if self.between else 0) or 1.0
            shift = 0.5 if self.between else 0.0
            return [((day - min(held)) / least + shift) / span for day in held], 1 / span
        if self.between or count == 1:
            return [(i + 0.5) / count for i in range(count)], 1 / count
        return [i / (count - 1) for i in range(count)], 1 / (count - 1)

    def _unit(self, serial: float) -> float:
        """A date as a count of the axis's own unit: days, months or years."""
        if self.across.span not in ("months", "years") or not 0 <= serial < 2_958_465:
            return serial
        day = _DAY_ONE + timedelta(days=int(serial))
        return float(day.year * 12 + day.month if self.across.span == "months" else day.year)

    def _names(self) -> list[str]:
        figures, form = self.figures, self.across.form
        names = [figures.categories[i] if i < len(figures.categories) else str(i + 1) for i in range(self.count)]
        if len(figures.levels) > 1:
            names = [figures.levels[0][i] if i < len(figures.levels[0]) else "" for i in range(self.count)]
        elif form and any(place is not None for place in figures.places):
            dated = [figures.places[i] if i < len(figures.places) else None for i in range(self.count)]
            names = [written(day, form) or names[i] for i, day in enumerate(dated)]
        return names

    def form(self, number: int) -> str:
        """How the numbers of an axis are written."""
        own = self.axis(number).form
        groups = [group for group in self.figures.groups if group.up == number]
        if own or not groups:
            return own
        return "0%" if groups[0].stacked == "percent" else groups[0].series[0].format

    def numbers(self, number: int) -> list[str]:
        """The words at an axis's ticks."""
        axis = self.axis(number)
        return [written(tick / axis.units, self.form(number)) for tick in self.scales[number].ticks]

    def _scale(self) -> None:
        tall, wide = self.bottom - self.top, self.right - self.left
        for number in self.upright:
            axis = self.axis(number)
            groups = [group for group in self.figures.groups if group.up == number]
            values = [value for group in groups for value in reached(group)]
            if all(group.stacked == "percent" for group in groups):
                low = axis.low if axis.low is not None else -1.0 if min(values, default=0.0) < 0 else 0.0
                axis = replace(axis, low=low, high=axis.high if axis.high is not None else 1.0)
            most = int(tall / (axis.look.size * _APART)) if not self.lying else self._most(values, number, wide)
            for steps in range(min(max(most, 2), _MOST), 0, -1):
                self.scales[number] = scaled(values, axis, steps, from_zero=False)
                said = self.numbers(number)
                if len(set(said)) == len(said):
                    break
        for group in self.figures.groups:
            if group.kind in ("scatter", "bubble"):
                held = [
                    place
                    for each in self.figures.groups
                    if each.across == group.across
                    for series in each.series
                    for place in series.along
                    if place is not None
                ]
                most = min(max(self._most(held, group.across, wide), 2), _MOST)
                self.scales[group.across] = scaled(held, self.axis(group.across), most, from_zero=False)

    def _most(self, values: Sequence[float], number: int, wide: float) -> int:
        """How many steps an axis that runs across has room for."""
        axis = self.axis(number)
        form = self.form(number) if number in self.upright else axis.form or "General"
        rough = scaled(values, axis, 5, from_zero=False)
        widest = max(self.pen.wide(written(tick / axis.units, form), axis.look) for tick in rough.ticks)
        return int(wide / (widest + axis.look.size * _APART))

    def _fit(self) -> None:
        """Leave room round the plot for the words of its axes."""
        self._scale()
        if self.inner:
            return
        left, top, right, bottom = self.left, self.top, self.right, self.bottom
        for _ in range(2):
            self.left, self.top, self.right, self.bottom = left, top, right, bottom
            sides = self._upright_room()
            axis, side = self.across, self.across_side
            if axis.worded and not self.figures.table:
                self.left, self.right = left + sides["l"], right - sides["r"]
                sides[side] += self._names_room() + _CLEAR + (0 if axis.marks == "none" else _MARK / 2)
            if axis.title and not axis.deleted:
                sides[side] += self._title_room(axis, side)
            self._room_at_ends(sides)
            self.left = left + min(sides["l"], (right - left) * 0.5)
            self.right = right - min(sides["r"], (right - left) * 0.35)
            self.top = top + min(sides["t"], (bottom - top) * 0.35)
            self.bottom = bottom - min(sides["b"], (bottom - top) * 0.5)
            self._scale()

    def _upright_room(self) -> dict[str, float]:
        """The room at each side of the plot for the numbers and titles of the values' axes."""
        sides = {"l": 0.0, "r": 0.0, "t": 0.0, "b": 0.0}
        for number in self.upright:
            axis, side = self.axis(number), self.side(number)
            texts = self.numbers(number) if axis.worded else []
            room = axis.look.size * LINE
            if not self.lying:
                room = max((self.pen.wide(text, axis.look) for text in texts), default=0.0)
            where = {"low": "b" if self.lying else "l", "high": "t" if self.lying else "r"}.get(axis.labels, side)
            sides[where] = max(sides[where], room + _CLEAR + _MARK if axis.worded else 0.0)
            if axis.title and not axis.deleted:
                sides[side] += self._title_room(axis, side)
            if axis.units_words:
                sides[side] += axis.look.size * LINE
        return sides

    def _room_at_ends(self, sides: dict[str, float]) -> None:
        """Room for the half of an axis's last number that stands beyond its end."""
        main = self.axis(self.first.up)
        if not self.lying:
            sides["t"] = max(sides["t"], max(self.axis(number).look.size for number in self.upright) / 2)
        elif not main.deleted:
            last = self.numbers(self.first.up)[-1:]
            sides["r"] = max(sides["r"], *(self.pen.wide(text, main.look) / 2 for text in last), 0.0)

    def _title_room(self, axis: Axis, side: str) -> float:
        if side in ("l", "r") and axis.title_look.turn == 0:
            return max(self.pen.wide(line, axis.title_look) for line in self.title_lines(axis)) + 7
        return axis.title_look.size * LINE + 5

    def title_lines(self, axis: Axis) -> list[str]:
        """The title of an upright axis that lies, on as many lines as it needs."""
        return self.pen.folded(axis.title, self._outer_wide * 0.22, axis.title_look, 6)

    def side(self, number: int) -> str:
        """The side that a values' axis stands at."""
        axis = self.axis(number)
        end = axis.crosses == "max"
        if self.across.kind != "val" and self.across.backward and not self.free:
            end = not end
        return ("t" if end else "b") if self.lying else ("r" if end else "l")

    @property
    def across_side(self) -> str:
        """The side that the categories' axis, or its words, stand at."""
        axis, up = self.across, self.axis(self.first.up)
        end = axis.labels == "high" or (axis.labels == "nextTo" and axis.crosses == "max")
        end = end != (up.backward and axis.labels in ("nextTo", "high", "low"))
        return ("r" if end else "l") if self.lying else ("t" if end else "b")

    def _fitted_names(self) -> Names:
        axis = self.across
        if self.free or not axis.worded:
            return Names([[name] for name in self.names])
        if not self.lying:
            return beneath(self.pen, axis, self.names, self.room * (self.right - self.left), self._turned_room)
        room = self._room_left
        if self.inner:
            edge = self.up(self.first.up, self.scales[self.first.up].zero) if axis.labels == "nextTo" else self.left
            room = max(edge - _CLEAR * 2, 20.0)
        return beside(self.pen, axis, self.names, room, self.room * (self.bottom - self.top))

    @property
    def _turned_room(self) -> float:
        return max((self.bottom - self.top) * 0.5, 40.0)

    @property
    def _room_left(self) -> float:
        return min(max((self.pen.wide(n, self.across.look) for n in self.names), default=0.0), self._outer_wide * 0.4)

    def _names_room(self) -> float:
        """How much room the names of categories need beside the plot."""
        look = self.across.look
        if self.free:
            return look.size * LINE
        named = self._fitted_names()
        levels = (len(self.figures.levels) - 1) * look.size * LINE if len(self.figures.levels) > 1 else 0.0
        if self.lying:
            widest = max((self.pen.wide(line, look) for fold in named.folds for line in fold), default=0.0)
            return widest + levels
        if named.turn:
            widest = max((self.pen.wide(fold[0], look) for fold in named.folds if fold), default=0.0)
            angle = math.radians(abs(named.turn))
            return min(widest, self._turned_room) * math.sin(angle) + look.size * math.cos(angle) + levels
        return max((len(fold) for fold in named.folds), default=1) * look.size * LINE + levels


def reached(group: Group) -> Sequence[float]:
    """The values that a group's drawing reaches, piled up where it piles them."""
    found = [value for piles in piled(group) for pair in piles for value in pair if value is not None]
    if not group.stacked:
        found = [value for series in group.series if not series.spans for value in series.values if value is not None]
        found += [value for series in group.series for span in series.spans for value in span]
        for series in group.series:
            for errors in series.errors:
                if errors.along == "y":
                    found += [
                        value + way * reach[at]
                        for reach, way in ((errors.down, -1), (errors.up, 1))
                        for at, value in enumerate(series.values)
                        if value is not None and at < len(reach)
                    ]
    return found
