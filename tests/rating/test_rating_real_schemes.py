"""Schemes that councils and trusts have published, each as nothing but a key and a table of rules.

They contradict each other on purpose: amber is healthy in one, blue is better than green in
another and worse in a third. The counts are the published ones.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from rating_plans import AS_AT, Q2, action, measure, plan, reading, scheme_rows, update

from pipeline.model import RatedPlan
from pipeline.rating import load_scheme, rate
from pipeline.sheets.columns import Row
from pipeline.sheets.measures import Polarity, ToleranceUnit, Unit
from pipeline.sheets.ratings import Scale, Standing
from pipeline.sheets.updates import Outlook, Status
from pipeline.wording import percent_of

HAVERING_KEY = """
GREEN     | on track
AMBER     | at risk
RED       | off track
Not rated | not known
"""
HAVERING = """
Not rated | not has_reading or not has_target or polarity == 'context'        | no figure to rate
GREEN     | relative_gap_percent >= -10                                       | {value} is on or within 10% of the target of {target}
AMBER     | travel_on_year in ['better', 'same']                              | {value} is {relative_gap_percent} off the target of {target} but no worse than last year
RED       | true                                                              | {value} is {relative_gap_percent} off the target of {target} and not improved on last year
"""

SHEFFIELD_KEY = """
BLUE     | done
GREEN    | done
AMBER    | on track
RED      | off track
No word  | not known
"""
SHEFFIELD = """
No word | not has_update                                             | no update
BLUE    | complete_by_as_at and has_impact_evidence                  | complete and independently checked
GREEN   | complete_by_as_at                                          | complete on {completed}
RED     | days_overdue > 0 or outlook in ['at risk', 'will not be met'] | off track for {due}
AMBER   | true                                                       | on track for {due}
"""

EAST_RIDING_KEY = """
Green star   | on track
Blue circle  | on track
Red triangle | off track
No shape     | not known
"""
EAST_RIDING = """
No shape     | not has_reading  | no figure
Green star   | gap > tolerance  | {value} is better than the target of {target} by {gap}, more than the tolerance of {tolerance}
Blue circle  | gap >= -tolerance | {value} is within {tolerance} of the target of {target}
Red triangle | true             | {value} is {gap} short of the target of {target}
"""

BROMSGROVE_KEY = """
On target                 | on track
Up to one month behind    | at risk
Over one month behind     | off track
Reprogrammed              | at risk
Nothing said              | not known
"""
BROMSGROVE = """
Nothing said           | not has_update                        | no update
Reprogrammed           | revisions > 0 and revisions_approved  | moved from {original_due} to {due}
Over one month behind  | days_overdue > 30                     | {days_overdue} days behind
Up to one month behind | days_overdue > 0                      | {days_overdue} days behind
On target              | true                                  | due on {due}
"""

HEREFORDSHIRE_KEY = """
Done     | done
On track | on track
Purple   | at risk
Red      | off track
Awaiting outturn | not known
"""
HEREFORDSHIRE = """
Awaiting outturn | not has_update                       | outturn awaited
Done             | complete_by_as_at                    | done on {completed}
Purple           | revisions > 0 and revisions_approved | timescale moved to {due} by work it depends on
Red              | days_overdue > 0                     | carried over
On track         | true                                 | in time
"""


def rated(scale: Scale, key: str, rules: str, rows: Iterable[Row]) -> tuple[RatedPlan, Counter[str]]:
    now = plan(*scheme_rows(scale, key, rules), *rows)
    scheme, wrong = load_scheme(now)
    assert [each for each in wrong if each.code != "Z-01"] == []
    found, issues = rate(now, scheme)
    assert issues == []
    if scale is Scale.MEASURE:
        return found, Counter(each.rating.name for each in found.measures.values())
    return found, Counter(each.delivery.name for each in found.actions.values())


def actions(*groups: tuple[int, dict[str, Any], dict[str, Any] | None]) -> list[Row]:
    rows: list[Row] = []
    for many, acting, said in groups:
        for _ in range(many):
            id_ = str(len(rows))
            rows.append(action(id_, **acting))
            if said is not None:
                rows.append(update(id_, **said))
    return rows


def indicators(*groups: tuple[int, dict[str, Any], float | None, float | None]) -> list[Row]:
    rows: list[Row] = []
    for many, changes, value, last_year in groups:
        for _ in range(many):
            id_ = f"I{len(rows)}"
            rows.append(measure(id_, **changes))
            rows += [reading(v, p, id_) for v, p in ((value, Q2), (last_year, Q2.year_before())) if v is not None]
    return rows


COMPLETE: dict[str, Any] = {"status": Status.COMPLETE, "completed": AS_AT, "evidence": "Audit"}


def test_havering_rates_distance_from_target_and_the_year_before_together() -> None:
    low: dict[str, Any] = {"polarity": Polarity.LOW, "target": Decimal(18)}
    _, counts = rated(
        Scale.MEASURE,
        HAVERING_KEY,
        HAVERING,
        indicators(
            (20, {}, 95, 90),
            (10, {}, 81, 95),  # exactly 10% off
            (8, low, 19.8, 10),
            (1, {}, 80.9, 70),  # more than 10% off, but improved
            (1, low, 25, 25),  # maintained
            (4, {}, 80.9, 95),
            (2, low, 25, 20),
            (3, {}, None, 90),
            (1, {"polarity": Polarity.CONTEXT}, 50, 60),
        ),
    )
    assert counts == {"GREEN": 38, "AMBER": 2, "RED": 6, "Not rated": 4}
    assert sum(counts.values()) == 50
    assert [percent_of(counts[name], 46) for name in ("GREEN", "AMBER", "RED")] == ["83%", "4%", "13%"]


def test_havering_says_how_far_off_in_its_reason() -> None:
    found, _ = rated(Scale.MEASURE, HAVERING_KEY, HAVERING, indicators((1, {}, 72, 90)))
    said = "72.0% is 20.0% off the target of 90.0% and not improved on last year"
    assert found.measures["I0"].rating.reason == said


def test_in_sheffield_amber_is_healthy_and_blue_is_checked() -> None:
    found, counts = rated(
        Scale.DELIVERY,
        SHEFFIELD_KEY,
        SHEFFIELD,
        actions((44, {}, {}), (26, {}, COMPLETE), (18, {}, COMPLETE | {"impact_evidence": "Independent check"})),
    )
    assert counts == {"AMBER": 44, "GREEN": 26, "BLUE": 18}
    assert sum(counts.values()) == 88
    assert [percent_of(counts[name], 88) for name in ("RED", "AMBER", "GREEN", "BLUE")] == ["0%", "50%", "30%", "20%"]
    assert {each.delivery.standing for each in found.actions.values() if each.delivery.name == "AMBER"} == {
        Standing.ON_TRACK
    }
    _, off = rated(Scale.DELIVERY, SHEFFIELD_KEY, SHEFFIELD, actions((1, {}, {"outlook": Outlook.AT_RISK})))
    assert off == {"RED": 1}


@pytest.mark.parametrize(
    ("value", "shape"),
    [(96, "Green star"), (95, "Blue circle"), (90, "Blue circle"), (85, "Blue circle"), (84, "Red triangle"), (None, "No shape")],
)  # fmt: skip
def test_in_east_riding_green_is_better_than_tolerance_and_blue_within_it(value: float | None, shape: str) -> None:
    _, counts = rated(Scale.MEASURE, EAST_RIDING_KEY, EAST_RIDING, indicators((1, {}, value, None)))
    assert counts == {shape: 1}


def test_east_riding_takes_a_tolerance_in_per_cent_of_target() -> None:
    visits: dict[str, Any] = {
        "unit": Unit.COUNT,
        "decimals": 0,
        "target": Decimal(200),
        "tolerance": Decimal(10),
        "tolerance_unit": ToleranceUnit.PERCENT,
    }
    groups = [(1, visits, value, None) for value in (221, 220, 180, 179)]
    _, counts = rated(Scale.MEASURE, EAST_RIDING_KEY, EAST_RIDING, indicators(*groups))
    assert counts == {"Green star": 1, "Blue circle": 2, "Red triangle": 1}


def test_bromsgrove_counts_months_behind_and_what_was_reprogrammed_apart() -> None:
    moved = {"original_due": AS_AT - timedelta(90), "revised_due": AS_AT + timedelta(90)}
    _, counts = rated(
        Scale.DELIVERY,
        BROMSGROVE_KEY,
        BROMSGROVE,
        actions(
            (133, {}, {}),
            (20, {"original_due": AS_AT - timedelta(1)}, {}),
            (5, {"original_due": AS_AT - timedelta(30)}, {}),
            (19, {"original_due": AS_AT - timedelta(31)}, {}),
            (23, moved | {"revision_approved_by": "Cabinet"}, {}),
        ),
    )
    shares = {name: Decimal(many) / 2 for name, many in counts.items()}
    assert shares == {
        "On target": Decimal("66.5"),
        "Up to one month behind": Decimal("12.5"),
        "Over one month behind": Decimal("9.5"),
        "Reprogrammed": Decimal("11.5"),
    }
    assert sum(shares.values()) == 100  # the published three came to 88.5
    _, unapproved = rated(Scale.DELIVERY, BROMSGROVE_KEY, BROMSGROVE, actions((1, moved, {})))
    assert unapproved == {"On target": 1}


def test_herefordshires_purple_and_the_one_awaited_make_the_total() -> None:
    moved = {"revised_due": AS_AT + timedelta(400), "revision_approved_by": "Board"}
    _, counts = rated(
        Scale.DELIVERY,
        HEREFORDSHIRE_KEY,
        HEREFORDSHIRE,
        actions((146, {}, COMPLETE), (17, {"original_due": AS_AT - timedelta(9)}, {}), (23, moved, {}), (1, {}, None)),
    )
    assert counts == {"Done": 146, "Red": 17, "Purple": 23, "Awaiting outturn": 1}
    assert sum(counts.values()) == 187
    assert [percent_of(counts[name], 187) for name in ("Done", "Red", "Purple")] == ["78%", "9%", "12%"]
