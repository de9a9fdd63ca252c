"""Automatic numbers as Word shows them, in every format and through every way of starting again."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.printing import read_document
from pipeline.printing.document.numerals import numeral
from pipeline.printing.document.tree import Block, Note, Paragraph, deep, inlines
from pipeline.printing.letters.symbols import bullet, family, symbol
from tests.printing.raw_word import SPACES, p, r, raw
from tests.printing.samples import laid_out

FORMATS = """
decimal 12 12
decimalZero 7 07
001 7 007
upperRoman 1949 MCMXLIX
lowerRoman 4 iv
upperLetter 28 BB
lowerLetter 53 aaa
lowerLetter 0 0
lowerLetter 2147483647 2147483647
ordinal 1 1st
ordinal 112 112th
ordinal 23 23rd
cardinalText 0 Zero
cardinalText 21 Twenty-one
cardinalText 115 One_hundred_fifteen
cardinalText 12000 Twelve_thousand
ordinalText 1 First
ordinalText 12 Twelfth
ordinalText 20 Twentieth
ordinalText 35 Thirty-fifth
ordinalText 100 One_hundredth
hex 255 FF
chicago 1 *
chicago 6 ††
numberInDash 5 -_5_-
none 5 _
decimalEnclosedCircle 1 ①
decimalEnclosedCircle 21 ㉑
decimalEnclosedCircle 51 51
decimalEnclosedFullstop 3 ⒊
decimalEnclosedParen 20 ⒇
decimalFullWidth 10 １０
hebrew1 15 טו
hebrew1 116 קטז
hebrew1 23 כג
hebrew2 3 ג
arabicAlpha 2 ب
arabicAbjad 3 ج
thaiNumbers 25 ๒๕
thaiLetters 1 ก
hindiNumbers 10 १०
hindiVowels 1 क
hindiConsonants 1 अ
aiueoFullWidth 2 イ
aiueo 46 ﾝ
irohaFullWidth 3 ハ
ganada 3 다
chosung 2 ㄴ
russianLower 4 г
russianUpper 29 Я
ideographTraditional 3 丙
ideographZodiac 12 亥
ideographZodiacTraditional 61 甲子
ideographEnclosedCircle 10 ㊉
ideographDigital 105 一〇五
japaneseCounting 10 十
japaneseCounting 21 二十一
japaneseCounting 100 百
japaneseCounting 1111 千百十一
chineseCounting 111 一百一十一
koreanCounting 110 백십
chineseCounting 11 十一
chineseCountingThousand 1005 一千○五
japaneseLegal 10 壱拾
ideographLegalTraditional 23 貳拾參
chineseLegalSimplified 101 壹佰零壹
koreanDigital 12 일이
koreanCounting 12 십이
koreanLegal 21 스물하나
taiwaneseDigital 10 一○
vietnameseCounting 15 mười_lăm
vietnameseCounting 21 hai_mươi_mốt
unheardOf 5 5
"""


@pytest.mark.parametrize("line", FORMATS.split("\n")[1:-1])
def test_a_count_is_written_in_each_of_word_s_formats(line: str) -> None:
    kind, count, shown = line.split(" ")
    assert numeral(int(count), kind) == shown.replace("_", " ").strip(" " if shown == "_" else "")


@given(st.integers(-5, 2**31), st.sampled_from([line.split(" ")[0] for line in FORMATS.split("\n")[1:-1]]))
def test_no_count_makes_a_number_too_long_to_print(count: int, kind: str) -> None:
    assert len(numeral(count, kind)) <= 70


def lists(*levels: str, more: str = "") -> str:
    """A list definition from levels (format, text, extra), list 1 of it, and further lists."""
    made = "".join(f'<w:lvl w:ilvl="{depth}">{level}</w:lvl>' for depth, level in enumerate(levels))
    return f'<w:abstractNum w:abstractNumId="0">{made}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{more}'


def level(kind: str = "decimal", text: str = "%1.", start: int | None = 1, more: str = "") -> str:
    begins = "" if start is None else f'<w:start w:val="{start}"/>'
    return f'{begins}<w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/>'


def item(depth: int = 0, list_id: int = 1, more: str = "", words: str = "x") -> str:
    return p(words, properties=f'{more}<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')


def labels(body: str, numbering: str, styles: str = "") -> list[str]:
    document, _ = read_document(raw(body, numbering=numbering, styles=styles), "x.docx")
    return [b.label.text if b.label else "" for b in document.blocks() if isinstance(b, Paragraph) and b.text]


THREE = (level(), level("lowerLetter", "%1.%2)"), level("lowerRoman", "(%3)"))
LEGAL = (level("upperRoman", "Article %1"), level("decimal", "%1.%2", more="<w:isLgl/>"))


def num(list_id: int, *overrides: str) -> str:
    return f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="0"/>{"".join(overrides)}</w:num>'


def start_again(depth: int, at: int) -> str:
    return f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{at}"/></w:lvlOverride>'


@pytest.mark.parametrize(
    ("body", "numbering", "shown"),
    [
        (item() + item(1) + item(1) + item(2) + item() + item(1), lists(*THREE), "1. 1.a) 1.b) (i) 2. 2.a)"),
        (item(1) + item(2), lists(*THREE), "1.a) (i)"),
        (item() + item() + item(1), lists(*LEGAL), "Article_I Article_II 2.1"),
        # a second list of the same definition goes on counting, unless it starts again
        (item() + item(0, 2) + item(), lists(*THREE, more=num(2)), "1. 2. 3."),
        (item() + item(0, 2) + item(0, 2) + item(), lists(*THREE, more=num(2, start_again(0, 5))), "1. 5. 6. 7."),
        (item() + item(1) + item(1, 2), lists(*THREE, more=num(2, start_again(1, 4))), "1. 1.a) 1.d)"),
        # a level of its own in one list
        (item() + item(0, 2), lists(*THREE, more=num(2, '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0">' + level("upperLetter", "%1:") + "</w:lvl></w:lvlOverride>")), "1. B:"),
        # a level that never starts again, and one that does only after the first
        (item() + item(1) + item() + item(1), lists(level(), level("decimal", "%2", more='<w:lvlRestart w:val="0"/>')), "1. 1 2. 2"),
        (item() + item(1) + item(2) + item(1) + item(2) + item() + item(2),
         lists(level(), level("decimal", "%1.%2"), level("decimal", "s%3", more='<w:lvlRestart w:val="1"/>')), "1. 1.1 s1 1.2 s2 2. s1"),
        (item() + item(), lists(level(start=None)), "0. 1."),
        (item() + item(), lists(level("none", "Action:")), "Action: Action:"),
        (item(), lists(level("bullet", "\uf0a7", more="") + '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>'), "▪"),
        (item(), lists(level("bullet", "\uf0a7") + '<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr>'), "♣"),
        (item(), lists(level("bullet", "\u00ad") + '<w:rPr><w:rFonts w:ascii="Courier New" w:hAnsi="Courier New"/></w:rPr>'), "-"),
        (item() + item(1) + item(1), lists(level("upperRoman", "Article %1."), level("decimalZero", "Section %1.%2", more="<w:isLgl/>")),
         "Article_I. Section_1.01 Section_1.02"),
        (item() + item(0, 0) + item(), lists(*THREE), "1.  2."),
        # a level that is passed over has begun, as Word's own contents lists show
        (item() + item(2) + item(2) + item(1) + item() + item(1), lists(level(), level("decimal", "%1.%2"), level("decimal", "%1.%2.%3")),
         "1. 1.1.1 1.1.2 1.2 2. 2.1"),
        # a hidden paragraph isn't counted; one whose words are seen is
        (item() + p(r("gone", "<w:vanish/>"), properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr>') + item(),
         lists(*THREE), "1. 2."),
        (item() + item(more="<w:rPr><w:vanish/></w:rPr>") + item(), lists(*THREE), "1.  3."),
        # a paragraph that holds nothing but the end of a section isn't counted
        (item(more="<w:sectPr/>", words="<w:bookmarkStart w:id='1' w:name='_Toc1'/>") + item(more="<w:sectPr/>") + item(), lists(*THREE), "1. 2."),
        (item(), lists('<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
                       '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:start w:val="1"/><w:lvlText w:val="%1"/>'), "001"),
    ],
)  # fmt: skip
def test_lists_count_as_word_does(body: str, numbering: str, shown: str) -> None:
    assert " ".join(label.replace(" ", "_") for label in labels(body, numbering)) == shown


def test_a_list_linked_to_a_numbering_style_takes_its_levels_and_counts_by_itself() -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="L"/><w:lvl w:ilvl="0">{level("upperRoman", "%1)")}</w:lvl></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="5"/></w:num>'
    )
    style = '<w:style w:type="numbering" w:styleId="L"><w:name w:val="L"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    for named in (style, ""):  # where the file lacks the style, the list that is told to be its own
        assert labels(item(0, 1) + item(0, 2) + item(0, 2) + item(0, 1), numbering, named) == ["I)", "I)", "II)", "II)"]


def test_a_style_numbers_its_paragraphs_and_those_based_on_it() -> None:
    numbering = lists(level(more='<w:pStyle w:val="A"/>'), level("decimal", "%1.%2", more='<w:pStyle w:val="B"/>'))
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="C"/><w:basedOn w:val="A"/></w:style>'
    )
    body = "".join(p("x", properties=f'<w:pStyle w:val="{style}"/>') for style in "ABC")
    assert labels(body, numbering, styles) == ["1.", "1.1", "2."]


NUMBERED = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'


def test_a_list_that_is_tied_to_other_styles_numbers_none_of_this_one() -> None:
    numbering = lists(level(more='<w:pStyle w:val="A"/>') + '<w:pPr><w:ind w:left="720"/></w:pPr>')
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{style}"/>{NUMBERED}</w:style>'
        for style in "AB"
    )
    body = "".join(p("x", properties=f'<w:pStyle w:val="{style}"/>') for style in "ABA")
    document, _ = read_document(raw(body, numbering=numbering, styles=styles), "x.docx")
    read = [block for block in document.blocks() if isinstance(block, Paragraph)]
    assert [(b.label.text if b.label else "", b.format.left) for b in read] == [("1.", 36), ("", 0), ("2.", 36)]


def test_a_bullet_without_a_sign_is_none() -> None:
    symbols = '<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr>'
    assert labels(item() + item(), lists(level("bullet", "") + symbols)) == ["", ""]
    assert labels(item(), lists(level("bullet", "\uf0b7") + symbols)) == ["•"]


def test_text_boxes_headers_and_notes_count_apart_from_the_body() -> None:
    box = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{item() + item()}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    call = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    notes = "".join(f'<w:footnote w:id="{number}">{item()}</w:footnote>' for number in (1, 2))
    document, _ = read_document(
        raw(
            item() + p("a", box, call.format(1)) + item() + p("b", box, call.format(2)) + item(),
            numbering=lists(*THREE),
            parts={
                "word/h.xml": f"<w:hdr {SPACES}>{item()}</w:hdr>", "word/f.xml": f"<w:ftr {SPACES}>{item()}</w:ftr>",
                "word/n.xml": f"<w:footnotes {SPACES}>{notes}</w:footnotes>",
            },
            related={"h": ("header", "h.xml"), "f": ("footer", "f.xml"), "n": ("footnotes", "n.xml")},
            section='<w:sectPr><w:headerReference r:id="h"/><w:footerReference r:id="f"/></w:sectPr>',
        ),
        "x.docx",
    )  # fmt: skip

    def shown(blocks: Iterable[Block]) -> str:
        return " ".join(b.label.text for b in deep(blocks) if isinstance(b, Paragraph) and b.label)

    (section,) = document.sections
    read = [block for block in document.blocks() if isinstance(block, Paragraph)]
    assert shown(section.blocks) == "1. 1. 2. 2. 1. 2. 3."
    assert (shown(section.headers["default"]), shown(section.footers["default"])) == ("1.", "2.")
    assert [shown(n.blocks) for b in read for n in inlines(b.children) if isinstance(n, Note)] == ["1.", "2."]


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [("Symbol", 0x61, "α"), ("symbol", 0xF061, "α"), ("Wingdings", 0xFC, "✓"), ("Wingdings 2", 0x50, "✓"),
     ("Wingdings 3", 0x22, "→"), ("Webdings", 0x63, "□"), ("MT Extra", 0x4D, "⋮"), ("Euclid Extra", 0x26, "˙"), ("Arial", 0x61, ""), ("Symbol", 0x1F, "")],
)  # fmt: skip
def test_symbol_fonts_are_known_by_name_and_code(font: str, code: int, shown: str) -> None:
    assert symbol(chr(code), font) == shown


def test_every_symbol_is_a_character_that_any_font_may_have() -> None:
    for font in ("Symbol", "Wingdings", "Wingdings 2", "Wingdings 3", "Webdings"):
        assert family(font)
        drawn = [symbol(chr(code), font) for code in range(0x20, 0x100)]
        assert sum(bool(each) for each in drawn) > 180
        assert not any("\ue000" <= char <= "\uf8ff" for each in drawn for char in each)
    assert bullet("\ue000", "Wingdings") == "•"
    assert [bullet(chr(0xF000 + code), "Wingdings") for code in (0xB2, 0x49, 0xFC)] == ["•", "•", "✓"]


def test_a_number_stands_before_its_words_where_a_page_break_comes_first() -> None:
    words = "<w:r><w:br w:type='page'/></w:r>", "After the break", "<w:r><w:br w:type='page'/></w:r>", "and more"
    body = p("Before") + p(*words, properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    shown = re.findall(r"(1\.</span>)?\s*(After the break|and more)", laid_out(raw(body, numbering=lists(level()))))
    assert shown == [("1.</span>", "After the break"), ("", "and more")]


@pytest.mark.parametrize(
    ("kind", "printed"), [("footnote", "(a) by day (b) by week"), ("endnote", "i (a) by day (b) by week")]
)
def test_numbers_and_bullets_of_paragraphs_in_a_note_are_printed(kind: str, printed: str) -> None:
    """Its first paragraph's too, which an endnote's mark stands before."""
    numbering = """<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>
    <w:lvlText w:val="(%1)"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>"""
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    note = p("by day", properties=listed) + p("by week", properties=listed)
    notes = f'<w:{kind}s {SPACES}><w:{kind} w:id="1">{note}</w:{kind}></w:{kind}s>'
    html = laid_out(
        raw(
            p("Visits", f'<w:r><w:{kind}Reference w:id="1"/></w:r>'),
            numbering=numbering, parts={"word/n.xml": notes}, related={"n": (f"{kind}s", "n.xml")},
        )
    )  # fmt: skip
    said = " ".join(re.sub("<[^>]+>", " ", html.partition("<body")[2]).split())
    assert said.endswith(printed)
