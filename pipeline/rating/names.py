"""The names a rating rule may use: each with what it holds, what it means and an example.

Every name always has a value, so that no rule can stumble over a blank: a missing number is 0, a
missing word is ``not given`` (or ``none``), a missing date is the last day there is, which comes after every
other. Names that begin with ``has_`` say whether there is one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeAlias

from pipeline.sheets.ratings import Scale
from pipeline.wording import day, number

NO_DATE = date.max
NOT_GIVEN = "not given"

Value: TypeAlias = str | bool | int | Decimal | date


class Kind(StrEnum):
    """What a name holds."""

    WORD = "word"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "true or false"


@dataclass(frozen=True)
class Name:
    """One name: where it may be used, its kind, meaning and an example of a test with it.

    ``words`` are all the words it can hold, where that is a closed list. ``get`` works out its
    value from an item's case; ``show`` says it in a reason.
    """

    name: str
    scales: tuple[Scale, ...]
    kind: Kind
    meaning: str
    example: str
    get: Callable[[Any], Value]
    words: tuple[str, ...] = ()
    show: Callable[[Any], str] | None = None


class Unclear(Exception):
    """A name has no value that can be trusted; the message says why in the officer's words."""


def shown(name: Name, case: Any) -> str:
    """A name's value as a reason prints it."""
    return name.show(case) if name.show else _plain(name.get(case))


def _plain(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return "no date" if value == NO_DATE else day(value)
    if isinstance(value, int):
        return number(value)
    if isinstance(value, Decimal):
        return number(value) if value == value.to_integral_value() else number(value, 1)
    return value
