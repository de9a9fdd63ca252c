"""The command from its words to its end: every failure is a sentence and an exit code, never a traceback."""

from __future__ import annotations

import gc
import io
import sys
import warnings
from collections.abc import Sequence
from typing import NoReturn

import typer
from typer.exceptions import TyperException

from pipeline.cli.commands import app
from pipeline.cli.terminal import say
from pipeline.errors import PapersError, UsageError, place_of
from pipeline.roomy import roomy

_STOPPED = 130


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
        say(f"papers: {problem}")
        sys.exit(problem.exit_code)
    except KeyboardInterrupt:
        _stopped()
    except BrokenPipeError:
        sys.exit(0)
    except Exception as problem:
        say(
            f"papers: a fault in this program, not in your files ({type(problem).__name__} in {place_of(problem)}). "
            "Nothing was half-written. Please report it with that line."
        )
        sys.exit(70)
    if ended == _STOPPED:  # typer's answer to the key that stops a command
        _stopped()
    sys.exit(ended)


def _misused(problem: TyperException, words: Sequence[str]) -> NoReturn:
    """The command was not understood, or none was named: a sentence, or what there is."""
    from pipeline.cli import misused

    if words:
        commands = [each.name or each.callback.__name__ for each in app.registered_commands if each.callback]
        say(f"papers: {misused.sentence(problem, words, commands)}")
    else:
        typer.echo(problem.format_message())
    sys.exit(UsageError.exit_code)


def _stopped() -> NoReturn:
    say("papers: stopped; nothing was half-written.")
    sys.exit(_STOPPED)
