"""Words that one text of a paper holds and another doesn't: what the corpus table calls lost."""

from __future__ import annotations

import html
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

_SIGN = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]"
_LEFT = r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"  # Arabic and Hebrew, written to the left
_WORD = re.compile(rf"{_SIGN}|(?:(?!\d|_){_LEFT}(?<!\W))+|(?:(?!{_SIGN}|{_LEFT})[^\W\d_])+|\d+")
_BOXES = {"○": "o", "￮": "o"}  # the bullet that Word writes as an o in a typewriter's letter
_TAG = re.compile(
    r"<(?:style|script|head)\b.*?</(?:style|script|head)>|<!--.*?-->|</?[a-zA-Z][^>]*>|<!DOCTYPE[^>]*>", re.S
)
_WITHIN = re.compile(r"</?(?:span|a|strong|em|b|i|u|s|code|mark|bdo|del|ins|q|small)\b")
_SAID = re.compile(r'\b(?:alt|aria-label|aria-description)="([^"]*)"')
_BROKEN = 8  # pieces that a narrow column may break a word into
_MARKS = frozenset(("Mn", "Cf", "Lm"))


def words(text: str) -> list[str]:
    """The words of a text as they are compared: one form of each letter, no case, no marks over letters.

    Each Chinese or Korean sign is a word, and so are Arabic or Hebrew letters set right beside Latin ones. The letters
    of an Arabic or Hebrew word are sorted, since programs that read PDFs disagree about their order in ligatures and
    beside figures.
    """
    for box, letter in _BOXES.items():
        text = text.replace(box, f" {letter} ")
    folded = unicodedata.normalize("NFKD", text).casefold()
    folded = "".join(char for char in folded if unicodedata.category(char) not in _MARKS)
    return [_key(word) for word in _WORD.findall(unicodedata.normalize("NFC", folded))]


def _key(word: str) -> str:
    return "".join(sorted(word)) if any("\u0590" <= char <= "\u08ff" for char in word) else word


def words_of_page(page: str) -> str:
    """The text of a web page, with its alternative texts; raised letters are words of their own."""
    said = " ".join(_SAID.findall(page))
    return html.unescape(_TAG.sub(lambda tag: "" if _WITHIN.match(tag[0]) else " ", page) + " " + said)


def lost(theirs: str, ours: Iterable[str], *, counted: bool = True) -> Counter[str]:
    """The words of ``theirs`` that none of ``ours`` holds as often (or at all, unless ``counted``).

    A word that a narrow column broke on one side is found by its pieces on the other.
    """
    read = words(theirs)
    wanted = Counter(read)
    held: Counter[str] = Counter()
    runs = []
    for text in ours:
        mine = words(text)
        held |= Counter(mine)
        runs.append("".join(mine))
    found: Counter[str] = Counter()
    for word, times in wanted.items():
        missing = times - held[word] if counted else int(not held[word])
        if missing > 0 and not _apart(word, held, runs):
            found[word] = missing
    for number, word in enumerate(read):
        if found[word] > 0 and _joined(read, number, held):
            found[word] -= 1 if counted else found[word]
    return +found


def _apart(word: str, held: Counter[str], runs: Sequence[str]) -> bool:
    """Whether ours has the word in pieces: two words that theirs runs together, or a long one over lines."""
    if len(word) >= 6 and any(word in run for run in runs):
        return True
    return len(word) >= 6 and any(held[word[:at]] and held[word[at:]] for at in range(2, len(word) - 1))


def _joined(read: Sequence[str], number: int, held: Counter[str]) -> bool:
    """Whether the words around one make a word of ours with it, which theirs has in pieces."""
    for start in range(max(0, number - _BROKEN), number + 1):
        piece = "".join(read[start:number])
        for word in read[number : number + _BROKEN]:
            piece += word
            if piece != read[number] and held[piece]:
                return True
    return False


def without_right_to_left(text: str) -> str:
    """A PDF's text without its Arabic and Hebrew words, whose letters such a text muddles; another reader's has them."""
    return re.sub(f"{_LEFT}+", " ", text)


def deleted(docx: Path) -> bool:
    """Whether a Word file keeps words that were deleted in it."""
    try:
        with zipfile.ZipFile(docx) as package:
            parts = [name for name in package.namelist() if name.startswith("word/") and name.endswith(".xml")]
            return any(b"<w:delText" in package.read(name) for name in parts)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
        return False
