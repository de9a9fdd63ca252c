"""What was recognised in workbooks, told in lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.inspecting import SHOWN, InspectedFile, InspectedSheet, Unread
from pipeline.published.contents import Contents
from pipeline.wording import count, joined


def told(files: Iterable[InspectedFile]) -> Iterator[str]:
    """The lines of each file in turn, an empty one after each."""
    for file in files:
        yield file.name
        for problem in file.problems:
            yield f"  {problem}"
        for held in file.besides:
            yield f"  {held}"
        if file.published is not None:
            yield from _told_published(file.published)
        else:
            for sheet in file.sheets:
                yield from _told(sheet)
        yield ""


def _told_published(held: Contents) -> Iterator[str]:
    years = f"{held.years[0]} to {held.years[-1]}" if len(held.years) > 1 else "".join(held.years)
    yield f"  published statistics, {years}, of {joined(held.areas)}"
    yield f"    columns of figures: {', '.join(held.figures) or 'none'}"
    if held.kinds:
        yield f"    columns that tell its rows apart: {', '.join(held.kinds)}"
    yield "    It belongs in the quarter's folder 'published'; the sheet Benchmarks says which of its figures are used."


def _told(sheet: InspectedSheet) -> Iterator[str]:
    yield f"  sheet {sheet.name or '(the whole file)'}{f', {sheet.cells}' if sheet.cells else ''}"
    for table in sheet.tables:
        read = f"{count(table.rows_read, 'row')} read"
        lost = f", {count(table.rows_not_read, 'row')} not" if table.rows_not_read else ""
        yield f"    {table.kind}: {read}{lost}; {table.cells}, {table.headings}"
        for field in table.fields:
            typed = f" '{field.typed}'" if field.typed != field.heading else ""
            yield f"      {field.stands_in:<10} {field.heading}{f' <-{typed}' if typed else ''}"
        if table.missing:
            yield f"      not there: {', '.join(table.missing)}"
        yield from _told_unread(table.unread, "      ")
    yield from _told_unread(sheet.unread, "    ")
    for what, cells in (
        ("hidden", sheet.hidden),
        ("formulas without a value", sheet.without_value),
        ("error cells", sheet.errors),
    ):
        if cells:
            yield f"    {what}: {', '.join(cells[:SHOWN])}{f' and {len(cells) - SHOWN} more' if cells[SHOWN:] else ''}"
    if sheet.problems:
        yield f"    problems: {len(sheet.problems)}"
        yield from (f"      {problem}" for problem in sheet.problems[:SHOWN])
        if sheet.problems[SHOWN:]:
            yield f"      and {len(sheet.problems) - SHOWN} more"


def _told_unread(unread: Sequence[Unread], before: str) -> Iterator[str]:
    for each in unread:
        says = f" '{each.says}'" if each.says else ""
        yield f"{before}not read: {each.where}{says} {each.why}"
