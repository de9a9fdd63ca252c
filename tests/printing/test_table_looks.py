"""Tables: widths, merges, lines, spacing, turned words and the parts of a table style."""

from __future__ import annotations

import re
from typing import Any

import pypdfium2
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from hypothesis import given
from hypothesis import strategies as st

from pipeline.printing import print_paper, read_document
from pipeline.printing.document.tree import Cell, Paragraph, ParagraphFormat, Row, RunFormat, Table, Text
from pipeline.printing.layout.autofit import fitted
from pipeline.printing.layout.looks import cell_text_css
from pipeline.printing.letters.widths import breadth
from tests.printing.samples import AS_AT, laid_out, paper, saved


def put(made: Any, properties: str, rows: str, grid: tuple[int, ...] = (2000, 2000)) -> None:
    """A table given as XML."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    made.element.body.insert(
        len(made.element.body) - 1,
        parse_xml(
            f"<w:tbl {nsdecls('w')}><w:tblPr>{properties}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
        ),
    )
    made.add_paragraph("after")


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tc(words: str, properties: str = "") -> str:
    run = f"<w:r><w:t>{words}</w:t></w:r>" if words else ""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run}</w:p></w:tc>"


def read(made: Any) -> Table:
    return read_document(saved(made), "x.docx")[0].tables()[0]


def html(made: Any) -> str:
    return laid_out(saved(made))


STYLE = """<w:style {ns} w:type="table" w:styleId="Banded"><w:name w:val="Banded"/>
<w:tblPr><w:tblStyleRowBandSize w:val="2"/></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:left w:val="single" w:sz="8" w:color="FF0000"/>
<w:bottom w:val="single" w:sz="8" w:color="FF0000"/></w:tcBorders></w:tcPr></w:tblStylePr>
<w:tblStylePr w:type="band1Horz"><w:tcPr><w:shd w:val="clear" w:fill="111111"/></w:tcPr></w:tblStylePr>
<w:tblStylePr w:type="band2Horz"><w:tcPr><w:shd w:val="clear" w:fill="222222"/></w:tcPr></w:tblStylePr>
<w:tblStylePr w:type="lastRow"><w:tcPr><w:shd w:val="clear" w:fill="333333"/></w:tcPr></w:tblStylePr>
<w:tblStylePr w:type="seCell"><w:tcPr><w:shd w:val="clear" w:fill="444444"/></w:tcPr></w:tblStylePr></w:style>"""


def styled() -> Table:
    made = paper()
    made.styles.element.append(parse_xml(STYLE.format(ns=nsdecls("w"))))
    look = '<w:tblLook w:firstRow="1" w:lastRow="1" w:firstColumn="0" w:lastColumn="1" w:noHBand="0" w:noVBand="1"/>'
    put(made, f'<w:tblStyle w:val="Banded"/>{look}', "".join(tr(tc(f"a{n}"), tc(f"b{n}")) for n in range(6)))
    return read(made)


def test_bands_are_as_many_rows_as_the_style_says_and_corners_win() -> None:
    shades = [tuple(cell.shading[1:3] for cell in row.cells) for row in styled().rows]
    assert shades == [("", ""), ("11", "11"), ("11", "11"), ("22", "22"), ("22", "22"), ("33", "44")]


def test_a_part_s_outer_lines_stand_at_its_edges_only() -> None:
    first = styled().rows[0].cells
    assert [sorted(side for side, _ in cell.borders) for cell in first] == [["bottom", "left"], ["bottom"]]


def test_cells_merged_beside_each_other_the_old_way_are_one_cell() -> None:
    made = paper()
    merge = "<w:hMerge{}/>"
    put(made, "", tr(tc("one", merge.format(' w:val="restart"')), tc("", merge.format(""))) + tr(tc("a"), tc("b")))
    assert [[(cell.text, cell.columns) for cell in row.cells] for row in read(made).rows] == [
        [("one", 2)], [("a", 1), ("b", 1)],
    ]  # fmt: skip


def test_a_pattern_over_a_fill_is_the_colour_they_come_to() -> None:
    made = paper()
    put(made, "", tr(tc("a", '<w:shd w:val="pct50" w:color="000000" w:fill="FFFFFF"/>'), tc("b")))
    assert read(made).rows[0].cells[0].shading == "#808080"


@pytest.mark.parametrize(("kind", "grows"), [("autofit", True), ("fixed", False)])
def test_a_column_grows_for_its_longest_word_unless_it_is_fixed(kind: str, grows: bool) -> None:
    made = paper()
    rows = tr(tc("Responsibility"), tc("who"))
    put(made, f'<w:tblW w:w="4000" w:type="dxa"/><w:tblLayout w:type="{kind}"/>', rows, (800, 3200))
    first, second = fitted(read(made), 400)
    assert (first > 60) is grows
    assert first + second == pytest.approx(200)


def test_a_word_too_long_for_the_page_leaves_the_other_columns_as_they_are() -> None:
    made = paper()
    rows = tr(tc("Environmental score"), tc("A" * 200), tc("Responsibility"))
    put(made, '<w:tblW w:w="8000" w:type="dxa"/>', rows, (3600, 3600, 800))
    first, second, third = fitted(read(made), 500)
    assert first > breadth("Environmental score", 11, "Arial")
    assert third > breadth("Responsibility", 11, "Arial")
    assert first + second + third == pytest.approx(400)


def test_lines_between_columns_take_no_room_from_words() -> None:
    made = paper()
    lined = '<w:tcBorders><w:left w:val="single" w:sz="8"/></w:tcBorders>'
    put(made, "", tr(tc("a"), tc("b", lined)))
    assert set(re.findall(r"padding:([^;}]*)", html(made))) >= {"0 4.9pt 0 4.9pt"}


def test_a_table_that_is_too_wide_is_made_narrower() -> None:
    made = paper()
    put(made, "", tr(tc("a"), tc("b")), (10000, 10000))
    table = read(made)
    assert sum(fitted(table, 400)) == pytest.approx(400 - table.indent)


@pytest.mark.parametrize(("said", "share"), [("5000", 1), ("2500", 0.5), ("50", 0.01), ("50%", 0.5)])
def test_a_table_s_share_of_the_room_is_in_fiftieths_of_a_percent(said: str, share: float) -> None:
    made = paper()
    put(made, f'<w:tblW w:w="{said}" w:type="pct"/>', tr(tc("a"), tc("b")))
    assert read(made).width == pytest.approx(-share)


@pytest.mark.parametrize(("side", "out"), [("right", -60), ("center", -30), ("left", -5.4)])
def test_a_fixed_table_wider_than_the_text_runs_out_of_the_side_that_it_is_not_aligned_to(
    side: str, out: float
) -> None:
    made = paper()
    section = made.sections[0]
    room = section.page_width.pt - section.left_margin.pt - section.right_margin.pt
    half = round((room + 60) * 10)
    put(made, f'<w:jc w:val="{side}"/><w:tblLayout w:type="fixed"/>', tr(tc("a"), tc("b")), (half, half))
    css = re.search(r"\{width:[\d.]+pt;?([^}]*)\}", html(made))
    assert css
    assert css[1] == f"margin-left:{out:g}pt"


def test_the_empty_paragraph_that_word_wants_after_a_table_in_a_cell_takes_no_room() -> None:
    made = paper()
    inner = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='900'/></w:tblGrid>{tr(tc('in'))}</w:tbl>"
    put(made, "", tr(f"<w:tc>{inner}<w:p/></w:tc>", f"<w:tc>{inner}<w:p/><w:p/></w:tc>"))
    assert [[type(block) for block in cell.blocks] for cell in read(made).rows[0].cells] == [
        [Table], [Table, Paragraph, Paragraph],
    ]  # fmt: skip


@pytest.mark.parametrize(("words", "whole"), [("a", True), ("plan " * 30, True), ("plan " * 90, False)])
def test_a_row_of_a_few_lines_stays_whole(words: str, whole: bool) -> None:
    made = paper()
    put(made, "", tr(tc("a"), tc(words)), (2000, 5000))
    assert ('<tr class="whole">' in html(made)) is whole


@pytest.mark.slow
def test_the_room_above_a_row_s_words_isn_t_left_on_the_page_before() -> None:
    made = paper()
    spaced = "<w:tc><w:tcPr/><w:p><w:pPr><w:spacing w:before='480'/></w:pPr><w:r><w:t>Row{}</w:t></w:r></w:p></w:tc>"
    for high in range(0, 40, 4):
        made.add_paragraph().paragraph_format.space_before = Pt(600 + high)
        put(made, "", tr(spaced.format(1), spaced.format(2)))
        made.add_page_break()
    pdf = pypdfium2.PdfDocument(print_paper(saved(made), name="x.docx", as_at=AS_AT).pdf)
    tops = []
    for page in pdf:
        words = page.get_textpage()
        if words.get_text_range().strip().startswith("Row1"):
            tops.append(page.get_height() - words.get_charbox(0)[3])
    pdf.close()
    assert tops
    assert all(top == pytest.approx(tops[0], abs=0.5) for top in tops)
    assert tops[0] > made.sections[0].top_margin.pt + 24


@pytest.mark.parametrize(("width", "wide"), [(0.0, 412), (500.0, 470), (-1.0, 400)])
def test_a_table_that_says_its_own_width_may_run_into_the_margin(width: float, wide: float) -> None:
    table = Table((250.0, 250.0), (Row((words("a"), words("b"))),), width=width)
    assert sum(fitted(table, 400, 70)) == pytest.approx(wide)


@given(st.lists(st.floats(1, 9), min_size=2, max_size=4))
def test_columns_get_just_what_their_words_need_where_there_is_room_for_no_more(columns: list[float]) -> None:
    said = ["m" * (4 + number) for number in range(len(columns))]
    table = Table(tuple(columns), (Row(tuple(map(words, said))),))
    needs = fitted(table, 1000)
    assert fitted(table, sum(needs)) == pytest.approx(needs)


def test_a_word_too_long_for_the_page_gets_what_room_is_left() -> None:
    table = Table((5.0, 5.0), (Row((words("Environmental"), words("A" * 200))),))
    first, second = fitted(table, 400)
    assert first > breadth("Environmental", 10)
    assert first + second == pytest.approx(400)


def words(text: str) -> Cell:
    return Cell((Paragraph((Text(text, RunFormat()),), ParagraphFormat(), "normal"),))


@given(st.lists(st.text("abc iW-", max_size=20), min_size=1, max_size=6), st.floats(30, 600), st.booleans())
def test_columns_are_never_lost_nor_wider_than_the_room(texts: list[str], room: float, fixed: bool) -> None:
    table = Table((50.0,) * len(texts), (Row(tuple(map(words, texts))),), fixed=fixed, width=50.0 * len(texts))
    columns = fitted(table, room)
    assert len(columns) == len(texts)
    assert min(columns) > 0
    assert sum(columns) <= max(room, 50 * len(texts)) + 0.1


def test_room_between_cells_sets_their_lines_apart() -> None:
    made = paper()
    put(made, '<w:tblCellSpacing w:w="20" w:type="dxa"/>', tr(tc("a"), tc("b")))
    assert "border-collapse:separate;border-spacing:2pt" in html(made)


def test_words_that_run_up_a_cell_are_turned() -> None:
    made = paper()
    height = '<w:trHeight w:val="1600"/>'
    put(
        made,
        "",
        tr(
            tc("Up", '<w:textDirection w:val="btLr"/>'),
            tc("Down", '<w:textDirection w:val="tbRl"/>'),
            properties=height,
        ),
    )
    page = html(made)
    assert page.count("rotate(-90deg)") == page.count("rotate(90deg)") == 1
    assert "position:relative;height:80pt" in page


UP = '<w:textDirection w:val="btLr"/>'


def html_of(*rows: str) -> str:
    made = paper()
    put(made, "", "".join(rows))
    return html(made)


def lines_of(*rows: str) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of the stretches of words on the page of a narrow table, in points from its top left."""
    made = paper()
    put(made, '<w:tblLayout w:type="fixed"/>', "".join(rows), (700, 2000))
    page = pypdfium2.PdfDocument(print_paper(saved(made), name="x.docx", as_at=AS_AT).pdf)[0]
    words, high = page.get_textpage(), page.get_height()
    return [(x, high - t, r, high - y) for x, y, r, t in (words.get_rect(i) for i in range(words.count_rects()))]


@pytest.mark.parametrize("direction", ["btLr", "tbRl"])
@pytest.mark.parametrize(("vertical", "share"), [("top", 0.0), ("center", 0.5), ("bottom", 1.0)])
def test_turned_words_stand_across_their_cell_where_it_says(direction: str, vertical: str, share: float) -> None:
    asked = f'<w:textDirection w:val="{direction}"/><w:vAlign w:val="{vertical}"/>'
    css = html_of(tr(tc("Up", asked), tc("b"), properties='<w:trHeight w:val="1600"/>'))
    (room,) = re.findall(r"padding-top:([\d.]+)pt;transform-origin", css) or ["0"]
    wide = (
        100 - 2 * 5.4 - 12.65 * 1.15 - 10
    )  # a column without margins, a line as high as its style has it, the space after
    assert float(room) == pytest.approx(share * wide, abs=1)


def test_turned_words_that_need_more_lines_than_their_cell_is_wide_make_its_row_higher() -> None:
    lines = lines_of(
        tr(tc("Children in need of help", UP), tc("b"), properties='<w:trHeight w:val="400"/>'), tr(tc("c"), tc("d"))
    )
    up = [line for line in lines if line[3] - line[1] > 20]
    assert up
    left = min(line[0] for line in lines)
    assert max(line[2] for line in up) < left + 35  # the first column's width


@pytest.mark.parametrize("direction", ["btLr", "tbRl"])
def test_turned_words_of_several_lines_are_all_printed_at_the_foot_of_a_page(direction: str) -> None:
    made = paper()
    made.sections[0].page_height = made.sections[0].top_margin + made.sections[0].bottom_margin + Pt(110)
    turned = tc("Areas for priority action", f'<w:textDirection w:val="{direction}"/>')
    put(made, '<w:tblLayout w:type="fixed"/>', tr(turned, tc("b"), properties='<w:trHeight w:val="1900"/>'))
    pdf = pypdfium2.PdfDocument(print_paper(saved(made), name="x.docx", as_at=AS_AT).pdf)
    words = pdf[0].get_textpage().get_text_range().split()
    pdf.close()
    assert set(words) >= {"Areas", "for", "priority", "action"}


@pytest.mark.parametrize(("align", "start"), [("left", "bottom"), ("center", "middle"), ("right", "top")])
def test_turned_words_over_several_rows_begin_where_their_alignment_says(align: str, start: str) -> None:
    spans = [
        tc("Up", UP + f'<w:vMerge w:val="{kind}"/>').replace("<w:p>", f'<w:p><w:pPr><w:jc w:val="{align}"/></w:pPr>', 1)
        for kind in ("restart", "continue")
    ]
    page = html_of(*(tr(each, tc("words " * 60)) for each in spans))
    assert f"vertical-align:{start}" in page


def test_a_line_from_corner_to_corner_is_drawn() -> None:
    made = paper()
    put(
        made, "", tr(tc("a", '<w:tcBorders><w:tl2br w:val="single" w:sz="4" w:color="FF0000"/></w:tcBorders>'), tc("b"))
    )
    assert re.search(r"M0%200L100%20100", html(made))


def test_a_row_of_exact_height_without_words_is_no_higher() -> None:
    made = paper()
    put(made, "", tr(tc(""), tc(""), properties='<w:trHeight w:val="40" w:hRule="exact"/>'))
    assert re.search(r'<td class="\w+"></td><td class="\w+"></td>', html(made))


@pytest.mark.parametrize(("position", "css"), [('w:tblpXSpec="right"', "float:right"), ('w:tblpX="100"', "float:left")])
def test_a_small_table_with_text_round_it_stands_at_its_side(position: str, css: str) -> None:
    made = paper()
    put(made, f'<w:tblpPr {position} w:horzAnchor="text"/>', tr(tc("a"), tc("b")))
    assert css in html(made)


def test_a_table_from_right_to_left_begins_at_the_right() -> None:
    made = paper()
    put(made, "<w:bidiVisual/>", tr(tc("a"), tc("b")))
    assert "direction:rtl" in html(made)


@pytest.mark.parametrize(("mode", "indent"), [(15, 0.0), (14, -5.4)])
def test_older_papers_have_a_table_s_words_at_the_margin(mode: int, indent: float) -> None:
    made = paper()
    compat = made.settings.element.find("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}compat")
    if compat is not None:
        made.settings.element.remove(compat)
    made.settings.element.append(
        parse_xml(
            f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode" w:uri="x" w:val="{mode}"/></w:compat>'
        )
    )
    put(made, "", tr(tc("a"), tc("b")))
    assert read(made).indent == indent


def test_words_that_begin_left_of_their_cell_begin_at_its_edge() -> None:
    look = ParagraphFormat(left=-28, first=28)
    css = cell_text_css(Cell((), margins=(0, 5.4, 0, 5.4)), look, RunFormat())
    assert "padding:0 5.4pt 0 0;" in css
    assert "text-indent:5.4pt" in css


def test_a_cell_that_spans_from_the_heading_row_into_the_next_is_not_cut() -> None:
    made = paper()
    cells = ("<w:p><w:r><w:t>Region</w:t></w:r></w:p>", "<w:p><w:r><w:t>Number</w:t></w:r></w:p>")
    first = f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{cells[0]}</w:tc><w:tc>{cells[1]}</w:tc>'
    second = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc>{cells[1]}</w:tc>"
    rows = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{first}</w:tr><w:tr>{second}</w:tr><w:tr><w:tc>{cells[0]}</w:tc><w:tc>{cells[1]}</w:tc></w:tr>"
    put(made, '<w:tblStyle w:val="TableGrid"/>', rows)
    html = laid_out(saved(made))
    assert "<thead" not in html
    assert re.search(r'<th [^>]*rowspan="2"[^>]*scope="col"', html)


def test_a_row_whose_first_words_begin_a_page_begins_it() -> None:
    made = paper()
    made.add_paragraph("before")
    cell = "<w:tc><w:p><w:pPr>{}</w:pPr><w:r><w:t>words</w:t></w:r></w:p></w:tc>"
    rows = [cell.format(look) for look in ("<w:pageBreakBefore/>", "", "<w:pageBreakBefore/>", "")]
    put(made, "", "".join(f"<w:tr>{row}</w:tr>" for row in rows), (4000,))
    pdf = pypdfium2.PdfDocument(print_paper(saved(made), name="x.docx", as_at=AS_AT).pdf)
    assert [page.get_textpage().get_text_range().split() for page in pdf] == [
        ["before"], ["words", "words"], ["words", "words", "after"],
    ]  # fmt: skip
    pdf.close()


@pytest.mark.parametrize(("lines", "high"), [(1, 90), (5, 90), (10, None)])
def test_a_cell_merged_down_takes_the_height_of_its_rows_and_what_more_it_needs_from_the_last(
    lines: int, high: int | None
) -> None:
    def foot(merged: bool) -> float:
        made = paper()
        made.styles["Normal"].paragraph_format.space_after = Pt(0)
        words = "<w:br/>".join(f"<w:t>{number}</w:t>" for number in range(lines))
        tall = f"<w:p><w:r>{words}</w:r></w:p>"
        first = '<w:vMerge w:val="restart"/>' if merged else ""
        rows = [
            tr(
                f"<w:tc><w:tcPr>{'<w:vMerge/>' if n else first}</w:tcPr>{'<w:p/>' if n else tall}</w:tc>",
                tc(f"row {n}"),
                properties='<w:trHeight w:val="600"/>',
            )
            for n in range(3 if merged else 1)
        ]
        put(made, "", "".join(rows))
        page = pypdfium2.PdfDocument(print_paper(saved(made), name="x.docx", as_at=AS_AT).pdf)[0].get_textpage()
        tops = [page.get_charbox(page.get_text_range().index(each))[3] for each in ("row 0", "after")]
        return float(tops[0] - tops[1])

    assert foot(True) == pytest.approx(high or foot(False), abs=0.6)


@pytest.mark.parametrize("kind", ["outset", "inset", "threeDEmboss", "threeDEngrave"])
def test_raised_and_sunken_lines_keep_their_colour(kind: str) -> None:
    """WeasyPrint 70.0 draws those of CSS black where cells share them."""
    made = paper()
    line = f'<w:tcBorders><w:bottom w:val="{kind}" w:sz="8" w:color="4472C4"/></w:tcBorders>'
    put(made, "", tr(tc("a", line), tc("b")) + tr(tc("c"), tc("d")))
    (side,) = read(made).rows[0].cells[0].borders
    assert side == ("bottom", (1.0, "solid", "#4472c4"))


@pytest.mark.parametrize(
    ("rows", "down"),
    [
        (["One Two", "", "", "Three Four"], 60),  # a row whose cells all go on, and two that hold none of their own
        (["One =Two", "", "Three Four"], 40),  # a cell of its own beside one that goes on
        (["One Two", "=Three Four"], 20),
        (["=One =Two", "Three Four"], 20),
    ],
)
def test_rows_that_only_go_on_with_cells_from_above_keep_their_height(rows: list[str], down: float) -> None:
    def cell(word: str) -> str:
        return tc(word, f"<w:vMerge{' w:val=restart' if word else ''}/>".replace("restart", '"restart"'))

    def row(words: str) -> str:
        cells = [tc(each[1:]) if each.startswith("=") else cell(each) for each in (words.split() or ["", ""])]
        return tr(*cells, properties='<w:trHeight w:val="400"/>')

    made = paper()
    made.styles["Normal"].paragraph_format.space_after = Pt(0)
    put(made, "", "".join(map(row, rows)))
    text = pypdfium2.PdfDocument(print_paper(saved(made), name="x.docx", as_at=AS_AT).pdf)[0].get_textpage()

    def top(word: str) -> float:
        found = text.search(word).get_next()
        assert found is not None
        return float(text.get_charbox(found[0])[3])

    assert top("One") - top("Three") == pytest.approx(down, abs=2)
