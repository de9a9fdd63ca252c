"""A file is read by what it is, whatever it is called, and what it can't say is said."""

from __future__ import annotations

import os
import sys
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from pipeline.read import NO_VALUE, Cell, read_file, read_folder
from tests.read.old_workbook import compound

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"


@pytest.fixture
def read(tmp_path):
    def reading(name, data):
        (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
        return read_file(tmp_path / name, name)

    return reading


def rows(sheet):
    return {line.number: {column: cell.value for column, cell in line.cells.items()} for line in sheet.lines}


def codes(issues):
    return [issue.code for issue in issues]


def test_a_workbook_that_is_called_a_csv_file_is_read_as_a_workbook(tmp_path):
    book = openpyxl.Workbook()
    book.active["B2"] = 84.2
    book.save(tmp_path / "book.xlsx")
    (tmp_path / "book.xlsx").rename(tmp_path / "book.csv")
    (sheet,), issues = read_file(tmp_path / "book.csv", "book.csv")
    assert issues == []
    assert sheet.typed
    assert rows(sheet) == {2: {1: Decimal("84.2")}}


@pytest.mark.parametrize("kind", ["xltx", "xltm", "xlsm"])
def test_templates_and_workbooks_with_macros_are_read(tmp_path, kind):
    book = openpyxl.Workbook()
    book.active["A1"] = "words"
    book.save(tmp_path / f"book.{kind}")
    sheets, issues = read_folder(tmp_path)
    assert issues == []
    assert rows(sheets[0]) == {1: {0: "words"}}


def test_text_under_an_excel_name_is_read_and_asked_about(read):
    (sheet,), issues = read("export.xls", "Ref\tDue\r\n3.2\t30/09/2026\r\n")
    assert codes(issues) == ["C-13"]
    assert issues[0].message.startswith("export.xls is text with separators, whatever its name says")
    assert rows(sheet) == {1: {0: "Ref", 1: "Due"}, 2: {0: "3.2", 1: "30/09/2026"}}
    assert not sheet.typed


WEB_PAGE = """<!DOCTYPE html><html><head><meta charset="windows-1252"><style>td {color: red}</style></head><body>
<table><tr><th colspan=2>Café &amp; more</th><th>Due</th></tr>
<tr><td rowspan=2>3.2</td><td>two<br>lines  and   <b>bold</b></td><td><p>one</p><p>two</p></td></tr>
<tr><td>&nbsp;x</td><td></td></tr></table></body></html>"""


def test_a_web_page_under_an_excel_name_is_read_with_its_spans(read):
    (sheet,), issues = read("export.xls", WEB_PAGE.encode("cp1252"))
    assert codes(issues) == ["C-13"]
    assert rows(sheet) == {
        1: {0: "Café & more", 2: "Due"},
        2: {0: "3.2", 1: "two\nlines and bold", 2: "one\ntwo"},
        3: {1: "\xa0x"},
    }
    assert [str(area) for area in sheet.merged] == ["A1:B1", "A2:A3"]


def test_a_table_that_lays_out_others_is_passed_over_and_each_of_them_is_a_sheet(read):
    inner = "<table><tr><td>{}</td></tr></table>"
    page = f"<html><table><tr><td>{inner.format('a')}</td><td>{inner.format('b')}</td></tr></table></html>"
    sheets, _ = read("export.xls", page)
    assert [(sheet.name, rows(sheet)) for sheet in sheets] == [("table 1", {1: {0: "a"}}), ("table 2", {1: {0: "b"}})]


def test_a_web_page_without_a_table_is_refused(read):
    sheets, issues = read("a.xls", "<html><body><p>Your session has ended.</p></body></html>")
    assert sheets == []
    assert [issue.message for issue in issues] == ["a.xls is a web page without a table."]


XML_2003 = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:html="http://www.w3.org/TR/REC-html40">
<Styles><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style></Styles>
<Worksheet ss:Name="Readings"><Table><Column ss:Index="3" ss:Span="1" ss:Hidden="1"/>
<Row ss:Index="3"><Cell ss:Index="2"><Data ss:Type="String">words</Data></Cell>
<Cell ss:StyleID="p"><Data ss:Type="Number">0.842</Data></Cell></Row>
<Row ss:Hidden="1"><Cell><Data ss:Type="DateTime">2026-09-30T00:00:00.000</Data></Cell>
<Cell ss:MergeAcross="1"><Data ss:Type="Error">#N/A</Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell>
<Cell ss:Formula="=R1C1"/><Cell><ss:Data ss:Type="String"><html:B>rich</html:B> text</ss:Data></Cell></Row></Table>
<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet></Workbook>"""


def test_an_xml_spreadsheet_of_2003_keeps_addresses_kinds_and_what_is_hidden(read):
    (sheet,), issues = read("export.xls", XML_2003)
    assert issues == []
    assert {line.number: line.cells for line in sheet.lines} == {
        3: {1: Cell("words"), 2: Cell(Decimal("0.842"), "0.00%")},
        4: {
            0: Cell(date(2026, 9, 30)),
            1: Cell(None, "", "#N/A"),
            3: Cell(True),
            4: Cell(None, "", NO_VALUE),
            5: Cell("rich text"),
        },
    }
    assert (sheet.name, sheet.hidden, sheet.hidden_columns) == ("Readings", True, {2, 3})
    assert [line.hidden for line in sheet.lines] == [False, True]
    assert [str(area) for area in sheet.merged] == ["B4:C4"]


def test_a_number_of_an_xml_spreadsheet_has_the_format_of_its_style_its_row_or_its_column(read):
    styles = '<Style ss:ID="p" ss:Name="Percent"><NumberFormat ss:Format="0%"/></Style><Style ss:ID="q" ss:Parent="p"/>'
    number = '<Cell{}><Data ss:Type="Number">0.5</Data></Cell>'
    (sheet,), _ = read(
        "export.xls",
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        f'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles>{styles}</Styles><Worksheet ss:Name="S"><Table>'
        f'<Column ss:Index="2" ss:StyleID="p"/><Row>{number.format("")}{number.format("")}'
        f"{number.format(' ss:StyleID=' + repr('q'))}</Row>"
        f'<Row ss:StyleID="q">{number.format("")}</Row></Table></Worksheet></Workbook>',
    )
    assert [[cell.format for cell in line.cells.values()] for line in sheet.lines] == [["", "0%", "0%"], ["0%"]]


def test_a_flat_open_document_is_read_and_tables_inside_its_cells_are_not_rows(read):
    ns = " ".join(f'xmlns:{name}="{OFFICE}{name}:1.0"' for name in ("office", "table", "text", "draw"))
    inner = "<table:table><table:table-row><table:table-cell><text:p>no</text:p></table:table-cell></table:table-row></table:table>"
    (sheet,), issues = read(
        "a.fods",
        f"<?xml version='1.0'?><office:document {ns}><office:body><office:spreadsheet><table:table table:name='S'>"
        "<table:table-header-rows><table:table-row><table:table-cell office:value-type='string'><text:p>Ref</text:p>"
        f"</table:table-cell></table:table-row></table:table-header-rows><table:table-row><table:table-cell>{inner}</table:table-cell>"
        "<table:table-cell office:value-type='time' office:time-value='PT36H30M00S'><text:p>36:30</text:p></table:table-cell>"
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document>",
    )
    assert issues == []
    assert rows(sheet) == {1: {0: "Ref"}, 2: {1: Decimal("1.52083333333333")}}


@pytest.mark.parametrize(
    ("start", "sentence"),
    [
        (b"%PDF-1.7", "is a PDF and no spreadsheet"),
        (b"\x89PNG\r\n", "is a picture and no spreadsheet"),
        (b"\x1f\x8b\x08", "is a compressed file"),
        (b"SQLite format 3\0", "is a database and no spreadsheet"),
        (b"MIME-Version: 1.0", "is a saved web page without a table"),
        (b"<?xml version='1.0'?><note/>", "is XML and no spreadsheet"),
    ],
)
def test_what_is_no_spreadsheet_is_said_to_be_what_it_is(read, start, sentence):
    sheets, issues = read("a.xlsx", start + bytes(20))
    assert sheets == []
    assert [issue.message for issue in issues] == [f"a.xlsx {sentence}."]
    assert issues[0].remedy


@pytest.mark.parametrize("name", ["WordDocument", "PowerPoint Document"])
def test_another_programs_older_file_under_an_excel_name_is_said_to_be_what_it_is(read, name):
    sheets, (issue,) = read("a.xls", compound(b"x", name))
    assert sheets == []
    what = "a Word document" if name == "WordDocument" else "a presentation"
    assert issue.message == f"a.xls is {what} and no spreadsheet."


def test_an_open_document_that_is_no_spreadsheet_is_said_to_be_none(read):
    ns = f'xmlns:office="{OFFICE}office:1.0"'
    sheets, (issue,) = read(
        "a.fods", f"<office:document {ns}><office:body><office:text/></office:body></office:document>"
    )
    assert sheets == []
    assert issue.message == "a.fods is a text document, a drawing or a presentation and no spreadsheet."


def test_a_workbook_of_nothing_but_charts_is_said_to_be_left_unread(tmp_path):
    book = openpyxl.Workbook()
    book.create_chartsheet("Chart")
    del book["Sheet"]
    book.save(tmp_path / "a.xlsx")
    sheets, (issue,) = read_file(tmp_path / "a.xlsx", "a.xlsx")
    assert (sheets, issue.code) == ([], "C-15")
    assert issue.message == "a.xlsx holds no sheet with cells, so nothing of it was read."


CSV = {
    "utf-16 without a mark": ("Ref,Due\n1,2\n".encode("utf-16-le"), {1: ["Ref", "Due"], 2: ["1", "2"]}),
    "utf-16 the other way": ("Ref,Due\n1,2\n".encode("utf-16-be"), {1: ["Ref", "Due"], 2: ["1", "2"]}),
    "a separator that is named": (b"sep=;\r\na,b;c\r\nd;e\r\n", {1: ["a,b", "c"], 2: ["d", "e"]}),
    "prose with commas between tabs": (
        b"Ref\tWords\n1\ta, b, c, d\n2\te, f\n",
        {1: ["Ref", "Words"], 2: ["1", "a, b, c, d"], 3: ["2", "e, f"]},
    ),
    "decimal commas": (
        b"a;b;c\n1,5;2,5;3,5\n4,5;5,5;6,5\n",
        {1: ["a", "b", "c"], 2: ["1,5", "2,5", "3,5"], 3: ["4,5", "5,5", "6,5"]},
    ),
    "pipes": (b"a|b\n1|2\n", {1: ["a", "b"], 2: ["1", "2"]}),
    "ragged rows": (b"a,b,c\n1\n\n2,,3,4\n", {1: ["a", "b", "c"], 2: ["1"], 4: ["2", "3", "4"]}),
    "a quotation mark inside a word": (b'a,b\n5" pipe,x\n', {1: ["a", "b"], 2: ['5" pipe', "x"]}),
    "line ends of old": (b"a,b\r1,2\r", {1: ["a", "b"], 2: ["1", "2"]}),
    "line breaks in quotation marks": (b'a,b\n"1\r\n2",x\n3,y\n', {1: ["a", "b"], 2: ["1\r\n2", "x"], 3: ["3", "y"]}),
    "old Macs' own quotation marks": ("a,b\r“é”,–\r".encode("mac_roman"), {1: ["a", "b"], 2: ["“é”", "–"]}),
    "two exports put together": ("a,b\né,–\né,x\n".encode() + b"caf\xe9,\x96\n", {2: ["é", "–"], 4: ["café", "–"]}),
    "noughts kept as text": (b'a,b\n="007","=""x"""\n="",y\n', {1: ["a", "b"], 2: ["007", "x"], 3: ["y"]}),
    "nothing marks": (b"a,b\0\n1,2\n" * 60, {1: ["a", "b"], 2: ["1", "2"]}),
    "one column": (b"a\n1\n", {1: ["a"], 2: ["1"]}),
    "a very long cell": (b"a,b\n" + b"x" * 200_000 + b',"y"\n', {1: ["a", "b"], 2: ["x" * 200_000, "y"]}),
    "Windows' own quotation marks": ("a,b\n“x”,–\n".encode("cp1252"), {1: ["a", "b"], 2: ["“x”", "–"]}),
}


@pytest.mark.parametrize("way", CSV)
def test_csv_is_read_as_excel_shows_it(read, way):
    data, expected = CSV[way]
    (sheet,), issues = read("a.csv", data)
    assert issues == []
    found = {
        line.number: [cell.value for cell in line.cells.values()] for line in sheet.lines if line.number in expected
    }
    assert found == expected


def test_a_quotation_mark_that_swallows_rows_is_an_error_at_its_cell(read):
    _, issues = read("a.csv", 'Ref,Progress,Due\n1,"begun,30/09/2026\n2,done,30/09/2026\n3,"late",30/09/2026\n')
    assert [(issue.code, issue.place.cell) for issue in issues] == [("C-14", "B2")]
    assert "the next 2 rows became part of this cell" in issues[0].message


def test_prose_of_several_lines_and_with_commas_is_no_swallowed_row(read):
    prose = "Late, owing to sickness, leave and more.\nSince then, in May, June and July, done."
    (sheet,), issues = read("a.csv", f'Ref,Progress,Due\n1,"{prose}",30/09/2026\n2,"{prose}\n{prose}",x\n')
    assert issues == []
    assert sheet.lines[1].cells[1].value == prose


def test_rows_that_are_swallowed_up_to_a_mark_for_inches_are_an_error(read):
    _, issues = read("a.csv", 'Ref,Size,Due\n1,"begun,30/09/2026\n2,pipe,30/09/2026\n3,pipe of 5",30/09/2026\n')
    assert [(issue.code, issue.place.cell) for issue in issues] == [("C-14", "B2")]


def test_notes_are_left_alone_and_a_table_in_a_text_file_is_read(read):
    assert read("notes.txt", "Ring Sam, please.\nThe plan is late; ask why.\n") == ([], [])
    (sheet,), issues = read("table.txt", "Ref\tDue\n1\t2\n")
    assert issues == []
    assert rows(sheet) == {1: {0: "Ref", 1: "Due"}, 2: {0: "1", 1: "2"}}


def test_what_may_hold_data_and_is_not_read_is_said(tmp_path):
    for name in ("a.numbers", "b.gsheet", "c.zip", "d.xlsx.lnk", "e.docx", "f.pdf", "g.MHTML", "h.sxc"):
        (tmp_path / name).write_bytes(b"x")
    sheets, issues = read_folder(tmp_path)
    assert sheets == []
    assert [(issue.code, issue.place.file) for issue in issues] == [
        ("C-15", "a.numbers"),
        ("C-15", "b.gsheet"),
        ("C-15", "c.zip"),
        ("C-15", "d.xlsx.lnk"),
        ("C-15", "g.MHTML"),
        ("C-15", "h.sxc"),
    ]


def test_shortcuts_are_read_inside_the_folder_and_said_where_they_lead_out_of_it(tmp_path):
    folder, outside = tmp_path / "folder", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    (outside / "a.csv").write_text("secret,x\n1,2\n")
    (folder / "here.csv").write_text("a,b\n1,2\n")
    (folder / "1.csv").symlink_to(outside / "a.csv")
    (folder / "2.csv").symlink_to(folder / "nowhere.csv")
    (folder / "3.csv").symlink_to(folder / "3.csv")
    (folder / "4.csv").symlink_to(folder / "here.csv")
    (folder / "updates").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    sheets, issues = read_folder(folder)
    assert [sheet.file for sheet in sheets] == ["4.csv", "here.csv"]
    assert {(issue.code, issue.place.file) for issue in issues} == {
        ("C-01", "1.csv"),
        ("C-01", "2.csv"),
        ("C-01", "3.csv"),
        ("C-15", "updates"),
        ("C-15", "loop"),
    }


@pytest.mark.skipif(sys.platform != "linux", reason="such names are only possible here")
def test_files_with_odd_names_are_read_and_their_names_can_be_printed(tmp_path):
    odd = [
        b"caf\xe9.csv",
        "täglich.csv".encode(),
        b"two\nlines.csv",
        b"$(x) `y` 'z'.csv",
        b"sp ace.CSV",
        b"back\\slash.csv",
    ]
    for name in odd:
        with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:
            file.write(b"a,b\n1,2\n")
    os.mkfifo(tmp_path / "pipe.csv")
    sheets, issues = read_folder(tmp_path)
    assert issues == []
    assert len(sheets) == len(odd)
    for sheet in sheets:
        assert sheet.file.encode("utf-8").decode().isprintable()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to this user")
def test_what_may_not_be_opened_is_said_and_the_rest_is_read(tmp_path):
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("a,b\n1,2\n")
    (tmp_path / "a.csv").chmod(0)
    (tmp_path / "shut").mkdir(mode=0)
    sheets, issues = read_folder(tmp_path)
    assert [sheet.file for sheet in sheets] == ["b.csv"]
    assert {issue.code for issue in issues} == {"C-01"}
    assert len(issues) == 2


def test_the_files_are_told_of_as_they_are_read(tmp_path):
    for name in ("b.csv", "a.csv"):
        (tmp_path / name).write_text("a,b\n1,2\n")
    told = []
    read_folder(tmp_path, lambda *what: told.append(what))
    assert told == [("a.csv", 1, 2), ("b.csv", 2, 2)]
