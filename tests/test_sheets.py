"""A newcomer adds a sheet with one small file, and is told at once when it is declared wrongly."""

from collections.abc import Callable
from typing import Annotated, Any

import pytest

from pipeline.checks.registry import heading
from pipeline.errors import Misdeclared
from pipeline.parse import EVERYDAY, parse_sheet
from pipeline.parse.values import parser
from pipeline.read import Cell, Line, Sheet
from pipeline.sheets.columns import KINDS, Choice, Column, Row, SheetType, sheet, sheet_types


class Visit(Row):
    """One row per visit."""

    on: Annotated[str, Column("Visited on", "The day.", ("Visit date",))]


def with_field(name: str, kind: Any, doc: str | None = "One row per visit.") -> type[Row]:
    return type("Visit", (Row,), {"__doc__": doc, "__module__": __name__, "__annotations__": {name: kind}})


@pytest.mark.parametrize(
    ("name", "row", "says"),
    [
        ("Actions", Visit, "Two sheets are called Actions: Action and Visit"),
        ("A test's own", with_field("on", str), r"The sheet A test's own: on has no Column"),
        ("A test's own", with_field("rate", Annotated[float, Column("Rate", "It.")]), "rate is of a kind that no cell is read"),
        ("A test's own", with_field("on", Annotated[int | str, Column("On", "It.")]), "on is of a kind that no cell is read"),
        ("A test's own", with_field("on", Annotated[str, Column("On", "It.")], None), "Visit has no docstring"),
        ("A test's own", type("Twice", (Visit,), {"__doc__": "A visit.", "__module__": __name__,
            "__annotations__": {"again": Annotated[str, Column("Visited on", "It.")]}}), "two columns are called Visited on"),
    ],
)  # fmt: skip
def test_a_sheet_that_is_declared_wrongly_is_said_at_once(name: str, row: type[Row], says: str) -> None:
    with pytest.raises(Misdeclared, match=says):
        sheet(name)(row)


def test_other_headings_that_are_no_tuple_are_said_at_once() -> None:
    with pytest.raises(Misdeclared, match=r"The column Visited on: other headings are a tuple, such as \('Seen on',\)"):
        Column("Visited on", "The day.", "Seen on")  # type: ignore[arg-type]


@pytest.mark.parametrize("ask", [lambda row: row.place("onn"), lambda row: heading(row, "onn")])
def test_a_column_that_no_sheet_has_is_said_where_it_is_asked_for(ask: Callable[[Row], object]) -> None:
    with pytest.raises(Misdeclared, match=r"Visit \(in .*test_sheets\) has no column onn; it has on\."):
        ask(Visit(on="12 August 2026"))


@pytest.mark.parametrize("kind", sheet_types(), ids=lambda kind: kind.name)
def test_every_sheet_is_known_by_its_own_headings_and_taken_for_no_other(kind: SheetType) -> None:
    said = [(column.heading, column.example or "Words") for column in kind.columns().values()]
    rows = said if kind.key_value else list(zip(*said, strict=True))
    lines = [Line(n, False, {at: Cell(text) for at, text in enumerate(row)}) for n, row in enumerate(rows, 1)]
    found, _ = parse_sheet(Sheet("plan.xlsx", "Sheet1", tuple(lines)), EVERYDAY)
    assert [each.kind.name for each in found] == [kind.name]


@pytest.mark.parametrize("kind", [*KINDS, *(kind | None for kind in KINDS), tuple[str, ...], Choice])
def test_whatever_a_column_may_be_can_be_read(kind: Any) -> None:
    assert parser(kind)
