"""A DrawingML drawing in a Word file: where it stands, and what it shows."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from pipeline.printing.document.tree import Inline
from pipeline.printing.document.tree_drawn import Frame, Group, Part, Picture, Placement
from pipeline.printing.drawing.diagrams import diagram
from pipeline.printing.drawing.drawn_plain import say_plain
from pipeline.printing.drawing.images import NO_ALTERNATIVE, Shown, no_alternative
from pipeline.printing.drawing.native_charts import chart
from pipeline.printing.drawing.shapes import Drawn, click, is_decorative, own_box, picture
from pipeline.printing.drawing.sketch import Box
from pipeline.printing.drawing.watermarks import is_slanted_behind, is_watermark, large_words, say_watermark, words_of
from pipeline.printing.word.package import EMU, MC, says_on, whole
from pipeline.printing.word.reading import NOT_CARRIED, Reading

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_WP14 = "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_BEHIND = 0x1E000000  # how much higher Word counts what is behind the text here than in older drawings (VML z-index)


def drawing(reading: Reading, element: etree._Element) -> list[Inline]:
    """What a ``w:drawing`` holds."""
    found: list[Inline] = []
    for holder in element:
        if isinstance(holder.tag, str) and holder.tag in (f"{WP}inline", f"{WP}anchor"):
            found += _held(reading, holder)
    return found


def _held(reading: Reading, holder: etree._Element) -> list[Inline]:
    """What an ``inline`` or ``anchor`` holds; nothing where it is hidden."""
    properties = holder.find(f"{WP}docPr")
    if properties is not None and says_on(properties.get("hidden")):
        return []
    place = _placement(holder, reading.older) if holder.tag == f"{WP}anchor" else None
    say_plain(reading, holder)
    data = next(holder.iter("{*}graphicData"), None)
    shape = None if data is None else next((each for each in data if isinstance(each.tag, str)), None)
    if shape is None:
        return []
    box = _box(holder, shape)
    if (watermark := _watermark(reading, holder, shape, place, box)) is not None:
        return together([watermark], box.w, box.h, place)
    alt = "" if properties is None else (properties.get("descr") or properties.get("title") or "").strip()
    decorative = is_decorative(holder)
    address, anchor = click(reading, properties)
    if etree.QName(shape).localname == "pic":
        return [
            picture(reading, shape, box, Shown(box.w, box.h, alt, decorative, place, address=address, anchor=anchor))
        ]
    drawn = Drawn(reading, lambda each, where: _other(reading, each, where, alt, decorative))
    drawn.read(shape, box)
    drawn.flush()
    parts = _worded(reading, drawn, alt, decorative)
    if address or anchor:
        parts = [_clicked(part, address, anchor) for part in parts]
    return together(parts, box.w, box.h, place)


def _box(holder: etree._Element, shape: etree._Element) -> Box:
    """The size of a drawing in points, and how its shape is turned in it."""
    extent = holder.find(f"{WP}extent")
    width, height = (whole(None if extent is None else extent.get(name)) / EMU for name in ("cx", "cy"))
    frame = shape.find("{*}spPr/{*}xfrm")
    own = Box(0, 0, 0, 0) if frame is None else own_box(frame)
    return Box(0, 0, width, height, turn=own.turn, flip=own.flip)


def _watermark(
    reading: Reading, holder: etree._Element, shape: etree._Element, place: Placement | None, box: Box
) -> Part | None:
    """The large words of a watermark; None where a drawing is none. One with a watermark's name is said as such."""
    properties = holder.find(f"{WP}docPr")
    named = is_watermark(reading, "" if properties is None else properties.get("name", ""))
    if named:
        say_watermark(reading, words_of(holder))
    if not named and not is_slanted_behind(reading, place, box):
        return None
    large = None if place is None else large_words(reading, shape, box)
    if large is not None:
        say_watermark(reading, words_of(holder))
    return large


def together(parts: list[Part], width: float, height: float, place: Placement | None) -> list[Inline]:
    """A drawing's parts as one inline: a picture or text box where it is only that, else a group."""
    if not parts:
        return []
    first = parts[0].item
    if len(parts) == 1 and isinstance(first, Picture) and first.name != "shapes.svg":
        return [replace(first, place=place)]
    frames = [part.item for part in parts if isinstance(part.item, Frame)]
    if len(frames) == 1 and (frames[0].border or frames[0].shading) and not frames[0].turn:
        others = [part for part in parts if part.item is not frames[0]]
        if not any(isinstance(part.item, Picture) and not part.item.decorative for part in others) and len(others) <= 1:
            return [replace(frames[0], place=place)]
    if len(parts) == 1 and isinstance(first, Frame) and not first.turn:
        return [replace(first, place=place)]
    return [Group(tuple(parts), width, height, place)]


def _worded(reading: Reading, drawn: Drawn, alt: str, decorative: bool) -> list[Part]:
    """The parts with the text that stands for the whole drawing on one of them."""
    parts = drawn.parts
    pictures = [i for i, part in enumerate(parts) if isinstance(part.item, Picture)]
    words = any(isinstance(part.item, Frame) and part.item.text.strip() for part in parts)
    if decorative or not pictures:
        return parts
    named = any(isinstance(part.item, Picture) and part.item.alt for part in parts)
    if alt and not named and not (words and not drawn.arrows and not drawn.odd):
        at = pictures[0]
        first = parts[at].item
        assert isinstance(first, Picture)
        return [
            replace(part, item=replace(first, alt=alt, decorative=False))
            if i == at
            else replace(part, item=replace(part.item, decorative=True))
            if isinstance(part.item, Picture)
            else part
            for i, part in enumerate(parts)
        ]
    if not alt and not named:
        if words and drawn.arrows:
            reading.say(
                NO_ALTERNATIVE, "The diagram here joins its words by arrows, which a screen reader is not told of.",
                "Give the diagram alternative text that says what leads to what, or say it in the paper.",
            )  # fmt: skip
        elif not words and drawn.odd:
            no_alternative(reading)
    return parts


def _clicked(part: Part, address: str, anchor: str) -> Part:
    if isinstance(part.item, Picture) and not part.item.decorative:
        return replace(part, item=replace(part.item, address=address, anchor=anchor))
    return part


def _other(reading: Reading, element: etree._Element, box: Box, alt: str, decorative: bool) -> list[Part]:
    """A chart, a SmartArt diagram or what isn't known here, as the parts of a drawing."""
    name = etree.QName(element).localname
    data = next(element.iter("{*}graphicData"), None) if name == "graphicFrame" else None
    if data is not None and len(data):
        element = data[0]
        name = etree.QName(element).localname
    if name == "chart":
        return chart(reading, element, box, alt, _fallback(element))
    if name == "relIds":
        return diagram(reading, element, box, alt, lambda each, where: _other(reading, each, where, alt, decorative))
    fallback = _fallback(element)
    if fallback is not None:
        return [Part(box.x, box.y, picture(reading, fallback, box, Shown(box.w, box.h, alt, decorative)))]
    if not decorative:
        reading.say(
            NOT_CARRIED,
            f"The paper holds a drawing{f' ({alt})' if alt else ''} of a kind ({name}) that is not carried.",
            "Paste it again as a picture with alternative text.",
        )
    return []


def _fallback(element: etree._Element) -> etree._Element | None:
    """The picture that the file holds in place of what isn't understood."""
    choice = next(element.iterancestors(f"{MC}Choice"), None)
    both = None if choice is None else choice.getparent()
    spare = None if both is None else both.find(f"{MC}Fallback")
    return None if spare is None else next(spare.iter(f"{_PIC}pic"), None)


def _placement(anchor: etree._Element, older: bool) -> Placement:
    """Where a drawing stands; since Word 2013 those in table cells are always measured from the cell."""
    top, right, bottom, left = (whole(anchor.get(f"dist{side}")) / EMU for side in "TRBL")
    wrap = next(
        (each for each in anchor if isinstance(each.tag, str) and etree.QName(each).localname.startswith("wrap")), None
    )
    kind = "none" if wrap is None else etree.QName(wrap).localname
    kind = {"wrapTopAndBottom": "lines", "wrapNone": "none", "none": "none"}.get(kind, "square")
    sides = {"left": "left", "right": "right", "largest": "largest"}.get(
        "" if wrap is None else wrap.get("wrapText", ""), "both"
    )
    across = _position(anchor, "positionH", "column")
    down = _position(anchor, "positionV", "paragraph")
    simple = anchor.find(f"{WP}simplePos")
    if says_on(anchor.get("simplePos")) and simple is not None:
        across, down = ("page", "", whole(simple.get("x")) / EMU), ("page", "", whole(simple.get("y")) / EMU)
    order = max(whole(anchor.get("relativeHeight")), 0)
    if says_on(anchor.get("behindDoc")) and kind == "none":
        order = min(order - _BEHIND, -1)
    in_cell = not older or says_on(anchor.get("layoutInCell", "1"))
    return Placement(kind, across, down, (top, right, bottom, left), sides, order, in_cell)


def _position(anchor: etree._Element, name: str, otherwise: str) -> tuple[str, str, float]:
    found = next(
        (
            each
            for each in anchor.iter(f"{WP}{name}")
            if each.find(f"{WP}posOffset") is not None or each.find(f"{WP}align") is not None
        ),
        None,
    )
    if found is None:
        found = next(anchor.iter(f"{WP}{name}"), None)
        share = (
            None
            if found is None
            else next((each for each in found if etree.QName(each).localname.startswith("pctPos")), None)
        )
        percent = 0 if share is None else whole(share.text) / 100000
        return (
            otherwise if found is None else found.get("relativeFrom", otherwise),
            "share" if percent else "",
            percent,
        )
    align = found.findtext(f"{WP}align", "").strip()
    return found.get("relativeFrom", otherwise), align, whole(found.findtext(f"{WP}posOffset", "0")) / EMU
