"""The series of a chart in a Word file: their values, looks, markers, labels, trend lines and error bars."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.printing.chart.cached import C, flag, number, numbers, value, words
from pipeline.printing.chart.figures import MARKERS, Errors, Group, Labels, Marker, Series, Trend
from pipeline.printing.chart.looks import Looks, ranged
from pipeline.printing.drawing.shape_colours import Stroke
from pipeline.printing.word.package import A, whole

_JOINED = ("line", "scatter", "radar", "stock", "surface")
_WIDTH = 2.25


def read_group(group: etree._Element, kind: str, looks: Looks) -> Group:
    """A group of series that are drawn together, as a ``kind``; its axes' numbers are yet to be told."""
    stacked = {"stacked": "stacked", "percentStacked": "percent"}.get(value(group, "grouping"), "")
    style = value(group, "scatterStyle") or value(group, "radarStyle")
    common = looks.labels(group.find(f"{C}dLbls"), Labels(look=looks.plain))
    found = [_series(each, kind, looks, common, style) for each in group.findall(f"{C}ser")]
    overlap, gap = number(value(group, "overlap")), number(value(group, "gapWidth"))
    up = group.find(f"{C}upDownBars")
    fills = None
    if up is not None:
        sides = [up.find(f"{C}{name}/{C}spPr") for name in ("upBars", "downBars")]
        fills = looks.paint(sides[0], "#ffffff"), looks.paint(sides[1], "#404040")
    lines = [group.find(C + name) for name in ("hiLowLines", "dropLines")]
    high_low, drops = (None if each is None else looks.line(each.find(f"{C}spPr"), Stroke("#404040")) for each in lines)
    hole, scale = number(value(group, "holeSize")), number(value(group, "bubbleScale"))
    return Group(
        kind, tuple(each for each in found if each.values), across=-1, up=-1, lying=kind == "bar" and value(group, "barDir") == "bar",
        stacked=stacked, gap=min(max(gap if gap is not None else 150, 0), 500) / 100,
        overlap=min(max(overlap if overlap is not None else 100 if stacked else 0, -100), 100) / 100,
        by_point=flag(group, "varyColors", absent=False) and len(found) == 1, marked=flag(group, "marker", absent=kind != "line"),
        filled=style == "filled", hole=min(max(hole or 50, 10), 90) / 100, start=(number(value(group, "firstSliceAng")) or 0.0) % 360,
        scale=min(max(scale if scale is not None else 100, 0), 300) / 100, up_down=fills, high_low=high_low, drops=drops,
    )  # fmt: skip


def _series(each: etree._Element, kind: str, looks: Looks, common: Labels, style: str) -> Series:
    values, form = numbers(each.find(f"{C}val") if each.find(f"{C}val") is not None else each.find(f"{C}yVal"))
    along, _ = numbers(each.find(f"{C}xVal"))
    sizes, _ = numbers(each.find(f"{C}bubbleSize"))
    if kind in ("scatter", "bubble") and not any(x is not None for x in along):
        along = tuple(float(i + 1) for i in range(len(values)))
    look = each.find(f"{C}spPr")
    fill = looks.paint(look)
    line: Stroke | None = looks.line(look, Stroke("", _WIDTH if kind in _JOINED else 0.75))
    stroked = line.colour if line else ""
    points, pulled = _points(each, kind, len(values), looks)
    edge = line if line and line.colour and kind not in _JOINED else None
    if kind in _JOINED:
        own = stroked or fill
        if style == "marker" and kind == "scatter":
            line = None
    else:
        own = fill or ("none" if look is not None and look.find(f"{A}noFill") is not None else "")
    labels = looks.labels(each.find(f"{C}dLbls"), common)
    smooth = flag(each, "smooth", absent=style.startswith("smooth"))
    return Series(
        _name(each), kind, values=values, format=form, colour=own, along=along, sizes=sizes, points=points, line=line, marker=_marker(each, looks, style),
        smooth=smooth, labels=labels, trends=tuple(_trends(each, looks)), errors=tuple(_errors(each, values, looks)), pulled=pulled, edge=edge,
        order=whole(value(each, "order")), cells=dict(ranged(each)),
    )  # fmt: skip


def _points(each: etree._Element, kind: str, count: int, looks: Looks) -> tuple[dict[int, str], dict[int, float]]:
    """The colours of single values of a series, and how far its slices are pulled out, as a share of the radius."""
    points: dict[int, str] = {}
    pulled: dict[int, float] = {}
    if pull := number(value(each, "explosion")):
        pulled = dict.fromkeys(range(count), min(pull, 400) / 100)
    for point in each.findall(f"{C}dPt"):
        index = whole(value(point, "idx"))
        painted = looks.paint(point.find(f"{C}spPr"))
        if kind in _JOINED and not painted:
            painted = looks.paint(point.find(f"{C}marker/{C}spPr"))
        if painted:
            points[index] = painted
        if point.find(f"{C}explosion") is not None:
            pulled[index] = min(number(value(point, "explosion")) or 0.0, 400) / 100
    return points, pulled


def _name(each: etree._Element) -> str:
    return (" ".join(words(each.find(f"{C}tx"))) or each.findtext(f"{C}tx/{C}v") or "").strip()


def _marker(each: etree._Element, looks: Looks, style: str) -> Marker:
    held = each.find(f"{C}marker")
    kind = value(held, "symbol") or "auto"
    if held is None and style == "smooth":
        kind = "none"
    if kind == "auto" and held is not None:
        kind = MARKERS[whole(value(each, "idx")) % len(MARKERS)]
    size = min(max(number(value(held, "size")) or 5.0, 2.0), 72.0)
    properties = None if held is None else held.find(f"{C}spPr")
    edge = looks.line(properties, None)
    return Marker(kind, size, looks.paint(properties), edge.colour if edge else "")


def _trends(each: etree._Element, looks: Looks) -> Iterator[Trend]:
    for held in each.findall(f"{C}trendline"):
        kind = value(held, "trendlineType") or "linear"
        order = whole(value(held, "order" if kind == "poly" else "period"), 2)
        yield Trend(
            (held.findtext(f"{C}name") or "").strip(), kind, order=min(max(order, 2), 6 if kind == "poly" else 255),
            ahead=number(value(held, "forward")) or 0.0, back=number(value(held, "backward")) or 0.0,
            equation=flag(held, "dispEq", absent=False), fit=flag(held, "dispRSqr", absent=False),
            line=looks.line(held.find(f"{C}spPr"), Stroke("#000000", 1.0)) or Stroke("#000000", 1.0),
        )  # fmt: skip


def _errors(each: etree._Element, values: tuple[float | None, ...], looks: Looks) -> Iterator[Errors]:
    for held in each.findall(f"{C}errBars"):
        kind, amount = value(held, "errValType"), number(value(held, "val")) or 0.0
        held_values = [v for v in values if v is not None]
        mean = sum(held_values) / len(held_values) if held_values else 0.0
        spread = (sum((v - mean) ** 2 for v in held_values) / max(len(held_values) - 1, 1)) ** 0.5
        if kind == "cust":
            sides = [[abs(v or 0.0) for v in numbers(held.find(f"{C}{side}"))[0]] for side in ("minus", "plus")]
            sides = [side * len(values) if len(side) == 1 else side for side in sides]
        else:
            reach = {"percentage": 0.0, "stdDev": amount * spread, "stdErr": spread / max(len(held_values), 1) ** 0.5}
            fixed = reach.get(kind, amount)
            sides = [[abs(v or 0.0) * amount / 100 if kind == "percentage" else fixed for v in values]] * 2
        way = value(held, "errBarType") or "both"
        line = looks.line(held.find(f"{C}spPr"), Stroke("#000000", 0.75)) or Stroke("#000000", 0.75)
        yield Errors(
            value(held, "errDir") or "y", tuple(sides[0]) if way != "plus" else (), tuple(sides[1]) if way != "minus" else (),
            not flag(held, "noEndCap", absent=False), line,
        )  # fmt: skip
