"""Benchmarks: where a measure's published figures stand in the files of official statistics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pipeline.periods import Period
from pipeline.sheets.columns import Choice, Column, Row, sheet


class Use(Choice):
    """What a published figure is for."""

    BENCHMARK = "benchmark"
    READINGS = "readings"

    @classmethod
    def also(cls) -> Mapping[str, Choice]:
        return {"comparator": cls.BENCHMARK, "reading": cls.READINGS, "annual readings": cls.READINGS}


class YearOf(Choice):
    """Which day the publisher's year stands for."""

    MARCH = "year to 31 March"
    SEPTEMBER = "at 30 September"

    @classmethod
    def also(cls) -> Mapping[str, Choice]:
        return {
            "march": cls.MARCH,
            "31 march": cls.MARCH,
            "at 31 march": cls.MARCH,
            "financial year": cls.MARCH,
            "september": cls.SEPTEMBER,
            "30 september": cls.SEPTEMBER,
        }


@sheet("Benchmarks", required=False)
class Benchmark(Row):
    """One row per measure and area whose figures are taken from a file of published statistics.

    The file is one of the Department for Education's data files (explore education statistics), just as it is
    downloaded, in the quarter's folder `published`.
    """

    measure: Annotated[str, Column("Measure", "The measure's reference.", ("Measure ID", "Ref", "KPI"), "F2")]
    file: Annotated[
        str,
        Column(
            "Published file",
            "The file's name in the folder published.",
            ("File", "Data file"),
            "c1_children_in_need_referrals_and_rereferrals.csv",
        ),
    ]
    column: Annotated[
        str,
        Column(
            "Indicator column",
            "The heading of the file's column, as the file has it.",
            ("Indicator", "Published column"),
            "rereferral_percent",
        ),
    ]
    area: Annotated[
        str,
        Column(
            "Area",
            "England, a region, an authority, own council, or statistical neighbours (their mean).",
            ("Published area", "Geography"),
            "England",
        ),
    ]
    source: Annotated[
        str,
        Column(
            "Publication",
            "Whose figures they are and in which publication, as papers print it.",
            ("Published source", "Source"),
            "DfE, Children in need, 2025",
        ),
    ]
    use: Annotated[
        Use,
        Column(
            "Use as",
            "Benchmark, or readings (own council's years become the measure's readings).",
            ("Used as",),
            "benchmark",
        ),
    ] = Use.BENCHMARK
    year: Annotated[
        Period | None,
        Column("Year", "The year to compare with; left empty, the newest in the file.", ("Published year",), "2024-25"),
    ] = None
    year_of: Annotated[
        YearOf,
        Column(
            "Year is",
            "What the publisher's year stands for: its workforce figures are those at 30 September.",
            ("Year means",),
            "year to 31 March",
        ),
    ] = YearOf.MARCH
    only: Annotated[
        str,
        Column(
            "Only rows where",
            "Where the file has several rows for an area and year: column = what it says; more with ; between.",
            ("Filter", "Where"),
            "placement_stability = Living with the same carer for at least 2 years",
        ),
    ] = ""
