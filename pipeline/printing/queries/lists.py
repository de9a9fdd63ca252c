"""Lists and columns: made with Word's lists and tables rather than typed with dashes, numbers, tabs and spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.issues import Severity, rule
from pipeline.printing.document.tree import Block, Break, Paragraph, Tab, Text, inlines
from pipeline.printing.queries.found import Found, Paper, Run, empty, first_words, words_before

TYPED_LIST = rule("W-43", Severity.QUERY, "Lists are Word's lists, not typed numbers and dashes.", "WCAG 2.2, 1.3.1")
SPACING = rule(
    "W-44", Severity.QUERY, "Space between paragraphs is set, not made of empty paragraphs.", "WCAG 2.2, 1.3.1"
)
COLUMNS = rule(
    "W-45", Severity.QUERY, "Columns are a table's, not made of tabs and spaces.", "WCAG 2.2, 1.3.1 and 1.3.2"
)
NUMBER_ALONE = rule("W-65", Severity.QUERY, "What has a number has words.", "WCAG 2.2, 1.3.1 and 2.4.6")
_BULLET = re.compile(r"\s*([-–—•·▪●○*])\s+\S")
_NUMBER = re.compile(r"\s*\(?((?:\d{1,2}\.)*\d{1,2})(?:[.)]|(?<=\.\d)|(?<=\.\d\d))\s+\S")
_LETTER = re.compile(r"\s*\(?([a-zA-Z])[.)]\s+\S")
_ROMAN = re.compile(r"\s*\(?([ivx]{1,5})[.)]\s+\S")
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_MANY_EMPTY = 2
_WIDE = re.compile(r"\S {4,}\S")


def typed(paper: Paper) -> Iterator[Found]:
    """Neighbouring paragraphs or lines that begin with a typed bullet or the next number."""
    for run in paper.runs:
        for lines in _lines(run.blocks):
            at = 0
            while at < len(lines):
                length = _list_length(lines[at:])
                if length > 1:
                    words = first_words(lines[at])
                    yield Found(
                        TYPED_LIST, words,
                        f"“{words}” begins a list of {length} whose bullets or numbers are typed, so a screen reader doesn't know it as a list",
                        "In Word, select it, take out what was typed and choose Home, Bullets or Numbering.",
                    )  # fmt: skip
                at += max(length, 1)


def _lines(blocks: Sequence[Block]) -> Iterator[list[str]]:
    """The lines of text of neighbouring paragraphs that aren't list items, headings or contents."""
    for plain, group in groupby(
        (block for block in blocks if not empty(block)),
        lambda block: isinstance(block, Paragraph) and not block.label and block.level is None and not block.contents,
    ):
        if plain:
            yield [line for block in group if isinstance(block, Paragraph) for line in _split(block)]


def _split(block: Paragraph) -> list[str]:
    """A paragraph's text by its line breaks."""
    lines = [""]
    for each in inlines(block.children):
        if isinstance(each, Break):
            lines.append("")
        elif isinstance(each, Text):
            lines[-1] += each.text
        elif isinstance(each, Tab):
            lines[-1] += " "
    return [line for line in lines if line.strip()]


def _list_length(lines: Sequence[str]) -> int:
    """How many lines from the first on are one typed list."""
    return max(_bullets(lines), _counted(lines, _NUMBER), _counted(lines, _ROMAN), _counted(lines, _LETTER))


def _bullets(lines: Sequence[str]) -> int:
    first = _BULLET.match(lines[0])
    length = 0
    for line in lines if first else ():
        match = _BULLET.match(line)
        if not match or not first or match[1] != first[1]:
            break
        length += 1
    return length


def _counted(lines: Sequence[str], kind: re.Pattern[str]) -> int:
    length, last = 0, None
    for line in lines:
        match = kind.match(line)
        if not match or (last is not None and not _follows(last, match[1])):
            break
        last = match[1]
        length += 1
    return length


def _follows(last: str, now: str) -> bool:
    """Whether a typed number, letter or roman number comes right after another."""
    if now[0].isdigit():
        *above, end = last.split(".")
        *same, next_end = now.split(".")
        return last[0].isdigit() and above == same and int(next_end) == int(end) + 1
    if last in _ROMANS and now in _ROMANS and _ROMANS.index(now) == _ROMANS.index(last) + 1:
        return True
    return len(last) == len(now) == 1 and ord(now) == ord(last) + 1


def spacing(paper: Paper) -> Iterator[Found]:
    """Two or more empty paragraphs between others."""
    for run in paper.runs:
        at = 0
        for blank, group in groupby(run.blocks, empty):
            many = len(list(group))
            near = words_before(run.blocks, at)
            last = at + many >= len(run.blocks)
            if blank and many >= _MANY_EMPTY and not last and run.inside != "table":
                after = f"after “{near}”" if near else "at the beginning"
                yield Found(
                    SPACING, near, f"{many} empty paragraphs {after} only make space",
                    "In Word, take them out and set the space before or after the paragraph (Layout, Spacing), or insert a page break.",
                )  # fmt: skip
            at += many


def columns(paper: Paper) -> Iterator[Found]:
    """Neighbouring paragraphs laid out in columns with tabs, or with rows of spaces."""
    for run in paper.runs:
        yield from _columns(run)


def _columns(run: Run) -> Iterator[Found]:
    for many, group in groupby((block for block in run.blocks if not empty(block)), _gaps):
        rows = list(group)
        if len(rows) >= (3 if many == 1 else 2) and many:
            words = first_words(rows[0].text)
            yield Found(
                COLUMNS, words, f"“{words}” begins {len(rows)} lines set in columns with tabs or spaces, which are read across as one line",
                "In Word, select them and choose Insert, Table, Convert Text to Table.",
            )  # fmt: skip


def _gaps(block: Block) -> int:
    """How many gaps made of tabs or spaces stand between the words of a paragraph."""
    if not isinstance(block, Paragraph) or block.contents or block.level is not None or block.label:
        return 0
    if block.style.lower().startswith(("toc", "table of", "index")):
        return 0
    text = "".join(
        "\t" if isinstance(each, Tab) else each.text if isinstance(each, Text) else "\0"
        for each in inlines(block.children)
    ).strip()
    if any(stop.leader for stop in block.format.tabs):
        return 0
    return len([part for part in re.split(r"\t+", _WIDE.sub("x\ty", text)) if part.strip()]) - 1


def numbers_alone(paper: Paper) -> Iterator[Found]:
    """Automatic numbers of headings and paragraphs that hold nothing else, as where Enter was pressed once too often."""
    for run in paper.runs:
        for at, block in enumerate(run.blocks if not run.inside else ()):
            if not isinstance(block, Paragraph) or block.label is None or not empty(replace(block, label=None)):
                continue
            number = block.label.text.strip()
            if number and not block.label.bullet:
                what = "heading" if block.level is not None else "paragraph"
                yield Found(
                    NUMBER_ALONE, words_before(run.blocks, at), f"“{number}” numbers a {what} without words, and the numbers after it go on from there",
                    "In Word, write its words, or delete the empty line.",
                )  # fmt: skip


FINDERS = (typed, spacing, columns, numbers_alone)
