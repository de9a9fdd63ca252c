"""A plain box in place of a character that no font has: the eye sees that one is missing, all else gets the character.

PDF/UA-1 (7.21.8) forbids a font's own sign for a missing shape, which WeasyPrint 70.0 draws. So the boxes are letters
of a font of their own, one for each missing character, and each says its character to a screen reader, to search and
to whoever copies it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pydyf

from pipeline.printing.letters.symbols import BLANK, unowned
from pipeline.printing.pdf.stand_ins import given

_NAME = "Boxes"
_WIDE = 500
_MOST = 0xFFFF  # boxes of one paper that say their own character
_SHOWN = re.compile("<([0-9a-f]*)>|([^<]+)")
_TO_UNICODE = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


@contextmanager
def boxes() -> Iterator[None]:
    """What no font has is drawn as boxes in the PDF that is written."""
    from weasyprint import pdf
    from weasyprint.pdf.stream import Stream

    theirs, build = Stream.show_text, pdf.build_fonts_dictionary
    drawn: dict[int, int] = {}

    def show_text(self: Any, string: str) -> None:
        name, size = self._current_font or ("", 0)
        font = next((font for font in self._fonts.values() if font.missing and font.hash == name), None)
        if font is None:
            theirs(self, string)
            return
        instead = {glyph: _box(code, font.widths[glyph], drawn) for code, glyph in font.missing.items()}
        for lacks, part in _parts(string, instead):
            self.set_font_size(_NAME if lacks else name, size)
            theirs(self, part)
        self.set_font_size(name, size)

    def build_fonts_dictionary(document: Any, fonts: Any, compress: Any, *given: Any) -> Any:
        for font in fonts.values():
            if font.missing:
                missing, font.missing = font.missing, {}
                for glyph in (0, *missing.values()):
                    font.to_unicode.pop(glyph, None)
                    font.widths.pop(glyph, None)
                if not font.to_unicode:  # the font would be embedded whole
                    font.to_unicode[0], font.widths[0] = "\u25a1", _WIDE
        made = build(document, fonts, compress, *given)
        if drawn:
            made[_NAME] = _font(document, drawn, compress)
        return made

    with given(Stream, show_text=show_text), given(pdf, build_fonts_dictionary=build_fonts_dictionary):
        yield


def _box(code: int, width: float, drawn: dict[int, int]) -> str:
    """A character's box in the middle of its room, as PDF text; room in thousandths of the font's size."""
    if BLANK.match(chr(code)):
        return f" {-width} "
    letter = drawn.setdefault(code, min(len(drawn) + 1, _MOST))
    beside = f"{(_WIDE - width) / 2:g}"
    return f" {beside} <{letter:04x}> {beside} "


def _parts(string: str, instead: Mapping[int, str]) -> Iterator[tuple[bool, str]]:
    """Shown text cut where a font's own letters end or begin: whether the font lacks a part's, and the part."""
    lacked, part = False, ""
    for letters, space in _SHOWN.findall(string):
        for each in [letters[n : n + 4] for n in range(0, len(letters), 4)]:
            box = instead.get(int(each, 16))
            if part and lacked is (box is None):
                yield lacked, part
                part = ""
            lacked = box is not None
            part += box or f"<{each}>"
        part += space and f"{space} "
    if part:
        yield lacked, part


def _font(pdf: Any, drawn: Mapping[int, int], compress: bool) -> bytes:
    """The font of boxes, written to a PDF: one shape, under as many letters as there are characters."""
    program = _program()

    def added(made: Any) -> Any:
        pdf.add_object(made)
        return made.reference

    name, most = b"/PAPERS+Boxes", max(drawn.values())
    said = [f"<{letter:04x}> <{unowned(chr(code)).encode('utf-16-be').hex()}>" for code, letter in drawn.items()]
    batches = [said[n : n + 100] for n in range(0, len(said), 100)]
    listed = "\n".join(f"{len(each)} beginbfchar\n{chr(10).join(each)}\nendbfchar" for each in batches)
    descriptor = {
        "Type": "/FontDescriptor", "FontName": name, "Flags": 4, "FontBBox": pydyf.Array([50, 0, 450, 700]),
        "ItalicAngle": 0, "Ascent": 700, "Descent": 0, "CapHeight": 700, "StemV": 40,
        "FontFile2": added(pydyf.Stream([program], {"Length1": len(program)}, compress=compress)),
    }  # fmt: skip
    system = {"Registry": pydyf.String("Adobe"), "Ordering": pydyf.String("Identity"), "Supplement": 0}
    shapes = {
        "Type": "/Font", "Subtype": "/CIDFontType2", "BaseFont": name, "CIDSystemInfo": pydyf.Dictionary(system),
        "DW": _WIDE, "FontDescriptor": added(pydyf.Dictionary(descriptor)),
        "CIDToGIDMap": added(pydyf.Stream([b"\0\0" + b"\0\1" * most], compress=compress)),
    }  # fmt: skip
    font = {
        "Type": "/Font", "Subtype": "/Type0", "BaseFont": name, "Encoding": "/Identity-H",
        "DescendantFonts": pydyf.Array([added(pydyf.Dictionary(shapes))]),
        "ToUnicode": added(pydyf.Stream([_TO_UNICODE.format(listed).encode()], compress=compress)),
    }  # fmt: skip
    reference: bytes = added(pydyf.Dictionary(font))
    return reference


def _program() -> bytes:
    """A TrueType font with one shape, a box; the same bytes each time."""
    from fontTools.fontBuilder import FontBuilder  # type: ignore[import-untyped]
    from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped]

    pen = TTGlyphPen(None)
    for corners in (((50, 0), (50, 700), (450, 700), (450, 0)), ((90, 40), (410, 40), (410, 660), (90, 660))):
        pen.moveTo(corners[0])
        for corner in corners[1:]:
            pen.lineTo(corner)
        pen.closePath()
    built = FontBuilder(1000, isTTF=True)
    built.setupGlyphOrder([".notdef", "box"])
    built.setupCharacterMap({0x25A1: "box"})
    built.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "box": pen.glyph()})
    built.setupHorizontalMetrics({".notdef": (_WIDE, 0), "box": (_WIDE, 50)})
    built.setupHorizontalHeader(ascent=700, descent=0)
    built.setupPost(keepGlyphNames=False)
    built.updateHead(created=0, modified=0)
    built.font.recalcTimestamp = False
    file = io.BytesIO()
    built.save(file)
    return file.getvalue()
