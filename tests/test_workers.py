"""Papers are printed in processes that have everything loaded, in an order that keeps them busy."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import workers
from pipeline.__main__ import prints_many
from pipeline.papers import PaperType
from pipeline.reprint import processes
from pipeline.run import _in_turn

ROOT = Path(__file__).resolve().parent.parent


def loaded() -> tuple[bool, bool]:
    """Whether this process has the printing library, and whether it collects garbage."""
    return "weasyprint" in sys.modules, gc.isenabled()


def test_workers_have_the_printing_library_and_collect_no_garbage() -> None:
    with workers.pool(1) as pool:
        assert pool.submit(loaded).result(timeout=60) == (True, False)


@pytest.mark.parametrize(
    ("proving", "loaded"),
    [
        (False, "['weasyprint', 'pipeline.reprint']"),
        (True, "['weasyprint', 'pipeline.proof', 'pikepdf']"),
    ],
)
def test_workers_have_what_their_work_needs_and_only_that(proving: bool, loaded: str) -> None:
    modules = ("weasyprint", "pipeline.proof", "pikepdf", "pipeline.reprint")
    code = (
        "from pipeline import workers\n"
        f"with workers.pool(1, proving={proving}) as pool:\n"
        f"    print(pool.submit(eval, \"[each for each in {modules} if each in __import__('sys').modules]\").result())"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ran.stdout.strip() == loaded


@pytest.mark.parametrize(
    ("words", "many"),
    [
        ("build", True),
        ("build inputs/example/2026-27-q2 --paper cabinet_paper", True),
        ("print a.docx b.DOCX --format pdf", True),
        ("print a.docx --format pdf", False),
        ("check", False),
        ("", False),
    ],
)
def test_what_prints_is_loaded_at_once_where_the_command_asks_for_several_papers(words: str, many: bool) -> None:
    assert prints_many(words.split()) == many


@pytest.mark.parametrize(("papers", "cores", "many"), [(1, 2, 1), (4, 2, 4), (5, 2, 2), (300, 8, 8)])
def test_a_few_papers_have_a_process_each_and_many_one_for_each_core(papers: int, cores: int, many: int) -> None:
    assert processes(papers, cores) == many


def paper(name: str, pages: int, charts: bool) -> PaperType:
    return PaperType(name, name, "", (), pages=pages, charts=charts)


def test_the_longest_paper_without_charts_comes_first_then_the_longest() -> None:
    papers = [paper("short", 5, False), paper("drawn", 40, True), paper("plain", 30, False)]
    assert [each.name for each in _in_turn(papers)] == ["plain", "drawn", "short"]
    assert [each.name for each in _in_turn(papers[1:2])] == ["drawn"]
