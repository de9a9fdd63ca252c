from __future__ import annotations

import struct
from datetime import date
from decimal import Decimal

import pytest
from old_workbook import EXCEL_95, compound, record, short, stream, text, wide, xls, xlsb

from pipeline.read import Cell, read_file
from pipeline.read.besides import besides
from pipeline.read.cells import LOST
from pipeline.read.records import ERRORS, rk
from tests.read.other_readers import by_calamine, compare


@pytest.fixture
def read(tmp_path):
    """Reads an .xls: its one sheet."""

    def reading(data, name="a.xls"):
        (tmp_path / name).write_bytes(data)
        sheets, issues = read_file(tmp_path / name, name)
        assert issues == []
        (sheet,) = sheets
        return sheet

    return reading


def cells(sheet):
    return {(line.number, column): cell for line in sheet.lines for column, cell in line.cells.items()}


def at(row, column, style=0):
    return struct.pack("<HHH", row, column, style)


FORMATS = record(0x41E, struct.pack("<H", 164) + text("dd/mm/yyyy")) + b"".join(
    record(0xE0, struct.pack("<HH", 0, format_) + bytes(16)) for format_ in (0, 9, 164)
)


def formula(row, column, value, style=0):
    return record(0x06, at(row, column, style) + value + bytes(8))


def test_an_older_workbook_keeps_errors_formats_truths_and_the_values_of_formulas(read):
    rows = (
        record(0x205, at(0, 0) + b"\x17\1")
        + record(0x205, at(0, 1) + b"\1\0")
        + record(0x203, at(1, 0, 1) + struct.pack("<d", 0.842))
        + record(0x203, at(1, 1, 2) + struct.pack("<d", 46295))
        + formula(2, 0, struct.pack("<d", 84.2))
        + formula(2, 1, b"\2\0\x2a\0\0\0\xff\xff")
        + formula(2, 2, b"\1\0\1\0\0\0\xff\xff")
        + formula(2, 3, b"\0\0\0\0\0\0\xff\xff")
        + record(0x207, text("worked out"))
        + formula(2, 4, b"\3\0\0\0\0\0\xff\xff")
        + record(
            0xBD,
            struct.pack("<HH", 3, 5) + struct.pack("<HIHI", 0, 300 << 2 | 3, 1, 84 << 2 | 2) + struct.pack("<H", 6),
        )
    )
    sheet = read(xls(rows=rows, before=FORMATS))
    assert cells(sheet) == {
        (1, 0): Cell(None, "", "#REF!"),
        (1, 1): Cell(True),
        (2, 0): Cell(Decimal("0.842"), "0%"),
        (2, 1): Cell(date(2026, 9, 30), "dd/mm/yyyy"),
        (3, 0): Cell(Decimal("84.2")),
        (3, 1): Cell(None, "", "#N/A"),
        (3, 2): Cell(True),
        (3, 3): Cell("worked out"),
        (4, 5): Cell(Decimal(3)),
        (4, 6): Cell(Decimal(84), "0%"),
    }


def test_an_older_workbook_says_what_is_hidden_and_merged_and_counts_from_1904(read):
    row = struct.pack("<HHHHHHHI", 3, 0, 1, 300, 0, 0, 0x20, 0)[:16]
    rows = (
        record(0x208, row)
        + record(0x7D, struct.pack("<HHHHHH", 2, 3, 2000, 0, 1, 0))
        + record(0x203, at(3, 0, 2) + struct.pack("<d", 44833))
        + record(0xE5, struct.pack("<HHHHH", 1, 3, 4, 0, 1))
    )
    sheet = read(xls(rows=rows, before=FORMATS + record(0x22, b"\1\0")))
    assert [(line.number, line.hidden, line.cells[0].value) for line in sheet.lines] == [(4, True, date(2026, 9, 30))]
    assert sheet.hidden_columns == {2, 3}
    assert [str(area) for area in sheet.merged] == ["A4:B5"]


def test_shared_texts_run_on_from_record_to_record(read):
    first = struct.pack("<II", 3, 3) + text("plain") + struct.pack("<HB", 6, 0) + b"brok"
    strings = record(0xFC, first) + record(
        0x3C, b"\1" + "én".encode("utf-16-le") + struct.pack("<HBH", 4, 8, 1) + b"rich" + bytes(4)
    )
    rows = b"".join(record(0xFD, at(0, column) + struct.pack("<I", column)) for column in range(4))
    sheet = read(xls(rows=rows, before=strings))
    assert cells(sheet) == {
        (1, 0): Cell("plain"),
        (1, 1): Cell("brokén"),
        (1, 2): Cell("rich"),
        (1, 3): Cell(None, "", LOST),
    }


def test_a_workbook_of_excel_95_is_read_in_its_code_page(read):
    sheet = read(xls({(0, 0): "café – done", (1, 1): 84.2}, version=EXCEL_95, before=record(0x42, b"\xe4\x04")))
    assert sheet.name == "Old"
    assert cells(sheet) == {(1, 0): Cell("café – done"), (2, 1): Cell(Decimal("84.2"))}


def test_a_workbook_without_its_container_is_read(read):
    assert cells(read(stream({(0, 0): "words"}, b"", b"", 0x600))) == {(1, 0): Cell("words")}


@pytest.mark.parametrize("version", [3, 4])
def test_a_sheet_from_before_there_were_workbooks_is_read(read, version):
    begin = record(0x209 if version == 3 else 0x409, struct.pack("<HHH", 0, 0x10, 0))
    codes = [text(code, EXCEL_95, "B") for code in ("General", "dd/mm/yyyy")]
    formats = b"".join(record(0x1E, code) if version == 3 else record(0x41E, bytes(2) + code) for code in codes)
    styles = b"".join(record(0x243 if version == 3 else 0x443, bytes([0, at]) + bytes(10)) for at in (0, 1))
    rows = record(0x204, at(0, 0) + text("Café", EXCEL_95)) + record(0x203, at(0, 1, 1) + struct.pack("<d", 33390))
    rows += record(0x206 if version == 3 else 0x406, at(1, 0) + struct.pack("<d", 84.2) + bytes(4))
    sheet = read(begin + formats + styles + rows + record(0x0A))
    assert cells(sheet) == {
        (1, 0): Cell("Café"),
        (1, 1): Cell(date(1991, 6, 1), "dd/mm/yyyy"),
        (2, 0): Cell(Decimal("84.2")),
    }


def test_a_sheet_of_excel_2_is_read(read):
    def at_2(row, column, format_=0):
        return struct.pack("<HHBBB", row, column, 0, format_, 0)

    codes = b"".join(record(0x1E, text(code, EXCEL_95, "B")) for code in ("General", "0%", "dd/mm/yyyy"))
    rows = record(0x08, struct.pack("<HHHHHBH", 3, 0, 9, 0, 0, 0, 0)) + record(0x24, struct.pack("<BBH", 1, 2, 0))
    rows += record(0x04, at_2(0, 0) + text("Café", EXCEL_95, "B")) + record(0x02, at_2(0, 1) + struct.pack("<H", 300))
    rows += record(0x03, at_2(0, 2, 1) + struct.pack("<d", 0.842)) + record(
        0x03, at_2(1, 0, 2) + struct.pack("<d", 33390)
    )
    rows += record(0x05, at_2(1, 1) + b"\x17\1") + record(0x05, at_2(1, 2) + b"\1\0") + record(0x01, at_2(1, 3))
    rows += record(0x06, at_2(2, 0) + struct.pack("<d", 84.2) + bytes(3))
    rows += record(0x06, at_2(3, 0) + bytes(6) + b"\xff\xff" + bytes(3)) + record(0x07, text("words", EXCEL_95, "B"))
    sheet = read(record(0x09, struct.pack("<HH", 2, 0x10)) + codes + rows + record(0x0A))
    assert cells(sheet) == {
        (1, 0): Cell("Café"),
        (1, 1): Cell(Decimal(300)),
        (1, 2): Cell(Decimal("0.842"), "0%"),
        (2, 0): Cell(date(1991, 6, 1), "dd/mm/yyyy"),
        (2, 1): Cell(None, "", "#REF!"),
        (2, 2): Cell(True),
        (3, 0): Cell(Decimal("84.2")),
        (4, 0): Cell("words"),
    }
    assert [line.hidden for line in sheet.lines] == [False, False, False, True]
    assert sheet.hidden_columns == {1, 2}


def test_a_chart_among_the_cells_ends_before_the_sheet_does(read):
    chart = (
        record(0x809, struct.pack("<HHHHII", 0x600, 0x20, 0, 0, 0, 6))
        + record(0x203, at(9, 9) + bytes(8))
        + record(0x0A)
    )
    sheet = read(xls({(0, 0): "before"}, rows=chart + record(0x204, at(1, 0) + text("after"))))
    assert cells(sheet) == {(1, 0): Cell("before"), (2, 0): Cell("after")}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (xls(before=record(0x2F, bytes(6))), "is protected by a password"),
        (compound(b"x" * 5000, "Anything"), "is not a spreadsheet"),
        (
            record(0x409, struct.pack("<HHH", 0, 0x100, 0)) + bytes(50),
            "was made by a version of Excel from before 1995",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\1" * 2000, "is damaged and can't be opened"),
    ],
)
def test_an_older_workbook_that_cannot_be_read_says_why(tmp_path, data, sentence):
    (tmp_path / "a.xls").write_bytes(data)
    sheets, issues = read_file(tmp_path / "a.xls", "a.xls")
    assert sheets == []
    assert [issue.message for issue in issues] == [f"a.xls {sentence}."]


@pytest.mark.parametrize("step", range(1, 40))
def test_a_truncated_older_workbook_is_read_in_part_or_said_to_be_damaged(tmp_path, step):
    whole = xls({(row, 0): f"row {row}" for row in range(200)}, before=FORMATS)
    (tmp_path / "a.xls").write_bytes(whole[: len(whole) * step // 40])
    sheets, issues = read_file(tmp_path / "a.xls", "a.xls")
    assert sheets == [] or issues == []


def row(number, *cells, hidden=False):
    return short(0, struct.pack("<IIHBB", number, 0, 300, 0, 0x10 if hidden else 0) + bytes(5)) + b"".join(cells)


def cell(kind, column, data, style=0):
    return short(kind, struct.pack("<II", column, style) + data)


def test_a_binary_workbook_keeps_errors_formats_addresses_and_what_is_hidden(tmp_path):
    rows = row(
        4,
        cell(2, 2, struct.pack("<I", 300 << 2 | 3)),
        cell(3, 3, b"\x2a"),
        cell(4, 4, b"\1"),
        cell(5, 5, struct.pack("<d", 0.842), style=1),
        cell(6, 6, wide("typed here")),
        cell(7, 7, struct.pack("<I", 1)),
        cell(7, 8, struct.pack("<I", 9)),
    ) + row(
        6,
        cell(8, 0, wide("worked out") + bytes(10)),
        cell(9, 1, struct.pack("<d", 46295) + bytes(10), style=2),
        cell(10, 2, b"\0" + bytes(10)),
        cell(11, 3, b"\x07" + bytes(10)),
        cell(62, 4, b"\0" + wide("rich")),
        cell(1, 5, b""),
        hidden=True,
    )
    after = short(177) + short(176, struct.pack("<4I", 4, 5, 2, 3)) + short(178)
    path = tmp_path / "a.xlsb"
    xlsb(path, rows, after=after, strings=("first", "second"), formats=("", "0.0%", "dd/mm/yyyy"))
    (sheet,), issues = read_file(path, "a.xlsb")
    assert issues == []
    assert sheet.name == "New"
    assert cells(sheet) == {
        (5, 2): Cell(Decimal(3)),
        (5, 3): Cell(None, "", "#N/A"),
        (5, 4): Cell(True),
        (5, 5): Cell(Decimal("0.842"), "0.0%"),
        (5, 6): Cell("typed here"),
        (5, 7): Cell("second"),
        (5, 8): Cell(None, "", LOST),
        (7, 0): Cell("worked out"),
        (7, 1): Cell(date(2026, 9, 30), "dd/mm/yyyy"),
        (7, 2): Cell(False),
        (7, 3): Cell(None, "", "#DIV/0!"),
        (7, 4): Cell("rich"),
    }
    assert [line.hidden for line in sheet.lines] == [False, True]
    assert [str(area) for area in sheet.merged] == ["C5:D6"]


def test_the_long_text_of_a_formula_runs_on_from_record_to_record(read):
    rows = formula(0, 0, b"\0\0\0\0\0\0\xff\xff")
    rows += record(0x207, struct.pack("<HB", 9, 0) + b"first") + record(0x3C, b"\1" + " réz".encode("utf-16-le"))
    assert cells(read(xls(rows=rows))) == {(1, 0): Cell("first réz")}


def test_what_is_beyond_numbers_in_an_older_workbook_is_an_error_as_excel_shows_it(read):
    rows = record(0x203, at(0, 0) + struct.pack("<d", float("nan"))) + record(
        0x203, at(0, 1) + struct.pack("<d", float("inf"))
    )
    assert cells(read(xls(rows=rows))) == {(1, 0): Cell(None, "", "#NUM!"), (1, 1): Cell(None, "", "#NUM!")}


def test_what_an_older_workbook_holds_besides_its_cells_is_known(tmp_path):
    before = record(0x85, struct.pack("<IH", 0, 0x200) + text("Chart", width="B"))
    before += record(0x85, struct.pack("<IH", 0, 0x100) + text("Macros", width="B"))
    before += record(0x1AE, struct.pack("<HH", 1, 0x401)) + record(0x1AE, struct.pack("<H", 1) + text("a.xls"))
    before += record(0xEB, bytes(20) + struct.pack("<HHI", 3 << 4 | 0xF, 0xF001, 0))
    chart = record(0x809, struct.pack("<HHHHII", 0x600, 0x20, 0, 0, 0, 6)) + record(0x0A)
    note = record(0x1C, at(0, 0) + bytes(6))
    (tmp_path / "a.xls").write_bytes(xls(rows=note + note + chart, before=before))
    assert besides(tmp_path / "a.xls") == (
        "1 sheet of old macros: never run",
        "1 chart sheet: without cells",
        "1 link to another workbook: never followed; what was saved in the cells is read",
        "1 sheet with comments: comments are not read",
        "1 chart: not read; the cells they are drawn from are",
        "3 pictures: not read",
    )


def test_another_reader_finds_the_same_in_them(tmp_path):
    path = tmp_path / "a.xlsb"
    rows = row(4, cell(5, 5, struct.pack("<d", 0.842)), cell(7, 7, struct.pack("<I", 0)), cell(6, 8, wide("words")))
    xlsb(path, rows, strings=("shared",))
    (tmp_path / "a.xls").write_bytes(xls({(3, 1): "words", (3, 2): 84.2}))
    for each in (path, tmp_path / "a.xls"):
        sheets, _ = read_file(each, each.name)
        assert compare(sheets, by_calamine(each), "calamine") == []


@pytest.mark.parametrize(
    ("coded", "number"), [(300 << 2 | 3, 3.0), (0xFFFFFFFE, -1.0), (0x3FF00000, 1.0), (0x40590001, 1.0)]
)
def test_short_numbers_are_unpacked(coded, number):
    assert rk(coded) == number


def test_errors_of_new_functions_have_their_names():
    assert {"#SPILL!", "#CALC!", "#FIELD!", "#N/A"} <= set(ERRORS.values())
