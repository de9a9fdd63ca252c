"""A cell as the type its column asks for, or why it can't be."""

from __future__ import annotations

import re
import types
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, NamedTuple, Union, get_args, get_origin

from pipeline.parse.dates import NotADate, is_either_order, parse_date
from pipeline.parse.numbers import is_nothing, parse_figure
from pipeline.parse.words import folded, nearest, tidy
from pipeline.periods import Period, month, parse_period
from pipeline.read.cells import Cell
from pipeline.read.formats import decimals, from_serial, is_date, is_percent
from pipeline.sheets.columns import Choice
from pipeline.symbols import TYPED
from pipeline.wording import day, joined


class Kept(Enum):
    """A number or a date that is not stored as one."""

    AS_TEXT = "as text"
    AS_NUMBER = "as a number"


class Order(Enum):
    """Which way round a date in figures is written."""

    EITHER = "either"
    MONTH_FIRST = "the month first"


class Parsed(NamedTuple):
    """What a cell says: the value (None for nothing), and how a number or date is kept that isn't stored as one.

    ``symbol`` is what official statistics print in place of a figure, ``note`` a mark beside a figure. ``order``
    tells of a date typed in figures that would be another, or only then a date, with the month first.

    Where it can't be understood, ``wrong`` says why, to follow what was found ("is not a date"), and
    ``remedy`` what to do; a value is then only a likely one, so that nothing is said of what follows.
    """

    value: Any
    kept: Kept | None = None
    wrong: str = ""
    remedy: str = ""
    symbol: str = ""
    note: str = ""
    order: Order | None = None


NOTHING = Parsed(None)
_FIRST_DAY, _LAST_DAY = 32_874, 73_415  # the days from 1990 to 2100 as Excel counts them
_TOO_LARGE = 10**12
_MOST_WHOLE = 20  # scores, decimal places, how often a date was moved
_LIST = re.compile(r"\s*[;,\n]\s*")
_MARKED = re.compile(r"\s*(?:/|&|\+|\band\b)\s*", re.IGNORECASE)
_ONE = r"(?:[A-Za-z]{1,4}[-. ]?\d{1,3}(?:\.\d{1,3})*|\d{1,3}(?:\.\d{1,3})+)"
_REFERENCES = re.compile(rf"{_ONE}(?:\s*(?:/|&|\+|\band\b)\s*{_ONE})+", re.IGNORECASE)


def parser(annotation: Any, *, an_id: bool = False, symbols: bool = False) -> Callable[[Cell], Parsed]:
    """The reader for a field's type, Optional or not.

    ``an_id`` is whether it is the record's reference, ``symbols`` whether a symbol may stand for a figure.
    """
    kinds = [kind for kind in _members(annotation) if kind is not type(None)]
    kind = kinds[0]
    if get_origin(kind) is tuple:
        return _list
    if isinstance(kind, type) and issubclass(kind, Choice):
        return lambda cell: _choice(cell, kind)
    if kind is str:
        return _reference if an_id else _words
    if kind is Decimal and symbols:
        return _figure_or_symbol
    readers: dict[Any, Callable[[Cell], Parsed]] = {date: _date, Decimal: _decimal, int: _int, Period: _period}
    return readers[kind]


def _members(annotation: Any) -> tuple[Any, ...]:
    if get_origin(annotation) in (Union, types.UnionType):
        return get_args(annotation)
    return (annotation,)


def shown(cell: Cell) -> str:
    """A cell's value as its person sees it, near enough: 3.10 where the format asks for two places."""
    value = cell.value
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Decimal):
        if is_percent(cell.format):
            return f"{_plain(value * 100)}%"
        places = decimals(cell.format) if cell.format else None
        if places is not None and value == round(value, places):
            return f"{value:.{places}f}"
        return _plain(value)
    if isinstance(value, datetime):
        return f"{day(value.date())} {value:%H:%M}"
    if isinstance(value, date):
        return day(value)
    return tidy(value or "")


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _words(cell: Cell) -> Parsed:
    return Parsed(shown(cell) or None)


def _reference(cell: Cell) -> Parsed:
    if isinstance(cell.value, date):
        was = f"{cell.value.day}.{cell.value.month}"
        remedy = f"If it was {was}, format the cell as Text and type {was} again; check the other references too."
        return Parsed(was, wrong=f"is a date: Excel may have made it of {was}", remedy=remedy)
    return _words(cell)


def _list(cell: Cell) -> Parsed:
    if isinstance(cell.value, date):
        found = _reference(cell)
        return found._replace(value=(found.value,))
    text = shown(cell)
    if is_nothing(text):
        return NOTHING
    items = [item for item in _LIST.split(text) if item]
    # "A1/A2" and "F1 & F3" are two references; "Board/Panel" and "2024/3" are one.
    items = [each for item in items for each in (_MARKED.split(item) if _REFERENCES.fullmatch(item) else [item])]
    return Parsed(tuple(dict.fromkeys(items)) or None)


def _date(cell: Cell) -> Parsed:
    value = cell.value
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        if 1990 <= value.year <= 2100:
            return Parsed(value)
        return Parsed(None, wrong=f"is not a likely date: the year is {value.year}", remedy=_RETYPE_DATE)
    if value == 0 and is_date(cell.format):
        # The date of an empty cell that a formula looks up; most people's formats show it, some hide it.
        return NOTHING if _HIDES_NOTHING.match(cell.format) else Parsed(None, wrong=_NO_DAY, remedy=_LOOKED_UP)
    if isinstance(value, Decimal):
        if value == int(value) and _IN_FIGURES.fullmatch(f"{value:f}"):
            return _date(Cell(f"{value:f}"))._replace(kept=Kept.AS_NUMBER)
        found = from_serial(float(value)) if _FIRST_DAY <= value < _LAST_DAY else None
        if isinstance(found, datetime):
            found = found.date()
        if found is not None:
            return Parsed(found, Kept.AS_NUMBER)
        return Parsed(None, wrong="is a number, not a date", remedy=_RETYPE_DATE)
    text = shown(cell)
    if is_nothing(text):
        return NOTHING
    try:
        return Parsed(parse_date(text), Kept.AS_TEXT, order=Order.EITHER if is_either_order(text) else None)
    except NotADate as why:
        remedy = f"If {day(why.likely)} is meant, type {why.likely:%d/%m/%Y}." if why.likely else _RETYPE_DATE
        return Parsed(None, wrong=str(why), remedy=remedy, order=Order.MONTH_FIRST if why.month_first else None)


_NO_DAY = "is what Excel makes of an empty cell that is looked up (00/01/1900), and not a date"
_LOOKED_UP = "Type the date in the cell that is looked up, or clear this one if there is none."
_HIDES_NOTHING = re.compile(r'\[=0\](?:"")?;')
_IN_FIGURES = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_RETYPE_DATE = "Type one day as day/month/year, such as 30/09/2026."


def _decimal(cell: Cell) -> Parsed:
    found = _figure(cell)
    if found.symbol and not is_nothing(found.symbol):
        return Parsed(None, wrong="is not a number", remedy=_RETYPE_FIGURE)
    return found._replace(symbol="")


def _figure_or_symbol(cell: Cell) -> Parsed:
    return _figure(cell)


_RETYPE_FIGURE = "Type the figure alone, or leave the cell empty if there is none; put words in a note."


def _figure(cell: Cell) -> Parsed:
    """The figure of a cell, or the symbol that stands in its place; one of more than twelve figures is a slip."""
    found = _any_figure(cell)
    if found.value is not None and abs(found.value) >= _TOO_LARGE:
        return Parsed(None, wrong="is too large to be a figure", remedy=_RETYPE_FIGURE)
    return found


def _any_figure(cell: Cell) -> Parsed:
    value = cell.value
    if isinstance(value, Decimal):
        return Parsed(_tidied(value * 100) if is_percent(cell.format) else value)
    if isinstance(value, date | bool):
        return Parsed(None, wrong="is not a number", remedy=_RETYPE_FIGURE)
    text = shown(cell)
    if is_nothing(text):
        return Parsed(None, symbol=text if text.casefold() in TYPED else "")
    said = parse_figure(text)
    if said.wrong:
        remedy = f"If {said.meant} is meant, type that alone; put words in a note." if said.meant else _RETYPE_FIGURE
        return Parsed(None, wrong=said.wrong, remedy=remedy)
    if said.value is None:
        return Parsed(None, symbol=said.symbol)
    return Parsed(said.value, Kept.AS_TEXT, note=said.note)


def _tidied(value: Decimal) -> Decimal:
    """Without the trailing noughts that multiplying leaves; 100 stays 100."""
    return Decimal(_plain(value))


def _int(cell: Cell) -> Parsed:
    found = _decimal(cell)
    if found.value is None:
        return found
    if found.value != int(found.value) or not 0 <= found.value <= _MOST_WHOLE:
        return Parsed(None, wrong=f"is not a whole number from 0 to {_MOST_WHOLE}", remedy="Type a whole number.")
    return found._replace(value=int(found.value))


def _period(cell: Cell) -> Parsed:
    value = cell.value
    if isinstance(value, date):
        return Parsed(month(value.year, value.month))
    if isinstance(value, Decimal) and _FIRST_DAY <= value < _LAST_DAY:
        on = from_serial(float(value))
        if on is not None:
            return Parsed(month(on.year, on.month), Kept.AS_NUMBER)
    text = shown(cell)
    if is_nothing(text):
        return NOTHING
    found = parse_period(text)
    if found is None:
        try:
            on = parse_date(text)
        except NotADate:
            remedy = "Type a quarter as 2026-27 Q2, a month as September 2026, or a year as 2026-27."
            return Parsed(None, wrong="is not a month, quarter or year", remedy=remedy)
        found = month(on.year, on.month)
    return Parsed(found)


@lru_cache(maxsize=64)
def _choices(kind: type[Choice]) -> dict[str, Choice]:
    """Every word understood, as compared, and the member it stands for."""
    said = {member.value: member for member in kind}
    return {_compared(word): member for word, member in {**kind.also(), **said}.items()}


def _compared(word: str) -> str:
    return folded(word) or word.strip()  # "-" has no letters to compare by


def _choice(cell: Cell, kind: type[Choice]) -> Parsed:
    text = "true" if cell.value is True else "false" if cell.value is False else shown(cell)
    known = _choices(kind)
    found = known.get(_compared(text.replace("\u2013", "-")))
    if found is not None:
        return Parsed(found)
    if is_nothing(text):
        return NOTHING
    words = [member.value for member in kind]
    like = nearest(text, [*words, *kind.also()])
    meant = known[_compared(like)].value if like else ""
    remedy = f"Did you mean '{meant}'? " if meant else ""
    return Parsed(None, wrong="is not a word for this column", remedy=f"{remedy}Type {joined(words, 'or')}.")
