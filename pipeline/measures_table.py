"""measures.csv: the measures' readings as data beside the papers, suppressed as the papers are."""

from __future__ import annotations

from collections.abc import Collection

from pipeline.facts.fact import Node
from pipeline.publish import as_text

COLUMNS = ["Measure", "Measure name", "Unit", "Good is", "Period", "Figure", "Target", "Benchmark"]


def measures_csv(measures: Collection[Node]) -> bytes:
    """A row for each measure and a column for each period charted, in time; ``c`` where a small number is protected.

    UTF-8 with a byte-order mark, so that Excel opens it as it is.
    """
    import pandas as pd  # a third of a second: only where a table is written

    rows = [
        [measure.id, measure.name, measure.unit, measure.polarity, row.period, row.text, row.target, measure.benchmark]
        for measure in measures
        for row in measure.chart_rows
    ]
    table = pd.DataFrame([[as_text(str(cell)) for cell in row] for row in rows], columns=COLUMNS)
    wide = table.pivot_table(
        index=[name for name in COLUMNS if name not in ("Period", "Figure")],
        columns="Period",
        values="Figure",
        aggfunc="first",
        sort=False,
    )
    periods = {str(row.period): row.period.value for measure in measures for row in measure.chart_rows}
    in_time = sorted(periods, key=lambda name: (periods[name].end, -periods[name].start.toordinal()))
    ordered = wide[in_time].fillna("").reset_index()
    return ordered.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")
