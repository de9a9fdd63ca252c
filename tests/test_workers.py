"""Papers are printed in processes that have everything loaded, in an order that keeps them busy."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

from pipeline import workers
from pipeline.papers import PaperType
from pipeline.run import _in_turn

ROOT = Path(__file__).resolve().parent.parent


def loaded() -> tuple[bool, bool]:
    """Whether this process has the printing library, and whether it collects garbage."""
    return "weasyprint" in sys.modules, gc.isenabled()


def test_workers_have_the_printing_library_and_collect_no_garbage() -> None:
    with workers.pool(1) as pool:
        assert pool.submit(loaded).result(timeout=60) == (True, False)


def test_workers_that_only_print_load_no_proof() -> None:
    code = (
        "from pipeline import workers\n"
        "with workers.pool(1, proving=False) as pool:\n"
        "    print(pool.submit(eval, \"[each in __import__('sys').modules for each in ('weasyprint', 'pipeline.proof')]\").result())"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ran.stdout.strip() == "[True, False]"


def paper(name: str, pages: int, charts: bool) -> PaperType:
    return PaperType(name, name, "", (), pages=pages, charts=charts)


def test_the_longest_paper_without_charts_comes_first_then_the_longest() -> None:
    papers = [paper("short", 5, False), paper("drawn", 40, True), paper("plain", 30, False)]
    assert [each.name for each in _in_turn(papers)] == ["plain", "drawn", "short"]
    assert [each.name for each in _in_turn(papers[1:2])] == ["drawn"]
