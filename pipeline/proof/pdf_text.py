"""The words a PDF page draws, by the mark around them: what a screen reader is given, and what is decoration."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array, Name

# Strings, names, and only the operators that show text, take a name or mark content: drawing is passed over.
_TOKEN = re.compile(
    rb"\[[<>0-9A-Fa-f\s.\-]*\]\s*TJ\b|\((?:[^()\\]|\\.)*\)|<<|>>|<[0-9A-Fa-f\s]*>|/MCID\s+\d+|/[^\s/<>\[\](){}%]+"
    rb"|\b(?:BDC|BMC|EMC|T[fJj]|Do|[qQ]|gs|ri|cs|CS|scn|SCN|sh|BI|ET)\b|['\"]",
    re.S,
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.S)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_HEX = re.compile(rb"<([0-9A-Fa-f]*)>")
_SHOWS = {b"Tj", b"TJ", b"'", b'"'}


APART = "\x1f"
"""Stands between texts that a page draws apart from each other; as good as a space."""


@dataclass(frozen=True, slots=True)
class Font:
    """How a font's codes are read: characters by code, bytes a code."""

    characters: Mapping[int, str]
    width: int

    def shown(self, array: bytes) -> str:
        """The characters of an array of hexadecimal strings, as most programs show text."""
        return self.text(bytes.fromhex(b"".join(_HEX.findall(array)).decode("ascii")))

    def text(self, raw: bytes) -> str:
        """The characters of a string shown in this font; codes without a character are left out."""
        if not self.characters and self.width == 1:
            return raw.decode("cp1252", "replace")
        width, find = self.width, self.characters.get
        return "".join(find(int.from_bytes(raw[n : n + width], "big"), "") for n in range(0, len(raw), width))


@dataclass
class Drawn:
    """A page's words: ``marked`` by its mark's number, ``artifacts`` outside the structure."""

    marked: dict[int, str] = field(default_factory=dict)
    artifacts: list[str] = field(default_factory=list)


class Fonts:
    """The fonts of one PDF, each read once."""

    def __init__(self) -> None:
        self._read: dict[tuple[int, int], Font] = {}

    def of(self, resources: Any) -> dict[bytes, Font]:
        """The fonts of a page's resources by name."""
        found = {}
        if resources is not None:
            for name, font in (resources.get("/Font") or {}).items():
                key = font.objgen
                if key not in self._read or key == (0, 0):
                    self._read[key] = _font(font)
                found[str(name).encode()] = self._read[key]
        return found


def page_words(page: Any, fonts: Fonts) -> Drawn:
    """Everything a page draws as text."""
    drawn = Drawn()
    contents = page.get("/Contents")
    streams: Iterable[Any] = contents if isinstance(contents, Array) else [] if contents is None else [contents]
    _draw(b"\n".join(stream.read_bytes() for stream in streams), page.get("/Resources"), fonts, drawn, [None], 0)
    return drawn


def _draw(data: bytes, resources: Any, fonts: Fonts, drawn: Drawn, marks: list[int | None], depth: int) -> None:
    """Read a content stream. ``marks`` holds the open marks: their number, or None outside the structure."""
    by_name = fonts.of(resources)
    font: Font | None = None
    saved: list[Font | None] = []
    names: list[bytes] = []
    strings: list[bytes] = []
    number: int | None = None
    for match in _TOKEN.finditer(data):
        token = match[0]
        first = token[:1]
        if first == b"[":
            if font is not None:
                _add(drawn, marks[-1], font.shown(token))
            names, strings, number = [], [], None
        elif first == b"(" or (first == b"<" and token != b"<<"):
            strings.append(token)
        elif token.startswith(b"/MCID") and token[5:].strip().isdigit():
            number = int(token[5:])
        elif first == b"/":
            names.append(token)
        elif first in b"<>":
            continue
        else:
            if token in _SHOWS:
                if font is not None and strings:
                    _add(drawn, marks[-1], "".join(font.text(_string(each)) for each in strings))
            elif token in (b"BDC", b"BMC"):
                if number is None and token == b"BDC" and len(names) > 1 and resources is not None:
                    named = (resources.get("/Properties") or {}).get(names[-1].decode("latin-1"))
                    number = int(named["/MCID"]) if named is not None and "/MCID" in named else None
                artifact = bool(names) and names[0] == b"/Artifact"
                marks.append(None if artifact else number if number is not None else marks[-1])
            elif token == b"EMC":
                if len(marks) > 1:
                    marks.pop()
            elif token == b"ET":
                if marks[-1] in drawn.marked:
                    drawn.marked[marks[-1]] += APART
            elif token == b"Tf" and names:
                font = by_name.get(names[-1])
            elif token == b"q":
                saved.append(font)
            elif token == b"Q" and saved:
                font = saved.pop()
            elif token == b"Do" and names and depth < 6 and resources is not None:
                form = (resources.get("/XObject") or {}).get(names[-1].decode("latin-1"))
                if form is not None and form.get("/Subtype") == Name.Form:
                    inner = form.get("/Resources")
                    _draw(
                        form.read_bytes(), resources if inner is None else inner, fonts, drawn, [marks[-1]], depth + 1
                    )
            names, strings, number = [], [], None


def _add(drawn: Drawn, mark: int | None, text: str) -> None:
    if mark is None:
        drawn.artifacts.append(text)
    else:
        drawn.marked[mark] = drawn.marked.get(mark, "") + text


def _string(token: bytes) -> bytes:
    if token.startswith(b"<"):
        digits = b"".join(token[1:-1].split())
        return bytes.fromhex((digits + b"0" if len(digits) % 2 else digits).decode("ascii"))
    return _ESCAPE.sub(_unescaped, token[1:-1])


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    if code.isdigit():
        return bytes([int(code, 8) & 255])
    return b"" if code in (b"\n", b"\r\n") else _ESCAPED.get(code, code)


def _font(font: Any) -> Font:
    width = 2 if font.get("/Subtype") == Name.Type0 else 1
    unicode_map = font.get("/ToUnicode")
    return Font({} if unicode_map is None else _characters(unicode_map.read_bytes()), width)


def _characters(cmap: bytes) -> dict[int, str]:
    """A ToUnicode map as characters by code."""
    found: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.S):
        for code, text in re.findall(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>", block):
            found[int(code, 16)] = _utf16(text)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.S):
        for first, last, one, many in re.findall(
            rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[([^\]]*)\])", block
        ):
            codes = range(int(first, 16), int(last, 16) + 1)
            if many:
                texts = [_utf16(each) for each in re.findall(rb"<([0-9A-Fa-f]*)>", many)]
            else:
                start = _utf16(one)
                texts = [start[:-1] + chr(ord(start[-1]) + n) for n in range(len(codes))] if start else []
            found.update(zip(codes, texts, strict=False))
    return found


def _utf16(digits: bytes) -> str:
    text = b"".join(digits.split()).decode("ascii")
    return bytes.fromhex(text if len(text) % 2 == 0 else "0" + text).decode("utf-16-be", "replace")
