"""How facts are made: one small function, so that ids, texts and sources are uniform."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from pipeline import wording
from pipeline.facts.fact import Fact, Node
from pipeline.law import Deadlines
from pipeline.model import Movement, RatedPlan
from pipeline.periods import Period
from pipeline.places import Place
from pipeline.rating import protect
from pipeline.sheets.columns import Row


@dataclass(frozen=True)
class Ground:
    """All that facts are stated from: this quarter and last, rated; what moved; the law; what is protected.

    ``protected`` maps (measure id, period) to why a public paper prints its reading as ``c``; it is
    empty for papers that are not ``public``. ``older`` are the quarters before last, oldest first.
    """

    now: RatedPlan
    before: RatedPlan | None
    move: Movement
    law: Deadlines
    protected: Mapping[tuple[str, Period], str]
    public: bool = True
    older: Sequence[RatedPlan] = ()

    @property
    def as_at(self) -> date:
        return self.now.plan.details.as_at

    @cached_property
    def protected_before(self) -> Mapping[tuple[str, Period], str]:
        """What last quarter's public papers had to print as ``c``: a figure since restated is still not told."""
        return protect(self.before, self.older) if self.before is not None and self.public else {}

    @cached_property
    def tests(self) -> Mapping[Place, str]:
        """Where a rating rule's test stands -> the test."""
        return {rule.place("when"): rule.when for rule in self.now.scheme.rules}


def said(value: Any) -> str:
    """A value as it is printed where nothing more special is wanted."""
    if value is None:
        return ""
    if isinstance(value, date):
        return wording.day(value)
    if isinstance(value, (int, Decimal)):
        return wording.number(value)
    return str(value)


def fact(name: str, value: Any, text: str | None = None, sources: Iterable[Place] | Place = (), how: str = "") -> Fact:
    """A fact; its text is the value as it is usually said, unless given. A column that a sheet hasn't is no source."""
    found = tuple(each for each in ((sources,) if isinstance(sources, Place) else sources) if not each.instead)
    return Fact(name, value, wording.apostrophes(said(value) if text is None else text), found, how)


def copied(prefix: str, row: Row, **fields: str) -> dict[str, Fact]:
    """Facts straight from a row's cells: template name -> field name."""
    return {
        name: fact(f"{prefix}.{name}", getattr(row, field), sources=row.place(field)) for name, field in fields.items()
    }


def lines(prefix: str, texts: Iterable[tuple[str, Iterable[Place]]], how: str = "") -> tuple[Node, ...]:
    """Nodes with a ``text`` each, for lists of sentences."""
    return tuple(
        Node({"text": fact(f"{prefix}.{number}", text, sources=sources, how=how)})
        for number, (text, sources) in enumerate(texts, 1)
    )
