"""What a paragraph takes from its words and its neighbours: its main look, the space round it, shared boxes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.printing.document.tree import (
    Block,
    Bookmark,
    Break,
    Inline,
    Link,
    Paragraph,
    ParagraphFormat,
    RunFormat,
    Tab,
    Text,
    inlines,
)  # fmt: skip


def base_format(block: Paragraph) -> RunFormat:
    """The look of most of a paragraph's words, or of its mark where it has none."""
    counts: Counter[RunFormat] = Counter()
    for child in inlines(block.children):
        if isinstance(child, Text):
            counts[child.format] += len(child.text)
    base = max(counts, key=lambda look: counts[look]) if counts else block.mark
    return replace(
        base, underline="", strike=False, raised="", language="", shading="", lift=0.0, border=None,
        line_colour="",
    )  # fmt: skip


def shows(children: Sequence[Inline]) -> bool:
    """Whether inlines hold more than marks and plain spaces, which make an empty line in Word and none in CSS."""
    return any(
        bool(
            each.text.strip(" ")
            or each.format.underline
            or each.format.strike
            or each.format.shading
            or each.format.border
        )
        if isinstance(each, Text)
        else not isinstance(each, Bookmark | Link)
        for each in inlines(children)
    )


def ends_open(children: Sequence[Inline]) -> bool:
    """Whether inlines end with a line break, which leaves a line for what would follow it."""
    for each in reversed(list(inlines(children))):
        if isinstance(each, Break):
            return each.kind == "line"
        if shows((each,)):
            return False
    return False


def spaces(block: Paragraph, above: Block | None, below: Block | None) -> tuple[float, float]:
    """The space above and below a paragraph: none between alike ones that ask for none, nor automatic in a list."""
    look = block.format
    before = 0.0 if look.contextual and _same(block, above) else look.before
    after = 0.0 if look.contextual and _same(block, below) else look.after
    if look.auto_before and (above is None or _listed_with(block, above)):
        before = 0.0
    if look.auto_after and (below is None or _listed_with(block, below)):
        after = 0.0
    return before, after


def _listed_with(block: Paragraph, other: Block) -> bool:
    return block.label is not None and isinstance(other, Paragraph) and other.label is not None


def _same(block: Paragraph, other: Block | None) -> bool:
    return isinstance(other, Paragraph) and other.style == block.style


def boxed(look: ParagraphFormat, other: Block | None) -> bool:
    """Whether two neighbours share one box of border lines."""
    return (
        bool(look.borders)
        and isinstance(other, Paragraph)
        and (look.borders, look.left, look.right) == (other.format.borders, other.format.left, other.format.right)
    )


def stripped(children: Sequence[Inline]) -> tuple[Inline, ...]:
    """A note's words without the space that Word puts after its mark."""
    if children and isinstance(children[0], Text):
        return (replace(children[0], text=children[0].text.lstrip()), *children[1:])
    if children and isinstance(children[0], Tab):
        return tuple(children[1:])
    return tuple(children)


def between_breaks(children: Sequence[Inline]) -> Iterator[tuple[tuple[Inline, ...], str]]:
    """The inlines between page and column breaks, each with the kind of break at its end; nothing at the last's."""
    part: list[Inline] = []
    for child in children:
        if isinstance(child, Break) and child.kind in ("page", "column"):
            yield tuple(part), child.kind
            part = []
        else:
            part.append(child)
    yield tuple(part), ""
