"""A chart in a Word file, drawn from the figures that are kept with it and said in words."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from pipeline.errors import CannotRead
from pipeline.issues import Severity, rule
from pipeline.printing.chart.cached import C, number
from pipeline.printing.chart.figures import Figures
from pipeline.printing.chart.looks import Looks
from pipeline.printing.chart.newer import CX, read_newer
from pipeline.printing.chart.read import read_chart
from pipeline.printing.chart.sketch import chart_svg
from pipeline.printing.chart.words import MOST_SAID, count, rows_of, words_of
from pipeline.printing.document.tree_drawn import Part, Picture
from pipeline.printing.drawing.images import LOOKS, Shown, missing
from pipeline.printing.drawing.shapes import Drawn, own_box, picture
from pipeline.printing.drawing.sketch import Box
from pipeline.printing.word.package import A, R
from pipeline.printing.word.reading import NOT_CARRIED, Reading

CHART = rule(
    "W-23", Severity.QUERY, "A chart has alternative text that says what it shows; its figures are in the paper.", "WCAG 2.2, 1.1.1"
)  # fmt: skip


def chart(reading: Reading, element: etree._Element, box: Box, alt: str, spare: etree._Element | None) -> list[Part]:
    """What stands for a chart: a drawing of its figures, or ``spare``, the picture that the file holds in its place."""
    figures, over = _figures(reading, element)
    if figures is None:
        return [Part(box.x, box.y, _without_figures(reading, box, alt, spare))]
    words = words_of(figures)
    many = count(figures) > MOST_SAID
    said = _named(figures.title, alt)
    if not alt or many:
        what = "has no alternative text" if not alt else f"has {count(figures)} figures, too many to be read out"
        done = (
            "it is read out as its first, last, lowest and highest figures"
            if many
            else "its figures are read out in its place"
        )
        reading.say(
            CHART, f"The chart here{said} {what}; {done if not alt else 'only its alternative text is'}.",
            "Say in its alternative text what the chart shows, and give its figures in a table.",
        )  # fmt: skip
    words = f"{alt.rstrip('.')}. {words}" if alt and not many else alt or words
    if spare is not None:
        return [
            Part(box.x, box.y, replace(picture(reading, spare, box, Shown(box.w, box.h, words)), rows=rows_of(figures)))
        ]
    if figures.flat:
        reading.say(
            LOOKS, f"The chart here{said} is printed {figures.flat}; its figures are the same.",
            "Check that page of the PDF, or choose a plain chart in Word.",
        )  # fmt: skip
    data = chart_svg(figures, box.w, box.h, reading.styles.theme.fonts.get("minorHAnsi", "Calibri"))
    made = Picture("chart.svg", data, "svg", box.w, box.h, words, rows=rows_of(figures))
    return [Part(box.x, box.y, made), *_drawn_over(reading, over, box)]


def _named(title: str, alt: str) -> str:
    return f" “{title}”" if title else f" ({alt})" if alt else ""


def _without_figures(reading: Reading, box: Box, alt: str, spare: etree._Element | None) -> Picture:
    """What stands for a chart that can't be drawn."""
    reading.say(
        NOT_CARRIED, f"The chart here{_named('', alt)} keeps no figures in the Word file, so it can't be drawn.",
        "Paste it again as a picture with alternative text, and give its figures in a table.",
    )  # fmt: skip
    words = alt or "A chart that can’t be shown"
    if spare is not None:
        return picture(reading, spare, box, Shown(box.w, box.h, words))
    return Picture("chart.svg", missing(box.w, box.h), "svg", box.w, box.h, words)


def _figures(reading: Reading, element: etree._Element) -> tuple[Figures | None, str]:
    """A chart's figures, and the part that keeps what is drawn over it."""
    relationship = reading.package.related(reading.part).get(element.get(f"{R}id") or "")
    if relationship is None or relationship.external:
        return None, ""
    try:
        root = reading.package.xml(relationship.target)
    except CannotRead:
        return None, ""
    if root is None:
        return None, ""
    looks = Looks(reading.styles.theme.colours, reading.styles.theme.fonts)
    figures = read_newer(root, looks) if root.tag.startswith(CX) else read_chart(root, looks)
    holder = root.find(f"{C}userShapes")
    over = None if holder is None else reading.package.related(relationship.target).get(holder.get(f"{R}id") or "")
    return figures, "" if over is None or over.external else over.target


def _drawn_over(reading: Reading, part: str, box: Box) -> list[Part]:
    """The shapes and text boxes that somebody drew over a chart."""
    try:
        root = reading.package.xml(part) if part else None
    except CannotRead:
        return []
    drawn = Drawn(reading, lambda *_: [])
    before, reading.part = reading.part, part
    try:
        for anchor in root.iterfind("{*}relSizeAnchor") if root is not None else ():
            x, y, right, bottom = (
                (number(anchor.findtext(f"{{*}}{corner}/{{*}}{side}")) or 0.0)
                for corner in ("from", "to")
                for side in "xy"
            )
            shape = next(
                (each for each in anchor if etree.QName(each).localname in ("sp", "cxnSp", "pic", "grpSp")), None
            )
            if shape is None:
                continue
            where = Box(box.x + x * box.w, box.y + y * box.h, max(right - x, 0) * box.w, max(bottom - y, 0) * box.h)
            drawn.read(shape, _turned(where, next(shape.iter(f"{A}xfrm"), None)))
        drawn.flush()
    finally:
        reading.part = before
    return drawn.parts


def _turned(box: Box, frame: etree._Element | None) -> Box:
    """The box of a shape as it is before it is turned, from the room that it takes."""
    if frame is None:
        return box
    own = own_box(frame)
    if own.turn % 180 == 90:
        box = Box(box.x + (box.w - box.h) / 2, box.y + (box.h - box.w) / 2, box.h, box.w)
    return replace(box, turn=own.turn, flip=own.flip)
