"""Word and PDF say the same: words in order, headings, tables and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple
from urllib.parse import unquote

from pipeline.issues import Issue, Severity, rule
from pipeline.proof.finished import Finished
from pipeline.proof.pdf_file import PdfFile
from pipeline.proof.reading import PAGE_NUMBER, Grid, Image, Passage, Spot, shortened
from pipeline.proof.word_file import WordFile
from pipeline.wording import count

WORDS = rule(
    "X-01",
    Severity.ERROR,
    "The PDF holds the same words as the Word file in the same order, numbers and labels included.",
    "SI 2018/952: the accessible version is the same document",
)
HEADINGS = rule(
    "X-01a", Severity.ERROR, "The PDF has the same headings at the same levels as the Word file.", "WCAG 1.3.1"
)
TABLES = rule(
    "X-01b",
    Severity.ERROR,
    "The PDF has the same tables with the same rows, columns and headers as the Word file.",
    "WCAG 1.3.1",
)
PICTURES = rule(
    "X-01c",
    Severity.ERROR,
    "The PDF has the same pictures with the same alternative text as the Word file.",
    "WCAG 1.1.1",
)
RUNNING = rule(
    "X-01d",
    Severity.ERROR,
    "The PDF's pages carry the Word file's headers and footers, outside the reading order.",
    "PDF/UA-1 7.8",
)

LINKS = rule("X-01e", Severity.ERROR, "The PDF's links lead where the Word file's do.", "WCAG 2.4.4")

_SHOWN = 5  # differences named before the rest are only counted
_PIECES = 100  # parts that one word may be printed in
_NUMBER = re.compile(r"(?:[\divxlc]{1,5}|[a-z]|[*†‡§]+)", re.I)  # a page number, or the mark of a note
_NUMBERED = 4  # parts that a word with a page number in it, such as "12).", may be printed in
_TO_THE_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_WINDOWS = (200, 2_000)
_REMEDY = "Print the paper again with 'papers print'; if it still differs, send both files to whoever looks after this program."


class Token(NamedTuple):
    """A word and where it stands. Words are compared without case: a style can print them in capitals."""

    text: str
    spot: Spot

    @property
    def folded(self) -> str:
        """The word as it is compared."""
        return self.text.casefold()


class Difference(NamedTuple):
    """Words that only one side has at a place, with the words before them."""

    before: str
    word: str
    pdf: str
    spot: Spot


def same_words(paper: Finished, word: WordFile, pdf: PdfFile) -> Iterator[Issue]:
    """The first differences between what Word shows and what the PDF's structure says."""
    found = differences(tokens(word.passages), tokens(pdf.passages))
    found += differences(tokens(word.notes), tokens(pdf.notes))
    for each in found[:_SHOWN]:
        after = f" after “…{each.before}”" if each.before else " at the beginning"
        if each.word and each.pdf:
            said = f"Word says “{_cut(each.word)}” and the PDF says “{_cut(each.pdf)}”{after}"
        elif each.word:
            said = f"Word says “{_cut(each.word)}”{after}; the PDF doesn't"
        else:
            said = f"The PDF says “{_cut(each.pdf)}”{after}; Word doesn't"
        yield WORDS.at(paper.pdf_place, f"{said} ({each.spot}).", _REMEDY)
    if len(found) > _SHOWN:
        more = len(found) - _SHOWN
        yield WORDS.at(paper.pdf_place, f"Word and the PDF differ in {more} more place{'s' * (more > 1)}.", _REMEDY)


def same_headings(paper: Finished, word: WordFile, pdf: PdfFile) -> Iterator[Issue]:
    """Headings missing from one side, and headings whose levels differ."""
    theirs = [_bare(heading.text) for heading in pdf.headings]
    ours = [_as_shown(_bare(_spoken(heading)), theirs) for heading in word.headings]
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for heading in word.headings[i1:i2]:
            yield HEADINGS.at(
                paper.pdf_place, f"“{_cut(_spoken(heading))}” is a heading in Word but not in the PDF.", _REMEDY
            )
        for heading in pdf.headings[j1:j2]:
            yield HEADINGS.at(
                paper.pdf_place, f"“{_cut(heading.text)}” is a heading in the PDF but not in Word.", _REMEDY
            )
    if ours == theirs:
        wanted_levels = _levels([heading.level or 0 for heading in word.headings])
        for wanted, printed in zip(wanted_levels, pdf.headings, strict=True):
            if printed.level != wanted:
                yield HEADINGS.at(
                    paper.pdf_place,
                    f"“{_cut(printed.text)}” is a heading of level {wanted} in Word and of level {printed.level} in the PDF.",
                    _REMEDY,
                )


def _levels(levels: Sequence[int]) -> Iterator[int]:
    """The levels of Word's headings in a PDF, where none may be skipped: each is one below the heading that it is under.

    A paper's one title is at level 1, and what is under it a level lower.
    """
    lift = 1 if levels[:1] == [0] and levels.count(0) == 1 else 0
    over: list[int] = []
    for level in levels:
        given = max(level + lift, 1)
        over = [*(above for above in over if above < given), given]
        yield min(len(over), 6)


def same_tables(paper: Finished, word: WordFile, pdf: PdfFile) -> Iterator[Issue]:
    """As many tables, and each with as many rows and columns.

    A table of Word without headings may stand in the PDF as what it holds, cell by cell: its words are compared all the same.
    """
    tables = _as_tables(word.tables, pdf.tables)
    if len(tables) != len(pdf.tables):
        yield TABLES.at(
            paper.pdf_place,
            f"Word has {count(len(word.tables), 'table')} and the PDF {len(pdf.tables)}{_first_table(word, pdf)}.",
            _REMEDY,
        )
        return
    for number, (ours, theirs) in enumerate(zip(tables, pdf.tables, strict=True), 1):
        mine, other = (len(ours.rows), ours.width), (len(theirs.rows), theirs.width)
        if mine != other:
            yield TABLES.at(
                paper.pdf_place,
                f"Table {number} ({Spot(ours.spot.heading)}) has {count(mine[0], 'row')} and {count(mine[1], 'column')} in "
                f"Word, {count(other[0], 'row')} and {count(other[1], 'column')} in the PDF.",
                _REMEDY,
            )
        if _has_header(ours) and not _has_header(theirs):
            yield TABLES.at(
                paper.pdf_place,
                f"Table {number} ({Spot(ours.spot.heading)}) has a header row in Word and no header cells in the PDF.",
                _REMEDY,
            )


def _as_tables(ours: Sequence[Grid], theirs: Sequence[Grid]) -> list[Grid]:
    """The tables of Word but those without headings that are no tables in the PDF."""
    spare = len(ours) - len(theirs)
    if spare <= 0:
        return list(ours)
    kept: list[Grid] = []
    for grid in ours:
        here = len(kept)
        alike = here < len(theirs) and (len(theirs[here].rows), theirs[here].width) == (len(grid.rows), grid.width)
        if alike or _has_header(grid) or not spare:
            kept.append(grid)
        else:
            spare -= 1
    return kept


def same_pictures(paper: Finished, word: WordFile, pdf: PdfFile) -> Iterator[Issue]:
    """As many pictures, with the same alternative text in the same order."""
    ours = [image for image in word.images if not image.decorative]
    if len(ours) != len(pdf.images):
        missing = _without(ours, pdf.images) or _without(pdf.images, ours)
        named = f": “{_cut(missing.alt)}” ({missing.spot}) is in only one of them" if missing else ""
        yield PICTURES.at(
            paper.pdf_place, f"Word has {count(len(ours), 'picture')} and the PDF {len(pdf.images)}{named}.", _REMEDY
        )
        return
    for mine, other in zip(ours, pdf.images, strict=True):
        if mine.alt and _bare(mine.alt) != _bare(other.alt):
            yield PICTURES.at(
                paper.pdf_place,
                f"A picture's alternative text is “{_cut(mine.alt)}” in Word and “{_cut(other.alt)}” in the PDF ({mine.spot}).",
                _REMEDY,
            )


def same_running(paper: Finished, word: WordFile, pdf: PdfFile) -> Iterator[Issue]:
    """Each header and footer of Word is on a page of the PDF, and not in its reading order."""
    pages = [_bare(page) for page in pdf.furniture]
    for text in word.running:
        parts = [_bare(part) for part in text.split(PAGE_NUMBER) if _bare(part)]
        if parts and not any(all(part in page for part in parts) for page in pages):
            yield RUNNING.at(
                paper.pdf_place,
                f"The header or footer “{_cut(text.replace(PAGE_NUMBER, '#'))}” is on no page of the PDF.",
                _REMEDY,
            )


def same_links(paper: Finished, word: WordFile, pdf: PdfFile) -> Iterator[Issue]:
    """Every web or mail address that Word links to is linked to in the PDF; a path on someone's computer need not be."""
    there = {_address(target) for target in pdf.targets}
    for target in word.targets:
        if re.match("https?:|mailto:|tel:", target, re.I) and _address(target) not in there:
            yield LINKS.at(paper.pdf_place, f"The link to {_cut(target)} is in Word but not in the PDF.", _REMEDY)


def tokens(passages: Sequence[Passage]) -> list[Token]:
    """The words of passages, labels first."""
    return [Token(word, passage.spot) for passage in passages for word in _spoken(passage).split()]


def differences(ours: Sequence[Token], theirs: Sequence[Token]) -> list[Difference]:
    """Where two runs of words part, spaces apart: ``pre- vent`` is ``pre-vent``; a page number is any number."""
    found: list[Difference] = []
    i = j = 0
    while i < len(ours) or j < len(theirs):
        step = _agreeing(ours, i, theirs, j)
        if step:
            i, j = i + step[0], j + step[1]
            continue
        more_i, more_j = _next_agreement(ours, i, theirs, j)
        here = ours[i] if i < len(ours) else ours[-1] if ours else theirs[j]
        found.append(
            Difference(
                " ".join(token.text for token in ours[max(0, i - 5) : i]).replace(PAGE_NUMBER, "#"),
                " ".join(token.text for token in ours[i : i + more_i]).replace(PAGE_NUMBER, "#"),
                " ".join(token.text for token in theirs[j : j + more_j]),
                here.spot,
            )
        )
        i, j = i + more_i, j + more_j
    return found


def _agreeing(ours: Sequence[Token], i: int, theirs: Sequence[Token], j: int) -> tuple[int, int] | None:
    """How many tokens of each side say the same from here, or None: one each, or a word split in two."""
    if i < len(ours) and PAGE_NUMBER in ours[i].text:
        wanted, text = _numbered(ours[i].text), ""
        for n, token in enumerate(theirs[j : j + _NUMBERED], 1):
            text += token.text
            if wanted.fullmatch(text):
                return 1, n
        return (1, 0) if ours[i].text == PAGE_NUMBER else None
    if i >= len(ours) or j >= len(theirs):
        return None
    a, b, m, n = ours[i].folded, theirs[j].folded, 1, 1
    while a != b:
        if len(a) < len(b) and b.startswith(a) and i + m < len(ours) and m < _PIECES:
            a, m = a + ours[i + m].folded, m + 1
        elif len(b) < len(a) and a.startswith(b) and j + n < len(theirs) and n < _PIECES:
            b, n = b + theirs[j + n].folded, n + 1
        else:
            return None
    return m, n


def _next_agreement(ours: Sequence[Token], i: int, theirs: Sequence[Token], j: int) -> tuple[int, int]:
    """How many tokens to pass on each side to where three words agree again (or the end)."""
    for window in _WINDOWS:
        a = [token.folded for token in ours[i : i + window]]
        b = [token.folded for token in theirs[j : j + window]]
        for block in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
            at_end = block.a + block.size == len(a) and block.b + block.size == len(b)
            if block.size >= 3 or (block.size and at_end and len(a) < window and len(b) < window):
                return block.a, block.b
    return len(ours) - i, len(theirs) - j


def _first_table(word: WordFile, pdf: PdfFile) -> str:
    """Which table is the first that the two don't share."""
    for number, (ours, theirs) in enumerate(zip(word.tables, pdf.tables, strict=False), 1):
        if [_bare(cell.text) for cell in ours.rows[0]] != [_bare(cell.text) for cell in (theirs.rows or ((),))[0]]:
            return f"; the first that differs is table {number} of Word ({Spot(ours.spot.heading)})"
    longer = word.tables if len(word.tables) > len(pdf.tables) else pdf.tables
    extra = longer[min(len(word.tables), len(pdf.tables))]
    return f"; the first that only one of them has is {Spot(extra.spot.heading)}"


def _has_header(grid: Grid) -> bool:
    return any(cell.header for row in grid.rows for cell in row)


def _without(images: Sequence[Image], others: Sequence[Image]) -> Image | None:
    alts = [_bare(image.alt) for image in others]
    for image in images:
        if _bare(image.alt) not in alts:
            return image
        alts.remove(_bare(image.alt))
    return None


def _spoken(passage: Passage) -> str:
    return f"{passage.label} {passage.text}".strip()


def _as_shown(text: str, printed: Sequence[str]) -> str:
    """A heading with a note's mark in it, as the PDF numbers the mark."""
    if PAGE_NUMBER not in text:
        return text
    pattern = _numbered(text)
    return next((each for each in printed if pattern.fullmatch(each)), text.replace(PAGE_NUMBER, ""))


def _numbered(text: str) -> re.Pattern[str]:
    """A text in which each page number may be any."""
    return re.compile(_NUMBER.pattern.join(f"(?:{re.escape(part)})" for part in text.split(PAGE_NUMBER)), re.I)


def _bare(text: str) -> str:
    """A text as it is compared; Arabic and Hebrew, which a PDF draws from the left, without its order."""
    letters = "".join(text.split()).casefold()
    return "".join(sorted(letters)) if _TO_THE_LEFT.search(letters) else letters


def _cut(text: str) -> str:
    return shortened(text, 80)


def _address(target: str) -> str:
    return unquote(target).rstrip("/").casefold()
