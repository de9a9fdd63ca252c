"""The commands of ``papers``, one function each: what it takes, which stage it runs and what it tells of it."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import __version__
from pipeline.cli import telling
from pipeline.cli.folders import chosen_quarter, near, outputs_of, to_write_in
from pipeline.cli.terminal import progress_bar, say, say_beside, say_lines, say_published
from pipeline.errors import UsageError
from pipeline.issues import errors

if TYPE_CHECKING:
    from pipeline.reprint import Outcome

EXIT_DATA = 1

app = typer.Typer(
    name="papers",
    help="A council's improvement plan, from a quarter's spreadsheets to its papers in Word and accessible PDF.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class Format(StrEnum):
    """What a Word file is printed as."""

    PDF = "pdf"
    HTML = "html"


class Changes(StrEnum):
    """How tracked changes are settled in print."""

    ACCEPTED = "accepted"
    ORIGINAL = "original"


Folder = Annotated[
    Path | None,
    typer.Argument(help="A quarter's folder; left out, the newest quarter under inputs/.", show_default=False),
]


@app.command()
def check(
    folder: Folder = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the problems as JSON, for other programs.")] = False,
    out: Annotated[Path | None, typer.Option(help="Where to put the marked copies, instead of outputs/.")] = None,
    marked: Annotated[
        bool, typer.Option("--copies/--no-copies", help="Write a marked copy of each workbook that has problems.")
    ] = True,
) -> None:
    """Read, rate and check a quarter; list every problem at its place, and mark it in a copy of its workbook."""
    from pipeline import quarter

    chosen = chosen_quarter(folder)
    outputs = to_write_in(out, chosen)
    with progress_bar() as progress:
        checked = quarter.check(chosen, progress)
        progress("marking copies", 0, 0)
        copies = quarter.copies(checked, checked.issues) if marked else []
    if as_json:
        typer.echo(json.dumps([telling.plain(issue) for issue in checked.issues], indent=2, ensure_ascii=False))
    else:
        telling.show(checked.issues)
        say_lines(telling.kinds(checked.issues))
        if checked.ground is None:
            say("Nothing was rated: that needs the quarter and the dates of Plan details.")
        else:
            from pipeline.wording import count, day

            now = checked.ground.now
            rated = f"{count(len(now.actions), 'action')} and {count(len(now.measures), 'measure')} rated"
            say(f"{rated} as at {day(checked.ground.as_at)}.")
    if marked:
        from pipeline import handback, publish

        files = {copy.name: copy.content for copy in copies}
        published = publish.publish_some(outputs, files, below=handback.FOLDER)
        say_beside(published)
        say_lines(telling.copies(copies, published, near(published.folder)))
    if errors(checked.issues):
        raise typer.Exit(EXIT_DATA)


@app.command()
def build(
    folder: Folder = None,
    paper: Annotated[list[str] | None, typer.Option(help="Build only this paper (may be given again).")] = None,
    out: Annotated[Path | None, typer.Option(help="Where to put the papers, instead of outputs/.")] = None,
) -> None:
    """Check a quarter and build its papers, in Word and PDF."""
    from pipeline import run
    from pipeline.cli.misused import known_papers
    from pipeline.errors import ProofFailed, TemplateError

    papers = known_papers(paper or [])
    chosen = chosen_quarter(folder)
    outputs = to_write_in(out, chosen)
    with progress_bar() as progress:
        built = run.build(chosen, outputs, only=papers, progress=progress)
    telling.show(built.issues)
    if built.published is None:
        say(f"No paper was published. The problems are also in {near(outputs)}.")
        if built.problems is not None:
            say_beside(built.problems)
            say_lines(telling.copies(built.copies, built.problems, near(outputs)))
        codes = {"data": EXIT_DATA, "template": TemplateError.exit_code, "proof": ProofFailed.exit_code}
        raise typer.Exit(codes[built.failed_at])
    say_published(built.published, "Papers", [copy.name for copy in built.copies])
    say_lines(telling.copies(built.copies, built.published, near(outputs)))


@app.command("print")
def print_(
    files: Annotated[
        list[Path],
        typer.Argument(help="Word files (.docx), or folders of them.", metavar="FILE...", show_default=False),
    ],
    out: Annotated[
        Path | None, typer.Option(help="Folder for the PDFs and web pages, instead of beside each file.")
    ] = None,
    changes: Annotated[
        Changes | None,
        typer.Option(help="Print tracked changes as accepted, or the original without them; left out, refuse them."),
    ] = None,
    only: Annotated[
        Format | None, typer.Option("--format", help="Make only the PDF or only the web page; left out, both.")
    ] = None,
) -> None:
    """Print Word files as accessible PDF and as a web page."""
    from pipeline import edited, reprint

    settled = changes.value if changes else ""
    formats = (only.value,) if only else tuple(each.value for each in Format)
    outcomes: list[Outcome] = []
    try:
        with progress_bar() as progress:
            progress("printing", 0, 0)
            outcomes += reprint.reprint(files, out, changes=settled, formats=formats, progress=progress)
            for outcome in outcomes:
                outcome.issues.extend(edited.small_numbers_in(outcome.file) if outcome.made else ())
    finally:
        telling.show_printed(sorted(outcomes, key=lambda outcome: outcome.file))
    problems = [outcome.problem for outcome in outcomes if outcome.problem]
    if len(outcomes) > 1:
        say(f"{len(outcomes) - len(problems)} of {len(outcomes)} files printed.")
    if problems:
        raise typer.Exit(max(problem.exit_code for problem in problems))
    if any(errors(outcome.issues) for outcome in outcomes):
        raise typer.Exit(EXIT_DATA)


@app.command()
def forms(
    folder: Folder = None,
    out: Annotated[
        Path | None, typer.Option(help="Where to put the forms, instead of the forms folder in outputs/.")
    ] = None,
) -> None:
    """Write each lead's update form, filled in with the plan and last quarter's update."""
    from pipeline import asking

    chosen = chosen_quarter(folder)
    outputs = to_write_in(out, chosen, "forms")
    with progress_bar() as progress:
        asked = asking.write_forms(chosen, outputs, progress)
    telling.show(asked.issues)
    say_published(asked.published, "Forms")
    if errors(asked.issues):
        raise typer.Exit(EXIT_DATA)


@app.command("new-quarter")
def new_quarter(
    folder: Folder = None,
    to: Annotated[str, typer.Option(help="The new folder's name, instead of the quarter's, such as 2026-27-q3.")] = "",
) -> None:
    """Roll a quarter forward: the next quarter's folder beside it, its dates proposed, its forms ready."""
    from pipeline import asking
    from pipeline.roll import begin_quarter

    with progress_bar() as progress:
        rolled = begin_quarter(chosen_quarter(folder), to, progress)
        asked = asking.write_forms(rolled.folder, outputs_of(rolled.folder) / "forms", progress)
    typer.echo("\n".join([f"{rolled.quarter} in {near(rolled.folder)}:", *(f"  {name}" for name in rolled.files)]))
    say_published(asked.published, "Forms")
    say_lines(telling.rolled(rolled))


@app.command()
def chase(
    folder: Folder = None,
    out: Annotated[
        Path | None, typer.Option(help="Where to put the lists, instead of the chasing folder in outputs/.")
    ] = None,
) -> None:
    """List what each lead still has to send or mend, ready to paste into e-mails, and write it as a sheet."""
    from pipeline import asking

    chosen = chosen_quarter(folder)
    outputs = to_write_in(out, chosen, "chasing")
    with progress_bar() as progress:
        chased = asking.write_chase(chosen, outputs, progress)
    typer.echo("\n".join(telling.chased(chased)))
    say_published(chased.published, "Lists")


@app.command()
def explain(
    ref: Annotated[
        str,
        typer.Argument(help="An action (3.2), a measure (A1), a fact (counts.overdue) or a printed figure (82.9%)."),
    ],
    folder: Folder = None,
) -> None:
    """Say where a figure or rating comes from, cell by cell."""
    from pipeline import explaining

    if not ref.strip() or Path(ref).is_dir():
        raise UsageError(
            'Say what to explain: an action, a measure or a printed figure, such as papers explain "82.9%"'
        )
    answer = explaining.explain(chosen_quarter(folder), ref)
    for line in answer.lines:
        typer.echo(line)
    if not answer.found:
        raise typer.Exit(EXIT_DATA)


@app.command()
def inspect(
    files: Annotated[list[Path], typer.Argument(help="Workbooks, or folders of them.", metavar="FILE...")],
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON, for other programs.")] = False,
) -> None:
    """Say what each sheet of a workbook was recognised as, and what was left unread and why."""
    from pipeline import inspecting
    from pipeline.cli.telling_inspected import told

    found = inspecting.inspect(files)
    if as_json:
        typer.echo(json.dumps(inspecting.as_data(found), indent=2, ensure_ascii=False))
        return
    for line in told(found):
        typer.echo(line)


@app.command("list")
def list_(
    what: Annotated[str, typer.Argument(help="papers, sheets, rules or names; left out, all of them.")] = "",
) -> None:
    """List the papers, sheets, rules and the names that rating rules may use."""
    from pipeline.reference import listing

    if what and what not in listing.LISTS:
        raise UsageError(f"There is no list of {what}; there are {', '.join(listing.LISTS)}.")
    for name in [what] if what else listing.LISTS:
        typer.echo("\n".join(listing.LISTS[name]()))
        typer.echo("")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"papers {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """A council's improvement plan, from a quarter's spreadsheets to its papers in Word and accessible PDF."""
