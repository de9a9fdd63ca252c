"""Sheets of plain Python values, for tests of what is read from them."""

from decimal import Decimal

from pipeline.parse import EVERYDAY, parse_sheet
from pipeline.read import Cell, Line, Sheet


def grid(*rows, name="Sheet1", top=1, left=0, **more):
    """A sheet of plain Python values; None is an empty cell."""
    lines = []
    for number, row in enumerate(rows, top):
        cells = {
            left + column: value
            if isinstance(value, Cell)
            else Cell(Decimal(str(value)) if type(value) in (int, float) else value)
            for column, value in enumerate(row)
            if value is not None
        }
        if cells:
            lines.append(Line(number, number in more.get("hidden_rows", ()), cells))
    more.pop("hidden_rows", None)
    return Sheet("plan.xlsx", name, tuple(lines), **more)


def one_table(*rows, words=EVERYDAY, **more):
    """What a sheet with one table (or none) was recognised as."""
    found, issues = parse_sheet(grid(*rows, **more), words)
    assert len(found) < 2, [each.kind.name for each in found]
    return (found[0] if found else None), issues


def read(*rows, **more):
    """The rows of a sheet with one table, None where it was not recognised, and the issues."""
    found, issues = one_table(*rows, **more)
    return (found.rows if found else None), issues


def tables(*rows, words=EVERYDAY, **more):
    """Each table of a sheet as its kind's name and its rows, and the issues."""
    found, issues = parse_sheet(grid(*rows, **more), words)
    return [(each.kind.name, each.rows) for each in found], issues


def said(issues):
    """Code, cell and message of each issue."""
    return [(issue.code, issue.place.cell, issue.message) for issue in issues]
