"""Findings: what the inspectorate said must improve."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pipeline.sheets.columns import Choice, Column, Row, sheet


class FindingKind(Choice):
    """How serious the inspectorate said it was."""

    PRIORITY = "area for priority action"
    IMPROVEMENT = "area for improvement"
    SELF = "self-identified"

    @classmethod
    def also(cls) -> Mapping[str, Choice]:
        return {
            "apa": cls.PRIORITY,
            "priority action": cls.PRIORITY,
            "afi": cls.IMPROVEMENT,
            "improvement": cls.IMPROVEMENT,
            "self identified": cls.SELF,
            "self": cls.SELF,
        }


@sheet("Findings")
class Finding(Row):
    """One row per finding, in the letter's own words."""

    id: Annotated[
        str,
        Column(
            "Finding",
            "Its reference, never reused.",
            (
                "Finding ID",
                "Finding ref",
                "Finding no",
                "Ref",
                "Reference",
                "No",
                "Finding number",
                "Recommendation no",
                "Recommendation number",
                "Ref no",
                "Number",
                "ID",
            ),
            "F1",
        ),
    ]
    text: Annotated[
        str,
        Column(
            "What the inspectors found",
            "Word for word from the letter.",
            (
                "Finding text",
                "Wording",
                "Finding",
                "What Ofsted found",
                "What Ofsted said",
                "Ofsted finding",
                "Inspection finding",
                "Recommendation",
                "Area for improvement",
                "Description",
            ),
        ),
    ]
    kind: Annotated[
        FindingKind,
        Column(
            "Kind",
            "Area for priority action, area for improvement, or self-identified.",
            ("Type", "Finding type", "Category", "Kind of finding"),
            "area for improvement",
            groups=True,
        ),
    ]
    source: Annotated[
        str,
        Column(
            "Source",
            "The letter or review it comes from.",
            ("Finding source", "Inspection", "Report", "Where it comes from"),
            "Inspection letter",
            groups=True,
        ),
    ]
    paragraph: Annotated[
        str,
        Column(
            "Paragraph",
            "Paragraph in the source.",
            ("Para", "Paragraph no", "Paragraph number", "Letter paragraph"),
            "4",
        ),
    ] = ""
