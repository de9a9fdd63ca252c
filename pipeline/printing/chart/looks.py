"""How a chart's words, lines, axes and legend look, as its part in the Word file says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.colours import luminance
from pipeline.printing.chart.cached import C15, C, flag, number, text_of, value
from pipeline.printing.chart.figures import PLAIN, Axis, Labels, Legend, Place, Type
from pipeline.printing.chart.labels import FIELDS
from pipeline.printing.drawing.shape_colours import Stroke, colour, dashes, fill
from pipeline.printing.word.package import EMU, A, says_on, whole

_HUNDREDTHS = 100
_AXES = {"catAx": "cat", "valAx": "val", "dateAx": "date", "serAx": "ser"}
_UNITS = {
    "hundreds": (1e2, "Hundreds"), "thousands": (1e3, "Thousands"), "tenThousands": (1e4, "x 10000"),
    "hundredThousands": (1e5, "x 100000"), "millions": (1e6, "Millions"), "tenMillions": (1e7, "x 10000000"),
    "hundredMillions": (1e8, "x 100000000"), "billions": (1e9, "Billions"), "trillions": (1e12, "Trillions"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Looks:
    """What a chart's parts are looked up against: the paper's colours and fonts, and the chart's own type."""

    colours: Mapping[str, str]
    fonts: Mapping[str, str] = field(default_factory=dict)
    plain: Type = PLAIN

    def type(self, holder: etree._Element | None, otherwise: Type | None = None) -> Type:
        """How the words of an element look: its own text properties over what would hold otherwise."""
        made = otherwise or self.plain
        if holder is None:
            return made
        body = next(holder.iter(f"{A}bodyPr"), None)
        turn = None if body is None else body.get("rot")
        if turn is not None and -90 <= whole(turn) / 60000 <= 90:
            made = replace(made, turn=whole(turn) / 60000)
        if body is not None and body.get("vert") in ("vert", "vert270"):
            made = replace(made, turn=90.0 if body.get("vert") == "vert" else -90.0)
        for about in (*holder.iterfind(f".//{A}defRPr"), *list(holder.iterfind(f".//{A}rPr"))[:1]):
            if about.get("sz"):
                made = replace(made, size=min(max(whole(about.get("sz")) / _HUNDREDTHS, 1.0), 96.0))
            for name in ("b", "i"):
                if about.get(name) is not None:
                    on = says_on(about.get(name))
                    made = replace(made, bold=on) if name == "b" else replace(made, italic=on)
            ink = colour(about.find(f"{A}solidFill"), self.colours)[0]
            made = replace(made, colour=ink or made.colour)
            face = about.find(f"{A}latin")
            named = "" if face is None else face.get("typeface", "")
            if named.startswith("+"):
                named = self.fonts.get("majorHAnsi" if named.startswith("+mj") else "minorHAnsi", "")
            made = replace(made, font=named or made.font)
        return made

    def line(self, properties: etree._Element | None, otherwise: Stroke | None) -> Stroke | None:
        """The line that shape properties give; ``otherwise`` where they are silent, None for no line."""
        line = None if properties is None else properties.find(f"{A}ln")
        if line is None:
            return otherwise
        if line.find(f"{A}noFill") is not None:
            return None
        width = whole(line.get("w")) / EMU if line.get("w") else otherwise.width if otherwise else 0.75
        width = min(max(width, 0.25), 30.0)
        found = colour(line.find(f"{A}solidFill"), self.colours)[0]
        if not found:
            stop = line.find(f"{A}gradFill/{A}gsLst/{A}gs")
            found = "" if stop is None else colour(stop, self.colours)[0]
        dash = line.find(f"{A}prstDash")
        return Stroke(
            found or (otherwise.colour if otherwise else ""),
            width,
            dashes("" if dash is None else dash.get("val", ""), width),
        )

    def paint(self, properties: etree._Element | None, otherwise: str = "", *, ground: bool = False) -> str:
        """The colour that shape properties fill with, nothing for none; of many the middle, or the lightest for a ground."""
        if properties is None:
            return otherwise
        for name in ("noFill", "solidFill", "gradFill", "pattFill", "blipFill"):
            found = properties.find(A + name)
            if found is None:
                continue
            if name == "pattFill":
                return colour(found.find(f"{A}fgClr"), self.colours)[0] or otherwise
            if name == "gradFill":
                stops = [colour(stop, self.colours)[0] for stop in found.iter(f"{A}gs")]
                stops = [stop for stop in stops if stop] or [otherwise]
                return max(stops, key=luminance) if ground else stops[len(stops) // 2]
            return "" if name == "noFill" else fill(properties, None, self.colours).colour or otherwise
        return otherwise

    def labels(self, holder: etree._Element | None, otherwise: Labels) -> Labels:
        """The labels that ``c:dLbls`` asks for, or the one that ``c:dLbl`` does."""
        if holder is None:
            return otherwise
        if flag(holder, "delete", absent=False):
            return Labels()
        form = holder.find(f"{C}numFmt")
        linked = form is None or says_on(form.get("sourceLinked"))
        parted = holder.findtext(f"{C}separator")
        made = Labels(
            flag(holder, "showVal", absent=otherwise.value), flag(holder, "showCatName", absent=otherwise.category),
            series=flag(holder, "showSerName", absent=otherwise.series), share=flag(holder, "showPercent", absent=otherwise.share),
            size=flag(holder, "showBubbleSize", absent=otherwise.size),
            form=otherwise.form if linked or form is None else form.get("formatCode", ""),
            between=otherwise.between if parted is None else parted, place=value(holder, "dLblPos") or otherwise.place,
            look=self.type(holder.find(f"{C}txPr"), otherwise.look if otherwise.any else self.plain),
            words=_own_words(holder.find(f"{C}tx")),
        )  # fmt: skip
        if made.words:
            made = replace(made, look=self.type(holder.find(f"{C}tx"), made.look))
        single = {whole(value(each, "idx")): self.labels(each, made) for each in holder.findall(f"{C}dLbl")}
        return replace(made, single=single)

    def axis(self, axis: etree._Element) -> Axis | None:
        """A ``c:valAx`` or another axis."""
        kind = _AXES.get(etree.QName(axis).localname if isinstance(axis.tag, str) else "")
        if kind is None:
            return None
        scaling = axis.find(f"{C}scaling")
        title = axis.find(f"{C}title")
        said = "" if title is None else text_of(title) or "Axis Title"  # Word's own words for it
        heading = replace(self.plain, bold=True)
        form = axis.find(f"{C}numFmt")
        linked = form is None or says_on(form.get("sourceLinked"))
        grid = axis.find(f"{C}majorGridlines")
        plain_line = Stroke("#868686", 0.75)
        at = number(value(axis, "crossesAt"))
        crosses = value(axis, "crosses")
        units = axis.find(f"{C}dispUnits")
        divided, named = _UNITS.get(value(units, "builtInUnit"), (number(value(units, "custUnit")) or 1.0, ""))
        label = None if units is None else units.find(f"{C}dispUnitsLbl")
        step = number(value(axis, "majorUnit"))
        log = number(value(scaling, "logBase")) or 0.0
        return Axis(
            kind, value(axis, "axPos") or ("b" if kind != "val" else "l"), title=said,
            title_look=self.type(title, heading) if title is not None else heading, deleted=flag(axis, "delete", absent=False),
            labels=value(axis, "tickLblPos") or "nextTo", low=number(value(scaling, "min")), high=number(value(scaling, "max")),
            step=step if step and step > 0 else None, log=log if log > 1 else 0.0, backward=value(scaling, "orientation") == "maxMin",
            form="" if linked or form is None else form.get("formatCode", ""),
            grid=None if grid is None else self.line(grid.find(f"{C}spPr"), plain_line),
            line=self.line(axis.find(f"{C}spPr"), plain_line), marks=value(axis, "majorTickMark") or "cross",
            crosses=crosses if crosses in ("min", "max") else "" if at is None else at,
            between=value(axis, "crossBetween") != "midCat", every=whole(value(axis, "tickLblSkip")), units=abs(divided) or 1.0,
            units_words="" if label is None else text_of(label.find(f"{C}tx")) or named, look=self.type(axis.find(f"{C}txPr")),
            span=value(axis, "baseTimeUnit"),
        )  # fmt: skip

    def legend(self, root: etree._Element) -> Legend | None:
        """Where the legend stands and how it looks; None without one."""
        legend = root.find(f".//{C}legend")
        if legend is None:
            return None
        gone = frozenset(
            whole(value(each, "idx"))
            for each in legend.findall(f"{C}legendEntry")
            if flag(each, "delete", absent=False)
        )
        side = value(legend, "legendPos") or "r"
        return Legend(
            side, gone, flag(legend, "overlay", absent=False), placed(legend)[0], self.type(legend.find(f"{C}txPr"))
        )


def _own_words(text: etree._Element | None) -> str:
    """The words that somebody wrote for a label; values that they name stand in square brackets."""
    lines = []
    for paragraph in () if text is None else text.iter(f"{A}p"):
        said = ""
        for piece in paragraph:
            if piece.tag == f"{A}fld" and piece.get("type", "") in FIELDS:
                said += f"[{piece.get('type')}]"
            elif piece.tag in (f"{A}r", f"{A}fld"):
                said += piece.findtext(f"{A}t", "")
            elif piece.tag == f"{A}br":
                said += "\n"
        lines.append(said)
    return "\n".join(lines).strip() or text_of(text)


def placed(holder: etree._Element | None) -> tuple[Place, bool]:
    """Where somebody set a part of a chart by hand, and whether that is without its axes' words."""
    layout = None if holder is None else holder.find(f"{C}layout/{C}manualLayout")
    if layout is None:
        return (None, None, None, None), False
    x, y, w, h = (number(value(layout, name)) for name in "xywh")
    edges = [value(layout, f"{name}Mode") == "edge" for name in "xy"]
    within = [each if each is not None and -0.5 <= each <= 1.5 else None for each in (x, y, w, h)]
    if not all(edges):
        within[0] = within[1] = None
    if value(layout, "wMode") == "edge" and within[0] is not None and within[2] is not None:
        within[2] -= within[0]
    if value(layout, "hMode") == "edge" and within[1] is not None and within[3] is not None:
        within[3] -= within[1]
    return (within[0], within[1], within[2], within[3]), value(layout, "layoutTarget") == "inner"


def ranged(series: etree._Element) -> Iterator[tuple[int, str]]:
    """The words of cells that stand as a series' labels, by their place."""
    cache = next(series.iter(f"{C15}dlblRangeCache"), None)
    for each in () if cache is None else cache.findall(f"{C}pt"):
        yield whole(each.get("idx")), (each.findtext(f"{C}v") or "").strip()
