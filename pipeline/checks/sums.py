"""Small numbers that printed counts come to, where no cell says that they belong together (S-06c)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import combinations

from pipeline import wording
from pipeline.checks.registry import Found, check, heading
from pipeline.issues import Severity
from pipeline.model import RatedMeasure, RatedPlan
from pipeline.periods import Period
from pipeline.rating import figure_of, is_small, protect
from pipeline.rating.measures import own_readings
from pipeline.sheets.measures import Unit
from pipeline.sheets.meetings import Classification
from pipeline.sheets.readings import Reading

_PERIODS = 3  # in which counts must agree before it is no chance
_BESIDE = 2  # how many other parts of a total are tried

Counts = Mapping[Period, Decimal]


@check("S-06c", Severity.QUERY, "DfE disclosure control: children in need, and children looked after, data guidance")
def nothing_comes_to_it(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """A hidden figure is not what printed counts come to period after period.

    Totals are kept apart from their parts where the column Part of tells which they are; this is for those it
    doesn't tell. A share is looked at by its numerator and denominator.
    """
    if all(each.classification is not Classification.PUBLIC for each in now.plan.meetings.values()):
        return
    hidden = protect(now)
    counts = {id_: _counts(rated) for id_, rated in now.measures.items() if rated.measure.unit is Unit.COUNT}
    for id_, rated in now.measures.items():
        measure = rated.measure
        secrets = [row.period for row in rated.readings if (id_, row.period) in hidden and is_small(measure, row)]
        if not secrets or measure.part_of:
            continue
        latest = max(secrets)
        told = {
            other: found
            for other, found in counts.items()
            if other != id_
            and latest in found
            and (other, latest) not in hidden
            and now.measures[other].measure.domain == measure.domain
        }
        if together := _come_to(rated, told):
            yield Found(
                measure.place("part_of"),
                f"The figure of measure {id_} for {latest} is printed as c, but {wording.joined(together)} are printed and "
                "come to it in every period.",
                f"If they belong together, say so under {heading(measure, 'part_of')}, so that more is hidden; or take one of "
                "them out of public papers.",
                f"measure {id_}",
            )


def _counts(rated: RatedMeasure) -> Counts:
    rows = own_readings(rated.measure, rated.readings)
    return {row.period: value for row in rows if (value := figure_of(rated.measure, row)) is not None}


def _come_to(rated: RatedMeasure, told: Mapping[str, Counts]) -> list[str]:
    """Measures that give a hidden one away: a total and its other parts, or a share's numerator and denominator."""
    rows = own_readings(rated.measure, rated.readings)
    if rated.measure.unit is Unit.COUNT:
        own = _counts(rated)
        for whole, total in told.items():
            for many in range(1, _BESIDE + 1):
                for parts in combinations([each for each in told if each != whole], many):
                    if _agree(own, total, [told[part] for part in parts]):
                        return [whole, *parts]
        return []
    above, below = _parts(rows, "numerator"), _parts(rows, "denominator")
    late = {period: below[period] - above[period] for period in above if period in below}
    wholes = [id_ for id_, found in told.items() if _agree(below, found, [])]
    counted = [id_ for id_, found in told.items() if _agree(above, found, []) or _agree(late, found, [])]
    return next(([whole, part] for whole in wholes for part in counted if part != whole), [])


def _parts(rows: tuple[Reading, ...], name: str) -> Counts:
    return {row.period: value for row in rows if (value := getattr(row, name)) is not None}


def _agree(own: Counts, total: Counts, others: list[Counts]) -> bool:
    """Whether counts are a total less its other parts in every period that all have, and not by chance."""
    shared = [period for period in own if period in total and all(period in each for each in others)]
    if len(shared) < _PERIODS or len({total[period] for period in shared}) == 1:
        return False
    return all(own[period] == total[period] - sum(each[period] for each in others) for period in shared)
