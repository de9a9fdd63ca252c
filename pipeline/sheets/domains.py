"""Domains: the sections of the plan."""

from __future__ import annotations

from typing import Annotated

from pipeline.sheets.columns import Column, Row, sheet


@sheet("Domains")
class Domain(Row):
    """One row per section of the plan, in the order they are printed."""

    id: Annotated[str, Column("Domain", "Number of the section.", ("Domain no", "Theme no", "Domain ID"), "1")]
    title: Annotated[
        str,
        Column(
            "Domain title",
            "Its name, used everywhere.",
            ("Theme", "Domain name", "Section"),
            "Quality of practice and quality assurance",
        ),
    ]
    aim: Annotated[
        str,
        Column(
            "Aim",
            "One sentence: what will be different.",
            ("Objective", "What will be different"),
            "Every child's plan is clear, current and makes a difference.",
        ),
    ]
    sponsor: Annotated[
        str,
        Column(
            "Sponsor",
            "Post of the senior officer who answers for it.",
            ("Executive sponsor", "Exec sponsor"),
            "Director of Safeguarding",
            groups=True,
        ),
    ]
