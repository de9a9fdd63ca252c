"""The figures that a chart shows, as a table that opens beneath it on the web page."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from pipeline.printing.document.tree import Paragraph
from pipeline.printing.document.tree_drawn import pictures_in

_NARROW = 4
_LONGEST = 80


def write_figures(parent: Element, block: Paragraph) -> None:
    """Write the figures of each chart in a paragraph."""
    for each in block.children:
        for picture in pictures_in(each):
            if picture.rows:
                _write(parent, picture.alt, picture.rows)


def _write(parent: Element, alt: str, rows: Sequence[Sequence[str]]) -> None:
    name = alt.split(". ")[0].rstrip(".:")[:_LONGEST]
    details = SubElement(parent, "details")
    SubElement(details, "summary").text = f"Figures of the chart ({name})" if name else "Figures of the chart"
    holder = details
    if len(rows[0]) > _NARROW:
        about = {
            "class": "scroll",
            "role": "region",
            "tabindex": "0",
            "aria-label": f"Figures: {name} (scrolls sideways)",
        }
        holder = SubElement(details, "div", about)
    table = SubElement(holder, "table")
    head = SubElement(SubElement(table, "thead"), "tr")
    for text in rows[0]:
        SubElement(head, "th", {"scope": "col"}).text = text
    body = SubElement(table, "tbody")
    for first, *others in rows[1:]:
        row = SubElement(body, "tr")
        SubElement(row, "th", {"scope": "row"}).text = first
        for text in others:
            SubElement(row, "td").text = text
