"""Problems of many rows that one mistake made, told as one: a column that is not there, or one that is wrong all the way down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.issues import Issue, errors
from pipeline.parse.about_headings import ELSEWHERE, lacking
from pipeline.places import Place
from pipeline.sheets.columns import Row
from pipeline.wording import count, joined, listed

MANY = 6
"""So many problems of a kind in one column are one mistake; fewer are told one by one."""
_SHOWN = 6
_DOWN_A_COLUMN = frozenset(
    {
        *("C-03", "C-04", "C-05", "C-06", "D-03", "D-03a", "D-03b", "D-04", "D-04a", "D-06", "D-06a", "D-07", "D-07b"),
        *("I-03", "I-04", "I-05", "I-06", "I-07", "M-01", "M-03", "M-06a", "M-06b", "M-06d", "U-04", "U-15", "Z-18"),
    }
)
"""Rules of a cell that one mistake breaks in a whole column: sorted, shifted, pasted over, filled down, lost."""

Rows = Mapping[type[Row], Sequence[Row]]


def told_together(issues: Iterable[Issue], rows: Rows) -> list[Issue]:
    """The issues, those of one column as one: each keeps its own words for its own cell (see ``Issue.alike``)."""
    given = list(issues)
    lost = lost_columns(given, rows)
    of_lost = {issue for found in lost.values() for issue in found}
    down: dict[tuple[str, ...], list[Issue]] = {}
    same: dict[tuple[str, ...], list[Issue]] = {}
    kept: list[Issue] = [_without_column(found) for found in lost.values()]
    for issue in given:
        if issue in of_lost:
            continue
        if not issue.place.cell or " " in issue.place.cell or issue.also:
            kept.append(issue)
        elif issue.code in _DOWN_A_COLUMN:
            down.setdefault((issue.code, *column(issue)), []).append(issue)
        else:
            same.setdefault((issue.code, *column(issue), _words(issue)), []).append(issue)
    for found in down.values():
        if len(found) >= MANY:
            kept.append(_one(found))
            continue
        for issue in found:
            same.setdefault((issue.code, *column(issue), _words(issue)), []).append(issue)
    kept += [_one(found) if len(found) > 1 else found[0] for found in same.values()]
    return _gathered(kept)


def _gathered(issues: Iterable[Issue]) -> list[Issue]:
    """The issues, with one for several sheets, files or columns that lack the same."""
    kept = list(issues)
    for belongs_to, as_one in _TOGETHER:
        groups: dict[tuple[str, ...], list[Issue]] = {}
        for issue in kept:
            if (group := belongs_to(issue)) is not None:
                groups.setdefault(group, []).append(issue)
        many = [found for found in groups.values() if len(found) > 1]
        told = {issue for found in many for issue in found}
        kept = [*(issue for issue in kept if issue not in told), *map(as_one, many)]
    return kept


def by_kind(issues: Iterable[Issue], rows: Rows) -> list[Issue]:
    """The issues, those of one rule on one sheet as one, however few they are."""
    kinds: dict[tuple[str, ...], list[Issue]] = {}
    for issue in told_together(issues, rows):
        kinds.setdefault((issue.code, issue.place.file, issue.place.sheet), []).append(issue)
    return [_one(found) if len(found) > 1 and not found[0].also else found[0] for found in kinds.values()]


def lost_columns(issues: Iterable[Issue], rows: Rows) -> dict[tuple[str, str, str], list[Issue]]:
    """File, sheet and heading of each column that a sheet hasn't and that two rows or more need -> what is said of them."""
    given = list(issues)
    columns = _columns(given, rows)
    lost: dict[tuple[str, str, str], list[Issue]] = {}
    for issue in given:
        place = issue.place
        here = columns.get((place.file, place.sheet))
        if here is not None and place.cell and place.heading and (letters(place.cell), place.heading) not in here:
            lost.setdefault((place.file, place.sheet, place.heading), []).append(issue)
    return {
        where: found for where, found in lost.items() if len({issue.place.cell for issue in found}) > 1 and where[2]
    }


def column(issue: Issue) -> tuple[str, str, str]:
    """The file, sheet and column that an issue stands in."""
    return (issue.place.file, issue.place.sheet, letters(issue.place.cell))


def _words(issue: Issue) -> str:
    """What two issues of a column say alike, where they are one: of scales without a key or rules, what to do."""
    return issue.remedy if issue.code == "Z-02" else issue.message


def letters(cell: str) -> str:
    """The column of a cell: ``AB`` of ``AB12``."""
    return cell.rstrip("0123456789")


def _columns(issues: Iterable[Issue], rows: Rows) -> dict[tuple[str, str], set[tuple[str, str]]]:
    """For each sheet with problems in it that gave rows, its columns: letters and the heading as typed."""
    wanted = {(issue.place.file, issue.place.sheet) for issue in issues if issue.place.heading}
    found: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for kind in rows.values():
        for row in kind:
            first = row.place()
            if (first.file, first.sheet) in wanted:
                columns = found.setdefault((first.file, first.sheet), set())
                columns.update((letters(place.cell), place.heading) for place in row.places.values())
    return found


def _without_column(found: Sequence[Issue]) -> Issue:
    """What follows, in all the rows of a sheet, from a column that it hasn't."""
    worst = (errors(found) or list(found))[0]
    place = worst.place
    where = f"The sheet {place.sheet}" if place.sheet else place.file.rpartition("/")[2]
    cells = dict.fromkeys(issue.place.cell for issue in found)
    return replace(
        worst,
        place=Place(place.file, place.sheet, "", place.heading),
        message=f"{where} has no column '{place.heading}', and {count(len(cells), 'row')} need it. In row "
        f"{place.cell.lstrip(letters(place.cell))}: {worst.message}",
        remedy=f"Add a column '{place.heading}', and any other column named here that the sheet hasn't, and fill them in; or put "
        "back what was taken out.",
        about="",
        alike=tuple(found),
    )


def _absent(found: Sequence[Issue]) -> Issue:
    """Several sheets that are not there."""
    names = joined(issue.about.removeprefix("sheet ") for issue in found)
    return replace(
        found[0],
        message=f"No sheets in the folder were recognised as {names}.",
        remedy=f"{found[0].remedy.replace('Add it', 'Add them').replace('for it', 'for them')} Is the workbook there that holds them?",
        about="",
        alike=tuple(found),
    )


def _without_columns(found: Sequence[Issue]) -> Issue:
    """Several columns that a sheet lacks."""
    first = found[0]
    sheet = first.about.removeprefix("sheet ")
    names = joined(f"'{issue.place.heading}'" for issue in found)
    return replace(
        first,
        message=f"{lacking(first.place.sheet, sheet)} no columns {names}.",
        remedy=f"Put them back from last quarter's workbook, or add columns of those headings and fill them in. {ELSEWHERE}",
        alike=tuple(found),
    )


def _held_again(found: Sequence[Issue]) -> Issue:
    """Several files that hold again what others hold."""
    names = joined(issue.place.file.rpartition("/")[2] for issue in found[:_SHOWN])
    more = f", and {len(found) - _SHOWN} more," if found[_SHOWN:] else ""
    return replace(
        found[0],
        message=f"{len(found)} files hold again what others of the folder hold: {names}{more}. Nothing in them was used.",
        remedy="Take those that are old, or copies, out of the folder.",
        alike=tuple(found),
    )


_TOGETHER: Sequence[tuple[Callable[[Issue], tuple[str, ...] | None], Callable[[Sequence[Issue]], Issue]]] = (
    (lambda issue: () if issue.code == "I-01" and issue.about else None, _absent),
    (lambda issue: () if issue.code == "I-08" else None, _held_again),
    (
        lambda issue: (issue.place.file, issue.place.sheet, issue.about) if issue.code == "C-08" else None,
        _without_columns,
    ),
)
"""What of several sheets, files or columns is told as one, and how."""


def _one(found: Sequence[Issue]) -> Issue:
    """The first of many problems alike, which says where the others are."""
    first = found[0]
    others = [issue.place.cell for issue in found[1:]]
    cause = (
        ""
        if len(found) < MANY
        else " Look first for one cause, such as a column that was sorted, moved or pasted over."
    )
    return replace(
        first,
        message=f"{first.message} {_so(others)}.",
        remedy=f"{first.remedy}{cause}",
        alike=tuple(found),
    )


def _so(others: Sequence[str]) -> str:
    """``It is so in 3 more cells (E7, E8 and E9)``."""
    return f"It is so in {count(len(others), 'more cell')} of this column ({listed(others, _SHOWN)})"
