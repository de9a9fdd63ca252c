"""Watermarks: large pale words or pictures that a header puts on every page."""

from __future__ import annotations

from lxml import etree

from pipeline.issues import Severity, rule
from pipeline.printing.document.tree import Paragraph, RunFormat, Text, inlines
from pipeline.printing.document.tree_drawn import Part, Placement
from pipeline.printing.drawing.sketch import Box, Sketch
from pipeline.printing.drawing.vml_values import paler
from pipeline.printing.letters.widths import breadth
from pipeline.printing.word.package import A, W, whole
from pipeline.printing.word.reading import Reading

WATERMARK = rule(
    "W-22", Severity.QUERY, "A paper for publication has no watermark.", "WCAG 2.2, 1.4.3: words stand out from what is behind them"
)  # fmt: skip
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_NAMES = ("watermark", "powerpluswatermark", "pictwatermark")


def is_watermark(reading: Reading, name: str) -> bool:
    """Whether a drawing in a header or footer is called a watermark, as Word calls those that it makes."""
    return any(each in name.lower() for each in _NAMES) and reading.at_edge


def is_slanted_behind(reading: Reading, place: Placement | None, box: Box) -> bool:
    """Whether a drawing in a header or footer stands behind the text at a slant, as watermarks do."""
    return place is not None and place.behind and box.turn % 90 != 0 and reading.at_edge


def words_of(element: etree._Element) -> str:
    """The words of a drawing, in one line."""
    return " ".join("".join(text.text or "" for text in element.iter(f"{W}t")).split())


def large_words(reading: Reading, shape: etree._Element, box: Box) -> Part | None:
    """The words of a drawn shape as one picture to go behind the text: as large as they are, or bent to fill the shape."""
    holder = shape.find(f"{{*}}txbx/{W}txbxContent")
    text = "" if holder is None else words_of(holder)
    if holder is None or not text:
        return None
    near = reading.near
    blocks = reading.blocks(holder, {}, {})
    reading.near = near
    said = [each for block in blocks if isinstance(block, Paragraph) for each in inlines(block.children)]
    look = next((each.format for each in said if isinstance(each, Text) and each.text.strip()), RunFormat())
    natural = breadth(text, 100, look.font, look.bold)
    warp = shape.find(f"{{*}}bodyPr/{A}prstTxWarp")
    if warp is None or warp.get("prst") == "textNoShape":
        w, h = natural * look.size / 100, look.size * 1.1
        box = Box(box.x + (box.w - w) / 2, box.y + (box.h - h) / 2, w, h, box.turn, box.flip)
    clear = next((whole(each.get(f"{_W14}val")) for each in holder.iter(f"{_W14}alpha")), 0) / 100000
    sketch = Sketch()
    sketch.words(
        [text], box, font=look.font, colour=paler(look.colour or "#000000", 1 - min(max(clear, 0.0), 1.0)),
        bold=look.bold, italic=look.italic, natural=max(natural, 50),
    )  # fmt: skip
    return sketch.part(text)


def say_watermark(reading: Reading, words: str) -> None:
    """Say once that the paper has a watermark."""
    named = f"the watermark “{words}”" if words else "a picture as a watermark"
    message = f"The pages carry {named}, printed behind the text."
    if any(issue.code == WATERMARK.code and issue.message == message for issue in reading.issues):
        return
    near, reading.near = reading.near, words
    reading.say(WATERMARK, message, "Before the paper is published choose Design, Watermark, Remove Watermark in Word.")
    reading.near = near
