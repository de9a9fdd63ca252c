"""What a sheet is: a row model whose fields say their headings, what to put in them, and an example.

A sheet we know is one file here with one class, a :class:`Row` under ``@sheet``. Its fields'
types say how cells are parsed; the documentation in ``inputs/README.md`` is made from the same
declaration.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field

from pipeline.errors import Misdeclared
from pipeline.periods import Period
from pipeline.places import Place


@dataclass(frozen=True)
class Column:
    """A column: the heading we print, other headings people type for it, what goes in, an example.

    What stands in a column that ``groups`` rows holds for all of them: for those a cell is merged over, and,
    where a sheet hasn't the column, for those below a title. ``symbols`` is whether a symbol of official statistics
    may stand for a figure: ``c``, ``<5``.
    """

    heading: str
    help: str
    also: tuple[str, ...] = ()
    example: str = ""
    groups: bool = False
    symbols: bool = False

    def __post_init__(self) -> None:
        if isinstance(self.also, str):
            raise Misdeclared(f"The column {self.heading}: other headings are a tuple, such as ({self.also!r},).")


class Choice(StrEnum):
    """A closed list of words; members' values are what we print, ``also`` what else is understood."""

    @classmethod
    def also(cls) -> Mapping[str, Choice]:
        """Other words people type, in lower case, and the member each stands for."""
        return {}


class Row(BaseModel):
    """One row of a sheet, with the place of each of its cells, and the symbols that stand in place of figures."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    places: Mapping[str, Place] = Field(default_factory=dict, repr=False)
    symbols: Mapping[str, str] = Field(default_factory=dict, repr=False)

    def place(self, field: str = "") -> Place:
        """Where a field's value stands; for a column the sheet doesn't have, the row's first cell under our heading."""
        found = self.places.get(field)
        if found is not None:
            return found
        first = next(iter(self.places.values()), Place(""))
        return replace(first, heading=column_of(type(self), field).heading, instead=True) if field else first

    @classmethod
    def stand_ins(cls, quarter: Period) -> Mapping[str, Any]:
        """What stands in a quarter's folder for fields that can't be read, so that the rest of it can be checked."""
        return {}


@dataclass(frozen=True)
class SheetType:
    """A kind of sheet: its name in words, its row model, and whether a quarter can do without it.

    ``key_value`` sheets list an item and its value on each row and make one record. ``ours`` are
    written by this program and hidden on purpose.
    """

    name: str
    row: type[Row]
    required: bool
    key_value: bool
    ours: bool = False

    @property
    def help(self) -> str:
        """The row model's docstring: what the sheet is for."""
        return (self.row.__doc__ or "").strip()

    def columns(self) -> dict[str, Column]:
        """Field name -> column, in the order of the model."""
        return columns_of(self.row)


def columns_of(row: type[Row]) -> dict[str, Column]:
    """The columns that a row model's fields declare."""
    found = {}
    for name, field in row.model_fields.items():
        for mark in field.metadata:
            if isinstance(mark, Column):
                found[name] = mark
    return found


def column_of(row: type[Row], field: str) -> Column:
    """The column of a row model's field; Misdeclared where it has none of that name."""
    columns = columns_of(row)
    if field not in columns:
        raise Misdeclared(f"{row.__name__} (in {row.__module__}) has no column {field}; it has {', '.join(columns)}.")
    return columns[field]


KINDS = (str, int, Decimal, date, Period)
"""What a cell can be read as, beside a :class:`Choice`; a ``tuple[str, ...]`` is a list in one cell."""


def _wrong(row: type[Row]) -> Iterator[str]:
    """What is wrong with how a row model is declared, in words that follow the sheet's name."""
    columns = columns_of(row)
    if not row.__doc__:
        yield f"{row.__name__} has no docstring that says what a row is"
    for name, field in row.model_fields.items():
        if name in Row.model_fields:
            continue
        if name not in columns:
            yield f"{name} has no Column(...), so nothing would be read into it"
        elif not _readable(field.annotation):
            kinds = ", ".join(kind.__name__ for kind in KINDS)
            yield f"{name} is of a kind that no cell is read as; there are {kinds}, a Choice and tuple[str, ...]"
    headings = [column.heading for column in columns.values()]
    for heading in dict.fromkeys(heading for heading in headings if headings.count(heading) > 1):
        yield f"two columns are called {heading}"


def _readable(annotation: Any) -> bool:
    """Whether a cell can be read as this, or as this or nothing."""
    kinds = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)
    kinds = tuple(kind for kind in kinds if kind is not NoneType)
    if len(kinds) != 1:
        return False
    [kind] = kinds
    return kind in KINDS or kind == tuple[str, ...] or (isinstance(kind, type) and issubclass(kind, Choice))


_SHEETS: dict[str, SheetType] = {}
R = TypeVar("R", bound=type[Row])


def sheet(name: str, *, required: bool = True, key_value: bool = False, ours: bool = False) -> Any:
    """Enter a row model as a sheet we know."""

    def enter(row: R) -> R:
        if name in _SHEETS:
            raise Misdeclared(f"Two sheets are called {name}: {_SHEETS[name].row.__name__} and {row.__name__}.")
        if wrong := list(_wrong(row)):
            raise Misdeclared(f"The sheet {name}: {'; '.join(wrong)}.")
        _SHEETS[name] = SheetType(name, row, required, key_value, ours)
        return row

    return enter


def sheet_types() -> tuple[SheetType, ...]:
    """Every sheet we know, by name (import ``pipeline.sheets`` first: it loads them all)."""
    return tuple(_SHEETS[name] for name in sorted(_SHEETS))
