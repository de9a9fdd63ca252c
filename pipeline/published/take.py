"""The plan with the published figures that its sheet Benchmarks asks for."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path, PurePosixPath

from pipeline.issues import Issue, Severity, rule
from pipeline.model import Plan, Published, Series
from pipeline.periods import Period, Span, academic_year, financial_year
from pipeline.published import areas
from pipeline.published.release import Figure, NotThere, Statistics
from pipeline.read.published import read_release
from pipeline.read.refusals import Refused
from pipeline.sheets.benchmarks import Benchmark, Use, YearOf
from pipeline.sheets.columns import Row
from pipeline.sheets.measures import Measure, Unit
from pipeline.sheets.readings import Reading
from pipeline.wording import plain

FOLDER = "published"
"""The folder of a quarter that holds files of published statistics."""

_SOURCE = "Explore education statistics, Department for Education: its data files"
THERE = rule(
    "B-01",
    Severity.ERROR,
    "The file, column, area and year that a benchmark names are there, and come to one figure.",
    _SOURCE,
)
RENAMED = rule(
    "B-02", Severity.QUERY, "A benchmark names its column as this release of the published file does.", _SOURCE
)
NO_FIGURE = rule(
    "B-03",
    Severity.QUERY,
    "The year compared with has a published figure; a symbol is printed as what it means, never as a number.",
    "Government Statistical Service, symbols in data tables",
)
SOME_MISSING = rule("B-04", Severity.QUERY, "The mean of the statistical neighbours is that of all of them.", _SOURCE)
TYPED_TOO = rule("B-05", Severity.ERROR, "A benchmark that is typed as well is the published one.", "Arithmetic")
TYPED_READING = rule(
    "B-06", Severity.QUERY, "A reading typed for a published year is the published figure.", "Arithmetic"
)
OF_OTHER_SIZE = rule(
    "B-08",
    Severity.QUERY,
    "A measure that counts is not set beside the count of an area of another size; rates and percentages are.",
    "Code of Practice for Statistics, V1: comparisons are of like with like",
)
_TENTH = Decimal("0.1")


def with_published(plan: Plan, folder: Path) -> tuple[Plan, list[Issue]]:
    """The plan with ``published`` filled, and readings added where a row of Benchmarks says so.

    Files are looked for in the quarter's folder ``published``, then in the quarter's folder itself. The plan as it
    was where it has no sheet Benchmarks.
    """
    rows = plan.of(Benchmark)
    if not rows:
        return plan, []
    taking = _Taking(plan, folder)
    issues: list[Issue] = []
    found: dict[str, tuple[Series, ...]] = {}
    readings: list[Reading] = []
    for row in rows:
        measure = next((each for each in plan.measures if each.id == row.measure), None)
        if measure is None:
            issues.append(
                THERE.at(
                    row.place("measure"),
                    f"There is no measure {row.measure}, so this row is not used",
                    "Write the reference of a measure of the plan.",
                )
            )
            continue
        try:
            series = taking.series(row, measure)
        except NotThere as missing:
            issues.append(
                THERE.at(row.place(missing.field), missing.said, missing.remedy, about=f"measure {row.measure}")
            )
            continue
        issues += taking.said
        found[row.measure] = (*found.get(row.measure, ()), series)
        if row.use is Use.READINGS:
            added, problems = _readings(plan, measure, series)
            readings += added
            issues += problems
        else:
            issues += _of_other_size(measure, series)
            issues += _typed_too(measure, series)
    merged: dict[type[Row], tuple[Row, ...]] = {**plan.rows}
    if readings:
        merged[Reading] = (*plan.of(Reading), *readings)
    return replace(plan, rows=merged, published=found), issues


class _Taking:
    """The files of one quarter, each read once, and what is to be said of the row being looked up."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self.plan, self.folder = plan, folder
        self.files: dict[str, Statistics] = {}
        self.said: list[Issue] = []

    def series(self, row: Benchmark, measure: Measure) -> Series:
        self.said = []
        statistics = self._file(row.file)
        column = statistics.column(row.column)
        head = statistics.release.heads[column]
        about = f"measure {row.measure}"
        if head.casefold() != row.column.strip().casefold():
            self.said.append(
                RENAMED.at(
                    row.place("column"),
                    f"'{row.column}' is called '{head}' in {row.file}, and was read from there",
                    f"Check that it is the same figure, and write {head}.",
                    about=about,
                )
            )
        wanted = areas.folded(row.area)
        if wanted in areas.NEIGHBOURS:
            name, figures = self._mean(row, statistics, column, measure)
        else:
            own = wanted in areas.OWN
            asked = self.plan.details.area or self.plan.details.council if own else row.area
            try:
                name, rows = statistics.area(asked)
            except NotThere as missing:
                if own:
                    missing.remedy = "Write the council's name or code in the file in Plan details, under 'Area in published statistics'."
                raise
            figures = {
                period: Published(period, each.value, each.said, (each.place,), each.symbol)
                for period, each in statistics.series(statistics.only(rows, row.only), column, row.year_of).items()
            }
        chosen = _chosen(row, figures, statistics)
        if chosen.value is None:
            self.said.append(
                NO_FIGURE.at(
                    chosen.places[0],
                    f"The figure of {name} for {chosen.period} is '{chosen.said}'; papers print that in place of a number",
                    "Choose another year or area in the sheet Benchmarks, or leave it.",
                    about=about,
                )
            )
        return Series(row, name, tuple(figures.values()), chosen)

    def _file(self, name: str) -> Statistics:
        if name not in self.files:
            inside = PurePosixPath(name.replace("\\", "/"))
            if inside.is_absolute() or ".." in inside.parts:
                raise NotThere("file", f"'{name}' leads out of the quarter's folder", "Write the file's name alone.")
            path = next(
                (each for each in (self.folder / FOLDER / inside, self.folder / inside) if each.is_file()), None
            )
            if path is None:
                raise NotThere(
                    "file",
                    f"There is no file '{name}' in the folder {FOLDER}",
                    f"Put the publisher's data file there: {self.folder.name}/{FOLDER}/{name}.",
                )
            try:
                release = read_release(path, path.relative_to(self.folder).as_posix())
            except Refused as refused:
                raise NotThere("file", f"{name} {refused.sentence}", refused.remedy) from refused
            except OSError as problem:
                raise NotThere("file", f"{name} can't be read", "Close it if it is open, and run again.") from problem
            self.files[name] = Statistics(release)
        return self.files[name]

    def _mean(
        self, row: Benchmark, statistics: Statistics, column: int, measure: Measure
    ) -> tuple[str, dict[Period, Published]]:
        """The mean of the statistical neighbours' figures, year by year, to a tenth or the measure's decimal places."""
        names = areas.listed(self.plan.details.neighbours)
        if not names:
            raise NotThere(
                "area",
                "Plan details has no list of statistical neighbours",
                "Write them in Plan details under 'Statistical neighbours', with ; between.",
            )
        each: list[dict[Period, Figure]] = []
        for name in names:
            try:
                rows = statistics.area(name)[1]
            except NotThere as missing:
                missing.remedy = "Correct the name in Plan details, under 'Statistical neighbours'."
                raise
            each.append(statistics.series(statistics.only(rows, row.only), column, row.year_of))
        figures: dict[Period, Published] = {}
        for period in sorted({period for one in each for period in one}):
            there = [one[period] for one in each if period in one]
            values = [figure.value for figure in there if figure.value is not None]
            places = tuple(figure.place for figure in there)
            if not values:
                figures[period] = Published(period, None, f"no figure for any of the {len(names)}", places)
                continue
            mean = (sum(values, Decimal(0)) / len(values)).quantize(
                min(_TENTH, Decimal(1).scaleb(-measure.decimals)), ROUND_HALF_UP
            )
            of = f"mean of {len(values)}" + ("" if len(values) == len(names) else f" of {len(names)}")
            figures[period] = Published(period, mean, of, places)
        chosen = _chosen(row, figures, statistics)
        short = len(names) - sum(1 for one in each if chosen.period in one and one[chosen.period].value is not None)
        if short and chosen.value is not None:
            self.said.append(
                SOME_MISSING.at(
                    row.place("area"),
                    f"{short} of the {len(names)} statistical neighbours {'has' if short == 1 else 'have'} no figure for "
                    f"{chosen.period}, so the mean is that of the others",
                    "Nothing, if the papers may say so: they print how many it is the mean of.",
                    about=f"measure {row.measure}",
                )
            )
        return "statistical neighbours", figures


def _chosen(row: Benchmark, figures: dict[Period, Published], statistics: Statistics) -> Published:
    """The figure of the year asked for, or of the newest."""
    if not figures:
        raise NotThere("only", f"{statistics.release.file} has no row for this", "Check the area and the condition.")
    if row.year is None:
        return figures[max(figures)]
    wanted = _meant(row.year, figures)
    if wanted not in figures:
        raise NotThere(
            "year",
            f"{statistics.release.file} has no figure for {row.year}: its years are {min(figures)} to {max(figures)}",
            "Write one of them, or leave the year empty for the newest.",
        )
    return figures[wanted]


def _meant(period: Period, among: Container[Period]) -> Period:
    """A year as typed, or the academic year of the same name where that is what there is: 2024-25 is 2024/25 too."""
    if period in among or period.span is not Span.YEAR:
        return period
    academic = academic_year(period.start.year)
    return academic if academic in among else period


def _readings(plan: Plan, measure: Measure, series: Series) -> tuple[list[Reading], list[Issue]]:
    """The series as yearly readings of the measure, but for years that have a typed reading."""
    years = {figure.period for figure in series.figures}
    typed = {_meant(reading.period, years): reading for reading in plan.readings.get(measure.id, ())}
    added: list[Reading] = []
    issues: list[Issue] = []
    for figure in series.figures:
        period, when = figure.period, ""
        if series.row.year_of is YearOf.SEPTEMBER and period.span is Span.MONTH:
            period, when = financial_year(period.start.year), f" {YearOf.SEPTEMBER.value} {period.start.year}"
        there = typed.get(period)
        if there is None:
            note = f"{series.row.source}{when}" + (f" ({figure.said})" if figure.said else "")
            place = figure.places[0]
            places = dict.fromkeys(("measure", "period", "value", "note"), place)
            symbols = {"value": figure.symbol} if figure.symbol else {}
            added.append(
                Reading(
                    measure=measure.id, period=period, value=figure.value, note=note, places=places, symbols=symbols
                )
            )
        elif there.value is not None and figure.value is not None and there.value != figure.value:
            issues.append(
                TYPED_READING.at(
                    there.place("value"),
                    f"The reading of measure {measure.id} for {period} is {plain(there.value)}, but the published figure is "
                    f"{plain(figure.value)} ({figure.places[0]})",
                    "Take the typed reading out, or say in its note why it differs.",
                    about=f"measure {measure.id}",
                )
            )
    return added, issues


def _of_other_size(measure: Measure, series: Series) -> Iterator[Issue]:
    if measure.unit is Unit.COUNT and areas.folded(series.row.area) not in areas.OWN:
        yield OF_OTHER_SIZE.at(
            series.row.place("column"),
            f"Measure {measure.id} is a number, and so is '{series.row.column}' of {series.area}: an area of another size",
            "Compare a rate or a percentage, in a measure of its own, or explain in the paper what is compared.",
            about=f"measure {measure.id}",
        )


def _typed_too(measure: Measure, series: Series) -> Iterator[Issue]:
    """A typed benchmark of the same area and year that says something else."""
    same = (
        measure.benchmark is not None
        and measure.benchmark_period == series.chosen.period
        and areas.bare(measure.benchmark_area) == areas.bare(series.area)
    )
    if same and measure.benchmark != series.chosen.value:
        said = series.chosen.said if series.chosen.value is None else plain(series.chosen.value)
        yield TYPED_TOO.at(
            measure.place("benchmark"),
            f"The benchmark typed for measure {measure.id} is {plain(measure.benchmark or Decimal(0))}, but the published figure "
            f"of {series.area} for {series.chosen.period} is {said} ({series.chosen.places[0]})",
            "Take the typed benchmark out, or correct the row in the sheet Benchmarks.",
            about=f"measure {measure.id}",
        )
