"""Characters as any font can show them: a symbol font's and private ones as Unicode's, those without a shape out."""

from __future__ import annotations

import re

from lxml import etree

from pipeline.printing.document.tree import Text
from pipeline.printing.letters.symbols import PRIVATE, SHAPELESS, family, is_private, likely, symbol
from pipeline.printing.word.merging import Properties, run_format
from pipeline.printing.word.package import W
from pipeline.printing.word.reading import NOT_CARRIED, Reading

_OTHER = re.compile(f"{PRIVATE.pattern}|{SHAPELESS.pattern}")


def typed(reading: Reading, text: str, run: Properties, base: Properties) -> Text:
    """Words of a run in a paragraph whose text starts from ``base``."""
    font = str(run.get("font", ""))
    if family(font):
        shown = "".join(_shown(reading, char, font) for char in text)
        return Text(shown, run_format({**run, "font": _letters(reading, base)}))
    if _OTHER.search(text):
        text = _OTHER.sub(lambda found: _shown(reading, found[0], ""), text)
    return Text(text.replace("\n", " "), run_format(run, text))


def symbol_of(reading: Reading, element: etree._Element, run: Properties, base: Properties) -> Text | None:
    """A character that Word keeps by its font and code; nothing where the code is no character's."""
    code, font = element.get(f"{W}char", ""), element.get(f"{W}font", "")
    number = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{1,6}", code) else 0
    if not 0 < number < 0x110000 or 0xD800 <= number < 0xE000:
        return None
    char = chr(number)
    shown = _shown(reading, char, font)
    plain = "" if family(font) or is_private(char) else font
    return Text(shown, run_format({**run, "font": plain or _letters(reading, base)}, shown))


def _shown(reading: Reading, char: str, font: str) -> str:
    """What one character of a symbol font, a private one, or a control character shows."""
    if shown := symbol(char, font):
        return shown
    if not is_private(char):
        return _windows(char) if SHAPELESS.match(char) else char
    if shown := likely(char):
        return shown
    reading.say(
        NOT_CARRIED,
        f"A character here belongs to one font only ({font or f'U+{ord(char):04X}'}) and is printed as a bullet.",
        "Put an ordinary character, a picture with alternative text or a word in its place.",
    )
    return "•"


def _windows(char: str) -> str:
    """What a character without a shape stands for: one of Windows' own (U+0092 for ’), a new line, or nothing."""
    if char in "\u2028\u2029":
        return "\n"
    meant = char.encode("latin-1", "ignore").decode("cp1252", "ignore")
    return meant if meant.isprintable() else ""


def _letters(reading: Reading, base: Properties) -> str:
    """The paragraph's font, or the paper's where that one is a font of symbols itself."""
    own = str(base.get("font", ""))
    return own if not family(own) else str(reading.styles.run_defaults.get("font", ""))
