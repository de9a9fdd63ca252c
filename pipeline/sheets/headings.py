"""Headings: what a council calls its own columns, said once."""

from __future__ import annotations

from typing import Annotated

from pipeline.sheets.columns import Column, Row, sheet


@sheet("Headings", required=False)
class OwnHeading(Row):
    """One row per heading that a council words in its own way. It then counts in every file of the folder."""

    sheet: Annotated[str, Column("Sheet", "The sheet the heading is on, by its name here.", ("Sheet name",), "Actions")]
    standard: Annotated[
        str,
        Column(
            "Standard heading",
            "The heading, as this guide lists it.",
            ("Heading in the guide", "Guide heading"),
            "Original due date",
        ),
    ]
    ours: Annotated[
        str,
        Column(
            "Our heading",
            "The heading that stands in the council's own sheets.",
            ("Council heading", "Council's heading", "Your heading"),
            "To be delivered by",
        ),
    ]
