"""The invented council: its plan, its meetings, its people, and what the inspectors are said to have found."""

from __future__ import annotations

from collections.abc import Mapping

from inputs.example_story.telling import BOARD, CP, FC, HA, PS, PSW, QA, WF

COUNCIL = "Exampleshire Council"
PLAN = "Children's Improvement Plan"
SYNTHETIC = "Exampleshire Council is invented, and so are all the people, findings and figures in this paper."
DIRECTOR = "Executive Director of Children's Services"
SAFEGUARDING = "Director of Safeguarding"
RESOURCES = "Director of Resources"
CHAIR = "Independent Chair"
SCRUTINY = "Children's Overview Committee"
PORTFOLIO = "Cabinet Member for Children and Families"
DEMOCRATIC = "to be confirmed by Democratic Services"
LETTER = "Inspection letter"

UPDATES_CLOSE = {"q4": "2Apr", "q1": "3Jul", "q2": "16Oct"}
DETAILS: tuple[tuple[str, str | Mapping[str, str | None]], ...] = (
    ("Council", COUNCIL),
    ("Plan title", PLAN),
    ("Service", "children's social care"),
    ("Quarter", {"q4": "2025-26 Q4", "q1": "2026-27 Q1", "q2": "2026-27 Q2"}),
    ("As at", {"q4": "31Mar", "q1": "30Jun", "q2": "30Sep"}),
    ("Plan start", "2Feb"),
    ("Plan end", "31Mar7"),
    ("Inspection", "focused visit"),
    ("Inspection topic", "children in need and children subject to a child protection plan"),
    ("Inspection date", "9Dec5"),
    ("Letter received", "19Jan"),
    ("Letter published", "2Feb"),
    ("Improvement board", BOARD),
    ("Board chair", CHAIR),
    ("Director", DIRECTOR),
    ("Scrutiny committee", SCRUTINY),
    ("Updates open", {"q4": "16Mar", "q1": "15Jun", "q2": "21Sep"}),
    ("Updates close", UPDATES_CLOSE),
    ("Statement sent", {"q4": None, "q1": "24Apr", "q2": "24Apr"}),
    ("Statistical neighbours", "Northshire; Westshire; Moorshire; Valeshire; Coastshire"),
    ("Synthetic data", SYNTHETIC),
)

DOMAINS = (
    ("1", "Practice quality and assurance", "Every child's assessment and plan is clear, current and makes a difference, and we know that it does.", SAFEGUARDING),
    ("2", "Demand, capacity and caseloads", "Every social worker has few enough children to know each of them well.", SAFEGUARDING),
    ("3", "Management oversight and supervision", "Managers see drift early, decide what happens next and follow it through.", SAFEGUARDING),
    ("4", "A stable and skilled workforce", "Skilled people choose to work here and stay, so that children keep the same worker.", RESOURCES),
    ("5", "Timely decisions and thresholds", "The right decision is made about each child, on time and with partners.", SAFEGUARDING),
    ("6", "Pre-proceedings and court work", "Work under the Public Law Outline has pace and purpose from the first panel to the last.", SAFEGUARDING),
    ("7", "Resources, systems and partnership", "Money, systems and partners help practice instead of holding it up.", RESOURCES),
)  # fmt: skip

PRIORITY, IMPROVEMENT, SELF = "area for priority action", "area for improvement", "self-identified"
FINDINGS = (
    ("PA1", "Children subject to a child protection plan are not visited and seen alone often enough, and managers do not notice or act on this quickly, so risks to some children continue unseen.", PRIORITY, LETTER, "3"),
    ("PA2", "Drift and delay in pre-proceedings work are not identified or challenged, and some children live for too long in circumstances that harm them.", PRIORITY, LETTER, "4"),
    ("AI1", "The quality of assessments, so that they draw on children's history, identity and daily lives and lead to clear conclusions.", IMPROVEMENT, LETTER, "6"),
    ("AI2", "The quality of plans for children in need and children subject to a child protection plan, so that families know what must change and by when.", IMPROVEMENT, LETTER, "7"),
    ("AI3", "The regularity and quality of supervision and the recording of managers' decisions.", IMPROVEMENT, LETTER, "8"),
    ("AI4", "The timeliness of strategy discussions, initial child protection conferences and reviews, and the part that partners and families play in them.", IMPROVEMENT, LETTER, "9"),
    ("AI5", "The size of social workers' caseloads, so that they have time to build relationships with children and families.", IMPROVEMENT, LETTER, "10"),
    ("AI6", "The stability of the workforce, so that children have fewer changes of social worker.", IMPROVEMENT, LETTER, "11"),
    ("AI7", "The understanding of thresholds across the partnership, including when support ends and families step down to early help.", IMPROVEMENT, LETTER, "12"),
    ("AI8", "The use of audit and of feedback from children and parents to improve practice.", IMPROVEMENT, LETTER, "13"),
    ("AI9", "The use of chronologies, clear letters and family meetings before and during pre-proceedings.", IMPROVEMENT, LETTER, "14"),
    ("AI10", "The accuracy of performance information and the use that managers make of it.", IMPROVEMENT, LETTER, "15"),
    ("SI1", "Contacts made overnight, and news of children who have been missing, do not always reach the day team in time.", SELF, "Self-evaluation, October 2025", ""),
    ("SI2", "The cost of improvement work is not separately budgeted or reported.", SELF, "Internal audit report, November 2025", ""),
)  # fmt: skip

OFFICER = f"{DIRECTOR}, A. Sample"
EMAIL = "a.sample@exampleshire.example"
TELEPHONE = "01632 960101"
OFSTED = "Ofsted and the Department for Education"

# paper, title, committee, meeting, publish on, item, local member, key decision, notice published
MEETINGS = {
    "q4": (
        ("cabinet_paper", PLAN, "Cabinet", "15Apr", "7Apr", "9", "All Members", "yes", "13Mar"),
        ("improvement_plan", PLAN, "Cabinet", "15Apr", "7Apr", "9", "All Members", "", ""),
        ("ofsted_submission", f"{PLAN}: written statement of proposed action", OFSTED, "24Apr", "", "not applicable", "All Members", "", ""),
        ("quarterly_update", f"{PLAN}: quarterly update to March 2026", SCRUTINY, "30Apr", "22Apr", "6", "All Members", "", ""),
    ),
    "q1": (
        ("cabinet_paper", f"{PLAN}: progress to June 2026", "Cabinet", "15Jul", "7Jul", "11", "All Members", "yes", "12Jun"),
        ("improvement_plan", PLAN, "Cabinet", "15Jul", "7Jul", "11", "All Members", "", ""),
        ("ofsted_submission", f"{PLAN}: progress against the written statement", OFSTED, "31Jul", "", "not applicable", "All Members", "", ""),
        ("quarterly_update", f"{PLAN}: quarterly update to June 2026", SCRUTINY, "28Jul", "20Jul", "5", "All Members", "", ""),
    ),
    "q2": (
        ("cabinet_paper", f"{PLAN}: progress to September 2026", "Cabinet", "11Nov", "3Nov", "8", "All Members", "yes", "9Oct"),
        ("improvement_plan", PLAN, "Cabinet", "11Nov", "3Nov", "8", "All Members", "", ""),
        ("ofsted_submission", f"{PLAN}: progress against the written statement", OFSTED, "27Nov", "", "not applicable", "All Members", "", ""),
        ("quarterly_update", f"{PLAN}: quarterly update to September 2026", SCRUTINY, "24Nov", "16Nov", DEMOCRATIC, "All Members", "", ""),
    ),
}  # fmt: skip

TERMS_TITLE = "Terms of reference of the improvement board"
LETTER_TITLE = "Letter from the inspectors (invented)"
APPENDICES = (
    ("cabinet_paper", "improvement_plan", PLAN, "improvement_plan"),
    ("cabinet_paper", "terms_of_reference", TERMS_TITLE, "appendices/terms-of-reference.docx"),
    ("cabinet_paper", "inspection_letter", LETTER_TITLE, "appendices/inspection-letter.pdf"),
)

BACKGROUND_PAPERS = {
    "q4": (
        ("cabinet_paper", "Report to the Children's Improvement Board, 10 March 2026: case for change and plan costs"),
        ("cabinet_paper", "Equality impact assessment of the plan, March 2026"),
        ("cabinet_paper", "Internal audit report on the cost of improvement work, November 2025"),
        ("quarterly_update", "Measures workbook, 2025-26 Q4, with definitions and readings"),
        ("ofsted_submission", "None"),
        ("improvement_plan", "None"),
    ),
    "q1": (
        ("cabinet_paper", "Report to the Children's Improvement Board, 9 June 2026: new dates and new actions"),
        ("cabinet_paper", "Equality impact assessment of the plan, reviewed June 2026"),
        ("quarterly_update", "Measures workbook, 2026-27 Q1, with definitions and readings"),
        ("ofsted_submission", "None"),
        ("improvement_plan", "None"),
    ),
    "q2": (
        ("cabinet_paper", "Report to the Children's Improvement Board, 8 September 2026: demand and the autumn team"),
        ("cabinet_paper", "Report to the Children's Improvement Board, 13 October 2026: dates and overrides"),
        ("cabinet_paper", "Equality impact assessment of the plan, reviewed September 2026"),
        ("quarterly_update", "Measures workbook, 2026-27 Q2, with definitions and readings"),
        ("ofsted_submission", "None"),
        ("improvement_plan", "None"),
    ),
}  # fmt: skip

PEOPLE = (
    (DIRECTOR, "A. Sample", EMAIL),
    (SAFEGUARDING, "B. Specimen", "b.specimen@exampleshire.example"),
    (RESOURCES, "C. Placeholder", "c.placeholder@exampleshire.example"),
    (HA, "D. Instance", "d.instance@exampleshire.example"),
    (CP, "E. Mockup", "e.mockup@exampleshire.example"),
    (QA, "F. Dummy", "f.dummy@exampleshire.example"),
    (PSW, "G. Pretend", "g.pretend@exampleshire.example"),
    (WF, "H. Fictive", "h.fictive@exampleshire.example"),
    (PS, "I. Invented", "i.invented@exampleshire.example"),
    (FC, "J. Madeup", "j.madeup@exampleshire.example"),
    (CHAIR, "K. Notreal", "k.notreal@exampleshire.example"),
    ("Chief Executive", "M. Imaginary", "m.imaginary@exampleshire.example"),
    (PORTFOLIO, "Councillor N. Standin", "n.standin@exampleshire.example"),
)

GOVERNANCE = (
    (BOARD, "Owns the plan, tests progress and agrees new dates", CHAIR, "every month"),
    ("Cabinet", "Approves the plan and is answerable for it", "Leader of the Council", "every month"),
    (SCRUTINY, "Looks at progress every quarter and makes recommendations to Cabinet", "Chair of the committee", "every quarter"),
    ("Safeguarding partnership", "Brings police, health and schools into the plan", "Independent Scrutineer", "every two months"),
    ("Practice assurance group", "Agrees standards and looks at what audits find", PSW, "every month"),
)  # fmt: skip

GLOSSARY = (
    ("Area for priority action", "A serious weakness that inspectors say must be put right quickly because children may be at risk."),
    ("Area for improvement", "Something that inspectors say the council should do better."),
    ("Child in need", "A child who needs help from the council to be healthy and develop well (Children Act 1989, section 17)."),
    ("Child protection plan", "A plan, agreed at a conference, to keep a child safe from significant harm."),
    ("Core group", "The family and professionals who carry out a child protection plan together."),
    ("Chronology", "A list of the important events in a child's life, in order."),
    ("DfE", "Department for Education."),
    ("Early help", "Support for families before they need a social worker."),
    ("ILACS", "Inspecting Local Authority Children's Services: Ofsted's framework for inspecting councils."),
    ("Initial child protection conference", "The first meeting of family and professionals to decide whether a child needs a protection plan."),
    ("Legal gateway panel", "A weekly meeting of managers and lawyers that decides whether to start or end legal steps."),
    ("Pre-proceedings", "The stage of the Public Law Outline before the council asks a court to decide about a child."),
    ("Public Law Outline", "The court's rules on how care cases are prepared and decided, before and after an application."),
    ("Section 47 enquiry", "What the council must do when it suspects that a child is suffering significant harm (Children Act 1989)."),
    ("Strategy discussion", "A conversation between the council, police and health to decide how to protect a child."),
    ("Supervision", "A regular meeting in which a worker and manager think through the work with each child."),
)  # fmt: skip

# reference, kind, description, mitigation (by quarter where it changed), owner, then likelihood, impact, residual likelihood and impact by quarter
RISKS: tuple[tuple[str, str, str, str | dict[str, str], str, dict[str, tuple[int, int, int, int]]], ...] = (
    ("R1", "risk", "Experienced social workers cannot be recruited or kept, so caseloads rise again and children change worker.", "Year-round campaign, retention payments and the academy (actions 4.1 to 4.6).", WF, {"q4": (5, 5, 4, 5), "q1": (4, 5, 4, 4), "q2": (4, 5, 3, 4)}),
    ("R2", "risk", "Visits to children with a protection plan stay below the standard in the east, so harm goes unnoticed.", {"q4": "Daily list of visits and weekly review of those missed (action 3.2), reported to the board each month.", "q1": "Daily list, weekly review and workers lent to two areas (action 3.2), reported to the board each month.", "q2": "Daily list and call, permanent workers and the autumn team (actions 3.2 and 2.9), reported to the board each month."}, CP, {"q4": (4, 5, 3, 5), "q1": (4, 5, 4, 5), "q2": (4, 5, 3, 5)}),
    ("R3", "risk", "Pre-proceedings work continues to drift, so children wait too long for decisions about their future.", {"q4": "Weekly panel, one tracker and review of the longest work (actions 6.1, 6.2 and 6.3).", "q1": "Weekly panel, one tracker, a case progression officer and review of the longest work (actions 6.1, 6.2, 6.3 and 6.10).", "q2": "Weekly panel, meetings at week ten, and court workers moved to assessments (actions 6.1, 6.6 and 6.10)."}, CP, {"q4": (4, 5, 3, 4), "q1": (4, 5, 4, 4), "q2": (4, 5, 3, 4)}),
    ("R4", "risk", "Demand rises faster than the plan allows for, so gains in caseloads and timeliness are lost.", {"q4": "Forecast of demand and earlier help with partners (actions 2.6 and 7.3).", "q1": "Forecast of demand, weekly allocation and earlier help with partners (actions 2.1, 2.6 and 7.3).", "q2": "Weekly forecast, temporary autumn team and earlier help with partners (actions 2.6, 2.9 and 7.3)."}, HA, {"q4": (3, 4, 3, 3), "q1": (3, 4, 3, 3), "q2": (4, 4, 3, 4)}),
    ("R5", "risk", "Managers are new or stretched and do not give consistent oversight, so drift is not challenged.", "Programme for managers, dashboard and supervision dip samples (actions 3.4, 3.6 and 3.7).", PSW, {"q4": (4, 4, 3, 4), "q1": (4, 4, 3, 3), "q2": (3, 4, 2, 4)}),
    ("R6", "risk", "Changes to the case system arrive late, so practice improvements wait for forms and reports.", "Monthly meeting with the supplier and interim lists sent by e-mail (actions 3.6 and 7.2).", PS, {"q4": (3, 3, 2, 3), "q1": (3, 3, 3, 3), "q2": (4, 3, 3, 3)}),
    ("R7", "risk", "Partners cannot keep up their part in strategy discussions, so decisions rest on partial information.", "Joint standard, weekly attendance figures and escalation through the safeguarding partnership (actions 5.3 and 7.6).", SAFEGUARDING, {"q4": (4, 4, 3, 4), "q1": (3, 4, 3, 3), "q2": (2, 4, 2, 3)}),
    ("R8", "risk", "Improvement money runs out before new ways of working are secure, so progress is not kept up.", "Separate budget reported monthly and recurring funding for posts (actions 2.3 and 7.1).", RESOURCES, {"q4": (3, 4, 2, 4), "q1": (2, 4, 2, 4), "q2": (3, 4, 2, 4)}),
    ("O1", "opportunity", "A shared threshold guide and step-down pathway let partners help more families before a social worker is needed.", "Joint training, the pathway and the review of family support (actions 2.5, 5.2 and 7.3).", HA, {"q4": (3, 4, 3, 4), "q1": (3, 4, 4, 4), "q2": (4, 4, 4, 4)}),
    ("O2", "opportunity", "Shorter forms and trusted daily information free social workers' time for children.", "Ten shorter forms, business support in each team and the dashboard (actions 2.8, 3.6 and 7.2).", PS, {"q4": (3, 3, 3, 4), "q1": (3, 3, 4, 4), "q2": (4, 3, 4, 4)}),
)  # fmt: skip

# item, applies to, rating, reason, decided by, decided on
OVERRIDES: dict[str, tuple[tuple[str, str, str, str, str, str], ...]] = {
    "q4": (),
    "q1": (
        ("5.9", "delivery", "Green", "All the records will be chosen by 17 July, and the due date in November is not at risk.", SAFEGUARDING, "2Jul"),
    ),
    "q2": (
        ("1.4", "delivery", "Amber", "Half of the managers have no dates yet, so the board is not sure that the December milestone will be met.", SAFEGUARDING, "9Oct"),
        ("4.5", "delivery", "Amber", "All but six conversations have been held and the last six are in diaries for the first week of October.", RESOURCES, "9Oct"),
    ),
}  # fmt: skip

NOTES = {
    "q4": ("Rang CP about two visits recorded twice, sorted.", "Check with Dem Services whether the plan needs its own item number.", "Ask HR for FTE not headcount."),
    "q1": ("7.6 - no form back yet, chased twice.", "Annual return figures are provisional until the autumn.", "Board agreed new dates on 9 June - minutes saved."),
    "q2": ("6.9 still missing!! I. Invented on leave until 19th.", "A1 for Q1 restated - nine assessments, see data leads' list.", "C10 jump is real: date now taken from the conference record."),
}  # fmt: skip
