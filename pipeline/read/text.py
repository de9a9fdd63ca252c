"""Csv files, in the encodings and with the separators people have."""

from __future__ import annotations

import csv
import io

from pipeline.read.cells import Cell, Line, Sheet
from pipeline.read.refusals import LARGEST_TEXT, MOST_CELLS, SAVE_AGAIN, Refused, too_big


def read_csv(data: bytes, file: str) -> list[Sheet]:
    """The one sheet of a csv file; every cell is text, and a row's number is that of its record."""
    if len(data) > LARGEST_TEXT:
        raise too_big()
    text = _decoded(data)
    if "\0" in text:
        raise Refused("is not a csv file", SAVE_AGAIN)
    lines = []
    filled = 0
    try:
        for number, record in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)), 1):
            cells = {column: Cell(value) for column, value in enumerate(record) if value}
            filled += len(cells)
            if filled > MOST_CELLS:
                raise too_big()
            if cells:
                lines.append(Line(number, False, cells))
    except csv.Error:
        raise Refused("is not a csv file", SAVE_AGAIN) from None
    return [Sheet(file, "", tuple(lines), typed=False)]


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")  # what Excel saves as CSV in this country


def _separator(text: str) -> str:
    """The separator found most often, outside quotes, in the lines most alike."""
    unquoted = "".join(text[:20_000].split('"')[::2])
    return max(",;\t|", key=lambda mark: (unquoted.count(mark), mark == ","))
