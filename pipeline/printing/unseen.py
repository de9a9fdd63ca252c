"""Characters that no installed font can draw, said with the words round them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from pipeline.issues import Issue, Severity, rule
from pipeline.places import Place
from pipeline.printing.fonts import package_for

UNSEEN = rule(
    "W-31",
    Severity.ERROR,
    "Every character of a paper is drawn by a font that has it.",
    "PDF/UA-1, 7.21.8; WCAG 2.2, 1.1.1",
)
_COMPLAINT = re.compile(r"\.notdef glyph rendered .*\(U\+([0-9A-F]+)\)", re.S)
_BLOCKS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th"))
_MOST = 20


def unseen(log: list[str], root: Element, name: str) -> tuple[list[Issue], list[str]]:
    """The issues of a page's characters without a font, one for each package that has them; the rest of the log."""
    missing: dict[str, list[str]] = {}
    rest = []
    for line in log:
        if found := _COMPLAINT.match(line):
            character = chr(int(found[1], 16))
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
        f"No font installed here has {shown}{more}, so a box is printed instead.{others}",
        f"Install a font that has them: sudo apt-get install {package}; or write other characters.",
    )


def _said(root: Element) -> Iterator[str]:
    for element in root.iter():
        if element.tag in _BLOCKS:
            yield " ".join("".join(element.itertext()).split())
