"""Updates: what each lead says happened to their actions this quarter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pipeline.sheets.columns import Choice, Column, Row, sheet


class Status(Choice):
    """Where an action is, as its lead says."""

    NOT_STARTED = "not started"
    IN_PROGRESS = "in progress"
    COMPLETE = "complete"
    EMBEDDED = "embedded"
    CLOSED = "closed"

    @classmethod
    def also(cls) -> Mapping[str, Choice]:
        return {
            "completed": cls.COMPLETE,
            "done": cls.COMPLETE,
            "ongoing": cls.IN_PROGRESS,
            "on-going": cls.IN_PROGRESS,
            "started": cls.IN_PROGRESS,
            "underway": cls.IN_PROGRESS,
            "under way": cls.IN_PROGRESS,
            "in-progress": cls.IN_PROGRESS,
            "not yet started": cls.NOT_STARTED,
            "withdrawn": cls.CLOSED,
        }


class Outlook(Choice):
    """Whether the lead expects to meet the due date."""

    ON_TRACK = "on track"
    AT_RISK = "at risk"
    WILL_MISS = "will not be met"

    @classmethod
    def also(cls) -> Mapping[str, Choice]:
        return {
            "yes": cls.ON_TRACK,
            "no": cls.WILL_MISS,
            "off track": cls.WILL_MISS,
            "will miss": cls.WILL_MISS,
            "risk": cls.AT_RISK,
        }


@sheet("Updates")
class Update(Row):
    """One row per action, filled in by its lead each quarter. Usually one workbook per lead."""

    action: Annotated[
        str,
        Column(
            "Action",
            "The action's reference.",
            (
                "Action ID",
                "Action ref",
                "Action no",
                "Ref",
                "Reference",
                "No",
                "Action number",
                "Action reference",
                "Ref no",
                "Number",
                "Item no",
            ),
            "3.2",
        ),
    ]
    text: Annotated[
        str,
        Column(
            "What we will do",
            "The action's words as the plan has them, so that the lead sees which it is.",
            ("Action description", "What", "Description", "Action"),
            "Introduce a weekly management oversight record for every child's file",
        ),
    ] = ""
    agreed_due: Annotated[
        str,
        Column(
            "Agreed due date", "The due date as the plan has it; changing it here changes nothing.", (), "30/06/2026"
        ),
    ] = ""
    status: Annotated[
        Status | None,
        Column(
            "Status",
            "Not started, in progress, complete, embedded or closed.",
            (
                "Current status",
                "Action status",
                "Progress status",
                "Delivery status",
                "Status of action",
                "Status this quarter",
            ),
            "in progress",
        ),
    ] = None
    progress: Annotated[
        str,
        Column(
            "Progress this quarter",
            "What has been done and what difference it made. New words each quarter.",
            (
                "Progress",
                "Update",
                "Progress update",
                "Commentary",
                "Latest update",
                "Progress to date",
                "Current position",
                "Progress since last update",
                "Progress made",
                "Narrative",
                "Update on progress",
                "Quarterly update",
                "Update this quarter",
                "Progress and comments",
                "Progress notes",
            ),
        ),
    ] = ""
    next_steps: Annotated[
        str,
        Column(
            "Next steps",
            "What will be done next quarter.",
            (
                "Next step",
                "Next quarter",
                "Planned next steps",
                "Next actions",
                "Actions for next quarter",
                "What next",
            ),
        ),
    ] = ""
    outlook: Annotated[
        Outlook | None,
        Column(
            "Will the due date be met?",
            "On track, at risk, or will not be met.",
            ("Outlook", "On track?", "Confidence"),
            "on track",
        ),
    ] = None
    cause: Annotated[
        str,
        Column(
            "Cause or barrier",
            "If it is late or at risk: why.",
            (
                "Barrier",
                "Cause",
                "Risk or barrier",
                "Issues",
                "Barriers",
                "Blockers",
                "Risks and issues",
                "Issues and risks",
                "Reason for delay",
                "Reasons for slippage",
                "Challenges",
            ),
        ),
    ] = ""
    recovery: Annotated[
        str,
        Column(
            "Recovery action",
            "If it is late or at risk: what is being done about it.",
            (
                "Corrective action",
                "Action to recover",
                "Remedial action",
                "Recovery plan",
                "Action to get back on track",
            ),
        ),
    ] = ""
    back_on_track: Annotated[
        date | None,
        Column(
            "Back on track by",
            "If it is late or at risk: when it will be back on track.",
            ("Recovery date", "Expected date", "Forecast date", "Forecast completion date", "Expected completion date"),
            "30/11/2026",
        ),
    ] = None
    completed: Annotated[
        date | None,
        Column(
            "Completed on",
            "Day it was completed.",
            (
                "Completed date",
                "Date completed",
                "Date delivered",
                "Completion date",
                "Completed",
                "Date of completion",
                "Actual completion date",
                "Date closed",
                "Closed date",
            ),
            "18/09/2026",
        ),
    ] = None
    evidence: Annotated[
        str,
        Column(
            "Evidence",
            "What shows that it was done, with its date and where it is held.",
            ("Delivery evidence", "Evidence of completion", "Evidence of delivery", "Supporting evidence"),
        ),
    ] = ""
    impact_evidence: Annotated[
        str,
        Column(
            "Evidence of impact",
            "What shows the difference for children.",
            ("Impact evidence", "Impact to date", "Impact so far", "Evidence of outcome"),
        ),
    ] = ""
    lead_rating: Annotated[
        str,
        Column(
            "Lead's rating",
            "The lead's own view of the rating.",
            (
                "Self-assessed RAG",
                "RAG",
                "BRAG",
                "Declared RAG",
                "RAG rating",
                "RAG status",
                "BRAG rating",
                "BRAG status",
                "Current RAG",
                "Delivery RAG",
                "Overall RAG",
                "RAG this quarter",
                "BRAG this quarter",
            ),
            "Green",
        ),
    ] = ""
    updated_by: Annotated[
        str, Column("Updated by", "Who filled in this row.", ("Completed by", "Author", "Update provided by"))
    ] = ""
    updated_on: Annotated[
        date | None,
        Column(
            "Updated on",
            "Day this row was filled in.",
            (
                "Date updated",
                "Update date",
                "Date of update",
                "Last updated",
                "Date of last update",
                "Date last updated",
            ),
            "02/10/2026",
        ),
    ] = None
