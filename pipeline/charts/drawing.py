"""Lines, marks and words of a chart as SVG, and the same as PNG for old readers.

All lengths are points (1/72 inch) at printed size, so a font size of 9 prints as 9 points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import resvg_py

POINTS_PER_MM = 72 / 25.4
SMALL, TITLE = 9.0, 10.5
BLACK, GREY, BLUE, WHITE = "#0B0C0C", "#505A5F", "#1D70B8", "#FFFFFF"

_DOTS_PER_INCH = 150
_FONTS = "'Liberation Sans', Arial, sans-serif"
_FOLDERS = (
    "/usr/share/fonts/truetype/liberation",
    "/usr/share/fonts/truetype/liberation2",
    "/usr/share/fonts/liberation-sans-fonts",
    "/usr/share/fonts/liberation-sans",
    "/usr/share/fonts/liberation",
    "C:/Windows/Fonts",
    "/System/Library/Fonts/Supplemental",
)
_FACES = (("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"), ("arial.ttf", "arialbd.ttf"))
# Beyond Latin letters, what Arial and its metric twin can draw: anything else needs the system's fonts.
_DRAWN_BY_ARIAL = re.compile("[\u0020-\u024f\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u2190-\u2195▲►▼◄■●○]*")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def width_of(text: str, size: float = SMALL, *, bold: bool = False) -> float:
    """How wide a text prints in Arial, in points, to within a few per cent and never much too little."""
    return sum(_em(character) for character in text) * size * (1.08 if bold else 1.0)


def _em(character: str) -> float:
    if character in "iljftI.,:;'|![]()/ ":
        return 0.30
    if character in "mwMW%@&":
        return 0.92
    if character.isascii():
        return 0.72 if character.isupper() else 0.56
    return 1.0


def wrapped(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """A text broken at spaces into lines no wider than ``width`` points (a long word is broken too)."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        while width_of(word, size, bold=bold) > width and len(word) > 1:
            cut = next((n for n in range(len(word), 0, -1) if width_of(word[:n], size, bold=bold) <= width), 1)
            lines += [line] if line else []
            lines.append(word[:cut])
            line, word = "", word[cut:]
        longer = f"{line} {word}".strip()
        if line and width_of(longer, size, bold=bold) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines


def words(
    text: str,
    x: float,
    y: float,
    *,
    size: float = SMALL,
    bold: bool = False,
    anchor: str = "start",
    fill: str = BLACK,
) -> str:
    """A line of text whose baseline is at ``y``."""
    weight = ' font-weight="bold"' if bold else ""
    where = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text x="{at(x)}" y="{at(y)}" font-size="{at(size)}"{weight}{where} fill="{fill}">{_clean(text)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float, dashes: str = "") -> str:
    """A straight line."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<line x1="{at(x1)}" y1="{at(y1)}" x2="{at(x2)}" y2="{at(y2)}"'
        f' stroke="{colour}" stroke-width="{at(width)}"{dashed}/>'
    )


def path(points: Iterable[tuple[float, float]], colour: str, width: float) -> str:
    """A line through points."""
    joined = " ".join(f"{at(x)},{at(y)}" for x, y in points)
    return f'<polyline points="{joined}" fill="none" stroke="{colour}" stroke-width="{at(width)}"/>'


def dot(x: float, y: float, radius: float, colour: str) -> str:
    """A round marker."""
    return f'<circle cx="{at(x)}" cy="{at(y)}" r="{at(radius)}" fill="{colour}"/>'


def box(x: float, y: float, width: float, height: float, fill: str, outline: str = "") -> str:
    """A filled rectangle."""
    edge = f' stroke="{outline}" stroke-width="0.75"' if outline else ""
    return f'<rect x="{at(x)}" y="{at(y)}" width="{at(width)}" height="{at(height)}" fill="{fill}"{edge}/>'


def at(length: float) -> str:
    """A length to a hundredth of a point, without trailing zeros."""
    return f"{length:.2f}".rstrip("0").rstrip(".") if abs(length) >= 0.005 else "0"


def svg(title: str, width_mm: float, height_mm: float, parts: Iterable[str]) -> str:
    """The whole drawing on white; ``title`` names it for a reader that reads the SVG itself."""
    width, height = width_mm * POINTS_PER_MM, height_mm * POINTS_PER_MM
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{at(width_mm)}mm" height="{at(height_mm)}mm"'
        f' viewBox="0 0 {at(width)} {at(height)}" font-family={quoteattr(_FONTS)}>'
        f"<title>{_clean(title)}</title>{box(0, 0, width, height, WHITE)}{''.join(parts)}</svg>"
    )


@lru_cache(maxsize=256)
def png(drawing: str, width_mm: float) -> bytes:
    """The drawing as a PNG of 150 dots to the inch, its letters without smoothing, which takes half the time."""
    fonts = _font_files() if _DRAWN_BY_ARIAL.fullmatch(drawing) else []
    return resvg_py.svg_to_bytes(
        svg_string=drawing,
        width=round(width_mm / 25.4 * _DOTS_PER_INCH),
        dpi=96,
        skip_system_fonts=bool(fonts),
        font_files=fonts or None,
        text_rendering="optimize_speed",
    )


def _clean(text: str) -> str:
    return escape(_NOT_XML.sub("", text))


@cache
def _font_files() -> list[str]:
    for folder in _FOLDERS:
        for faces in _FACES:
            files = [Path(folder) / name for name in faces]
            if all(file.is_file() for file in files):
                return [str(file) for file in files]
    return []
