"""The Cabinet paper: asks Cabinet to approve the plan and says how it stands."""

from pipeline.papers.paper_type import PaperType

PAPER = PaperType(
    name="cabinet_paper",
    label="Report",
    what="The report that asks Cabinet to approve the plan",
    pages=7,
    sections=(
        "Synopsis",
        "Executive summary",
        "Recommendations",
        "Risk assessment and opportunities appraisal",
        "Financial implications",
        "Climate change appraisal",
        "Background",
        "Additional information",
        "Legal implications",
        "Equality implications",
        "Alternatives considered",
        "Conclusions",
        "Background papers",
        "Local member",
        "Appendices",
    ),
    recommendations=(
        (
            "appendix.improvement_plan",
            "Approve {plan.the_title} as it stands at {plan.as_at} ({appendix.improvement_plan}).",
        ),
        ("not appendix.improvement_plan", "Approve {plan.the_title} as it stands at {plan.as_at}."),
        (
            "counts.redated_now",
            "Agree the new due dates of the actions re-dated this quarter ({phrases.redated_now}), each shown beside its "
            "original date in the plan.",
        ),
        (
            "law.unsent",
            "Delegate to {plan.the_director}, in consultation with {paper.the_portfolio_holder}, authority to finish the "
            "plan without altering its outcomes, and to send it {paper.send_by} to His Majesty's Chief Inspector and the "
            "Secretary of State as the council's written statement of proposed action.",
        ),
        (
            "law.sent",
            "Delegate to {plan.the_director}, in consultation with {paper.the_portfolio_holder}, authority to make minor "
            "changes to the plan that don't alter its outcomes.",
        ),
        (
            "",
            "Recommend that {plan.the_scrutiny} receives an update on the plan every quarter.",
        ),
    ),
)
