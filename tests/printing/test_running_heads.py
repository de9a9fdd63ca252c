"""What headers repeat from the paragraphs of their pages."""

from __future__ import annotations

from datetime import date

import pypdfium2
import pytest

from pipeline.printing import Printed, print_paper
from pipeline.printing.word.running_heads import style_named
from tests.printing.raw_word import SPACES, field, p, raw

STYLES = (
    '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Part"><w:name w:val="Part"/></w:style>'
    '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1."/>'
    '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def heading(words: str) -> str:
    return p(words, properties='<w:pStyle w:val="berschrift1"/>')


def printed(header: str, body: str) -> Printed:
    section = '<w:sectPr><w:headerReference w:type="default" r:id="h"/><w:pgSz w:w="5000" w:h="5000"/><w:pgMar w:top="1200" w:bottom="900" w:left="500" w:right="500"/></w:sectPr>'
    parts = {"word/header1.xml": f"<w:hdr {SPACES}>{header}</w:hdr>"}
    links = {"h": ("header", "header1.xml")}
    docx = raw(body, styles=STYLES, numbering=NUMBERING, parts=parts, related=links, section=section)
    return print_paper(docx, name="x.docx", as_at=date(2026, 11, 2))


def headers(made: Printed) -> list[str]:
    """The header of each page, which the PDF holds first."""
    pdf = pypdfium2.PdfDocument(made.pdf)
    shown = [pdf[number].get_textpage().get_text_range().splitlines()[0] for number in range(len(pdf))]
    pdf.close()
    return shown


PAGES = heading("Aims") + heading("Means") + p('<w:r><w:br w:type="page"/></w:r>', "more") + heading("Ends")


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        (("STYLEREF 1",), ["Aims", "Ends"]),
        (("STYLEREF 1 \\l",), ["Means", "Ends"]),
        (("STYLEREF &quot;Überschrift 1&quot; \\n",), ["A", "C"]),
        (("Part ", "STYLEREF 1 \\n", " ", "STYLEREF 1"), ["Part A Aims", "Part C Ends"]),
    ],
)
def test_a_header_repeats_words_or_number_of_the_first_or_the_last_of_its_page(
    fields: tuple[str, ...], shown: list[str]
) -> None:
    made = printed(p(*(field(each, "stale") if "REF" in each else each for each in fields)), PAGES)
    assert headers(made) == shown
    assert not {"W-02", "W-11"} & {issue.code for issue in made.issues}


@pytest.mark.parametrize(
    ("style", "code", "said"),
    [
        ("Part", "W-02", "which no words in the paper have; it is printed as Word last showed it: “kept”."),
        ("Strong", "W-01", "which is a style of letters, not of paragraphs; it is printed as Word last showed it: “kept”."),
    ],
)  # fmt: skip
def test_a_header_that_repeats_what_is_nowhere_keeps_its_words_and_that_is_said(
    style: str, code: str, said: str
) -> None:
    made = printed(p(field(f"STYLEREF {style}", "kept")), p("words"))
    assert headers(made) == ["kept"]
    messages = [issue.message for issue in made.issues if issue.code == code]
    assert messages == [f"A header or footer repeats the words of the style “{style}”, {said}"]


def test_what_is_alone_in_a_cell_is_repeated_too() -> None:
    cell = p("In a cell", properties='<w:pStyle w:val="Part"/>')
    table = f'<w:tbl><w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>'
    assert headers(printed(p(field("STYLEREF Part", "stale")), table + p("words"))) == ["In a cell"]


@pytest.mark.parametrize(
    ("argument", "name"),
    [("2", "heading 2"), ("Überschrift 1", "heading 1"), ("PART", "part"), ("Nowhere", "nowhere")],
)
def test_a_style_is_known_by_level_name_or_the_id_of_its_name_elsewhere(argument: str, name: str) -> None:
    assert style_named(argument, {"berschrift1": "heading 1", "P": "Part"}) == name
