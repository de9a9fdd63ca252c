"""DrawingML colours, fills and lines worked out against the paper's theme."""

from __future__ import annotations

import colorsys
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from pipeline.colours import mixed
from pipeline.printing.word.package import EMU, A, whole

_NAMED = {
    "black": "000000", "white": "FFFFFF", "red": "FF0000", "green": "008000", "blue": "0000FF", "yellow": "FFFF00",
    "gray": "808080", "grey": "808080", "silver": "C0C0C0", "navy": "000080", "maroon": "800000", "olive": "808000",
    "purple": "800080", "teal": "008080", "lime": "00FF00", "aqua": "00FFFF", "fuchsia": "FF00FF", "orange": "FFA500",
    "cyan": "00FFFF", "magenta": "FF00FF", "ltGray": "D3D3D3", "dkGray": "A9A9A9", "dkBlue": "00008B",
}  # fmt: skip
_SCHEME = {"tx1": "dk1", "tx2": "dk2", "bg1": "lt1", "bg2": "lt2", "phClr": "accent1"}
_OFFICE = {
    "dk1": "000000", "lt1": "FFFFFF", "dk2": "1F497D", "lt2": "EEECE1", "accent1": "4F81BD", "accent2": "C0504D",
    "accent3": "9BBB59", "accent4": "8064A2", "accent5": "4BACC6", "accent6": "F79646", "hlink": "0000FF",
    "folHlink": "800080",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paint:
    """What a shape is filled with: one colour, or the first and last of a gradient at an angle; ``opacity`` 0 to 1."""

    colour: str = ""
    second: str = ""
    angle: float = 0.0
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line: its colour (nothing for none), width in points, dashes and ends (``head``, ``tail``: an arrow or not)."""

    colour: str = ""
    width: float = 0.75
    dash: str = ""
    head: bool = False
    tail: bool = False


def colour(holder: etree._Element | None, theme: Mapping[str, str]) -> tuple[str, float]:
    """The colour that an element holds as ``#rrggbb``, and its opacity; nothing where it holds none."""
    for each in () if holder is None else holder:
        if not isinstance(each.tag, str):
            continue
        kind, value = etree.QName(each).localname, each.get("val", "")
        base = ""
        if kind == "srgbClr":
            base = value
        elif kind == "schemeClr":
            name = _SCHEME.get(value, value)
            base = theme.get(name, "").lstrip("#") or _OFFICE.get(name, "")
        elif kind == "sysClr":
            base = each.get("lastClr") or ("FFFFFF" if value == "window" else "000000")
        elif kind == "prstClr":
            base = _NAMED.get(value, _NAMED.get(value.lower(), "808080"))
        elif kind == "scrgbClr":
            base = "".join(f"{min(255, round(share_of(each.get(c)) * 255)):02X}" for c in "rgb")
        elif kind == "hslClr":
            hue, light, deep = (
                whole(each.get("hue")) / 21600000,
                whole(each.get("lum")) / 1e5,
                whole(each.get("sat")) / 1e5,
            )
            base = "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, min(light, 1), min(deep, 1)))
        if len(base) == 6 and all(c in "0123456789abcdefABCDEF" for c in base):
            return _changed(base, each)
    return "", 1.0


def _changed(base: str, element: etree._Element) -> tuple[str, float]:
    """A colour after what is asked of it: lighter, darker, shaded, see-through."""
    parts = [int(base[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    opacity = 1.0
    for each in element:
        kind, share = etree.QName(each).localname, share_of(each.get("val"))
        if kind[:3] in ("lum", "sat", "hue") and kind[3:] in ("Mod", "Off"):
            held = dict(zip(("hue", "lum", "sat"), colorsys.rgb_to_hls(*parts), strict=True))
            more = whole(each.get("val")) / 21600000 if kind == "hueOff" else share
            held[kind[:3]] = held[kind[:3]] * share if kind.endswith("Mod") else held[kind[:3]] + more
            light, deep = (min(max(held[name], 0), 1) for name in ("lum", "sat"))
            parts = list(colorsys.hls_to_rgb(held["hue"] % 1, light, deep))
        elif kind == "tint":
            parts = [1 - (1 - part) * share for part in parts]
        elif kind == "shade":
            parts = [part * share for part in parts]
        elif kind in ("alpha", "alphaOff"):
            opacity = min(max(share if kind == "alpha" else opacity + share, 0.0), 1.0)
        elif kind == "gray":
            parts = [0.299 * parts[0] + 0.587 * parts[1] + 0.114 * parts[2]] * 3
    return "#" + "".join(f"{min(255, max(0, round(part * 255))):02x}" for part in parts), opacity


def share_of(text: str | None) -> float:
    """A share as DrawingML writes it: in thousandths of a per cent, or, in a strict file, as a percentage."""
    if text and text.endswith("%"):
        return whole(text[:-1]) / 100
    return whole(text) / 100000


def _inked(pattern: etree._Element) -> float:
    """How much of a pattern is of its front colour, from its name."""
    name = pattern.get("prst", "")
    if name.startswith("pct") and name[3:].isdecimal():
        return min(int(name[3:]), 100) / 100
    return 0.25 if name.startswith("lt") else 0.5 if name.startswith(("dk", "wd")) else 0.35


def fill(properties: etree._Element | None, style: etree._Element | None, theme: Mapping[str, str]) -> Paint:
    """What a shape is filled with, by its own properties or its style's reference."""
    for each in () if properties is None else properties:
        kind = etree.QName(each).localname if isinstance(each.tag, str) else ""
        if kind == "noFill":
            return Paint()
        if kind == "solidFill":
            found, opacity = colour(each, theme)
            return Paint(found, opacity=opacity)
        if kind == "gradFill":
            stops = [colour(stop, theme) for stop in each.iter(f"{A}gs")]
            turn = each.find(f"{A}lin")
            if stops:
                angle = whole(None if turn is None else turn.get("ang")) / 60000
                return Paint(stops[0][0], stops[-1][0], angle, stops[0][1])
        if kind == "pattFill":
            back, opacity = colour(each.find(f"{A}bgClr"), theme)
            return Paint(
                mixed(colour(each.find(f"{A}fgClr"), theme)[0] or "#000000", back or "#ffffff", _inked(each)),
                opacity=opacity,
            )
    reference = None if style is None else style.find("{*}fillRef")
    if reference is not None and whole(reference.get("idx")) > 0:
        return Paint(*colour(reference, theme)[:1])
    return Paint()


def stroke(properties: etree._Element | None, style: etree._Element | None, theme: Mapping[str, str]) -> Stroke:
    """The line round a shape, by its own properties or its style's reference."""
    line = None if properties is None else properties.find(f"{A}ln")
    reference = None if style is None else style.find("{*}lnRef")
    inherited = ""
    width = 0.75
    if reference is not None and whole(reference.get("idx")) > 0:
        inherited = colour(reference, theme)[0] or "#000000"
        width = {1: 0.75, 2: 1.0, 3: 1.5}.get(whole(reference.get("idx")), 0.75)
    if line is None:
        return Stroke(inherited, width)
    if line.get("w"):
        width = whole(line.get("w")) / EMU
    if line.find(f"{A}noFill") is not None:
        return Stroke()
    own = colour(line.find(f"{A}solidFill"), theme)[0]
    if not own:
        stop = line.find(f"{A}gradFill/{A}gsLst/{A}gs")
        own = colour(stop, theme)[0] if stop is not None else inherited
    dash = line.find(f"{A}prstDash")
    kind = "" if dash is None else dash.get("val", "")
    ends = [line.find(A + name) for name in ("headEnd", "tailEnd")]
    head, tail = (end is not None and end.get("type", "none") not in ("none", "") for end in ends)
    return Stroke(own, max(width, 0.25), dashes(kind, max(width, 0.5)), head, tail)


def dashes(kind: str, width: float) -> str:
    """The lengths of a dashed line's marks and gaps, in points, by its name in Word."""
    kind = kind.lower()
    if kind in ("", "solid"):
        return ""
    marks = [1, 1.5] if kind in ("sysdot", "dot", "1 1") else [8, 3] if kind.startswith(("lg", "long")) else [4, 3]
    if "dashdotdot" in kind:
        marks += [1, 3, 1, 3]
    elif "dashdot" in kind:
        marks += [1, 3]
    return " ".join(f"{mark * max(width, 0.75):g}" for mark in marks)


def named(name: str) -> str:
    """A colour by its English name as ``#rrggbb``; nothing for one that isn't known."""
    found = _NAMED.get(name) or _NAMED.get(name.lower(), "")
    return f"#{found.lower()}" if found else ""
