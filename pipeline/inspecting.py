"""Inspecting: what each sheet of a workbook was recognised as, and what of it was left unread and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pipeline.sheets  # noqa: F401 - loads every sheet we know
from pipeline.errors import CannotRead
from pipeline.issues import Issue, by_place
from pipeline.parse import Recognised, Vocabulary, learn, parse_sheet
from pipeline.parse.fitting import Table
from pipeline.parse.nearly import near_misses, near_sheet, nearest_kind
from pipeline.parse.values import shown
from pipeline.parse.words import is_blank
from pipeline.published.contents import Contents, contents, is_statistics
from pipeline.published.release import NotThere
from pipeline.read import NO_VALUE, Cell, Line, Sheet, read_file, read_folder
from pipeline.read.besides import besides
from pipeline.read.cells import letters
from pipeline.read.published import read_release
from pipeline.read.refusals import Refused
from pipeline.wording import count, joined

SHOWN = 8
"""Of many cells or rows alike."""
_LONGEST = 50


@dataclass(frozen=True)
class Field:
    """A field that was found: our heading, the heading as typed, and the column or row in which its values stand."""

    heading: str
    typed: str
    stands_in: str


@dataclass(frozen=True)
class Unread:
    """Something that was left unread, where it is (``column G``, ``rows 1 and 2``), what it says and why."""

    where: str
    says: str
    why: str


@dataclass(frozen=True)
class InspectedTable:
    """A table: its kind, its cells, where its headings are, each field, and how many rows gave a record."""

    kind: str
    cells: str
    headings: str
    fields: tuple[Field, ...]
    missing: tuple[str, ...]
    rows_read: int
    rows_not_read: int
    unread: tuple[Unread, ...]


@dataclass(frozen=True)
class InspectedSheet:
    """A sheet: its cells, its tables, what else is on it, what is hidden, and cells that show no value."""

    name: str
    cells: str
    tables: tuple[InspectedTable, ...]
    unread: tuple[Unread, ...]
    hidden: tuple[str, ...]
    without_value: tuple[str, ...]
    errors: tuple[str, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True)
class InspectedFile:
    """A workbook: its sheets, or why it can't be read; ``besides`` is what it holds that is never read, and why."""

    name: str
    sheets: tuple[InspectedSheet, ...]
    problems: tuple[str, ...]
    besides: tuple[str, ...] = ()
    published: Contents | None = None
    """What a file of published statistics holds; its rows are no sheet of a plan."""


def inspect(paths: Sequence[Path]) -> list[InspectedFile]:
    """What workbooks, or those of folders, were recognised as; a council's own headings count in all of them.

    Raises CannotRead where there is no such file or folder.
    """
    sheets: dict[str, list[Sheet]] = {}
    problems: dict[str, list[Issue]] = {}
    places: dict[str, Path] = {}
    for path in paths:
        if path.is_dir():
            found, issues = read_folder(path)
            if not found and not issues:
                raise CannotRead(f"There is no workbook in {path}. The PDFs of Word files are made by papers print.")
        elif path.is_file():
            found, issues = read_file(path, path.name)
            sheets.setdefault(path.name, [])
            places[path.name] = path
        else:
            raise CannotRead(f"There is no file or folder {path}.")
        for sheet in found:
            sheets.setdefault(sheet.file, []).append(sheet)
            places.setdefault(sheet.file, path / sheet.file)
        for issue in issues:
            sheets.setdefault(issue.place.file, [])
            problems.setdefault(issue.place.file, []).append(issue)
    words, _ = learn(sheet for each in sheets.values() for sheet in each)
    return [
        InspectedFile(
            name,
            tuple(_sheet(sheet, words) for sheet in each),
            tuple(f"{issue.message} {issue.remedy}" for issue in problems.get(name, [])),
            besides(places[name]) if name in places else (),
            _published(each, places[name]) if name in places else None,
        )
        for name, each in sheets.items()
    ]


def _published(sheets: Sequence[Sheet], path: Path) -> Contents | None:
    """What a csv file holds whose headings are those of published statistics."""
    if len(sheets) != 1 or sheets[0].typed or not sheets[0].lines:
        return None
    if not is_statistics(tuple(shown(cell) for cell in sheets[0].lines[0].cells.values())):
        return None
    try:
        return contents(read_release(path, path.name))
    except (Refused, NotThere, OSError):
        return None


def as_data(files: Iterable[InspectedFile]) -> list[dict[str, Any]]:
    """The same for other programs."""
    return [asdict(file) for file in files]


def _sheet(sheet: Sheet, words: Vocabulary) -> InspectedSheet:
    found, issues = parse_sheet(sheet, words)
    tables = [_table(each, [other.table for other in found if other is not each]) for each in found]
    used: set[int] = set()
    faults: list[tuple[str, Cell]] = []
    for line in sheet.lines:
        used.update(line.cells)
        faults += [(f"{letters(at)}{line.number}", cell) for at, cell in line.cells.items() if cell.fault]
    return InspectedSheet(
        sheet.name,
        _area(sheet.lines, used),
        tables=tuple(tables),
        unread=tuple(_outside(sheet, found) if found else _unknown(sheet)),
        hidden=tuple(_hidden(sheet, used)),
        without_value=tuple(cell for cell, held in faults if held.fault == NO_VALUE),
        errors=tuple(f"{cell} {held.fault}" for cell, held in faults if held.fault != NO_VALUE),
        problems=tuple(f"{issue.place.cell}: {issue.message}".removeprefix(": ") for issue in by_place(issues)),
    )


def _area(lines: Sequence[Line], used: set[int]) -> str:
    if not used:
        return ""
    return f"{letters(min(used))}{lines[0].number}:{letters(max(used))}{lines[-1].number}"


def _table(found: Recognised, others: Sequence[Table]) -> InspectedTable:
    table, sheet = found.table, found.sheet
    columns = table.kind.columns()
    fields = [
        Field(columns[name].heading, head.text, f"row {head.row}" if table.across else f"column {letters(head.column)}")
        for name, head in table.heads.items()
    ]
    fields += [
        Field(f"{columns[name].heading} for {group.period}", group.head.text, f"column {letters(column)}")
        for group in table.groups
        for name, column in group.columns.items()
    ]
    rows = _rows_of(table, sheet)
    first = min(head.row for head in table.heads.values())
    if table.across:
        headings = f"headings in column {letters(next(iter(table.heads.values())).column)}"
    else:
        headings = "headings in " + (
            f"row {first}" if first == table.first - 1 else f"rows {first} and {table.first - 1}"
        )
    left, right = min(_all_columns(table)), max(_all_columns(table))
    return InspectedTable(
        table.kind.name,
        f"{letters(left)}{first}:{letters(right)}{max([first, *(line.number for line in rows)])}",
        headings=headings,
        fields=tuple(fields),
        missing=tuple(columns[name].heading for name in table.missing),
        rows_read=len(found.rows),
        rows_not_read=len(found.unread),
        unread=(*_unread_headings(table), *_without_heading(table, rows, others), *_passed(found)),
    )


def _all_columns(table: Table) -> set[int]:
    return table.columns | {head.column for head in table.heads.values()}


def _rows_of(table: Table, sheet: Sheet) -> list[Line]:
    """The rows that hold something of a table, below its headings."""
    if table.across:
        rows = {head.row for head in table.heads.values()}
        return [line for line in sheet.lines if line.number in rows]
    inside = [line for line in sheet.lines if table.first <= line.number <= table.last]
    return [line for line in inside if any(not _is_empty(line.cells[at]) for at in table.columns & line.cells.keys())]


def _is_empty(cell: Cell) -> bool:
    return isinstance(cell.value, str) and is_blank(cell.value)


def _unread_headings(table: Table) -> Iterator[Unread]:
    slips = {(slip.head.row, slip.head.column): slip.known for slip in near_misses(table)}
    for head in table.unread:
        known = slips.get((head.row, head.column))
        why = f"looks like '{known}', which the sheet hasn't" if known else f"stands for nothing on {table.kind.name}"
        where = f"row {head.row}" if table.across else f"column {letters(head.column)}"
        yield Unread(where, _short(head.text), why)
    columns = table.kind.columns()
    for head, name in table.doubled:
        where = f"row {head.row}" if table.across else f"column {letters(head.column)}"
        why = f"'{table.heads[name].text}' stands for '{columns[name].heading}' already"
        yield Unread(where, _short(head.text), why)
    for head in table.others:
        yield Unread(f"column {letters(head.column)}", _short(head.text), "is of another quarter than the one reported")


def _without_heading(table: Table, rows: Sequence[Line], others: Sequence[Table]) -> Iterator[Unread]:
    """Columns beside a table's that hold something in its rows and have no heading."""
    if table.across or table.shared:
        return
    headed = _all_columns(table) | {head.column for head in (*table.unread, *table.others)}
    headed |= {head.column for head, _ in table.doubled}
    for other in others:
        headed |= _all_columns(other) | {head.column for head in other.unread}
    found: dict[int, list[Line]] = {}
    for line in rows:
        for at, cell in line.cells.items():
            if at not in headed and not _is_empty(cell):
                found.setdefault(at, []).append(line)
    for at, lines in sorted(found.items()):
        says = _short(shown(lines[0].cells[at]))
        yield Unread(f"column {letters(at)}", says, f"has no heading, and something in {count(len(lines), 'row')}")


def _passed(found: Recognised) -> Iterator[Unread]:
    by_reason: dict[str, list[int]] = {}
    for row, why in found.passed.items():
        by_reason.setdefault(why, []).append(row)
    lines = {line.number: line for line in found.sheet.lines}
    for why, rows in by_reason.items():
        yield Unread(_rows(rows), _first_text(lines[rows[0]]), why)


def _rows(rows: Sequence[int]) -> str:
    """``row 5``, ``rows 5 and 7``, ``rows 5 to 9 and 12``."""
    return f"{'row' if len(rows) == 1 else 'rows'} {_runs(rows, str)}"


def _runs(numbers: Sequence[int], name: Callable[[int], str]) -> str:
    """Numbers in their order by their names, those that follow each other as one; how many more where they are many."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = [
        name(run[0]) if len(run) == 1 else f"{name(run[0])} {'to' if run[2:] else 'and'} {name(run[-1])}"
        for run in runs[:SHOWN]
    ]
    left = sum(len(run) for run in runs[SHOWN:])
    return joined([*said, f"{left} more"] if left else said)


def _outside(sheet: Sheet, found: Sequence[Recognised]) -> Iterator[Unread]:
    """The rows that are in no table, in runs."""
    inside: set[int] = set()
    for each in found:
        table = each.table
        inside |= {head.row for head in (*table.heads.values(), *table.unread)}
        inside |= {head.row for head, _ in table.doubled} | set(each.passed)
        inside |= {line.number for line in _rows_of(table, sheet)}
        inside |= set(range(min(head.row for head in table.heads.values()), table.first))
    run: list[Line] = []
    for line in (*sheet.lines, None):
        if line is not None and line.number not in inside and any(not _is_empty(cell) for cell in line.cells.values()):
            run.append(line)
        elif run:
            yield Unread(_rows([one.number for one in run]), _first_text(run[0]), "is in no table that was recognised")
            run = []


def _unknown(sheet: Sheet) -> Iterator[Unread]:
    """Why a whole sheet was not read, and what it comes nearest to."""
    if not sheet.lines:
        yield Unread("the whole sheet", "", "is empty")
        return
    near = near_sheet(sheet)
    if near is not None:
        slips = joined(f"'{slip.head.text}' looks like '{slip.known}'" for slip in near.slips)
        yield Unread(f"row {near.row}", "", f"is nearly the headings of {near.kind.name}: {slips}")
        return
    closest = nearest_kind(sheet)
    if closest is None:
        begins = next((text for line in sheet.lines if (text := _first_text(line))), "")
        begun = f"; it begins '{begins}'" if begins else ""
        yield Unread("the whole sheet", "", f"has no row with the headings of a sheet we know{begun}")
        return
    columns = closest.kind.columns()
    known = joined(f"'{head.text}'" for head in closest.heads.values())
    missing = joined(f"'{columns[name].heading}'" for name in closest.missing)
    needed = f"; it would need {missing} too" if missing else ""
    yield Unread(f"row {closest.first - 1}", "", f"has too few headings to be {closest.kind.name}: {known}{needed}")


def _first_text(line: Line) -> str:
    return next((_short(shown(cell)) for _, cell in sorted(line.cells.items()) if not _is_empty(cell)), "")


def _short(text: str) -> str:
    text = text.replace("\n", " ")
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def _hidden(sheet: Sheet, used: set[int]) -> Iterator[str]:
    if sheet.hidden:
        yield "the sheet itself"
    rows = [line.number for line in sheet.lines if line.hidden]
    if rows:
        yield _rows(rows)
    columns = sorted(used & set(sheet.hidden_columns))
    if columns:
        yield f"{'column' if len(columns) == 1 else 'columns'} {_runs(columns, letters)}"
