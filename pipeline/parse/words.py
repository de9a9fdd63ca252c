"""Words compared as people compare them: case, spaces and punctuation don't matter, and slips are noticed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" *\n[\n ]*")


def tidy(text: str) -> str:
    """Text with its spaces made plain and single; line breaks are kept, as single ones."""
    if text.isascii() and text.isalnum():
        return text
    text = text.translate(_INVISIBLE).replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return _BREAKS.sub("\n", _SPACES.sub(" ", text)).strip()


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Letters and figures only, in lower case: what is left to compare a heading by."""
    return "".join(letter for letter in tidy(text).casefold() if letter.isalnum() or letter == "%")


def nearest(text: str, known: Iterable[str], least: float = 0.75) -> str:
    """The known word most like ``text``, or "" where none is like it enough."""
    wanted = folded(text)
    best, likeness = "", least
    for word in known:
        other = folded(word)
        if not wanted or not other or abs(len(wanted) - len(other)) > 4:
            continue
        found = SequenceMatcher(None, wanted, other).ratio()
        if found > likeness:
            best, likeness = word, found
    return best
