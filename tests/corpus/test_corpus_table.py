"""The corpus table finds what a print loses."""

from __future__ import annotations

import csv
import re
import sys
import zipfile
from pathlib import Path

import pytest

from tests import corpus_word
from tests.corpus import pages, words
from tests.printing.samples import paper, saved


@pytest.mark.parametrize(
    ("theirs", "ours", "missing"),
    [
        ("Three children waited", "three children", {"waited": 1}),
        ("wait, wait and wait", "wait", {"wait": 2, "and": 1}),
        ("in a week", "in a we ek", {"week": 1}),  # four letters could be chance
        ("a we\nek", "a week", {}),  # a narrow column of theirs
        ("children wai\r\nting", "children waiting", {}),
        ("prevention", "preven tion", {}),
        ("childrenwaiting", "children waiting", {}),
        ("ﬁnding Ⅳ", "finding iv", {}),
        ("東京", "東", {"京": 1}),
        ("الأمم", "األمم", {}),
        ("two", "twoالبريد", {}),
    ],
)
def test_a_word_is_lost_where_neither_it_nor_its_pieces_are_there(
    theirs: str, ours: str, missing: dict[str, int]
) -> None:
    assert dict(words.lost(theirs, [ours])) == missing


def test_a_page_reads_without_its_looks_and_with_its_alternative_texts() -> None:
    page = '<head><style>p{color:red}</style></head><p>One <span class="x">wo</span>rd<sup>1</sup></p><img alt="A bar &amp; line">'
    assert words.words(words.words_of_page(page)) == ["one", "word", "1", "a", "bar", "line"]


@pytest.mark.slow
def test_a_planted_loss_is_in_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two papers without LibreOffice; pandoc's text of one holds a word that its print doesn't."""
    made = paper()
    made.add_heading("Synopsis", 1)
    made.add_paragraph("Three children waited.")
    folder, cache = tmp_path / "papers" / "notes", tmp_path / "others" / "notes"
    for place in (folder, cache):
        place.mkdir(parents=True)
    (folder / "lost.docx").write_bytes(saved(made))
    (folder / "torn.docx").write_bytes(saved(made)[:3000])
    (cache / "lost.pandoc.html").write_text("<h1>Synopsis</h1><p>Three hundred children waited.</p>")
    monkeypatch.setenv("PATH", "")
    kept = tmp_path / "kept" / "table.md"
    corpus_word.main([str(folder.parent), "--keep", str(kept), "--cache", str(cache.parent), "--workers", "1"])
    told = capsys.readouterr().out
    assert told.startswith(kept.read_text("utf-8"))
    assert "- notes/lost.docx: hundred\n" in told
    assert "- notes/torn.docx: torn.docx is not a whole Word file" in told
    assert "| notes | 2 | 1 | 1 | 1 in 1 | 1 of 1 |" in told
    assert "no LibreOffice" in told
    print_ = kept.with_suffix("") / "notes" / "lost.docx" / "lost.pdf"
    assert pages.likeness(print_, print_) == 1.0
    assert len(kept.with_suffix(".tsv").read_text("utf-8").splitlines()) == 3


def test_an_axis_counted_in_other_steps_is_of_no_figure_of_the_chart() -> None:
    if not corpus_word.DEFAULT.is_dir():
        pytest.skip("the corpus of Word files is not here")
    with corpus_word.KNOWN.open(encoding="utf-8", newline="") as lines:
        known = [
            entry for entry in csv.DictReader(lines, delimiter="\t") if "axis" in entry["why"] or "axes" in entry["why"]
        ]
    assert known
    for entry in known:
        (file,) = corpus_word.DEFAULT.rglob(entry["file"])
        with zipfile.ZipFile(file) as package:
            charts = [package.read(name).decode() for name in package.namelist() if "/charts/chart" in name]
        held = {text for chart in charts for text in re.findall(r"<(?:c:v|a:t)>([^<]*)", chart)}
        assert not held & set(entry["words"].split()), entry["file"]


def test_a_command_that_runs_on_is_ended() -> None:
    code, _, seconds, _ = corpus_word.measured([sys.executable, "-c", "while True: pass"], limit=0.3)
    assert code == -9
    assert seconds < 5
