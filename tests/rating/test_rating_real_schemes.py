"""Schemes that councils and trusts have published, each as nothing but a key and a table of rules.

They contradict each other on purpose: amber is healthy in one, blue is better than green in
another and worse in a third. The counts are the published ones.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from rating_plans import AS_AT, Q2, action, measure, plan, reading, scheme_rows, update

from pipeline.facts.making import Ground
from pipeline.facts.ratings import rating_rows, summary_chart
from pipeline.law import deadlines
from pipeline.model import RatedPlan
from pipeline.rating import load_scheme, movement, rate
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
RED       | travel_on_year == 'no comparison'                                 | {value} is {relative_gap_percent} off the target of {target}, with no figure for last year
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
Over one month behind  | months_overdue > 1                    | {days_overdue} days behind
Up to one month behind | months_overdue == 1                   | {days_overdue} days behind
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


CHESHIRE_EAST_KEY = """
Green   | done
Amber E | at risk
Amber   | on track
Red     | off track
None    | not known
"""
CHESHIRE_EAST = """
None    | not has_update                                 | no update
Green   | complete_by_as_at and has_impact_evidence      | complete, and embedded in practice
Amber E | complete_by_as_at                              | complete, and still to be shown to be embedded
Red     | days_overdue > 0 or outlook == 'will not be met' | off track for {due}
Amber   | true                                           | on track for {due}
"""

HOW_CLOSE_KEY = """
Green        | on track
Nearly there | at risk
Far off      | off track
Not rated    | not known
"""
HOW_CLOSE = """
Not rated    | not has_reading or not has_target | no figure to rate
Green        | gap >= 0                          | {value}, {gap} beyond the target of {target}
Nearly there | relative_gap_percent > -10        | {value}, {gap} ({relative_gap_percent}) from the target of {target}
Far off      | true                              | {value}, {gap} ({relative_gap_percent}) from the target of {target}
"""

REIGATE_KEY = """
Green | on track
Amber | at risk
Red   | off track
Blank | not known
"""
REIGATE = """
Blank | not has_reading or not has_target | no figure
Green | gap >= 0                          | on or above target
Amber | gap >= -tolerance                 | within the agreed tolerance of {tolerance}
Red   | true                              | below target by {gap}
"""

HARLOW_KEY = """
Green  | on track  | ★ | 00703C | FFFFFF
Blue   | on track  | ● | 1D70B8 | FFFFFF
Red    | off track | ▲ | B10E1E | FFFFFF
None   | not known | – | 505A5F | FFFFFF
"""

KENSINGTON_KEY = """
Green | on track
Amber | at risk
Red   | off track
Not told | not known
"""
KENSINGTON = """
Not told | not has_update or outlook == 'not given' | nothing said of issues or risks
Red      | outlook == 'will not be met'             | significant issues or risks to delivery by {due}
Amber    | outlook == 'at risk'                     | issues or risks identified for delivery by {due}
Green    | true                                     | no issues or risks identified
"""

MAJOR_PROJECTS_KEY = """
Green       | on track
Amber/Green | on track
Amber       | at risk
Amber/Red   | at risk
Red         | off track
Exempt      | not known
"""
MAJOR_PROJECTS = """
Exempt      | not has_update or lead_rating == 'not given' | no rating given
Red         | lead_rating == 'Red'         | successful delivery appears unachievable
Amber/Red   | lead_rating == 'Amber/Red'   | successful delivery is in doubt
Amber       | lead_rating == 'Amber'       | successful delivery is feasible
Amber/Green | lead_rating == 'Amber/Green' | successful delivery is probable
Green       | lead_rating == 'Green'       | successful delivery is highly likely
Exempt      | true                         | said to be {lead_rating}
"""

SUSTAINABLE_KEY = """
GREEN | on track
AMBER | at risk
RED   | off track
"""
SUSTAINABLE = """
RED   | not has_reading or not has_target | off target, or not known
GREEN | gap >= 0                          | on target
AMBER | gap >= -tolerance                 | near target
RED   | true                              | off target, or not known
"""

TORBAY_KEY = """
Green  | done      | ■ | 00703C | FFFFFF
Yellow | on track  | ● | FFDD00 | 0B0C0C
Amber  | at risk   | ▲ | F47738 | 0B0C0C
Red    | off track | ▼ | B10E1E | FFFFFF
Grey   | not known | – | 505A5F | FFFFFF
"""
TORBAY = """
Grey   | not has_update       | no update
Green  | complete_by_as_at    | complete
Red    | days_overdue > 0     | past {due}
Amber  | outlook == 'at risk' | at risk of missing {due}
Yellow | true                 | under way for {due}
"""

SOUTH_GLOUCESTERSHIRE_KEY = """
Blue  | done      | ■ | 1D70B8 | FFFFFF
Green | on track  | ● | 00703C | FFFFFF
Amber | at risk   | ▲ | FFBF47 | 0B0C0C
Red   | off track | ▼ | B10E1E | FFFFFF
White | not known | – | FFFFFF | 0B0C0C
"""
SOUTH_GLOUCESTERSHIRE = """
White | not has_update                                   | no update
Blue  | complete_by_as_at                                | complete
Red   | days_overdue > 0 or outlook == 'will not be met' | not on track for {due}
Amber | outlook == 'at risk' or milestones_missed > 0    | some delay, with plans to recover
Green | true                                             | on track for {due}
"""

EPPING_KEY = """
Achieved or On-Target | on track
Under Control         | at risk
Behind Schedule       | off track
Pending               | not started
No report             | not known
"""
EPPING = """
Achieved or On-Target | complete_by_as_at      | achieved on {completed}
Pending               | not started            | starts on {start}
No report             | not has_update         | nothing reported
Behind Schedule       | days_overdue > 0       | due on {due}
Under Control         | outlook == 'at risk'   | a risk to {due} that is being managed
Achieved or On-Target | true                   | on target for {due}
"""


def rated(scale: Scale, key: str, rules: str, rows: Iterable[Row]) -> tuple[RatedPlan, Counter[str]]:
    now = plan(*scheme_rows(scale, key, rules), *rows)
    scheme, wrong = load_scheme(now)
    assert [each for each in wrong if each.code not in ("Z-01", "Z-11")] == []
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
            (19, {"original_due": AS_AT - timedelta(32)}, {}),
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


def delivery(key: str, rules: str, acting: dict[str, Any], said: dict[str, Any] | None) -> str:
    found, _ = rated(Scale.DELIVERY, key, rules, actions((1, acting, said)))
    return next(iter(found.actions.values())).delivery.name


def measured(key: str, rules: str, changes: dict[str, Any], value: float | None, last_year: float | None = None) -> str:
    found, _ = rated(Scale.MEASURE, key, rules, indicators((1, changes, value, last_year)))
    return next(iter(found.measures.values())).rating.name


LOW18: dict[str, Any] = {"polarity": Polarity.LOW, "target": Decimal(18), "tolerance": Decimal(2)}
IMPACT: dict[str, Any] = {"impact_evidence": "Audit"}
ENDS: dict[str, Any] = {"status": Status.IN_PROGRESS}


@pytest.mark.parametrize(
    ("key", "rules", "changes", "figures"),
    [
        (HAVERING_KEY, HAVERING, {}, "90 GREEN, 81 GREEN, 80.9 RED"),
        (HAVERING_KEY, HAVERING, {"target": Decimal(95)}, "85.5 GREEN, 85.4 RED"),
        (HAVERING_KEY, HAVERING, LOW18, "0 GREEN, 18 GREEN, 19.8 GREEN, 19.9 RED"),
        (EAST_RIDING_KEY, EAST_RIDING, LOW18, "15.9 Green star, 16 Blue circle, 20 Blue circle, 20.1 Red triangle"),
        (HOW_CLOSE_KEY, HOW_CLOSE, {}, "90 Green, 89.9 Nearly there, 81.1 Nearly there, 81 Far off"),
        (HOW_CLOSE_KEY, HOW_CLOSE, LOW18, "18 Green, 18.1 Nearly there, 19.7 Nearly there, 19.8 Far off"),
        (REIGATE_KEY, REIGATE, {}, "90 Green, 89.9 Amber, 85 Amber, 84.9 Red"),
        (REIGATE_KEY, REIGATE, LOW18, "18 Green, 18.1 Amber, 20 Amber, 20.1 Red"),
        (REIGATE_KEY, REIGATE, {"target": None}, "99 Blank"),
        (SUSTAINABLE_KEY, SUSTAINABLE, {}, "90 GREEN, 85 AMBER, 84.9 RED"),
        (SUSTAINABLE_KEY, SUSTAINABLE, {"target": None}, "99 RED"),
    ],
)
def test_each_scheme_rates_a_measure_at_above_and_below_its_boundaries_as_its_text_says(
    key: str, rules: str, changes: dict[str, Any], figures: str
) -> None:
    for each in figures.split(", "):
        value, _, name = each.partition(" ")
        assert measured(key, rules, changes, float(value)) == name, each


@pytest.mark.parametrize(
    ("key", "rules", "acting", "said", "name"),
    [
        (CHESHIRE_EAST_KEY, CHESHIRE_EAST, {}, COMPLETE, "Amber E"),
        (CHESHIRE_EAST_KEY, CHESHIRE_EAST, {}, COMPLETE | IMPACT, "Green"),
        (CHESHIRE_EAST_KEY, CHESHIRE_EAST, {"original_due": AS_AT}, ENDS, "Amber"),
        (CHESHIRE_EAST_KEY, CHESHIRE_EAST, {"original_due": AS_AT - timedelta(1)}, ENDS, "Red"),
        (KENSINGTON_KEY, KENSINGTON, {"original_due": AS_AT - timedelta(90)}, {"outlook": Outlook.ON_TRACK}, "Green"),
        (KENSINGTON_KEY, KENSINGTON, {}, {"outlook": Outlook.AT_RISK}, "Amber"),
        (KENSINGTON_KEY, KENSINGTON, {}, {"outlook": Outlook.WILL_MISS}, "Red"),
        (KENSINGTON_KEY, KENSINGTON, {}, {"outlook": None}, "Not told"),
        (MAJOR_PROJECTS_KEY, MAJOR_PROJECTS, {}, {"lead_rating": "Amber/red"}, "Amber/Red"),
        (MAJOR_PROJECTS_KEY, MAJOR_PROJECTS, {}, {"lead_rating": "AMBER/GREEN"}, "Amber/Green"),
        (MAJOR_PROJECTS_KEY, MAJOR_PROJECTS, {}, {"lead_rating": "green"}, "Green"),
        (MAJOR_PROJECTS_KEY, MAJOR_PROJECTS, {}, {"lead_rating": "Reset"}, "Exempt"),
        (MAJOR_PROJECTS_KEY, MAJOR_PROJECTS, {}, {"lead_rating": ""}, "Exempt"),
        (TORBAY_KEY, TORBAY, {}, COMPLETE, "Green"),
        (TORBAY_KEY, TORBAY, {}, {}, "Yellow"),
        (TORBAY_KEY, TORBAY, {}, {"outlook": Outlook.AT_RISK}, "Amber"),
        (TORBAY_KEY, TORBAY, {"original_due": AS_AT - timedelta(1)}, {"outlook": Outlook.AT_RISK}, "Red"),
        (SOUTH_GLOUCESTERSHIRE_KEY, SOUTH_GLOUCESTERSHIRE, {}, COMPLETE, "Blue"),
        (SOUTH_GLOUCESTERSHIRE_KEY, SOUTH_GLOUCESTERSHIRE, {}, {}, "Green"),
        (SOUTH_GLOUCESTERSHIRE_KEY, SOUTH_GLOUCESTERSHIRE, {}, {"outlook": Outlook.AT_RISK}, "Amber"),
        (SOUTH_GLOUCESTERSHIRE_KEY, SOUTH_GLOUCESTERSHIRE, {}, None, "White"),
        (EPPING_KEY, EPPING, {"start": AS_AT + timedelta(1)}, {}, "Pending"),
        (EPPING_KEY, EPPING, {"start": AS_AT}, {}, "Achieved or On-Target"),
        (BROMSGROVE_KEY, BROMSGROVE, {"original_due": date(2026, 8, 31)}, {}, "Up to one month behind"),
        (BROMSGROVE_KEY, BROMSGROVE, {"original_due": date(2026, 8, 30)}, {}, "Up to one month behind"),
        (BROMSGROVE_KEY, BROMSGROVE, {"original_due": date(2026, 8, 29)}, {}, "Over one month behind"),
    ],
)  # fmt: skip
def test_each_scheme_rates_an_action_as_its_text_says(
    key: str, rules: str, acting: dict[str, Any], said: dict[str, Any] | None, name: str
) -> None:
    assert delivery(key, rules, acting, said) == name


@pytest.mark.parametrize(
    ("due", "as_at", "months"),
    [
        (date(2026, 12, 31), date(2027, 1, 31), 1),
        (date(2026, 12, 31), date(2027, 2, 1), 2),
        (date(2027, 1, 31), date(2027, 2, 28), 1),
        (date(2027, 1, 31), date(2027, 3, 1), 2),
        (date(2026, 9, 30), date(2026, 9, 30), 0),
        (date(2025, 9, 29), date(2026, 9, 30), 13),
    ],
)
def test_months_behind_are_calendar_months_across_the_ends_of_months_and_years(
    due: date, as_at: date, months: int
) -> None:
    rows = scheme_rows(Scale.DELIVERY, "Late | at risk\nNot known | not known", "Late | true | {months_overdue} months")
    now = plan(*rows, action(original_due=due), update(), as_at=as_at)
    reason = rate(now, load_scheme(now)[0])[0].actions["1.1"].delivery.reason
    assert reason == f"{months} month{'' if months == 1 else 's'}"


def test_a_scheme_whose_red_is_also_not_known_says_so_and_is_asked_about() -> None:
    now = plan(*scheme_rows(Scale.MEASURE, SUSTAINABLE_KEY, SUSTAINABLE), *indicators((1, {}, None, None)))
    scheme, wrong = load_scheme(now)
    assert "Z-11" in {issue.code for issue in wrong}
    rating = rate(now, scheme)[0].measures["I0"].rating
    assert (rating.name, rating.reason) == ("RED", "Off target, or not known")


def test_eppings_words_without_colours_make_their_total() -> None:
    late = {"original_due": AS_AT - timedelta(5)}
    _, counts = rated(
        Scale.DELIVERY,
        EPPING_KEY,
        EPPING,
        actions((20, {}, {}), (6, {}, COMPLETE), (13, {}, {"outlook": Outlook.AT_RISK}), (4, late, {}),
                (6, {"start": AS_AT + timedelta(9)}, {})),
    )  # fmt: skip
    assert counts == {"Achieved or On-Target": 26, "Under Control": 13, "Behind Schedule": 4, "Pending": 6}
    assert [percent_of(counts[name], 49) for name in ("Achieved or On-Target", "Under Control")] == ["53%", "27%"]


SCHEMES: list[tuple[Scale, str, str]] = [
    (Scale.MEASURE, HAVERING_KEY, HAVERING),
    (Scale.DELIVERY, SHEFFIELD_KEY, SHEFFIELD),
    (Scale.DELIVERY, CHESHIRE_EAST_KEY, CHESHIRE_EAST),
    (Scale.MEASURE, HOW_CLOSE_KEY, HOW_CLOSE),
    (Scale.DELIVERY, HEREFORDSHIRE_KEY, HEREFORDSHIRE),
    (Scale.MEASURE, REIGATE_KEY, REIGATE),
    (Scale.MEASURE, HARLOW_KEY, "None | not has_reading\nGreen | gap > 0\nBlue | gap >= -tolerance\nRed | true"),
    (Scale.DELIVERY, KENSINGTON_KEY, KENSINGTON),
    (Scale.DELIVERY, MAJOR_PROJECTS_KEY, MAJOR_PROJECTS),
    (Scale.MEASURE, SUSTAINABLE_KEY, SUSTAINABLE),
    (Scale.DELIVERY, TORBAY_KEY, TORBAY),
    (Scale.DELIVERY, SOUTH_GLOUCESTERSHIRE_KEY, SOUTH_GLOUCESTERSHIRE),
    (Scale.DELIVERY, BROMSGROVE_KEY, BROMSGROVE),
    (Scale.DELIVERY, EPPING_KEY, EPPING),
]


@pytest.mark.parametrize(("scale", "key", "rules"), SCHEMES, ids=range(1, 15))
def test_each_councils_own_words_signs_and_colours_are_printed_and_no_others(
    scale: Scale, key: str, rules: str
) -> None:
    item = measure("I0") if scale is Scale.MEASURE else action("I0")
    now = plan(*scheme_rows(scale, key, rules), item, reading(80, id_="I0"), update("I0"))
    scheme, wrong = load_scheme(now)
    assert [issue.code for issue in wrong if issue.code not in ("Z-01", "Z-11")] == []
    found, _ = rate(now, scheme)
    ground = Ground(found, None, movement(found, None), deadlines(now.details), {})
    own = [[cell.strip() for cell in line.split("|")] for line in key.strip().splitlines()]
    rows = rating_rows(ground, scale, "rows")
    assert [row.word.text for row in rows][: len(own)] == [line[0] for line in own]
    told = {row.word.text: [row.symbol.text, row.fill.text, row.ink.text] for row in rows}
    assert {line[0]: told[line[0]] for line in own if len(line) > 2} == {
        line[0]: line[2:] for line in own if len(line) > 2
    }
    given = found.measures["I0"].rating if scale is Scale.MEASURE else found.actions["I0"].delivery
    assert given.name in summary_chart(ground, scale).alt
