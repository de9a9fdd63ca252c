"""Plan details: one item a line, the facts about the plan and the quarter that everything else leans on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pipeline.periods import Period
from pipeline.sheets.columns import Column, Row, sheet


@sheet("Plan details", key_value=True)
class Details(Row):
    """What the plan is, whose it is, and which quarter this folder speaks for."""

    @property
    def letter(self) -> str:
        """What the inspectors sent: a ``report`` of an inspection, a ``letter`` after a visit."""
        said = self.inspection.casefold()
        return "report" if "inspection" in said and "visit" not in said else "letter"

    @classmethod
    def stand_ins(cls, quarter: Period) -> Mapping[str, Any]:
        """Dates that no other contradicts, for the quarter that the folder is named after."""
        early, late = date(1990, 1, 1), date(2190, 1, 1)
        begun = dict.fromkeys(("plan_start", "inspection_date", "letter_published", "updates_open"), early)
        return begun | {
            "quarter": quarter,
            "as_at": quarter.end,
            "letter_received": quarter.end,
            "plan_end": late,
            "updates_close": late,
        }

    council: Annotated[str, Column("Council", "The council's name as it is printed.", example="Exampleshire Council")]
    plan_title: Annotated[
        str,
        Column("Plan title", "The one name of the plan, used in every paper.", example="Children's Improvement Plan"),
    ]
    service: Annotated[str, Column("Service", "The service the plan is about.", example="children's social care")]
    quarter: Annotated[
        Period,
        Column("Quarter", "The quarter reported, as year and number.", ("Reporting quarter", "Period"), "2026-27 Q2"),
    ]
    as_at: Annotated[
        date,
        Column(
            "As at",
            "The date the papers speak from: ratings are worked out as on this day.",
            ("As at date", "Position as at"),
            "30/09/2026",
        ),
    ]
    plan_start: Annotated[date, Column("Plan start", "First day of the plan.", ("Plan start date",), "01/04/2025")]
    plan_end: Annotated[
        date, Column("Plan end", "Last day of the plan; no action may be due later.", ("Plan end date",), "31/03/2027")
    ]
    inspection: Annotated[
        str, Column("Inspection", "What the inspectorate did, in a few words.", example="focused visit")
    ]
    inspection_topic: Annotated[
        str, Column("Inspection topic", "What it looked at.", example="children subject to a child protection plan")
    ]
    inspection_date: Annotated[
        date, Column("Inspection date", "First day of the inspection or visit.", ("Visit date",), "02/12/2025")
    ]
    letter_received: Annotated[
        date,
        Column(
            "Letter received",
            "Day the council received the inspectorate's letter or report. The legal deadlines run from this day.",
            ("Letter received date",),
            "05/01/2026",
        ),
    ]
    letter_published: Annotated[
        date, Column("Letter published", "Day the inspectorate published it.", ("Letter published date",), "26/01/2026")
    ]
    board: Annotated[
        str,
        Column(
            "Improvement board",
            "The one name of the board that oversees the plan; empty where there is none.",
            ("Board",),
            "Children's Improvement Board",
        ),
    ] = ""
    board_chair: Annotated[str, Column("Board chair", "Post of the board's chair.", example="Independent Chair")] = ""
    director: Annotated[
        str,
        Column(
            "Director",
            "Post of the officer answerable for the plan.",
            ("Responsible director",),
            "Executive Director of Children's Services",
        ),
    ]
    scrutiny: Annotated[
        str,
        Column(
            "Scrutiny committee",
            "The overview committee that gets the quarterly updates.",
            ("Overview committee",),
            "Children's Overview Committee",
        ),
    ]
    updates_open: Annotated[
        date,
        Column("Updates open", "First day an update counts as this quarter's.", ("Update window opens",), "21/09/2026"),
    ]
    updates_close: Annotated[
        date, Column("Updates close", "Last day for updates.", ("Update window closes",), "16/10/2026")
    ]
    statement_sent: Annotated[
        date | None,
        Column(
            "Statement sent",
            "Day the written statement of proposed action was sent to the inspectorate; empty until then.",
            ("Statement submitted", "Statement sent on"),
            "14/04/2026",
        ),
    ] = None
    area: Annotated[
        str,
        Column(
            "Area in published statistics",
            "The council's name or code in the Department for Education's files, where it isn't the council's name.",
            ("Area code", "LA code"),
            "E06000051",
        ),
    ] = ""
    neighbours: Annotated[
        str,
        Column(
            "Statistical neighbours",
            "The authorities that published figures are compared with, with ; between.",
            ("Neighbours",),
            "Northshire; Westshire",
        ),
    ] = ""
    synthetic: Annotated[
        str,
        Column(
            "Synthetic data",
            "For invented data only: the sentence that says so, printed in every paper.",
            example="Invented council, invented figures.",
        ),
    ] = ""
