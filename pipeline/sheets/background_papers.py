"""Background papers: what a report relies on (Local Government Act 1972 s.100D; SI 2012/2089 reg 15)."""

from __future__ import annotations

from typing import Annotated

from pipeline.sheets.columns import Column, Row, sheet
from pipeline.sheets.meetings import PaperName


@sheet("Background papers")
class BackgroundPaper(Row):
    """One row per background paper of each paper; a single row None where there are none."""

    paper: Annotated[PaperName, Column("Paper", "The paper that relies on it.", ("Report",), "cabinet_paper")]
    title: Annotated[str, Column("Background paper", "Its title and date, or None.", ("Document",))]
