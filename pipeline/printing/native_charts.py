"""A chart in a Word file, drawn from the figures that are kept with it and said in words."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from pipeline.errors import CannotRead
from pipeline.issues import Severity, rule
from pipeline.printing.chart.cached import C
from pipeline.printing.chart.figures import Figures
from pipeline.printing.chart.looks import Looks
from pipeline.printing.chart.newer import CX, read_newer
from pipeline.printing.chart.read import drawn_over, read_chart
from pipeline.printing.chart.sketch import chart_svg
from pipeline.printing.chart.words import MOST_SAID, count, rows_of, words_of
from pipeline.printing.images import LOOKS, Shown, missing
from pipeline.printing.package import R
from pipeline.printing.reading import NOT_CARRIED, Reading
from pipeline.printing.shapes import picture
from pipeline.printing.sketch import Box
from pipeline.printing.tree_drawn import Part, Picture

CHART = rule(
    "W-23", Severity.QUERY, "A chart has alternative text that says what it shows; its figures are in the paper.", "WCAG 2.2, 1.1.1"
)  # fmt: skip


def chart(reading: Reading, element: etree._Element, box: Box, alt: str, spare: etree._Element | None) -> list[Part]:
    """What stands for a chart: a drawing of its figures, or ``spare``, the picture that the file holds in its place."""
    figures = _figures(reading, element)
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
    data = chart_svg(figures, box.w, box.h, reading.styles.fonts.get("minorHAnsi", "Calibri"))
    return [Part(box.x, box.y, Picture("chart.svg", data, "svg", box.w, box.h, words, rows=rows_of(figures)))]


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


def _figures(reading: Reading, element: etree._Element) -> Figures | None:
    relationship = reading.package.related(reading.part).get(element.get(f"{R}id") or "")
    if relationship is None or relationship.external:
        return None
    try:
        root = reading.package.xml(relationship.target)
    except CannotRead:
        return None
    if root is None:
        return None
    looks = Looks(reading.styles.colours, reading.styles.fonts)
    figures = read_newer(root, looks) if root.tag.startswith(CX) else read_chart(root, looks)
    if figures is None:
        return None
    return replace(figures, besides=figures.besides + _over(reading, root, relationship.target))


def _over(reading: Reading, root: etree._Element, part: str) -> tuple[str, ...]:
    """The words of what is drawn over a chart, which a part of its own keeps."""
    holder = root.find(f"{C}userShapes")
    related = None if holder is None else reading.package.related(part).get(holder.get(f"{R}id") or "")
    if related is None or related.external:
        return ()
    try:
        drawn = reading.package.xml(related.target)
    except CannotRead:
        return ()
    return () if drawn is None else drawn_over(drawn)
