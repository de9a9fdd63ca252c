"""The numbers of lines in a page's margin, which people refer to when they read a draft together.

They are drawn on finished pages as artifacts, so that nobody hears them amid the words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from pipeline.printing.pdf.stand_ins import in_place_of

_PIXELS = 4 / 3


@dataclass(frozen=True)
class _Line:
    """A line that counts: its section's rule and plain style, its box, and the left edge of its text, in CSS pixels."""

    rule: str
    style: Any
    box: Any
    left: float


@contextmanager
def numbered_lines(paper: Element) -> Iterator[None]:
    """WeasyPrint with the lines of a paper numbered where its elements ask for it."""
    if not any(element.get("data-lines") for element in paper.iter("div")):
        yield
        return
    from weasyprint import draw

    with in_place_of(draw.draw_page, _numbered(draw.draw_page)):
        yield


def _numbered(theirs: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    number, last = 0, ""

    def draw_page(page: Any, stream: Any) -> None:
        nonlocal number, last
        theirs(page, stream)
        begun = False
        for line in _lines(page):
            by, first, restart, distance, section = line.rule.split()
            anew = not begun if restart == "newPage" else section != last if restart == "newSection" else not last
            number = int(first) if anew else number + 1
            begun, last = True, section
            if number % int(by) == 0:
                _draw(stream, line, str(number), float(distance) * _PIXELS)

    return draw_page


def _lines(page: Any) -> Iterator[_Line]:
    """The lines of a page that count, in order: not those of tables, boxes, notes and what stands at the page's edges."""
    stack: list[tuple[Any, str, Any, float]] = [(child, "", None, 0.0) for child in reversed(page.children)]
    while stack:
        box, rule, style, left = stack.pop()
        name = type(box).__name__
        element = getattr(box, "element", None)
        if name in ("MarginBox", "FootnoteAreaBox", "AbsolutePlaceholder", "TableBox") or box.is_floated():
            continue
        classes = element.get("class", "").split() if element is not None else []
        if "uncounted" in classes or "box" in classes:
            continue
        if element is not None and (asked := element.get("data-lines", "")):
            rule, style, left = asked, box.style, box.content_box_x()
        if box.is_column:
            left = box.content_box_x()
        if rule and (name == "LineBox" or "gap" in classes):
            yield _Line(rule, style, box, left)
        elif name != "LineBox":
            stack += [(child, rule, style, left) for child in reversed(getattr(box, "children", ()))]


def _draw(stream: Any, line: _Line, number: str, distance: float) -> None:
    """Write a number on its line, ending so far left of the text."""
    from weasyprint.draw.text import draw_text
    from weasyprint.formatting_structure.boxes import TextBox
    from weasyprint.text.line_break import split_first_line, strut

    layout, _, _, width, height, baseline = split_first_line(number, line.style, None, None, 0)
    made = TextBox("p", line.style, None, number)
    made.pango_layout, made.width, made.height, made.baseline = layout, width, height, baseline
    words = next((each for each in line.box.descendants() if type(each).__name__ == "TextBox"), None)
    down = (
        words.position_y + words.baseline if words is not None else line.box.content_box_y() + strut(line.box.style)[1]
    )
    made.position_x, made.position_y = line.left - distance - width, down - baseline
    with stream.artifact():
        draw_text(stream, made, 0, "clip", "none")
