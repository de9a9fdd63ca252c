"""Words on both sides of a slash stay on one line, as Word keeps them: "metrics/data" is not divided after its slash.

Pango divides them there as Unicode says (UAX #14, class SY). Words too long for a line are still divided.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pipeline.printing.pdf.stand_ins import given

_LIBRARIES = ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll")
_SLASH, _SLASH_OF_TEXT = re.compile(rb"/(?=[^\s/])"), re.compile(r"/(?=[^\s/])")


@contextmanager
def kept_at_slashes() -> Iterator[None]:
    """WeasyPrint with no line divided after a slash; its own lines where Pango can't be asked for that."""
    from weasyprint.text import line_break

    unbroken = _unbroken()
    if unbroken is None:
        yield
        return
    set_text, breaks = _set_text(line_break.Layout.set_text, unbroken), _breaks(line_break.get_log_attrs)
    with given(line_break.Layout, set_text=set_text), given(line_break, get_log_attrs=breaks):
        yield


def _unbroken() -> Callable[[int], int] | None:
    """Pango's attribute that allows no breaks (since 1.44), which WeasyPrint 70.0 doesn't declare."""
    for name in _LIBRARIES:
        try:
            made = ctypes.CDLL(name).pango_attr_allow_breaks_new
        except (OSError, AttributeError):
            continue
        made.argtypes, made.restype = (ctypes.c_int,), ctypes.c_void_p
        found: Callable[[int], int] = made
        return found
    return None


def _set_text(theirs: Callable[..., None], unbroken: Callable[[int], int]) -> Callable[..., None]:
    from weasyprint.text.line_break import ffi, pango

    def set_text(self: Any, text: str, justify: bool = False) -> None:
        theirs(self, text, justify)
        if "/" not in self.text:
            return
        known = pango.pango_layout_get_attributes(self.layout)
        listed = known if known != ffi.NULL else ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        for slash in _SLASH.finditer(self.text.encode()):
            attribute = ffi.cast("PangoAttribute *", unbroken(0))
            attribute.start_index, attribute.end_index = slash.start(), slash.end() + 1
            pango.pango_attr_list_insert(listed, attribute)
        pango.pango_layout_set_attributes(self.layout, listed)

    return set_text


def _breaks(theirs: Callable[[str, Any], Any]) -> Callable[[str, Any], Any]:
    """Where a text may be divided, asked of it before it is laid out."""

    def get_log_attrs(text: str, lang: Any) -> Any:
        found = theirs(text, lang)
        for slash in _SLASH_OF_TEXT.finditer(text):
            found[slash.end()].is_line_break = 0
        return found

    return get_log_attrs
