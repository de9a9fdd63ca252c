"""The small good paper that checks are shown a fault in."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from good_paper import TITLE, changed, good_word
from lxml import etree

from pipeline.proof.finished import Finished


@pytest.fixture(scope="session")
def good() -> Finished:
    """A paper with nothing wrong in it."""
    from pipeline.printing import print_paper

    word = good_word()
    with warnings.catch_warnings():  # WeasyPrint leaves its colour profile open
        warnings.simplefilter("ignore", ResourceWarning)
        printed = print_paper(word, name="good.docx", as_at=date(2026, 10, 14))
        gc.collect()
    return Finished(
        name="good",
        docx=word,
        pdf=printed.pdf,
        sections=("Synopsis", "Recommendations", "Progress", "Appendices"),
        header=("Committee and date", "Item", "Public or exempt", "Responsible officer", "Email"),
        appendices=(("Appendix A", "The improvement plan"), ("Appendix B", "Terms of reference")),
        title=TITLE,
    )


@pytest.fixture
def with_word(good: Finished) -> Callable[..., Finished]:
    """The good paper with a fault planted in its Word file."""

    def make(change: Callable[[etree._Element], object], part: str = "word/document.xml") -> Finished:
        return replace(good, docx=changed(good.docx, change, part))

    return make
