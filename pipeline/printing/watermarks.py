"""Watermarks: large pale words or pictures that a header puts on every page."""

from __future__ import annotations

from lxml import etree

from pipeline.issues import Severity, rule
from pipeline.printing.package import W
from pipeline.printing.reading import Reading

WATERMARK = rule(
    "W-22", Severity.QUERY, "A paper for publication has no watermark.", "WCAG 2.2, 1.4.3: words stand out from what is behind them"
)  # fmt: skip
_NAMES = ("watermark", "powerpluswatermark", "pictwatermark")


def is_watermark(reading: Reading, name: str) -> bool:
    """Whether a drawing in a header or footer is called a watermark, as Word calls those that it makes."""
    return any(each in name.lower() for each in _NAMES) and reading.at_edge


def words_of(element: etree._Element) -> str:
    """The words of a drawing, in one line."""
    return " ".join("".join(text.text or "" for text in element.iter(f"{W}t")).split())


def say_watermark(reading: Reading, words: str) -> None:
    """Say once that the paper has a watermark."""
    named = f"the watermark “{words}”" if words else "a picture as a watermark"
    message = f"The pages carry {named}, printed behind the text."
    if any(issue.code == WATERMARK.code and issue.message == message for issue in reading.issues):
        return
    near, reading.near = reading.near, words
    reading.say(WATERMARK, message, "Before the paper is published choose Design, Watermark, Remove Watermark in Word.")
    reading.near = near
