"""Columns, bars, lines, areas, points and what goes with them, drawn in the frame of a chart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from pipeline.printing.chart.axes import draw_axes, draw_grid
from pipeline.printing.chart.figures import Group, Marker, Series, Type
from pipeline.printing.chart.frame import Frame
from pipeline.printing.chart.labels import label
from pipeline.printing.chart.pen import LINE, Point
from pipeline.printing.chart.piles import Pile, piled
from pipeline.printing.chart.trends import equation, fitted
from pipeline.printing.drawing.shape_colours import Stroke

_BUBBLE = 0.25
Bar = tuple[float, float, float, float]
"""Left, top, width and height in points."""


class Plot:
    """Draws the groups of a chart that stand between axes; ``colours`` are those of its series, by name of object."""

    def __init__(self, frame: Frame, colours: dict[int, str]) -> None:
        self.frame, self.pen, self.colours = frame, frame.pen, colours
        self.after: list[tuple[str, float, float, Type, str]] = []

    def draw(self) -> None:
        """Everything from the wall to the labels."""
        frame, pen = self.frame, self.pen
        draw_grid(frame)
        left, top = frame.left, frame.top
        wide, tall = frame.right - left, frame.bottom - top
        pen.out.append(
            f'<defs><clipPath id="plot"><rect x="{left - 1:.1f}" y="{top - 4:.1f}" width="{wide + 2:.1f}" height="{tall + 8:.1f}"/>'
            '</clipPath></defs><g clip-path="url(#plot)">'
        )
        order = {"area": 0, "surface": 0, "bar": 1, "stock": 2, "line": 3}
        for group in sorted(frame.figures.groups, key=lambda each: order.get(each.kind, 4)):
            if group.kind == "bar":
                self._bars(group)
            elif group.kind in ("scatter", "bubble"):
                self._points(group)
            else:
                self._lines(group)
        pen.out.append("</g>")
        draw_axes(frame)
        for text, x, y, look, anchor in self.after:
            pen.block(text.split("\n"), x, y, look, anchor)

    def _colour(self, series: Series) -> str:
        return self.colours[id(series)]

    def _point_colour(self, group: Group, series: Series, at: int) -> str:
        own = series.points.get(at)
        palette = self.frame.figures.palette
        return own or (
            palette[at % len(palette)] if group.by_point and palette and not series.colour else self._colour(series)
        )

    def _bars(self, group: Group) -> None:
        frame, piles = self.frame, piled(group)
        side = 1 if group.stacked else len(group.series)
        overlap = group.overlap if not group.stacked else 1.0
        thick = 1 / max(side - (side - 1) * overlap + group.gap, 0.1) if not group.stacked else 1 / (1 + group.gap)
        base = frame.scales[group.up].zero
        for number, series in enumerate(group.series):
            at_side = 0 if group.stacked else number
            start = (
                -(side - (side - 1) * overlap) * thick / 2 + at_side * thick * (1 - overlap)
                if not group.stacked
                else -thick / 2
            )
            for i, (low, high) in enumerate(piles[number]):
                if low is None or high is None:
                    continue
                low = low if group.stacked or series.spans else base
                edges = [frame.spot(frame.where[i] + side_at * frame.room) for side_at in (start, start + thick)]
                ends = [frame.up(group.up, each) for each in (low, high)]
                box = self._box(edges, ends)
                colour = self._point_colour(group, series, i)
                self.pen.box(*box, "" if colour == "none" else colour, series.edge)
                self._bar_label(group, series, i, box, rising=(high >= low) != frame.scales[group.up].backward)
                self._error(
                    group,
                    series,
                    i,
                    ((edges[0] + edges[1]) / 2, ends[1]) if not frame.lying else (ends[1], sum(edges) / 2),
                    high,
                )
            self._trend(group, series)

    def _box(self, edges: Sequence[float], ends: Sequence[float]) -> Bar:
        a, b = sorted(edges)
        c, d = sorted(ends)
        return (c, a, d - c, b - a) if self.frame.lying else (a, c, b - a, d - c)

    def _bar_label(self, group: Group, series: Series, at: int, box: Bar, *, rising: bool) -> None:
        text = label(self.frame.figures, group, series, at)
        if not text:
            return
        place = series.labels.at(at).place or ("ctr" if group.stacked else "outEnd")
        x, y, w, h = box
        look = series.labels.at(at).look
        middle = (x + w / 2, y + h / 2)
        if place in ("ctr", "bestFit"):
            self._say(text, *middle, look)
        elif self.frame.lying:
            end, inward = (x + w, -1) if rising else (x, 1)
            if place == "inBase":
                end, inward = (x, 1) if rising else (x + w, -1)
            if place == "outEnd":
                inward = -inward
            self._say(text, end + inward * 3, middle[1], look, "end" if inward < 0 else "start")
        else:
            end, inward = (y, 1) if rising else (y + h, -1)
            if place == "inBase":
                end, inward = (y + h, -1) if rising else (y, 1)
            if place == "outEnd":
                inward = -inward
            tall = look.size * LINE * (text.count("\n") + 1)
            self._say(text, middle[0], end + inward * (tall / 2 + 1.5), look)

    def _say(self, text: str, x: float, y: float, look: Type, anchor: str = "middle") -> None:
        frame = self.frame
        if frame.left - 20 <= x <= frame.right + 40 and frame.top - 20 <= y <= frame.bottom + 20:
            self.after.append((text, x, y, look, anchor))

    def _lines(self, group: Group) -> None:
        frame, piles = self.frame, piled(group)
        for series, own in zip(group.series, piles, strict=True):
            if frame.figures.gaps == "zero" and not group.stacked:
                own = [(0.0, 0.0) if high is None else (low, high) for low, high in own]
            if group.kind == "area":
                self._area(group, series, own)
            else:
                self._line(group, series, own)
            self._line_labels(group, series, own)
            self._trend(group, series)
        self._between(group)

    def _runs(self, group: Group, series: Series, own: Sequence[Pile]) -> list[list[tuple[int, Point]]]:
        """The points of a series, parted where a value is missing."""
        runs: list[list[tuple[int, Point]]] = [[]]
        for i, (_, high) in enumerate(own):
            if high is None:
                if self.frame.figures.gaps != "span" and runs[-1]:
                    runs.append([])
                continue
            runs[-1].append((i, self.frame.point(group, series, i, high)))
        return [run for run in runs if run]

    def _line(self, group: Group, series: Series, own: Sequence[Pile]) -> None:
        colour = self._colour(series)
        line = series.line
        for run in self._runs(group, series, own):
            if line is not None and colour != "none":
                self.pen.path(
                    [point for _, point in run], replace(line, colour=line.colour or colour), smooth=series.smooth
                )
            for i, (x, y) in run:
                marker = self._marker(group, series, alone=len(run) == 1)
                self.pen.mark(x, y, marker, series.points.get(i) or (colour if colour != "none" else "#404040"))
                self._error(group, series, i, (x, y), own[i][1] or 0.0)

    def _marker(self, group: Group, series: Series, *, alone: bool) -> Marker:
        marker = series.marker
        if marker.kind == "auto":
            if not group.marked:
                return Marker("circle", 4.0) if alone else Marker("none")
            return self.frame.figures.marker(series)
        return Marker("circle", 4.0) if marker.kind == "none" and alone and series.line else marker

    def _area(self, group: Group, series: Series, own: Sequence[Pile]) -> None:
        frame, colour = self.frame, self._colour(series)
        base = frame.scales[group.up].zero
        for run in self._runs(group, series, own):
            feet = [
                frame.point(group, series, i, (own[i][0] or 0.0) if group.stacked else base) for i, _ in reversed(run)
            ]
            self.pen.path(
                [*(point for _, point in run), *feet],
                series.edge,
                closed=True,
                fill="none" if colour == "none" else colour,
            )

    def _line_labels(self, group: Group, series: Series, own: Sequence[Pile]) -> None:
        for i, (low, high) in enumerate(own):
            if i >= len(series.values) or high is None:
                continue
            text = label(self.frame.figures, group, series, i)
            if not text:
                continue
            if group.kind == "area":
                x, y = self.frame.point(group, series, i, ((low or 0.0) + high) / 2)
                self._say(text, x, y, series.labels.at(i).look)
                continue
            x, y = self.frame.point(group, series, i, high)
            self._beside(text, x, y, series.labels.at(i).look, series.labels.at(i).place or "r")

    def _beside(self, text: str, x: float, y: float, look: Type, place: str) -> None:
        tall = look.size * LINE * (text.count("\n") + 1) / 2 + 4
        if place in ("t", "b"):
            self._say(text, x, y - tall if place == "t" else y + tall, look)
        elif place in ("l", "r"):
            self._say(text, x + (5 if place == "r" else -5), y, look, "start" if place == "r" else "end")
        else:
            self._say(text, x, y, look)

    def _between(self, group: Group) -> None:
        """What joins the series of one place: up and down bars, lines from the highest to the lowest, drop lines."""
        frame, piles, count = self.frame, piled(group), max((len(each.values) for each in group.series), default=0)
        if not (group.up_down or group.high_low or group.drops):
            return
        for i in range(count):
            held = [each[i][1] for each in piles if i < len(each)]
            values = [value for value in held if value is not None]
            if not values:
                continue
            x = frame.spot(frame.where[min(i, frame.count - 1)])
            low, high = frame.up(group.up, min(values)), frame.up(group.up, max(values))
            self.pen.line(x, low, x, high, group.high_low)
            self.pen.line(x, high, x, frame.up(group.up, frame.scales[group.up].zero), group.drops)
            first, last = held[0], held[-1]
            if group.up_down and first is not None and last is not None:
                half = frame.room * (frame.right - frame.left) / (1 + group.gap) / 2
                a, b = sorted((frame.up(group.up, first), frame.up(group.up, last)))
                self.pen.box(x - half, a, half * 2, b - a, group.up_down[0 if last >= first else 1], Stroke("#404040"))

    def _points(self, group: Group) -> None:
        frame = self.frame
        largest = max((abs(size) for each in group.series for size in each.sizes if size), default=1.0)
        most = min(frame.right - frame.left, frame.bottom - frame.top) * _BUBBLE / 2 * max(group.scale, 0.05)
        for series in group.series:
            colour = self._colour(series)
            own: list[Pile] = [(0.0, value) for value in series.values]
            if group.kind == "scatter":
                self._line(group, series, own)
            for i, value in enumerate(series.values):
                if value is None:
                    continue
                x, y = frame.point(group, series, i, value)
                if group.kind == "bubble":
                    size = series.sizes[i] if i < len(series.sizes) else None
                    r = most * math.sqrt(abs(size if size is not None else largest) / largest)
                    self.pen.disc(x, y, r, self._point_colour(group, series, i), series.edge, 0.85)
                text = label(frame.figures, group, series, i)
                if text:
                    self._beside(text, x, y, series.labels.at(i).look, series.labels.at(i).place or "r")
            if colour:
                self._trend(group, series)

    def _error(self, group: Group, series: Series, at: int, point: Point, value: float) -> None:
        frame = self.frame
        for errors in series.errors:
            for reach, way in ((errors.down, -1), (errors.up, 1)):
                if at >= len(reach) or not reach[at]:
                    continue
                x, y = point
                if errors.along == "x" and series.along:
                    place = series.along[at] if at < len(series.along) else None
                    scale = frame.scales[group.across]
                    end = (frame.left + scale.share((place or 0.0) + way * reach[at]) * (frame.right - frame.left), y)
                elif frame.lying:
                    end = (frame.up(group.up, value + way * reach[at]), y)
                else:
                    end = (x, frame.up(group.up, value + way * reach[at]))
                self.pen.line(x, y, *end, errors.line)
                if errors.capped:
                    cap = (0, 3) if end[1] == y else (3, 0)
                    self.pen.line(end[0] - cap[0], end[1] - cap[1], end[0] + cap[0], end[1] + cap[1], errors.line)

    def _trend(self, group: Group, series: Series) -> None:
        frame = self.frame
        places = list(series.along) if series.along else [float(i + 1) for i in range(len(series.values))]
        pairs = [(x, y) for x, y in zip(places, series.values, strict=False) if x is not None and y is not None]
        for trend in series.trends:
            line = fitted(trend, pairs)
            points = []
            for x, y in line.points:
                if series.along:
                    scale = frame.scales[group.across]
                    points.append((frame.left + scale.share(x) * (frame.right - frame.left), frame.up(group.up, y)))
                else:
                    share = (x - 0.5) / frame.count if frame.between else (x - 1) / max(frame.count - 1, 1)
                    along, up = frame.spot(share), frame.up(group.up, y)
                    points.append((up, along) if frame.lying else (along, up))
            self.pen.path(points, replace(trend.line, colour=trend.line.colour or self._colour(series)))
            said = equation(trend, line)
            if said and points:
                x, y = points[-1]
                self.after.append((said, min(x, frame.right) - 2, max(y, frame.top) - 10, series.labels.look, "end"))
