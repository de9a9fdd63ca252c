"""Lines and dots drawn as tiny pictures behind the text: page borders, leaders, the line above notes.

They are backgrounds, so they are artifacts in the PDF and take no room.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from pipeline.printing.document.tree import Border, PageBorders

_LONGEST = 1440.0  # of a line that leads to a stop, in points, drawn in one piece
_DASHES = {"dotted": "0 2", "dashed": "4 2"}


def url(width: float, height: float, drawn: str) -> str:
    """A CSS address of an SVG picture of some size in points."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.4g} {height:.4g}">{drawn}</svg>'
    return f'url("data:image/svg+xml,{quote(svg)}")'


def leader(kind: str, size: float, colour: str, below: float) -> str:
    """The background of a line whose tab is led by dots, a dash or a line.

    ``size`` is that of its words and ``below`` the room under them, in points.
    """
    step, thick = (_LONGEST, max(size * 0.07, 0.5)) if kind == "line" else (size / 4, max(size / 13, 0.6))
    run = {"line": step, "hyphen": step * 0.6}.get(kind, thick)
    rise = size * (0.12 if kind == "line" else 0.28) + below  # a line is drawn where one under words would be
    picture = url(step, thick, f'<path d="M0 0H{run:.3g}V{thick:.3g}H0Z" fill="{colour}"/>')
    return f"background:{picture} 0 calc(100% - {rise:.3g}pt)/{step:.3g}pt {thick:.3g}pt repeat-x"


def note_line(down: float = 0.0) -> str:
    """The background of the space for notes: Word's line of two inches above them, so many points down."""
    line = url(144, 0.6, '<path d="M0 0H144V.6H0Z"/>')
    return f"background:{line} no-repeat 0 {down:g}pt/144pt 0.6pt"


def across(lines: Iterable[tuple[str, Border]]) -> str:
    """The lines from corner to corner of a cell: tl2br falls from left to right, tr2bl rises."""
    ends = {"tl2br": "M0 0L100 100", "tr2bl": "M100 0L0 100"}
    drawn = "".join(
        f'<path d="{ends[side]}" stroke="{colour}" stroke-width="{width:.3g}"/>' for side, (width, _, colour) in lines
    )
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" preserveAspectRatio="none">{drawn}</svg>'
    return f'url("data:image/svg+xml,{quote(svg)}") 0 0/100% 100% no-repeat'


def bars(places: Iterable[float], colour: str) -> str:
    """The upright lines through a paragraph, so many points from its left edge."""
    drawn = f'<path d="M0 0H1V1H0Z" fill="{colour}"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" preserveAspectRatio="none">{drawn}</svg>'
    picture = f'url("data:image/svg+xml,{quote(svg)}")'
    return ",".join(f"{picture} {max(at, 0.0):.4g}pt 0/.75pt 100% no-repeat" for at in places)


def frame(borders: PageBorders, size: tuple[float, float], text: tuple[float, float, float, float]) -> str:
    """The picture, as large as the page, of a page's borders; ``text`` is where the text stands (its left, top, right, bottom).

    All in points from the top left corner of the page.
    """
    width, height = size
    top, right, bottom, left = borders.space
    lines = dict(borders.lines)
    if borders.from_page:
        edges = {"left": left, "top": top, "right": width - right, "bottom": height - bottom}
    else:
        edges = {"left": text[0] - left, "top": text[1] - top, "right": text[2] + right, "bottom": text[3] + bottom}
    return url(width, height, "".join(_line(side, line, edges, borders.from_page) for side, line in lines.items()))


def _line(side: str, line: Border, edges: dict[str, float], inward: bool) -> str:
    """One side of a frame: its line stands inward of its edge, or outward where it is measured from the text."""
    if side not in edges:
        return ""
    thick, style, colour = line
    sign = (1 if inward else -1) * (1 if side in ("left", "top") else -1)
    parts = [(0.0, thick)] if style != "double" else [(0.0, thick / 3), (thick * 2 / 3, thick / 3)]
    drawn = ""
    for away, stroke in parts:
        at = edges[side] + sign * (away + stroke / 2)
        start, end = ("top", "bottom") if side in ("left", "right") else ("left", "right")
        path = (
            f"M{at:.2f} {edges[start]:.2f}V{edges[end]:.2f}"
            if side in ("left", "right")
            else f"M{edges[start]:.2f} {at:.2f}H{edges[end]:.2f}"
        )
        dashes = f' stroke-dasharray="{_DASHES[style]}" stroke-linecap="square"' if style in _DASHES else ""
        drawn += f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{stroke:.3g}"{dashes}/>'
    return drawn
