"""Ratings by the shipped scheme, each a line of a table that an officer could read."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from rating_plans import AS_AT, Q2, action, measure, milestone, plan, reading, scheme_rows, update

from pipeline.model import RatedPlan
from pipeline.periods import financial_year, month, quarter
from pipeline.rating import load_scheme, rate
from pipeline.sheets.columns import Row
from pipeline.sheets.findings import Finding, FindingKind
from pipeline.sheets.measures import Frequency, Polarity, ToleranceUnit, Unit
from pipeline.sheets.ratings import Scale
from pipeline.sheets.updates import Outlook, Status

PRIORITY = Finding(id="F1", text="Weak", kind=FindingKind.PRIORITY, source="Letter")


def rated(*rows: Row) -> RatedPlan:
    now = plan(*rows)
    return rate(now, load_scheme(now)[0])[0]


def days(count: int) -> date:
    return AS_AT + timedelta(days=count)


DONE: dict[str, Any] = {"status": Status.COMPLETE, "completed": days(-20), "evidence": "Audit, 1 September 2026"}

DELIVERY = [
    # action, update, milestones (due, done), rating, reason
    ({}, {}, [], "Green", "On track for its due date of 31 March 2027"),
    ({}, None, [], "Not rated", "No update this quarter"),
    ({}, {"status": None, "progress": " "}, [], "Not rated", "No update this quarter"),
    ({}, {"outlook": None}, [], "Not rated", "The lead has not said whether the due date of 31 March 2027 will be met"),
    ({}, {"status": None}, [], "Not rated", "The lead has not said where it is"),
    ({}, {"status": None, "outlook": None}, [], "Not rated",
     "The lead has said neither where it is nor whether the due date of 31 March 2027 will be met"),
    ({}, DONE | {"status": Status.CLOSED, "evidence": ""}, [], "Amber",
     "Completed on 10 September 2026, but no evidence that it was done"),
    ({"revisions": 2}, {}, [], "Red", "Re-dated 2 times, and its due date of 31 March 2027 has not been approved"),
    ({}, {"progress": ""}, [], "Amber", "No progress reported this quarter"),
    ({}, {"outlook": Outlook.AT_RISK}, [], "Amber", "The lead says that the due date of 31 March 2027 is at risk"),
    ({"original_due": days(-9)}, {"outlook": Outlook.WILL_MISS}, [], "Red",
     "9 days past its due date of 21 September 2026, which the lead says will not be met"),
    ({}, {"outlook": Outlook.WILL_MISS}, [], "Red", "The lead expects to miss the due date of 31 March 2027"),
    ({"original_due": date(2026, 8, 27)}, {}, [], "Red", "34 days past its due date of 27 August 2026"),
    ({"original_due": days(-31)}, {}, [], "Red", "31 days past its due date of 30 August 2026"),
    ({"original_due": days(-30)}, {}, [], "Amber", "30 days past its due date of 31 August 2026"),
    ({"original_due": days(-1)}, {}, [], "Amber", "1 day past its due date of 29 September 2026"),
    ({"original_due": days(-1)}, None, [], "Amber", "1 day past its due date of 29 September 2026"),
    ({"original_due": AS_AT}, {}, [], "Green", "On track for its due date of 30 September 2026"),
    ({}, {}, [(days(-1), None), (days(90), None)], "Amber", "1 of 2 milestones missed"),
    ({}, {}, [(days(0), None)], "Green", "On track for its due date of 31 March 2027"),
    ({}, {}, [(days(-9), days(3))], "Amber", "1 of 1 milestone missed"),
    ({}, {}, [(days(-9), days(-3))], "Green", "On track for its due date of 31 March 2027"),
    ({"original_due": days(30)}, {}, [(days(5), None), (days(6), None), (days(-4), days(-5))], "Amber",
     "Due on 30 October 2026 with 1 of 3 milestones done"),
    ({"original_due": days(31)}, {}, [(days(5), None)], "Green", "On track for its due date of 31 October 2026"),
    ({"original_due": days(30)}, {}, [(days(5), None), (days(-4), days(-5))], "Green",
     "On track for its due date of 30 October 2026"),
    ({}, DONE, [], "Complete", "Completed on 10 September 2026"),
    ({"original_due": days(-200)}, DONE, [], "Complete", "Completed on 10 September 2026"),
    ({}, DONE | {"completed": days(1)}, [], "Amber", "Said to be complete but with no date of completion by 30 September 2026"),
    ({}, DONE | {"completed": None}, [], "Amber", "Said to be complete but with no date of completion by 30 September 2026"),
    ({}, DONE | {"evidence": " "}, [], "Amber", "Completed on 10 September 2026, but no evidence that it was done"),
    ({}, DONE | {"evidence": "TBC"}, [], "Amber", "Completed on 10 September 2026, but no evidence that it was done"),
    ({}, DONE | {"evidence": "n/a"}, [], "Amber", "Completed on 10 September 2026, but no evidence that it was done"),
    ({"original_due": days(-40)}, DONE | {"completed": None}, [], "Red", "40 days past its due date of 21 August 2026"),
    ({"start": days(1)}, {"status": Status.NOT_STARTED}, [], "Not started", "Due to start on 1 October 2026"),
    ({"start": days(1)}, None, [], "Not started", "Due to start on 1 October 2026"),
    ({"start": days(1)}, {}, [], "Green", "On track for its due date of 31 March 2027"),
    ({"start": days(1)}, {"status": Status.NOT_STARTED, "outlook": Outlook.WILL_MISS}, [], "Red",
     "The lead expects to miss the due date of 31 March 2027"),
    ({}, {"status": Status.NOT_STARTED}, [], "Amber", "Should have started on 1 February 2026, and has not"),
    ({"original_due": days(30)}, {"status": Status.NOT_STARTED}, [], "Red",
     "Should have started on 1 February 2026, has not, and is due on 30 October 2026"),
    ({}, {"status": Status.CLOSED}, [], "Not rated", "Closed without being completed"),
    ({"original_due": days(-90)}, {"status": Status.CLOSED}, [], "Not rated", "Closed without being completed"),
    ({"original_due": days(-40), "revised_due": days(60), "revision_approved_by": "Board"}, {}, [], "Green",
     "On track for its due date of 29 November 2026"),
    ({"original_due": days(-40), "revised_due": days(60)}, {}, [], "Red",
     "40 days past 21 August 2026, the last due date that was approved"),
    ({"original_due": days(-5), "revised_due": days(60)}, {}, [], "Amber",
     "5 days past 25 September 2026, the last due date that was approved"),
    ({"revised_due": date(2027, 6, 30), "revisions": 2}, {}, [], "Red",
     "Re-dated 2 times, and its due date of 30 June 2027 has not been approved"),
    ({"revised_due": date(2027, 6, 30), "revisions": 2, "revision_approved_by": "Board"}, {}, [], "Green",
     "On track for its due date of 30 June 2027"),
]  # fmt: skip


@pytest.mark.parametrize(("acting", "said", "steps", "rating", "why"), DELIVERY)
def test_delivery_is_rated_by_the_first_rule_that_is_true(
    acting: dict[str, Any], said: dict[str, Any] | None, steps: list[tuple[date, date | None]], rating: str, why: str
) -> None:
    rows: list[Row] = [action(**acting), *(milestone(due, done) for due, done in steps)]
    if said is not None:
        rows.append(update(**said))
    delivery = rated(*rows).actions["1.1"].delivery
    assert (delivery.name, delivery.reason) == (rating, why)


def test_an_overdue_action_for_a_priority_finding_is_red_from_the_first_day() -> None:
    found = rated(PRIORITY, action(original_due=days(-1)), update()).actions["1.1"]
    assert found.priority
    assert found.days_overdue == 1
    said = "1 day past its due date of 29 September 2026; it answers an area for priority action"
    assert (found.delivery.name, found.delivery.reason) == ("Red", said)


def test_a_rating_carries_the_cell_of_its_rule() -> None:
    assert str(rated(action(), update()).actions["1.1"].delivery.rule).endswith("sheet Rating rules, cell D26")


def test_embedded_needs_impact_evidence_and_its_measures_on_target_two_periods_running() -> None:
    rows = [action(measures=("A1",)), measure(), reading(91)]
    proven = update(**DONE, impact_evidence="Children told us")
    before = Q2.before()
    assert rated(*rows, proven).actions["1.1"].delivery.name == "Complete"
    assert rated(*rows, proven, reading(90, before)).actions["1.1"].delivery.name == "Embedded"
    assert rated(*rows, update(**DONE), reading(90, before)).actions["1.1"].delivery.name == "Complete"
    assert rated(*rows, proven, reading(89, before)).actions["1.1"].delivery.name == "Complete"
    assert rated(*rows, proven, reading(95, before.before())).actions["1.1"].delivery.name == "Complete"


def test_every_linked_measure_must_be_on_target_for_an_action_to_be_embedded() -> None:
    rows = [action(measures=("A1", "A2")), update(**DONE, impact_evidence="Audit"), measure("A1"), measure("A2")]
    readings = [reading(91, period, id_) for period in (Q2, Q2.before()) for id_ in ("A1", "A2")]
    assert rated(*rows, *readings).actions["1.1"].delivery.name == "Embedded"
    worse = [*readings[:-1], reading(80, Q2.before(), "A2")]
    found = rated(*rows, *worse).actions["1.1"].delivery
    assert found.name == "Complete"


AUDIT = {"impact_evidence": "Audit"}
SAID_DONE: dict[str, Any] = {"status": Status.COMPLETE}
IMPACT = [
    # update, reading, reading a year before, rating, reason
    ({}, None, None, "Too early to say", "Still to be completed, with no evidence of impact yet"),
    (None, 91, 70, "Not rated", "No update this quarter"),
    ({"status": Status.CLOSED}, 91, 70, "Not rated", "Closed without being completed"),
    ({"status": Status.NOT_STARTED}, 91, 70, "Too early to say", "Not started"),
    (AUDIT, 91, None, "Impact evidenced", "Evidence of impact, and 1 of 1 rated measure on track"),
    (AUDIT, 80, 70, "Some impact", "Evidence of impact, but 0 of 1 rated measure on track"),
    (AUDIT, None, None, "Some impact", "Evidence of impact, but no linked measure is rated"),
    ({}, 91, 70, "Too early to say", "Still to be completed; of 1 rated measure, 1 on track and 1 better than before; no evidence of impact yet"),
    (DONE, 80, 70, "Some impact", "Complete; of 1 rated measure, 0 on track and 1 better than before; no evidence of impact given yet"),
    (DONE, 91, None, "Some impact", "Complete; of 1 rated measure, 1 on track and 0 better than before; no evidence of impact given yet"),
    (DONE, 80, None, "No impact yet", "Complete, but no evidence of impact and no rated measure on track or better than before"),
    (DONE, 80, 85, "No impact yet", "Complete, but no evidence of impact and no rated measure on track or better than before"),
    (SAID_DONE, 80, 70, "Some impact", "Said to be complete; of 1 rated measure, 0 on track and 1 better than before; no evidence of impact given yet"),
    (SAID_DONE, 80, 85, "No impact yet", "Said to be complete, but no evidence of impact and no rated measure on track or better than before"),
    (DONE | {"status": Status.CLOSED}, 80, 85, "No impact yet", "Complete, but no evidence of impact and no rated measure on track or better than before"),
    (DONE | {"status": Status.NOT_STARTED}, 80, 85, "No impact yet", "Complete, but no evidence of impact and no rated measure on track or better than before"),
    (DONE, None, None, "No impact yet", "Complete, but no evidence of impact and no rated measure on track or better than before"),
]  # fmt: skip


def test_work_that_began_before_its_start_date_is_not_said_not_to_have_started() -> None:
    for said, why in (({}, "Still to be completed, with no evidence of impact yet"), ({"status": None}, "Not started")):
        found = rated(action(start=days(9)), update(**said)).actions["1.1"].impact
        assert (found.name, found.reason) == ("Too early to say", why)


def test_a_measure_that_a_council_rates_green_short_of_its_target_is_not_said_to_be_on_target() -> None:
    within = (
        """
        GREEN     | on track
        Not rated | not known
    """,
        """
        Not rated | not has_reading
        GREEN     | true
    """,
    )
    rows = [*scheme_rows(Scale.MEASURE, *within), action(measures=("A1",)), measure(), reading(70)]
    for said in (AUDIT, DONE, {}):
        found = rated(*rows, update(**said)).actions["1.1"].impact
        assert "1 on track" in found.reason.replace("1 of 1 rated measure on track", "1 on track")
        assert "target" not in found.reason


@pytest.mark.parametrize(("said", "value", "last_year", "rating", "why"), IMPACT)
def test_impact_is_rated_apart_from_delivery(
    said: dict[str, Any] | None, value: int | None, last_year: int | None, rating: str, why: str
) -> None:
    rows: list[Row] = [action(measures=("A1",)), measure()]
    rows += [update(**said)] if said is not None else []
    rows += [reading(each, period) for each, period in ((value, Q2), (last_year, Q2.year_before())) if each is not None]
    impact = rated(*rows).actions["1.1"].impact
    assert (impact.name, impact.reason) == (rating, why)


LOW: dict[str, Any] = {"polarity": Polarity.LOW, "target": Decimal(18)}
RANGE: dict[str, Any] = {
    "polarity": Polarity.RANGE, "target": None, "target_low": Decimal(12), "target_high": Decimal(20),
    "tolerance": Decimal(2),
}  # fmt: skip
WEEKS: dict[str, Any] = {"unit": Unit.WEEKS, "polarity": Polarity.LOW, "target": Decimal(26),
                         "tolerance": Decimal(10), "tolerance_unit": ToleranceUnit.PERCENT}  # fmt: skip
NONE: dict[str, Any] = {"tolerance": None, "tolerance_unit": None}

MEASURES = [
    # measure, value, rating, reason
    ({}, 90, "Green", "90.0% meets the target of 90.0%"),
    ({}, 92.3, "Green", "92.3% is 2.3 percentage points better than the target of 90.0%"),
    ({}, 89.95, "Green", "90.0% meets the target of 90.0%"),
    ({}, 89.9, "Amber", "89.9% is 0.1 percentage points below the target of 90.0%, within the tolerance of 5.0 percentage points"),
    ({}, 85, "Amber", "85.0% is 5.0 percentage points below the target of 90.0%, within the tolerance of 5.0 percentage points"),
    ({}, 84.9, "Red", "84.9% is 5.1 percentage points below the target of 90.0%"),
    ({}, 68.4, "Red", "68.4% is 21.6 percentage points below the target of 90.0%"),
    ({}, None, "Not rated", "No figure for 2026-27 Q2"),
    ({"target": None}, 50, "Not rated", "No target to rate against"),
    ({"polarity": Polarity.CONTEXT}, 99, "Not rated", "Context only: neither high nor low is good"),
    (LOW, 17.5, "Green", "17.5% is 0.5 percentage points better than the target of 18.0%"),
    (LOW, 14.8, "Green", "14.8% is 3.2 percentage points better than the target of 18.0%"),
    (LOW, 23.1, "Red", "23.1% is 5.1 percentage points above the target of 18.0%"),
    (LOW, 23, "Amber", "23.0% is 5.0 percentage points above the target of 18.0%, within the tolerance of 5.0 percentage points"),
    (RANGE, 12, "Green", "12.0% is within the target range of 12.0% to 20.0%"),
    (RANGE, 20, "Green", "20.0% is within the target range of 12.0% to 20.0%"),
    (RANGE, 22, "Amber", "22.0% is 2.0 percentage points outside the target range of 12.0% to 20.0%, within the tolerance of 2.0 percentage points"),
    (RANGE, 9.9, "Red", "9.9% is 2.1 percentage points outside the target range of 12.0% to 20.0%"),
    (WEEKS, 28.6, "Amber", "28.6 weeks is 2.6 weeks above the target of 26.0 weeks, within the tolerance of 2.6 weeks"),
    (WEEKS, 28.7, "Red", "28.7 weeks is 2.7 weeks above the target of 26.0 weeks"),
    (NONE, 85, "Amber", "85.0% misses the target of 90.0% by 5.0 percentage points, within 5 percentage points of it"),
    (NONE, 84.9, "Red", "84.9% is 5.1 percentage points below the target of 90.0%"),
    (WEEKS | NONE, 28.6, "Amber", "28.6 weeks misses the target of 26.0 weeks by 2.6 weeks, within 10% of it"),
    ({"unit": Unit.COUNT, "polarity": Polarity.LOW, "target": Decimal(0), "decimals": 0} | NONE, 3, "Red", "3 is 3 above the target of 0"),
    ({"unit": Unit.COUNT, "polarity": Polarity.LOW, "target": Decimal(0), "decimals": 0} | NONE, 0, "Green", "0 meets the target of 0"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "value", "rating", "why"), MEASURES)
def test_measures_are_rated_by_gap_and_tolerance_with_the_figures_in_the_reason(
    changes: dict[str, Any], value: float | None, rating: str, why: str
) -> None:
    rows = [] if value is None else [reading(value)]
    found = rated(measure(**changes), *rows).measures["A1"].rating
    assert (found.name, found.reason) == (rating, why)


def test_a_figure_is_worked_out_from_numerator_and_denominator_where_none_is_given() -> None:
    found = rated(measure(), reading(numerator=128, denominator=152)).measures["A1"].rating
    assert found.reason.startswith("84.2% is 5.8 percentage points below")


@pytest.mark.parametrize(("out_of", "rating"), [(19, "Not rated"), (20, "Green")])
def test_small_denominators_are_not_rated(out_of: int, rating: str) -> None:
    found = rated(measure(), reading(95, numerator=19, denominator=out_of)).measures["A1"].rating
    assert found.name == rating
    assert rating == "Green" or found.reason == "Small numbers: out of 19, too few to rate"


def test_an_annual_measure_is_rated_by_its_latest_year_and_never_for_a_blank_quarter() -> None:
    annual = measure(frequency=Frequency.ANNUAL)
    assert rated(annual, reading(93, financial_year(2025))).measures["A1"].rating.name == "Green"
    assert rated(annual, reading(93, financial_year(2026))).measures["A1"].rating.reason == "No annual figure yet"
    old = rated(annual, reading(93, financial_year(2022))).measures["A1"].rating
    assert (old.name, old.reason) == ("Not rated", "Latest annual reading is for 2022-23, too old to rate")


def test_a_quarterly_measure_is_rated_only_by_the_quarter_itself() -> None:
    found = rated(measure(), reading(93, quarter(2026, 1)), reading(95, quarter(2026, 3))).measures["A1"]
    assert found.latest is None
    assert found.rating.name == "Not rated"


def test_a_monthly_measure_is_rated_by_the_newest_month_of_the_quarter() -> None:
    monthly = measure(frequency=Frequency.MONTHLY)
    found = rated(monthly, reading(70, month(2026, 7)), reading(93, month(2026, 9)), reading(1, month(2026, 10)))
    assert found.measures["A1"].rating.name == "Green"
    late = rated(monthly, reading(93, month(2026, 6))).measures["A1"].rating
    assert (late.name, late.reason) == ("Not rated", "No figure for a month of 2026-27 Q2; the latest is for June 2026")


@pytest.mark.parametrize(
    ("unit", "tolerance_unit", "fits"),
    [
        (Unit.PERCENT, ToleranceUnit.POINTS, True),
        (Unit.PERCENT, ToleranceUnit.PERCENT, True),
        (Unit.PERCENT, None, False),
        (Unit.COUNT, ToleranceUnit.POINTS, False),
        (Unit.RATE, ToleranceUnit.POINTS, False),
        (Unit.RATE, ToleranceUnit.PERCENT, True),
        (Unit.WEEKS, None, False),
    ],
)
def test_a_tolerance_that_does_not_fit_its_unit_is_an_error_and_decides_nothing(
    unit: Unit, tolerance_unit: ToleranceUnit | None, fits: bool
) -> None:
    now = plan(measure(unit=unit, tolerance_unit=tolerance_unit), reading(80))
    found, issues = rate(now, load_scheme(now)[0])
    assert [issue.code for issue in issues] == ([] if fits else ["Z-18"])
    assert (found.measures["A1"].rating.name == "Not rated") is not fits
    if not fits:
        assert issues[0].place.cell == ("M4" if tolerance_unit else "L4")
        wrong = (
            f"percentage points doesn't fit a measure in “{unit}”" if tolerance_unit else "doesn't say what it is in"
        )
        assert issues[0].message == f"The tolerance of 5 {wrong}."


def test_rows_without_a_place_in_the_plan_are_left_to_the_checks() -> None:
    found = rated(action(measures=("Nope", "A1", "A1")), update(), measure(), reading(91), action(text="Again"))
    assert list(found.actions) == ["1.1"]
    assert found.actions["1.1"].action.text == "Do it"


def test_a_measure_well_on_target_needs_no_tolerance_to_be_rated() -> None:
    unclear = measure(tolerance_unit=None)
    assert rated(unclear, reading(95)).measures["A1"].rating.name == "Green"
    found = rated(unclear, reading(89)).measures["A1"].rating
    assert found.reason.startswith("Not rated, as its tolerance does not say what it is in")


@pytest.mark.parametrize(
    ("on", "inside"),
    [(None, True), (date(2026, 9, 20), False), (date(2026, 9, 21), True), (date(2026, 10, 16), True), (date(2026, 10, 17), False)],
)  # fmt: skip
def test_a_council_can_tell_updates_outside_the_days_for_them(on: date | None, inside: bool) -> None:
    rows = scheme_rows(Scale.DELIVERY, "Now | on track\nOld | not known", "Now | update_in_window\nOld | true")
    assert rated(*rows, action(), update(updated_on=on)).actions["1.1"].delivery.name == ("Now" if inside else "Old")
