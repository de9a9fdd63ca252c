"""What the command tells: the problems by place, how many there are of each kind, and which workbooks are handed back."""

from __future__ import annotations

import sys
import textwrap
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from pipeline.cli.folders import near
from pipeline.cli.terminal import say
from pipeline.errors import Unreviewed
from pipeline.issues import Issue, Severity, errors, rules

_INDENT = 9  # the severity before each sentence

if TYPE_CHECKING:  # its library is loaded only where a workbook is handed back
    from pipeline.asking import Chased
    from pipeline.handback import Copy
    from pipeline.publish import Published
    from pipeline.reprint import Outcome
    from pipeline.roll import Rolled


def plain(issue: Issue) -> dict[str, str]:
    """A problem for other programs."""
    place = issue.place
    return {
        "severity": issue.severity.value,
        "rule": issue.code,
        "file": place.file,
        "sheet": place.sheet,
        "cell": place.cell,
        "heading": place.heading,
        "about": issue.about,
        "message": issue.message,
        "remedy": issue.remedy,
    }


def show(issues: Sequence[Issue]) -> None:
    """The problems on standard error, by file and sheet, each with its cell and what to do."""
    if not issues:
        return
    from rich.console import Console
    from rich.text import Text

    watched = sys.stderr.isatty()
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    where, told = ("", ""), ""
    for issue in issues:
        here = (issue.place.file, issue.place.sheet)
        if here != where:
            console.print(f"\n{here[0]}, sheet {here[1]}" if here[1] else f"\n{here[0]}", style="bold", markup=False)
            where, told = here, ""
        mark = Text(
            f"  {issue.severity.value:<5}  ", style="bold red" if issue.severity is Severity.ERROR else "bold yellow"
        )
        lines = _folded(_placed(issue), console.width - _INDENT if watched else 0)
        remedy = f"{issue.remedy} [{issue.code}]"
        if remedy != told:
            lines += _folded(remedy, console.width - _INDENT if watched else 0)
        told = remedy
        console.print(mark.append(lines[0], style="default"))
        for line in lines[1:]:
            console.print(" " * _INDENT + line, markup=False)
    bad = len(errors(issues))
    queries = len(issues) - bad
    console.print(
        f"\n{bad} error{'' if bad == 1 else 's'}, {queries} quer{'y' if queries == 1 else 'ies'}.", style="bold"
    )


def show_printed(outcomes: Sequence[Outcome]) -> None:
    """A line for each printed file with what was made of it; then what was found in it, as it stands there; then what failed."""
    for outcome in outcomes:
        if outcome.made:
            typer.echo(f"{near(outcome.file)}: {', '.join(near(path) for path in outcome.made)}")
    for outcome in outcomes:
        outcome.issues.sort(key=lambda issue: issue.severity is not Severity.ERROR)
    show([issue for outcome in outcomes for issue in outcome.issues])
    for outcome in outcomes:
        if outcome.problem:
            say(f"papers: {outcome.problem}")
    if any(isinstance(outcome.problem, Unreviewed) for outcome in outcomes):
        say("Settle tracked changes in Word (Review), or print with --changes accepted or --changes original.")


def _placed(issue: Issue) -> str:
    """A problem's message with its cell, or with the words of a Word file that it is at where it doesn't hold them."""
    place = issue.place
    if place.cell:
        return f"{place.cell}: {issue.message}"
    if place.sheet or not place.heading or place.heading.rstrip("…") in issue.message:
        return issue.message
    return f"At “{place.heading}”: {issue.message}"


def _folded(text: str, width: int) -> list[str]:
    """A sentence in lines that fit a terminal; whole where no one is watching."""
    return textwrap.wrap(text, max(width, 30)) if width else [text]


def kinds(issues: Sequence[Issue]) -> list[str]:
    """How many problems there are of each kind, errors first, then the most frequent; nothing where each kind is there once."""
    sentences = {rule.code: rule.sentence for rule in rules()}
    many = Counter((issue.severity.value, issue.code) for issue in issues)
    if len(issues) == len(many):
        return []
    ordered = sorted(many.items(), key=lambda kind: (kind[0][0], -kind[1], kind[0][1]))
    return [
        "",
        "How many of each kind:",
        *(f"  {number:>4} {severity:<5}  {sentences[code]} [{code}]" for (severity, code), number in ordered),
        "",
    ]


def copies(handed_back: Sequence[Copy], published: Published, folder: str) -> list[str]:
    """The workbooks handed back, below ``folder``: their names, how many problems each has, and what was left out of it."""
    if not handed_back:
        return []
    from pipeline.wording import count

    below = handed_back[0].name.partition("/")[0]
    lines = ["", f"Copies with the problems marked, to send back, in {folder}/{below}:"]
    for copy in handed_back:
        name = published.beside.get(copy.name, copy.name).removeprefix(f"{below}/")
        alone = f"; a list alone, because {copy.unmarked}" if copy.unmarked else ""
        macros = "; without its macros" if copy.macros else ""
        lines.append(f"  {name}: {count(copy.problems, 'problem')}{alone}{macros}")
    return lines


def rolled(begun: Rolled) -> list[str]:
    """What a person must know of a new quarter's folder."""
    return [
        *begun.notes,
        f"{begun.asked} things are to be confirmed: see To confirm {begun.quarter}.xlsx, or papers check. Then make the "
        "forms again (papers forms), so that they give the dates that were confirmed.",
    ]


def chased(found: Chased) -> list[str]:
    """The letters to the leads, one below the other, and who gets none."""
    from pipeline.wording import joined  # it loads the sheets

    lines = [line for text in found.letters.values() for line in (text, "-" * 60)]
    return [*lines, *([f"Nothing is asked of {joined(found.content)}."] if found.content else [])]
