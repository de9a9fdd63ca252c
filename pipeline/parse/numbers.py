"""Numbers in the ways people type them (1,234; 84%; £1.2; (3)), and what stands where there is no number."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pipeline.symbols import TYPED

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?")
_DRESS = re.compile(r"^(?:£|gbp)|(?:%|per ?cent|percentage points|pp)$")
_NOTE = re.compile(
    r"\s*(?:[*\u2020\u2021\u00b9\u00b2\u00b3#]+|\[\w{1,3}\]"
    r"|\((?:p|r|e|prov|provisional|rev|revised|est|estimate|estimated|draft|unvalidated|to be confirmed|tbc)\.?\))$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"^(?:c\.?|ca\.?|circa|about|around|approx\.?|approximately|roughly|nearly|just (?:over|under)|over|under|~|\u2248|>|\u2265|>=)\s*",
    re.IGNORECASE,
)
_FEWER = re.compile(
    r"(?:<|\u2264|<=|less than|fewer than|under|below|up to)\s*\d{1,2}|(?:\d{1,2}|five) (?:or|and) (?:fewer|less|under)|1 ?(?:-|\u2013|to) ?[2-9]",
    re.IGNORECASE,
)
_ON_TWO_LINES = re.compile(r"\d[^\S\n]*\n\s*\d")
_PARTED = re.compile(r"\d\s+(?!\d{3}(?!\d))\d")
"""Figures with a space between them that doesn't mark off thousands: 84 2 may be 84.2."""
_OF = re.compile(r"([\d,]+)\s*(?:\(?\s*(?:of|out of)\s+([\d,]+)\s*\)?|/\s*([\d,]+))", re.IGNORECASE)

NONE_WORDS = frozenset({"", "n/a", "na", "n.a.", "#n/a", "none", "-", "--", "..", "...", ":", "x", "z"})


class Figure(NamedTuple):
    """What a text says as a figure.

    ``symbol`` is what stands in place of one, ``note`` a mark beside it (``*``) that is no part of it, and ``wrong``
    why it is none, to follow what was found, with ``meant``, which figure it may be.
    """

    value: Decimal | None = None
    symbol: str = ""
    note: str = ""
    wrong: str = ""
    meant: str = ""


def is_nothing(text: str) -> bool:
    """Whether a text says that there is no value: empty, n/a, a dash, or a symbol of official statistics."""
    return text.strip().casefold().replace("\u2013", "-").replace("\u2014", "-").replace("\u2212", "-") in NONE_WORDS


@lru_cache(maxsize=4096)
def parse_figure(text: str) -> Figure:
    """The figure that a person wrote, or what they wrote instead."""
    if _ON_TWO_LINES.search(text):
        return Figure(wrong="is two figures")
    words = re.sub(r"[\s\u00a0\u2007\u2009\u202f\u200b\u2060\ufeff]+", " ", text).strip()
    number = parse_number(words)
    if number is not None:
        return Figure(number)
    if words.casefold() in TYPED or _FEWER.fullmatch(words):
        return Figure(symbol=words)
    if match := _NOTE.search(words):
        number = parse_number(words[: match.start()])
        if number is not None:
            return Figure(number, note=match[0].strip())
    if match := _OF.fullmatch(words):
        return Figure(
            wrong="is two figures", meant=f"{match[1]} in the numerator and {match[2] or match[3]} in the denominator"
        )
    if match := _ABOUT.match(words):
        number = parse_number(words[match.end() :])
        if number is not None:
            return Figure(wrong="is about a figure, not a figure", meant=words[match.end() :].strip())
    if words.casefold() in ("nil", "zero", "nought"):
        return Figure(wrong="is a word, not a figure", meant="0")
    numbers = re.findall(r"\d[\d,]*(?:\.\d+)?%?", words)
    return Figure(
        wrong="is not a number", meant=numbers[0] if len(numbers) == 1 and re.search("[a-z]{3}", words) else ""
    )


def parse_number(text: str) -> Decimal | None:
    """The number a person wrote, or None where it isn't one. 84% is 84: percentages are in per cent."""
    if _PARTED.search(text):
        return None
    words = re.sub(r"[\s\u00a0\u2007\u2009\u202f]", "", text).replace("\u2212", "-").replace("\u2013", "-")
    negative = len(words) > 2 and words[0] == "(" and words[-1] == ")"
    words = words[1:-1] if negative else words
    if not words.isascii() or not words[-1:].isdigit() or not words[:1].isdigit():
        words = words.casefold().replace("\u00b7", ".")
        words = _DRESS.sub("", _DRESS.sub("", words))
    if not words or not _NUMBER.fullmatch(words) or not any(letter.isdigit() for letter in words):
        return None
    number = Decimal(words.replace(",", ""))
    return -number if negative else number
