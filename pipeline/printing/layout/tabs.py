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
_TIGHT = 2.0  # points that words may be reckoned to stand over others by
_BESIDE = 10.0  # points that they may reach past the column


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


@dataclass(frozen=True)
class _Line:
    """A line of words with tabs: where it starts and ends in points from the margin, its stops, which tabs are underlined.

    What stands at a stop may reach past the ``edge`` as far as the ``end`` of the column.

    ``own`` is the distance of the stops that Word puts itself, ``base`` the look of most words.
    """

    start: float
    edge: float
    end: float
    stops: tuple[Stop, ...]
    own: float
    base: RunFormat
    underlined: tuple[bool, ...]

    def stop(self, number: int, at: float) -> Stop:
        """Where one of the tabs goes; a line leads there where it is underlined."""
        position, align, leader = self.next_stop(at)
        return position, align, leader or ("line" if self.underlined[number] else "")

    def next_stop(self, at: float) -> Stop:
        """Where a tab goes: the next stop set, else the next of Word's own; past the edge, ending at the edge."""
        for position, align, leader in self.stops:
            if position > at + 0.5:
                inside = min(position, self.edge) if align != "left" and position < self.edge + 40 else position
                return inside, align, leader
        following = (int(at / self.own) + 1) * self.own
        return (following, "left", "") if following < self.edge or not self.stops else (self.edge, "right", "")

    def ends(self, segment: Sequence[Inline], at: float) -> float | None:
        """About where words that take more than one line end on their last; None where one line holds them."""
        breaks = [number for number, each in enumerate(segment) if isinstance(each, Break)]
        last = segment[breaks[-1] + 1 :] if breaks else segment
        end = (self.start if breaks else at) + _breadth(last, self.base)
        if end > self.edge > self.start:
            return self.start + (end - self.edge) % (self.edge - self.start)
        return end if breaks else None

    def goes_on(self, end: float) -> bool:
        """Whether a tab after words that end there has no stop left before the edge, and goes on to the next line."""
        beyond = self.next_stop(end)[0] >= self.edge >= end > self.start
        return beyond and max((stop[0] for stop in self.stops), default=0) <= end


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
    tabs = (each for each in inlines(block.children) if isinstance(each, Tab))
    underlined = tuple(bool(tab.format.underline) and not block.contents for tab in tabs)
    line = _Line(start, width - end_room, width, tuple(stops), own, base, underlined)
    pieces, place, rest = _flowing(segments, line, start if block.label else start + look.first, block.contents)
    end = start
    for number, segment in enumerate(rest, len(segments) - len(rest)):
        size = _breadth(segment, base)
        last = number == len(segments) - 1
        if place[0] - _before(segment, place[1], base) < end - _TIGHT:
            place = end, "left", place[2]
        pieces += _placed(block, segment, place, line.edge, size if last else 0.0, base)
        end = place[0] - _before(segment, place[1], base) + size
        if not last:
            place = line.stop(number, place[0] + {"left": size, "center": size / 2}.get(place[1], 0.0))
    return pieces


def _flowing(
    segments: Sequence[list[Inline]], line: _Line, at: float, contents: bool
) -> tuple[list[Piece], Stop, Sequence[list[Inline]]]:
    """The pieces that the line reaches by flowing from a point; the stop that it can't reach so, and what stands from there on.

    Words that have no room between the last ones and their stop follow them, as in Word; an entry of ``contents`` makes room.
    """
    pieces: list[Piece] = []
    for number, segment in enumerate(segments[:-1]):
        if (end := line.ends(segment, at)) is not None:
            pieces.append(Piece(tuple(segment)))
            segment, at = [], end
        end = at + (_breadth(segment, line.base) if segment else 0.0)
        stop = line.stop(number, end)
        following = line.next_stop(line.start)
        if line.goes_on(end) and following[1] == "left" and following[0] < line.edge:
            pieces += [Piece(tuple(segment)), Piece((), "line")]
            segment, at, stop = [], line.start, following
        if stop[1] != "left" and any(segments[number + 1 :]):
            pieces.append(Piece(tuple(segment)))
            if contents or stop[0] - _before(segments[number + 1], stop[1], line.base) >= end - _TIGHT:
                return pieces, stop, segments[number + 1 :]
            if end + _breadth(segments[number + 1], line.base) <= line.end + _BESIDE:
                return pieces, (end, "left", stop[2]), segments[number + 1 :]
            pieces.append(Piece((Text(" ", line.base),)))
            at = end
            continue
        pieces.append(Piece(tuple(segment), "tab", f"min-width:{pt(stop[0] - at)}", leader=stop[2]))
        at = stop[0]
    return [*pieces, Piece(tuple(segments[-1]))], (0.0, "left", ""), ()


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


def _before(segment: Sequence[Inline], align: str, base: RunFormat) -> float:
    """How much of words stands before a stop that they are aligned on, in points."""
    wide = _breadth(segment, base)
    return {"left": 0.0, "center": wide / 2}.get(
        align, wide - (_after_point(segment, base) if align == "decimal" else 0.0)
    )


def _after_point(segment: Sequence[Inline], base: RunFormat) -> float:
    """How wide words are from their decimal point on, in points."""
    text = words(segment)
    point = text.rfind(".")
    return breadth(text[point:], base.size, base.font, base.bold) if point >= 0 else 0.0


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
