"""A run chart: one measure's readings in order, its target, and gaps where there is no figure."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import groupby

from pipeline import wording
from pipeline.charts import drawing as d
from pipeline.facts.fact import Picture
from pipeline.periods import Period, Span
from pipeline.places import Place
from pipeline.sheets.measures import Unit

# What is said, and what is drawn in the gap, for a point without a figure.
_GAPS = {
    "c": ("suppressed", "c"),
    "": ("no figure", "–"),
    "no figure": ("no figure", "–"),
    "z": ("not applicable", "z"),
    "x": ("not available", "x"),
}
_UNITS = {
    Unit.PERCENT: "Per cent",
    Unit.RATE: "Rate per 10,000",
    Unit.COUNT: "Number",
    Unit.WEEKS: "Weeks",
    Unit.AVERAGE: "Average",
}
_PER = " per 10,000"
_LINE, _MARK = 12.0, 2.8


@dataclass(frozen=True, slots=True)
class Point:
    """A period's figure: the value drawn, and the text printed for it (``84.2%``, ``c``, ``no figure``).

    A point whose text is ``c`` has no value, whatever was passed: a suppressed figure is not drawn.
    """

    period: Period
    value: Decimal | None
    text: str

    @property
    def shown(self) -> Decimal | None:
        """The value to draw; None for a gap."""
        return None if self.text.strip().casefold() in _GAPS else self.value

    @property
    def short(self) -> str:
        """Its text without the unit that the chart says once."""
        return self.text.removesuffix(_PER)

    @property
    def gap(self) -> tuple[str, str]:
        """What is said and what is drawn where there is no value: ``("suppressed", "c")``."""
        return _GAPS.get(self.text.strip().casefold(), (self.text, "–"))


@dataclass(frozen=True, slots=True)
class _Axis:
    low: Decimal
    high: Decimal
    step: Decimal

    def ticks(self) -> list[Decimal]:
        return [self.low + self.step * n for n in range(int((self.high - self.low) / self.step) + 1)]


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where the plot lies on the page, in points, and how values fall in it."""

    left: float
    right: float
    top: float
    bottom: float
    axis: _Axis
    many: int

    def x(self, index: int) -> float:
        if self.many == 1:
            return (self.left + self.right) / 2
        inset = min(18.0, (self.right - self.left) / (2 * self.many))
        return self.left + inset + (self.right - self.left - 2 * inset) * index / (self.many - 1)

    def y(self, value: Decimal) -> float:
        share = float((value - self.axis.low) / (self.axis.high - self.axis.low))
        return self.bottom - share * (self.bottom - self.top)


def run_chart(
    id: str,  # noqa: A002 - the picture's own word for it
    title: str,
    points: Sequence[Point],
    *,
    unit: Unit,
    decimals: int = 1,
    target: Decimal | None = None,
    target_range: tuple[Decimal | None, Decimal | None] | None = None,
    polarity: str = "",
    sources: Sequence[Place] = (),
    width_mm: float = 170,
    height_mm: float = 60,
) -> Picture:
    """Draw a measure's readings, oldest first, as a line with gaps where a period has no figure.

    ``polarity`` is words for the reader, such as ``higher is better``. Counts, rates, weeks and
    averages start at zero; a percentage may start higher, and the chart says where.
    """
    width, height = width_mm * d.POINTS_PER_MM, height_mm * d.POINTS_PER_MM
    targets = _targets(target, target_range)
    axis = _axis([p.shown for p in points if p.shown is not None] + targets, unit)
    heading = d.wrapped(title, width - 8, d.TITLE, bold=True)
    under = d.wrapped(_reading_note(points, unit, polarity, axis), width - 8, d.SMALL)
    ticks = [_tick(value, unit, axis.step) for value in axis.ticks()]
    label = d.wrapped(_target_words(unit, decimals, target, target_range), 84, d.SMALL)
    plot = _Plot(
        left=4 + max(map(d.width_of, ticks)) + 6,
        right=width - (max(map(d.width_of, label)) + 10 if label else 12),
        top=4 + len(heading) * 13 + len(under) * _LINE + 10,
        bottom=height - 2 * _LINE - 6,
        axis=axis,
        many=max(1, len(points)),
    )
    drawn = [
        *(d.words(text, 4, 11 + 13 * n, size=d.TITLE, bold=True) for n, text in enumerate(heading)),
        *(d.words(text, 4, 11 + 13 * len(heading) + _LINE * n, fill=d.GREY) for n, text in enumerate(under)),
        *_scale(plot, ticks),
        *_target(plot, targets, label),
        *_series(plot, points, targets),
        *_periods(plot, [p.period for p in points]),
    ]
    picture = d.svg(title, width_mm, height_mm, drawn)
    alt = alternative(title, points, unit=unit, decimals=decimals, target=target, target_range=target_range)
    return Picture(id, picture, partial(d.png, picture, width_mm), alt, width_mm, height_mm, tuple(sources))


def alternative(
    title: str,
    points: Sequence[Point],
    *,
    unit: Unit,
    decimals: int,
    target: Decimal | None = None,
    target_range: tuple[Decimal | None, Decimal | None] | None = None,
) -> str:
    """The figures of a run chart in words: every period in order, gaps named, then the target."""
    readings = ", ".join(f"{p.period} {p.short if p.shown is not None else p.gap[0]}" for p in points)
    name = title.strip().rstrip(".")
    if unit is Unit.RATE and not name.endswith(_PER):
        name = f"{name}, rate{_PER}"
    said = [f"{name}: {readings or 'no readings yet'}."]
    if words := _target_words(unit, decimals, target, target_range):
        said.append(f"{words}.")
    return " ".join(said)


def _targets(target: Decimal | None, target_range: tuple[Decimal | None, Decimal | None] | None) -> list[Decimal]:
    return [value for value in (target, *(target_range or ())) if value is not None]


def _target_words(
    unit: Unit, decimals: int, target: Decimal | None, target_range: tuple[Decimal | None, Decimal | None] | None
) -> str:
    def text(value: Decimal) -> str:
        return wording.figure(value, unit, _decimals(value, decimals)).removesuffix(_PER)

    low, high = target_range or (None, None)
    if low is not None and high is not None:
        return f"Target {text(low)} to {text(high)}"
    if low is not None or high is not None:
        return f"Target at {'most' if low is None else 'least'} {text(low if low is not None else high or Decimal(0))}"
    return f"Target {text(target)}" if target is not None else ""


def _decimals(value: Decimal, most: int) -> int:
    """Places a target needs: ``90%``, not ``90.0%``."""
    return min(most, max(0, -int(value.normalize().as_tuple().exponent)))


def _axis(values: Sequence[Decimal], unit: Unit) -> _Axis:
    """Round numbers that hold every value: from zero, or from higher for percentages far from it."""
    low, high = min(values, default=Decimal(0)), max(values, default=Decimal(1))
    percent = unit is Unit.PERCENT and low >= 0 and high <= 100
    low = max(Decimal(0), low - 5) if percent and low >= 40 else min(low, Decimal(0))
    span = high - low or Decimal(1)
    scale = Decimal(10) ** (span.adjusted() - 1)
    step = next(scale * n for n in (2, 5, 10, 20, 50, 100) if scale * n * 5 >= span)
    if unit is Unit.COUNT:
        step = max(step, Decimal(1))
    first, last = (low // step) * step, -((-high) // step) * step
    while first > low:  # Decimal's // rounds towards zero
        first -= step
    while last < high or last == first:
        last += step
    return _Axis(first, min(last, Decimal(100)) if percent and Decimal(100) % step == 0 else last, step)


def _tick(value: Decimal, unit: Unit, step: Decimal) -> str:
    text = wording.number(value, max(0, -int(step.normalize().as_tuple().exponent)))
    return f"{text}%" if unit is Unit.PERCENT else text


def _reading_note(points: Sequence[Point], unit: Unit, polarity: str, axis: _Axis) -> str:
    said = [
        wording.sentence("; ".join(part for part in (_UNITS[unit], _uncapped(polarity.strip().rstrip("."))) if part))
    ]
    if axis.low != 0:
        said.append(f"The scale starts at {_tick(axis.low, unit, axis.step)}.")
    gaps = dict.fromkeys(p.gap for p in points if p.shown is None)
    said += [f"{mark}: {'suppressed to protect confidentiality' if mark == 'c' else words}." for words, mark in gaps]
    return " ".join(said)


def _uncapped(text: str) -> str:
    """Words as they stand inside a sentence: ``low is good``."""
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first[1:].islower() else text


def _scale(plot: _Plot, ticks: Sequence[str]) -> list[str]:
    parts = []
    for value, text in zip(plot.axis.ticks(), ticks, strict=True):
        y = plot.y(value)
        base = value == plot.axis.low
        parts.append(d.line(plot.left, y, plot.right, y, d.GREY if base else "#D0D4D6", 1 if base else 0.5))
        parts.append(d.words(text, plot.left - 5, y + 3.2, anchor="end", fill=d.GREY))
    return parts


def _target(plot: _Plot, targets: Sequence[Decimal], label: Sequence[str]) -> list[str]:
    parts = [d.line(plot.left, plot.y(v), plot.right, plot.y(v), d.BLACK, 1.2, "5 3") for v in dict.fromkeys(targets)]
    if targets:
        middle = sum(plot.y(v) for v in targets) / len(targets)
        first = middle + 3.2 - (len(label) - 1) * _LINE / 2
        first = min(max(first, plot.top), plot.bottom - (len(label) - 1) * _LINE)
        parts += [d.words(text, plot.right + 5, first + n * _LINE, bold=n == 0) for n, text in enumerate(label)]
    return parts


def _series(plot: _Plot, points: Sequence[Point], targets: Sequence[Decimal]) -> list[str]:
    placed = [(n, p, plot.y(p.shown) if p.shown is not None else None) for n, p in enumerate(points)]
    parts = []
    for drawn, group in groupby(placed, key=lambda item: item[2] is not None):
        run = [(plot.x(n), y) for n, _, y in group if y is not None]
        if drawn and len(run) > 1:
            parts.append(d.path(run, d.BLUE, 2))
    lines = [plot.y(value) for value in targets]
    marked = [(n, p, y) for n, p, y in placed if y is not None]
    for n, point, y in placed:
        if y is None:
            parts.append(d.words(point.gap[1], plot.x(n), plot.bottom - 4, anchor="middle", bold=True))
        else:
            parts.append(d.dot(plot.x(n), y, _MARK, d.BLUE))
    backs, labels = [], []
    for n, point, y in dict.fromkeys([*marked[:1], *marked[-1:]]):
        neighbour = next((other for m, _, other in marked if m in (n - 1, n + 1)), None)
        anchor = "middle" if len(marked) == 1 else "start" if n == marked[0][0] else "end"
        x = plot.x(n) + {"start": -_MARK, "end": _MARK, "middle": 0}[anchor]
        wide = d.width_of(point.short, bold=True)
        before = {"start": 0, "middle": wide / 2, "end": wide}[anchor]
        x = max(min(x, plot.right - wide + before), plot.left + (before or 2))
        reach = None if neighbour is None else y + (neighbour - y) * min(wide / (plot.x(1) - plot.x(0)), 1.0)
        baseline = _clear(y, reach, lines, plot)
        start = x - before
        backs.append(d.box(start, baseline - 7.5, wide, 9, d.WHITE))
        labels.append(d.words(point.short, x, baseline, bold=True, anchor=anchor))
    return backs + parts + labels


def _clear(y: float, reach: float | None, lines: Sequence[float], plot: _Plot) -> float:
    """The baseline for a point's label: above or below, near or further off, whichever crosses fewest lines.

    ``reach`` is how high the series' own line has got at the label's other end.
    """
    own = (y, y if reach is None else reach)

    def cost(baseline: float) -> float:
        top = baseline - 8
        crossed = sum(top - 1 <= at <= baseline + 2 for at in lines)
        sloping = min(own) < baseline + 1 and max(own) > top - 1
        outside = top < plot.top - 12.5 or baseline > plot.bottom - 2
        return crossed * 2 + sloping + outside * 10 + (abs(baseline + 3.5 - y) > 12) * 0.5

    return min((y - 6, y + 13, y - 14, y + 21), key=cost)


def _periods(plot: _Plot, periods: Sequence[Period]) -> list[str]:
    """Two lines under the plot: the month or quarter, and the year where it changes."""
    parts = []
    names = [_name(period) for period in periods]
    room = (plot.right - plot.left) / plot.many
    widest = max((d.width_of(short) for short, _ in names), default=0) + 3
    every = max(1, -int(-widest // room))
    year_free_from, said = 0.0, ""
    for n, (short, year) in enumerate(names):
        if n % every:
            continue
        x = plot.x(n)
        parts.append(d.words(short, x, plot.bottom + _LINE, anchor="middle"))
        half = d.width_of(year) / 2
        if year != said and x - half >= year_free_from:
            parts.append(d.words(year, x, plot.bottom + 2 * _LINE, anchor="middle"))
            year_free_from, said = x + half + 4, year
    return parts


def _name(period: Period) -> tuple[str, str]:
    if period.span is Span.MONTH:
        return calendar.month_abbr[period.start.month], str(period.start.year)
    if period.span is Span.QUARTER:
        year, number = str(period).rsplit(" ", 1)
        return number, year
    return period.name, "" if period.kind == "financial" else period.kind
