"""Contents lists made again from the headings."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pypdfium2
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.printing import Printed, number_pages, print_paper, read_document, refresh_contents
from pipeline.printing.contents_lists.contents_wanted import instruction_of, wanted
from pipeline.printing.document.tree import Paragraph, Text
from pipeline.printing.word.package import open_package
from pipeline.printing.word.read_word import read_parts
from pipeline.proof.word_file import read_word
from tests.printing import raw_word
from tests.printing.raw_word import mark, p
from tests.printing.samples import AS_AT, field, long_paper, paper, saved


def entries(data: bytes) -> list[str]:
    document, _ = read_document(data, "x.docx")
    return [" ".join(b.text.split()) for b in document.blocks() if isinstance(b, Paragraph) and b.contents]


def contents_paper(instruction: str = ' TOC \\o "1-1" \\h ') -> bytes:
    made = paper()
    made.add_paragraph("Plan", "Title")
    field(made.add_paragraph(), instruction, "Made when built")
    made.add_heading("Synopsis", 1)
    made.add_heading("Below", 2)
    made.add_page_break()
    made.add_heading("Report", 1)
    field(made.add_paragraph("See page "), " PAGEREF _Toc000000001 ", "9")
    return saved(made)


def test_entries_carry_number_words_and_page() -> None:
    data = refresh_contents(contents_paper())
    assert entries(data) == ["1. Synopsis 1", "2. Report 1"]


def test_the_prints_page_numbers_are_written_in() -> None:
    data = refresh_contents(contents_paper())
    pages = print_paper(data, name="x.docx", as_at=AS_AT).pages
    assert entries(refresh_contents(data, pages)) == ["1. Synopsis 1", "2. Report 2"]


def test_page_references_elsewhere_show_the_print_too() -> None:
    data = refresh_contents(contents_paper())
    document, _ = read_document(refresh_contents(data, {"_Toc000000001": 4, "_Toc000000002": 6}), "x.docx")
    assert [b.text for b in document.blocks()][-1] == "See page 4"


def test_deeper_levels_come_when_the_list_asks_for_them() -> None:
    assert entries(refresh_contents(contents_paper(' TOC \\o "1-2" '))) == ["1. Synopsis 1", "Below 1", "2. Report 1"]


def test_making_it_again_changes_nothing() -> None:
    once = refresh_contents(contents_paper())
    assert refresh_contents(once) == once


def test_every_link_leads_to_a_bookmark() -> None:
    _, issues = read_document(refresh_contents(contents_paper()), "x.docx")
    assert issues == []


def test_a_paper_without_a_contents_list_is_left_as_it_is() -> None:
    made = paper()
    made.add_heading("Synopsis", 1)
    data = saved(made)
    assert refresh_contents(data, {"x": 1}) is data


def test_other_parts_and_times_are_kept() -> None:
    before = long_paper()
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(refresh_contents(before))) as new:
        assert [(e.filename, e.date_time) for e in old.infolist()] == [
            (e.filename, e.date_time) for e in new.infolist()
        ]
        for name in old.namelist():
            assert (old.read(name) == new.read(name)) == (name != "word/document.xml")


def test_numbering_the_pages_of_a_fresh_list_is_as_good_as_making_it_again() -> None:
    data = refresh_contents(contents_paper())
    pages = {"_Toc000000001": 4, "_Toc000000002": 6}
    assert entries(number_pages(data, pages)) == ["1. Synopsis 4", "2. Report 6"]
    assert number_pages(data, pages) == refresh_contents(data, pages)
    assert number_pages(data, {}) is data


def listing(*lines: str, instruction: str = ' TOC \\o "1-2" \\h ') -> Any:
    """A paper whose contents list says these lines (words, tab, page), and then has the headings One and Two."""
    made = paper()
    for n, line in enumerate(lines or ("",)):
        paragraph = made.add_paragraph(style="Normal")
        if not n:
            for kind in ("begin", "", "separate"):
                run = paragraph.add_run()._r
                xml = (
                    f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'
                    if kind
                    else (f'<w:instrText {nsdecls("w")} xml:space="preserve">{instruction}</w:instrText>')
                )
                run.append(parse_xml(xml))
        paragraph.add_run(line)
    made.add_paragraph().add_run()._r.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="end"/>'))
    for heading in ("One", "Two"):
        made.add_page_break()
        made.add_heading(heading, 1)
        made.add_paragraph("Words.")
    return made


def told(made: Any) -> tuple[Printed, list[str]]:
    printed = print_paper(saved(made), name="x.docx", as_at=AS_AT)
    return printed, [issue.message for issue in printed.issues if issue.code in ("W-54", "W-55")]


def page_one(printed: Printed) -> str:
    """The letters and digits of the contents list as the PDF prints it."""
    text = pypdfium2.PdfDocument(printed.pdf)[0].get_textpage().get_text_bounded()
    return "".join(re.findall(r"\w", text))


def test_a_contents_list_that_is_behind_is_made_again_and_said() -> None:
    printed, said = told(listing("1.\tOne\t9", "2.\tTwice\t9"))
    assert said == [
        "The contents list leaves out “2. Two” and names “2. Twice”, which the paper doesn't have; it is printed as made again.",
        "Word shows page 9 for “1. One”, which is printed on page 2; the PDF gives the printed pages.",
    ]
    assert page_one(printed) == "1One22Two3"


def test_a_contents_list_never_filled_in_is_made() -> None:
    printed, said = told(listing())
    assert said == ["The contents list was never filled in; it is printed as made again."]
    assert page_one(printed) == "1One22Two3"


def test_a_list_with_typed_page_numbers_prints_the_true_ones() -> None:
    printed, said = told(listing("1.\tOne\t2", "2.\tTwo\t9"))
    assert said == ["Word shows page 9 for “2. Two”, which is printed on page 3; the PDF gives the printed pages."]
    assert page_one(printed) == "1One22Two3"


def test_page_numbers_that_word_has_otherwise_are_said() -> None:
    data = refresh_contents(saved(listing()), {"_Toc000000001": 2, "_Toc000000002": 8})
    printed = print_paper(data, name="x.docx", as_at=AS_AT)
    assert [issue.message for issue in printed.issues if issue.code in ("W-54", "W-55")] == [
        "Word shows page 8 for “2. Two”, which is printed on page 3; the PDF gives the printed pages."
    ]
    assert page_one(printed) == "1One22Two3"


def test_a_true_list_and_lists_that_cannot_be_told_are_left_alone() -> None:
    data = refresh_contents(saved(listing()), {"_Toc000000001": 2, "_Toc000000002": 3})
    printed = print_paper(data, name="x.docx", as_at=AS_AT)
    assert {"W-54", "W-55"} & {issue.code for issue in printed.issues} == set()
    _, said = told(listing("Marked entry\t4", instruction=" TOC \\f m \\h "))
    assert said == []


@pytest.mark.parametrize(
    ("instruction", "names"),
    [
        (' TOC \\h \\c "Figure" ', ["Figure 1: Ratings"]),
        (' TOC \\h \\t "Side title,2" ', ["Aside"]),
        (' TOC \\t "Side title" \\c ', ["Aside"]),
        (' TOC \\o "1-1" \\t "Side title;2" ', ["One", "Aside", "Two"]),
        (' TOC \\o "1-3" \\b part ', ["Two"]),
        (' TOC \\o "1-3" ', ["One", "Two"]),
        (' TOC \\o "1-3" \\u ', ["One", "Outlined", "Two"]),
    ],
)
def test_a_list_names_what_its_instruction_asks_for(instruction: str, names: list[str]) -> None:
    made = paper()
    made.styles.add_style("Side title", 1)
    made.add_heading("One", 1)
    caption = made.add_paragraph("Figure ", "Caption")
    field(caption, " SEQ Figure ", "1")
    caption.add_run(": Ratings")
    made.add_paragraph("Aside", "Side title")
    outlined = made.add_paragraph("Outlined")
    outlined._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="1"/>'))
    second = made.add_heading("Two", 1)
    second._p.insert(1, parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="7" w:name="part"/>'))
    second._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="7"/>'))
    _, reading = read_parts(open_package(saved(made), "x.docx"))
    assert [each.text for each in wanted(reading, instruction)] == names


def test_an_instruction_that_word_keeps_in_pieces_is_read_whole() -> None:
    pieces = (" TOC ", '\\o "1-2', '" \\t "Plain ', 'Text,3"')
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    before = raw_word.field("PAGE", "7")
    held = parse_xml(p(before, mark("begin"), runs, mark("separate"), "One").replace("<w:p>", f"<w:p {nsdecls('w')}>"))
    assert instruction_of(held) == ' TOC \\o "1-2" \\t "Plain Text,3"'
    assert instruction_of(parse_xml(p(before).replace("<w:p>", f"<w:p {nsdecls('w')}>"))) == ""


def test_entries_of_a_contents_list_are_no_headings_though_their_style_has_a_level() -> None:
    made = paper()
    made.add_heading("Synopsis", 1)
    entry = made.add_paragraph()
    entry.style = made.styles.add_style("toc 1", 1)
    entry.style.base_style = made.styles["Heading 1"]
    field(entry, ' TOC \\o "1-1" ', "Synopsis 1")
    document, _ = read_document(saved(made), "x.docx")
    assert [heading.text for heading in document.headings()] == ["Synopsis"]


def test_the_heading_of_a_contents_list_is_a_heading_that_no_list_names() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
        '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Top"><w:name w:val="TOC Heading"/><w:basedOn w:val="Heading1"/>'
        '<w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
    )
    listed = raw_word.field('TOC \\o "1-2" \\u', "Old")
    body = (
        p("Contents", properties='<w:pStyle w:val="Top"/>')
        + p(listed)
        + p("New", properties='<w:pStyle w:val="Heading1"/>')
    )
    data = refresh_contents(raw_word.raw(body, styles=styles))
    assert entries(data) == ["New 1"]
    assert [(each.text, each.level) for each in read_document(data, "x.docx")[0].headings()] == [
        ("Contents", 1),
        ("New", 1),
    ]
    assert [passage.text for passage in read_word(data, "x.docx").headings] == ["Contents", "New"]


def test_words_beside_a_contents_list_stay_when_it_is_made_again() -> None:
    heading = '<w:pStyle w:val="Heading2"/>'
    styles = (
        '<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/>'
        '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    )
    code = '<w:r><w:instrText>TOC \\o "1-2"</w:instrText></w:r>'
    body = (
        p("What is in it", mark("begin"), code, mark("separate"), properties=heading)
        + p("Old\t3")
        + p(mark("end"), "After the list")
        + p("New", properties=heading)
    )
    made = raw_word.raw(body, styles=styles)
    printed = print_paper(made, name="x.docx", as_at=AS_AT, formats=("html",))
    assert [issue.message for issue in printed.issues if issue.code == "W-54"] == [
        "The contents list leaves out “What is in it”, “New” and names “Old”, which the paper doesn't have; it is printed as made again."
    ]
    document, _ = read_document(refresh_contents(made), "x.docx")
    assert [(block.text.removesuffix(" 1"), block.level) for block in document.blocks() if isinstance(block, Paragraph)] == [
        ("What is in it", 2), ("What is in it", None), ("New", None), ("After the list", None), ("New", 2)
    ]  # fmt: skip


def test_a_list_whose_field_begins_in_the_run_of_its_first_words_is_made_again_without_them() -> None:
    run = (
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC \\o "1-2"</w:instrText>'
        '<w:fldChar w:fldCharType="separate"/><w:t xml:space="preserve">Old\t</w:t></w:r>'
    )
    body = p(run, "3", mark("end")) + p("New", properties='<w:pStyle w:val="H"/>')
    assert entries(refresh_contents(raw_word.raw(body, styles=HEAD))) == ["New 1"]


def test_a_bookmark_that_begins_before_a_page_break_leads_to_what_stands_after_it() -> None:
    start = '<w:bookmarkStart w:id="1" w:name="_Toc1"/>'
    body = (
        p(raw_word.field("PAGEREF _Toc1", "9"))
        + p(start, '<w:r><w:br w:type="page"/></w:r>')
        + p("Change log", '<w:bookmarkEnd w:id="1"/>')
    )
    printed = print_paper(raw_word.raw(body), name="x.docx", as_at=AS_AT)
    assert printed.pages["_Toc1"] == 2
    assert "W-11" not in {issue.code for issue in printed.issues}


def test_a_bookmark_beside_the_page_break_that_ends_a_paper_leads_to_the_words_before_it() -> None:
    start = '<w:bookmarkStart w:id="1" w:name="_Toc1"/>'
    body = (
        p(raw_word.field("PAGEREF _Toc1", "9"))
        + p("Change log")
        + p(start, '<w:r><w:br w:type="page"/></w:r>', '<w:bookmarkEnd w:id="1"/>')
    )
    printed = print_paper(raw_word.raw(body), name="x.docx", as_at=AS_AT)
    assert printed.pages["_Toc1"] == 1


def whole_lines(*lines: tuple[str, str], instruction: str = 'TOC \\o "1-1" \\h') -> str:
    """A contents list as LibreOffice writes it: each line, words and page number alike, in one page reference."""
    code = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    entries = [
        f'<w:hyperlink w:anchor="_Toc{n}">'
        + raw_word.field(f"PAGEREF _Toc{n} \\h", f"<w:r><w:t>{words}</w:t><w:tab/><w:t>{page}</w:t></w:r>")
        + "</w:hyperlink>"
        for n, (words, page) in enumerate(lines, 1)
    ]
    entries[0] = mark("begin") + code + mark("separate") + entries[0]
    entries[-1] += mark("end")
    marked = [
        p(f'<w:bookmarkStart w:id="{n}" w:name="_Toc{n}"/>', words, f'<w:bookmarkEnd w:id="{n}"/>',
          properties='<w:pStyle w:val="H"/>')
        for n, (words, _) in enumerate(lines, 1)
    ]  # fmt: skip
    return "".join(p(entry) for entry in entries) + "".join(marked)


HEAD = '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'


def test_a_contents_list_whose_page_references_hold_whole_lines_is_carried_and_isnt_behind() -> None:
    data = raw_word.raw(whole_lines(("Synopsis", "1"), ("Report", "1")), styles=HEAD)
    assert entries(data) == ["Synopsis 1", "Report 1"]
    assert [issue.code for issue in print_paper(data, name="x.docx", as_at=AS_AT, formats=("pdf",)).issues] == ["W-52"]


def test_lines_of_a_list_that_cant_be_told_keep_their_words_when_pages_are_numbered() -> None:
    data = raw_word.raw(
        whole_lines(("Chart of visits", "9"), ("Chart of plans", "9"), instruction="TOC \\f x"), styles=HEAD
    )
    numbered = number_pages(data, {"_Toc1": 4, "_Toc2": 6})
    assert entries(numbered) == ["Chart of visits 4", "Chart of plans 6"]


def test_a_page_reference_that_shows_words_is_carried_as_they_are() -> None:
    data = raw_word.raw(
        p("see it ", raw_word.field("PAGEREF _Toc1 \\p", "above")) + whole_lines(("One", "1")), styles=HEAD
    )
    block = next(iter(read_document(data, "x.docx")[0].blocks()))
    assert isinstance(block, Paragraph)
    assert [type(each) for each in block.children] == [Text]
    assert block.text == "see it above"
