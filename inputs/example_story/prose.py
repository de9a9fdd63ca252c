"""What the officers wrote in place of the templates' prompts, by paper, section and quarter."""

from __future__ import annotations

Prose = dict[str, tuple[str, ...]]

_COST = "The plan costs £2.006 million in 2026-27. Of this, £1.319 million recurs each year, for fourteen social work and management posts (£868,000), the in-house assessment team (£265,000) and business support in each team (£186,000). The other £687,000 is for this year only: recruitment and retention (£410,000), training and quality assurance (£182,000) and the case system (£95,000)."
_BUDGET = "Council agreed the recurring cost in the budget on 5 March 2026. The cost for this year only is met from the transformation reserve, so no part of the plan is without funding."
_CLEARED = "The Director of Resources, as section 151 officer, cleared this section on {}."

FINANCE: Prose = {
    "q4": (
        _COST,
        _BUDGET,
        "Recurring costs grow with pay awards, which the medium-term financial plan allows for. If posts are filled sooner than expected, agency costs fall by about the same amount.",
        _CLEARED.format("1 April 2026"),
    ),
    "q1": (
        _COST,
        _BUDGET,
        "By 30 June 2026 the council had spent £389,000 against £431,000 expected, because some posts were filled later than planned. The case progression officer added by action 6.10 costs £47,000 a year and is met from that difference this year; the recurring cost will be put to the budget process for 2027-28.",
        _CLEARED.format("2 July 2026"),
    ),
    "q2": (
        _COST,
        _BUDGET,
        "By 30 September 2026 the council had spent £894,000 against £1.003 million expected. The forecast for the year is £172,000 below budget, because posts were filled later than planned.",
        "The temporary autumn team in action 2.9 costs £164,000 to 28 February 2027 and is met from that forecast underspend. The case progression officer (£47,000 a year) is funded to March 2027; the recurring cost is in the draft budget proposals for 2027-28.",
        _CLEARED.format("26 October 2026"),
    ),
}  # fmt: skip

_TRAVEL = "Visiting children more often means more travel in a county where many homes are far from an office. The plan limits this by grouping visits, by smaller teams that each cover one area, and by pool cars where visits start (action 7.7)."
CLIMATE: Prose = {
    "q4": (
        _TRAVEL,
        "Energy and fuel use: a small rise in mileage is expected in the first year. Renewable energy, carbon offsetting and adaptation: no effect.",
        "Conclusion: a small negative effect in the first year, and no lasting effect once pool cars are in use.",
    ),
    "q1": (
        _TRAVEL,
        "Energy and fuel use: claimed mileage rose slightly as visits became more frequent; the ten cars on order include six electric ones. Renewable energy, carbon offsetting and adaptation: no effect.",
        "Conclusion: a small negative effect this year, and no lasting effect.",
    ),
    "q2": (
        _TRAVEL,
        "Energy and fuel use: since 28 August all ten pool cars, six of them electric, have been in use. Renewable energy, carbon offsetting and adaptation: no effect.",
        "Conclusion: no lasting effect. Claimed mileage will be reported when the cars have been in use for a full year.",
    ),
}  # fmt: skip

_DUTY = "The Monitoring Officer advises that Cabinet has the power to make this decision, because improving services for children is a function of the executive. The council must also make arrangements to safeguard and promote the welfare of children (Children Act 2004, section 11), and the plan is one of the ways in which it does so."
LEGAL: Prose = {
    "q4": (
        _DUTY,
        "The statement must reach His Majesty’s Chief Inspector and the Secretary of State by {{ law.statement_due }}. Cabinet’s decision can be carried out once the period for call-in has passed, which leaves time before that date.",
        "The Monitoring Officer gave this advice on 1 April 2026.",
    ),
    "q1": (
        _DUTY,
        "The duty to send a statement has been met. Bringing the plan up to date each quarter is good practice rather than a legal duty, and the changes to dates and actions do not alter what the statement promised.",
        "The Monitoring Officer gave this advice on 2 July 2026.",
    ),
    "q2": (
        _DUTY,
        "The duty to send a statement was met in April 2026. Some actions that answer an area for priority action are off track; the Monitoring Officer advises Cabinet to satisfy itself that the recovery actions are enough.",
        "The Monitoring Officer gave this advice on 26 October 2026.",
    ),
}  # fmt: skip

EQUALITY: Prose = {
    "q4": (
        "Due regard was had to the public sector equality duty through an impact assessment of the plan in March 2026, which is a background paper.",
        "Disabled children, children of mixed and minority ethnic heritage and children in the least well-off areas are more likely than others to be in need or on a protection plan, and so are affected most. The assessment found a positive effect overall, and one risk: that assessments say too little about identity.",
        "Action 1.5 answers that risk. Audits will report how well identity is described, and feedback from families will be looked at by group where numbers are large enough.",
    ),
    "q1": (
        "Due regard was had to the public sector equality duty. The impact assessment was looked at again in June 2026 and is a background paper.",
        "Its findings stand: those affected most are disabled children, children of mixed and minority ethnic heritage and children in the least well-off areas, and the effect is positive overall. Families who took part asked for telephone feedback as well as a form, and this has been added.",
        "The new dates for visits and pre-proceedings delay the benefit for some of these children. The board has asked for both to be looked at by group in the autumn.",
    ),
    "q2": (
        "Due regard was had to the public sector equality duty. The impact assessment was looked at again in September 2026 and is a background paper.",
        "The board looked at late visits by group as it had asked. The lateness followed where families live rather than their heritage or disability, and the east of the county was affected most.",
        "The autumn team and permanent workers for the east answer this. Audits show that assessments still say too little about identity, so action 1.5 will be followed by further coaching.",
    ),
}  # fmt: skip

ALTERNATIVES: Prose = {
    "q4": (
        "Take no action. Rejected, because children would remain at risk and the council would be in breach of its duty to prepare a statement.",
        "Answer only the two areas for priority action. Rejected, because workforce, supervision and partnership lie behind both and would undo progress if left.",
        "Ask another council to run the service. Rejected at this stage, because the inspectors found that leaders know what is wrong, and a change of provider would take longer than the plan.",
    ),
    "q1": (
        "Keep the plan as it was approved in April. Rejected, because the new dates agreed by the board would then not be shown to members.",
        "Remove late actions from the plan and report them apart. Rejected, because members would lose sight of them.",
        "Stop new work until late actions are finished. Rejected, because most actions are led by other teams and are on time.",
    ),
    "q2": (
        "Wait for the end of the year to bring the plan back to Cabinet. Rejected, because some actions that answer an area for priority action are off track and members should know now.",
        "Meet the rise in demand with agency workers in every team. Rejected, because it costs more than the autumn team and brings more changes of worker.",
        "Lower the standard for visits in the east. Rejected, because the standard is what keeps children safe.",
    ),
}  # fmt: skip

_ACCEPTED = "The council accepts what the inspectors found. Children who needed protection were not seen often enough, and some waited far too long for decisions about their future. That is not good enough, and we are sorry."
OWN_ACCOUNT: Prose = {
    "q4": (
        _ACCEPTED,
        "Within two weeks of the visit every child with a protection plan had been seen and a manager had checked every plan. A daily list of visits and a weekly legal gateway panel followed in February and March, and Council has since funded fourteen more posts.",
        "Children and young people from the forum rewrote the standard for visits. Parents helped to design the plan form and the letter before proceedings. Social workers and managers commented on two versions of the plan in February and March 2026.",
    ),
    "q1": (
        "This is the first account of progress since the council sent its statement in April 2026. It repeats the statement as brought up to date on {{ plan.as_at }}, so that inspectors can see what has changed.",
        "Decisions on referrals, reviews and seeing children alone have improved. Visits on time and pre-proceedings have improved less than we promised, and the board has agreed new dates for both with its reasons recorded.",
        "Families continue to shape the work. Parents chose the questions in the feedback survey and helped to design a shorter conference report.",
    ),
    "q2": (
        "This is the second account of progress since the council sent its statement in April 2026. It repeats the statement as brought up to date on {{ plan.as_at }}, so that inspectors can see what has changed.",
        "Supervision, management oversight and the stability of the workforce have improved, and several actions now show evidence of a difference for children. We have not yet done what we promised on visits in the east of the county or on pre-proceedings, where some work is older than it should be. The plan says what we are doing about each, and by when.",
        "Young people, parents and front-line staff spoke at each board meeting this quarter. What they say most often is that changes of worker matter more than anything else.",
    ),
}  # fmt: skip


def _signed(day: str) -> tuple[str, ...]:
    return (
        f"A. Sample, Executive Director of Children’s Services, {day}",
        f"M. Imaginary, Chief Executive, {day}",
        f"Councillor N. Standin, Cabinet Member for Children and Families, {day}",
        f"K. Notreal, Independent Chair of the Children’s Improvement Board, {day}",
    )


SIGN_OFF: Prose = {
    "q4": _signed("23 April 2026"),
    "q1": _signed("30 July 2026"),
    "q2": _signed("26 November 2026"),
}

WRITTEN: dict[str, dict[str, Prose]] = {
    "cabinet_paper": {
        "Financial implications": FINANCE,
        "Climate change appraisal": CLIMATE,
        "Legal implications": LEGAL,
        "Equality implications": EQUALITY,
        "Alternatives considered": ALTERNATIVES,
    },
    "ofsted_submission": {
        "Context and statutory basis": OWN_ACCOUNT,
        "Sign-off": SIGN_OFF,
    },
}
"""Paper -> section's heading -> what was written there each quarter, a paragraph a text."""

AS_BULLETS = ("Sign-off",)
