"""Where the words of a line stand, and how many lines a page holds."""

from __future__ import annotations

import pypdfium2
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from pipeline.printing import print_paper
from tests.printing.samples import AS_AT, laid_out, paper, saved


def lines(spacing: float, font: str = "Arial", size: float = 12) -> list[float]:
    """How far down the first page the foot of each line is, in points."""
    made = paper()
    made.styles["Normal"].font.name = font
    made.styles["Normal"].font.size = Pt(size)
    made.styles["Normal"].paragraph_format.space_after = Pt(0)
    made.styles["Normal"].paragraph_format.line_spacing = spacing
    for _ in range(60):
        made.add_paragraph("Line")
    pdf = pypdfium2.PdfDocument(print_paper(saved(made), name="x.docx", as_at=AS_AT).pdf)
    words, height = pdf[0].get_textpage(), pdf[0].get_height()
    found = [height - words.get_charbox(i)[1] for i in range(words.count_chars()) if words.get_text_range(i, 1) == "L"]
    pdf.close()
    return found


def test_line_spacing_adds_room_below_words_and_none_above_the_first() -> None:
    single, double = lines(1.0), lines(2.0)
    assert double[0] == pytest.approx(single[0], abs=0.1)
    assert double[1] - double[0] == pytest.approx(2 * (single[1] - single[0]), abs=0.1)


# As LibreOffice has them on a Letter page with margins of an inch; Calibri and Arial by their stand-ins.
@pytest.mark.parametrize(
    ("font", "size", "spacing", "count", "first"),
    [("Calibri", 11, 1.15, 42, 82.7), ("Calibri", 11, 1.0, 48, 82.7), ("Arial", 12, 1.5, 31, 83.3), ("Arial", 12, 1.15, 41, 83.3)],
)  # fmt: skip
def test_a_page_holds_as_many_lines_as_in_word(
    font: str, size: float, spacing: float, count: int, first: float
) -> None:
    found = lines(spacing, font, size)
    assert len(found) == count
    assert found[0] == pytest.approx(first, abs=0.1)


@pytest.mark.parametrize(("words", "kind"), [(" ", "gap"), ("", "gap"), ("a", "p")])
def test_a_paragraph_of_a_space_is_as_high_as_an_empty_one(words: str, kind: str) -> None:
    made = paper()
    made.add_paragraph(words)
    made.add_paragraph("after")
    assert ('class="gap' in laid_out(saved(made))) is (kind == "gap")


@pytest.mark.parametrize(("end", "more"), [("", 0), ("\n", 1), ("\n ", 1), ("\n\n", 2)])
def test_a_line_break_at_the_end_of_a_paragraph_leaves_an_empty_line(end: str, more: int) -> None:
    made = paper()
    spacing = made.styles["Normal"].paragraph_format
    spacing.line_spacing, spacing.space_after = Pt(14), Pt(0)
    made.add_paragraph(f"first{end}")
    made.add_paragraph("second")
    pdf = pypdfium2.PdfDocument(print_paper(saved(made), name="x.docx", as_at=AS_AT).pdf)
    words = pdf[0].get_textpage()
    tops = [words.get_charbox(words.get_text_range().index(word))[3] for word in ("first", "second")]
    pdf.close()
    assert tops[0] - tops[1] == pytest.approx(14 * (1 + more), abs=3)


@pytest.mark.parametrize(("joint", "divided"), [("/", False), ("/ ", True)])
def test_words_joined_by_a_slash_stay_on_one_line(joint: str, divided: bool) -> None:
    made = paper()
    for more in range(1, 30):
        made.add_paragraph(
            f"The council's plan is {'n' * more} and then all that it says of its own measures{joint}data"
        )
    pdf = pypdfium2.PdfDocument(print_paper(saved(made), name="x.docx", as_at=AS_AT).pdf)
    lines = pdf[0].get_textpage().get_text_range().splitlines()
    pdf.close()
    assert any(line.strip() == "data" for line in lines) is divided


def test_a_word_of_slashes_that_is_longer_than_a_line_is_divided() -> None:
    made = paper()
    made.add_paragraph("http://example.org" + "/folder" * 40)
    pdf = pypdfium2.PdfDocument(print_paper(saved(made), name="x.docx", as_at=AS_AT).pdf)
    words = pdf[0].get_textpage()
    edge = max(words.get_charbox(i)[2] for i in range(words.count_chars()))
    assert edge <= pdf[0].get_width() - made.sections[0].right_margin.pt + 1
    pdf.close()


def test_lines_are_filled_where_words_end_with_a_hard_space_before_a_word_of_another_look() -> None:
    made = paper()
    for more in range(1, 40):
        words = made.add_paragraph(f"Where {'n' * more} the plan has said what it is for. See:\u00a0")
        words.add_run("the_measures_of_the_whole_plan_and_all_its_domains").italic = True
    pdf = pypdfium2.PdfDocument(print_paper(saved(made), name="x.docx", as_at=AS_AT).pdf)
    lines = [line for page in pdf for line in page.get_textpage().get_text_range().splitlines()]
    pdf.close()
    assert not [line for line in lines if line.strip() == "Where"]


def test_lines_of_smaller_words_are_lower_than_the_others_of_their_paragraph() -> None:
    made = paper()
    made.styles["Normal"].font.name, made.styles["Normal"].font.size = "Arial", Pt(20)
    made.styles["Normal"].paragraph_format.line_spacing = 1.0
    words = made.add_paragraph("A title that says what all of this is for\n")
    words.add_run("first\nsecond\nthird").font.size = Pt(8)
    pdf = pypdfium2.PdfDocument(print_paper(saved(made), name="x.docx", as_at=AS_AT).pdf)
    page = pdf[0].get_textpage()
    feet = [page.get_charbox(page.get_text_range().index(word), loose=True)[1] for word in ("first", "second", "third")]
    pdf.close()
    assert feet[0] - feet[1] == pytest.approx(8 * 1.15, abs=0.1)
    assert feet[1] - feet[2] == pytest.approx(8 * 1.15, abs=0.1)


def test_an_underlined_space_is_a_line_to_write_on() -> None:
    made = paper()
    made.add_paragraph().add_run(" ").underline = True
    assert 'class="gap' not in laid_out(saved(made))


@pytest.mark.parametrize("space", [" ", "  "])
def test_justified_lines_end_at_the_edge_however_many_spaces_are_between_sentences(space: str) -> None:
    made = paper()
    made.add_paragraph(f"Short ones.{space}" * 40).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    pdf = pypdfium2.PdfDocument(print_paper(saved(made), name="x.docx", as_at=AS_AT).pdf)
    words = pdf[0].get_textpage()
    found = [words.get_charbox(i, loose=True) for i in range(words.count_chars()) if words.get_text_range(i, 1) in ".t"]
    ends = [max(box[2] for box in found if box[1] == foot) for foot in sorted({box[1] for box in found}, reverse=True)]
    pdf.close()
    section = made.sections[0]
    edge = section.page_width.pt - section.right_margin.pt
    assert len(ends) > 3
    assert all(end == pytest.approx(edge, abs=2) for end in ends[:-1])


def test_words_with_double_spaces_begin_beside_their_bullet_wherever_their_line_ends() -> None:
    made = paper()
    for length in range(1, 40):
        made.add_paragraph(
            f"Use  clear words {'n' * length} and some that fill their line to its end, with a word to spare",
            "List Bullet",
        )
    pdf = pypdfium2.PdfDocument(print_paper(saved(made), name="x.docx", as_at=AS_AT).pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in pdf)
    assert text.count("\u2022") == 39
    assert not [line for line in text.splitlines() if line.strip() == "\u2022"]
    pdf.close()
