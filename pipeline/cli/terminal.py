"""What is written on the terminal: lines for the person, on standard error, and a bar while they wait."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from pipeline.cli.folders import near
from pipeline.errors import typed
from pipeline.progress import Progress

if TYPE_CHECKING:
    from pipeline.publish import Published


def say_published(published: Published, what: str, others: Sequence[str] = ()) -> None:
    """Where files went and which had to go beside a person's; ``others`` went there too and are said elsewhere."""
    say_beside(published)
    typer.echo(f"{what} in {near(published.folder)}:")
    for name in published.names:
        if name not in {published.beside.get(other, other) for other in others}:
            typer.echo(f"  {name}")


def say_beside(published: Published) -> None:
    """Which files a person had edited, what the new ones beside them are called, and which PDFs say what was before the edit."""
    for old, new in published.beside.items():
        say(f"{old} was edited since it was made, so it was left alone; the new one is {new}.")
    for name in published.unprinted:
        say(
            f"{name} was edited after its PDF was made, so the PDF doesn't say the same. Make it again with: papers print "
            f"{typed(near(published.folder / name))}"
        )


def say_lines(lines: Iterable[str]) -> None:
    """Lines for the person, one below the other."""
    for line in lines:
        say(line)


def say(text: str) -> None:
    """One line for the person, apart from what other programs read."""
    print(text, file=sys.stderr)


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar that says what is being done and how far it is; nothing where no one is watching."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=None)
        yield lambda doing, done, of: bar.update(task, description=doing, completed=done, total=of or None)
