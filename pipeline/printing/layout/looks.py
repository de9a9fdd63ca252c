"""CSS for the formats of the document tree: one class for each distinct look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from pipeline.colours import dark
from pipeline.printing.document.formats import PLAIN
from pipeline.printing.document.room import line_points
from pipeline.printing.document.tree import Border, Cell, ParagraphFormat, RunFormat
from pipeline.printing.layout.ruling import across, bars
from pipeline.printing.letters.fonts import line_ratio, stack

_SIDES = ("top", "right", "bottom", "left")
_INK, _PAPER = "#000000", "#ffffff"
_LETTER = 0.48
_CAPS = {"uppercase": "text-transform:uppercase", "small-caps": "font-variant:small-caps"}


@dataclass
class Sheet:
    """The classes of one document: a look is entered once and given a short name."""

    names: dict[str, str] = field(default_factory=dict)

    def of(self, declarations: str, prefix: str = "c") -> str:
        """The class name for CSS declarations; nothing for none."""
        if not declarations:
            return ""
        if declarations not in self.names:
            self.names[declarations] = f"{prefix}{len(self.names)}"
        return self.names[declarations]

    def css(self) -> str:
        """All the classes."""
        return "\n".join(f".{name}{{{declarations}}}" for declarations, name in self.names.items())


def also(element: Element, name: str) -> None:
    """Give an element one more class."""
    element.set("class", f"{element.get('class', '')} {name}".strip())


_LONGEST = 14_400.0


def pt(length: float) -> str:
    """A length in points as CSS writes it, none longer than the widest page of a PDF."""
    text = f"{max(-_LONGEST, min(length, _LONGEST)):.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("0", "-0", "") else f"{text}pt"


def run_css(run: RunFormat, base: RunFormat | None, ground: str, spacing: float = 0.0) -> str:
    """How a run differs from the text round it; all of it where ``base`` is None. ``ground`` is what it stands on.

    Its lines are ``spacing`` times as high as its font says, where that isn't 0.
    """
    out = []
    plain = base or PLAIN
    if base is None or (run.font, run.east_asia) != (base.font, base.east_asia):
        out.append(f"font-family:{stack(run.font, run.east_asia)}")
    if base is not None and spacing and line_ratio(run.font) != line_ratio(base.font):
        out.append(f"line-height:{line_ratio(run.font) * spacing:.4g}")
    if base is None or run.size != base.size:
        out.append(f"font-size:{pt(run.size)}")
    if run.bold != plain.bold:
        out.append(f"font-weight:{'bold' if run.bold else 'normal'}")
    if run.italic != plain.italic:
        out.append(f"font-style:{'italic' if run.italic else 'normal'}")
    colour = ink(run, ground)
    if colour != (ink(base, ground) if base else _INK):
        out.append(f"color:{colour}")
    if run.shading and run.shading != plain.shading:
        out.append(f"background:{run.shading}")
    if base is not None:
        out += _marked(run)
    if run.caps != plain.caps:
        out.append(_CAPS.get(run.caps, "text-transform:none"))
    if _spaced(run) != _spaced(plain):
        out.append(f"letter-spacing:{pt(_spaced(run))}")
    if run.kerned != plain.kerned:
        out.append(f"font-kerning:{'normal' if run.kerned else 'none'}")
    return ";".join(out)


def _marked(run: RunFormat) -> Iterator[str]:
    """What marks single words of a paragraph: lines under and through them, their lift, a border."""
    lines = " ".join(n for n, on in (("underline", run.underline), ("line-through", run.strike)) if on)
    if lines:
        style = f" {run.underline}" if run.underline not in ("", "solid") else ""
        yield f"text-decoration:{lines}{style}{f' {run.line_colour}' if run.line_colour else ''}"
    if run.lift and not run.raised:
        yield f"vertical-align:{pt(run.lift)}"
    if run.border:
        yield f"border:{_line(run.border)}"


def _spaced(run: RunFormat) -> float:
    """The room between letters; letters that Word stretches stand wider or closer apart instead."""
    return run.spacing + (run.stretch - 1) * run.size * _LETTER if run.stretch != 1 else run.spacing


def ink(run: RunFormat | None, ground: str) -> str:
    """A run's colour; automatic is white on dark and black on light, as Word shows it."""
    if run is None:
        return _INK
    ground = run.shading or ground
    return run.colour or (_PAPER if len(ground) == 7 and dark(ground) else _INK)


def paragraph_css(
    look: ParagraphFormat,
    base: RunFormat,
    *,
    before: float,
    after: float,
    ground: str,
    grid: float = 0.0,
    joins: tuple[bool, bool] = (False, False),
) -> str:
    """A paragraph's block: margins, indent, alignment, line height, breaks, lines and shading.

    ``joins`` says whether it shares its box of border lines with the paragraph above and the one below.
    """
    box, left = _box(look, before, after, joins)
    out = [run_css(base, None, look.shading or ground), *box, *line_css(look, base, grid)]
    if look.keep_next:
        out.append("break-after:avoid")
    if look.keep_lines:
        out.append("break-inside:avoid")
    if look.page_break_before:
        out.append("break-before:page")
    if not look.widow_control:
        out.append("orphans:1;widows:1")
    if look.bars:
        edge = left + (dict(look.borders)["left"][0] if "left" in dict(look.borders) else 0.0)
        upright = bars((at - edge for at in look.bars), ink(base, look.shading or ground))
        out.append(f"background:{upright} {look.shading}".rstrip())
    elif look.shading:
        out.append(f"background:{look.shading}")
    return ";".join(out)


def _box(look: ParagraphFormat, before: float, after: float, joins: tuple[bool, bool]) -> tuple[list[str], float]:
    """The CSS of a paragraph's margins, border lines and the room inside them; and its left margin in points."""
    left, right = look.left, look.right
    # lines and shading begin where the first line does
    hang = -min(look.first, 0.0) if look.borders or look.shading else 0.0
    left -= hang
    out: list[str] = []
    if look.borders:
        lines, space = dict(look.borders), dict(look.padding)
        joined = {side for side, on in zip(("top", "bottom"), joins, strict=True) if on}
        shown = {side: line for side, line in lines.items() if side in _SIDES and side not in joined}
        pad = {side: space.get(side, 0.0) if side in lines else 0.0 for side in _SIDES}
        left -= pad["left"] + (lines["left"][0] if "left" in lines else 0.0)
        right -= pad["right"] + (lines["right"][0] if "right" in lines else 0.0)
        if joins[0]:
            before, pad["top"] = 0.0, before
        if joins[1]:
            after, pad["bottom"] = 0.0, after
        pad["left"] += hang
        out.append("padding:" + " ".join(pt(pad[side]) for side in _SIDES))
        out += borders_css(tuple(sorted(shown.items())))
    elif hang:
        out.append(f"padding-left:{pt(hang)}")
    return [*out, f"margin:{pt(before)} {pt(right)} {pt(after)} {pt(left)}"], left


def line_css(look: ParagraphFormat, base: RunFormat, grid: float) -> list[str]:
    """How a paragraph's lines sit: first indent, alignment, height, direction."""
    out = []
    if look.first:
        out.append(f"text-indent:{pt(look.first)}")
    if look.align != ("right" if look.right_to_left else "left"):
        out.append(f"text-align:{look.align}")
    out.append(f"line-height:{_line_height(look, base, grid)}")
    if look.right_to_left:
        out.append("direction:rtl")
    if look.unhyphenated:
        out.append("hyphens:manual")
    return out


def _line_height(look: ParagraphFormat, base: RunFormat, grid: float) -> str:
    if times := line_spacing(look, grid):
        return f"{line_ratio(base.font) * times:.4g}"
    return pt(line_points(look, base, grid))


def line_spacing(look: ParagraphFormat, grid: float) -> float:
    """How many times as high as their fonts say a paragraph's lines are; 0 where they have a height of their own."""
    return look.line if look.line_rule == "auto" and not (grid and look.on_grid) else 0.0


def cell_text_css(cell: Cell, look: ParagraphFormat, base: RunFormat, grid: float = 0.0) -> str:
    """A cell that is its only paragraph: the paragraph's spacing and indents are room inside the cell."""
    around = (look.before, look.right, look.after, look.left)
    room = tuple(max(margin + more, 0.0) for margin, more in zip(cell.margins, around, strict=True))
    top, right, bottom, left = room
    out_of_cell = min(cell.margins[3] + look.left, 0.0)
    look = replace(look, first=max(look.first + out_of_cell, 0.0)) if out_of_cell else look
    inside = replace(cell, margins=(top, right, bottom, left))
    return ";".join([cell_css(inside), run_css(base, None, cell.shading), *line_css(look, base, grid)])


def borders_css(borders: tuple[tuple[str, Border], ...]) -> list[str]:
    """Border lines by side; one declaration where all four are the same."""
    if len(borders) == 4 and len({line for _, line in borders}) == 1:
        return [f"border:{_line(borders[0][1])}"]
    return [f"border-{side}:{_line(line)}" for side, line in borders]


def cell_css(cell: Cell) -> str:
    """A cell's padding, lines, shading and the height its text stands at."""
    sides = tuple(line for line in cell.borders if line[0] in _SIDES)
    out = ["padding:" + " ".join(pt(margin) for margin in cell.margins), *borders_css(sides)]
    if len(sides) < len(cell.borders):
        crossed = [(side, line) for side, line in cell.borders if side not in _SIDES]
        out.append(f"background:{across(crossed)} {cell.shading}".rstrip())
    elif cell.shading:
        out.append(f"background:{cell.shading}")
    if cell.vertical != "top":
        out.append(f"vertical-align:{cell.vertical}")
    return ";".join(out)


def _line(border: Border) -> str:
    width, style, colour = border
    return f"{pt(width)} {style} {colour}"
