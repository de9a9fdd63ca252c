"""Drawings set at a spot of their page stand there, and words keep clear of them as in Word.

WeasyPrint 70.0 places boxes on the page, but words run under them. Here a page on which one was met is laid out again
with the room of each kept free, as if something floated there. One that leaves no room for the words, or that something
else would be printed on, goes beside the words that it is tied to; the caller is told which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

from pipeline.printing.pdf.stand_ins import given, in_place_of

_PIXELS = 4 / 3
_NO_FOOT = -1e9
_TRIES = 10
_BESIDE = 36 * _PIXELS  # room beside a drawing that words are worth setting in
_BETWEEN = 40 * _PIXELS  # room above, between or below drawings that a page must have for its words
_BELOW = 24 * _PIXELS  # how far a drawing that is placed by its words reaches into the margin below
_TOUCH = 2.0
_HANGS = 30.0  # points that a first line may begin left of its column
_WIDE = 1e5


@dataclass(frozen=True)
class _Room:
    """Room that words keep clear of, in CSS pixels: what WeasyPrint's own floats are to it.

    ``start`` and ``end`` are the left and right edge of what stands there.
    """

    position_x: float
    position_y: float
    width: float
    height: float
    style: dict[str, str]
    of: Element | None
    start: float = 0.0
    end: float = 0.0

    def margin_width(self) -> float:
        return self.width

    def margin_height(self) -> float:
        return self.height


_LEVEL = _Room(0, -_WIDE, 0, 0, {"float": "none"}, None)
"""Last among the room kept, so that what floats later may stand higher on the page than the drawings."""


@dataclass
class _Page:
    """What is known of the page being laid out: the room kept, and the drawings met with their elements."""

    room: list[_Room] = field(default_factory=list)
    met: list[Any] = field(default_factory=list)
    settled: dict[int, list[_Room]] = field(default_factory=dict)
    moved: list[Element] = field(default_factory=list)


@contextmanager
def spots(paper: Element) -> Iterator[list[Element]]:
    """WeasyPrint with a paper's drawings at their spots; the list fills with those that stand beside their words instead."""
    if not any(element.get("data-spot") for element in paper.iter("div")):
        yield []
        return
    from weasyprint.layout import LayoutContext, absolute, page
    from weasyprint.layout import float as floating

    now = _Page()
    theirs, begin = absolute.absolute_box_layout, LayoutContext.create_block_formatting_context

    def layout(context: Any, box: Any, holder: Any, fixed: Any, bottom_space: Any, skip_stack: Any) -> tuple[Any, Any]:
        where = box.element.get("data-spot") if box.element is not None and "::" not in box.element_tag else None
        if not where:
            made: tuple[Any, Any] = theirs(context, box, holder, fixed, bottom_space, skip_stack)
            return made
        sheet = context.current_footnote_area.page
        start, foot = 0.0, sheet.margin_height()
        if box.element.get("data-from"):
            start, foot = box.position_y, min(foot, sheet.content_box_y() + sheet.height + _BELOW)
        drawn, _ = theirs(context, box, sheet, fixed, _NO_FOOT, skip_stack)
        left, share_x, top, share_y = (float(each) for each in where.split()[:4])
        left += sheet.content_box_x() / _PIXELS if box.element.get("data-of") else 0.0
        left += _column_left(box, sheet)
        x = left * _PIXELS - share_x * drawn.border_width()
        y = start + top * _PIXELS - share_y * drawn.border_height()
        y -= max(min(y + drawn.border_height() - foot, y), 0)
        if not -drawn.border_width() < x < sheet.margin_width():  # nothing is lost beyond the edge of its page
            x = min(max(x, 0.0), max(sheet.margin_width() - drawn.border_width(), 0.0))
        if y + drawn.border_height() <= 0 or box.element.find("table") is not None:  # nor a table's first row
            y = max(y, 0.0)
        drawn.translate(x - drawn.border_box_x(), y - drawn.border_box_y())
        drawn.spot_start = start
        now.met.append(drawn)
        return drawn, None

    def create(context: Any, root: Any = None, new_list: Any = None) -> None:
        begin(context, root, new_list)
        if now.room and (root is None or root.is_column):
            room = now.room if root is None else [each for room in now.room if (each := _in_column(room, root))]
            context.excluded_shapes[:0] = [*room, _LEVEL]

    with (
        given(absolute, absolute_box_layout=layout),
        given(LayoutContext, create_block_formatting_context=create),
        in_place_of(page.remake_page, _remade(page.remake_page, now)),
        in_place_of(floating.get_clearance, _cleared(floating.get_clearance)),
        in_place_of(floating.avoid_collisions, _unmoved(floating.avoid_collisions)),
    ):
        yield now.moved


def _column_left(box: Any, sheet: Any) -> float:
    """How far right of the text's left edge the column begins that a drawing is tied to, in points; 0 without columns."""
    lefts = [float(each) for each in box.element.get("data-lefts", "0").split()]
    at = (box.position_x - sheet.content_box_x()) / _PIXELS
    return max(each for each in lefts if each <= max(at + _HANGS, 0.0))


def _in_column(room: _Room, column: Any) -> _Room | None:
    """The room that a column's words keep clear of; None where it isn't in the column."""
    left, right = column.position_x, column.position_x + column.width
    if room.end <= left or room.start >= right:
        return None
    if room.width > _WIDE * 1.5 or max(room.start - left, right - room.end) < _BESIDE:
        return replace(room, position_x=-_WIDE, width=2 * _WIDE, style={"float": "left"})
    if room.start - left > right - room.end:
        return replace(room, position_x=room.start, width=_WIDE, style={"float": "right"})
    return replace(room, position_x=-_WIDE, width=room.end + _WIDE, style={"float": "left"})


def _cleared(theirs: Callable[..., Any]) -> Callable[..., Any]:
    """What clears floats doesn't clear the room of drawings further down the page; empty paragraphs do."""

    def get_clearance(context: Any, box: Any, direction: Any, collapsed_margin: Any = 0) -> Any:
        shapes = context.excluded_shapes
        rooms = [each for each in shapes if isinstance(each, _Room)] if shapes else ()
        if not rooms:
            return theirs(context, box, direction, collapsed_margin)
        if box.style["clear"] == "none":
            empty = box.element is not None and "gap" in box.element.get("class", "").split()
            return _past(rooms, box.position_y + collapsed_margin, box.height) if empty else None
        context.excluded_shapes = [each for each in shapes if not isinstance(each, _Room)]
        found = theirs(context, box, direction, collapsed_margin)
        context.excluded_shapes = shapes
        return found

    return get_clearance


def _unmoved(theirs: Callable[..., Any]) -> Callable[..., Any]:
    """What floats by itself isn't moved by the room of other drawings."""

    def avoid_collisions(context: Any, box: Any, containing_block: Any, outer: bool = True) -> Any:
        shapes = context.excluded_shapes
        if not shapes or not box.is_floated() or not any(isinstance(each, _Room) for each in shapes):
            return theirs(context, box, containing_block, outer)
        context.excluded_shapes = [each for each in shapes if not isinstance(each, _Room)]
        found = theirs(context, box, containing_block, outer)
        context.excluded_shapes = shapes
        return found

    return avoid_collisions


def _past(rooms: Sequence[_Room], top: float, height: float) -> float | None:
    """How far down an empty paragraph goes to keep clear of drawings that have words above and below them only."""
    start = top
    for room in sorted((each for each in rooms if each.width > _WIDE * 1.5), key=lambda each: each.position_y):
        if room.position_y < top + height and room.position_y + room.height > top:
            top = room.position_y + room.height
    return top - start or None


def _remade(theirs: Callable[..., tuple[Any, Any]], now: _Page) -> Callable[..., tuple[Any, Any]]:
    """A page laid out until its words keep clear of the drawings on it.

    The room of a drawing whose paragraph is pushed to the next page by it stays free, or the paragraph would come back.
    """

    def remake_page(index: int, context: Any, root_box: Any, html: Any) -> tuple[Any, Any]:
        notes, reported, broken = context.footnotes.copy(), context.reported_footnotes, context.broken_out_of_flow
        known = now.room = now.settled.get(index, [])
        for tries in range(_TRIES):
            now.met = []
            made = theirs(index, context, root_box, html)
            if tries == _TRIES - 1 or not (now.met or now.room):
                break
            there = {id(each) for each in made[0].descendants(placeholders=True)}
            met = [drawn for drawn in now.met if id(drawn) in there]
            wanted = [room for drawn in met if (room := _room(drawn, made[0]))]
            fresh = now.room is not known or wanted == known
            wrong = _crowding(wanted, made[0])
            if wrong is None and fresh and all(each in now.room for each in wanted):
                wrong = _printed_on(made[0], met)
                if wrong is None:
                    now.settled[index] = now.room
                    break
            elif wrong is None and tries > _TRIES / 2:
                wrong = wanted[-1].of
            if wrong is not None:
                _beside_words(next(drawn for drawn in met if drawn.element is wrong))
                now.moved.append(wrong)
                now.room = []
            else:
                again = {id(each.of) for each in wanted}
                now.room = [*wanted, *(each for each in now.room if fresh and id(each.of) not in again)]
            context.footnotes, context.reported_footnotes, context.broken_out_of_flow = notes.copy(), reported, broken
            state = context.page_maker[index][-1]
            state.update(content_changed=False, pages_wanted=False, anchors=[], content_lookups=[])
        now.room = []
        return made

    return remake_page


def _room(drawn: Any, sheet: Any) -> _Room | None:
    """The room that words keep clear of a drawing, out to the side of the page that they don't stand at."""
    keep = drawn.element.get("data-keep", "")
    if not keep:
        return None
    above, right, below, left = (float(each) * _PIXELS for each in drawn.element.get("data-spot", "").split()[4:])
    foot = drawn.border_box_y() + drawn.border_height() + below
    y = max(drawn.border_box_y() - above, drawn.spot_start)  # words before the paragraph that places it stay
    height = max(foot - y, 0.0)
    start, end = drawn.border_box_x() - left, drawn.border_box_x() + drawn.border_width() + right
    if keep == "lines":
        return _Room(-_WIDE, y, 2 * _WIDE, height, {"float": "left"}, drawn.element, start, end)
    if keep == "left" or (keep == "column" and start + end < sheet.margin_width()):
        return _Room(-_WIDE, y, end + _WIDE, height, {"float": "left"}, drawn.element, start, end)
    return _Room(start, y, _WIDE, height, {"float": "right"}, drawn.element, start, end)


def _crowding(rooms: Sequence[_Room], sheet: Any) -> Element | None:
    """The drawing that takes most of a page on which drawings leave no room for words; None where they leave some."""
    top, left = sheet.content_box_y(), sheet.content_box_x()
    bottom, right = top + sheet.height, left + sheet.width
    inside = [each for each in rooms if each.position_y < bottom and each.position_y + each.height > top]
    edges = sorted(
        {top, bottom, *(y for r in inside for y in (r.position_y, r.position_y + r.height) if top < y < bottom)}
    )
    free = most = 0.0
    for start, end in pairwise(edges):
        across = [r for r in inside if r.position_y < end and r.position_y + r.height > start]
        near = max([left, *(r.position_x + r.width for r in across if r.style["float"] == "left")])
        far = min([right, *(r.position_x for r in across if r.style["float"] == "right")])
        free = free + end - start if far - near >= _BESIDE else 0.0
        most = max(most, free)
    if not inside or most >= min(_BETWEEN, sheet.height / 4):
        return None
    return max(inside, key=lambda room: room.height).of


def _printed_on(sheet: Any, met: Sequence[Any]) -> Element | None:
    """A drawing that words should keep clear of and don't; None where all is well."""
    kept = [drawn for drawn in met if drawn.element.get("data-keep")]
    if not kept:
        return None
    corners = [(d.border_box_x(), d.border_box_y(), d.border_width(), d.border_height(), d) for d in kept]
    foot = sheet.content_box_y() + sheet.height
    last: Element = kept[-1].element
    for box in _words(sheet):
        x, y, w, h = box.position_x, box.position_y, box.margin_width(), box.margin_height()
        for left, top, width, height, drawn in corners:
            across = min(x + w, left + width) - max(x, left)
            if across > _TOUCH and min(y + h, top + height) - max(y, top) > _TOUCH:
                found: Element = drawn.element
                return found
        if y + h / 2 > foot + _TOUCH:
            return last
    return None


def _words(box: Any) -> Iterator[Any]:
    """The words and pictures of a page that are not set at a place of their own."""
    for child in getattr(box, "children", ()):
        if type(child).__name__ == "AbsolutePlaceholder":
            continue
        if type(child).__name__ in ("TextBox", "InlineReplacedBox", "BlockReplacedBox"):
            if getattr(child, "text", "x").strip():
                yield child
        else:
            yield from _words(child)


def _beside_words(drawn: Any) -> None:
    """Let a drawing float beside the words that it is tied to from now on."""
    drawn.style["position"] = "static"
    drawn.style["float"] = "right" if drawn.element.get("data-keep") == "right" else "left"
