"""Problems with what came in or what we made, and the rules that find them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pipeline.errors import Misdeclared
from pipeline.places import Place


class Severity(StrEnum):
    """An error blocks a paper; a query must be fixed or explained."""

    ERROR = "error"
    QUERY = "query"


@dataclass(frozen=True, slots=True)
class Issue:
    """One problem at one place: what was found and wrong (``message``), what to do (``remedy``).

    ``about`` names the record (``action 3.2``) where there is one; ``example`` is a right value for the cell, where the
    problem is the value itself. ``also`` are the other cells of the same sheet that it is about; where one
    mistake made many problems, this tells of them all and ``alike`` are they, each at its own cell.
    """

    code: str
    severity: Severity
    place: Place
    message: str
    remedy: str
    about: str = ""
    example: str = ""
    also: tuple[str, ...] = ()
    alike: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of the rule book: the code, how bad it is, what must hold, and who says so."""

    code: str
    severity: Severity
    sentence: str
    source: str = ""

    def at(
        self,
        place: Place,
        message: str,
        remedy: str,
        *,
        about: str = "",
        example: str = "",
        also: Iterable[str] = (),
    ) -> Issue:
        """An issue under this rule at ``place``; both its sentences end as sentences do."""
        return Issue(self.code, self.severity, place, _ended(message), _ended(remedy), about, example, tuple(also))


def _ended(sentence: str) -> str:
    return sentence if sentence.rstrip("”\"’'").endswith((".", "?", "!")) else f"{sentence}."


_RULES: dict[str, Rule] = {}


def rule(code: str, severity: Severity, sentence: str, source: str = "") -> Rule:
    """Enter a rule in the rule book; its code must be new and look like ``D-01``."""
    if not re.fullmatch(r"[A-Z]-\d\d[a-z]?", code):
        raise Misdeclared(f"Rule {code} (“{sentence}”) has no code such as D-01.")
    if code in _RULES:
        raise Misdeclared(f"Two rules have the code {code}: “{_RULES[code].sentence}” and “{sentence}”")
    if not sentence.endswith("."):
        raise Misdeclared(f"Rule {code} doesn't say in a sentence what must hold.")
    _RULES[code] = Rule(code, severity, sentence, source)
    return _RULES[code]


def rules() -> tuple[Rule, ...]:
    """Every rule entered so far, by code."""
    return tuple(_RULES[code] for code in sorted(_RULES))


def by_place(issues: Iterable[Issue]) -> list[Issue]:
    """Issues in the order an officer works through them: file, sheet, row, column, code."""
    return sorted(
        set(issues), key=lambda i: (i.place.file, i.place.sheet, _row_column(i.place.cell), i.code, i.message)
    )


def errors(issues: Iterable[Issue]) -> list[Issue]:
    """Only those that block a paper."""
    return [issue for issue in issues if issue.severity is Severity.ERROR]


def _row_column(cell: str) -> tuple[int, int, str]:
    match = re.fullmatch(r"([A-Z]+|.*paragraph )(\d+)", cell)
    if not match:
        return (0, 0, cell)
    return (int(match[2]), len(match[1]), match[1])
