"""Words that are hard to read: too little contrast, whole paragraphs in capitals, italics or underlined, small or justified."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.colours import ENOUGH, ENOUGH_FOR_LARGE, contrast
from pipeline.issues import Severity, rule
from pipeline.printing.document.tree import Block, Link, Paragraph, RunFormat, Table, Text, inlines
from pipeline.printing.document.tree_drawn import Frame, frames_in
from pipeline.printing.layout.looks import ink
from pipeline.printing.queries.found import Found, Paper, first_words

CONTRAST = rule(
    "W-50",
    Severity.QUERY,
    "Words stand out from what they are printed on by 4.5 to 1, large ones by 3 to 1.",
    "WCAG 2.2, 1.4.3",
)
EMPHASIS = rule(
    "W-51",
    Severity.QUERY,
    "Whole paragraphs are not in capitals, italics or underlined.",
    "British Dyslexia Association style guide, 2023",
)
SMALL = rule("W-52", Severity.QUERY, "Most of a paper is in 12 point type or larger.", "RNIB Clear Print")
JUSTIFIED = rule(
    "W-53",
    Severity.QUERY,
    "Text is aligned left, not justified.",
    "WCAG 2.2, 1.4.8; British Dyslexia Association style guide, 2023",
)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_WHITE = "#ffffff"
_UNSEEN = 1.3
_SMALL = 12.0
_LARGE, _LARGE_BOLD = 18.0, 14.0
_LONG = {"in capitals": 40, "underlined": 40, "in italics": 150}  # letters from which emphasis is no longer a title's
_SPELT = re.compile(r"(?<!\S)[^\W\d_]{5,}(?=[\s.,;:!?)]|$)")  # words that are no codes or initials
_FEW_WORDS = 4
_LINE = 90  # letters that fill more than a line


def contrasts(paper: Paper) -> Iterator[Found]:
    """Words whose colour is too near to that of the shading behind them, once for each pair of colours."""
    seen: set[tuple[str, str]] = set()
    for words, look, ground in _words(paper):
        behind = look.shading or ground or _WHITE
        colour = ink(look, ground)
        if not (_COLOUR.fullmatch(colour) and _COLOUR.fullmatch(behind)) or (colour, behind) in seen:
            continue
        least = ENOUGH_FOR_LARGE if look.size >= _LARGE or (look.bold and look.size >= _LARGE_BOLD) else ENOUGH
        ratio = contrast(colour, behind)
        if ratio < least:
            seen.add((colour, behind))
            shown = first_words(words)
            yield Found(
                CONTRAST, shown,
                f"“{shown}” can hardly be seen ({colour[1:].upper()} on {behind[1:].upper()})" if ratio < _UNSEEN else
                f"“{shown}” stands out from its background by {int(ratio * 10) / 10} to 1 "
                f"({colour[1:].upper()} on {behind[1:].upper()}); it should be {least:g} to 1 or more",
                "In Word, choose a darker colour for the words, or a paler one behind them.",
            )  # fmt: skip


def _words(paper: Paper) -> Iterator[tuple[str, RunFormat, str]]:
    """Every run of words with its look and the shading that it stands on."""
    for section in paper.document.sections:
        yield from _on(section.blocks, "")


def _on(blocks: tuple[Block, ...], ground: str) -> Iterator[tuple[str, RunFormat, str]]:
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from _on(cell.blocks, cell.shading or ground)
            continue
        for each in [block] if isinstance(block, Frame) else inlines(block.children):
            if isinstance(each, Text) and isinstance(block, Paragraph) and each.text.strip():
                yield each.text, each.format, block.format.shading or ground
            for frame in frames_in(each):
                yield from _on(frame.blocks, frame.shading or frame.ground or ground)


def emphasis(paper: Paper) -> Iterator[Found]:
    """Whole paragraphs of text in capitals, italics or underlined."""
    for run in paper.runs:
        for block in run.blocks:
            if not isinstance(block, Paragraph) or block.level is not None or block.contents:
                continue
            how = _emphasis(block)
            if how and len(block.text.strip()) > _LONG[how]:
                words = first_words(block.text)
                yield Found(
                    EMPHASIS, words, f"The paragraph “{words}” is all {how}, which many find hard to read",
                    "Use ordinary type, and bold for the few words that matter.",
                )  # fmt: skip


def _emphasis(block: Paragraph) -> str:
    linked = [each for child in block.children if isinstance(child, Link) for each in inlines(child.children)]
    texts = [
        each for each in inlines(block.children) if isinstance(each, Text) and each.text.strip() and each not in linked
    ]
    if not texts:
        return ""
    if _capitals(block.text) or all(each.format.caps == "uppercase" for each in texts):
        return "in capitals"
    if all(each.format.underline for each in texts):
        return "underlined"
    return "in italics" if all(each.format.italic for each in texts) else ""


def _capitals(text: str) -> bool:
    """Whether a text is typed in capitals: words, not a list of codes or initials, nor a script that has none."""
    letters = [char for char in text if char.isalpha()]
    if not text.isupper() or sum(map(str.isupper, letters)) * 2 <= len(letters):
        return False
    return len(text.split()) > _FEW_WORDS and len(_SPELT.findall(text)) > 1


def sizes(paper: Paper) -> Iterator[Found]:
    """A paper most of whose words outside tables are small."""
    small: list[tuple[float, str]] = []
    letters = little = 0
    for run in paper.runs:
        for block in run.blocks if not run.inside else ():
            if not isinstance(block, Paragraph) or block.contents:
                continue
            texts = [each for each in inlines(block.children) if isinstance(each, Text)]
            smaller = [each for each in texts if each.format.size < _SMALL and each.text.strip()]
            letters += sum(len(each.text) for each in texts)
            little += sum(len(each.text) for each in smaller)
            if smaller:
                small.append((min(each.format.size for each in smaller), block.text))
    if small and little > letters / 2:
        size, words = min(small)
        yield Found(
            SMALL, first_words(words), f"Most of the text is smaller than 12 point (the smallest is {size:g} point)",
            "In Word, change the size of the style Normal to 12 point.",
        )  # fmt: skip


def justified(paper: Paper) -> Iterator[Found]:
    """Paragraphs of more than a line that are justified, once for the paper."""
    found = [
        block for run in paper.runs for block in run.blocks
        if isinstance(block, Paragraph) and block.format.align == "justify" and len(block.text) > _LINE
    ]  # fmt: skip
    if found:
        many = len(found)
        yield Found(
            JUSTIFIED, first_words(found[0].text),
            f"{many} paragraph{' is' if many == 1 else 's are'} justified; the uneven gaps between words make them hard to read for some",
            "In Word, select the text and choose Align Left; best in the style Normal.",
        )  # fmt: skip


FINDERS = (contrasts, emphasis, sizes, justified)
