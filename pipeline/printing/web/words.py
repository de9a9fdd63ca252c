"""The words of a paragraph on the web page: emphasis, links, pictures, notes and languages by their own elements."""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from pipeline.colours import luminance
from pipeline.printing.document.languages import foreign
from pipeline.printing.document.numerals import numeral
from pipeline.printing.document.tree import (
    Break,
    Document,
    Formula,
    Inline,
    Link,
    Note,
    PageField,
    RunFormat,
    Tab,
    Text,
    words,
)
from pipeline.printing.document.tree_drawn import Group, Picture, pictures_in
from pipeline.printing.layout.html_pictures import turning
from pipeline.printing.web.style import Looks, colour

_MEDIA = {"svg": "svg+xml", "jpg": "jpeg"}
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_BLACK = 0.02  # luminance of a colour that is as good as Word's automatic black
_CODE = ("courier", "consolas", "monospace", "mono", "lucida console")
_PIXELS = 96 / 72
_LONG_FORMULA = 45
_NO_ALT = "Picture without alternative text"
_FACTORS = ((0.8, "0.85em"), (1.25, ""), (1.6, "1.3em"), (math.inf, "1.6em"))


@dataclass
class Called:
    """A note, its number among all notes, and whether it is a footnote or an endnote."""

    note: Note
    number: int


@dataclass
class Words:
    """Writes the words of one document; keeps the notes that they call."""

    document: Document
    looks: Looks
    anchors: Mapping[str, str]
    pages: Mapping[str, int]
    body: RunFormat
    notes: list[Called] = field(default_factory=list)
    numbered: Mapping[str, str] = field(default_factory=dict)

    def write(self, element: Element, children: Sequence[Inline], base: RunFormat, ground: str = "") -> None:
        """Inlines into an element whose words look like ``base`` and stand on the shading ``ground``."""
        for each in _trimmed(children):
            self._one(element, each, base, ground)

    def _one(self, at: Element, each: Inline, base: RunFormat, ground: str) -> None:
        if isinstance(each, Text):
            self._text(at, each, base, ground)
        elif isinstance(each, Link):
            self._link(at, each, base, ground)
        elif isinstance(each, Break):
            SubElement(at, "br")
        elif isinstance(each, Tab):
            SubElement(at, "span", {"class": "tab"}).text = "\u2003"
        elif isinstance(each, Picture):
            self._picture(at, each)
        elif isinstance(each, Group):
            for picture in pictures_in(each):
                if not picture.decorative:
                    self._picture(at, picture)
        elif isinstance(each, PageField):
            self._page(at, each, base, ground)
        elif isinstance(each, Note):
            self._note(at, each)

    def _text(self, at: Element, text: Text, base: RunFormat, ground: str) -> None:
        look = text.format
        if isinstance(text, Formula):
            self._formula(at, text)
            return
        if look == base or not text.text.strip():
            append(at, text.text)
            return
        classes, attributes = self._classes(look, base, ground), self._language(text)
        for tag in _tags(look, base):
            at = SubElement(at, tag)
        if classes or attributes:
            at = (
                at
                if at.tag in ("strong", "em", "u", "s", "sup", "sub") and not len(at) and not at.text
                else SubElement(at, "span")
            )
            if classes:
                attributes["class"] = classes
            at.attrib.update(attributes)
        append(at, text.text)

    def _formula(self, at: Element, formula: Formula) -> None:
        """An equation in MathML, which browsers draw and screen readers read; words where it can't be."""
        from pipeline.printing.equations import maths_marks  # only papers with equations pay for it

        math = maths_marks.tree(formula.marks, "math")
        if math is None:
            append(SubElement(at, "span", {"role": "math", "aria-label": formula.spoken}), formula.text)
            return
        math.attrib.update({"alttext": formula.text, "displaystyle": "true"})
        if len(formula.text) > _LONG_FORMULA:
            at = SubElement(
                at,
                "span",
                {"class": "eq", "role": "group", "tabindex": "0", "aria-label": "Equation that scrolls sideways"},
            )
        at.append(math)

    def _classes(self, look: RunFormat, base: RunFormat, ground: str) -> str:
        found = []
        shaded, ink = colour(look.shading), colour(look.colour)
        if shaded:
            found += [self.looks.surface(shaded, ink), "on"]
        elif ink and ink != base.colour and (ground or luminance(ink) > _BLACK):
            found.append(self.looks.ink(ink, ground))
        if look.caps and look.caps != base.caps:
            found.append({"uppercase": "caps", "small-caps": "small-caps"}.get(look.caps, ""))
        if look.font.lower().startswith(_CODE) and not base.font.lower().startswith(_CODE):
            found.append("code")
        if not look.raised:
            found.append(self.size(look.size, base.size))
        return " ".join(filter(None, found))

    def size(self, size: float, against: float) -> str:
        """The class of words much smaller or larger than those round them; most sizes are the page's own."""
        factor = size / against if against else 1.0
        length = next(length for limit, length in _FACTORS if factor < limit)
        return self.looks.of(f"font-size:{length}") if length else ""

    def _language(self, text: Text) -> dict[str, str]:
        found = {}
        if language := foreign(text, self.document.language):
            found["lang"] = language
        if text.format.right_to_left:
            found["dir"] = "rtl"
        return found

    def _link(self, at: Element, link: Link, base: RunFormat, ground: str) -> None:
        target = link.address or (f"#{self.anchors[link.anchor]}" if link.anchor in self.anchors else "")
        pictured = any(isinstance(each, Picture) and not each.decorative for each in link.children)
        if target and (words(link.children).strip() or pictured):
            at = SubElement(at, "a", {"href": target})
            if link.title:
                at.set("title", link.title)
        for each in link.children:
            if isinstance(each, Text):
                look = each.format
                plain = RunFormat(
                    base.font, base.size, look.bold, look.italic, language=look.language, raised=look.raised
                )
                each = Text(each.text, plain)
                self._text(at, each, RunFormat(base.font, base.size, base.bold, base.italic), ground)
            else:
                self._one(at, each, base, ground)

    def _page(self, at: Element, page: PageField, base: RunFormat, ground: str) -> None:
        """A page reference says the page of the PDF and leads to the place itself."""
        shown = page.shown
        if page.target in self.pages:
            shown = numeral(self.pages[page.target], page.numbers or self.numbered.get(page.target, "decimal"))
        if page.kind == "target" and page.target in self.anchors and shown:
            SubElement(at, "a", {"href": f"#{self.anchors[page.target]}"}).text = shown
        else:
            self._text(at, Text(shown, page.format), base, ground)

    def _picture(self, at: Element, each: Picture) -> None:
        """A picture inside the page, as a link where it is one; its size in CSS pixels, so that nothing moves."""
        target = each.address or (f"#{self.anchors[each.anchor]}" if each.anchor in self.anchors else "")
        if target and at.tag != "a" and not each.decorative:
            at = SubElement(at, "a", {"href": target})
        side = _side(each)
        if any(each.window):
            at = SubElement(at, "span", {"class": f"window {side} {self.looks.of(_window(each))}".replace("  ", " ")})
        attributes = {
            "src": f"data:image/{_MEDIA.get(each.kind, each.kind)};base64,{base64.b64encode(each.data).decode()}",
            "alt": "" if each.decorative else each.alt or _NO_ALT,
        }
        for name, size in (("width", each.width), ("height", each.height)):
            if size >= 1:
                attributes[name] = str(round(size * _PIXELS))
        look = self.looks.of(_inner(each))
        if name := " ".join(filter(None, ("" if any(each.window) else side, look))):
            attributes["class"] = name
        SubElement(at, "img", attributes)

    def _note(self, at: Element, note: Note) -> None:
        self.notes.append(Called(note, len(self.notes) + 1))
        number = len(self.notes)
        kind = "Endnote" if note.kind == "endnote" else "Footnote"
        about = {
            "href": f"#note-{number}",
            "id": f"call-{number}",
            "role": "doc-noteref",
            "aria-label": f"{kind} {note.mark}",
        }
        SubElement(SubElement(at, "sup"), "a", about).text = note.mark


def append(element: Element, text: str) -> None:
    """Text after all that an element holds, without the control characters that HTML forbids."""
    text = _CONTROLS.sub("", text)
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _side(picture: Picture) -> str:
    """The side of the text that a picture stands at on a wide screen, where the paper says so."""
    place = picture.place
    if place is None or place.wrap != "square":
        return ""
    return {"right": "right", "outside": "right", "left": "left", "inside": "left"}.get(place.across[1], "")


def _window(picture: Picture) -> str:
    """The box that a cut picture is seen through."""
    return f"width:{picture.width * _PIXELS / 16:.2f}rem;aspect-ratio:{picture.width:.4g}/{max(picture.height, 1):.4g}"


def _inner(picture: Picture) -> str:
    """How a picture is cut, turned and mirrored."""
    css = []
    if any(picture.window):
        top, right, bottom, left = picture.window
        across, down = max(1 - left - right, 0.02), max(1 - top - bottom, 0.02)
        css.append(f"position:absolute;max-width:none;width:{100 / across:.2f}%;height:{100 / down:.2f}%")
        css.append(f"left:{-100 * left / across:.2f}%;top:{-100 * top / down:.2f}%")
    if picture.corners:
        radius = picture.corners * min(picture.width, picture.height) * 100
        css.append(
            f"border-radius:{radius / max(picture.width, 1):.1f}%/{radius / max(picture.height, 1):.1f}%"
            if picture.corners < 0.5
            else "border-radius:50%"
        )
    return ";".join(filter(None, (*css, turning(picture))))


def _tags(look: RunFormat, base: RunFormat) -> list[str]:
    """The elements that say how words differ from those round them."""
    asked = (
        ("strong", look.bold and not base.bold),
        ("em", look.italic and not base.italic),
        ("u", bool(look.underline) and not base.underline),
        ("s", look.strike and not base.strike),
        ({"super": "sup", "sub": "sub"}.get(look.raised, ""), bool(look.raised)),
    )
    return [tag for tag, on in asked if tag and on]


def _trimmed(children: Sequence[Inline]) -> list[Inline]:
    """Inlines without page and column breaks, which a screen doesn't have, and line breaks at the end."""
    kept = [each for each in children if not (isinstance(each, Break) and each.kind != "line")]
    while kept and isinstance(kept[-1], Break):
        kept.pop()
    return kept
