"""SYLK and DIF files, as Excel, LibreOffice and accounting systems write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pipeline.read import Cell, read_file, read_folder


@pytest.fixture
def read(tmp_path):
    def reading(text, name):
        (tmp_path / name).write_bytes(text.replace("\n", "\r\n").encode("cp1252"))
        sheets, issues = read_file(tmp_path / name, name)
        return {line.number: dict(line.cells) for sheet in sheets for line in sheet.lines}, [i.message for i in issues]

    return reading


SYLK = '''ID;PWXL;N;E
P;PGeneral
P;P0.0%
P;Pdd/mm/yyyy
F;P0;DG0G8;M255
F;P1;FG0G;C4
O;L;D;V0;K47;G100 0.001
C;Y1;X1;K"Ref"
C;X2;K"Due;; date"
C;X3;K"say "x""
C;X4;K"a\x1b :b"
C;Y2;X1;K"007"
F;P2;FG0G;X2
C;K46295
C;X3;K"Café ""x"""
C;X4;K0.842;ER[-1]C
C;Y4;X1;KTRUE
C;X2;K#DIV/0!
C;X3;K-12.5
C;X4;K""
E
'''


def test_a_sylk_file_keeps_places_kinds_and_formats(read):
    assert read(SYLK, "a.slk") == (
        {
            1: {0: Cell("Ref"), 1: Cell("Due; date"), 2: Cell('say "x"'), 3: Cell("a\nb", "0.0%")},
            2: {
                0: Cell("007"),
                1: Cell(date(2026, 9, 30), "dd/mm/yyyy"),
                2: Cell('Café "x"'),
                3: Cell(Decimal("0.842"), "0.0%"),
            },
            4: {0: Cell(True), 1: Cell(None, "", "#DIV/0!"), 2: Cell(Decimal("-12.5"))},
        },
        [],
    )


DIF = '''TABLE
0,1
"EXCEL"
VECTORS
0,3
""
TUPLES
0,4
""
DATA
0,0
""
-1,0
BOT
1,0
"Ref"
1,0
"say ""x"""
1,0
"a
b"
-1,0
BOT
1,0
""
0,0.842
V
0,1
TRUE
-1,0
BOT
0,0
NA
0,0
ERROR
0,30/09/2026
V
-1,0
EOD
'''


def test_a_dif_file_keeps_places_and_kinds(read):
    assert read(DIF, "a.dif") == (
        {
            1: {0: Cell("Ref"), 1: Cell('say "x"'), 2: Cell("a\nb")},
            2: {1: Cell(Decimal("0.842")), 2: Cell(True)},
            3: {0: Cell(None, "", "#N/A"), 1: Cell(None, "", "#VALUE!"), 2: Cell("30/09/2026")},
        },
        [],
    )


def test_they_are_read_in_a_folder_and_under_an_excel_name(read, tmp_path):
    (tmp_path / "a.slk").write_text(SYLK)
    (tmp_path / "b.dif").write_text(DIF)
    assert [sheet.file for sheet in read_folder(tmp_path)[0]] == ["a.slk", "b.dif"]
    assert len(read(SYLK, "a.xls")[0]) == 3


def test_a_csv_file_whose_first_heading_is_id_is_no_sylk(read):
    rows, _ = read("ID;Person;Due\n1;Jo;30/09/2026\n", "a.csv")
    assert rows[2] == {0: Cell("1"), 1: Cell("Jo"), 2: Cell("30/09/2026")}


def test_a_dif_file_that_is_broken_is_said_to_be(read):
    broken = DIF.replace('-1,0\nBOT\n1,0\n"Ref"', '9,9\nBOT\n1,0\n"Ref"')
    assert read(broken, "a.dif")[1] == ["a.dif is damaged and can't be opened."]
