"""Cells and rows of an existing workbook: written in its parts, with formats, rules, tables and formulas kept."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import LineChart, Reference
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from pipeline.roll.changes import Added
from pipeline.roll.editing import charted, edited_csv, edited_workbook
from pipeline.roll.formulas import moved

ROWS = [["Measure", "Period", "Value"], ["A1", "2026-27 Q1", 84.2], ["A2", "2026-27 Q1", 12]]
NEW = Added(3, [{"A": "A1", "B": "2026-27 Q2"}, {"A": "A2", "B": "2026-27 Q2"}])


def book(change: Callable[[Workbook], None] = lambda made: None) -> bytes:
    made = Workbook()
    sheet = made.active
    sheet.title = "Readings"
    for row in ROWS:
        sheet.append(row)
    for cell in sheet[3]:
        cell.font = Font(bold=True)
    sheet["C3"].number_format = "0.0%"
    change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def values(data: bytes, sheet: str = "Readings") -> list[tuple[object, ...]]:
    return list(load_workbook(io.BytesIO(data))[sheet].iter_rows(values_only=True))


def test_new_rows_have_the_formats_of_the_row_above_and_nothing_but_what_they_say() -> None:
    data = edited_workbook(book(), {}, {"Readings": NEW})
    assert values(data)[3:] == [("A1", "2026-27 Q2", None), ("A2", "2026-27 Q2", None)]
    sheet = load_workbook(io.BytesIO(data))["Readings"]
    assert sheet["C5"].number_format == "0.0%"
    assert sheet["A5"].font.bold
    assert sheet.dimensions == "A1:C5"


def test_a_date_written_over_one_that_is_kept_as_text_is_text() -> None:
    cells = {"B2": date(2026, 9, 22), "C2": date(2026, 9, 22)}
    sheet = load_workbook(io.BytesIO(edited_workbook(book(), {"Readings": cells}, {})))["Readings"]
    assert (sheet["B2"].value, sheet["C2"].value) == ("22 September 2026", 46287)


def test_rules_tables_filters_and_print_areas_that_end_with_the_last_row_end_with_the_new_ones() -> None:
    def change(made: Workbook) -> None:
        sheet = made["Readings"]
        rule = DataValidation(type="decimal", operator="greaterThan", formula1="0", sqref="C2:C3 E1:E100")
        sheet.add_data_validation(rule)
        sheet.conditional_formatting.add("C2:C3", CellIsRule(operator="lessThan", formula=["50"], fill=PatternFill()))
        sheet.add_table(Table(displayName="Readings_table", ref="A1:C3"))
        sheet.print_area = "A1:C3"
        made.defined_names["Figures"] = DefinedName("Figures", attr_text="Readings!$C$2:$C$3")
        made.defined_names["Elsewhere"] = DefinedName("Elsewhere", attr_text="Other!$C$2:$C$3")
        made.create_sheet("Other")

    made = load_workbook(io.BytesIO(edited_workbook(book(change), {}, {"Readings": NEW})))
    sheet = made["Readings"]
    assert str(sheet.data_validations.dataValidation[0].sqref) in ("C2:C5 E1:E100", "E1:E100 C2:C5")
    assert [str(each.sqref) for each in sheet.conditional_formatting] == ["C2:C5"]
    assert sheet.tables["Readings_table"].ref == "A1:C5"
    assert sheet.print_area == "'Readings'!$A$1:$C$5"
    assert made.defined_names["Figures"].attr_text == "Readings!$C$2:$C$5"
    assert made.defined_names["Elsewhere"].attr_text == "Other!$C$2:$C$3"


@pytest.mark.parametrize(
    ("formula", "below"),
    [
        ('A3&"|"&B3', 'A5&"|"&B5'),
        ("C3/$D$1*C$2", "C5/$D$1*C$2"),
        ("SUM(C$2:C3)", "SUM(C$2:C5)"),
        ("VLOOKUP(A3,'Key 1'!$A:$B,2,FALSE)", "VLOOKUP(A5,'Key 1'!$A:$B,2,FALSE)"),
        ("Key!B3+LOG10(C3)+Rate2", "Key!B5+LOG10(C5)+Rate2"),
        ("[@Value]*2", "[@Value]*2"),
        ('IF(C3="","see B3",C3)', 'IF(C5="","see B3",C5)'),
    ],
)
def test_a_formula_is_filled_down_as_excel_fills_it(formula: str, below: str) -> None:
    assert moved(formula, 2) == below


def test_new_rows_have_the_formulas_of_the_row_above_that_show_nothing_until_they_are_worked_out() -> None:
    def change(made: Workbook) -> None:
        made["Readings"]["E3"] = '=A3&"|"&B3'
        made["Readings"]["C3"] = "=D3/2"

    data = edited_workbook(book(change), {}, {"Readings": NEW})
    sheet = load_workbook(io.BytesIO(data))["Readings"]
    assert [sheet[f"E{row}"].value for row in (3, 4, 5)] == ['=A3&"|"&B3', '=A4&"|"&B4', '=A5&"|"&B5']
    assert load_workbook(io.BytesIO(data), data_only=True)["Readings"]["E5"].value in (None, "")


def test_a_formula_that_is_shared_with_the_cells_above_is_filled_down_too() -> None:
    shared = {"E2": '<f t="shared" ref="E2:E3" si="0">C2*2</f>', "E3": '<f t="shared" si="0"/>'}

    def change(made: Workbook) -> None:
        for cell in shared:
            made["Readings"][cell] = 1

    data, out = book(change), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            for cell, formula in shared.items():
                start = f'<c r="{cell}"'.encode()
                if name.startswith("xl/worksheets/") and start in content:
                    at = content.index(b"<v>", content.index(start))
                    content = content[:at] + formula.encode() + content[at:]
            new.writestr(name, content)
    sheet = load_workbook(io.BytesIO(edited_workbook(out.getvalue(), {}, {"Readings": NEW})))["Readings"]
    assert [sheet[f"E{row}"].value for row in (4, 5)] == ["=C4*2", "=C5*2"]


def test_a_cell_keeps_its_format_and_loses_its_formula() -> None:
    def change(made: Workbook) -> None:
        sheet = made["Readings"]
        sheet["E1"] = "=DATE(2026,6,30)"
        sheet["E1"].number_format = "d mmmm yyyy"
        sheet["E2"] = "=C2*2"

    data = edited_workbook(book(change), {"Readings": {"E1": date(2026, 9, 30), "A1": None, "G9": " new & <old> "}}, {})
    sheet = load_workbook(io.BytesIO(data))["Readings"]
    assert sheet["E1"].value.date() == date(2026, 9, 30)
    assert sheet["E1"].number_format == "d mmmm yyyy"
    assert sheet["E2"].value == "=C2*2"
    assert sheet["A1"].value is None
    assert sheet["G9"].value == " new & <old> "


def test_a_date_in_an_empty_cell_is_shown_as_the_date_above_it() -> None:
    def change(made: Workbook) -> None:
        made["Readings"]["D2"] = date(2026, 6, 30)
        made["Readings"]["D2"].number_format = "dd/mm/yyyy"

    sheet = load_workbook(io.BytesIO(edited_workbook(book(change), {"Readings": {"D3": date(2026, 7, 1)}}, {})))[
        "Readings"
    ]
    assert sheet["D3"].value.date() == date(2026, 7, 1)
    assert sheet["D3"].number_format == "dd/mm/yyyy"


def test_days_are_counted_from_1904_where_the_workbook_does() -> None:
    data = edited_workbook(
        book(lambda made: setattr(made, "epoch", CALENDAR_MAC_1904)), {"Readings": {"E1": date(2026, 9, 30)}}, {}
    )
    sheet = load_workbook(io.BytesIO(data))["Readings"]
    sheet["E1"].number_format = "dd/mm/yyyy"
    assert sheet["E1"].value == (date(2026, 9, 30) - date(1904, 1, 1)).days


@pytest.mark.parametrize(
    ("data", "more"),
    [
        (b"Measure,Period,Value\r\nA1,2026-27 Q1,84.2", b"\r\nA1,2026-27 Q2,\r\nA2,2026-27 Q2,\r\n"),
        (
            b"\xef\xbb\xbfMeasure;Period;Value;Note\nA1;2026-27 Q1;84,2;\xc3\xa9\n",
            b"A1;2026-27 Q2;;\nA2;2026-27 Q2;;\n",
        ),
        (b"Measure\tPeriod\nA1\t2026-27 Q1\n\xe9\t\n", b"A1\t2026-27 Q2\nA2\t2026-27 Q2\n"),
    ],
)
def test_a_text_file_keeps_its_bytes_and_gets_rows_in_its_own_manner(data: bytes, more: bytes) -> None:
    assert edited_csv(data, NEW) == data + more


def test_a_text_file_in_utf_16_is_left_to_a_person() -> None:
    with pytest.raises(ValueError, match="UTF-16"):
        edited_csv("Measure,Period\n".encode("utf-16"), NEW)


@pytest.mark.parametrize("title", ["Readings", "The team's readings"])
def test_a_chart_of_the_sheet_that_grows_is_told_of_and_one_of_another_is_not(title: str) -> None:
    def with_chart(made: Workbook) -> None:
        made["Readings"].title = title
        chart = LineChart()
        chart.add_data(Reference(made[title], min_col=3, min_row=1, max_row=3), titles_from_data=True)
        made.create_sheet("Board").add_chart(chart, "A1")

    assert charted(book(with_chart), ["Board", title]) == [title]
    assert charted(book(), ["Readings"]) == []
