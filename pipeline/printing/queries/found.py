"""What the structure queries share: one thing found, and the blocks that follow one another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.issues import Rule
from pipeline.printing.document.tree import Block, Bookmark, Document, Link, Paragraph, Tab, Table, Text, inlines
from pipeline.printing.document.tree_drawn import Frame, frames_in

_MOST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found: the rule, the words it is at, what is wrong, and what to do."""

    rule: Rule
    near: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Run:
    """Blocks that follow one another in one body, cell or text box; ``inside`` is table, frame or nothing."""

    blocks: Sequence[Block]
    inside: str = ""


class Paper(NamedTuple):
    """A paper as finders are given it: its tree, and its runs of blocks, found once."""

    document: Document
    runs: tuple[Run, ...]


Finder = Callable[[Paper], Iterator[Found]]


def runs(document: Document) -> Iterator[Run]:
    """Every run of blocks of the body, in reading order."""
    for section in document.sections:
        yield from _runs(Run(section.blocks))


def _runs(run: Run) -> Iterator[Run]:
    yield run
    for block in run.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from _runs(Run(cell.blocks, "table"))
        else:
            for each in [block] if isinstance(block, Frame) else block.children:
                for frame in frames_in(each):
                    yield from _runs(Run(frame.blocks, run.inside or "frame"))


def empty(block: Block) -> bool:
    """Whether a paragraph holds nothing that is seen."""
    return (
        isinstance(block, Paragraph)
        and not block.label
        and not block.format.borders
        and not block.text.strip()
        and all(isinstance(each, Bookmark | Text | Tab | Link) for each in inlines(block.children))
    )


def first_words(text: str) -> str:
    """The first words of a text, to find it by."""
    text = " ".join(text.split())
    return text if len(text) <= _MOST_WORDS else text[: _MOST_WORDS - 3].rsplit(" ", 1)[0] + "…"


def words_before(blocks: Sequence[Block], at: int) -> str:
    """The first words of the last block before one that says something, to find it by."""
    return next((first_words(block.text) for block in reversed(blocks[:at]) if block.text.strip()), "")
