"""A table begins on its page: with its heading rows, and though its rows stay together and no page can hold them.

WeasyPrint 70.0 leaves heading rows out where they fill a page, or where the first row doesn't fit below them; a table
whose rows all stay together it can't lay out at all where they come in groups that together are higher than a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pipeline.printing.pdf.stand_ins import in_place_of


@contextmanager
def headed() -> Iterator[None]:
    """WeasyPrint with every table begun, and its heading rows printed."""
    from weasyprint.layout import table

    with in_place_of(table.table_layout, _headed(table.table_layout)):
        yield


def _headed(theirs: Callable[..., Any]) -> Callable[..., Any]:
    from weasyprint.layout import table as tables

    earlier = tables._find_earlier_page_break

    def begun(
        context: Any, table: Any, bottom_space: Any, skip_stack: Any, holder: Any, empty: bool, *more: Any
    ) -> Any:
        made = theirs(context, table, bottom_space, skip_stack, holder, empty, *more)
        if made[0] is not None or not empty:
            return made
        with in_place_of(earlier, _somewhere(earlier)):
            return theirs(context, table, bottom_space, skip_stack, holder, empty, *more)

    def table_layout(context: Any, table: Any, bottom_space: Any, skip_stack: Any, *more: Any) -> Any:
        made = begun(context, table, bottom_space, skip_stack, *more)
        headless = made[0] if skip_stack is None and table.children and table.children[0].is_header else None
        if headless is None or not headless.children or headless.children[0].is_header:
            return made
        table.children[0].is_header = False
        return begun(context, table, bottom_space, skip_stack, *more)

    return table_layout


def _somewhere(theirs: Callable[..., Any]) -> Callable[..., Any]:
    """Where rows are to stay together but can't, a page ends after the last that it holds."""

    def _find_earlier_page_break(
        context: Any, element: Any, index: int, before: Any, empty: bool, *placed: Any
    ) -> tuple[Any, Any]:
        made: tuple[Any, Any] = theirs(context, element, index, before, empty or bool(before), *placed)
        return made

    return _find_earlier_page_break
