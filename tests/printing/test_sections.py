"""Sections: columns, borders, margins, backgrounds and the settings of pages."""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf
import pypdfium2
import pytest
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from pipeline.printing import print_paper
from pipeline.printing.document.room import height
from pipeline.printing.document.tree import Paragraph, ParagraphFormat
from pipeline.printing.document.tree_drawn import Picture, Placement
from tests.printing.drawn_samples import Look, anchored, put, shape
from tests.printing.samples import AS_AT, laid_out, paper, saved

Box = tuple[float, float, float, float]


def places(data: bytes) -> list[dict[str, tuple[float, float]]]:
    """Page by page, where each stretch of words starts: points from the left and from the top."""
    pdf = pypdfium2.PdfDocument(print_paper(data, name="x.docx", as_at=AS_AT).pdf)
    found = []
    for page in pdf:
        words = page.get_textpage()
        height = page.get_height()
        boxes = [words.get_rect(i) for i in range(words.count_rects())]
        found.append({words.get_text_bounded(*box).strip(): (box[0], height - box[3]) for box in boxes})
    pdf.close()
    return found


def colour(data: bytes, x: float, y: float, page: int = 0) -> tuple[int, ...]:
    """The colour of a page at a point, from its top left corner."""
    pdf = pypdfium2.PdfDocument(print_paper(data, name="x.docx", as_at=AS_AT).pdf)
    found: tuple[int, ...] = pdf[page].render(scale=2).to_pil().getpixel((round(x * 2), round(y * 2)))
    pdf.close()
    return found


def cols(section: Any, xml: str) -> None:
    """Give a section its columns."""
    old = section._sectPr.find(qn("w:cols"))
    if old is not None:
        section._sectPr.remove(old)
    section._sectPr.append(parse_xml(f"<w:cols {nsdecls('w')} {xml}</w:cols>"))


def test_a_column_break_goes_to_the_next_column_and_then_to_the_next_page() -> None:
    made = paper()
    cols(made.sections[0], 'w:num="2" w:space="720">')
    for words in ("left", "right", "over"):
        made.add_paragraph(words)
        if words != "over":
            made.paragraphs[-1].add_run().add_break(WD_BREAK.COLUMN)
    pages = places(saved(made))
    assert [sorted(page) for page in pages] == [["left", "right"], ["over"]]
    assert pages[0]["left"][1] == pytest.approx(pages[0]["right"][1], abs=1)
    assert pages[0]["right"][0] > pages[0]["left"][0] + 150
    assert pages[1]["over"][0] == pytest.approx(pages[0]["left"][0], abs=1)


def test_text_longer_than_a_column_goes_on_in_the_next_although_a_column_break_follows_later() -> None:
    made = paper()
    cols(made.sections[0], 'w:num="2" w:space="720">')
    for number in range(70):
        made.add_paragraph(f"line {number}").paragraph_format.space_after = 0
    made.paragraphs[-1].add_run().add_break(WD_BREAK.COLUMN)
    made.add_paragraph("end")
    pages = places(saved(made))
    assert pages[0]["line 60"][0] > pages[0]["line 0"][0] + 150
    assert pages[1]["end"][0] == pytest.approx(pages[0]["line 0"][0], abs=1)


def test_columns_have_widths_of_their_own() -> None:
    made = paper()
    cols(made.sections[0], 'w:num="2" w:equalWidth="0"><w:col w:w="2000" w:space="1400"/><w:col w:w="5000"/>')
    for words in ("narrow one", "narrow two", "wide one"):
        made.add_paragraph(words)
    section = made.add_section(WD_SECTION.CONTINUOUS)
    cols(section, 'w:num="1">')
    made.add_paragraph("below both").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    page = places(saved(made))[0]
    assert page["wide one"][0] - page["narrow one"][0] == pytest.approx(170, abs=1)
    assert page["wide one"][1] == pytest.approx(page["narrow one"][1], abs=3)
    assert page["below both"][1] > page["wide one"][1] + 8


WORDS = "The board reviews the plan each quarter. "


def wide(data: bytes) -> list[list[tuple[float, float, float]]]:
    """Page by page, each line's left and right edge and its distance from the top, in points."""
    pdf = pypdfium2.PdfDocument(print_paper(data, name="x.docx", as_at=AS_AT).pdf)
    found = []
    for page in pdf:
        words, high = page.get_textpage(), page.get_height()
        found.append([(x, r, high - t) for x, _, r, t in (words.get_rect(i) for i in range(words.count_rects()))])
    pdf.close()
    return found


def test_a_long_paragraph_flows_through_columns_of_unlike_widths_page_after_page() -> None:
    made = paper()
    cols(made.sections[0], 'w:num="2" w:equalWidth="0"><w:col w:w="2000" w:space="400"/><w:col w:w="6000"/>')
    made.add_paragraph(WORDS * 200)
    pages = wide(saved(made))
    assert len(pages) > 1
    for lines in pages:
        left = min(x for x, *_ in lines)
        narrow = [r - x for x, r, _ in lines if x < left + 60]
        assert 60 < max(narrow) <= 101
        assert 250 < max(r - x for x, r, _ in lines if x > left + 115) <= 301


@pytest.mark.parametrize("first", [2000, 6000], ids=["narrow first", "wide first"])
def test_columns_of_unlike_widths_end_at_one_height_where_the_next_section_follows_below(first: int) -> None:
    made = paper()
    cols(
        made.sections[0],
        f'w:num="2" w:equalWidth="0"><w:col w:w="{first}" w:space="400"/><w:col w:w="{8000 - first}"/>',
    )
    made.add_paragraph(WORDS * 40)
    cols(made.add_section(WD_SECTION.CONTINUOUS), 'w:num="1">')
    (lines,) = wide(saved(made))
    left = min(x for x, *_ in lines)
    ends = [max(y for x, _, y in lines if (x > left + first / 20) is second) for second in (False, True)]
    assert ends[0] - ends[1] == pytest.approx(0, abs=30)


@pytest.mark.parametrize("balanced", [True, False])
def test_columns_are_not_balanced_where_the_file_says_so(balanced: bool) -> None:
    made = paper()
    if not balanced:
        made.settings.element.append(parse_xml(f"<w:compat {nsdecls('w')}><w:noColumnBalance/></w:compat>"))
    cols(made.sections[0], 'w:num="2" w:space="720">')
    for number in range(9):
        made.add_paragraph(f"line {number}")
    cols(made.add_section(WD_SECTION.CONTINUOUS), 'w:num="1">')
    (page,) = places(saved(made))
    assert (page["line 8"][0] > page["line 0"][0] + 150) is balanced


def test_a_page_break_in_columns_goes_to_the_next_page() -> None:
    made = paper()
    cols(made.sections[0], 'w:num="2" w:space="720">')
    for words in ("first", "second"):
        made.add_paragraph(words)
        made.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    made.add_paragraph("third")
    assert [sorted(page) for page in places(saved(made))] == [["first"], ["second"], ["third"]]


def test_a_column_break_where_there_are_no_columns_goes_to_the_next_page() -> None:
    made = paper()
    made.add_paragraph("first").add_run().add_break(WD_BREAK.COLUMN)
    made.add_paragraph("second")
    assert [sorted(page) for page in places(saved(made))] == [["first"], ["second"]]


def test_a_column_break_at_the_end_of_columns_moves_nothing_below_them() -> None:
    made = paper()
    cols(made.sections[0], 'w:num="2" w:space="720">')
    for words in ("left", "right"):
        made.add_paragraph(words)
        made.paragraphs[-1].add_run().add_break(WD_BREAK.COLUMN)
    made.element.body.append(made.paragraphs[-1]._p)
    section = made.add_section(WD_SECTION.CONTINUOUS)
    cols(section, 'w:num="1">')
    made.add_paragraph("below")
    assert "break-before:column" in laid_out(saved(made))
    assert any({"left", "right", "below"} <= set(page) for page in places(saved(made)))


def test_a_section_that_runs_on_keeps_margins_of_its_own() -> None:
    made = paper()
    made.add_paragraph("first")
    section = made.add_section(WD_SECTION.CONTINUOUS)
    section.left_margin += Pt(36)
    made.add_paragraph("set in")
    page = places(saved(made))[0]
    assert page["set in"][0] - page["first"][0] == pytest.approx(36, abs=1)


def test_inner_and_outer_margins_change_sides_on_even_pages() -> None:
    made = paper()
    made.settings.element.insert(0, parse_xml(f"<w:mirrorMargins {nsdecls('w')}/>"))
    section = made.sections[0]
    section.left_margin, section.right_margin, section.gutter = Pt(72), Pt(36), Pt(18)
    made.add_paragraph("odd")
    made.add_page_break()
    made.add_paragraph("even")
    odd, even = places(saved(made))
    assert odd["odd"][0] == pytest.approx(90, abs=1)
    assert even["even"][0] == pytest.approx(36, abs=1)


@pytest.mark.parametrize(("offset", "x"), [("page", 25), ("text", 72 - 11)])
def test_page_borders_stand_off_the_page_or_the_text(offset: str, x: float) -> None:
    made = paper()
    made.sections[0].left_margin = Pt(72)
    made.add_paragraph("words")
    space = 24 if offset == "page" else 10
    made.sections[0]._sectPr.append(
        parse_xml(
            f'<w:pgBorders {nsdecls("w")} w:offsetFrom="{offset}">'
            f'<w:left w:val="single" w:sz="16" w:space="{space}" w:color="FF0000"/></w:pgBorders>'
        )
    )
    assert colour(saved(made), x, 400)[:2] == (255, 0)
    assert colour(saved(made), x + 6, 400) == (255, 255, 255)


def test_borders_for_the_first_page_only_are_on_no_other() -> None:
    made = paper()
    made.add_paragraph("one")
    made.add_page_break()
    made.add_paragraph("two")
    made.sections[0]._sectPr.append(
        parse_xml(
            f'<w:pgBorders {nsdecls("w")} w:offsetFrom="page" w:display="firstPage">'
            '<w:left w:val="single" w:sz="16" w:space="24" w:color="FF0000"/></w:pgBorders>'
        )
    )
    assert [colour(saved(made), 25, 400, page)[1] for page in (0, 1)] == [0, 255]


def test_a_border_of_pictures_is_said() -> None:
    made = paper()
    made.add_heading("Synopsis", 1)
    border = f'<w:pgBorders {nsdecls("w")}><w:top w:val="apples" w:sz="16" w:space="24"/></w:pgBorders>'
    made.sections[0]._sectPr.append(parse_xml(border))
    (issue,) = print_paper(saved(made), name="x.docx", as_at=AS_AT).issues
    assert issue.code == "W-30"
    assert "little pictures" in issue.message


def numbered(made: Any, look: str, section: int = 0) -> None:
    made.sections[section]._sectPr.append(parse_xml(f"<w:lnNumType {nsdecls('w')} {look}/>"))


def numbers(data: bytes) -> list[list[tuple[str, float]]]:
    """Page by page, what stands left of the text and how far from the top, read as it is drawn."""
    return [
        sorted(((words, place[1]) for words, place in page.items() if place[0] < 88), key=lambda each: each[1])
        for page in places(data)
    ]


@pytest.mark.parametrize(
    ("look", "shown"),
    [
        ('w:countBy="1"', [["1", "2", "3"], ["1"]]),
        ('w:countBy="1" w:restart="continuous"', [["1", "2", "3"], ["4"]]),
        ('w:countBy="2" w:start="4" w:restart="newSection"', [["6"], ["8"]]),
        ('w:countBy="1" w:restart="each page"', [["1", "2", "3"], ["1"]]),
        ('w:countBy="1" w:restart=""', [["1", "2", "3"], ["1"]]),
        ('w:countBy="0"', [[], []]),
    ],
)
def test_lines_are_numbered_in_the_margin_as_the_section_says(look: str, shown: list[list[str]]) -> None:
    made = paper()
    numbered(made, look)
    for words in ("one", "", "three"):
        made.add_paragraph(words)
    made.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    made.add_paragraph("four")
    printed = print_paper(saved(made), name="x.docx", as_at=AS_AT)
    assert [[number for number, _ in page] for page in numbers(saved(made))] == shown
    assert [issue.code for issue in printed.issues if issue.code == "W-30"] == []


def test_a_line_and_its_number_stand_on_one_level_and_tables_and_what_says_so_are_not_counted() -> None:
    made = paper()
    numbered(made, 'w:countBy="1"')
    made.add_paragraph("one")
    made.add_table(1, 1).cell(0, 0).text = "in a table"
    made.add_paragraph("not counted")._p.get_or_add_pPr().append(parse_xml(f"<w:suppressLineNumbers {nsdecls('w')}/>"))
    made.add_heading("two", 1)
    (page,) = places(saved(made))
    ((one, two),) = numbers(saved(made))
    assert (one[0], two[0]) == ("1", "2")
    assert one[1] == pytest.approx(page["one"][1], abs=4)
    assert two[1] == pytest.approx(next(place[1] for words, place in page.items() if "two" in words), abs=8)


def test_each_column_has_its_numbers_beside_it() -> None:
    made = paper()
    cols(made.sections[0], 'w:num="2" w:space="1000">')
    numbered(made, 'w:countBy="1"')
    made.add_paragraph("left").add_run().add_break(WD_BREAK.COLUMN)
    made.add_paragraph("right")
    (page,) = places(saved(made))
    assert page["left"][0] - 20 < page["1"][0] < page["left"][0] - 9
    assert page["right"][0] - 20 < page["2"][0] < page["right"][0] - 9


def test_numbers_of_lines_are_artifacts() -> None:
    made = paper()
    numbered(made, 'w:countBy="1"')
    made.add_paragraph("words")
    with pikepdf.open(io.BytesIO(print_paper(saved(made), name="x.docx", as_at=AS_AT).pdf)) as pdf:
        marks = [
            str(each.operands[0])
            for each in pikepdf.parse_content_stream(pdf.pages[0])
            if str(each.operator) in ("BMC", "BDC")
        ]
        shown = [
            str(each.operator)
            for each in pikepdf.parse_content_stream(pdf.pages[0])
            if str(each.operator) in ("BMC", "BDC", "Tj", "TJ")
        ]
    assert marks == ["/Span", "/Artifact"]
    assert [each in ("Tj", "TJ") for each in shown] == [False, True, False, True]


def test_indents_that_change_sides_are_swapped_on_even_pages() -> None:
    made = paper()
    for words in ("odd", "even"):
        paragraph = made.add_paragraph(words)
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.right_indent = Pt(60), Pt(10)
        paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:mirrorIndents {nsdecls('w')}/>"))
    made.paragraphs[0].add_run().add_break(WD_BREAK.PAGE)
    odd, even = places(saved(made))
    assert odd["odd"][0] - even["even"][0] == pytest.approx(50, abs=1)
    assert not [each for each in print_paper(saved(made), name="x.docx", as_at=AS_AT).issues if each.code == "W-30"]


def test_an_upright_line_runs_through_a_paragraph_at_its_bar_tab() -> None:
    made = paper()
    paragraph = made.add_paragraph("words")
    paragraph.paragraph_format.left_indent = Pt(30)
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:tabs {nsdecls("w")}><w:tab w:val="bar" w:pos="4000"/></w:tabs>')
    )
    page = laid_out(saved(made))
    assert re.search(r"svg\+xml[^)]*\"\) 170pt 0/.75pt 100% no-repeat", page)
    (place,) = places(saved(made))
    left = place["words"][0] - 30
    assert any(
        colour(saved(made), left + 200 + shift, place["words"][1] + 4) != (255, 255, 255) for shift in (0, 0.5, 1)
    )


def test_every_page_has_the_background_that_is_shown_in_word() -> None:
    made = paper()
    made.add_paragraph("words")
    made.element.insert(0, parse_xml(f'<w:background {nsdecls("w")} w:color="FFEECC"/>'))
    assert colour(saved(made), 10, 10) == (255, 255, 255)
    made.settings.element.insert(0, parse_xml(f"<w:displayBackgroundShape {nsdecls('w')}/>"))
    assert colour(saved(made), 10, 10) == (255, 238, 204)


def test_a_title_page_stands_in_the_middle() -> None:
    made = paper()
    made.add_paragraph("title")
    made.sections[0]._sectPr.append(parse_xml(f'<w:vAlign {nsdecls("w")} w:val="center"/>'))
    made.add_section()
    made.sections[1]._sectPr.remove(made.sections[1]._sectPr.find(qn("w:vAlign")))
    made.add_paragraph("text")
    pages = places(saved(made))
    height = made.sections[0].page_height / 12700
    assert pages[0]["title"][1] == pytest.approx(height / 2, abs=30)
    assert pages[1]["text"][1] < 90


def test_lines_keep_to_the_grid_of_an_east_asian_page() -> None:
    made = paper()
    made.styles["Normal"].paragraph_format.space_after = Pt(0)
    made.styles["Normal"].paragraph_format.line_spacing = 1.0
    grid = made.sections[0]._sectPr.find(qn("w:docGrid"))
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), "500")
    for words in ("one", "two"):
        made.add_paragraph(words)
    page = places(saved(made))[0]
    assert page["two"][1] - page["one"][1] == pytest.approx(25, abs=2)


@pytest.mark.parametrize(("lines", "spacing"), [(9, None), (3, Pt(40))])
def test_a_header_higher_than_its_margin_pushes_the_text_down(lines: int, spacing: Pt | None) -> None:
    made = paper()
    header = made.sections[0].header.paragraphs[0]
    header.text = "line\n" * lines + "end"
    if spacing:
        header.paragraph_format.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
        header.paragraph_format.line_spacing = spacing
    made.add_paragraph("words")
    page = places(saved(made))[0]
    assert page["words"][1] > page["end"][1] + 10


def test_headers_keep_to_no_grid_in_any_section() -> None:
    made = paper()
    made.add_paragraph("first")
    made.add_section().header.is_linked_to_previous = False
    made.add_paragraph("second")
    for section in made.sections:
        grid = section._sectPr.find(qn("w:docGrid"))
        grid.set(qn("w:type"), "lines")
        grid.set(qn("w:linePitch"), "800")
        section.header.paragraphs[0].text = "above\nbelow"
    for page in places(saved(made)):
        assert page["below"][1] - page["above"][1] < 20


def test_a_page_break_before_the_empty_paragraph_that_ends_a_section_begins_the_next_one_s_page() -> None:
    """Word has one page for the first section and one for the second; at the end of a paper it has an empty page."""
    made = paper()
    made.add_paragraph("first").add_run().add_break(WD_BREAK.PAGE)
    made.add_section()
    made.add_paragraph("second").add_run().add_break(WD_BREAK.PAGE)
    made.add_paragraph()
    pages = places(saved(made))
    assert [list(page) for page in pages] == [["first"], ["second"], []]


def test_a_page_break_at_the_end_of_a_section_is_not_taken_by_the_next_one_s_header() -> None:
    made = paper()
    made.add_paragraph("first")
    following = made.add_section(WD_SECTION.CONTINUOUS)
    made.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    following.header.is_linked_to_previous = False
    following.header.paragraphs[0].text = "its own header"
    made.add_paragraph("second")
    html = laid_out(saved(made))
    rule = re.search(r"\.(\w+)\{[^}]*break-before:page[^}]*\}", html)
    assert rule is not None
    assert re.search(rf'<p class="{rule[1]}"[^>]*>second', html)


@pytest.mark.parametrize(("bottom", "lines", "pages"), [(60, 60, 2), (200, 60, 3), (200, 3, 1)])
def test_a_section_that_runs_on_shares_a_page_whose_foot_is_nearly_its_own_or_that_holds_both(
    bottom: float, lines: int, pages: int
) -> None:
    made = paper()
    made.sections[0].bottom_margin = Pt(72)
    made.add_paragraph("The first section")
    made.add_section(0).bottom_margin = Pt(bottom)
    for number in range(lines):
        made.add_paragraph(f"Line {number}").paragraph_format.space_after = 0
    assert len(places(saved(made))) == pages


def test_room_is_reckoned_for_an_empty_line_and_the_drawing_above_and_below_which_words_stand() -> None:
    drawing = Picture("a.png", b"", "png", 50, 80, "", place=Placement("lines"))
    line = height((Paragraph((), ParagraphFormat(), ""),), 400)
    assert height((Paragraph((drawing,), ParagraphFormat(), ""),), 400) == pytest.approx(line + 80)


def test_a_shaded_line_at_the_end_of_a_section_is_drawn() -> None:
    made = paper()
    made.add_paragraph("words")
    shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="FF0000"/>')
    made.add_paragraph()._p.get_or_add_pPr().append(shade)
    assert "background:#ff0000" in laid_out(saved(made))


def test_the_space_round_a_footer_s_words_counts_as_in_word() -> None:
    made = paper()
    section = made.sections[0]
    section.footer_distance = Pt(30)
    foot = section.footer.paragraphs[0]
    foot.add_run("Foot")
    foot.paragraph_format.space_before, foot.paragraph_format.space_after = Pt(12), Pt(20)
    foot.paragraph_format.line_spacing = Pt(14)
    _, top = places(saved(made))[0]["Foot"]
    assert top == pytest.approx(section.page_height.pt - 30 - 20 - 14, abs=4)


def test_words_at_tab_stops_of_a_footer_stand_on_its_line() -> None:
    made = paper()
    foot = made.sections[0].footer.paragraphs[0]
    foot.text = "Left\tMiddle\tRight"
    words = places(saved(made))[0]
    assert words["Middle"][1] == pytest.approx(words["Left"][1], abs=1)
    assert words["Right"][1] == pytest.approx(words["Left"][1], abs=1)


def test_a_drawing_in_a_footer_stands_where_it_is_set_on_the_page() -> None:
    made = paper()
    down = f"<wp:positionV relativeFrom='page'><wp:posOffset>{780 * 12700}</wp:posOffset></wp:positionV>"
    made.sections[0].page_height, made.sections[0].bottom_margin = Pt(842), Pt(72)
    red = anchored(shape(words="1", fill="FF0000", line=""), width=40, height=30, down=down)
    put(made.sections[0].footer.paragraphs[0], red)
    made.add_paragraph("body")
    x = made.sections[0].left_margin.pt + 30
    data = saved(made)
    assert [colour(data, x, y)[:3] == (255, 0, 0) for y in (778, 782, 808, 812)] == [False, True, True, False]


@pytest.mark.parametrize("edge", ["header", "footer"])
@pytest.mark.parametrize("size", [(595, 842), (842, 595)], ids=["upright", "wide"])
@pytest.mark.parametrize("up", [500, 38])
def test_a_box_of_a_header_or_footer_stands_at_its_spot_whatever_pages_follow(
    edge: str, size: tuple[int, int], up: int
) -> None:
    made = paper()
    (first,) = made.sections
    first.page_width, first.page_height, first.bottom_margin = Pt(size[0]), Pt(size[1]), Pt(72)
    top = size[1] - up
    down = f"<wp:positionV relativeFrom='page'><wp:posOffset>{top * 12700}</wp:posOffset></wp:positionV>"
    red = anchored(shape(words="1", fill="FF0000", line=""), width=40, height=30, down=down, wrap="<wp:wrapNone/>")
    put(getattr(first, edge).paragraphs[0], red)
    made.add_paragraph("body")
    second = made.add_section(WD_SECTION.NEW_PAGE)
    second.page_width, second.page_height = Pt(size[1]), Pt(size[0])
    getattr(second, edge).is_linked_to_previous = False
    box = Look(saved(made)).box((255, 0, 0))
    assert box is not None
    assert box[1] == pytest.approx(top, abs=1)


@pytest.mark.parametrize(("rows", "hangs"), [(1, "7.4pt"), (60, "0.5pt")])
def test_line_spacing_hangs_into_the_margin_on_pages_of_text_and_not_of_tables(rows: int, hangs: str) -> None:
    made = paper()
    made.styles["Normal"].font.name, made.styles["Normal"].font.size = "Arial", Pt(12)
    made.styles["Normal"].paragraph_format.line_spacing = 1.5
    made.add_paragraph("Some words of the council's that are here first. " * 3)
    table = made.add_table(rows, 2)
    for row in table.rows:
        row.cells[0].text = "words"
    assert f"@footnote{{margin-bottom:{hangs}}}" in laid_out(saved(made))
