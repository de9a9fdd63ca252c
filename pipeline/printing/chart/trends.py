"""Trend lines of a chart: fitted as Excel fits them, and what they say of themselves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.printing.chart.figures import Trend

_STEPS = 60
Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Fitted:
    """A trend's points, what its formula is, and how well it fits (R squared); no formula for a moving average."""

    points: tuple[Pair, ...]
    formula: str = ""
    fit: float = 0.0


def fitted(trend: Trend, pairs: Sequence[Pair]) -> Fitted:
    """A trend line through pairs of place and value; no points where it can't be fitted."""
    if trend.kind == "movingAvg":
        size = min(trend.order, len(pairs))
        means = [
            (pairs[i][0], sum(y for _, y in pairs[i - size + 1 : i + 1]) / size) for i in range(size - 1, len(pairs))
        ]
        return Fitted(tuple(means))
    try:
        return _curve(trend, pairs)
    except (ValueError, ZeroDivisionError, OverflowError):
        return Fitted(())


def _curve(trend: Trend, pairs: Sequence[Pair]) -> Fitted:
    logged = trend.kind in ("exp", "power")
    rooted = trend.kind in ("log", "power")
    order = trend.order if trend.kind == "poly" else 1
    along = [math.log(x) if rooted else x for x, _ in pairs]
    up = [math.log(y) if logged else y for _, y in pairs]
    terms = _least_squares(along, up, min(order, len(pairs) - 1))

    def value(x: float) -> float:
        at = math.log(x) if rooted else x
        found = sum(term * at**power for power, term in enumerate(terms))
        return math.exp(found) if logged else found

    mean = sum(up) / len(up)
    spread = sum((y - mean) ** 2 for y in up)
    missed = sum((y - sum(t * x**p for p, t in enumerate(terms))) ** 2 for x, y in zip(along, up, strict=True))
    start, end = min(x for x, _ in pairs) - trend.back, max(x for x, _ in pairs) + trend.ahead
    steps = 1 if trend.kind == "linear" else _STEPS
    places = [start + (end - start) * i / steps for i in range(steps + 1)]
    points = tuple((x, value(x)) for x in places if not rooted or x > 0)
    return Fitted(points, _formula(trend.kind, terms), 1 - missed / spread if spread else 1.0)


def _least_squares(along: Sequence[float], up: Sequence[float], order: int) -> list[float]:
    """The terms of the polynomial of an order that fits best, the constant first. ValueError for too few points."""
    if order < 1:
        raise ValueError("too few points for a trend")
    size = order + 1
    sums = [sum(x**power for x in along) for power in range(2 * size)]
    rows = [
        [sums[i + j] for j in range(size)] + [sum(y * x**i for x, y in zip(along, up, strict=True))]
        for i in range(size)
    ]
    for i in range(size):
        best = max(range(i, size), key=lambda row: abs(rows[row][i]))
        rows[i], rows[best] = rows[best], rows[i]
        for row in range(size):
            if row != i:
                share = rows[row][i] / rows[i][i]
                rows[row] = [a - share * b for a, b in zip(rows[row], rows[i], strict=True)]
    return [rows[i][size] / rows[i][i] for i in range(size)]


def _formula(kind: str, terms: Sequence[float]) -> str:
    if kind == "exp":
        return f"y = {math.exp(terms[0]):.5g}e^{terms[1]:.4g}x"
    if kind == "power":
        return f"y = {math.exp(terms[0]):.5g}x^{terms[1]:.4g}"
    said = ""
    for power in range(len(terms) - 1, -1, -1):
        term = terms[power]
        sign = " - " if term < 0 and said else "-" if term < 0 else " + " if said else ""
        said += f"{sign}{abs(term):.5g}{_name(kind, power)}"
    return f"y = {said}"


def _name(kind: str, power: int) -> str:
    if kind == "log" and power:
        return "ln(x)"
    return "" if not power else "x" if power == 1 else f"x^{power}"


def equation(trend: Trend, line: Fitted) -> str:
    """What a trend line says of itself where it is asked to."""
    parts = [line.formula] if trend.equation and line.formula else []
    if trend.fit and line.formula:
        parts.append(f"R² = {line.fit:.4f}".rstrip("0").rstrip("."))
    return "\n".join(parts)
