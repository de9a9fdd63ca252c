"""Planted faults of published figures that were revised."""

import dataclasses
from decimal import Decimal
from typing import Any

from plans import earlier, rated, row
from planted import Fault

from pipeline.model import Published, RatedPlan, Series
from pipeline.periods import financial_year
from pipeline.places import Place
from pipeline.sheets.benchmarks import Benchmark


def with_series(now: RatedPlan, value: Decimal | None, said: str = "") -> RatedPlan:
    """A plan whose measure A1 is compared with England's published figures."""
    asked: Any = row(
        Benchmark,
        2,
        {"measure": "A1", "file": "x.csv", "column": "percent", "area": "England", "source": "Invented, 2025"},
    )
    figures = (
        Published(financial_year(2023), value, said, (Place("published/x.csv", "", "F2"),)),
        Published(financial_year(2024), Decimal("85.7"), "", (Place("published/x.csv", "", "F3"),)),
    )
    series = Series(asked, "England", figures, figures[-1])
    return dataclasses.replace(now, plan=dataclasses.replace(now.plan, published={"A1": (series,)}))


def faults() -> list[Fault]:
    was = with_series(earlier(), Decimal("84.1"))
    return [
        Fault("B-07", with_series(rated(), Decimal("84.3")), was, "Indicator column", "2023-24: 84.1, now 84.3"),
        Fault(
            "B-07", with_series(rated(), None, "c: hidden"), was, "Indicator column", "2023-24: 84.1, now 'c: hidden'"
        ),
    ]
