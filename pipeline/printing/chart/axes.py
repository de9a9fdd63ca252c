"""The axes of a chart drawn: the grid, the lines, the numbers and names, the titles, and the table of figures beneath."""

from __future__ import annotations

import math

from pipeline.printing.chart.figures import Axis
from pipeline.printing.chart.frame import Frame
from pipeline.printing.chart.numbers import written
from pipeline.printing.chart.pen import LINE
from pipeline.printing.drawing.shape_colours import Stroke

_MARK, _CLEAR = 3.5, 4.0


def draw_grid(frame: Frame) -> None:
    """The wall and the lines across it."""
    pen = frame.pen
    left, top, right, bottom = frame.left, frame.top, frame.right, frame.bottom
    pen.box(left, top, right - left, bottom - top, frame.figures.wall, frame.figures.wall_edge)
    for number in frame.upright:
        grid = frame.axis(number).grid
        for tick in frame.scales[number].ticks if grid else ():
            at = frame.up(number, tick)
            pen.line(*((at, top, at, bottom) if frame.lying else (left, at, right, at)), grid)
    grid = frame.across.grid
    if grid and frame.free:
        scale = frame.scales[frame.first.across]
        for tick in scale.ticks:
            x = left + scale.share(tick) * (right - left)
            pen.line(x, top, x, bottom, grid)
    elif grid:
        count = frame.count
        for share in [i / count for i in range(count + 1)] if frame.between else frame.where:
            at = frame.spot(share)
            pen.line(*((left, at, right, at) if frame.lying else (at, top, at, bottom)), grid)


def draw_axes(frame: Frame) -> None:
    """The axes' lines, words and titles."""
    for number in frame.upright:
        _numbers(frame, number)
    if frame.free:
        _places(frame)
    else:
        _names(frame)


def _numbers(frame: Frame, number: int) -> None:
    axis, side, pen = frame.axis(number), frame.side(number), frame.pen
    if axis.deleted:
        return
    edge = _edge(frame, side)
    line = axis.line
    if line and line.colour:
        pen.line(
            *((frame.left, edge, frame.right, edge) if frame.lying else (edge, frame.top, edge, frame.bottom)), line
        )
    outward = -1 if side in ("l", "t") else 1
    where = {"low": "b" if frame.lying else "l", "high": "t" if frame.lying else "r"}.get(axis.labels, side)
    at_words = _edge(frame, where)
    away = -1 if where in ("l", "t") else 1
    wide = 0.0
    for tick, text in zip(frame.scales[number].ticks, frame.numbers(number), strict=True):
        at = frame.up(number, tick)
        if line and line.colour and axis.marks in ("out", "cross"):
            end = edge + outward * _MARK
            pen.line(*((at, edge, at, end) if frame.lying else (edge, at, end, at)), line)
        if axis.labels == "none":
            continue
        wide = max(wide, pen.wide(text, axis.look))
        if frame.lying:
            y = at_words + away * (_CLEAR + _MARK) + (axis.look.size * 0.8 if away > 0 else 0)
            pen.words(text, at, y, axis.look)
        else:
            x = at_words + away * (_CLEAR + _MARK)
            pen.words(text, x, at + axis.look.size * 0.35, axis.look, "end" if away < 0 else "start")
    room = (axis.look.size * LINE if frame.lying else wide) + _CLEAR + _MARK if axis.labels != "none" else 0.0
    if axis.units_words:
        y = frame.top - 2 if not frame.lying else frame.bottom + axis.look.size * 2.4
        pen.words(
            axis.units_words, edge if not frame.lying else frame.right, y, axis.look, "end" if frame.lying else "middle"
        )
    _title(frame, axis, side, room if where == side else 0.0)


def _places(frame: Frame) -> None:
    """The numbers of the axis along of a scatter chart."""
    axis, pen = frame.across, frame.pen
    if axis.deleted:
        return
    scale = frame.scales[frame.first.across]
    up = frame.scales[frame.first.up]
    height = frame.up(frame.first.up, up.zero)
    if axis.crosses in ("min", "max"):
        height = frame.top if axis.crosses == "max" else frame.bottom
    foot = {"low": frame.bottom, "high": frame.top}.get(axis.labels, height)
    pen.line(frame.left, height, frame.right, height, axis.line)
    form = axis.form or "General"
    for tick in scale.ticks:
        x = frame.left + scale.share(tick) * (frame.right - frame.left)
        if axis.line and axis.marks in ("out", "cross"):
            pen.line(x, height, x, height + _MARK, axis.line)
        if axis.labels != "none":
            pen.words(written(tick / axis.units, form), x, foot + _CLEAR + axis.look.size, axis.look)
    _title(frame, axis, "b", axis.look.size * LINE + _CLEAR)


def _names(frame: Frame) -> None:
    axis, side, pen = frame.across, frame.across_side, frame.pen
    number = frame.first.up
    if axis.deleted:
        return
    held = axis.crosses
    scale = frame.scales[number]
    base = {"min": scale.low, "max": scale.high}.get(held, scale.zero) if isinstance(held, str) else held
    line_at = frame.up(number, min(max(base, scale.low), scale.high))
    if axis.line and axis.line.colour:
        ends = (
            (line_at, frame.top, line_at, frame.bottom) if frame.lying else (frame.left, line_at, frame.right, line_at)
        )
        pen.line(*ends, axis.line)
        if axis.marks in ("out", "cross"):
            _marks(frame, axis, line_at, side)
    if frame.figures.table:
        draw_table(frame)
        return
    deep = 0.0
    if axis.labels != "none":
        edge = line_at if axis.labels == "nextTo" else _edge(frame, side)
        deep = _names_at(frame, axis, edge, side)
    _title(frame, axis, side, deep)


def _marks(frame: Frame, axis: Axis, line_at: float, side: str) -> None:
    shares = [i / frame.count for i in range(frame.count + 1)] if frame.between else frame.where
    if axis.kind == "date" and frame.between:
        shares = [share - frame.room / 2 for share in frame.where]
    out = _MARK if side in ("b", "r") else -_MARK
    for share in shares[:: frame.named.every]:
        at = frame.spot(share)
        frame.pen.line(
            *((line_at, at, line_at + out, at) if frame.lying else (at, line_at, at, line_at + out)), axis.line
        )


def _names_at(frame: Frame, axis: Axis, edge: float, side: str) -> float:
    """The names of categories; how deep they reach beside the plot."""
    pen, look = frame.pen, axis.look
    clear = _CLEAR + (0 if axis.marks == "none" else _MARK / 2)
    away = -1 if side in ("l", "t") else 1
    deep = 0.0
    for i in range(0, frame.count, frame.named.every):
        at, lines = frame.spot(frame.where[i]), frame.named.folds[i]
        if frame.lying:
            pen.block(lines, edge + away * clear, at, look, "end" if away < 0 else "start")
            deep = max(deep, *(pen.wide(line, look) for line in lines), 0.0)
        elif frame.named.turn:
            angle = math.radians(abs(frame.named.turn))
            anchor = "end" if (frame.named.turn < 0) == (away > 0) else "start"
            shift = look.size * 0.35
            pen.words(
                lines[0] if lines else "",
                at + shift * math.sin(angle),
                edge + away * clear + shift,
                look,
                anchor,
                frame.named.turn,
            )
            deep = max(deep, (pen.wide(lines[0], look) if lines else 0) * math.sin(angle) + look.size * math.cos(angle))
        else:
            tall = len(lines) * look.size * LINE
            pen.block(lines, at, edge + away * (clear + tall / 2), look)
            deep = max(deep, tall)
    return _outer_levels(frame, axis, edge, away, deep + clear)


def _outer_levels(frame: Frame, axis: Axis, edge: float, away: int, deep: float) -> float:
    """The names that stand for several categories, each beneath its own."""
    look, pen = axis.look, frame.pen
    for level in frame.figures.levels[1:]:
        starts = [i for i in range(frame.count) if i < len(level) and level[i]]
        for start, end in zip(starts, [*starts[1:], frame.count], strict=True):
            one, two = frame.spot(start / frame.count), frame.spot(end / frame.count)
            middle, room = (one + two) / 2, abs(two - one)
            text = pen.cut(level[start], room - 2, look)
            if frame.lying:
                pen.words(text, edge + away * (deep + look.size * 0.6), middle, look, turn=-90)
                pen.line(edge, one, edge + away * deep, one, axis.line)
            else:
                pen.words(text, middle, edge + away * (deep + look.size * (0.95 if away > 0 else 0.2)), look)
                pen.line(one, edge, one, edge + away * (deep + look.size), axis.line)
        deep += look.size * LINE
    return deep


def _title(frame: Frame, axis: Axis, side: str, deep: float) -> None:
    if not axis.title or axis.deleted:
        return
    look, pen = axis.title_look, frame.pen
    across, down = (frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2
    edge = _edge(frame, side)
    if side in ("t", "b"):
        y = edge + deep + look.size * 1.1 + 3 if side == "b" else edge - deep - 4
        pen.words(pen.cut(axis.title, frame.right, look), across, y, look)
        return
    turn = -90.0 if look.turn is None else look.turn
    if not turn:
        x = edge - deep - 5 if side == "l" else edge + deep + 5
        pen.block(frame.title_lines(axis), x, down, look, "end" if side == "l" else "start")
        return
    x = edge - deep - 5 if side == "l" else edge + deep + look.size * 0.9 + 4
    if turn > 0:
        x += look.size * (-0.7 if side == "r" else -0.3)
    pen.words(pen.cut(axis.title, (frame.bottom - frame.top) * 1.3, look), x, down, look, turn=turn)


def _edge(frame: Frame, side: str) -> float:
    return {"l": frame.left, "r": frame.right, "t": frame.top, "b": frame.bottom}[side]


def draw_table(frame: Frame) -> None:
    """The figures beneath the plot, each under its own place."""
    pen, figures = frame.pen, frame.figures
    look = frame.across.look
    tall = look.size * LINE + 4
    y = frame.bottom
    line = Stroke("#bfbfbf", 0.75)
    heads = frame.left - table_room(frame)
    rows = [("", ["" if not fold else " ".join(fold) for fold in ([name] for name in frame.names)], "")]
    for number, series in enumerate(figures.series):
        said = [series.said(value) for value in series.values]
        rows.append(
            (series.name or f"Series {number + 1}", said, series_colour(figures.palette, number, series.colour))
        )
    for name, cells, colour in rows:
        pen.line(heads if name else frame.left, y, frame.right, y, line)
        if colour:
            pen.box(heads + 3, y + tall / 2 - 3, 6, 6, colour)
            pen.words(pen.cut(name, frame.left - heads - 14, look), heads + 12, y + tall - 5, look, "start")
        room = (frame.right - frame.left) / frame.count
        for i in range(frame.count):
            text = cells[i] if i < len(cells) else ""
            pen.words(pen.cut(text, room - 2, look), frame.spot(frame.where[i]), y + tall - 5, look)
        y += tall
    pen.line(heads, y, frame.right, y, line)
    for i in range(frame.count + 1):
        x = frame.left + (frame.right - frame.left) * i / frame.count
        pen.line(x, frame.bottom, x, y, line)
    pen.line(heads, frame.bottom + tall, heads, y, line)


def table_room(frame: Frame) -> float:
    """The room at the left that the names of a table's series need."""
    names = [series.name for series in frame.figures.series]
    return min(max((frame.pen.wide(name, frame.across.look) for name in names), default=0.0) + 18, 110.0)


def series_colour(palette: tuple[str, ...], number: int, own: str) -> str:
    """The colour of a series: its own, or the one of its number."""
    return own if own and own != "none" else palette[number % len(palette)] if palette else "#4472c4"
