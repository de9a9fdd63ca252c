"""Awkward workbooks made by other people's programs, compared with an independent reader where both can read."""

from __future__ import annotations

import pytest

from pipeline.assemble import assemble
from pipeline.read import read_file
from tests.corpus_spreadsheets import CORPUS
from tests.read.other_readers import differences

FILES = sorted(path for path in CORPUS.rglob("*") if path.is_file())
REFUSED = {
    "calamine__too_small.xls": "is not an Excel workbook",
    "poi__clusterfuzz-testcase-minimized-POIFuzzer-5040805309710336.xlsx": "is a Word document and no spreadsheet",
    "poi__invalid.xlsx": "is empty",
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

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not FILES, reason="the corpus of awkward workbooks is not here")]


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


@pytest.mark.parametrize("path", [path for path in FILES if path.name not in REFUSED], ids=lambda path: path.name)
def test_values_and_addresses_are_those_of_an_independent_reader(path):
    sheets, _ = read_file(path, path.name)
    _, found = differences(path, sheets, office=False)  # the command asks LibreOffice; it takes seconds a file
    assert [str(each) for each in found if not each.excuse] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_an_awkward_workbook_among_a_plan_is_left_alone_or_its_problems_said(path):
    sheets, _ = read_file(path, path.name)
    plan, issues = assemble(sheets)
    assert plan is None
    assert all(issue.message and issue.remedy for issue in issues)
