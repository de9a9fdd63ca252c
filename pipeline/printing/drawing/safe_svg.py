"""An SVG picture without what could fetch, run or hide: scripts, addresses outside it, pages within it, editors' notes."""

from __future__ import annotations

import base64
import re

from lxml import etree

from pipeline.printing.drawing.pixels import Unprintable, fit, kind_of

_SVG = "{http://www.w3.org/2000/svg}"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_DROPPED = frozenset(
    ("script", "foreignObject", "metadata", "iframe", "object", "embed", "audio", "video", "handler", "set", "animate",
     "animateMotion", "animateTransform", "animateColor", "mpath", "discard", "title", "desc", "cursor", "font-face-uri")
)  # fmt: skip
_INSIDE = re.compile(r"data:image/(png|jpe?g|gif);base64,", re.I)
_OUTSIDE = re.compile(r"@import[^;]*;?|url\(\s*['\"]?\s*(?!['\"]?#)[^)]*\)", re.I)
_MOST_DRAWN = 200_000
_PAGE = 595.3  # points: no picture is printed wider


def safe_svg(data: bytes) -> bytes:
    """The picture with everything dangerous or hidden taken out; Unprintable where it can't be read or is a bomb."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unprintable("is damaged: its SVG can't be read") from error
    if b"<!ENTITY" in data:
        raise Unprintable("declares entities, which a picture has no need of, so it was not opened")
    if root.tag != f"{_SVG}svg":
        raise Unprintable("is not an SVG picture, though its bytes begin like one")
    for element in list(root.iter()):
        _clean(element)
    if _drawn(root) > _MOST_DRAWN:
        raise Unprintable("repeats its own pieces too many times to be printed")
    return etree.tostring(root)


def words_in(clean: bytes) -> str:
    """The words that a clean SVG picture draws, in its own order; those of symbol fonts' signs left out."""
    lines = (" ".join(str(piece) for piece in text.itertext()) for text in etree.fromstring(clean).iter(f"{_SVG}text"))
    return " ".join(" ".join(line for line in lines if any(map(str.isalnum, line))).split())


def _clean(element: etree._Element) -> None:
    parent = element.getparent()
    if not isinstance(element.tag, str) or element.tag.rsplit("}", 1)[-1] in _DROPPED:
        if parent is not None:
            _take_out(parent, element)
        return
    for name, text in list(element.attrib.items()):
        local = str(name).rsplit("}", 1)[-1]
        if local.lower().startswith("on") or local == "base" or "script:" in str(text).lower().replace("\n", ""):
            del element.attrib[name]
        elif name in _HREFS:
            if _INSIDE.match(str(text)):
                element.set(name, _whole(str(text)))
                element.set("image-rendering", "optimizeQuality")  # printed as it is: PDF/A-3 lets no viewer smooth it
            elif not str(text).startswith("#"):
                del element.attrib[name]
        elif _OUTSIDE.search(str(text)):
            element.set(name, _OUTSIDE.sub("none", str(text)))
    if element.tag == f"{_SVG}style" and element.text:
        element.text = _OUTSIDE.sub("none", element.text)


def _whole(address: str) -> str:
    """A picture that stands in the SVG itself, as fit to print as one that stands in the paper."""
    try:
        data = base64.b64decode(address.partition(",")[2])
    except ValueError as error:
        raise Unprintable("holds a picture that is damaged") from error
    fitted, kind = fit(data, kind_of(data), (0.0, 0.0, 0.0, 0.0), _PAGE)
    return f"data:image/{kind};base64,{base64.b64encode(fitted).decode()}"


def _take_out(parent: etree._Element, element: etree._Element) -> None:
    tail, before = element.tail or "", element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _drawn(root: etree._Element) -> int:
    """How many pieces are drawn once every repeated one is counted as often as it is used; a circle counts as a bomb."""
    named = {element.get("id", ""): element for element in root.iter() if element.get("id")}
    counts: dict[str, int] = {}
    open_ones: set[str] = set()

    def count(element: etree._Element) -> int:
        total = 0
        for each in element.iter():
            total += 1
            target = next((each.get(name, "") for name in _HREFS if each.get(name)), "")
            if each.tag == f"{_SVG}use" and target[1:] in named:
                total += named_count(target[1:])
            if total > _MOST_DRAWN:
                break
        return total

    def named_count(name: str) -> int:
        if name in open_ones:
            return _MOST_DRAWN + 1
        if name not in counts:
            open_ones.add(name)
            counts[name] = count(named[name])
            open_ones.discard(name)
        return counts[name]

    return count(root)
