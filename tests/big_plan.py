"""A plan as large as any council's many times over, for measuring: made from the example's rows, in many workbooks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter
from openpyxl import load_workbook

from pipeline.quarter import newest_quarter

ROOT = Path(__file__).resolve().parent.parent
HEADINGS_ROW = 4  # in every sheet of the example
UPDATE_HEADINGS = (
    "Action",
    "Status",
    "Progress",
    "Next steps",
    "Will the due date be met?",
    "Updated by",
    "Updated on",
)
WINDOW_BEFORE = {"Updates open": date(2026, 6, 15), "Updates close": date(2026, 7, 17)}

Rows = list[list[Any]]


def make(inputs: Path, workbooks: int = 200, actions: int = 5_000, readings: int = 50_000) -> Path:
    """Two quarters of a plan below ``inputs``; the folder of the later one.

    The later quarter has this many workbooks: the plan, the measures, and the rest shared between updates (five in
    six) and readings. The earlier has the same rows in four workbooks.
    """
    example = newest_quarter(ROOT / "inputs")
    chance = Random(2026)
    folder = inputs / "big" / example.name
    earlier = inputs / "big" / "2026-27-q1"
    of_updates = (workbooks - 2) * 5 // 6
    for place, quarter, many in ((earlier, "2026-27 Q1", 1), (folder, "2026-27 Q2", of_updates)):
        (place / "updates").mkdir(parents=True)
        leads = [f"Head of Team {number}" for number in range(1, of_updates + 1)]
        sheets = _sheets(next(example.glob("Improvement plan*.xlsx")))
        if place == earlier:
            _say(sheets["Plan details"], {"Quarter": quarter, "As at": date(2026, 6, 30), **WINDOW_BEFORE})
        plan = _actions(sheets, actions, leads)
        _write(place / f"Improvement plan {quarter}.xlsx", sheets)
        measures = _sheets(next(example.glob("Measures*.xlsx")))
        figures = _readings(measures, readings, quarter)
        _write(place / f"Measures {quarter}.xlsx", measures)
        own: dict[str, Rows] = {}
        for row in _updates(plan, quarter, chance, _sentences(example)):
            own.setdefault(row[-2], []).append(row)
        for number, rows in enumerate(_shared([row for lead in leads for row in own[lead]], many, by=own), 1):
            _write(place / "updates" / f"Update {number:03}.xlsx", {"Updates": [list(UPDATE_HEADINGS), *rows]})
        of_readings = workbooks - 2 - of_updates if place == folder else 1
        heads = ["Measure", "Period", "Value", "Reading note"]
        for number, rows in enumerate(_shared(figures, of_readings), 1):
            _write(place / f"Readings {number:03}.xlsx", {"Readings": [heads, *rows]})
    return folder


def _sentences(source: Path) -> list[str]:
    """What the example's leads wrote of their progress, sentence by sentence."""
    found = []
    for path in sorted((source / "updates").glob("*.xlsx")):
        for row in load_workbook(path, read_only=True).worksheets[0].iter_rows(min_row=5, values_only=True):
            found += [
                sentence for cell in row if isinstance(cell, str) and len(cell) > 60 for sentence in cell.split(". ")
            ]
    return found


def _sheets(path: Path) -> dict[str, Rows]:
    """Each sheet's headings and rows, without its title."""
    book = load_workbook(path)
    return {
        sheet.title: [list(row) for row in sheet.iter_rows(min_row=HEADINGS_ROW, values_only=True)]
        for sheet in book.worksheets
        if sheet.title not in ("My notes - do not use", "working", "Overrides", "Benchmarks")
    }


def _say(details: Rows, values: dict[str, Any]) -> None:
    for row in details:
        row[1] = values.get(row[0], row[1])


def _actions(sheets: dict[str, Rows], many: int, leads: Sequence[str]) -> Rows:
    """Puts so many actions and two milestones for each into the plan's sheets; the actions' rows."""
    heads, *examples = sheets["Actions"]
    examples = [row for row in examples if row[0] and row[1]]
    at = {
        name: heads.index(name)
        for name in ("Action", "Domain", "Lead", "Measures", "Sort key", "Start date", "Original due date")
    }
    rows = []
    for number in range(many):
        row = list(examples[number % len(examples)])
        row[at["Action"]] = f"{row[at['Domain']]}.{100 + number}"
        row[at["Lead"]] = leads[number % len(leads)]
        row[at["Measures"]] = row[at["Sort key"]] = None
        row[at["Start date"]], row[at["Original due date"]] = (
            date(2026, 2, 2),
            date(2026, 12, 1) + timedelta(days=number % 100),
        )
        for name in heads[heads.index("Revised due date") :]:
            row[heads.index(name)] = None
        rows.append(row)
    sheets["Actions"] = [heads, *rows]
    sheets["Milestones"] = [
        sheets["Milestones"][0],
        *(
            [row[0], f"Step {step} of {row[2]}", date(2026, 11, 1) + timedelta(days=step), None]
            for row in rows
            for step in (1, 2)
        ),
    ]
    sheets["People"] += [[lead, f"{lead} of the council", None] for lead in leads]
    return rows


def _readings(sheets: dict[str, Rows], many: int, quarter: str) -> Rows:
    """Puts a hundred readings' worth of measures into the sheet Measures; their readings."""
    heads, *examples = sheets["Measures"]
    sheets.pop("Readings")
    # Those that are a percentage stand alone: a part without its whole would be asked about.
    examples = [row for row in examples if row[heads.index("Unit")] == "%" and not row[heads.index("Part of")]]
    measures, rows = [], []
    for number in range(max(1, many // 50)):
        row = list(examples[number % len(examples)])
        row[0], row[1] = f"B{number}", f"{row[1]}, in area {number}"
        for name in heads[heads.index("Benchmark") : heads.index("Benchmark source") + 1]:
            row[heads.index(name)] = None
        measures.append(row)
        last = 2026 * 4 + (1 if quarter.endswith("Q2") else 0)
        for back in range(50):
            year, part = divmod(last - back, 4)
            value = 60 + ((number * 7 + (last - back) * 3) % 23) / 10
            rows.append([row[0], f"{year}-{(year + 1) % 100:02} Q{part + 1}", value, f"as counted for {row[1]}"])
    sheets["Measures"] = [heads, *measures]
    return rows[:many]


def _updates(plan: Rows, quarter: str, chance: Random, sentences: Sequence[str]) -> Iterable[list[Any]]:
    day = date(2026, 10, 7) if quarter.endswith("Q2") else date(2026, 7, 8)
    for row in plan:
        words = f"{row[0]}: " + ". ".join(chance.sample(sentences, 4))
        yield [row[0], "In progress", words, chance.choice(sentences), "on track", row[6], day]


def _shared(rows: Rows, many: int, by: dict[str, Rows] | None = None) -> list[Rows]:
    if by is not None and many > 1:
        return list(by.values())
    return [rows[len(rows) * part // many : len(rows) * (part + 1) // many] for part in range(many)]


def _write(path: Path, sheets: dict[str, Rows]) -> None:
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy", "in_memory": True}) as book:
        heading = book.add_format({"bold": True})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row, heading if number == 0 else None)


if __name__ == "__main__":
    import sys

    print(make(Path(sys.argv[1])))
