"""Numbers in the ways people type them: 1,234; 84%; £1.2."""

from __future__ import annotations

import re
from decimal import Decimal

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?")
NONE_WORDS = frozenset({"", "n/a", "na", "n.a.", "#n/a", "none", "-", "--", "..", "...", ":", "x", "z"})


def is_nothing(text: str) -> bool:
    """Whether a text says that there is no value: empty, n/a, a dash, or a symbol of official statistics."""
    return text.strip().casefold().replace("\u2013", "-").replace("\u2014", "-").replace("\u2212", "-") in NONE_WORDS


def parse_number(text: str) -> Decimal | None:
    """The number a person wrote, or None where it isn't one. 84% is 84: percentages are in per cent."""
    words = re.sub(r"[\s\u00a0\u2007\u2009\u202f]", "", text).replace("\u2212", "-").replace("\u2013", "-")
    words = words.removesuffix("%").removeprefix("\u00a3")
    if not words or not _NUMBER.fullmatch(words) or not any(letter.isdigit() for letter in words):
        return None
    return Decimal(words.replace(",", ""))
