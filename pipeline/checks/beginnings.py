"""What a quarter began with is looked at: proposals, overrides and words that are last quarter's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pipeline.checks.registry import Found, check, heading
from pipeline.issues import Severity
from pipeline.model import Plan, RatedPlan
from pipeline.sheets.columns import Row, sheet_types
from pipeline.sheets.overrides import Override
from pipeline.sheets.ratings import Standing
from pipeline.sheets.to_confirm import Proposal
from pipeline.wording import day, joined

_SOURCE = "Practice of quarterly reporting: what is carried over is looked at"


@check("U-13", Severity.QUERY, _SOURCE)
def proposals_confirmed(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """What was proposed when the quarter was begun has been changed or confirmed."""
    for row in now.plan.of(Proposal):
        if row.confirmed.strip().casefold() not in ("", "no", "n"):
            continue
        stands = _where(now.plan, row)
        if stands is None:
            yield Found(
                row.place("what"),
                f"{row.what}: {row.why or 'this was proposed when the quarter was begun'}",
                f"See to it, and write yes under {heading(row, 'confirmed')}.",
            )
            continue
        record, field = stands
        value = getattr(record, field)
        if (day(value) if isinstance(value, date) else str(value)) != row.proposed:
            continue  # it was changed since: somebody has looked at it
        yield Found(
            record.place(field),
            f"{row.what} is a proposal: {row.proposed}. {row.why}".strip(),
            f"Correct it here, or write yes under {heading(row, 'confirmed')} on the sheet {row.place().sheet or 'To confirm'}.",
        )


def _where(plan: Plan, row: Proposal) -> tuple[Row, str] | None:
    """The record and the field that a proposal was written into."""
    kind = next((each for each in sheet_types() if each.name == row.sheet), None)
    if kind is None:
        return None
    columns = kind.columns()
    field = next((name for name, column in columns.items() if column.heading == row.heading), "")
    first = next(iter(columns))
    for record in plan.rows.get(kind.row, ()):
        if field and (kind.key_value or getattr(record, first) == row.item):
            return record, field
    return None


@check("U-14", Severity.QUERY, _SOURCE)
def overrides_renewed(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """An override was decided in the quarter it is for, not before."""
    quarter = now.plan.details.quarter
    for row in now.plan.of(Override):
        said = [each for each in before.plan.of(Override) if each.item == row.item] if before else []
        if (row.on and row.on < quarter.start) or any(_same(row, each) for each in said):
            yield Found(
                row.place("on"),
                f"The override of {row.item} to {row.rating} was decided on {day(row.on)}, for an earlier quarter."
                if row.on
                else f"The override of {row.item} to {row.rating} is last quarter's.",
                "Take it out; or, if it was decided again, write who decided and when.",
            )


def _same(one: Override, other: Override) -> bool:
    return (one.scale, one.rating, one.name, one.on) == (other.scale, other.rating, other.name, other.on)


@check("U-15", Severity.QUERY, _SOURCE)
def causes_renewed(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """What a measure that is off track says of its cause and recovery is this quarter's."""
    for item, rated in now.measures.items():
        was = before.measures.get(item) if before else None
        if was is None or rated.rating.standing is not Standing.OFF_TRACK:
            continue
        same = [
            field
            for field in ("cause", "recovery")
            if (said := getattr(rated.measure, field)) and said == getattr(was.measure, field)
        ]
        if same and rated.measure.back_on_track == was.measure.back_on_track:
            names = joined(heading(rated.measure, field) for field in same)
            yield Found(
                rated.measure.place(same[0]),
                f"{names} of measure {item} {'is' if len(same) == 1 else 'are'} word for word last quarter's.",
                "Say what holds this quarter, or confirm that nothing has changed.",
                f"measure {item}",
            )
