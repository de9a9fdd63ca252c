"""What each letter shape of a PDF says: its own character, or that a word goes on in the next line.

A hyphen that divides a word at the end of a line is a soft hyphen to a reader (PDF 1.7, 14.8.2.2.3). WeasyPrint 70.0 takes what a shape says from the first place that it stands in. Where letter and mark are two shapes
of one character (x̂, שׁ), one of them says both and the other says nothing, everywhere in the paper.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pipeline.printing.letters.symbols import PRIVATE, unowned
from pipeline.printing.pdf.stand_ins import given

_NOTHING = "\u200b"
_DIVIDES, _SOFT = "\u2010", "\u00ad"  # what WeasyPrint draws where it divides a word; what it says
_RING = "\u25cc"  # drawn under a mark that has no letter


@contextmanager
def own_characters(root: Any) -> Iterator[None]:
    """The fonts of a page (its HTML's ``root``) are written with the characters that their shapes stand for."""
    from weasyprint import pdf

    theirs = pdf.build_fonts_dictionary
    divides = not any(_DIVIDES in words for words in root.itertext())  # nobody typed the sign

    def build_fonts_dictionary(document: Any, fonts: Any, *given: Any) -> Any:
        for font in fonts.values():
            _mend(font)
            if divides:
                font.to_unicode.update({glyph: _SOFT for glyph, said in font.to_unicode.items() if said == _DIVIDES})
        return theirs(document, fonts, *given)

    with given(pdf, build_fonts_dictionary=build_fonts_dictionary):
        yield


def _mend(font: Any) -> None:
    """Shapes that say nothing, or a letter with the marks of its first place, are given what the font has them for."""
    font.to_unicode.update({glyph: unowned(said) for glyph, said in font.to_unicode.items() if PRIVATE.search(said)})
    shared = [glyph for glyph, said in font.to_unicode.items() if not said or _marked(said)]
    if not shared:
        return
    own = _characters(font)
    for glyph in shared:
        font.to_unicode[glyph] = own.get(glyph) or font.to_unicode[glyph] or _NOTHING


def _marked(said: str) -> bool:
    return len(said) > 1 and any(unicodedata.category(char) == "Mn" for char in said)


def _characters(font: Any) -> dict[int, str]:
    """The character of each glyph of a font, by number."""
    from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped]

    try:
        with TTFont(io.BytesIO(font.file_content), fontNumber=font.index, lazy=True) as read:
            return {
                read.getGlyphID(name): chr(code)
                for code, name in sorted((read.getBestCmap() or {}).items())
                if chr(code) != _RING
            }
    except (TTLibError, KeyError):
        return {}
