"""Failures that stop the run and are shown as one sentence, without a traceback.

Problems with data are issues, never exceptions; these are for what can't go on at all.
"""

from __future__ import annotations


class PapersError(Exception):
    """Base of the failures a person can act on; ``exit_code`` is what the command ends with."""

    exit_code = 1


def place_of(problem: BaseException) -> str:
    """Where in this program an exception was raised: ``html.py line 30``."""
    frame = problem.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    if frame is None:
        return "an unknown place"
    return f"{frame.tb_frame.f_code.co_filename.replace(chr(92), '/').rsplit('/', 1)[-1]} line {frame.tb_lineno}"


def typed(path: object) -> str:
    """A path as it has to be typed after a command: in quotation marks where there are spaces in it."""
    text = str(path)
    return f'"{text}"' if any(sign in text for sign in " '&()") else text


class UsageError(PapersError):
    """The command was called wrongly."""

    exit_code = 2


class CannotRead(PapersError):
    """A file or folder that the run needs can't be read."""

    exit_code = 3


class TemplateError(PapersError):
    """A template can't be filled at all (not a Word file, no paper of that name)."""

    exit_code = 4


class Unreviewed(PapersError):
    """A paper holds tracked changes and was not printed; --changes says how to print it."""

    exit_code = 8


class ProofFailed(PapersError):
    """A finished paper failed its proof; nothing was published."""

    exit_code = 5


class CannotWrite(PapersError):
    """The outputs folder can't be written, or a file there is open."""

    exit_code = 6


class MissingLibrary(PapersError):
    """A system library or font that printing needs is not installed."""

    exit_code = 7


class Misdeclared(PapersError):
    """A paper, sheet, check or rule of this program itself is declared wrongly; the sentence says which and how."""

    exit_code = 9
