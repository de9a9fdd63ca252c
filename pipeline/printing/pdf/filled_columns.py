"""Columns filled, each at its own width, page after page.

WeasyPrint 70.0 gives all columns of a section one width, and takes a page break in one for the column's end.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf
from typing import Any
from xml.etree.ElementTree import Element

from pipeline.printing.pdf.stand_ins import in_place_of

_PIXELS = 4 / 3
_TO_PAGES = frozenset(("page", "left", "right", "recto", "verso"))


@dataclass
class _Filling:
    """How the columns of a section are filled on one page.

    ``places`` are their widths and distances from the text's left edge, in CSS pixels. WeasyPrint fills them on trial
    first, one box again and again, then for good, a box for each. ``ended`` is the page break that one of them ends at.
    """

    places: list[tuple[float, float]]
    left: float
    made: int = 0
    start: Any = None
    rounds: int = 0
    number: int = 0
    ended: Any = None

    def begin(self, box: Any, skip_stack: Any, ahead: bool) -> None:
        """Set the width and place of the column to be laid out; ``ahead`` where only its first words are."""
        trial = box.number == 0
        if trial and not self.rounds:
            self.start = skip_stack
        if not trial:
            self.number = box.number - 1
        elif not ahead:
            self.number = 0 if skip_stack is self.start else self.number + 1
            self.rounds += self.number == 0
        self.ended = self.ended if self.number else None
        width, across = self.places[min(self.number + ahead, len(self.places) - 1)]
        if trial and self.rounds == 1:
            width = max(width for width, _ in self.places)  # the height tried next is rather too low than too high
        box.width, box.position_x = width, self.left + across


@contextmanager
def columned(paper: Element) -> Iterator[None]:
    """WeasyPrint with columns of the widths that elements give them (data-columns), ended by page breaks."""
    if not any(element.get("data-columns") for element in paper.iter("div")):
        yield
        return
    from weasyprint.layout import block, column

    make, lay = column._create_column_box, block.block_box_layout

    def _create_column_box(box: Any, containing_block: Any, children: Any, width: float, position_y: float) -> Any:
        made = make(box, containing_block, children, width, position_y)
        if "filling" not in vars(box):
            sizes = [float(each) * _PIXELS for each in box.element.get("data-columns").split()]
            places = [(sizes[at], sum(sizes[:at])) for at in range(0, len(sizes), 2)]
            box.filling = _Filling(places, made.position_x)
        made.filling, made.number = box.filling, box.filling.made
        box.filling.made += 1
        return made

    def block_box_layout(context: Any, box: Any, bottom_space: Any, skip_stack: Any, *more: Any, **kept: Any) -> Any:
        if not box.is_column:
            return lay(context, box, bottom_space, skip_stack, *more, **kept)
        filling, ahead = box.filling, bottom_space == inf
        filling.begin(box, skip_stack, ahead)
        if filling.ended and not ahead:
            empty = box.copy_with_children([])
            empty.height = 0
            return empty, skip_stack, filling.ended, [], False, None
        made = lay(context, box, bottom_space, skip_stack, *more, **kept)
        if not ahead and made[0] is not None and made[1] is not None and made[2]["break"] in _TO_PAGES:
            filling.ended = made[2]
        return made

    with in_place_of(make, _create_column_box), in_place_of(lay, block_box_layout):
        yield
