"""Looks of drawings that Word shows and print does not, each said once for the whole paper."""

from __future__ import annotations

from lxml import etree

from pipeline.printing.drawing.images import LOOKS
from pipeline.printing.word.package import A, whole
from pipeline.printing.word.reading import Reading

_V = "{urn:schemas-microsoft-com:vml}"
_STRAIGHT = ("", "textNoShape", "textPlain")
_STRAIGHT_KINDS = ("136", "172", "173", "174", "175")
"""Older word art that runs straight or slants: its words fill their box."""


def say_plain(reading: Reading, holder: etree._Element) -> None:
    """Say what a DrawingML drawing shows in Word and not in print."""
    glowing = any(len(effects) for effects in holder.iter(f"{A}effectLst", f"{A}effectDag"))
    if glowing or any(_themed(reading, each) for each in holder.iter(f"{A}effectRef")):
        _effects(reading)
    if next(holder.iter(f"{A}sp3d", f"{A}scene3d"), None) is not None and any(
        each.find(f"{A}bevelT") is not None or each.get("extrusionH") for each in holder.iter(f"{A}sp3d")
    ):
        _say(reading, "Drawings that Word shows with depth or bevelled edges are printed flat.")
    if any(warp.get("prst", "") not in _STRAIGHT for warp in holder.iter(f"{A}prstTxWarp")):
        _bent(reading)


def say_older_plain(reading: Reading, shape: etree._Element) -> None:
    """Say what an older drawing (VML) shows in Word and not in print."""
    if any(each.get("on", "f") in ("t", "true") for each in shape.iter(f"{_V}shadow")):
        _effects(reading)


def bent(reading: Reading, kind: str) -> None:
    """Say that word art of a kind (VML's number) is printed straight, where Word bends it."""
    if kind.isdigit() and kind not in _STRAIGHT_KINDS:
        _bent(reading)


def _themed(reading: Reading, reference: etree._Element) -> bool:
    """Whether the theme's effects that a shape's style names show anything."""
    number = whole(reference.get("idx"))
    theme = reading.package.lenient(reading.package.one(reading.package.document, "theme")) if number > 0 else None
    kinds = [] if theme is None else theme.findall(f".//{A}effectStyleLst/{A}effectStyle")
    named = kinds[number - 1].find(f"{A}effectLst") if 0 < number <= len(kinds) else None
    return named is not None and len(named) > 0


def _effects(reading: Reading) -> None:
    _say(reading, "Shadows, glows, reflections and soft edges of what is drawn are left out.")


def _bent(reading: Reading) -> None:
    _say(reading, "Words that Word bends into a shape are printed straight.")


def _say(reading: Reading, message: str) -> None:
    reading.say_of_all(LOOKS, message, "Nothing needs doing unless the look says something of its own.")
