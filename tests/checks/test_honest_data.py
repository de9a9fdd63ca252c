"""What officers honestly have must bring no issue: a check that cries wolf is switched off."""

from dataclasses import replace
from datetime import date

import pytest
from plans import (
    COMPLETE,
    LAST_QUARTER,
    SCRUTINY,
    SUBMISSION,
    action,
    appendix,
    details,
    earlier,
    figures,
    finding,
    measure,
    meeting,
    milestone,
    person,
    plan,
    proposal,
    rated,
    reading,
    readings,
    shipped,
    update,
)
from planted import IN_TIME, MOVED, SAID

from pipeline.checks.registry import run_checks
from pipeline.issues import errors
from pipeline.places import Place
from pipeline.rating import Scale, rate
from pipeline.sheets.measures import Polarity
from pipeline.sheets.rules import RatingRule

CABINET = meeting()
AUDITED = {"measures": [measure(unit="number", target="10", decimals=0, tolerance=None, tolerance_unit=None, **SAID)]}
DONE_TWICE = {
    **COMPLETE,
    "completed": "2026-06-19",
    "progress": "Completed in June, as the audit of 19 June 2026 shows for all teams.",
}


HONEST = {
    "a post with 'and' in it is one post": {"people": [person(role="Head of Assessment and Safeguarding")], "actions": [action(lead="Head of Assessment and Safeguarding")]},
    "a post in other capitals is that post": {"actions": [action(lead="head of assessment")]},
    "a self-identified action answers no finding": {"findings": [], "actions": [action(findings=("self-identified",), start="2025-12-01")]},
    "an impact for families or care leavers": {"actions": [action(impact="Care leavers and their families will know who to ask.")]},
    "a title of the quarter reported": {"meetings": [meeting(title="The plan: second quarterly update, Q2")]},
    "an impact told as it is for children": {"actions": [action(impact="Children and young people tell us that they are listened to.")]},
    "an action due on the last day of the plan": {"actions": [action(original_due="2027-03-31")]},
    "an action that starts the day it is due": {"actions": [action(start="2026-12-18")], "milestones": [], "updates": [update(status="not started", progress="Due to start in December, once the contract with the supplier has been signed.", lead_rating="Not started")]},
    "a milestone on the due date": {"milestones": [milestone(due="2026-12-18", done=None)]},
    "a new date with all it needs": {"actions": [action(**MOVED)]},
    "a new date agreed on the as-at date": {"actions": [action(**MOVED | {"revision_approved_on": "2026-09-30"})]},
    "a revised date that repeats the first": {"actions": [action(revised_due="2026-12-18")]},
    "completed on the as-at date": {"milestones": [], "updates": [update(**COMPLETE | {"completed": "2026-09-30"})]},
    "not started, and saying when it will": {"actions": [action(start="2026-11-02")], "milestones": [], "updates": [update(status="not started", progress="The post was advertised twice without success; work starts in November when the new manager arrives.", lead_rating="Not started")]},
    "an update on the first day of the window": {"updates": [update(updated_on="2026-09-21")]},
    "an update on the last day of the window": {"updates": [update(updated_on="2026-10-16")]},
    "short progress in the words of another action": {"actions": [action(), action(id="1.2", text="Audit files")], "updates": [update(progress="No change this quarter."), update(action="1.2", progress="No change this quarter.")]},
    "a closed action": {"actions": [action(), action(id="1.2", text="Audit files")], "updates": [update(), update(action="1.2", status="closed", progress="Withdrawn by the board.", lead_rating="")]},
    "a value rounded either way at a half": {"measures": [measure(decimals=0)], "readings": [reading(value="87", note="Half down."), reading(value="88", period="2026-27 Q1")]},
    "a value with all of Excel's decimals": {"readings": [*readings()[:-1], reading(numerator="139", value="86.875000000000014")]},
    "a value left to be worked out": {"readings": [*readings()[:-1], reading(value=None)]},
    "a percentage of nothing": {"readings": [*readings()[:-1], reading(numerator="0", denominator="0", value=None)], "measures": [measure()]},
    "a small percentage among small ones": {"measures": [measure(target="0.9", polarity="low")], "readings": figures("1.1", "1.0", "0.8")},
    "a count of nothing": AUDITED | {"readings": [reading(numerator=None, denominator=None, value="0")]},
    "a measure at 100% again and again": {"readings": figures("100", "100", "100", "100")},
    "a jump that a note explains": {"readings": [*readings((96, 100, 104))[:-1], reading(note="Two teams joined.")]},
    "a change of exactly twenty points": {"readings": figures("60", "80")},
    "a jump of a small group": {"readings": readings((10, 14), denominator="19", value=None)},
    "a period known to have no figure": {"readings": [*readings()[:-2], reading(period="2026-27 Q1", numerator=None, denominator=None, value=None, note="System move."), reading()]},
    "an annual measure": {"measures": [measure(frequency="annual")], "readings": [reading(period="2024-25", value="80", numerator="128"), reading(period="2025-26")]},
    "a benchmark left out": {"measures": [measure(benchmark=None, benchmark_area="", benchmark_period=None, benchmark_source="")]},
    "a context measure": {"measures": [measure(polarity="context", target=None, tolerance=None, tolerance_unit=None)]},
    "the lead's rating in small letters": {"updates": [update(lead_rating=" green ")]},
    "no rating by the lead": {"updates": [update(lead_rating="")]},
    "published just in time": {"meetings": [meeting(publish_on="2026-11-03", notice_published="2026-10-13")]},
    "late with the chair's reason": {"meetings": [meeting(publish_on="2026-11-09", late_reason="Urgent: the chair agreed as the letter came on 5 November.")]},
    "short notice under regulation 10": {"meetings": [meeting(notice_published=None, late_reason="General exception: regulation 10 notice given on 3 November 2026.")]},
    "not a key decision": {"meetings": [meeting(key_decision="no", notice_published=None)]},
    "an appendix that goes with its paper": {"appendices": [appendix()], "meetings": [CABINET, meeting(paper="improvement_plan", key_decision=None, notice_published=None, publish_on=None)]},
    "scrutiny before the decision": {"meetings": [CABINET, meeting(**SCRUTINY | {"day": "2026-11-09", "publish_on": "2026-10-30"})]},
    "a paper for a board that meets in private": {"meetings": [meeting(committee="Children's Improvement Board", publish_on=None, key_decision=None, notice_published=None)]},
    "a submission that is published once it was sent": {"meetings": [CABINET, meeting(**SUBMISSION | {"publish_on": "2026-11-27"})]},
    "a board's paper that is published after it met": {"meetings": [CABINET, meeting(**SCRUTINY | {"committee": "Children's Improvement Board", "publish_on": "2026-12-01"})]},
    "the submission long after its deadline": {"meetings": [CABINET, meeting(**SUBMISSION | {"day": "2026-10-20"})]},
    "exempt under two paragraphs": {"meetings": [meeting(classification="Exempt", exempt_paragraph="paragraphs 1 and 2", public_interest="It would tell who children are.")]},
}  # fmt: skip


@pytest.mark.parametrize("name", HONEST)
def test_honest_data_brings_no_issue(name):
    assert [f"{issue.code} {issue.message}" for issue in run_checks(rated(**HONEST[name]), None)] == []


def test_a_restated_figure_with_a_note_is_explained():
    now = rated(
        readings=[
            *readings()[:-2],
            reading(period="2026-27 Q1", numerator="131", value="81.9", note="Late entries."),
            reading(),
        ]
    )
    assert run_checks(now, earlier()) == []


def test_readings_may_drop_off_the_end_of_the_series():
    assert run_checks(rated(readings=readings()[2:]), earlier()) == []


def test_an_action_closed_last_quarter_may_go():
    before = earlier(
        actions=[action(), action(id="1.2", text="Audit files")],
        updates=[
            update(progress=LAST_QUARTER, updated_on="2026-07-01"),
            update(action="1.2", status="closed", progress="Withdrawn.", updated_on="2026-07-01"),
        ],
    )
    assert run_checks(rated(), before) == []


def test_a_finding_added_later_with_its_action_is_no_fault():
    now = rated(
        findings=[finding(), finding(id="F2", text="Visits are late.", kind="self-identified")],
        actions=[action(), action(id="1.2", text="Audit files", findings=("F2",))],
        updates=[
            update(),
            update(action="1.2", progress="Audited forty files; the first results go to the board in October."),
        ],
    )
    assert run_checks(now, earlier()) == []


def test_an_action_not_started_whose_update_has_no_day_is_not_taken_for_last_quarters():
    waiting = update(status="not started", progress="Starts in December.", outlook=None, updated_on=None)
    found = run_checks(rated(updates=[waiting]), earlier(updates=[waiting]))
    assert "U-16" not in {issue.code for issue in found}
    assert any(issue.code == "D-06" and issue.place.heading == "Updated on" for issue in found)


def test_actions_at_risk_without_a_cause_and_others_on_track_again_stop_no_paper():
    """Two leads gave no cause yet, and two left theirs where it was: that comes out even by chance."""
    actions = [action(id=f"1.{number}") for number in range(1, 7)]
    over = {"cause": "Posts were empty.", "recovery": "Two people came.", "back_on_track": "2026-11-02"}
    risk = {"outlook": "at risk", "cause": "N/A", "recovery": "-"}
    says = (over, over, risk, risk, {}, {})
    updates = [update(action=each.id, **values) for each, values in zip(actions, says, strict=True)]
    found = run_checks(rated(actions=actions, updates=updates), None)
    assert [issue.code for issue in found if issue.code.startswith("D-09")] == ["D-09a"]
    assert errors(found) == []


def test_leads_who_rated_early_and_others_who_gave_no_rating_stop_no_paper():
    actions = [action(id=f"1.{number}", measures=()) for number in range(1, 7)]
    done = COMPLETE | {"lead_rating": ""}
    says = (done, done, {"lead_rating": "Complete"}, {"lead_rating": "Complete"}, {}, {})
    updates = [update(action=each.id, **values) for each, values in zip(actions, says, strict=True)]
    found = run_checks(rated(actions=actions, updates=updates, milestones=[]), None)
    assert [issue.code for issue in found if issue.code.startswith("D-09")] == ["D-09a"]
    assert errors(found) == []


def test_what_was_complete_may_be_told_in_the_same_words():
    said = update(**DONE_TWICE)
    before = earlier(updates=[update(**DONE_TWICE | {"updated_on": date(2026, 7, 1)})], milestones=[milestone()])
    assert run_checks(rated(updates=[said]), before) == []


def test_what_was_complete_last_quarter_may_stand_as_it_was():
    said = update(**DONE_TWICE | {"updated_on": date(2026, 7, 1)})
    before = earlier(updates=[said], milestones=[milestone()])
    assert run_checks(rated(updates=[said]), before) == []
    assert [issue.code for issue in run_checks(rated(updates=[said]), earlier())] == ["D-06"]


@pytest.mark.parametrize(
    "changes", [{"confirmed": "Yes"}, {"proposed": "9 October 2026"}, {"confirmed": "J. Smith, 1/10"}]
)
def test_a_proposal_that_was_confirmed_or_changed_is_not_asked_about(changes):
    assert run_checks(rated(to_confirm=[proposal(**changes)]), None) == []


def test_readings_that_have_not_come_yet_are_said_once_for_their_sheet():
    many = [measure(id=f"A{number}") for number in range(1, 6)]
    blank = [reading(measure=each.id, numerator=None, denominator=None, value=None) for each in many]
    now = rated(measures=many, readings=blank)
    assert [issue.message for issue in run_checks(now, None) if issue.code == "M-06d"] == [
        "None of the 5 readings for 2026-27 Q2 on this sheet has a figure yet."
    ]


@pytest.mark.parametrize("value", ["91", None])
def test_last_quarters_sheet_beside_one_for_this_quarters_figures_is_no_old_workbook(value):
    many = [measure(id=f"A{number}", name=f"Files of team {number}") for number in range(1, 6)]
    old = [row.model_copy(update={"measure": each.id}) for each in many for row in readings()[:-1]]
    blank = {"numerator": None, "denominator": None, "value": value}
    beside = {"places": {"period": Place("Fill in.xlsx", "Readings", "B5", "Period")}}
    new = [reading(measure=each.id, **blank).model_copy(update=beside) for each in many]
    found = run_checks(rated(measures=many, readings=[*old, *new]), None)
    assert "Z-25" not in {issue.code for issue in found}


@pytest.mark.parametrize(("value", "target"), [("3", "0"), ("2", "3"), ("5", "2"), ("12", "2")])
def test_a_rating_that_leaves_three_numbers_open_keeps_the_secret(value, target):
    count = {"unit": "number", "decimals": 0, "polarity": "low", "sensitivity": "A children", "tolerance": None}
    now = rated(
        measures=[measure(target=target, tolerance_unit=None, **count, **SAID)],
        readings=[reading(value=value, numerator=None, denominator=None)],
    )
    assert "S-06" not in {issue.code for issue in run_checks(now, None)}


@pytest.mark.parametrize(
    ("value", "rules", "left", "left_by_target"),
    [
        ("2", {"Green": "true"}, "", "1 or 2"),
        ("2", {"Green": "value <= 2", "Red": "true"}, "1 or 2", "1 or 2"),
        ("1", {"Green": "value <= 1", "Amber": "gap >= 0", "Red": "true"}, "1", "1"),
        ("3", {"Green": "value <= 1", "Amber": "value <= 4", "Red": "true"}, "", "3 or 4"),
        ("3", {"Green": "change_on_quarter < 0", "Red": "true"}, "", "3 or 4"),
        ("3", {"Not rated": "true"}, "", ""),
    ],
)
@pytest.mark.parametrize("target", ["2", None])
def test_what_a_rating_tells_of_a_small_number_is_told_by_the_councils_own_rules(
    value, rules, left, left_by_target, target
):
    """With a target, papers also say how many rated measures met theirs: here this is the only one."""
    now = own_rules(rules, counted(target), values={"2026-27 Q1": "4", "2026-27 Q2": value})
    found = [issue.message for issue in run_checks(now, None) if issue.code == "S-06"]
    expected = left_by_target if target else left
    assert [f"only {expected}." in message for message in found] == [True] * bool(expected)


def counted(target=None, **more):
    count = {"unit": "number", "decimals": 0, "polarity": "low", "sensitivity": "A children", "tolerance": None}
    return measure(target=target, tolerance_unit=None, **count, **SAID, **more)


def own_rules(rules, *measures, values, **rows):
    """A plan rated by a council's own rules for measures; the figures are those of the first one."""
    readings_ = [reading(value=said, period=when, numerator=None, denominator=None) for when, said in values.items()]
    own = tuple(
        RatingRule(order=number, scale=Scale.MEASURE, rating=name, when=when, because="So it is.", places={})
        for number, (name, when) in enumerate(rules.items(), 1)
    )
    others = tuple(row for row in shipped().rules if row.scale is not Scale.MEASURE)
    given = plan(measures=list(measures), readings=readings_, **rows)
    return rate(given, replace(shipped(), rules=(*others, *own)))[0]


BY_TARGET = {"Not rated": "not has_target", "Green": "gap >= 0", "Red": "true"}


@pytest.mark.parametrize(
    ("values", "says"),
    [
        # the target was 4 then and is 2 now: Embedded says that last quarter's hidden count was 1 or 2 as well
        (
            {"2026-27 Q1": "2", "2026-27 Q2": "0"},
            "for 2026-27 Q1 is printed as c, but the ratings of action 1.1 leave only 1 or 2.",
        ),
        ({"2026-27 Q1": "3", "2026-27 Q2": "0"}, ""),
        ({"2026-27 Q1": "8", "2026-27 Q2": "0"}, ""),
    ],
)
def test_what_an_actions_rating_tells_of_its_only_measure_gives_no_hidden_count_away(values, says):
    proven = update(**COMPLETE, impact_evidence="Children told us.")
    now = own_rules(BY_TARGET, counted("2"), values=values, updates=[proven])
    found = [issue.message for issue in run_checks(now, None) if issue.code == "S-06"]
    assert [says in message for message in found] == [True] * bool(says)


@pytest.mark.parametrize(
    ("late", "target", "total", "left"),
    [(1, "98", 60, "1"), (3, "95", 60, ""), (2, "96", 60, "1 or 2"), (1, "98", 61, ""), (5, "91", 60, "")],
)
def test_a_share_that_misses_or_meets_its_target_leaves_three_numbers_open_where_its_total_is_printed(
    late, target, total, left
):
    share = measure(target=target, **SAID)
    count = counted(id="A2", name="Children on a plan").model_copy(update={"polarity": Polarity.CONTEXT})
    given = plan(
        measures=[share, count],
        readings=[
            reading(numerator=str(60 - late), denominator="60", value=None),
            reading(measure="A2", value=str(total), numerator=None, denominator=None),
        ],
    )
    now, _ = rate(given, shipped())
    found = [issue.message for issue in run_checks(now, None) if issue.code == "S-06"]
    assert [f"only {left}." in message for message in found] == [True] * bool(left)


def test_an_action_with_two_hidden_measures_tells_of_neither():
    proven = update(**COMPLETE, impact_evidence="Children told us.")
    both = [counted("2"), counted("2", id="A2", name="Children missing")]
    linked = action(measures=("A1", "A2"))
    now = own_rules(BY_TARGET, *both, values={"2026-27 Q2": "3"}, updates=[proven], actions=[linked])
    other = reading(measure="A2", value="4", numerator=None, denominator=None)
    now, _ = rate(
        replace(now.plan, rows={**now.plan.rows, type(other): (*now.plan.rows[type(other)], other)}), now.scheme
    )
    assert "S-06" not in {issue.code for issue in run_checks(now, None)}


def test_a_statement_sent_last_quarter_is_not_due_again():
    early = [details(quarter="2025-26 Q4", as_at="2026-03-20")]
    meetings = [meeting(**SUBMISSION | {"day": "2026-04-20"})]
    rows = {"details": early, "meetings": meetings, "readings": readings()[:-2], "measures": [measure(**SAID)]}
    sent = earlier(
        meetings=[meeting(**SUBMISSION | {"day": "2026-03-13"})], readings=readings()[:-3], measures=[measure(**SAID)]
    )
    assert "T-03" in {issue.code for issue in run_checks(rated(**rows), None)}
    assert "T-03" not in {issue.code for issue in run_checks(rated(**rows), sent)}


def test_a_decision_whose_call_in_ends_on_the_day_before_the_deadline_is_in_time():
    early = [details(quarter="2025-26 Q4", as_at="2026-03-20")]
    rows = {"details": early, "readings": readings()[:-2], "measures": [measure(**SAID)]}
    meetings = [
        meeting(**IN_TIME | {"day": "2026-04-07", "publish_on": "2026-03-26"}),
        meeting(**SUBMISSION | {"day": "2026-04-15"}),
    ]
    found = {issue.code for issue in run_checks(rated(meetings=meetings, **rows), None)}
    assert found.isdisjoint({"T-03", "T-03a"})
