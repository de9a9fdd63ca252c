"""Characters that no installed font can draw, said with the words round them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from xml.etree.ElementTree import Element

from pipeline.issues import Issue, Severity, rule
from pipeline.places import Place
from pipeline.printing.letters.fonts import package_for
from pipeline.printing.letters.symbols import BLANK
from pipeline.printing.pdf.stand_ins import given

UNSEEN = rule(
    "W-31",
    Severity.ERROR,
    "Every character of a paper is drawn by a font that has it.",
    "PDF/UA-1, 7.21.8; WCAG 2.2, 1.1.1",
)
_COMPLAINT = re.compile(r"\.notdef glyph rendered .*\(U\+([0-9A-F]+)\)", re.S)
_BLOCKS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th"))
_MOST = 5
_NOBODYS = "\uffff"  # a character that no font has
_OTHER_LETTERS = frozenset(
    (
        "am", "ar", "as", "be", "bg", "bn", "bo", "dv", "dz", "el", "fa", "gu", "he", "hi", "hy", "ja", "ka",
        "kk", "km", "kn", "ko", "ky", "lo", "mk", "ml", "mn", "mr", "my", "ne", "or", "pa", "ps", "ru", "sa",
        "sd", "si", "sr", "ta", "te", "tg", "th", "ti", "ug", "uk", "ur", "yi", "zh",
    )
)  # fmt: skip
"""Languages that are not written in Latin letters."""


@contextmanager
def room_for_boxes() -> Iterator[None]:
    """The boxes of characters without a font stand side by side, in words of a language that the font can't write.

    Pango 1.50 gives them no width where it has set other words of that language in that font before; where a box is
    the first that it sets, it gives all of them the width of a letter.
    """
    from weasyprint.text.ffi import pango
    from weasyprint.text.line_break import Layout

    theirs = Layout.setup
    known: set[tuple[object, ...]] = set()

    def setup(self: Any, style: Any) -> None:
        theirs(self, style)
        if (style["lang"] or "")[:2].lower() in _OTHER_LETTERS:
            look = (
                id(style.font_config), style["lang"], tuple(style["font_family"]), style["font_size"],
                style["font_weight"], style["font_style"], style["font_stretch"],
            )  # fmt: skip
            if look not in known:
                known.add(look)
                self.set_text(_NOBODYS)
                pango.pango_layout_get_line_readonly(self.layout, 0)

    with given(Layout, setup=setup):
        yield


def unseen(log: list[str], root: Element, name: str) -> tuple[list[Issue], list[str]]:
    """The issues of a page's characters without a font, one for each package that has them; the rest of the log."""
    missing: dict[str, list[str]] = {}
    rest = []
    for line in log:
        if found := _COMPLAINT.match(line):
            character = chr(int(found[1], 16))
            if not BLANK.match(character):
                missing.setdefault(package_for(character), []).append(character)
        else:
            rest.append(line)
    return [_issue(package, set(characters), root, name) for package, characters in missing.items()], rest


def _issue(package: str, characters: set[str], root: Element, name: str) -> Issue:
    places = [words for words in _said(root) if not characters.isdisjoint(words)]
    shown = ", ".join(f"{each} (U+{ord(each):04X})" for each in sorted(characters)[:_MOST])
    more = f" and {len(characters) - _MOST} more" if len(characters) > _MOST else ""
    others = f" It is so in {len(places)} paragraphs." if len(places) > 1 else ""
    return UNSEEN.at(
        Place(name, heading=places[0][:60] if places else ""),
        f"No font installed here has {shown}{more}, so a box is printed instead; a screen reader, search and copying still get the character.{others}",
        f"Install a font that has them: sudo apt-get install {package}; or write other characters.",
    )


def _said(root: Element) -> Iterator[str]:
    for element in root.iter():
        if element.tag in _BLOCKS:
            yield " ".join("".join(element.itertext()).split())
