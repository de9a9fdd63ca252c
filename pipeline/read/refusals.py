"""Why a file can't be read, in one sentence, and how much of a file we are willing to read."""

from __future__ import annotations

import zipfile

LARGEST_PART = 120_000_000
LARGEST_WHOLE = 300_000_000
LARGEST_TEXT = 60_000_000
MOST_CELLS = 3_000_000


class Refused(Exception):
    """A file that can't be read: ``sentence`` follows its name ("is protected by a password")."""

    def __init__(self, sentence: str, remedy: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy


SAVE_AGAIN = "Open it in Excel, save it as an Excel Workbook (.xlsx) and put that in the folder."


def damaged() -> Refused:
    """The file is of a kind we know, but broken."""
    return Refused("is damaged and can't be opened", "Ask whoever sent it for another copy, or restore an earlier one.")


def too_big() -> Refused:
    """The file unpacks to more than any plan needs."""
    return Refused("is far larger inside than a plan's workbook", "Remove what isn't needed and save it again.")


def part(package: zipfile.ZipFile, name: str) -> bytes:
    """A part of a zipped workbook, refused where it is enormous or declares entities of its own."""
    entry = package.getinfo(name)
    if entry.file_size > LARGEST_PART:
        raise too_big()
    if entry.flag_bits & 0x1:
        raise Refused("is protected by a password", "Save a copy without the password in this folder.")
    data = package.read(entry)
    # No spreadsheet program writes a document type; entity bombs and leaks of local files need one.
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise Refused("holds XML that no spreadsheet program writes, so it was not opened", SAVE_AGAIN)
    return data
