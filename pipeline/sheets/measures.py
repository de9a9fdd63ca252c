"""Measures: the numbers we watch."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated

from pipeline.periods import Period
from pipeline.sheets.columns import Choice, Column, Row, sheet


class Polarity(Choice):
    """Which way is good (the Department for Education's own words, and a range)."""

    HIGH = "high"
    LOW = "low"
    RANGE = "range"
    CONTEXT = "context"

    @classmethod
    def also(cls) -> Mapping[str, Choice]:
        return {
            "high is good": cls.HIGH,
            "higher is better": cls.HIGH,
            "bigger is better": cls.HIGH,
            "low is good": cls.LOW,
            "lower is better": cls.LOW,
            "smaller is better": cls.LOW,
            "-": cls.CONTEXT,
            "neutral": cls.CONTEXT,
            "context only": cls.CONTEXT,
            "within range": cls.RANGE,
        }


class Unit(Choice):
    """What a reading is counted in."""

    PERCENT = "%"
    RATE = "per 10,000"
    COUNT = "number"
    WEEKS = "weeks"
    AVERAGE = "average"

    @classmethod
    def also(cls) -> Mapping[str, Choice]:
        return {
            "percent": cls.PERCENT,
            "per cent": cls.PERCENT,
            "percentage": cls.PERCENT,
            "rate": cls.RATE,
            "rate per 10,000": cls.RATE,
            "count": cls.COUNT,
            "no.": cls.COUNT,
            "no": cls.COUNT,
            "score": cls.AVERAGE,
            "mean": cls.AVERAGE,
        }


class ToleranceUnit(Choice):
    """Whether a tolerance is in percentage points or a per cent of the target."""

    POINTS = "percentage points"
    PERCENT = "per cent of target"

    @classmethod
    def also(cls) -> Mapping[str, Choice]:
        return {
            "pp": cls.POINTS,
            "points": cls.POINTS,
            "percentage point": cls.POINTS,
            "%": cls.PERCENT,
            "per cent": cls.PERCENT,
            "percent": cls.PERCENT,
            "relative": cls.PERCENT,
        }


class Sensitivity(Choice):
    """How a small figure is protected: see 'Small numbers' in the README."""

    CHILDREN = "A children"
    TIMELINESS = "B timeliness"
    WORKFORCE = "C workforce"
    OTHER = "D not about people"

    @classmethod
    def also(cls) -> Mapping[str, Choice]:
        return {"a": cls.CHILDREN, "b": cls.TIMELINESS, "c": cls.WORKFORCE, "d": cls.OTHER}


class Frequency(Choice):
    """How often a reading is expected."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    ANNUAL = "annual"

    @classmethod
    def also(cls) -> Mapping[str, Choice]:
        return {
            "month": cls.MONTHLY,
            "quarter": cls.QUARTERLY,
            "year": cls.ANNUAL,
            "yearly": cls.ANNUAL,
            "annually": cls.ANNUAL,
        }


@sheet("Measures")
class Measure(Row):
    """One row per measure: what it is, which way is good, and where it should be."""

    id: Annotated[
        str,
        Column(
            "Measure",
            "Its reference, never reused.",
            (
                "Measure ID",
                "Ref",
                "KPI",
                "Indicator",
                "Measure ref",
                "Measure no",
                "Measure code",
                "KPI ref",
                "KPI no",
                "PI ref",
                "PI code",
                "PI",
                "Indicator ref",
                "Indicator ID",
                "Indicator no",
                "Reference",
            ),
            "A1",
        ),
    ]
    name: Annotated[
        str,
        Column(
            "Measure name",
            "Its name in a line.",
            (
                "Name",
                "Indicator name",
                "Title",
                "Measure",
                "Indicator",
                "Measure title",
                "KPI name",
                "KPI description",
                "Performance indicator",
                "Performance measure",
                "Key performance indicator",
                "Indicator description",
                "Measure description",
                "Metric",
                "Description",
            ),
            "Assessments completed within 45 working days",
        ),
    ]
    domain: Annotated[
        str,
        Column(
            "Domain",
            "Number of the section it belongs to.",
            (
                "Domain no",
                "Theme no",
                "Theme",
                "Theme number",
                "Domain number",
                "Workstream",
                "Priority",
                "Priority area",
                "Section",
            ),
            "1",
            groups=True,
        ),
    ]
    definition: Annotated[str, Column("Definition", "Exactly what is counted.", ("Definition of measure",))]
    numerator: Annotated[
        str, Column("Numerator is", "What the numerator counts.", ("Numerator definition", "Numerator description"))
    ] = ""
    denominator: Annotated[
        str,
        Column("Denominator is", "What the denominator counts.", ("Denominator definition", "Denominator description")),
    ] = ""
    unit: Annotated[
        Unit,
        Column("Unit", "%, per 10,000, number, weeks or average.", ("Units", "Unit of measure", "Measured in"), "%"),
    ]
    decimals: Annotated[int, Column("Decimal places", "Decimal places to print.", ("DP", "dp"), "1")] = 1
    polarity: Annotated[
        Polarity,
        Column(
            "Good is",
            "High, low, range, or context (not rated).",
            (
                "Polarity",
                "Good performance is",
                "Good perf is",
                "Good performance",
                "High or low is good",
                "Desired direction",
                "Aim to",
                "Better is",
            ),
            "high",
        ),
    ]
    target: Annotated[
        Decimal | None,
        Column(
            "Target",
            "The figure to reach, in the measure's unit.",
            ("Current target", "Annual target", "Target figure"),
            "90",
        ),
    ] = None
    target_low: Annotated[
        Decimal | None, Column("Target range from", "For a range: lowest good figure.", ("Target low",), "12")
    ] = None
    target_high: Annotated[
        Decimal | None, Column("Target range to", "For a range: highest good figure.", ("Target high",), "20")
    ] = None
    tolerance: Annotated[
        Decimal | None,
        Column(
            "Tolerance",
            "How far short of target is still amber.",
            ("Amber tolerance", "Tolerance level", "Amber threshold"),
            "5",
        ),
    ] = None
    tolerance_unit: Annotated[
        ToleranceUnit | None,
        Column("Tolerance in", "Percentage points, or per cent of target.", ("Tolerance unit",), "percentage points"),
    ] = None
    baseline: Annotated[
        Decimal | None,
        Column(
            "Baseline",
            "The figure when the plan started.",
            ("Baseline figure", "Baseline value", "Starting point"),
            "68.2",
        ),
    ] = None
    baseline_period: Annotated[
        Period | None, Column("Baseline period", "The period of the baseline.", ("Baseline date",), "2024-25 Q4")
    ] = None
    target_period: Annotated[
        Period | None,
        Column(
            "Target period", "The period the target is to be reached in.", ("Target date", "Target by"), "2026-27 Q4"
        ),
    ] = None
    benchmark: Annotated[
        Decimal | None,
        Column(
            "Benchmark",
            "A published figure to compare with.",
            ("Comparator", "National", "England", "England average", "National average", "Benchmark figure"),
            "85.7",
        ),
    ] = None
    benchmark_area: Annotated[
        str, Column("Benchmark is for", "Whose figure it is.", ("Benchmark area", "Comparator name"), "England")
    ] = ""
    benchmark_period: Annotated[
        Period | None, Column("Benchmark year", "The year of the benchmark.", ("Comparator year",), "2024-25")
    ] = None
    benchmark_source: Annotated[
        str,
        Column(
            "Benchmark source",
            "Where it is published.",
            ("Comparator source",),
            "DfE, Characteristics of children in need",
        ),
    ] = ""
    frequency: Annotated[
        Frequency,
        Column(
            "How often", "Monthly, quarterly or annual.", ("Frequency", "Reporting frequency", "Reported"), "quarterly"
        ),
    ]
    sensitivity: Annotated[
        Sensitivity,
        Column(
            "Sensitivity",
            "A children, B timeliness, C workforce, or D not about people.",
            ("Small numbers class",),
            "A children",
        ),
    ]
    part_of: Annotated[
        str,
        Column(
            "Part of",
            "For one part of a total: the reference of the measure that is the total.",
            ("Parent measure",),
            "L1",
        ),
    ] = ""
    source: Annotated[
        str,
        Column(
            "Data source",
            "System or return the readings come from.",
            ("Source", "Source system"),
            "Case system, monthly extract",
        ),
    ] = ""
    note: Annotated[str, Column("Data note", "What a reader must know about the figures.", ("Note", "Notes"))] = ""
    cause: Annotated[str, Column("Cause", "If it is red or worse: why.", ("Reason for performance",))] = ""
    recovery: Annotated[
        str, Column("Recovery action", "If it is red or worse: what is being done.", ("Corrective action",))
    ] = ""
    recovery_lead: Annotated[str, Column("Recovery lead", "Who is doing it.", ("Lead",), "Head of Assessment")] = ""
    back_on_track: Annotated[
        Period | None,
        Column("Back on track by", "The period it should be back on track.", ("Recovery period",), "2026-27 Q3"),
    ] = None
