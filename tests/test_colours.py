"""Colours: the contrast between them, as WCAG 2.2 works it out, and what two make."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.colours import contrast, dark, mixed

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"{number:06X}")


@pytest.mark.parametrize(
    ("ink", "fill", "ratio"),
    [("FFFFFF", "B10E1E", 7.12), ("0B0C0C", "FFBF47", 11.93), ("FFFFFF", "00703C", 6.21), ("FFFFFF", "FFC000", 1.64)],
)
def test_contrast_is_as_published(ink: str, fill: str, ratio: float) -> None:
    assert contrast(ink, fill) == pytest.approx(ratio, abs=0.01)
    assert contrast(f"#{ink}", f"#{fill}") == contrast(ink, fill)


@given(COLOURS, COLOURS)
def test_contrast_is_between_1_and_21_and_the_same_both_ways(one: str, other: str) -> None:
    assert 1 <= contrast(one, other) == contrast(other, one) <= 21


@given(COLOURS)
def test_white_is_read_better_on_dark_colours_and_black_on_all_others(ground: str) -> None:
    white, black = contrast("FFFFFF", ground), contrast("000000", ground)
    assert dark(ground) == (white > black) or white == pytest.approx(black, rel=0.01)


def test_two_colours_mix_by_their_shares() -> None:
    assert [mixed("#ff0000", "#0000ff", part) for part in (0.0, 0.5, 1.0)] == ["#0000ff", "#800080", "#ff0000"]
