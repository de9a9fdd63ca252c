"""How alike texts are is what difflib says, and is said in time for texts of any length."""

from __future__ import annotations

import time
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.rating.likeness import likeness, ratio

words = st.text("ab c", max_size=40) | st.text(max_size=30)


@given(words, words, st.sampled_from([0.0, 0.5, 0.95]))
def test_it_is_the_ratio_of_matching_blocks_from_the_least_on(one: str, other: str, least: float) -> None:
    said = SequenceMatcher(None, one, other, autojunk=False).ratio()
    assert ratio(one, other, least) == (said if said >= least else 0.0)


@given(st.text("ab c", max_size=60), st.integers(0, 60), st.text("abc", max_size=4))
def test_it_is_so_for_texts_that_are_nearly_the_same(one: str, at: int, put: str) -> None:
    other = one[:at] + put + one[at + len(put) :]
    assert ratio(one, other, 0.0) == SequenceMatcher(None, one, other, autojunk=False).ratio()


def test_long_texts_take_no_longer_than_their_length_asks() -> None:
    text = " ".join(f"the {number % 97} teams of area {number % 89} met {number}" for number in range(400))
    assert len(text) > 8_000
    near, other = text.replace("teams", "groups", 3), text[::-1]
    start = time.process_time()
    assert 0.95 < ratio(text, near, 0.95) < 1
    assert ratio(text, other, 0.95) == 0
    assert time.process_time() - start < 3  # difflib takes tens of seconds


@pytest.mark.parametrize(("one", "other", "like"), [("", "", 0), ("a", "", 0), ("A  b", "a b", 1), ("abc", "xyz", 0)])
def test_likeness_forgives_case_and_spacing_and_blanks_are_not_alike(one: str, other: str, like: float) -> None:
    assert likeness(one, other) == like
