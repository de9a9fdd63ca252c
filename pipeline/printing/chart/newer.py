"""Charts of the newer kinds read as figures: waterfall, histogram, Pareto, funnel, treemap, sunburst, box and whisker."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from pipeline.printing.chart.cached import MOST, number
from pipeline.printing.chart.figures import Axis, Figures, Labels, Legend, Series, Type
from pipeline.printing.chart.looks import Looks
from pipeline.printing.chart.newer_shapes import Asked, shaped
from pipeline.printing.chart.palette import palette
from pipeline.printing.drawing.shape_colours import Stroke
from pipeline.printing.word.package import A, says_on, whole

CX = "{http://schemas.microsoft.com/office/drawing/2014/chartex}"
_GRID = Stroke("#d9d9d9", 0.75)
_SMALL = Type(9.0)


def read_newer(root: etree._Element, looks: Looks) -> Figures | None:
    """The figures of a chart part of the newer kinds; None where it keeps none."""
    data = {each.get("id", ""): each for each in root.iter(f"{CX}data")}
    found: list[Series] = []
    about: list[Asked] = []
    categories: tuple[str, ...] = ()
    levels: tuple[tuple[str, ...], ...] = ()
    for each in root.iter(f"{CX}series"):
        held = each.find(f"{CX}dataId")
        source = data.get("" if held is None else held.get("val", ""))
        series = None if source is None else _series(each, source, looks)
        if source is None or series is None:
            continue
        totals = frozenset(whole(one.get("val")) for one in each.iterfind(f"{CX}layoutPr/{CX}subtotals/{CX}idx"))
        about.append((each.find(f"{CX}layoutPr/{CX}binning"), totals))
        found.append(replace(series, order=len(found)))
        said = tuple(tuple(text or "" for text in _by_place(one)) for one in source.findall(f"{CX}strDim/{CX}lvl"))
        if said and len(said[0]) > len(categories):
            levels, categories = said, _joined(said)
    if not found:
        return None
    title = " ".join("".join(text.text or "" for text in root.iterfind(f".//{CX}title//{A}t")).split())
    legend = root.find(f".//{CX}legend")
    axes = (
        Axis("cat", "b", look=_SMALL), Axis("val", "l", grid=_GRID, look=_SMALL),
        Axis("val", "r", low=0.0, high=1.0, form="0%", look=_SMALL, crosses="max"),
    )  # fmt: skip
    plain = Figures(
        title, categories, (), axes, levels, legend=None if legend is None else Legend(legend.get("pos", "t"), look=_SMALL),
        title_look=replace(looks.plain, size=14.0), edge=Stroke("#d9d9d9"),
        palette=palette(looks.colours, 2, max(len(categories), len(found), 6)),
    )  # fmt: skip
    return shaped(plain, found, about)


def _series(each: etree._Element, source: etree._Element, looks: Looks) -> Series | None:
    """A series with the values of its source; None where it has none."""
    level = source.find(f"{CX}numDim/{CX}lvl")
    values = tuple(number(text) for text in _by_place(level))
    if not any(value is not None for value in values):
        return None
    labels = each.find(f"{CX}dataLabels")
    shown = None if labels is None else labels.find(f"{CX}visibility")
    asked = Labels(
        value=labels is not None and (shown is None or says_on(shown.get("value"))),
        category=shown is not None and says_on(shown.get("categoryName")),
        look=_SMALL,
    )
    return Series(
        (each.findtext(f"{CX}tx/{CX}txData/{CX}v") or "").strip(),
        each.get("layoutId", ""),
        values,
        format=("" if level is None else level.get("formatCode", "")) or "General",
        colour=looks.paint(each.find(f"{CX}spPr")),
        labels=asked,
    )


def _by_place(level: etree._Element | None) -> list[str | None]:
    if level is None:
        return []
    held = {whole(pt.get("idx"), i): pt.text for i, pt in enumerate(level.findall(f"{CX}pt"))}
    count = min(max(whole(level.get("ptCount")), max(held, default=-1) + 1), MOST)
    return [(held[i] or "").strip() if i in held else None for i in range(count)]


def _joined(levels: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """Each place's words of every level, the outer first."""
    inmost = levels[0]
    found = []
    for i in range(len(inmost)):
        found.append(" ".join(filter(None, (level[i] if i < len(level) else "" for level in reversed(levels)))))
    return tuple(found)
