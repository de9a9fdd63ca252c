"""Facts: every value says where it is from, counts add up, and a protected figure is nowhere."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from pipeline import wording
from pipeline.errors import Misdeclared
from pipeline.facts.fact import Fact, Facts, Node, Picture
from pipeline.facts.making import Ground
from pipeline.facts.measures import _shown
from pipeline.facts.state import appendix_letters, for_paper, state
from pipeline.facts.story import headlines, notes
from pipeline.model import Movement
from pipeline.papers import paper_types
from pipeline.periods import academic_year, quarter
from pipeline.places import Place
from pipeline.rating import figure_of, protect
from pipeline.run import protected_figures
from pipeline.sheets.appendices import Appendix
from pipeline.sheets.measures import Frequency, Sensitivity, Unit
from pipeline.sheets.ratings import Scale, Standing
from pipeline.sheets.readings import Reading
from pipeline.sheets.updates import Status


@pytest.fixture(scope="module")
def shared(ground: Ground) -> dict[str, Any]:
    return state(ground)


@pytest.fixture(scope="module")
def facts(ground: Ground, shared: dict[str, Any]) -> Facts:
    paper = next(paper for paper in paper_types() if paper.name == "quarterly_update")
    return for_paper(ground, shared, ground.now.plan.meetings[paper.name], paper.recommendations)


def leaves(item: Any) -> Iterator[Fact | Picture]:
    if isinstance(item, (Fact, Picture)):
        yield item
    elif isinstance(item, Node):
        for name in item:
            yield from leaves(item[name])
    elif isinstance(item, dict):
        for each in item.values():
            yield from leaves(each)
    elif isinstance(item, (list, tuple)):
        for each in item:
            yield from leaves(each)


def test_one_id_never_prints_two_texts(shared: dict[str, Any]) -> None:
    said: dict[str, set[str]] = {}
    for leaf in leaves(shared):
        if isinstance(leaf, Fact):
            said.setdefault(leaf.id, set()).add(leaf.text)
    assert {name: texts for name, texts in said.items() if len(texts) > 1} == {}


def test_every_fact_copied_from_a_cell_says_which(facts: Facts) -> None:
    for item in ("action.1.1.text", "action.1.1.lead", "action.1.1.due", "plan.as_at", "law.statement_due"):
        fact = facts.register[item]
        assert fact.sources, item
        assert fact.sources[0].cell, item


def test_a_rating_names_the_rule_that_gave_it(facts: Facts, ground: Ground) -> None:
    rules = {rule.place("when") for rule in ground.now.scheme.rules}
    for rated in ground.now.actions.values():
        word = facts.register[f"action.{rated.action.id}.delivery.word"]
        assert word.text == rated.delivery.name
        assert rules & set(word.sources)


@pytest.mark.parametrize("scale", list(Scale))
def test_rating_rows_add_up_to_the_total_and_the_total_says_how_many_are_unrated(
    shared: dict[str, Any], ground: Ground, scale: Scale
) -> None:
    rows = shared["rating_rows"][scale.value]
    total = shared["row_total"][scale.value]
    assert sum(row.now.value for row in rows) == total.now.value
    assert sum(row.before.value for row in rows) == total.before.value
    name = {"measure": "measures"}.get(scale.value, scale.value)
    unknown = {key.name for key in ground.now.scheme.key if key.scale is scale and key.standing is Standing.UNKNOWN}
    unrated = sum(row.now.value for row in rows if row.word.text in unknown)
    assert re.search(rf"\band {unrated} (is|are) not rated", shared["totals"][name].text)


def test_every_domain_counts_its_own_actions(shared: dict[str, Any]) -> None:
    assert sum(len(domain.actions) for domain in shared["domains"]) == len(shared["actions"])
    for domain in shared["domains"]:
        assert sum(row.now.value for row in domain.rating_rows) == len(domain.actions)


def test_a_domains_ratings_of_last_quarter_are_those_of_its_own_actions(shared: dict[str, Any]) -> None:
    for domain in shared["domains"]:
        assert sum(row.before.value for row in domain.rating_rows) <= len(domain.actions)


def test_a_column_that_a_sheet_has_not_is_no_source(ground: Ground) -> None:
    places = {"measure": Place("Wide.xlsx", "Data", "A5", "KPI"), "value": Place("Wide.xlsx", "Data", "F5", "Q2")}
    measures = {
        name: replace(each, readings=tuple(row.model_copy(update={"places": places}) for row in each.readings))
        for name, each in ground.now.measures.items()
    }
    shared = state(replace(ground, now=replace(ground.now, measures=measures)))
    text = next(measure for measure in shared["measures"] if measure.id.text == "A1").readings[-1].text
    assert [place.cell for place in text.sources] == ["F5"]


def test_transitions_are_only_changes_and_count_the_actions_that_moved(shared: dict[str, Any], ground: Ground) -> None:
    moved = [
        move
        for (scale, _), move in ground.move.ratings.items()
        if scale is Scale.DELIVERY and move.before and move.before.name != move.now.name
    ]
    assert sum(row.count.value for row in shared["transitions"]) == len(moved)


def test_every_off_track_item_is_an_exception_with_its_reason(shared: dict[str, Any], ground: Ground) -> None:
    listed = Counter(row.ref.text for row in shared["exceptions"])
    assert set(listed.values()) == {1}
    bad = {i for i, r in ground.now.actions.items() if r.delivery.standing is Standing.OFF_TRACK}
    bad |= {i for i, r in ground.now.measures.items() if r.rating.standing is Standing.OFF_TRACK}
    assert bad <= set(listed)
    assert all(row.why.text and row.cause.text and row.recovery.text for row in shared["exceptions"])


def test_a_protected_figure_is_in_no_fact_of_its_measure(shared: dict[str, Any], ground: Ground) -> None:
    assert ground.protected
    for item, period in ground.protected:
        rated = ground.now.measures[item]
        reading = next((r for r in rated.readings if r.period == period), None)
        if reading is None:
            continue
        node = next(m for m in shared["measures"] if m.id.text == item)
        value = figure_of(rated.measure, reading)
        for row in (*node.readings, *node.chart_rows):
            if row.period.value == period:
                assert row.text.text == "c"
                assert row.text.value == "c"
        if rated.latest is reading:
            assert node.latest.text == "c"
            assert "not printed" in node.rating.reason.text
            if value is not None:
                said = wording.figure(value, rated.measure.unit, rated.measure.decimals)
                assert f"{said} in {period}" not in node.trajectory.text


def test_without_protection_the_same_facts_print_the_figures(ground: Ground) -> None:
    """The planted fault of the test above: were nothing protected, the figures would be there."""
    item, period = next(
        (item, period)
        for item, period in ground.protected
        if any(r.period == period for r in ground.now.measures[item].readings)
    )
    bare = state(replace(ground, protected={}))
    node = next(m for m in bare["measures"] if m.id.text == item)
    assert all(row.text.text != "c" for row in node.chart_rows if row.period.value == period)


def test_pictures_hold_no_protected_figure(shared: dict[str, Any], ground: Ground) -> None:
    for item, period in ground.protected:
        node = next((m for m in shared["measures"] if m.id.text == item), None)
        if node is None or not isinstance(node.chart, Picture):
            continue
        if any(row.period.value == period for row in node.chart_rows):
            assert f"{period} c" in node.chart.alt or "suppressed" in node.chart.alt


def test_recommendations_with_nothing_to_say_are_left_out(ground: Ground, shared: dict[str, Any]) -> None:
    meeting = ground.now.plan.meetings["quarterly_update"]
    nothing = dict(shared) | {"exceptions_none": Fact("x", "yes", "yes")}
    wanted = (("counts.actions", "Note {phrases.actions}."), ("redated_none", "Never."), ("", "Always."))
    texts = [row.text.text for row in for_paper(ground, nothing, meeting, wanted).tree.recommendations]
    assert texts[0].startswith("Note 6")
    assert texts[-1] == "Always."
    assert ("Never." in texts) == bool(shared["redated_none"])


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        (("", "Note {plan.titel}."), "papers/quarterly_update.py recommends .+ plan.titel is no fact; did you mean title?"),
        (("counts.overdo", "Note it."), "counts.overdo is no fact; did you mean overdue?"),
        (("not law.unsend", "Note it."), "law.unsend is no fact; did you mean unsent?"),
        (("appendix.letter", "Note {zebra}."), "zebra is no fact."),
        (("", "Note {plan.title.length}."), "plan.title.length is no fact."),
    ],
)  # fmt: skip
def test_a_recommendation_with_a_name_that_is_no_facts_is_said_whether_or_not_it_holds(
    wanted: tuple[str, str], says: str, ground: Ground, shared: dict[str, Any]
) -> None:
    with pytest.raises(Misdeclared, match=says.replace("?", r"\?")):
        for_paper(ground, shared, ground.now.plan.meetings["quarterly_update"], [wanted])


def test_appendix_letters_follow_the_sheet(ground: Ground) -> None:
    rows = ground.now.plan.of(Appendix)
    letters = appendix_letters(rows, "cabinet_paper")
    assert [letter for letter, _ in letters] == ["Appendix A", "Appendix B", "Appendix C"]
    assert appendix_letters(tuple(reversed(rows)), "cabinet_paper")[0][1] is letters[-1][1]


def test_a_figure_can_be_found_by_what_is_printed(facts: Facts) -> None:
    some = next(f for f in facts.register.values() if isinstance(f.value, Decimal) and f.text.endswith("%"))
    assert some in facts.named(some.text)
    assert facts.named("action.1.1") != []
    assert facts.named("no such thing") == []


def test_the_same_ground_states_the_same_facts(ground: Ground, shared: dict[str, Any]) -> None:
    again = state(ground)
    assert [str(leaf) for leaf in leaves(again)] == [str(leaf) for leaf in leaves(shared)]


def test_a_baseline_whose_period_is_protected_is_hidden_too(shared: dict[str, Any], ground: Ground) -> None:
    hidden = [
        rated.measure
        for rated in ground.now.measures.values()
        if rated.measure.baseline_period and (rated.measure.id, rated.measure.baseline_period) in ground.protected
    ]
    assert hidden, "the example has one"
    for measure in hidden:
        node = next(m for m in shared["measures"] if m.id.text == measure.id)
        assert node.baseline.text == f"c ({measure.baseline_period})"
        assert node.trajectory.text.startswith(f"From c in {measure.baseline_period} to ")


@pytest.mark.parametrize("kind", [Sensitivity.CHILDREN, Sensitivity.TIMELINESS])
def test_a_small_baseline_is_hidden_in_public_papers_only(ground: Ground, kind: Sensitivity) -> None:
    item = next(m for m in ground.now.measures.values() if m.measure.unit.value == "number" and m.measure.baseline)
    changes = {"baseline": Decimal(3), "baseline_period": None, "sensitivity": kind}
    small = replace(item, measure=item.measure.model_copy(update=changes))
    now = replace(ground.now, measures={**ground.now.measures, small.measure.id: small})
    for public, text in ((True, "c"), (False, "3")):
        stated = state(replace(ground, now=now, public=public, protected={}))
        node = next(m for m in stated["measures"] if m.id.text == small.measure.id)
        assert node.baseline.text == text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1", "paragraph 1 of Schedule 12A"),
        ("Paragraph 3", "paragraph 3 of Schedule 12A"),
        ("paras 1 and 2", "paragraphs 1 and 2 of Schedule 12A"),
        ("", ""),
    ],
)
def test_an_exempt_paper_names_the_paragraph_it_is_exempt_under(
    ground: Ground, shared: dict[str, Any], typed: str, said: str
) -> None:
    meeting = ground.now.plan.meetings["quarterly_update"].model_copy(update={"exempt_paragraph": typed})
    text = for_paper(ground, shared, meeting).tree.paper.exempt_paragraph.text
    assert said in text
    assert bool(text) == bool(typed)


def restated(ground: Ground, was: str, now: str) -> Ground:
    """The ground where the count of one measure for last quarter was restated since last quarter's papers."""
    name, each = next(
        (name, each)
        for name, each in ground.now.measures.items()
        if each.measure.unit is Unit.COUNT
        and each.measure.sensitivity is Sensitivity.CHILDREN
        and not each.measure.part_of
    )
    period = ground.now.plan.details.quarter.before()
    old, new = (
        Reading(measure=name, period=period, value=Decimal(value), note="Counted again.") for value in (was, now)
    )
    assert ground.before is not None
    before = replace(ground.before, measures={name: replace(each, readings=(old,))})
    after = replace(ground.now, measures={**ground.now.measures, name: replace(each, readings=(new,))})
    return replace(
        ground,
        now=after,
        before=before,
        move=replace(ground.move, restated=((old, new),)),
        protected=protect(after, [before]),
    )


@pytest.mark.parametrize(
    ("was", "now", "says"), [("3", "8", "from c to 8"), ("8", "3", "from 8 to c"), ("8", "9", "from 8 to 9")]
)
def test_a_small_number_that_was_restated_is_told_no_more_than_before(
    ground: Ground, was: str, now: str, says: str
) -> None:
    told = restated(ground, was, now)
    texts = [line.text.text for line in notes(told) if "restated" in line.text.text]
    assert [text for text in texts if says in text] == texts != []
    looked_for = {text for each in protected_figures(told) for text in each.texts}
    assert (was in looked_for) == (was == "3")


def test_an_exempt_paper_tells_what_a_figure_was_restated_from(ground: Ground) -> None:
    told = replace(restated(ground, "3", "8"), protected={}, public=False)
    assert any("from 3 to 8" in line.text.text for line in notes(told))


def test_a_hidden_baseline_is_looked_for_as_well(ground: Ground) -> None:
    told = restated(ground, "8", "9")
    name = told.move.restated[0][1].measure
    each = told.now.measures[name]
    then = told.now.plan.details.quarter.year_before().year_before()
    first = each.measure.model_copy(update={"baseline": Decimal(4), "baseline_period": then})
    now = replace(told.now, measures={**told.now.measures, name: replace(each, measure=first)})
    found = protected_figures(replace(told, now=now, protected=protect(now)))
    assert ("4",) in {one.texts for one in found if one.period == str(then)}


def test_a_hidden_share_is_looked_for_in_the_words_people_use_instead(ground: Ground) -> None:
    name, each = next((n, m) for n, m in ground.now.measures.items() if m.measure.unit is Unit.PERCENT)
    share = Reading(
        measure=name, period=ground.now.plan.details.quarter, numerator=Decimal(85), denominator=Decimal(88)
    )
    measure = each.measure.model_copy(update={"decimals": 1, "sensitivity": Sensitivity.CHILDREN})
    now = replace(ground.now, measures={name: replace(each, measure=measure, readings=(share,))})
    [found] = protected_figures(
        replace(ground, now=now, protected=protect(now), move=replace(ground.move, restated=()))
    )
    assert found.texts == ("96.6%", "85 of 88", "85/88")
    assert found.hints == ("97%", "85", "3")


def test_an_action_that_was_completed_and_then_closed_is_not_said_to_be_closed_without(ground: Ground) -> None:
    name, each = next(
        (n, a) for n, a in ground.now.actions.items() if a.delivery.standing is Standing.DONE and a.update
    )
    assert each.update
    shut = replace(each, update=each.update.model_copy(update={"status": Status.CLOSED}))
    told = replace(ground, now=replace(ground.now, actions={**ground.now.actions, name: shut}))
    assert not any("closed without" in line.text.text and name in line.text.text for line in headlines(told))


def test_a_public_paper_lists_its_exempt_appendix_and_says_why_it_is_not_published(
    ground: Ground, shared: dict[str, Any]
) -> None:
    meeting = ground.now.plan.meetings["cabinet_paper"]
    rows = ground.now.plan.of(Appendix)
    kept = tuple(
        row.model_copy(update={"exempt_paragraph": "1 and 2"}) if row.name == "terms_of_reference" else row
        for row in rows
    )
    plan = replace(ground.now.plan, rows={**ground.now.plan.rows, Appendix: kept})
    tree = for_paper(replace(ground, now=replace(ground.now, plan=plan)), shared, meeting).tree
    said = [entry.text.text for entry in tree.appendices]
    under = "not for publication under paragraphs 1 and 2 of Schedule 12A, Local Government Act 1972"
    assert [text for text in said if "exempt" in text] == [
        f"Appendix B: Terms of reference of the improvement board (exempt: {under})"
    ]


def test_an_exempt_paper_says_why_that_is_in_the_public_interest(ground: Ground, shared: dict[str, Any]) -> None:
    why = {"exempt_paragraph": "2", "public_interest": "It would tell who children are."}
    meeting = ground.now.plan.meetings["quarterly_update"].model_copy(update=why)
    text = for_paper(ground, shared, meeting).tree.paper.exempt_paragraph.text
    assert text.endswith("Schedule 12A, Local Government Act 1972. It would tell who children are.")


def test_a_first_quarter_says_which_due_dates_were_moved_before_it(ground: Ground) -> None:
    first = state(replace(ground, before=None, move=Movement(has_before=False)))
    said = first["redated_none"].text
    moved = next(row.action for row in ground.now.actions.values() if row.action.revised_due)
    was, now = wording.day(moved.original_due), wording.day(moved.due)
    assert said.startswith(
        "There is no earlier quarter to compare with. Due dates moved since they were first agreed, "
    )
    assert f"{moved.id} (from {was} to {now})" in said
    assert said.count("(from ") == first["counts"].redated_ever.value
    assert "by action" not in state(ground)["redated_none"].text


def test_an_academic_years_figure_stands_under_the_quarter_that_it_ends_in(ground: Ground) -> None:
    rated = next(each for each in ground.now.measures.values() if each.measure.frequency is Frequency.ANNUAL)
    one = replace(rated, readings=(rated.readings[-1].model_copy(update={"period": academic_year(2024)}),))
    assert _shown(ground, one, quarter(2025, 2)).text.text not in ("annual", "")
    assert [_shown(ground, one, quarter(2025, n)).text.text for n in (1, 3)] == ["annual", "annual"]
