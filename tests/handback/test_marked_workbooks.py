"""Marked copies as whole workbooks: the sheet Queries first, every other part as it was, nothing told of other workbooks."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.chart import BarChart, Reference
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from pipeline.handback import hand_back, marked_before
from pipeline.issues import Issue, Severity
from pipeline.places import Place
from pipeline.read import read_file
from tests.handback.books import (
    MAIN,
    book,
    by_hand,
    changed,
    error,
    handed_back,
    opened,
    parts,
    query,
    relations,
    rows_of,
)  # fmt: skip
from tests.read.locked_workbook import agile

MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def full(made) -> None:
    """A workbook with what officers put in one: a chart, a chart sheet, a list to choose from, names, print titles."""
    page = made["Actions"]
    chart = BarChart()
    chart.add_data(Reference(page, min_col=1, min_row=1, max_row=3))
    page.add_chart(chart, "F2")
    other = made.create_sheet("Measures")
    other.append(["Measure", "Value"])
    other["B2"] = "=SUM(A1:A9)"
    other.print_title_rows = "1:1"
    choice = DataValidation(type="list", formula1='"Red,Amber"')
    choice.add("B2:B9")
    other.add_data_validation(choice)
    made.create_chartsheet("Chart").add_chart(BarChart())
    made.defined_names["whole"] = DefinedName("whole", attr_text="Actions!$A$1")
    page.defined_names["own"] = DefinedName("own", attr_text="Actions!$A$2")
    other.sheet_view.tabSelected = True
    made.active = 1


def test_parts_that_needed_no_change_are_byte_for_byte_what_they_were(tmp_path: Path) -> None:
    data = book(full)
    before, after = parts(data), parts(handed_back(tmp_path, data, error("C2")).content)
    assert set(before) <= set(after)
    touched = {name for name in before if before[name] != after[name]}
    assert touched == {
        "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/workbook.xml",
        "xl/worksheets/_rels/sheet1.xml.rels", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml",
    }  # fmt: skip
    was, now = (each["xl/worksheets/sheet2.xml"].decode() for each in (before, after))
    assert now == was.replace(' tabSelected="1"', ""), "only one sheet may be selected"


def test_every_other_sheet_reads_as_it_did(tmp_path: Path) -> None:
    data = book(full)
    copy = handed_back(tmp_path, data, error("C2"), query("D9"), error("B2", sheet="Measures"))
    (tmp_path / "b.xlsx").write_bytes(copy.content)
    first, *others = read_file(tmp_path / "b.xlsx", "a.xlsx")[0]
    assert first.name == "Queries"
    assert others == read_file(tmp_path / "a.xlsx", "a.xlsx")[0]


def test_names_that_belong_to_a_sheet_follow_it_and_the_list_is_shown_first(tmp_path: Path) -> None:
    made = opened(handed_back(tmp_path, book(full), error("C2")))
    assert made.sheetnames == ["Queries", "Actions", "Measures", "Chart"]
    assert made.active.title == "Queries"
    assert [page.sheet_view.tabSelected for page in made.worksheets] == [True, None, None]
    assert made["Actions"].defined_names["own"].attr_text == "Actions!$A$2"
    assert made.defined_names["whole"].attr_text == "Actions!$A$1"
    assert made["Measures"].print_title_rows == "$1:$1"


def test_the_list_says_each_problem_with_a_link_to_its_cell(tmp_path: Path) -> None:
    copy = handed_back(tmp_path, book(full), error("C2"), query("B2", sheet="Measures"), error("", "No title."))
    assert rows_of(copy) == [
        (1, "Error", "Actions", "C2", "Due date", "action 1.1", "Due date: 'soon' is not a date.",
         "Write the day, month and year. For example: 30/09/2026", "C-03"),
        (2, "Query", "Measures", "B2", "Due date", None, "A date is kept as text.", "Type dates into it.", "M-02"),
        (3, "Error", "Actions", "Whole sheet", None, "action 1.1", "No title.",
         "Write the day, month and year. For example: 30/09/2026", "C-03"),
    ]  # fmt: skip
    page = opened(copy)["Queries"]
    assert [page[f"D{row}"].hyperlink.location for row in (8, 9, 10)] == [
        "'Actions'!C2",
        "'Measures'!B2",
        "'Actions'!A1",
    ]


def test_the_list_counts_each_kind_below_and_a_line_leads_there(tmp_path: Path) -> None:
    page = opened(handed_back(tmp_path, book(full), error("C2"), query("C3"), query("B3"), query("A3")))["Queries"]
    at = int(page["A5"].hyperlink.location.rpartition("A")[2])
    assert page.cell(at, 1).value == "How many of each kind"
    assert [[cell.value for cell in row[:3]] for row in page.iter_rows(min_row=at + 2)] == [
        [1, "Error", "C-03"],
        [3, "Query", "M-02"],
    ]


def test_the_list_prints_on_landscape_pages_with_its_headings_on_each_and_frozen(tmp_path: Path) -> None:
    page = opened(handed_back(tmp_path, book(full), error("C2")))["Queries"]
    [table] = page.tables.values()
    assert table.ref == "A7:I8"
    assert page.freeze_panes == "A8"
    assert page.print_title_rows == "$7:$7"
    assert (page.page_setup.orientation, page.sheet_properties.pageSetUpPr.fitToPage) == ("landscape", True)
    assert page["A8"].font.sz == 12


def test_a_copy_says_what_it_is_of_which_day_and_how_to_use_it(tmp_path: Path) -> None:
    page = opened(handed_back(tmp_path, book(full), error("C2"), query("C3")))["Queries"]
    said = [page.cell(row, 1).value for row in range(1, 5)]
    assert said[0] == "Queries: a.xlsx"
    assert "1 error and 1 query found by papers check" in said[1]
    assert said[2].startswith("Correct your own workbook, not this copy.")


def test_a_workbook_with_a_sheet_queries_of_its_own_keeps_it(tmp_path: Path) -> None:
    made = opened(handed_back(tmp_path, book(lambda made: made.create_sheet("queries")), error("C2")))
    assert made.sheetnames == ["Queries 2", "Actions", "queries"]


def test_a_copy_tells_nothing_of_another_workbook(tmp_path: Path) -> None:
    for name in ("one.xlsx", "updates/two.xlsx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(book(lambda _: None))
    one, two = hand_back(
        tmp_path, [error("C2", "The first's.", file="one.xlsx"), error("C2", "The second's.", file="updates/two.xlsx")]
    )
    assert (one.name, two.name) == ("to-correct/one - queries.xlsx", "to-correct/updates/two - queries.xlsx")
    assert not any(b"The second's." in part for part in parts(one.content).values())
    assert not any(b"The first's." in part for part in parts(two.content).values())


def test_the_same_problems_give_the_same_bytes(tmp_path: Path) -> None:
    data = book(full)
    found = (error("C2"), query("B3"))
    assert handed_back(tmp_path, data, *found).content == handed_back(tmp_path, data, *found).content


def _with_macros(texts: dict[str, str]) -> None:
    types = texts["[Content_Types].xml"]
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    bin_ = '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    texts["[Content_Types].xml"] = types.replace(main, MACROS).replace("</Types>", bin_)
    rels = texts["xl/_rels/workbook.xml.rels"]
    vba = '<Relationship Id="rId77" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/>'
    texts["xl/_rels/workbook.xml.rels"] = rels.replace("</Relationships>", f"{vba}</Relationships>")
    texts["xl/vbaProject.bin"] = "macros"


def test_macros_are_left_out_and_the_copy_says_so(tmp_path: Path) -> None:
    copy = handed_back(tmp_path, changed(book(lambda _: None), _with_macros), error("C2", file="a.xlsm"), file="a.xlsm")
    assert copy.macros
    assert copy.name == "to-correct/a.xlsm - queries.xlsx"
    found = parts(copy.content)
    assert "xl/vbaProject.bin" not in found
    assert b"macro" not in found["[Content_Types].xml"]
    assert b"vba" not in found["[Content_Types].xml"]
    assert b"vbaProject" not in found["xl/_rels/workbook.xml.rels"]
    assert "The macros of your workbook are not in this copy." in [cell.value for cell in opened(copy)["Queries"]["A"]]


def test_a_signature_that_the_copy_would_break_is_left_out(tmp_path: Path) -> None:
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
    origin = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    more = {
        "_rels/.rels": relations({"officeDocument": "xl/workbook.xml", origin: "_xmlsignatures/origin.sigs"}),
        "_xmlsignatures/origin.sigs": "",
        "_xmlsignatures/sig1.xml": "<Signature/>",
    }
    found = parts(handed_back(tmp_path, by_hand(sheet, more=more), error("A1")).content)
    assert not any("signature" in name for name in found)
    assert b"origin" not in found["_rels/.rels"]


@pytest.mark.parametrize(
    ("name", "data", "because"),
    [
        ("a.csv", b"Reference,Due date\r\n1.1,soon\r\n", "it is a text file"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "it is an older kind of workbook"),
        ("a.xls", b"<html><table><tr><td>x</td></tr></table></html>", "it is a web page, whatever its name says"),
        ("a.xls", b"Reference\tTitle\n1.1\tRecruit\n", "it is text, whatever its name says"),
        ("a.xlsx", agile(b"PK", "VelvetSweatshop"), "it is locked"),
        ("a.xlsx", b"PK\3\4 and then nothing", "it is damaged or written in an unusual way"),
    ],
)
def test_where_cells_cant_be_marked_the_list_comes_alone_and_says_why(
    name: str, data: bytes, because: str, tmp_path: Path
) -> None:
    copy = handed_back(tmp_path, data, error("B2", sheet="", file=name), file=name)
    assert copy.unmarked.startswith(because)
    made = opened(copy)
    assert made.sheetnames == ["Queries"]
    assert any(because in str(cell.value) for cell in made["Queries"]["A"])
    assert rows_of(copy)[0][2:4] == ("Whole file", "B2")


def test_a_binary_workbook_is_told_by_what_it_is(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("xl/workbook.bin", "x")
    copy = handed_back(tmp_path, out.getvalue(), error("A1"))
    assert copy.unmarked == "it is a binary workbook (.xlsb)"


@pytest.mark.parametrize(
    "kind", ["revisionHeaders", "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"]
)
def test_a_workbook_that_a_new_sheet_would_contradict_is_not_changed(kind: str, tmp_path: Path) -> None:
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
    more = {
        "xl/_rels/workbook.xml.rels": relations({"worksheet": "worksheets/sheet1.xml", kind: "x.xml"}),
        "xl/x.xml": "<x/>",
    }
    copy = handed_back(tmp_path, by_hand(sheet, more=more), error("A1"))
    assert copy.unmarked
    assert opened(copy).sheetnames == ["Queries"]


def test_a_file_that_could_not_be_read_is_never_unpacked_into_a_copy(tmp_path: Path) -> None:
    unread = Issue("C-01", Severity.ERROR, Place("a.xlsx"), "a.xlsx is far larger inside.", "Ask for another.")
    assert handed_back(tmp_path, book(full), unread).unmarked == "it could not be read"


def test_what_is_not_a_workbook_of_this_folder_is_not_handed_back(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers/plan.docx").write_bytes(b"Word")
    places = ["papers/plan.docx", "../2026-27-q1/a.xlsx", "the quarter's folder", "", "gone.xlsx"]
    assert hand_back(tmp_path, [Issue("A-01", Severity.QUERY, Place(file), "m.", "r.") for file in places]) == []


@pytest.mark.slow
@given(st.text(max_size=60), st.sampled_from(["", "=", "+", "-", "@", " =", "\t=", "_x0041_", "＝"]))
def test_no_text_becomes_a_formula_or_is_lost(tmp_path_factory: pytest.TempPathFactory, text: str, start: str) -> None:
    folder = tmp_path_factory.getbasetemp()
    message = f"{start}{text}."
    copy = handed_back(folder, book(lambda _: None), query("C2", message))
    cell = opened(copy)["Queries"]["G8"]
    assert cell.data_type in ("s", "inlineStr")
    kept = message.replace("\r\n", "\n").replace("\r", "\n")
    (folder / "read.xlsx").write_bytes(copy.content)
    page = read_file(folder / "read.xlsx", "read.xlsx")[0][0]
    line = next(line for line in page.lines if line.number == 8)
    assert len(str(line.cells[6].value)) == len(kept)
    if kept.isprintable():
        assert line.cells[6].value == kept
    if start in ("=", "+", "-", "@"):
        assert cell.quotePrefix, "so that it stays text where a person opens the cell and leaves it"


def test_a_copy_that_comes_back_is_said_and_read_but_not_marked_over(tmp_path: Path) -> None:
    data = handed_back(tmp_path, book(full), error("C2")).content
    (tmp_path / "a.xlsx").write_bytes(data)
    sheets, _ = read_file(tmp_path / "a.xlsx", "a.xlsx")
    [said] = marked_before(sheets)
    assert (said.code, said.place.sheet) == ("H-01", "Queries")
    assert [sheet.name for sheet in sheets] == ["Queries", "Actions", "Measures"]
    again = handed_back(tmp_path, data, error("C2"), said)
    assert again.unmarked == "it is a copy that an earlier check marked"


def test_a_sheet_queries_of_the_councils_own_is_no_marked_copy(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(book(lambda made: made.create_sheet("Queries").append(["Query", "Answer"])))
    assert list(marked_before(read_file(tmp_path / "a.xlsx", "a.xlsx")[0])) == []


@pytest.mark.parametrize("kind", ["template.main+xml", "sheet.macroEnabled.main+xml"])
def test_a_template_becomes_the_plain_workbook_that_its_copy_is_called(kind: str, tmp_path: Path) -> None:
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

    def change(texts: dict[str, str]) -> None:
        texts["[Content_Types].xml"] = texts["[Content_Types].xml"].replace(main, f"application/vnd.ms-excel.{kind}")

    data = changed(book(lambda _: None), change)
    copy = handed_back(tmp_path, data, error("C2", file="a.xltx"), file="a.xltx")
    assert copy.name == "to-correct/a.xltx - queries.xlsx"
    assert main.encode() in parts(copy.content)["[Content_Types].xml"]
