"""Web pages under a spreadsheet's name: as case systems export them, as Excel and LibreOffice save them, in one file or many."""

from __future__ import annotations

from base64 import b64encode
from datetime import date
from decimal import Decimal
from quopri import encodestring

import pytest

from pipeline.read import Cell, read_file, read_folder


@pytest.fixture
def read(tmp_path):
    def reading(page, name="export.xls"):
        (tmp_path / name).write_bytes(page if isinstance(page, bytes) else page.encode())
        return read_file(tmp_path / name, name)

    return reading


def rows(sheet):
    return {line.number: dict(line.cells) for line in sheet.lines}


def words(sheet):
    return {line.number: [cell.value for cell in line.cells.values()] for line in sheet.lines}


SAVED = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets><x:ExcelWorksheet><x:Name>Q2 &amp; Q3</x:Name>
<x:WorksheetOptions/></x:ExcelWorksheet></x:ExcelWorksheets></x:ExcelWorkbook></xml><![endif]-->
<style>td {mso-number-format:General;} .xl1 {mso-style-parent:x; mso-number-format:"dd\\/mm\\/yyyy";}
.xl2 {mso-number-format:Percent;} .xl3 {mso-number-format:"\\@";}</style></head><body><table>
<col width=64><col width=0 span=2 style='display:none'>
<tr><td class=xl1 x:num="46295">30/09/2026</td><td class=xl2 x:num="0.842">84%</td><td class=xl3>007</td></tr>
<tr style='display:none'><td x:num>12.5</td><td x:err="#REF!">#REF!</td><td x:bool="TRUE">TRUE</td></tr>
<tr><td style='mso-number-format:"0\\.0"' x:num="3.14159">3.1</td><td x:num="n/a">n/a</td></tr></table></body></html>"""


def test_what_excel_kept_beside_the_words_of_a_page_is_the_value(read):
    (sheet,), issues = read(SAVED)
    assert issues == []
    assert (sheet.name, sheet.typed, sheet.hidden_columns) == ("Q2 & Q3", True, {1, 2})
    assert [line.hidden for line in sheet.lines] == [False, True, False]
    assert rows(sheet) == {
        1: {0: Cell(date(2026, 9, 30), "dd/mm/yyyy"), 1: Cell(Decimal("0.842"), "0.00%"), 2: Cell("007")},
        2: {0: Cell(Decimal("12.5")), 1: Cell(None, "", "#REF!"), 2: Cell(True)},
        3: {0: Cell(Decimal("3.14159"), "0.0"), 1: Cell("n/a")},
    }


def test_what_libreoffice_kept_beside_the_words_of_a_page_is_the_value(read):
    (sheet,), _ = read(
        '<table><tr><td sdval="0.842" sdnum="2057;0;0.0%">84.2%</td><td sdnum="2057;">x</td></tr></table>'
    )
    assert rows(sheet) == {1: {0: Cell(Decimal("0.842"), "0.0%"), 1: Cell("x")}}


def test_a_table_inside_a_cell_of_data_is_the_words_of_that_cell(read):
    inner = "<table><tr><td>First</td><td>Second</td></tr><tr><td>Third</td></tr></table>"
    (sheet,), _ = read(
        f"<table><tr><th>Ref</th><th>Lead</th><th>Steps</th></tr><tr><td>1.1</td><td>Post</td><td>{inner}</td></tr></table>"
    )
    assert words(sheet) == {1: ["Ref", "Lead", "Steps"], 2: ["1.1", "Post", "First\nSecond\nThird"]}


def test_rows_inside_a_form_or_a_body_of_the_table_are_its_rows(read):
    (sheet,), _ = read("<table><thead><tr><th>Ref</th></tr></thead><form><tr><td>1.1</td></tr></form></table>")
    assert words(sheet) == {1: ["Ref"], 2: ["1.1"]}


def test_the_frame_of_a_page_whose_sheets_are_in_a_folder_is_said_to_be_one(read):
    sheets, (issue,) = read(FRAME)
    assert sheets == []
    assert issue.message == "export.xls is only the frame of a web page, whose sheets are in a folder beside it."


def archive(*parts, first="MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n"):
    """A page saved in one file: (location, page, whether in base64)."""
    out = f'{first}Content-Type: multipart/related; boundary="--=_Next"\r\n\r\nOpen it in Excel.\r\n'.encode()
    for location, page, in_64 in parts:
        coded = b64encode(page.encode()) if in_64 else encodestring(page.encode())
        way = "base64" if in_64 else "quoted-printable"
        where = f"Content-Location: {location}\r\n" if location else ""
        out += f"\r\n----=_Next\r\n{where}Content-Transfer-Encoding: {way}\r\n".encode()
        out += b'Content-Type: text/html; charset="utf-8"\r\n\r\n' + coded
    return out + b"\r\n----=_Next--\r\n"


FRAME = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset=utf-8><!--[if gte mso 9]><xml>'
    '<x:ExcelWorksheet><x:Name>Actions</x:Name><x:WorksheetSource HRef="a_files/sheet001.htm"/></x:ExcelWorksheet>'
    "<x:ExcelWorksheet><x:Name>Old</x:Name><x:Visible>SheetHidden</x:Visible>"
    '<x:WorksheetSource HRef="a_files/sheet002.htm"/></x:ExcelWorksheet></xml><![endif]--></head><frameset/></html>'
)


@pytest.mark.parametrize("in_64", [False, True])
def test_a_workbook_saved_as_one_page_is_read_sheet_by_sheet(read, in_64):
    page = "<html><meta charset=utf-8><table><tr><td>{}</td><td x:num>12</td></tr></table></html>"
    sheets, issues = read(
        archive(
            ("file:///C:/a.htm", FRAME, in_64),
            ("file:///C:/a_files/sheet001.htm", page.format("Café"), in_64),
            ("file:///C:/a_files/sheet002.htm", page.format("Gone"), in_64),
        )
    )
    assert issues == []
    assert [(sheet.name, sheet.hidden, words(sheet)) for sheet in sheets] == [
        ("Actions", False, {1: ["Café", Decimal(12)]}),
        ("Old", True, {1: ["Gone", Decimal(12)]}),
    ]


PAGE = "<html><meta charset=utf-8><table><tr><td>{}</td></tr></table></html>"


def test_pages_that_say_no_place_are_the_noted_sheets_in_their_order(read):
    pages = [("", PAGE.format(text), False) for text in ("Now", "Gone")]
    sheets, _ = read(archive(("", FRAME, False), *pages))
    assert [(sheet.name, sheet.hidden, words(sheet)) for sheet in sheets] == [
        ("Actions", False, {1: ["Now"]}),
        ("Old", True, {1: ["Gone"]}),
    ]


def test_pages_that_nothing_names_are_all_read(read):
    pages = [("", PAGE.format(text), False) for text in ("1.1", "1.2", "1.3")]
    sheets, _ = read(archive(*pages))
    assert [(sheet.name, words(sheet)) for sheet in sheets] == [
        ("table 1", {1: ["1.1"]}),
        ("table 2", {1: ["1.2"]}),
        ("table 3", {1: ["1.3"]}),
    ]
    assert len(read(archive(("", FRAME, False), *pages))[0]) == 3


def test_a_report_saved_as_one_page_by_a_browser_is_read_and_asked_about(read):
    page = "<html><table><tr><td>1.1</td></tr></table></html>"
    (sheet,), (issue,) = read(archive(("http://x/report", page, False), first="From: <Saved>\r\nMIME-Version: 1.0\r\n"))
    assert words(sheet) == {1: ["1.1"]}
    assert issue.code == "C-13"


def test_in_a_folder_a_page_is_read_where_it_says_that_it_is_for_excel(tmp_path):
    (tmp_path / "saved.html").write_text(SAVED, "utf-8")
    (tmp_path / "notes.html").write_text("<html><table><tr><td>Chat</td></tr></table></html>", "utf-8")
    (tmp_path / "book.mht").write_bytes(archive(("a.htm", SAVED, False)))
    (tmp_path / "note.xml").write_text("<note/>", "utf-8")
    workbook = '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>'
    (tmp_path / "old.xml").write_text(workbook, "utf-8")
    sheets, issues = read_folder(tmp_path)
    assert [sheet.file for sheet in sheets] == ["book.mht", "old.xml", "saved.html"]
    assert [issue.message for issue in issues] == [
        "notes.html is a web page that was not saved for Excel, so it was not read."
    ]
