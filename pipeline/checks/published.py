"""Published figures that their publisher has revised are listed, old and new (B-07)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline import wording
from pipeline.checks.registry import Found, check
from pipeline.issues import Severity
from pipeline.model import Published, RatedPlan


@check("B-07", Severity.QUERY, "Performance reports of English councils that mark restated figures")
def revisions_listed(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """A published figure of an earlier year is what it was last quarter, or papers say that it was revised."""
    if before is None:
        return
    for measure, every in now.plan.published.items():
        for series in every:
            was = next(
                (
                    old
                    for old in before.plan.published.get(measure, ())
                    if (old.area, old.row.only, old.row.year_of) == (series.area, series.row.only, series.row.year_of)
                ),
                None,
            )
            if was is None:
                continue
            earlier = {figure.period: figure for figure in was.figures}
            changed = [
                f"{figure.period}: {_text(old)}, now {_text(figure)}"
                for figure in series.figures
                if (old := earlier.get(figure.period)) is not None and _text(old) != _text(figure)
            ]
            if changed:
                yield Found(
                    series.row.place("column"),
                    f"Since last quarter's folder the publisher has revised {wording.count(len(changed), 'figure')} of "
                    f"{series.area}: {'; '.join(changed)}",
                    "Check that the old and new files are of the same table, and say in the paper what was revised.",
                    f"measure {measure}",
                )


def _text(figure: Published) -> str:
    return f"'{figure.said}'" if figure.value is None else wording.plain(figure.value)
