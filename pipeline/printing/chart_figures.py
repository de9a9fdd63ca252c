"""The figures of a chart, as its part in the Word file keeps them: title, axes, series, categories, values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from lxml import etree

from pipeline.printing.package import A, whole
from pipeline.printing.shape_colours import colour

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CX = "{http://schemas.microsoft.com/office/drawing/2014/chartex}"
_KINDS = {
    "barChart": "bar", "bar3DChart": "bar", "lineChart": "line", "line3DChart": "line", "pieChart": "pie",
    "pie3DChart": "pie", "ofPieChart": "pie", "doughnutChart": "doughnut", "areaChart": "area", "area3DChart": "area",
    "scatterChart": "scatter", "bubbleChart": "bubble", "radarChart": "radar", "stockChart": "stock",
    "surfaceChart": "surface", "surface3DChart": "surface",
}  # fmt: skip
_MOST = 5000
_LARGEST = 1e100
_DAY_ONE = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Series:
    """One series: its name, how it is drawn, and its values in order (None for a gap), with how they are written.

    ``along`` are its own places across (scatter, bubble), ``sizes`` a bubble's; ``second`` for one on the second axis.
    """

    name: str
    kind: str
    values: tuple[float | None, ...]
    format: str = "General"
    colour: str = ""
    along: tuple[float | None, ...] = ()
    sizes: tuple[float | None, ...] = ()
    second: bool = False
    points: Mapping[int, str] = field(default_factory=dict)
    line: bool = True

    def said(self, value: float | None) -> str:
        """A value as it is written."""
        return written(value, self.format)


@dataclass(frozen=True, slots=True)
class Figures:
    """A whole chart. ``across`` for bars that lie; ``stacked`` is nothing, ``stacked`` or ``percent``.

    ``besides`` are words that stand on it by themselves: labels with words of their own, names of trend lines, text boxes.
    """

    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    across: bool = False
    stacked: str = ""
    axes: tuple[str, str] = ("", "")
    legend: str = ""
    limits: tuple[float | None, float | None] = (None, None)
    format: str = ""
    besides: tuple[str, ...] = ()


def read_chart(root: etree._Element, theme: Mapping[str, str]) -> Figures | None:
    """The figures of a chart part; None where it keeps none."""
    if root.tag.startswith(CX):
        return _read_new(root)
    plot = root.find(f".//{C}plotArea")
    if plot is None:
        return None
    series: list[Series] = []
    categories: tuple[str, ...] = ()
    across, stacked = False, ""
    first_axes: set[str] = set()
    for group in plot:
        kind = _KINDS.get(etree.QName(group).localname if isinstance(group.tag, str) else "")
        if kind is None:
            continue
        across = across or (kind == "bar" and _value(group, "barDir") == "bar")
        grouping = _value(group, "grouping")
        stacked = stacked or {"stacked": "stacked", "percentStacked": "percent"}.get(grouping, "")
        axes = {each.get("val", "") for each in group.findall(f"{C}axId")}
        first_axes = first_axes or axes
        plain = kind == "scatter" and _value(group, "scatterStyle") in ("lineMarker", "marker")
        for each in group.findall(f"{C}ser"):
            found = _series(each, kind, theme, second=axes != first_axes, plain=plain)
            if found.values:
                series.append(found)
                said = _words(each.find(f"{C}cat"))
                if len(said) > len(categories):
                    categories = said
    if not series:
        return None
    return Figures(
        _title(root, series), categories, tuple(series), across, stacked, _axes(plot), _legend(root), _limits(plot),
        _format(plot), tuple(_besides(root)),
    )  # fmt: skip


def _series(each: etree._Element, kind: str, theme: Mapping[str, str], *, second: bool, plain: bool) -> Series:
    values, form = _numbers(each.find(f"{C}val") if each.find(f"{C}val") is not None else each.find(f"{C}yVal"))
    along, _ = _numbers(each.find(f"{C}xVal"))
    sizes, _ = _numbers(each.find(f"{C}bubbleSize"))
    look = each.find(f"{C}spPr")
    line = None if look is None else look.find(f"{A}ln")
    fill = colour(None if look is None else look.find(f"{A}solidFill"), theme)[0]
    stroke = colour(None if line is None else line.find(f"{A}solidFill"), theme)[0]
    own = stroke or fill if kind in ("line", "scatter", "radar", "stock") else fill or stroke
    points = {}
    for point in each.findall(f"{C}dPt"):
        painted = colour(point.find(f"{C}spPr/{A}solidFill"), theme)[0]
        if painted:
            points[whole(_value(point, "idx"))] = painted
    hidden = line is not None and line.find(f"{A}noFill") is not None
    joined = not hidden and not (kind == "scatter" and plain and line is None)
    name = " ".join(_words(each.find(f"{C}tx"))) or (each.findtext(f"{C}tx/{C}v") or "")
    return Series(name.strip(), kind, values, form, own, along, sizes, second, points, joined)


def _read_new(root: etree._Element) -> Figures | None:
    """A chart of the newer kinds (histogram, waterfall, treemap, ...)."""
    data = {each.get("id", ""): each for each in root.iter(f"{CX}data")}
    series: list[Series] = []
    categories: tuple[str, ...] = ()
    for each in root.iter(f"{CX}series"):
        held = each.find(f"{CX}dataId")
        source = data.get("" if held is None else held.get("val", ""))
        if source is None:
            continue
        values = [pt.text for pt in source.findall(f"{CX}numDim/{CX}lvl/{CX}pt")][:_MOST]
        said = [(pt.text or "").strip() for pt in source.findall(f"{CX}strDim/{CX}lvl[1]/{CX}pt")][:_MOST]
        name = each.findtext(f"{CX}tx/{CX}txData/{CX}v", "")
        series.append(Series(name, "bar", tuple(_number(text) for text in values)))
        categories = tuple(said) if len(said) > len(categories) else categories
    title = "".join(text.text or "" for text in root.iterfind(f".//{CX}title//{A}t"))
    return Figures(title.strip(), categories, tuple(series)) if any(each.values for each in series) else None


def _value(parent: etree._Element | None, name: str) -> str:
    found = None if parent is None else parent.find(C + name)
    return "" if found is None else found.get("val", "")


def _number(text: str | None) -> float | None:
    try:
        value = float(text) if text and text.strip() else None
    except ValueError:
        return None
    return value if value is not None and abs(value) < _LARGEST else None


def _cache(holder: etree._Element | None) -> etree._Element | None:
    """The kept values of a reference, or the literal ones."""
    for name in ("numRef/numCache", "strRef/strCache", "multiLvlStrRef/multiLvlStrCache", "numLit", "strLit"):
        found = None if holder is None else holder.find("/".join(C + step for step in name.split("/")))
        if found is not None:
            return found
    return None


def _numbers(holder: etree._Element | None) -> tuple[tuple[float | None, ...], str]:
    cache = _cache(holder)
    if cache is None:
        return (), "General"
    found = {whole(pt.get("idx")): _number(pt.findtext(f"{C}v")) for pt in cache.findall(f"{C}pt")}
    count = min(max(whole(_value(cache, "ptCount")), max(found, default=-1) + 1), _MOST)
    return tuple(found.get(i) for i in range(count)), cache.findtext(f"{C}formatCode") or "General"


def _words(holder: etree._Element | None) -> tuple[str, ...]:
    """Words by place; those of several levels are joined, the outer first."""
    cache = _cache(holder)
    if cache is None:
        return ()
    form = cache.findtext(f"{C}formatCode") or "General"
    levels = cache.findall(f"{C}lvl") or [cache]
    count = min(whole(_value(cache, "ptCount")), _MOST)
    said: list[list[str]] = [[] for _ in range(count)]
    for number, level in enumerate(reversed(levels)):
        held = {whole(pt.get("idx")): (pt.findtext(f"{C}v") or "").strip() for pt in level.findall(f"{C}pt")}
        last = ""
        for i in range(count):
            last = held.get(i, last if number < len(levels) - 1 else "")
            if last:
                numeric = _number(last) if form != "General" else None
                said[i].append(last if numeric is None else written(numeric, form))
    return tuple(" ".join(each) for each in said)


def _text(holder: etree._Element | None) -> str:
    if holder is None:
        return ""
    paragraphs = ["".join(t.text or "" for t in p.iter(f"{A}t")) for p in holder.iter(f"{A}p")]
    return " ".join(" ".join(paragraphs).split()) or " ".join(_words(holder.find(f"{C}tx")))


def _title(root: etree._Element, series: list[Series]) -> str:
    chart = root.find(f"{C}chart")
    title = None if chart is None else chart.find(f"{C}title")
    said = _text(title)
    if said:
        return said
    off = _value(chart, "autoTitleDeleted") in ("1", "true")
    if title is not None or not off:
        return series[0].name if len(series) == 1 else "Chart Title" if title is not None else ""
    return ""


def _besides(root: etree._Element) -> Iterator[str]:
    for each in root.iter(f"{C}dLbl", f"{C}trendline", f"{C}trendlineLbl", f"{C}dispUnitsLbl"):
        if said := _text(each.find(f"{C}tx")) or (each.findtext(f"{C}name") or "").strip():
            yield said


def drawn_over(root: etree._Element) -> tuple[str, ...]:
    """The words of the text boxes in the part that is drawn over a chart."""
    bodies = (each for each in root.iter() if isinstance(each.tag, str) and each.tag.endswith("}txBody"))
    return tuple(said for body in bodies if (said := _text(body)))


def _axes(plot: etree._Element) -> tuple[str, str]:
    found = ["", ""]
    for axis in plot:
        name = etree.QName(axis).localname if isinstance(axis.tag, str) else ""
        if name.endswith("Ax"):
            at = 0 if name in ("catAx", "dateAx") or (name == "valAx" and _value(axis, "axPos") in ("b", "t")) else 1
            title = axis.find(f"{C}title")
            found[at] = found[at] or ("" if title is None else _text(title) or "Axis Title")  # Word's own words for it
    return found[0], found[1]


def _legend(root: etree._Element) -> str:
    legend = root.find(f".//{C}legend")
    return "" if legend is None else _value(legend, "legendPos") or "r"


def _limits(plot: etree._Element) -> tuple[float | None, float | None]:
    axis = plot.find(f"{C}valAx/{C}scaling")
    return _number(_value(axis, "min")), _number(_value(axis, "max"))


def _format(plot: etree._Element) -> str:
    axis = plot.find(f"{C}valAx/{C}numFmt")
    return "" if axis is None or axis.get("sourceLinked") in ("1", "true") else axis.get("formatCode", "")


def written(value: float | None, form: str) -> str:
    """A number as its format writes it: General, decimals, thousands, per cent, money, dates."""
    if value is None:
        return ""
    plain = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.', "", form.split(";")[0])
    if re.search(r"[ymd]", plain, re.I) and not re.search(r"[0#]", plain) and 0 < value < 200_000:
        day = _DAY_ONE + timedelta(days=int(value))
        if "d" not in plain.lower():
            return f"{day:%b %Y}" if "y" in plain.lower() else f"{day:%B}"
        return f"{day.day} {day:%B %Y}"
    if not re.search(r"[0#?]", plain):
        return f"{value:.10g}"
    share = "%" in plain
    places = len(re.sub(r"[^0#?]", "", plain.split(".")[1])) if "." in plain else 0
    number = value * 100 if share else value
    text = f"{number:,.{places}f}" if "," in plain else f"{number:.{places}f}"
    money = next((sign for sign in "£$€" if sign in form), "")
    return f"{money}{text}{'%' if share else ''}"
