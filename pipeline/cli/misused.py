"""What is said to a person whose command could not be understood: one sentence in their own words, and what to type."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from typer.exceptions import TyperException

from pipeline.errors import UsageError
from pipeline.papers import paper_types
from pipeline.sheets.meetings import paper_name
from pipeline.wording import joined

_WANTED: Mapping[str, str] = {
    "print": "Say which Word files to print, or which folders of them, such as: papers print report.docx",
    "inspect": "Say which workbooks to look at, or which folders of them, such as: papers inspect plan.xlsx",
    "explain": 'Say what to explain: an action, a measure or a printed figure, such as: papers explain "82.9%"',
}
_ONE_FOLDER = "one folder"
_TAKES: Mapping[str, str] = {
    "explain": "one thing to explain and a folder",
    "list": "the name of one list",
}
"""What a command takes, where that isn't one folder."""


def sentence(problem: TyperException, words: Sequence[str], commands: Sequence[str]) -> str:
    """What was wrong with the words of a command and what to type; ``commands`` are those there are."""
    said = problem.format_message()
    name = words[0] if words[0] in commands else ""
    given = [word for word in words if not word.startswith("-")]
    kind = type(problem).__name__
    if kind == "NoSuchOption":
        option = str(getattr(problem, "option_name", ""))
        likely = list(getattr(problem, "possibilities", None) or [])[:2]
        return f"{_called(name)} knows no {option}.{_meant(likely)} {_help(name)}"
    if kind == "MissingParameter":
        return _WANTED.get(name, f"{_called(name)} needs something more. {_help(name)}")
    if match := re.search("Option '([^']+)' requires", said):
        return f"Nothing follows {match[1]}: say what it is to be, after a space. {_help(name)}"
    if match := re.search("Option '([^']+)' does not take", said):
        return f"{match[1]} stands alone: nothing is joined to it. {_help(name)}"
    if match := re.search("Invalid value for '([^']+)'", said):
        choices = re.findall("'([^']+)'", said.partition("is not one of ")[2])
        value = next((each for each in re.findall("'([^']*)' is not", said)), "that")
        if choices:
            return f"After {match[1]} comes {' or '.join(choices)}, and not {value}."
        return f"What follows {match[1]} can't be used. {_help(name)}"
    if "extra argument" in said:
        return _too_many(name, given[1:])
    if not name and given:
        near = get_close_matches(given[0].lower(), commands, 2, 0.6)
        meant = f" Did you mean {' or '.join(near)}?" if near else ""
        return (
            f"There is no command {given[0]}.{meant} There are {joined(commands)}; papers --help says what each does."
        )
    return f"{_called(name)} was not understood. {_help(name)}"


def known_papers(names: Sequence[str]) -> list[str]:
    """The papers of these names, however they are written; UsageError where one is no paper's."""
    known = [paper.name for paper in paper_types()]
    for name in names:
        if paper_name(name) not in known:
            near = get_close_matches(paper_name(name), known, 1, 0.5)
            raise UsageError(f"There is no paper {name}.{_meant(near)} There are {joined(known)}.")
    return [paper_name(name) for name in names]


def _meant(near: Sequence[str]) -> str:
    return f" Did you mean {' or '.join(near)}?" if near else ""


def _called(name: str) -> str:
    return f"papers {name}".strip()


def _help(name: str) -> str:
    return f"What it takes is said by: {_called(name)} --help"


def _too_many(name: str, given: Sequence[str]) -> str:
    """Of words too many: mostly the parts of a name with spaces in it."""
    takes = _TAKES.get(name, _ONE_FOLDER)
    for first in range(len(given)):
        for last in range(len(given), first + 1, -1):
            whole = " ".join(given[first:last])
            if Path(whole).exists():
                before = "".join(f"{word} " for word in given[:first])
                return f'A name with spaces in it stands in quotation marks: {_called(name)} {before}"{whole}"'
    return (
        f"{_called(name)} takes {takes}, and {len(given)} words were given: {' '.join(given)}. If they are one name with "
        "spaces in it, put quotation marks around it."
    )
