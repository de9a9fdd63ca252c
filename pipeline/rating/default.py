"""The shipped rating scheme, for a council that has no sheets of its own.

Delivery, impact and measures as English councils' published schemes commonly have them: blue for
done, grey for not started, lateness of more than 30 days red, measures green on target.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from pipeline.places import Place
from pipeline.sheets.columns import Row, columns_of
from pipeline.sheets.ratings import RatingKey
from pipeline.sheets.rules import RatingRule

R = TypeVar("R", bound=Row)


@cache
def default_key() -> tuple[RatingKey, ...]:
    """The shipped rating key, best first in each scale."""
    return _rows("default_key.csv", "Rating key", RatingKey)


@cache
def default_rules() -> tuple[RatingRule, ...]:
    """The shipped rating rules, in order."""
    return _rows("default_scheme.csv", "Rating rules", RatingRule)


def _rows(file: str, sheet: str, kind: type[R]) -> tuple[R, ...]:
    fields = {column.heading: name for name, column in columns_of(kind).items()}
    found = []
    text = files("pipeline.rating").joinpath(file).read_text(encoding="utf-8")
    for number, line in enumerate(csv.DictReader(text.splitlines()), start=2):
        places = {
            fields[heading]: Place(f"shipped/{file}", sheet, f"{'ABCDEFGH'[column]}{number}", heading)
            for column, heading in enumerate(line)
        }
        values: dict[str, Any] = {fields[heading]: cell for heading, cell in line.items()}
        found.append(kind(**values, places=places))
    return tuple(found)
