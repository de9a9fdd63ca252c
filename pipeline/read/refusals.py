"""Why a file can't be read, in one sentence and with what to do, and how much of a file we are willing to read."""

from __future__ import annotations

LARGEST_TEXT = 60_000_000
MOST_CELLS = 3_000_000
MOST_ROWS = 1_200_000
MOST_SHEETS = 2_000
MOST_AT_ONCE = 1_000_000
"""Cells of a kind of file whose rows can't wait to be worked out until they are asked for."""

SAVE_AGAIN = "Open it in Excel, save it as an Excel Workbook (.xlsx) and put that in the folder."
TYPE_IT_IN = "Put what it says into a workbook, or take it out of the folder."
ANOTHER_COPY = "Ask whoever sent it for another copy, or restore an earlier one."


class Refused(Exception):
    """A file that can't be read: ``sentence`` follows its name ("is protected by a password")."""

    def __init__(self, sentence: str, remedy: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy


def damaged() -> Refused:
    """The file is of a kind we know, but broken."""
    return Refused("is damaged and can't be opened", ANOTHER_COPY)


def locked() -> Refused:
    """The file is encrypted."""
    remedy = "Open it, take its password away (in Excel: File, Info, Protect Workbook) and save it as an Excel Workbook"
    return Refused("is protected by a password", f"{remedy} (.xlsx) in this folder.")


def no_spreadsheet(what: str) -> Refused:
    """The file is of another kind, such as a Word document."""
    printed = " The PDF of a Word paper is made by papers print." if "Word" in what else ""
    return Refused(f"is {what} and no spreadsheet", f"{TYPE_IT_IN}{printed}")


def too_big() -> Refused:
    """The file unpacks to more than any plan needs."""
    return Refused("is far larger inside than a plan's workbook", "Remove what isn't needed and save it again.")
