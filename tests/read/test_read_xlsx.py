from __future__ import annotations

import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from pipeline.read import NO_VALUE, Cell, read_file
from pipeline.read.besides import besides
from pipeline.read.cells import LOST, column_number, letters
from pipeline.read.formats import decimals, exact, from_serial, is_date, is_percent
from pipeline.read.sheet_xml import Book, _scan, _walk

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.fixture
def saved(tmp_path):
    """Saves an openpyxl workbook and reads it back: its first sheet."""

    def save(book):
        book.save(tmp_path / "book.xlsx")
        sheets, issues = read_file(tmp_path / "book.xlsx", "book.xlsx")
        assert issues == []
        return sheets[0]

    return save


def cell(sheet, at):
    """The cell at an address, or None where it is empty."""
    row = int(at.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    column = column_number(at.rstrip("0123456789"))
    return next((line.cells.get(column) for line in sheet.lines if line.number == row), None)


def test_every_cell_keeps_its_true_address_below_blank_rows_and_beside_blank_columns(saved):
    book = openpyxl.Workbook()
    book.active["D7"] = "found"
    sheet = saved(book)
    assert cell(sheet, "D7") == Cell("found", "")
    assert str(sheet.place(7, 3)) == "book.xlsx, sheet Sheet, cell D7"


def test_numbers_are_the_decimals_that_were_typed(saved):
    book = openpyxl.Workbook()
    book.active["A1"] = 0.1 + 0.2  # what a binary machine makes of 0.3
    book.active["A2"] = 84.2
    book.active["A3"] = 1234
    sheet = saved(book)
    assert [cell(sheet, at).value for at in ("A1", "A2", "A3")] == [Decimal("0.3"), Decimal("84.2"), Decimal(1234)]
    assert exact("0.84199999999999997") == Decimal("0.842")


def test_a_percentage_keeps_its_format(saved):
    book = openpyxl.Workbook()
    book.active["A1"] = 0.842
    book.active["A1"].number_format = "0.0%"
    found = cell(saved(book), "A1")
    assert found == Cell(Decimal("0.842"), "0.0%")
    assert is_percent(found.format)


def test_dates_are_true_dates_in_either_calendar(saved):
    for epoch in (None, CALENDAR_MAC_1904):
        book = openpyxl.Workbook()
        if epoch:
            book.epoch = epoch
        book.active["A1"] = date(2026, 9, 30)
        book.active["A2"] = datetime(2026, 9, 30, 14, 30)  # noqa: DTZ001
        sheet = saved(book)
        assert cell(sheet, "A1").value == date(2026, 9, 30)
        assert cell(sheet, "A2").value == datetime(2026, 9, 30, 14, 30)  # noqa: DTZ001


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!", "#NAME?", "#VALUE!"])
def test_an_error_cell_is_a_fault_and_never_blank(saved, error):
    book = openpyxl.Workbook()
    book.active["B2"] = error
    assert cell(saved(book), "B2") == Cell(None, "", error)


def test_a_formula_without_a_value_is_a_fault_and_never_blank(saved):
    book = openpyxl.Workbook()
    book.active["B2"] = "=1+1"  # openpyxl works nothing out
    assert cell(saved(book), "B2").fault == NO_VALUE


def test_merged_ranges_hidden_sheets_rows_and_columns_are_known(saved):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["B2"] = "title", "cell"
    sheet.merge_cells("A1:D1")
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book.create_sheet("front")
    sheet.sheet_state = "hidden"
    found = saved(book)
    assert [str(area) for area in found.merged] == ["A1:D1"]
    assert [line.hidden for line in found.lines] == [False, True]
    assert found.hidden_columns == {1}
    assert found.hidden


def part(rows):
    return f'<?xml version="1.0"?>\n<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()


BOOK = Book("book.xlsx", ["first", "second & third"], ["", "0%", "dd/mm/yyyy"], False)
WAYS = {
    "plain": '<row r="1"><c r="A1"><v>5</v></c></row>',
    "shared string": '<row r="1"><c r="A1" t="s"><v>1</v></c></row>',
    "inline string": '<row r="1"><c r="A1" t="inlineStr"><is><t>A &amp; B &lt; C</t></is></c></row>',
    "rich inline string": '<row r="1"><c r="A1" t="inlineStr"><is><r><t>A</t></r><r><t>B</t></r></is></c></row>',
    "style before reference": '<row r="1"><c s="1" r="A1"><v>0.5</v></c></row>',
    "formula with a value": '<row r="1"><c r="A1" s="2"><f>TODAY()</f><v>46295</v></c></row>',
    "formula of text": '<row r="1"><c r="A1" t="str"><f>A2&amp;B2</f><v>x&#10;y</v></c></row>',
    "formula of empty text": '<row r="1"><c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><v>1</v></c></row>',
    "formula without a value": '<row r="1"><c r="A1"><f>A2</f></c></row>',
    "shared formula": '<row r="1"><c r="A1"><f t="shared" si="0"/><v>3</v></c></row>',
    "error": '<row r="1"><c r="A1" t="e"><f>#REF!</f><v>#REF!</v></c></row>',
    "infinity": '<row r="1"><c r="A1"><v>1e999</v></c><c r="B1"><v>NaN</v></c></row>',
    "text that is lost": '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
    "boolean": '<row r="1"><c r="A1" t="b"><v>1</v></c></row>',
    "numbers that are none": '<row r="1"><c r="A1" s="²"><v>1</v></c><c r="B1" t="s"><v>²</v></c></row><row r="²"/>',
    "numbers of too many figures": f'<row r="1"><c r="A1" s="{"9" * 5000}" t="s"><v>{"9" * 5000}</v></c></row>',
    "boolean in words": '<row r="1"><c r="A1" t="b"><v>TRUE</v></c></row>',
    "iso date": '<row r="1"><c r="A1" t="d"><v>2026-09-30T00:00:00</v></c></row>',
    "no references": "<row><c><v>1</v></c><c/><c><v>2</v></c></row><row><c><v>3</v></c></row>",
    "empty row and cells": '<row r="1"/><row r="2" hidden="1"><c r="A2" s="1"/><c r="B2"><v>1</v></c></row>',
    "comment": '<row r="1"><!-- <c r="B1"><v>9</v></c> --><c r="A1"><v>1</v></c></row>',
    "cdata": '<row r="1"><c r="A1" t="str"><v><![CDATA[a < b]]></v></c></row>',
    "space between": '<row r="1">\n <c r="A1">\n  <v>1</v>\n </c>\n</row>',
    "a row in two pieces": '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="B1"><v>2</v></c></row>',
    "cell metadata": '<row r="1"><c r="A1" cm="1" t="str"><f t="array" ref="A1">X()</f><v>a</v></c></row>',
}


@pytest.mark.parametrize("way", WAYS)
def test_the_quick_way_finds_what_parsing_finds_or_gives_way_to_it(way):
    data = part(WAYS[way])
    parsed, _ = _walk(data, BOOK)
    assert parsed
    assert _scan(data, BOOK) in (parsed, None)


def test_what_is_no_number_is_text_and_a_lost_text_is_a_fault():
    assert _walk(part(WAYS["infinity"]), BOOK)[0][1].cells == {0: Cell("1e999", ""), 1: Cell("NaN", "")}
    assert _walk(part(WAYS["text that is lost"]), BOOK)[0][1].cells == {0: Cell(None, "", LOST)}


def test_a_cell_without_a_style_has_the_first():
    data = part('<row r="1"><c r="A1"><v>0.5</v></c><c r="B1" s="1"><v>2</v></c></row>')
    lines, _ = _walk(data, BOOK._replace(formats=["0%", "0"]))
    quick = _scan(data, BOOK._replace(formats=["0%", "0"]))
    assert lines == quick
    assert {column: cell.format for column, cell in lines[1].cells.items()} == {0: "0%", 1: "0"}


def test_a_boolean_may_be_in_words():
    lines, _ = _walk(part(WAYS["boolean in words"]), BOOK)
    assert lines[1].cells == {0: Cell(True)}


def test_the_quick_way_is_the_way_of_almost_all_files():
    for way in ("plain", "shared string", "inline string", "formula with a value", "empty row and cells"):
        assert _scan(part(WAYS[way]), BOOK) is not None


texts = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=20)


@given(st.lists(st.tuples(st.integers(0, 30), texts | st.floats(-1e9, 1e9) | st.booleans()), max_size=8))
def test_what_is_written_is_read_the_same_quickly_and_by_parsing(cells):
    from xml.sax.saxutils import escape

    written = ""
    for column, value in sorted(dict(cells).items()):
        kind = "b" if isinstance(value, bool) else "n" if isinstance(value, float) else "str"
        text = str(int(value)) if kind == "b" else repr(value) if kind == "n" else escape(value)
        written += f'<c r="{letters(column)}1" t="{kind}"><v>{text}</v></c>'
    data = part(f'<row r="1">{written}</row>')
    quick, (slow, _) = _scan(data, BOOK), _walk(data, BOOK)
    assert quick == slow
    for column, value in dict(cells).items():
        found = slow[1].cells[column].value
        assert found == (Decimal(f"{value:.15g}") if isinstance(value, float) else value) or "_x" in str(value)


@given(st.integers(0, 16_383))
def test_column_letters_go_there_and_back(column):
    assert column_number(letters(column)) == column


FORMATS = """
    dd/mm/yyyy             | date
    mmm-yy                 | date
    [$-809]dd mmmm yyyy;@  | date
    h:mm                   | date
    [h]:mm                 | number
    0.0" days"             | number
    "a;b"dd/mm             | date
    Standard               | number
    General                | number
    #,##0.00;[Red]-#,##0   | number
    0%                     | percent
    0.0%;[Red]-0.0%        | percent
    0" %"                  | number
    @                      | number
    [=0]"";dd/mm/yyyy      | date
    ;;;dd/mm               | date
    ;;;                    | number
    "low";0%               | percent
    [Red][<1]0%;General    | percent
"""


@pytest.mark.parametrize("line", FORMATS.strip().splitlines())
def test_number_formats_say_what_is_shown(line):
    code, kind = (word.strip() for word in line.split(" | "))
    assert (is_date(code), is_percent(code)) == (kind == "date", kind == "percent")


@pytest.mark.parametrize(
    ("code", "places"), [("0", 0), ("0.00", 2), ("0;0.00", 0), ("#,##0.0", 1), ("0.0%", 1), ("@", None)]
)
def test_a_format_says_how_many_decimal_places(code, places):
    assert decimals(code) == places


SERIALS = """
    1     | 1900-01-01
    59    | 1900-02-28
    60    | none: Excel's 29 February 1900 never was
    61    | 1900-03-01
    46295 | 2026-09-30
    0     | none
    -5    | none
"""


@pytest.mark.parametrize("line", SERIALS.strip().splitlines())
def test_serial_numbers_are_days(line):
    serial, day = (word.strip() for word in line.split("|"))
    expected = None if day.startswith("none") else date.fromisoformat(day)
    assert from_serial(float(serial)) == expected


def test_a_sheet_that_claims_a_billion_cells_is_read_by_those_it_has(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "first", "last"
    book.save(tmp_path / "wide.xlsx")
    sheets, issues = read_file(tmp_path / "wide.xlsx", "wide.xlsx")
    assert issues == []
    assert [line.number for line in sheets[0].lines] == [1, 1_048_576]


@pytest.mark.parametrize("parts", [{"xl/workbook.xml": 130}, {f"xl/worksheets/sheet{n}.xml": 70 for n in range(5)}])
def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path, parts):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as package:
        for name in parts:
            package.writestr(name, b" ")
        # The declared sizes are all that is looked at: a true bomb would only be slow to make.
        for entry in package.filelist:
            entry.file_size = parts[entry.filename] * 1_000_000
    sheets, issues = read_file(path, "bomb.xlsx")
    assert sheets == []
    assert issues[0].message == "bomb.xlsx is far larger inside than a plan's workbook."


def test_a_size_that_lies_unpacks_no_more_than_it_declares(tmp_path):
    path = tmp_path / "liar.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"<workbook>" + b" " * 20_000_000 + b"</workbook>")
        package.filelist[0].file_size = 50
    sheets, issues = read_file(path, "liar.xlsx")
    assert sheets == []
    assert [issue.code for issue in issues] == ["C-01"]


def test_a_workbook_that_lists_a_sheet_it_has_not_is_refused(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    book.create_sheet("Updates")
    book.save(tmp_path / "whole.xlsx")
    with zipfile.ZipFile(tmp_path / "whole.xlsx") as whole, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as package:
        for name in whole.namelist():
            if name != "xl/worksheets/sheet2.xml":
                package.writestr(name, whole.read(name))
    sheets, issues = read_file(tmp_path / "a.xlsx", "a.xlsx")
    assert sheets == []
    assert issues[0].message == "a.xlsx lists a sheet 'Updates' that is not in it."


def test_a_module_of_macros_that_is_listed_among_the_sheets_and_has_no_part_is_passed_over(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    book.save(tmp_path / "whole.xlsx")
    with zipfile.ZipFile(tmp_path / "whole.xlsx") as whole, zipfile.ZipFile(tmp_path / "a.xlsm", "w") as package:
        for name in whole.namelist():
            data = whole.read(name)
            if name == "xl/workbook.xml":
                module = b'<sheet xmlns:r="http://r" name="Module1" sheetId="9" state="veryHidden" r:id=""/></sheets>'
                data = data.replace(b"</sheets>", module)
                assert module in data
            package.writestr(name, data)
    sheets, issues = read_file(tmp_path / "a.xlsm", "a.xlsm")
    assert ([sheet.name for sheet in sheets], issues) == (["Sheet"], [])


def test_what_a_workbook_holds_besides_its_cells_is_known(tmp_path):
    names = ("xl/vbaProject.bin", "xl/chartsheets/sheet1.xml", "xl/chartsheets/sheet2.xml", "xl/comments1.xml")
    others = ("xl/externalLinks/externalLink1.xml", "xl/media/image1.png", "xl/workbook.xml")
    with zipfile.ZipFile(tmp_path / "a.xlsm", "w") as package:
        for name in (*names, *others, "xl/externalLinks/_rels/externalLink1.xml.rels"):
            package.writestr(name, "")
    assert besides(tmp_path / "a.xlsm") == (
        "1 part with macros: never run",
        "2 chart sheets: without cells",
        "1 link to another workbook: never followed; what was saved in the cells is read",
        "1 sheet with comments: comments are not read",
        "1 picture: not read",
    )
    (tmp_path / "a.csv").write_text("a,b")
    assert besides(tmp_path / "a.csv") == ()


def test_what_an_open_document_holds_besides_its_cells_is_known(tmp_path):
    sheets = "<table:table a='1'><office:annotation/><office:annotation/></table:table><table:table a='2'/>"
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as package:
        package.writestr("content.xml", f"<office:body><table:tracked-changes/>{sheets}</office:body>")
        package.writestr("Object 1/content.xml", "")
    assert besides(tmp_path / "a.ods") == (
        "1 sheet with comments: comments are not read",
        "1 chart: not read; the cells they are drawn from are",
        "1 record of tracked changes: not read; the cells are read as they now stand",
    )
