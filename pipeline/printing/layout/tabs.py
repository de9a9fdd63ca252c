"""Where the words between tabs stand: in the line, or at a stop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.printing.document.tree import (
    Break,
    Inline,
    Link,
    PageField,
    Paragraph,
    RunFormat,
    Tab,
    Text,
    inlines,
    words,
)
from pipeline.printing.layout.looks import pt
from pipeline.printing.letters.widths import breadth

DEFAULT_STOP = 36.0
_OVER = 0.5


_LEADERS = {"dot": "dot", "middleDot": "dot", "hyphen": "hyphen", "underscore": "line", "heavy": "line"}
Stop = tuple[float, str, str]
"""Points from the margin, alignment, leader."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words between two tabs: ``flow`` in the line, ``tab`` in a box up to a stop, or ``at`` a place of their own.

    A ``line`` holds none: a tab that has no stop left before the edge goes on to the next line.

    ``room`` is what the line must leave free at its end, in points, so that words don't run into the piece.
    ``leader`` is what leads over the empty part: of a box after its words, else of the line before the piece.
    """

    inlines: tuple[Inline, ...]
    kind: str = "flow"
    css: str = ""
    room: float = 0.0
    leader: str = ""


def lay(block: Paragraph, base: RunFormat, width: float, own: float = DEFAULT_STOP) -> list[Piece]:
    """The pieces of a paragraph with tabs, on a line ``width`` points wide between the margins.

    ``own`` is the distance of the stops that Word puts itself.
    """
    look = block.format
    segments = _segments(block.children)
    if block.contents:
        segments = _one_link(segments)
    start, end_room = (look.right, look.left) if look.right_to_left else (look.left, look.right)
    stops: list[Stop] = [(stop.position, stop.align, _LEADERS.get(stop.leader, "")) for stop in look.tabs]
    if look.first < 0 and not any(stop[0] == start for stop in stops):
        stops = sorted([*stops, (start, "left", "")])
    edge = width - end_room
    at = start if block.label else start + look.first
    place: Stop | None = None
    pieces: list[Piece] = []
    for number, segment in enumerate(segments):
        size = _breadth(segment, base)
        last = number == len(segments) - 1
        if place is None and not last and (lines := _lines(segment, at, start, edge, base)) is not None:
            pieces.append(Piece(tuple(segment)))
            segment, at = [], lines
        if place is None:
            end = at + (size if segment else 0.0)
        else:
            placed = _placed(block, segment, place, edge, size if last else 0.0, base)
            pieces += placed
            end = place[0] + {"left": size, "center": size / 2}.get(place[1], 0.0)
        stop = (0.0, "left", "") if last else _next_stop(stops, end, edge, own)
        if (
            place is None
            and not last
            and stop[0] >= edge >= end > start
            and max((s[0] for s in stops), default=0) <= end
        ):
            following = _next_stop(stops, start, edge, own)
            if following[1] == "left" and following[0] < edge:
                pieces += [Piece(tuple(segment)), Piece((), "line")]
                segment, at, stop = [], start, following
        if place is None and not last and stop[1] == "left":
            pieces.append(Piece(tuple(segment), "tab", f"min-width:{pt(stop[0] - at)}", leader=stop[2]))
            at = stop[0]
            continue
        if place is None:
            pieces.append(Piece(tuple(segment)))
        place = stop
    return pieces


def _lines(segment: Sequence[Inline], at: float, start: float, edge: float, base: RunFormat) -> float | None:
    """About where words that take more than one line end on their last; None where one line holds them."""
    breaks = [number for number, each in enumerate(segment) if isinstance(each, Break)]
    last = segment[breaks[-1] + 1 :] if breaks else segment
    end = (start if breaks else at) + _breadth(last, base)
    if end > edge > start:
        return start + (end - edge) % (edge - start)
    return end if breaks else None


def _placed(
    block: Paragraph, segment: Sequence[Inline], place: Stop, edge: float, ending: float, base: RunFormat
) -> list[Piece]:
    """Words at a stop that the line can't reach by flowing: centred on it, ending at it, or starting there."""
    position, align, leader = place
    if not segment:
        return [Piece((), "at", "", leader=leader)] if leader else []
    look = block.format
    near, far = ("right", "left") if look.right_to_left else ("left", "right")
    start = look.right if look.right_to_left else look.left
    if align == "center":
        css = f"{near}:{pt(position - start - 300)};width:600pt;text-align:center"
    elif align == "left":
        css = f"{near}:{pt(position - start)}"
    else:
        after = _after_point(segment, base) if align == "decimal" else 0.0
        gap = edge - position - after
        over = min(gap, 0.0) - _OVER if leader else gap  # what hides the leader hides the last of its dots too
        css = f"{far}:{pt(over)}" + (f";padding-{far}:{pt(max(gap, 0.0) + _OVER)}" if leader else "")
    at_end = bool(ending) and align not in ("center", "left")
    css += ";bottom:0" if at_end else ";top:0"
    room = ending + 10 if at_end and block.contents else 0.0
    return [Piece(tuple(segment), "at", css, room, leader if at_end else "")]


def _after_point(segment: Sequence[Inline], base: RunFormat) -> float:
    """How wide words are from their decimal point on, in points."""
    text = words(segment)
    point = text.rfind(".")
    return breadth(text[point:], base.size, base.font, base.bold) if point >= 0 else 0.0


def _next_stop(stops: Sequence[Stop], at: float, edge: float, own: float) -> Stop:
    """Where a tab goes: the next stop set, else the next of Word's own; past the edge, ending at the edge."""
    for position, align, leader in stops:
        if position > at + 0.5:
            inside = min(position, edge) if align != "left" and position < edge + 40 else position
            return inside, align, leader
    following = (int(at / own) + 1) * own
    return (following, "left", "") if following < edge or not stops else (edge, "right", "")


def _breadth(segment: Sequence[Inline], base: RunFormat) -> float:
    """About how wide inlines are on one line, in points."""
    return sum(
        breadth(each.text, each.format.size, each.format.font, each.format.bold)
        if isinstance(each, Text)
        else breadth(words([each]) or "0" * isinstance(each, PageField), base.size, base.font, base.bold)
        for each in inlines(segment)
        if not isinstance(each, Link)
    )


def _segments(children: Sequence[Inline]) -> list[list[Inline]]:
    """The inlines between tabs; a link across a tab becomes a link on each side of it."""
    segments: list[list[Inline]] = [[]]
    for child in children:
        if isinstance(child, Tab):
            segments.append([])
        elif isinstance(child, Link) and any(isinstance(each, Tab) for each in inlines(child.children)):
            for number, segment in enumerate(_segments(child.children)):
                if number:
                    segments.append([])
                if segment:
                    segments[-1].append(replace(child, children=tuple(segment)))
        else:
            segments[-1].append(child)
    return segments


def _one_link(segments: list[list[Inline]]) -> list[list[Inline]]:
    """A contents entry's segments with the link on its words only, not again on its number and page."""
    longest = max(range(len(segments)), key=lambda number: len(words(segments[number])))
    return [
        segment
        if number == longest
        else [part for each in segment for part in (each.children if isinstance(each, Link) else (each,))]
        for number, segment in enumerate(segments)
    ]
