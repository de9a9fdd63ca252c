"""Form record: what an update form was made from, so that a returned one can be checked against the plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pipeline.periods import Period
from pipeline.sheets.columns import Choice, Column, Row, sheet


class Purpose(Choice):
    """What the workbook is for."""

    FORM = "update form"
    CARRIED = "carried forward"

    @classmethod
    def also(cls) -> Mapping[str, Choice]:
        return {}


@sheet("Form record", required=False, ours=True)
class FormLine(Row):
    """One row per action of a form. ``papers forms`` writes it on a hidden sheet of each form; leave it as it is."""

    action: Annotated[str, Column("Action on the form", "The action's reference.", (), "3.2")]
    purpose: Annotated[Purpose, Column("Made as", "An update form, or updates carried forward.", (), "update form")]
    plan: Annotated[
        str, Column("Made for plan", "The plan's title when it was made.", (), "Children's Improvement Plan")
    ]
    quarter: Annotated[Period, Column("Made for quarter", "The quarter it asks about.", (), "2026-27 Q2")]
    lead: Annotated[str, Column("Made for lead", "The post it was made for.", (), "Head of Assessment")] = ""
    text: Annotated[str, Column("Wording when made", "The action's words when it was made.")] = ""
    due: Annotated[
        date | None, Column("Due date when made", "The action's due date when it was made.", (), "30/06/2026")
    ] = None
