"""The performance officer's figures: the measures workbook, the workforce csv and the legal team's sheet."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from inputs.example_story import council
from inputs.example_story.files import csv_bytes, ods_bytes, workbook_bytes
from inputs.example_story.measures import MEASURES, RESTATED, Told
from inputs.example_story.sheets import Percent, empty_book, lay_out
from inputs.example_story.telling import NAMES

_HEADINGS = (
    "Measure", "Measure name", "Domain", "Definition", "Numerator is", "Denominator is", "Unit", "Decimal places",
    "Good is", "Target", "Target range from", "Target range to", "Tolerance", "Tolerance in", "Baseline",
    "Baseline period", "Target period", "Benchmark", "Benchmark is for", "Benchmark year", "Benchmark source",
    "How often", "Sensitivity", "Part of", "Data source", "Data note", "Cause", "Recovery action", "Recovery lead",
    "Back on track by",
)  # fmt: skip
RELEASE = "invented_referrals_2023_to_2025.csv"
_PUBLISHED = (
    ("Exampleshire", 3395, 862), ("Northshire", 2910, 601), ("Westshire", 4120, 812), ("Moorshire", 1875, 428),
    ("Valeshire", 2260, 497), ("Coastshire", 3040, 566),
)  # fmt: skip
_QUARTERS_SHOWN = {"q4": 6, "q1": 7, "q2": 8}
_YEARS_SHOWN = {"q4": 2, "q1": 3, "q2": 3}
_TYPED_WITH_SIGN = ("C8",)
_TYPED_PLAIN = ("AU1", "AU2", "AU3", "F1", "C5", "C6", "MI1")


def readings(told: Told, quarter: str) -> list[tuple[str, Decimal, Decimal | None, Decimal, str]]:
    """A measure's readings as known in a quarter: period, numerator, denominator, value, note."""
    many = _YEARS_SHOWN[quarter] if told.frequency == "annual" else _QUARTERS_SHOWN[quarter]
    found = []
    for period, pair in list(zip(told.periods, told.figures, strict=True))[:many]:
        note = ""
        if quarter == "q2" and told.id in RESTATED and RESTATED[told.id][0] == period:
            pair, note = (RESTATED[told.id][1], RESTATED[told.id][2]), RESTATED[told.id][3]
        found.append((period, *pair, told.value(pair), note))
    return found


def measures_book(quarter: str) -> bytes:
    """``Measures <quarter>.xlsx``: what each measure is, and the readings that come from the case system."""
    book = empty_book()
    titles = (f"Measures - {NAMES[quarter]}", f"{council.COUNCIL}: invented council, invented figures")
    widths = (9, 40, 8, 60, 34, 34, 11, 9, 9, 9, 9, 9, 10, 18, 10, 13, 13, 11, 13, 14, 34, 11, 18, 8, 34, 40, 50, 50, 28)  # fmt: skip
    lay_out(
        book, "Measures", _HEADINGS, [_measure(told, quarter) for told in MEASURES], titles=titles, widths=widths,
        choices={"Good is": ("high", "low", "range", "context")},
    )  # fmt: skip
    rows = [row for told in MEASURES if not told.kept_in for row in _rows(told, quarter)]
    lay_out(
        book, "Readings", ("Measure", "Period", "Numerator", "Denominator", "Value", "Reading note", "key"), rows,
        titles=(f"Readings to {NAMES[quarter]}", "Case system extract, checked by data leads"),
        widths=(9, 13, 12, 12, 10, 60, 14), hidden=("key",),
    )  # fmt: skip
    lay_out(
        book, "Benchmarks", ("Measure", "Published file", "Indicator column", "Area", "Publication"),
        [("F2", RELEASE, "rereferral_percent", "Statistical neighbours", "Invented statistics of invented councils, 2025")],
        titles=("Published figures that measures are compared with", f"{council.COUNCIL}: invented council, invented figures"),
        widths=(9, 44, 24, 24, 48),
    )  # fmt: skip
    page = book.create_sheet("working")
    page["A1"] = "Scratch sheet for checking totals - not part of the return"
    page["A3"], page["B3"] = "north + east + coast =", "pre-proceedings total, checked"
    return workbook_bytes(book)


def workforce_csv(quarter: str) -> bytes:
    """The workforce readings as the human resources system exports them."""
    rows: list[list[str]] = [["KPI", "Reporting period", "Num", "Den", "Figure", "Comment"]]
    for told in MEASURES:
        if told.kept_in == "workforce":
            sign = "%" if told.unit == "%" else ""
            rows += [
                [told.id, period, str(top), str(bottom), f"{value}{sign}", note]
                for period, top, bottom, value, note in readings(told, quarter)
            ]
    return csv_bytes(rows)


def release_csv() -> bytes:
    """A file of published statistics as the publisher lays one out, of invented councils only."""
    heads = (
        "time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code", "region_name",
        "old_la_code", "new_la_code", "la_name", "category", "referral_count", "rereferral_count", "rereferral_percent",
    )  # fmt: skip
    rows: list[list[str]] = [list(heads)]
    for back in range(3):
        for number, (name, referrals, again) in enumerate(_PUBLISHED):
            of, counted = referrals - 40 * back, again + 9 * back
            rows.append(
                [str(2025 - back), "Reporting year", "Local authority", "E92000001", "England", "E12000099", "Invented region",
                 str(990 + number), f"E0600099{number}", name, "Invented referrals", str(of), str(counted), f"{100 * counted / of:.1f}"]
            )  # fmt: skip
    return csv_bytes(rows)


def legal_ods(quarter: str) -> bytes:
    """The readings that legal services keep, in their own kind of spreadsheet."""
    rows: list[list[str | float]] = [
        [f"Legal services: pre-proceedings and court, {NAMES[quarter]}"],
        [],
        ["Indicator", "Period", "Num", "Denom", "Result", "Comments"],
    ]
    for told in MEASURES:
        if told.kept_in == "legal":
            rows += [
                [told.id, period, float(top), float(bottom or 0), float(value), note]
                for period, top, bottom, value, note in readings(told, quarter)
            ]
    return ods_bytes("Court timeliness", rows)


def _measure(told: Told, quarter: str) -> tuple[Any, ...]:
    percent = told.unit == "%" and told.id not in _TYPED_PLAIN
    low, high = told.target.split(" to ") if told.polarity == "range" else ("", "")
    target = "" if told.polarity == "range" or not told.target else _figure(told.target, percent)
    base = 1 if told.frequency == "annual" else 4
    baseline = told.value(told.figures[base])
    rated = told.polarity != "context"
    why = told.why.get(quarter, ("", "", "", ""))
    benchmark, year, source = told.benchmark
    return (
        told.id, told.name, told.domain, told.definition, told.numerator, told.denominator, told.unit, told.decimals,
        told.polarity, target, Decimal(low) if low else "", Decimal(high) if high else "",
        Decimal(told.tolerance) if told.tolerance else "", told.tolerance_in,
        _figure(str(baseline), percent), told.periods[base],
        ("2026-27" if told.frequency == "annual" else "2026-27 Q4") if rated else "",
        _figure(benchmark, percent) if benchmark else "", "England" if benchmark else "", year, source,
        told.frequency, told.sensitivity, told.part_of, told.source, told.note, *why,
    )  # fmt: skip


def _figure(text: str, percent: bool) -> Decimal:
    return Percent(Decimal(text) / 100) if percent else Decimal(text)


def _rows(told: Told, quarter: str) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for period, top, bottom, value, note in readings(told, quarter):
        shown: Any = value
        if told.id in _TYPED_WITH_SIGN:
            shown = f"{value}%"
        elif told.unit == "%" and told.id not in _TYPED_PLAIN:
            shown = Percent(value / 100)
        counted = (top, bottom) if bottom is not None else ("", "")
        rows.append((told.id, period, *counted, shown, note, f"{told.id}|{period}"))
    return rows
