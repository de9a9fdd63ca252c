"""Words that are laid out beyond the edges of their page, where nobody sees them: they are said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.issues import Issue, Severity, rule
from pipeline.places import Place

OFF_PAGE = rule(
    "W-60", Severity.ERROR, "Every word of a paper stands on its page, where it is seen.", "WCAG 2.2, 1.3.1: what is there to be read is also seen"
)  # fmt: skip
_SHOWN, _NAMED = 60, 3


def off_page(document: Any, name: str) -> list[Issue]:
    """One issue for the words of a laid-out document that no page shows; none where all are seen."""
    lines = list({id(element): _words(element) for page in document.pages for element in _beyond(page)}.values())
    if not lines:
        return []
    more = f" and {len(lines) - _NAMED:,} lines more" if len(lines) > _NAMED else ""
    named = ", ".join(f"“{line[:_SHOWN]}”" for line in lines[:_NAMED])
    return [
        OFF_PAGE.at(
            Place(name, heading=lines[0][:_SHOWN]),
            f"Words stand beyond the edge of their page, where nobody sees them: {named}{more}.",
            "In Word, move the text box onto the page, or make the indent, the cell's margin or the table's width smaller.",
        )
    ]


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _beyond(page: Any) -> Iterator[Any]:
    """The elements with words wholly off a page; those turned are passed over, which stand elsewhere than laid out."""
    boxes = [page._page_box]
    while boxes:
        box = boxes.pop()
        box = getattr(box, "_box", box)
        words = getattr(box, "text", None)
        if words is None:
            boxes += () if box.style["transform"] else reversed(box.children)
        elif (
            box.position_x >= page.width or box.position_x + box.width <= 0
            or box.position_y >= page.height or box.position_y + box.height <= 0
        ) and any(map(str.isalnum, words)):  # fmt: skip
            yield box.element
