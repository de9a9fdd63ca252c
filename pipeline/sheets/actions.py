"""Actions: the commitments of the plan."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pipeline.sheets.columns import Column, Row, sheet


@sheet("Actions")
class Action(Row):
    """One row per action. Original due dates are never changed; a new date goes in Revised due date."""

    id: Annotated[
        str,
        Column(
            "Action",
            "Its reference, never reused or renumbered.",
            (
                "Action ID",
                "Action ref",
                "Action no",
                "Ref",
                "Reference",
                "No",
                "ID",
                "Action number",
                "Action reference",
                "Ref no",
                "Number",
                "Item no",
            ),
            "3.2",
        ),
    ]
    domain: Annotated[
        str,
        Column(
            "Domain",
            "Number of the section it belongs to.",
            (
                "Theme no",
                "Domain no",
                "Theme",
                "Theme number",
                "Domain number",
                "Workstream",
                "Work stream",
                "Priority",
                "Priority area",
                "Section",
                "Strand",
            ),
            "3",
            groups=True,
        ),
    ]
    text: Annotated[
        str,
        Column(
            "What we will do",
            "One deliverable, starting with a verb.",
            (
                "Action description",
                "What",
                "Description",
                "Action",
                "Action required",
                "Action to be taken",
                "Agreed action",
                "Improvement action",
                "Key actions",
                "Task",
                "What will we do",
                "What we are going to do",
                "What needs to be done",
                "Specific action",
            ),
            "Introduce a weekly management oversight record for every child's file",
        ),
    ]
    findings: Annotated[
        tuple[str, ...],
        Column(
            "Findings",
            "The findings it answers, with ; between; or self-identified.",
            (
                "Finding",
                "Linked findings",
                "Finding IDs",
                "Ofsted finding",
                "Inspection finding",
                "Finding ref",
                "Recommendation",
                "Recommendation no",
                "Ofsted recommendation",
                "Area for improvement",
            ),
            "F3; F4",
            groups=True,
        ),
    ]
    outcome: Annotated[
        str,
        Column(
            "Outcome",
            "What will be different.",
            (
                "Intended outcome",
                "What will be different",
                "Expected outcome",
                "Desired outcome",
                "Intended outcomes",
                "Outcome sought",
                "What difference will it make",
            ),
        ),
    ]
    impact: Annotated[
        str,
        Column(
            "Impact for children",
            "What children will notice: 'Children will …'.",
            (
                "Difference for children",
                "Impact on children",
                "Impact",
                "Expected impact",
                "Intended impact",
                "Impact for children and families",
                "Impact on children and young people",
                "Impact for children and young people",
            ),
        ),
    ]
    lead: Annotated[
        str,
        Column(
            "Lead",
            "The one post answerable for it, as in the People sheet.",
            (
                "Action lead",
                "Lead officer",
                "Responsible officer",
                "Owner",
                "Who",
                "Lead person",
                "Lead name",
                "Lead manager",
                "Accountable lead",
                "Accountable officer",
                "Accountable",
                "Action owner",
                "Responsible",
                "Responsible person",
                "Responsible lead",
                "Responsibility",
                "By whom",
                "Named lead",
                "Assigned to",
            ),
            "Head of Assessment",
            groups=True,
        ),
    ]
    partner: Annotated[
        str,
        Column(
            "Partner",
            "Partner who must help, if any.",
            ("Partners", "Partner agency", "Supporting partners", "Partner lead"),
            "Police",
            groups=True,
        ),
    ] = ""
    start: Annotated[
        date,
        Column(
            "Start date",
            "Day work starts.",
            ("Start", "Date started", "Planned start", "Planned start date", "Commencement date"),
            "01/02/2026",
        ),
    ]
    original_due: Annotated[
        date,
        Column(
            "Original due date",
            "The first due date agreed. Never change it.",
            (
                "Due date",
                "Due",
                "Original target date",
                "Target date",
                "Deadline",
                "When",
                "By when",
                "Timescale",
                "Due by",
                "Date due",
                "Timescales",
                "Target completion date",
                "Planned completion date",
                "Completion due",
                "Delivery date",
                "Planned end date",
                "End date",
                "Original deadline",
                "Original timescale",
            ),
            "30/06/2026",
        ),
    ]
    revised_due: Annotated[
        date | None,
        Column(
            "Revised due date",
            "The current due date, if it was moved.",
            (
                "Revised date",
                "New due date",
                "Revised deadline",
                "Revised target date",
                "Revised timescale",
                "Revised completion date",
                "New target date",
                "Amended date",
                "Extended to",
                "Revised",
            ),
            "30/09/2026",
        ),
    ] = None
    revisions: Annotated[
        int | None,
        Column("Times re-dated", "How many times the due date has been moved.", ("No of revisions", "Revisions"), "1"),
    ] = None
    revision_reason: Annotated[
        str,
        Column(
            "Reason for new date",
            "Why it was moved.",
            (
                "Revision reason",
                "Reason for revision",
                "Reason for change of date",
                "Reason for extension",
                "Reason for delay",
            ),
        ),
    ] = ""
    revision_approved_by: Annotated[
        str,
        Column(
            "New date approved by",
            "The board or officer that agreed the new date.",
            ("Approved by", "Revision approved by"),
            "Children's Improvement Board",
        ),
    ] = ""
    revision_approved_on: Annotated[
        date | None,
        Column("New date approved on", "Day it was agreed.", ("Approved on", "Revision approved on"), "14/07/2026"),
    ] = None
    measures: Annotated[
        tuple[str, ...],
        Column(
            "Measures",
            "References of the measures that will show it worked, with ; between.",
            (
                "Success measures",
                "Measure",
                "KPI",
                "KPIs",
                "Measure of success",
                "Success measure",
                "Performance measures",
                "Performance indicators",
                "Success indicators",
            ),
            "A1; C2",
        ),
    ] = ()

    @property
    def due(self) -> date:
        """The current due date: the revised one where there is one."""
        return self.revised_due or self.original_due
