"""A symbol in place of a figure keeps its meaning from the cell to the paper: never a number, never 0."""

from dataclasses import replace

import pytest

from pipeline.facts.making import Ground
from pipeline.facts.measures import measure_node, printed, symbol_of
from pipeline.facts.story import notes
from pipeline.sheets.readings import Reading
from pipeline.symbols import MEANINGS, TYPED, explained, known
from tests.checks.plans import rated, row


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("c", "c"), ("C", "c"), ("z", "z"), ("x", "x"), (":", "x"), ("..", "x"), ("u", "u"), ("k", "k"), ("low", "low"),
        ("~", "low"), ("*", "c"), ("suppressed", "c"), ("<5", "c"), ("5 or fewer", "c"), ("", ""),
    ],
)  # fmt: skip
def test_a_symbol_is_printed_as_official_statistics_have_it(typed: str, printed: str) -> None:
    reading = row(Reading, 2, {"measure": "A1", "period": "2026-27 Q2"})
    symbols = {"value": typed} if typed else {}
    assert symbol_of(reading.model_copy(update={"symbols": symbols})) == printed


def test_every_symbol_that_is_understood_has_a_meaning() -> None:
    assert {known(symbol) for symbol in TYPED} == set(MEANINGS)
    assert explained("z") == "z: not applicable"


def test_a_paper_prints_a_readings_symbol_and_says_what_it_means(ground: Ground) -> None:
    now = rated()
    reading = (
        now.measures["A1"]
        .readings[0]
        .model_copy(update={"value": None, "numerator": None, "denominator": None, "symbols": {"value": ":"}})
    )
    measures = {"A1": replace(now.measures["A1"], readings=(reading, *now.measures["A1"].readings[1:]))}
    changed = replace(ground, now=replace(now, measures=measures), protected={})
    assert printed(changed, now.measures["A1"].measure, reading) == "x"
    assert "x = not available." in [str(note.text) for note in notes(changed)]
    assert "x" in [str(each.text) for each in measure_node(changed, measures["A1"]).chart_rows]
