"""The measures as a table beside the papers."""

from pipeline.facts.fact import Fact, Node
from pipeline.measures_table import measures_csv
from pipeline.periods import Period, financial_year, month, quarter


def charted(period: Period, text: str) -> Node:
    return Node(
        {
            "period": Fact("period", period, str(period)),
            "text": Fact("text", text, text),
            "target": Fact("target", "90%", "90%"),
        }
    )


def measure(name: str, *rows: Node) -> Node:
    words = dict.fromkeys(("unit", "polarity", "benchmark"), Fact("x", "x", "x"))
    return Node({"id": Fact("id", name, name), "name": Fact("name", name, name), "chart_rows": rows, **words})


def test_periods_stand_in_time_and_not_in_the_order_of_their_names() -> None:
    table = measures_csv(
        [
            measure("M1", *(charted(month(2026, n), str(n)) for n in (4, 5, 6))),
            measure("M2", charted(quarter(2026, 1), "70%")),
            measure("M3", charted(financial_year(2025), "c")),
        ]
    )
    heads, first, *_ = table.decode("utf-8-sig").splitlines()
    assert heads.split(",")[-5:] == ["2025-26", "April 2026", "May 2026", "June 2026", "2026-27 Q1"]
    assert first.split(",")[-5:] == ["", "4", "5", "6", ""]
