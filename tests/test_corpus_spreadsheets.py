"""The command that reads a folder of spreadsheets finds what is wrong in it, and nothing else."""

from __future__ import annotations

from datetime import date, datetime

import openpyxl
import pytest

from pipeline.read import Area, Cell, Line, Sheet, read_file
from tests.corpus_spreadsheets import Outcome, detail, outcome, table
from tests.read.other_readers import EXCUSES, by_openpyxl, compare, differences, same


@pytest.fixture
def book(tmp_path):
    made = openpyxl.Workbook()
    made.active["B3"], made.active["C4"], made.active["D5"] = "words", 84.2, date(2026, 9, 30)
    made.save(tmp_path / "book.xlsx")
    return tmp_path / "book.xlsx"


def test_a_wrong_value_a_wrong_address_and_a_lost_cell_are_found(book):
    (sheet,), _ = read_file(book, "book.xlsx")
    theirs = by_openpyxl(book)
    assert compare([sheet], theirs, "openpyxl") == []
    lines = (Line(3, False, {1: Cell("word")}), Line(4, False, {3: Cell(84.2)}))
    wrong = compare([Sheet("book.xlsx", "Sheet", lines)], theirs, "openpyxl")
    assert [(each.cell, each.ours, each.theirs) for each in wrong] == [
        ("B3", "word", "words"),
        ("D4", 84.2, None),
        ("C4", None, 84.2),
        ("D5", None, datetime(2026, 9, 30)),  # noqa: DTZ001
    ]
    assert [str(each) for each in compare([], theirs, "openpyxl")] == ["Sheet!: ours '0 cells', theirs '3 cells'"]


@pytest.mark.slow
def test_a_folder_is_read_file_by_file_and_counted(book):
    (book.parent / "broken.xlsx").write_bytes(b"PK\x03\x04 and then nothing")
    read = outcome(book, book.parent, office=False)
    refused = outcome(book.parent / "broken.xlsx", book.parent, office=False)
    assert (read.read, read.cells, read.reader, read.differences, read.traceback) == (True, 3, "openpyxl", [], "")
    assert refused.sentence == "broken.xlsx is damaged and can't be opened."
    failed = Outcome("odd/a.xlsx", traceback="KeyError: 'x'")
    rows = [row.split() for row in table([read, refused, failed]).splitlines()]
    assert [row[:4] + row[7:-2] for row in rows[1:]] == [
        [".", "2", "1", "1", "0", "0"],
        ["odd", "1", "0", "0", "0", "1"],
        ["all", "3", "1", "1", "0", "1"],
    ]
    assert "KeyError" in detail(failed)


WRONG = [
    ("openpyxl", "a\r\nb", "a_x000D_\nb"),
    ("openpyxl", -5.0, datetime(1899, 12, 26)),  # noqa: DTZ001
    ("openpyxl", "11:12:13", 0.4668),
    ("openpyxl", 2994626.0, "#VALUE!"),
    ("openpyxl", 0.14597222, 0.14597222222222223),
    ("calamine", 0.16233796298184, 0.16233796297453704),
    ("calamine", "Err :504", 0.0),
    ("openpyxl", 60.5, datetime(1900, 2, 28, 12)),  # noqa: DTZ001
    ("calamine", 60.0, datetime(1900, 2, 28)),  # noqa: DTZ001
    ("calamine", "ab", "a\0b\0"),
    ("calamine", "#NUM!", float("nan")),
    ("calamine", "a\tb\nc", "abc"),
    ("calamine", "#DIV/0!", None),
    ("calamine", 1.137, "PT27H17M54S"),
    ("LibreOffice", 1.0, True),
]


@pytest.mark.parametrize(("reader", "ours", "theirs"), WRONG)
def test_another_reader_is_excused_where_it_is_known_to_be_wrong(reader, ours, theirs):
    assert not same(ours, theirs)
    assert any(excuse.reader == reader and excuse.holds(ours, theirs) for excuse in EXCUSES)


def test_nothing_else_is_excused():
    pairs = [("a", "b"), (1.0, 2.0), ("words", None), (None, "words"), (5.0, datetime(2026, 9, 30))]  # noqa: DTZ001
    assert [pair for pair in pairs if any(excuse.holds(*pair) for excuse in EXCUSES)] == []


def test_an_address_that_no_sheet_has_and_what_a_merged_cell_covers_are_the_other_readers_fault():
    lines = (Line(1, False, {0: Cell("over"), 1: Cell("under")}),)
    sheet = Sheet("book.xlsx", "S", lines, merged=(Area(1, 0, 1, 1),))
    found = compare([sheet], {"S": {"A1": "over", "A0": "nowhere", "A16777214": "nowhere"}}, "openpyxl")
    assert [(each.cell, bool(each.excuse)) for each in found] == [("B1", True), ("A0", True), ("A16777214", True)]


def test_a_sheet_without_a_name_is_the_only_one_that_another_reader_finds():
    sheet = Sheet("book.xls", "", (Line(1, False, {0: Cell("words")}),))
    assert compare([sheet], {"Sheet1": {"A1": "words"}}, "LibreOffice") == []
    assert len(compare([sheet], {"Sheet1": {"A1": "other"}}, "LibreOffice")) == 1


def test_a_second_reader_is_asked_where_the_first_reads_otherwise(book, monkeypatch):
    (sheet,), _ = read_file(book, "book.xlsx")
    right = by_openpyxl(book)
    wrong = {"Sheet": {**right["Sheet"], "B3": "word", "C4": 84.3}}
    half = {"Sheet": {**right["Sheet"], "C4": 84.3}}
    readers = [("one", lambda _: wrong), ("broken", lambda path: {}[path]), ("two", lambda _: half)]
    monkeypatch.setattr("tests.read.other_readers.readers_for", lambda _: iter(readers))
    first, found = differences(book, [sheet], office=False)
    assert first == "one"
    assert [(each.cell, each.excuse) for each in found] == [("B3", "two reads it as we do"), ("C4", "")]


def test_a_true_is_no_number_to_other_readers():
    assert not same(1.0, True)
    assert [excuse.reader for excuse in EXCUSES if excuse.holds(1.0, True)] == ["LibreOffice"]


def test_every_excuse_has_been_seen():
    assert len([1 for excuse in EXCUSES if any(excuse.holds(ours, theirs) for _, ours, theirs in WRONG)]) == len(
        EXCUSES
    )
