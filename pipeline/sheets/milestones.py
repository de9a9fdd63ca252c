"""Milestones: dated steps within an action."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pipeline.sheets.columns import Column, Row, sheet


@sheet("Milestones")
class Milestone(Row):
    """One row per step of an action."""

    action: Annotated[
        str,
        Column(
            "Action",
            "The action it is a step of.",
            (
                "Action ID",
                "Action ref",
                "Action no",
                "Ref",
                "Action number",
                "Action reference",
                "Linked action",
                "Reference",
            ),
            "3.2",
            groups=True,
        ),
    ]
    text: Annotated[
        str,
        Column(
            "Milestone",
            "What will have been done.",
            ("Step", "Milestone description", "Key milestone", "Key step"),
            "Form agreed by practice board",
        ),
    ]
    due: Annotated[
        date,
        Column(
            "Milestone date",
            "Day it is due.",
            ("Due", "Milestone due", "Milestone due date", "Due date", "Target date", "By when", "Deadline"),
            "31/05/2026",
        ),
    ]
    done: Annotated[
        date | None,
        Column(
            "Done on",
            "Day it was done; empty until then.",
            (
                "Date done",
                "Completed",
                "Done",
                "Completed on",
                "Date completed",
                "Completion date",
                "Actual date",
                "Date achieved",
                "Achieved on",
            ),
            "28/05/2026",
        ),
    ] = None
