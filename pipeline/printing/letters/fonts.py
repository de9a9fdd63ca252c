"""Fonts: which installed one stands in for a font of the paper, and how high its lines are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a font: its line height as a multiple of its size, the families that stand in for it,
    how many of them (from the first) have the very same widths, and the Debian package of the first."""

    line: float
    stands_in: tuple[str, ...]
    same: int = 0
    package: str = "fonts-liberation"


_SANS, _SERIF = ("Liberation Sans", "Arimo", "Arial"), ("Liberation Serif", "Tinos", "Times New Roman")
_WIDE, _NARROW = ("DejaVu Sans",), ("Liberation Sans Narrow",)
_SLAB = ("DejaVu Serif Condensed", "DejaVu Serif")
_MONO = ("Liberation Mono", "Cousine", "Courier New")
_CARLITO, _CALADEA = ("Carlito", "Calibri"), ("Caladea", "Cambria")
_CARLITO_PACKAGE, _CALADEA_PACKAGE, _DEJAVU = "fonts-crosextra-carlito", "fonts-crosextra-caladea", "fonts-dejavu"
UNKNOWN = 1.164
"""The line height of a font that isn't known: that of DejaVu, which is taken for it."""

# Line heights are ascent, descent and line gap of each font's own metrics (hhea or Windows, whichever Word takes).
KNOWN: Mapping[str, Known] = MappingProxyType(
    {
        "arial": Known(1.1499, _SANS, 3),
        "helvetica": Known(1.1499, _SANS, 3),
        "helvetica neue": Known(1.1499, _SANS),
        "liberation sans": Known(1.1499, _SANS, 3),
        "arial unicode ms": Known(1.337, _SANS),
        "arial narrow": Known(1.1475, _NARROW, 1, "fonts-liberation-sans-narrow"),
        "arial black": Known(1.4102, _WIDE, 0, _DEJAVU),
        "times new roman": Known(1.1499, _SERIF, 3),
        "times": Known(1.1499, _SERIF, 3),
        "liberation serif": Known(1.1499, _SERIF, 3),
        "courier new": Known(1.1328, _MONO, 3),
        "courier": Known(1.1328, _MONO, 3),
        "liberation mono": Known(1.1328, _MONO, 3),
        "consolas": Known(1.1709, _MONO),
        "lucida console": Known(1.0, _MONO),
        "calibri": Known(1.2207, _CARLITO, 2, _CARLITO_PACKAGE),
        "carlito": Known(1.2207, _CARLITO, 2, _CARLITO_PACKAGE),
        "calibri light": Known(1.2207, _CARLITO, 0, _CARLITO_PACKAGE),
        "candara": Known(1.2207, _CARLITO, 0, _CARLITO_PACKAGE),
        "corbel": Known(1.2207, _CARLITO, 0, _CARLITO_PACKAGE),
        "gill sans mt": Known(1.1582, _CARLITO, 0, _CARLITO_PACKAGE),
        "cambria": Known(1.1724, _CALADEA, 2, _CALADEA_PACKAGE),
        "caladea": Known(1.15, _CALADEA, 2, _CALADEA_PACKAGE),
        "constantia": Known(1.2207, _CALADEA, 0, _CALADEA_PACKAGE),
        "book antiqua": Known(1.2417, _CALADEA, 0, _CALADEA_PACKAGE),
        "palatino linotype": Known(1.3477, _CALADEA, 0, _CALADEA_PACKAGE),
        "garamond": Known(1.125, _SERIF),
        "century schoolbook": Known(1.2007, _SLAB, 0, _DEJAVU),
        "bookman old style": Known(1.1743, _SLAB, 0, _DEJAVU),
        "georgia": Known(1.1362, _SLAB, 0, _DEJAVU),
        "verdana": Known(1.2153, _WIDE, 0, _DEJAVU),
        "century gothic": Known(1.2256, _WIDE, 0, _DEJAVU),
        "comic sans ms": Known(1.3936, _WIDE, 0, _DEJAVU),
        "tahoma": Known(1.2070, _SANS),
        "segoe ui": Known(1.3301, _SANS),
        "trebuchet ms": Known(1.1611, _SANS),
        "franklin gothic medium": Known(1.1328, _SANS),
        "franklin gothic book": Known(1.1328, _SANS),
        "aptos": Known(1.2, _SANS),
        "aptos display": Known(1.2, _SANS),
        "dejavu sans": Known(1.1641, _WIDE, 1, _DEJAVU),
        "dejavu serif": Known(1.1641, ("DejaVu Serif",), 1, _DEJAVU),
        "dejavu sans mono": Known(1.1641, ("DejaVu Sans Mono",), 1, _DEJAVU),
        "symbol": Known(1.2251, ("OpenSymbol",), 0, "fonts-opensymbol"),
        "wingdings": Known(1.1084, ("OpenSymbol",), 0, "fonts-opensymbol"),
    }
)
_GAPS = {"Carlito": 0.2207, "Liberation Sans": 0.0327, "Liberation Serif": 0.0425}
_SERIFS = ("times", "cambria", "georgia", "garamond", "book", "palatino", "century s", "minion", "baskerville",
           "bodoni", "caslon", "didot", "goudy", "perpetua", "rockwell", "sylfaen", "constantia", "caladea", "mincho",
           "simsun", "song", "宋", "明朝", "batang", "david", "frank", "traditional arabic", "sakkal")  # fmt: skip
_MONOS = ("courier", "mono", "consolas", "console", "typewriter", "menlo", "monaco")


def line_ratio(font: str) -> float:
    """The height of a font's line in its own size, as Word takes it for single spacing."""
    known = KNOWN.get(font.lower())
    return known.line if known else UNKNOWN


def above(font: str) -> float:
    """How much of its own size a font's words stand lower than in the middle of their line, in Word.

    A font's line gap is all above its words; CSS has half of it there.
    """
    known = KNOWN.get(font.lower())
    return _GAPS.get(known.stands_in[0], 0.0) / 2 if known else 0.0


def stack(font: str, east_asia: str = "") -> str:
    """A font's CSS family: itself, the one for East Asian characters, those that stand in for it, the kind."""
    lower = font.lower()
    known = KNOWN.get(lower)
    names = [font, *(name for name in (known.stands_in if known else ()) if name != font)][:3]
    if east_asia and east_asia != font:
        names.append(east_asia)
    safe = ["".join(c for c in name if c.isalnum() or c in " -_.") for name in names]
    kind = (
        "monospace"
        if any(each in lower for each in _MONOS)
        else "serif"
        if (lower.startswith(_SERIFS) or "serif" in lower) and "sans" not in lower
        else "sans-serif"
    )
    return ",".join([*(f'"{name}"' for name in safe if name), kind])


def same_widths(font: str) -> tuple[str, ...]:
    """The families, in lower case, whose letters are as wide as a font's."""
    known = KNOWN.get(font.lower())
    return tuple(name.lower() for name in known.stands_in[: known.same]) if known else ()


def of_other_widths(font: str) -> bool:
    """Whether a font is known, but no family whose letters are as wide."""
    known = KNOWN.get(font.lower())
    return known is not None and not known.same


def package(font: str) -> str:
    """The Debian package of the best stand-in for a font."""
    known = KNOWN.get(font.lower())
    return known.package if known else "fonts-liberation"


_SCRIPTS = (
    ("\u2e80", "\u9fff", "Chinese, Japanese or Korean", "fonts-noto-cjk"),
    ("\uac00", "\ud7af", "Korean", "fonts-noto-cjk"),
    ("\uf900", "\uffef", "Chinese, Japanese or Korean", "fonts-noto-cjk"),
    ("\U00020000", "\U0003ffff", "Chinese, Japanese or Korean", "fonts-noto-cjk"),
    ("\U0001f000", "\U0001faff", "emoji", "fonts-noto-color-emoji"),
)


def package_for(character: str) -> str:
    """The Debian package of a font that has a character."""
    return next((name for low, high, _, name in _SCRIPTS if low <= character <= high), "fonts-noto-core")
