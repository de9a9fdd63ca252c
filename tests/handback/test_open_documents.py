"""Marked copies of OpenDocument spreadsheets: what is marked and said, and that all else stays as it was."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from pipeline.handback import Copy
from pipeline.read import read_file
from tests.handback.books import error, handed_back, parts, query

NAMES = {
    **{
        name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
        for name in ("office", "table", "text", "style", "config")
    },
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
}
DECLARED = " ".join(f'xmlns:{name}="{space}"' for name, space in NAMES.items())
STYLES = (
    '<style:style style:name="ce1" style:family="table-cell" style:parent-style-name="Default" style:data-style-name="N36">'
    '<style:table-cell-properties fo:border-top="none" fo:background-color="#ffffff"/>'
    '<style:text-properties fo:color="#ffffff" style:use-window-font-color="true" fo:font-style="italic"/></style:style>'
    '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
)
SETTINGS = (
    f"<office:document-settings {DECLARED}><office:settings>"
    '<config:config-item-map-named config:name="Tables"><config:config-item-map-entry config:name="Actions"/>'
    '</config:config-item-map-named><config:config-item config:name="ActiveTable">Actions</config:config-item>'
    "</office:settings></office:document-settings>"
)


def cell(words: str = "", inside: str = "", **marks: str | int) -> str:
    said = " ".join(f'table:{name.replace("_", "-")}="{value}"' for name, value in marks.items())
    value = f'office:value-type="string" {said}' if words else said
    return f"<table:table-cell {value}>{inside}{f'<text:p>{words}</text:p>' if words else ''}</table:table-cell>"


def row(*cells: str, **marks: str | int) -> str:
    said = " ".join(f'table:{name.replace("_", "-")}="{value}"' for name, value in marks.items())
    return f"<table:table-row {said}>{''.join(cells)}</table:table-row>"


def ods(rows: str, *, before: str = "", more: dict[str, str] | None = None, plain: bool = False) -> bytes:
    """A spreadsheet with the sheets Actions and, hidden, Old; ``plain`` puts what it is last and packs it."""
    content = (
        f"<?xml version='1.0' encoding='UTF-8'?><office:document-content {DECLARED}><office:automatic-styles>{STYLES}"
        f"</office:automatic-styles><office:body><office:spreadsheet>{before}<table:table table:name='Actions'>{rows}"
        f"</table:table><table:table table:name='Old' table:style-name='ta2'>{row(cell('old'))}</table:table>"
        "<table:named-expressions/></office:spreadsheet></office:body></office:document-content>"
    )
    held = {
        "content.xml": content,
        "settings.xml": SETTINGS,
        "styles.xml": "<a/>",
        "Pictures/a.png": "x",
        **(more or {}),
    }
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    held = {**held, "mimetype": kind} if plain else {"mimetype": kind, **held}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, words in held.items():
            package.writestr(
                name, words, zipfile.ZIP_STORED if name == "mimetype" and not plain else zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


def content_of(copy: Copy) -> etree._Element:
    assert copy.unmarked == ""
    return etree.fromstring(parts(copy.content)["content.xml"])


def notes(copy: Copy) -> list[str]:
    """What each comment says, in their order."""
    found = content_of(copy).iterfind(".//office:annotation", NAMES)
    return ["\n".join("".join(p.itertext()) for p in note.iterfind("text:p", NAMES)) for note in found]


def compared(copy: Copy, data: bytes, folder: Path) -> list[str]:
    """The names of the copy's sheets, of which all but the first are read as they were."""
    (folder / "was.ods").write_bytes(data)
    (folder / "now.ods").write_bytes(copy.content)
    was, now = (read_file(folder / name, "a")[0] for name in ("was.ods", "now.ods"))
    assert now[1:] == was
    return [sheet.name for sheet in now]


def test_the_cells_are_marked_where_they_are_and_all_else_stays(tmp_path: Path) -> None:
    data = ods(row(cell("Title"), cell("Due date")) + row(cell("Recruit"), cell("soon", style_name="ce1")))
    copy = handed_back(tmp_path, data, error("B2", file="a.ods"), query("B2", file="a.ods"), file="a.ods")
    assert (copy.name, copy.unmarked) == ("to-correct/a - queries.ods", "")
    assert compared(copy, data, tmp_path) == ["Queries", "Actions", "Old"]
    was, now = parts(data), parts(copy.content)
    assert {name for name in was if was[name] != now[name]} == {"content.xml", "settings.xml"}
    assert list(now) == list(was)
    assert [first for first, *_ in [note.split("\n") for note in notes(copy)]] == [
        "ERROR: Due date: 'soon' is not a date."
    ]
    assert "QUERY: A date is kept as text." in notes(copy)[0]
    [marked] = content_of(copy).xpath("//table:table-cell[office:annotation]", namespaces=NAMES)
    name = marked.get(f"{{{NAMES['table']}}}style-name")
    [style] = content_of(copy).xpath(f"//style:style[@style:name='{name}']", namespaces=NAMES)
    assert (style.get(f"{{{NAMES['style']}}}data-style-name"), len(style)) == ("N36", 2)
    assert dict(style[0].attrib) == {
        f"{{{NAMES['fo']}}}background-color": "#f9d3cf",
        f"{{{NAMES['fo']}}}border": "2.5pt solid #942514",
    }
    assert dict(style[1].attrib) == {f"{{{NAMES['fo']}}}color": "#0b0c0c", f"{{{NAMES['fo']}}}font-style": "italic"}


def test_one_cell_of_many_written_as_one_is_marked_alone(tmp_path: Path) -> None:
    rows = row(cell("soon", number_columns_repeated=5), number_rows_repeated=9) + row(
        cell(number_columns_repeated=16384), number_rows_repeated=1048567
    )
    data = ods(rows)
    places = ["C4", "A1", "E9", "C5", "G12", "C5"]
    copy = handed_back(tmp_path, data, *(error(place, file="a.ods") for place in places), file="a.ods")
    compared(copy, data, tmp_path)
    assert marked_places(copy) == ["A1", "C4", "C5", "E9", "G12"]


def marked_places(copy: Copy) -> list[str]:
    """Where the comments stand, counted anew from the repetitions."""
    found, number = [], 0
    for line in content_of(copy).xpath("//table:table[@table:name='Actions']//table:table-row", namespaces=NAMES):
        column = 0
        for each in line:
            if each.find("office:annotation", NAMES) is not None:
                found.append(f"{'ABCDEFGHIJ'[column]}{number + 1}")
            column += int(each.get(f"{{{NAMES['table']}}}number-columns-repeated", "1"))
        number += int(line.get(f"{{{NAMES['table']}}}number-rows-repeated", "1"))
    return found


def test_a_cell_that_is_not_written_is_made_and_one_that_is_covered_is_marked_where_its_area_shows(
    tmp_path: Path,
) -> None:
    covered = "<table:covered-table-cell/>"
    rows = row(cell("Title", number_columns_spanned=2, number_rows_spanned=2), covered) + row(covered, covered)
    data = ods(rows)
    copy = handed_back(tmp_path, data, error("B2", file="a.ods"), error("D7", file="a.ods"), file="a.ods")
    compared(copy, data, tmp_path)
    assert marked_places(copy) == ["A1", "D7"]


def test_a_cell_without_a_style_is_marked_in_that_of_its_column_or_row(tmp_path: Path) -> None:
    columns = '<table:table-column table:number-columns-repeated="2"/><table:table-column table:default-cell-style-name="ce1"/>'
    data = ods(columns + row(cell(), cell(), cell("a"), cell("b")) + row(cell("a"), default_cell_style_name="ce1"))
    issues = [error(place, file="a.ods") for place in ("B1", "C1", "D1", "A2")]
    content = content_of(handed_back(tmp_path, data, *issues, file="a.ods"))
    dates = []
    for each in content.xpath("//table:table-cell[office:annotation]", namespaces=NAMES):
        name = each.get(f"{{{NAMES['table']}}}style-name")
        dates.append(
            content.xpath(f"//style:style[@style:name='{name}']/@style:data-style-name", namespaces=NAMES) != []
        )
    assert dates == [False, True, False, True]


def test_a_persons_comment_is_kept_before_ours(tmp_path: Path) -> None:
    note = "<office:annotation><dc:creator>Jo</dc:creator><text:p>Ask Sam.</text:p></office:annotation>"
    copy = handed_back(tmp_path, ods(row(cell("soon", note))), error("A1", file="a.ods"), file="a.ods")
    [said] = notes(copy)
    assert said.startswith("Ask Sam.\n\npapers check:\nERROR: Due date")


def test_the_list_leads_to_each_cell_and_its_words_are_no_formulas(tmp_path: Path) -> None:
    issues = [
        error("A1", "=1+1 is no date.", file="a.ods"),
        error("A1", sheet="Old", file="a.ods"),
        error("", sheet="", file="a.ods"),
    ]
    data = ods(row(cell("soon")))
    copy = handed_back(tmp_path, data, *issues, file="a.ods")
    content = content_of(copy)
    assert content.xpath("//text:a/@xlink:href", namespaces=NAMES)[1:] == ["#'Actions'.A1", "#'Old'.A1"]
    assert content.xpath("//@table:formula", namespaces=NAMES) == []
    (tmp_path / "b.ods").write_bytes(copy.content)
    listed = [[c.value for c in line.cells.values()] for line in read_file(tmp_path / "b.ods", "b")[0][0].lines]
    assert [each[2:4] for each in listed if len(each) > 6 and each[1] == "Error"] == [
        ["Actions", "A1"],
        ["Old (hidden)", "A1"],
        ["Whole file", "action 1.1"],
    ]
    assert any("=1+1 is no date." in each for each in listed)
    settings = etree.fromstring(parts(copy.content)["settings.xml"])
    assert settings.findtext(".//config:config-item[@config:name='ActiveTable']", namespaces=NAMES) == "Queries"


def test_what_says_that_it_is_a_spreadsheet_comes_first_and_unpacked(tmp_path: Path) -> None:
    copy = handed_back(tmp_path, ods(row(cell("soon")), plain=True), error("A1", file="a.ods"), file="a.ods")
    with zipfile.ZipFile(io.BytesIO(copy.content)) as package:
        first = package.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert copy.content[30:38] == b"mimetype"


@pytest.mark.parametrize(
    ("more", "before", "because"),
    [
        ({"META-INF/documentsignatures.xml": "<a/>"}, "", "it is signed"),
        ({"Basic/Standard/Module1.xml": "<a/>"}, "", "it holds macros"),
        ({"Scripts/python/a.py": "x"}, "", "it holds macros"),
        ({}, "<table:tracked-changes/>", "it keeps a record of its changes"),
    ],
)
def test_a_spreadsheet_that_marks_would_contradict_is_handed_back_as_a_list(
    more: dict[str, str], before: str, because: str, tmp_path: Path
) -> None:
    copy = handed_back(
        tmp_path, ods(row(cell("soon")), more=more, before=before), error("A1", file="a.ods"), file="a.ods"
    )
    assert copy.unmarked.startswith(because)
    assert copy.name == "to-correct/a.ods - queries.xlsx"


def test_an_empty_library_of_macros_is_no_macro(tmp_path: Path) -> None:
    more = {"Basic/Standard/script-lb.xml": "<a/>", "Basic/script-lc.xml": "<a/>"}
    assert (
        handed_back(tmp_path, ods(row(cell("soon")), more=more), error("A1", file="a.ods"), file="a.ods").unmarked == ""
    )


def test_the_same_problems_give_the_same_bytes_and_a_second_copy_has_a_list_of_its_own(tmp_path: Path) -> None:
    data = ods(row(cell("soon")))
    first = handed_back(tmp_path, data, error("A1", file="a.ods"), file="a.ods")
    assert first == handed_back(tmp_path, data, error("A1", file="a.ods"), file="a.ods")
    again = handed_back(tmp_path, first.content, error("A1", file="a.ods"), file="a.ods")
    assert compared(again, first.content, tmp_path) == ["Queries 2", "Queries", "Actions", "Old"]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_a_copy_on_its_list_with_the_marks_and_comments(tmp_path: Path) -> None:
    kind = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entries = {
        "/": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": "text/xml",
        "settings.xml": "text/xml",
    }
    said = "".join(f'<m:file-entry m:full-path="{name}" m:media-type="{of}"/>' for name, of in entries.items())
    more = {
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="{kind}">{said}</m:manifest>',
        "styles.xml": f"<office:document-styles {DECLARED}/>",
    }
    data = ods(row(cell("soon", number_columns_repeated=3), number_rows_repeated=4), more=more)
    copy = handed_back(tmp_path, data, error("B3", file="a.ods"), query("C1", file="a.ods"), file="a.ods")
    (tmp_path / "copy.ods").write_bytes(copy.content)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path), "copy.ods"]
    subprocess.run(command, check=True, capture_output=True, timeout=120, cwd=tmp_path)
    book = openpyxl.load_workbook(tmp_path / "copy.xlsx")
    assert (book.sheetnames, book.active.title) == (["Queries", "Actions", "Old"], "Queries")
    marked = {each.coordinate: each for line in book["Actions"] for each in line if each.comment}
    assert {at: each.fill.fgColor.rgb for at, each in marked.items()} == {"B3": "FFF9D3CF", "C1": "FFFFF0B3"}
    assert "What to do: Write the day, month and year." in marked["B3"].comment.text
    assert [each.hyperlink.location for line in book["Queries"] for each in line if each.hyperlink][1:] == [
        "'Actions'!B3",
        "'Actions'!C1",
    ]
