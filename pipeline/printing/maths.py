"""stub"""

from __future__ import annotations

from lxml import etree

from pipeline.printing.reading import NOT_CARRIED, Reading

_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def equation(reading: Reading, element: etree._Element) -> str:
    """An equation's characters in order; that its layout is lost is said."""
    text = "".join(each.text or "" for each in element.iter(f"{_MATHS}t"))
    reading.say(NOT_CARRIED, f"The equation “{text}” is carried as plain characters only.", "Say the sum in words.")
    return text
