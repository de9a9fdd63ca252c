"""Lines, shapes and words drawn as SVG, for charts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from xml.sax.saxutils import escape, quoteattr

from pipeline.printing.chart.figures import Marker, Type
from pipeline.printing.drawing.shape_colours import Stroke
from pipeline.printing.letters.fonts import stack
from pipeline.printing.letters.widths import breadth

LINE = 1.2
"""The height of a line of words, as a multiple of their size."""
Point = tuple[float, float]


@dataclass
class Pen:
    """Draws on a chart; ``font`` is the family of words that name none."""

    font: str = "Calibri"
    out: list[str] = field(default_factory=list)

    def wide(self, text: str, look: Type) -> float:
        """How wide words are on one line."""
        return breadth(text, look.size, look.font or self.font, look.bold)

    def words(self, text: str, x: float, y: float, look: Type, anchor: str = "middle", turn: float = 0.0) -> None:
        """Words whose foot stands at ``y``."""
        if not text.strip():
            return
        looks = ' font-weight="bold"' if look.bold else ""
        looks += ' font-style="italic"' if look.italic else ""
        if look.font and look.font != self.font:
            looks += f" font-family={quoteattr(stack(look.font).replace(chr(34), chr(39)))}"
        turned = f' transform="rotate({turn:g} {x:.1f} {y:.1f})"' if turn else ""
        self.out.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{look.size:g}" text-anchor="{anchor}" fill="{look.colour}"{looks}'
            f"{turned}>{escape(text)}</text>"
        )

    def block(self, lines: Sequence[str], x: float, y: float, look: Type, anchor: str = "middle") -> None:
        """Lines of words whose middle is at ``y``."""
        top = y - len(lines) * look.size * LINE / 2
        for i, text in enumerate(lines):
            self.words(text, x, top + look.size * (LINE * i + 0.95), look, anchor)

    def line(self, x: float, y: float, a: float, b: float, stroke: Stroke | None) -> None:
        """A straight line."""
        if stroke and stroke.colour:
            self.out.append(f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{a:.1f}" y2="{b:.1f}"{_stroked(stroke)}/>')

    def path(
        self, points: Sequence[Point], stroke: Stroke | None, *, closed: bool = False, fill: str = "none", smooth: bool = False,
        opacity: float = 1.0,
    ) -> None:  # fmt: skip
        """A line through points, or a shape round them."""
        if len(points) < 2:
            return
        steps = _curve(points) if smooth else "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        clear = f' fill-opacity="{opacity:g}"' if opacity < 1 else ""
        joined = ' stroke-linejoin="round"' if stroke and not closed else ""
        self.out.append(
            f'<path d="M{steps}{"Z" if closed else ""}" fill="{fill or "none"}"{clear}{_stroked(stroke)}{joined}/>'
        )

    def box(self, x: float, y: float, w: float, h: float, fill: str, edge: Stroke | None = None) -> None:
        """A rectangle."""
        line = _stroked(edge)
        if fill or line:
            self.out.append(
                f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(w, 0):.1f}" height="{max(h, 0):.1f}" fill="{fill or "none"}"{line}/>'
            )

    def disc(self, x: float, y: float, r: float, fill: str, edge: Stroke | None = None, opacity: float = 1.0) -> None:
        """A circle."""
        line = _stroked(edge)
        clear = f' fill-opacity="{opacity:g}"' if opacity < 1 else ""
        self.out.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{max(r, 0.1):.1f}" fill="{fill or "none"}"{clear}{line}/>'
        )

    def mark(self, x: float, y: float, marker: Marker, colour: str) -> None:
        """A marker at a value."""
        r, fill, edge = marker.size / 2, marker.colour or colour, marker.edge or colour
        if marker.kind in ("none", ""):
            return
        if marker.kind in ("circle", "dot", "auto"):
            self.disc(x, y, r if marker.kind != "dot" else r / 2, fill, Stroke(marker.edge))
            return
        if marker.kind in ("x", "plus", "star", "dash"):
            slants = {"x": (45, 135), "plus": (0, 90), "star": (45, 90, 135), "dash": (0,)}[marker.kind]
            for slant in slants:
                a, b = r * math.cos(math.radians(slant)), r * math.sin(math.radians(slant))
                self.line(x - a, y - b, x + a, y + b, Stroke(edge, 1.0))
            return
        shape = {
            "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)), "triangle": ((0, -1), (1, 1), (-1, 1)),
        }.get(marker.kind, ((0, -1), (1, 0), (0, 1), (-1, 0)))  # fmt: skip
        self.path(
            [(x + a * r, y + b * r) for a, b in shape],
            Stroke(marker.edge, 0.75) if marker.edge else None,
            closed=True,
            fill=fill,
        )

    def folded(self, text: str, room: float, look: Type, most: int = 3) -> list[str]:
        """Words on as many lines as their room needs; the last of the ``most`` cut short where there are more."""
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.wide(longer, look) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        if len(lines) > most:
            lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
        return [self.cut(line, room, look) for line in lines]

    def fitted(self, text: str, room: float, look: Type, most: int = 3) -> tuple[list[str], Type]:
        """Words folded to their room, in smaller type where that keeps them whole."""
        for share in (1.0, 0.9, 0.8):
            smaller = replace(look, size=look.size * share)
            lines = self.folded(text, room, smaller, most)
            if not any(line.endswith("…") for line in lines):
                return lines, smaller
        return self.folded(text, room, look, most), look

    def cut(self, text: str, room: float, look: Type) -> str:
        """Words cut short to their room."""
        if self.wide(text, look) <= room + 0.5:
            return text
        while len(text) > 1 and self.wide(text + "…", look) > room:
            text = text[:-1]
        return text.rstrip() + "…"


def _stroked(stroke: Stroke | None) -> str:
    if stroke is None or not stroke.colour:
        return ""
    dash = f' stroke-dasharray="{stroke.dash}"' if stroke.dash else ""
    return f' stroke="{stroke.colour}" stroke-width="{stroke.width:g}"{dash}'


def _curve(points: Sequence[Point]) -> str:
    """A smooth line through points, as Catmull and Rom draw it."""
    steps = [f"{points[0][0]:.1f} {points[0][1]:.1f}"]
    for i in range(len(points) - 1):
        before, start, end, after = points[max(i - 1, 0)], points[i], points[i + 1], points[min(i + 2, len(points) - 1)]
        one = start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6
        two = end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6
        steps.append(f"C{one[0]:.1f} {one[1]:.1f} {two[0]:.1f} {two[1]:.1f} {end[0]:.1f} {end[1]:.1f}")
    return "".join(steps)
