"""Round charts drawn: pies, and rings one round the other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.printing.chart.figures import Figures, Group, Series, Type
from pipeline.printing.chart.frame import Edges
from pipeline.printing.chart.labels import label
from pipeline.printing.chart.pen import LINE, Pen, Point
from pipeline.printing.drawing.shape_colours import Stroke

_WHITE = Stroke("#ffffff", 0.75)


class Said(NamedTuple):
    """A label outside its slice: its words and look, the middle of the slice's edge, and the angle to there."""

    text: str
    look: Type
    edge: Point
    angle: float


def slice_colour(figures: Figures, series: Series, at: int) -> str:
    """The colour of a slice."""
    palette = figures.palette or ("#4472c4",)
    return series.points.get(at) or palette[at % len(palette)]


class _Ring(NamedTuple):
    """A pie or one ring of several: its middle, how far it reaches from there, and how far slices are pulled out at most."""

    x: float
    y: float
    inner: float
    outer: float
    pull: float


def draw_slices(pen: Pen, figures: Figures, group: Group, edges: Edges) -> None:
    """A pie, or rings one round the other, from the top clockwise."""
    left, top, right, bottom = edges
    rings = [series for series in group.series if any(series.values)]
    if not rings:
        return
    x, y, r = (left + right) / 2, (top + bottom) / 2, _radius(pen, figures, group, rings, edges)
    if group.kind != "doughnut":
        _draw_ring(pen, figures, group, rings[0], _Ring(x, y, 0.0, r, r), edges)
        return
    hole = r * group.hole
    thick = (r - hole) / len(rings)
    for number, series in enumerate(rings):
        inner = hole + thick * number
        _draw_ring(pen, figures, group, series, _Ring(x, y, inner, inner + thick, thick), edges)


def _radius(pen: Pen, figures: Figures, group: Group, rings: Sequence[Series], edges: Edges) -> float:
    """How large slices can be, so that those pulled out and the labels outside have room."""
    left, top, right, bottom = edges
    r = max(min(right - left, bottom - top) / 2 - 2, 8.0)
    beyond = [
        (label(figures, group, series, i), series.labels.at(i).look)
        for series in rings
        for i in range(len(series.values))
        if _outside(pen, figures, group, series, i, r)
    ]
    if beyond:
        widest = max(pen.wide(line, look) for text, look in beyond for line in text.split("\n"))
        beside = (right - left) / 2 - min(widest, (right - left) * 0.25) - 8
        r = max(min(r - beyond[0][1].size * 1.8, beside), r * 0.5)
    return r / (1 + max((share for series in rings for share in series.pulled.values()), default=0.0))


def _draw_ring(pen: Pen, figures: Figures, group: Group, series: Series, ring: _Ring, edges: Edges) -> None:
    """The slices of one series with their labels."""
    inner, outer = ring.inner, ring.outer
    whole = sum(abs(value) for value in series.values if value) or 1.0
    at = math.radians(group.start) - math.pi / 2
    outside: list[Said] = []
    for i, value in enumerate(series.values):
        share = abs(value or 0.0) / whole
        if not share:
            continue
        end = at + share * 2 * math.pi
        middle = (at + end) / 2
        away = series.pulled.get(i, 0.0) * ring.pull
        x, y = ring.x + away * math.cos(middle), ring.y + away * math.sin(middle)
        _slice(pen, x, y, inner, outer, at, end, slice_colour(figures, series, i), series.edge)
        text, own = label(figures, group, series, i), series.labels.at(i)
        if text and _outside(pen, figures, group, series, i, outer):
            edge = (x + outer * math.cos(middle), y + outer * math.sin(middle))
            outside.append(Said(text, own.look, edge, middle))
        elif text:
            _inside(pen, text, own.look, own.place, (x, y), (inner, outer), middle)
        at = end
    _around(pen, outside, edges)


def _slice(
    pen: Pen, x: float, y: float, inner: float, outer: float, at: float, end: float, colour: str, edge: Stroke | None
) -> None:  # fmt: skip
    line = edge or _WHITE
    ring = f'stroke="{line.colour}" stroke-width="{line.width:g}"'
    if end - at > 2 * math.pi - 1e-4:
        if inner:
            pen.out.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{(inner + outer) / 2:.1f}" fill="none" stroke="{colour}" '
                f'stroke-width="{outer - inner:.1f}"/>'
            )
        else:
            pen.disc(x, y, outer, colour, edge)
        return
    large = int(end - at > math.pi)
    a, b = (x + outer * math.cos(at), y + outer * math.sin(at)), (x + outer * math.cos(end), y + outer * math.sin(end))
    c, d = (x + inner * math.cos(end), y + inner * math.sin(end)), (x + inner * math.cos(at), y + inner * math.sin(at))
    back = f"L{c[0]:.1f} {c[1]:.1f}" + (f"A{inner:.1f} {inner:.1f} 0 {large} 0 {d[0]:.1f} {d[1]:.1f}" if inner else "")
    pen.out.append(
        f'<path d="M{a[0]:.1f} {a[1]:.1f}A{outer:.1f} {outer:.1f} 0 {large} 1 {b[0]:.1f} {b[1]:.1f}{back}Z" '
        f'fill="{colour}" {ring}/>'
    )


def _outside(pen: Pen, figures: Figures, group: Group, series: Series, at: int, r: float) -> bool:
    """Whether a slice's label stands outside it: where that is asked, or where it fits best and not inside."""
    text = label(figures, group, series, at)
    place = series.labels.at(at).place or "bestFit"
    if not text or group.kind == "doughnut" or place in ("ctr", "inEnd"):
        return False
    if place == "outEnd":
        return True
    whole = sum(abs(value) for value in series.values if value) or 1.0
    room = abs(series.values[at] or 0.0) / whole * 2 * math.pi * r * 0.65
    look = series.labels.at(at).look
    wide = max(pen.wide(line, look) for line in text.split("\n"))
    return room < look.size * 1.4 or min(room, r * 0.75) * 1.15 < wide


def _inside(
    pen: Pen, text: str, look: Type, place: str, middle: Point, reach: tuple[float, float], angle: float
) -> None:  # fmt: skip
    """A label within its slice."""
    inner, outer = reach
    lines = text.split("\n")
    wide = max(pen.wide(line, look) for line in lines)
    distance = (inner + outer) / 2 if inner or place == "ctr" else outer * 0.65
    if place == "inEnd":
        distance = max(
            outer - 3 - abs(math.cos(angle)) * wide / 2 - abs(math.sin(angle)) * look.size * 0.6, outer * 0.5
        )
    pen.block(lines, middle[0] + distance * math.cos(angle), middle[1] + distance * math.sin(angle), look)


def _around(pen: Pen, said: list[Said], edges: Edges) -> None:
    """Labels outside a pie, moved apart where they would stand over each other, and joined to their slices then."""
    left, top, right, bottom = edges
    for side in (-1, 1):
        own = sorted(
            (each for each in said if (math.cos(each.angle) >= 0) == (side > 0)), key=lambda each: each.edge[1]
        )
        blocks, free = [], top - 4
        for each in own:
            x = each.edge[0] + 5 * math.cos(each.angle)
            room = max((right - x) if side > 0 else (x - left), 30.0)
            longest = max(pen.wide(word, each.look) for word in [*each.text.split(), ""])
            if longest > room:
                x, room = (right - longest if side > 0 else left + longest), longest
            lines = [fold for line in each.text.split("\n") for fold in pen.folded(line, room, each.look)]
            tall = len(lines) * each.look.size * LINE
            y = max(each.edge[1] + math.sin(each.angle) * (tall / 2 + 3), free + tall / 2)
            free = y + tall / 2
            blocks.append((each, lines, x, y, tall))
        over = max(free - bottom - 4, 0.0)
        ceiling = bottom + 4
        for each, lines, x, y, tall in reversed(blocks):
            y = min(y, ceiling - tall / 2) if over else y
            ceiling = y - tall / 2
            if abs(y - each.edge[1]) > tall / 2 + 6:
                pen.line(*each.edge, x, y, Stroke("#a6a6a6", 0.5))
            pen.block(lines, x + side, y, each.look, "start" if side > 0 else "end")
