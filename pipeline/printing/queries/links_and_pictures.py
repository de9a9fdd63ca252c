"""Links and pictures: named in words that say where they lead and what they show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.issues import Severity, rule
from pipeline.printing.document.tree import Link, Paragraph, inlines, words
from pipeline.printing.document.tree_drawn import pictures_in
from pipeline.printing.queries.found import Found, Paper, first_words

LINK_TEXT = rule("W-48", Severity.QUERY, "A link's words say where it leads.", "WCAG 2.2, 2.4.4")
ALT_TEXT = rule(
    "W-49", Severity.QUERY, "Alternative text says what a picture shows, in a sentence or two.", "WCAG 2.2, 1.1.1"
)
_BARE = re.compile(r"(?i)\s*<?(https?://|ftp://|www\.)\S+>?\s*")
_VAGUE = frozenset(
    (
        "click here",
        "here",
        "read more",
        "more",
        "more information",
        "link",
        "this link",
        "this page",
        "this",
        "website",
        "download",
        "click",
    )
)
_FILE = re.compile(r"(?i).*\.(png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|webp|heic|ico|pdf)\s*")
_NO_MEANING = re.compile(
    r"(?i)\s*(image|picture|graphic|img|photo|photograph|screenshot|chart|diagram|logo|shape|object|untitled)[\s_-]*\d*\.?\s*"
)
_MACHINE = re.compile(r"(?i)description automatically generated|ai-generated content")
_LONGEST = 900  # some 150 words: the numbers of a small chart


def links(paper: Paper) -> Iterator[Found]:
    """Links whose words are an address or say nothing."""
    for block in paper.document.blocks():
        if not isinstance(block, Paragraph) or block.contents:
            continue
        for link in inlines(block.children):
            if not isinstance(link, Link) or not link.address or link.title:
                continue
            said = words(link.children).strip()
            if _BARE.fullmatch(said):
                yield Found(
                    LINK_TEXT, first_words(block.text), f"The words of this link are an address, “{said[:60]}”, which is read out letter by letter",
                    "In Word, right-click the link, choose Edit Hyperlink and type what it leads to as the text to display.",
                )  # fmt: skip
            elif said.lower().strip(" .:") in _VAGUE:
                yield Found(
                    LINK_TEXT, first_words(block.text), f"The link “{said}” doesn't say where it leads",
                    "Put the link on words that say what it leads to.",
                )  # fmt: skip


def pictures(paper: Paper) -> Iterator[Found]:
    """Alternative text that is a file name, says nothing, was made by a machine, or goes on too long."""
    for block in paper.document.blocks():
        drawn = inlines(block.children) if isinstance(block, Paragraph) else ()
        for picture in (each for inline in drawn for each in pictures_in(inline)):
            if picture.decorative or not picture.alt:
                continue
            alt = picture.alt
            wrong = (
                "is a file's name"
                if _FILE.fullmatch(alt)
                else "doesn't say what it shows"
                if _NO_MEANING.fullmatch(alt)
                else "was made by a machine and may be wrong"
                if _MACHINE.search(alt)
                else f"has {len(alt.split())} words"
                if len(alt) > _LONGEST
                else ""
            )
            if wrong:
                yield Found(
                    ALT_TEXT, first_words(block.text), f"A picture's alternative text, “{first_words(alt)}”, {wrong}",
                    "In Word, right-click the picture, choose View Alt Text and say in a sentence or two what it shows; "
                    "put what needs more words into the text.",
                )  # fmt: skip


FINDERS = (links, pictures)
