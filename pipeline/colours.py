"""Colours: how well they stand out from one another (WCAG 2.2, relative luminance and contrast ratio), and mixed."""

from __future__ import annotations

from functools import cache

ENOUGH, ENOUGH_FOR_LARGE = 4.5, 3.0
"""The least contrast of words, and of large ones: 18 point, or 14 point bold (WCAG 2.2, 1.4.3)."""
_DARK_FROM = 0.179  # where the contrast with white is that with black


@cache
def luminance(colour: str) -> float:
    """The relative luminance of a colour of six hex digits, with or without # before them, 0 to 1."""
    parts = [channel / 255 for channel in bytes.fromhex(colour.removeprefix("#"))]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def dark(colour: str) -> bool:
    """Whether white is read better than black on a colour."""
    return luminance(colour) < _DARK_FROM


def mixed(one: str, other: str, part: float) -> str:
    """A colour that is ``part`` (0 to 1) of one and the rest of another."""
    pairs = zip(*([int(each[i : i + 2], 16) for i in (1, 3, 5)] for each in (one, other)), strict=True)
    return "#" + "".join(f"{round(a * part + b * (1 - part)):02x}" for a, b in pairs)
