"""SYLK and DIF, in which older programs and accounting systems hand tables to a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.read.cells import LAST_COLUMN, LAST_ROW, Cell, Line, Sheet
from pipeline.read.formats import LONGEST_FORMAT
from pipeline.read.refusals import LARGEST_TEXT, MOST_AT_ONCE, damaged, too_big
from pipeline.read.sheet_xml import number_cell
from pipeline.read.text import plain_text

_LINE_END = re.compile(r"\r\n|\r|\n")
_CODED = re.compile("\x1b([ -/])([0-?])")
_ERROR = re.compile(r"#[A-Z0-9/]+[!?]?")


def read_sylk(data: bytes, file: str) -> list[Sheet]:
    """The one sheet of a SYLK file (its records ID, P, F, O and C, as Excel writes them)."""
    rows: dict[int, dict[int, Cell]] = {}
    codes: list[str] = []
    formats: dict[tuple[int, int], str] = {}
    column = row = 1
    filled = 0
    since_1904 = False
    for kind, fields in _records(data):
        column, row = _place(fields, "X", column), _place(fields, "Y", row)
        if kind == "P" and "P" in fields:
            code = fields["P"][:LONGEST_FORMAT]
            codes.append("" if code.lower() == "general" else code)
        elif kind == "O":
            since_1904 = since_1904 or fields.get("V", "").strip() == "4"
        elif kind == "F" and fields.get("P", "").isdecimal():
            at = int(fields["P"]) if len(fields["P"]) < 4 else 0
            whole = {"R": (_place(fields, "R", 0), 0), "C": (0, _place(fields, "C", 0))}
            where = next((whole[key] for key in "RC" if key in fields), (row, column))
            formats[where] = codes[at] if at < len(codes) else ""
        elif kind == "C" and fields.get("K") and row <= LAST_ROW and column <= LAST_COLUMN:
            code = next((formats[at] for at in ((row, column), (row, 0), (0, column)) if at in formats), "")
            cell = _cell(fields["K"], code, since_1904)
            if cell.value != "":
                rows.setdefault(row, {})[column - 1] = cell
                filled += 1
            if filled > MOST_AT_ONCE:
                raise too_big()
    return [_sheet(rows, file)]


def _records(data: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Each record's kind and its fields by their letter; a semicolon inside one is written twice."""
    for line in _lines(data):
        kind, *fields = line.replace(";;", "\0").split(";")
        yield kind, {field[:1]: field[1:].replace("\0", ";") for field in fields}


def _lines(data: bytes) -> list[str]:
    if len(data) > LARGEST_TEXT:
        raise too_big()
    return _LINE_END.split(plain_text(data))


def _place(fields: dict[str, str], name: str, otherwise: int) -> int:
    said = fields.get(name, "")
    return max(1, int(said)) if said.isdecimal() and len(said) < 9 else otherwise


def _cell(said: str, code: str, since_1904: bool) -> Cell:
    if said.startswith('"'):
        words = _CODED.sub(lambda coded: chr((ord(coded[1]) & 15) << 4 | ord(coded[2]) & 15), _unquoted(said))
        return Cell(words, code)
    if said in ("TRUE", "FALSE"):
        return Cell(said == "TRUE", code)
    if _ERROR.fullmatch(said):
        return Cell(None, code, said)
    return number_cell(code, said, since_1904)


def read_dif(data: bytes, file: str) -> list[Sheet]:
    """The one sheet of a DIF file; its numbers come without a format."""
    lines = _lines(data)
    start = next((at for at, line in enumerate(lines) if line.strip().upper() == "DATA"), len(lines)) + 3
    rows: dict[int, dict[int, Cell]] = {}
    row = column = 0
    rest = iter(lines[start:])
    for head in rest:
        kind, _, value = head.partition(",")
        said = next(rest, "").strip()
        if said.count('"') % 2:
            said = "\n".join([said, *_until_closed(rest)])
        if kind.strip() == "-1" and said.upper() == "BOT":
            row, column = row + 1, 0
            continue
        if kind.strip() == "-1":
            break
        if row == 0 or kind.strip() not in ("0", "1"):
            raise damaged()
        cell = _dif_cell(kind.strip(), value.strip(), said)
        if cell is not None and row <= LAST_ROW and column < LAST_COLUMN:
            rows.setdefault(row, {})[column] = cell
        column += 1
    return [_sheet(rows, file)]


def _until_closed(lines: Iterator[str]) -> Iterator[str]:
    """The lines on which a text goes on, up to that which closes its quotation mark."""
    for line in lines:
        yield line
        if line.count('"') % 2:
            return


def _dif_cell(kind: str, value: str, said: str) -> Cell | None:
    if kind == "1":
        words = _unquoted(said)
        return Cell(words) if words else None
    word = said.upper()
    if "TRUE" in (word, value) or "FALSE" in (word, value):
        return Cell("TRUE" in (word, value))
    if word in ("NA", "ERROR"):
        return Cell(None, "", "#N/A" if word == "NA" else "#VALUE!")
    return number_cell("", value, False) if value else None


def _unquoted(said: str) -> str:
    """A text without the quotation marks around it; one inside it may be written twice."""
    if said[:1] != '"':
        return said
    return said[1 : -1 if said[1:].endswith('"') else None].replace('""', '"')


def _sheet(rows: dict[int, dict[int, Cell]], file: str) -> Sheet:
    return Sheet(file, "", tuple(Line(number, False, rows[number]) for number in sorted(rows)))
