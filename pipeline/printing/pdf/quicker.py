"""WeasyPrint's costliest small steps, done once where it does them again for every box, line and letter.

Nothing here changes what is printed, but for words in drawings, which are drawn whole instead of letter by letter.
Each function stands in for one of WeasyPrint 70.0 and hands on to it whatever is not the plain case;
tests/printing/test_quicker_printing.py fails when WeasyPrint's own change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from functools import cache
from typing import Any

from pipeline.printing.pdf.lean_boxes import CORNERS, USUAL, lean_boxes
from pipeline.printing.pdf.quicker_pages import known_pages, on_no_other_page
from pipeline.printing.pdf.quicker_text import few_letters, kept_lines, known_letters
from pipeline.printing.pdf.stand_ins import given, in_place_of

_LENGTHS = (
    "margin_left", "margin_right", "margin_top", "margin_bottom",
    "padding_left", "padding_right", "padding_top", "padding_bottom",
    "width", "min_width", "max_width", "height", "min_height", "max_height",
)  # fmt: skip
_BORDERS = ("border_top_width", "border_right_width", "border_bottom_width", "border_left_width")
_SQUARE = (0, "px")
# Elements given these by WeasyPrint's own style sheet all have one; the papers' style says those it uses.
_PSEUDO = frozenset(("marker", "footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"))
_MANY_PLACES = frozenset(("rotate", "textLength", "lengthAdjust", "letter-spacing"))


@contextmanager
def quicker() -> Iterator[None]:
    """WeasyPrint with its slow steps replaced."""
    from weasyprint import layout, svg
    from weasyprint.draw import border
    from weasyprint.draw import text as draw_text
    from weasyprint.layout import background, page, percent
    from weasyprint.layout import float as floating
    from weasyprint.text import fonts, line_break

    text = svg.TAGS["text"]
    whole = whole_words(text)
    tags = {tag: whole if draw is text else draw for tag, draw in svg.TAGS.items()}
    with (
        given(svg, text=whole, TAGS=tags),
        in_place_of(percent.resolve_percentages, known_lengths(percent.resolve_percentages)),
        in_place_of(line_break.strut, known_struts(line_break.strut)),
        in_place_of(line_break.split_first_line, few_letters(line_break.split_first_line)),
        in_place_of(floating.avoid_collisions, past_no_floats(floating.avoid_collisions)),
        in_place_of(border.draw_outline, no_outlines(border.draw_outline)),
        in_place_of(fonts.get_font_description, known_fonts(fonts.get_font_description)),
        in_place_of(draw_text.draw_first_line, known_letters(draw_text.draw_first_line)),
        in_place_of(page.set_page_type_computed_styles, known_pages(page.set_page_type_computed_styles)),
        in_place_of(layout.layout_fixed_boxes, on_no_other_page),
        in_place_of(background.layout_box_backgrounds, plain_grounds(background.layout_box_backgrounds)),
        plain_flow(),
        lean_boxes(),
        kept_lines(),
    ):
        yield


def known_lengths(theirs: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """Lengths of a box that depend on no other box, worked out once for each style instead of for each box.

    A style isn't changed once boxes are laid out (only ::first-line and flex do, which papers don't have).
    """

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        style = box.style
        known = vars(style)
        if "known_lengths" not in known:
            known["known_lengths"] = _lengths(style)
        used = known["known_lengths"]
        if used is None:
            theirs(box, containing_block)
            return
        own = vars(box)
        for name in USUAL.keys() & own.keys():
            del own[name]
        own.update(used)
        collapse = style["border_collapse"] == "collapse"
        for name in _BORDERS:
            if not (collapse and hasattr(box, name)):
                setattr(box, name, style[name])

    return resolve_percentages


def _lengths(style: Any) -> dict[str, Any] | None:
    """Used lengths of a style's boxes but for usual ones; None where they depend on what holds the box."""
    if style["box_sizing"] != "content-box":
        return None
    used: dict[str, Any] = {}
    for name in _LENGTHS:
        value = style[name]
        if value == "auto":
            used[name] = 0 if name in ("min_width", "min_height") else "auto"
        elif getattr(value, "unit", None) == "px":
            used[name] = value.value
        else:
            return None
    return {name: length for name, length in used.items() if USUAL.get(name, "") != length}


def known_fonts(theirs: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Pango's description of a font, made once for each look instead of for each line."""
    known: dict[tuple[Any, ...], Any] = {}

    def get_font_description(style: Any) -> Any:
        key = (
            tuple(style["font_family"]),
            style["font_size"],
            style["font_weight"],
            style["font_style"],
            style["font_stretch"],
            style["font_variant_caps"],
            str(style["font_variation_settings"]),
        )
        if key not in known:
            known[key] = theirs(style)
        return known[key]

    return get_font_description


def known_struts(theirs: Callable[[Any], tuple[float, float]]) -> Callable[[Any], tuple[float, float]]:
    """A line's height and baseline, looked up by the style itself instead of by all that it says of its font."""

    def strut(style: Any) -> tuple[float, float]:
        known = vars(style)
        if "known_strut" not in known:
            known["known_strut"] = theirs(style)
        found: tuple[float, float] = known["known_strut"]
        return found

    return strut


def past_no_floats(theirs: Callable[..., tuple[Any, Any, Any]]) -> Callable[..., tuple[Any, Any, Any]]:
    """The place of a line beside which nothing floats: the whole width of what holds it."""
    from weasyprint.formatting_structure.boxes import LineBox

    def avoid_collisions(context: Any, box: Any, containing_block: Any, outer: bool = True) -> tuple[Any, Any, Any]:
        plain = isinstance(box, LineBox) and not (box.margin_left or box.margin_right or box.margin_top)
        if context.excluded_shapes or not plain or containing_block.style["direction"] != "ltr":
            return theirs(context, box, containing_block, outer)
        left = containing_block.content_box_x()
        return left, box.position_y, left + containing_block.width - left

    return avoid_collisions


def no_outlines(theirs: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """Boxes without an outline, known by its width."""
    from weasyprint.formatting_structure.boxes import Box

    def draw_outline(stream: Any, box: Any) -> None:
        if box.style["outline_width"]:
            theirs(stream, box)
            return
        for child in box.children:
            if isinstance(child, Box):
                draw_outline(stream, child)

    return draw_outline


def plain_grounds(theirs: Callable[..., None]) -> Callable[..., None]:
    """Boxes with neither ground, round corner, shadow nor picture in their border, known by their style."""
    from weasyprint.draw.color import get_color
    from weasyprint.layout.absolute import AbsolutePlaceholder

    def plain(style: Any) -> bool:
        known = vars(style)
        if "known_plain" not in known:
            known["known_plain"] = (
                all(_SQUARE in style[corner] for corner in CORNERS)
                and style["border_image_source"][0] == style["mask_border_source"][0] == "none"
                and style["visibility"] == "visible"
                and all(kind == "none" for kind, _ in style["background_image"])
                and get_color(style, "background_color").alpha == 0
                and not style["box_shadow"]
            )
        found: bool = known["known_plain"]
        return found

    def layout_box_backgrounds(page: Any, box: Any, get: Any, layout_children: bool = True, style: Any = None) -> None:
        elsewhere = box is page or isinstance(box, AbsolutePlaceholder) or style is not None or not layout_children
        if elsewhere or not plain(box.style):
            theirs(page, box, get, layout_children, style)
            return
        for child in box.all_children():
            layout_box_backgrounds(page, child, get)

    return layout_box_backgrounds


@contextmanager
def plain_flow() -> Iterator[None]:
    """Whether a box is in the flow, asked of its style twice instead of seven times."""
    from weasyprint.formatting_structure.boxes import Box

    def is_in_normal_flow(self: Any) -> bool:
        style = self.style
        return style["float"] == "none" and style["position"] in ("static", "relative")

    with given(Box, is_in_normal_flow=is_in_normal_flow):
        yield


class _Whole(str):
    """Words that count as one letter."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        yield str(self)


def whole_words(theirs: Callable[[Any, Any, Any], None]) -> Callable[[Any, Any, Any], None]:
    """Words of a drawing, laid out and drawn at once unless their letters have places of their own."""

    def text(svg: Any, node: Any, font_size: Any) -> None:
        places = (str(node.attrib.get(name, "")).split() for name in ("x", "y", "dx", "dy"))
        if node.text and not _MANY_PLACES & set(node.attrib) and all(len(place) < 2 for place in places):
            node._etree_node.text = _Whole(node.text)
        theirs(svg, node, font_size)

    return text


@cache
def sheet() -> Any:
    """WeasyPrint's own style sheet without the pseudo-elements that it gives every element."""
    from weasyprint.html import UA_STYLESHEET

    ours = copy(UA_STYLESHEET)
    ours.matcher = copy(ours.matcher)
    ours.matcher.other_selectors = [each for each in ours.matcher.other_selectors if each[3] not in _PSEUDO]
    return ours
