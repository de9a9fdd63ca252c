"""What stands in place of a figure in official statistics, and in the spreadsheets of those who follow them.

Source: Government Statistical Service, Symbols in data tables (2020 on), as the Department for Education uses them in
explore education statistics; ``:``, ``.`` and ``*`` are those of earlier releases.
"""

from __future__ import annotations

MEANINGS = {
    "c": "not published, to protect confidentiality",
    "z": "not applicable",
    "x": "not available",
    "k": "rounds to zero but is not zero",
    "low": "rounds to zero but is not zero",
    "u": "not published, too unreliable",
}
"""Symbol -> what it means, in words that follow it in a paper."""
_ALSO = {
    ":": "x", "..": "x", ".": "z", "~": "low", "*": "c", "s": "c", "suppressed": "c", "supp": "c", "confidential": "c",
}  # fmt: skip
TYPED = frozenset((*MEANINGS, *_ALSO))
"""All that is understood as a symbol, in lower case."""


def known(text: str) -> str:
    """The symbol that a text is or stands for; nothing where it is none."""
    symbol = text.strip().casefold()
    return symbol if symbol in MEANINGS else _ALSO.get(symbol, "")


def explained(symbol: str) -> str:
    """``c: not published, to protect confidentiality``."""
    return f"{symbol}: {MEANINGS[symbol]}"
