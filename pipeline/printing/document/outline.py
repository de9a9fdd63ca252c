"""The levels at which a paper's headings are printed: Word's own, with no level skipped on the way down.

PDF/UA-1, 7.4.2: headings begin at level 1 and go down one level at a time. Where a paper's own don't, the heading is
printed at the nearest level that follows on, and that it was is said (see structure.py's queries).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.printing.document.tree import Document, Paragraph

_DEEPEST = 6
_LONGEST = 150
_CAPTION = re.compile(r"\s*(table|figure|fig\.|chart)\s+[A-Z]?\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, the level that its style gives (a paper's one title counts as 1, what is under it as one more),
    and the level at which it is printed."""

    paragraph: Paragraph
    given: int
    printed: int


def may_head(said: str) -> bool:
    """Whether words that have an outline level but no heading's style may be a heading: not sentences, nor a caption."""
    return len(said) <= _LONGEST and not _CAPTION.match(said)


def outline(document: Document) -> list[Heading]:
    """Every heading in order with its level."""
    found = document.headings()
    levels = [heading.level or 0 for heading in found]
    under_title = 1 if levels[:1] == [0] and levels.count(0) == 1 else 0
    given = [max(level + under_title, 1) for level in levels]
    return [Heading(*each) for each in zip(found, given, _without_gaps(given), strict=True)]


def _without_gaps(levels: list[int]) -> Iterator[int]:
    above: list[int] = []
    for level in levels:
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        yield min(len(above), _DEEPEST)
