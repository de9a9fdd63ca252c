"""How alike two texts are: difflib's ratio (Ratcliff and Obershelp, 1988), as far as it matters."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

STALE = 0.95
"""Progress this like last quarter's says nothing new."""


def likeness(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1, case and spacing apart; 0 where either is empty or they are not near."""
    first, second = (" ".join(text.casefold().split()) for text in (one, other))
    if not first or not second:
        return 0.0
    return ratio(first, second, STALE)


@lru_cache(maxsize=32_768)
def ratio(one: str, other: str, least: float) -> float:
    """Twice the letters in matching blocks over the letters of both, from 0 to 1; 0 where it is below ``least``.

    Exactly what ``SequenceMatcher(None, one, other, autojunk=False).ratio()`` says from ``least`` on, without its
    cost, which grows with the square of a text's length: two long texts took a second.
    """
    letters = len(one) + len(other)
    if one == other:
        return 1.0
    shared = min(len(one), len(other))
    if not letters or 2 * shared / letters < least or 2 * (Counter(one) & Counter(other)).total() / letters < least:
        return 0.0
    matched = 0
    spans = [(0, len(one), 0, len(other))]
    possible = shared  # the letters that may yet be matched, those that are among them
    while spans:
        begin, end, start, stop = spans.pop()
        at, there, length = _longest_block(one, other, begin, end, start, stop)
        possible -= min(end - begin, stop - start)
        matched += length
        if length:
            for span in ((begin, at, start, there), (at + length, end, there + length, stop)):
                if span[0] < span[1] and span[2] < span[3]:
                    spans.append(span)
                    possible += min(span[1] - span[0], span[3] - span[2])
        if 2 * (matched + possible) / letters < least:
            return 0.0
    return 2 * matched / letters


def _longest_block(one: str, other: str, begin: int, end: int, start: int, stop: int) -> tuple[int, int, int]:
    """The longest run of letters in both spans: where it begins in each, and its length; of several the first."""
    found, length = (begin, start), 0
    at = begin
    while at + length < end:
        there = other.find(one[at : at + length + 1], start, stop)
        if there < 0:
            at += 1
            continue
        found = (at, there)
        length += 1
        while at + length < end and there + length < stop and one[at + length] == other[there + length]:
            length += 1
    return *found, length
