"""Overrides: a person's rating in place of the computed one."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pipeline.sheets.columns import Column, Row, sheet
from pipeline.sheets.ratings import Scale


@sheet("Overrides", required=False)
class Override(Row):
    """One row per override. It prints beside the computed rating, with its reason and who decided."""

    item: Annotated[
        str, Column("Item", "Reference of the action or measure.", ("Action or measure", "Reference"), "3.2")
    ]
    scale: Annotated[Scale, Column("Applies to", "delivery, impact or measure.", ("Scale",), "delivery")]
    rating: Annotated[str, Column("Overriding rating", "The rating to print.", ("Rating", "New rating"), "Amber")]
    reason: Annotated[str, Column("Reason for override", "Why. Needed to make a rating better.", ("Reason", "Why"))] = (
        ""
    )
    name: Annotated[str, Column("Decided by", "Post of the person who decided.", ("Name", "Approved by"))] = ""
    on: Annotated[date | None, Column("Decided on", "Day it was decided.", ("Date", "Override date"), "05/10/2026")] = (
        None
    )
