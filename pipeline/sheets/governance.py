"""Governance: who oversees the plan, and how often."""

from __future__ import annotations

from typing import Annotated

from pipeline.sheets.columns import Column, Row, sheet


@sheet("Governance", required=False)
class Body(Row):
    """One row per board or committee that oversees the plan."""

    body: Annotated[
        str, Column("Body", "The board or committee.", ("Board or committee",), "Children's Improvement Board")
    ]
    role: Annotated[str, Column("Role in the plan", "What it does for the plan.", ("Role",))]
    chair: Annotated[str, Column("Chair", "Post of its chair.", ("Chaired by",), "Independent Chair")]
    meets: Annotated[str, Column("Meets", "How often.", ("Frequency",), "every month")]
