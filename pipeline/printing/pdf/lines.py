"""Where words stand in the height of their line: as in Word, what line spacing adds is below them.

CSS shares it between above and below, so that text spaced by one and a half starts lower on its page than in Word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from pipeline.printing.letters.fonts import above, line_ratio
from pipeline.printing.pdf.stand_ins import in_place_of


@contextmanager
def word_lines() -> Iterator[None]:
    """WeasyPrint with the words of its lines standing where Word has them."""
    from weasyprint.layout import float as floating
    from weasyprint.layout import inline

    with (
        in_place_of(floating.avoid_collisions, _hanging(floating.avoid_collisions)),
        in_place_of(inline._adjust_line_height, _adjusted(inline._adjust_line_height)),
        in_place_of(inline.split_text_box, _split(inline.split_text_box)),
        in_place_of(inline.remove_last_whitespace, _ended(inline.remove_last_whitespace)),
        in_place_of(inline.text_align, _justified(inline.text_align)),
        in_place_of(inline.aligned_subtree_verticality, _as_high_as_words(inline.aligned_subtree_verticality)),
    ):
        yield


def _lift(style: Any) -> float:
    """How much higher words stand than CSS puts them, in CSS pixels; 0 where the line's height is a length."""
    known = vars(style)
    if "word_lift" not in known:
        spacing, size = style["line_height"], style["font_size"]
        font = style["font_family"][0] if style["font_family"] else ""
        lift = 0.0
        if isinstance(spacing, float) and spacing:
            natural = line_ratio(font)
            lift = ((spacing - natural) / 2 - above(font)) * size
            if spacing < natural:
                lift = (natural - spacing) / 2 * size - above(font) * size
        known["word_lift"] = lift
    found: float = known["word_lift"]
    return found


def _adjusted(theirs: Callable[[Any], None]) -> Callable[[Any], None]:
    def _adjust_line_height(box: Any) -> None:
        theirs(box)
        if lift := _lift(box.style):
            box.baseline -= lift
            box.margin_top -= lift
            box.margin_bottom += lift

    return _adjust_line_height


def _split(theirs: Callable[..., tuple[Any, Any, Any]]) -> Callable[..., tuple[Any, Any, Any]]:
    def split_text_box(
        context: Any, box: Any, available_width: Any, skip: Any, is_line_start: Any = True
    ) -> tuple[Any, Any, Any]:
        made, resume, broken = theirs(context, box, available_width, skip, is_line_start)
        if resume is not None and available_width is not None and box.text.endswith("\u00a0"):
            # Pango 1.50 ends a line after its first word where only a hard space at the end of the text has no room
            again = theirs(context, box, available_width - box.style["font_size"] / 2, skip, is_line_start)
            if again[1] is not None and again[1] > resume:
                made, resume, broken = again
        words = made.text.rstrip(" ") if made is not None else ""
        if words and len(words) < len(made.text) and available_width is not None and made.width > available_width:
            # spaces at the end of a line hang over its edge; WeasyPrint 70.0 would break the line before the words
            bare, *_ = theirs(context, box.copy_with_text(words), None, 0, is_line_start)
            if bare is not None and bare.width <= available_width:
                made.width = available_width
        if made is not None and (lift := _lift(made.style)):
            made.baseline -= lift
            made.margin_top -= lift
            made.margin_bottom += lift
        return made, resume, broken

    return split_text_box


def _ended(theirs: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """Spaces at a line's end take no room where spaces are kept either."""

    def remove_last_whitespace(context: Any, line: Any) -> None:
        box = line
        while getattr(box, "children", None):
            box = box.children[-1]
        if not getattr(box, "text", "").endswith(" ") or box.style["white_space"] != "pre-wrap":
            theirs(context, line)
            return
        style, box.style = box.style, box.style.copy()
        box.style["white_space"] = "normal"
        theirs(context, line)
        box.style = style

    return remove_last_whitespace


def _justified(theirs: Callable[..., Any]) -> Callable[..., Any]:
    """Lines are spread to both edges where spaces are kept too, as in Word; CSS leaves it open and WeasyPrint doesn't."""
    from weasyprint.layout import inline

    def text_align(context: Any, line: Any, available_width: Any, last: bool) -> Any:
        style = line.style
        if not last and style["white_space"] == "pre-wrap" and style["text_align_all"] == "justify":
            inline.justify_line(context, line, max(available_width - line.width, 0))
        return theirs(context, line, available_width, last)

    return text_align


def _as_high_as_words(theirs: Callable[..., tuple[Any, Any]]) -> Callable[..., tuple[Any, Any]]:
    """A line is as high as the words on it; in CSS it is at least as high as the paragraph's font."""
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout import inline

    def words(box: Any) -> bool:
        if isinstance(box, boxes.TextBox):
            return bool(box.text.strip()) and box.margin_height() > 0 and box.style["vertical_align"] == "baseline"
        return isinstance(box, boxes.InlineBox) and any(map(words, box.children))

    def aligned_subtree_verticality(box: Any, subtrees: list[Any], baseline_y: Any) -> tuple[Any, Any]:
        if not isinstance(box, boxes.LineBox) or not any(map(words, box.children)):
            return theirs(box, subtrees, baseline_y)
        children = box.children
        box.children = [child for child in children if child.element_tag == "br"]
        inline.inline_box_verticality(box, [], baseline_y)
        box.children = [child for child in children if child.element_tag != "br"]
        found: tuple[Any, Any] = inline.inline_box_verticality(box, subtrees, baseline_y)
        box.children = children
        return found

    return aligned_subtree_verticality


@dataclass(frozen=True, slots=True)
class _Wider:
    """The room of lines with that of the first one's hanging indent."""

    start: float
    width: float
    style: Any

    def content_box_x(self) -> float:
        return self.start


def _hanging(theirs: Callable[..., tuple[Any, Any, Any]]) -> Callable[..., tuple[Any, Any, Any]]:
    """A first line that hangs out of its paragraph starts clear of what floats there; in CSS it starts on it."""

    def avoid_collisions(context: Any, box: Any, containing_block: Any, outer: bool = True) -> tuple[Any, Any, Any]:
        indent = getattr(box, "text_indent", 0) if context.excluded_shapes else 0
        if indent >= 0 or outer or containing_block.style["direction"] != "ltr":
            return theirs(context, box, containing_block, outer)
        room = _Wider(
            containing_block.content_box_x() + indent, containing_block.width - indent, containing_block.style
        )
        x, y, width = theirs(context, box, room, outer)
        return x - indent, y, width + indent

    return avoid_collisions
