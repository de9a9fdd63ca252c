"""WeasyPrint's boxes hold only what sets them apart: margins of nothing and the like are said once, by their class.

A box of a line or a cell has some forty attributes, most of them nought; without those it takes half the memory.
Like :mod:`pipeline.printing.pdf.quicker`, nothing here changes what is printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from typing import Any

from pipeline.printing.pdf.stand_ins import given

CORNERS = tuple(f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left"))
USUAL: dict[str, Any] = {
    **{f"{kind}_{side}": 0 for kind in ("margin", "padding") for side in ("left", "right", "top", "bottom")},
    "min_width": 0, "max_width": inf, "min_height": 0, "max_height": inf,
    **dict.fromkeys(CORNERS, (0, 0)),
}  # fmt: skip
"""What most boxes have, by attribute; lengths in CSS pixels."""
_UNSET: dict[str, Any] = {
    "background": None, "first_letter_style": None, "first_line_style": None, "remove_decoration_sides": frozenset(),
}  # fmt: skip


@contextmanager
def lean_boxes() -> Iterator[None]:
    """WeasyPrint 70.0 with boxes that begin without what all of them have."""
    from weasyprint.formatting_structure.boxes import Box, ParentBox

    def begin(self: Any, element_tag: str, style: Any, element: Any) -> None:
        self.element_tag = element_tag
        self.element = element
        self.style = style
        self.children = []

    def reset_spacing(self: Any, side: str) -> None:
        self.remove_decoration_sides = self.remove_decoration_sides | {side}
        setattr(self, f"margin_{side}", 0)
        setattr(self, f"padding_{side}", 0)
        setattr(self, f"border_{side}_width", 0)

    def copy_with_children(self: Any, new_children: Any) -> Any:
        made = self.copy()
        made.children = new_children
        vars(self).pop("remove_decoration_sides", None)
        return made

    with (
        given(Box, __init__=begin, **USUAL, **_UNSET),
        given(ParentBox, _reset_spacing=reset_spacing, copy_with_children=copy_with_children),
    ):
        yield
