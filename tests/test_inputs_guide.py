from pipeline.reference.sheets_guide import GUIDE, guide
from pipeline.sheets.columns import sheet_types


def test_the_inputs_guide_is_what_the_declarations_say():
    assert GUIDE.read_text(encoding="utf-8") == guide(), "run: python -m pipeline.reference"


def test_every_sheet_and_every_column_is_in_the_guide():
    text = guide()
    for kind in sheet_types():
        section = text.split(f"### {kind.name}\n")[1].split("\n### ")[0]
        for column in kind.columns().values():
            assert f"| {column.heading} | {column.help}" in section
            assert all(also in section for also in column.also)


def test_every_column_says_what_goes_in_it():
    silent = [
        f"{kind.name}: {column.heading}"
        for kind in sheet_types()
        for column in kind.columns().values()
        if not column.help.endswith((".", "?", "'"))
    ]
    assert silent == []
