"""The plan as it stands in a quarter, and the plan as rated: what every stage after reading works on.

The records themselves (Action, Measure, Reading ...) are declared in :mod:`pipeline.sheets`, one
file a sheet; here is how they hang together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from pipeline.periods import Period
from pipeline.places import Place
from pipeline.sheets.actions import Action
from pipeline.sheets.benchmarks import Benchmark
from pipeline.sheets.columns import Row
from pipeline.sheets.details import Details
from pipeline.sheets.domains import Domain
from pipeline.sheets.findings import Finding
from pipeline.sheets.measures import Measure
from pipeline.sheets.meetings import Meeting
from pipeline.sheets.milestones import Milestone
from pipeline.sheets.overrides import Override
from pipeline.sheets.ratings import RatingKey, Scale, Standing
from pipeline.sheets.readings import Reading
from pipeline.sheets.rules import RatingRule
from pipeline.sheets.updates import Update

R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Published:
    """One published figure: of which period and area, and where it stands in the files.

    ``value`` is None where the publisher gives none; ``said`` is then what its ``symbol`` means ("c: not published, to
    protect confidentiality"), never a number. For a mean ``said`` tells of how many areas ("mean of 9 of 10").
    """

    period: Period
    value: Decimal | None
    said: str
    places: tuple[Place, ...]
    symbol: str = ""


@dataclass(frozen=True)
class Series:
    """The published figures that a row of the sheet Benchmarks asks for, oldest first, and the one to compare with."""

    row: Benchmark
    area: str
    figures: tuple[Published, ...]
    chosen: Published


@dataclass(frozen=True)
class Plan:
    """All that a quarter's folder says, as typed rows in the order of their sheets.

    ``rows`` holds every sheet's rows by row model; the properties name the ones most used. ``unread``
    holds the references of rows that are there but couldn't be read: that is said already. ``published`` holds
    the published figures of each measure, in the order of the sheet Benchmarks.
    """

    details: Details
    rows: Mapping[type[Row], tuple[Row, ...]]
    unread: Mapping[type[Row], frozenset[str]] = field(default_factory=dict)
    published: Mapping[str, tuple[Series, ...]] = field(default_factory=dict)

    def of(self, kind: type[R]) -> tuple[R, ...]:
        """The rows of one sheet."""
        return tuple(row for row in self.rows.get(kind, ()) if isinstance(row, kind))

    def may_hold(self, kind: type[Row], reference: str) -> bool:
        """Whether a row that couldn't be read is, or may be, the one of this reference."""
        return not {reference, ""}.isdisjoint(self.unread.get(kind, ()))

    @cached_property
    def domains(self) -> tuple[Domain, ...]:
        return self.of(Domain)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return self.of(Finding)

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        return self.of(Action)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        return self.of(Measure)

    @cached_property
    def updates(self) -> Mapping[str, Update]:
        """Action id -> its update (the first, where there are two: a check says so)."""
        return _first_by(self.of(Update), "action")

    @cached_property
    def milestones(self) -> Mapping[str, tuple[Milestone, ...]]:
        """Action id -> its milestones, by due date."""
        return _grouped(sorted(self.of(Milestone), key=lambda row: row.due), "action")

    @cached_property
    def readings(self) -> Mapping[str, tuple[Reading, ...]]:
        """Measure id -> its readings, oldest first."""
        return _grouped(sorted(self.of(Reading), key=lambda row: row.period), "measure")

    @cached_property
    def meetings(self) -> Mapping[str, Meeting]:
        """Paper name -> its meeting."""
        return _first_by(self.of(Meeting), "paper")


def _first_by(rows: tuple[R, ...], name: str) -> dict[str, R]:
    found: dict[str, R] = {}
    for row in rows:
        found.setdefault(getattr(row, name), row)
    return found


def _grouped(rows: list[R], name: str) -> dict[str, tuple[R, ...]]:
    found: dict[str, list[R]] = {}
    for row in rows:
        found.setdefault(getattr(row, name), []).append(row)
    return {key: tuple(group) for key, group in found.items()}


class Travel(StrEnum):
    """Direction of travel: about performance, never up or down."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    CHANGED = "changed"  # a context measure moved: neither good nor bad
    NONE = "no comparison"


@dataclass(frozen=True)
class Rating:
    """A rating of the council's scheme and the reason a member can read.

    ``key`` is its line in the rating key (name, standing, colours). ``rule`` is the cell of the
    rule that gave it. Where a person overrode it, ``override`` is theirs and ``computed`` the
    rating it replaced; ``reason`` then says both. ``stopped`` is true where the rules themselves
    are at fault: that is said at the rule.
    """

    key: RatingKey
    reason: str
    rule: Place
    override: Override | None = None
    computed: Rating | None = None
    stopped: bool = False

    @property
    def name(self) -> str:
        return self.key.name

    @property
    def standing(self) -> Standing:
        return self.key.standing


@dataclass(frozen=True)
class RatedAction:
    """An action with its update and both its ratings."""

    action: Action
    update: Update | None
    milestones: tuple[Milestone, ...]
    delivery: Rating
    impact: Rating
    priority: bool  # answers an area for priority action
    days_overdue: int  # past the current due date and not complete; otherwise 0


@dataclass(frozen=True)
class Comparison:
    """A reading against an earlier one: the earlier reading, the change in the measure's unit, and what it means."""

    travel: Travel
    period: Period
    earlier: Reading | None
    change: str  # signed and worded, e.g. "up 2.3 percentage points"; empty where there is no comparison
    reason: str


@dataclass(frozen=True)
class RatedMeasure:
    """A measure with its readings (oldest first), rating and directions of travel.

    ``latest`` is the newest reading of the measure's own frequency not later than the quarter
    reported that has a value; for a quarterly measure it must be the quarter itself.
    """

    measure: Measure
    readings: tuple[Reading, ...]
    latest: Reading | None
    rating: Rating
    on_quarter: Comparison
    on_year: Comparison


@dataclass(frozen=True)
class Scheme:
    """The council's decision table: the key (best first) and the rules in order, for each scale."""

    key: tuple[RatingKey, ...]
    rules: tuple[RatingRule, ...]

    def names(self, scale: Scale) -> tuple[str, ...]:
        """The ratings of a scale, best first."""
        return tuple(row.name for row in self.key if row.scale is scale)

    def find(self, scale: Scale, name: str) -> RatingKey | None:
        """The key's line for a rating's name, whatever its case."""
        for row in self.key:
            if row.scale is scale and row.name.casefold() == name.strip().casefold():
                return row
        return None

    def rank(self, rating: RatingKey) -> int:
        """0 for the best rating of its scale, and up; for comparing two ratings of one scale."""
        return self.names(rating.scale).index(rating.name)


@dataclass(frozen=True, eq=False)
class RatedPlan:
    """The plan with every action and measure rated by its own quarter's scheme; equal to no other, so that it can be a key."""

    plan: Plan
    scheme: Scheme
    actions: Mapping[str, RatedAction]  # by id, in the plan's order
    measures: Mapping[str, RatedMeasure]


class Shift(StrEnum):
    """How one rating moved since last quarter."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    NEW = "new"


@dataclass(frozen=True)
class RatingMove:
    """A rating now and last quarter; ``before`` is None for what is new."""

    item: str
    scale: Scale
    before: Rating | None
    now: Rating
    shift: Shift


@dataclass(frozen=True)
class DateMove:
    """An action whose due date moved since last quarter."""

    item: str
    original: date
    before: date
    now: date
    days: int
    reason: str
    approved_by: str


@dataclass(frozen=True)
class Movement:
    """What changed since last quarter. Empty (``has_before`` false) for the first quarter.

    ``ratings`` is keyed by (scale, item id).
    """

    has_before: bool
    before_period: Period | None = None
    ratings: Mapping[tuple[Scale, str], RatingMove] = field(default_factory=dict)
    redated: tuple[DateMove, ...] = ()
    completed: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    restated: tuple[tuple[Reading, Reading], ...] = ()  # (as said last quarter, as said now)
