"""A table's heading rows that leave no room for its others are printed once, where the table begins.

WeasyPrint 70.0 leaves them out where they fill a page, or where the first row doesn't fit below them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pipeline.printing.quicker import in_place_of


@contextmanager
def headed() -> Iterator[None]:
    """WeasyPrint with every table's heading rows printed."""
    from weasyprint.layout import table

    with in_place_of(table.table_layout, _headed(table.table_layout)):
        yield


def _headed(theirs: Callable[..., Any]) -> Callable[..., Any]:
    def table_layout(context: Any, table: Any, bottom_space: Any, skip_stack: Any, *more: Any) -> Any:
        made = theirs(context, table, bottom_space, skip_stack, *more)
        begun = made[0] if skip_stack is None and table.children and table.children[0].is_header else None
        if begun is None or not begun.children or begun.children[0].is_header:
            return made
        table.children[0].is_header = False
        return theirs(context, table, bottom_space, skip_stack, *more)

    return table_layout
