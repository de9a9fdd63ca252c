"""Lines, shapes and large words drawn as SVG pictures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from pipeline.printing.document.room import height
from pipeline.printing.document.tree import Block
from pipeline.printing.document.tree_drawn import Frame, Part, Picture
from pipeline.printing.drawing.shape_colours import Paint, Stroke

_ARROW = (
    '<marker id="{id}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="{size:.2f}" markerHeight="{size:.2f}" orient="{turn}">'
    '<path d="M0 0L10 5L0 10z" fill="{colour}"/></marker>'
)

_LEAST_ARROW = 6.0
"""How long an arrow's head is on a thin line, in points."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a shape stands in its drawing: left, top, width and height in points, turn in degrees, mirrored or not."""

    x: float
    y: float
    w: float
    h: float
    turn: float = 0.0
    flip: str = ""


@dataclass
class Sketch:
    """Shapes drawn one over the other, in the order they come."""

    marks: list[str] = field(default_factory=list)
    defined: list[str] = field(default_factory=list)
    edges: list[tuple[float, float, float, float]] = field(default_factory=list)

    def add(self, path: str, box: Box, paint: Paint, stroke: Stroke, *, closed: bool = True) -> None:
        """Draw a path whose points are within ``box``."""
        filled = bool(closed and paint.colour and paint.opacity)
        if not path or not (filled or stroke.colour):
            return
        looks = [f'fill="{self._paint(paint, box)}"' if filled else 'fill="none"']
        if filled and paint.opacity < 1:
            looks.append(f'fill-opacity="{paint.opacity:.2f}"')
        pad = 0.0
        if stroke.colour:
            looks.append(f'stroke="{stroke.colour}" stroke-width="{stroke.width:g}"')
            pad = stroke.width / 2
            if stroke.dash:
                looks.append(f'stroke-dasharray="{stroke.dash}"')
            for end, turn, there in (("start", "auto-start-reverse", stroke.head), ("end", "auto", stroke.tail)):
                if there and not closed:
                    name = f"a{len(self.defined)}"
                    self.defined.append(
                        _ARROW.format(
                            id=name, turn=turn, colour=stroke.colour, size=max(4.0, _LEAST_ARROW / stroke.width)
                        )
                    )
                    looks.append(f'marker-{end}="url(#{name})"')
                    pad = max(pad, stroke.width * 3, _LEAST_ARROW / 2)
        self.marks.append(f'<path d="{path}" {" ".join(looks)}{_transform(box)}/>')
        self._reach(box, pad)

    def words(
        self, lines: Sequence[str], box: Box, *, font: str, colour: str, bold: bool, italic: bool, natural: float
    ) -> None:  # fmt: skip
        """Lines of large words stretched to fill ``box``; ``natural`` is the widest one's width in points in type of 100 points."""
        safe = "".join(c for c in font if c.isalnum() or c in " -") or "sans-serif"
        x, y = box.w / max(natural, 1), box.h / (110 * max(len(lines), 1))
        looks = (' font-weight="bold"' if bold else "") + (' font-style="italic"' if italic else "")
        middle = "" if len(lines) == 1 else ' text-anchor="middle"'
        at = 0.0 if len(lines) == 1 else natural / 2
        body = "".join(
            f'<text transform="scale({x:.4f} {y:.4f})" x="{at:g}" y="{86 + 110 * number}" font-size="100" '
            f'font-family={quoteattr(f"{safe}, sans-serif")} fill="{colour}"{looks}{middle}>{escape(text)}</text>'
            for number, text in enumerate(lines)
        )
        self.marks.append(f"<g{_transform(box)}>{body}</g>")
        self._reach(box, 0)

    def _paint(self, paint: Paint, box: Box) -> str:
        if not paint.second or paint.second == paint.colour:
            return paint.colour
        name = f"g{len(self.defined)}"
        across, down = math.cos(math.radians(paint.angle)) * box.w / 2, math.sin(math.radians(paint.angle)) * box.h / 2
        x, y = box.w / 2, box.h / 2
        ends = f'x1="{x - across:.2f}" y1="{y - down:.2f}" x2="{x + across:.2f}" y2="{y + down:.2f}"'
        self.defined.append(
            f'<linearGradient id="{name}" gradientUnits="userSpaceOnUse" {ends}><stop offset="0" stop-color="{paint.colour}"/>'
            f'<stop offset="1" stop-color="{paint.second}"/></linearGradient>'
        )
        return f"url(#{name})"

    def _reach(self, box: Box, pad: float) -> None:
        if box.turn % 180 == 0:
            self.edges.append((box.x - pad, box.y - pad, box.x + box.w + pad, box.y + box.h + pad))
            return
        half = (box.h, box.w) if box.turn % 90 == 0 else ((box.w**2 + box.h**2) ** 0.5,) * 2
        x, y = box.x + box.w / 2, box.y + box.h / 2
        self.edges.append((x - half[0] / 2 - pad, y - half[1] / 2 - pad, x + half[0] / 2 + pad, y + half[1] / 2 + pad))

    def part(self, alt: str = "") -> Part:
        """All that was drawn as one picture at its place; decorative where no text stands for it."""
        left, top = min(e[0] for e in self.edges), min(e[1] for e in self.edges)
        width = max(max(e[2] for e in self.edges) - left, 0.5)
        height = max(max(e[3] for e in self.edges) - top, 0.5)
        defined = f"<defs>{''.join(self.defined)}</defs>" if self.defined else ""
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.2f}" height="{height:.2f}" '
            f'viewBox="{left:.2f} {top:.2f} {width:.2f} {height:.2f}">{defined}{"".join(self.marks)}</svg>'
        )
        return Part(left, top, Picture("shapes.svg", svg.encode(), "svg", width, height, alt, not alt))


@dataclass(kw_only=True)
class Layers:
    """A drawing's parts in order, shapes gathered beneath their words and over the pictures before them.

    ``arrows`` counts what joins things, ``odd`` the shapes that mean something by their form, or by the picture that fills them.
    """

    parts: list[Part] = field(default_factory=list)
    sketch: Sketch = field(default_factory=Sketch)
    arrows: int = 0
    odd: int = 0
    _under: int = 0

    def flush(self) -> None:
        """Put in the shapes drawn so far."""
        if self.sketch.marks:
            self.parts.insert(self._under, self.sketch.part())
            self.sketch = Sketch()
        self._under = len(self.parts)

    def over(self, *parts: Part) -> None:
        """Put pictures over what was drawn so far."""
        self.flush()
        self.parts += parts
        self._under = len(self.parts)

    def words(
        self, blocks: Sequence[Block], box: Box, insets: tuple[float, float, float, float], looks: tuple[Paint, Stroke],
        vertical: str, turned: float, *, simple: bool, fitted: bool,
    ) -> None:  # fmt: skip
        """Put words in a shape; ``turned`` is their turn beside the shape's own, ``simple`` for a plain rectangle.

        One alone that is ``fitted`` is as high as its words, whatever height is kept: Word makes it so when it lays it out.
        """
        if not any(block.text.strip() or getattr(block, "children", ()) for block in blocks):
            return
        paint, stroke = looks
        x, y, w, h = box.x, box.y, box.w, box.h
        if turned % 180 == 90:
            x, y, w, h = x + (w - h) / 2, y + (h - w) / 2, h, w
        border = (stroke.width, "dashed" if stroke.dash else "solid", stroke.colour) if stroke.colour else None
        only = simple and not self.parts and len(self.sketch.marks) <= 1 and not paint.second and paint.opacity == 1
        if only and fitted and not (turned or box.turn):
            top, right, bottom, left = insets
            h = min(h, height(blocks, w - left - right) + top + bottom)
        frame = Frame(
            tuple(blocks), w, height=h, place=None, insets=insets, border=border if only else None, shading=paint.colour if only else "", vertical=vertical,
            turn=(box.turn + turned) % 360, ground=paint.colour,
        )  # fmt: skip
        self.parts.append(Part(x, y, frame))


def _transform(box: Box) -> str:
    steps = [f"translate({box.x:.2f} {box.y:.2f})"] if box.x or box.y else []
    if box.turn:
        steps.append(f"rotate({box.turn:g} {box.w / 2:.2f} {box.h / 2:.2f})")
    if box.flip:
        across, down = "x" in box.flip, "y" in box.flip
        steps.append(f"translate({box.w if across else 0:.2f} {box.h if down else 0:.2f})")
        steps.append(f"scale({-1 if across else 1} {-1 if down else 1})")
    return f' transform="{" ".join(steps)}"' if steps else ""
