"""Faults in measures and their readings."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from plans import (
    earlier,
    figures,
    measure,
    rated,
    reading,
    readings,
)
from planted import (
    SAID,
    Fault,
    fault,
    low,
    rated_as,
    with_measure,
)

from pipeline.model import Travel


def faults() -> Iterator[Fault]:
    yield fault(
        "M-06c",
        "Target",
        "Target is empty for measure A1, though Good is says high",
        measures=[measure(target=None)],
    )
    yield fault(
        "M-06c",
        "Target range to",
        "Target range to is empty for measure A1, though Good is says range",
        measures=[measure(polarity="range", target=None, target_low="12")],
    )
    yield fault(
        "M-06d",
        "Value",
        "Measure A1 has no figure for 2026-27 Q2, and Reading note doesn't say why",
        readings=[*readings()[:-1], reading(numerator=None, denominator=None, value=None)],
    )
    yield fault(
        "M-01a",
        "Tolerance",
        "Tolerance of measure A1 is 0.05 percentage points: it looks like a fraction",
        measures=[measure(tolerance="0.05", **SAID)],
    )

    def last(**changes: Any) -> dict[str, Any]:
        return {"readings": [*readings()[:-1], reading(**changes)], "measures": [measure(**SAID)]}

    yield fault("M-01", "Value", "is 104%", **low("101", "92", "104"))
    yield fault("M-01", "Value", "is 78.5%, but 140 of 160 is 87.5%", **last(value="78.5"))
    yield fault("M-01", "Value", "is 87%, but 140 of 160 is 87.5%", **last(value="87"))
    yield fault("M-01", "Value", "is 0.875%, but 140 of 160 is 87.5%", **last(value="0.875"))
    yield fault(
        "M-01",
        "Numerator",
        "is 160, more than Denominator, 140",
        **last(numerator="160", denominator="140", value="87.5"),
    )
    yield fault("M-01", "Denominator", "is -160, below nothing", **last(denominator="-160"))
    yield fault(
        "M-01",
        "Value",
        "is 7, but its numerator is 9",
        measures=[measure(unit="number", target="10", decimals=0, tolerance=None, tolerance_unit=None, **SAID)],
        readings=[reading(numerator="9", denominator=None, value="7")],
    )
    yield fault(
        "M-01",
        "Target",
        "Target of measure A1 is 850, which is no percentage",
        measures=[measure(target="850", **SAID)],
    )
    yield fault(
        "M-01",
        "Target range from",
        "is 20, more than Target range to, 12",
        measures=[measure(polarity="range", target=None, target_low="20", target_high="12", **SAID)],
    )
    yield fault(
        "M-01a", "Value", "is 0.86%, while its other figures are far larger", **low("80", "84", "0.86", "86", "87")
    )
    yield fault(
        "M-01a",
        "Target",
        "Target of measure A1 is 0.85%, while its readings are far larger",
        measures=[measure(target="0.85")],
    )
    yield fault(
        "M-01a",
        "Value",
        "is 4.5, and a number of things is whole",
        measures=[measure(unit="number", target="3", tolerance=None, tolerance_unit=None)],
        readings=figures("4.5"),
    )
    yield fault(
        "M-01a",
        "Value",
        "is 60, but its numerator and denominator come to 52.3",
        measures=[measure(unit="per 10,000", target="50", tolerance=None, tolerance_unit=None)],
        readings=[reading(numerator="340", denominator="65000", value="60")],
    )
    yield fault(
        "M-03",
        "Value",
        "2026-27 Q1, is 83.1%; last quarter it was 80.0%",
        earlier(readings=[*readings()[:-2], reading(period="2026-27 Q1", numerator=128, value="80")]),
    )
    yield fault("M-04", "Value", "is 87.5%, up 25.0 percentage points from 62.5%", readings=readings((96, 100, 140)))
    yield fault(
        "M-04",
        "Value",
        "is 86.0%, up 14.0 percentage points from 72.0%, far more than it usually changes",
        **low("70", "71", "70", "71", "70", "71", "72", "86"),
    )
    yield fault(
        "M-04",
        "Value",
        "has the numerator and denominator of 2026-27 Q1: 140 of 160",
        readings=readings((133, 140, 140)),
    )
    yield fault("M-04", "Value", "is 86.0%, the same as for the two periods before", **low("84", "86", "86", "86"))
    small = rated(readings=readings((98, 15), denominator="18", numerator="15", value="83.3"))
    green = with_measure(small, rating=rated_as(small, "Green"))
    yield Fault(
        "M-05", green, None, "Denominator", "Measure A1 is rated Green, but Denominator for 2026-27 Q2 is only 18"
    )
    better = dataclasses.replace(small.measures["A1"].on_quarter, travel=Travel.BETTER)
    risen = [*readings()[:-1], reading(numerator="17", denominator="18", value="94.4")]
    small = rated(readings=risen)
    yield Fault(
        "M-05",
        with_measure(small, on_quarter=dataclasses.replace(small.measures["A1"].on_quarter, travel=better.travel)),
        None,
        "Denominator",
        "Measure A1 has a direction of travel",
    )
    yield fault(
        "M-06",
        "Benchmark",
        "is 85.7, but Benchmark year and Benchmark source are empty",
        measures=[measure(benchmark_period=None, benchmark_source="")],
    )
    yield fault(
        "M-06a",
        "Definition",
        "Definition of measure A1 is Something else.; last quarter it was Of files open",
        earlier(),
        measures=[measure(definition="Something else.")],
    )
    yield fault(
        "M-06a",
        "Good is",
        "Good is of measure A1 is high; last quarter it was low",
        earlier(measures=[measure(polarity="low", target="60")]),
    )
    yield fault("M-06b", "Measure", "has no reading for 2026-27 Q1", readings=[*readings()[:-2], reading()])
    yield fault("M-06b", "Measure", "has no reading for 2026-27 Q2", readings=readings()[:-1])
    yield fault("M-06b", "Measure", "has no quarterly readings", readings=[])
    yield fault(
        "M-06b",
        "Measure",
        "has no reading for May 2026, June 2026, July 2026, August 2026 and September 2026",
        measures=[measure(frequency="monthly")],
        readings=[reading(period="April 2026")],
    )
