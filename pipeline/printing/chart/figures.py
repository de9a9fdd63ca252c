"""The figures of a chart and how it shows them: title, axes, groups of series, values, labels.

Lengths are points, sizes type sizes; shares of the chart's width or height run from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pipeline.printing.chart.numbers import written
from pipeline.printing.drawing.shape_colours import Stroke

Place = tuple[float | None, float | None, float | None, float | None]
"""Left, top, width and height that somebody set by hand, as shares of the chart; None where Word chooses."""
THIN = Stroke("#000000", 0.75)
ROUND = ("pie", "doughnut", "sunburst")
MARKERS = ("diamond", "square", "triangle", "x", "star", "circle", "plus", "dash", "dot")


@dataclass(frozen=True, slots=True)
class Type:
    """How words on a chart look; ``turn`` is degrees, None where Word chooses."""

    size: float = 10.0
    colour: str = "#000000"
    bold: bool = False
    italic: bool = False
    font: str = ""
    turn: float | None = None


PLAIN = Type()


@dataclass(frozen=True, slots=True)
class Labels:
    """What stands at each value of a series: which of its facts, how they are written, parted and placed.

    ``words`` are what somebody wrote in a label's place, ``single`` the labels of single values.
    """

    value: bool = False
    category: bool = False
    series: bool = False
    share: bool = False
    size: bool = False
    form: str = ""
    between: str = ", "
    place: str = ""
    look: Type = PLAIN
    words: str = ""
    single: Mapping[int, Labels] = field(default_factory=dict)

    @property
    def any(self) -> bool:
        """Whether there is anything to write."""
        return self.value or self.category or self.series or self.share or self.size or bool(self.words)

    def at(self, index: int) -> Labels:
        """The label of one value."""
        return self.single.get(index, self)


@dataclass(frozen=True, slots=True)
class Trend:
    """A trend line: ``kind`` is linear, exp, log, power, poly or movingAvg; how far it runs on; what it says of itself."""

    name: str
    kind: str
    order: int = 2
    ahead: float = 0.0
    back: float = 0.0
    equation: bool = False
    fit: bool = False
    line: Stroke = THIN


@dataclass(frozen=True, slots=True)
class Errors:
    """Error bars: along ``x`` or ``y``; how far each reaches down and up; with or without end caps."""

    along: str
    down: tuple[float, ...]
    up: tuple[float, ...]
    capped: bool = True
    line: Stroke = THIN


@dataclass(frozen=True, slots=True)
class Marker:
    """What stands at a value of a line: ``none``, ``auto`` or a shape's name, its size and colour."""

    kind: str = "auto"
    size: float = 5.0
    colour: str = ""
    edge: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One series: its name, how it is drawn, and its values in order (None for a gap), with how they are written.

    ``along`` are its own places across (scatter, bubble), ``sizes`` a bubble's; ``points`` the colours of single
    values, ``pulled`` how far slices are pulled out, ``cells`` the words
    of cells that labels name, ``spans`` where bars start and end that don't stand on zero. ``line`` has no colour where there is no line between values.
    """

    name: str
    kind: str
    values: tuple[float | None, ...]
    format: str = "General"
    colour: str = ""
    along: tuple[float | None, ...] = ()
    sizes: tuple[float | None, ...] = ()
    points: Mapping[int, str] = field(default_factory=dict)
    line: Stroke | None = None
    marker: Marker = Marker()
    smooth: bool = False
    labels: Labels = Labels()
    trends: tuple[Trend, ...] = ()
    errors: tuple[Errors, ...] = ()
    pulled: Mapping[int, float] = field(default_factory=dict)
    edge: Stroke | None = None
    order: int = 0
    cells: Mapping[int, str] = field(default_factory=dict)
    spans: tuple[tuple[float, float], ...] = ()

    def said(self, value: float | None) -> str:
        """A value as it is written."""
        return written(value, self.format)


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: what runs along it (``cat``, ``date``, ``val``), its side (l, r, t, b), and how it looks.

    ``labels`` is nextTo, low, high or none. ``crosses`` is where on the other axis it stands: a value, ``min``, ``max`` or
    nothing for zero. ``units`` is what its numbers are divided by.
    """

    kind: str
    side: str
    title: str = ""
    title_look: Type = PLAIN
    deleted: bool = False
    labels: str = "nextTo"
    low: float | None = None
    high: float | None = None
    step: float | None = None
    log: float = 0.0
    backward: bool = False
    form: str = ""
    grid: Stroke | None = None
    line: Stroke | None = None
    marks: str = "out"
    crosses: float | str = ""
    between: bool = True
    every: int = 0
    units: float = 1.0
    units_words: str = ""
    look: Type = PLAIN
    span: str = ""

    @property
    def worded(self) -> bool:
        """Whether its labels are seen."""
        return not self.deleted and self.labels != "none"


@dataclass(frozen=True, slots=True)
class Group:
    """Series drawn together: of one kind, against one pair of axes (by number in the chart's).

    ``stacked`` is nothing, ``stacked`` or ``percent``; ``gap`` the room between bars and ``overlap`` how far they stand over
    each other, as shares of a bar.
    """

    kind: str
    series: tuple[Series, ...]
    across: int = -1
    up: int = -1
    lying: bool = False
    stacked: str = ""
    gap: float = 1.5
    overlap: float = 0.0
    by_point: bool = False
    marked: bool = False
    filled: bool = False
    hole: float = 0.5
    start: float = 0.0
    scale: float = 1.0
    up_down: tuple[str, str] | None = None
    high_low: Stroke | None = None
    drops: Stroke | None = None


@dataclass(frozen=True, slots=True)
class Legend:
    """Where the legend stands (r, l, t, b, tr), which of its entries are left out, and whether it stands over the plot."""

    side: str
    gone: frozenset[int] = frozenset()
    over: bool = False
    place: Place = (None, None, None, None)
    look: Type = PLAIN


@dataclass(frozen=True, slots=True)
class Figures:
    """A whole chart. ``categories`` are the words of each place, ``levels`` those of each level, the inmost first.

    ``places`` are categories' own numbers where they are dates. ``gaps`` says what a missing value is: gap, zero or span.
    ``besides`` are words that stand on it by themselves: labels with words of their own, names of trend lines, text boxes.
    ``flat`` says what of Word's picture is drawn more plainly.
    """

    title: str
    categories: tuple[str, ...]
    groups: tuple[Group, ...]
    axes: tuple[Axis, ...] = ()
    levels: tuple[tuple[str, ...], ...] = ()
    places: tuple[float | None, ...] = ()
    legend: Legend | None = None
    title_look: Type = Type(18.0, bold=True)
    title_over: bool = False
    title_place: Place = (None, None, None, None)
    plot: Place = (None, None, None, None)
    inner: bool = False
    ground: str = "#ffffff"
    edge: Stroke | None = None
    wall: str = ""
    wall_edge: Stroke | None = None
    gaps: str = "gap"
    table: bool = False
    look: Type = PLAIN
    palette: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()
    flat: str = ""

    @property
    def series(self) -> tuple[Series, ...]:
        """All its series, in their order."""
        return tuple(sorted((each for group in self.groups for each in group.series), key=lambda each: each.order))

    def marker(self, series: Series) -> Marker:
        """What stands at the values of a series that is marked: its own shape, or the one of its number."""
        if series.marker.kind != "auto":
            return series.marker
        number = next(i for i, each in enumerate(self.series) if each is series)
        return replace(series.marker, kind=MARKERS[number % len(MARKERS)])
