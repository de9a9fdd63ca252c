"""How words and paragraphs look: fonts, sizes, spacing and scripts, worked out as Word does."""

from __future__ import annotations

import re
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.printing import print_paper, read_document
from pipeline.printing.document.tree import Paragraph, ParagraphFormat, RunFormat, Text
from pipeline.printing.layout.html import write_html
from pipeline.printing.layout.looks import paragraph_css
from pipeline.printing.letters.fonts import line_ratio, same_widths, stack
from tests.printing.raw_word import p, r, raw
from tests.printing.samples import AS_AT, laid_out, paper, saved, with_part


def say(made: Any, run: str = "", paragraph: str = "", words: str = "words") -> None:
    """A paragraph with one run, its properties as XML."""
    ns = nsdecls("w")
    made.element.body.insert(
        len(made.element.body) - 1,
        parse_xml(
            f"<w:p {ns}><w:pPr>{paragraph}</w:pPr><w:r><w:rPr>{run}</w:rPr>"
            f'<w:t xml:space="preserve">{words}</w:t></w:r></w:p>'
        ),
    )


def last(made: Any) -> Paragraph:
    """The last paragraph as it is read."""
    document, _ = read_document(saved(made), "x.docx")
    found = [block for block in document.blocks() if isinstance(block, Paragraph)][-1]
    assert found.children
    return found


def look(made: Any) -> Any:
    """The format of the last paragraph's words."""
    first = last(made).children[0]
    assert isinstance(first, Text)
    return first.format


def css_of(html: str, words: str) -> str:
    """All that the page says of the element that starts with some words."""
    classes = re.search(rf'class="([^"]*)"[^>]*>{words}', html)
    assert classes is not None
    return ";".join(re.findall(rf"\.(?:{'|'.join(classes[1].split())})\{{([^}}]*)\}}", html))


@pytest.mark.parametrize(
    ("font", "stand_in"),
    [
        ("Calibri", "Carlito"), ("Cambria", "Caladea"), ("Arial", "Liberation Sans"),
        ("Times New Roman", "Liberation Serif"), ("Courier New", "Liberation Mono"), ("Arial Narrow", "Liberation Sans Narrow"),
        ("Verdana", "DejaVu Sans"),
    ],
)  # fmt: skip
def test_a_font_is_followed_by_the_one_that_stands_in_for_it(font: str, stand_in: str) -> None:
    assert stack(font).split(",")[:2] == [f'"{font}"', f'"{stand_in}"']
    assert (stand_in.lower() in same_widths(font)) == (font != "Verdana")


def test_an_unknown_font_is_stood_in_for_by_its_kind() -> None:
    kinds = {
        name: stack(name).rsplit(",", 1)[-1] for name in ("Source Serif Pro", "Frutiger", "Menlo", "MS Sans Serif")
    }
    assert kinds == {
        "Source Serif Pro": "serif", "Frutiger": "sans-serif", "Menlo": "monospace", "MS Sans Serif": "sans-serif"
    }  # fmt: skip
    assert line_ratio("Frutiger") > 1


def test_without_defaults_text_is_times_new_roman_at_ten_points() -> None:
    made = paper()
    made.add_paragraph("words")
    data = with_part(saved(made), "word/_rels/document.xml.rels", "styles.xml", "nowhere.xml")
    document, _ = read_document(data, "x.docx")
    words = next(block for block in document.blocks() if isinstance(block, Paragraph)).children[0]
    assert isinstance(words, Text)
    assert (words.format.font, words.format.size) == ("Times New Roman", 10.0)


def test_pairs_of_letters_are_drawn_together_only_where_the_paper_says_so() -> None:
    made = paper()
    say(made, '<w:kern w:val="28"/><w:sz w:val="24"/>', words="small")
    assert not look(made).kerned
    say(made, '<w:kern w:val="2"/><w:sz w:val="24"/>', words="large")
    assert look(made).kerned
    html = laid_out(saved(made))
    assert "font-kerning:normal" in css_of(html, "large")
    assert "font-kerning" not in css_of(html, "small")


def test_a_run_of_a_complex_script_has_that_script_s_font_size_and_weight() -> None:
    made = paper()
    say(
        made,
        '<w:rFonts w:ascii="Arial" w:cs="David"/><w:b/><w:sz w:val="20"/><w:szCs w:val="28"/><w:rtl/><w:lang w:bidi="he-IL"/>',
        words="שלום",
    )
    found = look(made)
    assert (found.font, found.size, found.bold, found.language) == ("David", 14.0, False, "he-IL")


def test_east_asian_words_have_their_own_font_and_language() -> None:
    made = paper()
    fonts = '<w:rFonts w:ascii="Arial" w:eastAsia="SimSun"/><w:lang w:val="en-GB" w:eastAsia="zh-CN"/>'
    say(made, fonts, words="漢字")
    assert (look(made).font, look(made).east_asia, look(made).language) == ("Arial", "SimSun", "zh-CN")
    say(made, fonts, words="words")
    assert (look(made).east_asia, look(made).language) == ("", "en-GB")


def test_a_line_s_colour_alone_underlines_nothing() -> None:
    made = paper()
    say(made, run='<w:u w:color="000000"/>', words="as Pages writes")
    (words,) = last(made).children
    assert isinstance(words, Text)
    assert not words.format.underline


def test_left_and_right_change_places_in_a_paragraph_read_from_right_to_left() -> None:
    made = paper()
    say(made, paragraph='<w:bidi/><w:ind w:left="720" w:right="240"/><w:jc w:val="right"/>')
    found = last(made).format
    assert (found.left, found.right, found.align) == (12.0, 36.0, "left")


def test_words_are_raised_spaced_boxed_and_underlined_as_they_say() -> None:
    made = paper()
    say(made, words="plain words to begin with")
    made.element.body[-2].append(
        parse_xml(
            f'<w:r {nsdecls("w")}><w:rPr><w:position w:val="6"/><w:w w:val="150"/><w:u w:val="dashLong" w:color="FF0000"/>'
            '<w:bdr w:val="single" w:sz="8" w:color="00FF00"/></w:rPr><w:t>odd</w:t></w:r>'
        )
    )
    css = css_of(laid_out(saved(made)), "odd")
    assert "vertical-align:3pt" in css
    assert "underline dashed #ff0000" in css
    assert "border:1pt solid #00ff00" in css
    assert re.search(r"letter-spacing:[1-9]", css)


def test_automatic_spacing_falls_away_inside_a_list() -> None:
    made = paper()
    auto = '<w:spacing w:beforeAutospacing="1" w:afterAutospacing="1"/>'
    for words in ("one", "two", "three"):
        say(made, paragraph=f'<w:pStyle w:val="ListBullet"/>{auto}', words=words)
    say(made, paragraph=auto, words="after")
    html = laid_out(saved(made))
    margins = [
        re.findall(r"margin:(\S+) \S+ (\S+) ", css_of(html, f"(?:<span.*?</span>)?{w}"))[0] for w in ("two", "after")
    ]
    assert margins == [("0", "0"), ("14pt", "0")]


def test_automatic_spacing_falls_away_at_the_edges_of_a_cell() -> None:
    made = paper()
    grid = made.add_table(2, 2)
    for at, words in enumerate(("Team", "Cases", "", "14")):
        grid.cell(at // 2, at % 2).text = words
    cell = grid.cell(1, 0).paragraphs[0]
    auto = '<w:pPr {}><w:spacing w:beforeAutospacing="1" w:afterAutospacing="1"/></w:pPr>'
    cell._p.insert(0, parse_xml(auto.format(nsdecls("w"))))
    cell.add_run("North")
    assert "padding:0 5.4pt 0 5.4pt;" in css_of(laid_out(saved(made)), "North")


def test_words_in_another_font_are_as_high_as_that_font_says() -> None:
    made = paper()
    say(made, paragraph='<w:spacing w:line="480" w:lineRule="auto"/>', words="Most of these words are in Arial, and ")
    made.paragraphs[-1].add_run("code").font.name = "Consolas"
    assert "line-height:2.342" in css_of(laid_out(saved(made)), "code")
    say(made, paragraph='<w:spacing w:line="480" w:lineRule="exact"/>', words="These are in Arial too, but not ")
    made.paragraphs[-1].add_run("this").font.name = "Consolas"
    assert "line-height" not in css_of(laid_out(saved(made)), "this")


def test_an_exact_line_keeps_an_empty_paragraph_s_height() -> None:
    made = paper()
    made.element.body.insert(
        0,
        parse_xml(f'<w:p {nsdecls("w")}><w:pPr><w:spacing w:line="600" w:lineRule="exact"/></w:pPr></w:p>'),
    )
    made.add_paragraph("words")
    assert "height:30pt" in laid_out(saved(made))


def test_capitals_stay_where_small_capitals_are_turned_off() -> None:
    made = paper()
    say(made, '<w:caps/><w:smallCaps w:val="0"/>')
    assert look(made).caps == "uppercase"
    say(made, '<w:caps w:val="0"/><w:smallCaps/>')
    assert look(made).caps == "small-caps"


def test_outlined_words_are_printed_plain_and_that_is_said_once() -> None:
    made = paper()
    for words in ("one", "two"):
        say(made, "<w:outline/>", words=words)
    assert [issue.code for issue in read_document(saved(made), "x.docx")[1]].count("W-30") == 1


@pytest.mark.parametrize("length", [2**31, -(2**31), 10**12])
def test_no_length_is_too_long_to_print(length: int) -> None:
    made = paper()
    run = made.add_paragraph().add_run("Far apart")
    run._r.get_or_add_rPr().append(parse_xml(f'<w:spacing {nsdecls("w")} w:val="{length}"/>'))
    cell = made.add_table(1, 1).cell(0, 0)
    cell.text = "Far in"
    cell._tc.get_or_add_tcPr().append(
        parse_xml(f'<w:tcMar {nsdecls("w")}><w:left w:w="{length}" w:type="dxa"/></w:tcMar>')
    )
    assert print_paper(saved(made), name="x.docx", as_at=AS_AT).pdf.startswith(b"%PDF")


def test_a_theme_that_names_windows_own_colour_is_read() -> None:
    made = paper()
    run = made.add_paragraph().add_run("White")
    colour = f'<w:color {nsdecls("w")} w:val="F2F2F2" w:themeColor="background1" w:themeShade="F2"/>'
    run._r.get_or_add_rPr().append(parse_xml(colour))
    data = with_part(saved(made), "word/theme/theme1.xml", ' lastClr="FFFFFF"', "")
    document, _ = read_document(data, "x.docx")
    text = next(c for b in document.blocks() if isinstance(b, Paragraph) for c in b.children if isinstance(c, Text))
    assert text.format.colour == "#f2f2f2"


def test_the_largest_words_stand_beside_the_smallest() -> None:
    made = paper()
    for size in (2, 2, 2, 3276):
        made.add_paragraph().add_run("Words")._r.get_or_add_rPr().append(
            parse_xml(f'<w:sz {nsdecls("w")} w:val="{size}"/>')
        )
    assert "font-size:1.6em" in print_paper(saved(made), name="x.docx", as_at=AS_AT, formats=("html",)).html


def test_lines_and_shading_round_a_paragraph_begin_where_its_first_line_does() -> None:
    line = (0.5, "solid", "#000000")
    for look in (
        ParagraphFormat(left=36, first=-36, shading="#eeeeee"),
        ParagraphFormat(left=36, first=-36, borders=(("left", line),)),
    ):
        css = paragraph_css(look, RunFormat(), before=0, after=0, ground="")
        assert re.search(r"padding(-left:|:0 0 0 )36pt", css)
        assert re.search(r"margin:0 0 0 (0|-0\.5pt);", css)


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("es-ES_tradnl", "es-ES"),
        ("en_GB", "en-GB"),
        ("bs-Latn-BA", "bs-Latn-BA"),
        ("es-419", "es-419"),
        ("x-none", ""),
        ("Welsh", ""),
    ],
)
def test_a_language_is_one_that_screen_readers_know(written: str, tag: str) -> None:
    made = paper()
    say(made, f'<w:lang w:val="{written}"/>')
    assert look(made).language == tag


@pytest.mark.parametrize(
    ("font", "words", "said"),
    [("Calibri Light", "A heading on one line", False), ("Calibri Light", "A heading " * 9, True),
     ("No font at all", "A heading on one line", True), ("Arial", "A heading " * 9, False)],
)  # fmt: skip
def test_a_font_that_is_not_here_is_noted_where_its_stand_in_may_move_words(font: str, words: str, said: bool) -> None:
    look = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/><w:sz w:val="32"/>'
    heading = p(r(words, look), properties=f"<w:rPr>{look}</w:rPr>")
    document, _ = read_document(raw(p("Words. " * 40) + heading), "x.docx")
    assert (font in write_html(document).fonts) == (said or font == "Arial")


def test_a_font_that_is_not_here_is_noted_in_tables_and_after_tabs() -> None:
    light = r("One", '<w:rFonts w:ascii="Calibri Light" w:hAnsi="Calibri Light"/>')
    cell = f"<w:tbl><w:tblGrid/><w:tr><w:tc>{p(light)}</w:tc><w:tc>{p('b')}</w:tc></w:tr></w:tbl>"
    for body in (cell, p(light, "<w:r><w:tab/></w:r>", "2")):
        document, _ = read_document(raw(body + p("Words. " * 40)), "x.docx")
        assert "Calibri Light" in write_html(document).fonts
