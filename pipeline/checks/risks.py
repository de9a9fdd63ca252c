"""Risks are scored on the scale that papers explain (G-12a, G-12b)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.registry import Found, check, heading
from pipeline.issues import Severity
from pipeline.model import RatedPlan
from pipeline.sheets.risks import Risk, RiskKind

_SCORES = ("likelihood", "impact", "residual_likelihood", "residual_impact")


@check("G-12a", Severity.ERROR, "Practice of risk registers: five by five")
def scores_on_scale(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """Likelihood and impact are scored from 1 to 5."""
    for risk in now.plan.of(Risk):
        for field in _SCORES:
            score = getattr(risk, field)
            if not 1 <= score <= 5:
                yield Found(
                    risk.place(field),
                    f"{heading(risk, field)} of risk {risk.id} is {score}.",
                    "Write a score from 1 to 5.",
                    f"risk {risk.id}",
                )


@check("G-12b", Severity.QUERY, "Practice of risk registers: five by five")
def mitigation_helps(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """What is being done about a risk doesn't leave its score higher than before."""
    for risk in now.plan.of(Risk):
        if risk.kind is RiskKind.RISK and risk.residual_score > risk.score:
            yield Found(
                risk.place("residual_likelihood"),
                f"Risk {risk.id} scores {risk.score}, and {risk.residual_score} after mitigation.",
                f"Correct {heading(risk, 'residual_likelihood')} or {heading(risk, 'residual_impact')}: they may have "
                "been swapped with the first two.",
                f"risk {risk.id}",
            )
