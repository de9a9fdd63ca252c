"""Where a Windows metafile (WMF) puts each letter of its words: LibreOffice's drawings of it set them side by side.

An equation's letters stand in their places only so: ``( , , )`` is one piece of words with gaps for what goes between.
The records are those of [MS-WMF] 2.3.3.5 (META_EXTTEXTOUT) and 2.3.5.30 (META_SETWINDOWEXT).
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate

from lxml import etree

_KEY = b"\xd7\xcd\xc6\x9a"
_PLACED, _HEADER = 22, 18
_WORDS, _WINDOW = 0x0A32, 0x020C
_WITHIN = 0x0006  # words that are clipped to a box, or stand on one, name it first
_ONE_LINE = 2.2  # times as high as its largest letters a drawing of one line is, with what is raised or lowered
_PRIVATE = 0xF000  # where the codes of a symbol font are put


def spread(drawing: etree._Element, metafile: bytes, width: float) -> None:
    """Put the letters of a drawing ``width`` wide where the metafile that it was made from has them."""
    pieces = list(letters(metafile))
    numbers: dict[str, list[int]] = {}
    for number, (written, _) in enumerate(pieces):
        numbers.setdefault(written.decode("cp1252", "replace"), []).append(number)
    at = 0
    for piece in drawing.iter("{*}tspan"):
        holder, text = piece.getparent(), piece.text or ""
        if holder is None or len(text) < 2 or not holder.get("x"):
            continue
        alike = numbers.get(_written(text), [])
        following = bisect_left(alike, at)
        if following < len(alike):
            at = alike[following] + 1
            start = float(holder.get("x", "0"))
            piece.set("x", " ".join(f"{start + share * width:.1f}" for share in pieces[at - 1][1]))


def is_equation(metafile: bytes) -> bool:
    """Whether Word's or MathType's equation editor made a metafile: both say so in it."""
    return b"MathType" in metafile


def in_line(drawing: etree._Element, height: float) -> str:
    """The letters of a drawing of one line from left to right; nothing where it has several lines."""
    found: list[tuple[float, str]] = []
    highest = 0.0
    for piece in drawing.iter("{*}tspan"):
        highest = max(highest, float(piece.get("font-size", "0").removesuffix("px") or 0))
        holder = piece.getparent()
        if piece.text and holder is not None and holder.get("x"):
            places = piece.get("x", "").split()
            parts = piece.text if len(places) == len(piece.text) else [piece.text]
            found += zip(map(float, places or [holder.get("x", "0")]), parts, strict=False)
    return "".join(words for _, words in sorted(found)) if height <= highest * _ONE_LINE else ""


def letters(metafile: bytes) -> Iterator[tuple[bytes, list[float]]]:
    """Each piece of words with where its letters begin, as shares of the picture's width from its first letter."""
    at, window = 0, 0
    if metafile[:4] == _KEY and len(metafile) >= _PLACED:
        left, _, right = struct.unpack_from("<hhh", metafile, 6)
        at, window = _PLACED, abs(right - left)
    at += _HEADER
    while at + 6 <= len(metafile):
        size, kind = struct.unpack_from("<IH", metafile, at)
        body = metafile[at + 6 : at + 2 * size]
        if size < 3:
            return
        at += 2 * size
        if kind == _WINDOW and len(body) >= 4:
            window = abs(struct.unpack_from("<h", body, 2)[0]) or window
        elif kind == _WORDS and len(body) >= 8 and window:
            many, how = struct.unpack_from("<HH", body, 4)
            start = 16 if how & _WITHIN else 8
            gaps = start + many + many % 2
            if many and len(body) >= gaps + 2 * many:
                steps = struct.unpack_from(f"<{many}h", body, gaps)
                yield body[start : start + many], [each / window for each in accumulate((0, *steps[:-1]))]


def _written(text: str) -> str:
    """A drawing's words as a record has them: a symbol font's stand among the private characters."""
    return "".join(
        bytes([ord(char) - _PRIVATE]).decode("cp1252", "replace") if 0 <= ord(char) - _PRIVATE < 256 else char
        for char in text
    )
