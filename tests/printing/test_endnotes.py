"""Endnotes: where they stand, and their marks."""

from __future__ import annotations

import re

import pytest

from tests.printing.raw_word import SPACES, p, raw
from tests.printing.samples import laid_out

SECTION = '<w:sectPr><w:type w:val="nextPage"/></w:sectPr>'


def noted(settings: str = "") -> str:
    """The HTML of two sections with an endnote called in each."""
    notes = "".join(f'<w:endnote w:id="{n}">{p(f"note {n}")}</w:endnote>' for n in (1, 2))
    parts = {
        "word/endnotes.xml": f"<w:endnotes {SPACES}>{notes}</w:endnotes>",
        "word/settings.xml": f"<w:settings {SPACES}>{settings}</w:settings>",
    }
    calls = [f'<w:r><w:endnoteReference w:id="{n}"/></w:r>' for n in (1, 2)]
    body = p("first", calls[0], properties=SECTION) + p("second", calls[1])
    return laid_out(
        raw(body, parts=parts, related={"e": ("endnotes", "endnotes.xml"), "s": ("settings", "settings.xml")})
    )


@pytest.mark.parametrize(
    ("place", "order"),
    [
        ("", "first second note 1 note 2"),
        ("sectEnd", "first note 1 second note 2"),
        ("docEnd", "first second note 1 note 2"),
    ],
)
def test_endnotes_stand_at_the_end_of_the_paper_or_of_their_section(place: str, order: str) -> None:
    html = noted(f'<w:endnotePr><w:pos w:val="{place}"/></w:endnotePr>' if place else "")
    assert " ".join(re.findall(r"first|second|note \d", html)) == order


def test_an_endnotes_mark_stands_in_its_first_line_and_leads_there_from_its_call() -> None:
    html = noted('<w:endnotePr><w:numRestart w:val="eachSect"/></w:endnotePr>')
    assert re.findall(r'href="#(\w+)" title="Endnote i"', html) == ["e1", "e2"]
    assert re.findall(r'<li id="(\w+)"><p [^>]*><span class="lb \w+">(\w+)</span> note', html) == [
        ("e1", "i"),
        ("e2", "i"),
    ]
