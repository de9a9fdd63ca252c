"""A chart drawn from its figures as SVG: columns, bars, lines, areas, slices, points and webs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from xml.sax.saxutils import escape

from pipeline.printing.chart_figures import Figures, Series, written
from pipeline.printing.widths import breadth

_INK, _GRID = "#404040", "#d0d0d0"
_ACCENTS = (
    "#4472c4",
    "#ed7d31",
    "#7f7f7f",
    "#bf9000",
    "#5b9bd5",
    "#548235",
    "#264478",
    "#9e480e",
    "#636363",
    "#997300",
)
_SIZE = 8.5
_ROUND = ("pie", "doughnut")


def chart_svg(figures: Figures, w: float, h: float, accents: Sequence[str] = ()) -> bytes:
    """The chart in a box of ``w`` by ``h`` points; ``accents`` are the paper's own colours for series."""
    drawn = _Chart(figures, max(w, 60.0), max(h, 60.0), tuple(accents) or _ACCENTS)
    return drawn.svg()


class _Chart:
    """One chart being drawn."""

    def __init__(self, figures: Figures, w: float, h: float, accents: Sequence[str]) -> None:
        self.figures, self.w, self.h = figures, w, h
        self.accents = [*accents, *_ACCENTS]
        self.out: list[str] = []
        self.left, self.top, self.right, self.bottom = 8.0, 8.0, w - 8.0, h - 8.0

    def svg(self) -> bytes:
        figures = self.figures
        if figures.title:
            size = min(13.0, max(9.0, self.w / max(len(figures.title), 1) * 1.6))
            self.words(figures.title, self.w / 2, self.top + size, size=size, anchor="middle", bold=True)
            self.top += size + 8
        self.legend()
        kinds = {series.kind for series in figures.series}
        if kinds <= set(_ROUND):
            self.slices()
        elif kinds == {"radar"}:
            self.web()
        else:
            self.plot()
        body = "".join(self.out)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.w:.2f}" height="{self.h:.2f}" '
            f'viewBox="0 0 {self.w:.2f} {self.h:.2f}" font-family="Arial, Liberation Sans, sans-serif">'
            f'<rect x="0.25" y="0.25" width="{self.w - 0.5:.2f}" height="{self.h - 0.5:.2f}" fill="#ffffff" '
            f'stroke="{_GRID}" stroke-width="0.5"/>{body}</svg>'
        ).encode()

    def words(
        self,
        text: str,
        x: float,
        y: float,
        *,
        size: float = _SIZE,
        anchor: str = "start",
        bold: bool = False,
        turn: float = 0,
    ) -> None:
        weight = ' font-weight="bold"' if bold else ""
        turned = f' transform="rotate({turn:g} {x:.1f} {y:.1f})"' if turn else ""
        self.out.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}" fill="{_INK}"{weight}{turned}>'
            f"{escape(text)}</text>"
        )

    def line(self, x: float, y: float, a: float, b: float, colour: str = _GRID, width: float = 0.5) -> None:
        self.out.append(
            f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{a:.1f}" y2="{b:.1f}" stroke="{colour}" stroke-width="{width:g}"/>'
        )

    def colour(self, at: int, series: Series | None = None) -> str:
        return (series.colour if series else "") or self.accents[at % len(self.accents)]

    def legend(self) -> None:
        """The names of the series, or of a pie's slices, with their colours."""
        figures = self.figures
        if not figures.legend:
            return
        if len(figures.series) == 1 and figures.series[0].kind in _ROUND:
            only = figures.series[0]
            entries = [(name, only.points.get(i) or self.colour(i)) for i, name in enumerate(figures.categories)]
        else:
            entries = [(s.name or f"Series {i + 1}", self.colour(i, s)) for i, s in enumerate(figures.series)]
        widths = [breadth(name, _SIZE) + 24 for name, _ in entries]
        if figures.legend in ("r", "l", "tr"):
            wide = min(max(widths, default=0), self.w * 0.4)
            x = self.right - wide if figures.legend != "l" else self.left
            y = max(self.top + 6, (self.top + self.bottom) / 2 - len(entries) * 7)
            for name, colour in entries:
                if y < self.bottom:
                    self.entry(name, colour, x, y)
                y += 14
            if figures.legend == "l":
                self.left += wide + 6
            else:
                self.right -= wide + 6
            return
        rows: list[list[int]] = [[]]
        for i, width in enumerate(widths):
            if rows[-1] and sum(widths[j] for j in rows[-1]) + width > self.right - self.left:
                rows.append([])
            rows[-1].append(i)
        below = figures.legend != "t"
        y = self.bottom - 14 * len(rows) + 10 if below else self.top + 6
        for row in rows:
            x = (self.left + self.right - sum(widths[i] for i in row)) / 2
            for i in row:
                self.entry(*entries[i], x, y)
                x += widths[i]
            y += 14
        if below:
            self.bottom -= 14 * len(rows) + 2
        else:
            self.top += 14 * len(rows) + 2

    def entry(self, name: str, colour: str, x: float, y: float) -> None:
        self.out.append(f'<rect x="{x:.1f}" y="{y - 6:.1f}" width="8" height="8" fill="{colour}"/>')
        self.words(name, x + 12, y + 1)

    def slices(self) -> None:
        across, down = self.right - self.left, self.bottom - self.top
        x, y, r = self.left + across / 2, self.top + down / 2, max(min(across, down) / 2 - 4, 8.0)
        rings = [series for series in self.figures.series if any(series.values)]
        hole = 0.5 if rings and rings[0].kind == "doughnut" else 0.0
        for ring, series in enumerate(rings):
            outer = r * (1 - (1 - hole) * ring / len(rings)) if hole else r
            total = sum(max(value or 0.0, 0.0) for value in series.values) or 1.0
            at = -math.pi / 2
            for i, value in enumerate(series.values):
                share = max(value or 0.0, 0.0) / total
                if not share:
                    continue
                end = at + share * 2 * math.pi
                colour = series.points.get(i) or self.colour(i)
                if share > 0.9999:
                    self.out.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{outer:.1f}" fill="{colour}"/>')
                else:
                    self.out.append(
                        f'<path d="M{x:.1f} {y:.1f}L{x + outer * math.cos(at):.1f} {y + outer * math.sin(at):.1f}'
                        f"A{outer:.1f} {outer:.1f} 0 {int(share > 0.5)} 1 {x + outer * math.cos(end):.1f} "
                        f'{y + outer * math.sin(end):.1f}Z" fill="{colour}" stroke="#ffffff" stroke-width="0.75"/>'
                    )
                at = end
        if hole:
            self.out.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r * hole:.1f}" fill="#ffffff"/>')

    def web(self) -> None:
        spokes = max(len(series.values) for series in self.figures.series)
        across, down = self.right - self.left, self.bottom - self.top
        x, y, r = self.left + across / 2, self.top + down / 2, max(min(across, down) / 2 - 16, 8.0)
        ticks = self.ticks([value for series in self.figures.series for value in series.values if value is not None])
        low, high = min(ticks[0], 0), ticks[-1]

        def at(i: int, value: float) -> tuple[float, float]:
            angle = -math.pi / 2 + 2 * math.pi * i / max(spokes, 1)
            reach = r * (value - low) / ((high - low) or 1)
            return x + reach * math.cos(angle), y + reach * math.sin(angle)

        for tick in ticks:
            self.path([at(i, tick) for i in range(spokes)], _GRID, 0.5, closed=True)
            self.words(written(tick, self.figures.format or "General"), x - 3, at(0, tick)[1] + 3, size=7, anchor="end")
        for i in range(spokes):
            a, b = at(i, high)
            self.line(x, y, a, b)
            name = self.figures.categories[i] if i < len(self.figures.categories) else ""
            self.words(name, a + (a - x) * 0.06, b + (b - y) * 0.08 + 3, anchor="middle", size=7.5)
        for number, series in enumerate(self.figures.series):
            points = [at(i, value) for i, value in enumerate(series.values) if value is not None]
            self.path(points, self.colour(number, series), 1.75, closed=True)

    def path(
        self,
        points: Sequence[tuple[float, float]],
        colour: str,
        width: float,
        *,
        closed: bool = False,
        fill: str = "none",
    ) -> None:
        if len(points) > 1:
            steps = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
            self.out.append(
                f'<path d="M{steps}{"Z" if closed else ""}" fill="{fill}" stroke="{colour}" stroke-width="{width:g}" '
                'stroke-linejoin="round"/>'
            )

    def ticks(self, values: Sequence[float]) -> list[float]:
        """Round numbers that the values lie between."""
        low, high = min([*values, 0.0]), max([*values, 0.0])
        fixed_low, fixed_high = self.figures.limits
        low, high = low if fixed_low is None else fixed_low, high if fixed_high is None else fixed_high
        if high <= low:
            high = low + 1
        rough = (high - low) / 5
        scale = 10 ** math.floor(math.log10(rough))
        step = next(m * scale for m in (1, 2, 2.5, 5, 10) if m * scale >= rough * 0.999)
        start, end = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        return [step * i for i in range(start, min(end, start + 40) + 1)]

    def plot(self) -> None:
        figures = self.figures
        free = all(series.along for series in figures.series)
        spots = max(len(series.values) for series in figures.series)
        bars = [series for series in figures.series if series.kind == "bar"]
        stacks = [series for series in figures.series if series.kind in ("bar", "area")] if figures.stacked else []
        values = [value for s in figures.series if s not in stacks for value in s.values if value is not None]
        for i in range(spots):
            column = [s.values[i] or 0.0 for s in stacks if i < len(s.values)]
            values += [sum(v for v in column if v > 0), sum(v for v in column if v < 0)]
        if figures.stacked == "percent":
            values = [0.0, 1.0]
        ticks = self.ticks(values)
        form = "0%" if figures.stacked == "percent" else figures.format or (figures.series[0].format)
        scale = _Scale(self, ticks, form, free, spots)
        scale.frame(bool(bars))
        if stacks:
            self.stack(stacks, scale)
        loose = [series for series in bars if series not in stacks]
        for series in figures.series:
            if series in stacks:
                continue
            number = figures.series.index(series)
            colour = self.colour(number, series)
            if series.kind == "bar":
                at, room = loose.index(series), 0.7 / len(loose)
                for i, value in enumerate(series.values):
                    if value is not None:
                        scale.bar(i, -0.35 + room * at, room, 0.0, value, series.points.get(i) or colour)
                continue
            points = [scale.at(i, value, series) for i, value in enumerate(series.values) if value is not None]
            if series.kind == "area" and points:
                base = scale.zero()
                self.path([(points[0][0], base), *points, (points[-1][0], base)], colour, 0.5, closed=True, fill=colour)
            elif series.kind == "bubble":
                largest = max([abs(size) for size in series.sizes if size] or [1.0])
                for i, (x, y) in enumerate(points):
                    size = series.sizes[i] if i < len(series.sizes) else None
                    r = 16 * math.sqrt(abs(size or largest) / largest)
                    self.out.append(
                        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="{colour}" fill-opacity="0.7"/>'
                    )
            else:
                if series.line:
                    self.path(points, colour, 1.75)
                if not series.line or len(points) < 3:
                    self.out += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{colour}"/>' for x, y in points]

    def stack(self, stacks: Sequence[Series], scale: _Scale) -> None:
        spots = max(len(series.values) for series in stacks)
        ups, downs = [0.0] * spots, [0.0] * spots
        whole = [sum(abs(s.values[i] or 0.0) for s in stacks if i < len(s.values)) or 1.0 for i in range(spots)]
        for series in stacks:
            colour = self.colour(self.figures.series.index(series), series)
            tops: list[tuple[float, float]] = []
            feet: list[tuple[float, float]] = []
            for i, value in enumerate(series.values):
                height = (value or 0.0) / (whole[i] if self.figures.stacked == "percent" else 1.0)
                pile = ups if height >= 0 else downs
                if series.kind == "bar":
                    scale.bar(i, -0.3, 0.6, pile[i], pile[i] + height, series.points.get(i) or colour)
                else:
                    feet.append(scale.at(i, pile[i], series))
                    tops.append(scale.at(i, pile[i] + height, series))
                pile[i] += height
            if tops:
                self.path([*tops, *reversed(feet)], colour, 0.5, closed=True, fill=colour)


class _Scale:
    """Where values and categories stand in the plot."""

    def __init__(self, chart: _Chart, ticks: list[float], form: str, free: bool, spots: int) -> None:
        self.chart, self.ticks, self.form, self.spots = chart, ticks, form, max(spots, 1)
        self.lying = chart.figures.across
        self.along: list[float] = []
        if free:
            held = [x for series in chart.figures.series for x in series.along if x is not None]
            kept, chart.figures = chart.figures, _without_limits(chart.figures)
            self.along = chart.ticks(held) if held else [0.0, 1.0]
            chart.figures = kept

    def frame(self, bars: bool) -> None:
        """The grid, the axes' numbers and names."""
        chart, figures = self.chart, self.chart.figures
        across, down = figures.axes
        if self.lying:
            across, down = down, across
        if across:
            chart.words(across, (chart.left + chart.right) / 2, chart.bottom - 1, anchor="middle")
            chart.bottom -= 13
        if down:
            chart.words(down, chart.left + 7, (chart.top + chart.bottom) / 2, anchor="middle", turn=-90)
            chart.left += 13
        numbers = [written(tick, self.form) for tick in self.ticks]
        names = [figures.categories[i] if i < len(figures.categories) else str(i + 1) for i in range(self.spots)]
        self.between = bars or not all(series.kind == "area" for series in figures.series)
        widest = max(breadth(text, _SIZE) for text in (names if self.lying else numbers))
        chart.left += min(widest + 5, chart.w * 0.4)
        chart.bottom -= 13
        chart.right -= 4
        chart.top += 4
        for tick, text in zip(self.ticks, numbers, strict=True):
            if self.lying:
                x = self.value(tick)
                chart.line(x, chart.top, x, chart.bottom)
                chart.words(text, x, chart.bottom + 11, anchor="middle")
            else:
                y = self.value(tick)
                chart.line(chart.left, y, chart.right, y)
                chart.words(text, chart.left - 4, y + 3, anchor="end")
        if self.along:
            for tick in self.along:
                chart.words(f"{tick:.10g}", self.place(tick), chart.bottom + 11, anchor="middle")
            return
        room = (chart.bottom - chart.top if self.lying else chart.right - chart.left) / self.spots
        widest = 12.0 if self.lying else max(breadth(name, _SIZE) for name in names) + 4
        every = max(1, math.ceil(min(widest, 60.0) / max(room, 0.1)))
        for i in range(0, self.spots, every):
            if self.lying:
                chart.words(_cut(names[i], chart.w * 0.4), chart.left - 4, self.spot(i) + 3, anchor="end")
            else:
                chart.words(_cut(names[i], room * every), self.spot(i), chart.bottom + 11, anchor="middle")

    def value(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        share = min(max((value - low) / ((high - low) or 1), 0.0), 1.0)
        chart = self.chart
        if self.lying:
            return chart.left + share * (chart.right - chart.left)
        return chart.bottom - share * (chart.bottom - chart.top)

    def zero(self) -> float:
        return self.value(min(max(0.0, self.ticks[0]), self.ticks[-1]))

    def place(self, x: float) -> float:
        low, high = self.along[0], self.along[-1]
        return self.chart.left + (x - low) / ((high - low) or 1) * (self.chart.right - self.chart.left)

    def spot(self, i: float) -> float:
        """The middle of a category."""
        chart = self.chart
        if self.lying:
            return chart.bottom - (i + 0.5) / self.spots * (chart.bottom - chart.top)
        if not self.between and self.spots > 1:
            return chart.left + i / (self.spots - 1) * (chart.right - chart.left)
        return chart.left + (i + 0.5) / self.spots * (chart.right - chart.left)

    def at(self, i: int, value: float, series: Series) -> tuple[float, float]:
        if self.along and series.along:
            x = series.along[i] if i < len(series.along) else None
            return self.place(self.along[0] if x is None else x), self.value(value)
        return (self.value(value), self.spot(i)) if self.lying else (self.spot(i), self.value(value))

    def bar(self, i: int, start: float, room: float, low: float, high: float, colour: str) -> None:
        a, b = sorted((self.value(low), self.value(high)))
        c, d = sorted((self.spot(i + start), self.spot(i + start + room)))
        x, y, w, h = (a, c, b - a, d - c) if self.lying else (c, a, d - c, b - a)
        self.chart.out.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" fill="{colour}"/>')


def _without_limits(figures: Figures) -> Figures:
    return replace(figures, limits=(None, None))


def _cut(text: str, room: float) -> str:
    """Words cut short to their room."""
    if breadth(text, _SIZE) <= room:
        return text
    while len(text) > 1 and breadth(text + "…", _SIZE) > room:
        text = text[:-1]
    return text.rstrip() + "…"
