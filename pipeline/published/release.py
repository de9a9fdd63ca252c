"""The figures of one release: its indicator columns, areas and years found by what a row of Benchmarks says."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property

from pipeline.parse.numbers import parse_number
from pipeline.periods import Period, academic_year, calendar_year, financial_year, month, quarter
from pipeline.places import Place
from pipeline.published import areas
from pipeline.read.published import Release
from pipeline.sheets.benchmarks import YearOf
from pipeline.symbols import explained, known

TIME, IDENTIFIER, LEVEL = "time_period", "time_identifier", "geographic_level"
_MONTHS = [name.casefold() for name in calendar.month_name]
_COUNTED = frozenset(("count", "number", "no", "num", "of", "the"))
_SAME = {"pct": "percent", "perc": "percent", "percentage": "percent", "pc": "percent", "children": "child"}

Rows = tuple[tuple[int, tuple[str, ...]], ...]


class NotThere(Exception):
    """What a row of Benchmarks asks for isn't in the file: ``said`` is what was found, ``remedy`` what to do."""

    def __init__(self, field: str, said: str, remedy: str) -> None:
        super().__init__(said)
        self.field, self.said, self.remedy = field, said, remedy


@dataclass(frozen=True)
class Figure:
    """A cell of an indicator column: its number, or the symbol in place of one."""

    value: Decimal | None
    symbol: str
    place: Place

    @property
    def said(self) -> str:
        """What the symbol means; nothing of a number."""
        return explained(self.symbol) if self.symbol else ""


class Statistics:
    """A release whose headings say that it is one of explore education statistics'."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.at: Mapping[str, int] = {head.casefold(): number for number, head in reversed([*enumerate(release.heads)])}
        missing = [head for head in (TIME, LEVEL) if head not in self.at]
        if missing:
            raise NotThere(
                "file",
                f"{release.file} is not a data file of explore education statistics: it has no column {missing[0]}",
                "Download the data file (csv) of the table, and put it into the folder published as it is.",
            )

    def column(self, wanted: str) -> int:
        """The column of a heading as typed, or of the one heading that is the same but for how it is written.

        Releases rename columns: Re_referrals_percent became rereferral_percent, Referrals referral_count.
        """
        exact = self.at.get(wanted.strip().casefold())
        alike = [number for head, number in self.at.items() if _core(head) == _core(wanted)]
        found = exact if exact is not None else alike[0] if len(alike) == 1 else None
        if found is not None and self.release.heads[found] in self.indicators:
            return found
        near = get_close_matches(wanted.casefold(), self.indicators, 3, 0.5)
        have = ", ".join(near or self.indicators[:6])
        raise NotThere(
            "column",
            f"{self.release.file} has no column '{wanted}'" + ("" if found is None else " of figures"),
            f"Write a heading that this release has, such as {have}." if have else "Check which file is meant.",
        )

    @cached_property
    def indicators(self) -> tuple[str, ...]:
        """Headings of the columns that hold figures, as they stand."""
        known = {
            TIME,
            IDENTIFIER,
            LEVEL,
            *(c for level in (areas.ENGLAND, areas.REGION, areas.AUTHORITY) for c in areas.columns(level)),
        }
        sample = self.release.rows[:200]

        def figures(column: int) -> int:
            return sum(figure(row[column]) != (None, "") for _, row in sample)

        return tuple(
            head
            for number, head in enumerate(self.release.heads)
            if head.casefold() not in known and figures(number) * 10 >= len(sample) * 9
        )

    @cached_property
    def _areas(self) -> Mapping[tuple[str, str], list[tuple[int, tuple[str, ...]]]]:
        """Rows by level and by each name and code of their area."""
        found: dict[tuple[str, str], list[tuple[int, tuple[str, ...]]]] = {}
        for entry in self.release.rows:
            level = entry[1][self.at[LEVEL]].capitalize()
            names = {entry[1][self.at[head]] for head in areas.columns(level) if head in self.at} - {""}
            for name in {form for each in names for form in (areas.folded(each), areas.bare(each))} - {""}:
                found.setdefault((level, name), []).append(entry)
        return found

    def area(self, name: str) -> tuple[str, Rows]:
        """An area's own name and its rows, looked for in England, the regions and the authorities in turn."""
        for form in (areas.folded(name), areas.bare(name)):
            for level in (areas.ENGLAND, areas.REGION, areas.AUTHORITY):
                rows = self._areas.get((level, form), [])
                if rows:
                    head = next((h for h in areas.columns(level) if h in self.at), "")
                    return rows[0][1][self.at[head]] if head else name, tuple(rows)
        near = get_close_matches(areas.folded(name), sorted({known for _, known in self._areas}), 1, 0.6)
        hint = f" It looks like {near[0].title()}." if near else ""
        raise NotThere(
            "area",
            f"{self.release.file} has no area '{name}'.{hint}".rstrip("."),
            "Write the area's name or code as the file has it.",
        )

    def only(self, rows: Rows, condition: str) -> Rows:
        """The rows whose columns say what a condition asks for ("cla_group = All; sex = Total")."""
        for part in filter(None, (each.strip() for each in condition.split(";"))):
            head, equals, wanted = part.partition("=")
            number = self.at.get(head.strip().casefold())
            if not equals or number is None:
                raise NotThere(
                    "only",
                    f"{self.release.file} has no column '{head.strip()}'",
                    f"Write a column of the file, = and what it says: {', '.join(self.telling(rows)) or TIME} = ...",
                )
            kept = tuple(row for row in rows if areas.folded(row[1][number]) == areas.folded(wanted))
            if not kept:
                said = sorted({row[1][number] for row in rows})
                raise NotThere(
                    "only",
                    f"No row has '{wanted.strip()}' under {head.strip()}",
                    f"Write one of: {'; '.join(said[:5])}{'; ...' if said[5:] else ''}.",
                )
            rows = kept
        return rows

    def telling(self, rows: Rows) -> list[str]:
        """Headings of the columns that are no figures and differ among rows."""
        numbers = [
            n
            for h, n in self.at.items()
            if self.release.heads[n] not in self.indicators and h not in (TIME, IDENTIFIER)
        ]
        return [self.release.heads[n] for n in sorted(numbers) if len({row[n] for _, row in rows}) > 1]

    def series(self, rows: Rows, column: int, year_of: YearOf) -> dict[Period, Figure]:
        """The figure of each year, oldest first; NotThere where a year has more than one row."""
        found: dict[Period, Figure] = {}
        first: dict[Period, tuple[int, tuple[str, ...]]] = {}
        for number, row in rows:
            period = self._period(row, year_of)
            if period in first:
                telling = self.telling(((number, row), first[period]))
                many = sum(self._period(other, year_of) == period for _, other in rows)
                raise NotThere(
                    "only",
                    f"{self.release.file} has {many} rows for this area in {row[self.at[TIME]]}",
                    f"Say which under 'Only rows where', such as {telling[0]} = {row[self.release.heads.index(telling[0])]}."
                    if telling
                    else "Take the row that is there twice out of a fresh download.",
                )
            first[period] = (number, row)
            value, symbol = figure(row[column])
            if value is None and not symbol:
                raise NotThere(
                    "column",
                    f"{self.release.heads[column]} holds '{row[column][:30]}' in row {number}, which is no figure",
                    f"Write an indicator column, such as {', '.join(self.indicators[:3])}.",
                )
            found[period] = Figure(value, symbol, self.release.place(number, column))
        return dict(sorted(found.items()))

    def _period(self, row: tuple[str, ...], year_of: YearOf) -> Period:
        said, kind = row[self.at[TIME]], row[self.at[IDENTIFIER]].strip() if IDENTIFIER in self.at else ""
        period = period_of(said, kind, year_of)
        if period is None:
            raise NotThere(
                "file",
                f"{self.release.file} gives {kind.lower() or 'time'} {said}, which is not a period that papers can show",
                "Use a table of years, quarters of years, or months.",
            )
        return period


def period_of(said: str, kind: str, year_of: YearOf) -> Period | None:
    """The period of a row's time_period (2024, 202425) and time_identifier; None where papers can't show it, as terms.

    Source: explore education statistics, time identifiers of its data files.
    """
    kind = kind.casefold()
    part = re.fullmatch(r"(calendar|financial) year q([1-4])", kind)
    if re.fullmatch(r"(?:19|20)\d{2}", said):
        year = int(said)
        if kind in ("", "reporting year"):
            return month(year, 9) if year_of is YearOf.SEPTEMBER else financial_year(year - 1)
        if kind == "calendar year":
            return calendar_year(year)
        if kind in _MONTHS:
            return month(year, _MONTHS.index(kind))
        if part and part[1] == "calendar":
            return quarter(year - 1, 4) if part[2] == "1" else quarter(year, int(part[2]) - 1)
    elif re.fullmatch(r"(?:19|20)\d{4}", said) and (int(said[:4]) + 1) % 100 == int(said[4:]):
        first = int(said[:4])
        if kind in ("", "financial year", "tax year"):
            return financial_year(first)
        if kind == "academic year":
            return academic_year(first)
        if part and part[1] == "financial":
            return quarter(first, int(part[2]))
    return None


def figure(text: str) -> tuple[Decimal | None, str]:
    """A cell's number and nothing, or None and its symbol (``x`` where it is empty); None and nothing for anything else."""
    symbol = known(text or "x")
    return (None, symbol) if symbol else (parse_number(text), "")


def _core(head: str) -> str:
    """A heading without case, underscores, plurals and the words that releases add or drop."""
    words = [_SAME.get(word, word) for word in re.findall(r"[a-z]+|\d+", head.casefold())]
    return "".join(
        word[:-1] if len(word) > 3 and word.endswith("s") else word for word in words if word not in _COUNTED
    )
