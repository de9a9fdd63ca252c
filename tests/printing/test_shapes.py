"""Text boxes, shapes, groups, frames, watermarks, charts and diagrams."""

from __future__ import annotations

import io
import random
import re

import pikepdf
import pypdfium2
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import RGBColor
from PIL import Image, ImageChops

from pipeline.printing import print_paper, read_document
from pipeline.printing.document.tree import Paragraph, Text
from pipeline.printing.document.tree_drawn import Frame, Group, frames_in
from pipeline.printing.drawing.outlines import outline
from pipeline.printing.drawing.shape_colours import colour, fill
from pipeline.printing.layout.html import write_html
from tests.printing.drawn_samples import (
    CHART,
    SPACES,
    Look,
    anchored,
    frame,
    inline,
    part,
    pic,
    put,
    raster,
    shape,
)
from tests.printing.raw_word import p, raw
from tests.printing.samples import AS_AT, kinds, paper, saved

TURNED, BACK = "rot='5400000'", "rot='-5400000'"
RED, BLUE, GREEN = (255, 0, 0), (0, 0, 255), (0, 176, 80)
RIGHT = "<wp:positionH relativeFrom='column'><wp:align>right</wp:align></wp:positionH>"


def texts(data: bytes) -> list[str]:
    return [block.text for block in read_document(data, "x.docx")[0].blocks()]


def test_a_text_box_stands_at_its_side_and_is_read_after_its_paragraph() -> None:
    made = paper()
    words = made.add_paragraph("Words beside the box. " * 20)
    put(words, anchored(shape(words="In the box"), width=120, height=50, across=RIGHT))
    made.add_paragraph("After")
    data = saved(made)
    look = Look(data)
    box = look.box(RED)
    assert box is not None
    edge = (made.sections[0].page_width - made.sections[0].right_margin) / 12700
    assert (box[2] - box[0], box[3] - box[1]) == (pytest.approx(120, abs=3), pytest.approx(50, abs=3))
    assert abs(box[2] - edge) < 3
    pdf = pikepdf.Pdf.open(io.BytesIO(look.printed.pdf))
    assert [kind for kind, _ in kinds(pdf)] == ["Document", "P", "Div", "P", "P"]
    assert texts(data)[1:] == ["In the box", "After"]
    assert look.codes == []


def test_a_group_is_placed_by_its_transforms() -> None:
    made = paper()
    inner = (
        shape(at=frame(0, 0, 100, 100), fill="FF0000", line="")
        + shape(at=frame(300, 300, 100, 100), fill="0000FF", line="")
        + shape("straightConnector1", at=frame(100, 100, 200, 200), fill="", line="00B050")
    )
    group = (
        "<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x='0' y='0'/><a:ext cx='2540000' cy='2540000'/>"
        f"<a:chOff x='0' y='0'/><a:chExt cx='5080000' cy='5080000'/></a:xfrm></wpg:grpSpPr>{inner}</wpg:wgp>"
    )
    put(made.add_paragraph(), inline(group, width=200, height=200, alt="Red leads to blue"))
    look = Look(saved(made))
    red, blue = look.box(RED), look.box(BLUE)
    assert red is not None
    assert blue is not None
    assert (red[2] - red[0], red[3] - red[1]) == (pytest.approx(50, abs=2), pytest.approx(50, abs=2))
    assert (blue[0] - red[0], blue[1] - red[1]) == (pytest.approx(150, abs=2), pytest.approx(150, abs=2))
    assert look.printed.html.count('alt="Red leads to blue"') == 1


def test_arrows_that_join_words_ask_for_alternative_text() -> None:
    made = paper()
    arrow = "<wps:wsp><wps:spPr>{}<a:prstGeom prst='straightConnector1'/><a:ln w='12700'><a:solidFill><a:srgbClr val='000000'/></a:solidFill><a:tailEnd type='triangle'/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>"
    inner = (
        shape(words="First", at=frame(0, 0, 60, 30))
        + arrow.format(frame(60, 15, 30, 0))
        + shape(words="Second", at=frame(90, 0, 60, 30))
    )
    put(made.add_paragraph(), inline(f"<wpg:wgp><wpg:grpSpPr/>{inner}</wpg:wgp>", width=150, height=30))
    data = saved(made)
    assert texts(data) == ["", "First", "Second"]
    assert [i.code for i in read_document(data, "x.docx")[1]] == ["W-03"]


def test_shapes_without_words_are_decoration_and_unknown_ones_are_said() -> None:
    made = paper()
    put(made.add_paragraph("a"), anchored(shape("rect"), wrap="<wp:wrapNone/>"))
    put(made.add_paragraph("b"), anchored(shape("gear6"), wrap="<wp:wrapNone/>"))
    look = Look(saved(made))
    assert look.codes == ["W-20", "W-03"]
    assert "gear6" in look.messages
    assert "<img" not in look.printed.html.split("Picture")[0]


@pytest.mark.parametrize(
    "kind",
    [
        "rect",
        "ellipse",
        "rightArrow",
        "upArrow",
        "chevron",
        "star5",
        "flowChartDecision",
        "can",
        "cloud",
        "plus",
        "leftBrace",
        "bentConnector3",
    ],
)
def test_outlines_stay_in_their_box(kind: str) -> None:
    path = outline(kind, 40, 20, lambda _, otherwise: otherwise)
    assert path.startswith("M")
    ends = [float(n) for n in re.findall(r"-?\d+\.?\d*(?:e-?\d+)?", re.sub(r"A[^A-Z]*", "", path))]
    assert ends
    assert min(ends) >= -1
    assert max(ends) <= 41


def test_a_drop_cap_is_one_word_with_what_follows() -> None:
    made = paper()
    letter = made.add_paragraph("T")
    letter._p.get_or_add_pPr().insert(
        0, parse_xml(f'<w:framePr {nsdecls("w")} w:dropCap="drop" w:lines="2" w:wrap="around" w:vAnchor="text"/>')
    )
    made.add_paragraph("he board met. " * 20)
    data = saved(made)
    assert texts(data)[0].startswith("The board met")
    printed = print_paper(data, name="x", as_at=AS_AT)
    assert "The board met" in re.sub(r"<[^>]+>", "", printed.html)
    pdf = pikepdf.Pdf.open(io.BytesIO(printed.pdf))
    assert [kind for kind, _ in kinds(pdf)] == ["Document", "P"]


def test_paragraphs_of_one_frame_stand_together_beside_the_text() -> None:
    made = paper()
    for words in ("Framed", "twice"):
        made.add_paragraph(words)._p.get_or_add_pPr().insert(
            0,
            parse_xml(
                f'<w:framePr {nsdecls("w")} w:w="2000" w:wrap="around" w:hAnchor="margin" w:xAlign="right" w:y="1"/>'
            ),
        )
    made.add_paragraph("Beside the frame. " * 30)
    document, issues = read_document(saved(made), "x.docx")
    assert [type(block).__name__ for block in document.sections[0].blocks] == ["Frame", "Paragraph"]
    assert [block.text for block in document.blocks()][:3] == ["Framed twice", "Framed", "twice"]
    assert issues == []


MARK = (
    "<w:pict><v:shape id='PowerPlusWaterMarkObject1' type='#_x0000_t136' style='position:absolute;margin-left:0;margin-top:0;"
    "width:400pt;height:100pt;rotation:315;z-index:-251;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    "mso-position-vertical:center;mso-position-vertical-relative:margin' fillcolor='#ff0000' stroked='f'>"
    "<v:textpath style='font-family:Arial;font-size:1pt' string='DRAFT'/></v:shape></w:pict>"
)


def test_a_watermark_stands_behind_the_text_of_every_page_and_is_queried() -> None:
    made = paper()
    put(made.sections[0].header.paragraphs[0], MARK)
    made.add_paragraph("First page")
    made.add_page_break()
    made.add_paragraph("Second page")
    look = Look(saved(made))
    assert look.codes == ["W-22"]
    assert "“DRAFT”" in look.messages
    for number in (0, 1):
        box = look.box(RED, number)
        assert box is not None
        assert box[2] - box[0] > 250
        assert box[3] - box[1] > 250
    pdf = pikepdf.Pdf.open(io.BytesIO(look.printed.pdf))
    assert [kind for kind, _ in kinds(pdf)].count("Figure") == 0


def test_a_picture_that_a_header_places_on_the_page_is_page_furniture() -> None:
    made = paper()
    at = "<wp:position{0} relativeFrom='page'><wp:posOffset>635000</wp:posOffset></wp:position{0}>"
    header = made.sections[0].header
    related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    target = header.part.relate_to(
        Part(PackURI("/word/media/h.png"), "image/png", raster(["red"]), made.part.package), related
    )
    put(
        header.paragraphs[0],
        anchored(pic(target), wrap="<wp:wrapNone/>", across=at.format("H"), down=at.format("V"), behind=True),
    )
    made.add_paragraph("words")
    look = Look(saved(made))
    assert look.box(RED) == (50, 50, 150, 110)
    assert look.codes == []


def test_a_logo_that_stands_above_its_header_s_words_does_so() -> None:
    made = paper()
    up = "<wp:positionV relativeFrom='paragraph'><wp:posOffset>-254000</wp:posOffset></wp:positionV>"
    header = made.sections[0].header
    header.paragraphs[0].text = "Borough of Example"
    put(header.paragraphs[0], anchored(shape(words="Logo", fill="FF0000", line=""), down=up))
    box = Look(saved(made)).box(RED)
    distance = made.sections[0].header_distance
    assert box is not None
    assert distance is not None
    assert box[1] == round(distance.pt - 20)


@pytest.mark.parametrize("wrap", ["<wp:wrapSquare wrapText='bothSides'/>", "<wp:wrapNone/>"])
def test_a_box_that_a_header_sets_among_the_page_s_text_stands_there(wrap: str) -> None:
    made = paper()
    at = "<wp:position{0} relativeFrom='page'><wp:posOffset>{1}</wp:posOffset></wp:position{0}>"
    across, down = at.format("H", 300 * 12700), at.format("V", 150 * 12700)
    header = made.sections[0].header.paragraphs[0]
    header.text = "Header words"
    put(header, anchored(shape(words="In a box", line=""), wrap=wrap, across=across, down=down))
    near = [pytest.approx(each, abs=1.5) for each in (300, 150, 400, 210)]
    assert list(Look(saved(made)).box(RED) or ()) == near


def test_a_box_of_a_header_hides_no_words_of_the_page() -> None:
    made = paper()
    box = shape(words="In the header", fill="FFFFFF", line="")
    put(made.sections[0].header.paragraphs[0], anchored(box, wrap="<wp:wrapNone/>", width=400, height=400))
    shown = made.add_paragraph().add_run("■" * 5)
    shown.font.color.rgb = RGBColor(255, 0, 0)
    assert Look(saved(made)).box(RED) is not None


MODEL = (
    f"<dgm:dataModel {SPACES}><dgm:ptLst><dgm:pt modelId='0' type='doc'/>"
    + "".join(
        f"<dgm:pt modelId='{n}'><dgm:t><a:p><a:r><a:t>{words}</a:t></a:r></a:p></dgm:t></dgm:pt>"
        for n, words in ((1, "Plan"), (2, "Actions"), (3, "Review"))
    )
    + "</dgm:ptLst><dgm:cxnLst><dgm:cxn srcId='0' destId='3' srcOrd='1'/><dgm:cxn srcId='0' destId='1' srcOrd='0'/>"
    "<dgm:cxn srcId='1' destId='2' srcOrd='0'/></dgm:cxnLst></dgm:dataModel>"
)


def test_smartart_without_its_drawing_is_a_list_of_its_words() -> None:
    """LibreOffice 7.4 prints nothing at all here."""
    made = paper()
    target = part(made, MODEL.encode(), "diagrams/data1.xml", "application/xml", "diagramData")
    put(made.add_paragraph(), inline(f"<dgm:relIds r:dm='{target}'/>", width=200, height=100))
    look = Look(saved(made))
    assert look.codes == ["W-20"]
    pdf = pikepdf.Pdf.open(io.BytesIO(look.printed.pdf))
    assert [kind for kind, _ in kinds(pdf)].count("L") == 2
    assert re.sub(r"[^A-Za-z]+", " ", look.words()).split() == ["Plan", "Actions", "Review"]


def test_smartart_is_drawn_as_word_keeps_it_with_its_words_in_order() -> None:
    made = paper()
    data = part(made, MODEL.encode(), "diagrams/data1.xml", "application/xml", "diagramData")
    one = "<dsp:sp><dsp:spPr>{}<a:prstGeom prst='roundRect'/><a:solidFill><a:srgbClr val='{}'/></a:solidFill></dsp:spPr><dsp:txBody><a:bodyPr anchor='ctr'/><a:p><a:pPr algn='ctr'/><a:r><a:rPr sz='1200'><a:latin typeface='Arial'/></a:rPr><a:t>{}</a:t></a:r></a:p></dsp:txBody></dsp:sp>"
    drawing = (
        f"<dsp:drawing {SPACES}><dsp:spTree>{one.format(frame(0, 0, 90, 40), 'FF0000', 'Plan')}"
        f"{one.format(frame(110, 60, 90, 40), '0000FF', 'Review')}</dsp:spTree></dsp:drawing>"
    )
    part(made, drawing.encode(), "diagrams/drawing1.xml", "application/xml", "diagramDrawing")
    put(made.add_paragraph(), inline(f"<dgm:relIds r:dm='{data}'/>", width=200, height=100, alt="Plan, then review"))
    look = Look(saved(made))
    red, blue = look.box(RED), look.box(BLUE)
    assert red is not None
    assert blue is not None
    assert (blue[0] - red[0], blue[1] - red[1]) == (pytest.approx(110, abs=2), pytest.approx(60, abs=2))
    assert look.words().split() == ["Plan", "Review"]
    assert look.codes == []


@pytest.mark.parametrize(
    ("style", "own", "font"),
    [("", "", "Cambria"), ("<dsp:style><a:fontRef idx='major'/></dsp:style>", "", "Calibri"),
     ("", "<a:latin typeface='Verdana'/>", "Verdana")],
)  # fmt: skip
def test_words_of_smartart_are_in_the_theme_s_font_unless_they_say(style: str, own: str, font: str) -> None:
    made = paper()
    data = part(made, MODEL.encode(), "diagrams/data1.xml", "application/xml", "diagramData")
    drawing = (
        f"<dsp:drawing {SPACES}><dsp:spTree><dsp:sp><dsp:spPr>{frame(0, 0, 90, 40)}<a:prstGeom prst='rect'/></dsp:spPr>{style}"
        f"<dsp:txBody><a:bodyPr/><a:p><a:r><a:rPr>{own}</a:rPr><a:t>Plan</a:t></a:r></a:p></dsp:txBody></dsp:sp></dsp:spTree></dsp:drawing>"
    )
    part(made, drawing.encode(), "diagrams/drawing1.xml", "application/xml", "diagramDrawing")
    put(made.add_paragraph(), inline(f"<dgm:relIds r:dm='{data}'/>", width=200, height=100, alt="Plan"))
    blocks = [block for block in read_document(saved(made), "x.docx")[0].blocks() if isinstance(block, Paragraph)]
    frames = [each for block in blocks for drawn in block.children for each in frames_in(drawn)]
    words = [each for block in frames[0].blocks if isinstance(block, Paragraph) for each in block.children]
    assert [each.format.font for each in words if isinstance(each, Text)] == [font]


def test_what_is_drawn_over_the_foot_of_a_page_is_moved_up_whole() -> None:
    made = paper()
    for _ in range(40):
        made.add_paragraph("A line of text")
    words = "".join(f"line {n}|" for n in range(9))[:-1]
    far = "<wp:positionH relativeFrom='column'><wp:posOffset>2540000</wp:posOffset></wp:positionH>"
    down = "<wp:positionV relativeFrom='paragraph'><wp:posOffset>2540000</wp:posOffset></wp:positionV>"
    put(
        made.paragraphs[25],
        anchored(shape(words=words), wrap="<wp:wrapNone/>", width=120, height=300, across=far, down=down),
    )
    look = Look(saved(made))
    box = look.box(RED, 0)
    assert box is not None
    assert box[3] - box[1] >= 298
    assert box[3] <= look.page(0).height


def test_a_text_box_in_the_line_stands_among_its_words() -> None:
    made = paper()
    words = made.add_paragraph("Before ")
    put(words, inline(shape(words="Boxed"), width=60, height=20))
    words.add_run(" and after")
    data = saved(made)
    box = Look(data).box(RED)
    assert box is not None
    assert box[0] > made.sections[0].left_margin / 12700 + 20
    assert texts(data) == ["Before  and after", "Boxed"]


def test_a_page_break_before_a_drawing_takes_it_to_the_new_page() -> None:
    made = paper()
    words = made.add_paragraph("First page")
    words.add_run().add_break(WD_BREAK.PAGE)
    put(words, anchored(shape(words="Second page"), wrap="<wp:wrapNone/>"))
    look = Look(saved(made))
    assert look.box(RED, 0) is None
    assert look.box(RED, 1) is not None


def test_an_embedded_file_without_a_picture_is_said() -> None:
    made = paper()
    put(
        made.add_paragraph("words"),
        "<w:object><v:shape style='width:9pt;height:9pt'/><o:OLEObject ProgID='Excel.Sheet.12'/></w:object>",
    )
    _, issues = read_document(saved(made), "x.docx")
    assert [issue.code for issue in issues] == ["W-21"]
    assert "workbook; it keeps no picture" in issues[0].message


BAD = ("", "-1", "0", "99999999999999999999", "abc", "NaN", "-1e400", "1.5", "50%", "#", "é")


@pytest.mark.parametrize("seed", range(40))
def test_no_number_in_a_drawing_can_end_the_reading(seed: int) -> None:
    chance = random.Random(seed)
    made = paper()
    target = part(made, raster(["red", "blue"]), "media/a.png")
    figures = CHART
    group = shape(words="One", at=frame(0, 0, 9, 9, "rot='60000'")) + pic(
        target, crop="<a:srcRect l='9'/>", frame=frame(1, 1, 9, 9)
    )
    drawings = [
        anchored(pic(target), across=RIGHT), inline(f"<wpg:wgp><wpg:grpSpPr/>{group}</wpg:wgp>"), MARK,
        "<w:pict><v:line from='0,0' to='9pt,9pt'><v:stroke endarrow='block'/></v:line></w:pict>",
        f"<w:pict><v:rect style='position:absolute;width:9pt;height:9pt;rotation:3' arcsize='.1'><v:imagedata r:id='{target}' croptop='99f'/></v:rect></w:pict>",
    ]  # fmt: skip

    def spoilt(xml: str) -> str:
        values = [match for match in re.finditer(r"""=['"]([^'"<]*)['"]""", xml) if ":" not in match[1][:5]]
        for match in chance.sample(values, 1):
            xml = xml[: match.start(1)] + chance.choice(BAD) + xml[match.end(1) :]
        return xml

    figures = re.sub(r"(?<=<c:v>)[^<]*(?=</c:v>)", lambda _: chance.choice(BAD), figures)
    chart = part(made, spoilt(figures).encode(), "charts/chart1.xml", "application/xml", "chart")
    put(made.add_paragraph(), inline(f"<c:chart r:id='{chart}'/>"))
    for drawing in drawings:
        put(made.add_paragraph("words"), spoilt(drawing))
    document, issues = read_document(saved(made), "x.docx")
    write_html(document)
    assert [block.text for block in document.blocks()].count("words") == 5
    assert issues


@pytest.mark.parametrize("body", ["", "<a:prstTxWarp prst='textPlain'><a:avLst/></a:prstTxWarp>"])
def test_a_watermark_drawn_as_a_slanted_text_box_stands_behind_the_text(body: str) -> None:
    made = paper()
    words = shape(words="DRAFT", fill="", line="", at=frame(0, 0, 400, 100, "rot='18900000'"))
    big = "<w:rPr><w:sz w:val='240'/><w:color w:val='FF0000'/></w:rPr><w:t>"
    words = words.replace("<w:t>", big).replace("<wps:bodyPr />", f"<wps:bodyPr>{body}</wps:bodyPr>")
    middle = "<wp:position{0} relativeFrom='margin'><wp:align>center</wp:align></wp:position{0}>"
    drawing = anchored(
        words,
        width=400,
        height=100,
        wrap="<wp:wrapNone/>",
        across=middle.format("H"),
        down=middle.format("V"),
        behind=True,
    )
    put(made.sections[0].header.paragraphs[0], drawing)
    made.add_paragraph("First page")
    made.add_page_break()
    made.add_paragraph("Second page")
    look = Look(saved(made))
    assert look.codes == ["W-22"]
    for number in (0, 1):
        box = look.box(RED, number)
        assert box is not None
        assert box[2] - box[0] > 200
        assert box[3] - box[1] > 200
        assert 250 < (box[0] + box[2]) / 2 < 345
    pdf = pikepdf.Pdf.open(io.BytesIO(look.printed.pdf))
    assert [kind for kind, _ in kinds(pdf)] == ["Document", "P", "P"]


def test_frames_of_paragraphs_in_cells_are_the_table_s() -> None:
    framed = '<w:framePr w:wrap="around" w:vAnchor="page" w:hAnchor="margin" w:y="2266"/>'
    document, _ = read_document(
        raw(f"<w:tbl><w:tr><w:tc>{p('in its cell', properties=framed)}</w:tc></w:tr></w:tbl>"), "x.docx"
    )
    cell = document.tables()[0].rows[0].cells[0]
    assert [type(block).__name__ for block in cell.blocks] == ["Paragraph"]


def test_a_drawing_pasted_from_powerpoint_is_drawn_with_its_words() -> None:
    words = "<a:txSp><a:txBody><a:bodyPr/><a:p><a:r><a:t>Early help</a:t></a:r></a:p></a:txBody></a:txSp>"
    box = f"<a:sp><a:spPr>{frame(1000, 1000, 100, 60)}<a:prstGeom prst='rect'/><a:solidFill><a:srgbClr val='FF0000'/></a:solidFill></a:spPr>{words}</a:sp>"
    own = frame(0, 0, 200, 120).replace(
        "</a:xfrm>", "<a:chOff x='12700000' y='12700000'/><a:chExt cx='2540000' cy='1524000'/></a:xfrm>"
    )
    made = paper()
    put(
        made.add_paragraph(),
        inline(
            f"<lc:lockedCanvas xmlns:lc='l'><a:grpSpPr>{own}</a:grpSpPr>{box}</lc:lockedCanvas>", width=200, height=120
        ),
    )
    look = Look(saved(made))
    assert "Early help" in look.words()
    assert look.box(RED) is not None
    assert "W-01" not in look.codes


@pytest.mark.parametrize(
    ("xml", "made"),
    [
        ("<a:srgbClr val='4472C4'><a:tint val='60%'/></a:srgbClr>", "#8faadc"),
        ("<a:srgbClr val='FF0000'><a:hueOff val='7200000'/></a:srgbClr>", "#00ff00"),
        ("<a:srgbClr val='808080'><a:lumOff val='25000'/></a:srgbClr>", "#c0c0c0"),
        ("<a:srgbClr val='FF0000'><a:satOff val='-100%'/></a:srgbClr>", "#808080"),
    ],
)  # fmt: skip
def test_colours_are_changed_as_smartart_and_strict_files_ask(xml: str, made: str) -> None:
    assert colour(parse_xml(f"<a:solidFill {SPACES}>{xml}</a:solidFill>"), {})[0] == made


def test_a_pattern_is_painted_as_much_as_it_is_inked() -> None:
    pattern = "<a:pattFill prst='pct50'><a:fgClr><a:srgbClr val='000000'/></a:fgClr><a:bgClr><a:srgbClr val='FFFFFF'/></a:bgClr></a:pattFill>"
    assert fill(parse_xml(f"<a:spPr {SPACES}>{pattern}</a:spPr>"), None, {}).colour == "#808080"


def test_an_older_line_through_points_is_drawn_where_its_points_are() -> None:
    made = paper()
    line = "<v:polyline style='position:absolute' points='10pt,20pt,60pt,20pt,60pt,70pt' filled='f' strokecolor='red' strokeweight='2pt'/>"
    put(made.add_paragraph("Before"), f"<w:pict>{line}</w:pict>")
    look = Look(saved(made))
    left, top, right, bottom = look.box(RED) or (0, 0, 0, 0)
    assert (right - left, bottom - top) == (pytest.approx(51, abs=2), pytest.approx(51, abs=2))
    assert "W-20" not in look.codes


def test_word_art_of_several_lines_keeps_its_lines() -> None:
    made = paper()
    art = "<v:shape style='width:200pt;height:100pt' fillcolor='red'><v:textpath style='font-family:Arial' string='Early&#10;help'/></v:shape>"
    put(made.add_paragraph("Before"), f"<w:pict>{art}</w:pict>")
    look = Look(saved(made))
    left, top, right, bottom = look.box(RED) or (0, 0, 0, 0)
    assert bottom - top > 70
    assert right - left > 150
    assert 'alt="Early help"' in look.printed.html


@pytest.mark.parametrize(
    "look",
    ["stroked='f' fillcolor='#fee'><v:fill color2='red' type='gradient'/", "strokecolor='red'><v:fill opacity='.1'/"],
)
def test_word_art_too_pale_to_be_seen_is_printed_in_its_darker_colour(look: str) -> None:
    made = paper()
    art = f"<v:shape style='width:200pt;height:100pt' {look}><v:textpath style='font-family:Arial' string='Early help'/></v:shape>"
    put(made.add_paragraph("Before"), f"<w:pict>{art}</w:pict>")
    assert Look(saved(made)).box(RED)


def test_words_of_smartart_that_is_turned_stand_upright_where_it_says() -> None:
    made = paper()
    drawing = (
        f"<dsp:drawing {SPACES}><dsp:spTree><dsp:sp><dsp:spPr>{frame(0, 0, 100, 50, TURNED)}<a:prstGeom prst='rect'/>"
        "</dsp:spPr><dsp:txBody><a:bodyPr/><a:p><a:r><a:t>Review</a:t></a:r></a:p></dsp:txBody>"
        f"{frame(25, -25, 50, 100, BACK).replace('a:xfrm', 'dsp:txXfrm')}</dsp:sp></dsp:spTree></dsp:drawing>"
    )
    model = part(made, MODEL.encode(), "diagrams/data1.xml", "application/xml", "diagramData")
    part(made, drawing.encode(), "diagrams/drawing1.xml", "application/xml", "diagramDrawing")
    put(made.add_paragraph("Before"), inline(f"<dgm:relIds r:dm='{model}'/>", width=100, height=100))
    blocks = read_document(saved(made), "x.docx")[0].blocks()
    (words,) = [
        each
        for block in blocks
        if isinstance(block, Paragraph)
        for drawn in block.children
        for each in frames_in(drawn)
    ]
    assert words.turn == 0


@pytest.mark.parametrize("preset", ["rect", "roundRect", "ellipse", "round2SameRect"])
def test_a_shape_that_shades_from_colour_to_colour_is_painted_the_way_it_runs(preset: str) -> None:
    shading = "<a:gradFill><a:gsLst><a:gs pos='0'><a:srgbClr val='FF0000'/></a:gs><a:gs pos='100000'><a:srgbClr val='0000FF'/></a:gs></a:gsLst><a:lin ang='5400000'/></a:gradFill>"
    made = paper()
    plain = "<a:solidFill><a:srgbClr val='FF0000'/></a:solidFill>"
    put(made.add_paragraph(), inline(shape(preset, line="").replace(plain, shading, 1), width=60, height=100))
    page = Look(saved(made)).page()
    box = ImageChops.difference(page, Image.new("RGB", page.size, "white")).getbbox()
    assert box is not None
    middle = (box[0] + box[2]) // 2
    top, foot = page.getpixel((middle, box[1] + 6)), page.getpixel((middle, box[3] - 7))
    assert top[0] > 200 > 60 > top[2]
    assert foot[2] > 200 > 60 > foot[0]


@pytest.mark.parametrize("older", [False, True])
def test_words_of_a_box_that_runs_on_are_shared_out_between_them(older: bool) -> None:
    lines = "".join(p(f"line {number}") for number in range(12))
    size = frame(0, 0, 200, 80)

    def box(content: str, name: str, after: str) -> str:
        if older:
            style = f' style="mso-next-textbox:#{after}"' if after else ""
            return f'<w:pict><v:shape id="{name}" type="#_x0000_t202" style="width:200pt;height:80pt"><v:textbox{style}><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict>'
        text = (
            f'<wps:txbx id="1"><w:txbxContent>{content}</w:txbxContent></wps:txbx>'
            if after
            else '<wps:linkedTxbx id="1" seq="1"/>'
        )
        return inline(
            f"<wps:wsp><wps:cNvSpPr/><wps:spPr>{size}<a:prstGeom prst='rect'/></wps:spPr>{text}<wps:bodyPr/></wps:wsp>",
            width=200,
            height=80,
        )

    made = paper()
    put(made.add_paragraph("one "), box(lines, "s1", "s2"))
    put(made.add_paragraph("two "), box("", "s2", ""))
    document, issues = read_document(saved(made), "x.docx")
    texts = [block.text for block in document.blocks()]
    lines_of = [text for text in texts if text.startswith("line ")]
    assert lines_of == [f"line {number}" for number in range(12)]
    assert 2 < texts.index("two ") - texts.index("one ") - 1 < 9
    assert any("shared out" in issue.message for issue in issues)


@pytest.mark.parametrize(("left", "shown"), [(20, 20), (2000, 370)])  # as far right as its page goes
def test_a_drawing_set_by_its_character_stands_there_over_room_kept_for_it(left: int, shown: int) -> None:
    style = f"position:absolute;margin-left:{left}pt;margin-top:30pt;width:90pt;height:60pt"
    near = "mso-position-horizontal-relative:char;mso-position-vertical-relative:line"
    words = f"<v:textbox inset='0,0,0,0'><w:txbxContent>{p('Boxed')}</w:txbxContent></v:textbox>"
    group = f"<v:group style='{style};{near}' coordsize='90,60'><v:rect style='width:90;height:60'>{words}</v:rect></v:group>"
    room = "<v:shape style='width:150pt;height:100pt'><v:imagedata croptop='-65520f' cropbottom='65520f'/></v:shape>"
    body = p("First line", "<w:r><w:br/></w:r>", "Second", f"<w:r><w:pict>{group}</w:pict></w:r>")
    made = print_paper(raw(body + p(f"<w:r><w:pict>{room}</w:pict></w:r>") + p("After")), name="x.docx", as_at=AS_AT)
    assert not [issue for issue in made.issues if issue.code in ("W-01", "W-03")]
    page = pypdfium2.PdfDocument(made.pdf)[0].get_textpage()

    def box(sought: str, letter: int = 0) -> tuple[float, float, float, float]:
        found = page.search(sought).get_next()
        assert found
        return page.get_charbox(found[0] + letter)

    boxed, before, after = (box(each) for each in ("Boxed", "Second", "After"))
    assert boxed[0] - box("Second", 5)[2] == pytest.approx(shown, abs=30 if left > shown else 3)
    assert before[3] - boxed[3] == pytest.approx(30, abs=3)
    assert before[3] - after[3] > 100


@pytest.mark.parametrize("older", [False, True])
@pytest.mark.parametrize(("fitted", "low", "high"), [(True, 40, 70), (False, 109, 111)])
def test_a_box_that_fits_its_words_is_as_high_as_they_are_whatever_height_is_kept(
    older: bool, fitted: bool, low: float, high: float
) -> None:
    if older:
        style = "mso-fit-shape-to-text:t" if fitted else ""
        text = f'<v:textbox style="{style}"><w:txbxContent>{p("One")}{p("two")}</w:txbxContent></v:textbox>'
        drawn = f'<w:pict><v:shape type="#_x0000_t202" style="width:200pt;height:110pt">{text}</v:shape></w:pict>'
    else:
        body = "<wps:bodyPr><a:spAutoFit/></wps:bodyPr>" if fitted else "<wps:bodyPr/>"
        drawn = inline(shape(words="One|two").replace("<wps:bodyPr />", body), width=200, height=110)
    made = paper()
    put(made.add_paragraph(), drawn)
    document, _ = read_document(saved(made), "x.docx")
    (block,) = [block for block in document.sections[0].blocks if isinstance(block, Paragraph)]
    (box,) = frames_in(next(each for each in block.children if isinstance(each, Frame | Group)))
    assert low < box.height < high


@pytest.mark.parametrize(
    ("words", "alt", "asked"),
    [
        (" ", "Three colours", False),
        ("Words over it", "Three colours", False),
        (" ", "", True),
        ("Words over it", "", False),
    ],
)
def test_a_picture_that_fills_a_shape_shows_what_is_within_it_and_says_what_it_shows(
    words: str, alt: str, asked: bool
) -> None:
    made = paper()
    filled = (
        f"<a:blipFill><a:blip r:embed='{part(made, raster(['red', 'green', 'blue']), 'media/a.png')}'/>"
        "<a:stretch><a:fillRect l='-100000' r='-100000'/></a:stretch></a:blipFill>"
    )
    plain = "<a:solidFill><a:srgbClr val='FF0000'/></a:solidFill><a:ln"
    put(made.add_paragraph(), anchored(shape(words=words).replace(plain, f"{filled}<a:ln"), alt=alt))
    document, issues = read_document(saved(made), "x.docx")
    picture = next(each for each in document.pictures() if each.kind == "png")
    dots = Image.open(io.BytesIO(picture.data)).convert("RGB").getcolors()
    assert ([dot for _, dot in dots or []], picture.alt, picture.decorative) == ([(0, 128, 0)], alt, not alt)
    assert ("W-03" in {issue.code for issue in issues}) is asked
