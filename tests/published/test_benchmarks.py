"""What a row of Benchmarks asks for is found in the publisher's file, or said with what to do."""

from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.facts.benchmarks import benchmark
from pipeline.places import Place
from pipeline.published.areas import bare, listed
from pipeline.published.release import _core, period_of
from pipeline.sheets.benchmarks import YearOf
from tests.checks.plans import measure
from tests.published.releases import asked

SEPTEMBER = YearOf.SEPTEMBER


@pytest.mark.parametrize(
    ("row", "details", "printed"),
    [
        ({}, {}, "22.4% (England, 2023-24)"),
        ({"year": "2022-23"}, {}, "22.3% (England, 2022-23)"),
        ({"area": "middle riding"}, {}, "20.0% (Middle Riding, 2023-24)"),
        ({"area": "Northport City Council"}, {}, "20.0% (Northport, City of, 2023-24)"),
        ({"area": "E06000991"}, {}, "20.0% (Northport, City of, 2023-24)"),
        ({"area": "own council"}, {}, "12.0% (Exampleshire, 2023-24)"),
        ({"area": "own council"}, {"council": "Somewhere", "area": "990"}, "12.0% (Exampleshire, 2023-24)"),
        ({"area": "own council", "year": "2022-23"}, {}, "c: not published, to protect confidentiality (Exampleshire, 2022-23)"),
        ({"area": "Westshire"}, {}, "z: not applicable (Westshire, 2023-24)"),
        ({"file": "new.csv", "column": "rereferral_percent"}, {}, "k: rounds to zero but is not zero (England, 2024-25)"),
        ({"year_of": SEPTEMBER}, {}, "22.4% (England, September 2024)"),
        ({"area": "Statistical neighbours"}, {"neighbours": "Exampleshire; Northport, City of"}, "16.0% (statistical neighbours, mean of 2, 2023-24)"),
        ({"area": "SN mean"}, {"neighbours": "Exampleshire, Northport, City of, Westshire"}, "16.0% (statistical neighbours, mean of 2 of 3, 2023-24)"),
        ({"only": "category = all"}, {}, "22.4% (England, 2023-24)"),
        ({"file": "published/old.csv"}, {}, "22.4% (England, 2023-24)"),
    ],
)  # fmt: skip
def test_a_benchmark_is_printed_with_its_area_and_year(tmp_path: Path, row, details, printed):
    plan, issues = asked(tmp_path, row, details=details)
    assert not [issue for issue in issues if issue.code == "B-01"]
    fact = benchmark("measure.A1", plan.measures[0], plan.published["A1"])
    assert fact.text == printed
    assert fact.how == "Invented statistics, 2024"


def test_a_figure_says_the_cell_that_it_stands_in(tmp_path: Path):
    plan, _ = asked(tmp_path, {})
    fact = benchmark("measure.A1", plan.measures[0], plan.published["A1"])
    assert fact.sources[0] == Place("published/old.csv", "", "N2", "Re_referrals_percent")


def test_several_benchmarks_of_a_measure_are_printed_in_their_order(tmp_path: Path):
    plan, issues = asked(tmp_path, {}, {"area": "Middle Riding"})
    assert issues == []
    fact = benchmark("measure.A1", plan.measures[0], plan.published["A1"])
    assert fact.text == "22.4% (England, 2023-24); 20.0% (Middle Riding, 2023-24)"


@pytest.mark.parametrize(
    ("row", "details", "code", "heading", "says"),
    [
        ({"measure": "Z9"}, {}, "B-01", "Measure", "There is no measure Z9"),
        ({"file": "missing.csv"}, {}, "B-01", "Published file", "There is no file 'missing.csv' in the folder published"),
        ({"file": "../secret.csv"}, {}, "B-01", "Published file", "leads out of the quarter's folder"),
        ({"column": "rereferrals_rate"}, {}, "B-01", "Indicator column", "old.csv has no column 'rereferrals_rate'"),
        ({"column": "la_name"}, {}, "B-01", "Indicator column", "has no column 'la_name' of figures"),
        ({"area": "Northprot"}, {}, "B-01", "Area", "no area 'Northprot'. It looks like Northport"),
        ({"area": "own council"}, {"council": "Nowhere"}, "B-01", "Area", "no area 'Nowhere'"),
        ({"area": "statistical neighbours"}, {}, "B-01", "Area", "no list of statistical neighbours"),
        ({"area": "SN"}, {"neighbours": "Exampleshire; Narnia"}, "B-01", "Area", "no area 'Narnia'"),
        ({"year": "2019-20"}, {}, "B-01", "Year", "no figure for 2019-20: its years are 2022-23 to 2023-24"),
        ({"only": "sex = Total"}, {}, "B-01", "Only rows where", "no column 'sex'"),
        ({"only": "category = None"}, {}, "B-01", "Only rows where", "No row has 'None' under category"),
        ({"file": "new.csv", "year": "2023-24"}, {}, "B-02", "Indicator column", "'Re_referrals_percent' is called 'rereferral_percent'"),
        ({"area": "Westshire"}, {}, "B-03", "Re_referrals_percent", "is 'z: not applicable'"),
        ({"area": "SN"}, {"neighbours": "Exampleshire; Westshire"}, "B-04", "Area", "1 of the 2 statistical neighbours has no figure"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_said_at_the_cell_that_asked_for_it(tmp_path: Path, row, details, code, heading, says):
    _, issues = asked(tmp_path, row, details=details)
    assert [issue.code for issue in issues] == [code]
    assert says in issues[0].message
    assert issues[0].place.heading == heading
    assert issues[0].remedy.endswith(".")


def test_rows_that_differ_in_a_column_of_the_file_are_to_be_told_apart(tmp_path: Path):
    asked(tmp_path, {})
    path = tmp_path / "published" / "two.csv"
    path.write_text(
        (tmp_path / "published" / "old.csv").read_text("utf-8-sig")
        + "2024,Reporting year,National,E92000001,England,,,,,,Girls,500,100,20.0\n"
    )
    _, issues = asked(tmp_path, {"file": "two.csv"})
    assert "has 2 rows for this area in 2024" in issues[0].message
    assert "category = Girls" in issues[0].remedy
    plan, issues = asked(tmp_path, {"file": "two.csv", "only": "category = Girls"})
    assert issues == []
    assert plan.published["A1"][0].chosen.value == Decimal("20.0")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("a,b\n1,2\n", "is not a data file of explore education statistics: it has no column time_period"),
        ("time_period,time_identifier,geographic_level,country_name,Re_referrals_percent\n202425,Autumn term,National,England,3\n",
         "gives autumn term 202425"),
        ("\0\0", "is not a csv file"),
        ("", "has no column time_period"),
    ],
)  # fmt: skip
def test_a_file_of_another_kind_is_said_to_be_one(tmp_path: Path, content, says):
    asked(tmp_path, {})
    (tmp_path / "published" / "other.csv").write_text(content)
    _, issues = asked(tmp_path, {"file": "other.csv"})
    assert [issue.code for issue in issues] == ["B-01"]
    assert says in issues[0].message


@pytest.mark.parametrize(
    ("said", "kind", "period"),
    [
        ("2024", "Reporting year", "2023-24"),
        ("2024", "", "2023-24"),
        ("202324", "Financial year", "2023-24"),
        ("202324", "Tax year", "2023-24"),
        ("202324", "", "2023-24"),
        ("202324", "Academic year", "academic year 2023/24"),
        ("2024", "Calendar year", "calendar year 2024"),
        ("202324", "Financial year Q3", "2023-24 Q3"),
        ("2024", "Calendar year Q1", "2023-24 Q4"),
        ("2024", "Calendar year Q2", "2024-25 Q1"),
        ("2024", "February", "February 2024"),
        ("202324", "Autumn term", "None"),
        ("2024", "Week 7", "None"),
        ("202326", "Academic year", "None"),
        ("2024", "Academic year", "None"),
        ("soon", "Reporting year", "None"),
    ],
)
def test_the_publishers_periods_are_told_by_their_identifiers(said, kind, period):
    assert str(period_of(said, kind, YearOf.MARCH)) == period


@pytest.mark.parametrize("year", ["", "2023-24", "academic year 2023/24"])
def test_an_academic_year_is_compared_with_under_either_name(tmp_path: Path, year):
    asked(tmp_path, {})
    terms = (tmp_path / "published" / "old.csv").read_text("utf-8-sig").replace("Reporting", "Academic")
    terms = terms.replace("\n2024,", "\n202324,").replace("\n2023,", "\n202223,")
    (tmp_path / "published" / "schools.csv").write_text(terms)
    plan, issues = asked(tmp_path, {"file": "schools.csv", "year": year} if year else {"file": "schools.csv"})
    assert issues == []
    assert (
        benchmark("measure.A1", plan.measures[0], plan.published["A1"]).text == "22.4% (England, academic year 2023/24)"
    )


def test_a_count_beside_that_of_another_area_is_asked_about(tmp_path: Path):
    _, issues = asked(tmp_path, {"column": "Re_referrals"}, measures=[measure(unit="number")])
    assert [issue.code for issue in issues] == ["B-08"]
    assert "'Re_referrals' of England: an area of another size" in issues[0].message
    _, issues = asked(tmp_path, {"column": "Re_referrals", "area": "own council"}, measures=[measure(unit="number")])
    assert issues == []


def test_a_typed_benchmark_of_the_same_year_and_area_is_the_published_one(tmp_path: Path):
    typed = {"benchmark_area": "England", "benchmark_period": "2023-24", "benchmark_source": "Invented"}
    _, issues = asked(tmp_path, {}, measures=[measure(benchmark=Decimal("22.5"), **typed)])
    assert [issue.code for issue in issues] == ["B-05"]
    assert "typed for measure A1 is 22.5, but the published figure of England for 2023-24 is 22.4" in issues[0].message
    plan, issues = asked(tmp_path, {}, measures=[measure(benchmark=Decimal("22.4"), **typed)])
    assert issues == []
    fact = benchmark("measure.A1", plan.measures[0], plan.published["A1"])
    assert fact.text == "22.4% (England, 2023-24)"


def test_own_years_become_readings_and_a_typed_one_that_differs_is_asked_about(tmp_path: Path):
    own = {"area": "own council", "use": "readings"}
    plan, issues = asked(tmp_path, own)
    assert issues == []
    added = [reading for reading in plan.readings["A1"] if str(reading.period) in ("2022-23", "2023-24")]
    assert [reading.value for reading in added] == [None, Decimal("12.0")]
    assert added[0].note == "Invented statistics, 2024 (c: not published, to protect confidentiality)"
    assert added[1].place("value") == Place("published/old.csv", "", "N5", "Re_referrals_percent")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Re_referrals_percent", "rereferral_percent", True),
        ("Referrals", "referral_count", True),
        ("Not_in_Need_percent", "not_in_need_percent", True),
        ("Referrals_child", "referral_child_count", True),
        ("Referrals_rate", "referral_percent", False),
        ("Re_referrals", "referral_count", False),
        ("turnover_rate_fte", "turnover_rate_headcount", False),
        ("children_percentage", "child_pct", True),
    ],
)
def test_headings_are_the_same_but_for_how_releases_write_them(one, other, same):
    assert (_core(one) == _core(other)) is same


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("A; B", ["A", "B"]),
        ("A, B", ["A", "B"]),
        ("Northport, City of, Westshire", ["Northport, City of", "Westshire"]),
        ("A\nB, C", ["A", "B, C"]),
    ],
)
def test_a_list_of_authorities_keeps_their_names_whole(typed, names):
    assert listed(typed) == names


def test_an_authority_is_known_by_its_name_however_it_is_dressed():
    dressed = ["Bristol, City of", "Bristol City Council", "City of Bristol", "BRISTOL"]
    assert {bare(name) for name in dressed} == {"bristol"}
    assert bare("St. Helens") == bare("St Helens Metropolitan Borough Council")
