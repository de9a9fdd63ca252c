"""A picture in a Word file loaded for printing: fetched from its part, cleaned, cropped; or a box that says it can't be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from xml.sax.saxutils import quoteattr

from pipeline.issues import Severity, rule
from pipeline.printing.document.tree import Border
from pipeline.printing.document.tree_drawn import Picture, Placement
from pipeline.printing.drawing.metafiles import drawn
from pipeline.printing.drawing.pixels import PLAIN, Crop, Recolour, Unprintable, fit, kind_of
from pipeline.printing.drawing.safe_svg import safe_svg, words_in
from pipeline.printing.word.reading import NOT_CARRIED, Reading

NO_ALTERNATIVE = rule(
    "W-03", Severity.QUERY, "Every picture has alternative text, or is marked as decorative.", "WCAG 2.2, 1.1.1"
)
LOOKS = rule(
    "W-20", Severity.QUERY, "What is drawn is printed as Word shows it, or what differs is said.", "WCAG 2.2, 1.3.1"
)
_WHOLE: Crop = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Shown:
    """How a picture is shown: size in points, its text, place, crop, turn, colours, lines, where a click leads, of what it is, its corners."""

    width: float
    height: float
    alt: str = ""
    decorative: bool = False
    place: Placement | None = None
    crop: Crop = _WHOLE
    turn: float = 0.0
    flip: str = ""
    recolour: Recolour = PLAIN
    border: Border | None = None
    address: str = ""
    anchor: str = ""
    of: str = ""
    corners: float = 0.0


def load(reading: Reading, target: str, shown: Shown, other: str = "") -> Picture:
    """The picture that a relationship leads to; ``other`` is a plainer one that is printed where it can't be.

    A picture that can't be printed leaves a box of its size, and an issue that says why.
    """
    failed = ""
    for each in filter(None, (target, other)):
        name, failed_now = _found(reading, each)
        if not failed_now:
            try:
                data, kind, words = _fit(reading, name, shown)
            except Unprintable as why:
                failed_now = f"{why}."
            else:
                if not shown.alt and not shown.decorative and not reading.at_edge:
                    no_alternative(reading, shown.of)
                    shown = replace(shown, alt=_unnamed(shown.of, words))
                window = shown.crop if kind == "svg" and any(shown.crop) else _WHOLE
                return _picture(name, data, kind, shown, window)
        failed = failed or failed_now
    said = f"The picture{f' “{shown.alt}”' if shown.alt else ''}"
    reading.say(
        NOT_CARRIED, f"{said} {failed or 'is missing from the file.'}",
        "Save it as PNG, JPEG or SVG, insert it into the paper itself, and say in its alternative text what it shows.",
    )  # fmt: skip
    alt = shown.alt or "A picture that can’t be shown"
    shown = Shown(shown.width or 72, shown.height or 72, alt, False, shown.place, turn=shown.turn)
    return _picture("missing.svg", missing(shown.width, shown.height), "svg", shown, _WHOLE)


def _picture(name: str, data: bytes, kind: str, shown: Shown, window: Crop) -> Picture:
    return Picture(
        name, data, kind=kind, width=shown.width, height=shown.height, alt=shown.alt, decorative=shown.decorative, place=shown.place, turn=shown.turn, flip=shown.flip,
        border=shown.border, window=window, address=shown.address, anchor=shown.anchor, corners=shown.corners,
    )  # fmt: skip


def _unnamed(of: str, words: str) -> str:
    """What is read out for a picture without alternative text: of what it is, and the words drawn in it."""
    return f"Picture{of}{f' with the words “{words}”' if words else ''}" if of or words else ""


def no_alternative(reading: Reading, of: str = "") -> None:
    """Say that the picture being read has no alternative text."""
    reading.say(
        NO_ALTERNATIVE,
        f"The picture{of} here has no alternative text, so a screen reader doesn't say what it shows.",
        "In Word, right-click the picture, choose View Alt Text, and say what it shows.",
    )


def _found(reading: Reading, target: str) -> tuple[str, str]:
    """The part that a relationship leads to, or why there is none."""
    relationship = reading.package.related(reading.part).get(target)
    if relationship is None:
        return "", "is missing from the file."
    if relationship.external:
        return "", "is linked from outside the file, which is never fetched."
    if relationship.target not in reading.package.parts:
        return "", "is missing from the file."
    return relationship.target, ""


def _fit(reading: Reading, name: str, shown: Shown) -> tuple[bytes, str, str]:
    """The bytes to print of a part, their kind and the words drawn in them; made once for each way that it is shown."""
    key = (name, shown.crop, shown.recolour)
    if key not in reading.pictures:
        data = reading.package.parts[name]
        kind, words = kind_of(data), ""
        if kind in ("emf", "wmf"):
            others = (part for part in reading.package.parts.values() if kind_of(part) in ("emf", "wmf"))
            data, kind, words = drawn(data, others, reading.package.undrawn)
        elif kind == "svg":
            data = safe_svg(data)
            words = words_in(data)
        elif not kind or kind == "wdp":
            raise Unprintable("is of a kind that can't be printed")
        if kind != "svg":
            left, right = max(shown.crop[3], 0.0), max(shown.crop[1], 0.0)
            data, kind = fit(data, kind, shown.crop, shown.width / max(1 - left - right, 0.02), shown.recolour)
        reading.pictures[key] = data, kind, words
    return reading.pictures[key]


def missing(width: float, height: float) -> bytes:
    """A box with a cross, where a picture can't be shown."""
    w, h = max(width, 8.0), max(height, 8.0)
    box = quoteattr(f"0 0 {w:g} {h:g}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{w:g}" height="{h:g}" viewBox={box}>'
        f'<rect x="0.5" y="0.5" width="{w - 1:g}" height="{h - 1:g}" fill="none" stroke="#767676"/>'
        '<path d="M4 4L12 12M12 4L4 12" stroke="#b10e1e" stroke-width="2"/></svg>'
    ).encode()
