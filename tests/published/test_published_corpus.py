"""Three releases of one table of the Department for Education's, whose columns were renamed between them."""

import os
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.periods import financial_year
from pipeline.published import Statistics
from pipeline.read.published import read_release
from pipeline.sheets.benchmarks import YearOf

CORPUS = Path(os.environ.get("PAPERS_CORPUS", Path(__file__).parents[3] / "shared" / "corpus")) / "dfe"
RELEASES = [CORPUS / f"c1_children_in_need_referrals_and_rereferrals_2013_to_{year}.csv" for year in (2023, 2024, 2025)]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not all(path.is_file() for path in RELEASES), reason="the published files are not here"),
]


def series(path: Path, area: str, column: str) -> dict:
    statistics = Statistics(read_release(path, path.name))
    found = statistics.series(statistics.area(area)[1], statistics.column(column), YearOf.MARCH)
    return {period: figure.value if figure.value is not None else figure.said for period, figure in found.items()}


@pytest.mark.parametrize(
    "column", ["Re_referrals_percent", "rereferral_percent", "Referrals", "No_Further_Action_percent"]
)
@pytest.mark.parametrize("area", ["Shropshire", "Bristol", "Kingston upon Hull", "England", "West Midlands"])
def test_the_releases_give_one_series_but_for_what_was_revised(area, column):
    oldest, middle, newest = (series(path, area, column) for path in RELEASES)
    assert list(oldest) == [financial_year(year - 1) for year in range(2013, 2024)]
    assert list(newest) == [*oldest, financial_year(2023), financial_year(2024)]
    for earlier, later in ((oldest, middle), (middle, newest)):
        revised = {period: (earlier[period], later[period]) for period in earlier if earlier[period] != later[period]}
        assert len(revised) <= 3, revised


def test_known_figures_are_read():
    newest = series(RELEASES[-1], "Shropshire", "Re_referrals_percent")
    assert [newest[financial_year(year)] for year in (2022, 2023, 2024)] == [
        Decimal("15.4"),
        Decimal("12.7"),
        Decimal("12.9"),
    ]
    assert series(RELEASES[-1], "England", "Re_referrals_percent")[financial_year(2024)] == Decimal("22.6")


def test_a_column_that_left_the_table_is_said():
    from pipeline.published import NotThere

    with pytest.raises(NotThere) as missing:
        Statistics(read_release(RELEASES[-1], "x.csv")).column("Referrals_rate")
    assert "no column 'Referrals_rate'" in missing.value.said


def test_every_published_file_of_the_corpus_is_understood():
    for path in sorted(CORPUS.glob("*.csv")):
        statistics = Statistics(read_release(path, path.name))
        assert statistics.indicators, path.name
        assert statistics.area("England")[1]
