"""Where a workbook's problems are marked: the cells of each sheet, and the problems of each cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.handback.grid import address
from pipeline.handback.listed import Letter
from pipeline.issues import Issue

MOST_MARKED = 2_000
"""Problems; with many more comments Excel takes minutes to open a workbook."""

Places = Mapping[tuple[int, int], Sequence[Issue]]
"""The problems of each cell, by its row from 1 and column from 0."""


def spread(found: Sequence[Issue], letter: Letter) -> tuple[dict[str, Places], Letter]:
    """The problems that have a cell, by sheet; the letter says where only the first are marked."""
    if len(found) > MOST_MARKED:
        letter = replace(
            letter, lines=[*letter.lines, f"Only the first {MOST_MARKED:,} problems are marked in the sheets."]
        )
    spots = [*found, *(each for issue in found for each in _also(issue))]
    by_sheet: dict[str, dict[tuple[int, int], list[Issue]]] = {}
    for issue in [each for each in spots if not each.alike][:MOST_MARKED]:
        place = address(issue.place.cell)
        if place is not None:
            by_sheet.setdefault(issue.place.sheet, {}).setdefault(place, []).append(issue)
    return dict(by_sheet), letter


def _also(issue: Issue) -> Iterator[Issue]:
    """The same problem at each of the other cells that it is about, and those that are told with it."""
    for cell in issue.also:
        yield replace(issue, place=replace(issue.place, cell=cell))
    for other in issue.alike:
        yield other
        yield from _also(other)
