"""Text boxes whose words run on into another: Word keeps them all in the first, and shares them out as they fit."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.printing.drawing.images import LOOKS
from pipeline.printing.drawing.vml_values import declared, length
from pipeline.printing.word.package import EMU, A, W, value, whole
from pipeline.printing.word.reading import Reading, first_words

_V = "{urn:schemas-microsoft-com:vml}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_NEXT = "mso-next-textbox"
_SIZE, _ACROSS, _DOWN = 22, 0.5, 1.25  # half points of type; of its size: a letter's width, a line's height


def share_out(reading: Reading, root: etree._Element) -> None:
    """Put the words of boxes that run on into those that follow them, about as many as Word does."""
    for boxes in [*_chains(root), *_older_chains(root)]:
        first = boxes[0]
        reading.near = first_words(first)
        reading.say(
            LOOKS, "The words of a text box that runs on into another are shared out between them about as Word does.",
            "Check those boxes in the PDF, or put the words into one box.",
        )  # fmt: skip
        waiting = list(first)
        for box in boxes:
            left = _room(box)
            while waiting and (box is boxes[-1] or left > 0):
                block = waiting.pop(0)
                left -= _high(block, _width(box))
                box.append(block)
    reading.near = ""


def _chains(root: etree._Element) -> list[list[etree._Element]]:
    """The contents of DrawingML's boxes that run on, each with those that follow it."""
    found: dict[str, list[tuple[int, etree._Element]]] = {}
    for each in root.iter(f"{_WPS}linkedTxbx"):
        each.tag = f"{_WPS}txbx"
        content = etree.SubElement(each, f"{W}txbxContent")
        found.setdefault(each.get("id", ""), []).append((whole(each.get("seq")), content))
    firsts = [(each.get("id", ""), each.find(f"{W}txbxContent")) for each in root.iter(f"{_WPS}txbx")]
    return [
        [first, *(content for _, content in sorted(found[name], key=lambda numbered: numbered[0]))]
        for name, first in firsts
        if name in found and first is not None and len(first)
    ]


def _older_chains(root: etree._Element) -> Iterator[list[etree._Element]]:
    """The contents of VML's boxes that run on, each with those that follow it."""
    boxes = [each for each in root.iter(f"{_V}textbox") if each.find(f"{W}txbxContent") is not None]
    names = {name: number for number, each in enumerate(boxes) if (name := _shape(each).get("id", ""))}
    following = [declared(each.get("style", "")).get(_NEXT, "").lstrip("#") for each in boxes]
    after = {number: names.get(name, -1) for number, name in enumerate(following)}
    for number in after:
        chain = [number]
        while after[chain[-1]] not in (-1, *chain):
            chain.append(after[chain[-1]])
        if len(chain) > 1 and number not in after.values():
            yield [content for n in chain if (content := boxes[n].find(f"{W}txbxContent")) is not None]


def _shape(textbox: etree._Element) -> etree._Element:
    parent = textbox.getparent()
    return textbox if parent is None else parent


def _size(content: etree._Element, name: str, older: str) -> float:
    """A side of the box of a text, in points."""
    shape = _shape(_shape(content))
    if shape.tag.startswith(_V):
        return length(declared(shape.get("style", "")).get(older, "0"))
    extent = shape.find(f"{{*}}spPr/{A}xfrm/{A}ext")
    return whole(None if extent is None else extent.get(name)) / EMU


def _width(content: etree._Element) -> float:
    return max(_size(content, "cx", "width") - 14.4, 20.0)


def _room(content: etree._Element) -> float:
    return _size(content, "cy", "height") - 7.2


def _high(block: etree._Element, width: float) -> float:
    """About how high a paragraph or table is in a box, in points."""
    high = 0.0
    for paragraph in block.iter(f"{W}p"):
        run = next(paragraph.iter(f"{W}rPr"), None)
        size = whole(value(run, "sz"), _SIZE) / 2
        letters = sum(len(text.text or "") for text in paragraph.iter(f"{W}t"))
        high += size * _DOWN * (1 + int(letters * size * _ACROSS / width))
    return high
