"""Where the words between tabs stand: in the line, or at a stop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.printing.looks import pt
from pipeline.printing.tree import Inline, Link, Paragraph, RunFormat, Tab, Text, inlines, words
from pipeline.printing.widths import breadth

DEFAULT_STOP = 36.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Words between two tabs: ``flow`` in the line, ``tab`` in a box up to a stop, or ``at`` a place of their own.

    ``room`` is what the line must leave free at its end, in points, so that words don't run into the piece.
    """

    inlines: tuple[Inline, ...]
    kind: str = "flow"
    css: str = ""
    room: float = 0.0


def lay(block: Paragraph, base: RunFormat, width: float) -> list[Piece]:
    """The pieces of a paragraph with tabs, on a line ``width`` points wide between the margins."""
    look = block.format
    segments = _segments(block.children)
    if block.contents:
        segments = _one_link(segments)
    stops = [(stop.position, stop.align) for stop in look.tabs]
    if look.first < 0:
        stops = sorted({*stops, (look.left, "left")})
    edge = width - look.right
    at = look.left if block.label else look.left + look.first
    place: tuple[float, str] | None = None
    pieces: list[Piece] = []
    for number, segment in enumerate(segments):
        size = sum(breadth(words([each]), _size(each, base), base.font, base.bold) for each in segment)
        last = number == len(segments) - 1
        if place is None:
            end = at + size
        else:
            pieces += _placed(block, segment, place, edge, size if last else 0.0)
            end = place[0] + {"left": size, "center": size / 2}.get(place[1], 0.0)
        stop = (0.0, "left") if last else _next_stop(stops, end, edge)
        if place is None and not last and stop[1] == "left":
            pieces.append(Piece(tuple(segment), "tab", f"min-width:{pt(stop[0] - at)}"))
            at = stop[0]
            continue
        if place is None:
            pieces.append(Piece(tuple(segment)))
        place = stop
    return pieces


def _placed(
    block: Paragraph, segment: Sequence[Inline], place: tuple[float, str], edge: float, ending: float
) -> list[Piece]:
    """Words at a stop that the line can't reach by flowing: centred on it, ending at it, or starting there."""
    position, align = place
    if not segment:
        return []
    if align == "center":
        css = f"left:{pt(position - block.format.left - 300)};width:600pt;text-align:center"
    elif align == "left":
        css = f"left:{pt(position - block.format.left)}"
    else:
        css = f"right:{pt(edge - position)}"
    at_end = bool(ending) and align not in ("center", "left")
    css += ";bottom:0" if at_end else ";top:0"
    return [Piece(tuple(segment), "at", css, ending + 10 if at_end and block.contents else 0.0)]


def _next_stop(stops: Sequence[tuple[float, str]], at: float, edge: float) -> tuple[float, str]:
    """Where a tab goes: the next stop set, else the next of Word's own; past the edge, ending at the edge."""
    for position, align in stops:
        if position > at + 0.5:
            return (min(position, edge) if align != "left" and position < edge + 40 else position, align)
    own = (int(at / DEFAULT_STOP) + 1) * DEFAULT_STOP
    return (own, "left") if own < edge or not stops else (edge, "right")


def _size(inline: Inline, base: RunFormat) -> float:
    return inline.format.size if isinstance(inline, Text) else base.size


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
