"""Indents that change sides: on even pages what is set in from the left is set in from the right, as in Word."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from xml.etree.ElementTree import Element

from pipeline.printing.pdf.stand_ins import in_place_of


@contextmanager
def mirrored(paper: Element) -> Iterator[None]:
    """WeasyPrint with the margins of mirrored paragraphs changing sides on even pages."""
    if not any("mirrored" in element.get("class", "").split() for element in paper.iter()):
        yield
        return
    from weasyprint.layout import block

    theirs = block.block_box_layout

    def block_box_layout(context: Any, box: Any, *more: Any, **kept: Any) -> Any:
        even = box.element is not None and context.current_page and context.current_page % 2 == 0
        if even and "mirrored" in box.element.get("class", "").split():
            box.margin_left, box.margin_right = box.margin_right, box.margin_left
        return theirs(context, box, *more, **kept)

    with in_place_of(theirs, block_box_layout):
        yield
