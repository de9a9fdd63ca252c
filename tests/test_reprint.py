"""Printing edited Word files: beside them, again and again, many at once, never over what someone else made."""

import gc
import os
import signal
import sys
import weakref
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline import finish
from pipeline import reprint as reprinting
from pipeline.errors import CannotRead, CannotWrite, PapersError, Unreviewed
from pipeline.printing.seal import BLANK, sealed, unchanged
from pipeline.reprint import Outcome, PrintJob, Stopped, reprint, work


def word(words: str = "Edited by a director.", change: Callable[[object], None] = lambda _: None) -> bytes:
    document = docx.Document()
    document.core_properties.title = "A paper"
    document.add_heading("A paper", 1)
    document.add_paragraph(words)
    change(document)
    held = BytesIO()
    document.save(held)
    return held.getvalue()


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.docx"
    path.write_bytes(word())
    return path


def names(*paths: Path, out: Path | None = None) -> list[str]:
    return [made.name for outcome in reprint(paths, out) for made in outcome.made]


def problems(outcomes: list[Outcome]) -> list[type[PapersError]]:
    return [type(outcome.problem) for outcome in outcomes if outcome.problem]


def test_a_word_file_becomes_a_pdf_and_a_web_page_beside_it(paper: Path) -> None:
    assert names(paper) == ["paper.pdf", "paper.html"]
    assert paper.with_suffix(".pdf").read_bytes().startswith(b"%PDF-1.7")
    assert "Edited by a director." in paper.with_suffix(".html").read_text("utf-8")


def test_one_kind_alone_can_be_asked_for(paper: Path) -> None:
    [outcome] = reprint([paper], formats=("html",))
    assert [made.name for made in outcome.made] == ["paper.html"]
    assert not paper.with_suffix(".pdf").exists()


def test_printing_again_replaces_our_own_print_with_the_same_bytes(paper: Path) -> None:
    names(paper)
    before = paper.with_suffix(".pdf").read_bytes(), paper.with_suffix(".html").read_bytes()
    assert names(paper) == ["paper.pdf", "paper.html"]
    assert (paper.with_suffix(".pdf").read_bytes(), paper.with_suffix(".html").read_bytes()) == before


def test_what_we_did_not_make_or_somebody_changed_is_left_alone(paper: Path) -> None:
    names(paper)
    pdf, html = paper.with_suffix(".pdf"), paper.with_suffix(".html")
    pdf.write_bytes(pdf.read_bytes() + b"\n% a note added in a reader\n%%EOF\n")
    html.write_text(html.read_text("utf-8").replace("director", "director, and put right by hand"), "utf-8")
    assert names(paper) == ["paper_new.pdf", "paper_new.html"]
    assert "put right by hand" in html.read_text("utf-8")
    (paper.parent / "paper_new.pdf").write_bytes(b"someone's own")
    assert names(paper) == ["paper_new_new.pdf", "paper_new.html"]


def test_a_seal_holds_until_a_byte_changes() -> None:
    made = sealed(f"<p>{BLANK}</p><p>words {BLANK}</p>".encode())
    assert unchanged(made)
    assert not unchanged(made.replace(b"words", b"Words"))
    assert not unchanged(BLANK.encode())
    assert not unchanged(b"words")


def test_a_folder_means_the_word_files_in_it_and_their_places_are_kept(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    for name in ("a.docx", "deep/a.docx", "~$a.docx", ".trash/b.docx", "notes.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(word(name))
    assert sorted(names(folder, folder / "a.docx", out=out)) == ["a.html", "a.html", "a.pdf", "a.pdf"]
    assert "deep/a.docx" in (out / "deep" / "a.html").read_text("utf-8")
    assert not (tmp_path / "in" / "a.pdf").exists()


def test_a_pattern_is_looked_up_where_the_shell_left_it(paper: Path) -> None:
    assert names(paper.parent / "p*.docx") == ["paper.pdf", "paper.html"]
    assert problems(list(reprint([paper.parent / "q*.docx"]))) == [CannotRead]


def test_two_files_of_one_name_never_share_a_print_in_one_folder(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "Paper.docx").write_bytes(word(f"Words of {folder}."))
    out = tmp_path / "out"
    assert len(set(names(tmp_path / "one/Paper.docx", tmp_path / "two/Paper.docx", out=out))) == 4
    assert "Words of one" in (out / "Paper.html").read_text("utf-8")
    assert "Words of two" in (out / "Paper_new.html").read_text("utf-8")


def tracked(document: object) -> None:
    change = f'<w:ins {nsdecls("w")} w:id="1" w:author="Jo Lead"><w:r><w:t>must</w:t></w:r></w:ins>'
    document.paragraphs[-1]._p.append(parse_xml(change))  # type: ignore[attr-defined]


def test_one_bad_file_never_stops_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"junk")
    (tmp_path / "b.docx").write_bytes(word())
    (tmp_path / "c.docx").write_bytes(word("We ", tracked))
    outcomes = list(reprint([*sorted(tmp_path.glob("*.docx")), tmp_path / "none.docx", tmp_path / "empty.d"]))
    assert problems(outcomes) == [CannotRead, Unreviewed, CannotRead, CannotRead]
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["a.docx", "b.docx", "b.html", "b.pdf", "c.docx"]
    assert [issue.message for outcome in outcomes for issue in outcome.issues if issue.code == "W-08"][1:] == [
        "Jo Lead put in “must”."
    ]


def test_a_folder_that_can_t_be_written_is_said_and_nothing_is_left(paper: Path) -> None:
    blocked = paper.parent / "blocked"
    blocked.write_text("a file")
    [outcome] = reprint([paper], blocked)
    assert isinstance(outcome.problem, CannotWrite)
    assert blocked.read_text() == "a file"


def test_a_fault_of_ours_is_said_of_its_file_alone(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(reprinting, "print_paper", broken)
    result = work(PrintJob(paper, paper.parent, "paper"))
    assert isinstance(result, Stopped)
    assert "ZeroDivisionError in test_reprint.py" in str(result)


@pytest.mark.slow
class Ring:
    """What holds itself, as a laid out page does: only the collector finds it."""

    def __init__(self) -> None:
        self.itself = self


def test_what_a_long_paper_leaves_is_collected_before_the_next_where_nothing_is_collected_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finish, "_MUCH", 1_000)
    gc.disable()
    try:
        left = weakref.ref(Ring())
        kept = [Ring() for _ in range(2_000)]
        assert left() is not None
        assert isinstance(work(PrintJob(tmp_path / "none.docx", tmp_path, "none")), CannotRead)
        assert left() is None
    finally:
        gc.enable()
    assert len(kept) == 2_000


def test_large_files_are_printed_side_by_side_and_say_how_far_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reprinting, "_FEW", 0)
    for name in "abc":
        (tmp_path / f"{name}.docx").write_bytes(word(f"Words of {name}.") if name != "b" else b"junk")
    said: list[tuple[str, int, int]] = []
    outcomes = list(reprint([tmp_path], progress=lambda *step: said.append(step)))
    assert sorted(path.name for outcome in outcomes for path in outcome.made) == ["a.html", "a.pdf", "c.html", "c.pdf"]
    assert problems(outcomes) == [CannotRead]
    assert said[-1] == ("printed 3 of 3", 3, 3)


def killed(job: PrintJob) -> object:
    """As ``work``, but the process of one file is killed, as where memory runs out."""
    if job.stem == "b":
        os.kill(os.getpid(), signal.SIGKILL)
    return work(job)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="processes are killed so on Linux")
def test_a_file_whose_process_is_killed_is_said_and_the_others_are_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reprinting, "_FEW", 0)
    monkeypatch.setattr(reprinting, "work", killed)
    for name in "abc":
        (tmp_path / f"{name}.docx").write_bytes(word(f"Words of {name}."))
    outcomes = list(reprint([tmp_path], formats=("html",)))
    assert sorted(path.name for outcome in outcomes for path in outcome.made) == ["a.html", "c.html"]
    assert ["its process was stopped" in str(outcome.problem) for outcome in outcomes if outcome.problem] == [True]
