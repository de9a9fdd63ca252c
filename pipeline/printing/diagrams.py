"""A SmartArt diagram in a Word file."""

from __future__ import annotations

from lxml import etree

from pipeline.printing.reading import NOT_CARRIED, Reading
from pipeline.printing.sketch import Box
from pipeline.printing.tree_drawn import Part


def diagram(reading: Reading, element: etree._Element, box: Box, alt: str, other: object) -> list[Part]:
    """What stands for a diagram; that it can't be carried is said."""
    reading.say(
        NOT_CARRIED, f"The paper holds a SmartArt diagram{f' ({alt})' if alt else ''}, which can't be carried.",
        "Paste it again as a picture with alternative text.",
    )  # fmt: skip
    return []
