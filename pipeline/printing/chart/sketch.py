"""A chart drawn from its figures as SVG: its ground, title, legend and what stands between them."""

from __future__ import annotations

from dataclasses import replace
from xml.sax.saxutils import quoteattr

from pipeline.printing.chart.axes import series_colour, table_room
from pipeline.printing.chart.figures import ROUND, Figures, Legend, Marker, Place, Series, Type
from pipeline.printing.chart.frame import Edges, Frame
from pipeline.printing.chart.labels import trend_name
from pipeline.printing.chart.pen import LINE, Pen
from pipeline.printing.chart.plot import Plot
from pipeline.printing.chart.radar import draw_radar
from pipeline.printing.chart.round import draw_slices, slice_colour
from pipeline.printing.chart.tiles import draw_tiles
from pipeline.printing.letters.fonts import stack

_EDGE = 7.0
_LEAST = 40.0
_KEY = 22.0
Entry = tuple[str, str, Series | None]
"""A legend's words, colour and the series that it is of, where that is a line."""


def chart_svg(figures: Figures, w: float, h: float, font: str = "Calibri") -> bytes:
    """The chart in a box of ``w`` by ``h`` points; ``font`` is the family of words that name none."""
    return _Chart(figures, max(w, _LEAST), max(h, _LEAST), font).svg()


class _Chart:
    """One chart being drawn; its edges move in as parts of it take their room."""

    def __init__(self, figures: Figures, w: float, h: float, font: str) -> None:
        self.figures, self.w, self.h, self.font = figures, w, h, figures.look.font or font
        self.pen = Pen(self.font)
        self.left, self.top, self.right, self.bottom = _EDGE, _EDGE, w - _EDGE, h - _EDGE
        self.colours = {
            id(series): series_colour(figures.palette, i, series.colour) for i, series in enumerate(figures.series)
        }
        self.colours |= {id(series): "none" for series in figures.series if series.colour == "none"}

    def svg(self) -> bytes:
        figures, pen = self.figures, self.pen
        pen.box(0.25, 0.25, self.w - 0.5, self.h - 0.5, figures.ground, figures.edge)
        over, pen.out = pen.out, []
        self._title()
        if figures.legend:
            self._legend(figures.legend)
        over, pen.out = pen.out, over
        self._plot()
        pen.out += over
        family = quoteattr(stack(self.font).replace('"', "'"))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.w:.2f}" height="{self.h:.2f}" '
            f'viewBox="0 0 {self.w:.2f} {self.h:.2f}" font-family={family}>{"".join(pen.out)}</svg>'
        ).encode()

    def _title(self) -> None:
        figures, pen = self.figures, self.pen
        if not figures.title:
            return
        look = figures.title_look
        x, y, _, _ = figures.title_place
        room = self.w - 2 * _EDGE if x is None else self.w * (1 - min(max(x, 0.0), 0.8)) - _EDGE
        lines = pen.folded(figures.title, room, look, 3)
        tall = len(lines) * look.size * LINE
        if x is not None and y is not None:
            wide = max(pen.wide(line, look) for line in lines)
            pen.block(lines, min(max(x, 0), 1) * self.w + wide / 2, min(max(y, 0), 1) * self.h + tall / 2 + 2, look)
        else:
            pen.block(lines, self.w / 2, self.top + tall / 2, look)
        if not figures.title_over:
            self.top += tall + 5

    def _entries(self) -> list[Entry]:
        """The legend's entries, in order."""
        figures, groups = self.figures, self.figures.groups
        legend = figures.legend
        gone = legend.gone if legend else frozenset()
        only = figures.series[0] if len(figures.series) == 1 else None
        if groups[0].kind in ("pie", "doughnut") or (only and groups[0].by_point and groups[0].kind == "bar"):
            longest = max(groups[0].series, key=lambda each: len(each.values))
            names = [
                figures.categories[i] if i < len(figures.categories) else str(i + 1) for i in range(len(longest.values))
            ]
            return [(name, slice_colour(figures, longest, i), None) for i, name in enumerate(names) if i not in gone]
        entries: list[Entry] = []
        lined = {
            id(s): g.kind in ("line", "scatter", "stock") or (g.kind == "radar" and not g.filled)
            for g in groups
            for s in g.series
        }
        for i, series in enumerate(figures.series):
            if i not in gone:
                entries.append(
                    (series.name or f"Series {i + 1}", self.colours[id(series)], series if lined[id(series)] else None)
                )
        count = len(figures.series)
        for series in figures.series:
            for trend in series.trends:
                if count not in gone:
                    mark = replace(series, line=trend.line, marker=Marker("none"))
                    entries.append((trend_name(series, trend), trend.line.colour, mark))
                count += 1
        return entries

    def _legend(self, legend: Legend) -> None:
        pen, look = self.pen, legend.look
        entries = self._entries()
        if not entries:
            return
        tall = look.size * LINE + 2
        widths = [pen.wide(name, look) + _KEY + 8 for name, _, _ in entries]
        upright = legend.side in ("r", "l", "tr")
        by_hand = self._by_hand(legend.place)
        if by_hand:
            self._legend_at(entries, legend, by_hand, widths)
            if not legend.over:
                self._keep_clear(by_hand)
            return
        if upright:
            wide = min(max(widths), self.w * 0.4)
            deep = min(
                sum(self._entry_lines(name, wide, legend) for name, _, _ in entries) * tall, self.bottom - self.top
            )
            left = self.left if legend.side == "l" else self.right - wide
            start = self.top if legend.side == "tr" else (self.top + self.bottom - deep) / 2
            self._legend_at(entries, legend, (left, start, left + wide, start + deep), widths)
            if not legend.over:
                self.left, self.right = (
                    (self.left + wide + 4, self.right) if legend.side == "l" else (self.left, self.right - wide - 4)
                )
            return
        rows = self._rows(widths, self.right - self.left)
        deep = min(len(rows) * tall, (self.bottom - self.top) * 0.4)
        start = self.top if legend.side == "t" else self.bottom - deep
        self._legend_at(entries, legend, (self.left, start, self.right, start + deep), widths)
        if not legend.over:
            self.top, self.bottom = (
                (self.top + deep + 4, self.bottom) if legend.side == "t" else (self.top, self.bottom - deep - 4)
            )

    def _rows(self, widths: list[float], room: float) -> list[list[int]]:
        rows: list[list[int]] = [[]]
        for i, width in enumerate(widths):
            if rows[-1] and sum(widths[j] for j in rows[-1]) + width > room + 8:
                rows.append([])
            rows[-1].append(i)
        return rows

    def _entry_lines(self, name: str, wide: float, legend: Legend) -> int:
        return len(self.pen.folded(name, wide - _KEY, legend.look, 3))

    def _legend_at(self, entries: list[Entry], legend: Legend, edges: Edges, widths: list[float]) -> None:
        """The entries in their box: one to a line where it is narrow, else in rows."""
        left, top, right, bottom = edges
        look, pen = legend.look, self.pen
        tall = look.size * LINE + 2
        if legend.side in ("r", "l", "tr") and (right - left) < sum(widths):
            stacked = any(group.stacked and not group.lying for group in self.figures.groups)
            lying = any(group.lying and not group.stacked for group in self.figures.groups)
            ordered = list(reversed(entries)) if stacked or lying else entries
            room = max((bottom - top) / max(len(ordered), 1), 1.0)
            y = top
            for entry in ordered:
                lines, smaller = pen.fitted(entry[0], right - left - _KEY, look)
                if y + look.size * 0.8 > self.h:
                    break
                step = max(len(lines) * tall, min(room, tall * 1.6) if len(lines) == 1 else 0)
                self._entry(entry, lines, left, y + step / 2, smaller)
                y += step
            return
        rows = self._rows(widths, right - left)
        for number, row in enumerate(rows):
            y = top + (bottom - top) * (number + 0.5) / len(rows)
            x = (left + right - sum(widths[i] for i in row) + 8) / 2
            for i in row:
                self._entry(entries[i], [entries[i][0]], x, y, look)
                x += widths[i]

    def _entry(self, entry: Entry, lines: list[str], x: float, y: float, look: Type) -> None:
        _, colour, series = entry
        pen, size = self.pen, min(look.size * 0.65, 7.0)
        if series is None:
            pen.box(x + _KEY - 6 - size, y - size / 2, size, size, "" if colour == "none" else colour)
        else:
            if series.line is not None:
                line = series.line
                pen.line(x, y, x + _KEY - 4, y, replace(line, colour=line.colour or colour, width=min(line.width, 3.0)))
            group = next((g for g in self.figures.groups if any(s is series for s in g.series)), None)
            if group is not None and (
                series.marker.kind not in ("auto", "none") or (group.marked and series.marker.kind == "auto")
            ):
                pen.mark(x + (_KEY - 4) / 2, y, self.figures.marker(series), colour if colour != "none" else "#404040")
        pen.block(lines, x + _KEY - 1, y, look, "start")

    def _plot(self) -> None:
        figures = self.figures
        edges: Edges = (self.left, self.top, self.right, self.bottom)
        by_hand = self._by_hand(figures.plot)
        edges = by_hand or edges
        groups = list(figures.groups)
        slices = [group for group in groups if group.kind in ROUND]
        if slices:
            for group in slices:
                draw_slices(self.pen, figures, group, edges)
            return
        if groups[0].kind == "treemap":
            draw_tiles(self.pen, figures, groups[0], edges)
            return
        if all(group.kind == "radar" for group in groups):
            draw_radar(self.pen, figures, groups, edges, self.colours)
            return
        table = figures.table and not any(group.lying or group.kind in ("scatter", "bubble") for group in groups)
        plain = replace(figures, groups=tuple(group for group in groups if group.kind != "radar"), table=table)
        if plain.table and not by_hand:
            edges = self._room_for_table(plain, edges)
        frame = Frame(self.pen, plain, edges, inner=bool(by_hand) and figures.inner)
        Plot(frame, self.colours).draw()

    def _keep_clear(self, taken: Edges) -> None:
        """Move in the edge that loses the least room to what was placed by hand."""
        left, top, right, bottom = taken
        wide, tall = max(self.right - self.left, 1), max(self.bottom - self.top, 1)
        lost = {
            "left": (right - self.left) / wide, "right": (self.right - left) / wide,
            "top": (bottom - self.top) / tall, "bottom": (self.bottom - top) / tall,
        }  # fmt: skip
        side = min(lost, key=lambda each: lost[each])
        if 0 < lost[side] < 0.5:
            setattr(self, side, {"left": right, "right": left, "top": bottom, "bottom": top}[side])

    def _by_hand(self, place: Place) -> Edges | None:
        """The edges of what somebody placed by hand, where they are within the chart."""
        x, y, w, h = place
        if x is None or y is None or w is None or h is None or w * self.w < 20 or h * self.h < 8:
            return None
        return x * self.w, y * self.h, (x + w) * self.w, (y + h) * self.h

    def _room_for_table(self, figures: Figures, edges: Edges) -> Edges:
        frame = Frame(self.pen, figures, edges)
        tall = (len(figures.series) + 1) * (frame.across.look.size * LINE + 4)
        left = edges[0] + max(table_room(frame) - (frame.left - edges[0]), 0.0)
        return left, edges[1], edges[2], max(edges[3] - tall, edges[1] + 30)
