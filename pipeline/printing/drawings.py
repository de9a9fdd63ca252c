"""Pictures and text boxes in a Word file, with the text that stands for them."""

from __future__ import annotations

import re

from lxml import etree

from pipeline.issues import Severity, rule
from pipeline.printing.package import A, R, W, whole
from pipeline.printing.reading import NOT_CARRIED, Reading
from pipeline.printing.tree import Frame, Inline, Picture

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_VML = "{urn:schemas-microsoft-com:vml}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_KINDS = {
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF8": "gif",
    b"BM": "bmp",
    b"II*\x00": "tiff",
    b"MM\x00*": "tiff",
}
_OTHER = {
    "chart": ("a Word chart", "Paste it again as a picture with alternative text, and give its figures in a table."),
    "diagram": ("a SmartArt diagram", "Paste it again as a picture with alternative text."),
}

NO_ALTERNATIVE = rule(
    "W-03", Severity.QUERY, "Every picture has alternative text, or is marked as decorative.", "WCAG 2.2, 1.1.1"
)


def drawing(reading: Reading, element: etree._Element) -> list[Inline]:
    """What a ``w:drawing`` holds; its text boxes go to ``reading.aside``."""
    found: list[Inline] = []
    for holder in element:
        if not isinstance(holder.tag, str) or holder.tag not in (f"{WP}inline", f"{WP}anchor"):
            continue
        extent, properties = holder.find(f"{WP}extent"), holder.find(f"{WP}docPr")
        width = whole(None if extent is None else extent.get("cx")) / 12700
        height = whole(None if extent is None else extent.get("cy")) / 12700
        alt = "" if properties is None else (properties.get("descr") or properties.get("title") or "").strip()
        decorative = any(each.get("val") in ("1", "true") for each in holder.iter(_DECORATIVE))
        side = _side(holder)
        blips = list(holder.iter(f"{A}blip"))
        for blip in blips:
            picture = _picture(reading, blip, width, height, alt, decorative, side)
            if picture:
                found.append(picture)
        boxes = list(holder.iter(f"{W}txbxContent"))
        for box in boxes:
            if not any(up.tag == f"{W}txbxContent" for up in _above(box, holder)):
                _text_box(reading, box, width, side)
        kinds = {etree.QName(each).namespace or "" for each in holder.iter() if isinstance(each.tag, str)}
        for key, (what, remedy) in _OTHER.items():
            if any(kind.rstrip("/").endswith(f"/{key}") for kind in kinds):
                reading.say(
                    NOT_CARRIED, f"The paper holds {what}{f' ({alt})' if alt else ''}, which can't be carried.", remedy
                )
                break
        else:
            if not blips and not boxes and not decorative:
                shape = "a drawn shape" + (f" ({alt})" if alt else "")
                reading.say(
                    NOT_CARRIED,
                    f"The paper holds {shape}, which is not carried.",
                    "Paste it again as a picture, or take it out.",
                )
    return found


def legacy(reading: Reading, element: etree._Element) -> list[Inline]:
    """What an older ``w:pict`` or an embedded ``w:object`` shows."""
    found: list[Inline] = []
    if element.tag == f"{W}object":
        reading.say(
            NOT_CARRIED,
            "The paper holds an embedded object; only its picture is carried.",
            "Put what it says into the paper, as text or a table.",
        )
    for data in element.iter(f"{_VML}imagedata"):
        shape = data.getparent()
        style = "" if shape is None else shape.get("style", "")
        alt = "" if shape is None else (shape.get("alt") or "").strip()
        target = data.get(f"{R}id") or data.get(f"{R}embed") or ""
        picture = _load(reading, target, _css(style, "width"), _css(style, "height"), alt, False, "")
        if picture:
            found.append(picture)
    for box in element.iter(f"{W}txbxContent"):
        _text_box(reading, box, 0.0, "")
    for path in element.iter(f"{_VML}textpath"):
        reading.say(
            NOT_CARRIED,
            f"The watermark or word art “{path.get('string', '')}” is not carried.",
            "Take it out, or say it in the text.",
        )
    return found


def equation(reading: Reading, element: etree._Element) -> str:
    """An equation's characters in order; that its layout is lost is said."""
    text = "".join(each.text or "" for each in element.iter(f"{_MATHS}t"))
    reading.say(NOT_CARRIED, f"The equation “{text}” is carried as plain characters only.", "Say the sum in words.")
    return text


def _text_box(reading: Reading, box: etree._Element, width: float, side: str) -> None:
    near = reading.near
    blocks = reading.blocks(box, {}, {})
    if any(block.text.strip() for block in blocks):
        reading.near = near
        reading.aside.append(Frame(tuple(blocks), width, side))
        reading.say(
            NOT_CARRIED,
            f"The text box “{blocks[0].text.strip()[:40]}” is printed after the paragraph that it is tied to.",
            "Check where it stands in the PDF, or put its words into the text.",
        )


def _above(element: etree._Element, top: etree._Element) -> list[etree._Element]:
    found, up = [], element.getparent()
    while up is not None and up is not top:
        found.append(up)
        up = up.getparent()
    return found


def _side(holder: etree._Element) -> str:
    if (
        holder.tag != f"{WP}anchor"
        or holder.find(f"{WP}wrapTopAndBottom") is not None
        or holder.find(f"{WP}wrapNone") is not None
    ):
        return ""
    align = holder.findtext(f"{WP}positionH/{WP}align", "")
    return {"right": "right", "outside": "right", "left": "left", "inside": "left"}.get(align, "")


def _css(style: str, name: str) -> float:
    match = re.search(rf"(?:^|;)\s*{name}\s*:\s*([\d.]+)(pt|in|px|cm|mm)?", style)
    scale = {"in": 72.0, "px": 0.75, "cm": 28.346, "mm": 2.8346}
    return float(match[1]) * scale.get(match[2] or "pt", 1.0) if match else 0.0


def _picture(
    reading: Reading, blip: etree._Element, width: float, height: float, alt: str, decorative: bool, side: str
) -> Picture | None:
    for vector in blip.iter(_SVG):
        picture = _load(reading, vector.get(f"{R}embed") or "", width, height, alt, decorative, side)
        if picture:
            return picture
    return _load(reading, blip.get(f"{R}embed") or blip.get(f"{R}link") or "", width, height, alt, decorative, side)


def _load(
    reading: Reading, target: str, width: float, height: float, alt: str, decorative: bool, side: str
) -> Picture | None:
    relationship = reading.package.related(reading.part).get(target)
    said = f"The picture{f' “{alt}”' if alt else ''}"
    if relationship is None:
        reading.say(NOT_CARRIED, f"{said} is missing from the file.", "Insert the picture again.")
        return None
    if relationship.external:
        reading.say(
            NOT_CARRIED,
            f"{said} is linked from outside the file, which is never fetched.",
            "Insert the picture into the paper itself.",
        )
        return None
    data = reading.package.parts.get(relationship.target, b"")
    kind = kind_of(data)
    if not kind:
        reading.say(
            NOT_CARRIED,
            f"{said} ({relationship.target.rsplit('/', 1)[-1]}) is of a kind that can't be printed.",
            "Save it as PNG or SVG and insert it again.",
        )
        return None
    if not alt and not decorative:
        reading.say(
            NO_ALTERNATIVE,
            "The picture here has no alternative text, so a screen reader has nothing to say.",
            "In Word, right-click the picture, choose View Alt Text, and say what it shows.",
        )
    return Picture(relationship.target, data, kind, width, height, alt, decorative, side)


def kind_of(data: bytes) -> str:
    """``png``, ``jpeg``, ``gif``, ``bmp``, ``tiff`` or ``svg``, told from the bytes; nothing for other kinds."""
    for start, kind in _KINDS.items():
        if data.startswith(start):
            return kind
    return "svg" if b"<svg" in data[:2000] or b":svg" in data[:2000] else ""
