"""The words a PDF page draws, by the mark around them: what a screen reader is given, and what is decoration."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
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
_DEEPEST = 6
"""Forms within forms that are read."""


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
    _Content(page.get("/Resources"), fonts, drawn, [None], 0).read(b"\n".join(each.read_bytes() for each in streams))
    return drawn


class _Content:
    """A content stream as it is drawn: the font in use, the marks that are open, and what stands before an operator.

    ``marks`` are the open marks: their number, or None outside the structure. ``depth`` is in how many forms it is drawn.
    """

    def __init__(self, resources: Any, fonts: Fonts, drawn: Drawn, marks: list[int | None], depth: int) -> None:
        self.resources = resources
        self.fonts = fonts
        self.drawn = drawn
        self.marks = marks
        self.depth = depth
        self.by_name = fonts.of(resources)
        self.font: Font | None = None
        self.saved: list[Font | None] = []
        self.forget()

    def forget(self) -> None:
        """An operator has taken what stood before it."""
        self.names: list[bytes] = []
        self.strings: list[bytes] = []
        self.number: int | None = None

    def read(self, data: bytes) -> None:
        for match in _TOKEN.finditer(data):
            token = match[0]
            first = token[:1]
            if first == b"[":
                if self.font is not None:
                    self.say(self.font.shown(token))
                self.forget()
            elif first == b"(" or (first == b"<" and token != b"<<"):
                self.strings.append(token)
            elif token.startswith(b"/MCID") and token[5:].strip().isdigit():
                self.number = int(token[5:])
            elif first == b"/":
                self.names.append(token)
            elif first not in b"<>":
                if operator := _OPERATORS.get(token):
                    operator(self)
                self.forget()

    def say(self, text: str) -> None:
        mark = self.marks[-1]
        if mark is None:
            self.drawn.artifacts.append(text)
        else:
            self.drawn.marked[mark] = self.drawn.marked.get(mark, "") + text

    def show(self) -> None:
        if self.font is not None and self.strings:
            self.say("".join(self.font.text(_string(each)) for each in self.strings))

    def choose_font(self) -> None:
        if self.names:
            self.font = self.by_name.get(self.names[-1])

    def save(self) -> None:
        self.saved.append(self.font)

    def restore(self) -> None:
        if self.saved:
            self.font = self.saved.pop()

    def begin_numbered(self) -> None:
        """``/P <</MCID 3>> BDC``, or with the name of properties that hold the number."""
        if self.number is None and len(self.names) > 1:
            named = self.resource("/Properties", self.names[-1])
            self.number = int(named["/MCID"]) if named is not None and "/MCID" in named else None
        self.begin_marked()

    def begin_marked(self) -> None:
        """``/Artifact BMC``: what has no number of its own is what it stands in."""
        artifact = bool(self.names) and self.names[0] == b"/Artifact"
        self.marks.append(None if artifact else self.number if self.number is not None else self.marks[-1])

    def end_marked(self) -> None:
        if len(self.marks) > 1:
            self.marks.pop()

    def end_text(self) -> None:
        mark = self.marks[-1]
        if mark in self.drawn.marked:
            self.drawn.marked[mark] += APART

    def draw_form(self) -> None:
        """What a form draws, with the fonts of its own where it has some, under the mark it is drawn in."""
        form = self.resource("/XObject", self.names[-1]) if self.names and self.depth < _DEEPEST else None
        if form is not None and form.get("/Subtype") == Name.Form:
            inner = form.get("/Resources")
            resources = self.resources if inner is None else inner
            _Content(resources, self.fonts, self.drawn, [self.marks[-1]], self.depth + 1).read(form.read_bytes())

    def resource(self, kind: str, name: bytes) -> Any:
        return None if self.resources is None else (self.resources.get(kind) or {}).get(name.decode("latin-1"))


_OPERATORS: Mapping[bytes, Callable[[_Content], None]] = {
    **dict.fromkeys((b"Tj", b"TJ", b"'", b'"'), _Content.show),
    b"BDC": _Content.begin_numbered,
    b"BMC": _Content.begin_marked,
    b"EMC": _Content.end_marked,
    b"ET": _Content.end_text,
    b"Tf": _Content.choose_font,
    b"q": _Content.save,
    b"Q": _Content.restore,
    b"Do": _Content.draw_form,
}


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
