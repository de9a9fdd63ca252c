"""A SmartArt diagram in a Word file: the drawing that Word keeps of it, or its words as a list."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from pipeline.errors import CannotRead
from pipeline.printing.document.tree import Block, Label, Paragraph, ParagraphFormat, RunFormat, Text
from pipeline.printing.document.tree_drawn import Frame, Part, Picture
from pipeline.printing.drawing.images import LOOKS, NO_ALTERNATIVE, missing
from pipeline.printing.drawing.shapes import Drawn, own_box, placed
from pipeline.printing.drawing.sketch import Box
from pipeline.printing.word.package import A, R, whole
from pipeline.printing.word.reading import NOT_CARRIED, Reading

_DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_DEEPEST = 8


def diagram(
    reading: Reading, element: etree._Element, box: Box, alt: str, other: Callable[[etree._Element, Box], list[Part]]
) -> list[Part]:
    """What stands for a diagram."""
    said = f" ({alt})" if alt else ""
    model = _part(reading, element.get(f"{R}dm") or "")
    data = _xml(reading, model)
    drawing = _drawing(reading, data)
    root = _xml(reading, drawing)
    if root is not None:
        before, reading.part = reading.part, drawing
        try:
            parts = _drawn(reading, root, box, other)
        finally:
            reading.part = before
        if parts:
            if not alt:
                reading.say(
                    NO_ALTERNATIVE, "The diagram here (SmartArt) has no alternative text; its words are read out in order.",
                    "Say in its alternative text how its parts belong together, or say it in the paper.",
                )  # fmt: skip
            return parts
    words = [] if data is None else _listed(data)
    if words:
        reading.say(
            LOOKS, f"The diagram here (SmartArt){said} is kept without its drawing, so its words are printed as a list.",
            "Check the list, or paste the diagram again as a picture with alternative text.",
        )  # fmt: skip
        return [Part(box.x, box.y, Frame(tuple(words), box.w, box.h, None, border=(0.5, "solid", "#808080")))]
    reading.say(
        NOT_CARRIED, f"The diagram here (SmartArt){said} is kept without its drawing or its words.",
        "Paste it again as a picture with alternative text.",
    )  # fmt: skip
    picture = Picture("diagram.svg", missing(box.w, box.h), "svg", box.w, box.h, alt or "A diagram that can’t be shown")
    return [Part(box.x, box.y, picture)]


def _part(reading: Reading, target: str) -> str:
    relationship = reading.package.related(reading.part).get(target)
    return "" if relationship is None or relationship.external else relationship.target


def _xml(reading: Reading, part: str) -> etree._Element | None:
    try:
        return reading.package.xml(part) if part else None
    except CannotRead:
        return None


def _drawing(reading: Reading, data: etree._Element | None) -> str:
    """The part that keeps the diagram as drawn: named in its data, or the only one there is."""
    about = None if data is None else next(data.iter("{*}dataModelExt"), None)
    found = "" if about is None else _part(reading, about.get("relId", ""))
    if found:
        return found
    drawings = [each.target for each in reading.package.related(reading.part).values() if each.kind == "diagramDrawing"]
    return drawings[0] if len(drawings) == 1 else ""


def _drawn(
    reading: Reading, root: etree._Element, box: Box, other: Callable[[etree._Element, Box], list[Part]]
) -> list[Part]:
    drawn = Drawn(reading, other)
    for shape in root.iterfind("{*}spTree/{*}sp"):
        frame = shape.find(f"{{*}}spPr/{A}xfrm")
        if frame is None:
            continue
        drawn.read(shape, placed(own_box(frame), box, 0, 0, 1, 1))
    drawn.flush()
    return drawn.parts


def _listed(data: etree._Element) -> list[Block]:
    """The words of a diagram's points, each below the one that it belongs to."""
    points = {each.get("modelId", ""): each for each in data.iterfind(f"{_DGM}ptLst/{_DGM}pt")}
    below: dict[str, list[tuple[int, str]]] = {}
    for link in data.iterfind(f"{_DGM}cxnLst/{_DGM}cxn"):
        if link.get("type", "parOf") == "parOf":
            below.setdefault(link.get("srcId", ""), []).append((whole(link.get("srcOrd")), link.get("destId", "")))
    out: list[Block] = []
    seen: set[str] = set()

    def walk(name: str, depth: int) -> None:
        for _, child in sorted(below.get(name, [])):
            if child in seen or child not in points or depth > _DEEPEST:
                continue
            seen.add(child)
            words = " ".join("".join(t.text or "" for t in points[child].iter(f"{A}t")).split())
            if words:
                look = RunFormat("Arial", 10.0)
                label = Label("•", look, "tab", True, -1, depth)
                placed_at = ParagraphFormat(left=18.0 * (depth + 1), first=-18.0)
                out.append(Paragraph((Text(words, look),), placed_at, "List Bullet", None, label))
            walk(child, depth + 1 if words else depth)

    for name, point in points.items():
        if point.get("type") == "doc":
            walk(name, 0)
    return out
