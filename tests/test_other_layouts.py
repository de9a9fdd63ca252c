"""The sound plan as other councils would lay it out has no problems either, and makes the same plan."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from pipeline.quarter import check
from pipeline.sheets.columns import Row
from tests.faulty_workbooks import sound, sound_books, sound_books_before
from tests.faulty_workbooks.planting import HEADINGS, KINDS, filled, saved


def scorecard(books: dict[str, bytes]) -> None:
    """Readings with a row for each measure, named, and the quarters across with Num, Den and % below each."""
    sheets = sound.quarter()[sound.MEASURES]
    book = filled({"Measures": sheets["Measures"]})
    page = book.create_sheet("Scorecard")
    page.append(["Scorecard"])
    page.append(["Indicator"])
    page.append([None])
    for row, measure in enumerate(sheets["Measures"], 4):
        page.cell(row, 1, measure["name"])
        for at, quarter in enumerate(sound.QUARTERS):
            reading = next(
                each for each in sheets["Readings"] if (each["measure"], each["period"]) == (measure["id"], quarter)
            )
            left = 2 + 3 * at
            page.cell(2, left, f"{quarter[-2:]} {quarter[:7].replace('-', '/')}")
            if row == 4:
                page.merge_cells(start_row=2, start_column=left, end_row=2, end_column=left + 2)
            for more, (short, field) in enumerate((("Num", "numerator"), ("Den", "denominator"), ("%", "value"))):
                page.cell(3, left + more, short)
                page.cell(row, left + more, reading[field])
    books[sound.MEASURES] = saved(book)


def scorecard_under_years(books: dict[str, bytes]) -> None:
    """The same in three lines of headings: the year over its quarters, the quarter over Num, Den and %."""
    scorecard(books)
    book = load_workbook(io.BytesIO(books[sound.MEASURES]))
    page = book["Scorecard"]
    page.insert_rows(2)
    for area in list(page.merged_cells.ranges):
        area.shift(row_shift=1)
    page["A2"], page["A3"] = "Indicator", None
    before = ""
    for at, quarter in enumerate(sound.QUARTERS):
        year = quarter[:7].replace("-", "/")
        page.cell(2, 2 + 3 * at, year if year != before else None)
        page.cell(3, 2 + 3 * at, quarter[-2:])
        before = year
    books[sound.MEASURES] = saved(book)


def tracker(books: dict[str, bytes]) -> None:
    """Actions below titles that say their domain, with status and progress beside them, and no other updates."""
    sheets = sound.quarter()
    updates = {row["action"]: row for file in (sound.ASSESSMENT, sound.CARE) for row in sheets[file]["Updates"]}
    book = filled({name: rows for name, rows in sheets[sound.PLAN].items() if name != "Actions"})
    page = book.create_sheet("Tracker")
    fields = [name for name in KINDS["Actions"].columns() if name != "domain"]
    said = [name for name in updates["1.1"] if name != "action"] + ["cause", "recovery", "back_on_track"]
    page.append(["Tracker"])
    page.append([])
    page.append(
        [KINDS["Actions"].columns()[name].heading for name in fields]
        + [KINDS["Updates"].columns()[name].heading for name in said]
    )
    titles = {row["id"]: row["title"] for row in sheets[sound.PLAN]["Domains"]}
    before = None
    for row in sheets[sound.PLAN]["Actions"]:
        if row["domain"] != before:
            before = row["domain"]
            page.append([f"Domain {before}: {titles[before]}"])
            page.merge_cells(start_row=page.max_row, start_column=1, end_row=page.max_row, end_column=len(fields))
        update = updates[row["id"]]
        page.append([row.get(name) for name in fields] + [update.get(name) for name in said])
    books[sound.PLAN] = saved(book)
    del books[sound.ASSESSMENT], books[sound.CARE]


def one_sheet(books: dict[str, bytes]) -> None:
    """Several tables below each other on one sheet."""
    sheets = sound.quarter()[sound.PLAN]
    small = ("Domains", "Findings", "People", "Milestones", "Risks", "Governance")
    book = filled({name: rows for name, rows in sheets.items() if name not in small})
    page = book.create_sheet("The plan at a glance")
    for name in small:
        part = filled({name: sheets[name]})[name]
        for row in part.iter_rows(min_row=1, max_row=HEADINGS + len(sheets[name])):
            page.append([cell.value for cell in row])
            for cell in row:
                page.cell(page.max_row, cell.column).number_format = cell.number_format
        page.append([])
    books[sound.PLAN] = saved(book)


def own_words(books: dict[str, bytes]) -> None:
    """Headings that only this council uses, said in its sheet Headings."""
    sheets = sound.quarter()[sound.PLAN]
    words = {"Original due date": "To be landed by", "Lead": "Champion", "Findings": "Why"}
    sheets["Headings"] = [{"sheet": "Actions", "standard": ours, "ours": theirs} for ours, theirs in words.items()]
    book: Workbook = filled(sheets)
    for cell in book["Actions"][HEADINGS]:
        cell.value = words.get(cell.value, cell.value)
    books[sound.PLAN] = saved(book)


LAYOUTS: tuple[Callable[[dict[str, bytes]], None], ...] = (
    scorecard,
    scorecard_under_years,
    tracker,
    one_sheet,
    own_words,
)


def _put(folder: Path, books) -> Path:
    for name, data in books.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def _said(rows: tuple[Row, ...]) -> list[dict[str, object]]:
    return sorted((row.model_dump(exclude={"places"}) for row in rows), key=repr)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_a_sound_plan_laid_out_another_way_is_the_same_plan(layout, tmp_path: Path) -> None:
    _put(tmp_path / "2026-27-q1", sound_books_before())
    plain = check(_put(tmp_path / "2026-27-q2", sound_books()))
    other = dict(sound_books())
    layout(other)
    folder = _put(tmp_path / "other" / "2026-27-q2", other)
    _put(tmp_path / "other" / "2026-27-q1", sound_books_before())
    checked = check(folder)
    assert checked.issues == []
    assert checked.ground is not None
    assert plain.ground is not None
    for kind, rows in plain.ground.now.plan.rows.items():
        if kind.__name__ != "OwnHeading":
            assert _said(checked.ground.now.plan.rows[kind]) == _said(rows), kind.__name__
