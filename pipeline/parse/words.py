"""Words compared as people compare them: case, spaces and punctuation don't matter, and slips are noticed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

_HIDDEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"  # zero-width spaces and joiners, soft hyphen
_BLANKS = " \t\r\n\v\f\u00a0\u2007\u202f" + _HIDDEN
_INVISIBLE = dict.fromkeys(map(ord, _HIDDEN))
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" *\n[\n ]*")
MOST_LONGER = 4  # letters that a word may have more than the one that it is a slip for


def tidy(text: str) -> str:
    """Text with its spaces made plain and single; line breaks are kept, as single ones."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    text = text.translate(_INVISIBLE).replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return _BREAKS.sub("\n", _SPACES.sub(" ", text)).strip()


def is_blank(text: str) -> bool:
    """Whether a text shows nothing."""
    return not text.strip(_BLANKS)


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Letters and figures only, in lower case: what is left to compare a heading by."""
    return "".join(letter for letter in tidy(text).casefold() if letter.isalnum() or letter == "%")


def nearest(text: str, known: Iterable[str], least: float = 0.75) -> str:
    """The known word most like ``text``, or "" where none is like it enough."""
    wanted = folded(text)
    best, most = "", least
    for word in known:
        found = likeness(wanted, folded(word))
        if found > most:
            best, most = word, found
    return best


@lru_cache(maxsize=65536)
def likeness(one: str, other: str) -> float:
    """How like two folded words are, from 0 to 1. Words that can't be a slip for one another are not looked at closely."""
    letters, others = set(one), set(other)
    if abs(len(one) - len(other)) > MOST_LONGER or 2 * len(letters & others) < 0.7 * (len(letters) + len(others)):
        return 0.0
    return SequenceMatcher(None, one, other).ratio()
