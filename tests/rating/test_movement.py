"""What changed since last quarter."""

from datetime import date

import pytest
from rating_plans import Q2, action, measure, plan, reading, scheme_rows, update

from pipeline.model import Movement, RatedPlan, Shift
from pipeline.rating import load_scheme, movement, rate
from pipeline.sheets.columns import Row
from pipeline.sheets.ratings import Scale
from pipeline.sheets.updates import Outlook, Status

Q1 = Q2.before()


def rated(*rows: Row, last: bool = False) -> RatedPlan:
    now = plan(*rows, period=Q1, as_at=date(2026, 6, 30)) if last else plan(*rows)
    return rate(now, load_scheme(now)[0])[0]


def moved(before: list[Row], now: list[Row]) -> Movement:
    return movement(rated(*now), rated(*before, last=True))


def test_the_first_quarter_has_no_movement() -> None:
    assert movement(rated(action(), update()), None) == Movement(has_before=False)


def test_the_same_quarter_twice_moves_nothing() -> None:
    rows = [action(), update(), measure(), reading(91), reading(91, Q1)]
    found = moved(rows, rows)
    assert found.before_period == Q1
    assert {move.shift for move in found.ratings.values()} == {Shift.SAME}
    assert (found.redated, found.completed, found.new, found.gone, found.restated) == ((), (), (), (), ())


ROWS = {
    "Green": [action(), update()],
    "Amber": [action(), update(outlook=Outlook.AT_RISK)],
    "Red": [action(), update(outlook=Outlook.WILL_MISS)],
    "Not rated": [action()],
    "Complete": [action(), update(completed=date(2026, 6, 1), evidence="Audit")],
    "Not started": [action(start=date(2026, 12, 1)), update(status=Status.NOT_STARTED)],
}


@pytest.mark.parametrize(
    ("before", "now", "shift"),
    [
        ("Green", "Amber", Shift.WORSE),
        ("Amber", "Red", Shift.WORSE),
        ("Red", "Amber", Shift.BETTER),
        ("Amber", "Complete", Shift.BETTER),
        ("Complete", "Green", Shift.WORSE),
        ("Not started", "Green", Shift.BETTER),
        ("Not started", "Amber", Shift.WORSE),
        ("Not started", "Red", Shift.WORSE),
        ("Green", "Not rated", Shift.WORSE),
        ("Red", "Not rated", Shift.WORSE),
        ("Not rated", "Green", Shift.BETTER),
        ("Not rated", "Red", Shift.WORSE),
        ("Red", "Red", Shift.SAME),
    ],
)
def test_ratings_get_better_or_worse_by_what_they_stand_for(before: str, now: str, shift: Shift) -> None:
    found = moved(ROWS[before], ROWS[now])
    move = found.ratings[Scale.DELIVERY, "1.1"]
    assert move.before is not None
    assert (move.before.name, move.now.name, move.shift) == (before, now, shift)


def test_two_ratings_of_one_standing_compare_by_their_place_in_the_key() -> None:
    key = "Best | done\nDone | done\nNone | not known"
    before = rated(*scheme_rows(Scale.DELIVERY, key, "Done | true"), action(), update(), last=True)
    now = rated(*scheme_rows(Scale.DELIVERY, key, "Best | true"), action(), update())
    assert movement(now, before).ratings[Scale.DELIVERY, "1.1"].shift is Shift.BETTER


def test_every_item_moves_once_a_scale_and_what_was_not_there_before_is_new() -> None:
    rows = [row for n in range(5) for row in (action(f"1.{n}"), update(f"1.{n}"))]
    found = moved(rows[:8], [*rows, measure(), reading(91)])
    totals = {
        scale: sum(move.scale is scale and move.before is not None for move in found.ratings.values())
        for scale in Scale
    }
    assert totals == {Scale.DELIVERY: 4, Scale.IMPACT: 4, Scale.MEASURE: 0}
    assert found.ratings[Scale.MEASURE, "A1"].shift is Shift.NEW
    assert found.new == ("1.4",)


def test_actions_that_are_new_gone_or_completed_are_listed() -> None:
    done = update("1.2", completed=date(2026, 9, 1), evidence="Audit")
    found = moved([action("1.1"), action("1.2"), update("1.2")], [action("1.2"), done, action("1.3")])
    assert (found.new, found.gone, found.completed) == (("1.3",), ("1.1",), ("1.2",))


def test_what_was_complete_before_is_not_completed_again() -> None:
    assert moved(ROWS["Complete"], ROWS["Complete"]).completed == ()


def test_a_moved_due_date_is_shown_with_the_original_one() -> None:
    again = action(
        revised_due=date(2027, 5, 31), revisions=2, revision_reason="Recruitment", revision_approved_by="Board"
    )
    (found,) = moved([action(revised_due=date(2027, 4, 30), revisions=1)], [again]).redated
    assert (found.original, found.before, found.now) == (date(2027, 3, 31), date(2027, 4, 30), date(2027, 5, 31))
    assert (found.days, found.reason, found.approved_by) == (31, "Recruitment", "Board")


def test_an_earlier_figure_that_changed_is_restated() -> None:
    was, now = reading(80, Q1), reading(82, Q1, note="Late records added")
    assert moved([measure(), was], [measure(), now, reading(85)]).restated == ((was, now),)


def test_a_figure_that_was_missing_or_only_typed_otherwise_is_not_restated() -> None:
    before = [measure(), reading(None, Q1.before()), reading("80.0", Q1)]
    assert moved(before, [measure(), reading(70, Q1.before()), reading(80, Q1), reading(85)]).restated == ()


def test_a_changed_numerator_is_restated_even_where_the_figure_rounds_the_same() -> None:
    was, now = (reading(80, Q1, numerator=n, denominator=1000) for n in (800, 801))
    assert moved([measure(), was], [measure(), now]).restated == ((was, now),)
