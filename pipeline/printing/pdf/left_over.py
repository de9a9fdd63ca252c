"""What a box at the foot of the last page has no room for is printed on a page more: WeasyPrint 70.0 leaves it out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pipeline.printing.pdf.stand_ins import in_place_of


class _PageMore(list[Any]):
    """No footnote waits for the next page, and yet there has to be one."""

    def __bool__(self) -> bool:
        return True


@contextmanager
def nothing_left_over() -> Iterator[None]:
    """WeasyPrint with pages until all boxes are whole; pages that share a box are made again together."""
    from weasyprint.layout import page

    theirs = page.make_page

    def make_page(context: Any, root_box: Any, kind: Any, resume_at: Any, number: int, state: Any) -> Any:
        goes_on = bool(context.broken_out_of_flow)
        made, resume_at, next_page = theirs(context, root_box, kind, resume_at, number, state)
        left = bool(context.broken_out_of_flow)
        if goes_on or left:
            context.page_maker[number - 1][-1]["pages_wanted"] = True
        if left and resume_at is None and not context.reported_footnotes:
            context.reported_footnotes = _PageMore()
        return made, resume_at, next_page

    with in_place_of(theirs, make_page):
        yield
