"""Tables of numbers beside the papers: the measures' readings as data, suppressed as the papers are."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.facts.fact import Node
from pipeline.publish import as_text

COLUMNS = ["Measure", "Measure name", "Unit", "Good is", "Period", "Figure", "Target", "Benchmark"]


def measures_csv(measures: Iterable[Node]) -> bytes:
    """A row for each measure and a column for each period charted, with ``c`` where a small number is protected.

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
    ordered = wide[sorted(wide.columns)].fillna("").reset_index()
    return ordered.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")
