"""Accessibility faults planted in a good paper, one at a time, in Word and in PDF."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from good_paper import W, paragraph_of
from pdf_faults import changed_pdf, element, elements
from pikepdf import Dictionary, Name, String

from pipeline.proof import prove

CORE = "docProps/core.xml"
STYLES = "word/styles.xml"


def found(paper, code):
    return [issue.message for issue in prove(paper) if issue.code == code]


def pdf_with(paper, change):
    return replace(paper, pdf=changed_pdf(paper.pdf, change))


def remove(pdf, *keys):
    at = pdf.Root
    for key in keys[:-1]:
        at = at[key]
    del at[keys[-1]]


@pytest.mark.parametrize(
    ("code", "change", "message"),
    [
        ("A-01", lambda pdf: remove(pdf, "/StructTreeRoot"), "The PDF has no structure tree."),
        ("A-01", lambda pdf: remove(pdf, "/MarkInfo"), "The PDF has no mark that it is tagged."),
        ("A-01", lambda pdf: remove(pdf, "/Metadata"), "The PDF has no PDF/UA-1 identifier."),
        ("A-01a", lambda pdf: remove(pdf, "/Metadata"), "The PDF has no title."),
        ("A-01a", lambda pdf: remove(pdf, "/ViewerPreferences"), "The PDF shows its file name instead of its title."),
        ("A-01b", lambda pdf: remove(pdf, "/Lang"), "The PDF doesn't say its language; it should be en-GB."),
        (
            "A-01b",
            lambda pdf: pdf.Root.__setitem__("/Lang", String("fr")),
            "The PDF says its language is “fr”; it should be en-GB.",
        ),
        (
            "A-01c",
            lambda pdf: element(pdf, "Figure").__delitem__("/Alt"),
            "Picture 1 (under “Ratings”) has no alternative text.",
        ),
        (
            "A-01d",
            lambda pdf: element(pdf, "TH").__delitem__("/A"),
            "Table 1 (under “Children’s improvement plan: the autumn report”) has 1 header cell without a scope.",
        ),
        (
            "A-01k",
            lambda pdf: [cell.__setitem__("/S", Name.TD) for cell in elements(pdf, "TH")],
            "Table 2 (under “Ratings”) has no header cells.",
        ),
        (
            "A-01e",
            lambda pdf: element(pdf, "H2").__setitem__("/S", Name.H4),
            "The heading “Synopsis” is of level 4 but comes after one of level 1.",
        ),
        (
            "A-01e",
            lambda pdf: element(pdf, "H1").__setitem__("/S", Name.P),
            "The heading “Synopsis” is of level 2 but is the first.",
        ),
    ],
)
def test_a_fault_planted_in_the_pdf_is_found(good, code, change, message):
    assert message in found(pdf_with(good, change), code)


def test_a_pdf_without_headings_is_found(good):
    def change(pdf):
        for tag in ("H1", "H2", "H3"):
            for each in elements(pdf, tag):
                each.S = Name.P

    assert "The PDF has no headings." in found(pdf_with(good, change), "A-01e")


def test_a_pdf_with_another_title_is_found(good):
    assert "the paper's is “Another title”" in found(replace(good, title="Another title"), "A-01a")[0]


def test_a_font_that_is_not_embedded_or_mapped_is_found(good):
    def change(pdf):
        font = next(iter(pdf.pages[0].Resources.Font.values()))
        del font["/ToUnicode"]
        described = font.DescendantFonts[0].FontDescriptor
        for key in ("/FontFile2", "/FontFile3"):
            if key in described:
                del described[key]

    (message,) = found(pdf_with(good, change), "A-01f")
    assert "without its shapes and its characters" in message


def test_a_link_that_is_silent_untagged_or_out_of_order_is_found(good):
    def change(pdf):
        page = pdf.pages[0]
        link = page.Annots[0]
        del link["/Contents"]
        del page["/Tabs"]
        page.Annots = [pdf.make_indirect(Dictionary(link))]

    paper = pdf_with(good, change)
    assert found(paper, "A-01g") == [
        "1 link is not part of the reading order.",
        "The link to https://exampleshire.example/letter has no description.",
    ]
    assert found(paper, "A-01h") == ["The Tab key doesn't follow the reading order on page 1."]


def test_a_second_title_in_the_pdf_is_queried(good):
    def change(pdf):
        element(pdf, "H2").S = Name.H1

    assert found(pdf_with(good, change), "A-01j") == ["The PDF has 2 headings of level 1; the second is “Synopsis”."]


def test_an_uneven_table_in_the_pdf_is_found(good):
    def change(pdf):
        row = elements(pdf, "TR")[-1]
        row.K = list(row.K)[:-1]

    assert found(pdf_with(good, change), "A-01d") == [
        "Table 2 (under “Ratings”) is uneven: row 2 has 4 columns, another 5."
    ]


def test_a_long_pdf_without_bookmarks_is_queried(good):
    def change(pdf):
        for _ in range(25):
            pdf.pages.append(pdf.pages[-1])
        if "/Outlines" in pdf.Root:
            del pdf.Root["/Outlines"]

    assert found(pdf_with(good, change), "A-01i") == ["The PDF has 27 pages and no bookmarks."]


def set_style(beginning, style):
    return lambda root: paragraph_of(root, beginning).find(f"{W}pPr/{W}pStyle").set(f"{W}val", style)


def bold_paragraph(root):
    paragraph = paragraph_of(root, "Responsible officer")
    paragraph.find(f".//{W}t").text = "What we found"
    run = paragraph.find(f"{W}r")
    properties = run.makeelement(f"{W}rPr")
    properties.append(run.makeelement(f"{W}b"))
    run.insert(0, properties)


def font_of_bullet(root):
    run = paragraph_of(root, "Responsible officer").find(f"{W}r")
    properties = run.makeelement(f"{W}rPr")
    fonts = run.makeelement(f"{W}rFonts")
    fonts.set(f"{W}ascii", "Wingdings")
    properties.append(fonts)
    run.insert(0, properties)


def empty_paragraphs(root):
    paragraph = paragraph_of(root, "Responsible officer")
    for _ in range(2):
        paragraph.addnext(root.makeelement(f"{W}p"))


def empty_heading(root):
    heading = copy.deepcopy(paragraph_of(root, "Synopsis"))
    for run in heading.findall(f"{W}r"):
        heading.remove(run)
    paragraph_of(root, "Email").addnext(heading)


def without_header_row(root):
    for mark in list(root.iter(f"{W}tblHeader"))[1:]:
        mark.getparent().remove(mark)


def alternative(text):
    return lambda root: next(each for each in root.iter() if str(each.tag).endswith("}docPr")).set("descr", text)


def shaded(text, fill="B10E1E", colour="FFFFFF"):
    def change(root):
        cell = list(root.iter(f"{W}tc"))[-1]
        next(cell.iter(f"{W}shd")).set(f"{W}fill", fill)
        next(cell.iter(f"{W}color")).set(f"{W}val", colour)
        next(cell.iter(f"{W}t")).text = text

    return change


@pytest.mark.parametrize(
    ("code", "change", "message"),
    [
        ("A-02b", without_header_row, "Table 2 (under “Ratings”) has no header row."),
        ("A-02c", alternative(""), "Picture 1 (under “Ratings”) has no alternative text."),
        ("A-02c", alternative("chart.png"), "Picture 1 (under “Ratings”) has only “chart.png” as alternative text."),
        (
            "A-02d",
            set_style("Ratings", "Heading3"),
            "The heading “Ratings” is Heading 3 but comes after Heading 1.",
        ),
        ("A-02d", empty_heading, "A heading is empty (after “Email: director@exampleshire.example”)."),
        ("A-02e", bold_paragraph, "“What we found” looks like a heading but has no heading style."),
        (
            "A-02f",
            empty_paragraphs,
            "Empty paragraphs are used to make space (after “Responsible officer: Director of Children’s Servi…”).",
        ),
        (
            "A-02g",
            font_of_bullet,
            "A sign is set in Wingdings (in “Responsible officer: Director of Children’s Servi…”); "
            "read aloud it is a letter or nothing.",
        ),
        (
            "A-03",
            shaded("●"),
            "A cell shaded B10E1E holds only “●” (row: “A7 Children missing 12 c 3 ●”).",
        ),
        ("A-03", shaded(""), "A cell shaded B10E1E is empty (row: “A7 Children missing 12 c 3”)."),
        (
            "A-03a",
            shaded("Amber", "FFC000"),
            "“Amber” is written in FFFFFF on FFC000: 1.6 to 1, less than 4.5.",
        ),
    ],
)
def test_a_fault_planted_in_the_word_file_is_found(with_word, code, change, message):
    assert found(with_word(change), code) == [message]


@pytest.mark.parametrize(
    ("title", "message"),
    [
        ("", "The Word file has no title."),
        ("Report.docx", "The Word file's title is “Report.docx”."),
        (
            "Another title",
            "The Word file's title is “Another title”, the paper's is “Children’s improvement plan: the autumn report”.",
        ),
    ],
)
def test_a_title_that_is_missing_or_another_is_found(with_word, title, message):
    def change(root):
        next(each for each in root if each.tag.endswith("}title")).text = title

    assert found(with_word(change, CORE), "A-02") == [message]


def test_a_language_that_is_missing_or_another_is_found(with_word):
    def american(root):
        root.find(f".//{W}rPrDefault//{W}lang").set(f"{W}val", "en-US")

    def silent(root):
        language = root.find(f".//{W}rPrDefault//{W}lang")
        language.getparent().remove(language)

    assert found(with_word(american, STYLES), "A-02a") == [
        "The Word file says its language is “en-US”; it should be en-GB."
    ]
    assert found(with_word(silent, STYLES), "A-02a") == ["The Word file doesn't say its language; it should be en-GB."]


def test_small_body_text_is_found(with_word):
    def change(root):
        for style in root.iter(f"{W}style"):
            if style.get(f"{W}styleId") == "Normal":
                style.find(f"{W}rPr/{W}sz").set(f"{W}val", "22")

    assert found(with_word(change, STYLES), "A-02h") == ["The style Normal is 11 points."]


def test_a_link_that_says_nothing_is_queried(with_word):
    def change(root):
        paragraph = paragraph_of(root, "The plan (Appendix A)")
        link = root.makeelement(f"{W}hyperlink")
        run = copy.deepcopy(paragraph.find(f"{W}r"))
        run.find(f"{W}t").text = "click here"
        link.append(run)
        paragraph.append(link)

    assert "The link “click here” doesn't say what it leads to" in found(with_word(change), "A-02i")[0]


def test_a_floating_picture_is_queried(with_word):
    def change(root):
        inline = next(each for each in root.iter() if str(each.tag).endswith("}inline"))
        inline.tag = inline.tag.replace("}inline", "}anchor")

    assert found(with_word(change), "A-02j") == ["1 picture or shape floats over the text."]


def test_a_row_in_one_colour_is_a_band_or_a_heading_and_no_rating(with_word):
    def banded(root):
        row = list(root.iter(f"{W}tr"))[-1]
        for cell in row.iter(f"{W}tc"):
            properties = cell.find(f"{W}tcPr")
            for old in properties.findall(f"{W}shd"):
                properties.remove(old)
            properties.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="B4C6E7"/>'))
        next(list(row.iter(f"{W}tc"))[-1].iter(f"{W}t")).text = "1,204"

    assert found(with_word(banded), "A-03") == []
