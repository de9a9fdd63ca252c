"""Copies of awkward workbooks made by other people's programs, and of every planted fault, compared part by part."""

from __future__ import annotations

import os
import re
import zipfile
from pathlib import Path

import pytest

from pipeline.handback import hand_back
from pipeline.issues import Issue, Severity
from pipeline.places import Place
from pipeline.read import READ, read_file
from tests.faulty_workbooks import Fault, faults
from tests.handback.books import parts

CORPUS = Path(os.environ.get("PAPERS_CORPUS", Path(__file__).parents[3] / "shared" / "corpus")) / "spreadsheets"
FILES = sorted(path for kind in ("*.xls[xm]", "*.ods") for path in CORPUS.rglob(kind) if path.is_file())
MAY_CHANGE = re.compile(
    r"\[Content_Types\]\.xml|.*\.rels|.*/workbook\.xml|.*/styles\.xml|.*/worksheets/[^/]*\.xml|.*/chartsheets/[^/]*\.xml"
    r"|content\.xml|settings\.xml|.*/(?:comments|threadedComment|vmlDrawing|person)[^/]*\.(?:xml|vml)",
    re.IGNORECASE,
)
MACROS = re.compile(r"xl/vbaProject\.bin")


def marked_cells(copy: dict[str, bytes]) -> int:
    """How many cells have a comment of ours."""
    if "content.xml" in copy:
        found = re.findall(rb"<office:annotation.*?</office:annotation>", copy["content.xml"], re.S)
        return sum(b"What to do: " in each for each in found)
    return sum(data.count(b"What to do: ") > 0 for data in copy.values()) and sum(
        len(
            set(
                re.findall(
                    rb'<(?:\w+:)?comment ref="\$?([A-Z]+\$?\d+)"(?:(?!</(?:\w+:)?comment>).)*?What to do: ', data, re.S
                )
            )
        )
        for name, data in copy.items()
        if "comments" in name.lower() and "threaded" not in name.lower()
    )


def compare(before: bytes, after: bytes, path: Path) -> None:
    """The copy has every part of the original, unchanged where no mark needed a change; every sheet reads as it did."""
    was, now = parts(before), parts(after)
    assert {name for name in was if name not in now and not name.endswith("/")} <= {
        n for n in was if MACROS.fullmatch(n)
    }
    assert {name for name in was if name in now and was[name] != now[name] and not MAY_CHANGE.fullmatch(name)} == set()
    sheets, _ = read_file(path, "a")
    path.write_bytes(after)
    first, *others = read_file(path, "a")[0]
    assert first.name.startswith("Queries")
    assert others == sheets


@pytest.mark.slow
@pytest.mark.skipif(not FILES, reason="the corpus of awkward workbooks is not here")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_three_cells_of_an_awkward_workbook_are_marked_and_all_else_is_kept(path: Path, tmp_path: Path) -> None:
    sheets, issues = read_file(path, path.name)
    found = list(issues)
    for sheet in sheets[:4]:
        line = sheet.lines[len(sheet.lines) // 2] if sheet.lines else None
        row, column = (line.number, max(line.cells)) if line else (3, 2)
        for down, right in ((0, 0), (1, 1), (4, 7)):
            place = sheet.place(row + down, column + right)
            found.append(Issue("C-03", Severity.ERROR, place, "It is not a date.", "Write a date."))
    data = path.read_bytes()
    here = tmp_path / path.name
    here.write_bytes(data)
    found = found or [Issue("C-03", Severity.ERROR, Place(path.name), "It is empty.", "Fill it in.")]
    [copy] = hand_back(tmp_path, found)
    assert here.read_bytes() == data
    if not sheets:
        assert copy.unmarked
        return
    assert copy.unmarked == ""
    compare(data, copy.content, here)
    assert 0 < marked_cells(parts(copy.content)) <= 3 * len(sheets[:4])


@pytest.mark.parametrize("fault", list(faults()), ids=lambda fault: fault.name)
def test_each_planted_fault_is_marked_at_its_cell_in_a_copy_and_all_else_is_kept(fault: Fault, tmp_path: Path) -> None:
    planted = fault.planted()
    found = [
        Issue(code, Severity.ERROR, Place(file, sheet, cell), "It is wrong.", "Put it right.")
        for code, file, sheet, cell in planted.expected
    ]
    for name, data in planted.books.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    copies = hand_back(tmp_path, found)
    workbooks = {i.place.file for i in found if Path(i.place.file).suffix in READ}
    assert {copy.file for copy in copies} == {name for name in workbooks if (tmp_path / name).is_file()}
    for copy in copies:
        assert zipfile.is_zipfile(tmp_path / copy.file) == (copy.unmarked == "")
        if not copy.unmarked:
            compare(planted.books[copy.file], copy.content, tmp_path / copy.file)
            at = {(each.sheet, each.cell) for each in planted.expected if each.file == copy.file and each.cell}
            assert marked_cells(parts(copy.content)) == len(at)
