"""The part of a chart in a Word file read as its figures and how they are shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from pipeline.printing.chart.cached import C, flag, numbers, text_of, value, word_levels, words
from pipeline.printing.chart.figures import Figures, Group, Labels, Marker, Series, Type
from pipeline.printing.chart.labels import own_words
from pipeline.printing.chart.looks import Looks, placed
from pipeline.printing.chart.palette import palette
from pipeline.printing.chart.series import read_group
from pipeline.printing.drawing.shape_colours import Stroke
from pipeline.printing.word.package import A, whole

_KINDS = {
    "barChart": "bar", "bar3DChart": "bar", "lineChart": "line", "line3DChart": "line", "pieChart": "pie",
    "pie3DChart": "pie", "ofPieChart": "pie", "doughnutChart": "doughnut", "areaChart": "area", "area3DChart": "area",
    "scatterChart": "scatter", "bubbleChart": "bubble", "radarChart": "radar", "stockChart": "stock",
    "surfaceChart": "surface", "surface3DChart": "surface",
}  # fmt: skip
_CROWDED = 2000
_FLAT = {
    "ofPieChart": "as one pie", "surfaceChart": "as lines", "surface3DChart": "as lines",
    **dict.fromkeys(("bar3DChart", "line3DChart", "pie3DChart", "area3DChart"), "flat, without depth"),
}  # fmt: skip


def read_chart(root: etree._Element, looks: Looks) -> Figures | None:
    """The figures of a chart part; None where it keeps none."""
    plot = root.find(f".//{C}plotArea")
    chart = root.find(f"{C}chart")
    if plot is None or chart is None:
        return None
    looks = replace(looks, plain=looks.type(root.find(f"{C}txPr")))
    axes = {value(each, "axId"): axis for each in plot if (axis := looks.axis(each)) is not None}
    groups, flat = _groups(plot, looks, list(axes))
    if not groups:
        return None
    if sum(len(series.values) for group in groups for series in group.series) > _CROWDED:
        labelled = any(series.labels.any for group in groups for series in group.series)
        flat = "without labels at its many values" if labelled else flat
        groups = [replace(group, series=tuple(map(_bare, group.series)), marked=False) for group in groups]
    holders = [ser.find(f"{C}cat") for ser in plot.iter(f"{C}ser")]
    longest = max(holders, key=lambda each: len(words(each)), default=None)
    style = whole(next((each.get("val") for each in root.iter(f"{C}style")), None), 2)
    title = chart.find(f"{C}title")
    manual, inner = placed(plot)
    space, wall = root.find(f"{C}spPr"), plot.find(f"{C}spPr")
    return Figures(
        _title(chart, groups), words(longest), groups=tuple(groups), axes=tuple(axes.values()), levels=word_levels(longest),
        places=numbers(longest)[0], legend=looks.legend(root), title_look=_title_look(root, title, looks),
        title_over=flag(title, "overlay", absent=False), title_place=placed(title)[0], plot=manual, inner=inner, ground=looks.paint(space, "#ffffff", ground=True),
        edge=looks.line(space, Stroke("#d9d9d9")), wall=looks.paint(wall, ground=True), wall_edge=looks.line(wall, None),
        gaps=value(chart, "dispBlanksAs") or "gap", table=plot.find(f"{C}dTable") is not None, look=looks.plain,
        palette=palette(looks.colours, style, _coloured_apart(groups)), besides=tuple(_besides(root, groups)), flat=flat,
    )  # fmt: skip


def _groups(plot: etree._Element, looks: Looks, axes: list[str]) -> tuple[list[Group], str]:
    """The groups of series that have values, each with its axes' numbers among ``axes``; what is drawn more plainly."""
    groups: list[Group] = []
    flat = ""
    for each in plot:
        name = etree.QName(each).localname if isinstance(each.tag, str) else ""
        if name not in _KINDS:
            continue
        group = read_group(each, _KINDS[name], looks)
        if group.series:
            named = [one.get("val", "") for one in each.findall(f"{C}axId")][:2]
            across, up, *_ = [*(axes.index(axis) if axis in axes else -1 for axis in named), -1, -1]
            groups.append(replace(group, across=across, up=up))
            flat = flat or _FLAT.get(name, "")
    return groups, flat


def _coloured_apart(groups: list[Group]) -> int:
    """How many series, or points of the only one, have each a colour of its own."""
    count = sum(len(group.series) for group in groups)
    one = groups[0].series[0]
    if count == 1 and (groups[0].by_point or one.kind in ("pie", "doughnut")):
        return len(one.values)
    if any(group.kind in ("pie", "doughnut") for group in groups):
        return max(len(each.values) for group in groups for each in group.series)
    return count


def _bare(series: Series) -> Series:
    """A series of so many values that labels and markers at them could not be told apart."""
    return replace(series, labels=Labels(), marker=Marker("none") if series.line else Marker("dot", 2.0))


def _title_look(root: etree._Element, title: etree._Element | None, looks: Looks) -> Type:
    """How a title looks: bold, and a fifth larger than the chart's words where their size is given."""
    heading = looks.type(None)
    sized = root.find(f"{C}txPr//{A}defRPr")
    size = heading.size * 1.2 if sized is not None and sized.get("sz") else 18.0
    return looks.type(title, replace(heading, size=size, bold=True))


def _title(chart: etree._Element, groups: list[Group]) -> str:
    """A chart's title: as written, else the name of its only series, else what Word puts there itself."""
    title = chart.find(f"{C}title")
    if said := text_of(title):
        return said
    if title is None and flag(chart, "autoTitleDeleted", absent=False):
        return ""
    only = groups[0].series[0].name if len(groups) == 1 and len(groups[0].series) == 1 else ""
    return only or ("Chart Title" if title is not None else "")


def _besides(root: etree._Element, groups: list[Group]) -> Iterator[str]:
    for group in groups:
        for series in group.series:
            yield from (own_words(group, series, i) for i, each in sorted(series.labels.single.items()) if each.words)
    for each in root.iter(f"{C}trendlineLbl", f"{C}dispUnitsLbl"):
        if said := text_of(each.find(f"{C}tx")):
            yield said
