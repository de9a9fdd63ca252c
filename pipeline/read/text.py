"""Csv files and other text with separators, in the encodings and with the separators people have."""

from __future__ import annotations

import csv
import re
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from typing import overload

from pipeline.issues import Issue, Severity, rule
from pipeline.places import Place
from pipeline.read.cells import Cell, Line, Sheet
from pipeline.read.encodings import OLDER, decoded, encoding_of
from pipeline.read.refusals import LARGEST_TEXT, MOST_CELLS, MOST_ROWS, Refused, too_big

RUN_ON = rule("C-14", Severity.ERROR, "Every quotation mark that opens a cell of a csv file is closed in it.")

OLD_LETTERS = rule(
    "Z-21",
    Severity.QUERY,
    "Letters with accents, and signs such as £, in a text file are read as whoever saved it meant them.",
)

csv.field_size_limit(2_000_000)  # sixty times what a cell may hold in Excel

_IF_IT_OPENS = (
    "If Excel opens it, save it as an Excel Workbook (.xlsx) and put that in the folder; if not, "
    "ask whoever sent it for another copy."
)
_SEPARATORS = ",;\t|"
_SAID = re.compile(r'"?sep=(.)"?\r?\n?', re.IGNORECASE)
_LOOKED_AT = 100_000
_MOST_KEPT = 100_000
"""Rows whose cells are kept once they were cut out."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_KEPT_AS_TEXT = re.compile(r'="([^"]*)"')
_BEYOND = re.compile(r"[^\0-\x7f]")
_WORD = re.compile(r"[^\s,;|\"]+")
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f]")


def read_csv(data: bytes, file: str) -> tuple[list[Sheet], list[Issue]]:
    """The one sheet of a csv file; every cell is text, and a row's number is the one Excel shows.

    That is the number of its record: a line break inside quotation marks begins no row, and a first line
    that only names the separator (``sep=;``) is none.
    """
    if len(data) > LARGEST_TEXT:
        raise too_big()
    text = plain_text(data)
    said = _SAID.match(text) if text[:5].strip('"').lower().startswith("sep=") else None
    if said:
        text = text[said.end() :]
    separator = said[1] if said else separator_of(text)
    if text.count("\n") > MOST_ROWS or text.count("\r") > MOST_ROWS or text.count(separator) > 4 * MOST_CELLS:
        raise too_big()
    rows = _Rows(text, separator)
    doubtful = _find_quoted(rows) if '"' in text else _find_plain(rows)
    sheet = Sheet(file, "", rows if len(rows) > _MOST_KEPT else tuple(rows), typed=False)
    issues = [
        RUN_ON.at(
            sheet.place(number, column),
            f"A quotation mark opens here and is not closed in its row, so the next "
            f"{'row' if many == 1 else f'{many} rows'} became part of this cell",
            "Take the quotation mark out, or write it twice inside a cell that begins and ends with one",
        )
        for number, column, many in doubtful
    ]
    return [sheet], [*_old_letters(data, file), *issues]


class _Rows(Sequence[Line]):
    """The filled rows of a text, each cut out of it when it is asked for, so that a million of them take little more than the text."""

    def __init__(self, text: str, separator: str) -> None:
        self.text = text
        self.separator = separator
        self._found = array("L")

    def take(self, number: int, start: int, end: int) -> None:
        """A row by its number, and where in the text it stands."""
        self._found.extend((number, start, end))

    def __len__(self) -> int:
        return len(self._found) // 3

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Line, ...]: ...
    def __getitem__(self, at: int | slice) -> Line | tuple[Line, ...]:
        if isinstance(at, slice):
            return tuple(self[each] for each in range(*at.indices(len(self))))
        first = 3 * range(len(self))[at]
        number, start, end = self._found[first : first + 3]
        return Line(number, False, partial(_cells, self, start, end))


def _cells(rows: _Rows, start: int, end: int) -> dict[int, Cell]:
    row = rows.text[start:end]
    if '"' in row:
        values = next(csv.reader(lines_of(row), delimiter=rows.separator))
    else:
        values = row.rstrip("\r\n").split(rows.separator)
    return {column: cell for column, value in enumerate(values) if value and (cell := _cell(value))}


def _cell(value: str) -> Cell | None:
    """A cell; what case systems write as ="007", so that Excel keeps its noughts, is the text inside."""
    kept = _KEPT_AS_TEXT.fullmatch(value) if value[0] == "=" else None
    return Cell(kept[1] if kept else value) if kept is None or kept[1] else None


def _find_plain(rows: _Rows) -> list[tuple[int, int, int]]:
    """Finds the rows of a text without quotation marks, of which none is doubtful."""
    nothing = rows.separator + "\r\n"
    for number, match in enumerate(_LINE.finditer(rows.text), 1):
        if match[0].strip(nothing):
            rows.take(number, match.start(), match.end())
    return []


def lines_of(text: str) -> Iterator[str]:
    """The lines of a text, each with its end."""
    return (match[0] for match in _LINE.finditer(text))


def _find_quoted(rows: _Rows) -> list[tuple[int, int, int]]:
    """Finds the rows of a text with quotation marks: row, column and swallowed rows of each that is not closed."""
    doubtful: list[tuple[int, int, int]] = []
    number = end = 0
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for line in lines_of(rows.text):
            taken.append(line)
            yield line

    try:
        for number, record in enumerate(csv.reader(lines(), delimiter=rows.separator), 1):
            start, end = end, end + sum(map(len, taken))
            if any(record):
                rows.take(number, start, end)
            if len(taken) > 1:
                closed = _is_closed(taken, rows.separator)
                doubtful += [
                    (number, column, value.count("\n"))
                    for column, value in enumerate(record)
                    if "\n" in value and _looks_like_rows(value, rows.separator, len(record), closed)
                ]
            taken.clear()
    except csv.Error:
        sentence = f"opens a quotation mark in row {number + 1} and doesn't close it"
        raise Refused(sentence, "Take it out, or write it twice inside a cell that begins and ends with one.") from None
    return doubtful


def _is_closed(record: list[str], separator: str) -> bool:
    """Whether a separator or the line's end follows every quotation mark that closes a cell of a record."""
    try:
        return len(list(csv.reader(record, delimiter=separator, strict=True))) == 1
    except csv.Error:
        return False


def _looks_like_rows(value: str, separator: str, columns: int, closed: bool) -> bool:
    """Whether a cell has swallowed rows: a line of it has the separators of a whole row.

    Prose has commas too, but spaces behind them; so where the record's marks are all ``closed``, a line must have
    as many as a row has, and none of them with a space.
    """
    fewest = max(2, columns - 1)
    lines = value.split("\n")[1:]
    if not closed:
        return any(line.count(separator) >= fewest for line in lines)
    return any(line.count(separator) == fewest and separator + " " not in line for line in lines)


def plain_text(data: bytes) -> str:
    """The text of a file, by its mark or else as UTF-8 or as Windows has it; refused where it is no text."""
    text = decoded(data)
    odd = len(_CONTROL.findall(text[:_LOOKED_AT]))
    if odd > len(text[:_LOOKED_AT]) // 100:
        raise Refused("holds neither a spreadsheet nor text", _IF_IT_OPENS)
    return text.replace("\0", "") if "\0" in text else text


def _old_letters(data: bytes, file: str) -> Iterator[Issue]:
    """A query where a text was taken to be an older program's, with a word of it to know that by."""
    encoding = encoding_of(data)
    if encoding in OLDER and b"\n" in data:
        text = decoded(data)
        at = next(_BEYOND.finditer(text)).start()
        word = next(each for each in _WORD.findall(text[max(at - 20, 0) : at + 20]) if _BEYOND.search(each))
        yield OLD_LETTERS.at(
            Place(file),
            f"{file.rpartition('/')[2]} was read as {OLDER[encoding]} saves text, in which it says '{word}'",
            "If that reads wrongly, open it where it was made and save it as CSV UTF-8 or as an Excel Workbook (.xlsx)",
        )


def separator_of(text: str) -> str:
    """The separator that stands equally often, outside quotation marks, in most of the first lines."""
    unquoted = "".join(text[:_LOOKED_AT].split('"')[::2])
    rows = [row for row in unquoted.replace("\r", "\n").split("\n") if row.strip()][:200]

    def agreement(mark: str) -> tuple[int, int, bool]:
        counts = Counter(many for row in rows if (many := row.count(mark)))
        if not counts:
            return (0, 0, mark == ",")
        many, lines = max(counts.items(), key=lambda found: (found[1], found[0]))
        return (lines, many, mark == ",")

    return max(_SEPARATORS, key=agreement)


def has_columns(text: str) -> bool:
    """Whether text is a table at all: its first lines have separators, and are more than one."""
    rows = [row for row in text[:_LOOKED_AT].replace("\r", "\n").split("\n") if row.strip()][:20]
    mark = separator_of(text)
    return len(rows) > 1 and sum(mark in row for row in rows) * 2 > len(rows)
