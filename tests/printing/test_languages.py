"""Words in another language are known as such to the PDF and the web page."""

from __future__ import annotations

import io

import pikepdf
import pytest

from pipeline.printing import print_paper
from pipeline.printing.document.languages import foreign
from pipeline.printing.document.tree import RunFormat, Text
from tests.printing.raw_word import p, r, raw
from tests.printing.samples import AS_AT, kinds


@pytest.mark.parametrize(
    ("words", "written", "to_the_left", "language"),
    [
        ("bonjour", "fr-FR", False, "fr-FR"),
        ("colour", "en-US", False, ""),
        ("Kumusta", "fil-PH", False, "fil-PH"),
        ("words", "", False, ""),
        ("שלום", "he-IL", True, "he-IL"),
        ("שלום", "ar-SA", True, "he"),
        ("سلام", "fa-IR", True, "fa-IR"),
        ("سلام", "he-IL", True, "ar"),
        ("2026", "ar-SA", True, ""),
    ],
)
def test_the_language_of_words_is_theirs_and_not_a_default(
    words: str, written: str, to_the_left: bool, language: str
) -> None:
    assert foreign(Text(words, RunFormat(language=written, right_to_left=to_the_left)), "en-GB") == language


def test_words_that_run_to_the_left_have_their_language_in_the_pdf_and_on_the_page() -> None:
    body = p("We say ", r("שלום", '<w:rtl/><w:lang w:bidi="he-IL"/>'), " to all.")
    done = print_paper(raw(body), name="x.docx", as_at=AS_AT)
    with pikepdf.open(io.BytesIO(done.pdf)) as pdf:
        assert [str(each.Lang) for _, each in kinds(pdf) if "/Lang" in each] == ["he-IL"]
    assert '<span lang="he-IL" dir="rtl">' in done.html
