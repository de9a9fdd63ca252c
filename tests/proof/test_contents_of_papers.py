"""Header facts, sections, appendices and leftovers: each fault planted in a good paper is named."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest
from good_paper import W, paragraph_of

from pipeline.proof import prove
from pipeline.proof.contents import residue
from pipeline.proof.word_file import read_word


def found(paper, code):
    return [issue.message for issue in prove(paper) if issue.code == code]


def write(beginning, text):
    """A change: the paragraph that begins so says ``text`` instead."""

    def change(root):
        first, *rest = paragraph_of(root, beginning).iter(f"{W}t")
        first.text = text
        for each in rest:
            each.text = ""

    return change


@pytest.mark.parametrize(
    ("beginning", "text", "message"),
    [
        ("Email", "Email:", "“Email” in the header has no value."),
        ("Email", "E-mail address", "The header has no “Email”."),
        ("Cabinet, 11", "", "“Committee and date” in the header has no value."),
        ("Cabinet, 11", "TBC", "“Committee and date” in the header has no value."),
        ("Responsible officer", "Responsible officer: –", "“Responsible officer” in the header has no value."),
    ],
)
def test_a_header_fact_without_a_value_is_found(with_word, beginning, text, message):
    assert found(with_word(write(beginning, text)), "G-01") == [message]


def test_a_header_item_may_say_that_committee_services_will_fill_it(with_word):
    assert found(with_word(write("7", "tbc by Democratic Services")), "G-01") == []


def test_a_column_of_a_later_table_does_not_fill_a_header_fact(with_word):
    def change(root):
        write("Email", "Email:")(root)
        next(t for t in root.iter(f"{W}t") if t.text == "2026-27 Q1").text = "Email"

    assert found(with_word(change), "G-01") == ["“Email” in the header has no value."]


def test_a_missing_section_is_found_and_the_nearest_heading_named(with_word):
    assert found(with_word(write("Recommendations", "Recomendations")), "G-02") == [
        "The paper has no section “Recommendations”. The nearest is “Recomendations”."
    ]


def test_a_section_whose_heading_has_no_heading_style_is_told_so(with_word):
    def change(root):
        style = paragraph_of(root, "Recommendations").find(f"{W}pPr/{W}pStyle")
        style.set(f"{W}val", "Normal")

    assert found(with_word(change), "G-02") == [
        "The paper has no section “Recommendations”. Its words are there, but in no heading style."
    ]


def test_an_empty_section_is_found(with_word):
    def change(root):
        for beginning in ("The plan (Appendix A)", "Read the"):
            paragraph = paragraph_of(root, beginning)
            paragraph.getparent().remove(paragraph)

    assert found(with_word(change), "G-02") == ["The section “Synopsis” is empty."]


def test_a_section_that_holds_only_deeper_headings_is_empty_and_one_with_a_table_is_not(good, with_word):
    def change(root):
        for tag in ("tbl", "drawing"):
            last = list(root.iter(W + tag))[-1]
            last.getparent().remove(last)

    assert found(with_word(change), "G-02") == ["The section “Progress” is empty."]
    assert found(good, "G-02") == []


def test_a_number_before_a_section_heading_does_not_matter(with_word):
    assert found(with_word(write("Synopsis", "1. Synopsis")), "G-02") == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "The plan (Appendix C) answers.",
            "The text names Appendix C (under “Synopsis”), which is not one of the paper's appendices (A, B).",
        ),
        (
            "See Appendices A and D.",
            "The text names Appendix D (under “Synopsis”), which is not one of the paper's appendices (A, B).",
        ),
        (
            "Terms of reference (Appendix A) and more.",
            "“Terms of reference” stands with the letter A but is Appendix B (under “Synopsis”).",
        ),
        (
            "Appendix B: The improvement plan is attached.",
            "“The improvement plan” stands with the letter B but is Appendix A (under “Synopsis”).",
        ),
    ],
)
def test_an_appendix_that_does_not_resolve_is_found(with_word, text, message):
    assert found(with_word(write("The plan (Appendix A)", text)), "G-03") == [message]


@pytest.mark.parametrize(
    "text", ["Appendix A is the improvement plan; Appendix B, the terms of reference.", "See Appendices A and B."]
)
def test_appendices_rightly_named_are_no_issue(with_word, text):
    assert found(with_word(write("The plan (Appendix A)", text)), "G-03") == []


def test_letters_with_a_gap_and_an_unlisted_title_are_found(good):
    paper = replace(good, appendices=(("Appendix A", "The improvement plan"), ("Appendix C", "Terms of reference")))
    messages = found(paper, "G-03")
    assert "“Appendix C” (Terms of reference) stands where Appendix B should be." in messages
    assert "Appendix C is never named with its title, “Terms of reference”." in messages


RESIDUE = """
[Write: what was decided]        a prompt of the template is left
[Please list the titles]         a prompt of the template is left
Click or tap here to enter text   a prompt of the template is left
This MUST be completed           a prompt of the template is left
Lorem ipsum dolor                a prompt of the template is left
{{ plan.title }}                 a tag of the template is left
{% if plan %}                    a tag of the template is left
Error! Reference source          a broken reference is left
Costs are #REF! this year        a broken reference is left
Lead: TBC                        a placeholder is left
XX children                      a placeholder is left
Due None by the lead             a missing value was printed as a word
The rate is nan                  a missing value was printed as a word
The plan (currently draft)       the paper says it is a draft
Working Draft                    the paper says it is a draft
DRAFT                            the paper says it is a draft
"""


@pytest.mark.parametrize("line", RESIDUE.strip().splitlines())
def test_what_is_left_of_a_template_is_found(with_word, line):
    text, what = (part.strip() for part in line.split("   ", 1))
    (message,) = found(with_word(write("The plan (Appendix A)", f"Say {text}" if text[0].islower() else text)), "G-05")
    assert what in message
    assert "under “Synopsis”" in message


@pytest.mark.parametrize(
    "text",
    [
        "None",
        "None of the actions is late.",
        "An early draft was shared with Ofsted in January.",
        "The drafting group met.",
        "Local member: None",
        "Signed ________",
        "The date of the next visit is to be confirmed.",
        "Item: tbc by Democratic Services",
        "Nan Smith [the chair] opened it.",
    ],
)
def test_what_only_looks_left_over_is_no_issue(good, with_word, text):
    word = read_word(with_word(write("The plan (Appendix A)", text)).docx, "good.docx")
    assert list(residue(good, word)) == []


def test_leftovers_in_headers_and_in_alternative_text_are_found(good, with_word):
    def alternative(root):
        next(each for each in root.iter() if str(each.tag).endswith("}docPr")).set("descr", "[Write: the figures]")

    assert any("in a picture's alternative text" in message for message in found(with_word(alternative), "G-05"))

    def header(root):
        next(root.iter(f"{W}t")).text = "DRAFT"

    assert any("in a header or footer" in message for message in found(with_word(header, "word/header1.xml"), "G-05"))


def test_the_same_leftover_in_two_places_is_two_issues(with_word):
    def change(root):
        paragraph = paragraph_of(root, "The plan (Appendix A)")
        write("The plan (Appendix A)", "Lead: TBC")(root)
        paragraph_of(root, "Approve").addnext(copy.deepcopy(paragraph))

    assert len(found(with_word(change), "G-05")) == 2
