"""What Word files of other people's making hold is counted as it is printed."""

from __future__ import annotations

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pdf_faults import changed_pdf, elements
from pikepdf import Name

from pipeline.printing import print_paper
from pipeline.proof import agreement
from pipeline.proof.agreement import _levels
from pipeline.proof.finished import Finished
from pipeline.proof.pdf_file import read_pdf
from pipeline.proof.word_file import read_word
from tests.printing.drawn_samples import frame, inline, part, pic, put, raster, shape
from tests.printing.raw_word import SPACES, field, p, raw
from tests.printing.samples import AS_AT, paper, saved, table


def differing(made, change=None, changes=""):
    """What the Word file and its print, after ``change`` was made to it, hold in other numbers."""
    docx = saved(made)
    printed = print_paper(docx, name="x.docx", as_at=AS_AT, changes=changes)
    pdf = changed_pdf(printed.pdf, change) if change else printed.pdf
    finished = Finished("x.docx", docx, pdf, (), (), (), True, (), "", "")
    word, read = read_word(docx, "x.docx"), read_pdf(pdf, "x.pdf")
    checks = (agreement.same_tables, agreement.same_pictures, agreement.same_headings)
    return [issue.message for check in checks for issue in check(finished, word, read)]


@pytest.mark.parametrize(
    ("word", "pdf"),
    [([1, 2, 3], [1, 2, 3]), ([3, 3, 5, 1], [1, 1, 2, 1]), ([0, 1, 3], [1, 2, 3]), ([0, 0, 1], [1, 1, 1]),
     ([1, 4, 2, 3], [1, 2, 2, 3]), ([1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 5, 6, 6])],
)  # fmt: skip
def test_no_level_is_skipped_on_the_way_down(word, pdf):
    assert list(_levels(word)) == pdf


def test_headings_are_printed_at_levels_that_follow_on():
    made = paper()
    for level in (2, 4, 1):
        made.add_heading(f"Of level {level}", level)
    assert differing(made) == []


def test_sentences_with_an_outline_level_are_no_headings_and_words_in_a_headings_character_style_are():
    made = paper()
    for words in ("Costs", "Table 2: Costs", "Costs are met from the grant. " * 6):
        outlined = made.add_paragraph(words)
        outlined._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="0"/>'))
    made.add_paragraph().add_run("Staff", style="Heading 2 Char")
    made.add_paragraph("Staff ").add_run("leave", style="Heading 2 Char")
    assert differing(made) == []


def test_a_heading_in_hebrew_is_the_same_in_whatever_order_it_is_drawn():
    made = paper()
    made.add_heading("ארצות הברית", 1)
    assert differing(made) == []


def test_a_picture_in_a_heading_does_not_cut_it_in_two():
    made = paper()
    heading = made.add_heading("Before", 1)
    put(heading, inline(pic(part(made, raster(["red"]), "media/red.png")), alt="Red"))
    heading.add_run(" and after")
    assert differing(made) == []


def test_lines_and_colours_without_words_are_no_pictures():
    made = paper()
    put(made.add_paragraph("Words"), inline(shape("line")))
    assert differing(made) == []


@pytest.mark.parametrize("alt", ["", "The council's arms and name"])
def test_a_picture_grouped_with_words_is_a_picture(alt):
    made = paper()
    arms = pic(part(made, raster(["red"]), "media/red.png"), frame=frame(0, 0, 40, 40))
    words = shape(words="Borough of Example", at=frame(50, 0, 90, 40))
    put(made.add_paragraph(), inline(f"<wpg:wgp><wpg:grpSpPr/>{arms}{words}</wpg:wgp>", width=150, height=40, alt=alt))
    assert differing(made) == []


@pytest.mark.parametrize(
    "drawn",
    [
        "<v:rect style='width:60pt;height:40pt' alt='Arms'><v:imagedata r:id='{}'/></v:rect>",
        "<v:shape style='width:60pt;height:40pt'><v:textpath string='Early help'/></v:shape>",
        "<v:shape style='width:90pt;height:60pt'><v:textbox><w:txbxContent><w:p><w:r><w:pict><v:shape style='width:40pt;height:20pt'>"
        "<v:imagedata r:id='{}'/></v:shape></w:pict></w:r></w:p></w:txbxContent></v:textbox></v:shape>",
        "<v:rect style='width:60pt;height:40pt'><v:imagedata croptop='9f'/></v:rect>",
    ],
    ids=["a picture in a rectangle", "word art", "a picture in a text box", "no picture"],
)
def test_older_drawings_are_as_many_pictures_as_are_printed(drawn):
    made = paper()
    target = part(made, raster(["red"]), "media/red.png")
    put(made.add_paragraph("Words"), f"<w:pict>{drawn.format(target)}</w:pict>")
    assert differing(made) == []


def test_columns_that_a_row_leaves_out_are_counted():
    made = paper()
    made.element.body.insert(
        0,
        parse_xml(
            f"<w:tbl {nsdecls('w')}><w:tblPr/><w:tblGrid><w:gridCol w:w='900'/><w:gridCol w:w='900'/></w:tblGrid>"
            "<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr>"
            "<w:tr><w:trPr><w:gridAfter w:val='1'/></w:trPr><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        ),
    )
    assert differing(made) == []


def test_a_row_that_was_deleted_is_in_neither():
    made = paper()
    grid = made.add_table(2, 2)
    for cell in grid._cells:
        cell.text = "words"
    row = grid.rows[1]._tr
    row.get_or_add_trPr().append(parse_xml(f"<w:del {nsdecls('w')} w:id='1' w:author='A'/>"))
    assert differing(made, changes="accepted") == []


def test_words_that_show_in_a_hidden_style_are_read():
    made = paper()
    made.styles["Heading 2"].font.hidden = True
    made.add_heading("Top", 1)
    made.add_heading("Shown", 2).runs[0].font.hidden = False
    made.add_heading("Hidden", 2)
    assert [heading.text for heading in read_word(saved(made), "x.docx").headings] == ["Top", "Shown"]
    assert differing(made) == []


def test_a_header_row_lost_in_the_pdf_is_found():
    made = paper()
    table(made, ("Measure", "Now"), [("Waiting", "7")])

    def change(pdf):
        for each in elements(pdf, "TH"):
            each.S = Name.TD

    assert differing(made) == []
    assert differing(made, change) == [
        "Table 1 (before the first heading) has a header row in Word and no header cells in the PDF."
    ]


def test_a_list_in_a_footnote_is_numbered_in_both():
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    note = p("Counted:") + p("by day", properties=listed) + p("by week", properties=listed)
    docx = raw(
        p("Visits", '<w:r><w:footnoteReference w:id="1"/></w:r>'),
        numbering='<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%1)"/>'
        '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
        parts={"word/n.xml": f'<w:footnotes {SPACES}><w:footnote w:id="1">{note}</w:footnote></w:footnotes>'},
        related={"n": ("footnotes", "n.xml")},
    )
    printed = print_paper(docx, name="x.docx", as_at=AS_AT)
    finished = Finished("x.docx", docx, printed.pdf, (), (), (), True, (), "", "")
    word, read = read_word(docx, "x.docx"), read_pdf(printed.pdf, "x.pdf")
    assert [issue.message for issue in agreement.same_words(finished, word, read)] == []
    assert [note.label for note in word.notes][1:] == ["(a)", "(b)"]


@pytest.mark.parametrize(("kind", "sign"), [("decimal", "%1."), ("bullet", "•")])
def test_a_number_or_bullet_without_words_is_in_both(kind, sign):
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    docx = raw(
        p("One", properties=listed) + p(properties=listed) + p("Three", properties=listed),
        numbering=f'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{sign}"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
    )
    printed = print_paper(docx, name="x.docx", as_at=AS_AT)
    finished = Finished("x.docx", docx, printed.pdf, (), (), (), True, (), "", "")
    word, read = read_word(docx, "x.docx"), read_pdf(printed.pdf, "x.pdf")
    assert [issue.message for issue in agreement.same_words(finished, word, read)] == []


def test_a_page_number_between_brackets_or_before_a_full_stop_is_any_number():
    start = '<w:bookmarkStart w:id="1" w:name="t1"/>'
    docx = raw(p(start, "Visits (page ", field("PAGEREF t1 \\h", "9"), ") are on ", field("PAGEREF t1 \\h", "9"), "."))
    printed = print_paper(docx, name="x.docx", as_at=AS_AT)
    finished = Finished("x.docx", docx, printed.pdf, (), (), (), True, (), "", "")
    word, read = read_word(docx, "x.docx"), read_pdf(printed.pdf, "x.pdf")
    assert [issue.message for issue in agreement.same_words(finished, word, read)] == []


def test_numbers_that_a_program_left_for_word_to_fill_in_are_in_both():
    start = '<w:bookmarkStart w:id="1" w:name="t1"/>'
    docx = raw(
        p(start, "Table ", field("SEQ Table \\* ARABIC"), ": visits", field("SEQ Table \\h"))
        + p("Page ", field("PAGE"), " of ", field("NUMPAGES"), ", see page ", field("PAGEREF t1 \\h"), ".")
    )
    printed = print_paper(docx, name="x.docx", as_at=AS_AT)
    finished = Finished("x.docx", docx, printed.pdf, (), (), (), True, (), "", "")
    word, read = read_word(docx, "x.docx"), read_pdf(printed.pdf, "x.pdf")
    assert [issue.message for issue in agreement.same_words(finished, word, read)] == []
