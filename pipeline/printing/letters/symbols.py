"""Characters of symbol fonts as the Unicode ones that any font can show.

``symbols.csv`` holds what each code of Symbol, Wingdings 1 to 3 and Webdings draws, as Unicode's own encoding of those
fonts has it (L2/11-344, Unicode 7.0; Symbol: Unicode's mapping of Adobe's); where few fonts hold that character, the
nearest one of the same meaning that common fonts do (a right arrow of any cut is →). Of MT Extra, the equation editors'
own font, it holds the dots, ħ and ℓ.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

_NO_CHARACTERS = "\ufdd0-\ufdef" + "".join(f"{chr(end - 1)}{chr(end)}" for end in range(0xFFFF, 0x110000, 0x10000))
SHAPELESS = re.compile(f"[\x7f-\x9f\u2028\u2029\ufff9-\ufffc{_NO_CHARACTERS}]")
"""Controls, marks of what once stood there, and what is no character at all."""
BLANK = re.compile(f"{SHAPELESS.pattern}|[\u115f\u1160\u3164\uffa0\U000e0000-\U000e0fff]")
"""Characters that show nothing; fillers, tags and selectors say something all the same."""
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""Characters that mean what their font says (Unicode's private use areas)."""
_SHIFT = 0xF000  # where Windows puts the codes of a symbol font
_ALIASES = {"symbol mt": "symbol", "symbolmt": "symbol", "standard symbols l": "symbol", "standard symbols ps": "symbol",
            "euclid symbol": "symbol", "euclid extra": "mt extra",
            "opensymbol": "", "zapfdingbats": ""}  # fmt: skip
# A private character whose font isn't named: what Word's own lists use it for.
_LIKELY = {
    0xB7: "•", 0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xFC: "✓", 0x76: "❖", 0x6E: "■", 0x71: "❑", 0x6F: "□", 0x6C: "●",
    0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFE: "☑", 0x2D: "-", 0x2B: "+", 0xB0: "°", 0x2A: "*",
}  # fmt: skip
_RARE = re.compile("[\u2b76-\u2bff\u29b8\u29bf\U0001f000-\U0001faff]")  # hardly a font has these
_TYPED = {
    "o": "○",
    "§": "▪",
    "·": "•",
    "\u00ad": "-",
}  # bullets as they are left when their font is lost, or as Word shows them


def family(font: str) -> str:
    """The symbol font that a font's name means, as symbols.csv calls it; nothing for a font of letters."""
    name = font.strip().lower()
    name = _ALIASES.get(name, name)
    return name if name in _fonts() else ""


def is_private(char: str) -> bool:
    """Whether a character means what its font says."""
    return PRIVATE.match(char) is not None


def symbol(char: str, font: str) -> str:
    """What a character of a symbol font shows; nothing where the font isn't one of those or draws nothing there."""
    code = ord(char)
    return _fonts().get(family(font), {}).get(code - _SHIFT if code >= _SHIFT else code, "")


def likely(char: str) -> str:
    """What a private character without a known font most likely shows; nothing where there is no telling."""
    return _LIKELY.get(ord(char) - _SHIFT, "")


def public(text: str) -> str:
    """Text with what its private characters most likely show; those that can't be told are •."""
    return PRIVATE.sub(lambda found: likely(found[0]) or "•", text)


def unowned(text: str) -> str:
    """Text as it is read out where nothing says whose private characters it has: they are U+FFFD."""
    return PRIVATE.sub("\ufffd", text)


def bullet(text: str, font: str = "") -> str:
    """A bullet as Unicode text; one that can't be told, or that hardly a font has, is •."""
    if family(font):
        shown = "".join(symbol(char, font) or ("•" if is_private(char) else char) for char in text)
        return _RARE.sub("•", shown)
    return "".join(likely(char) or "•" if is_private(char) else _TYPED.get(char, char) for char in text)


@cache
def _fonts() -> dict[str, dict[int, str]]:
    found: dict[str, dict[int, str]] = {}
    with (Path(__file__).parent / "symbols.csv").open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            found.setdefault(line["font"], {})[int(line["code"], 16)] = line["character"]
    return found
