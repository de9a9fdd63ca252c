"""A public paper that somebody edited is searched for what its quarter hides before it is published."""

import shutil
from pathlib import Path

import pytest

from pipeline import edited
from pipeline.facts.making import Ground
from pipeline.publish import publish
from pipeline.quarter import newest_quarter
from pipeline.run import protected_figures
from tests.fill.little_word import word

EXAMPLE = newest_quarter(Path(__file__).resolve().parent.parent / "inputs")


def paper(folder: Path, name: str = "update.docx") -> Path:
    """A paper as a build left it in the outputs of the example's quarter."""
    publish(folder / "outputs" / "example" / EXAMPLE.name, [{name: word("Nothing is told.")}], {})
    return folder / "outputs" / "example" / EXAMPLE.name / name


@pytest.mark.slow
def test_a_small_number_that_was_edited_in_is_found(tmp_path: Path, ground: Ground) -> None:
    shutil.copytree(EXAMPLE.parent, tmp_path / "inputs" / "example")
    figure = protected_figures(ground)[0]
    docx = paper(tmp_path)
    assert edited.small_numbers_in(docx) == []
    docx.write_bytes(word(f"{figure.measure_name} stood at {figure.texts[0]}."))
    assert [issue.code for issue in edited.small_numbers_in(docx)] == ["S-01"]
    docx.write_bytes(word("Two children were harmed.", "One was born on 3 April 2016.", "55% (64 of 114) were seen."))
    assert [issue.code for issue in edited.small_numbers_in(docx)] == ["S-01a", "S-04"]
    docx.write_bytes(word("The chair thanked everyone."))
    assert edited.small_numbers_in(docx) == []


def test_one_whose_quarter_is_not_there_is_said_not_to_have_been_searched(tmp_path: Path) -> None:
    docx = paper(tmp_path)
    docx.write_bytes(word("The chair thanked everyone."))
    assert [issue.code for issue in edited.small_numbers_in(docx)] == ["S-08"]


@pytest.mark.parametrize("name", ["update_EXEMPT.docx", "update_EXEMPT_new.docx"])
def test_an_exempt_paper_and_one_that_no_build_made_are_left_alone(tmp_path: Path, name: str) -> None:
    exempt = paper(tmp_path, name)
    exempt.write_bytes(word("Edited."))
    assert edited.small_numbers_in(exempt) == []
    (exempt.parent / "other.docx").write_bytes(word("Somebody's."))
    assert edited.small_numbers_in(exempt.parent / "other.docx") == []
