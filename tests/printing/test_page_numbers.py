"""Page numbers are shown as Word shows them, and sections count their own pages."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pytest
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.printing import print_paper
from pipeline.printing.document.page_numbers import asked_for
from pipeline.printing.word.read_word import read_document
from tests.printing.samples import AS_AT, field, paper, saved


def printed(made: Any) -> list[str]:
    """The words of each page from its top down, in one line."""
    pdf = pypdfium2.PdfDocument(print_paper(saved(made), name="x.docx", as_at=AS_AT).pdf)
    words = []
    for page in pdf:
        text = page.get_textpage()
        pieces = sorted((text.get_rect(n) for n in range(text.count_rects())), key=lambda box: (-round(box[1]), box[0]))
        words.append(" ".join(" ".join(text.get_text_bounded(*box) for box in pieces).split()))
    pdf.close()
    return words


def numbers(section: Any, said: str) -> None:
    """How a section's pages are numbered."""
    section._sectPr.append(parse_xml(f"<w:pgNumType {nsdecls('w')} {said}/>"))


def pages(made: Any, many: int) -> None:
    """Paragraphs on pages of their own."""
    for number in range(many):
        made.add_paragraph("words").paragraph_format.page_break_before = number > 0


@pytest.mark.parametrize(
    ("instruction", "kind"),
    [
        ("PAGE", ""), ("PAGE \\* MERGEFORMAT", ""), ("PAGE \\* roman \\* MERGEFORMAT", "lowerRoman"),
        ("PAGE \\*ROMAN", "upperRoman"), ("NUMPAGES \\* alphabetic", "lowerLetter"), ("PAGE \\* ALPHABETIC", "upperLetter"),
        ("PAGEREF x \\h \\* Arabic", "decimal"), ("PAGE \\* ArabicDash", "numberInDash"), ("PAGE \\* Ordinal", "ordinal"),
        ("NUMPAGES \\* CardText", "cardText"), ("NUMPAGES \\* CardText \\* FirstCap", "cardinalText"),
        ('PAGE \\# "000"', "000"), ("PAGE \\# 0", "decimal"), ('PAGE \\# "0.00"', ""),
    ],
)  # fmt: skip
def test_a_fields_switches_ask_for_a_number_format(instruction: str, kind: str) -> None:
    assert asked_for(f" {instruction} ") == kind


@pytest.mark.parametrize(
    ("section", "switch", "shown"),
    [
        ('w:fmt="lowerRoman"', "", ["i", "ii"]),
        ('w:fmt="lowerRoman"', "\\* Arabic", ["1", "2"]),
        ('w:fmt="numberInDash"', "", ["- 1 -", "- 2 -"]),
        ('w:fmt="ordinal"', "", ["1st", "2nd"]),
        ('w:fmt="upperLetter" w:start="27"', "", ["AA", "BB"]),
        ('w:fmt="decimalZero" w:start="9"', "", ["09", "10"]),
        ('w:fmt="no }such{ format"', "", ["1", "2"]),
        ("", "\\* ROMAN", ["I", "II"]),
        ("", "\\* ArabicDash", ["- 1 -", "- 2 -"]),
        ("", '\\# "000"', ["001", "002"]),
    ],
)
def test_pages_are_numbered_in_the_format_of_section_or_field(section: str, switch: str, shown: list[str]) -> None:
    made = paper()
    numbers(made.sections[0], section)
    field(made.sections[0].footer.paragraphs[0], f" PAGE {switch} ", "1")
    pages(made, 2)
    assert [words.removeprefix("words ") for words in printed(made)] == shown


def test_the_number_of_all_pages_can_be_in_words() -> None:
    made = paper()
    field(made.add_paragraph("It has "), " NUMPAGES \\* CardText ", "9")
    pages(made, 2)
    assert printed(made)[0].startswith("It has two")


@pytest.mark.parametrize(("switch", "shown"), [("", "see ii"), ("\\* Arabic", "see 2")])
def test_a_reference_shows_the_number_as_its_page_does(switch: str, shown: str) -> None:
    made = paper()
    numbers(made.sections[0], 'w:fmt="lowerRoman"')
    pages(made, 2)
    start = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="1" w:name="there"/>')
    made.paragraphs[-1]._p.insert(1, start)
    numbers(made.add_section(), 'w:start="1"')
    for old in made.sections[1]._sectPr.findall(f"{{{nsdecls('w')[9:-1]}}}pgNumType")[:-1]:
        made.sections[1]._sectPr.remove(old)
    field(made.add_paragraph("see "), f" PAGEREF there \\h {switch} ", "1")
    assert shown in printed(made)[2]
    assert f">{shown[4:]}<" in print_paper(saved(made), name="x.docx", as_at=AS_AT).html


def test_each_section_counts_its_own_pages() -> None:
    made = paper()
    foot = made.sections[0].footer.paragraphs[0]
    field(foot, " SECTIONPAGES ", "7")
    pages(made, 3)
    made.add_section()
    pages(made, 2)
    made.add_section(WD_SECTION.ODD_PAGE)
    made.add_paragraph("last")
    assert [words.split()[-1:] for words in printed(made)] == [["3"]] * 3 + [["2"]] * 2 + [[]] + [["1"]]


def test_a_section_that_begins_on_anothers_page_counts_that_page_too() -> None:
    made = paper()
    field(made.sections[0].footer.paragraphs[0], " SECTIONPAGES \\* roman ", "7")
    pages(made, 2)
    made.add_section(WD_SECTION.CONTINUOUS)
    pages(made, 3)
    assert [words.split()[-1] for words in printed(made)] == ["ii", "ii", "iii", "iii"]


def test_chapter_numbers_before_page_numbers_are_said() -> None:
    made = paper()
    numbers(made.sections[0], 'w:chapStyle="1"')
    made.add_heading("Reviews", 1)
    issues = print_paper(saved(made), name="x.docx", as_at=AS_AT).issues
    assert [issue.code for issue in issues] == ["W-56"]


def test_laying_out_again_for_a_sections_pages_leaves_nothing_behind() -> None:
    prints = []
    for shown in ("2", "9"):
        made = paper()
        field(made.sections[0].footer.paragraphs[0], " SECTIONPAGES ", shown)
        made.add_heading("Reviews", 1)
        pages(made, 2)
        prints.append(print_paper(saved(made), name="x.docx", as_at=AS_AT).pdf)
    assert prints[0] == prints[1]


@pytest.mark.parametrize(("start", "codes"), [(WD_SECTION.CONTINUOUS, ["W-56"]), (WD_SECTION.NEW_PAGE, [])])
def test_page_numbers_that_begin_again_amid_a_page_are_said(start: WD_SECTION, codes: list[str]) -> None:
    made = paper()
    made.add_heading("Reviews", 1)
    made.add_paragraph("words")
    numbers(made.add_section(start), 'w:start="1"')
    made.add_paragraph("words")
    assert [issue.code for issue in read_document(saved(made), "x.docx")[1]] == codes
