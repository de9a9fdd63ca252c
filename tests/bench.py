"""Timings of every stage, against LibreOffice printing the same papers in the same run: ``make bench``.

Figures are ratios where they can be: machines differ. Nothing here is asserted.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any

from pipeline.roomy import roomy

ROOT = Path(__file__).resolve().parent.parent


def timed(work: Callable[[], Any], runs: int = 3) -> tuple[float, Any]:
    """Median seconds of a few runs, and the last result."""
    took, result = [], None
    for _ in range(runs):
        start = time.perf_counter()
        result = work()
        took.append(time.perf_counter() - start)
    return median(took), result


def line(what: str, seconds: float, note: str = "") -> None:
    print(f"{what:<44} {seconds:8.3f} s  {note}", flush=True)


def stages(folder: Path) -> None:
    from pipeline.assemble import assemble
    from pipeline.checks.registry import run_checks
    from pipeline.facts.state import for_paper, state
    from pipeline.fill import fill_template
    from pipeline.finish import Job
    from pipeline.papers import paper_types
    from pipeline.printing import print_paper, refresh_contents
    from pipeline.proof import Finished, prove
    from pipeline.quarter import check
    from pipeline.rating import load_scheme, rate
    from pipeline.read import read_folder
    from pipeline.run import TEMPLATES, _template

    print("\nStages, one process, warm")
    seconds, (sheets, _) = timed(lambda: read_folder(folder))
    line("read", seconds, f"{len(sheets)} sheets")
    seconds, (plan, _) = timed(lambda: assemble(sheets))
    line("assemble", seconds)
    assert plan is not None
    scheme, _ = load_scheme(plan)
    seconds, (rated, _) = timed(lambda: rate(plan, scheme))
    line("rate", seconds, f"{len(plan.actions)} actions, {len(plan.measures)} measures")
    seconds, _ = timed(lambda: run_checks(rated, None))
    line("check", seconds)
    ground = check(folder).ground
    assert ground is not None
    seconds, shared = timed(lambda: state(ground))
    line("state facts and draw charts", seconds)
    for paper in paper_types():
        meeting = plan.meetings[paper.name]
        facts = for_paper(ground, shared, meeting, paper.recommendations)
        name, template, _ = _template(folder, TEMPLATES, paper)
        assert template is not None
        seconds, (docx, _) = timed(
            lambda: fill_template(template, name, facts, title=meeting.title, as_at=ground.as_at)
        )
        line(f"fill {paper.name}", seconds)
        docx = refresh_contents(docx)
        seconds, printed = timed(lambda: print_paper(docx, name=name, as_at=ground.as_at), 1)
        line(f"print {paper.name}", seconds)
        job = Job(paper.name, docx, ground.as_at)
        finished = Finished(
            name=job.stem,
            docx=docx,
            pdf=printed.pdf,
            sections=(),
            header=(),
            appendices=(),
            public=True,
            protected=(),
            title="",
            language="en-GB",
        )
        seconds, _ = timed(lambda: prove(finished), 1)
        line(f"prove {paper.name}", seconds)


def against_libreoffice(folder: Path) -> None:
    """The whole build as a process, in turn with LibreOffice converting the same Word files, cold."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        print("\nLibreOffice is not installed: no ratio.")
        return
    print("\nThe whole build, cold process, both formats, against LibreOffice printing the same Word files")
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as place:
        out = Path(place) / "out"
        for run in range(6):
            start = time.perf_counter()
            subprocess.run(
                [sys.executable, "-m", "pipeline", "build", str(folder), "--out", str(out)],
                cwd=ROOT,
                check=True,
                capture_output=True,
            )
            build = time.perf_counter() - start
            papers = sorted(str(path) for path in out.glob("*.docx"))
            start = time.perf_counter()
            profile = f"-env:UserInstallation=file://{place}/profile"
            subprocess.run(
                [office, profile, "--headless", "--convert-to", "pdf", "--outdir", f"{place}/lo", *papers],
                check=True,
                capture_output=True,
            )
            convert = time.perf_counter() - start
            if run:  # the first run of each warms the disk and makes LibreOffice's profile
                ours.append(build)
                theirs.append(convert)
        line("build", median(ours), f"{len(papers)} papers")
        line("LibreOffice, same papers", median(theirs))
        ratios = sorted(a / b for a, b in zip(ours, theirs, strict=True))
        each = ", ".join(f"{ratio:.2f}" for ratio in ratios)
        print(f"ratio of the medians: {median(ours) / median(theirs):.2f} (target 2); run by run: {each}")


@roomy
def reading(folder: Path) -> tuple[float, float, float, int, int]:
    """Seconds to read a folder's workbooks as the command does, with every cell worked out, and with pandas; how many
    workbooks and cells. For a process of its own, with as little in it as the command has when it reads."""
    import gc

    from pipeline.read import read_folder

    def every_cell() -> int:
        return sum(len(found.cells) for sheet in read_folder(folder)[0] for found in sheet.lines)

    gc.set_threshold(200_000)  # as the command does; pandas gains by it too
    ours, _ = timed(lambda: read_folder(folder))
    cut, cells = timed(every_cell)
    import pandas  # after ours: the command reads before it loads pandas

    books = sorted(folder.rglob("*.xlsx"))
    theirs, _ = timed(lambda: [pandas.read_excel(book, sheet_name=None, engine="openpyxl") for book in books])
    return ours, cut, theirs, len(books), cells


def large() -> None:
    """Two hundred workbooks, 5,000 actions and 50,000 readings: reading against pandas, and the whole check."""
    from tests.big_plan import make
    from tests.corpus_word import measured

    print("\nLarge: 200 workbooks, 5,000 actions and 50,000 readings (and last quarter's in the check)")
    with tempfile.TemporaryDirectory() as place:
        folder = make(Path(place))
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
            ours, cut, theirs, books, cells = apart.submit(reading, folder).result()
        line("read", ours, f"{books} workbooks; {theirs / ours:.1f} times as fast as pandas (goal 8)")
        line("read, every cell worked out", cut, f"{cells} cells; {theirs / cut:.1f} times")
        line("pandas with openpyxl", theirs)
        for part in (4, 2, 1):
            smaller = make(Path(place) / str(part), 200 // part, 5_000 // part, 50_000 // part)
            _, _, took, memory = measured([sys.executable, "-m", "pipeline", "check", str(smaller)], 600)
            each = 1000 * took / (110_000 // part)  # actions and readings of two quarters
            line(
                f"papers check, {5_000 // part} actions",
                took,
                f"{each:.2f} ms a row, {memory:.0f} MB at most (goal 1,000)",
            )


def printing(folder: Path) -> None:
    """The four papers printed as PDF by new processes (cold), then by ones that are ready (warm), each beside LibreOffice."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        return
    print("\nThe four papers printed as PDF, against LibreOffice converting the same files in turn")
    with tempfile.TemporaryDirectory() as place:
        build = [sys.executable, "-m", "pipeline", "build", str(folder), "--out", f"{place}/out"]
        subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
        papers = sorted(path for path in Path(place, "out").glob("*.docx") if "Appendix-B" not in path.name)
        names = [str(path) for path in papers]
        command = [sys.executable, "-m", "pipeline", "print", "--format", "pdf", "--out", f"{place}/ours", *names]
        profile = f"-env:UserInstallation=file://{place}/profile"
        convert = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", f"{place}/theirs", *names]
        _in_turn("cold", lambda: _ran(command), lambda: _ran(convert))
        short = min(papers, key=lambda path: path.stat().st_size)
        _in_turn(
            "cold, the shortest paper",
            lambda: _ran([*command[:-4], str(short)]),
            lambda: _ran([*convert[:-4], str(short)]),
        )
        listening = subprocess.Popen([office, profile, "--headless", "--norestore"], stdout=subprocess.DEVNULL)
        time.sleep(5)
        try:
            with _ready(len(papers)) as printed:
                _in_turn("warm", lambda: printed(papers), lambda: _ran(convert))
        finally:
            listening.terminate()


def long_papers(folder: Path) -> None:
    """Cost per page and memory of papers of about 40, 220 and 440 pages: the improvement plan's tables again and again."""
    print("\nLong papers printed as PDF, each by a process of its own")
    with tempfile.TemporaryDirectory() as place:
        build = [sys.executable, "-m", "pipeline", "build", str(folder), "--out", f"{place}/out"]
        subprocess.run([*build, "--paper", "improvement_plan"], cwd=ROOT, check=True, capture_output=True)
        source = next(path for path in Path(place, "out").glob("*.docx") if "Improvement-Plan.docx" in path.name)
        for times in (2, 12, 24):
            print(
                subprocess.run(
                    [sys.executable, "-c", _LONG, str(source), str(times)],
                    cwd=ROOT,
                    check=True,
                    capture_output=True,
                    text=True,
                ).stdout.strip()
            )


_LONG = """
import copy, io, resource, sys, time
from datetime import date
import docx, pikepdf
from pipeline.printing import print_paper
paper = docx.Document(sys.argv[1])
body = paper.element.body
tables = [element for element in body if element.tag.endswith("}tbl")]
for _ in range(int(sys.argv[2]) - 1):
    for table in tables:
        body.insert(len(body) - 1, copy.deepcopy(table))
held = io.BytesIO()
paper.save(held)
start = time.process_time()
printed = print_paper(held.getvalue(), name="x.docx", as_at=date(2026, 9, 30), formats=("pdf",))
took = time.process_time() - start
pages = len(pikepdf.open(io.BytesIO(printed.pdf)).pages)
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(f"{pages:>6} pages: {1000 * took / pages:.0f} ms a page, {memory} MB")
"""


def _ran(command: list[str]) -> None:
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


@contextmanager
def _ready(papers: int) -> Iterator[Callable[[list[Path]], None]]:
    """As many processes as the command has for so many papers, which have loaded what printing needs, given papers to print, the largest first."""
    from pipeline import workers
    from pipeline.printing.paper import print_paper
    from pipeline.reprint import processes

    with workers.pool(processes(papers, os.cpu_count() or 1), proving=False) as pool:

        def printed(papers: list[Path]) -> None:
            largest = sorted(papers, key=lambda path: -path.stat().st_size)
            jobs = [
                pool.submit(print_paper, path.read_bytes(), name=path.name, as_at=date(2026, 9, 30), formats=("pdf",))
                for path in largest
            ]
            for job in jobs:
                job.result()

        yield printed


def _in_turn(what: str, ours: Callable[[], None], theirs: Callable[[], None], runs: int = 6) -> None:
    """Both, in turn; the first run of each only warms the disk."""
    took = [[timed(work, 1)[0] for work in (ours, theirs)] for _ in range(runs)][1:]
    ratios = sorted(one / other for one, other in took)
    line(f"papers print, {what}", median(one for one, _ in took))
    line("LibreOffice", median(other for _, other in took))
    print(f"ratio: {median(ratios):.2f} (goal 1); run by run: {', '.join(f'{ratio:.2f}' for ratio in ratios)}")


def growth(folder: Path) -> None:
    """Cost per action of rating, stating and filling at 70, 300 and 1,000 actions."""
    from pipeline.facts.state import for_paper, state
    from pipeline.fill import fill_template
    from pipeline.model import Plan
    from pipeline.quarter import check
    from pipeline.rating import load_scheme, movement, rate
    from pipeline.run import TEMPLATES
    from pipeline.sheets.actions import Action
    from pipeline.sheets.milestones import Milestone
    from pipeline.sheets.updates import Update

    print("\nCost per action (rate, state, fill the improvement plan)")
    ground = check(folder).ground
    assert ground is not None
    plan = ground.now.plan
    template = (TEMPLATES / "improvement_plan.docx").read_bytes()
    for size in (70, 300, 1000):
        rows: dict[type, list[Any]] = {Action: [], Update: [], Milestone: []}
        for n in range(size):
            source = plan.actions[n % len(plan.actions)]
            new = f"{source.domain}.{100 + n}"
            rows[Action].append(source.model_copy(update={"id": new}))
            if source.id in plan.updates:
                rows[Update].append(plan.updates[source.id].model_copy(update={"action": new}))
            rows[Milestone] += [
                step.model_copy(update={"action": new, "due": step.due + timedelta(days=n % 3)})
                for step in plan.milestones.get(source.id, ())
            ]
        bigger = Plan(plan.details, {**plan.rows, **{kind: tuple(group) for kind, group in rows.items()}})
        rating, (rated, _) = timed(lambda: rate(bigger, load_scheme(bigger)[0]), 1)
        larger = replace(ground, now=rated, before=None, move=movement(rated, None))
        stating, shared = timed(lambda: state(larger), 1)
        facts = for_paper(larger, shared, plan.meetings["improvement_plan"])
        filling, _ = timed(lambda: fill_template(template, "x", facts, title="x", as_at=ground.as_at), 1)
        each = [1000 * seconds / size for seconds in (rating, stating, filling)]
        print(f"{size:>6} actions: rate {each[0]:.2f} ms, state {each[1]:.2f} ms, fill {each[2]:.2f} ms an action")


def main() -> None:
    """Print every timing."""
    from pipeline.quarter import newest_quarter

    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as where papers are made: what Python compiled, it keeps
    folder = newest_quarter(ROOT / "inputs")
    print(f"{folder.relative_to(ROOT)}, {os.cpu_count()} cores")
    stages(folder)
    against_libreoffice(folder)
    printing(folder)
    growth(folder)
    large()
    long_papers(folder)


if __name__ == "__main__":
    main()
