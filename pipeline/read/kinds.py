"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import re
from enum import Enum, auto

from pipeline.read.compound import SIGNATURE
from pipeline.read.refusals import ANOTHER_COPY, SAVE_AGAIN, TYPE_IT_IN, Refused

LOOKED_AT = 65_536
"""How many of a file's first bytes tell what it is."""

_OTHERS = {
    b"%PDF": ("is a PDF and no spreadsheet", TYPE_IT_IN),
    b"{\\rtf": ("is a Word document and no spreadsheet", TYPE_IT_IN),
    b"\x89PNG": ("is a picture and no spreadsheet", TYPE_IT_IN),
    b"\xff\xd8\xff": ("is a picture and no spreadsheet", TYPE_IT_IN),
    b"GIF8": ("is a picture and no spreadsheet", TYPE_IT_IN),
    b"\x1f\x8b": ("is a compressed file", "Unpack it and put what is in it in the folder."),
    b"7z\xbc\xaf": ("is a compressed file", "Unpack it and put what is in it in the folder."),
    b"Rar!": ("is a compressed file", "Unpack it and put what is in it in the folder."),
    b"SQLite format 3": ("is a database and no spreadsheet", "Export the table to Excel and put that in the folder."),
    b"\0\1\0\0Standard": ("is a database and no spreadsheet", "Export the table to Excel and put that in the folder."),
}
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
_WORKBOOK_2003 = re.compile(rb"<(?:\w+:)?Workbook[\s>]")
_ARCHIVE = re.compile(
    rb"(?:[\w-]+: [^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){0,9}(?:MIME-Version|Content-Type): *(?:1\.|multipart/)",
    re.IGNORECASE,
)
_SYLK = re.compile(rb"ID;P[A-Z0-9]*(?:;[NE])*\r?\n(?:[BCFOPW]|N[A-Z]);[A-Z]")
_DIF = re.compile(rb"TABLE\r?\n0,1\r?\n\"")
_WEB_PAGE = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|table|meta|style|div|center|font)\b", re.IGNORECASE)


class Kind(Enum):
    """The kinds of file that are read."""

    ZIP = auto()
    COMPOUND = auto()
    RECORDS = auto()
    SYLK = auto()
    DIF = auto()
    WEB_PAGE = auto()
    WEB_ARCHIVE = auto()
    XML_2003 = auto()
    FLAT_ODS = auto()
    TEXT = auto()


def kind_of(start: bytes) -> Kind:
    """The kind of a file that begins like this; refused where it is none that is read."""
    if not start:
        raise Refused("is empty", ANOTHER_COPY)
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Kind.ZIP
    if start.startswith(SIGNATURE):
        return Kind.COMPOUND
    if start[:2] == b"\x09\x08" and start[2:4] in (b"\x08\x00", b"\x10\x00"):
        return Kind.RECORDS
    if start[:4] in (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00"):
        return Kind.RECORDS
    if _ARCHIVE.match(start):
        return Kind.WEB_ARCHIVE
    if _SYLK.match(start):
        return Kind.SYLK
    if _DIF.match(start):
        return Kind.DIF
    for mark, (sentence, remedy) in _OTHERS.items():
        if start.startswith(mark):
            raise Refused(sentence, remedy)
    bare = start.replace(b"\0", b"") if start[:2] in (b"\xff\xfe", b"\xfe\xff") or b"<\0" in start[:8] else start
    bare = bare.lstrip(b"\xff\xfe")
    if _MARKUP.match(bare):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in bare and _WORKBOOK_2003.search(bare):
            return Kind.XML_2003
        if b"opendocument:xmlns:office:1.0" in bare:
            return Kind.FLAT_ODS
        if _WEB_PAGE.search(bare):
            return Kind.WEB_PAGE
        if bare.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml"):
            raise Refused("is XML and no spreadsheet", SAVE_AGAIN)
    return Kind.TEXT
