"""Whether a rating rule can ever be the first that is true, or rules before it always are.

Tried on sample values about every number, word and date that the rules name, so it finds the
usual slip (a wide test before a narrow one) and not every conceivable one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise, product
from typing import Any

from pipeline.rating.expressions import Test, literals
from pipeline.rating.names import NO_DATE, Kind, Name, Value
from pipeline.rating.rule_language import ast, errors

MOST_SAMPLES = 600  # beyond this a test has too many names to try; it is taken to be reachable


def covered_by(test: Test, earlier: Sequence[Test]) -> int | None:
    """The place among ``earlier`` of the last test needed to take all of ``test``'s cases; None if it can be reached."""
    names = set(test.names)
    rivals = [(n, each) for n, each in enumerate(earlier) if each.fixed is None and set(each.names) <= names]
    if test.fixed is not None or not rivals:
        return None
    samples = _samples(test.names, [test, *(each for _, each in rivals)])
    needed = -1
    for sample in samples:
        if _holds(test, sample):
            taken = next((n for n, each in rivals if _holds(each, sample)), None)
            if taken is None:
                return None
            needed = max(needed, taken)
    return needed if needed >= 0 else None


def _samples(names: Iterable[Name], tests: Sequence[Test]) -> list[dict[str, Value]]:
    said: list[Any] = [each for test in tests for each in literals(test)]
    choices = [(name.name, _values(name, said)) for name in names]
    many = 1
    for _, values in choices:
        many *= len(values)
    if many > MOST_SAMPLES:
        return []
    keys = [name for name, _ in choices]
    return [dict(zip(keys, values, strict=True)) for values in product(*(values for _, values in choices))]


def _values(name: Name, said: Sequence[Any]) -> list[Value]:
    """Values on, between and beyond all that the tests compare with."""
    if name.kind is Kind.YES_NO:
        return [True, False]
    if name.kind is Kind.WORD:
        return list(name.words) or [
            "another",
            *dict.fromkeys(each.value for each in said if _is(each, ast.StringExpression)),
        ]
    if name.kind is Kind.DATE:
        days = {each.value.date() for each in said if _is(each, ast.DatetimeExpression)} or {date(2026, 1, 1)}
        return [*sorted(day + timedelta(days=n) for day in days for n in (-1, 0, 1)), NO_DATE]
    marks = {Decimal(0), *(each.value * sign for each in said if _is(each, ast.FloatExpression) for sign in (1, -1))}
    ordered = sorted(marks)
    between = [(low + high) / 2 for low, high in pairwise(ordered)]
    return [ordered[0] - 1, *ordered, *between, ordered[-1] + 1]


def _is(literal: Any, kind: type) -> bool:
    return isinstance(literal, kind)


def _holds(test: Test, sample: dict[str, Value]) -> bool:
    try:
        return test.holds_for(sample)
    except (errors.EngineError, ArithmeticError):
        return False
