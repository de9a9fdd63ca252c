"""A line of a contents list in the document tree: its words, the page number that Word last showed, and where it leads."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.printing.document.tree import Bookmark, Inline, Link, PageField, Paragraph, Tab, inlines, words

NUMBER = re.compile(r"\s*([0-9]+|[ivxlcIVXLC]+|[A-Za-z]-?[0-9]+)\s*")
"""What a page number looks like."""


@dataclass(frozen=True)
class ContentsLine:
    """What a line says without its page number, that number as last shown, and the bookmark that the line leads to.

    ``followed`` is whether the number is a page reference, which is worked out in layout.
    """

    said: tuple[Inline, ...]
    shown: str
    target: str
    followed: bool

    @property
    def text(self) -> str:
        """Its words in one line."""
        return " ".join(words(self.said).split())


def contents_line(entry: Paragraph) -> ContentsLine:
    """A contents list's paragraph as its parts."""
    flat: list[Inline] = []
    target = ""
    for each in inlines(entry.children):
        if isinstance(each, Link):
            target = target or each.anchor
        elif not isinstance(each, Bookmark):
            target = target or (each.target if isinstance(each, PageField) else "")
            flat.append(each)
    last = max((n for n, each in enumerate(flat) if isinstance(each, Tab)), default=-1)
    tail = flat[last + 1 :]
    numbered = [each for each in flat if isinstance(each, PageField)]
    if last >= 0 and (
        any(each in numbered for each in tail) or NUMBER.fullmatch(words(tail)) or not words(tail).strip()
    ):
        shown, flat = words(tail).strip(), flat[:last]
    else:
        shown = numbered[0].shown if numbered else ""
    said = tuple(each for each in flat if not isinstance(each, PageField))
    return ContentsLine(said, shown, target, bool(numbered))
