"""How older drawings (VML) write lengths, colours, styles and paths."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from pipeline.printing.document.tree_drawn import Placement
from pipeline.printing.drawing.shape_colours import named
from pipeline.printing.drawing.sketch import Box
from pipeline.printing.word.package import EMU, whole

V = "{urn:schemas-microsoft-com:vml}"
_W10 = "{urn:schemas-microsoft-com:office:word}"
_LENGTH = re.compile(r"\s*(-?[\d.]+)\s*(pt|in|px|cm|mm|pc|pi|emu)?\s*$")
_POINTS = {"pt": 1.0, "in": 72.0, "px": 0.75, "cm": 28.3465, "mm": 2.83465, "pc": 12.0, "pi": 12.0, "emu": 1 / EMU}
_MOST_CORNERS = 20_000
_STEP = re.compile(r"nf|ns|ha|hb|hc|hd|he|hf|hg|hh|hi|ae|al|at|ar|wa|wr|qx|qy|qb|[mlcxetrv]|,|@\d+|#\d+|-?\d+")
_POINTS_OF = {"m": "M", "l": "L", "c": "C", "r": "l", "t": "m", "v": "c"}


def length(text: str) -> float:
    """Points; a bare number is pixels in VML, but Word writes lengths with their units and 0 without."""
    match = _LENGTH.match(text or "")
    try:
        return float(match[1]) * _POINTS[match[2] or "px"] if match else 0.0
    except ValueError:
        return 0.0


def declared(style: str) -> dict[str, str]:
    """A style attribute as names and values."""
    pairs = (each.partition(":") for each in style.split(";"))
    return {name.strip().lower(): value.strip() for name, mark, value in pairs if mark}


def number(text: str) -> tuple[float, float]:
    """Two numbers or lengths with a comma between."""
    parts = [*text.split(","), "0", "0"][:2]
    found = []
    for part in parts:
        match = re.match(r"\s*(-?[\d.]+)", part)
        found.append(float(match[1]) if match and match[1].strip("-.") else 0.0)
    return found[0], found[1]


def coloured(text: str) -> str:
    """A colour as ``#rrggbb``; nothing where it isn't one."""
    word = text.strip().split(" ")[0].split("[")[0]
    if re.fullmatch(r"#[0-9a-fA-F]{6}", word):
        return word.lower()
    if re.fullmatch(r"#[0-9a-fA-F]{3}", word):
        return "#" + "".join(c * 2 for c in word[1:]).lower()
    return named(word)


def path_of(path: str, sx: float, sy: float) -> str:
    """A VML path as an SVG one; nothing where it needs formulas, which are not worked out here."""
    if "@" in path or "#" in path or not path:
        return ""
    out: list[str] = []
    step = ""
    numbers: list[float] = []

    def end() -> bool:
        nonlocal numbers
        if step in _POINTS_OF:
            pairs = [(numbers[i] * sx, numbers[i + 1] * sy) for i in range(0, len(numbers) - 1, 2)]
            if pairs:
                out.append(_POINTS_OF[step] + " ".join(f"{x:.2f} {y:.2f}" for x, y in pairs))
        elif step == "x":
            out.append("Z")
        elif step not in ("", "e", "nf", "ns"):
            return False
        numbers = []
        return True

    comma = True
    for word in _STEP.findall(path):
        if word == ",":
            if comma and step in _POINTS_OF:
                numbers.append(0)
            comma = True
        elif word.lstrip("-").isdigit():
            numbers.append(int(word))
            comma = False
        else:
            if not end():
                return ""
            step, comma = word, True
    return "".join(out) if end() else ""


def own_box(shape: etree._Element) -> Box:
    """A shape's box: in points at the top, in its group's units inside one."""
    style = declared(shape.get("style", ""))
    holder = shape.getparent()
    inside = holder is not None and holder.tag == f"{V}group"
    read = _units if inside else length
    if shape.tag == f"{V}line":
        ends = ([*shape.get(end, "0,0").split(","), "0"][:2] for end in ("from", "to"))
        (x, y), (a, b) = ([read(each) for each in end] for end in ends)
        return Box(min(x, a), min(y, b), abs(a - x), abs(b - y), 0.0, "")
    if shape.tag == f"{V}polyline" and (corners := _corners(shape, read)):
        left, top = min(x for x, _ in corners), min(y for _, y in corners)
        return Box(left, top, max(x for x, _ in corners) - left, max(y for _, y in corners) - top)
    left = read(style.get("left" if inside else "margin-left", style.get("left", "0")))
    top = read(style.get("top" if inside else "margin-top", style.get("top", "0")))
    turn = style.get("rotation", "0")
    degrees = float(turn[:-2]) / 65536 if turn.endswith("fd") else _plain(turn)
    return Box(
        left,
        top,
        read(style.get("width", "0")),
        read(style.get("height", "0")),
        degrees % 360,
        style.get("flip", "").replace(" ", ""),
    )


def polyline(shape: etree._Element, w: float, h: float) -> str:
    """The path of a line through points, in a box of ``w`` by ``h``; closed where it ends as it began."""
    corners = _corners(shape, _units)
    if len(corners) < 2:
        return ""
    left, top = min(x for x, _ in corners), min(y for _, y in corners)
    wide, tall = max(x for x, _ in corners) - left, max(y for _, y in corners) - top
    points = [((x - left) * w / (wide or 1), (y - top) * h / (tall or 1)) for x, y in corners]
    steps = "L".join(f"{x:.2f} {y:.2f}" for x, y in points)
    return f"M{steps}{'Z' if corners[0] == corners[-1] else ''}"


def _corners(shape: etree._Element, read: Callable[[str], float]) -> list[tuple[float, float]]:
    parts = [read(each) for each in re.split(r"[\s,]+", shape.get("points", "").strip())[:_MOST_CORNERS] if each]
    return list(zip(parts[::2], parts[1::2], strict=False))


def _units(text: str) -> float:
    return _plain(text) if re.fullmatch(r"\s*-?[\d.]+\s*", text) else length(text)


def _plain(text: str) -> float:
    match = re.match(r"\s*(-?[\d.]+)", text)
    try:
        return float(match[1]) if match else 0.0
    except ValueError:
        return 0.0


def share(text: str) -> float:
    """A share of one, as VML writes it: 0.5, 50%, or 32768f."""
    value = _plain(text)
    return value / 65536 if text.strip().endswith("f") else value / 100 if text.strip().endswith("%") else value


def paler(colour: str, share: float) -> str:
    """A colour as it looks on white when only a share of it is laid on."""
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - (255 - part) * share):02x}" for part in parts)


def placement(shape: etree._Element, style: dict[str, str], own: Box) -> Placement | None:
    """Where a shape stands; None in the line of words."""
    if style.get("position") != "absolute" and shape.tag != f"{V}line":
        return None
    wrap = shape.find(f"{_W10}wrap")
    kind = "none" if wrap is None else wrap.get("type", "none")
    kind = {"topAndBottom": "lines", "none": "none"}.get(kind, "square")
    names = {"text": "", "char": "character", "left-margin-area": "leftMargin", "right-margin-area": "rightMargin", "top-margin-area": "topMargin", "bottom-margin-area": "bottomMargin"}  # fmt: skip
    found = []
    for axis, otherwise, offset in (("horizontal", "column", own.x), ("vertical", "paragraph", own.y)):
        origin = style.get(f"mso-position-{axis}-relative", "text")
        align = style.get(f"mso-position-{axis}", "absolute")
        found.append((names.get(origin, origin) or otherwise, "" if align == "absolute" else align, offset))
    order = whole(style.get("z-index"))
    order = order if kind == "none" else max(order, 0)
    top, right, bottom, left = (
        length(style.get(f"mso-wrap-distance-{edge}", "9pt" if edge in ("left", "right") else "0"))
        for edge in ("top", "right", "bottom", "left")
    )
    side = "both" if wrap is None else wrap.get("side", "both")
    return Placement(kind, found[0], found[1], (top, right, bottom, left), side, order)
