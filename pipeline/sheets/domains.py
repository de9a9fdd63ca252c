"""Domains: the sections of the plan."""

from __future__ import annotations

from typing import Annotated

from pipeline.sheets.columns import Column, Row, sheet


@sheet("Domains")
class Domain(Row):
    """One row per section of the plan, in the order they are printed."""

    id: Annotated[
        str,
        Column(
            "Domain",
            "Number of the section.",
            (
                "Domain no",
                "Theme no",
                "Domain ID",
                "Theme number",
                "Domain number",
                "Workstream no",
                "Workstream number",
                "Priority no",
                "Priority number",
                "No",
                "Ref",
            ),
            "1",
        ),
    ]
    title: Annotated[
        str,
        Column(
            "Domain title",
            "Its name, used everywhere.",
            (
                "Theme",
                "Domain name",
                "Section",
                "Theme title",
                "Theme name",
                "Workstream",
                "Workstream title",
                "Priority",
                "Priority area",
                "Priority title",
                "Title",
                "Name",
            ),
            "Quality of practice and quality assurance",
        ),
    ]
    aim: Annotated[
        str,
        Column(
            "Aim",
            "One sentence: what will be different.",
            (
                "Objective",
                "What will be different",
                "Overall aim",
                "Ambition",
                "Our ambition",
                "What we want to achieve",
                "Outcome",
            ),
            "Every child's plan is clear, current and makes a difference.",
        ),
    ]
    sponsor: Annotated[
        str,
        Column(
            "Sponsor",
            "Post of the senior officer who answers for it.",
            (
                "Executive sponsor",
                "Exec sponsor",
                "Exec lead",
                "SRO",
                "Senior responsible owner",
                "Senior responsible officer",
                "Executive lead",
                "Lead director",
                "Strategic lead",
                "Theme lead",
                "Workstream lead",
            ),
            "Director of Safeguarding",
            groups=True,
        ),
    ]
