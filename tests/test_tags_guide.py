import re

from pipeline.facts.making import Ground
from pipeline.reference.tags_guide import GUIDE, example_facts, guide
from tests.fill import contract


def names(text: str) -> set[str]:
    return set(re.findall(r"^\| `([\w.]+)` \|", text, re.MULTILINE))


def test_the_templates_guide_is_what_the_facts_say(ground: Ground) -> None:
    assert GUIDE.read_text("utf-8") == guide(example_facts(ground)), "run: python -m pipeline.reference"


def test_templates_are_tried_with_every_name_that_they_may_print_and_no_other(ground: Ground) -> None:
    real, tried = names(guide(example_facts(ground))), names(guide(contract.facts().tree))
    assert sorted(real - tried) == [], "add these names to tests/fill/contract.py"
    assert sorted(tried - real) == [], "no fact has these names; take them out of tests/fill/contract.py"


def test_a_list_is_told_once_under_all_its_names(ground: Ground) -> None:
    headings = re.findall("^## (.*)$", guide(example_facts(ground)), re.MULTILINE)
    assert "For each `action` in `domain.actions`, `finding.action_rows` and `actions`" in headings
    assert len(set(headings)) == len(headings)
