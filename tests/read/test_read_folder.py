from __future__ import annotations

import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from old_workbook import xls

from pipeline.errors import CannotRead
from pipeline.read import NO_VALUE, Cell, read_file, read_folder
from pipeline.read.text import read_csv
from tests.read.locked_workbook import agile

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"


def workbook(path, value="x"):
    book = openpyxl.Workbook()
    book.active["A1"] = value
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def test_workbooks_are_read_in_the_order_of_their_paths_and_drafts_attachments_and_locks_left_alone(tmp_path):
    for name in ("plan.xlsx", "updates/Fostering.xlsx", "updates/Adoption.XLSX", "appendices/table.xlsx"):
        workbook(tmp_path / name)
    workbook(tmp_path / ".hidden" / "old.xlsx")
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "cabinet_paper.docx").write_bytes(b"PK")
    (tmp_path / "~$gone.xlsx").write_bytes(b"lock")
    (tmp_path / "notes.txt").write_text("notes")
    sheets, issues = read_folder(tmp_path)
    assert [sheet.file for sheet in sheets] == ["plan.xlsx", "updates/Adoption.XLSX", "updates/Fostering.xlsx"]
    assert issues == []


def test_what_may_hold_data_and_is_not_read_is_said_with_what_to_do(tmp_path):
    folder = tmp_path / "2026-27-q2"
    workbook(folder / "plan.xlsx")
    workbook(folder / "papers" / "measures.xlsx")
    workbook(folder / "2026-27-q1" / "plan.xlsx")
    workbook(folder / "updates" / "2026-27-q2" / "Care.xlsx")
    (folder / "plan.xlsx").rename(folder / "Improvement plan")
    workbook(folder / "open.xlsx")
    (folder / "~$open.xlsx").write_bytes(b"lock")
    for name in ("Care.pdf", "Care.docx", "Care.msg", "Care.jpg"):
        (folder / "updates" / name).write_bytes(b"%PDF")
    (folder / "minutes.pdf").write_bytes(b"%PDF")
    (folder / "README").write_text("What is here.")
    sheets, issues = read_folder(folder)
    assert [sheet.file for sheet in sheets] == ["open.xlsx", "updates/2026-27-q2/Care.xlsx"]
    said = {issue.place.file: issue.message for issue in issues}
    assert all(issue.code == "C-15" and issue.remedy for issue in issues)
    assert said == {
        "2026-27-q1": "2026-27-q1 is another quarter's folder; it was not read.",
        "Improvement plan": "Improvement plan has no ending such as .xlsx, so it was not read.",
        "open.xlsx": "open.xlsx is open in Excel, or was when Excel last closed; what is not saved there was not read.",
        "papers/measures.xlsx": "measures.xlsx is in the folder papers, which holds drafts in Word; it was not read.",
        "updates/Care.docx": "Care.docx is a Word document, which is not read.",
        "updates/Care.jpg": "Care.jpg is a picture, which is not read.",
        "updates/Care.msg": "Care.msg is an e-mail, which is not read.",
        "updates/Care.pdf": "Care.pdf is a PDF, which is not read.",
    }


def test_a_missing_folder_stops_the_run_with_a_sentence(tmp_path):
    with pytest.raises(CannotRead, match="There is no folder"):
        read_folder(tmp_path / "2031-32-q1")


BROKEN = {
    "is empty": b"",
    "is not an Excel workbook": b"only a few words",
    "is damaged and can't be opened": b"PK\x03\x04 and then nothing",
    "is protected by a password": agile(b"", "children"),
}


@pytest.mark.parametrize("sentence", BROKEN)
def test_a_file_that_cannot_be_read_is_an_issue_and_the_rest_is_read(tmp_path, sentence):
    (tmp_path / "a.xlsx").write_bytes(BROKEN[sentence])
    workbook(tmp_path / "b.xlsx")
    sheets, issues = read_folder(tmp_path)
    assert [sheet.file for sheet in sheets] == ["b.xlsx"]
    assert [(issue.code, issue.message) for issue in issues] == [("C-01", f"a.xlsx {sentence}.")]
    assert issues[0].remedy
    assert issues[0].place.file == "a.xlsx"


def test_a_truncated_workbook_is_an_issue(tmp_path):
    workbook(tmp_path / "a.xlsx")
    whole = (tmp_path / "a.xlsx").read_bytes()
    for length in range(4, len(whole), 97):
        (tmp_path / "a.xlsx").write_bytes(whole[:length])
        sheets, issues = read_folder(tmp_path)
        assert sheets == []
        assert [issue.code for issue in issues] == ["C-01"]


def test_a_zip_that_is_no_workbook_is_an_issue(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as package:
        package.writestr("word/document.xml", "<document/>")
    _, issues = read_folder(tmp_path)
    assert [issue.message for issue in issues] == ["a.xlsx is a Word document and no spreadsheet."]


def test_a_workbook_with_a_wrong_extension_is_read_by_what_it_is(tmp_path):
    workbook(tmp_path / "book.xlsx", "found")
    (tmp_path / "book.xlsx").rename(tmp_path / "book.ods")
    sheets, issues = read_folder(tmp_path)
    assert sheets[0].lines[0].cells == {0: Cell("found", "")}
    assert issues == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_is_read_in_the_encodings_and_with_the_separators_people_have(tmp_path, encoding, separator):
    text = f'Action{separator}Progress\r\n\r\n3.2{separator}"Café – done, all;\nof it"\r\n'
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    sheets, issues = read_file(tmp_path / "a.csv", "a.csv")
    assert issues == []
    assert [(line.number, [cell.value for cell in line.cells.values()]) for line in sheets[0].lines] == [
        (1, ["Action", "Progress"]),
        (3, ["3.2", "Café – done, all;\nof it"]),
    ]
    assert not sheets[0].typed


def ods(path, rows):
    content = (
        f'<office:document-content xmlns:office="{OFFICE}office:1.0" xmlns:table="{OFFICE}table:1.0" '
        f'xmlns:text="{OFFICE}text:1.0"><office:body><office:spreadsheet><table:table table:name="Actions">'
        f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)


def test_an_open_document_keeps_addresses_types_faults_and_merges(tmp_path):
    ods(
        tmp_path / "a.ods",
        """
        <table:table-column table:visibility="collapse"/>
        <table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>
        <table:table-row table:visibility="collapse">
          <table:table-cell table:number-columns-repeated="2"/>
          <table:table-cell office:value-type="percentage" office:value="0.842"><text:p>84.2%</text:p></table:table-cell>
          <table:table-cell office:value-type="date" office:date-value="2026-09-30"><text:p>30/09/26</text:p></table:table-cell>
          <table:table-cell table:formula="of:=[.Z1]" office:value-type="string"><text:p>#REF!</text:p></table:table-cell>
          <table:table-cell table:formula="of:=1+1"/>
          <table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="1" office:value-type="string">
            <office:annotation><text:p>a note</text:p></office:annotation>
            <text:p>two<text:s text:c="2"/>words</text:p><text:p>and more</text:p></table:table-cell>
          <table:covered-table-cell/>
          <table:table-cell office:value-type="float" office:value="3.1"><text:p>3.10</text:p></table:table-cell>
        </table:table-row>
        """,
    )
    sheets, issues = read_file(tmp_path / "a.ods", "a.ods")
    assert issues == []
    (line,) = sheets[0].lines
    assert (line.number, line.hidden) == (4, True)
    assert line.cells == {
        2: Cell(Decimal("0.842"), "0.0%"),
        3: Cell(date(2026, 9, 30)),
        4: Cell(None, "", "#REF!"),
        5: Cell(None, "", NO_VALUE),
        6: Cell("two  words\nand more"),
        8: Cell(Decimal("3.1"), "0.00"),
    }
    assert [str(area) for area in sheets[0].merged] == ["G4:H4"]
    assert sheets[0].hidden_columns == {0}


def test_a_fill_of_a_whole_open_document_sheet_is_not_a_million_rows(tmp_path):
    ods(
        tmp_path / "a.ods",
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p>'
        "</table:table-cell></table:table-row>",
    )
    sheets, (issue,) = read_file(tmp_path / "a.ods", "a.ods")
    assert sum(len(line.cells) for sheet in sheets for line in sheet.lines) == 100_000
    assert (issue.code, issue.place.sheet) == ("C-15", "Actions")
    assert issue.message.startswith("Cells ALM1:XFD1048576 and A101:ALL1048576 only repeat what stands before them")


def test_what_a_person_fills_down_an_open_document_is_read_to_its_end(tmp_path):
    words = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    ods(
        tmp_path / "a.ods",
        f'<table:table-row table:number-rows-repeated="20000">{words.format("Not started")}</table:table-row>'
        f"<table:table-row>{words.format('the last')}</table:table-row>",
    )
    (sheet,), issues = read_file(tmp_path / "a.ods", "a.ods")
    assert issues == []
    assert (len(sheet.lines), sheet.lines[-1].number, sheet.lines[-1].cells[0].value) == (20_001, 20_001, "the last")


def test_an_open_document_says_what_was_typed_and_not_what_a_format_shows_besides(tmp_path):
    ods(
        tmp_path / "a.ods",
        '<table:table-row><table:table-cell office:value-type="string" office:string-value="late"><text:p>!late</text:p>'
        "</table:table-cell></table:table-row>",
    )
    (sheet,), _ = read_file(tmp_path / "a.ods", "a.ods")
    assert sheet.lines[0].cells == {0: Cell("late")}


def test_lists_in_a_cell_of_an_open_document_are_read_and_guides_to_sounds_and_notes_are_not(tmp_path):
    ruby = "<text:ruby><text:ruby-base>said</text:ruby-base><text:ruby-text>sed</text:ruby-text></text:ruby>"
    items = "".join(f"<text:list-item><text:p>{item}</text:p></text:list-item>" for item in ("one", "two"))
    ods(
        tmp_path / "a.ods",
        f'<table:table-row><table:table-cell office:value-type="string"><text:p>{ruby} so</text:p>'
        f"<text:list>{items}</text:list></table:table-cell></table:table-row>",
    )
    (sheet,), _ = read_file(tmp_path / "a.ods", "a.ods")
    assert sheet.lines[0].cells == {0: Cell("said so\none\ntwo")}


def test_an_open_document_of_old_names_its_document_type_in_its_list_of_parts(tmp_path):
    ods(
        tmp_path / "a.ods",
        '<table:table-row><table:table-cell office:value-type="float" office:value="3"/></table:table-row>',
    )
    with zipfile.ZipFile(tmp_path / "a.ods", "a") as package:
        package.writestr("META-INF/manifest.xml", '<!DOCTYPE manifest PUBLIC "-//OOo//DTD 1.0//EN" "M.dtd"><manifest/>')
    (sheet,), issues = read_file(tmp_path / "a.ods", "a.ods")
    assert issues == []
    assert sheet.lines[0].cells == {0: Cell(Decimal(3))}


def test_a_picture_of_many_megabytes_inside_a_document_doesnt_end_its_reading(tmp_path):
    picture = f"<table:shapes><office:binary-data>{'A' * 10_500_000}</office:binary-data></table:shapes>"
    row = '<table:table-row><table:table-cell office:value-type="float" office:value="3"/></table:table-row>'
    ods(tmp_path / "a.ods", picture + row)
    (sheet,), issues = read_file(tmp_path / "a.ods", "a.ods")
    assert issues == []
    assert sheet.lines[0].cells == {0: Cell(Decimal(3))}


def test_a_broken_older_workbook_is_an_issue(tmp_path):
    (tmp_path / "a.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\1" * 2000)
    sheets, issues = read_folder(tmp_path)
    assert sheets == []
    assert [issue.code for issue in issues] == ["C-01"]


def test_an_older_workbook_is_read(tmp_path):
    (tmp_path / "a.xls").write_bytes(xls({(2, 1): "words", (3, 2): 84.2}))
    sheets, issues = read_folder(tmp_path)
    assert [(sheet.name, [(line.number, line.cells) for line in sheet.lines]) for sheet in sheets] == [
        ("Old", [(3, {1: Cell("words")}), (4, {2: Cell(Decimal("84.2"))})])
    ]
    assert issues == []


@pytest.mark.parametrize("kind", ["float", "percentage", "date", "time", "boolean"])
def test_a_formula_that_its_program_never_worked_out_has_no_value(tmp_path, kind):
    formula = f'<table:table-cell office:value-type="{kind}" table:formula="of:=AVERAGE([.A1:.A9])"/>'
    ods(tmp_path / "a.ods", f"<table:table-row>{formula}</table:table-row>")
    (sheet,), _ = read_file(tmp_path / "a.ods", "a.ods")
    assert sheet.lines[0].cells == {0: Cell(None, "", NO_VALUE)}


@pytest.mark.parametrize("mark", ["", '"'])
def test_the_rows_of_a_long_csv_file_are_cut_out_of_its_text_when_they_are_asked_for_and_not_kept(mark, monkeypatch):
    text = f"Ref,Name\r\n{mark}3.2{mark},{mark}Café{mark}\r\n\r\n,\r\n" * 20
    (kept,), _ = read_csv(text.encode(), "a.csv")
    monkeypatch.setattr("pipeline.read.text._MOST_KEPT", 39)
    (long,), _ = read_csv(text.encode(), "a.csv")
    assert kept.lines[5] is kept.lines[5]
    assert long.lines[5] is not long.lines[5]
    assert tuple(long.lines) == kept.lines == long.lines[:]
    assert (len(kept.lines), kept.lines[-1], long.lines[-2:]) == (40, long.lines[-1], kept.lines[-2:])
    assert [cell.value for cell in long.lines[-1].cells.values()] == ["3.2", "Café"]
    assert long.lines[-1].number == 78
