"""Risks: what could stop the plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pipeline.sheets.columns import Choice, Column, Row, sheet


class RiskKind(Choice):
    """A threat or an opportunity."""

    RISK = "risk"
    OPPORTUNITY = "opportunity"

    @classmethod
    def also(cls) -> Mapping[str, Choice]:
        return {"threat": cls.RISK}


@sheet("Risks")
class Risk(Row):
    """One row per risk or opportunity, scored 1 to 5 for likelihood and impact."""

    id: Annotated[
        str,
        Column(
            "Risk",
            "Its reference.",
            ("Risk ID", "Risk ref", "Risk no", "Ref", "Reference", "No", "Risk number", "Ref no", "Number", "ID"),
            "R1",
        ),
    ]
    kind: Annotated[RiskKind, Column("Risk or opportunity", "Risk, or opportunity.", ("Risk type",), "risk")] = (
        RiskKind.RISK
    )
    text: Annotated[
        str,
        Column(
            "Description of risk",
            "What could happen and what would follow.",
            ("Risk description", "Risk", "Description", "Risk title", "Risk and consequence", "What could happen"),
        ),
    ]
    likelihood: Annotated[
        int,
        Column(
            "Likelihood",
            "1 (rare) to 5 (almost certain).",
            (
                "L",
                "Likelihood score",
                "Probability",
                "Current likelihood",
                "Inherent likelihood",
                "Gross likelihood",
                "Inherent risk likelihood",
                "Current risk likelihood",
                "Gross risk likelihood",
                "Initial likelihood",
            ),
            "4",
        ),
    ]
    impact: Annotated[
        int,
        Column(
            "Impact",
            "1 (minor) to 5 (severe).",
            (
                "I",
                "Impact score",
                "Severity",
                "Current impact",
                "Inherent impact",
                "Gross impact",
                "Inherent risk impact",
                "Current risk impact",
                "Gross risk impact",
                "Initial impact",
            ),
            "5",
        ),
    ]
    mitigation: Annotated[
        str,
        Column(
            "Mitigation",
            "What is being done about it.",
            (
                "Controls",
                "Mitigating action",
                "Mitigations",
                "Mitigating actions",
                "Existing controls",
                "Control measures",
                "Current controls",
            ),
        ),
    ]
    owner: Annotated[
        str,
        Column(
            "Risk owner",
            "The post that answers for it.",
            ("Owner", "Risk lead", "Lead", "Lead officer", "Responsible officer"),
            "Director of Workforce",
            groups=True,
        ),
    ]
    residual_likelihood: Annotated[
        int,
        Column(
            "Residual likelihood",
            "Likelihood after mitigation.",
            (
                "Residual L",
                "Residual probability",
                "Net likelihood",
                "Mitigated likelihood",
                "Residual risk likelihood",
                "Residual likelihood score",
                "Net risk likelihood",
            ),
            "3",
        ),
    ]
    residual_impact: Annotated[
        int,
        Column(
            "Residual impact",
            "Impact after mitigation.",
            (
                "Residual I",
                "Net impact",
                "Mitigated impact",
                "Residual risk impact",
                "Residual impact score",
                "Net risk impact",
            ),
            "4",
        ),
    ]

    @property
    def score(self) -> int:
        """Likelihood times impact, 1 to 25."""
        return self.likelihood * self.impact

    @property
    def residual_score(self) -> int:
        """The score after mitigation."""
        return self.residual_likelihood * self.residual_impact
