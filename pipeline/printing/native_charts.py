"""A chart in a Word file, drawn from the figures that are kept with it and said in words."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from pipeline.errors import CannotRead
from pipeline.issues import Severity, rule
from pipeline.printing.chart_figures import C, Figures, drawn_over, read_chart
from pipeline.printing.chart_sketch import chart_svg
from pipeline.printing.chart_words import MOST_SAID, count, words_of
from pipeline.printing.images import Shown, missing
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
    said = f" “{figures.title}”" if figures and figures.title else f" ({alt})" if alt else ""
    if figures is None:
        reading.say(
            NOT_CARRIED, f"The chart here{said} keeps no figures in the Word file, so it can't be drawn.",
            "Paste it again as a picture with alternative text, and give its figures in a table.",
        )  # fmt: skip
        words = alt or "A chart that can’t be shown"
        data = missing(box.w, box.h)
        return [Part(box.x, box.y, Picture("chart.svg", data, "svg", box.w, box.h, words))] if spare is None else [
            Part(box.x, box.y, picture(reading, spare, box, Shown(box.w, box.h, words)))
        ]  # fmt: skip
    words = words_of(figures)
    many = count(figures) > MOST_SAID
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
        return [Part(box.x, box.y, picture(reading, spare, box, Shown(box.w, box.h, words)))]
    accents = [reading.styles.colours.get(f"accent{n}", "") for n in range(1, 7)]
    data = chart_svg(figures, box.w, box.h, [each for each in accents if each])
    return [Part(box.x, box.y, Picture("chart.svg", data, "svg", box.w, box.h, words))]


def _figures(reading: Reading, element: etree._Element) -> Figures | None:
    relationship = reading.package.related(reading.part).get(element.get(f"{R}id") or "")
    if relationship is None or relationship.external:
        return None
    try:
        root = reading.package.xml(relationship.target)
    except CannotRead:
        return None
    figures = None if root is None else read_chart(root, reading.styles.colours)
    if figures is None or root is None:
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
