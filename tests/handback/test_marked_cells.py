"""Marked copies: the cell that a problem is at says so, and nothing a person put there is lost."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.worksheet.table import Table

from pipeline.handback import listed, spots
from tests.handback.books import (
    MAIN,
    THREADS,
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
)

STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def test_a_cell_is_filled_edged_and_commented_with_what_to_do_and_a_right_value(tmp_path: Path) -> None:
    page = opened(handed_back(tmp_path, book(lambda _: None), error("C2")))["Actions"]
    cell = page["C2"]
    assert cell.value == "soon"
    assert cell.fill.fill_type == "solid"
    assert cell.comment is not None
    assert cell.comment.text == (
        "ERROR: Due date: 'soon' is not a date.\n"
        "What to do: Write the day, month and year. For example: 30/09/2026 [C-03]"
    )
    assert page["C3"].comment is None
    assert page["C3"].fill.fill_type is None


def test_an_error_and_a_query_differ_in_their_edges_and_words_and_not_in_colour_alone(tmp_path: Path) -> None:
    page = opened(handed_back(tmp_path, book(lambda _: None), error("C2"), query("C3")))["Actions"]
    assert page["C2"].border.left.style == "thick"
    assert page["C3"].border.left.style == "mediumDashed"
    assert page["C3"].comment is not None
    assert page["C3"].comment.text.startswith("QUERY: ")


def test_several_problems_of_a_cell_are_in_one_comment_and_the_worst_marks_it(tmp_path: Path) -> None:
    page = opened(handed_back(tmp_path, book(lambda _: None), query("C2"), error("C2")))["Actions"]
    assert page["C2"].border.left.style == "thick"
    assert page["C2"].comment is not None
    assert re.findall("QUERY|ERROR", page["C2"].comment.text) == ["QUERY", "ERROR"]


def test_every_cell_that_a_problem_is_about_is_marked_and_it_is_listed_once(tmp_path: Path) -> None:
    copy = opened(handed_back(tmp_path, book(lambda _: None), replace(query("C2"), also=("C3",))))
    for cell in ("C2", "C3"):
        assert copy["Actions"][cell].border.left.style == "mediumDashed"
        assert copy["Actions"][cell].comment.text.startswith("QUERY: ")
    listed = [row[3] for row in copy["Queries"].iter_rows(values_only=True) if row[3] in ("C2", "C3")]
    assert listed == ["C2"]


def test_a_cell_with_very_many_problems_points_to_the_list(tmp_path: Path) -> None:
    found = [error("C2", f"Problem {number}.") for number in range(30)]
    page = opened(handed_back(tmp_path, book(lambda _: None), *found))["Actions"]
    assert page["C2"].comment is not None
    assert page["C2"].comment.text.endswith("And 22 more: see the first sheet.")


def test_what_a_cell_looks_like_stays_but_for_its_mark(tmp_path: Path) -> None:
    def fill(made) -> None:
        cell = made["Actions"]["C2"]
        cell.number_format, cell.protection = "dd/mm/yyyy", Protection(locked=False)
        cell.font, cell.fill = (
            Font(name="Gill Sans", sz=14, bold=True, color="FFFFFF"),
            PatternFill("solid", fgColor="1F3864"),
        )

    cell = opened(handed_back(tmp_path, book(fill), error("C2")))["Actions"]["C2"]
    assert (cell.number_format, cell.protection.locked) == ("dd/mm/yyyy", False)
    assert (cell.font.name, cell.font.sz, cell.font.bold) == ("Gill Sans", 14, True)
    assert cell.font.color.rgb == "FF0B0C0C", "white on what was dark could not be read on pink"


def test_a_comment_that_was_there_is_kept_and_ours_follows_it(tmp_path: Path) -> None:
    def fill(made) -> None:
        made["Actions"]["C2"].comment = Comment("Sam to ask Jo.", "Sam")
        made["Actions"]["A3"].comment = Comment("Leave this.", "Sam")

    page = opened(handed_back(tmp_path, book(fill), error("C2")))["Actions"]
    assert page["C2"].comment.text.startswith("Sam to ask Jo.\n\npapers check:\nERROR: Due date")
    assert page["C2"].comment.author == "Sam"
    assert page["A3"].comment.text == "Leave this."


def test_the_box_of_a_comment_that_was_there_grows_to_show_both(tmp_path: Path) -> None:
    data = book(lambda made: setattr(made["Actions"]["C2"], "comment", Comment("Short.", "Sam")))
    drawing = next(
        text
        for name, text in parts(handed_back(tmp_path, data, error("C2")).content).items()
        if "legacy" in name.lower() or "vml" in name
    ).decode()
    assert drawing.count('ObjectType="Note"') == 1
    assert "Anchor>3, 10, 0, 10, " in drawing


def _with_thread(data: bytes) -> bytes:
    def change(texts: dict[str, str]) -> None:
        first = '<threadedComment ref="C2" dT="2026-09-01T10:00:00.00" personId="{11111111-2222-4333-8444-555555555555}" id="{AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEEEE}"><text>Is it May?</text></threadedComment>'
        texts["xl/threadedComments/t1.xml"] = f'<ThreadedComments xmlns="{THREADS}">{first}</ThreadedComments>'
        type_ = '<Override PartName="/xl/threadedComments/t1.xml" ContentType="application/vnd.ms-excel.threadedcomments+xml"/>'
        types = texts["[Content_Types].xml"]
        texts["[Content_Types].xml"] = types.replace("</Types>", f"{type_}</Types>")
        rels = "xl/worksheets/_rels/sheet1.xml.rels"
        thread = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
        more = f'<Relationship Id="rId99" Type="{thread}" Target="../threadedComments/t1.xml"/></Relationships>'
        texts[rels] = texts[rels].replace("</Relationships>", more)

    return changed(data, change)


def test_a_thread_of_comments_gets_ours_as_a_reply(tmp_path: Path) -> None:
    data = _with_thread(
        book(
            lambda made: setattr(
                made["Actions"]["C2"], "comment", Comment("Is it May?", "tc={AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEEEE}")
            )
        )
    )
    found = parts(handed_back(tmp_path, data, error("C2")).content)
    thread = found["xl/threadedComments/t1.xml"].decode()
    assert "Is it May?" in thread
    assert re.search(r'parentId="\{AAAAAAAA-[^"]*"[^>]*><text>ERROR: Due date', thread)
    person = re.findall(r'personId="(\{[0-9A-F-]{36}\})"', thread)
    assert f'displayName="papers check" id="{person[1]}"' in found["xl/persons/person1.xml"].decode()


def test_a_problem_within_merged_cells_is_marked_where_they_are_seen(tmp_path: Path) -> None:
    data = book(lambda made: made["Actions"].merge_cells("B5:C7"))
    page = opened(handed_back(tmp_path, data, error("C6")))["Actions"]
    assert page["B5"].comment is not None
    assert page["B5"].border.left.style == "thick"


def test_a_cell_that_the_file_does_not_hold_is_put_in_its_place_with_its_columns_style(tmp_path: Path) -> None:
    sheet = (
        f'<worksheet xmlns="{MAIN}"><cols><col min="3" max="3" style="0" width="9"/></cols><sheetData>'
        '<row r="2" spans="1:2"><c r="A2"><v>1</v></c><c r="E2"><v>5</v></c></row><row r="9"><c r="A9"><v>9</v></c></row>'
        "</sheetData></worksheet>"
    )
    copy = handed_back(tmp_path, by_hand(sheet), *(error(cell) for cell in ("C2", "B4", "A1", "F12")))
    xml = parts(copy.content)["xl/worksheets/sheet1.xml"].decode()
    assert re.findall(r'<c r="(\w+)"', xml) == ["A1", "A2", "C2", "E2", "B4", "A9", "F12"]
    assert 'spans="1:3"' in xml
    assert "<v>9</v>" in xml


@pytest.mark.parametrize(
    ("sheet", "cell"),
    [
        ("<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row></sheetData>", "A3"),
        ('<sheetData><row r="3"><c><v>3</v></c></row></sheetData>', "A3"),
        ('<sheetData><!-- 9 --><row r="3"><c r="A3"><v>3</v></c></row></sheetData>', "A3"),
        ("<sheetData/>", "B2"),
        ("<sheetData></sheetData>", "B2"),
    ],
)
def test_rows_and_cells_without_references_and_empty_sheets_are_marked_too(
    sheet: str, cell: str, tmp_path: Path
) -> None:
    copy = handed_back(tmp_path, by_hand(f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>'), error(cell))
    page = opened(copy)["Actions"]
    assert page[cell].comment is not None
    assert page[cell].value == (3 if cell == "A3" else None)


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16"])
def test_prefixed_and_strict_workbooks_in_any_encoding_keep_their_dialect(encoding: str, tmp_path: Path) -> None:
    sheet = f'<x:worksheet xmlns:x="{STRICT}"><x:sheetData><x:row r="2"><x:c r="A2"><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    if encoding != "UTF-8":
        sheet = sheet.encode("utf-16")
    copy = handed_back(tmp_path, by_hand(sheet, main=STRICT, office=STRICT_OFFICE), error("A2"), query("B3"))
    found = parts(copy.content)
    assert copy.unmarked == ""
    xml = found["xl/worksheets/sheet1.xml"].decode()
    assert re.findall(r'<x:c r="(\w+)" s="\d+"', xml) == ["A2", "B3"]
    assert re.search(rf'<x:legacyDrawing xmlns:r="{STRICT_OFFICE}" r:id="rId2"/></x:worksheet>', xml)
    assert f'<comments xmlns="{STRICT}">' in found["xl/comments1.xml"].decode()
    assert f'Type="{STRICT_OFFICE}/comments"' in found["xl/worksheets/_rels/sheet1.xml.rels"].decode()


def test_rows_that_are_not_marked_are_the_bytes_they_were(tmp_path: Path) -> None:
    row = "<row  r='4'   ht='20.5'><c r='A4' t='inlineStr'><is><t>a &#x26; b</t></is></c></row>"
    sheet = f"<worksheet xmlns='{MAIN}'><sheetData><row r='1'/>{row}<row r='9'/></sheetData></worksheet>"
    xml = parts(handed_back(tmp_path, by_hand(sheet), error("A9"), error("A2")).content)["xl/worksheets/sheet1.xml"]
    assert row.encode() in xml


def test_a_protected_sheet_stays_protected_and_a_table_stays_a_table(tmp_path: Path) -> None:
    def fill(made) -> None:
        made["Actions"].protection.enable()
        made["Actions"].add_table(Table(displayName="Plan", ref="A1:C3"))

    page = opened(handed_back(tmp_path, book(fill), error("C1")))["Actions"]
    assert page.protection.sheet
    assert page.tables["Plan"].ref == "A1:C3"
    assert page["C1"].comment is not None


def test_filters_frozen_panes_and_the_set_up_for_printing_stay_as_they_were(tmp_path: Path) -> None:
    def fill(made) -> None:
        page = made["Actions"]
        page.auto_filter.ref = "A1:C3"
        page.auto_filter.add_filter_column(0, ["1.1"])
        page.freeze_panes = "B2"
        page.print_area = "A1:B3"
        page.print_title_rows = "1:1"
        page.page_setup.orientation = "landscape"
        made.create_sheet("Other").print_area = "A1:A9"

    before = book(fill)
    made = opened(handed_back(tmp_path, before, error("C2"), query("C3")))
    page = made["Actions"]
    assert page.auto_filter.ref == "A1:C3"
    assert page.auto_filter.filterColumn[0].filters.filter == ["1.1"]
    assert page.freeze_panes == "B2"
    assert page.print_area == "'Actions'!$A$1:$B$3"
    assert page.print_title_rows == "$1:$1"
    assert page.page_setup.orientation == "landscape"
    assert made["Other"].print_area == "'Other'!$A$1:$A$9"


def test_problems_told_as_one_are_each_marked_in_their_own_words_and_listed_once(tmp_path: Path) -> None:
    one, other = query("C2", "The first is text."), query("C3", "The second is text.")
    told = replace(one, message="The first is text. It is so in 1 more cell.", alike=(one, other))
    copy = handed_back(tmp_path, book(lambda _: None), told)
    page = opened(copy)["Actions"]
    assert "The first is text.\n" in page["C2"].comment.text
    assert "The second is text.\n" in page["C3"].comment.text
    assert len(rows_of(copy)) == 1


def test_a_comment_beside_hidden_columns_opens_where_it_can_be_seen(tmp_path: Path) -> None:
    def fill(made) -> None:
        made["Actions"].column_dimensions.group("D", "XFD", hidden=True)

    copy = handed_back(tmp_path, book(fill), error("C2"))
    drawing = parts(copy.content)["xl/drawings/vmlDrawing1.vml"].decode()
    left, _, _, _, right, *_ = map(int, re.search("<x:Anchor>(.*)</x:Anchor>", drawing)[1].split(","))
    assert left == 0
    assert right <= 2 or right == 16383


def test_drawings_written_in_a_way_that_is_no_xml_are_added_to_all_the_same(tmp_path: Path) -> None:
    sheet = (
        f'<worksheet xmlns="{MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheetData/><legacyDrawing r:id="rId1"/></worksheet>'
    )
    button = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="3"/>'
        '</o:shapelayout><v:shape id="_x0000_s3073"><v:textbox><br>Press</v:textbox></v:shape></xml>'
    )
    more = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations({"vmlDrawing": "../drawings/d.vml"}),
        "xl/drawings/d.vml": button,
    }
    drawing = parts(handed_back(tmp_path, by_hand(sheet, more=more), error("A1")).content)["xl/drawings/d.vml"].decode()
    assert "<br>Press</v:textbox>" in drawing
    assert re.findall(r'v:shape id="(\w+)"', drawing) == ["_x0000_s3073", "_x0000_s3074"]
    assert 'id="_x0000_t202"' in drawing


def test_more_comments_than_a_block_of_numbers_have_numbers_of_their_own(tmp_path: Path) -> None:
    found = [error(f"C{row}") for row in range(1, 1200)]
    drawing = parts(handed_back(tmp_path, book(lambda _: None), *found).content)["xl/drawings/vmlDrawing1.vml"].decode()
    numbers = re.findall(r'v:shape id="_x0000_s(\d+)"', drawing)
    assert len(set(numbers)) == 1199
    assert 'data="1,2"' in drawing


def test_of_very_many_problems_the_first_are_marked_and_the_copy_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spots, "MOST_MARKED", 3)
    monkeypatch.setattr(listed, "MOST_LISTED", 5)
    copy = handed_back(tmp_path, book(lambda _: None), *(error(f"C{row}") for row in range(1, 8)))
    assert parts(copy.content)["xl/comments1.xml"].count(b"<comment ") == 3
    said = [cell.value for cell in opened(copy)["Queries"]["A"][:8]]
    assert "Only the first 3 problems are marked in the sheets." in said
    assert "There are 7 problems; the first 5 are listed." in said
    assert len(rows_of(copy)) == 5
