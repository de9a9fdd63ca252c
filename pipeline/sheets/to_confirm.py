"""To confirm: what was proposed when a quarter was begun, until a person has looked at it."""

from __future__ import annotations

from typing import Annotated

from pipeline.sheets.columns import Column, Row, sheet


@sheet("To confirm", required=False)
class Proposal(Row):
    """One row per proposal. ``papers new-quarter`` writes it; change the value where it stands, or confirm it here."""

    what: Annotated[str, Column("To confirm", "What was proposed.", (), "Updates close")]
    sheet: Annotated[str, Column("On sheet", "The sheet it stands on, where it is a cell.", (), "Plan details")] = ""
    item: Annotated[str, Column("For", "The row it stands in.", (), "cabinet_paper")] = ""
    heading: Annotated[str, Column("Under", "The heading it stands under.", (), "Updates close")] = ""
    proposed: Annotated[str, Column("Proposed", "What was written there.", (), "15/01/2027")] = ""
    why: Annotated[str, Column("Worked out from", "How it was worked out, or why it is asked.")] = ""
    confirmed: Annotated[str, Column("Confirmed", "Yes, once somebody has confirmed it.", (), "yes")] = ""
