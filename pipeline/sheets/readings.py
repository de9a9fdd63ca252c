"""Readings: one measure's figure for one period."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pipeline.periods import Period
from pipeline.sheets.columns import Column, Row, sheet


@sheet("Readings")
class Reading(Row):
    """One row per measure and period, with numerator and denominator wherever there are any."""

    @property
    def filled_in(self) -> bool:
        """Whether the row gives a figure, a symbol in its place or a note, and was not left blank."""
        figures = (self.value, self.numerator, self.denominator)
        return any(figure is not None for figure in figures) or bool(self.symbols) or bool(self.note.strip())

    measure: Annotated[
        str,
        Column(
            "Measure",
            "The measure's reference.",
            (
                "Measure ID",
                "Ref",
                "KPI",
                "Indicator",
                "Measure ref",
                "Measure no",
                "Measure code",
                "KPI ref",
                "PI",
                "PI ref",
                "PI code",
                "Indicator ref",
                "Indicator ID",
                "Metric",
                "Measure name",
                "Performance indicator",
                "Performance measure",
            ),
            "A1",
            groups=True,
        ),
    ]
    period: Annotated[
        Period,
        Column(
            "Period",
            "The month, quarter or year of the figure.",
            (
                "Reporting period",
                "Month",
                "Quarter",
                "Year",
                "Time period",
                "Reporting month",
                "Reporting quarter",
                "Period ending",
                "Period end",
            ),
            "2026-27 Q2",
            groups=True,
        ),
    ]
    numerator: Annotated[Decimal | None, Column("Numerator", "How many.", ("Num",), "128", symbols=True)] = None
    denominator: Annotated[
        Decimal | None, Column("Denominator", "Out of how many.", ("Den", "Denom", "Cohort"), "152", symbols=True)
    ] = None
    value: Annotated[
        Decimal | None,
        Column(
            "Value",
            "The figure, in the measure's unit: 84.2 or 84.2% for a percentage.",
            (
                "Figure",
                "Actual",
                "Result",
                "Outturn",
                "%",
                "Percentage",
                "Performance",
                "Rate",
                "Score",
                "Current value",
                "Actual performance",
                "Reported figure",
            ),
            "84.2%",
            symbols=True,
        ),
    ] = None
    note: Annotated[
        str,
        Column(
            "Reading note",
            "Anything special, such as a restatement and why.",
            ("Comment", "Comments", "Note", "Notes", "Commentary", "Remarks"),
        ),
    ] = ""
