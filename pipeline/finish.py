"""Finishing one paper: the filled Word file gets its contents list, its print and its proof.

It runs in a process of its own, so that papers are printed side by side.
"""

from __future__ import annotations

import gc
from dataclasses import dataclass
from datetime import date
from importlib import import_module

from pipeline.issues import Issue
from pipeline.protected import Protected
from pipeline.roomy import roomy

_MUCH = 1_000_000  # objects, what some 200 pages leave


@dataclass(frozen=True)
class Job:
    """One paper to finish: its file name without ending, the filled Word file, and what the proof must find.

    A file of another ``ending`` than Word's goes out as it came, but is searched all the same.
    """

    stem: str
    docx: bytes
    as_at: date
    sections: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    appendices: tuple[tuple[str, str], ...] = ()
    title: str = ""
    public: bool = True
    protected: tuple[Protected, ...] = ()
    ending: str = ".docx"


@dataclass(frozen=True)
class Made:
    """A finished paper: its file name without ending, and file name -> bytes."""

    stem: str
    files: dict[str, bytes]
    issues: list[Issue]


def warm(proving: bool = True) -> None:
    """Load what printing needs, and proving, while other stages still work; nothing is collected meanwhile, and what is loaded never."""
    gc.disable()
    if proving:
        import_module("pipeline.proof")
    from pipeline.printing.pdf.pdf import load

    load()
    gc.freeze()


def tidy() -> None:
    """Collect what a long paper left behind; what short ones leave is not worth the time before the process ends."""
    if not gc.isenabled() and gc.get_count()[0] > _MUCH:
        gc.collect()


@roomy
def finish(job: Job) -> Made:
    """Contents list, print, proof: a paper's Word and PDF files, and the problems found in them."""
    tidy()
    if job.ending != ".docx":
        from pipeline.proof import prove_other

        name = job.stem + job.ending
        return Made(job.stem, {name: job.docx}, prove_other(name, job.docx, job.protected) if job.public else [])
    from pipeline.printing import number_pages, print_paper, refresh_contents
    from pipeline.proof import Finished, prove

    name = job.stem + ".docx"
    docx = refresh_contents(job.docx)
    printed = print_paper(docx, name=name, as_at=job.as_at, formats=("pdf",), numbered=True)
    if printed.refused:
        return Made(job.stem, {}, printed.issues)
    docx = number_pages(docx, printed.pages)
    finished = Finished(
        name=name,
        docx=docx,
        pdf=printed.pdf,
        sections=job.sections,
        header=job.header,
        appendices=job.appendices,
        public=job.public,
        protected=job.protected,
        title=job.title,
        language="en-GB",
    )
    issues = [*printed.issues, *prove(finished)]
    return Made(job.stem, {name: docx, job.stem + ".pdf": printed.pdf}, issues)
