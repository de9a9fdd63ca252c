"""The ``papers`` command: words in, exit code out."""

from __future__ import annotations

import gc
import io
import json
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from typer.exceptions import TyperException

from pipeline import __version__, telling
from pipeline.errors import PapersError, UsageError, place_of
from pipeline.issues import errors
from pipeline.roomy import roomy

if TYPE_CHECKING:
    from pipeline.publish import Published
    from pipeline.reprint import Outcome

HERE = Path(__file__).resolve().parent.parent
EXIT_DATA = 1
_STOPPED = 130

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

    chosen = _quarter(folder)
    with _progress() as progress:
        checked = quarter.check(chosen, progress)
        progress("marking copies", 0, 0)
        copies = quarter.copies(checked, checked.issues) if marked else []
    if as_json:
        typer.echo(json.dumps([telling.plain(issue) for issue in checked.issues], indent=2, ensure_ascii=False))
    else:
        telling.show(checked.issues)
        _say_lines(telling.kinds(checked.issues))
        if checked.ground is None:
            _say("Nothing was rated: that needs the quarter and the dates of Plan details.")
        else:
            from pipeline.wording import day

            now = checked.ground.now
            _say(
                f"{len(now.actions)} actions and {len(now.measures)} measures rated as at {day(checked.ground.as_at)}."
            )
    if marked:
        from pipeline import handback, publish

        files = {copy.name: copy.content for copy in copies}
        published = publish.publish_some(out or _outputs(chosen), files, below=handback.FOLDER)
        _say_beside(published)
        _say_lines(telling.copies(copies, published, _near(published.folder)))
    if errors(checked.issues):
        raise typer.Exit(EXIT_DATA)


@app.command()
def build(
    folder: Folder = None,
    paper: Annotated[list[str] | None, typer.Option(help="Build only this paper (may be given again).")] = None,
    out: Annotated[Path | None, typer.Option(help="Where to put the papers, instead of outputs/.")] = None,
) -> None:
    """Check a quarter and build its papers, in Word and PDF."""
    from pipeline import misused, run
    from pipeline.errors import ProofFailed, TemplateError

    misused.known_papers(paper or [])
    chosen = _quarter(folder)
    outputs = out or _outputs(chosen)
    with _progress() as progress:
        built = run.build(chosen, outputs, only=paper or [], progress=progress)
    telling.show(built.issues)
    if built.published is None:
        _say(f"No paper was published. The problems are also in {_near(outputs)}.")
        if built.problems is not None:
            _say_beside(built.problems)
            _say_lines(telling.copies(built.copies, built.problems, _near(outputs)))
        codes = {"data": EXIT_DATA, "template": TemplateError.exit_code, "proof": ProofFailed.exit_code}
        raise typer.Exit(codes[built.failed_at])
    _say_published(built.published, "Papers", [copy.name for copy in built.copies])
    _say_lines(telling.copies(built.copies, built.published, _near(outputs)))


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
    from pipeline import reprint

    settled = changes.value if changes else ""
    formats = (only.value,) if only else tuple(each.value for each in Format)
    outcomes: list[Outcome] = []
    try:
        with _progress() as progress:
            progress("printing", 0, 0)
            outcomes += reprint.reprint(files, out, changes=settled, formats=formats, progress=progress)
    finally:
        telling.show_printed(sorted(outcomes, key=lambda outcome: outcome.file), _near, typer.echo, _say)
    problems = [outcome.problem for outcome in outcomes if outcome.problem]
    if len(outcomes) > 1:
        _say(f"{len(outcomes) - len(problems)} of {len(outcomes)} files printed.")
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

    chosen = _quarter(folder)
    with _progress() as progress:
        asked = asking.write_forms(chosen, out or _outputs(chosen) / "forms", progress)
    telling.show(asked.issues)
    _say_published(asked.published, "Forms")
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

    with _progress() as progress:
        rolled = begin_quarter(_quarter(folder), to, progress)
        asked = asking.write_forms(rolled.folder, _outputs(rolled.folder) / "forms", progress)
    typer.echo("\n".join([f"{rolled.quarter} in {_near(rolled.folder)}:", *(f"  {name}" for name in rolled.files)]))
    _say_published(asked.published, "Forms")
    _say_lines(telling.rolled(rolled))


@app.command()
def chase(
    folder: Folder = None,
    out: Annotated[
        Path | None, typer.Option(help="Where to put the lists, instead of the chasing folder in outputs/.")
    ] = None,
) -> None:
    """List what each lead still has to send or mend, ready to paste into e-mails, and write it as a sheet."""
    from pipeline import asking

    chosen = _quarter(folder)
    with _progress() as progress:
        chased = asking.write_chase(chosen, out or _outputs(chosen) / "chasing", progress)
    typer.echo("\n".join(telling.chased(chased)))
    _say_published(chased.published, "Lists")


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

    if not ref.strip():
        raise UsageError(
            'Say what to explain: an action, a measure or a printed figure, such as papers explain "82.9%"'
        )
    answer = explaining.explain(_quarter(folder), ref)
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
    from pipeline.telling_inspected import told

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
    from pipeline import listing

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


@roomy
def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command; every failure is a sentence and an exit code, never a traceback."""
    warnings.simplefilter("ignore")
    gc.set_threshold(200_000)  # what is read is kept to the end: looking through it for garbage only takes time
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a redirected Windows console may not know our symbols
            stream.reconfigure(errors="replace")
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        ended = app(args=words, prog_name="papers", standalone_mode=False) or 0
    except TyperException as problem:
        _misused(problem, words)
    except PapersError as problem:
        _say(f"papers: {problem}")
        sys.exit(problem.exit_code)
    except KeyboardInterrupt:
        _stopped()
    except BrokenPipeError:
        sys.exit(0)
    except Exception as problem:
        _say(
            f"papers: a fault in this program, not in your files ({type(problem).__name__} in {place_of(problem)}). "
            "Nothing was half-written. Please report it with that line."
        )
        sys.exit(70)
    if ended == _STOPPED:  # typer's answer to the key that stops a command
        _stopped()
    sys.exit(ended)


def _misused(problem: TyperException, words: Sequence[str]) -> NoReturn:
    """The command was not understood, or none was named: a sentence, or what there is."""
    from pipeline import misused

    if words:
        commands = [each.name or each.callback.__name__ for each in app.registered_commands if each.callback]
        _say(f"papers: {misused.sentence(problem, words, commands)}")
    else:
        typer.echo(problem.format_message())
    sys.exit(UsageError.exit_code)


def _stopped() -> NoReturn:
    _say("papers: stopped; nothing was half-written.")
    sys.exit(_STOPPED)


def _quarter(folder: Path | None) -> Path:
    from pipeline.quarter import named_quarter, newest_quarter

    if folder is not None:
        return named_quarter(folder)
    inputs = Path("inputs") if Path("inputs").is_dir() else HERE / "inputs"
    return newest_quarter(inputs)


def _outputs(folder: Path) -> Path:
    """``outputs/<plan>/<quarter>`` beside the inputs folder that the quarter's folder is in."""
    whole = folder.resolve()
    for above in whole.parents:
        if above.name == "inputs":
            return above.parent / "outputs" / whole.relative_to(above)
    return Path("outputs") / whole.parent.name / whole.name


def _near(path: Path) -> str:
    """A path as a person here would type it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _say_published(published: Published, what: str, others: Sequence[str] = ()) -> None:
    """Where files went and which had to go beside a person's; ``others`` went there too and are said elsewhere."""
    _say_beside(published)
    typer.echo(f"{what} in {_near(published.folder)}:")
    for name in published.names:
        if name not in {published.beside.get(other, other) for other in others}:
            typer.echo(f"  {name}")


def _say_beside(published: Published) -> None:
    for old, new in published.beside.items():
        _say(f"{old} was edited since it was made, so it was left alone; the new one is {new}.")


def _say_lines(lines: Iterable[str]) -> None:
    for line in lines:
        _say(line)


def _say(text: str) -> None:
    print(text, file=sys.stderr)


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar that says what is being done and how far it is; nothing where no one is watching."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=None)
        yield lambda doing, done, of: bar.update(task, description=doing, completed=done, total=of or None)
