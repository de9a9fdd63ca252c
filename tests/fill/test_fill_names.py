"""A template's mistakes, each planted, each found before anything is filled; all of them at once."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.facts.fact import Fact, Facts, Given, Node, register
from pipeline.fill import fill_template
from pipeline.issues import Issue
from tests.fill.contract import action, node
from tests.fill.little_word import texts, word


def tree() -> Node:
    return Node(
        {
            "plan": node("plan", title="The Plan", council="Exampleshire Council"),
            "paper": node("paper", officer="Ada Placeholder"),
            "actions": [action("1", 1), action("1", 2)],
            "nothing": [],
            "appendix": Given({"plan_itself": Fact("appendix.plan_itself", "A", "Appendix A")}, "Appendices"),
        }
    )


def faults(*paragraphs: str, **more: object) -> list[Issue]:
    whole = tree()
    template = word(*paragraphs, **more)  # type: ignore[arg-type]
    docx, issues = fill_template(
        template, "templates/p.docx", Facts(whole, register(whole)), title="x", as_at=date(2026, 9, 30)
    )
    assert (docx is None) == bool(issues)
    return issues


WRONG = [
    # what the officer wrote                              code    what it says                         what to do
    ("{{ plan.titel }}",                                  "F-04", "names “plan.titel”",                "“plan.title”"),
    ("{{ plna.title }}",                                  "F-04", "names “plna”",                      "“plan”"),
    ("{{ plan.officer }}",                                "F-04", "names “plan.officer”",              "“paper.officer”"),
    ("{{ plan.title.text }}",                             "F-04", "a single fact",                     "{{ plan.title }}"),
    ("{{ actions.lead }}",                                "F-04", "is a list of 2",                    "for ... %}"),
    ("{{ actions[5].lead }}",                             "F-04", "actions[5]",                        "for ... %}"),
    ("{{ plan }}",                                        "F-05", "a group of facts",                  "title, council"),
    ("{{ actions }}",                                     "F-05", "names a list",                      "one of: id, text"),
    ("{{ plan.title }",                                   "F-02", "{{ has no partner",                 "Close the tag"),
    ("plan.title }}",                                     "F-02", "}} has no partner",                 "Close the tag"),
    ("{{ plan. title text }}",                            "F-02", "can't be read",                     "dots and no spaces"),
    ("{{ plan.title|nicely }}",                           "F-02", "“nicely”",                          "upper"),
    ("{% if plan.title is defined %}x{% endif %}",        "F-02", "“defined”",                         "none"),
    ("{{ plan.title.upper() }}",                          "F-02", "brackets after a name",             "Take the brackets out"),
    ("{% fro a in actions %}",                            "F-02", "begins with “fro”",                 "for"),
    ("{% include 'x' %}",                                 "F-02", "begins with “include”",             "Use for"),
    ("{{p plan.title }}",                                 "F-02", "can't be used here",                "without a letter"),
    ("{% if plan.title %}yes",                            "F-03", "is never ended",                    "endif"),
    ("yes{% endif %}",                                    "F-03", "ends an if, but no if is open",     "add the if"),
    ("{% else %}",                                        "F-03", "has no if before it",               "Take it out"),
    ("{% if plan.title %}{% endfor %}{% endif %}",        "F-03", "ends a for, but no for is open",    "Take it out"),
    ("{% if plan.title %}{% for a in actions %}{% endif %}", "F-03", "ends {% if plan.title %}, but {% for a in actions %} within it is still open", "Add {% endfor %} before this"),
    ("{% if plan.title %}{% for a in actions %}{% else %}{% endif %}", "F-03", "{% else %} belongs to {% if plan.title %}, but", "Add {% endfor %} before this"),
    ("{%tr for a in actions %}",                          "F-03", "not inside a table",                "row of a table"),
    ("{%p if plan.title %} and more",                     "F-06", "that would be lost",                "paragraph of its own"),
    ("{% for a in plan.title %}{% endfor %}",             "F-05", "not a list",                        "actions"),
    ("{% for a in actions %}{{ a.led }}{% endfor %}",     "F-04", "names “a.led”",                     "“a.lead”"),
    ("{% for a in actions %}{{ loop.nunber }}{% endfor %}", "F-04", "loop.nunber",                     "nearest"),
    ("{% for a in actions %}{% for m in a.milestone_rows %}{{ m.txt }}{% endfor %}{% endfor %}", "F-04", "“m.txt”", "“m.text”"),
    ("{% for a in actions if a.lad %}{% endfor %}",       "F-04", "“a.lad”",                           "“a.lead”"),
    ("{% set a = actions[0] %}{{ a.led }}",               "F-04", "“a.led”",                           "“a.lead”"),
    ("{% shade plan.tint %}x",                            "F-04", "“plan.tint”",                       "“plan.title”"),
    ("{{ plan.__class__ }}",                              "F-04", "__class__",                         ""),
]  # fmt: skip


@pytest.mark.parametrize(("template", "code", "said", "remedy"), WRONG)
def test_a_planted_mistake_is_found_and_its_cure_named(template: str, code: str, said: str, remedy: str) -> None:
    issues = faults("The report says:", template)
    found = next(issue for issue in issues if issue.code == code)
    assert said in found.message
    assert remedy in found.remedy
    assert found.place.file == "templates/p.docx"
    assert found.place.cell == "paragraph 2"
    assert found.place.heading == " ".join(template.split())


def test_every_mistake_is_told_at_once_with_its_paragraph_and_tag() -> None:
    issues = faults("First {{ plan.titel }} and {{ plan.counsil }}", "Then {{ nobody }}", header="{{ plan.titel }}")
    assert [issue.code for issue in issues] == ["F-04"] * 4
    assert {issue.about for issue in issues} == {"{{ plan.titel }}", "{{ plan.counsil }}", "{{ nobody }}"}
    assert "In “First {{ plan.titel }} and {{ plan.counsil }}”: the tag {{ plan.titel }}" in issues[0].message
    assert issues[-1].place.cell == "header, paragraph 1"


def test_a_block_that_ends_in_another_paragraph_or_with_another_prefix_is_found() -> None:
    assert [issue.code for issue in faults("{% if plan.title %}one", "two{% endif %}")] == ["F-03"]
    assert [issue.code for issue in faults("{%p if plan.title %}", "x {% endif %}")] == ["F-03"]
    assert [i.code for i in faults("{%p if plan.title %}", table=[["{%p endif %}", "x"]])] == ["F-03"]


def test_words_in_a_row_that_would_vanish_are_found() -> None:
    rows = [["{%tr for a in actions %}", "kept?"], ["{{ a.id }}", ""], ["{%tr endfor %}", ""]]
    issues = faults(table=rows)
    assert [issue.code for issue in issues] == ["F-06"]
    assert "kept?" in issues[0].message


def test_names_that_only_some_items_have_are_found() -> None:
    whole = Node({"lines": [node("a", text="x"), node("b", txt="y")]})
    docx, issues = fill_template(
        word("{% for line in lines %}{{ line.text }}{% endfor %}"),
        "p",
        Facts(whole),
        title="x",
        as_at=date(2026, 9, 30),
    )
    assert docx is None
    assert [issue.code for issue in issues] == ["F-04"]


def test_a_list_that_is_empty_this_quarter_is_no_mistake() -> None:
    assert faults("{% for a in nothing %}{{ a.anything }}{% endfor %}x") == []


def test_right_templates_pass() -> None:
    right = "{% for a in actions if a.lead %}{{ loop.index }} {{ a.id|upper }}{% if not loop.last %}, {% endif %}{% endfor %}"
    whole = tree()
    docx, issues = fill_template(
        word(right, "{# a note #}{{ plan.title|length }}"), "p", Facts(whole), title="x", as_at=date(2026, 9, 30)
    )
    assert issues == []
    assert docx is not None
    assert texts(docx) == ["1 1.1, 2 1.2", "8"]


def test_an_if_may_ask_for_an_appendix_that_a_paper_does_not_have() -> None:
    assert (
        faults(
            "{% if appendix.letter %}It is at {{ appendix.letter }}.{% endif %} The plan: {{ appendix.plan_itself }}."
        )
        == []
    )
    assert faults("{% if plan.title and appendix.letter %}{{ appendix.letter }}{% endif %}") == []


@pytest.mark.parametrize(
    "paragraph",
    [
        "It is at {{ appendix.letter }}.",
        "{% if appendix.letter %}x{% else %}{{ appendix.letter }}{% endif %}",
        "{% if appendix.letter %}x{% endif %}{{ appendix.letter }}",
        "{% if plan.title %}{{ appendix.letter }}{% endif %}",
    ],
)
def test_an_appendix_that_is_printed_unasked_must_be_there(paragraph: str) -> None:
    (issue,) = faults(paragraph)
    assert issue.code == "F-04"
    assert "Add a row to the sheet Appendices with letter as its Short name" in issue.remedy
    assert issue.remedy.endswith("The sheet gives this paper plan_itself.")


def test_an_if_that_asks_for_an_appendix_leaves_out_what_is_not_there() -> None:
    whole = tree()
    template = word("{% if appendix.letter %}It is at {{ appendix.letter }}.{% else %}No letter.{% endif %}")
    docx, _ = fill_template(template, "p.docx", Facts(whole, register(whole)), title="x", as_at=date(2026, 9, 30))
    assert docx is not None
    assert texts(docx) == ["No letter."]
