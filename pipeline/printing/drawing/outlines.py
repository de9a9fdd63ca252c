"""The outlines of Word's ready-made shapes, and of shapes drawn freehand, as SVG paths in points.

Formulas follow ECMA-376 part 1, 20.1.10.56 (preset shapes) and 20.1.9 (guides), in our own reduced form.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from lxml import etree

from pipeline.printing.word.package import EMU, A

Point = tuple[float, float]
Adjust = Callable[[int, float], float]
"""The shape's adjustment of a number, as a share; the second argument where it has none of its own."""

OPEN = frozenset(
    ("line", "lineInv", "straightConnector1", "bentConnector2", "bentConnector3", "bentConnector4", "bentConnector5",
     "curvedConnector2", "curvedConnector3", "curvedConnector4", "curvedConnector5", "leftBracket", "rightBracket",
     "leftBrace", "rightBrace", "bracketPair", "bracePair", "arc")
)  # fmt: skip
"""Outlines that are lines, never filled."""

_FLAT = {
    "triangle": "0.5,0 1,1 0,1", "rtTriangle": "0,0 1,1 0,1", "diamond": "0.5,0 1,0.5 0.5,1 0,0.5",
    "flowChartDecision": "0.5,0 1,0.5 0.5,1 0,0.5", "flowChartExtract": "0.5,0 1,1 0,1",
    "flowChartMerge": "0,0 1,0 0.5,1", "flowChartInputOutput": "0.2,0 1,0 0.8,1 0,1",
    "flowChartManualOperation": "0,0 1,0 0.8,1 0.2,1", "flowChartManualInput": "0,0.2 1,0 1,1 0,1",
    "flowChartOffpageConnector": "0,0 1,0 1,0.8 0.5,1 0,0.8", "flowChartPreparation": "0.2,0 0.8,0 1,0.5 0.8,1 0.2,1 0,0.5",
    "flowChartPunchedCard": "0.2,0 1,0 1,1 0,1 0,0.2", "flowChartSort": "0.5,0 1,0.5 0.5,1 0,0.5",
    "flowChartCollate": "0,0 1,0 0.5,0.5 1,1 0,1 0.5,0.5", "pentagon": "0.5,0 1,0.38 0.81,1 0.19,1 0,0.38",
    "hexagon": "0.25,0 0.75,0 1,0.5 0.75,1 0.25,1 0,0.5", "heptagon": "0.5,0 0.9,0.2 1,0.64 0.72,1 0.28,1 0,0.64 0.1,0.2",
    "octagon": "0.29,0 0.71,0 1,0.29 1,0.71 0.71,1 0.29,1 0,0.71 0,0.29",
    "lightningBolt": "0.39,0 0.6,0.28 0.51,0.31 0.77,0.57 0.68,0.6 1,1 0.46,0.69 0.56,0.64 0.23,0.45 0.35,0.37 0,0.18",
}  # fmt: skip
_ROUNDED = frozenset(("roundRect", "flowChartAlternateProcess", "flowChartTerminator", "wedgeRoundRectCallout"))
_OVALS = frozenset(
    ("ellipse", "flowChartConnector", "flowChartSummingJunction", "flowChartOr", "wedgeEllipseCallout", "smileyFace")
)
_RECTANGLES = frozenset(
    ("rect", "flowChartProcess", "flowChartPredefinedProcess", "flowChartInternalStorage", "textBox", "frame",
     "snip1Rect", "foldedCorner", "plaque", "bevel", "wedgeRectCallout", "borderCallout1", "actionButtonBlank", "flowChartCard")
)  # fmt: skip


def outline(kind: str, w: float, h: float, adjust: Adjust) -> str:
    """The path of a ready-made shape in a box of ``w`` by ``h`` points; nothing for one that is not known here."""
    if kind.startswith("wedge"):
        return _callout(kind, w, h, adjust)
    small = min(w, h)
    if kind in _RECTANGLES:
        return _polygon([(0, 0), (w, 0), (w, h), (0, h)])
    if kind in _OVALS:
        return oval(0, 0, w, h)
    if kind in _ROUNDED or kind.startswith(("round1", "round2")):
        share = 0.5 if kind == "flowChartTerminator" else adjust(0, 0.16667)
        return rounded(w, h, small * min(max(share, 0), 0.5))
    if kind in _FLAT:
        return _polygon([(float(x) * w, float(y) * h) for x, y in (p.split(",") for p in _FLAT[kind].split())])
    if kind in ("line", "straightConnector1"):
        return f"M0 0L{w:g} {h:g}"
    if kind == "lineInv":
        return f"M0 {h:g}L{w:g} 0"
    if kind.startswith("bentConnector"):
        return _bent(kind, w, h, adjust)
    if kind.startswith("curvedConnector"):
        m = w * adjust(0, 0.5) if kind != "curvedConnector2" else w
        return f"M0 0C{m:g} 0 {m:g} {h:g} {w:g} {h:g}"
    if kind.startswith("star") and kind[4:].isdigit():
        return _star(int(kind[4:]), w, h)
    return _BY_KIND[kind](w, h, adjust) if kind in _BY_KIND else _polygon(_arrow(kind, w, h, adjust))


def _callout(kind: str, w: float, h: float, adjust: Adjust) -> str:
    """A speech bubble: its body, and a point that leads to what speaks."""
    x, y = w * (0.5 + adjust(0, -0.2083)), h * (0.5 + adjust(1, 0.625))
    body = oval(0, 0, w, h) if "Ellipse" in kind else rounded(w, h, min(w, h) / 6) if "Round" in kind else ""
    body = body or _polygon([(0, 0), (w, 0), (w, h), (0, h)])
    if 0 <= x <= w and 0 <= y <= h:
        return body
    if abs(x - w / 2) / max(w, 1) > abs(y - h / 2) / max(h, 1):
        edge = w * 0.98 if x > w / 2 else w * 0.02
        return body + _polygon([(edge, h * 0.35), (x, y), (edge, h * 0.6)])
    edge = h * 0.98 if y > h / 2 else h * 0.02
    start = 0.55 if x > w / 2 else 0.2
    return body + _polygon([(w * start, edge), (x, y), (w * (start + 0.22), edge)])


def _bent(kind: str, w: float, h: float, adjust: Adjust) -> str:
    if kind == "bentConnector2":
        return f"M0 0L{w:g} 0L{w:g} {h:g}"
    m = w * adjust(0, 0.5)
    if kind == "bentConnector3":
        return f"M0 0L{m:g} 0L{m:g} {h:g}L{w:g} {h:g}"
    n = h * adjust(1, 0.5)
    if kind == "bentConnector4":
        return f"M0 0L{m:g} 0L{m:g} {n:g}L{w:g} {n:g}L{w:g} {h:g}"
    o = w * adjust(2, 0.5)
    return f"M0 0L{m:g} 0L{m:g} {n:g}L{o:g} {n:g}L{o:g} {h:g}L{w:g} {h:g}"


def _arrow(kind: str, w: float, h: float, adjust: Adjust) -> list[Point]:
    """Block arrows, chevrons and the like."""
    thick, point = adjust(0, 0.5), adjust(1, 0.5)
    if kind in ("homePlate", "chevron"):
        tip = min(h * thick, w)
        back = [(tip, h / 2)] if kind == "chevron" else []
        return [(0, 0), (w - tip, 0), (w, h / 2), (w - tip, h), (0, h), *back]
    if kind in ("parallelogram", "trapezoid"):
        cut = min(min(w, h) * adjust(0, 0.25), w)
        return [
            (cut, 0),
            (w if kind == "parallelogram" else w - cut, 0),
            (w - cut if kind == "parallelogram" else w, h),
            (0, h),
        ]
    if kind in ("rightArrow", "leftArrow", "leftRightArrow", "notchedRightArrow", "stripedRightArrow"):
        tip, a, b = min(h * point, w), h * (1 - thick) / 2, h * (1 + thick) / 2
        if kind == "leftRightArrow":
            tip = min(tip, w / 2)
            return [(0, h / 2), (tip, 0), (tip, a), (w - tip, a), (w - tip, 0), (w, h / 2), (w - tip, h), (w - tip, b), (tip, b), (tip, h)]  # fmt: skip
        made = [(0.0, a), (w - tip, a), (w - tip, 0.0), (w, h / 2), (w - tip, h), (w - tip, b), (0.0, b)]
        return [(w - x, y) for x, y in made] if kind == "leftArrow" else made
    if kind in ("downArrow", "upArrow", "upDownArrow"):
        turned = _arrow("leftRightArrow" if kind == "upDownArrow" else "rightArrow", h, w, adjust)
        made = [(y, x) for x, y in turned]
        return [(x, h - y) for x, y in made] if kind == "upArrow" else made
    return []


def _plus(w: float, h: float, adjust: Adjust) -> str:
    a = min(w, h) * adjust(0, 0.25)
    return _polygon([(a, 0), (w - a, 0), (w - a, a), (w, a), (w, h - a), (w - a, h - a), (w - a, h), (a, h), (a, h - a), (0, h - a), (0, a), (a, a)])  # fmt: skip


def _star(points: int, w: float, h: float) -> str:
    inner = {4: 0.19, 5: 0.191}.get(points, 0.375) * 2
    turns = [(math.pi * i / points - math.pi / 2, inner if i % 2 else 1) for i in range(points * 2)]
    return _polygon([(w / 2 * (1 + math.cos(t) * share), h / 2 * (1 + math.sin(t) * share)) for t, share in turns])


def _donut(w: float, h: float, adjust: Adjust) -> str:
    a = min(w, h) * adjust(0, 0.25)
    return oval(0, 0, w, h) + oval(a, a, w - 2 * a, h - 2 * a, back=True)


def _can(w: float, h: float, _: Adjust) -> str:
    a = min(w, h) * 0.125
    return f"M0 {a:g}A{w / 2:g} {a:g} 0 0 1 {w:g} {a:g}V{h - a:g}A{w / 2:g} {a:g} 0 0 1 0 {h - a:g}ZM0 {a:g}A{w / 2:g} {a:g} 0 0 0 {w:g} {a:g}"


def _cube(w: float, h: float, adjust: Adjust) -> str:
    a = min(w, h) * adjust(0, 0.25)
    return f"M0 {a:g}L{a:g} 0H{w:g}V{h - a:g}L{w - a:g} {h:g}H0ZM0 {a:g}H{w - a:g}V{h:g}M{w - a:g} {a:g}L{w:g} 0"


def _document(w: float, h: float, _: Adjust) -> str:
    return f"M0 0H{w:g}V{h * 0.8:g}C{w / 2:g} {h * 0.7:g} {w / 2:g} {h * 1.1:g} 0 {h * 0.93:g}Z"


def _delay(w: float, h: float, _: Adjust) -> str:
    return f"M0 0H{w / 2:g}A{w / 2:g} {h / 2:g} 0 0 1 {w / 2:g} {h:g}H0Z"


def _cloud(w: float, h: float, _: Adjust) -> str:
    sides = oval(0, h * 0.2, w * 0.6, h * 0.6), oval(w * 0.4, h * 0.15, w * 0.6, h * 0.7)
    return sides[0] + oval(w * 0.2, 0, w * 0.6, h) + sides[1]


def _heart(w: float, h: float, _: Adjust) -> str:
    return f"M{w / 2:g} {h / 4:g}C{w * 0.71:g} {-h / 3:g} {w * 1.5:g} {h / 4:g} {w / 2:g} {h:g}C{-w / 2:g} {h / 4:g} {w * 0.29:g} {-h / 3:g} {w / 2:g} {h / 4:g}Z"


def _quarter(w: float, h: float, _: Adjust) -> str:
    return f"M{w / 2:g} 0A{w / 2:g} {h / 2:g} 0 0 1 {w:g} {h / 2:g}"


def _left_bracket(w: float, h: float, _: Adjust) -> str:
    return f"M{w:g} 0Q0 0 0 {h * 0.1:g}V{h * 0.9:g}Q0 {h:g} {w:g} {h:g}"


def _right_bracket(w: float, h: float, _: Adjust) -> str:
    return f"M0 0Q{w:g} 0 {w:g} {h * 0.1:g}V{h * 0.9:g}Q{w:g} {h:g} 0 {h:g}"


def _left_brace(w: float, h: float, _: Adjust) -> str:
    m, r = w / 2, min(w / 2, h / 4)
    return f"M{w:g} 0Q{m:g} 0 {m:g} {r:g}V{h / 2 - r:g}Q{m:g} {h / 2:g} 0 {h / 2:g}Q{m:g} {h / 2:g} {m:g} {h / 2 + r:g}V{h - r:g}Q{m:g} {h:g} {w:g} {h:g}"


def _right_brace(w: float, h: float, _: Adjust) -> str:
    r = min(w / 2, h / 4)
    return f"M0 0Q{w / 2:g} 0 {w / 2:g} {r:g}V{h / 2 - r:g}Q{w / 2:g} {h / 2:g} {w:g} {h / 2:g}Q{w / 2:g} {h / 2:g} {w / 2:g} {h / 2 + r:g}V{h - r:g}Q{w / 2:g} {h:g} 0 {h:g}"


def _brackets(w: float, h: float, _: Adjust) -> str:
    a = min(w, h) * 0.17
    return f"M{a:g} 0Q0 0 0 {a:g}V{h - a:g}Q0 {h:g} {a:g} {h:g}M{w - a:g} 0Q{w:g} 0 {w:g} {a:g}V{h - a:g}Q{w:g} {h:g} {w - a:g} {h:g}"


_BY_KIND: Mapping[str, Callable[[float, float, Adjust], str]] = {
    "plus": _plus, "donut": _donut, "can": _can, "flowChartMagneticDisk": _can, "cube": _cube,
    "flowChartDocument": _document, "flowChartMultidocument": _document, "flowChartDelay": _delay,
    "cloud": _cloud, "cloudCallout": _cloud, "heart": _heart, "arc": _quarter,
    "leftBracket": _left_bracket, "rightBracket": _right_bracket, "bracketPair": _brackets,
    "leftBrace": _left_brace, "rightBrace": _right_brace, "bracePair": _brackets,
}  # fmt: skip


def room_for_words(kind: str) -> float:
    """The share of a shape's width and height, at each side, that its outline leaves no words in."""
    if kind in _OVALS or kind.startswith("cloud"):
        return 0.146
    return 0.25 if kind in ("diamond", "flowChartDecision") else 0.0


def oval(x: float, y: float, w: float, h: float, *, back: bool = False) -> str:
    """An ellipse as a path; drawn the other way round to leave a hole."""
    a, b, turn = w / 2, h / 2, 0 if back else 1
    return f"M{x:g} {y + b:g}A{a:g} {b:g} 0 1 {turn} {x + w:g} {y + b:g}A{a:g} {b:g} 0 1 {turn} {x:g} {y + b:g}Z"


def rounded(w: float, h: float, r: float) -> str:
    """A rectangle with round corners as a path."""
    arc = f"A{r:g} {r:g} 0 0 1"
    return (
        f"M{r:g} 0H{w - r:g}{arc} {w:g} {r:g}V{h - r:g}{arc} {w - r:g} {h:g}H{r:g}{arc} 0 {h - r:g}V{r:g}{arc} {r:g} 0Z"
    )


def _polygon(points: list[Point]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z" if points else ""


def freehand(shape: etree._Element, w: float, h: float) -> tuple[str, bool]:
    """The path of an ``a:custGeom`` in a box of ``w`` by ``h`` points, and whether it may be filled."""
    out, filled = [], False
    guides = _guides(shape, w * EMU, h * EMU)
    for path in shape.iter(f"{A}path"):
        across, down = float(path.get("w") or 0), float(path.get("h") or 0)
        sx = w / across if across else 1 / EMU
        sy = h / down if down else 1 / EMU
        filled = filled or path.get("fill", "norm") != "none"
        at = (0.0, 0.0)
        for step in path:
            name = etree.QName(step).localname
            points = [(guides(p.get("x", "0")) * sx, guides(p.get("y", "0")) * sy) for p in step.iter(f"{A}pt")]
            text = " ".join(f"{x:.2f} {y:.2f}" for x, y in points)
            if name == "close":
                out.append("Z")
            elif name == "arcTo":
                at, text = _arc(step, guides, at, sx, sy)
                out.append(text)
            elif points:
                out.append({"moveTo": "M", "lnTo": "L", "cubicBezTo": "C", "quadBezTo": "Q"}.get(name, "L") + text)
                at = points[-1]
    return "".join(out), filled


def _arc(step: etree._Element, guides: Callable[[str], float], at: Point, sx: float, sy: float) -> tuple[Point, str]:
    a, b = guides(step.get("wR", "0")) * sx, guides(step.get("hR", "0")) * sy
    start, swing = (math.radians(guides(step.get(name, "0")) / 60000) for name in ("stAng", "swAng"))
    swing = max(-2 * math.pi + 0.001, min(2 * math.pi - 0.001, swing))
    centre = (at[0] - a * math.cos(start), at[1] - b * math.sin(start))
    end = (centre[0] + a * math.cos(start + swing), centre[1] + b * math.sin(start + swing))
    return end, f"A{a:.2f} {b:.2f} 0 {int(abs(swing) > math.pi)} {int(swing > 0)} {end[0]:.2f} {end[1]:.2f}"


def _guides(shape: etree._Element, w: float, h: float) -> Callable[[str], float]:
    """Numbers by name: the shape's own guides over the ready ones."""
    known: dict[str, float] = {
        "w": w, "h": h, "l": 0, "t": 0, "r": w, "b": h, "hc": w / 2, "vc": h / 2, "wd2": w / 2, "hd2": h / 2,
        "wd4": w / 4, "hd4": h / 4, "wd8": w / 8, "hd8": h / 8, "ss": min(w, h), "ls": max(w, h), "ssd2": min(w, h) / 2,
        "cd2": 10800000, "cd4": 5400000, "cd8": 2700000, "3cd4": 16200000,
    }  # fmt: skip

    def number(text: str) -> float:
        if text in known:
            return known[text]
        try:
            return float(text)
        except ValueError:
            return 0.0

    for guide in shape.iter(f"{A}gd"):
        words = guide.get("fmla", "").split()
        known[guide.get("name", "")] = _worked(words[0], [number(word) for word in words[1:4]]) if words else 0.0
    return number


def _worked(name: str, given: list[float]) -> float:
    x, y, z = (*given, 0.0, 0.0, 0.0)[:3]
    turn = math.radians(y / 60000)
    table: Mapping[str, Callable[[], float]] = {
        "val": lambda: x, "+-": lambda: x + y - z, "*/": lambda: x * y / z, "+/": lambda: (x + y) / z,
        "?:": lambda: y if x > 0 else z, "abs": lambda: abs(x), "max": lambda: max(x, y), "min": lambda: min(x, y),
        "sqrt": lambda: math.sqrt(x), "mod": lambda: math.sqrt(x * x + y * y + z * z), "pin": lambda: max(x, min(y, z)),
        "sin": lambda: x * math.sin(turn), "cos": lambda: x * math.cos(turn), "tan": lambda: x * math.tan(turn),
        "at2": lambda: math.degrees(math.atan2(y, x)) * 60000, "cat2": lambda: x * math.cos(math.atan2(z, y)),
        "sat2": lambda: x * math.sin(math.atan2(z, y)),
    }  # fmt: skip
    try:
        return table[name]() if name in table else 0.0
    except (ZeroDivisionError, ValueError, OverflowError):
        return 0.0
