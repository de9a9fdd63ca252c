"""What is drawn over the text stays whole and on its page, as Word keeps it; so do words that run up or down a cell.

WeasyPrint 70.0 cuts an absolutely placed box at the foot of the page (as high as it is before it is turned), and lets a
picture hang over its edge; what is placed in a footer it moves down with the footer's words.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pipeline.printing.pdf.stand_ins import given

_NO_FOOT = -1e9


def _is(kind: str, box: Any) -> bool:
    """Whether a box is of a class: ``over`` or under the text, ``within`` its page's width too, or ``turned``."""
    return box.element is not None and kind in box.element.get("class", "").split()


@contextmanager
def kept_whole() -> Iterator[None]:
    """WeasyPrint with drawings that are moved where they would leave their page: those set by their character sideways too."""
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout import absolute, page

    theirs, fill = absolute.absolute_box_layout, page.margin_box_content_layout
    sheet_of_edge: Any = None  # the page whose header or footer is laid out, when all the text has been

    def layout(
        context: Any, box: Any, containing_block: Any, fixed_boxes: Any, bottom_space: Any, skip_stack: Any
    ) -> tuple[Any, Any]:
        over = _is("over", box)
        if not over and not _is("turned", box):
            made: tuple[Any, Any] = theirs(context, box, containing_block, fixed_boxes, bottom_space, skip_stack)
            return made
        drawn, _ = theirs(context, box, containing_block, fixed_boxes, _NO_FOOT, skip_stack)
        if not over:
            return drawn, None
        foot = context.page_bottom
        if sheet_of_edge or isinstance(containing_block, boxes.PageBox):
            foot = (sheet_of_edge or containing_block).margin_height()
        beyond = drawn.position_y + drawn.margin_height() - foot
        if foot and beyond > 0:
            drawn.translate(0, -min(beyond, max(drawn.position_y, 0)))
        left, edge = drawn.border_box_x(), (sheet_of_edge or context.current_footnote_area.page).margin_width()
        past = left + drawn.border_width() - edge
        if past > 0 and _is("within", box):
            drawn.translate(-min(past, max(left, 0)), 0)
        return drawn, None

    def margin_box_content_layout(context: Any, sheet: Any, box: Any) -> Any:
        nonlocal sheet_of_edge
        sheet_of_edge = sheet
        filled = fill(context, sheet, box)
        sheet_of_edge = None
        down = filled.children[0].position_y - filled.content_box_y() if filled.children else 0
        for each in filled.descendants() if down else ():
            if isinstance(each, absolute.AbsolutePlaceholder) and _is("over", each) and each.style["top"] != "auto":
                each.translate(0, -down)
        return filled

    with given(absolute, absolute_box_layout=layout), given(page, margin_box_content_layout=margin_box_content_layout):
        yield
