"""What headers and footers say that is not page furniture: once, before and after the web page's text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.printing.document.tree import Block, Document, Inline, PageField, Paragraph, Section, Text, deep, inlines
from pipeline.printing.document.tree_drawn import Frame, Group, Picture, pictures_in

_PAGE_WORDS = re.compile(r"(?i)\b(page|pages|of|p\.?)\b|[\W\d_]")


def standing(document: Document, edge: str) -> list[Paragraph]:
    """The paragraphs of the headers or footers (``edge``) that say something of their own.

    Left out are page numbers, what headers repeat from the text, and what another header has said already.
    """
    said = {_plain(block.text) for block in document.blocks() if isinstance(block, Paragraph)}
    said.add(_plain(document.title))
    seen: set[object] = set()
    found: list[Paragraph] = []
    for section in document.sections:
        for blocks in _shown(section, edge):
            for block in deep(blocks):
                if not isinstance(block, Paragraph):
                    continue
                kept = _without_numbers(block)
                pictures = tuple(
                    shown.data for each in inlines(kept.children) for shown in pictures_in(each) if not shown.decorative
                )
                words = _plain(kept.text)
                key = (words, pictures)
                if key in seen or not (pictures or _PAGE_WORDS.sub("", kept.text)) or (words in said and not pictures):
                    continue
                seen.add(key)
                found.append(kept)
    return found


def _shown(section: Section, edge: str) -> Iterator[Sequence[Block]]:
    kinds = section.headers if edge == "header" else section.footers
    for kind, shown in (("first", section.different_first), ("default", True), ("even", section.different_even)):
        if shown and kind in kinds:
            yield kinds[kind]


def _without_numbers(block: Paragraph) -> Paragraph:
    """A paragraph without its page numbers and what they repeat; without any words where only those of numbering are left."""
    children: tuple[Inline, ...] = tuple(
        part
        for each in block.children
        if not isinstance(each, PageField | Frame)
        for part in (pictures_in(each) if isinstance(each, Group) else [each])
    )
    if not any(isinstance(each, PageField) for each in inlines(block.children)):
        return replace(block, children=children, level=None, label=None)
    kept = replace(block, children=children, level=None, label=None)
    words = re.sub(r"(?i)[\s|,·–—-]*\bpage\b(\s*of\b)?[\s|,·–—-]*$|^[\s|]*\bpage\b(\s*of\b)?[\s|,·–—-]*", "", kept.text)
    return kept if words.strip() == kept.text.strip() else replace(kept, children=_only(children, words))


def _only(children: tuple[Inline, ...], words: str) -> tuple[Inline, ...]:
    """The texts as one with other words, after the pictures."""
    pictures = tuple(each for each in children if isinstance(each, Picture))
    look = next((each.format for each in inlines(children) if isinstance(each, Text)), None)
    return (*pictures, Text(" ".join(words.split()), look)) if look and words.strip() else pictures


def _plain(text: str) -> str:
    return " ".join(text.split()).lower()
