"""How values read: the same in every paper, message and reason."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import wording
from pipeline.sheets.measures import Unit


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "full", "short"),
    [
        ("84.25", Unit.PERCENT, 1, "84.3%", "84.3%"),
        ("84.15", Unit.PERCENT, 1, "84.2%", "84.2%"),
        ("1234.5", Unit.COUNT, 0, "1,235", "1,235"),
        ("1", Unit.WEEKS, 0, "1 week", "1"),
        ("12.5", Unit.WEEKS, 1, "12.5 weeks", "12.5"),
        ("52.3", Unit.RATE, 1, "52.3 per 10,000", "52.3"),
        ("-0.04", Unit.AVERAGE, 1, "0.0", "0.0"),
    ],
)
def test_figures_carry_their_unit_and_round_half_up(
    value: str, unit: Unit, decimals: int, full: str, short: str
) -> None:
    assert wording.figure(Decimal(value), unit, decimals) == full
    assert wording.short_figure(Decimal(value), unit, decimals) == short


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("children's services", "children’s services"),
        ("the inspectors' letter", "the inspectors’ letter"),
        ("the leads'.", "the leads’."),
        ("don't", "don’t"),
        ("the leads' 'quoted' words aren't changed", "the leads' 'quoted' words aren’t changed"),
        ("5'10 tall", "5’10 tall"),
        ("none here", "none here"),
    ],
)
def test_apostrophes_read_as_word_types_them(typed: str, printed: str) -> None:
    assert wording.apostrophes(typed) == printed


@pytest.mark.parametrize(
    ("items", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists_read_as_english(items: list[str], said: str) -> None:
    assert wording.joined(items) == said


def test_counts_agree_with_their_noun() -> None:
    assert [wording.count(n, "action") for n in (0, 1, 2, 1200)] == [
        "0 actions",
        "1 action",
        "2 actions",
        "1,200 actions",
    ]
    assert wording.count(2, "quarry", "quarries") == "2 quarries"


def test_days_read_in_full() -> None:
    assert wording.day(date(2026, 9, 3)) == "3 September 2026"
    assert wording.weekday(date(2026, 9, 3)) == "Thursday 3 September 2026"


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (1, 300, "less than 1%"),
        (299, 300, "more than 99%"),
        (300, 300, "100%"),
        (0, 300, "0%"),
        (1, 114, "1%"),
        (64, 114, "56%"),
        (0, 3, "0%"),
        (1, 0, "n/a"),
        (1, 8, "13%"),
    ],
)
def test_shares_are_worked_out_from_the_counts(part: int, whole: int, said: str) -> None:
    assert wording.percent_of(part, whole) == said


@given(st.text())
def test_a_sentence_ends_once_and_is_its_own_sentence(text: str) -> None:
    once = wording.sentence(text)
    assert wording.sentence(once) == once
    assert once == "" or once[-1] in ".!?"


@given(st.text())
def test_apostrophes_change_nothing_else(text: str) -> None:
    assert wording.apostrophes(text).replace("’", "'") == text.replace("’", "'")


@pytest.mark.parametrize("text", ["", " ", "TBC", "tbc.", "n/a", "None", "To be confirmed", "-"])
def test_words_that_only_hold_a_place_say_nothing(text: str) -> None:
    assert wording.says_nothing(text)


@pytest.mark.parametrize(
    "text", ["None of the teams has it yet", "No", "0", "Audit, 4 May 2026", "TBC by the board in May"]
)
def test_short_words_that_say_something_are_not_taken_for_nothing(text: str) -> None:
    assert not wording.says_nothing(text)


def test_every_sign_we_print_is_in_the_font_that_is_everywhere() -> None:
    from fontTools.ttLib import TTFont

    from pipeline.charts.drawing import _font_files
    from pipeline.facts.measures import _ARROWS
    from pipeline.rating import default_key

    signs = {sign for text in _ARROWS.values() for sign in text} | {
        sign for row in default_key() for sign in row.symbol
    }
    files = _font_files()
    assert files, "make test installs Liberation Sans"
    for file in files:
        missing = {sign for sign in signs if ord(sign) not in TTFont(file).getBestCmap()}
        assert missing == set(), file


def test_the_largest_figure_with_the_most_decimal_places_that_is_read_can_be_printed():
    assert wording.number(Decimal("999999999999.5"), 20) == "999,999,999,999." + "5".ljust(20, "0")


@pytest.mark.parametrize(
    ("words", "most", "said"),
    [("abc", 3, "a, b and c"), ("abcd", 3, "a, b, c and 1 more"), ("abcde", 1, "a and 4 more"), ("", 3, "")],
)
def test_of_many_words_the_first_are_named_and_the_rest_counted(words: str, most: int, said: str) -> None:
    assert wording.listed(words, most) == said


def test_a_long_text_is_cut_between_words_in_one_line() -> None:
    assert wording.shortened("as\nit is") == "as it is"
    assert wording.shortened("one two three four", 12) == "one two …"
