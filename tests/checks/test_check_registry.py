from copy import deepcopy

import pytest
from plans import earlier, measure, plan, rated

from pipeline.checks.registry import check, checks, heading, run_checks, sheet_of
from pipeline.errors import Misdeclared
from pipeline.issues import Severity, rules
from pipeline.model import Plan, RatedPlan
from pipeline.places import Place
from pipeline.rating import load_scheme, rate
from pipeline.sheets.columns import sheet_types


def almost_empty() -> list[RatedPlan]:
    """The sound plan with nothing but its details, and with each sheet left out in turn."""
    whole = plan()
    plans = [Plan(whole.details, {}), Plan(whole.details, {kind.row: () for kind in sheet_types()})]
    plans += [
        Plan(whole.details, {k: v for k, v in whole.rows.items() if k is not left_out}) for left_out in whole.rows
    ]
    return [rate(each, load_scheme(each)[0])[0] for each in plans]


ALL = checks()
EMPTY = almost_empty()
BEFORE = earlier()


def test_a_sound_plan_has_no_issues():
    assert [issue.message for issue in run_checks(rated(), None)] == []


def test_a_sound_plan_after_a_sound_quarter_has_no_issues():
    assert [issue.message for issue in run_checks(rated(), earlier())] == []
    assert [issue.message for issue in run_checks(earlier(), None)] == []


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.rule.code)
def test_a_check_says_what_must_hold_in_a_sentence_and_who_says_so(each):
    assert each.rule.sentence[0].isupper()
    assert each.rule in rules()


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.rule.code)
def test_a_check_runs_on_an_almost_empty_plan(each):
    for now in EMPTY:
        for before in (None, EMPTY[0], BEFORE):
            for issue in each.run(now, before):
                assert issue.message


def test_the_rules_asked_for_are_all_checked():
    families = {each.rule.code[:4] for each in ALL}
    # M-02 is parsing's, R-02's overrides are rating's.
    wanted = {f"D-0{n}" for n in range(1, 8)} | {f"M-0{n}" for n in (1, 3, 4, 5, 6)} | {f"R-0{n}" for n in range(1, 6)}
    assert wanted | {f"T-0{n}" for n in range(1, 5)} | {"P-01"} <= families


def sound(now, before):
    """Something holds."""
    yield from ()


def silent(now, before):
    yield from ()


@pytest.mark.parametrize(
    ("code", "source", "find", "says"),
    [
        ("D-01", "The plan", sound, r"Two rules have the code D-01: “.+” and “Something holds\.”"),
        ("D1", "The plan", sound, r"Rule D1 \(“Something holds\.”\) has no code such as D-01"),
        ("Y-01", "", sound, r"Check Y-01 \(test_check_registry\.sound\) has no source"),
        ("Y-01", "The plan", silent, r"Check Y-01 \(test_check_registry\.silent\) has no docstring"),
    ],
)
def test_a_check_that_is_declared_wrongly_is_said_at_once(code, source, find, says):
    with pytest.raises(Misdeclared, match=says):
        check(code, Severity.ERROR, source)(find)


def test_issues_come_by_place():
    now = rated(actions=[], updates=[], milestones=[])
    places = [issue.place for issue in run_checks(now, earlier())]
    assert places
    assert places == sorted(places, key=lambda place: (place.file, place.sheet))


def test_a_heading_is_the_one_that_was_typed():
    assert heading(measure(), "target") == "Target"
    typed = measure()
    typed = typed.model_copy(update={"places": {**typed.places, "target": Place("m.xlsx", "KPIs", "F2", "Our goal")}})
    assert heading(typed, "target") == "Our goal"
    assert heading(measure().model_copy(update={"places": {}}), "target") == "Target"


def test_the_sheet_of_no_rows_is_no_place():
    assert sheet_of([]) == Place("")
    assert sheet_of([measure()]) == Place("plan.xlsx", "Measures")


def test_checks_do_not_change_what_they_check():
    now, before = rated(), earlier()
    copy = vars(deepcopy(now))
    run_checks(now, before)
    assert vars(now) == copy
