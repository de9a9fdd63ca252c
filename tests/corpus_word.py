"""Word files that nobody here wrote, printed and held against LibreOffice and pandoc: ``make corpus``.

    python -m tests.corpus_word [FOLDER] [--keep FILE.md] [--cache FOLDER] [--checker COMMAND]

FOLDER holds Word files in one subfolder for each group of features. The table is printed and kept in FILE.md; beside it
stand a row for every document (.tsv), and the prints. A cache holds LibreOffice's and pandoc's work (GROUP/NAME.pdf and
.pandoc.html): it is filled where it is wanting, and one document in ten is converted again to compare times.
Nothing here is asserted; where LibreOffice or pandoc isn't installed its columns say so.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import os
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field, fields
from pathlib import Path
from statistics import mean

ROOT = Path(__file__).resolve().parent.parent
DEFAULT = Path(os.environ.get("PAPERS_CORPUS", ROOT.parent / "shared" / "corpus")) / "word"
KNOWN = Path(__file__).parent / "corpus" / "known.tsv"
ENDINGS = (".docx", ".docm", ".dotx", ".dotm", ".doc", ".rtf", ".odt")
LIMIT = 120  # seconds for one document, ours or theirs
TIMED = 10  # one document in so many is converted again where a cache is used
ALIKE = ("tables", "figures", "headings")


@dataclass
class Row:
    """What became of one document."""

    group: str
    name: str
    outcome: str = ""  # printed, refused, fault, too slow
    sentence: str = ""
    seconds: float = 0.0
    megabytes: float = 0.0
    lost: list[str] = field(default_factory=list)
    excused: list[str] = field(default_factory=list)
    clean: str = ""  # yes, or the codes of what isn't
    differs: list[str] = field(default_factory=list)
    pages: int = 0
    their_pages: int = 0
    likeness: float = -1.0
    theirs: str = ""  # printed, refused, missing
    their_seconds: float = 0.0


@dataclass(frozen=True)
class Setting:
    """How the corpus is printed: where prints and other programs' work go, and what checks the PDFs."""

    prints: Path
    cache: Path
    cached: bool
    checker: str = ""


# Run by a small process of its own: Linux counts the memory of the one that starts a command as the command's too.
_MEASURE = """
import resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
print(code, time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""


def measured(command: Sequence[str], limit: float = LIMIT) -> tuple[int, str, float, float]:
    """Run a command: exit code (-9 where it was stopped at the limit), standard error, seconds, megabytes at most."""
    measuring = [sys.executable, "-I", "-S", "-c", _MEASURE, *command]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(measuring, cwd=ROOT, stdout=subprocess.PIPE, stderr=said, start_new_session=True)
        stop = threading.Timer(limit, lambda: _end(process.pid))
        stop.start()
        told = process.communicate()[0].split()
        stop.cancel()
        said.seek(0)
        words = said.read().decode("utf-8", "replace")
        return (int(told[0]), words, float(told[1]), float(told[2])) if told else (-9, words, limit, 0.0)


def _end(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def examine(file: Path, group: str, setting: Setting, timed: bool) -> Row:
    """Print one document, have the others do it, and compare."""
    row = Row(group, file.name)
    out = setting.prints / group / file.name
    out.mkdir(parents=True, exist_ok=True)
    for old in out.iterdir():
        old.unlink()
    said = _print(file, out, row)
    kept = setting.cache / group / file.stem
    kept.parent.mkdir(parents=True, exist_ok=True)
    _office(file, kept, row, timed)
    _pandoc(file, kept)
    pdf, page = out / f"{file.stem}.pdf", out / f"{file.stem}.html"
    if row.outcome == "printed":
        _compare(file, kept, pdf, page, said, row)
        _prove(file, pdf, row, setting.checker)
    return row


def _print(file: Path, out: Path, row: Row) -> str:
    """Our print of a document, in a process of its own; what was said."""
    command = [sys.executable, "-m", "pipeline", "print", str(file), "--out", str(out)]
    code, said, row.seconds, row.megabytes = measured(command)
    if "--changes" in said and not list(out.glob("*.pdf")):
        code, said, row.seconds, row.megabytes = measured([*command, "--changes", "accepted"])
    said = said.replace(str(file), file.name)
    row.sentence = next((line for line in said.splitlines() if line.startswith("papers: ")), "")
    if "Traceback" in said or code not in (-9, 0, 1, 3):
        row.outcome = "fault"
        row.sentence = row.sentence or (said.strip().splitlines() or [f"ended with {code}"])[-1]
    elif code == -9:
        row.outcome = "too slow"
    else:
        row.outcome = "printed" if list(out.glob("*.pdf")) else "refused"
    return said


def _office(file: Path, kept: Path, row: Row, timed: bool) -> None:
    """LibreOffice's PDF of a document, and its text, unless they are kept already; its time where it is ``timed``."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    pdf = kept.with_name(kept.name + ".pdf")
    never = kept.with_name(kept.name + ".refused")
    if office and (timed or not (pdf.exists() or never.exists())):
        with tempfile.TemporaryDirectory() as place:
            profile = Path(tempfile.gettempdir()) / f"corpus-office-{os.getpid()}"
            command = [
                office,
                f"-env:UserInstallation=file://{profile}",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                place,
                str(file),
            ]
            if not profile.exists():
                measured([*command[:-1], str(ROOT / "templates" / "quarterly_update.docx")])  # makes the profile
            _, _, row.their_seconds, _ = measured(command)
            made = Path(place) / f"{file.stem}.pdf"
            if made.exists() and not pdf.exists():
                shutil.move(made, pdf)
            elif not pdf.exists():
                never.touch()
    row.theirs = "printed" if pdf.exists() else "refused" if office or never.exists() else "missing"


def _pandoc(file: Path, kept: Path) -> None:
    text = kept.with_name(kept.name + ".pandoc.html")
    if not text.exists() and shutil.which("pandoc") and file.suffix in (".docx", ".docm", ".dotx", ".dotm"):
        with tempfile.TemporaryDirectory() as place:
            made = Path(place) / "out.html"
            measured(["pandoc", "-f", "docx", "-t", "html", "--wrap=none", "-o", str(made), str(file)])
            if made.exists():
                shutil.move(made, text)


def _compare(file: Path, kept: Path, pdf: Path, page: Path, said: str, row: Row) -> None:
    """Words, pages and looks against the other programs' work."""
    from tests.corpus import pages, words

    row.pages, printed = pages.read(pdf)
    ours = [f"{printed}\n{said}", f"{words.words_of_page(page.read_text('utf-8'))}\n{said}"]
    missing: Counter[str] = Counter()
    office, pandoc = kept.with_name(kept.name + ".pdf"), kept.with_name(kept.name + ".pandoc.html")
    if office.exists():
        row.their_pages, plain = pages.read(office)
        if not words.deleted(file):  # LibreOffice prints what was deleted among what was put in its place
            plain = words.without_right_to_left(plain) if pandoc.exists() else plain
            missing |= words.lost(plain, ours, counted=False)
        row.likeness = pages.likeness(pdf, office)
    if pandoc.exists():
        missing |= words.lost(words.words_of_page(pandoc.read_text("utf-8", "replace")), ours)
    excused = _excused(file, row.their_pages)
    row.lost = [f"{word} ({times})" if times > 1 else word for word, times in missing.items() if word not in excused]
    row.excused = [word for word in missing if word in excused]


def _excused(file: Path, their_pages: int) -> set[str]:
    """Words of the other programs that a print needn't hold: their page numbers, and their known mistakes."""
    from tests.corpus import words

    known = {str(number) for number in range(their_pages + 1)}
    if KNOWN.exists():
        with KNOWN.open(encoding="utf-8", newline="") as lines:
            for entry in csv.DictReader(lines, delimiter="\t"):
                if entry["file"] == file.name:
                    known |= set(words.words(entry["words"]))
    return known


def _prove(file: Path, pdf: Path, row: Row, checker: str) -> None:
    """The project's own proof of the PDF, the checker that was named, and what Word and PDF hold of each kind.

    What other files that a Word file was given whole (altChunk) hold is not compared.
    """
    from pipeline.issues import Severity
    from pipeline.printing.word.package import W
    from pipeline.proof import Finished, accessible_pdf, agreement
    from pipeline.proof.pdf_file import read_pdf
    from pipeline.proof.word_file import read_word

    made = pdf.read_bytes()
    paper = Finished(file.stem + ".docx", file.read_bytes(), made, (), (), (), True, (), "", "")
    read = read_pdf(made, pdf.name)
    checks = (
        accessible_pdf.tagged,
        accessible_pdf.table_headers,
        accessible_pdf.alternatives,
        accessible_pdf.fonts,
        accessible_pdf.links,
    )
    codes = sorted({i.code for check in checks for i in check(paper, read) if i.severity is Severity.ERROR})
    if checker and subprocess.run([*shlex.split(checker), str(pdf)], capture_output=True, cwd=ROOT).returncode:
        codes.append("checker")
    row.clean = ", ".join(codes) or "yes"
    word = read_word(paper.docx, file.name)
    if next(word.body.iter(f"{W}altChunk"), None) is not None:
        return
    agreements = (agreement.same_tables, agreement.same_pictures, agreement.same_headings)
    row.differs = [
        what for what, same in zip(ALIKE, agreements, strict=True) if next(iter(same(paper, word, read)), None)
    ]


COLUMNS = (
    "group", "documents", "printed", "refused", "words lost", "clean", *ALIKE, "pages equal", "likeness",
    "time ratio", "slowest, s", "largest, MB", "tracebacks",
)  # fmt: skip


def table(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """The corpus by group of features, with a line for all."""
    groups = sorted({row.group for row in rows})
    return [_line(group, [row for row in rows if row.group == group]) for group in groups] + [_line("all", rows)]


def _line(name: str, rows: Sequence[Row]) -> tuple[str, ...]:
    printed = [row for row in rows if row.outcome == "printed"]
    both = [row for row in printed if row.theirs == "printed"]
    timed = [row for row in printed if row.their_seconds]
    there = any(row.theirs != "missing" for row in rows)
    return (
        name, str(len(rows)), str(len(printed)), str(sum(row.outcome == "refused" for row in rows)),
        f"{sum(len(row.lost) for row in printed)} in {sum(bool(row.lost) for row in printed)}",
        f"{sum(row.clean == 'yes' for row in printed)} of {len(printed)}",
        *(f"{sum(kind not in row.differs for row in printed)} of {len(printed)}" for kind in ALIKE),
        f"{sum(row.pages == row.their_pages for row in both)} of {len(both)}" if there else "no LibreOffice",
        f"{mean(row.likeness for row in both):.2f}" if both else "",
        f"{sum(r.seconds for r in timed) / sum(r.their_seconds for r in timed):.2f} ({len(timed)})" if timed else "",
        f"{max((row.seconds for row in rows), default=0):.1f}", f"{max((row.megabytes for row in rows), default=0):.0f}",
        str(sum(row.outcome in ("fault", "too slow") for row in rows)),
    )  # fmt: skip


def written(rows: Sequence[Row], setting: Setting, folder: Path) -> str:
    """The table and what stands behind it, as Markdown."""
    lines = ["# Word files that nobody here wrote", "", _used(folder, setting), ""]
    lines += ["| " + " | ".join(COLUMNS) + " |", "|" + " --- |" * len(COLUMNS)]
    lines += ["| " + " | ".join(line) + " |" for line in table(rows)]
    for heading, chosen in (
        ("Faults", [(r, r.sentence or r.outcome) for r in rows if r.outcome in ("fault", "too slow")]),
        ("Words lost", [(r, ", ".join(r.lost)) for r in rows if r.lost]),
        ("Refused", [(r, r.sentence.removeprefix("papers: ")) for r in rows if r.outcome == "refused"]),
        ("Not clean", [(r, r.clean) for r in rows if r.clean not in ("", "yes")]),
        ("Word and PDF differ", [(r, ", ".join(r.differs)) for r in rows if r.differs]),
        ("Other page counts", [(r, f"{r.pages}, LibreOffice {r.their_pages}") for r in rows if r.likeness >= 0 and r.pages != r.their_pages]),
        ("Least alike", [(r, f"{r.likeness:.2f}") for r in sorted(rows, key=lambda r: r.likeness) if 0 <= r.likeness < 0.5]),
        ("Printed where LibreOffice refuses", [(r, "") for r in rows if r.outcome == "printed" and r.theirs == "refused"]),
        ("Refused where LibreOffice prints", [(r, r.sentence) for r in rows if r.outcome == "refused" and r.theirs == "printed"]),
    ):  # fmt: skip
        if chosen:
            lines += ["", f"## {heading}", ""]
            lines += [f"- {row.group}/{row.name}: {said}".removesuffix(": ") for row, said in chosen]
    if KNOWN.exists():
        lines += ["", "## Where the others are wrong", ""]
        with KNOWN.open(encoding="utf-8", newline="") as known:
            lines += [
                f"- {e['file']}: {e['who']} has “{e['words']}”: {e['why']}"
                for e in csv.DictReader(known, delimiter="\t")
            ]
    return "\n".join(lines) + "\n"


def _used(folder: Path, setting: Setting) -> str:
    tools = [
        f"{name} {'is' if shutil.which(command) else 'is not'} here"
        for name, command in (("LibreOffice", "soffice"), ("pandoc", "pandoc"))
    ]
    checked = "the project's own proof" + (
        f" and {setting.checker}" if setting.checker else " (no other checker was named)"
    )
    again = (
        f"one document in {TIMED} was converted again to compare times"
        if setting.cached
        else "every document was converted"
    )
    return f"{folder.name}: {', '.join(tools)}; {again}. Clean: by {checked}. Times are whole processes, ours with PDF and web page."


def run(folder: Path, setting: Setting, workers: int) -> list[Row]:
    """Every Word file of a folder, by group; progress on standard error."""
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS and path.is_file())
    rows: list[Row] = []
    with ProcessPoolExecutor(workers) as pool:
        jobs = {}
        for number, file in enumerate(files):
            group = (
                str(file.parent.relative_to(folder)).replace(".", folder.name, 1)
                if file.parent == folder
                else file.relative_to(folder).parts[0]
            )
            timed = not setting.cached or number % TIMED == 0
            jobs[pool.submit(examine, file, group, setting, timed)] = (group, file)
        for done in as_completed(jobs):
            group, file = jobs[done]
            try:
                rows.append(done.result())
            except Exception as problem:  # the harness's own fault is shown, and the rest goes on
                rows.append(Row(group, file.name, "fault", f"{type(problem).__name__}: {problem}"))
            _progress(len(rows), len(files), rows[-1].name)
    return sorted(rows, key=lambda row: (row.group, row.name))


def _progress(done: int, of: int, name: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{done} of {of} {name[:60]:<60}", end="\n" if done == of else "", file=sys.stderr, flush=True)
    elif done % 20 == 0 or done == of:
        print(f"{done} of {of}", file=sys.stderr, flush=True)


def keep(rows: Iterable[Row], file: Path) -> None:
    """A row for every document, in a .tsv."""
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter="\t")
        writer.writerow([each.name for each in fields(Row)])
        for row in rows:
            writer.writerow(["; ".join(v) if isinstance(v, list) else v for v in vars(row).values()])


def main(arguments: Sequence[str] | None = None) -> None:
    """Print and keep the table."""
    parser = argparse.ArgumentParser(prog="tests.corpus_word", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--keep", type=Path, default=ROOT / "outputs" / "corpus" / "word.md", metavar="FILE.md")
    parser.add_argument(
        "--cache", type=Path, metavar="FOLDER", help="LibreOffice's and pandoc's work, kept for the next run"
    )
    parser.add_argument(
        "--checker", default="", help="a command that ends with 0 for a clean PDF, which is added to it"
    )
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args(arguments)
    if not given.folder.is_dir():
        parser.error(f"there is no folder {given.folder}")
    file = given.keep.resolve()
    prints = file.with_suffix("")
    prints.mkdir(parents=True, exist_ok=True)
    cached = given.cache is not None
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    setting = Setting(prints, (given.cache or file.with_name(file.stem + "-others")).resolve(), cached, given.checker)
    if not cached:
        shutil.rmtree(setting.cache, ignore_errors=True)
    rows = run(given.folder.resolve(), setting, given.workers)
    report = written(rows, setting, given.folder)
    file.write_text(report, encoding="utf-8")
    keep(rows, file.with_suffix(".tsv"))
    print(report)
    print(f"Kept in {file}, with a row for every document beside it and the prints in {prints}.")


if __name__ == "__main__":
    main()
