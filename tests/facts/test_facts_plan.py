"""What papers say of the plan reads right for councils that are not like the example: no board, no letter, other names."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pipeline import wording
from pipeline.facts.making import Ground
from pipeline.facts.measures import briefly
from pipeline.facts.plan import law_node, plan_node
from pipeline.facts.ratings import transitions
from pipeline.facts.state import for_paper, state
from pipeline.facts.story import _met, asks, headlines, notes, on_target
from pipeline.law import deadlines
from pipeline.model import Movement, RatingMove
from pipeline.papers import paper_types
from pipeline.periods import month, quarter
from pipeline.rating.order import shift_within
from pipeline.sheets.appendices import Appendix
from pipeline.sheets.columns import Row
from pipeline.sheets.domains import Domain
from pipeline.sheets.findings import Finding, FindingKind
from pipeline.sheets.ratings import Scale, Standing


def told(ground: Ground, **details: Any) -> Ground:
    """The ground of a council whose Plan details say otherwise."""
    said = ground.now.plan.details.model_copy(update=details)
    return replace(ground, now=replace(ground.now, plan=replace(ground.now.plan, details=said)), law=deadlines(said))


def with_rows(ground: Ground, kind: type[Row], rows: tuple[Row, ...]) -> Ground:
    """The ground of a council with these rows on one sheet."""
    plan = replace(ground.now.plan, rows={**ground.now.plan.rows, kind: rows})
    return replace(ground, now=replace(ground.now, plan=plan))


@pytest.mark.parametrize(
    ("inspection", "reads", "sent"),
    [
        ("focused visit", "a focused visit to children’s social care", "letter"),
        ("unannounced monitoring visit", "an unannounced monitoring visit to children’s social care", "letter"),
        ("ILACS inspection", "an ILACS inspection of children’s social care", "report"),
        ("inspection of children's services", "an inspection of children’s services", "report"),
        ("HMI visit", "an HMI visit to children’s social care", "letter"),
        ("one-week inspection", "a one-week inspection of children’s social care", "report"),
    ],
)
def test_an_inspection_and_a_visit_read_as_what_they_are(
    ground: Ground, inspection: str, reads: str, sent: str
) -> None:
    other = told(ground, inspection=inspection, service="children's social care")
    plan, law = plan_node(other), law_node(other)
    assert (plan.inspected.text, plan.letter.text) == (reads, sent)
    assert f"the day the {sent} was received" in law.statement_working.text


@pytest.mark.parametrize(
    ("typed", "reads"),
    [
        ("Independent Chair", "the Independent Chair"),
        ("The Chief Executive", "the Chief Executive"),
        ("Cllr Ann Whitlock", "Cllr Ann Whitlock"),
        ("Dr A Smith", "Dr A Smith"),
        ("Ann Whitlock", "Ann Whitlock"),
        ("A. J. O'Neill-Smith", "A. J. O'Neill-Smith"),
        ("Ann Whitlock, Director of Children's Services", "Ann Whitlock, Director of Children's Services"),
        ("Ann Whitlock (Independent Chair)", "Ann Whitlock (Independent Chair)"),
        ("Independent Chair, Ann Whitlock", "the Independent Chair, Ann Whitlock"),
        ("Children's Services Lead", "the Children's Services Lead"),
        ("Scrutiny", "the Scrutiny"),
        ("Theatre Trust", "the Theatre Trust"),
        ("", ""),
    ],
)
def test_a_post_has_its_article_and_a_person_has_none(typed: str, reads: str) -> None:
    assert wording.the(typed) == reads


@pytest.mark.parametrize(
    ("typed", "reads"),
    [
        ("Cabinet", "Cabinet"),
        ("Full Council", "Full Council"),
        ("Executive", "the Executive"),
        ("The Executive", "the Executive"),
    ],
)
def test_a_body_that_decides_has_its_article_unless_it_is_cabinet_or_council(typed: str, reads: str) -> None:
    assert wording.body(typed) == reads


@pytest.mark.parametrize("typed", ["", "None", "n/a", "-"])
def test_a_plan_without_a_board_names_none(ground: Ground, typed: str) -> None:
    plan = plan_node(told(ground, board=typed, board_chair=typed))
    assert not plan.board
    assert plan.the_board.text == plan.the_board_chair.text == ""


@pytest.mark.parametrize(
    ("title", "reads"),
    [
        ("Getting to Good", "Getting to Good"),
        ("Children's Improvement Plan", "the Children’s Improvement Plan"),
        ("Children First: our improvement plan", "Children First: our improvement plan"),
    ],
)
def test_a_title_that_is_not_called_a_plan_has_no_article(ground: Ground, title: str, reads: str) -> None:
    assert plan_node(told(ground, plan_title=title)).the_title.text == reads


@pytest.mark.parametrize(
    ("kinds", "reads"),
    [
        (["PRIORITY", "IMPROVEMENT", "IMPROVEMENT"], "1 area for priority action and 2 areas for improvement"),
        (["IMPROVEMENT"] * 3, "3 areas for improvement"),
        (["PRIORITY", "SELF"], "1 area for priority action and 1 that the council has found for itself"),
        ([], "none"),
    ],
)
def test_only_kinds_of_finding_that_there_are_are_named(ground: Ground, kinds: list[str], reads: str) -> None:
    rows = tuple(Finding(id=f"F{n}", text="x", kind=FindingKind[kind], source="Letter") for n, kind in enumerate(kinds))
    shared = state(with_rows(ground, Finding, rows))
    assert shared["phrases"].finding_kinds.text == reads


def recommended(ground: Ground) -> list[str]:
    paper = next(paper for paper in paper_types() if paper.name == "cabinet_paper")
    meeting = ground.now.plan.meetings[paper.name]
    facts = for_paper(ground, state(ground), meeting, paper.recommendations)
    return [line.text.text for line in facts.tree.recommendations]


def test_cabinet_is_not_asked_to_have_something_sent_by_a_day_that_is_past(ground: Ground) -> None:
    late = told(ground, statement_sent=None, letter_received=date(2026, 3, 16))
    assert any("send it without delay (it was due on 26 June 2026) to His" in text for text in recommended(late))
    soon = told(ground, statement_sent=None, letter_received=date(2026, 9, 1))
    assert any("send it by 8 December 2026 to His" in text for text in recommended(soon))


def test_a_cabinet_paper_that_the_plan_is_not_attached_to_asks_for_approval_all_the_same(ground: Ground) -> None:
    without = tuple(row for row in ground.now.plan.of(Appendix) if row.name != "improvement_plan")
    bare = with_rows(ground, Appendix, without)
    assert recommended(bare)[0] == "Approve the Children’s Improvement Plan as it stands at 30 September 2026."
    assert recommended(ground)[0].endswith("at 30 September 2026 (Appendix A).")


def rerated(ground: Ground, standing: Standing) -> Ground:
    """The same figures by a council's rules that give every measure one rating."""
    key = next(k for k in ground.now.scheme.key if k.scale is Scale.MEASURE and k.standing is standing)
    measures = {name: replace(each, rating=replace(each.rating, key=key)) for name, each in ground.now.measures.items()}
    return replace(ground, now=replace(ground.now, measures=measures))


def test_meeting_a_target_is_told_from_the_figure_whatever_the_rules_call_green(ground: Ground) -> None:
    met = on_target(ground)
    assert met
    generous = rerated(ground, Standing.ON_TRACK)
    assert set(met) <= set(on_target(generous)) < set(generous.now.measures)
    assert on_target(rerated(ground, Standing.UNKNOWN)) == []


def test_a_small_base_is_said_to_be_unrated_only_where_it_is(ground: Ground) -> None:
    def small(of: Ground) -> list[str]:
        return [line.text.text for line in notes(of) if "are not rated" in line.text.text]

    assert len(small(ground)) == 1
    assert small(rerated(ground, Standing.OFF_TRACK)) == []


def test_months_that_head_the_columns_of_a_charts_figures_are_short() -> None:
    assert (briefly(month(2025, 11)), briefly(quarter(2026, 2))) == ("Nov 2025", "2026-27 Q2")


def test_measures_off_track_are_asked_about_in_a_first_quarter_too(ground: Ground) -> None:
    first = replace(rerated(ground, Standing.OFF_TRACK), before=None, move=Movement(has_before=False))
    assert any("will be back on track." in line.text.text for line in asks(first))


@pytest.mark.parametrize(
    ("met", "rated", "said"),
    [
        (0, 1, "the one rated measure does not meet its target"),
        (1, 1, "the one rated measure is at or better than target"),
        (0, 7, "none of the 7 rated measures is at or better than target"),
        (7, 7, "all 7 rated measures are at or better than target"),
        (1, 7, "1 of the 7 rated measures (14%) is at or better than target"),
        (2, 7, "2 of the 7 rated measures (29%) are at or better than target"),
        (0, 0, "no measure is rated"),
    ],
)
def test_how_many_measures_met_their_targets_reads_right_whatever_the_number(met: int, rated: int, said: str) -> None:
    assert _met(met, rated) == said


def test_without_a_rated_measure_no_share_of_none_is_told(ground: Ground) -> None:
    first = replace(rerated(ground, Standing.UNKNOWN), before=None, move=Movement(has_before=False))
    assert headlines(first)[-1].text.text == "No measure is rated."


def test_a_definition_and_an_aim_end_before_what_follows_them(ground: Ground) -> None:
    domains = tuple(row.model_copy(update={"aim": "children are safe"}) for row in ground.now.plan.domains)
    measures = {
        name: replace(each, measure=each.measure.model_copy(update={"definition": "Count on the last day"}))
        for name, each in ground.now.measures.items()
    }
    other = with_rows(ground, Domain, domains)
    shared = state(replace(other, now=replace(other.now, measures=measures)))
    assert {domain.aim.text for domain in shared["domains"]} == {"Children are safe."}
    assert {measure.definition.text for measure in shared["measures"]} == {"Count on the last day."}


def moved(ground: Ground, *pairs: tuple[str, str]) -> Ground:
    """The ground where the first actions' delivery ratings moved like this since last quarter, and no others."""
    scheme = ground.now.scheme
    moves = {}
    for (old, new), (item, rated) in zip(pairs, ground.now.actions.items(), strict=False):
        before, now = (
            replace(rated.delivery, key=key)
            for key in (scheme.find(Scale.DELIVERY, old), scheme.find(Scale.DELIVERY, new))
            if key is not None
        )
        moves[Scale.DELIVERY, item] = RatingMove(item, Scale.DELIVERY, before, now, shift_within(scheme, before, now))
    return replace(ground, move=replace(ground.move, ratings=moves))


@pytest.mark.parametrize(
    ("before", "now", "direction"),
    [
        ("Green", "Amber", "worse"),
        ("Not started", "Amber", "worse"),
        ("Not rated", "Red", "worse"),
        ("Not started", "Green", "better"),
        ("Complete", "Embedded", "better"),
        ("Green", "Not rated", "no longer rated"),
        ("Red", "Not rated", "no longer rated"),
    ],
)
def test_the_table_of_moves_and_the_headline_agree_which_way_a_rating_moved(
    ground: Ground, before: str, now: str, direction: str
) -> None:
    one = moved(ground, (before, now))
    (row,) = transitions(one)
    assert (row.before.text, row.now.text, row.count.text, row.direction.text) == (before, now, "1", direction)
    says = {
        "better": "improved for 1 action and worsened for none.",
        "worse": "improved for 0 actions and worsened for 1.",
        "no longer rated": "improved for 0 actions and worsened for none; 1 action could no longer be rated.",
    }
    assert any(says[direction] in line.text.text for line in headlines(one))
    counts = state(one)["counts"]
    told = {"better": counts.improved, "worse": counts.worsened, "no longer rated": counts.no_longer_rated}
    assert {name: many.value for name, many in told.items()} == {name: int(name == direction) for name in told}


def only(ground: Ground, actions: int, measures: int) -> Ground:
    """The ground of a plan with so many actions and measures, in its first quarter."""
    now = replace(
        ground.now,
        actions=dict(list(ground.now.actions.items())[:actions]),
        measures=dict(list(ground.now.measures.items())[:measures]),
    )
    return replace(ground, now=now, before=None, move=Movement(has_before=False))


def test_a_plan_of_one_action_and_one_measure_reads_right(ground: Ground) -> None:
    texts = [line.text.text for line in headlines(only(rerated(ground, Standing.OFF_TRACK), 1, 1))]
    assert " of 1 action (0%) is now complete." in texts[0] or " of 1 action (100%) is now complete." in texts[0]
    assert texts[-1].startswith("The one rated measure ")


def test_actions_off_track_are_asked_about_without_an_area_for_priority_action(ground: Ground) -> None:
    bad = next(k for k in ground.now.scheme.key if k.scale is Scale.DELIVERY and k.standing is Standing.OFF_TRACK)
    actions = {
        name: replace(each, delivery=replace(each.delivery, key=bad), priority=False)
        for name, each in ground.now.actions.items()
    }
    whole = replace(ground, now=replace(ground.now, actions=actions))
    for many, says in (
        (1, "off track: action 1.1."),
        (2, "off track: actions 1.1 and 1.2."),
        (5, "off track: 5 actions."),
    ):
        assert any(says in line.text.text for line in asks(only(whole, many, 1))), many
