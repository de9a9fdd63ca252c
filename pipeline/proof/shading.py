"""Shaded words can be read: every shaded cell says its rating in words that stand out from the shading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.colours import ENOUGH, contrast, luminance
from pipeline.issues import Issue, Severity, rule
from pipeline.printing.word.package import W, value
from pipeline.proof.finished import Finished
from pipeline.proof.reading import plain, shortened
from pipeline.proof.word_file import WordFile

WORD = rule("A-03", Severity.ERROR, "A shaded cell says its rating in a word, never by colour alone.", "WCAG 1.4.1")
CONTRAST = rule("A-03a", Severity.ERROR, "Words stand out from their background by 4.5 to 1 or more.", "WCAG 1.4.3")

_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_PALE = 0.80  # shading lighter than this is banding, not a rating
_AROUND = (f"{W}r", f"{W}p", f"{W}tc")


def shaded_cells(paper: Finished, word: WordFile) -> Iterator[Issue]:
    """A cell shaded in a colour of its own holds a word of letters, not only a sign; a whole row in one colour is a band."""
    for cell in word.body.iter(f"{W}tc"):
        fill = _fill(cell.find(f"{W}tcPr"))
        if not fill or luminance(fill) > _PALE:
            continue
        text = plain("".join(t.text or "" for t in cell.iter(f"{W}t")))
        if not re.search(r"[^\W\d_]{2}", text) and not _banded(cell):
            said = f"holds only “{text}”" if text else "is empty"
            yield WORD.at(
                paper.word_place,
                f"A cell shaded {fill} {said} (row: “{shortened(_row(cell), 60)}”).",
                "Write the rating's word in the cell, or take off the shading.",
            )


def contrasts(paper: Finished, word: WordFile) -> Iterator[Issue]:
    """The colour of each run against the nearest shading around it, or white."""
    seen: set[tuple[str, str]] = set()
    for run in word.body.iter(f"{W}r"):
        text = plain("".join(t.text or "" for t in run.iter(f"{W}t")))
        if not text:
            continue
        ink, paper_colour = _ink(word, run), _background(run)
        if (ink, paper_colour) in seen:
            continue
        seen.add((ink, paper_colour))
        ratio = (
            contrast(ink, paper_colour)
            if ink
            else max(contrast("000000", paper_colour), contrast("FFFFFF", paper_colour))
        )
        if ratio < ENOUGH:
            yield CONTRAST.at(
                paper.word_place,
                f"“{shortened(text, 50)}” is written in {ink} on {paper_colour}: {ratio:.1f} to 1, less than 4.5.",
                "Choose a darker or lighter colour for the words or the shading.",
            )


def _fill(properties: etree._Element | None) -> str:
    shading = None if properties is None else properties.find(f"{W}shd")
    fill = "" if shading is None else shading.get(f"{W}fill", "")
    return fill.upper() if _HEX.fullmatch(fill) else ""


def _background(run: etree._Element) -> str:
    own = _fill(run.find(f"{W}rPr"))
    if own:
        return own
    for around in run.iterancestors(*_AROUND):
        if fill := _fill(around.find(f"{around.tag}Pr")):
            return fill
    return "FFFFFF"


def _ink(word: WordFile, run: etree._Element) -> str:
    """The colour of a run: its own, its character style's, its paragraph style's; empty for automatic."""
    given = value(run, "rPr", "color") or word.styles.colour(value(run, "rPr", "rStyle") or "")
    if not given:
        paragraph = next(run.iterancestors(f"{W}p"), None)
        given = word.styles.colour(value(paragraph, "pPr", "pStyle") or word.styles.default)
    return given.upper() if _HEX.fullmatch(given) else ""


def _banded(cell: etree._Element) -> bool:
    """Whether a cell's row has words in it and one colour for all its cells, as Excel shades headings and every other row."""
    row = next(cell.iterancestors(f"{W}tr"), None)
    cells = [] if row is None else list(row.iter(f"{W}tc"))
    one_colour = len({_fill(each.find(f"{W}tcPr")) for each in cells}) == 1
    return len(cells) > 1 and one_colour and bool(re.search(r"[^\W\d_]{2}", _row(cell)))


def _row(cell: etree._Element) -> str:
    row = next(cell.iterancestors(f"{W}tr"), None)
    return "" if row is None else plain(" ".join(t.text or "" for t in row.iter(f"{W}t")))
