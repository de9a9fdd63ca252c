"""Values of a chart piled one on the other, as stacked columns, areas and lines are."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.printing.chart.figures import Group

Pile = tuple[float | None, float | None]
"""Where a value starts and ends on the values' axis; None for a gap."""


def piled(group: Group) -> Sequence[Sequence[Pile]]:
    """Where each series' values start and end; those below zero are piled downward in columns."""
    longest = max((len(series.values) for series in group.series), default=0)
    if not group.stacked:
        return [
            list(series.spans) or [(None if value is None else 0.0, value) for value in series.values]
            for series in group.series
        ]
    ups, downs = [0.0] * longest, [0.0] * longest
    wholes = [sum(abs(s.values[i] or 0.0) for s in group.series if i < len(s.values)) or 1.0 for i in range(longest)]
    found = []
    for series in group.series:
        own: list[Pile] = []
        for i, value in enumerate(series.values):
            if value is None and group.kind == "bar":
                own.append((None, None))
                continue
            height = (value or 0.0) / (wholes[i] if group.stacked == "percent" else 1.0)
            pile = downs if height < 0 and group.kind == "bar" else ups
            own.append((pile[i], pile[i] + height))
            pile[i] += height
        found.append(own)
    return found
