"""New workbooks in large print, laid out for eye, screen reader and paper; the same content gives the same bytes."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any

import xlsxwriter

from pipeline.read.cells import letters

Value = str | date | int | None

FONT, SIZE = "Arial", 12
_LINE = 16.0  # points a line of 12 point text takes
_LETTERS = 1.12  # letters of prose in the room of one figure
_FIGURE, _GAP, _PAGE = 9, 5, 1040
"""Pixels of a figure in 12 point, between two columns, and across a landscape A4 page within its margins."""
_TALLEST = 400.0  # Excel shows no taller row
_INK, _HEAD, _BEGINS, _ENTRY, _LOCKED, _RULE = "#0B0C0C", "#1D3557", "#DEE5EF", "#FFF7D6", "#F3F2F1", "#767676"
LONGEST_HINT, LONGEST_TITLE = 255, 32  # characters Excel shows of a hint, and of its title
_LIST_LENGTH = 255
_LONGEST = 32_767  # letters that a cell holds


class Kind(Enum):
    """What a column's cells hold."""

    TEXT = "text"
    DATE = "date"
    NUMBER = "number"


@dataclass(frozen=True)
class Head:
    """A column of a table: its heading, its width in figures of 12 point, and what a person may enter.

    A column that is not ``entry`` is locked where the sheet is; what is empty in a ``blank`` one is white, to be written on by hand. ``hint`` is shown when one of its
    cells is chosen, ``wrong`` when what was typed is refused. ``choices`` are its only words;
    ``between`` its first and last day.
    """

    heading: str
    width: int
    kind: Kind = Kind.TEXT
    entry: bool = False
    blank: bool = False
    hint: str = ""
    wrong: str = ""
    choices: tuple[str, ...] = ()
    between: tuple[date, date] | None = None


@dataclass(frozen=True)
class Table:
    """A sheet with one table: titles above it, its columns and its rows.

    The first ``frozen`` columns stay in sight. A sheet is printed as wide as a page; a ``spread`` one at full size over as many
    pages across as its columns need, the first column on each. The rows ``begins`` head what is below them and begin a page: such a
    sheet is printed at full size, and no wider than a page. ``locked`` protects it, without a password.
    """

    name: str
    titles: tuple[str, ...]
    heads: tuple[Head, ...]
    rows: Sequence[Sequence[Value]]
    frozen: int = 1
    spread: bool = False
    begins: tuple[int, ...] = ()
    locked: bool = False
    hidden: bool = False
    least_height: float = _LINE


@dataclass
class Book:
    """A workbook being written: add its sheets, then take its bytes."""

    title: str
    day: date
    _file: io.BytesIO = field(default_factory=io.BytesIO)

    def __post_init__(self) -> None:
        made = datetime(self.day.year, self.day.month, self.day.day)  # noqa: DTZ001 - Office files have no zone
        look = {"font_name": FONT, "font_size": SIZE, "font_color": _INK}
        self._book = xlsxwriter.Workbook(
            self._file,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_format_properties": {"font_name": FONT, "font_size": SIZE},
                "default_row_height": 20,
                "default_column_width": 80,
            },
        )
        self._book.set_properties({"title": self.title, "created": made})
        cell = look | {"text_wrap": True, "valign": "top", "border": 1, "border_color": _RULE}
        self._styles: dict[str, Any] = {
            name: self._book.add_format(style)
            for name, style in {
                "title": look | {"bold": True, "font_size": 18},
                "note": look,
                "words": look | {"text_wrap": True, "valign": "top"},
                "section": look | {"bold": True, "font_size": 14, "text_wrap": True, "valign": "top"},
                "head": cell | {"bold": True, "font_color": "#FFFFFF", "bg_color": _HEAD},
                "begins": cell | {"bold": True, "bg_color": _BEGINS},
                "locked text": cell | {"bg_color": _LOCKED},
                "locked date": cell | {"bg_color": _LOCKED, "num_format": "dd/mm/yyyy", "align": "left"},
                "locked number": cell | {"bg_color": _LOCKED},
                "entry text": cell | {"bg_color": _ENTRY, "locked": False},
                "entry date": cell | {"bg_color": _ENTRY, "locked": False, "num_format": "dd/mm/yyyy", "align": "left"},
                "entry number": cell | {"bg_color": _ENTRY, "locked": False},
                "plain text": cell,
                "plain date": cell | {"num_format": "dd/mm/yyyy", "align": "left"},
                "plain number": cell,
            }.items()
        }

    def words(self, name: str, title: str, paragraphs: Sequence[str], *, width: int = 90) -> None:
        """A sheet to be read: a title and paragraphs; one that begins with ``#`` is a heading."""
        sheet = self._sheet(name)
        sheet.set_column(0, 0, width)
        sheet.write_string(0, 0, title, self._styles["title"])
        sheet.set_row(0, 30)
        for row, text in enumerate(paragraphs, 1):
            style = "section" if text.startswith("#") else "words"
            said = text.removeprefix("#").strip()
            sheet.write_string(row, 0, said, self._styles[style])
            sheet.set_row(row, _height([(said, width if style == "words" else width * 0.85)]) + 8)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.protect("", {"format_columns": True, "format_rows": True})

    def table(self, table: Table) -> None:
        """A sheet with one table of data."""
        sheet = self._sheet(table.name)
        top = len(table.titles) + 1 if table.titles else 0
        last = top + max(len(table.rows), 1)
        self._write_heads(sheet, table, top)
        for number, values in enumerate(table.rows):
            self._write_row(sheet, table, top + 1 + number, values, begins=number in table.begins)
        for column, head in enumerate(table.heads):
            self._rules(sheet, head, (top + 1, column, last, column))
        if table.rows:
            self._as_table(sheet, table, top, last)
        sheet.freeze_panes(top + 1, table.frozen)
        self._lay_out(sheet, table, top, last)
        sheet.ignore_errors({"number_stored_as_text": f"A1:{letters(len(table.heads) - 1)}{last + 1}"})
        if table.locked:
            sheet.protect("", {"format_columns": True, "format_rows": True, "sort": False})
        if table.hidden:
            sheet.hide()

    def _write_heads(self, sheet: Any, table: Table, top: int) -> None:
        """The titles of a table, and its headings in the row ``top``."""
        for row, text in enumerate(table.titles):
            sheet.write_string(row, 0, text, self._styles["title" if row == 0 else "note"])
        if table.titles:
            sheet.set_row(0, 30)
        for column, head in enumerate(table.heads):
            sheet.set_column(column, column, head.width)
            sheet.write_string(top, column, head.heading, self._styles["head"])
        sheet.set_row(top, _height([(head.heading, head.width * 0.9) for head in table.heads]) + 4)

    def _write_row(self, sheet: Any, table: Table, number: int, values: Sequence[Value], *, begins: bool) -> None:
        """A row of a table, high enough for its words; one that ``begins`` a part of it is marked."""
        for column, (head, value) in enumerate(zip(table.heads, values, strict=True)):
            style = self._styles["begins"] if begins else self._style(table, head, value)
            self._cell(sheet, number, column, value, style)
        said = [(str(value or ""), head.width) for head, value in zip(table.heads, values, strict=True)]
        sheet.set_row(number, max(_height(said), _LINE if begins else table.least_height) + 4)

    def _lay_out(self, sheet: Any, table: Table, top: int, last: int) -> None:
        """How a table is printed: across several pages, broken before its parts, or as wide as a page."""
        sheet.repeat_rows(top)
        if table.spread:  # the titles would be cut off where the first column is repeated
            sheet.repeat_columns(0, 0)
            sheet.set_v_pagebreaks(_page_breaks([head.width for head in table.heads]))
            sheet.print_area(top, 0, last, len(table.heads) - 1)
            sheet.set_header(f"&L&{SIZE}{self.title.replace('&', '&&')}")
            sheet.print_across()
        elif table.begins:  # a sheet made to fit is printed without the breaks between its pages
            sheet.set_h_pagebreaks([top + 1 + row for row in table.begins if row])
        else:
            sheet.fit_to_pages(1, 0)
        sheet.set_landscape()

    def lists(self, lists: Mapping[str, Sequence[str]]) -> None:
        """A hidden sheet with lists of words, each under a name of the workbook."""
        sheet = self._sheet("Lists")
        for column, (name, words) in enumerate(lists.items()):
            for row, word in enumerate(words):
                sheet.write_string(row, column, word)
            at = letters(column)
            self._book.define_name(name, f"=Lists!${at}$1:${at}${max(len(words), 1)}")
        sheet.protect("")
        sheet.hide()

    def bytes(self) -> bytes:
        """The finished workbook."""
        self._book.close()
        return self._file.getvalue()

    def _sheet(self, name: str) -> Any:
        sheet = self._book.add_worksheet(name)
        sheet.set_paper(9)
        sheet.set_margins(0.4, 0.4, 0.5, 0.6)
        sheet.set_footer(f"&L&{SIZE}{self.title.replace('&', '&&')}&R&{SIZE}Page &P of &N")
        sheet.hide_gridlines(2)
        return sheet

    def _style(self, table: Table, head: Head, value: Value) -> Any:
        manner = (
            ("entry" if head.entry else "locked") if table.locked and not (head.blank and value is None) else "plain"
        )
        kind = Kind.DATE if isinstance(value, date) else head.kind
        return self._styles[f"{manner} {kind.value}"]

    @staticmethod
    def _cell(sheet: Any, row: int, column: int, value: Value, style: Any) -> None:
        if value is None or value == "":
            sheet.write_blank(row, column, None, style)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, style)
        elif isinstance(value, int):
            sheet.write_number(row, column, value, style)
        else:
            sheet.write_string(row, column, value if len(value) <= _LONGEST else f"{value[: _LONGEST - 2]} …", style)

    def _rules(self, sheet: Any, head: Head, where: tuple[int, int, int, int]) -> None:
        """What may be typed in an entry column, with its hint and what is said of anything else."""
        if not head.entry and not head.choices:
            return
        rule: dict[str, Any] = {"validate": "any"}
        if head.choices:
            joined = ",".join(head.choices)
            inline = len(joined) <= _LIST_LENGTH and not any(sign in word for word in head.choices for sign in ',"')
            rule = {"validate": "list", "source": list(head.choices) if inline else f"={list_name(head.heading)}"}
        elif head.between:
            rule = {
                "validate": "date",
                "criteria": "between",
                "minimum": head.between[0],
                "maximum": head.between[1],
            }
        rule |= {"input_title": head.heading[:LONGEST_TITLE], "input_message": head.hint[:LONGEST_HINT]}
        if head.wrong:
            rule |= {"error_title": "Please check this", "error_message": head.wrong[:LONGEST_HINT]}
        sheet.data_validation(*where, rule)

    def _as_table(self, sheet: Any, table: Table, top: int, last: int) -> None:
        """Headings that a screen reader says with each cell: a table of the workbook, and the name some readers use."""
        columns = [{"header": head.heading, "header_format": self._styles["head"]} for head in table.heads]
        safe = "".join(letter for letter in table.name if letter.isalnum())
        sheet.add_table(
            top,
            0,
            last,
            len(table.heads) - 1,
            {"name": f"{safe}_table", "columns": columns, "style": None, "autofilter": not table.locked},
        )
        end = letters(len(table.heads) - 1)
        if not table.hidden:
            self._book.define_name(
                f"'{table.name}'!TitleRegion1.A{top + 1}.{end}{last + 1}",
                f"='{table.name}'!$A${top + 1}:${end}${last + 1}",
            )


def _page_breaks(widths: Sequence[int]) -> list[int]:
    """The columns that begin a page of a sheet printed at full size, the first column repeated on each."""
    breaks: list[int] = []
    first = used = widths[0] * _FIGURE + _GAP
    for column, width in enumerate(widths[1:], 1):
        needs = width * _FIGURE + _GAP
        if used + needs > _PAGE:
            breaks.append(column)
            used = first
        used += needs
    return breaks


def list_name(heading: str) -> str:
    """The name under which a heading's list of words stands."""
    return "List_" + "".join(letter if letter.isalnum() else "_" for letter in heading)


def _height(cells: Sequence[tuple[str, float]]) -> float:
    """The points a row needs for its longest cell."""
    lines = max((_lines(text, width) for text, width in cells), default=1)
    return min(lines * _LINE, _TALLEST)


def _lines(text: str, width: float) -> int:
    wide = max(int(width * _LETTERS), 4)
    return sum(max(len(textwrap.wrap(part, wide)), 1) for part in text.split("\n"))
