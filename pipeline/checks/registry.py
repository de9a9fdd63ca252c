"""What a check is, and how all of them are run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pipeline.errors import Misdeclared
from pipeline.issues import Issue, Rule, Severity, by_place, rule
from pipeline.model import RatedPlan
from pipeline.places import Place
from pipeline.sheets.columns import Row, column_of


@dataclass(frozen=True, slots=True)
class Found:
    """One breach of a check's rule: where, what was found and is wrong, what to do, which record.

    ``also`` are the other cells of the same sheet that it is about.
    """

    place: Place
    message: str
    remedy: str
    about: str = ""
    also: tuple[str, ...] = ()


Finder = Callable[[RatedPlan, RatedPlan | None], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class Check:
    """A rule of the rule book and the function that finds its breaches."""

    rule: Rule
    find: Finder

    def run(self, now: RatedPlan, before: RatedPlan | None) -> Iterator[Issue]:
        """The breaches as issues."""
        for found in self.find(now, before):
            yield self.rule.at(found.place, found.message, found.remedy, about=found.about, also=found.also)


_CHECKS: dict[str, Check] = {}


def check(code: str, severity: Severity, source: str) -> Callable[[Finder], Finder]:
    """Enter a function as a check; the first line of its docstring is what must hold, ``source`` who says so.

    The function is given this quarter's rated plan and last quarter's (None for the first quarter)
    and yields what it finds. One code, one function, one severity: where part of a rule only asks
    a question, that part is a function of its own with a letter after the number (``D-05a``).
    """

    def enter(find: Finder) -> Finder:
        sentence = (find.__doc__ or "").strip().split("\n")[0]
        if not sentence or not source:
            missing = "source" if sentence else "docstring, whose first line is what must hold"
            raise Misdeclared(f"Check {code} ({find.__module__}.{find.__name__}) has no {missing}.")
        _CHECKS[code] = Check(rule(code, severity, sentence, source), find)
        return find

    return enter


def checks() -> tuple[Check, ...]:
    """Every check, by code."""
    return tuple(_CHECKS[code] for code in sorted(_CHECKS))


def rule_of(code: str) -> Rule:
    """The rule of one check, for a stage that looks at other words by it."""
    return _CHECKS[code].rule


def run_checks(now: RatedPlan, before: RatedPlan | None) -> list[Issue]:
    """All issues of all checks, in the order an officer works through them."""
    return by_place(issue for each in checks() for issue in each.run(now, before))


def run_check(code: str, now: RatedPlan, before: RatedPlan | None) -> list[Issue]:
    """The issues of one check."""
    return list(_CHECKS[code].run(now, before))


def heading(row: Row, field: str) -> str:
    """A field's heading as the person typed it; where the sheet lacks the column, as we print it. A question is quoted."""
    place = row.places.get(field)
    said = place.heading if place and place.heading else column_of(type(row), field).heading
    return f"“{said}”" if said.endswith("?") else said  # so that the sentence about it goes on


def sheet_of(rows: Iterable[Row]) -> Place:
    """The sheet that rows stand in, for what is missing from it; an empty place where there are none."""
    for row in rows:
        place = row.place()
        return Place(place.file, place.sheet)
    return Place("")
