"""Lines of text shaped once and their letters written by look-up: WeasyPrint shapes each line again to draw it.

Like :mod:`pipeline.printing.pdf.quicker`, nothing here changes what is printed; whatever is not the plain case is left to
WeasyPrint 70.0's own functions, and tests/printing/test_quicker_printing.py fails when those change.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import inf
from typing import Any

from pipeline.printing.pdf.stand_ins import given

MOST_KEPT = 20_000
"""Lines of a paper that stay shaped until they are drawn: some 60 MB; the rest is shaped again."""

_FEWEST, _MOST_ACROSS = 64, 12  # letters sought in: twice as many as the narrowest font has on a line
_SIZES_TOLD = 14802  # before this version, Pango tells wrong sizes of fonts
_UNIT = 1 / 1024  # of Pango, in points
_GLYPH = struct.Struct("Iiii4x")  # PangoGlyphInfo: the glyph, its width, its offsets across and up
_FEATURES = (
    "kerning", "variant_ligatures", "variant_position", "variant_caps",
    "variant_numeric", "variant_alternates", "variant_east_asian", "feature_settings",
)  # fmt: skip
_PARAGRAPHS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


class _Kept:
    """Held by a line that stays shaped; counts those that live."""

    __slots__ = ()
    alive = 0

    def __init__(self) -> None:
        _Kept.alive += 1

    def __del__(self) -> None:
        _Kept.alive -= 1


@contextmanager
def kept_lines() -> Iterator[None]:
    """A line that was shaped to be laid out is drawn as it is, where it is one line and not stretched to the margin."""
    from weasyprint.text.line_break import Layout, ffi, pango

    theirs = dict(vars(Layout))

    def set_text(self: Any, text: str, justify: bool = False) -> None:
        # Drawing takes the text for one paragraph; where it is one, saying so at once spares shaping it again.
        pango.pango_layout_set_single_paragraph_mode(self.layout, _PARAGRAPHS.search(text) is None)
        theirs["set_text"](self, text, justify)

    def deactivate(self: Any) -> None:
        if vars(self).pop("kept", None) or self.justification_spacing or _Kept.alive >= MOST_KEPT:
            theirs["deactivate"](self)
        else:
            self.kept = _Kept()

    def reactivate(self: Any, style: Any) -> None:
        plain = "kept" in vars(self) and style is self.style
        if not plain or pango.pango_layout_get_line_readonly(self.layout, 1) != ffi.NULL:
            vars(self).pop("kept", None)
            theirs["reactivate"](self, style)
            self.kept = _Kept()

    setup = known_contexts(theirs["setup"])
    with given(Layout, setup=setup, set_text=set_text, deactivate=deactivate, reactivate=reactivate):
        yield


def known_contexts(theirs: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """What Pango must know before it sets a line, told it once for each style instead of for each line."""
    from weasyprint.text.constants import LST_TO_ISO, PANGO_DIRECTION
    from weasyprint.text.ffi import ffi, gobject, pango, unicode_to_char_p
    from weasyprint.text.fonts import font_features
    from weasyprint.text.line_break import get_font_description

    def context_of(style: Any) -> tuple[Any, Any, Any, Any] | None:
        if style["text_decoration_line"] != "none":
            return None
        made = pango.pango_font_map_create_context(style.font_config.font_map)
        context = ffi.gc(made, gobject.g_object_unref)
        pango.pango_context_set_round_glyph_positions(context, False)
        pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
        override, name = style["font_language_override"], style["lang"]
        if override != "normal":
            name = LST_TO_ISO.get(override.lower(), override)
        if name:
            language = pango.pango_language_from_string(unicode_to_char_p(name)[0])
            pango.pango_context_set_language(context, language)
        else:
            language = pango.pango_language_get_default()
        features = font_features(*(style[f"font_{name}"] for name in _FEATURES))
        said = ",".join(f"{key} {value}" for key, value in features.items()).encode()
        known = style.font_config.font_features
        if said and said not in known:
            known[said] = pango.pango_attr_font_features_new(said)
        return context, language, get_font_description(style), known[said] if said else None

    def setup(self: Any, style: Any) -> None:
        known = vars(style)
        if "known_context" not in known:
            known["known_context"] = context_of(style)
        if known["known_context"] is None:
            theirs(self, style)
            return
        context, self.language, font, features = known["known_context"]
        self.style = style
        self.first_line_direction = 0
        self.ascent = self.underline_position = self.strikethrough_position = None
        self.layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(self.layout, False)
        pango.pango_layout_set_font_description(self.layout, font)
        if features is not None:
            attributes = pango.pango_attr_list_new()  # each line's own, as what its words need is added
            pango.pango_attr_list_insert(attributes, features)
            pango.pango_layout_set_attributes(self.layout, attributes)

    return setup


def few_letters(theirs: Callable[..., Any]) -> Callable[..., Any]:
    """The first line of a long text, sought in its beginning: where a word must be divided all of it is shaped each time."""

    def split_first_line(text: str, style: Any, context: Any, max_width: Any, *more: Any, **kept: Any) -> Any:
        if max_width is not None and max_width != inf and style["font_size"]:
            enough = _FEWEST + int(max(max_width, 0) / style["font_size"] * _MOST_ACROSS)
            if len(text) > enough:
                found = theirs(text[:enough], style, context, max_width, *more, **kept)
                if found[2] is not None and found[2] < enough / 2:
                    return found
        return theirs(text, style, context, max_width, *more, **kept)

    return split_first_line


def known_letters(theirs: Callable[..., list[Any]]) -> Callable[..., list[Any]]:
    """A line's letters as PDF text, each looked up by its glyph and width; a line with a new one is WeasyPrint's to draw."""
    from weasyprint.draw.text import pango
    from weasyprint.text.ffi import ffi

    known: dict[tuple[str, float], dict[tuple[int, int, int, int], str]] = {}
    if pango.pango_version() < _SIZES_TOLD:
        return theirs

    def draw_first_line(stream: Any, textbox: Any, overflow: str, ellipsis: str, matrix: Any) -> list[Any]:
        if overflow == "ellipsis" or ellipsis != "none" or not textbox.text.strip() or textbox.style["font_size"] < 1:
            return theirs(stream, textbox, overflow, ellipsis, matrix)
        pango.pango_layout_set_single_paragraph_mode(textbox.pango_layout.layout, True)
        line = pango.pango_layout_get_line_readonly(textbox.pango_layout.layout, 0)
        runs: list[tuple[Any, Any, float, str]] = []
        run = line.runs[0]
        while run != ffi.NULL:
            glyphs, face = run.data.glyphs, run.data.item.analysis.font
            font, size = stream.add_font(face)
            letters = known.setdefault((font.hash, size), {})
            places = list(_GLYPH.iter_unpack(ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * _GLYPH.size)))
            try:
                words = "".join([letters[place] for place in places])
            except KeyError:
                emojis = theirs(stream, textbox, overflow, ellipsis, matrix)
                if not (font.svg or font.png or font.colr or font.bitmap):
                    letters.update((place, made) for place in places if (made := _letter(place, font, size)))
                return emojis
            runs.append((face, font, size, words))
            run = run.next
        stream.set_text_matrix(*matrix.values)
        last, string = None, ""
        for face, font, size, words in runs:
            if face != last:
                if string:
                    stream.show_text(string)
                last, string = face, ""
                stream.set_font_size(font.hash, size)
            string += f"<{words}"
            string = string[:-1] if string[-1] == "<" else string + ">"
        stream.show_text(string)
        return []

    return draw_first_line


def _letter(place: tuple[int, int, int, int], font: Any, size: float) -> str:
    """A glyph and the space that pulls the next one nearer, as PDF text; nothing where it is no plain letter."""
    glyph, width, across, up = place
    if across or up or glyph not in font.widths or glyph not in font.to_unicode:
        return ""
    nearer = font.widths[glyph] - width * 1000 * _UNIT / size
    return f"{glyph:04x}" + (f">{int(nearer)}<" if nearer else "")
