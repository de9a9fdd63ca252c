"""Awkward workbooks made by other people's programs, compared with an independent reader where both can read."""

from __future__ import annotations

import math
import os
import re
import warnings
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from pipeline.assemble import assemble
from pipeline.read import NO_VALUE, Cell, read_file
from pipeline.read.cells import letters

CORPUS = Path(os.environ.get("PAPERS_CORPUS", Path(__file__).parents[3] / "shared" / "corpus")) / "spreadsheets"
FILES = sorted(path for path in CORPUS.rglob("*") if path.is_file())
REFUSED = {
    "calamine__too_small.xls": "is not an Excel workbook",
    "poi__clusterfuzz-testcase-minimized-POIFuzzer-5040805309710336.xlsx": "is not a spreadsheet",
    "poi__invalid.xlsx": "is not an Excel workbook",
    "calamine__pass_protected.xlsx": "is protected by a password",
    "poi__duplicate-filename.xlsx": "holds two parts of the same name",
    "poi__54764.xlsx": "holds XML that no spreadsheet program writes",
    "poi__clusterfuzz-testcase-minimized-POIXSSFFuzzer-5089447305609216.xlsx": "is damaged",
    "poi__clusterfuzz-testcase-minimized-POIXSSFFuzzer-6448258963341312.xlsx": "is damaged",
    "poi__clusterfuzz-testcase-minimized-XLSX2CSVFuzzer-5025401116950528.xlsx": "is damaged",
    "poi__poc-xmlbomb-empty.xlsx": "holds XML that no spreadsheet program writes",
    "poi__poc-xmlbomb.xlsx": "holds XML that no spreadsheet program writes",
    "tika__testEXCEL_protected_passtika_2.xlsx": "is protected by a password",
}

pytestmark = pytest.mark.skipif(not FILES, reason="the corpus of awkward workbooks is not here")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_an_awkward_workbook_is_read_or_refused_with_a_sentence(path):
    sheets, issues = read_file(path, path.name)
    if path.name in REFUSED:
        assert sheets == []
        assert [issue.code for issue in issues] == ["C-01"]
        assert issues[0].message.startswith(f"{path.name} {REFUSED[path.name]}")
        assert issues[0].remedy
    else:
        assert issues == []


@pytest.mark.parametrize(
    "path",
    [path for path in FILES if path.suffix in (".xlsx", ".xlsm") and path.name not in REFUSED],
    ids=lambda path: path.name,
)
def test_values_and_addresses_are_those_of_an_independent_reader(path):
    sheets, _ = read_file(path, path.name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(path, data_only=True)
        except Exception as failure:
            pytest.skip(f"the other reader can't: {type(failure).__name__}")
    theirs = {sheet.title: _theirs(sheet) for sheet in book.worksheets}
    ours = {sheet.name: _ours(sheet) for sheet in sheets}
    assert ours.keys() == theirs.keys()
    for name, cells in ours.items():
        assert {at: value for at, value in cells.items() if not _same(value, theirs[name].get(at))} == {}
        assert theirs[name].keys() - cells.keys() == set()


def _same(ours, theirs):
    """The same value, or one where the other reader is known to be wrong."""
    if isinstance(theirs, str) and re.search("_x[0-9A-F]{4}_", theirs):
        return True  # it leaves Excel's escapes as they are
    if isinstance(ours, float) and isinstance(theirs, datetime):
        return ours < 0 and theirs.year < 1900  # it makes dates that Excel doesn't have
    if isinstance(theirs, datetime) and type(ours) is date:
        return theirs == datetime.combine(ours, time())
    if isinstance(ours, str) and re.fullmatch(r"\d\d:\d\d:\d\d\.\d+", ours):
        return isinstance(theirs, float)  # a time of day, which no column asks for, stays as written
    return math.isclose(ours, theirs) if isinstance(ours, float) and isinstance(theirs, float) else ours == theirs


def _ours(sheet):
    return {
        f"{letters(column)}{line.number}": _plain(cell)
        for line in sheet.lines
        for column, cell in line.cells.items()
        if cell.fault != NO_VALUE
    }


def _plain(cell: Cell):
    if cell.fault:
        return cell.fault
    if isinstance(cell.value, Decimal):
        return float(cell.value)
    return cell.value


def _theirs(sheet):
    found = {}
    for cell in sheet._cells.values():  # iter_rows would walk over a billion empty ones
        value = cell.value
        if value is None or value == "":
            continue
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = float(value)
        elif isinstance(value, time):
            value = (value.hour * 3600 + value.minute * 60 + value.second) / 86400
        elif isinstance(value, timedelta):
            value = value / timedelta(days=1)
        found[cell.coordinate] = value
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_an_awkward_workbook_among_a_plan_is_left_alone_or_its_problems_said(path):
    sheets, _ = read_file(path, path.name)
    plan, issues = assemble(sheets)
    assert plan is None
    assert all(issue.message and issue.remedy for issue in issues)
