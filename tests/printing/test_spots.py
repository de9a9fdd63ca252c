"""Drawings, frames and tables set at a spot of their page: where they stand, and words clear of them."""

from __future__ import annotations

import hashlib
import inspect
import io
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from weasyprint.layout import LayoutContext, absolute, page
from weasyprint.layout import float as floating

from tests.printing.drawn_samples import Look, anchored, inline, part, pic, put, raster, shape
from tests.printing.samples import kinds, paper, saved, table

RED = (255, 0, 0)
TOPS = "<wp:wrapTopAndBottom/>"


def axis(name: str, points: float, of: str = "page") -> str:
    """A place in points from the page."""
    return (
        f"<wp:position{name} relativeFrom='{of}'><wp:posOffset>{int(points * 12700)}</wp:posOffset></wp:position{name}>"
    )


def put_box(paragraph: Any, x: float, y: float, *, width: float = 150, height: float = 80, **how: Any) -> None:
    """A red text box at a spot of the page, tied to a paragraph."""
    put(
        paragraph,
        anchored(shape(words="In the box"), width=width, height=height, across=axis("H", x), down=axis("V", y), **how),
    )


def words_in(look: Look, box: tuple[float, float, float, float], number: int = 0) -> str:
    """The words of a page inside a box (left, top, right, bottom) of points from its top left corner."""
    page = pypdfium2.PdfDocument(look.printed.pdf)[number]
    left, top, right, bottom = box
    high = page.get_height()
    return " ".join(page.get_textpage().get_text_bounded(left, high - bottom, right, high - top).split())


def standing(look: Look, left: float, top: float, width: float, height: float, number: int = 0) -> bool:
    """Whether the red box stands there with its own words only."""
    box = look.box(RED, number)
    assert box is not None
    near = all(abs(a - b) < 2 for a, b in zip(box, (left, top, left + width, top + height), strict=True))
    return near and words_in(look, box, number) == "In the box"


@pytest.mark.parametrize(
    ("theirs", "digest"),
    [
        (page.remake_page, "1ff09b2dffa17839"), (floating.get_clearance, "0b765de20bc5e18a"),
        (LayoutContext.create_block_formatting_context, "674c8dd8d2c09f06"),
        (absolute.absolute_box_layout, "d146b8d6c7690a65"),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)  # fmt: skip
def test_weasyprint_lays_out_pages_as_ours_reckons(theirs: object, digest: str) -> None:
    """Where this fails, compare pipeline/printing/pdf/spots.py with WeasyPrint's new version, then renew the digest."""
    assert hashlib.sha256(inspect.getsource(theirs).encode()).hexdigest()[:16] == digest


@pytest.mark.parametrize(("x", "wrap", "beside"), [(90, None, True), (372, None, True), (90, TOPS, False)])
def test_a_box_stands_at_its_spot_above_the_words_it_is_tied_to_and_they_keep_clear(
    x: float, wrap: str | None, beside: bool
) -> None:
    made = paper()
    for _ in range(5):
        made.add_paragraph("Words that go on over the line. " * 12)
    put_box(made.paragraphs[-1], x, 130, **({"wrap": wrap} if wrap else {}))
    look = Look(saved(made))
    assert standing(look, x, 130, 150, 80)
    assert bool(words_in(look, (250, 140, 360, 200))) is beside
    assert "W-20" not in look.codes


def test_a_box_that_pushes_its_words_to_the_next_page_stands_on_that_page() -> None:
    made = paper()
    for number in range(46):
        made.add_paragraph(f"Line {number}").paragraph_format.space_after = 0
    put_box(made.paragraphs[-1], 90, 500, wrap=TOPS)
    look = Look(saved(made))
    assert look.box(RED, 0) is None
    assert standing(look, 90, 500, 150, 80, 1)
    assert set(map(str, range(46))) <= set(look.words().split())


def test_a_box_that_leaves_a_page_no_room_for_words_stands_beside_its_own_and_that_is_said() -> None:
    made = paper()
    made.add_paragraph("Words that go on over the line. " * 12)
    put_box(made.paragraphs[-1], 80, 10, width=440, height=760, wrap=TOPS)
    look = Look(saved(made))
    assert "W-20" in look.codes
    assert " ".join(look.words().split()).count("over the line") == 12


def test_nothing_of_a_long_table_is_printed_under_a_box() -> None:
    made = paper()
    made.add_paragraph("Above")
    put_box(made.paragraphs[-1], 90, 400)
    table(made, ("Action", "Lead"), [(f"Action {n}", "Head of service") for n in range(38)])
    look = Look(saved(made))
    box = look.box(RED, 0)
    assert box is not None
    assert words_in(look, box) == "In the box"
    assert all(f"Action {n}" in look.words() for n in range(38))
    assert "W-20" not in look.codes


def test_a_picture_at_a_spot_is_a_figure_after_its_paragraph() -> None:
    made = paper()
    paragraph = made.add_paragraph("Words that go on over the line. " * 12)
    red = pic(part(made, raster(["red"]), "media/a.png"))
    put(paragraph, anchored(red, across=axis("H", 200), down=axis("V", 500), alt="Red"))
    look = Look(saved(made))
    box = look.box(RED)
    assert box == (
        pytest.approx(200, abs=2),
        pytest.approx(500, abs=2),
        pytest.approx(300, abs=2),
        pytest.approx(560, abs=2),
    )
    assert [kind for kind, _ in kinds(pikepdf.Pdf.open(io.BytesIO(look.printed.pdf)))][:3] == ["Document", "P", "Div"]
    assert look.codes == []


def test_a_frame_and_a_table_at_spots_are_read_before_the_words_that_follow_them() -> None:
    made = paper()
    look = f'<w:framePr {nsdecls("w")} w:w="3000" w:wrap="around" w:hAnchor="page" w:vAnchor="page" w:x="2000" w:y="9000"/>'
    made.add_paragraph("Dear sir")._p.get_or_add_pPr().insert(0, parse_xml(look))
    grid = table(made, ("Action", "Lead"), [("1", "A")])
    about = f'<w:tblpPr {nsdecls("w")} w:vertAnchor="page" w:horzAnchor="page" w:tblpX="2000" w:tblpY="12000"/>'
    grid._tbl.tblPr.insert(1, parse_xml(about))
    made.add_paragraph("Words that go on over the line. " * 3)
    printed = Look(saved(made))
    assert words_in(printed, (95, 445, 260, 470)) == "Dear sir"
    assert words_in(printed, (100, 600, 600, 613)) == "Action Lead"
    order = [kind for kind, _ in kinds(pikepdf.Pdf.open(io.BytesIO(printed.printed.pdf)))]
    assert order[:4] == ["Document", "Div", "P", "Div"]
    assert order[4] == "Table"
    assert order[-1] == "P"
    assert "W-20" not in printed.codes


def test_a_table_set_above_its_page_begins_at_its_top() -> None:
    made = paper()
    grid = table(made, ("Action", "Lead"), [("1", "A")])
    about = f'<w:tblpPr {nsdecls("w")} w:vertAnchor="page" w:horzAnchor="page" w:tblpX="2000" w:tblpY="-800"/>'
    grid._tbl.tblPr.insert(1, parse_xml(about))
    made.add_paragraph("Words.")
    assert words_in(Look(saved(made)), (100, 0, 600, 40)) == "Action Lead 1 A"


def test_words_go_on_below_a_table_that_is_as_wide_as_the_page_and_set_below_its_paragraph() -> None:
    made = paper()
    grid = table(made, ("Action", "Lead"), [(str(n), "A") for n in range(8)])
    about = f'<w:tblpPr {nsdecls("w")} w:vertAnchor="text" w:horzAnchor="margin" w:tblpXSpec="center" w:tblpY="220"/>'
    grid._tbl.tblPr.insert(1, parse_xml(about))
    for column in grid._tbl.tblGrid.gridCol_lst:
        column.w = Mm(90)
    made.add_paragraph("Diffusion: for information")
    page = pypdfium2.PdfDocument(Look(saved(made)).printed.pdf)[0].get_textpage()

    def top(words: str) -> float:
        found = page.search(words).get_next()
        assert found
        return float(page.get_charbox(found[0])[3])

    assert top("Action") > top("7") > top("Diffusion")


def test_a_box_stands_so_far_below_the_top_of_its_paragraph_and_empty_paragraphs_go_past_it() -> None:
    made = paper()
    made.add_paragraph("Words that go on over the line. " * 4)
    put(
        made.paragraphs[0],
        anchored(shape(words="In the box"), width=300, height=80, wrap=TOPS, down=axis("V", 60, "paragraph")),
    )
    made.add_paragraph()
    made.add_paragraph("After")
    look = Look(saved(made))
    box = look.box(RED)
    assert box == (
        pytest.approx(90, abs=2),
        pytest.approx(132, abs=2),
        pytest.approx(390, abs=2),
        pytest.approx(212, abs=2),
    )
    assert words_in(look, (80, 212, 500, 250)) == "After"


def test_what_floats_by_itself_is_not_moved_by_what_is_placed() -> None:
    made = paper()
    red, blue = (pic(part(made, raster([colour]), f"media/{colour}.png")) for colour in ("red", "blue"))
    put(made.add_paragraph(), anchored(red, alt="Red"))
    put(
        made.add_paragraph(),
        anchored(blue, across=axis("H", 150, "column"), down=axis("V", 20, "paragraph"), alt="Blue"),
    )
    box = Look(saved(made)).box(RED)
    assert box is not None
    assert box[0] == pytest.approx(90, abs=2)


def test_a_first_line_that_hangs_stands_clear_of_a_picture_at_its_left() -> None:
    made = paper()
    words = made.add_paragraph("One. Words that go on over the line. " * 8)
    words.paragraph_format.left_indent, words.paragraph_format.first_line_indent = Pt(36), Pt(-36)
    red = pic(part(made, raster(["red"]), "media/a.png"))
    put(words, anchored(red, width=120, alt="Red"))
    look = Look(saved(made))
    box = look.box(RED)
    assert box is not None
    assert words_in(look, box) == ""
    assert words_in(look, (box[2], box[1], 500, box[1] + 14)).startswith("One.")


def test_on_mirrored_pages_a_box_is_measured_from_the_text_of_its_own_page() -> None:
    made = paper()
    section = made.sections[0]
    section.left_margin, section.right_margin = Pt(140), Pt(60)
    made.settings.element.append(parse_xml(f"<w:mirrorMargins {nsdecls('w')}/>"))
    made.add_paragraph("The first page").add_run().add_break(WD_BREAK.PAGE)
    words = made.add_paragraph("Words that go on over the line. " * 9)
    put(
        words,
        anchored(shape(words="In the box"), across=axis("H", 100, "margin"), down=axis("V", 300), width=150, height=80),
    )
    assert standing(Look(saved(made)), 160, 300, 150, 80, 1)


@pytest.mark.parametrize("wrap", [TOPS, "<wp:wrapSquare wrapText='bothSides'/>", "<wp:wrapNone/>"])
def test_words_after_a_drawing_that_an_empty_paragraph_holds_keep_clear_of_it_unless_it_is_over_them(wrap: str) -> None:
    made = paper()
    made.add_paragraph("Before")
    red = pic(part(made, raster(["red"]), "media/a.png"))
    put(made.add_paragraph(), anchored(red, width=400, height=100, wrap=wrap, alt="Red"))
    made.add_paragraph("After")
    look = Look(saved(made))
    box = look.box(RED)
    assert box is not None
    assert words_in(look, (0, box[3], 600, 700)) == ("" if "None" in wrap else "After")


@pytest.mark.parametrize(
    ("x", "y", "left", "top"), [(-900, 300, 0, 300), (900, 300, 462, 300), (200, -900, 200, 0), (200, 2000, 200, 712)]
)
def test_a_box_set_beyond_its_page_stands_at_the_edge(x: float, y: float, left: float, top: float) -> None:
    made = paper()
    put_box(made.add_paragraph("Words"), x, y, wrap="<wp:wrapNone/>")
    box = Look(saved(made)).box(RED)
    assert box is not None
    assert box[:2] == (pytest.approx(left, abs=2), pytest.approx(top, abs=2))


def test_a_box_that_begins_above_its_paragraph_moves_nothing_before_it() -> None:
    made = paper()
    made.add_paragraph("Before")
    made.add_paragraph()
    words = made.add_paragraph("After")
    put(words, anchored(shape(words="In the box"), width=150, height=80, wrap=TOPS, down=axis("V", -20, "paragraph")))
    look = Look(saved(made))
    box = look.box(RED)
    assert box is not None
    assert (box[1], box[3] - box[1]) == (pytest.approx(102, abs=6), pytest.approx(80, abs=2))
    assert words_in(look, (0, box[3], 600, 700)) == "After"


WIDE = "The board reviews the plan each quarter and says what it found. "


def columns(made: Any) -> None:
    (said,) = made.sections[0]._sectPr.xpath("w:cols")
    said.set(qn("w:num"), "2")


@pytest.mark.parametrize("x", [100, 330], ids=["in the first column", "in the second"])
def test_in_columns_a_box_stands_at_its_spot_and_only_its_columns_words_keep_clear(x: float) -> None:
    made = paper()
    columns(made)
    for _ in range(18):
        made.add_paragraph(WIDE * 4)
    put_box(made.paragraphs[2], x, 300)
    look = Look(saved(made))
    assert standing(look, x, 300, 150, 80)
    assert "W-20" not in look.codes
    other = (320, 310, 520, 370) if x < 300 else (80, 310, 280, 370)
    assert len(words_in(look, other).split()) > 15


def test_a_box_over_both_columns_keeps_the_words_of_both_clear() -> None:
    made = paper()
    columns(made)
    for _ in range(18):
        made.add_paragraph(WIDE * 4)
    put_box(made.paragraphs[0], 150, 300, width=290)
    look = Look(saved(made))
    assert standing(look, 150, 300, 290, 80)
    assert look.codes == []


def test_in_columns_a_box_is_measured_from_the_column_of_its_words() -> None:
    made = paper()
    columns(made)
    made.add_paragraph("Left. ").add_run().add_break(WD_BREAK.COLUMN)
    paragraph = made.add_paragraph(WIDE * 6)
    put(
        paragraph,
        anchored(shape(words="In the box"), width=60, height=40, across=axis("H", 20, "column"), down=axis("V", 300)),
    )
    look = Look(saved(made))
    box = look.box(RED, 0)
    assert box is not None
    edge = min(float(left) for left in lefts(look) if left > 300)
    assert box[0] == pytest.approx(edge + 20, abs=2)
    assert box[1] == pytest.approx(300, abs=2)


def lefts(look: Look) -> list[float]:
    """Where the stretches of words of the first page begin."""
    words = pypdfium2.PdfDocument(look.printed.pdf)[0].get_textpage()
    return [words.get_rect(number)[0] for number in range(words.count_rects())]


@pytest.mark.parametrize("in_cell", [False, True])
def test_a_box_in_a_cell_is_measured_from_the_page_where_it_says_so(in_cell: bool) -> None:
    made = paper()
    grid = table(made, ("Action", "Lead"), [("1", "A")])
    box = anchored(shape(words="In the box"), width=100, height=40, across=axis("H", 300), down=axis("V", 400))
    put(grid.cell(1, 0).paragraphs[0], box.replace("<wp:anchor", f'<wp:anchor layoutInCell="{int(in_cell)}"'))
    look = Look(saved(made))
    found = look.box(RED, 0)
    assert found is not None
    assert (found[:2] == (pytest.approx(300, abs=2), pytest.approx(400, abs=2))) is not in_cell
    assert "W-20" not in look.codes


def test_a_text_box_over_a_picture_in_the_line_is_seen_though_it_comes_before_it() -> None:
    made = paper()
    words = made.add_paragraph()
    target = part(made, raster(["green", "blue"]), "media/a.png")
    put(words, anchored(shape(words="Over it"), width=100, height=40, wrap="<wp:wrapNone/>"))
    put(words, inline(pic(target), width=200, height=100))
    seen = Look(saved(made)).box(RED)
    assert seen is not None
    assert (seen[2] - seen[0], seen[3] - seen[1]) == (pytest.approx(100, abs=3), pytest.approx(40, abs=3))
