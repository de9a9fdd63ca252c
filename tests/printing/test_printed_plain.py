"""What Word shows and print does not is said once, in plain words."""

from __future__ import annotations

import pytest

from pipeline.printing.word.read_word import read_document
from tests.printing.drawn_samples import anchored, inline, put, shape
from tests.printing.raw_word import p, r, raw
from tests.printing.samples import paper, saved

GLOW = "<a:effectLst><a:glow rad='63500'><a:srgbClr val='FF0000'/></a:glow></a:effectLst>"
WARPED = "<a:prstTxWarp prst='textArchUp'><a:avLst/></a:prstTxWarp></wps:bodyPr>"


def said(data: bytes) -> list[str]:
    return [issue.message for issue in read_document(data, "x.docx")[1]]


@pytest.mark.parametrize(
    ("drawing", "message"),
    [
        (shape().replace("</wps:spPr>", f"{GLOW}</wps:spPr>"), "Shadows, glows"),
        (shape().replace("</wps:spPr>", "<a:effectLst/></wps:spPr>"), ""),
        (shape(words="Bent").replace("<wps:bodyPr />", f"<wps:bodyPr>{WARPED}"), "bends into a shape"),
        (shape().replace("</wps:spPr>", "<a:sp3d><a:bevelT w='1' h='1'/></a:sp3d></wps:spPr>"), "printed flat"),
    ],
)
def test_effects_of_drawings_are_said_once(drawing: str, message: str) -> None:
    made = paper()
    for _ in range(2):
        put(made.add_paragraph("words"), anchored(drawing))
    found = [each for each in said(saved(made)) if "Shadows" in each or "bends" in each or "flat" in each]
    assert len(found) == (1 if message else 0)
    assert message in "".join(found)


def test_a_shadow_that_comes_with_the_theme_is_said() -> None:
    made = paper()
    style = (
        "<wps:style><a:lnRef idx='0'/><a:fillRef idx='0'/><a:effectRef idx='{}'/><a:fontRef idx='minor'/></wps:style>"
    )
    for number, many in ((0, 0), (3, 1)):
        put(made.add_paragraph(), inline(shape().replace("<wps:bodyPr", f"{style.format(number)}<wps:bodyPr")))
        assert sum("Shadows" in each for each in said(saved(made))) == many


@pytest.mark.parametrize(
    ("shown", "message"),
    [
        ("<v:shadow on='t'/>", "Shadows"),
        ("<v:shadow on='f'/>", ""),
        ("<v:textbox style='mso-next-textbox:#b'><w:txbxContent><w:p/></w:txbxContent></v:textbox>", ""),
    ],
)
def test_older_drawings_say_their_shadows_and_nothing_of_a_next_box_that_is_not_there(shown: str, message: str) -> None:
    made = paper()
    put(made.add_paragraph("words"), f"<w:pict><v:rect style='width:90pt;height:40pt'>{shown}</v:rect></w:pict>")
    assert bool(said(saved(made))) == bool(message)
    assert message in " ".join(said(saved(made)))


@pytest.mark.parametrize(("kind", "many"), [("136", 0), ("144", 1), ("²", 0), ("1.2.3", 0)])
def test_word_art_that_word_bends_is_said(kind: str, many: int) -> None:
    made = paper()
    art = f"<v:shape type='#_x0000_t{kind}' style='width:90pt;height:40pt'><v:textpath string='Art'/></v:shape>"
    put(made.add_paragraph(), f"<w:pict>{art}</w:pict>")
    assert sum("bends" in each for each in said(saved(made))) == many


@pytest.mark.parametrize(
    ("look", "many"),
    [("<w14:glow w14:rad='63500'/>", 1), ("<w14:shadow/>", 1), ("<w14:ligatures w14:val='all'/>", 0),
     ('<w:em w:val="dot"/>', 1), ('<w:em w:val="none"/>', 0)],
)  # fmt: skip
def test_words_that_glow_or_bear_marks_are_said(look: str, many: int) -> None:
    assert sum("printed plain" in each for each in said(raw(p(r("words", look), r(" more", look))))) == many


@pytest.mark.parametrize(("direction", "many"), [("btLr", 1), ("lrTb", 0)])
def test_words_that_a_frame_turns_on_their_side_are_said(direction: str, many: int) -> None:
    look = f'<w:framePr w:w="900" w:wrap="around" w:x="1" w:y="1"/><w:textDirection w:val="{direction}"/>'
    assert sum("upright" in each for each in said(raw(p("Turned", properties=look) + p("Beside")))) == many
