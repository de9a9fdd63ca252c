"""Any figure or rating of the example council's papers leads back to its cells."""

from pathlib import Path

import pytest

from pipeline.explaining import answer
from pipeline.facts.fact import Facts
from pipeline.run import facts_of_papers


@pytest.fixture(scope="module")
def papers(example_folder: Path) -> list[tuple[str, Facts]]:
    return facts_of_papers(example_folder)


def found(papers: list[tuple[str, Facts]], ref: str) -> tuple[str, ...]:
    said = answer(papers, ref)
    assert said.found
    return said.lines


@pytest.mark.parametrize("ref", ["3.2", "action.3.2", "counts.overdue", "plan.as_at"])
def test_a_value_is_named_with_its_cells(ref: str, papers: list[tuple[str, Facts]]) -> None:
    lines = found(papers, ref)
    assert any(ref.removeprefix("action.") in line for line in lines)
    assert any(line.strip().startswith(("from:", "how:")) for line in lines)


def test_a_printed_figure_is_answered_for(papers: list[tuple[str, Facts]]) -> None:
    figure = next(line.split(": ")[1] for line in found(papers, "AU1") if line.startswith("measure.AU1.latest:"))
    lines = found(papers, figure)
    assert any(line.startswith("measure.AU1.latest:") for line in lines)
    assert any("sheet Readings" in line for line in lines)


def test_a_figure_within_a_sentence_is_found(papers: list[tuple[str, Facts]]) -> None:
    assert any(line.startswith("headlines.1: ") for line in found(papers, "30 of 66"))


def test_an_action_begins_with_its_rating_and_the_rule_that_gave_it(papers: list[tuple[str, Facts]]) -> None:
    first = found(papers, "3.2")
    assert first[0].startswith("action.3.2.delivery.label: ")
    assert first[1].strip().startswith("how:  the first rating rule that holds: ")
    assert any("sheet Rating rules" in line for line in first[:8])


def test_of_nothing_the_nearest_is_offered(papers: list[tuple[str, Facts]]) -> None:
    said = answer(papers, "counts.overdu")
    assert not said.found
    assert said.lines[0] == "Nothing is called counts.overdu and no paper prints counts.overdu."
    assert said.lines[1].startswith("Did you mean counts.overdue")
