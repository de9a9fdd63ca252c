"""What is said of a problem in a copy: in the comment on its cell, and in its row of the Queries sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pipeline.issues import Issue, Severity
from pipeline.parse.headings import recognise
from pipeline.parse.table import EMPTY, FAULTY, NO_RESULT, NOT_UNDERSTOOD
from pipeline.read import Sheet

AUTHOR = "papers check"
MOST_IN_A_COMMENT = 8
_OF_ONE_VALUE = {rule.code for rule in (NOT_UNDERSTOOD, EMPTY, FAULTY, NO_RESULT)}
_LONGEST = 32_000  # characters that a cell or a comment can hold, less some room


class Problem(NamedTuple):
    """An issue with an example of a right value for its column, empty where there is none to give."""

    issue: Issue
    example: str

    @property
    def remedy(self) -> str:
        """What to do, with the example where that doesn't say it."""
        remedy = self.issue.remedy
        return f"{remedy} For example: {self.example}" if self.example and self.example not in remedy else remedy


def problems(issues: Iterable[Issue], sheets: Iterable[Sheet]) -> list[Problem]:
    """Each issue; one about a single value with its column's example, found by the heading that its sheet has for it."""
    issues = list(issues)
    wanted = {(issue.place.file, issue.place.sheet) for issue in issues if issue.code in _OF_ONE_VALUE}
    examples: dict[tuple[str, str], Mapping[str, str]] = {}
    for sheet in sheets:
        where = (sheet.file, sheet.name)
        if where in wanted and (match := recognise(sheet)) is not None:
            columns = match.kind.columns()
            examples[where] = {typed: columns[name].example for name, typed in match.typed.items()}
    return [
        Problem(
            issue,
            examples.get((issue.place.file, issue.place.sheet), {}).get(issue.place.heading, "")
            if issue.code in _OF_ONE_VALUE
            else "",
        )
        for issue in issues
    ]


class Said(NamedTuple):
    """A piece of a comment, and whether it is bold."""

    text: str
    bold: bool = False


def comment(found: Sequence[Problem]) -> list[Said]:
    """The comment for the problems of one cell: each with its severity in a word, what is wrong, what to do."""
    said: list[Said] = []
    for problem in found[:MOST_IN_A_COMMENT]:
        issue = problem.issue
        gap = "\n\n" if said else ""
        said.append(Said(f"{gap}{issue.severity.value.upper()}: ", bold=True))
        said.append(Said(f"{_short(issue.message)}\n"))
        said.append(Said("What to do: ", bold=True))
        said.append(Said(f"{_short(problem.remedy)} [{issue.code}]"))
    if len(found) > MOST_IN_A_COMMENT:
        said.append(Said(f"\n\nAnd {len(found) - MOST_IN_A_COMMENT} more: see the first sheet."))
    return [Said(writable(piece.text), piece.bold) for piece in said]


def _short(text: str) -> str:
    return text if len(text) <= 1500 else f"{text[:1497]}..."


def worst(found: Iterable[Problem]) -> Severity:
    """How a cell with these problems is marked."""
    return Severity.ERROR if any(p.issue.severity is Severity.ERROR for p in found) else Severity.QUERY


_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def writable(text: str) -> str:
    """Text as a spreadsheet's XML can hold it: no character that XML can't, nothing taken for one, no more than fits."""
    text = _NOT_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) > _LONGEST:
        text = f"{text[:_LONGEST]}..."
    return _LIKE_AN_ESCAPE.sub("_x005F_", text)


def like_a_formula(text: str) -> bool:
    """Whether a spreadsheet would work the text out if it were typed into a cell."""
    return text.lstrip()[:1] in tuple("=+-@＝＋－＠")
