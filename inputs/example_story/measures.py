"""The measures the example council watches, their readings over eight quarters, and why some are off track."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from inputs.example_story.telling import CP, FC, HA, PS, PSW, QA, WF

QUARTERLY = (
    "2024-25 Q3", "2024-25 Q4", "2025-26 Q1", "2025-26 Q2", "2025-26 Q3", "2025-26 Q4", "2026-27 Q1", "2026-27 Q2",
)  # fmt: skip
YEARLY = ("2023-24", "2024-25", "2025-26")
CIN = "DfE, Characteristics of children in need"
WORK = "DfE, Children's social work workforce"
CLA = "DfE, Children looked after in England"
CASE = "Case system, quarterly extract"


@dataclass(frozen=True)
class Told:
    """One measure as the officer describes it, its figures oldest first, and its story by quarter.

    ``figures`` holds (numerator, denominator) pairs; a count has no denominator. ``why`` gives, for
    a quarter, the cause, the recovery action, who leads it, and the period it should be back on track.
    """

    id: str
    domain: str
    name: str
    definition: str
    numerator: str
    denominator: str
    unit: str
    polarity: str
    target: str
    figures: tuple[tuple[Decimal, Decimal | None], ...]
    tolerance: str = ""
    tolerance_in: str = ""
    decimals: int = 1
    benchmark: tuple[str, str, str] = ("", "", "")
    frequency: str = "quarterly"
    sensitivity: str = "B timeliness"
    part_of: str = ""
    source: str = CASE
    note: str = ""
    why: dict[str, tuple[str, str, str, str]] = field(default_factory=dict)
    kept_in: str = ""

    @property
    def periods(self) -> tuple[str, ...]:
        return YEARLY if self.frequency == "annual" else QUARTERLY

    def value(self, pair: tuple[Decimal, Decimal | None]) -> Decimal:
        """The figure that a numerator and denominator come to, in the measure's unit and decimals."""
        top, bottom = pair
        if bottom is None:
            return top
        scale = {"%": 100, "per 10,000": 10000}.get(self.unit, 1)
        return (top * scale / bottom).quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)


def _shares(percents: str, wholes: str, scale: int = 100) -> tuple[tuple[Decimal, Decimal], ...]:
    """Whole-number numerators nearest to the percentages (or rates, or averages) given."""
    pairs = zip(percents.split(), wholes.split(), strict=True)
    return tuple(((Decimal(p) * Decimal(w) / scale).quantize(Decimal(1), ROUND_HALF_UP), Decimal(w)) for p, w in pairs)


def _counts(numbers: str) -> tuple[tuple[Decimal, None], ...]:
    return tuple((Decimal(n), None) for n in numbers.split())


def _pairs(tops: str, bottoms: str) -> tuple[tuple[Decimal, Decimal], ...]:
    return tuple((Decimal(t), Decimal(b)) for t, b in zip(tops.split(), bottoms.split(), strict=True))


PP, PC = "percentage points", "per cent of target"
A_CLASS, C_CLASS, D_CLASS = "A children", "C workforce", "D not about people"
HR = "Human resources system, quarter-end extract"
LEGAL = "Legal services' case list, checked weekly against the case system"

MEASURES = (
    Told(
        "AU1", "1", "Case audits graded good or better",
        "Moderated case audits finished in the quarter that were graded good or outstanding.",
        "Audits graded good or outstanding", "Moderated audits finished in the quarter", "%", "high", "60",
        _pairs("16 15 17 16 18 19 21 23", "40 40 41 39 40 41 40 40"), "5", PP,
        sensitivity=D_CLASS, source="Audit tracker, quality assurance team",
        why={
            "q4": ("Plans are still too general and supervision is not always recorded.", "New audit tool, assessment standard and plan form are being introduced together.", QA, "2026-27 Q4"),
            "q1": ("Chronologies and identity are the weakest parts of the files audited.", "Joint audits with workers and team-level feedback from June.", QA, "2026-27 Q4"),
        },
    ),
    Told(
        "AU2", "1", "Case audits graded inadequate",
        "Moderated case audits finished in the quarter that were graded inadequate.",
        "Audits graded inadequate", "Moderated audits finished in the quarter", "%", "low", "5",
        _pairs("7 8 6 7 6 5 5 3", "40 40 41 39 40 41 40 40"), "5", PP,
        sensitivity=D_CLASS, source="Audit tracker, quality assurance team",
        note="Every audit graded inadequate is raised with the head of service that day.",
        why={
            "q4": ("Most inadequate grades were for drift with no manager's decision recorded.", "Each file is reviewed by the head of service within a week and audited again after three months.", QA, "2026-27 Q3"),
            "q1": ("The files concerned had all changed worker more than twice in a year.", "Files with repeated changes of worker are now reviewed before they are chosen for audit.", QA, "2026-27 Q3"),
        },
    ),
    Told(
        "AU3", "1", "Auditors and moderators agree",
        "Moderated audits in which the moderator gave the same grade as the auditor.",
        "Audits with the same grade", "Audits moderated by a second person", "%", "high", "80",
        _pairs("8 9 9 8 10 9 11 13", "14 15 16 14 15 14 16 18"), "5", PP,
        decimals=0, sensitivity=D_CLASS, source="Audit tracker, quality assurance team",
    ),
    Told(
        "C12", "1", "Children seen alone at their last visit",
        "Children aged four and over with a child protection plan who were seen alone at the last recorded visit.",
        "Visits at which the child was seen alone", "Last recorded visits to children aged four and over", "%", "high", "85",
        _shares("74.2 75.0 73.8 76.1 76.9 78.5 86.4 88.0", "214 209 203 211 216 208 199 205"), "5", PP,
        why={"q4": ("The visit form did not ask the question, so many records were silent.", "The form changes in May and managers ask about it in supervision until then.", PSW, "2026-27 Q1")},
    ),
    Told(
        "F2", "2", "Re-referrals within twelve months",
        "Referrals in the quarter that came within twelve months of an earlier referral for the same child.",
        "Referrals within twelve months of an earlier one", "Referrals in the quarter", "%", "low", "20",
        _shares("24.8 25.6 25.1 26.0 25.4 25.3 22.9 21.7", "842 866 871 803 855 879 848 812"), "5", PP,
        sensitivity=A_CLASS,
        why={"q4": ("Cases are closed when early help is offered, before it has started.", "A fortnightly panel with early help and schools will review every re-referral from April.", HA, "2026-27 Q2")},
    ),
    Told(
        "F3", "2", "Referrals per 10,000 children, rolling year",
        "Referrals in the twelve months to the end of the quarter for every 10,000 children aged 0 to 17.",
        "Referrals in twelve months", "Children aged 0 to 17, mid-year estimate", "per 10,000", "context", "",
        _pairs("3361 3378 3390 3382 3395 3408 3385 3394", "63400 63400 63400 63400 63400 63400 63400 63400"),
        benchmark=("519.4", "2024-25", CIN), sensitivity=A_CLASS,
    ),
    Told(
        "W4", "2", "Average caseload",
        "Children held for each full-time equivalent social worker who holds cases, on the last day of the quarter.",
        "Children allocated", "Full-time equivalent social workers holding cases", "average", "low", "16",
        _shares("20.1 20.4 19.8 19.6 19.2 18.6 17.5 17.2", "96.4 95.8 97.2 98.0 98.6 100.4 104.2 107.6", 1), "10", PC,
        benchmark=("15.2", "September 2025", WORK), sensitivity=C_CLASS, source=HR,
        kept_in="workforce",
        why={"q4": ("Vacancies and a high number of child protection plans leave fewer workers for more children.", "Fourteen more posts are funded and a weekly meeting moves work between teams.", HA, "2026-27 Q3")},
    ),
    Told(
        "W5", "2", "Social workers holding more than eighteen children",
        "Social workers who hold cases and have more than eighteen children on the last day of the quarter.",
        "Social workers with more than eighteen children", "Social workers holding cases", "%", "low", "5",
        _shares("41.0 42.3 40.2 38.7 37.9 33.0 23.6 19.8", "104 103 105 106 107 109 114 116"), "5", PP,
        sensitivity=C_CLASS, source=HR, kept_in="workforce",
        why={
            "q4": ("Work was shared by area, so pressure in the east stayed in the east.", "The weekly allocation meeting now moves work across areas.", HA, "2026-27 Q4"),
            "q1": ("Three teams depend on short-term moves of work.", "New posts go first to the teams with most workers over the cap.", HA, "2026-27 Q4"),
            "q2": ("A rise in conferences in July and August pushed one area back over the cap.", "The autumn team takes all new assessments in that area from October.", HA, "2026-27 Q4"),
        },
    ),
    Told(
        "AL1", "2", "Children without a named social worker",
        "Children with an open plan and no named social worker at noon on the last working day of the quarter.",
        "", "", "number", "low", "0",
        _counts("23 27 19 14 9 7 0 4"), "0", PC, decimals=0, sensitivity=A_CLASS,
        why={
            "q4": ("Workers left at the end of the month before cover was named.", "Cover is now named on the day that notice is given.", HA, "2026-27 Q1"),
            "q2": ("Several workers changed teams on the same day and the record of cover lagged behind.", "The daily list now shows the last shift of every leaver and mover.", HA, "2026-27 Q3"),
        },
    ),
    Told(
        "SU1", "3", "Supervision recorded on time",
        "Supervision sessions due in the quarter that were held and recorded within six weeks of the one before.",
        "Sessions held and recorded on time", "Sessions due", "%", "high", "90",
        _shares("61.0 63.5 62.2 64.0 66.8 71.9 80.6 85.9", "468 474 462 480 477 485 492 499"), "5", PP,
        sensitivity=C_CLASS, source="Supervision log in the case system",
        why={
            "q4": ("Managers carried vacant cases themselves and postponed supervision.", "The new policy sets a timetable and the director sees a monthly list.", PSW, "2026-27 Q2"),
            "q1": ("Sessions are held but records are finished late in the busiest teams.", "The record has been shortened and time for it is protected in diaries.", PSW, "2026-27 Q2"),
        },
    ),
    Told(
        "SU2", "3", "Management oversight recorded in the last six weeks",
        "Children with an open plan whose record shows a manager's view of progress and risk in the last six weeks.",
        "Children with oversight recorded", "Children with an open plan", "%", "high", "90",
        _shares("52.1 50.8 54.0 53.3 55.7 60.2 69.8 80.3", "1104 1121 1098 1086 1117 1109 1083 1095"), "5", PP,
        why={
            "q4": ("There was no set form or timetable, and practice differed by team.", "One form of five questions is in use from April.", HA, "2026-27 Q3"),
            "q1": ("Two teams had no permanent manager for part of the quarter.", "Service managers record oversight in those teams until posts are filled.", HA, "2026-27 Q3"),
            "q2": ("The east team had the fewest records, because its manager was covering two posts.", "A permanent manager starts in October and the daily dashboard lists files without oversight.", HA, "2026-27 Q3"),
        },
    ),
    Told(
        "C9", "3", "Child protection visits on time",
        "Visits due in the quarter to children with a child protection plan that took place within ten working days of the one before.",
        "Visits on time", "Visits due", "%", "high", "90",
        _shares("79.4 78.0 76.3 75.1 73.8 77.6 81.9 80.2", "1622 1604 1587 1611 1648 1630 1569 1655"), "5", PP,
        why={
            "q4": ("Service manager vacancies meant that missed visits weren't followed up everywhere.", "A daily list is live and missed visits are reviewed each week.", CP, "2026-27 Q2"),
            "q1": ("Vacancies in the east and on the coast meant families met new workers.", "Experienced workers from other areas make visits that would be late.", CP, "2026-27 Q2"),
            "q2": ("The east team was short-staffed in August while the number of plans rose.", "A daily call with the east team, and two permanent workers from October.", CP, "2026-27 Q4"),
        },
    ),
    Told(
        "C11", "3", "Child in need visits on time",
        "Visits due in the quarter to children in need that took place within twenty working days of the one before.",
        "Visits on time", "Visits due", "%", "high", "90",
        _shares("68.8 67.5 69.9 70.4 70.1 73.6 80.9 84.1", "1980 2012 1969 1944 2003 1987 1962 1938"), "5", PP,
        why={
            "q4": ("Visits to children in need gave way to more urgent work.", "The daily visit list will include children in need from April.", HA, "2026-27 Q3"),
            "q1": ("Overdue reviews took workers' time early in the quarter.", "All overdue reviews are now cleared.", HA, "2026-27 Q3"),
            "q2": ("Visits moved at families' request in August were not always re-booked.", "Missed visits are re-booked the same day and shown on the daily list.", HA, "2026-27 Q3"),
        },
    ),
    Told(
        "W1", "4", "Social worker vacancy rate",
        "Vacant full-time equivalent social work posts on the last day of the quarter.",
        "Vacant full-time equivalent posts", "Vacant and filled full-time equivalent posts", "%", "low", "10",
        _pairs("32.6 34.8 35.6 34.3 35.4 34.8 33.0 30.2", "155.4 156.0 156.2 156.4 156.6 165.8 174.6 175.4"), "5", PP,
        benchmark=("14.2", "September 2025", WORK), sensitivity=C_CLASS, source=HR, kept_in="workforce",
        why={
            "q4": ("Neighbouring councils pay more for experienced workers.", "Year-round campaign, retention payments and a quicker offer.", WF, "2027-28 Q1"),
            "q1": ("New funded posts count as vacant until they are filled.", "Open evenings every six weeks and a programme for people returning to practice.", WF, "2027-28 Q1"),
            "q2": ("The east of the county attracts few applicants.", "Joint posts with the coastal team and a relocation payment.", WF, "2027-28 Q1"),
        },
    ),
    Told(
        "W2", "4", "Agency social workers",
        "Full-time equivalent agency social workers on the last day of the quarter, of all in post.",
        "Full-time equivalent agency social workers", "Full-time equivalent social workers in post, agency and permanent", "%", "low", "10",
        _pairs("28.8 29.2 28.5 28.0 27.2 27.8 25.6 21.4", "122.8 121.2 120.6 122.1 121.2 131.0 141.6 145.2"), "5", PP,
        benchmark=("13.0", "September 2025", WORK), sensitivity=C_CLASS, source=HR, kept_in="workforce",
        why={
            "q4": ("Agency workers cover permanent vacancies in child protection teams.", "A weekly panel agrees each agency post with an end date.", WF, "2026-27 Q2"),
            "q1": ("Agency cover has been kept where new workers are still in induction.", "Every agency worker is offered a permanent post.", WF, "2026-27 Q2"),
        },
    ),
    Told(
        "W3", "4", "Social worker turnover, rolling year",
        "Full-time equivalent leavers in twelve months, of those in post on the last day of the quarter.",
        "Full-time equivalent leavers in twelve months", "Full-time equivalent social workers in post", "%", "low", "12",
        _pairs("23.2 23.5 22.9 22.2 21.8 22.7 23.6 22.8", "122.8 121.2 120.6 122.1 121.2 131.0 141.6 145.2"), "5", PP,
        benchmark=("11.8", "September 2025", WORK), sensitivity=C_CLASS, source=HR, kept_in="workforce",
        why={"q4": ("Workers in their first three years leave most often, citing caseloads.", "Retention payments, an academy for new workers and stay conversations.", WF, "2026-27 Q3")},
    ),
    Told(
        "W6", "4", "Sickness absence",
        "Working days lost to sickness by social workers in the quarter.",
        "Working days lost", "Working days available", "%", "low", "3.5",
        _shares("4.6 4.9 3.8 4.0 4.7 4.8 3.9 4.6", "7480 7390 7350 7440 7390 7990 8640 8850"), "1", PP,
        benchmark=("3.5", "September 2025", WORK), sensitivity=C_CLASS, source=HR, kept_in="workforce",
        note="Higher in winter in most years.",
        why={
            "q4": ("Winter illness, and stress-related absence in two teams.", "Managers hold return conversations within two days and use occupational health sooner.", WF, "2026-27 Q2"),
            "q2": ("Long-term absence rose in the east and in the duty team.", "Reflective support and phased returns are agreed for each person.", WF, "2026-27 Q4"),
        },
    ),
    Told(
        "F1", "5", "Decisions on referrals within one working day",
        "Referrals in the quarter on which a manager decided what to do within one working day.",
        "Referrals decided within one working day", "Referrals in the quarter", "%", "high", "90",
        _shares("82.0 80.9 84.4 83.7 85.2 90.3 91.6 92.4", "842 866 871 803 855 879 848 812"), "5", PP,
    ),
    Told(
        "A1", "5", "Assessments completed within 45 working days",
        "Assessments completed in the quarter within 45 working days of the referral.",
        "Assessments completed within 45 working days", "Assessments completed in the quarter", "%", "high", "90",
        _shares("74.8 72.9 71.0 70.2 69.4 73.1 79.6 83.0", "598 612 604 577 590 621 633 609"), "5", PP,
        benchmark=("85.7", "2024-25", CIN),
        why={
            "q4": ("Older assessments were closed in the quarter as teams cleared work that had waited.", "Checkpoints at ten, twenty and thirty days in every team.", HA, "2026-27 Q3"),
            "q1": ("A small group of assessments waits for specialist reports.", "Managers review every assessment open past thirty days each week.", HA, "2026-27 Q3"),
            "q2": ("Waiting times for specialist reports grew over the summer.", "A four-week standard with the providers, and earlier decisions on whether a report is needed.", HA, "2026-27 Q4"),
        },
    ),
    Told(
        "C2", "5", "Initial child protection conferences within fifteen working days",
        "Children whose initial conference was held within fifteen working days of the strategy discussion that began the enquiry.",
        "Children with a conference within fifteen working days", "Children with an initial conference in the quarter", "%", "high", "85",
        _shares("66.7 61.2 58.9 57.1 60.8 68.3 75.9 77.8", "87 85 90 84 97 101 83 99"), "5", PP,
        benchmark=("81.4", "2024-25", CIN),
        why={
            "q4": ("Teams tell the conference service late that a conference is needed.", "A booking desk and a second conference room.", CP, "2026-27 Q2"),
            "q1": ("Large family groups still wait when chairs are on leave.", "Managers get a daily list of discussions without a booking.", CP, "2026-27 Q3"),
            "q2": ("Higher numbers in July and August took up every spare slot.", "Ten more conference slots a month from October.", CP, "2026-27 Q4"),
        },
    ),
    Told(
        "C10", "5", "First core groups within ten working days",
        "Children whose first core group met within ten working days of the initial conference.",
        "Children with a core group within ten working days", "Children made subject to a plan in the quarter", "%", "high", "90",
        _shares("58.0 57.1 60.3 59.5 58.8 61.0 63.2 85.7", "81 77 78 74 80 87 76 91"), "5", PP,
        note="From July 2026 the date is taken from the conference record.",
        why={
            "q4": ("Dates were left to be fixed after the conference.", "The new plan form has a space for the date.", CP, "2026-27 Q2"),
            "q1": ("Groups were held but entered under the wrong form.", "Business support enters the date at the conference from July.", CP, "2026-27 Q2"),
        },
    ),
    Told(
        "C8", "5", "Child protection reviews on time",
        "Children with a plan for three months or more whose reviews have all been held on time.",
        "Children with every review on time", "Children with a plan for three months or more", "%", "high", "95",
        _shares("88.1 89.0 87.4 88.9 90.2 92.8 95.4 96.0", "219 218 214 216 224 221 217 226"), "5", PP,
        benchmark=("90.6", "2024-25", CIN),
    ),
    Told(
        "C5", "5", "Second or later child protection plans",
        "Plans started in the quarter for children who have had a plan before.",
        "Plans for children who had one before", "Plans started in the quarter", "%", "range", "12 to 20",
        _shares("24.7 23.4 25.6 23.0 23.8 23.0 19.7 18.7", "81 77 78 74 80 87 76 91"), "5", PP,
        benchmark=("24.5", "2024-25", CIN), sensitivity=A_CLASS,
        note="A very low figure can mean that children are not getting a plan when they need one, so the target is a range.",
    ),
    Told(
        "C6", "5", "Child protection plans lasting two years or more",
        "Children with a plan on the last day of the quarter that has lasted two years or more.",
        "Children with a plan for two years or more", "Children with a plan", "%", "low", "5",
        _pairs("14 13 15 14 14 13 9 8", "262 259 255 258 266 261 252 270"), "5", PP,
        benchmark=("2.3", "2024-25", CIN), sensitivity=A_CLASS,
    ),
    Told(
        "C1", "5", "Section 47 enquiries per 10,000 children, rolling year",
        "Enquiries under section 47 of the Children Act 1989 in twelve months for every 10,000 children aged 0 to 17.",
        "Section 47 enquiries in twelve months", "Children aged 0 to 17, mid-year estimate", "per 10,000", "context", "",
        _pairs("1164 1171 1180 1187 1193 1202 1189 1214", "63400 63400 63400 63400 63400 63400 63400 63400"),
        benchmark=("189.3", "2024-25", CIN), sensitivity=A_CLASS,
    ),
    Told(
        "L1", "6", "Children in pre-proceedings",
        "Children in pre-proceedings on the last day of the quarter.",
        "", "", "number", "context", "", _counts("41 44 47 52 55 49 38 33"), decimals=0, sensitivity=A_CLASS,
    ),
    Told(
        "L1a", "6", "Children in pre-proceedings: north teams",
        "Children in pre-proceedings with a worker in the north teams on the last day of the quarter.",
        "", "", "number", "context", "", _counts("22 23 24 27 28 27 21 17"), decimals=0, sensitivity=A_CLASS, part_of="L1",
    ),
    Told(
        "L1b", "6", "Children in pre-proceedings: east teams",
        "Children in pre-proceedings with a worker in the east teams on the last day of the quarter.",
        "", "", "number", "context", "", _counts("12 14 15 16 18 17 14 12"), decimals=0, sensitivity=A_CLASS, part_of="L1",
    ),
    Told(
        "L1c", "6", "Children in pre-proceedings: coast teams",
        "Children in pre-proceedings with a worker in the coast teams on the last day of the quarter.",
        "", "", "number", "context", "", _counts("7 7 8 9 9 5 3 4"), decimals=0, sensitivity=A_CLASS, part_of="L1",
    ),
    Told(
        "L2", "6", "Average weeks in pre-proceedings",
        "Average weeks since the decision at panel, for children in pre-proceedings on the last day of the quarter.",
        "Weeks since the decision, added up", "Children in pre-proceedings", "weeks", "low", "16",
        _shares("27.4 28.8 29.9 31.2 30.6 29.0 24.1 25.3", "41 44 47 52 55 49 38 33", 1), "10", PC,
        source=LEGAL, kept_in="legal",
        why={
            "q4": ("Decisions weren't dated and nobody chased overdue assessments.", "A weekly legal gateway panel sets the date of the next decision.", CP, "2026-27 Q3"),
            "q1": ("Assessments ordered late are still awaited for the longest-running work.", "Two review sessions a week with a senior lawyer.", CP, "2026-27 Q3"),
            "q2": ("Shorter work ended quickly, so what remains is older, and parenting assessments still take too long.", "The case progression officer calls a meeting at week ten; a second list is under review.", CP, "2026-27 Q4"),
        },
    ),
    Told(
        "L2b", "6", "Pre-proceedings ended within sixteen weeks",
        "Children whose pre-proceedings ended in the quarter within sixteen weeks of the decision at panel.",
        "Children whose work ended within sixteen weeks", "Children whose pre-proceedings ended", "%", "high", "75",
        _pairs("4 5 4 5 5 7 8 9", "14 16 15 18 17 19 17 18"), "5", PP, decimals=0,
        sensitivity=A_CLASS, source=LEGAL, kept_in="legal",
    ),
    Told(
        "L3", "6", "Average weeks of care proceedings",
        "Average weeks from application to first outcome, for children whose care proceedings ended in the quarter.",
        "Weeks from application to outcome, added up", "Children whose proceedings ended", "weeks", "low", "26",
        _shares("41.2 42.0 43.5 42.8 41.9 42.3 43.1 40.4", "23 21 26 24 22 25 23 24", 1), "10", PC,
        source=LEGAL, kept_in="legal",
        why={
            "q4": ("Further assessments ordered during proceedings and few hearing dates.", "Training in evidence, with lawyers reviewing each first statement.", CP, "2027-28 Q2"),
            "q1": ("The longest-running proceedings ended this quarter, which raises the average.", "Assessments are finished before an application wherever it is safe.", CP, "2027-28 Q2"),
            "q2": ("Connected-person assessments are still started during proceedings.", "An in-house assessment team, with two court workers moved across for six months.", CP, "2027-28 Q2"),
        },
    ),
    Told(
        "N1", "7", "Children looked after per 10,000 children",
        "Children looked after on 31 March for every 10,000 children aged 0 to 17.",
        "Children looked after", "Children aged 0 to 17, mid-year estimate", "per 10,000", "context", "",
        _pairs("418 424 431", "63400 63400 63400"), benchmark=("67", "2024-25", CLA), decimals=0,
        frequency="annual", sensitivity=A_CLASS, source="Yearly return on children looked after",
    ),
    Told(
        "N4", "7", "Children looked after with three or more placements in the year",
        "Children looked after on 31 March who had three or more placements in the year.",
        "Children with three or more placements", "Children looked after", "%", "low", "10",
        _pairs("47 50 45", "418 424 431"), "5", PP, benchmark=("10", "2024-25", CLA),
        frequency="annual", sensitivity=A_CLASS, source="Yearly return on children looked after",
        why={"q4": ("Several foster families retired in the year and moves were not always planned.", "A placement stability meeting looks at every child after a second move.", FC, "2025-26")},
    ),
    Told(
        "N7", "7", "Health assessments of children looked after up to date",
        "Children looked after for twelve months or more on 31 March whose yearly health assessment was up to date.",
        "Children with an up-to-date health assessment", "Children looked after for twelve months or more", "%", "high", "95",
        _pairs("259 267 279", "308 311 316"), "5", PP, benchmark=("90", "2024-25", CLA),
        frequency="annual", source="Yearly return on children looked after",
        why={
            "q4": ("Assessments for children living outside the county are slow to arrange.", "A shared booking list with the health team and monthly review.", FC, "2026-27"),
            "q1": ("Clinic capacity fell in the winter; most late assessments were for children living outside the county.", "Health has funded a further clinic each month until the wait is gone.", FC, "2026-27"),
            "q2": ("The figure is a yearly one and has not changed since last quarter; clinics outside the county remain the difficulty.", "The further monthly clinic began in July and the list is reviewed each month.", FC, "2026-27"),
        },
    ),
    Told(
        "MI1", "7", "Return conversations offered within 72 hours",
        "Times that a child came back from being missing and was offered a conversation within 72 hours.",
        "Conversations offered within 72 hours", "Times that a child came back from being missing", "%", "high", "85",
        _shares("66.0 64.2 68.9 67.0 70.3 69.1 74.5 81.0", "97 95 103 112 101 97 106 121"), "5", PP,
        source="Missing children log, shared with police",
        why={
            "q4": ("News of a child's return reaches the team a day or more late.", "A daily shared list with police and health is being prepared.", PS, "2026-27 Q3"),
            "q1": ("Weekend returns were passed on the following Monday.", "Weekend duty officers now make the first call.", PS, "2026-27 Q3"),
        },
    ),
)  # fmt: skip

RESTATED = {
    "A1": (
        "2026-27 Q1", Decimal(495), Decimal(633),
        "Nine assessments had been counted on the day of the draft.",
    )
}  # fmt: skip
