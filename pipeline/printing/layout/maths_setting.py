"""An equation's MathML set as boxes of words, one over, under and beside the other, for a page that draws no MathML itself.

Heights are in ems of the words that a piece stands among: how far it reaches above and below the line that words stand on.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from pipeline.printing.document.tree_drawn import Picture
from pipeline.printing.equations import maths_marks
from pipeline.printing.layout.looks import Sheet
from pipeline.printing.letters.widths import breadth

_LINE, _AXIS, _RULE, _SMALL = 1.15, 0.27, 0.05, 0.7
_UP, _DOWN = 0.9, 0.25
_RELATIONS = frozenset("=<>≤≥≠≈≡∼≅∝→←↔⇒⇐⇔∈∉⊂⊆⊃⊇∣:≔≪≫⊥∥↦")
_BETWEEN = frozenset("+-−±∓×÷·∙⋅*∗∘⊕⊗∪∩∧∨∖")
_SPREAD = frozenset("⏞⏟⏜⏝→←↔")
_LARGE = 1.5
_TALLEST = 12.0


class Reach(NamedTuple):
    """How far a piece reaches up and down, and how wide it is."""

    up: float
    down: float
    wide: float


class MathsSetter:
    """Sets equations; ``sheet`` keeps their looks, ``radical`` gives the address of a picture of a root's sign.

    ``radical`` takes the sign's width and height in ems and the thickness of its line.
    """

    def __init__(self, sheet: Sheet, radical: Callable[[float, float], str], font: str) -> None:
        self.sheet, self.radical, self.font = sheet, radical, font

    def set(self, parent: Element, marks: str, room: float) -> bool:
        """Set an equation at the end of ``parent``; False where a piece of it is wider than ``room`` (in ems), or can't be set.

        Lines may break after a sign that joins its pieces, and nowhere else.
        """
        tree = maths_marks.tree(marks, "mrow")
        if tree is None:
            return False
        pieces: list[list[Element]] = [[]]
        for each in _flat(tree):
            pieces[-1].append(each)
            if each.tag == "mo" and (each.text or "") in _RELATIONS | _BETWEEN and len(pieces[-1]) > 1:
                pieces.append([])
        made: list[Element] = []
        for piece in filter(None, pieces):
            held = Element("span", {"class": self.sheet.of("white-space:nowrap")})
            reach = self._row(held, piece, first=not made)
            if reach.wide > room or reach.up + reach.down > _TALLEST * 2:
                return False
            made.append(held)
        parent.extend(made)
        return True

    def _box(self, parent: Element, css: str, tag: str = "span") -> Element:
        return SubElement(parent, tag, {"class": self.sheet.of(css)})

    def _row(self, parent: Element, pieces: list[Element], *, first: bool = True) -> Reach:
        up, down, wide = 0.0, 0.0, 0.0
        before: Element | None = None if first else pieces[0]
        for each in pieces:
            reach = self._one(parent, each, starts=before is None)
            up, down, wide = max(up, reach.up), max(down, reach.down), wide + reach.wide
            before = each
        return Reach(max(up, _UP), max(down, _DOWN), wide)

    def _one(self, parent: Element, node: Element, *, starts: bool = False) -> Reach:
        made = getattr(self, f"_{node.tag}", None)
        if made is None:
            return self._mrow(parent, node)
        reach: Reach = made(parent, node, starts=starts)
        return reach

    def _mrow(self, parent: Element, node: Element, **_: object) -> Reach:
        pieces = _flat(node) if node.tag in ("mrow", "msqrt") else [node]
        fences = [each for each in (pieces[:1] + pieces[-1:]) if each.get("stretchy") and each.tag == "mo"]
        if not fences or len(pieces) == 1:
            return self._row(parent, pieces)
        inside = [each for each in pieces if all(each is not fence for fence in fences)]
        opening = pieces[0] if pieces[0] in fences else None
        closing = pieces[-1] if pieces[-1] in fences and len(pieces) > 1 else None
        held = Element("span")
        reach = self._row(held, inside)
        wide = reach.wide
        if opening is not None:
            wide += self._fence(parent, opening.text or "", reach)
        parent.extend(held)
        if closing is not None:
            wide += self._fence(parent, closing.text or "", reach)
        return Reach(reach.up, reach.down, wide)

    def _fence(self, parent: Element, text: str, reach: Reach) -> float:
        """A bracket as high as what it holds."""
        half = max(reach.up - 0.1 - _AXIS, reach.down - 0.02 + _AXIS)
        factor = half / 0.56
        if factor < 1.15:
            self._box(parent, "").text = text
        else:
            css = f"display:inline-block;line-height:{_LINE};height:{_LINE}em;transform-origin:50% {_UP - _AXIS:.2f}em;transform:scale(1,{factor:.2f})"
            self._box(parent, css).text = text
        return breadth(text, 1.0, self.font)

    def _mi(self, parent: Element, node: Element, **_: object) -> Reach:
        text = node.text or ""
        italic = len(text) == 1 and node.get("mathvariant") != "normal" and text.isalpha()
        self._box(parent, "font-style:italic" if italic else "").text = text
        return Reach(_UP, _DOWN, breadth(text, 1.0, self.font))

    def _mn(self, parent: Element, node: Element, **_: object) -> Reach:
        self._box(parent, "").text = node.text
        return Reach(_UP, _DOWN, breadth(node.text or "", 1.0, self.font))

    def _mtext(self, parent: Element, node: Element, **_: object) -> Reach:
        self._box(parent, "white-space:pre-wrap").text = node.text
        return Reach(_UP, _DOWN, breadth(node.text or "", 1.0, self.font))

    def _mspace(self, parent: Element, node: Element, **_: object) -> Reach:
        width = node.get("width", "0.28em")
        self._box(parent, f"display:inline-block;width:{width}")
        return Reach(0.0, 0.0, float(width.removesuffix("em")))

    def _mo(self, parent: Element, node: Element, *, starts: bool = False) -> Reach:
        text = node.text or ""
        if node.get("largeop"):
            css = f"display:inline-block;font-size:{_LARGE}em;line-height:1;vertical-align:-{0.12}em"
            self._box(parent, css).text = text
            return Reach(1.2, 0.5, breadth(text, _LARGE, self.font))
        room = 0.0 if starts else 0.28 if text in _RELATIONS else 0.22 if text in _BETWEEN else 0.0
        css = f"margin:0 {room}em" if room else "margin-right:.17em" if text in ",;" else ""
        self._box(parent, css).text = text
        return Reach(_UP, _DOWN, breadth(text, 1.0, self.font) + 2 * room)

    def _mfrac(self, parent: Element, node: Element, **_: object) -> Reach:
        top, foot = Element("span"), Element("span")
        above, below = self._mrow(top, node[0]), self._mrow(foot, node[1])
        wide = max(above.wide, below.wide) + 0.2
        rule = 0.0 if node.get("linethickness") == "0" else _RULE
        shift = below.up + rule / 2 - _AXIS + 0.03
        box = self._box(
            parent, f"display:inline-block;vertical-align:-{shift:.3f}em;text-align:center;padding:0 .1em;text-indent:0"
        )
        line = f"border-bottom:{rule}em solid;" if rule else ""
        over = self._box(
            box, f"display:block;{line}line-height:{_LINE};height:{above.up + above.down:.3f}em;white-space:nowrap"
        )
        under = self._box(
            box, f"display:block;line-height:{_LINE};height:{below.up + below.down:.3f}em;white-space:nowrap"
        )
        over.extend(top)
        under.extend(foot)
        return Reach(_AXIS + rule + above.up + above.down, shift + below.down, wide)

    def _small(self, node: Element) -> tuple[Element, Reach]:
        """A script, and how far it reaches in the words that it stands beside."""
        held = Element("span")
        reach = self._mrow(held, node)
        return held, Reach(reach.up * _SMALL, reach.down * _SMALL, reach.wide * _SMALL)

    def _script(self, parent: Element, node: Element, shift: float) -> Reach:
        held, reach = self._small(node)
        css = f"display:inline-block;font-size:{_SMALL}em;line-height:{_LINE};vertical-align:{shift / _SMALL:.3f}em"
        self._box(parent, css).extend(held)
        return Reach(reach.up + shift, reach.down - shift, reach.wide)

    def _msup(self, parent: Element, node: Element, **_: object) -> Reach:
        base = self._mrow(parent, node[0])
        above = self._script(parent, node[1], max(0.38, base.up - 0.5))
        return Reach(max(base.up, above.up), max(base.down, above.down), base.wide + above.wide)

    def _msub(self, parent: Element, node: Element, **_: object) -> Reach:
        base = self._mrow(parent, node[0])
        below = self._script(parent, node[1], -max(0.2, base.down - 0.05))
        return Reach(max(base.up, below.up), max(base.down, below.down), base.wide + below.wide)

    def _msubsup(self, parent: Element, node: Element, **_: object) -> Reach:
        base = self._mrow(parent, node[0])
        pair = self._pair(parent, node[1], node[2], base)
        return Reach(max(base.up, pair.up), max(base.down, pair.down), base.wide + pair.wide)

    def _mmultiscripts(self, parent: Element, node: Element, **_: object) -> Reach:
        held = Element("span")
        base = self._mrow(held, node[0])
        pair = self._pair(parent, node[2], node[3], base)
        parent.extend(held)
        return Reach(max(base.up, pair.up), max(base.down, pair.down), base.wide + pair.wide)

    def _pair(self, parent: Element, lower: Element, upper: Element, base: Reach) -> Reach:
        """One script over another."""
        (foot, below), (top, above) = self._small(lower), self._small(upper)
        raised, lowered = max(0.38, base.up - 0.5), max(0.2, base.down - 0.05)
        gap = raised + lowered - above.down - below.up
        box = self._box(parent, f"display:inline-block;vertical-align:-{lowered:.3f}em;text-indent:0")
        for held, reach, margin in ((top, above, gap), (foot, below, 0.0)):
            css = f"display:block;font-size:{_SMALL}em;line-height:{_LINE};height:{(reach.up + reach.down) / _SMALL:.3f}em"
            self._box(box, f"{css};margin-bottom:{margin / _SMALL:.3f}em;white-space:nowrap").extend(held)
        return Reach(raised + above.up, lowered + below.down, max(above.wide, below.wide))

    def _munder(self, parent: Element, node: Element, **_: object) -> Reach:
        return self._stacked(parent, node[0], node[1], None, accent=bool(node.get("accentunder")))

    def _mover(self, parent: Element, node: Element, **_: object) -> Reach:
        return self._stacked(parent, node[0], None, node[1], accent=bool(node.get("accent")))

    def _munderover(self, parent: Element, node: Element, **_: object) -> Reach:
        return self._stacked(parent, node[0], node[1], node[2], accent=False)

    def _stacked(
        self, parent: Element, middle: Element, under: Element | None, over: Element | None, *, accent: bool
    ) -> Reach:
        """Things set over and under another, in its middle; a line over or under it is drawn as one."""
        held = Element("span")
        base = self._mrow(held, middle)
        mark = "".join((over if over is not None else under or Element("mo")).itertext()) if accent else ""
        if mark in ("¯", "_"):
            side = "top" if over is not None else "bottom"
            css = f"display:inline-block;line-height:{_LINE};border-{side}:{_RULE}em solid;white-space:nowrap;text-indent:0"
            self._box(parent, css).extend(held)
            return Reach(base.up + 0.1, base.down + 0.1, base.wide)
        top, above = self._small(over) if over is not None else (Element("span"), Reach(0, 0, 0))
        foot, below = self._small(under) if under is not None else (Element("span"), Reach(0, 0, 0))
        drop = base.down + below.up if under is not None else 0.0
        box = self._box(parent, f"display:inline-block;vertical-align:-{drop:.3f}em;text-align:center;text-indent:0")
        close = -0.45 if accent and over is not None and mark not in _SPREAD else 0.0
        for each, reach, size, margin in (
            (top, above, _SMALL, close),
            (held, base, 1.0, 0.0),
            (foot, below, _SMALL, 0.0),
        ):
            if len(each):
                if mark in _SPREAD and each is not held and base.wide > 1:
                    each[0].set(
                        "class", self.sheet.of(f"display:inline-block;transform:scale({base.wide / _SMALL:.2f},1)")
                    )
                css = f"display:block;font-size:{size:g}em;line-height:{_LINE};height:{(reach.up + reach.down) / size:.3f}em"
                self._box(box, f"{css};margin-bottom:{margin / size:.3f}em;white-space:nowrap").extend(each)
        wide = max(base.wide, above.wide, below.wide)
        return Reach(
            base.up + above.up + above.down + close, drop + below.down if under is not None else base.down, wide
        )

    def _msqrt(self, parent: Element, node: Element, **_: object) -> Reach:
        return self._root(parent, node, None)

    def _mroot(self, parent: Element, node: Element, **_: object) -> Reach:
        return self._root(parent, node[0], node[1])

    def _root(self, parent: Element, inside: Element, degree: Element | None) -> Reach:
        held = Element("span")
        base = self._mrow(held, inside)
        high = base.up + base.down + 0.06
        wide = min(0.5 + high * 0.06, 0.9)
        around = 0.0
        if degree is not None:
            small, reach = self._small(degree)
            shift = max(base.up - 0.62, 0.25)
            css = f"display:inline-block;font-size:{_SMALL * 0.85:.3f}em;line-height:1;vertical-align:{shift / _SMALL / 0.85:.3f}em;margin-right:-.35em"
            self._box(parent, css).extend(small)
            around = max(reach.wide * 0.85 - 0.25, 0.0)
        drop = base.down
        picture = f"url('{self.radical(wide, high)}') 0 0/{wide:.3f}em {high:.3f}em no-repeat"
        self._box(
            parent,
            f"display:inline-block;width:{wide:.3f}em;height:{high:.3f}em;vertical-align:-{drop:.3f}em;background:{picture}",
        )
        css = f"display:inline-block;border-top:{_RULE}em solid;line-height:{_LINE};height:{high - _RULE:.3f}em;white-space:nowrap;text-indent:0"
        self._box(parent, css).extend(held)
        return Reach(base.up + 0.1, base.down, base.wide + wide + around)

    def _mtable(self, parent: Element, node: Element, **_: object) -> Reach:
        """Columns side by side, each of cells one under the other, as high as the highest of their row."""
        rows = [[self._cell(cell) for cell in row] for row in node]
        if not rows:
            return Reach(0, 0, 0)
        heights = [(max(r.up for _, r in row), max(r.down for _, r in row)) for row in rows if row]
        whole = sum(up + down for up, down in heights) + 0.15 * (len(heights) - 1)
        drop = whole / 2 - _AXIS - heights[-1][1]
        align = "left" if any("left" in (cell.get("style") or "") for cell in node.iter("mtd")) else "center"
        wide = 0.0
        columns = max(len(row) for row in rows)
        for number in range(columns):
            margin = "0 .35em" if columns > 1 else "0 .1em"
            css = f"display:inline-block;vertical-align:{-drop:.3f}em;text-align:{align};margin:{margin};text-indent:0"
            box = self._box(parent, css)
            widest = 0.0
            for at, (row, (up, down)) in enumerate(zip(rows, heights, strict=True)):
                held, reach = row[number] if number < len(row) else (Element("span"), Reach(_UP, _DOWN, 0.0))
                gap = 0.15 if at < len(rows) - 1 else 0.0
                line = self._box(
                    box,
                    f"display:block;line-height:{_LINE};height:{up + down:.3f}em;margin-bottom:{gap}em;white-space:nowrap",
                )
                if up - reach.up > 0.01:
                    self._box(line, f"display:inline-block;width:0;height:{up:.3f}em")
                line.extend(held)
                if not len(held):
                    line.text = "\u200b"
                widest = max(widest, reach.wide)
            wide += widest + (0.7 if columns > 1 else 0.2)
        return Reach(whole / 2 + _AXIS, whole / 2 - _AXIS, wide)

    def _cell(self, cell: Element) -> tuple[Element, Reach]:
        held = Element("span")
        return held, self._row(held, _flat(cell))


def _flat(node: Element) -> list[Element]:
    """The pieces of a row, with those of rows inside it that are no more than rows."""
    found: list[Element] = []
    for each in node:
        if each.tag == "mrow" and not any(child.get("stretchy") for child in each):
            found += _flat(each)
        else:
            found.append(each)
    return found


@lru_cache(maxsize=256)
def root_sign(wide: float, high: float, colour: str) -> Picture:
    """A root's sign, without the line over what it holds; points."""
    thick = max(min(wide, 10.0) * 0.09, 0.5)
    ink = colour if colour.startswith("#") else "#000000"
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.2f}" height="{high:.2f}" viewBox="0 0 {wide:.2f} {high:.2f}">'
        f'<path d="M0 {high * 0.62:.2f}L{wide * 0.22:.2f} {high * 0.55:.2f}L{wide * 0.48:.2f} {high - thick:.2f}'
        f'L{wide - thick / 2:.2f} {thick / 2:.2f}L{wide:.2f} {thick / 2:.2f}" fill="none" stroke="{ink}" stroke-width="{thick:.2f}"/></svg>'
    )
    return Picture("root.svg", svg.encode(), "svg", wide, high, "", True)
