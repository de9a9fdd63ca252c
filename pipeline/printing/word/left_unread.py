"""Paragraphs of a Word file that no reader came to: their words are said, so that none is left out in silence."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from pipeline.printing.word.markup import alternative
from pipeline.printing.word.package import MC, W, is_on
from pipeline.printing.word.reading import NOT_CARRIED, Reading, first_words

_MOST = 200  # letters of a paragraph that are named
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
            words = " ".join("".join(text.text or "" for text in each.iter(f"{W}t")).split()) if each in unread else ""
            if words and not any(holder in unread for holder in each.iterancestors(f"{W}p")) and _shown(each, words):
                reading.near = first_words(each)
                reading.say(NOT_CARRIED, *_why(each, words[:_MOST]))


def _why(paragraph: etree._Element, words: str) -> tuple[str, str]:
    """What keeps a paragraph's words from being printed, and what to do about it."""
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    merges = [] if cell is None else [cell.find(f"{W}tcPr/{W}{kind}") for kind in ("vMerge", "hMerge")]
    if any(merge is not None and merge.get(f"{W}val") != "restart" for merge in merges):
        return (
            f"A cell that is merged into another holds words that Word hides: “{words}”.",
            "Split the cells to see them, then move the words or take them out.",
        )
    return (
        f"These words stand in a place that isn't understood here and are not printed: “{words}”.",
        "Put them into the paper's own text, or into a table or a text box.",
    )


def _shown(paragraph: etree._Element, words: str) -> bool:
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
        drawn = holder.find("{urn:schemas-microsoft-com:vml}textpath")  # word art keeps its words twice
        if drawn is not None and words in " ".join(drawn.get("string", "").split()):
            return False
        child = holder
    return True
