"""Faults in what stands beside small numbers."""

from collections.abc import Iterator
from typing import Any

from plans import measure, reading
from planted import SAID, Fault, fault

COUNT: dict[str, Any] = {
    "unit": "number", "decimals": 0, "polarity": "low", "sensitivity": "A children",
    "tolerance": None, "tolerance_unit": None, "baseline": None, "baseline_period": None, "benchmark": None,
    "benchmark_area": "", "benchmark_period": None, "benchmark_source": "", "target_period": None,
    "numerator": "", "denominator": "",
}  # fmt: skip


def faults() -> Iterator[Fault]:
    def counts(**figures: str) -> list[Any]:
        periods = {"q1": "2026-27 Q1", "q2": "2026-27 Q2"}
        return [
            reading(period=periods[name], value=value, numerator=None, denominator=None)
            for name, value in figures.items()
        ]

    for value, target, left in (("2", "2", "1 or 2"), ("5", "4", "5"), ("4", "3", "4 or 5")):
        yield fault(
            "S-06",
            "Target",
            f"by the rating rules leaves only {left}.",
            measures=[measure(target=target, **COUNT | SAID)],
            readings=counts(q2=value),
        )
    yield fault(
        "S-06a",
        "Value",
        "from 2026-27 Q1 to 2026-27 Q2 it grew by 3",
        measures=[measure(name="Children missing, year to date", target="40", **COUNT)],
        readings=counts(q1="10", q2="13"),
    )
    yield fault(
        "S-06b",
        "Value",
        "is 0.8 per 10,000 in 2026-27 Q2, with no Numerator",
        measures=[measure(**COUNT | {"unit": "per 10,000", "decimals": 1, "polarity": "context", "target": None})],
        readings=[reading(value="0.8", numerator=None, denominator=None)],
    )
    count = COUNT | {"polarity": "context", "target": None}
    ids = {"A1": (63, 58, 61), "A2": (60, 56, 54), "A3": (3, 2, 7)}
    yield fault(
        "S-06c",
        "Part of",
        "The figure of measure A3 for 2026-27 Q2 is printed as c, but A1 and A2 are printed and come to it",
        measures=[measure(**count | {"id": id_, "name": f"Children, {id_}"}) for id_ in ids],
        readings=_series(ids),
    )
    whole, part = {"A2": (60, 56, 54)}, {"A3": (57, 50, 40)}
    shares = [
        reading(period=when, numerator=above, denominator=below, value=None)
        for when, above, below in zip(
            ("2026-27 Q2", "2026-27 Q1", "2025-26 Q4"), (57, 50, 40), (60, 56, 54), strict=True
        )
    ]
    yield fault(
        "S-06c",
        "Part of",
        "The figure of measure A1 for 2026-27 Q2 is printed as c, but A2 and A3 are printed and come to it",
        measures=[
            measure(**SAID),
            *(measure(**count | {"id": id_, "name": f"Children, {id_}"}) for id_ in ("A2", "A3")),
        ],
        readings=[*shares, *_series(whole | part)],
    )


def _series(figures: dict[str, tuple[int, ...]]) -> list[Any]:
    periods = ("2026-27 Q2", "2026-27 Q1", "2025-26 Q4")
    return [
        reading(measure=id_, period=when, value=str(value), numerator=None, denominator=None)
        for id_, values in figures.items()
        for when, value in zip(periods, values, strict=True)
    ]
