"""Printing Word files that people have edited: an accessible PDF and a web page beside each, many files at once."""

from __future__ import annotations

import glob
import os
import zipfile
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path

from pipeline import publish
from pipeline.errors import CannotRead, PapersError, Unreviewed, place_of
from pipeline.finish import tidy
from pipeline.issues import Issue
from pipeline.printing import Printed, print_paper
from pipeline.printing.paper import FORMATS
from pipeline.printing.seal import unchanged
from pipeline.progress import Progress

_WORD = (".docx", ".docm")
_FEW = 300_000  # bytes of Word files that are printed sooner than other processes are ready


class Stopped(PapersError):
    """Printing one file failed for no reason of the file's; the others were printed."""

    exit_code = 70


@dataclass(frozen=True)
class PrintJob:
    """One Word file to print: into which folder, under which name, how its tracked changes are settled, as what."""

    file: Path
    out: Path
    stem: str
    changes: str = ""
    formats: tuple[str, ...] = FORMATS


@dataclass(frozen=True)
class Outcome:
    """What came of one file: the files made, what was found in it, and why nothing was made where nothing was."""

    file: Path
    made: tuple[Path, ...] = ()
    issues: list[Issue] = field(default_factory=list)
    problem: PapersError | None = None


def reprint(
    paths: Sequence[Path],
    out: Path | None = None,
    *,
    changes: str = "",
    formats: tuple[str, ...] = FORMATS,
    progress: Progress = lambda *_: None,
) -> Iterator[Outcome]:
    """Print Word files, and those in folders, each beside itself or in ``out``; each outcome as soon as it is there.

    Folders inside a folder keep their places in ``out``. No two files get one name, and what we didn't make, or
    somebody has changed, is never written over. One file's failure never stops the others.
    """
    found = [each for path in paths for each in _found(path)]
    yield from (each for each in found if isinstance(each, Outcome))
    jobs = _named([each for each in found if not isinstance(each, Outcome)], out, changes, formats)
    reserved = {(job.out, job.stem.lower()) for job in jobs}
    with closing(_printed(jobs)) as results:
        for done, (job, result) in enumerate(results):
            progress(f"printed {done + 1} of {len(jobs)}", done + 1, len(jobs))
            yield _written(job, result, reserved)


def _found(path: Path) -> Iterable[tuple[Path, Path] | Outcome]:
    """The Word files that a path means, each with the folder that it was looked for in."""
    if path.is_dir():
        files = sorted(each for each in path.rglob("*") if each.suffix.lower() in _WORD and not _hidden(each, path))
        return [(each, path) for each in files] or [
            Outcome(path, problem=CannotRead(f"There is no Word file in {path}.{_workbooks(path)}"))
        ]
    if glob.has_magic(str(path)) and not path.exists():
        files = sorted(Path(each) for each in glob.glob(str(path), recursive=True))
        return [(each, each.parent) for each in files] or [
            Outcome(path, problem=CannotRead(f"No file is called {path}."))
        ]
    return [(path, path.parent)]


def _workbooks(folder: Path) -> str:
    """Where a folder that holds no Word file holds workbooks: what is for those."""
    if any(each.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".ods") for each in folder.rglob("*")):
        return " Its workbooks are checked by papers check, and papers inspect says what they hold."
    return ""


def _hidden(file: Path, folder: Path) -> bool:
    """Whether a file is Word's own note that another is open, or lies in a hidden folder."""
    return file.name.startswith("~$") or any(part.startswith(".") for part in file.relative_to(folder).parts)


def _named(
    files: Iterable[tuple[Path, Path]], out: Path | None, changes: str, formats: tuple[str, ...]
) -> list[PrintJob]:
    """A job for each file, once, with a name that no other has in its folder."""
    jobs: list[PrintJob] = []
    seen: set[Path] = set()
    taken: set[tuple[Path, str]] = set()
    for file, folder in files:
        whole = file.resolve()
        if whole in seen:
            continue
        seen.add(whole)
        into = file.parent if out is None else out / file.parent.relative_to(folder)
        stem = file.stem
        while (into, stem.lower()) in taken:
            stem += "_new"
        taken.add((into, stem.lower()))
        jobs.append(PrintJob(file, into, stem, changes, formats))
    return jobs


def _printed(jobs: Sequence[PrintJob]) -> Generator[tuple[PrintJob, Printed | PapersError]]:
    """Each job with its print, in this process where there is little to do, else on all cores, the largest first."""
    if len(jobs) < 2 or sum(_size(job.file) for job in jobs) < _FEW:
        for job in jobs:
            yield job, work(job)
        return
    from concurrent.futures import as_completed
    from concurrent.futures.process import BrokenProcessPool

    from pipeline import workers

    left = sorted(jobs, key=lambda job: -_size(job.file))
    cores = os.process_cpu_count() if hasattr(os, "process_cpu_count") else os.cpu_count()
    many = processes(len(jobs), cores or 1)
    with workers.pool(many, proving=False) as pool:
        waiting = {pool.submit(work, job): job for job in left}
        try:
            for future in as_completed(waiting):
                result = future.result()
                left.remove(waiting[future])
                yield waiting[future], result
        except BrokenProcessPool:
            pass
    for job in left:  # a process was killed: each file that it may have been at is printed in one of its own
        try:
            with workers.pool(1, proving=False) as pool:
                yield job, pool.submit(work, job).result()
        except BrokenProcessPool:
            yield (
                job,
                Stopped(f"{job.file} could not be printed: its process was stopped, most likely for want of memory."),
            )


def processes(papers: int, cores: int) -> int:
    """How many print side by side; where papers are few each has its own, as long ones can't be dealt out evenly."""
    return papers if papers <= 2 * cores else cores


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def work(job: PrintJob) -> Printed | PapersError:
    """Read and print one file; a failure as its sentence."""
    tidy()
    try:
        try:
            docx = job.file.read_bytes()
        except FileNotFoundError:
            return CannotRead(f"There is no file {job.file}.")
        except OSError as problem:
            return CannotRead(f"{job.file} can't be read ({problem.strerror}); close it if it is open in Word.")
        return print_paper(docx, name=job.file.as_posix(), as_at=_saved(docx), changes=job.changes, formats=job.formats)
    except PapersError as problem:
        return problem
    except Exception as problem:
        return Stopped(
            f"{job.file} could not be printed: a fault in this program, not in your file "
            f"({type(problem).__name__} in {place_of(problem)}). Please report it with that line."
        )


def _written(job: PrintJob, result: Printed | PapersError, reserved: set[tuple[Path, str]]) -> Outcome:
    """The outcome of a file, once its PDF and web page are written: both or neither."""
    if isinstance(result, PapersError):
        return Outcome(job.file, problem=result)
    if result.refused:
        sentence = f"{job.file} holds tracked changes, so it was not printed."
        return Outcome(job.file, (), result.issues, Unreviewed(sentence))
    contents = {".pdf": result.pdf, ".html": result.html.encode()}
    files = {_free(job, ending, reserved): content for ending, content in contents.items() if ending[1:] in job.formats}
    try:
        publish.write(job.out, files)
    except PapersError as problem:
        return Outcome(job.file, (), result.issues, problem)
    return Outcome(job.file, tuple(job.out / name for name in files), result.issues)


def _free(job: PrintJob, ending: str, reserved: set[tuple[Path, str]]) -> str:
    """The job's name, with ``_new`` as often as it takes to be free or ours, and no other job's."""
    stem = job.stem
    while (stem != job.stem and (job.out, stem.lower()) in reserved) or not _ours(job.out / f"{stem}{ending}"):
        stem += "_new"
    return f"{stem}{ending}"


def _ours(path: Path) -> bool:
    """Whether a name is free, or taken by an earlier print that nobody has changed."""
    try:
        return not path.exists() or unchanged(path.read_bytes())
    except OSError:
        return False


def _saved(docx: bytes) -> date:
    """The day the Word file was last written, from its own entries; 1 January 1980 where it doesn't say."""
    try:
        with zipfile.ZipFile(BytesIO(docx)) as package:
            return max(date(*entry.date_time[:3]) for entry in package.infolist())
    except (zipfile.BadZipFile, ValueError):
        return date(1980, 1, 1)
