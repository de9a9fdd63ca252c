"""Bytes as text, in the encodings that spreadsheets' text files have had."""

from __future__ import annotations

import re
from collections.abc import Iterator

OLDER = {"mac_roman": "an older Mac", "cp850": "DOS or an older database"}
"""Encodings in which a text is read where it makes no sense as Windows saves it."""

_STRAY = re.compile("[\udc80-\udcff]")
_NEITHER = re.compile("[^\0-\x7f\udc80-\udcff]")
_BEYOND = re.compile(rb"[\x80-\xff]")
_LOOKED_AT = 2_000
"""Letters beyond English ones that tell an encoding."""
_NEVER = frozenset("‚„ƒˆ˜‹›†‡¨¸¤¦¯ıðÐþÞ\ufffd")
"""Signs that no council's table has, and that others turn into when they are read wrongly."""


def decoded(data: bytes) -> str:
    """Bytes as text. In text that is mostly UTF-8 a byte that is not is Windows' own: two exports were put together."""
    encoding = encoding_of(data)
    if encoding:
        return data.decode(encoding, "replace")
    text = data.decode("utf-8-sig", "surrogateescape")
    return _STRAY.sub(lambda byte: bytes([ord(byte[0]) - 0xDC00]).decode("cp1252", "replace"), text)


def encoding_of(data: bytes) -> str:
    """The encoding of a text: by the mark it begins with, as UTF-16 where every other byte is 0, else UTF-8.

    What is neither is as Excel saves CSV in this country (Windows-1252), but for what ends its lines as only old Macs did
    and what makes sense only as an older program's. Empty where only some of it is UTF-8.
    """
    if data[:4] in (b"\xff\xfe\0\0", b"\0\0\xfe\xff"):
        return "utf-32"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    head = data[:2000]
    if head.count(0) > len(head) // 3:
        return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("utf-8-sig", "surrogateescape")
    else:
        return "utf-8-sig"
    if len(_NEITHER.findall(text)) > len(_STRAY.findall(text)):
        return ""
    if b"\r" in data and b"\n" not in data:
        return "mac_roman"
    senses = {encoding: _sense(data, encoding) for encoding in ("cp1252", *OLDER)}
    best = max(senses, key=lambda encoding: senses[encoding])
    return best if senses[best] >= 0.9 and senses["cp1252"] <= 0.6 else "cp1252"


def _sense(data: bytes, encoding: str) -> float:
    """Which part of the letters and signs beyond English make sense where they stand."""
    found = list(_likely(data, encoding))
    return sum(found) / len(found) if found else 1.0


def _likely(data: bytes, encoding: str) -> Iterator[bool]:
    for number, match in enumerate(_BEYOND.finditer(data)):
        if number == _LOOKED_AT:
            return
        at = match.start()
        around = data[at - 1 : at + 2] if at else b" " + data[:2]
        yield _stands(*around.decode(encoding, "replace").ljust(3))


def _stands(before: str, sign: str, after: str) -> bool:
    """Whether a sign makes sense between two others: ``é`` in ``Café`` and ``£`` in ``£5``, but not ``‚`` in ``Caf‚``."""
    if sign in _NEVER or "\u2500" <= sign <= "\u25ff":
        return False
    if sign.isupper():
        return before.isupper() or (not before.isalpha() and after.isalpha())
    if sign.isalpha():
        return before.isalpha() or after.isalpha()
    if sign in "£€":
        return not before.isalpha()
    if sign in "“‘":
        return not before.isalpha()
    if sign == "”":
        return not after.isalpha()
    if sign in "–—•":
        return not (before.islower() and after.islower())
    return True
