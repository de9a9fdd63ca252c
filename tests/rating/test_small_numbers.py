"""Small numbers: what is printed must not let a count of 1 to 5 children be worked out."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from rating_plans import Q2, measure, plan, reading

from pipeline.model import RatedPlan
from pipeline.periods import month, quarter
from pipeline.rating import is_small, load_scheme, protect, protected_counts, rate, suppress
from pipeline.rating.small_numbers import hide_worked_out
from pipeline.rating.suppression import HIGHEST, LOWEST, NARROWEST, feasible, worked_out
from pipeline.sheets.columns import Row
from pipeline.sheets.measures import Polarity, Sensitivity, Unit

A, B, C, D = Sensitivity.CHILDREN, Sensitivity.TIMELINESS, Sensitivity.WORKFORCE, Sensitivity.OTHER
COUNT: dict[str, Any] = {"unit": Unit.COUNT, "polarity": Polarity.CONTEXT, "decimals": 0}


def rated(*rows: Row) -> RatedPlan:
    now = plan(*rows)
    return rate(now, load_scheme(now)[0])[0]


def family(total: int, parts: Sequence[int], **more: Any) -> RatedPlan:
    rows: list[Row] = [measure("T", **COUNT, **more), reading(total, Q2, "T")]
    for n, part in enumerate(parts):
        rows += [measure(f"P{n}", **COUNT, part_of="T", **more), reading(part, Q2, f"P{n}")]
    return rated(*rows)


@pytest.mark.parametrize(
    ("parts", "printed"),
    [
        ("120 30 4 0", "120 c c 0"),
        ("120 3 2 1", "120 c c c"),
        ("50 1 1 40", "50 c c c"),
        ("9 7 2", "9 c c"),
        ("3 0 0", "c c c"),
        ("60 25 17 8", "60 25 17 8"),
        ("0 0 0", "0 0 0"),
        ("40 3", "c c"),
        ("60 5 4", "c c c"),  # 9 between them: each would be 4 or 5
        ("60 5 3", "c c c"),  # 8 between them: each would be 3 to 5
        ("60 3 2", "c c c"),  # 5 between them is itself a small number
        ("60 4 2", "60 c c"),  # 6 between them: each could be 1 to 5
        ("60 40 5", "60 c c"),
        ("4", "c"),
        ("", ""),
    ],
)
def test_small_counts_and_the_next_smallest_are_hidden(parts: str, printed: str) -> None:
    values = [int(part) for part in parts.split()]
    assert " ".join(protected_counts(values)) == printed
    if values:
        found = protect(family(sum(values), values))
        hidden = ["c" if (f"P{n}", Q2) in found else str(value) for n, value in enumerate(values)]
        assert " ".join(hidden) == printed


@pytest.mark.parametrize(
    ("total", "parts", "hides_total"), [(154, [120, 30, 4, 0], False), (3, [3, 0, 0], True), (9, [5, 4], True)]
)
def test_a_total_is_hidden_only_where_nothing_else_is_left(total: int, parts: list[int], hides_total: bool) -> None:
    assert suppress(total, parts).total is hides_total


LINE = st.lists(st.one_of(st.integers(0, 8), st.integers(0, 60)), min_size=1, max_size=6)


@given(LINE)
def test_no_hidden_count_can_be_worked_out(values: list[int]) -> None:
    total = sum(values)
    found = suppress(total, values)
    assert all(found.parts[n] for n, value in enumerate(values) if LOWEST <= value <= HIGHEST)
    hidden = [Decimal(value) for value, out in zip(values, found.parts, strict=True) if out]
    if found.total or not hidden:
        assert hidden or not found.total
        return
    assert len(hidden) > 1
    for low, high in feasible([Decimal(value) for value in values], found.parts):
        assert high - low >= NARROWEST


@given(st.lists(st.integers(0, 9), min_size=2, max_size=4))
def test_a_reader_who_tries_every_possibility_finds_no_small_count(values: list[int]) -> None:
    """Against a search of all the lines that print alike, not against our own arithmetic."""
    found = suppress(sum(values), values)
    assume(any(found.parts) and not found.total)
    places = [n for n, out in enumerate(found.parts) if out]
    left = sum(values[n] for n in places)
    lines = [line for line in product(range(1, left + 1), repeat=len(places)) if sum(line) == left]
    for position, n in enumerate(places):
        if LOWEST <= values[n] <= HIGHEST:
            assert len({line[position] for line in lines}) > NARROWEST


@given(LINE)
def test_what_has_no_small_count_is_printed_whole(values: list[int]) -> None:
    assume(not any(LOWEST <= value <= HIGHEST for value in values))
    assert not any(suppress(sum(values), values).parts)


PERCENT: dict[str, Any] = {"unit": Unit.PERCENT}
RATE: dict[str, Any] = {"unit": Unit.RATE, "polarity": Polarity.CONTEXT}
WEEKS: dict[str, Any] = {"unit": Unit.WEEKS, "polarity": Polarity.LOW}


@pytest.mark.parametrize(
    ("kind", "changes", "value", "numerator", "denominator", "small"),
    [
        (A, COUNT, 0, None, None, False),
        (A, COUNT, 1, None, None, True),
        (A, COUNT, 5, None, None, True),
        (A, COUNT, 6, None, None, False),
        (B, COUNT, 3, None, None, True),
        (C, COUNT, 3, None, None, False),
        (D, COUNT, 3, None, None, False),
        (A, PERCENT, None, 5, 60, True),
        (A, PERCENT, None, 6, 60, False),
        (A, PERCENT, None, 0, 60, False),
        (A, PERCENT, None, 55, 60, True),
        (A, PERCENT, None, 54, 60, False),
        (A, PERCENT, None, 60, 60, False),
        (A, PERCENT, None, 0, 5, True),
        (A, PERCENT, None, 5, 5, True),
        (A, PERCENT, 8.3, None, 60, True),  # 8.3% of 60 gives 5 back
        (A, PERCENT, 50, None, None, False),
        (B, PERCENT, None, 3, 60, True),
        (B, PERCENT, None, 58, 60, True),
        (B, PERCENT, None, 30, 60, False),
        (C, PERCENT, None, 3, 60, False),
        (C, PERCENT, None, 2, 5, True),
        (D, PERCENT, None, 2, 5, False),
        (A, RATE, None, 4, 60000, True),
        (A, RATE, None, 40, 60000, False),
        (A, RATE, 0.7, None, 60000, True),
        (A, WEEKS, None, 90, 5, True),
        (A, WEEKS, None, 3, 12, False),
        (A, WEEKS, 30, None, None, False),
        (A, PERCENT, None, None, 3, False),  # nothing to print
    ],
)  # fmt: skip
def test_a_reading_on_its_own_is_small_by_class_numerator_complement_and_denominator(
    kind: Sensitivity, changes: dict[str, Any], value: Any, numerator: Any, denominator: Any, small: bool
) -> None:
    given_ = {k: v for k, v in (("numerator", numerator), ("denominator", denominator)) if v is not None}
    why = is_small(measure(**changes, sensitivity=kind), reading(value, **given_))
    assert bool(why) is small


def test_a_lone_measure_hides_only_its_own_small_readings() -> None:
    found = protect(rated(measure(**COUNT), reading(4), reading(40, Q2.before())))
    assert dict(found) == {("A1", Q2): "a count of children from 1 to 5"}


def test_reasons_hold_no_figures_of_the_readings() -> None:
    for why in protect(family(154, [120, 30, 4, 0])).values():
        assert not any(text in why for text in ("120", "30", "154", " 4"))


def test_a_hidden_total_is_not_added_up_from_its_parts() -> None:
    # the total of 20 is hidden one floor up, so one of 9 and 11 must go too
    rows: list[Row] = [measure("T", **COUNT), reading(23, Q2, "T")]
    for id_, many, whole in (("P", 20, "T"), ("Q", 3, "T"), ("P1", 9, "P"), ("P2", 11, "P")):
        rows += [measure(id_, **COUNT, part_of=whole), reading(many, Q2, id_)]
    assert {id_ for id_, _ in protect(rated(*rows))} == {"P", "Q", "P1"}


def test_each_period_is_its_own_line() -> None:
    rows: list[Row] = [measure("T", **COUNT), measure("P", **COUNT, part_of="T"), measure("Q", **COUNT, part_of="T")]
    for id_, now, before in (("T", 50, 50), ("P", 47, 40), ("Q", 3, 10)):
        rows += [reading(now, Q2, id_), reading(before, Q2.before(), id_)]
    assert set(protect(rated(*rows))) == {("P", Q2), ("Q", Q2)}


def test_months_that_add_up_to_a_quarter_do_not_give_a_small_month_away() -> None:
    months = [reading(many, month(2026, number)) for number, many in ((7, 12), (8, 3), (9, 20))]
    found = protect(rated(measure(**COUNT), *months, reading(35)))
    assert {str(period) for _, period in found} == {"July 2026", "August 2026"}


def test_snapshots_that_do_not_add_up_are_no_line() -> None:
    months = [reading(many, month(2026, number)) for number, many in ((7, 12), (8, 3), (9, 20))]
    found = protect(rated(measure(**COUNT), *months, reading(20)))
    assert {str(period) for _, period in found} == {"August 2026"}


def test_a_bare_percentage_of_a_printed_total_gives_its_count_back() -> None:
    bare = measure("P", part_of="T"), reading(5, Q2, "P")
    rows: list[Row] = [measure("T", **COUNT), reading(60, Q2, "T"), *bare]
    assert {id_ for id_, _ in protect(rated(*rows))} == {"P"}
    assert protect(rated(*bare)) == {}


@pytest.mark.parametrize(
    ("total", "parts", "hidden"),
    [
        (60, [3], {"P0"}),  # 57 others are counted nowhere
        (60, [20, 3], {"P1"}),
        (60, [20, 30], set()),
        (60, [20, 37], {"P0"}),  # taken away from 60 they leave 3
        (60, [57], {"P0"}),
        (60, [20, 3, 34], {"P1"}),  # 3 more are left: each could be 1 to 5
        (60, [20, 2, 35], {"P1", "P0"}),  # 2 and 3 more: 5 between them is too few
        (60, [40, 40], set()),  # children counted in both
    ],
)
def test_what_the_parts_leave_out_is_a_count_that_is_printed_nowhere(
    total: int, parts: list[int], hidden: set[str]
) -> None:
    assert {id_ for id_, _ in protect(family(total, parts))} == hidden


def test_lines_together_give_away_what_no_line_does() -> None:
    # two blocks of four, joined by x: each line has two or three unknowns, and x is still known
    lines = [
        ("r1", "ab"),
        ("r2", "cdx"),
        ("r3", "efx"),
        ("r4", "gh"),
        ("c1", "ac"),
        ("c2", "bd"),
        ("c3", "eg"),
        ("c4", "fh"),
    ]
    assert worked_out(lines, "abcdefghx") == {"x"}
    assert worked_out(lines, "abcd") == set()
    assert worked_out([("t", "ab")], "a") == {"a"}
    assert worked_out([("t", "ab")], "t") == {"t"}
    assert worked_out([("t", "ab")], "ta") == set()


def test_more_is_hidden_until_lines_together_give_nothing_away() -> None:
    joined = {"r1": "abp", "r2": "cdxq", "r3": "efxr", "r4": "ghs", "c1": "act", "c2": "bdu", "c3": "egv", "c4": "fhw"}
    lines = [((total, Q2), [(part, Q2) for part in parts]) for total, parts in joined.items()]
    counts = {key: Decimal(10) for _, parts in lines for key in parts}
    counts |= {total: Decimal(10 * len(parts)) for total, parts in lines}
    protected = {(part, Q2): "small" for part in "abcdefghx"}
    assert worked_out(lines, protected) == {("x", Q2)}
    while hide_worked_out(lines, counts, protected):
        pass
    assert worked_out(lines, protected) == set()
    assert len(protected) < len(counts)


def test_parts_of_parts_and_of_periods_together_give_nothing_away() -> None:
    months = [month(2026, number) for number in (7, 8, 9)]
    rows: list[Row] = [measure("T", **COUNT), measure("P", **COUNT, part_of="T"), measure("Q", **COUNT, part_of="T")]
    table = {"P": (3, 20, 30), "Q": (40, 9, 50), "T": (43, 29, 80)}
    for id_, counts in table.items():
        rows += [reading(many, period, id_) for many, period in zip(counts, months, strict=True)]
        rows.append(reading(sum(counts), Q2, id_))
    found = protect(rated(*rows))
    lines = [((id_, Q2), [(id_, each) for each in months]) for id_ in table]
    lines += [(("T", each), [("P", each), ("Q", each)]) for each in (*months, Q2)]
    assert ("P", months[0]) in found
    assert worked_out(lines, found) == set()


def test_shares_of_one_group_are_a_line_by_their_numerators() -> None:
    rows: list[Row] = [measure("T", **COUNT), reading(60, Q2, "T")]
    for id_, many in (("P", 30), ("Q", 27), ("R", 3)):
        rows += [measure(id_, part_of="T"), reading(None, Q2, id_, numerator=many, denominator=60)]
    assert {id_ for id_, _ in protect(rated(*rows))} == {"Q", "R"}


def test_what_an_earlier_paper_hid_stays_hidden_while_its_figure_stands() -> None:
    before = family(154, [120, 30, 4, 0])
    now = family(159, [120, 30, 9, 0])  # 4 restated to 9: with 30 printed, last quarter's total would give 4 back
    assert protect(now) == {}
    assert {id_ for id_, _ in protect(now, [before])} == {"P1", "P2"}


def test_what_papers_before_the_last_hid_stays_hidden_however_long_ago_that_was() -> None:
    first = family(154, [120, 30, 4, 0])
    later = family(159, [120, 30, 9, 0])
    assert protect(later, [later]) == {}
    assert {id_ for id_, _ in protect(later, [first, later, later])} == {"P1", "P2"}


def test_what_was_hidden_only_for_a_still_older_papers_sake_stays_hidden_too() -> None:
    first = family(154, [120, 30, 4, 0])
    second = family(159, [120, 30, 9, 0])  # hides 30 for the first's sake, and 9 so that it isn't worked out
    third = family(160, [121, 30, 9, 0])
    assert {id_ for id_, _ in protect(third, [second])} == set()
    assert {id_ for id_, _ in protect(third, [first, second])} == {"P1", "P2"}
    fourth = family(165, [120, 36, 9, 0])  # 9 stands as the second hid it: with the second's total it would give 30
    assert ("P2", Q2) in protect(fourth, [first, second])


def test_a_measure_that_was_given_another_reference_is_hidden_as_it_was() -> None:
    first = family(154, [120, 30, 4, 0])
    again = rated(measure("B7", name=first.measures["P1"].measure.name, **COUNT), reading(30, Q2, "B7"))
    assert set(protect(again, [first])) == {("B7", Q2)}


def test_a_figure_that_was_hidden_comes_back_as_no_baseline_and_no_part_of_a_percentage() -> None:
    first = family(154, [120, 30, 4, 0])
    moved = measure("P1", **COUNT, baseline=Decimal(30), baseline_period=Q2)
    assert set(protect(rated(moved), [first])) == {("P1", Q2)}
    parts: list[Row] = [measure("T", **COUNT), reading(60, Q2, "T")]
    for id_, many in (("P", 30), ("Q", 27), ("R", 3)):
        parts += [measure(id_, part_of="T"), reading(None, Q2, id_, numerator=many, denominator=60)]
    again = rated(measure("Q"), reading(None, Q2, "Q", numerator=27, denominator=61))  # 44% where it was 45%
    assert set(protect(again, [rated(*parts)])) == {("Q", Q2)}


def test_a_small_baseline_is_hidden() -> None:
    each = measure(**COUNT, baseline=Decimal(3), baseline_period=quarter(2024, 4))
    assert set(protect(rated(each))) == {("A1", quarter(2024, 4))}


def test_what_is_not_about_people_is_never_hidden() -> None:
    assert protect(family(9, [5, 4], sensitivity=D)) == {}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=5), st.lists(st.integers(0, 12), min_size=1, max_size=4))
def test_two_floors_of_totals_never_leave_one_unknown_in_a_line(upper: list[int], lower: list[int]) -> None:
    upper = [sum(lower), *upper]
    rows: list[Row] = [measure("T", **COUNT), reading(sum(upper), Q2, "T")]
    lines = {"T": [f"U{n}" for n in range(len(upper))], "U0": [f"L{n}" for n in range(len(lower))]}
    for whole, ids, values in (("T", lines["T"], upper), ("U0", lines["U0"], lower)):
        for id_, value in zip(ids, values, strict=True):
            rows += [measure(id_, **COUNT, part_of=whole), reading(value, Q2, id_)]
    found = {id_ for id_, _ in protect(rated(*rows))}
    assert worked_out(lines.items(), found) == set()


def test_a_small_baseline_is_not_worked_out_from_its_total_and_the_other_baselines() -> None:
    then = quarter(2024, 4)
    rows: list[Row] = [measure("T", **COUNT, baseline=Decimal(55), baseline_period=then), reading(55, then, "T")]
    for n, part in enumerate((33, 18, 4)):
        rows.append(measure(f"P{n}", **COUNT, part_of="T", baseline=Decimal(part), baseline_period=then))
    assert {item for item, period in protect(rated(*rows)) if period == then} == {"P1", "P2"}
