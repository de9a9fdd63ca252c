"""Where a table's cells begin on its grid, whatever reaches down from the rows above."""

import pytest

from pipeline.printing.document.table_grid import first_columns, heading_rows
from pipeline.printing.document.tree import Cell, Row


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("1x1 1x1 1x1 / 1x1 1x1 1x1", "0 1 2 / 0 1 2"),
        ("1x2 1x1 / 1x1", "0 1 / 1"),
        ("1x1 1x3 1x1 / 1x1 1x1 / 1x1 1x1", "0 1 2 / 0 2 / 0 2"),
        ("2x2 1x1 / 1x1", "0 2 / 2"),
        ("1x1 2x1 / 3x1", "0 1 / 0"),
    ],
)
def test_a_cell_begins_past_those_that_reach_down_from_above(table: str, columns: str) -> None:
    """A table is its rows of cells, each columns by rows."""
    sizes = [[tuple(map(int, cell.split("x"))) for cell in row.split()] for row in table.split(" / ")]
    rows = [Row(tuple(Cell((), columns=across, rows=down) for across, down in row)) for row in sizes]
    assert first_columns(rows) == [[int(each) for each in row.split()] for row in columns.split(" / ")]


def test_the_rows_at_the_top_that_head_columns_are_counted() -> None:
    head, body = Row((Cell((), header="col"), Cell(()))), Row((Cell((), header="row"),))
    assert [heading_rows(rows) for rows in ([], [body, head], [head, body], [head, head])] == [0, 0, 1, 2]
