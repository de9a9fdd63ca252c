"""The paper is whole: header facts filled, sections written, appendices right, nothing of the template left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import count

from pipeline.issues import Issue, Severity, rule
from pipeline.proof.finished import Finished
from pipeline.proof.reading import Cell, Passage, Spot, plain, shortened
from pipeline.proof.word_file import WordFile

HEADER = rule(
    "G-01",
    Severity.ERROR,
    "Every header fact of a paper has a value.",
    "Committee report templates of English councils",
)
SECTIONS = rule(
    "G-02",
    Severity.ERROR,
    "Every mandatory section is there and is not empty; background papers are listed, or say None.",
    "Local Government Act 1972, s.100D; SI 2012/2089, regs 2 and 15",
)
APPENDICES = rule(
    "G-03",
    Severity.ERROR,
    "Every “Appendix A” in the text is one of the paper's appendices, lettered in order, with the same title everywhere.",
    "Practice: published papers whose appendix letters contradict each other",
)
RESIDUE = rule(
    "G-05",
    Severity.ERROR,
    "Nothing of the template is left: no prompt, tag, placeholder, broken reference or draft mark.",
    "Practice: published papers with template prompts left in them",
)

_PROMPT = re.compile(
    r"\[(?:write|please|insert|add|enter|delete|say|list|name|date|state|give|describe|explain|complete|type|your)\b[^\]]*\]?"
    r"|click (?:or tap )?(?:here )?to enter|\bclick or tap\b|\blorem ipsum\b|\bthis must be completed\b",
    re.I,
)
_TAG = re.compile(r"\{\{.{0,40}|\{%.{0,40}|\{#.{0,40}|\}\}|%\}|#\}")
_BROKEN = re.compile(
    r"Error! (?:Reference source|Bookmark|No text|Unknown|Not a valid)[\w .]*|#(?:REF|N/A|DIV/0|VALUE|NAME|NUM|NULL)[!?]?"
)
_PLACEHOLDER = re.compile(r"\bTB[CAD]\b(?! by)|\btbc\b(?! by)|\bX{2,}\b|\?\?+")
_VALUE = re.compile(
    r"(?<=[a-z0-9,;%)] )None\b(?! of\b)|\bnan\b|\bNaN\b|\bNaT\b|\bundefined\b|<[\w.]+ object at|\bdatetime\."
)
_DRAFT = re.compile(
    r"\bDRAFT\b|\b[Ww]orking [Dd]raft\b|\b[Dd]raft v(?:ersion)?\.? ?\d|\((?:currently )?(?:a )?draft\)|^draft$|^Draft$",
    re.M,
)
_RESIDUE = (
    (_PROMPT, "a prompt of the template is left", "Write what it asks for, or delete it."),
    (_TAG, "a tag of the template is left", "Mend the tag in the template and build again."),
    (_BROKEN, "a broken reference is left", "In Word, update the field (F9) or mend the cell it comes from."),
    (_PLACEHOLDER, "a placeholder is left", "Replace it with the fact, or delete the sentence."),
    (_VALUE, "a missing value was printed as a word", "Fill in the value in the quarter's folder and build again."),
    (_DRAFT, "the paper says it is a draft", "Take the word out once the paper is final."),
)
_LETTERED = re.compile(r"\bAppendi(?:x|ces) ([A-Z])\b(?:(?:,| and|,? &| to) ([A-Z])\b)*")
_LETTER = re.compile(r"\b[A-Z]\b")
_NO_VALUE = {"", "-", "–", "—", ":", "n/a", "none"}


def header_facts(paper: Finished, word: WordFile) -> Iterator[Issue]:
    """Each header label is followed by a value: after it, below it in its cell, or in the cell beside it."""
    if not paper.header:
        return
    labels = {_name(label): label for label in paper.header}
    found: dict[str, str] = {}
    for name, text in _header_values(word, labels):
        found.setdefault(name, text)
    for name, label in labels.items():
        if name not in found:
            yield HEADER.at(
                paper.word_place,
                f"The header has no “{label}”.",
                f"Put “{label}” and its value back into the header of the template.",
            )
        elif found[name].casefold() in _NO_VALUE or _PLACEHOLDER.fullmatch(found[name]):
            yield HEADER.at(
                paper.word_place,
                f"“{label}” in the header has no value.",
                f"Fill in “{label}” for this paper in the Meetings sheet, and build again.",
            )


def sections(paper: Finished, word: WordFile) -> Iterator[Issue]:
    """Each mandatory heading is there, with words, a table or a picture under it."""
    headings = {_name(heading.text): heading for heading in word.headings}
    for wanted in paper.sections:
        heading = headings.get(_name(wanted))
        if heading is None:
            near = get_close_matches(_name(wanted), headings, 1, 0.8)
            close = f" The nearest is “{headings[near[0]].text}”." if near else ""
            if any(_name(passage.text) == _name(wanted) for passage in word.passages):
                close = " Its words are there, but in no heading style."
            yield SECTIONS.at(
                paper.word_place,
                f"The paper has no section “{wanted}”.{close}",
                f"Put the heading “{wanted}” back, in a heading style, with its text under it.",
            )
        elif _is_empty(word, heading):
            yield SECTIONS.at(
                paper.word_place,
                f"The section “{wanted}” is empty.",
                "Write it; where there is nothing to say, say so (for example: None).",
            )


def appendix_list(paper: Finished, word: WordFile) -> Iterator[Issue]:
    """Letters run from A without a gap, and each appendix is named with its title somewhere in the paper."""
    for (said, title), n in zip(paper.appendices, count()):
        wanted = f"Appendix {chr(ord('A') + n)}"
        if plain(said) != wanted:
            yield APPENDICES.at(
                paper.word_place,
                f"“{said}” ({title}) stands where {wanted} should be.",
                "Letter the appendices in order.",
            )
        letter = plain(said)
        if not any(letter in text and _name(title) in _name(text) for text, _ in _units(word)):
            yield APPENDICES.at(
                paper.word_place,
                f"{letter} is never named with its title, “{title}”.",
                "List every appendix with its title in the Appendices section.",
            )


def appendix_references(paper: Finished, word: WordFile) -> Iterator[Issue]:
    """Every appendix that the text names is listed, and no title stands with another appendix's letter.

    A paper that is itself an appendix says its own letter above its title.
    """
    titles = {plain(said).removeprefix("Appendix").strip(): title for said, title in paper.appendices}
    own = _own_letter(word)
    missing: dict[str, Spot] = {}
    swapped: dict[str, Spot] = {}
    for text, spot in _units(word):
        for match in _LETTERED.finditer(text):
            letters = _LETTER.findall(match[0].split(" ", 1)[1])
            for letter in letters:
                if letter not in titles and letter != own:
                    missing.setdefault(letter, spot)
            if len(letters) == 1 and letters[0] in titles:
                other = _other_title(text, match, letters[0], titles)
                if other:
                    said = (
                        f"“{shortened(titles[other], 60)}” stands with the letter {letters[0]} but is Appendix {other}"
                    )
                    swapped.setdefault(said, spot)
    for letter, spot in missing.items():
        listed = ", ".join(titles) or "none"
        yield APPENDICES.at(
            paper.word_place,
            f"The text names Appendix {letter} ({spot}), which is not one of the paper's appendices ({listed}).",
            "Correct the letter, or add the appendix to the Appendices sheet.",
        )
    for said, spot in swapped.items():
        yield APPENDICES.at(paper.word_place, f"{said} ({spot}).", "Correct the letter or the title.")


def residue(paper: Finished, word: WordFile) -> Iterator[Issue]:
    """Prompts, tags, placeholders, broken references, missing values and draft marks, where they stand."""
    units = [
        *((passage.text, str(passage.spot)) for passage in word.passages),
        *((note.text, f"in a note {note.spot}") for note in word.notes),
        *((text, "in a header or footer") for text in word.running),
        *((image.alt, f"in a picture's alternative text {image.spot}") for image in word.images),
        (paper.title, "in the title"),
    ]
    for text, where in units:
        for pattern, what, remedy in _RESIDUE:
            if match := pattern.search(text):
                yield RESIDUE.at(
                    paper.word_place, f"“{shortened(match[0].strip(), 60)}”: {what} ({where}).", remedy, about=""
                )


def _own_letter(word: WordFile) -> str:
    """The letter of a paper that is an appendix: ``Appendix A`` before its first heading, or in its title."""
    for passage in word.passages:
        if match := re.match(r"Appendix ([A-Z])\b", passage.text):
            return match[1]
        if passage.level is not None:
            break
    return ""


def _header_values(word: WordFile, labels: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Header labels found before the first section, with the text that goes with each."""
    titles = {heading.text for heading in word.headings if heading.level == 0}
    front = titles | {""} if titles else {"", *(heading.text for heading in word.headings[:1])}
    for grid in word.tables:
        if grid.spot.heading in front:
            yield from _in_table(grid.rows, labels)
    yield from _in_passages(
        [p for p in word.passages if not p.spot.table and (p.spot.heading in front or p.level is not None)], labels
    )
    for text in word.running:
        yield from _label_and_rest(text, labels)


def _in_table(rows: Sequence[Sequence[Cell]], labels: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The labels of a table, each with what follows it in its cell, or else stands beside or below it."""
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            for name, rest in _label_and_rest(cell.text, labels):
                beside = row[x + 1].text if x + 1 < len(row) else ""
                given = (rest, beside, _below(rows, y, x))
                yield name, next((text for text in given if text and not _is_label(text, labels)), "")


def _in_passages(passages: Sequence[Passage], labels: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The labels of paragraphs, each with what follows it, or else the paragraph below a label that stands alone."""
    for passage, after in zip(passages, [*passages[1:], None], strict=False):
        for name, rest in _label_and_rest(passage.text, labels):
            below_it = after is not None and after.level is None and ":" not in passage.text
            yield name, rest or (after.text if after and below_it and not _is_label(after.text, labels) else "")


def _label_and_rest(text: str, labels: dict[str, str]) -> Iterator[tuple[str, str]]:
    """A label that begins a text, and what follows it, up to any other label in the same text."""
    folded = text.casefold()
    starts = []
    for name, label in labels.items():
        for match in re.finditer(rf"(?:^|(?<=\s)){re.escape(label.casefold())}(?:\s*:|\b)", folded):
            whole_line = match.start() == 0 or match[0].endswith(":")
            if whole_line:
                starts.append((match.start(), match.end(), name))
    starts.sort()
    if not starts or starts[0][0] != 0:
        return
    for n, (_, end, name) in enumerate(starts):
        until = starts[n + 1][0] if n + 1 < len(starts) else len(text)
        yield name, text[end:until].strip(" :\t")


def _is_label(text: str, labels: dict[str, str]) -> bool:
    return any(True for _ in _label_and_rest(text, labels))


def _below(rows: Sequence[Sequence[Cell]], y: int, x: int) -> str:
    return rows[y + 1][x].text if y + 1 < len(rows) and x < len(rows[y + 1]) else ""


def _is_empty(word: WordFile, heading: Passage) -> bool:
    """Whether nothing but deeper headings follows a heading before the next of its level or above."""
    after = word.passages[word.passages.index(heading) + 1 :]
    under = {heading.text}
    for passage in after:
        if passage.level is not None and not passage.spot.table:
            if passage.level <= (heading.level or 0):
                break
            under.add(passage.text)
        elif passage.text.strip(" .–—-:"):
            return False
    return not any(image.spot.heading in under for image in word.images)


def _units(word: WordFile) -> list[tuple[str, Spot]]:
    """Texts in which a letter and a title belong together: paragraphs, and rows of tables."""
    rows = [(" ".join(cell.text for cell in row), grid.spot) for grid in word.tables for row in grid.rows]
    return [(p.text, p.spot) for p in word.passages if not p.spot.table] + rows


def _other_title(text: str, match: re.Match[str], letter: str, titles: dict[str, str]) -> str:
    """The letter of another appendix whose title is joined to this one: ``Terms of reference (Appendix A)``."""
    before = _name(text[: match.start()].rstrip(" (,–-"))
    after = _name(text[match.end() :].lstrip(" ):,–-."))
    joined_after = text[match.end() : match.end() + 3].lstrip(" )")[:1] in (":", "–", "-", ",", ".")
    for other, title in titles.items():
        if other == letter or _name(title) == _name(titles[letter]):
            continue
        own = _name(titles[letter])
        if before.endswith(_name(title)) and not before.endswith(own) and text[: match.start()].rstrip().endswith("("):
            return other
        if joined_after and after.startswith(_name(title)) and not after.startswith(own):
            return other
    return ""


def _name(text: str) -> str:
    """A heading or label as it is matched: no number before it, no case, no closing punctuation."""
    return re.sub(r"^\d+(?:\.\d+)*\.?\s+", "", plain(text)).strip(" :.").casefold()
