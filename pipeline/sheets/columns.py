"""What a sheet is: a row model whose fields say their headings, what to put in them, and an example.

A sheet we know is one file here with one class, a :class:`Row` under ``@sheet``. Its fields'
types say how cells are parsed; the documentation in ``inputs/README.md`` is made from the same
declaration.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated, Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field

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
        return replace(first, heading=columns_of(type(self))[field].heading, instead=True) if field else first

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


_SHEETS: dict[str, SheetType] = {}
R = TypeVar("R", bound=type[Row])


def sheet(name: str, *, required: bool = True, key_value: bool = False, ours: bool = False) -> Any:
    """Enter a row model as a sheet we know."""

    def enter(row: R) -> R:
        if name in _SHEETS:
            raise ValueError(f"sheet {name!r} is entered twice")
        _SHEETS[name] = SheetType(name, row, required, key_value, ours)
        return row

    return enter


def sheet_types() -> tuple[SheetType, ...]:
    """Every sheet we know, by name (import ``pipeline.sheets`` first: it loads them all)."""
    return tuple(_SHEETS[name] for name in sorted(_SHEETS))


__all__ = ["Annotated", "Choice", "Column", "Row", "SheetType", "columns_of", "get_args", "sheet", "sheet_types"]
