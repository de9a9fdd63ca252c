"""Processes that print papers side by side, with the printing libraries loaded before there is anything to print."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager

from pipeline.finish import warm

# One process loads the libraries and every worker begins as its copy; elsewhere than on Linux each loads its own.
_COPIED = sys.platform == "linux"


def prepare(proving: bool = True) -> None:
    """Begin to load what printing needs, and proving, in a process of its own, and don't wait for it."""
    if _COPIED:
        from multiprocessing import forkserver

        multiprocessing.get_context("forkserver").set_forkserver_preload(
            ["pipeline.workers.warmed"] if proving else ["pipeline.workers.warmed_to_print", "pipeline.reprint"]
        )
        with _quiet():
            forkserver.ensure_running()


@contextmanager
def _quiet() -> Iterator[None]:
    """Processes begun meanwhile don't hear the keyboard and don't write on standard error: what they find is returned."""
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
    own, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(own, 2)
        os.close(own)
        os.close(nowhere)
        signal.signal(signal.SIGINT, heard)


def _begin(proving: bool) -> None:
    """Load what printing needs; what is stopped from the keyboard ends without a word, as its parent speaks for it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    warm(proving)


@contextmanager
def pool(many: int, proving: bool = True) -> Iterator[Executor]:
    """This many processes to print in, and to prove what is printed."""
    prepare(proving)
    context = multiprocessing.get_context("forkserver" if _COPIED else "spawn")
    with ProcessPoolExecutor(many, mp_context=context, initializer=_begin, initargs=(proving,)) as made:
        if not _COPIED:
            for _ in range(many):
                made.submit(warm, proving)
        try:
            yield made
        except BaseException:  # stopped: what is being printed is of no use any more
            made.shutdown(wait=False, cancel_futures=True)
            for process in multiprocessing.active_children():
                process.kill()
            raise
