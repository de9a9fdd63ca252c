"""What a file is that is called a Word file and isn't one, said so that an officer knows what to do."""

from __future__ import annotations

import re
from collections.abc import Container

_SAVE = "open it in Word and save it as a Word document (.docx) first."
_OLD_FILES = (  # what an older Office file holds, by the name of its stream
    ("EncryptedPackage", "is protected with a password; open it in Word, take the password off (File, Info) and save it first."),
    ("WordDocument", f"is an old Word file (.doc); {_SAVE}"),
    ("Workbook", "is an old Excel workbook (.xls), not a Word file."),
    ("Book", "is an old Excel workbook (.xls), not a Word file."),
    ("PowerPoint Document", "is an old PowerPoint file (.ppt), not a Word file."),
    ("__substg1.0", "is an Outlook message (.msg), not a Word file."),
)  # fmt: skip
_BEGINNINGS = (
    (rb"\s*\{\\rtf", f"is a Rich Text file (.rtf); {_SAVE}"),
    (rb"%PDF", "is a PDF already, not a Word file; print the Word file that it was made from."),
    (rb"\s*<\?xml[^>]*>\s*(?:<\?mso-application[^>]*>\s*)?<(?:pkg:package|w:wordDocument)", f"is a Word XML file (.xml); {_SAVE}"),
    (rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype html|<html)", f"is a web page (.html); {_SAVE}"),
    (rb"(?:MIME-Version:|From:|Content-Type: multipart)", f"is a web page in one file (.mht); {_SAVE}"),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\x00{4}|II\*\x00|MM\x00\*", "is a picture, not a Word file."),
    (rb"\xdb\xa5|\xfe7\x00#|1\xbe\x00\x00", f"is a very old Word file (.doc); {_SAVE}"),
)  # fmt: skip
_PACKAGES = (
    (
        "xl/workbook",
        "is an Excel workbook (.xlsx), not a Word file. What it holds is said by papers inspect, what is wrong by papers check.",
    ),
    ("ppt/presentation", "is a PowerPoint file (.pptx), not a Word file."),
    ("visio/document", "is a Visio drawing (.vsdx), not a Word file."),
    ("Index/Document.iwa", "is a Pages document; export it to Word (.docx) from Pages first."),
)
_OLD = bytes.fromhex("d0cf11e0a1b11ae1")


def not_a_package(data: bytes) -> str:
    """What a file is that isn't a zip, as the rest of a sentence; nothing for one that may be a Word file."""
    if not data.strip(b"\0"):
        return "is empty; send it or save it again."
    if data.startswith(_OLD):
        for stream, said in _OLD_FILES:
            if stream.encode("utf-16-le") in data:
                return said
        return "is protected with a password or is an old Office file; save it as a plain .docx first."
    for beginning, said in _BEGINNINGS:
        if re.match(beginning, data[:4096].removeprefix(b"\xef\xbb\xbf"), re.I | re.S):
            return said
    if not data.startswith(b"PK") and b"\0" not in data[:4096] and b"PK\x05\x06" not in data[-70_000:]:
        return f"is plain text, not a Word file; {_SAVE}"
    return ""


def another_kind(parts: Container[str]) -> str:
    """What a package is that isn't Word's, as the rest of a sentence; nothing for one that may be Word's."""
    if "content.xml" in parts and "META-INF/manifest.xml" in parts:
        return f"is an OpenDocument file (.odt); {_SAVE}"
    for part, said in _PACKAGES:
        if any(part + ending in parts for ending in ("", ".xml", ".bin")):
            return said
    return ""
