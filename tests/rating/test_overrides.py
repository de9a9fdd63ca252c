"""Overrides print beside the computed rating, and none makes a rating better without a reason."""

from datetime import date
from typing import Any

import pytest
from rating_plans import action, measure, plan, reading, update

from pipeline.issues import Issue, Severity
from pipeline.model import Rating
from pipeline.places import Place
from pipeline.rating import load_scheme, rate
from pipeline.sheets.columns import Row
from pipeline.sheets.overrides import Override
from pipeline.sheets.ratings import Scale
from pipeline.sheets.updates import Outlook

CELLS = {"item": "A", "scale": "B", "rating": "C", "reason": "D", "name": "E", "on": "F"}
FULL: dict[str, Any] = {"reason": "Delayed by the court, not by us.", "name": "Director", "on": date(2026, 10, 5)}


def override(rating: str, item: str = "1.1", scale: Scale = Scale.DELIVERY, **given: Any) -> Override:
    places = {name: Place("plan.xlsx", "Overrides", f"{column}2") for name, column in CELLS.items()}
    return Override(item=item, scale=scale, rating=rating, places=places, **given)


def delivery(*rows: Row, outlook: Outlook = Outlook.AT_RISK) -> tuple[Rating, list[Issue]]:
    now = plan(action(), update(outlook=outlook), measure(), reading(80), *rows)
    rated, issues = rate(now, load_scheme(now)[0])
    return rated.actions["1.1"].delivery, issues


def test_an_override_prints_beside_the_rating_that_the_rules_give() -> None:
    row = override("Green", **FULL)
    found, issues = delivery(row)
    assert issues == []
    assert (found.name, found.override, found.rule) == ("Green", row, Place("plan.xlsx", "Overrides", "C2"))
    assert found.computed is not None
    assert found.computed.name == "Amber"
    assert found.reason == (
        "Delayed by the court, not by us (decided by Director on 5 October 2026; "
        "the rules give Amber: The lead says that the due date of 31 March 2027 is at risk)"
    )


@pytest.mark.parametrize(
    ("rating", "given", "stands", "code", "severity", "cell"),
    [
        # computed Amber
        ("Green", ("name", "on"), "Amber", "R-02a", Severity.ERROR, "D2"),
        ("Green", ("reason", "on"), "Amber", "R-02a", Severity.ERROR, "E2"),
        ("Green", ("reason", "name"), "Amber", "R-02a", Severity.ERROR, "F2"),
        ("Green", (), "Amber", "R-02a", Severity.ERROR, "E2"),
        ("Red", ("name", "on"), "Red", "Z-13", Severity.QUERY, "D2"),
        ("Red", ("reason", "on"), "Amber", "R-02a", Severity.ERROR, "E2"),
        ("Red", ("reason", "name"), "Amber", "R-02a", Severity.ERROR, "F2"),
        ("Not rated", ("name", "on"), "Amber", "R-02a", Severity.ERROR, "D2"),
        ("Not started", ("name", "on"), "Amber", "R-02a", Severity.ERROR, "D2"),
        ("amber", ("reason", "name", "on"), "Amber", "Z-17", Severity.QUERY, "C2"),
        ("Ambre", ("reason", "name", "on"), "Amber", "Z-15", Severity.ERROR, "C2"),
    ],
)
def test_an_override_has_what_it_needs_or_the_computed_rating_stands(
    rating: str, given: tuple[str, ...], stands: str, code: str, severity: Severity, cell: str
) -> None:
    found, issues = delivery(override(rating, **{name: FULL[name] for name in given}))
    assert found.name == stands
    assert [(each.code, each.severity, each.place.cell, each.about) for each in issues] == [
        (code, severity, cell, "action 1.1")
    ]


def test_a_better_rating_of_the_same_standing_needs_a_reason_too() -> None:
    done = update(completed=date(2026, 9, 1), evidence="Audit")
    now = plan(action(), done, override("Embedded", name="Director", on=date(2026, 10, 5)))
    rated, issues = rate(now, load_scheme(now)[0])
    assert rated.actions["1.1"].delivery.name == "Complete"
    assert [each.code for each in issues] == ["R-02a"]


@pytest.mark.parametrize(
    ("row", "code", "words"),
    [
        (override("Green", item="1.2", **FULL), "Z-14", "“1.2” is not an action of the plan"),
        (override("Green", item="A1", **FULL), "Z-14", "“A1” is not an action of the plan"),
        (override("Green", scale=Scale.MEASURE, **FULL), "Z-14", "“1.1” is not a measure of the plan"),
    ],
)
def test_an_override_of_nothing_is_an_error(row: Override, code: str, words: str) -> None:
    _, issues = delivery(row)
    assert [each.code for each in issues] == [code]
    assert words in issues[0].message


def test_of_two_overrides_the_first_is_used() -> None:
    found, issues = delivery(override("Red", **FULL), override("Green", **FULL))
    assert found.name == "Red"
    assert [each.code for each in issues] == ["Z-16"]


def test_scales_are_overridden_apart() -> None:
    now = plan(
        action(measures=("A1",)),
        update(),
        measure(),
        reading(80),
        override("Some impact", scale=Scale.IMPACT, **FULL),
        override("Green", item="A1", scale=Scale.MEASURE, **FULL),
    )
    rated, issues = rate(now, load_scheme(now)[0])
    assert issues == []
    found = rated.actions["1.1"]
    assert (found.delivery.name, found.delivery.override) == ("Green", None)
    assert (found.impact.name, found.impact.computed and found.impact.computed.name) == (
        "Some impact",
        "Too early to say",
    )
    assert rated.measures["A1"].rating.name == "Green"


def test_an_overridden_measure_counts_as_overridden_for_the_actions_it_is_linked_to() -> None:
    now = plan(
        action(measures=("A1",)),
        update(impact_evidence="Audit"),
        measure(),
        reading(80),
        override("Green", item="A1", scale=Scale.MEASURE, **FULL),
    )
    assert rate(now, load_scheme(now)[0])[0].actions["1.1"].impact.name == "Impact evidenced"
