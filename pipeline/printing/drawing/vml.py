"""Older drawings in a Word file (VML): pictures, shapes, text boxes, watermarks, and the pictures of embedded objects."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from pipeline.colours import luminance
from pipeline.issues import Severity, rule
from pipeline.printing.document.tree import Inline
from pipeline.printing.document.tree_drawn import Frame, Part, Picture
from pipeline.printing.drawing.drawings import together
from pipeline.printing.drawing.drawn_plain import bent, say_older_plain
from pipeline.printing.drawing.images import LOOKS, NO_ALTERNATIVE, Shown, load
from pipeline.printing.drawing.outlines import OPEN, outline, oval, room_for_words, rounded
from pipeline.printing.drawing.pixels import Recolour
from pipeline.printing.drawing.shape_colours import Paint, Stroke, dashes
from pipeline.printing.drawing.shapes import placed
from pipeline.printing.drawing.sketch import Box, Layers, Sketch
from pipeline.printing.drawing.vml_values import (
    V,
    coloured,
    declared,
    length,
    number,
    own_box,
    paler,
    path_of,
    placement,
    polyline,
    share,
)
from pipeline.printing.drawing.watermarks import is_watermark, say_watermark
from pipeline.printing.letters.widths import breadth
from pipeline.printing.word.package import R, W
from pipeline.printing.word.reading import Reading

EMBEDDED = rule(
    "W-21", Severity.QUERY, "What an embedded file says is in the paper itself; only its picture is printed.", "WCAG 2.2, 1.3.1"
)  # fmt: skip
_O = "{urn:schemas-microsoft-com:office:office}"
_SHAPES = frozenset(
    V + name for name in ("shape", "rect", "roundrect", "oval", "line", "polyline", "arc", "curve", "image")
)
_NAMES_PICTURE = (f"{R}id", f"{R}embed", f"{R}href", f"{R}pict", f"{_O}href", f"{_O}relid", "src")
_PALE = 0.6  # relative luminance
_SPACE = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'  # a frame without a picture keeps its room
_KINDS = {
    "1": "rect", "2": "roundRect", "3": "ellipse", "4": "diamond", "5": "triangle", "6": "rtTriangle", "7": "parallelogram",
    "8": "trapezoid", "9": "hexagon", "10": "octagon", "11": "plus", "12": "star5", "13": "rightArrow", "15": "homePlate",
    "16": "cube", "20": "line", "22": "can", "23": "donut", "32": "straightConnector1", "33": "bentConnector2",
    "34": "bentConnector3", "35": "bentConnector4", "36": "bentConnector5", "37": "curvedConnector2",
    "38": "curvedConnector3", "55": "chevron", "56": "pentagon", "61": "wedgeRectCallout", "62": "wedgeRoundRectCallout",
    "63": "wedgeEllipseCallout", "66": "leftArrow", "67": "downArrow", "68": "upArrow", "69": "leftRightArrow",
    "70": "upDownArrow", "73": "lightningBolt", "74": "heart", "85": "leftBracket", "86": "rightBracket",
    "87": "leftBrace", "88": "rightBrace", "106": "cloudCallout", "109": "rect", "110": "flowChartDecision",
    "111": "flowChartInputOutput", "112": "flowChartPredefinedProcess", "114": "flowChartDocument",
    "116": "flowChartTerminator", "117": "flowChartPreparation", "118": "flowChartManualInput",
    "119": "flowChartManualOperation", "120": "ellipse", "176": "roundRect", "177": "flowChartOffpageConnector",
    "185": "bracketPair", "186": "bracePair", "202": "rect", "75": "rect", "201": "rect",
}  # fmt: skip


def older_drawing(reading: Reading, element: etree._Element) -> list[Inline]:
    """What an older ``w:pict`` or an embedded ``w:object`` shows."""
    found: list[Inline] = []
    pictured = next(element.iter(f"{V}imagedata"), None) is not None
    for shape in element:
        if element.tag == f"{W}object" and not pictured:
            continue
        if shape.tag in _SHAPES or shape.tag == f"{V}group":
            found += _drawn(reading, shape)
        elif isinstance(shape.tag, str) and shape.tag.startswith(W) and shape.tag.endswith(("}drawing", "}pict")):
            found += older_drawing(reading, shape)
    if element.tag == f"{W}object":
        about = element.find(f"{_O}OLEObject")
        program = "" if about is None else about.get("ProgID", "").split(".")[0]
        own = program.startswith("Equation") or element.find(f"{W}control") is not None
        if not own or not pictured:
            how = "only its picture is printed" if pictured else "it keeps no picture, so nothing of it is printed"
            reading.say(
                EMBEDDED, f"The paper holds an embedded {_PROGRAMS.get(program, 'object')}; {how}.",
                "Put what it says into the paper, as text or a table.",
            )  # fmt: skip
    return found


_PROGRAMS = {
    "Excel": "workbook", "Word": "Word document", "PowerPoint": "presentation", "Package": "file", "Visio": "Visio drawing",
    "AcroExch": "PDF", "Acrobat": "PDF", "MSGraph": "chart",
}  # fmt: skip


@dataclass
class _Drawn(Layers):
    """An older drawing being read; ``root`` is its outermost shape."""

    reading: Reading
    root: etree._Element

    def group(self, element: etree._Element, box: Box) -> None:
        """A group's children, in its own coordinates."""
        x, y = number(element.get("coordorigin", "0,0"))
        w, h = number(element.get("coordsize", "1000,1000"))
        sx, sy = box.w / (w or 1000), box.h / (h or 1000)
        for child in element:
            if child.tag not in _SHAPES and child.tag != f"{V}group":
                continue
            own = own_box(child)
            where = placed(own, box, x, y, sx, sy)
            if child.tag == f"{V}group":
                self.group(child, where)
            else:
                self.shape(child, where)

    def shape(self, element: etree._Element, box: Box) -> None:
        """One shape, picture or text box that fills ``box``."""
        data, words = element.find(f"{V}imagedata"), element.find(f"{V}textpath")
        box_text = element.find(f"{V}textbox/{W}txbxContent")
        kind = self._kind(element)
        paint, stroke = self._looks(element)
        if words is not None and words.get("string", "").strip():
            if self.reading.at_edge:
                say_watermark(self.reading, words.get("string", "").strip())
            bent(self.reading, self._number(element))
            fill = element.find(f"{V}fill")
            second = "" if fill is None else coloured(fill.get("color2", ""))
            self._large_words(words, box, paint, [ink for ink in (second, stroke.colour) if ink])
            return
        if data is not None and any(data.get(name) for name in _NAMES_PICTURE):
            if is_watermark(self.reading, element.get("id", "")):
                say_watermark(self.reading, "")
            self.over(Part(box.x, box.y, self._picture(element, data, box)))
            paint = Paint("")  # the picture is what fills the shape
        elif data is not None and box_text is None:
            self.over(Part(box.x, box.y, Picture("space.svg", _SPACE, "svg", box.w, box.h, "", True)))
        if data is not None and box_text is None:
            return
        path, closed = self._path(element, kind, box)
        if (not closed and (stroke.head or stroke.tail)) or kind.endswith("Arrow"):
            self.arrows += 1
        self.sketch.add(path, box, paint, stroke, closed=closed)
        if box_text is not None:
            self._text(element, box_text, box, paint, stroke, kind)

    def _kind(self, element: etree._Element) -> str:
        name = etree.QName(element).localname
        if name != "shape":
            return {"roundrect": "roundRect", "oval": "ellipse", "image": "rect"}.get(name, name)
        return _KINDS.get(self._number(element), "custom")

    def _number(self, element: etree._Element) -> str:
        """The number of a shape's kind in VML, in figures."""
        about = self._type(element)
        code = element.get(f"{_O}spt") or ("" if about is None else about.get(f"{_O}spt", ""))
        code = code or element.get("type", "").rpartition("_t")[2]
        return str(int(float(code))) if code.replace(".", "", 1).isdecimal() else ""

    def _type(self, element: etree._Element) -> etree._Element | None:
        """The shape type that a shape names, wherever in the part it is."""
        name = element.get("type", "").lstrip("#")
        if not name:
            return None
        root = self.root.getroottree().getroot()
        if root not in self.reading.shape_types:  # looked for once, not for each shape
            kinds = reversed(list(root.iter(f"{V}shapetype")))
            self.reading.shape_types[root] = {each.get("id", ""): each for each in kinds}
        return self.reading.shape_types[root].get(name)

    def _looks(self, element: etree._Element) -> tuple[Paint, Stroke]:
        about = self._type(element)

        def said(name: str, otherwise: str) -> str:
            own = element.get(name)
            return own if own is not None else otherwise if about is None else about.get(name, otherwise)

        fill, line = element.find(f"{V}fill"), element.find(f"{V}stroke")
        filled = said("filled", "t") not in ("f", "false") and not (
            fill is not None and fill.get("on") in ("f", "false")
        )
        colour = coloured(said("fillcolor", "" if fill is None else fill.get("color", "")) or "white")
        opacity = 1.0
        if fill is not None and fill.get("opacity"):
            text = fill.get("opacity", "1")
            opacity = share(text)
        paint = Paint(colour if filled else "", opacity=opacity)
        stroked = said("stroked", "t") not in ("f", "false") and not (
            line is not None and line.get("on") in ("f", "false")
        )
        width = length(said("strokeweight", ".75pt")) or 0.75
        dash = "" if line is None else line.get("dashstyle", "")
        ends = [line is not None and line.get(name, "none") not in ("none", "") for name in ("startarrow", "endarrow")]
        ink = coloured(said("strokecolor", "black")) if stroked else ""
        return paint, Stroke(ink, max(width, 0.25), dashes(dash, width), *ends)

    def _path(self, element: etree._Element, kind: str, box: Box) -> tuple[str, bool]:
        """A shape's outline, and whether it is closed."""
        if kind == "line" and element.tag == f"{V}line":
            (x, y), (a, b) = number(element.get("from", "0,0")), number(element.get("to", "0,0"))
            down = (b - y) * (a - x) >= 0
            mirrored = a < x
            ends = ((0.0, 0.0 if down else box.h), (box.w, box.h if down else 0.0))
            one, other = ends[::-1] if mirrored else ends
            return f"M{one[0]:g} {one[1]:g}L{other[0]:g} {other[1]:g}", False
        if kind == "roundRect":
            return rounded(box.w, box.h, min(box.w, box.h) * min(share(element.get("arcsize", "0.1667")), 0.5)), True
        if kind == "ellipse":
            return oval(0, 0, box.w, box.h), True
        if kind == "polyline" and (made := polyline(element, box.w, box.h)):
            return made, made.endswith("Z") or element.get("filled", "t") not in ("f", "false")
        if kind in ("custom", "polyline", "arc", "curve"):
            about = self._type(element)
            path = element.get("path") or ("" if about is None else about.get("path")) or ""
            w, h = number(
                element.get("coordsize") or (None if about is None else about.get("coordsize")) or "1000,1000"
            )
            made = path_of(path, box.w / (w or 1000), box.h / (h or 1000))
            if made:
                return made, made.endswith("Z")
            if path or kind == "polyline":
                self.reading.say(
                    LOOKS, "A drawn shape here is printed as a plain rectangle.",
                    "Check that page of the PDF, or paste the shape again as a picture with alternative text.",
                )  # fmt: skip
        made = outline(kind, box.w, box.h, lambda at, otherwise: otherwise)
        return made or outline("rect", box.w, box.h, lambda *_: 0.0), kind not in OPEN

    def _large_words(self, words: etree._Element, box: Box, paint: Paint, inks: list[str]) -> None:
        """Word art or a watermark: its words stretched to its size, and said as its alternative text.

        Word art too pale to be seen is printed in the darkest of its other ``inks``: what it fades to, its outline.
        """
        text = words.get("string", "").strip()
        style = declared(words.get("style", ""))
        font = style.get("font-family", "sans-serif").strip("\"'& quot;") or "sans-serif"
        colour = paint.colour or "#c0c0c0"
        if paint.opacity < 1:
            colour = paler(colour, paint.opacity)
        if luminance(colour) > _PALE and not self.reading.at_edge:
            colour = min([colour, *inks], key=luminance)
        bold = style.get("font-weight") == "bold"
        self.flush()
        lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
        natural = max([breadth(line, 100, font, bold) for line in lines] + [50.0])
        self.sketch.words(
            lines, box, font=font, colour=colour, bold=bold, italic=style.get("font-style") == "italic", natural=natural
        )
        made = self.sketch.part(" ".join(lines))
        self.sketch = Sketch()
        self.over(made)

    def _picture(self, element: etree._Element, data: etree._Element, box: Box) -> Picture:
        alt = (element.get("alt") or data.get(f"{_O}title") or "").strip()
        holder = self.root.getparent()
        about = holder.find(f"{_O}OLEObject") if holder is not None and holder.tag == f"{W}object" else None
        of = "" if holder is None or holder.tag != f"{W}object" else " of an embedded object"
        if about is not None and about.get("ProgID", "").startswith("Equation"):
            of = " of an equation"
        top, right, bottom, left = (share(data.get(f"crop{side}", "0")) for side in ("top", "right", "bottom", "left"))
        tone = (
            "grey"
            if data.get("grayscale") in ("t", "true")
            else "bilevel"
            if data.get("bilevel") in ("t", "true")
            else ""
        )
        gain, black = share(data.get("gain", "1")), share(data.get("blacklevel", "0"))
        recolour = Recolour(tone, black, gain - 1)
        href = element.get("href", "")
        address = href if href.lower().startswith(("http:", "https:", "mailto:")) else ""
        shown = Shown(
            box.w, box.h, alt=alt, decorative=False, place=None, crop=(top, right, bottom, left), turn=box.turn, flip=box.flip, recolour=recolour, address=address,
            of=of,
        )  # fmt: skip
        return load(self.reading, data.get(f"{R}id") or data.get(f"{R}embed") or data.get(f"{R}href") or "", shown)

    def _text(
        self, element: etree._Element, text: etree._Element, box: Box, paint: Paint, stroke: Stroke, kind: str
    ) -> None:
        reading = self.reading
        near = reading.near
        blocks = reading.boxed(text)
        reading.near = near
        holder = text.getparent()
        style = declared("" if holder is None else holder.get("style", ""))
        given = ("" if holder is None else holder.get("inset", "")).split(",")
        normal = (7.2, 3.6, 7.2, 3.6)
        left, top, right, bottom = (
            length(given[i]) if i < len(given) and given[i].strip() else normal[i] for i in range(4)
        )
        anchor = declared(element.get("style", "")).get("v-text-anchor", "top")
        vertical = "middle" if anchor.startswith("middle") else "bottom" if anchor.startswith("bottom") else "top"
        spare = room_for_words(kind)
        top, bottom, left, right = (
            top + box.h * spare,
            bottom + box.h * spare,
            left + box.w * spare,
            right + box.w * spare,
        )
        turned = 0.0
        if "vertical" in style.get("layout-flow", ""):
            turned = -90.0 if style.get("mso-layout-flow-alt") == "bottom-to-top" else 90.0
        fitted = style.get("mso-fit-shape-to-text") in ("t", "true")
        self.words(
            blocks,
            box,
            (top, right, bottom, left),
            (paint, stroke),
            vertical,
            turned,
            simple=kind == "rect",
            fitted=fitted,
        )


def _drawn(reading: Reading, shape: etree._Element) -> list[Inline]:
    style = declared(shape.get("style", ""))
    if style.get("visibility") == "hidden" or style.get("display") == "none":
        return []
    own = own_box(shape)
    place = placement(shape, style, own)
    say_older_plain(reading, shape)
    drawn = _Drawn(reading, shape)
    box = Box(0, 0, own.w, own.h, own.turn, own.flip)
    if shape.get(f"{_O}hr") in ("t", "true"):
        return [_rule(shape, own)]
    if shape.tag == f"{V}group":
        drawn.group(shape, box)
    else:
        drawn.shape(shape, box)
    drawn.flush()
    alt = (shape.get("alt") or "").strip()
    parts = drawn.parts
    at = next((i for i, part in enumerate(parts) if isinstance(part.item, Picture)), None)
    if alt and at is not None and not any(isinstance(p.item, Picture) and p.item.alt for p in parts):
        first = parts[at].item
        assert isinstance(first, Picture)
        parts[at] = replace(parts[at], item=replace(first, alt=alt, decorative=False))
    elif drawn.arrows and not alt and any(isinstance(part.item, Frame) for part in parts):
        reading.say(
            NO_ALTERNATIVE, "The diagram here joins its words by arrows, which a screen reader is not told of.",
            "Give the diagram alternative text that says what leads to what, or say it in the paper.",
        )  # fmt: skip
    return together(parts, own.w, own.h, place)


def _rule(shape: etree._Element, own: Box) -> Inline:
    """A horizontal line across the column."""
    percent = shape.get(f"{_O}hrpct")
    align = shape.get(f"{_O}hralign", "left")
    width = own.w or 451.0 * (float(percent) / 1000 if percent and percent.isdigit() and int(percent) else 1.0)
    height = max(own.h, 0.75)
    colour = coloured(shape.get("fillcolor", "#a0a0a0")) or "#a0a0a0"
    sketch = Sketch()
    sketch.add(outline("rect", width, height, lambda *_: 0.0), Box(0, 0, width, height), Paint(colour), Stroke())
    item = sketch.part().item
    assert isinstance(item, Picture)
    return replace(item, name=f"rule-{align}.svg")
