"""Readings as they are meant: rows left blank give way, and quarters dated by their last month are quarters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.issues import Issue, Severity, rule
from pipeline.periods import Span
from pipeline.sheets.columns import Row
from pipeline.sheets.measures import Frequency, Measure
from pipeline.sheets.readings import Reading
from pipeline.wording import joined

QUARTERS_END = rule(
    "Z-30", Severity.QUERY, "Readings of a quarterly measure are for quarters, not for their last months."
)


def without_blanks(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Readings without the rows that were left blank because their figure stands on another sheet."""
    readings = [(row, row.filled_in) for row in rows if isinstance(row, Reading)]
    given = {(row.measure, row.period) for row, filled_in in readings if filled_in}
    return tuple(row for row, filled_in in readings if filled_in or (row.measure, row.period) not in given)


def by_quarters_end(rows: Sequence[Row], measures: Sequence[Row]) -> tuple[tuple[Row, ...], list[Issue]]:
    """Readings of quarterly measures that say only the month (or the day) their quarters end in, as those quarters'."""
    quarterly = {row.id for row in measures if isinstance(row, Measure) and row.frequency is Frequency.QUARTERLY}
    told: dict[str, list[Reading]] = {}
    for row in rows:
        if isinstance(row, Reading) and row.measure in quarterly and row.period.span is Span.MONTH:
            told.setdefault(row.measure, []).append(row)
    ending = [name for name, months in told.items() if all(row.period == row.period.quarter_end for row in months)]
    if not ending:
        return tuple(rows), []
    latest = max((row for name in ending for row in told[name]), key=lambda row: row.period)
    found = tuple(
        row.model_copy(update={"period": row.period.quarter})
        if isinstance(row, Reading) and row.measure in ending and row.period.span is Span.MONTH
        else row
        for row in rows
    )
    subject = f"Measure {ending[0]} is" if len(ending) == 1 else f"Measures {joined(ending)} are"
    said = QUARTERS_END.at(
        latest.place("period"),
        f"{subject} read quarterly, and the readings are for months: they were taken for the quarters that those months end, "
        f"{latest.period} for {latest.period.quarter}.",
        "Check that they are the quarters' figures; if they are one month's, correct how often they are read.",
    )
    return found, [said]
