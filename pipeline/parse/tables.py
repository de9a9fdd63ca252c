"""The tables of a sheet: which kinds they are of, by their headings, wherever they stand and whichever way they run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.parse.beside import beside, sideways
from pipeline.parse.by_period import by_period
from pipeline.parse.fitting import Table, assigned, best_kind, is_strong, score
from pipeline.parse.heads import Head, Heads, blocks, heads_of, in_lines
from pipeline.parse.references import below_headings, holds_sentences, is_reference
from pipeline.parse.values import shown
from pipeline.parse.vocabulary import Vocabulary, forms
from pipeline.read.cells import Line, Sheet
from pipeline.sheets.actions import Action
from pipeline.sheets.columns import sheet_types
from pipeline.sheets.updates import Update

_OF_THE_PLAN = frozenset({"text", "agreed_due"})  # what an update only repeats
_LONGEST_AMONG_ROWS = 60
SEARCHED = 40
"""Headings are looked for in this many filled rows from the top; below a table, in all of its rows."""


def recognise(sheet: Sheet, words: Vocabulary) -> list[Table]:
    """The tables of a sheet, in the order of their headings; none where it has too few headings of any kind."""
    lines = sheet.lines[:SEARCHED]
    found = [each for number, line in enumerate(lines) if (each := _at(sheet, number, line, words)) is not None]
    best = max(found, key=lambda each: (each.score, -each.tables[0].first), default=None)
    items = beside(sheet, words)
    if items is not None:
        rows = {head.row for head in items.heads.values()}
        apart = [each for each in found if not min(rows) <= each.tables[0].first - 1 <= max(rows)]
        if best is None or best in apart or score(items, words) >= best.score:
            strong = [each for each in apart if each is best or each.strong]
            return [items, *_stacked(sheet, strong, words)] if strong else [items]
    if best is not None:
        top = best.tables[0].first
        return _stacked(
            sheet, [each for each in found if each is best or (each.strong and each.tables[0].first < top - 1)], words
        )
    aside = sideways(sheet, words)
    return [aside] if aside is not None else []


class _Found(NamedTuple):
    """The tables that one row of headings (or two or three) begins."""

    score: tuple[float, ...]
    tables: tuple[Table, ...]
    strong: bool


def _stacked(sheet: Sheet, found: Sequence[_Found], words: Vocabulary) -> list[Table]:
    """The tables that begin in the rows given, and those that begin among the rows below them."""
    begun = list(found)
    after = max(each.tables[0].first for each in begun)
    seen: dict[str, bool] = {}
    looked_at: set[tuple[object, ...]] = set()
    for number, line in enumerate(sheet.lines):
        if line.number >= after and _may_be_headings(line, words, seen):
            texts = tuple((column, cell.value) for column, cell in line.cells.items())
            if len(begun) == len(found) and texts in looked_at:
                continue  # the same headings at the top of every page
            looked_at.add(texts)
            new = _at(sheet, number, line, words)
            if new is not None and new.strong and not _repeats(new, begun):
                begun.append(new)
    begun.sort(key=lambda each: each.tables[0].first)
    return _ended(sheet, [table for each in begun for table in each.tables])


def _may_be_headings(line: Line, words: Vocabulary, seen: dict[str, bool]) -> bool:
    """Whether two of a row's texts are headings of some kind, one of them among its first two; ``seen`` are earlier
    texts."""
    hits = texts = 0
    for cell in line.cells.values():
        text = cell.value
        if text.__class__ is str and len(text) < _LONGEST_AMONG_ROWS:
            known = seen.get(text)
            if known is None:
                known = seen[text] = any(form in words.known for form in forms(text))
            texts += 1
            hits += known
            if hits > 1:
                return True
            if texts == 2 and not hits:
                return False
    return False


def _repeats(new: _Found, begun: Iterable[_Found]) -> bool:
    """Whether the headings are those of the table above, again at the top of another printed page."""
    above = sorted((table for each in begun for table in each.tables), key=lambda table: table.first)
    for table in new.tables:
        over = next((other for other in reversed(above) if _overlap(other, table)), None)
        if over is None or _signature(over) != _signature(table):
            return False
    return True


def _signature(table: Table) -> tuple[object, ...]:
    heads = [(name, head.column) for name, head in table.heads.items()]
    return (table.kind.name, heads, [(group.period, group.columns) for group in table.groups])


def _ended(sheet: Sheet, tables: Sequence[Table]) -> list[Table]:
    """The tables, each with its last row: the one before the headings, or their title, of the next below it."""
    cells = {line.number: len(line.cells) for line in sheet.lines} if len(tables) > 1 else {}
    ended = []
    for table in tables:
        below = [
            min(head.row for head in other.heads.values())
            for other in tables
            if other.first > table.first and _overlap(table, other)
        ]
        if below:
            table = replace(table, last=_above_title(min(below) - 1, table.first, cells))
        ended.append(table)
    return ended


def _above_title(last: int, first: int, cells: Mapping[int, int]) -> int:
    """The last row before the title of the next table, of one cell a row, below an empty row; ``cells`` counts them."""
    while last > first and last not in cells:
        last -= 1
    title = last
    while cells.get(title) == 1:
        title -= 1
    return title if title not in cells else last


def _overlap(one: Table, other: Table) -> bool:
    return min(one.columns) <= max(other.columns) and min(other.columns) <= max(one.columns)


def _at(sheet: Sheet, number: int, line: Line, words: Vocabulary) -> _Found | None:
    """The tables that begin with this row of headings, or with this one and the next, or the next two."""
    single = heads_of(line)
    best = _tables(sheet, single, words)
    hits = _hits(single, words)
    if best is None and not single.by_column:
        return None
    deep = _merged_down(sheet, line)
    for more in (1, 2):
        lines = sheet.lines[number : number + 1 + more]
        together = in_lines(lines, sheet) if len(lines) == 1 + more else None
        if together is None:
            break
        if more != deep and _hits(together, words) <= max(1, hits):
            continue
        found = _tables(sheet, together, words)
        if found is not None and more == deep:
            return found
        below = _tables(sheet, heads_of(lines[-1]), words)
        if found is not None and all(found.score > other.score for other in (best, below) if other is not None):
            best, hits = found, _hits(together, words)
    return best


def _merged_down(sheet: Sheet, line: Line) -> int:
    """How many rows below a row its cells reach, where several are merged downwards: headings beside those of several lines."""
    reach = [area.bottom - area.top for area in sheet.merged if area.top == line.number and area.left == area.right]
    return max(reach) if len(reach) > 1 else 0


def _hits(heads: Heads, words: Vocabulary) -> int:
    known = words.known
    return sum(head.when is not None or any(form in known for form in head.forms) for head in heads.by_column.values())


def _tables(sheet: Sheet, heads: Heads, words: Vocabulary) -> _Found | None:
    """The tables that a row of headings begins: one, several beside each other, and those that share rows with one."""
    if _hits(heads, words) < 2:
        return None
    runs = blocks(heads)
    if len(runs) > 1:
        apart = [best for run in runs if (best := best_kind(sheet, run, words)) is not None and is_strong(best)]
        if len(apart) > 1:
            tables = tuple(table for one in apart for table in _sharing(one, words))
            return _Found(max(score(one, words) for one in apart), tables, True)
    main = best_kind(sheet, heads, words)
    if main is not None and holds_sentences(sheet, main):
        numbered = _numbered(sheet, heads)
        main = best_kind(sheet, numbered, words) if numbered is not None else main
    wide = by_period(heads, main, words)
    if wide is not None and (main is None or not wide.shared):
        return _Found((len(wide.columns) + 0.0, 0.0, 0.0), (wide,), len(wide.groups) > 1)
    if main is None:
        return None
    tables = _sharing(main, words) if wide is None else _without_shared((main, wide))
    return _Found(score(main, words), tables, is_strong(main))


def _numbered(sheet: Sheet, heads: Heads) -> Heads | None:
    """The headings with one for a column before them that has none, and references below: 1.1, 1.2."""
    first = min(heads.by_column)
    below = below_headings(sheet, heads.last + 1)
    for column in range(first - 1, max(first - 3, -1), -1):
        cells = [line.cells[column] for line in below if column in line.cells]
        if len(cells) > len(below) / 2 and all(is_reference(shown(cell)) for cell in cells):
            head = Head("(no heading)", ("ref",), heads.last, column)
            return heads._replace(by_column={column: head, **heads.by_column})
    return None


def _sharing(main: Table, words: Vocabulary) -> tuple[Table, ...]:
    """A table of actions, and the updates that stand in its other columns.

    A heading for what the actions have already, such as a second reason for delay, may be an update's.
    """
    if main.kind.row is not Action or "id" not in main.heads:
        return (main,)
    again = {head.column for head, _ in main.doubled}
    rest = {head.column: head for head in (*main.unread, *(head for head, _ in main.doubled))}
    kind = next(kind for kind in sheet_types() if kind.row is Update)
    updates = assigned(rest, kind, words)
    if updates is None or len(updates.heads) < 2 or not {"status", "progress"} & updates.heads.keys():
        return (main,)
    told = {
        name: head
        for name, head in updates.heads.items()
        if name != "action" and not (name in _OF_THE_PLAN and head.column in again)
    }
    doubled = tuple((head, name) for head, name in updates.doubled if head.column not in again)
    both = {"action": main.heads["id"]} | told
    return _without_shared(
        (main, replace(updates, heads=both, first=main.first, unread=(), doubled=doubled, shared=True))
    )


def _without_shared(tables: tuple[Table, Table]) -> tuple[Table, ...]:
    """Two tables of the same rows; what the second reads is not left unread by the first."""
    main, second = tables
    read = second.columns | {head.column for head in second.others}
    unread = tuple(head for head in main.unread if head.column not in read)
    doubled = tuple((head, name) for head, name in main.doubled if head.column not in read)
    return (replace(main, unread=unread, doubled=doubled), replace(second, unread=(), shared=True))
