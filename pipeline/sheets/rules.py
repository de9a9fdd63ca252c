"""Rating rules: the council's decision table."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pipeline.sheets.columns import Column, Row, sheet
from pipeline.sheets.ratings import Scale


@sheet("Rating rules", required=False)
class RatingRule(Row):
    """One row per rule. For each action or measure, the first rule whose 'When' is true gives the rating."""

    order: Annotated[Decimal, Column("Order", "Rules are tried in this order.", ("No", "Rule order"), "10")]
    scale: Annotated[Scale, Column("Applies to", "delivery, impact or measure.", ("Scale",), "delivery", groups=True)]
    rating: Annotated[str, Column("Rating", "A rating of the key.", ("Then", "RAG"), "Red")]
    when: Annotated[
        str, Column("When", "The test, in the names listed in the README.", ("If", "Condition"), "days_overdue > 30")
    ]
    because: Annotated[
        str,
        Column(
            "Because",
            "The reason that is printed, with {names} for figures.",
            ("Reason", "Why"),
            "{days_overdue} days past its due date of {due}",
        ),
    ]
