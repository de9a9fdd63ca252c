"""Small numbers that what is printed would give away: words, a rating, a running total (S-01a, S-06)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from pipeline import wording
from pipeline.checks.registry import Found, check, heading
from pipeline.issues import Severity
from pipeline.model import RatedPlan
from pipeline.protected import counts_of_children
from pipeline.rating import is_small, rate
from pipeline.rating.measures import figure_of, own_readings, printed
from pipeline.rating.suppression import HIGHEST, LOWEST, NARROWEST, few
from pipeline.sheets.actions import Action
from pipeline.sheets.columns import Row, columns_of
from pipeline.sheets.domains import Domain
from pipeline.sheets.measures import Measure, Sensitivity, Unit
from pipeline.sheets.meetings import Classification
from pipeline.sheets.milestones import Milestone
from pipeline.sheets.overrides import Override
from pipeline.sheets.ratings import Standing
from pipeline.sheets.readings import Reading
from pipeline.sheets.risks import Risk
from pipeline.sheets.updates import Update

_RUNNING = re.compile(r"\b(cumulative|running total|year[ -]to[ -]date|ytd|so far this year|since 1 april)\b", re.I)
_OF_CHILDREN = frozenset({Sensitivity.CHILDREN, Sensitivity.TIMELINESS})
_PRINTED_WORDS: tuple[type[Row], ...] = (Action, Domain, Measure, Milestone, Override, Reading, Risk, Update)


@check("S-01a", Severity.QUERY, "DfE disclosure control: children in need, and children looked after, data guidance")
def words_tell_no_count(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """Words that public papers print tell no count of children from 1 to 5.

    A query: what is said of two children may be known to all, or be about no one that could be found.
    """
    if not _has_public_paper(now):
        return
    for kind in _PRINTED_WORDS:
        for row in now.plan.rows.get(kind, ()):
            for field in columns_of(kind):
                text = getattr(row, field)
                if isinstance(text, str) and (said := counts_of_children(text)):
                    yield Found(
                        row.place(field),
                        f"{heading(row, field)} says “{said[0]}”: public papers print these words, and so small a number may "
                        "tell who they are.",
                        "Take the number out (“a few children”), or explain why nobody can be picked out by it.",
                    )


@check("S-06", Severity.ERROR, "DfE disclosure control: children in need, and children looked after, data guidance")
def rating_keeps_the_secret(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """A rating leaves open which number from 1 to 5 a hidden count is.

    A target of 2 that is met leaves 1 and 2, if the council's rules rate by the target; a rule of its own may leave
    fewer. A range of three is what other hidden counts keep.
    """
    if not _has_public_paper(now):
        return
    for rated in now.measures.values():
        measure, latest = rated.measure, rated.latest
        if latest is None or measure.unit is not Unit.COUNT or rated.rating.standing is Standing.UNKNOWN:
            continue
        value = printed(measure, latest)
        if value is None or not few(value) or not is_small(measure, latest):
            continue
        alike = _rated_alike(now, measure, latest, rated.rating.name)
        if value in alike and len(alike) < NARROWEST:
            yield Found(
                measure.place("target"),
                f"The figure of measure {measure.id} for {latest.period} is printed as c, but its rating, "
                f"{rated.rating.name}, by the rating rules leaves only {wording.joined(map(str, alike), 'or')}.",
                "Make Good is context only, so that it is not rated, or take the measure out of public papers.",
                f"measure {measure.id}",
            )


def _rated_alike(now: RatedPlan, measure: Measure, latest: Reading, name: str) -> list[int]:
    """The counts to which the council's rules give the rating of this name, beside the earlier figures that are printed."""
    found = []
    told = [row for row in now.plan.readings[measure.id] if row is not latest and not is_small(measure, row)]
    for each in range(LOWEST, HIGHEST + 1):
        readings = (*told, latest.model_copy(update={"value": Decimal(each)}))
        overrides = tuple(now.plan.of(Override))
        rows: dict[type[Row], tuple[Row, ...]] = {Measure: (measure,), Reading: readings, Override: overrides}
        rated, _ = rate(replace(now.plan, rows=rows), now.scheme)
        if rated.measures[measure.id].rating.name == name:
            found.append(each)
    return found


def _has_public_paper(now: RatedPlan) -> bool:
    return any(each.classification is Classification.PUBLIC for each in now.plan.meetings.values())


@check("S-06a", Severity.QUERY, "Statistical disclosure control: figures that differ by a small number give it away")
def running_totals_apart(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """A running total of children doesn't grow by 1 to 5 from one period to the next."""
    if not _has_public_paper(now):
        return
    for rated in now.measures.values():
        measure = rated.measure
        said = f"{measure.name} {measure.definition} {measure.note}"
        if measure.unit is not Unit.COUNT or measure.sensitivity not in _OF_CHILDREN or not _RUNNING.search(said):
            continue
        for was, reading in pairwise(own_readings(measure, rated.readings)):
            old, new = figure_of(measure, was), figure_of(measure, reading)
            if old is None or new is None or is_small(measure, was) or is_small(measure, reading):
                continue
            if was.period.after() == reading.period and few(new - old):
                yield Found(
                    reading.place("value"),
                    f"Measure {measure.id} is a running total, and from {was.period} to {reading.period} it grew by "
                    f"{wording.number(new - old)}: papers that print both give that number away.",
                    "Report each period by itself, so that small numbers are hidden; or explain why this one may be told.",
                    f"measure {measure.id}",
                )
