"""A picture written as HTML: its size, border, turn, the window that it is seen through, and the link that it is."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from pipeline.printing.document.tree_drawn import Picture
from pipeline.printing.layout.looks import Sheet, pt


@dataclass
class PictureWriter:
    """Writes the pictures of one document and keeps each once, by its address; ``links`` are bookmarks' addresses."""

    sheet: Sheet
    links: dict[str, str]
    kept: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    _addresses: dict[int, str] = field(default_factory=dict)

    def write(self, parent: Element, picture: Picture, name: str, css: str, *, positioned: bool) -> None:
        """A picture with the class ``name`` and its own CSS, which may give it a position; one that is only decoration is a background."""
        address = self.address(picture)
        around = (picture.border[0] if picture.border else 0.0) * 2
        size = f"width:{pt(picture.width + around)};height:{pt(picture.height + around)};"
        if picture.border:
            width, style, colour = picture.border
            size += f"box-sizing:border-box;border:{pt(width)} {style} {colour};"
        if picture.corners:
            size += f"overflow:hidden;border-radius:{'50%' if picture.corners >= 0.5 else pt(picture.corners * min(picture.width, picture.height))};"
        if (picture.address or picture.anchor in self.links) and not picture.decorative:
            target = picture.address or f"#{self.links[picture.anchor]}"
            parent = SubElement(parent, "a", {"href": target, "title": picture.alt or "Picture that is a link"})
        turned = picture.turn or picture.flip
        if turned or any(picture.window):
            parent = self._turned(parent, picture, name, css, positioned)
            name, css = "", "position:absolute;" + _inner(picture, positioned)
            size = "" if any(picture.window) else size
        if picture.decorative:
            looks = f"display:inline-block;background:url('{address}') 0 0/100% 100% no-repeat;{size}{css}"
            SubElement(parent, "span", {"class": f"{name} {self.sheet.of(looks, 'i')}".strip()})
            return
        alt = picture.alt or "Picture without alternative text"
        looks = f"{size}{css}"
        attributes = {"src": address, "alt": alt, "class": f"{name} {self.sheet.of(looks, 'i')}".strip()}
        if picture.turn % 180:
            attributes["data-turn"] = f"{picture.turn:g}"
        SubElement(parent, "img", attributes)

    def _turned(self, parent: Element, picture: Picture, name: str, css: str, positioned: bool) -> Element:
        """A box as large as the turned picture, for it to stand in the middle of."""
        w, h = (picture.width, picture.height) if positioned else _seen(picture)
        position = "" if positioned else "position:relative;"
        hidden = "overflow:hidden;" if any(picture.window) else ""
        looks = f"display:inline-block;{position}{hidden}width:{pt(w)};height:{pt(h)};{css}"
        return SubElement(parent, "span", {"class": f"{name} {self.sheet.of(looks, 'i')}".strip()})

    def address(self, picture: Picture) -> str:
        """Where a picture is found by the page."""
        known = self._addresses.get(id(picture.data))
        if known is None:
            leaf = "".join(c for c in picture.name.rsplit("/", 1)[-1] if c.isascii() and (c.isalnum() or c in ".-_"))
            known = self._addresses[id(picture.data)] = f"paper:{len(self.kept)}-{leaf}"
            self.kept[known] = (picture.data, picture.kind)
        return known


def _inner(picture: Picture, positioned: bool) -> str:
    """The CSS of a picture in the box that it is turned in or seen through, which may have a position of its own."""
    w, h = picture.width, picture.height
    if any(picture.window):
        top, right, bottom, left = picture.window
        whole = (w / max(1 - left - right, 0.02), h / max(1 - top - bottom, 0.02))
        css = f"left:{pt(-left * whole[0])};top:{pt(-top * whole[1])};width:{pt(whole[0])};height:{pt(whole[1])};max-width:none"
    else:
        room = (w, h) if positioned else _seen(picture)
        css = f"left:{pt((room[0] - w) / 2)};top:{pt((room[1] - h) / 2)};max-width:none"
    return ";".join(filter(None, (css, turning(picture))))


def turning(picture: Picture) -> str:
    """The CSS by which a picture is turned and mirrored; nothing for one that is neither."""
    steps = [f"rotate({picture.turn:g}deg)"] if picture.turn else []
    if picture.flip:
        steps.append(f"scale({-1 if 'x' in picture.flip else 1},{-1 if 'y' in picture.flip else 1})")
    return f"transform:{' '.join(steps)}" if steps else ""


def _seen(picture: Picture) -> tuple[float, float]:
    """The width and height of the box round a picture as it is turned."""
    angle = math.radians(picture.turn)
    across, down = abs(math.cos(angle)), abs(math.sin(angle))
    return picture.width * across + picture.height * down, picture.width * down + picture.height * across
