"""The shared strings of an Excel workbook: cut out at once, put into words when a cell asks for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.read.refusals import MOST_CELLS, too_big
from pipeline.read.stream import Stream

_PLAIN = re.compile(rb"<si>\s*<t(?: xml:space=\"preserve\")?>([^<]*)</t>\s*(?:<phoneticPr[^<>]*/>\s*)?</si>")
_ENCODING = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding=[\"']([^\"']*)")
_REFERENCE = re.compile(r"&(?:#x([0-9A-Fa-f]{1,6})|#(\d{1,7})|(\w+));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Strings:
    """The texts of a workbook by their number."""

    def __init__(self, data: bytes | None = None) -> None:
        self._words: dict[int, str] = {}
        self._coded: list[bytes] = []
        self._parsed: list[str] = []
        if data is None:
            return
        if len(data) > 12 * MOST_CELLS and data.count(b"si>") > 2 * MOST_CELLS:
            raise too_big()
        if is_utf_8(data) and b"<!" not in data:
            self._coded = _PLAIN.findall(data)
            if (
                self._coded
                and len(self._coded) == data.count(b"<si>") == data.count(b"</si>")
                and data.count(b"<si") == len(self._coded)
            ):
                return
            self._coded = []
        self._parsed = list(_parsed(data))

    def __len__(self) -> int:
        return len(self._coded) or len(self._parsed)

    def __getitem__(self, number: int) -> str:
        if self._parsed:
            return self._parsed[number]
        words = self._words.get(number)
        if words is None:
            words = self._words[number] = unescaped(text_of(self._coded[number]))
        return words


def is_utf_8(data: bytes) -> bool:
    """Whether XML says nothing of its encoding, or that it is UTF-8."""
    match = _ENCODING.match(data[:400])
    if match is not None:
        return match[1].lower() in (b"utf-8", b"utf8", b"us-ascii")
    return b"\0" not in data[:400] and data[:2] not in (b"\xff\xfe", b"\xfe\xff")


def text_of(coded: bytes) -> str:
    """The words of a text as XML codes them."""
    text = coded.decode("utf-8", "replace")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    if match[3]:
        return _NAMED.get(match[3], match[0])
    number = int(match[1], 16) if match[1] else int(match[2])
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\N{REPLACEMENT CHARACTER}"


def unescaped(text: str) -> str:
    """Without the escapes Excel has for characters that XML hasn't: ``_x000D_``."""
    if "_x" not in text:
        return text
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    # Half a character, which can't be written anywhere, becomes the sign for an unknown one.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def runs(element: etree._Element) -> str:
    """The text of a string item: its runs joined, without the phonetic guide."""
    texts = [element.findtext("{*}t") or ""]
    texts += [run.findtext("{*}t") or "" for run in element.iterchildren("{*}r")]
    return "".join(texts)


def _parsed(data: bytes) -> Iterator[str]:
    for _, item in Stream(data, ("{*}si",)):
        yield unescaped(runs(item))
