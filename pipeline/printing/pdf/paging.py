"""The pages that a paper's sections, headings and bookmarks came to stand on, and the numbers printed there."""

from __future__ import annotations

from typing import Any

from pipeline.printing.layout.html import Page


def section_pages(page: Page, document: Any) -> list[int]:
    """How many pages each section stands on; blank ones, put in for the next to begin on its side, are not counted."""
    names = [str(getattr(laid._page_box.page_type, "name", "") or "") for laid in document.pages]
    tops: dict[str, tuple[int, bool]] = {}
    for number, laid in enumerate(document.pages):
        for anchor, (_, top, *_) in laid.anchors.items():
            tops.setdefault(anchor, (number, top < laid._page_box.content_box_y() + 1))
    first: list[int] = []
    for name, anchor in page.begins:
        whole = names.index(name) if name in names else 0
        first.append(tops.get(anchor, (first[-1], False))[0] if anchor else whole)
    counts = []
    for number, (name, _) in enumerate(page.begins):
        last = max((at for at, each in enumerate(names) if each == name), default=first[number])
        following = page.begins[number + 1] if number + 1 < len(page.begins) else ("", "")
        end, fresh = tops.get(following[1], (last, False)) if following[0] == name else (last, False)
        end -= fresh and end > first[number]
        blank = sum(bool(document.pages[at]._page_box.page_type.blank) for at in range(first[number], end + 1))
        counts.append(max(end + 1 - first[number] - blank, 1))
    return counts


def printed_numbers(page: Page, document: Any) -> dict[str, int]:
    """The number printed on the page where each bookmark and heading stands."""
    found: dict[str, int] = {}
    restarts = dict(page.starts)
    number, last = 0, ""
    for laid in document.pages:
        section = getattr(laid._page_box.page_type, "name", "") or ""
        number += 1
        if section != last and restarts.get(section) is not None:
            number = restarts[section] or 0
        last = section
        for anchor in laid.anchors:
            found.setdefault(anchor, number)
    return {**found, **{bookmark: found[anchor] for bookmark, anchor in page.anchors.items() if anchor in found}}
