"""Publishing: whole or not at all, and never over what a person wrote."""

import csv
import errno
import io
import json
import os
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import CannotWrite
from pipeline.issues import Issue, Severity
from pipeline.places import Place
from pipeline.publish import RUNNING, STAGE, file_stem, issues_csv, publish, publish_some, sha256

PAPER = {"a.docx": b"word", "a.pdf": b"print"}


def everything(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_files_and_their_hashes_are_written(tmp_path: Path) -> None:
    done = publish(tmp_path / "out", [PAPER], {"as_at": "2026-09-30"})
    assert done.names == ("a.docx", "a.pdf", "record.json")
    record = json.loads((done.folder / "record.json").read_bytes())
    assert record["outputs"] == {"a.docx": sha256(b"word"), "a.pdf": sha256(b"print")}
    assert record["as_at"] == "2026-09-30"


def test_an_unedited_file_is_replaced(tmp_path: Path) -> None:
    publish(tmp_path, [PAPER], {})
    done = publish(tmp_path, [{"a.docx": b"word 2", "a.pdf": b"print 2"}], {})
    assert done.beside == {}
    assert (tmp_path / "a.docx").read_bytes() == b"word 2"


def test_an_edited_file_stays_and_the_new_pair_goes_beside_it(tmp_path: Path) -> None:
    publish(tmp_path, [PAPER], {})
    (tmp_path / "a.docx").write_bytes(b"a director's words")
    done = publish(tmp_path, [{"a.docx": b"word 2", "a.pdf": b"print 2"}], {})
    assert done.beside == {"a.docx": "a_new.docx", "a.pdf": "a_new.pdf"}
    assert (tmp_path / "a.docx").read_bytes() == b"a director's words"
    assert (tmp_path / "a.pdf").read_bytes() == b"print"
    assert (tmp_path / "a_new.docx").read_bytes() == b"word 2"


def test_edits_survive_any_number_of_runs(tmp_path: Path) -> None:
    publish(tmp_path, [PAPER], {})
    (tmp_path / "a.docx").write_bytes(b"mine")
    publish(tmp_path, [{"a.docx": b"2", "a.pdf": b"2"}], {})
    (tmp_path / "a_new.docx").write_bytes(b"mine too")
    publish(tmp_path, [{"a.docx": b"3", "a.pdf": b"3"}], {})
    publish(tmp_path, [{"a.docx": b"4", "a.pdf": b"4"}], {})
    found = everything(tmp_path)
    assert found["a.docx"] == b"mine"
    assert found["a_new.docx"] == b"mine too"
    assert found["a_new_new.docx"] == b"4"


def test_a_file_we_never_made_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"was here before")
    (tmp_path / "notes.txt").write_bytes(b"notes")
    publish(tmp_path, [PAPER], {})
    found = everything(tmp_path)
    assert found["a.docx"] == b"was here before"
    assert found["notes.txt"] == b"notes"
    assert found["a_new.docx"] == b"word"


def test_a_paper_no_longer_made_is_removed_unless_edited(tmp_path: Path) -> None:
    publish(tmp_path, [PAPER, {"b.docx": b"b"}, {"c.docx": b"c"}], {})
    (tmp_path / "c.docx").write_bytes(b"edited")
    publish(tmp_path, [PAPER], {})
    assert set(everything(tmp_path)) == {"a.docx", "a.pdf", "c.docx", "record.json"}


def test_a_run_for_one_paper_leaves_the_others_and_their_record(tmp_path: Path) -> None:
    publish(tmp_path, [PAPER, {"b.docx": b"b"}], {})
    publish(tmp_path, [{"b.docx": b"b2"}], {}, whole=False)
    assert (tmp_path / "a.docx").read_bytes() == b"word"
    assert set(json.loads((tmp_path / "record.json").read_bytes())["outputs"]) == {"a.docx", "a.pdf", "b.docx"}


def test_when_one_file_cant_be_placed_all_are_as_before(tmp_path: Path) -> None:
    publish(tmp_path, [PAPER], {"run": 1})
    (tmp_path / "notes.txt").write_bytes(b"a file where a folder should be")
    before = everything(tmp_path)
    with pytest.raises(CannotWrite, match="nothing was changed"):
        publish(tmp_path, [{"a.docx": b"2"}, {"sub/b.docx": b"3"}, {"notes.txt/c.docx": b"4"}], {"run": 2})
    assert everything(tmp_path) == before
    assert not list(tmp_path.glob(".making*"))


COPIES = {"to-correct/updates/A - queries.xlsx": b"a", "to-correct/B - queries.xlsx": b"b"}


def below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_files_go_into_folders_of_their_own_and_are_ours_there_too(tmp_path: Path) -> None:
    publish(tmp_path, [PAPER], {})
    publish_some(tmp_path, COPIES, below="to-correct")
    done = publish_some(tmp_path, dict.fromkeys(COPIES, b"2"), below="to-correct")
    assert done.beside == {}
    assert below(tmp_path / "to-correct") == {"updates/A - queries.xlsx": b"2", "B - queries.xlsx": b"2"}
    assert (tmp_path / "a.docx").read_bytes() == b"word"


def test_a_copy_whose_problems_are_gone_goes_unless_a_person_has_edited_it(tmp_path: Path) -> None:
    publish_some(tmp_path, COPIES, below="to-correct")
    (tmp_path / "to-correct/B - queries.xlsx").write_bytes(b"notes of a person")
    publish_some(tmp_path, {}, below="to-correct")
    assert below(tmp_path / "to-correct") == {"B - queries.xlsx": b"notes of a person"}
    assert not (tmp_path / "to-correct/updates").exists()
    assert publish_some(tmp_path, COPIES, below="to-correct").beside == {
        "to-correct/B - queries.xlsx": "to-correct/B - queries_new.xlsx"
    }
    assert below(tmp_path / "to-correct")["B - queries.xlsx"] == b"notes of a person"


def test_with_nothing_to_write_or_remove_no_folder_is_made(tmp_path: Path) -> None:
    publish_some(tmp_path / "out", {}, below="to-correct")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["../kept.docx", "/kept.docx", "x/../../kept.docx", "..\\kept.docx"])
def test_a_record_that_names_files_elsewhere_removes_nothing_there(tmp_path: Path, name: str) -> None:
    (tmp_path / "kept.docx").write_bytes(b"kept")
    out = tmp_path / "out"
    out.mkdir()
    (out / "record.json").write_text(json.dumps({"outputs": {name: sha256(b"kept")}}))
    publish(out, [PAPER], {})
    assert (tmp_path / "kept.docx").read_bytes() == b"kept"


def test_a_place_taken_by_a_file_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"a file where the folder should be")
    with pytest.raises(CannotWrite):
        publish(tmp_path / "out", [PAPER], {})


def test_the_list_of_problems_leaves_papers_alone_and_counts_as_ours(tmp_path: Path) -> None:
    publish(tmp_path, [PAPER, {"issues.csv": b"old"}], {})
    found = [Issue("D-01", Severity.ERROR, Place("a.xlsx"), "m", "r")]
    publish_some(tmp_path, {"issues.csv": issues_csv([])}, below="to-correct")
    publish_some(tmp_path, {"issues.csv": issues_csv(found)}, below="to-correct")
    assert set(everything(tmp_path)) == {"a.docx", "a.pdf", "issues.csv", "record.json"}
    assert b"D-01" in (tmp_path / "issues.csv").read_bytes()


def test_notes_written_into_the_list_of_problems_are_kept(tmp_path: Path) -> None:
    listed = {"issues.csv": issues_csv([])}
    publish_some(tmp_path, listed, below="to-correct")
    (tmp_path / "issues.csv").write_bytes(b"sent to Sam on Monday")
    assert publish_some(tmp_path, listed, below="to-correct").beside == {"issues.csv": "issues_new.csv"}
    assert (tmp_path / "issues.csv").read_bytes() == b"sent to Sam on Monday"


def test_a_broken_record_is_not_trusted(tmp_path: Path) -> None:
    (tmp_path / "record.json").write_text('{"outputs": ["a.docx"]}')
    (tmp_path / "a.docx").write_bytes(b"whose?")
    publish(tmp_path, [PAPER], {})
    assert (tmp_path / "a.docx").read_bytes() == b"whose?"


def test_a_cell_that_looks_like_a_formula_stays_text() -> None:
    for start in ("=", "+", "-", "@", " =", "\n=", "\t", "\r", "＝"):
        issue = Issue("D-01", Severity.ERROR, Place("a.xlsx", start, "A1"), f"{start}cmd()", start, about=start)
        [_, row] = csv.reader(io.StringIO(issues_csv([issue]).decode("utf-8-sig"), newline=""))
        assert [row[2], *row[4:7]] == [f"'{start}", f"'{start}", f"'{start}cmd()", f"'{start}"]


@pytest.mark.parametrize(
    ("committee", "title", "label", "stem"),
    [
        ("Cabinet", "Children's Improvement Plan", "Report", "2026-11-11_Cabinet_Childrens-Improvement-Plan_Report"),
        ("Health & Care", "A, b #1", "Report", "2026-11-11_Health-and-Care_A-b-1_Report"),
        ("Cabinet", "Café plan", "", "2026-11-11_Cabinet_Cafe-plan"),
    ],
)
def test_file_names_are_safe(committee: str, title: str, label: str, stem: str) -> None:
    assert file_stem(date(2026, 11, 11), committee, title, label) == stem


def test_long_titles_are_cut_at_a_word_and_exempt_papers_say_so() -> None:
    stem = file_stem(date(2026, 11, 11), "Overview Committee", "A very long title " * 8, "Report", exempt=True)
    assert stem.endswith("_Report_EXEMPT")
    assert len(stem + ".docx") <= 80


def test_a_label_that_is_cut_ends_with_a_letter() -> None:
    label = "Appendix B Terms of reference of the improvement board"
    stem = file_stem(date(2026, 11, 11), "Cabinet", "", label, exempt=True)
    assert stem == "2026-11-11_Cabinet_Appendix-B-Terms-of-reference-of-the-improvement_EXEMPT"


def test_a_full_disk_is_said_to_be_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def full(path: Path, mode: str = "r", *rest: object, **more: object) -> object:
        if "w" in mode:
            raise OSError(errno.ENOSPC, "No space left on device")
        return opened(path, mode, *rest, **more)

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(CannotWrite, match=r"nothing was changed\. There is no room left there"):
        publish(tmp_path, [PAPER], {"run": 1})
    monkeypatch.undo()
    assert everything(tmp_path) == {}


@pytest.mark.skipif(os.name == "nt", reason="links are made by administrators there")
def test_a_place_taken_by_a_link_to_nothing_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "out").symlink_to(tmp_path / "gone")
    with pytest.raises(CannotWrite, match="Name a folder"):
        publish(tmp_path / "out", [PAPER], {})


def test_two_runs_at_once_into_one_folder_both_keep_what_they_recorded(tmp_path: Path) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slowly() -> Iterator[dict[str, bytes]]:
        begun.set()
        assert go_on.wait(10)
        yield {"one.docx": b"1"}

    first = threading.Thread(target=lambda: publish(tmp_path, slowly(), {}, whole=False))
    second = threading.Thread(target=lambda: publish(tmp_path, [{"two.docx": b"2"}], {}, whole=False))
    first.start()
    assert begun.wait(10)
    second.start()
    second.join(0.3)
    go_on.set()
    first.join()
    second.join()
    assert set(json.loads((tmp_path / "record.json").read_bytes())["outputs"]) == {"one.docx", "two.docx"}
    assert not (tmp_path / STAGE).exists()


def test_a_run_that_was_broken_off_is_said_with_where_its_files_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.publish._WAIT", 0)
    (tmp_path / STAGE / "old").mkdir(parents=True)
    (tmp_path / STAGE / RUNNING).touch()
    with pytest.raises(CannotWrite, match=r"one was broken off: delete the folder \.making there\.$"):
        publish(tmp_path, [{"two.docx": b"2"}], {})
    (tmp_path / STAGE / "old" / "one.docx").write_bytes(b"1")
    with pytest.raises(CannotWrite, match=r"Another run is writing in .* lies in \.making/old there, and delete"):
        publish(tmp_path, [{"two.docx": b"2"}], {})
    assert (tmp_path / STAGE / "old" / "one.docx").read_bytes() == b"1"
    assert not (tmp_path / "two.docx").exists()


def test_what_could_not_be_cleared_away_after_a_run_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, [PAPER], {})
    with monkeypatch.context() as open_in_a_reader:
        open_in_a_reader.setattr("pipeline.publish.shutil.rmtree", lambda *_, **__: None)
        publish(tmp_path, [{"a.docx": b"word 2", "a.pdf": b"print 2"}], {})
        assert (tmp_path / STAGE / "old" / "a.pdf").exists()
    publish(tmp_path, [{"a.docx": b"word 3", "a.pdf": b"print 3"}], {})
    assert (tmp_path / "a.pdf").read_bytes() == b"print 3"
    assert not (tmp_path / STAGE).exists()


def test_a_word_file_edited_since_its_pdf_was_made_is_said_until_it_is_printed_again(tmp_path: Path) -> None:
    assert publish(tmp_path, [PAPER], {}).unprinted == ()
    word, pdf = tmp_path / "a.docx", tmp_path / "a.pdf"
    word.write_bytes(b"word, edited")
    os.utime(word, (2e9, 2e9))
    assert publish_some(tmp_path, {"issues.csv": b""}, below="to-correct").unprinted == ("a.docx",)
    assert publish(tmp_path, [PAPER], {}).unprinted == ("a.docx",)
    assert publish(tmp_path, [PAPER], {}).unprinted == ("a.docx",)
    pdf.write_bytes(b"print of the edited one")
    os.utime(pdf, (2e9 + 9, 2e9 + 9))
    assert publish(tmp_path, [PAPER], {}).unprinted == ()
    os.utime(word, (2e9 + 99, 2e9 + 99))  # edited again
    assert publish(tmp_path, [PAPER], {}).unprinted == ("a.docx",)
