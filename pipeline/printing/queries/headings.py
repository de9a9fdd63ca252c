"""Headings: in order, and made with a heading style rather than with bold type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from pipeline.issues import Severity, rule
from pipeline.printing.document.outline import outline
from pipeline.printing.document.tree import Block, Bookmark, Link, Paragraph, RunFormat, Table, Text, inlines
from pipeline.printing.queries.found import Found, Paper, empty, first_words

HEADING_SKIP = rule("W-10", Severity.QUERY, "Headings go down one level at a time.", "WCAG 2.2, 1.3.1; PDF/UA-1, 7.4.2")
FIRST_HEADING = rule(
    "W-41",
    Severity.QUERY,
    "A long paper has headings, and its first one is at level 1.",
    "WCAG 2.2, 2.4.6; PDF/UA-1, 7.4.2",
)
FAKE_HEADING = rule(
    "W-42", Severity.QUERY, "Headings have a heading style; bold words alone are no heading.", "WCAG 2.2, 1.3.1"
)
_LONG = 1200  # words that nobody finds their way in without a heading
_HEADING_WORDS = 12
_HEADING_LETTERS = 90
_LARGER = 1.15
_NOT_HEADINGS = (
    "caption",
    "toc",
    "title",
    "quote",
    "header",
    "footer",
    "footnote",
    "endnote",
    "table of",
    "index",
    "salutation",
    "signature",
)
_STYLE = "In Word, give it the heading style of its level (Home, Styles)."


def order(paper: Paper) -> Iterator[Found]:
    """Headings that skip a level, and a first one that isn't at level 1."""
    found = outline(paper.document)
    if not found:
        many = sum(len(block.text.split()) for section in paper.document.sections for block in section.blocks)
        if many > _LONG:
            said = f"The paper has some {round(many, -2):,} words and no heading."
            yield Found(
                FIRST_HEADING, "", said, "In Word, give its headings the styles Heading 1, Heading 2 and so on."
            )
        return
    if found[0].given > 1:
        said = f"The first heading, “{first_words(found[0].paragraph.text)}”, is at level {found[0].given}, not 1"
        yield Found(
            FIRST_HEADING, first_words(found[0].paragraph.text), f"{said}; it is printed at level 1.",
            "Give it the style Title or Heading 1, or put the heading that it belongs to before it.",
        )  # fmt: skip
    for above, heading in pairwise(found):
        if heading.given > above.given + 1:
            words = first_words(heading.paragraph.text)
            yield Found(
                HEADING_SKIP, words,
                f"The heading “{words}” is at level {heading.given}, but the one before it is at level {above.given}; it is "
                f"printed at level {heading.printed}.",
                "Give it the heading style one level below the heading that it belongs to.",
            )  # fmt: skip


def fake(paper: Paper) -> Iterator[Found]:
    """Short paragraphs in bold, large or underlined type, alone above text, that have no heading style."""
    body = _body(paper)
    for run in paper.runs:
        if run.inside:
            continue
        for at, block in enumerate(run.blocks):
            if not isinstance(block, Paragraph) or not _looks_like_heading(block, body):
                continue
            above = next((other for other in reversed(run.blocks[:at]) if not empty(other)), None)
            below = next((other for other in run.blocks[at + 1 :] if not empty(other)), None)
            if below is None or not _is_text(below, block, body) or _is_title(above):
                continue
            words = first_words(block.text)
            yield Found(FAKE_HEADING, words, f"“{words}” looks like a heading, but has no heading style", _STYLE)


def _looks_like_heading(block: Paragraph, body: RunFormat) -> bool:
    text = block.text.strip()
    if (
        block.level is not None
        or block.contents
        or not any(char.isalpha() for char in text)
        or not (text[0].isalnum() or text[0] in "“‘(\"'")
        or text[0].islower()
        or len(text.split()) > _HEADING_WORDS
        or len(text) > _HEADING_LETTERS
        or text.endswith((".", ",", ";", ":", "?", "!"))
        or block.style.lower().startswith(_NOT_HEADINGS)
        or (block.label is not None and block.label.bullet)
    ):
        return False
    looks = _looks(block)
    if not looks or not all(isinstance(each, Text | Bookmark | Link) for each in inlines(block.children)):
        return False
    bold = not body.bold and all(look.bold for look in looks)
    underlined = all(look.underline for look in looks) and not any(isinstance(each, Link) for each in block.children)
    return bold or underlined or all(look.size >= body.size * _LARGER for look in looks)


def _is_title(above: Block | None) -> bool:
    """Whether the line below this block is a subtitle."""
    return isinstance(above, Paragraph) and above.level == 0


def _is_text(below: Block, above: Paragraph, body: RunFormat) -> bool:
    """Whether what follows is text that a heading would stand above, not another line of the same look."""
    if isinstance(below, Table):
        return not above.text.strip().lower().startswith(("table", "figure"))
    if not isinstance(below, Paragraph) or below.level is not None or below.contents:
        return False
    return not (_looks_like_heading(below, body) and set(_looks(below)) & set(_looks(above)))


def _looks(block: Paragraph) -> list[RunFormat]:
    return [each.format for each in inlines(block.children) if isinstance(each, Text) and each.text.strip()]


def _body(paper: Paper) -> RunFormat:
    """The size of most of the words outside tables, and whether they are bold."""
    looks: Counter[tuple[float, bool]] = Counter()
    for run in paper.runs:
        for block in run.blocks if not run.inside else ():
            if isinstance(block, Paragraph) and block.level is None:
                for each in inlines(block.children):
                    if isinstance(each, Text):
                        looks[each.format.size, each.format.bold] += len(each.text)
    size, bold = max(looks, key=lambda look: looks[look]) if looks else (11.0, False)
    return RunFormat(size=size, bold=bold)


FINDERS = (order, fake)
