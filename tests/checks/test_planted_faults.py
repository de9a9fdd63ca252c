"""One fault at a time in a sound plan: each check finds its own, at its cell, and no other check says it again.

A new check's faults go in one of the ``faults_of_`` files here, or in a new one.
"""

from importlib import import_module
from pathlib import Path

import pytest
from planted import Fault

from pipeline.checks.registry import checks, run_checks

FAULTS = [
    planted
    for path in sorted(Path(__file__).parent.glob("faults_of_*.py"))
    for planted in import_module(path.stem).faults()
]

# Where one mistake truly is two problems, or the rest of the plan is bound to follow.
ALSO = {
    "is 'Mauve', which is not in the key": {"R-02"},
    "Measure A1 has no figure, but is rated Green": {"M-06b"},
    "Action 1.1 has no update, but its delivery": {"D-06"},
    "has the words and meanings of the key": {"R-01"},
    "As at is 30 September 2025, but the quarter": {"D-05", "T-03"},
    "Updates open is 21 October 2026, after Updates close": {"D-06"},
    "are last quarter's over again": {"D-06", "D-06a"},
    "stop at 2026-27 Q1": {"M-06b"},
    "says done of actions 1.4 and 1.6": {"D-05", "R-02", "R-03"},
    "Plan start is 1 April 2027, after Plan end": {"D-03a"},
}


def name(planted: Fault) -> str:
    return f"{planted.code} {planted.says[:40]}"


@pytest.mark.parametrize("planted", FAULTS, ids=name)
def test_a_planted_fault_is_found_at_its_cell_in_words_that_name_it(planted):
    found = [issue for issue in run_checks(planted.now, planted.before) if issue.code == planted.code]
    assert [issue for issue in found if planted.says in issue.message and issue.place.heading == planted.cell]
    assert all(issue.remedy.endswith((".", ")")) for issue in found)
    assert all(issue.place.file and issue.place.sheet for issue in found)


@pytest.mark.parametrize("planted", FAULTS, ids=name)
def test_one_mistake_is_said_once(planted):
    codes = {issue.code for issue in run_checks(planted.now, planted.before)}
    also = [others for words, others in ALSO.items() if words in planted.says]
    assert codes == {planted.code}.union(*also)


def test_every_check_has_a_planted_fault():
    entered, planted = {each.rule.code for each in checks()}, {each.code for each in FAULTS}
    assert sorted(entered - planted) == [], "plant a fault for each of these in a tests/checks/faults_of_....py"
    assert sorted(planted - entered) == [], "no check has these codes"
