"""Tabs: where words between them stand, and what leads to them."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pypdfium2
import pytest
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Pt

from pipeline.printing import print_paper
from pipeline.printing.document.tree import Break, PageField, Paragraph, ParagraphFormat, RunFormat, Tab, TabStop, Text
from pipeline.printing.layout.tabs import lay
from tests.printing.samples import AS_AT, field, laid_out, paper, saved
from tests.printing.test_looks import say

ARIAL = RunFormat("Arial", 10.0)


def line(*words: str, stops: tuple[TabStop, ...] = (), right_to_left: bool = False) -> Paragraph:
    """A paragraph of words with a tab between each two."""
    children: list[Text | Tab] = []
    for word in words:
        children += [Tab(ARIAL), Text(word, ARIAL)] if children else [Text(word, ARIAL)]
    look = ParagraphFormat(tabs=stops, right_to_left=right_to_left)
    return Paragraph(tuple(each for each in children if not isinstance(each, Text) or each.text), look, "normal")


@pytest.mark.parametrize(
    ("align", "words", "css"),
    [
        ("left", "b", "min-width:200pt"), ("right", "b", "right:200pt"), ("center", "b", "left:-100pt;width:600pt"),
        ("decimal", "1.25", "right:186.1pt"), ("decimal", "12", "right:200pt"),
    ],
)  # fmt: skip
def test_words_stand_at_their_stop(align: str, words: str, css: str) -> None:
    pieces = lay(line("a", words, stops=(TabStop(200, align),)), ARIAL, 400)
    assert css in ";".join(piece.css for piece in pieces)


def test_without_stops_words_go_to_the_next_of_the_paper_s_own() -> None:
    assert lay(line("a", "b"), ARIAL, 400, 50)[0].css == "min-width:50pt"


def test_a_tab_past_the_last_stop_goes_on_to_the_next_line() -> None:
    stop = TabStop(380, "left", "underscore")
    tabs = (Tab(ARIAL), Tab(ARIAL), Tab(ARIAL), Text("Signed", ARIAL))
    pieces = lay(Paragraph(tabs, ParagraphFormat(tabs=(stop,)), "normal"), ARIAL, 390)
    assert [(piece.kind, piece.leader) for piece in pieces] == [
        ("tab", "line"), ("flow", ""), ("line", ""), ("tab", "line"), ("flow", ""), ("line", ""), ("tab", "line"), ("flow", ""),
    ]  # fmt: skip
    made = paper()
    say(made, paragraph='<w:tabs><w:tab w:val="left" w:pos="8500" w:leader="underscore"/></w:tabs>', words="Name")
    for _ in range(3):
        made.paragraphs[-1].add_run().add_tab()
    assert laid_out(saved(made)).count("<br") == 2


def test_stops_count_from_the_right_where_text_runs_that_way() -> None:
    pieces = lay(line("a", "b", stops=(TabStop(100, "center"),), right_to_left=True), ARIAL, 400)
    assert pieces[-1].css.startswith("right:-200pt")


def test_dots_lead_to_the_page_number_of_a_contents_entry_and_end_there() -> None:
    pieces = lay(line("Synopsis", "3", stops=(TabStop(390, "right", "dot"),)), ARIAL, 400)
    assert (pieces[-1].leader, pieces[-1].css) == ("dot", "right:-0.5pt;padding-right:10.5pt;bottom:0")


def test_dots_lead_to_a_page_number_that_word_has_never_filled_in() -> None:
    unfilled = PageField("target", ARIAL, target="_Toc1")
    stop = TabStop(390, "right", "dot")
    entry = Paragraph((Text("Synopsis", ARIAL), Tab(ARIAL), unfilled), ParagraphFormat(tabs=(stop,)), "toc 1")
    assert lay(entry, ARIAL, 400)[-1].leader == "dot"


def test_a_leader_without_words_after_it_is_drawn() -> None:
    made = paper()
    stop = '<w:tabs><w:tab w:val="left" w:pos="4000" w:leader="underscore"/></w:tabs>'
    say(made, paragraph=stop, words="Signed")
    run = made.paragraphs[-1].add_run()
    run.add_tab()
    html = laid_out(saved(made))
    box = re.search(r'<span class="tab (\w+)"><span class="(\w+)">Signed', html)
    assert box is not None
    assert "data:image/svg+xml" in re.findall(rf"\.{box[1]}\{{(.*?)\}}\n", html)[0]
    assert f".{box[2]}{{background:#ffffff}}" in html


def test_an_underlined_tab_draws_the_line_to_write_on() -> None:
    ruled = Tab(replace(ARIAL, underline="solid"))
    stop = ParagraphFormat(tabs=(TabStop(300, "right"),))
    signed = lay(Paragraph((Text("Signed", ARIAL), ruled), stop, "normal"), ARIAL, 400)
    assert [(piece.kind, piece.css, piece.leader) for piece in signed] == [
        ("tab", "min-width:300pt", "line"),
        ("flow", "", ""),
    ]
    at_stop = lay(Paragraph((Text("Total", ARIAL), ruled, Text("12", ARIAL)), stop, "normal"), ARIAL, 400)
    assert [piece.leader for piece in at_stop] == ["", "line"]
    plain = lay(line("Signed", "Dated", stops=(TabStop(300, "right"),)), ARIAL, 400)
    assert not any(piece.leader for piece in plain)


def test_links_in_a_contents_list_look_like_its_entries() -> None:
    made = paper()
    style = made.styles.add_style("Hyperlink", 2)
    style.font.underline = True
    inside, outside = made.add_paragraph(), made.add_paragraph()
    field(inside, ' TOC \\o "1-2" ', "entry")
    inside.runs[3].style = style
    outside.add_run("address").style = style
    html = laid_out(saved(made))
    assert re.search(r'<span class="\w+">entry', html) is None
    assert re.search(r"text-decoration:underline", html)


def test_words_before_a_tab_that_one_line_does_not_hold_go_on_to_the_next() -> None:
    long = " ".join(["overview"] * 20)
    pieces = lay(line(long, "", stops=()), ARIAL, 400)
    assert (pieces[0].kind, pieces[0].css) == ("flow", "")
    assert all(piece.kind != "tab" or float(piece.css[10:-2]) < 36 for piece in pieces)


def test_a_long_contents_entry_has_its_leader_and_page_on_its_last_line() -> None:
    pieces = lay(line(" ".join(["overview"] * 20), "3", stops=(TabStop(390, "right", "dot"),)), ARIAL, 400)
    assert pieces[0].kind == "flow"
    assert (pieces[-1].leader, pieces[-1].css) == ("dot", "right:-0.5pt;padding-right:10.5pt;bottom:0")


def test_words_after_a_line_break_count_from_the_line_s_beginning() -> None:
    broken = Paragraph(
        (Text("w" * 30, ARIAL), Break("line"), Text("a", ARIAL), Tab(ARIAL), Text("b", ARIAL)),
        ParagraphFormat(),
        "normal",
    )
    pieces = lay(broken, ARIAL, 400, 50)
    assert [piece.kind for piece in pieces] == ["flow", "tab", "flow"]
    assert 40 < float(pieces[1].css[10:-2]) < 50


@pytest.mark.parametrize("align", ["right", "center", "decimal"])
def test_words_that_have_no_room_before_their_stop_follow_the_last_ones(align: str) -> None:
    stops = (TabStop(100, "right"), TabStop(104, align))
    *_, figure, note = lay(line("$", "84,000", "(a)", stops=stops), ARIAL, 400)
    assert (figure.kind, figure.css) == ("at", "right:300pt;top:0")
    assert (note.kind, note.css) == ("at", "left:100pt;top:0")
    near, far = (lay(line("w" * 12, "x" * long, stops=(TabStop(104, align),)), ARIAL, 400) for long in (12, 80))
    assert near[-1].css == "left:86.64pt;top:0"
    assert [piece.kind for piece in far] == ["flow"] * 3
    assert lay(line("$", "8", stops=(TabStop(104, align),)), ARIAL, 400)[-1].kind == "at"


@pytest.mark.parametrize("label", [False, True])
def test_lines_that_breaks_divide_each_have_their_words_at_their_stops(label: bool) -> None:
    made = paper()
    line = made.add_paragraph("One\t1\nTwo\t22\nThree\t3\t33", style="List Number" if label else None)
    line.paragraph_format.tab_stops.add_tab_stop(Pt(200), WD_TAB_ALIGNMENT.RIGHT)
    line.paragraph_format.tab_stops.add_tab_stop(Pt(300), WD_TAB_ALIGNMENT.CENTER)
    made.add_paragraph("After")
    printed = print_paper(saved(made), name="x", as_at=AS_AT)
    page = pypdfium2.PdfDocument(printed.pdf)[0].get_textpage()
    text = page.get_text_range()
    boxes = {
        words: page.get_charbox(text.index(words) + len(words) - 1) for words in ("One", "Two", "Three", "22", "After")
    }
    assert boxes["Two"][1] == pytest.approx(boxes["22"][1], abs=1)
    high = [boxes[words][1] for words in ("One", "Two", "Three", "After")]
    assert all(10 < above - below < 30 for above, below in pairwise(high))
    assert "One1Two22Three333" in "".join(text.split())
    assert boxes["22"][2] == pytest.approx(72 + 18 + 200, abs=1)


def test_a_footer_s_line_whose_words_all_stand_at_stops_is_as_high_as_any() -> None:
    made = paper()
    footer = made.sections[0].footer
    for words in ("first\tpage", "\tsaved"):
        line = footer.paragraphs[0] if words.startswith("first") else footer.add_paragraph()
        line.text, line.paragraph_format.space_after = words, Pt(0)
        line.paragraph_format.tab_stops.add_tab_stop(Pt(400), WD_TAB_ALIGNMENT.RIGHT)
    page = pypdfium2.PdfDocument(print_paper(saved(made), name="x", as_at=AS_AT).pdf)[0].get_textpage()
    above, below = (page.get_charbox(page.get_text_range().index(words))[1] for words in ("page", "saved"))
    assert above - below > 8
