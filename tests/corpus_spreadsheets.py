"""Every spreadsheet below a folder read, or refused with a sentence, and compared with other people's readers.

``python -m tests.corpus_spreadsheets [FOLDER] [--detail]``. Each file is read in a process of its own with limits
on its time and memory; the table is also kept in ``outputs/corpus_spreadsheets.txt`` and the files in
``outputs/corpus_spreadsheets.csv``.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("PAPERS_CORPUS", ROOT.parent / "shared" / "corpus")) / "spreadsheets"
SECONDS, BYTES = 60, 4_000_000_000
SHOWN = 5


@dataclass
class Outcome:
    """What became of one file. ``seconds`` and ``megabytes`` are those of reading every cell of it."""

    file: str
    read: bool = False
    sentence: str = ""
    traceback: str = ""
    cells: int = 0
    seconds: float = 0.0
    megabytes: int = 0
    reader: str = ""
    differences: list[str] = field(default_factory=list)
    excused: list[str] = field(default_factory=list)


def outcome(path: Path, folder: Path, office: bool = True) -> Outcome:
    """One file read in a process of its own, and then compared in another."""
    name = path.relative_to(folder).as_posix()
    said = _apart("--read", path)
    if "traceback" in said:
        return Outcome(name, traceback=said["traceback"])
    result = Outcome(name, **said)
    if result.read:
        compared = _apart("--compare", path, *([] if office else ["--no-office"]))
        result.reader = compared.get("reader", "")
        result.differences = compared.get("differences", [compared.get("traceback", "")])
        result.excused = compared.get("excused", [])
    return result


def _apart(what: str, path: Path, *more: str) -> dict:
    command = [sys.executable, "-m", "tests.corpus_spreadsheets", what, str(path), *more]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS * 4)
    except subprocess.TimeoutExpired:
        return {"traceback": f"still at work after {SECONDS * 4} seconds"}
    if done.returncode:
        return {"traceback": done.stderr.strip()[-2000:] or f"ended with {done.returncode}"}
    return json.loads(done.stdout)


def _read(path: Path) -> dict:
    """Reads a file, every cell of it, and takes it for part of a plan; in the limits of a small machine."""
    import resource

    from pipeline.assemble import assemble
    from pipeline.read import read_file

    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    sheets, issues = read_file(path, path.name)
    cells = sum(len(line.cells) for sheet in sheets for line in sheet.lines)
    seconds = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assemble(sheets)
    refused = [issue for issue in issues if issue.code == "C-01"]
    return {
        "read": not refused,
        "sentence": refused[0].message if refused else "",
        "cells": cells,
        "seconds": round(seconds, 3),
        "megabytes": used // 1024,
    }


def _compare(path: Path, office: bool) -> dict:
    """Compares with the first reader that can read the file, and asks a second where they differ."""
    from pipeline.read import read_file
    from tests.read.other_readers import differences

    sheets, _ = read_file(path, path.name)
    name, found = differences(path, sheets, office)
    return {
        "reader": name,
        "differences": [str(each) for each in found if not each.excuse],
        "excused": [str(each) for each in found if each.excuse],
    }


def table(outcomes: Iterable[Outcome]) -> str:
    """A row for each group (the folder a file lies in) and one for all."""
    groups: dict[str, list[Outcome]] = {}
    for each in outcomes:
        groups.setdefault(each.file.rpartition("/")[0] or ".", []).append(each)
    everything = [each for group in groups.values() for each in group]
    heads = ["group", "files", "read", "refused", "cells", "compared", "differ", "other wrong", "traceback", "s", "MB"]
    rows = [heads, *(_row(name, group) for name, group in sorted(groups.items())), _row("all", everything)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(heads))]
    return "\n".join(
        "  ".join(
            text.rjust(width) if at else text.ljust(width)
            for at, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )


def _row(name: str, group: list[Outcome]) -> list[str]:
    counts = [
        len(group),
        sum(each.read for each in group),
        sum(bool(each.sentence) for each in group),
        sum(each.cells for each in group),
        sum(bool(each.reader) for each in group),
        sum(len(each.differences) for each in group),
        sum(len(each.excused) for each in group),
        sum(bool(each.traceback) for each in group),
    ]
    slowest, largest = max(each.seconds for each in group), max(each.megabytes for each in group)
    return [name, *map(str, counts), f"{slowest:.2f}", str(largest)]


def detail(each: Outcome) -> str:
    """What an engineer wants to know of one file."""
    state = f"read by {each.reader or 'no other reader'} too" if each.read else each.sentence or "TRACEBACK"
    lines = [f"{each.file}: {state}; {each.cells} cells, {each.seconds:.2f} s, {each.megabytes} MB"]
    lines += [f"    {said[:300]}" for said in each.differences[:SHOWN]]
    lines += [f"    ... and {len(each.differences) - SHOWN} more"] * (len(each.differences) > SHOWN)
    lines += [f"    excused: {said}" for said in each.excused[:1]]
    lines += [f"    {said}" for said in each.traceback.splitlines()]
    return "\n".join(lines)


def main() -> None:
    """Read and compare every spreadsheet below a folder, and print and keep a table."""
    asked = argparse.ArgumentParser(prog="python -m tests.corpus_spreadsheets", description=__doc__)
    asked.add_argument("folder", nargs="?", type=Path, default=CORPUS)
    asked.add_argument("--detail", action="store_true", help="say what became of every file")
    asked.add_argument("--no-office", action="store_true", help="don't ask LibreOffice, which takes seconds a file")
    asked.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    asked.add_argument("--compare", type=Path, help=argparse.SUPPRESS)
    said = asked.parse_args()
    if said.read or said.compare:
        print(json.dumps(_read(said.read) if said.read else _compare(said.compare, not said.no_office)))
        return
    files = sorted(path for path in said.folder.rglob("*") if path.is_file())
    if not files:
        sys.exit(f"There are no files below {said.folder}.")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        outcomes = list(pool.map(lambda path: outcome(path, said.folder, not said.no_office), files))
    for each in outcomes:
        if said.detail or each.differences or each.traceback:
            print(detail(each))
    kept = ROOT / "outputs"
    kept.mkdir(exist_ok=True)
    (kept / "corpus_spreadsheets.txt").write_text(table(outcomes) + "\n", "utf-8")
    with (kept / "corpus_spreadsheets.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(asdict(outcomes[0])))
        writer.writeheader()
        writer.writerows(
            {**asdict(each), "differences": "\n".join(each.differences), "excused": "\n".join(each.excused)}
            for each in outcomes
        )
    print(table(outcomes))
    if any(each.differences or each.traceback for each in outcomes):
        sys.exit(1)


if __name__ == "__main__":
    main()
