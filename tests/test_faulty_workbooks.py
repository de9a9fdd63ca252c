"""One fault at a time in a real folder's workbooks: each is found at its cell, and nothing else is said."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.issues import Issue
from pipeline.quarter import check
from tests.faulty_workbooks import Expected, Fault, faults, sound, sound_books, sound_books_before

pytestmark = pytest.mark.slow

FAULTS = list(faults())


@pytest.fixture(scope="session")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan's folder with the quarter before in it."""
    folder = tmp_path_factory.mktemp("plan")
    _put(folder / "2026-27-q1", sound_books_before())
    return folder


def _put(folder: Path, books) -> Path:
    for name, data in books.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def _found(folder: Path) -> dict[Expected, Issue]:
    return {
        Expected(issue.code, issue.place.file, issue.place.sheet, issue.place.cell): issue
        for issue in check(folder).issues
    }


@pytest.fixture
def folder(plan: Path):
    """This quarter's folder, sound, for one test."""
    folder = _put(plan / "2026-27-q2", sound_books())
    yield folder
    shutil.rmtree(folder)


def test_the_sound_plan_has_no_problems_in_either_quarter(folder: Path) -> None:
    assert check(folder).issues == []
    assert check(folder.parent / "2026-27-q1").issues == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_in_a_workbook_is_found_at_its_cell_and_nothing_else_is_said(fault: Fault, folder: Path) -> None:
    planted = fault.planted()
    _put(folder, {name: data for name, data in planted.books.items() if data != sound_books().get(name)})
    for name in sound_books().keys() - planted.books.keys():
        (folder / name).unlink()
    found = _found(folder)
    assert set(found) == planted.expected
    assert all(issue.message and issue.remedy for issue in found.values())


def test_the_set_has_faults_of_more_than_eighty_kinds_in_every_sheet() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
    assert len({(each.code, each.sheet, each.cell) for fault in FAULTS for each in fault.expected}) > 80
    sheets = {each.sheet for fault in FAULTS for each in fault.expected}
    assert {name for book in sound.quarter().values() for name in book} <= sheets
