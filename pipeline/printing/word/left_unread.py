"""Paragraphs of a Word file that no reader came to: their words are said, so that none is left out in silence."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from pipeline.printing.word.package import MC, W, is_on
from pipeline.printing.word.reading import NOT_CARRIED, Reading, first_words
from pipeline.printing.word.runs import alternative

_GONE = frozenset(W + tag for tag in ("del", "moveFrom"))


def say_unread(reading: Reading, stories: Iterable[etree._Element]) -> None:
    """Say the words of each paragraph in ``stories`` (body, headers, footers, notes) that isn't among those read.

    A paragraph that another one holds is said only where that one was read: an outermost one stands for what it holds.
    A header or note of which nothing was read was left out as a whole, which its reader knows.
    """
    read = {element for element, _ in reading.seen}
    for story in stories:
        paragraphs = list(story.iter(f"{W}p"))
        unread = {each for each in paragraphs if each not in read}
        if not unread or len(unread) == len(paragraphs):
            continue
        for each in paragraphs:
            text = first_words(each) if each in unread else ""
            if text.strip() and not any(held in unread for held in each.iterancestors(f"{W}p")) and _shown(each):
                reading.near = text
                reading.say(
                    NOT_CARRIED, "These words stand in a place that isn't understood here and are not printed.",
                    "Put them into the paper's own text, or into a table or a text box.",
                )  # fmt: skip


def _shown(paragraph: etree._Element) -> bool:
    """Whether Word shows a paragraph: it is not deleted, nor hidden, nor the other form of what is read in one form."""
    child = paragraph
    for holder in paragraph.iterancestors():
        hidden = holder.tag == f"{W}r" and is_on(holder.find(f"{W}rPr/{W}vanish"))
        if (
            hidden
            or holder.tag in _GONE
            or (holder.tag == f"{MC}AlternateContent" and alternative(holder) is not child)
        ):
            return False
        child = holder
    return True
