"""Ratings told by a cell's colour alone, in workbooks as people colour them in Excel."""

from __future__ import annotations

import openpyxl
import pytest
from openpyxl.styles import Color, PatternFill

import pipeline.sheets  # noqa: F401 - loads every sheet we know
from pipeline.parse import parse_sheet
from pipeline.read import read_file
from tests.parse.grids import said

HEADINGS = ["Ref", "Action", "Lead", "Due date", "Progress this quarter", "RAG"]
RED, AMBER, GREEN, BAND = "FFFF0000", "FFFFC000", "FF00B050", "FFDDEBF7"


def colour(of):
    return PatternFill("solid", fgColor=of)


@pytest.fixture
def told(tmp_path):
    """What is said of ratings in a table whose rows are given as what stands under RAG: a colour, a word, or both."""

    def tell(*ratings, headings=HEADINGS, paint=lambda sheet: None):
        book = openpyxl.Workbook()
        book.active.append(headings)
        for row, (fill, word) in enumerate(ratings, 2):
            book.active.append([f"1.{row}", "Agree the form", "Head of Service", "31/05/2026", "Agreed", word])
            if fill is not None:
                book.active.cell(row, 6).fill = fill if isinstance(fill, PatternFill) else colour(fill)
        paint(book.active)
        book.save(tmp_path / "tracker.xlsx")
        (sheet,), _ = read_file(tmp_path / "tracker.xlsx", "tracker.xlsx")
        return [issue for issue in parse_sheet(sheet)[1] if issue.code == "C-35"]

    return tell


def test_cells_that_tell_a_rating_by_their_colour_alone_are_said_once_a_column(told):
    (issue,) = told((RED, None), (AMBER, None), (GREEN, " "), (GREEN, "Green"), (None, None), (AMBER, None))
    assert said([issue]) == [
        ("C-35", "F2", "The cells under 'RAG' are coloured and hold no word (F2, F3 and 2 more): colours are not read.")
    ]
    assert issue.remedy == "Type the word that the colour stands for into each, such as Green; the colour may stay."
    assert issue.also == ("F3", "F4", "F7")


def test_one_cell_or_two_are_named(told):
    (one,) = told((GREEN, None), (RED, "Red"))
    (two,) = told((GREEN, None), (RED, None))
    assert one.message == "The cell under 'RAG' is coloured and holds no word (F2): colours are not read."
    assert "are coloured and hold no word (F2 and F3)" in two.message


@pytest.mark.parametrize("heading", ["BRAG", "Status", "RAG rating Q2", "Progress rating", "Action status (RAG)"])
def test_a_column_is_one_for_ratings_by_its_heading_whether_it_is_read_or_not(told, heading):
    assert [each.place.heading for each in told((RED, None), (GREEN, None), headings=[*HEADINGS[:5], heading])] == [
        heading
    ]


def test_colours_in_columns_of_other_things_are_nobodys_ratings(told):
    assert told((RED, None), (GREEN, None), headings=[*HEADINGS[:5], "Evidence"]) == []


def test_a_colour_with_its_word_is_no_question(told):
    assert told((RED, "Red"), (GREEN, "Green")) == []


def test_the_colour_of_a_whole_row_is_its_ground(told):
    def band(sheet):
        for row in range(2, 6):
            for column in range(1, 7):
                sheet.cell(row, column).fill = colour(BAND if row % 2 else "FFD9D9D9")

    assert told(*[(None, None)] * 4, paint=band) == []
    rated = told(
        (None, None), (None, None), paint=lambda sheet: (band(sheet), setattr(sheet["F3"], "fill", colour(RED)))
    )
    assert [issue.place.cell for issue in rated] == ["F3"]


@pytest.mark.parametrize("ground", ["FFFFFFFF", "FFFFF2CC", "FFFFFF00", "FFD9D9D9", BAND])
def test_one_pale_or_yellow_colour_down_a_column_says_where_to_fill_in(told, ground):
    assert told((ground, None), (ground, None)) == []


def test_the_pale_colours_of_excels_own_good_and_bad_tell_ratings_apart(told):
    assert told(("FFC6EFCE", None), ("FFFFC7CE", None)) != []


def test_colours_of_the_theme_and_numbered_ones_are_seen_too(told):
    theme = PatternFill("solid", fgColor=Color(theme=9))
    darker = PatternFill("solid", fgColor=Color(theme=9, tint=-0.25))
    assert [len(issue.also) for issue in told((theme, None), (darker, None))] == [1]
    assert told((PatternFill("solid", fgColor=Color(indexed=10)), None)) != []
    assert told((PatternFill("solid", fgColor=Color(theme=0)), None)) == []  # the paper's white
    assert told((PatternFill("gray125"), None)) == []


def test_cells_merged_with_a_word_and_rows_below_the_records_are_not_asked_about(told):
    assert told((RED, "Red"), (RED, None), paint=lambda sheet: sheet.merge_cells("F2:F3")) == []

    def below(sheet):
        sheet["F9"].fill, sheet["F10"].fill = colour(RED), colour(GREEN)

    assert told((None, "Red"), paint=below) == []
