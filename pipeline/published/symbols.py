"""What stands in a file of official statistics in place of a figure.

Source: Government Statistical Service, Symbols in data tables (2020 on), as the Department for Education uses them in
explore education statistics; ``:`` and ``.`` are those of its releases before 2020.
"""

from __future__ import annotations

MEANINGS = {
    "c": "not published, to protect confidentiality",
    "z": "not applicable",
    "x": "not available",
    ":": "not available",
    ".": "not applicable",
    "k": "rounds to zero but is not zero",
    "low": "rounds to zero but is not zero",
    "~": "rounds to zero but is not zero",
    "u": "not published, too unreliable",
    "": "not given",
}
"""Symbol, in lower case -> what it means, in words that follow it in a paper."""


def meaning(text: str) -> str | None:
    """What a symbol means ("c: not published, ..."); None where the text is no symbol."""
    symbol = text.strip().casefold()
    if symbol not in MEANINGS:
        return None
    return f"{symbol}: {MEANINGS[symbol]}" if symbol else MEANINGS[""]
