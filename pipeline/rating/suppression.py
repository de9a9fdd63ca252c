"""Suppressing counts that add up: which must be hidden so that none from 1 to 5 can be worked out.

The arithmetic of hiding, without measures or papers: a line is a total and its parts. Counts of 1
to 5 are hidden, with the next smallest where the total would give one away, as the Department for
Education does; and more where what is left could lie in too narrow a range.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

LOWEST, HIGHEST = 1, 5  # counts of children that could pick one out
NARROWEST = 3  # a hidden figure must be able to lie anywhere in a range at least this wide
SYMBOL = "c"

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Suppressed:
    """What must be hidden of a line of counts: its total, and each of its parts."""

    total: bool
    parts: tuple[bool, ...]


def suppress(total: Decimal | int, parts: Sequence[Decimal | int], hidden: Sequence[bool] | None = None) -> Suppressed:
    """What to hide of counts that add up to ``total``, so that none from 1 to 5 can be worked out.

    ``hidden`` says what must be hidden anyway; without it, the counts from 1 to 5. The next smallest
    count is hidden too until every hidden one could lie in a range at least three wide; zeros
    and at last the total go where no other count is left.
    """
    values = [Decimal(part) for part in parts]
    out = list(hidden) if hidden is not None else [few(value) for value in values]
    total_out = hidden is None and few(Decimal(total))
    while not _safe(values, out, total_out):
        rest = [n for n, value in enumerate(values) if not out[n] and value > 0]
        if rest:
            out[min(rest, key=lambda n: (values[n], n))] = True
        elif total_out:
            return Suppressed(True, tuple(True for _ in values))
        else:
            total_out = True
    if total_out and sum(value > 0 for value in values) <= 1 and any(out):
        return Suppressed(True, tuple(True for _ in values))  # zeros beside it would say that all are of one kind
    return Suppressed(total_out, tuple(out))


def protected_counts(values: Sequence[Decimal | int]) -> tuple[str, ...]:
    """The parts of a line as a public table prints them, with ``c`` for what is hidden."""
    found = suppress(sum(Decimal(value) for value in values) if values else 0, values)
    return tuple(SYMBOL if out else str(value) for value, out in zip(values, found.parts, strict=True))


def feasible(values: Sequence[Decimal], hidden: Sequence[bool]) -> list[tuple[Decimal, Decimal]]:
    """The range each hidden count could lie in, for a reader who knows the total and every printed part.

    The reader is taken to know which counts are hidden for being from 1 to 5; of the others, only
    that they are not nothing.
    """
    chosen = [value for value, out in zip(values, hidden, strict=True) if out]
    left = sum(chosen, Decimal(0))
    bounds = [
        (Decimal(LOWEST), Decimal(HIGHEST)) if few(v) else (Decimal(0 if v == 0 else LOWEST), left) for v in chosen
    ]
    lows, highs = sum(low for low, _ in bounds), sum(high for _, high in bounds)
    return [(max(low, left - (highs - high)), min(high, left - (lows - low))) for low, high in bounds]


def few(count: Decimal) -> bool:
    """Whether a count of children is so small that it could pick one out."""
    return LOWEST <= count <= HIGHEST


def _safe(values: Sequence[Decimal], hidden: Sequence[bool], total_hidden: bool) -> bool:
    chosen = [value for value, out in zip(values, hidden, strict=True) if out]
    if total_hidden:
        # with every part printed the total can be added up
        return bool(chosen) or not any(values)
    if not chosen:
        return True
    left = sum(chosen, Decimal(0))
    if left <= HIGHEST:
        return False
    return all(high - low >= NARROWEST for low, high in feasible(values, hidden))


def worked_out(lines: Iterable[tuple[K, Sequence[K]]], hidden: Iterable[K]) -> set[K]:
    """Hidden counts that all the lines (total, parts) together still give away, though no one line does.

    A count is given away when the equations of the lines, with all that is printed filled in, have
    only one answer for it.
    """
    unknown = set(hidden)
    solved: dict[K, dict[K, Fraction]] = {}  # a hidden count -> the others that it hangs on, with their shares
    for total, parts in lines:
        row: dict[K, Fraction] = {}
        for key, sign in ((total, -1), *((part, 1) for part in parts)):
            if key in unknown:
                row[key] = row.get(key, Fraction(0)) + sign
        for key in [key for key in row if key in solved]:
            _add(row, solved[key], -row[key])
        row = {key: share for key, share in row.items() if share}
        if not row:
            continue
        pivot = next(iter(row))
        row = {key: share / row[pivot] for key, share in row.items()}
        for other in solved.values():
            if other.get(pivot):
                _add(other, row, -other[pivot])
        solved[pivot] = row
    return {key for key, row in solved.items() if not any(share for name, share in row.items() if name != key)}


def _add(row: dict[K, Fraction], other: dict[K, Fraction], times: Fraction) -> None:
    for key, share in other.items():
        row[key] = row.get(key, Fraction(0)) + share * times
