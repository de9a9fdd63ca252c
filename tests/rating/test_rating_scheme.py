"""The scheme: what is wrong with a council's rules is said at their cells, and nothing falls through to green."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from rating_plans import action, measure, plan, reading, scheme_rows, update

from pipeline.colours import contrast
from pipeline.issues import Severity
from pipeline.model import Scheme
from pipeline.places import Place
from pipeline.rating import default_key, default_rules, load_scheme, rate, rule_names
from pipeline.rating.action_names import ACTION_NAMES
from pipeline.rating.expressions import Unreadable, names_for, read_test, tidied
from pipeline.rating.measure_names import MEASURE_NAMES
from pipeline.rating.names import Kind
from pipeline.sheets.ratings import RatingKey, Scale, Standing

KEY = """
Good | on track
Bad  | off track
None | not known
"""


def loaded(rules: str, key: str = KEY, scale: Scale = Scale.DELIVERY):
    found, issues = load_scheme(plan(*scheme_rows(scale, key, rules)))
    return found, [issue for issue in issues if issue.code != "Z-01"]


def test_without_sheets_the_shipped_scheme_is_used_with_one_query() -> None:
    found, issues = load_scheme(plan())
    assert [(issue.code, issue.severity) for issue in issues] == [("Z-01", Severity.QUERY)]
    assert issues[0].place == Place("plan.xlsx", "Plan details", "B1", "Council")
    assert found == Scheme(default_key(), default_rules())


def test_a_scale_left_out_of_both_sheets_is_rated_by_the_shipped_rules() -> None:
    found, issues = load_scheme(plan(*scheme_rows(Scale.DELIVERY, KEY, "Good | true")))
    assert [issue.code for issue in issues] == ["Z-01", "Z-01"]
    assert found.names(Scale.DELIVERY) == ("Good", "Bad", "None")
    assert found.names(Scale.MEASURE) == ("Green", "Amber", "Red", "Not rated")


def test_a_good_scheme_has_no_issues_and_its_rules_in_their_order() -> None:
    rows = scheme_rows(Scale.DELIVERY, KEY, "Bad | days_overdue > 0 | {days_overdue} days late\nGood | true | fine")
    found, issues = load_scheme(plan(*rows[:3], rows[4], rows[3]))
    assert [row.rating for row in found.rules if row.scale is Scale.DELIVERY] == ["Bad", "Good"]
    assert {issue.code for issue in issues} == {"Z-01"}


@pytest.mark.parametrize(
    ("rule", "code", "cell", "message", "remedy"),
    [
        ("Bad | days_overdue >", "Z-03", "D2", "can't be read", "Write it like"),
        ("Bad | days_overdue > 30 days", "Z-03", "D2", "near “days”", "Write it like"),
        ("Bad | ", "Z-03", "D2", "empty", "Write a test"),
        ("Bad | status =~ 'a+b'", "Z-03", "D2", "may not", "Use names"),
        ("Bad | due.year > 2026", "Z-03", "D2", "may not", "Use names"),
        ("Bad | days_overdue ** 2 > 4", "Z-03", "D2", "may not", "Use names"),
        ("Bad | days_overdue > 1 / 0", "Z-03", "D2", "can't be worked out", "Correct"),
        ("Bad | due < $now", "Z-04", "D2", "“$now” is not a name", ""),
        ("Bad | days_overdu > 30", "Z-04", "D2", "“days_overdu” is not a name", "Write days_overdue instead"),
        ("Bad | gap < 0", "Z-04", "D2", "“gap” is not a name", "for rules of measure only"),
        ("Bad | status == 'completed'", "Z-04", "D2", "status is never “completed”", "Write 'complete' instead"),
        ("Bad | status in ['closed', 'done']", "Z-04", "D2", "status is never “done”", ""),
        ("Bad | status > 30", "Z-05", "D2", "different kinds", "Compare a number"),
        ("Bad | status == 30", "Z-05", "D2", "status (a word) is compared with the number 30", "Compare a number"),
        ("Bad | days_overdue", "Z-05", "D2", "doesn't come to true or false", "Compare it"),
        ("Bad | days_overdue and priority", "Z-05", "D2", "must be true or false", "Compare it"),
        ("Bad | not days_overdue", "Z-05", "D2", "What follows not", "Compare it"),
        ("Bda | days_overdue > 30", "Z-06", "C2", "“Bda” is not a rating for delivery", "Write Bad instead"),
        ("Bad | days_overdue > 30 | {days_overdu} late", "Z-07", "E2", "{days_overdu} is not a name", "{days_overdue}"),
        ("Bad | days_overdue > 30 | {days_overdue late", "Z-07", "E2", "a lone {", ""),
        ("Bad | 1 > 2", "Z-09", "D2", "its test is never true", "Move or delete"),
        ("Bad | true", "Z-09", "D3", "rule 20 before it always applies", "Move or delete"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_rule_is_said_at_its_cell(
    rule: str, code: str, cell: str, message: str, remedy: str
) -> None:
    _, issues = loaded(f"{rule}\nGood | true")
    assert [issue.code for issue in issues] == [code]
    assert issues[0].place.cell == cell
    assert issues[0].place.sheet == "Rating rules"
    assert message in issues[0].message
    assert remedy in issues[0].remedy


@pytest.mark.parametrize(
    ("earlier", "later", "reached"),
    [
        ("days_overdue > 3", "days_overdue  > 3", False),
        ("days_overdue > 0", "days_overdue > 30", False),
        ("days_overdue > 30", "days_overdue > 0", True),
        ("days_overdue >= 30", "days_overdue > 30", False),
        ("days_overdue > 30", "days_overdue >= 30", True),
        ("status == 'closed'", "status == 'closed' and priority", False),
        ("status == 'closed'", "status in ['closed', 'complete']", True),
        ("not has_update", "status == 'closed'", True),
        ("not has_update", "not has_update or priority", True),
        ("due < as_at", "due < as_at and priority", False),
        ("due < d'2026-06-01'", "due < d'2026-05-01'", False),
        ("due < d'2026-05-01'", "due < d'2026-06-01'", True),
        ("milestones_done_percent >= 0.5", "milestones_done_percent > 0", True),
        ("lead_rating == 'Red'", "lead_rating == 'Red' and priority", False),
        ("lead_rating == 'Red'", "lead_rating == 'Amber'", True),
    ],
)
def test_a_rule_whose_cases_an_earlier_one_takes_is_questioned(earlier: str, later: str, reached: bool) -> None:
    _, issues = loaded(f"Bad | {earlier}\nGood | {later}\nNone | true")
    assert [(issue.code, issue.place.cell) for issue in issues] == ([] if reached else [("Z-09", "D3")])


def test_several_rules_together_can_take_all_of_a_later_ones_cases() -> None:
    rules = (
        "Bad | days_overdue > 10\nGood | days_overdue <= 10 and days_overdue > 5\nBad | days_overdue > 7\nNone | true"
    )
    _, issues = loaded(rules)
    assert [(issue.code, issue.place.cell) for issue in issues] == [("Z-09", "D4")]
    assert "rule 30 or one before it" in issues[0].message


def test_a_scheme_must_say_what_to_do_with_all_the_rest() -> None:
    _, issues = loaded("Bad | days_overdue > 30\nGood | days_overdue == 0")
    assert [(issue.code, issue.severity, issue.place.cell) for issue in issues] == [("Z-08", Severity.ERROR, "D3")]


def test_a_key_without_rules_and_rules_without_a_key_are_errors() -> None:
    rows = scheme_rows(Scale.DELIVERY, KEY, "Good | true")
    for some, words in ((rows[:3], "no rating rules"), (rows[3:], "no rating key")):
        issues = [issue for issue in load_scheme(plan(*some))[1] if issue.code == "Z-02"]
        assert len(issues) == 1
        assert words in issues[0].message


def test_every_scale_has_a_rating_for_not_known() -> None:
    found, issues = loaded("Good | true", "Good | on track\nNot rated | off track")
    assert [issue.code for issue in issues] == ["Z-11"]
    spare = [row for row in found.key if row.scale is Scale.DELIVERY and row.standing is Standing.UNKNOWN]
    assert [row.name for row in spare] == ["Not rated (not known)"]


def test_a_rating_twice_in_the_key_is_an_error() -> None:
    _, issues = loaded("Good | true", KEY + "good | at risk")
    assert [(issue.code, issue.place.cell) for issue in issues] == [("Z-10", "B5")]


@pytest.mark.parametrize(
    ("fill", "ink", "cell", "words"),
    [
        ("green", "FFFFFF", "F2", "not a colour"),
        ("FFC000", "FFFFFF", "G2", "only 1.6 to 1"),
        ("00B050", "FFFFFF", "G2", "only 2.9 to 1"),
    ],
)
def test_colours_that_cannot_be_read_are_errors(fill: str, ink: str, cell: str, words: str) -> None:
    first, *rest = scheme_rows(Scale.DELIVERY, KEY, "Good | true")
    _, issues = load_scheme(plan(first.model_copy(update={"fill": fill, "ink": ink}), *rest))
    bad = [issue for issue in issues if issue.code == "Z-12"]
    assert [issue.place.cell for issue in bad] == [cell]
    assert words in bad[0].message


@pytest.mark.parametrize("broken", ["Good | days_overdu > 30", "Goood | true", "Good | priority / 2 > 1"])
def test_what_a_rule_that_cannot_be_used_would_have_decided_is_not_rated(broken: str) -> None:
    rows = scheme_rows(Scale.DELIVERY, KEY, f"Bad | days_overdue > 30\n{broken}\nGood | true")
    now = plan(*rows, action(), update())
    rated, _ = rate(now, load_scheme(now)[0])
    assert rated.actions["1.1"].delivery.standing is Standing.UNKNOWN


def test_a_rule_that_fails_for_one_item_is_an_error_at_its_cell_and_the_item_is_not_rated() -> None:
    rows = scheme_rows(Scale.MEASURE, KEY, "Good | value / denominator > 1\nBad | true")
    now = plan(*rows, measure(), reading(50))
    rated, issues = rate(now, load_scheme(now)[0])
    assert [(issue.code, issue.place.cell) for issue in issues] == [("Z-19", "D2")]
    assert rated.measures["A1"].rating.standing is Standing.UNKNOWN


def test_a_rule_that_makes_missing_data_good_is_questioned_and_not_followed() -> None:
    now = plan(*scheme_rows(Scale.DELIVERY, KEY, "Good | true"), action("1.1"), action("1.2"), update("1.1"))
    rated, issues = rate(now, load_scheme(now)[0])
    assert [rated.actions[id_].delivery.name for id_ in ("1.1", "1.2")] == ["Good", "None"]
    assert [(issue.code, issue.place.cell) for issue in issues] == [("Z-20", "D2")]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("days_overdue = 3", "days_overdue == 3"),
        ("Days_Overdue >= 3 AND NOT priority", "days_overdue >= 3 and not priority"),
        ("status <> 'closed'", "status != 'closed'"),
        ("status=\u2018in progress\u2019", "status=='in progress'"),
        ("lead_rating = 'AND = Red'", "lead_rating == 'AND = Red'"),
        ("days_overdue\u00a0\u2265 3 or TRUE", "days_overdue >= 3 or true"),
        ("days_overdue != 3", "days_overdue != 3"),
    ],
)
def test_the_habits_of_excel_and_word_are_understood(typed: str, read: str) -> None:
    assert tidied(typed) == read
    read_test(Scale.DELIVERY, typed)


def test_dates_compare_with_dates() -> None:
    now = plan(*scheme_rows(Scale.DELIVERY, KEY, "Bad | due > d'2027-03-30' and due != as_at\nGood | true"))
    assert [issue.code for issue in load_scheme(now)[1]] == ["Z-01", "Z-01"]
    now = plan(*now.of(RatingKey), *load_scheme(now)[0].rules[:2], action(), update())
    assert rate(now, load_scheme(now)[0])[0].actions["1.1"].delivery.name == "Bad"


@pytest.mark.parametrize("text", ["$random() > 1", "[x for x in status]", "status['a']", "(due ?? start) > start"])
def test_the_language_has_no_way_out(text: str) -> None:
    with pytest.raises(Unreadable):
        read_test(Scale.DELIVERY, text)


def test_every_name_has_a_meaning_and_its_example_can_be_read() -> None:
    for name in rule_names():
        assert name.meaning.endswith(".")
        assert name.name in name.example
        for scale in name.scales:
            read_test(scale, name.example)
        assert not name.words or name.kind is Kind.WORD


@pytest.mark.parametrize("scale", Scale)
def test_no_two_names_of_a_scale_are_called_the_same(scale: Scale) -> None:
    names = [each.name for each in (*ACTION_NAMES, *MEASURE_NAMES) if scale in each.scales]
    assert sorted(names) == sorted(set(names))


def test_every_name_has_a_value_even_when_nothing_is_known() -> None:
    now = plan(action(), measure(target=None, tolerance=None, tolerance_unit=None))
    for scale, item in ((Scale.DELIVERY, "actions"), (Scale.MEASURE, "measures")):
        because = " ".join(f"{name}={{{name}}}" for name in names_for(scale))
        tests = " or ".join(f"{name} == {name}" for name in names_for(scale))
        rows = scheme_rows(scale, KEY, f"Bad | not ({tests})\nBad | true | {because}")
        found = plan(*rows, *now.actions, *now.measures)
        rated, issues = rate(found, load_scheme(found)[0])
        assert issues == []
        (only,) = getattr(rated, item).values()
        said = only.delivery.reason if scale is Scale.DELIVERY else only.rating.reason
        assert "{" not in said
        assert "None" not in said


def test_the_shipped_scheme_has_nothing_wrong_with_it() -> None:
    given = plan(*default_key(), *default_rules())
    found, issues = load_scheme(given)
    assert issues == []
    assert found == Scheme(default_key(), default_rules())
    for scale in Scale:
        assert any(row.standing is Standing.UNKNOWN for row in default_key() if row.scale is scale)


def test_shipped_colours_and_signs_can_be_told_apart_and_printed() -> None:
    found = list(Path("/usr/share/fonts").rglob("LiberationSans-Regular.ttf"))
    glyphs = TTFont(found[0]).getBestCmap() if found else {}
    for scale in Scale:
        rows = [row for row in default_key() if row.scale is scale]
        assert len({row.symbol for row in rows}) == len(rows)
        for row in rows:
            assert contrast(row.fill, row.ink) >= 4.5
            assert not glyphs or ord(row.symbol) in glyphs


def test_no_rating_is_named_outside_the_shipped_tables() -> None:
    names = {row.name for row in default_key()}
    source = Path(__file__).parents[2] / "pipeline"
    for path in [*(source / "rating").rglob("*.py"), source / "model.py"]:
        text = path.read_text("utf-8")
        for name in names - {"Not rated", "Complete", "Not started"}:
            assert f'"{name}"' not in text, f"{path.name} names {name}"
