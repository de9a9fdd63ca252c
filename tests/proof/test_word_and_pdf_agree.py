"""Word and PDF say the same, and where they don't the officer is told which words and where."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest
from good_paper import W, paragraph_of, parts_of
from hypothesis import given
from hypothesis import strategies as st
from pdf_faults import changed_pdf, element, elements
from pikepdf import Name, String

from pipeline.proof import prove
from pipeline.proof.agreement import Token, differences
from pipeline.proof.reading import PAGE_NUMBER, Spot


def found(paper, code):
    return [issue.message for issue in prove(paper) if issue.code == code]


def test_a_good_paper_has_no_issues(good):
    assert prove(good) == []


def test_a_word_only_in_word_is_named_with_the_words_before_it_and_its_heading(with_word):
    def change(root):
        paragraph_of(root, "The plan (Appendix A)").find(
            f".//{W}t"
        ).text = "The plan (Appendix A) answers nearly every finding of the inspection."

    assert found(with_word(change), "X-01") == [
        "Word says “nearly” after “…The plan (Appendix A) answers”; the PDF doesn't (under “Synopsis”)."
    ]


def test_a_changed_figure_in_a_table_is_found_with_its_table_and_row(with_word):
    def change(root):
        next(t for t in root.iter(f"{W}t") if t.text == "12").text = "13"

    (message,) = found(with_word(change), "X-01")
    assert "Word says “13” and the PDF says “12”" in message
    assert "in table 2, row 2, under “Ratings”" in message


def test_a_paragraph_that_moved_is_found(with_word):
    def change(root):
        first, second = paragraph_of(root, "Approve"), paragraph_of(root, "Note")
        first.addprevious(second)

    assert found(with_word(change), "X-01")


def test_a_list_number_that_differs_is_found(with_word):
    def change(root):
        style = paragraph_of(root, "Note the progress").find(f"{W}pPr/{W}pStyle")
        style.set(f"{W}val", "ListBullet")

    (message,) = found(with_word(change), "X-01")
    assert "Word says “•” and the PDF says “2.”" in message


def test_text_in_a_content_control_is_read(with_word):
    def change(root):
        paragraph = paragraph_of(root, "The plan (Appendix A)")
        control, content = root.makeelement(f"{W}sdt"), root.makeelement(f"{W}sdtContent")
        control.append(content)
        added = copy.deepcopy(paragraph)
        added.find(f".//{W}t").text = "Only in a control."
        paragraph.addnext(control)
        content.append(added)

    assert any("Only in a control." in message for message in found(with_word(change), "X-01"))


def test_a_heading_that_lost_its_style_is_found(with_word):
    def change(root):
        paragraph_of(root, "Ratings").find(f"{W}pPr/{W}pStyle").set(f"{W}val", "Normal")

    assert found(with_word(change), "X-01a") == ["“Ratings” is a heading in the PDF but not in Word."]


def test_a_heading_of_another_level_in_the_pdf_is_found(good):
    def change(pdf):
        element(pdf, "H3").S = Name.H2

    assert found(replace(good, pdf=changed_pdf(good.pdf, change)), "X-01a") == [
        "“Ratings” is a heading of level 3 in Word and of level 2 in the PDF."
    ]


def test_a_table_only_in_one_of_them_is_found(with_word):
    def change(root):
        table = next(root.iter(f"{W}tbl"))
        table.getparent().remove(table)

    (message,) = found(with_word(change), "X-01b")
    assert message.startswith("Word has 1 table and the PDF 2")


def test_a_row_only_in_one_of_them_is_found(with_word):
    def change(root):
        table = list(root.iter(f"{W}tbl"))[1]
        table.append(copy.deepcopy(table.findall(f"{W}tr")[-1]))

    (message,) = found(with_word(change), "X-01b")
    assert "Table 2 (under “Ratings”) has 3 rows and 5 columns in Word, 2 rows and 5 columns in the PDF." in message


def test_a_missing_picture_is_found_and_named(with_word):
    def change(root):
        drawing = next(root.iter(f"{W}drawing"))
        drawing.getparent().remove(drawing)

    (message,) = found(with_word(change), "X-01c")
    assert message.startswith("Word has 0 pictures and the PDF 1: “Children missing: 2026-27 Q1 12")


def test_alternative_text_that_differs_is_found(good):
    def change(pdf):
        element(pdf, "Figure").Alt = "Something else"

    (message,) = found(replace(good, pdf=changed_pdf(good.pdf, change)), "X-01c")
    assert "“Something else” in the PDF" in message


def test_a_footer_that_is_on_no_page_is_found(good, with_word):
    part = next(name for name in parts_of(good.docx) if name.startswith("word/header"))

    def change(root):
        next(root.iter(f"{W}t")).text = "Otherby Council"

    assert found(with_word(change, part), "X-01d") == [
        "The header or footer “Otherby Council” is on no page of the PDF."
    ]


def test_a_link_that_leads_elsewhere_is_found(good):
    def change(pdf):
        for page in pdf.pages:
            for link in page.get("/Annots", []):
                link.A.URI = String("https://otherby.example/letter")

    assert found(replace(good, pdf=changed_pdf(good.pdf, change)), "X-01e") == [
        "The link to https://exampleshire.example/letter is in Word but not in the PDF."
    ]


def test_a_table_missing_from_the_pdf_structure_is_found(good):
    def change(pdf):
        elements(pdf, "Table")[1].S = Name.Div

    assert found(replace(good, pdf=changed_pdf(good.pdf, change)), "X-01b")


SPOT = Spot("Here")


def spoken(text):
    return [Token(word, SPOT) for word in text.split()]


@pytest.mark.parametrize(
    ("word", "pdf", "expected"),
    [
        ("a b c", "a b c", []),
        ("well-known facts", "well- known facts", []),
        ("a b c d e f", "a b x d e f", [("c", "x")]),
        ("a b c d e f", "a b d e f", [("c", "")]),
        ("a b d e f", "a b c d e f", [("", "c")]),
        (f"Risks {PAGE_NUMBER} Finance", "Risks 12 Finance", []),
        (f"Risks {PAGE_NUMBER} Finance", "Risks Finance", []),
        ("Risks in Capitals", "RISKS IN CAPITALS", []),
        (f"See {PAGE_NUMBER} below", "See iv below", []),
        (f"See {PAGE_NUMBER} below", "See here below", [("", "here")]),
        ("all lost", "", [("all lost", "")]),
        ("", "all new", [("", "all new")]),
        ("one two three four five six", "four five six one two three", [("", "four five six"), ("four five six", "")]),
    ],
)
def test_differences(word, pdf, expected):
    assert [(each.word, each.pdf) for each in differences(spoken(word), spoken(pdf))] == expected


@given(st.lists(st.sampled_from(["a", "b", "child", "7.1", "–"]), max_size=40))
def test_the_same_words_never_differ_and_one_word_more_always_does(words):
    ours = [Token(word, SPOT) for word in words]
    assert differences(ours, ours) == []
    assert [each.pdf for each in differences(ours, [*ours, Token("zzz", SPOT)])] == ["zzz"]
    assert [each.word for each in differences([Token("zzz", SPOT), *ours], ours)][:1] == ["zzz"]


@given(st.lists(st.text("abc", min_size=2, max_size=6), min_size=1, max_size=30), st.data())
def test_a_word_printed_in_two_pieces_is_the_same_word(words, data):
    cut = data.draw(st.integers(0, len(words) - 1))
    pieces = [*words[:cut], words[cut][:1], words[cut][1:], *words[cut + 1 :]]
    assert differences([Token(w, SPOT) for w in words], [Token(w, SPOT) for w in pieces]) == []
