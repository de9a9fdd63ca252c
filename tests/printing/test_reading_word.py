"""A Word file read into the document tree."""

from __future__ import annotations

import gc
import io
import weakref
import zipfile

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.errors import CannotRead
from pipeline.printing import read_document
from pipeline.printing.document.numerals import numeral
from pipeline.printing.document.tree import Link, Paragraph, Table, Text
from pipeline.printing.letters.symbols import bullet
from pipeline.printing.word.package import open_package
from pipeline.printing.word.read_word import read_parts
from tests.printing.raw_word import p, r, raw, zipped
from tests.printing.samples import field, number, paper, picture, saved, table, with_part

PART = "word/document.xml"
TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"


def labels(data: bytes) -> list[tuple[str, str]]:
    document, _ = read_document(data, "x.docx")
    return [(b.label.text, b.text) for b in document.blocks() if isinstance(b, Paragraph) and b.label]


def codes(data: bytes) -> list[str]:
    return [issue.code for issue in read_document(data, "x.docx")[1]]


def test_headings_and_paragraphs_carry_the_numbers_word_shows() -> None:
    made = paper()
    made.add_heading("Synopsis", 1)
    for words, level in (("one", 1), ("two", 1), ("part", 2), ("part", 2), ("three", 1)):
        number(made.add_paragraph(words)._p, level)
    made.add_heading("Report", 1)
    number(made.add_paragraph("again")._p, 1)
    assert labels(saved(made)) == [
        ("1.", "Synopsis"), ("1.1", "one"), ("1.2", "two"), ("(i)", "part"), ("(ii)", "part"), ("1.3", "three"),
        ("2.", "Report"), ("2.1", "again"),
    ]  # fmt: skip


def test_a_paper_that_is_read_is_let_go_of_at_once() -> None:
    collecting = gc.isenabled()
    gc.disable()  # as while a paper is printed
    try:
        document, reading = read_parts(open_package(raw(p("words")), "x.docx"))
        gone = weakref.ref(reading)
        del reading
        assert gone() is None
        assert document.sections
    finally:
        if collecting:
            gc.enable()


def test_paragraphs_of_one_look_hold_one_record_of_it() -> None:
    document, _ = read_document(raw(p(r("one"), properties="<w:ind/>") + p(r("two"), properties="<w:ind/>")), "x.docx")
    one, two = document.sections[0].blocks
    assert isinstance(one, Paragraph)
    assert isinstance(two, Paragraph)
    assert one.format is two.format
    assert one.mark is two.mark


def test_cells_of_one_look_hold_one_record_of_their_lines() -> None:
    cell = f'<w:tc><w:tcPr><w:tcBorders><w:top w:val="single" w:sz="4"/></w:tcBorders></w:tcPr>{p(r("a"))}</w:tc>'
    document, _ = read_document(raw(f"<w:tbl><w:tblGrid/><w:tr>{cell * 2}</w:tr></w:tbl>"), "x.docx")
    one, two = document.tables()[0].rows[0].cells
    assert one.borders
    assert one.borders is two.borders
    assert one.margins is two.margins


def test_a_list_with_a_start_of_its_own_begins_there_once() -> None:
    made = paper()
    made.part.numbering_part.element.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/>'
            '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
        )
    )
    number(made.add_paragraph("a")._p, 1)
    for words in ("b", "c"):
        number(made.add_paragraph(words)._p, 1, 91)
    assert [label for label, _ in labels(saved(made))] == ["1.1", "1.7", "1.8"]


def test_numbering_taken_away_from_a_styled_heading_leaves_no_label() -> None:
    made = paper()
    heading = made.add_heading("Appendix", 1)
    number(heading._p, 0, 0)
    assert labels(saved(made)) == []


def test_what_is_taken_out_of_its_styles_list_loses_the_lists_indents_too() -> None:
    made = paper()
    number(made.add_heading("Appendix", 1)._p, 0, 0)
    made.add_heading("Synopsis", 1)
    made.styles["Heading 2"].base_style = made.styles["Heading 1"]
    number(made.styles["Heading 2"].element, 0, 0)
    made.add_heading("Report", 2)
    found = [b.format for b in read_document(saved(made), "x.docx")[0].headings()]
    assert [(look.left, look.first) for look in found] == [(0, 0), (36, -36), (0, 0)]


@pytest.mark.parametrize(
    ("count", "kind", "text"),
    [
        (4, "lowerRoman", "iv"), (1949, "upperRoman", "MCMXLIX"), (27, "lowerLetter", "aa"), (3, "upperLetter", "C"),
        (7, "decimalZero", "07"), (22, "ordinal", "22nd"), (12, "ordinal", "12th"), (5, "decimal", "5"), (5, "none", ""),
    ],
)  # fmt: skip
def test_numbers_are_written_in_words_formats(count: int, kind: str, text: str) -> None:
    assert numeral(count, kind) == text


def test_symbol_font_bullets_become_unicode() -> None:
    assert (bullet("\uf0b7"), bullet("\uf0a7"), bullet("o"), bullet("–")) == ("•", "▪", "○", "–")


def test_styles_are_inherited_and_direct_formatting_wins() -> None:
    made = paper()
    made.styles["Normal"].font.size = 152400
    run = made.add_paragraph().add_run("words")
    run.italic = True
    document, _ = read_document(saved(made), "x.docx")
    text = next(c for b in document.blocks() if isinstance(b, Paragraph) for c in b.children if isinstance(c, Text))
    assert (text.format.font, text.format.size, text.format.italic, text.format.bold) == ("Arial", 12.0, True, False)


def test_merged_cells_span_and_header_cells_are_known() -> None:
    made = paper()
    grid = table(made, ("Finding", "Action", "Lead"), [("F1", "a", "b"), ("", "c", "d")])
    grid.cell(1, 0).merge(grid.cell(2, 0))
    grid.cell(0, 1).merge(grid.cell(0, 2))
    document, _ = read_document(saved(made), "x.docx")
    rows = document.tables()[0].rows
    assert [(c.columns, c.rows, c.header) for c in rows[0].cells] == [(1, 1, "col"), (2, 1, "col")]
    assert [(c.columns, c.rows, c.header) for c in rows[1].cells] == [(1, 2, "row"), (1, 1, ""), (1, 1, "")]
    assert len(rows[2].cells) == 2


def test_text_in_content_controls_and_insertions_is_read() -> None:
    made = paper()
    made.add_paragraph("before")
    sdt = f'<w:sdt {nsdecls("w")}><w:sdtContent><w:p><w:r><w:t>inside</w:t></w:r><w:ins w:author="A" w:id="1"><w:r><w:t> added</w:t></w:r></w:ins></w:p></w:sdtContent></w:sdt>'
    made.element.body.insert(1, parse_xml(sdt))
    document, issues = read_document(saved(made), "x.docx")
    assert [b.text for b in document.blocks()] == ["before", "inside added"]
    assert issues == []


def test_hidden_text_is_not_printed_and_is_said() -> None:
    made = paper()
    made.add_paragraph("seen").add_run(" secret").font.hidden = True
    document, issues = read_document(saved(made), "x.docx")
    assert [b.text for b in document.blocks()] == ["seen"]
    assert [issue.code for issue in issues] == ["W-04"]


def test_text_boxes_are_read_after_the_words_that_they_are_tied_to() -> None:
    made = paper()
    box = (
        f'<w:r {nsdecls("w")}><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent>'
        "<w:p><w:r><w:t>in the box</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    made.add_paragraph("anchor")._p.append(parse_xml(box))
    document, issues = read_document(saved(made), "x.docx")
    assert [b.text for b in document.blocks()] == ["anchor", "in the box"]
    assert issues == []


def test_links_to_missing_bookmarks_are_errors() -> None:
    made = paper()
    made.add_paragraph()._p.append(
        parse_xml(f'<w:hyperlink {nsdecls("w")} w:anchor="gone"><w:r><w:t>there</w:t></w:r></w:hyperlink>')
    )
    assert codes(saved(made)) == ["W-02"]


def test_a_link_field_carries_its_address() -> None:
    made = paper()
    field(made.add_paragraph("See "), ' HYPERLINK "https://example.org/a" ', "the letter")
    document, issues = read_document(saved(made), "x.docx")
    paragraph = next(b for b in document.blocks() if isinstance(b, Paragraph))
    assert [c.address for c in paragraph.children if isinstance(c, Link)] == ["https://example.org/a"]
    assert issues == []


def test_pictures_without_alternative_text_are_said() -> None:
    made = paper()
    picture(made, "")
    assert codes(saved(made)) == ["W-03"]


def test_a_picture_in_a_paragraph_of_its_own_is_found_by_the_words_before_it() -> None:
    made = paper()
    made.add_paragraph("How it went")
    picture(made, "")
    made.add_paragraph("Why it went so")
    picture(made, "")
    found = read_document(saved(made), "x.docx")[1]
    assert [issue.message.partition("It is so")[2] for issue in found] == [
        " in 2 places: “How it went” and “Why it went so”."
    ]


def test_a_title_has_no_characters_of_one_font_only() -> None:
    assert read_document(saved(paper("\uf0fb The plan \ue123")), "x.docx")[0].title == "✗ The plan •"


def test_a_paper_without_title_or_language_says_so_and_takes_british_english() -> None:
    made = paper("")
    made.add_heading("Synopsis", 1)
    data = with_part(saved(made), "word/styles.xml", '<w:lang w:val="en-US"', "<w:lang")
    document, issues = read_document(data, "x.docx")
    assert (document.title, document.language) == ("Synopsis", "en-GB")
    assert sorted(issue.code for issue in issues) == ["W-06", "W-07"]


@pytest.mark.parametrize(
    "data",
    [b"", b"not a zip", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, saved(paper())[:3000]],
    ids=["empty", "text", "protected", "cut short"],
)
def test_a_file_that_is_no_whole_word_file_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(CannotRead, match=r"x\.docx"):
        read_document(data, "x.docx")


def test_document_types_and_entities_are_refused() -> None:
    data = with_part(saved(paper()), PART, "<w:document", '<!DOCTYPE d [<!ENTITY e "boom">]><w:document')
    with pytest.raises(CannotRead, match="document type"):
        read_document(data, "x.docx")


def test_damaged_xml_is_refused() -> None:
    data = with_part(saved(paper()), PART, "</w:body>", "")
    with pytest.raises(CannotRead, match="damaged"):
        read_document(data, "x.docx")


def test_a_style_without_an_id_is_known_by_its_name_and_touches_nothing_else() -> None:
    odd = '<w:style><w:name w:val="Empty Cell"/><w:rPr><w:sz w:val="2"/></w:rPr></w:style></w:styles>'
    cell = p("words")
    row = f'<w:tbl><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>'
    body = row + p("small", properties='<w:pStyle w:val="EmptyCell"/>')
    document, _ = read_document(with_part(raw(body), "word/styles.xml", "</w:styles>", odd), "paper.docx")
    sizes = {b.text: b.children[0].format.size for b in document.blocks() if isinstance(b, Paragraph) and b.children}  # type: ignore[union-attr]
    assert sizes == {"words": 11.0, "small": 1.0}


def test_a_paragraph_whose_words_all_stand_in_a_headings_own_character_style_is_a_heading() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:link w:val="H2Char"/></w:style>'
        '<w:style w:type="character" w:styleId="H2Char"><w:name w:val="Heading 2 Char"/><w:link w:val="H2"/></w:style>'
    )
    said = '<w:rStyle w:val="H2Char"/>'
    body = p(r("3.4 ", said), r(" "), r("Analysis", said)) + p(r("Analysis ", said), r("is done first"))
    document, _ = read_document(raw(body, styles=styles), "x.docx")
    assert [block.level for block in document.blocks() if isinstance(block, Paragraph)] == [2, None]


def test_sentences_and_captions_with_an_outline_level_of_their_own_are_no_headings() -> None:
    level = '<w:outlineLvl w:val="1"/>'
    said = ("Costs", "Table 10.2.1: Costs", "Costs are met from the grant. " * 6)
    document, _ = read_document(raw("".join(p(each, properties=level) for each in said)), "x.docx")
    assert [block.level for block in document.blocks() if isinstance(block, Paragraph)] == [2, None, None]


def test_measures_of_strict_open_xml_come_with_their_units() -> None:
    indent = '<w:ind w:start="36pt" w:hanging="0.25in"/><w:spacing w:after="8pt" w:line="12.95pt" w:lineRule="auto"/>'
    row = '<w:tr><w:tc><w:tcPr><w:tcW w:w="127.60pt" w:type="dxa"/></w:tcPr><w:p/></w:tc></w:tr>'
    body = p(r("Words", '<w:sz w:val="14pt"/>'), properties=indent) + f"<w:tbl>{row}</w:tbl>"
    section = '<w:sectPr><w:pgSz w:w="841.90pt" w:h="595.30pt"/><w:pgMar w:top="2.54cm" w:left="25.4mm"/></w:sectPr>'
    made = raw(body, section=section)
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        files = {name: package.read(name).replace(TRANSITIONAL, STRICT) for name in package.namelist()}
    (found,) = read_document(zipped(files), "x.docx")[0].sections
    words, table, *_ = found.blocks
    assert isinstance(words, Paragraph)
    assert isinstance(table, Table)
    look = words.format
    assert (found.width, found.height, found.margins[0], found.margins[3]) == (841.9, 595.3, 72, 72)
    assert (look.left, look.first, look.after, look.line) == (36, -18, 8, 259 / 240)
    assert [each.format.size for each in words.children if isinstance(each, Text)] == [14]
    assert table.columns == (127.6,)
