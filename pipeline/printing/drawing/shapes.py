"""DrawingML's shapes, pictures and groups read into the parts of a drawing."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from pipeline.printing.document.tree_drawn import Part, Picture
from pipeline.printing.drawing.images import LOOKS, Shown, load
from pipeline.printing.drawing.outlines import OPEN, freehand, outline, room_for_words
from pipeline.printing.drawing.pixels import Crop, Recolour
from pipeline.printing.drawing.shape_colours import Paint, Stroke, colour, fill, share_of, stroke
from pipeline.printing.drawing.sketch import Box, Layers
from pipeline.printing.drawing.slide_words import as_word, own_text
from pipeline.printing.word.package import EMU, A, R, W, says_on, whole
from pipeline.printing.word.reading import Reading

_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
_GROUPS = frozenset(("wgp", "grpSp", "wpc", "lockedCanvas"))
_PLAIN = ("line", "rect", "roundRect", "ellipse", "straightConnector1", "textBox", "lineInv")
_VERTICAL = {"vert": 90.0, "vert270": -90.0, "eaVert": 90.0, "wordArtVert": 90.0, "mongolianVert": 90.0}


@dataclass
class Drawn(Layers):
    """A DrawingML drawing being read; ``other`` reads a chart or diagram inside it."""

    reading: Reading
    other: Callable[[etree._Element, Box], list[Part]]

    def read(self, element: etree._Element, box: Box) -> None:
        """Read a shape, picture or group that fills ``box``."""
        name = etree.QName(element).localname
        if name in _GROUPS:
            self._group(element, box)
        elif name in ("wsp", "sp", "cxnSp"):
            self._shape(element, box)
        elif name == "pic":
            self.over(Part(box.x, box.y, picture(self.reading, element, box)))
        else:
            self.over(*self.other(element, box))

    def _group(self, element: etree._Element, box: Box) -> None:
        frame = element.find("{*}grpSpPr/" + f"{A}xfrm")
        x, y, w, h = 0.0, 0.0, box.w, box.h
        if frame is not None and frame.find(f"{A}chExt") is not None:
            x, y, w, h = (*_pair(frame.find(f"{A}chOff"), "x", "y"), *_pair(frame.find(f"{A}chExt"), "cx", "cy"))
        sx, sy = box.w / w if w else 1.0, box.h / h if h else 1.0
        if etree.QName(element).localname == "wpc":
            x = y = 0.0
            sx = sy = 1.0
        for child in element:
            own = _frame(child)
            if own is None:
                continue
            self.read(child, placed(own, box, x, y, sx, sy))

    def _shape(self, element: etree._Element, box: Box) -> None:
        properties, style = element.find("{*}spPr"), element.find("{*}style")
        theme = self.reading.styles.theme.colours
        kind, path, closed = self._outline(properties, box)
        paint, line = fill(properties, style, theme), stroke(properties, style, theme)
        text = element.find(f"{{*}}txbx/{W}txbxContent")
        body = element.find("{*}bodyPr")
        own = own_text(element) if text is None else None
        if own is not None:
            text, body = as_word(own, self.reading), own.find(f"{A}bodyPr")
        blip = None if properties is None else properties.find(f"{A}blipFill/{A}blip")
        if blip is not None:
            self.over(Part(box.x, box.y, _filled(self.reading, properties, blip, box)))
            paint = Paint()
            self.odd += 1
        if path:
            self.sketch.add(path, box, paint, line, closed=closed)
        if (not closed and (line.head or line.tail)) or kind.endswith("Arrow"):
            self.arrows += 1
        if text is None and kind not in _PLAIN and (paint.colour or line.colour):
            self.odd += 1
        if text is not None:
            self._words(text, body, style, _room(element, box), paint, line, kind)

    def _words(
        self, text: etree._Element, body: etree._Element | None, style: etree._Element | None, box: Box,
        paint: Paint, line: Stroke, kind: str,
    ) -> None:  # fmt: skip
        reading = self.reading
        font = None if style is None else style.find("{*}fontRef")
        ink = colour(font, reading.styles.theme.colours)[0]
        near = reading.near
        blocks = reading.boxed(text, {"colour": ink} if ink else {})
        reading.near = near
        sides = ("tIns", 45720), ("rIns", 91440), ("bIns", 45720), ("lIns", 91440)
        top, right, bottom, left = (
            whole(None if body is None else body.get(name), otherwise) / EMU for name, otherwise in sides
        )
        share = room_for_words(kind)
        top, bottom, left, right = (
            top + box.h * share,
            bottom + box.h * share,
            left + box.w * share,
            right + box.w * share,
        )
        upright = body is not None and says_on(body.get("upright"))
        turned = _VERTICAL.get("" if body is None else body.get("vert", ""), 0.0) - (box.turn if upright else 0.0)
        vertical = {"ctr": "middle", "b": "bottom"}.get("" if body is None else body.get("anchor", ""), "top")
        self.words(
            blocks, box, (top, right, bottom, left), (paint, line), vertical, turned, simple=kind in ("rect", "textBox"),
            fitted=body is not None and body.find(f"{A}spAutoFit") is not None,
        )  # fmt: skip

    def _outline(self, properties: etree._Element | None, box: Box) -> tuple[str, str, bool]:
        """A shape's kind, its path, and whether it can be filled."""
        if properties is None:
            return "rect", "", True
        custom = properties.find(f"{A}custGeom")
        if custom is not None:
            path, filled = freehand(custom, box.w, box.h)
            return "custom", path, filled
        preset = properties.find(f"{A}prstGeom")
        kind = "rect" if preset is None else preset.get("prst", "rect")
        given = [each.get("fmla", "") for each in ([] if preset is None else preset.iter(f"{A}gd"))]
        numbers = [whole(text.removeprefix("val "), 50000) / 100000 for text in given]
        path = outline(kind, box.w, box.h, lambda at, otherwise: numbers[at] if at < len(numbers) else otherwise)
        if not path:
            self.reading.say(
                LOOKS, f"A drawn shape here ({kind}) is printed as a plain rectangle.",
                "Check that page of the PDF, or paste the shape again as a picture with alternative text.",
            )  # fmt: skip
            path = outline("rect", box.w, box.h, lambda *_: 0.0)
        return kind, path, kind not in OPEN


def _room(element: etree._Element, box: Box) -> Box:
    """The box that a shape's words stand in: its own, or another that SmartArt gives them."""
    room, frame = element.find("{*}txXfrm"), element.find(f"{{*}}spPr/{A}xfrm")
    if room is None or frame is None:
        return box
    own, words = own_box(frame), own_box(room)
    return Box(box.x + words.x - own.x, box.y + words.y - own.y, words.w, words.h, box.turn + words.turn)


def placed(own: Box, box: Box, x: float, y: float, sx: float, sy: float) -> Box:
    """A child's box in the drawing, from its own in the group's coordinates; the group may be turned and mirrored."""
    w, h = own.w * sx, own.h * sy
    if own.turn % 180 == 90 and sx != sy:
        w, h = own.w * sy, own.h * sx
        middle = ((own.x + own.w / 2 - x) * sx, (own.y + own.h / 2 - y) * sy)
    else:
        middle = ((own.x - x) * sx + w / 2, (own.y - y) * sy + h / 2)
    across, down = middle
    turn = own.turn
    if "x" in box.flip:
        across, turn = box.w - across, -turn
    if "y" in box.flip:
        down, turn = box.h - down, -turn
    angle = math.radians(box.turn)
    dx, dy = across - box.w / 2, down - box.h / 2
    across = box.x + box.w / 2 + dx * math.cos(angle) - dy * math.sin(angle)
    down = box.y + box.h / 2 + dx * math.sin(angle) + dy * math.cos(angle)
    flip = "".join(axis for axis in "xy" if (axis in own.flip) != (axis in box.flip))
    return Box(across - w / 2, down - h / 2, w, h, (turn + box.turn) % 360, flip)


def _frame(element: etree._Element) -> Box | None:
    """A shape's own box in its group's coordinates, in points."""
    if not isinstance(element.tag, str):
        return None
    frame = element.find(f"{{*}}spPr/{A}xfrm")
    if frame is None:
        frame = element.find(f"{{*}}grpSpPr/{A}xfrm")
    if frame is None and etree.QName(element).localname == "graphicFrame":
        frame = element.find("{*}xfrm")
    return None if frame is None else own_box(frame)


def own_box(frame: etree._Element) -> Box:
    """The box that an ``a:xfrm`` gives."""
    x, y = _pair(frame.find(f"{A}off"), "x", "y")
    w, h = _pair(frame.find(f"{A}ext"), "cx", "cy")
    flip = "".join(axis for axis, name in (("x", "flipH"), ("y", "flipV")) if says_on(frame.get(name)))
    return Box(x, y, w, h, (whole(frame.get("rot")) / 60000) % 360, flip)


def _pair(element: etree._Element | None, one: str, other: str) -> tuple[float, float]:
    if element is None:
        return 0.0, 0.0
    return whole(element.get(one)) / EMU, whole(element.get(other)) / EMU


def picture(reading: Reading, element: etree._Element, box: Box, shown: Shown | None = None) -> Picture:
    """A ``pic:pic`` that fills ``box``; ``shown`` gives what its holder says of it."""
    properties = element.find("{*}nvPicPr/{*}cNvPr")
    alt = "" if properties is None else (properties.get("descr") or "").strip()
    given = shown or Shown(box.w, box.h, alt, is_decorative(element))
    blip = element.find(f"{{*}}blipFill/{A}blip")
    source = element.find(f"{{*}}blipFill/{A}srcRect")
    address, anchor = given.address, given.anchor
    if not (address or anchor):
        address, anchor = click(reading, properties)
    line = stroke(element.find("{*}spPr"), element.find("{*}style"), reading.styles.theme.colours)
    made = Shown(
        box.w, box.h, alt=given.alt or alt, decorative=given.decorative, place=given.place, crop=_crop(source), turn=box.turn, flip=box.flip,
        recolour=_recolour(reading, blip), border=(line.width, "solid", line.colour) if line.colour else None, address=address, anchor=anchor,
        corners=_corners(element.find("{*}spPr")),
    )  # fmt: skip
    return _loaded(reading, blip, made)


def _loaded(reading: Reading, blip: etree._Element | None, shown: Shown) -> Picture:
    if blip is None:
        return load(reading, "", shown)
    plain = blip.get(f"{R}embed") or blip.get(f"{R}link") or ""
    vector = next((each.get(f"{R}embed") or "" for each in blip.iter(_SVG)), "")
    return load(reading, vector or plain, shown, plain if vector else "")


def _filled(reading: Reading, properties: etree._Element | None, blip: etree._Element, box: Box) -> Picture:
    """The picture that fills a shape; its words are the shape's own, so it needs none."""
    source = None if properties is None else properties.find(f"{A}blipFill/{A}srcRect")
    beyond = None if properties is None else properties.find(f"{A}blipFill/{A}stretch/{A}fillRect")
    shown = Shown(
        box.w,
        box.h,
        alt="",
        decorative=True,
        place=None,
        crop=_within(_crop(source), _crop(beyond)),
        turn=box.turn,
        flip=box.flip,
        recolour=_recolour(reading, blip),
        corners=_corners(properties),
    )
    return _loaded(reading, blip, shown)


def _corners(properties: etree._Element | None) -> float:
    """How far a picture's corners are rounded: half its shorter side where it is an ellipse."""
    preset = None if properties is None else properties.find(f"{A}prstGeom")
    kind = "" if preset is None else preset.get("prst", "")
    if preset is None or kind not in ("ellipse", "roundRect"):
        return 0.0
    given = next((each.get("fmla", "") for each in preset.iter(f"{A}gd")), "")
    share = whole(given.removeprefix("val "), 16667) / 100000
    return 0.5 if kind == "ellipse" else min(max(share, 0.0), 0.5)


def is_decorative(element: etree._Element) -> bool:
    """Whether the author marked a drawing as decorative."""
    return any(says_on(each.get("val")) for each in element.iter(_DECORATIVE))


def click(reading: Reading, properties: etree._Element | None) -> tuple[str, str]:
    """The web address, or the bookmark, that a click on a drawing leads to."""
    found = None if properties is None else properties.find(f"{A}hlinkClick")
    relationship = None if found is None else reading.package.related(reading.part).get(found.get(f"{R}id") or "")
    if relationship is None or (not relationship.external and not relationship.target.startswith("#")):
        return "", ""
    target = relationship.target
    if target.startswith("#"):
        reading.anchors_used.setdefault(target[1:], reading.near)
        return "", target[1:]
    return (target, "") if target.lower().startswith(("http:", "https:", "mailto:", "tel:", "ftp:")) else ("", "")


def _crop(source: etree._Element | None) -> tuple[float, float, float, float]:
    if source is None:
        return (0.0, 0.0, 0.0, 0.0)
    top, right, bottom, left = (share_of(source.get(side)) for side in "trbl")
    return (top, right, bottom, left)


def _within(crop: Crop, beyond: Crop) -> Crop:
    """What is cropped of a picture that reaches ``beyond`` a shape's edges, in shares of the shape below 0."""
    top, right, bottom, left = (max(-share, 0.0) for share in beyond)
    high, wide = 1 + top + bottom, 1 + left + right
    seen_high, seen_wide = 1 - crop[0] - crop[2], 1 - crop[1] - crop[3]
    return (
        crop[0] + top / high * seen_high, crop[1] + right / wide * seen_wide,
        crop[2] + bottom / high * seen_high, crop[3] + left / wide * seen_wide,
    )  # fmt: skip


def _recolour(reading: Reading, blip: etree._Element | None) -> Recolour:
    tone, bright, contrast, pair = "", 0.0, 0.0, None
    for each in () if blip is None else blip:
        kind = etree.QName(each).localname if isinstance(each.tag, str) else ""
        if kind == "grayscl":
            tone = "grey"
        elif kind == "biLevel":
            tone = "bilevel"
        elif kind == "lum":
            bright, contrast = whole(each.get("bright")) / 100000, whole(each.get("contrast")) / 100000
        elif kind == "alphaModFix":
            share = 1 - whole(each.get("amt"), 100000) / 100000
            bright, contrast = share / 2, -share
        elif kind == "duotone":
            theme = reading.styles.theme.colours
            found = []
            for one in each:
                holder = etree.Element("one")
                holder.append(etree.fromstring(etree.tostring(one)))
                found.append(colour(holder, theme)[0])
            if len(found) == 2 and all(found):
                pair = (found[0], found[1])
    return Recolour(tone, bright, contrast, pair)
