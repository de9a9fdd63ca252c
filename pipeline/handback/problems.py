"""What is said of a problem in a copy: in the comment on its cell, and in its row of the Queries sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.issues import Issue, Severity, errors

AUTHOR = "papers check"
MOST_IN_A_COMMENT = 8
_LONGEST = 32_000  # characters that a cell or a comment can hold, less some room


def remedy(issue: Issue) -> str:
    """What to do, with the example of a right value where that doesn't say it."""
    if not issue.example or issue.example in issue.remedy:
        return issue.remedy
    return f"{issue.remedy} For example: {issue.example}"


class Said(NamedTuple):
    """A piece of a comment, and whether it is bold."""

    text: str
    bold: bool = False


def comment(found: Sequence[Issue]) -> list[Said]:
    """The comment for the problems of one cell: each with its severity in a word, what is wrong, what to do."""
    said: list[Said] = []
    for issue in found[:MOST_IN_A_COMMENT]:
        gap = "\n\n" if said else ""
        said.append(Said(f"{gap}{issue.severity.value.upper()}: ", bold=True))
        said.append(Said(f"{_short(issue.message)}\n"))
        said.append(Said("What to do: ", bold=True))
        said.append(Said(f"{_short(remedy(issue))} [{issue.code}]"))
    if len(found) > MOST_IN_A_COMMENT:
        said.append(Said(f"\n\nAnd {len(found) - MOST_IN_A_COMMENT} more: see the first sheet."))
    return [Said(writable(piece.text), piece.bold) for piece in said]


def _short(text: str) -> str:
    return text if len(text) <= 1500 else f"{text[:1497]}..."


def worst(found: Iterable[Issue]) -> Severity:
    """How a cell with these problems is marked."""
    return Severity.ERROR if errors(found) else Severity.QUERY


_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def writable(text: str) -> str:
    """Text as a spreadsheet's XML can hold it: no character that XML can't, nothing taken for one, no more than fits."""
    text = _NOT_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) > _LONGEST:
        text = f"{text[:_LONGEST]}..."
    return _LIKE_AN_ESCAPE.sub("_x005F_", text)
