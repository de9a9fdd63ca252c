"""The command as a person types it: what it says, its exit codes, and never a traceback."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline import cli
from pipeline.cli import commands
from pipeline.cli.folders import outputs_of
from pipeline.errors import UsageError
from pipeline.papers import paper_types
from pipeline.quarter import newest_quarter

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = newest_quarter(ROOT / "inputs")


def papers(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of the command."""
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    said = capsys.readouterr()
    return int(ended.value.code or 0), said.out, said.err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["chek"], 2, "There is no command chek. Did you mean check or chase? There are check, build,"),
        (["help"], 2, "papers --help says what each does"),
        (["check", "--jsn"], 2, "papers check knows no --jsn. Did you mean --json?"),
        (["--nonsense"], 2, "papers knows no --nonsense. What it takes is said by: papers --help"),
        (["check", "--copies=no"], 2, "--copies stands alone"),
        (["check", "one", "two"], 2, "papers check takes one folder, and 2 words were given: one two."),
        (["check", *str(ROOT / "no plan").split()], 2, "put quotation marks around it"),
        (["build", "--paper"], 2, "Nothing follows --paper: say what it is to be"),
        (["print", "--changes", "accept", "x.docx"], 2, "After --changes comes accepted or original, and not accept."),
        (["check", "no/such/folder"], 3, "There is no folder no/such/folder."),
        (["check", str(EXAMPLE.parent)], 2, f"{EXAMPLE.parent} is no quarter's folder, but holds some. Name one of them, such as {EXAMPLE}"),
        (["build", str(ROOT / "inputs")], 2, "is no quarter's folder, but holds some."),
        (["inspect", str(ROOT / "templates")], 3, "There is no workbook in"),
        (["build", "--paper", "cabinet"], 2, "There is no paper cabinet. Did you mean cabinet_paper? There are cabinet_paper,"),
        (["list", "everything"], 2, "There is no list of everything"),
        (["print", "no-such.docx"], 3, "There is no file no-such.docx."),
        (["print"], 2, "Say which Word files to print"),
        (["inspect"], 2, "Say which workbooks to look at"),
        (["explain"], 2, "Say what to explain"),
        (["check", str(EXAMPLE / "updates")], 2, f"is part of a quarter's folder; name the whole: {EXAMPLE}"),
        (["check", str(EXAMPLE.parent / "2026-27-Q9")], 3, f"Did you mean {EXAMPLE.parent / '2026-27-q'}"),
        (["check", str(EXAMPLE.parent / "zebra")], 3, f"The newest quarter there is {EXAMPLE}"),
        (["check", str(EXAMPLE), "--out", str(ROOT / "LICENSE")], 6, "LICENSE is a file, and not a folder to write in."),
        (["explain", " "], 2, "Say what to explain"),
        (["explain", str(EXAMPLE)], 2, "Say what to explain"),
        (["check", str(EXAMPLE), "--out", str(EXAMPLE / "copies")], 2, "is the quarter's own folder, or in it"),
        (["build", str(EXAMPLE), "--out", str(EXAMPLE)], 2, "is the quarter's own folder, or in it"),
        (["build", "no/such/folder", "--paper", "Cabinet paper"], 3, "There is no folder no/such/folder."),
    ],
)  # fmt: skip
def test_wrong_usage_is_one_clear_sentence(
    words: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ended, out, err = papers(capsys, *words)
    assert ended == code
    assert said in " ".join((out + err).split())
    assert "Traceback" not in err


def test_a_name_with_spaces_in_it_is_shown_in_quotation_marks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "St Mary's plan"
    folder.mkdir()
    _, _, err = papers(capsys, "check", *str(folder).split())
    assert f'in quotation marks: papers check "{folder}"' in err
    (folder / "plan.xlsx").touch()
    _, _, err = papers(capsys, "build", str(folder / "plan.xlsx"))
    assert f'papers inspect "{folder / "plan.xlsx"}"' in err


def test_a_folder_of_pdfs_is_said_to_hold_no_workbooks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "2026-27-q3"
    folder.mkdir()
    for name in ("plan.pdf", "measures.pdf"):
        (folder / name).write_bytes(b"%PDF-1.7")
    code, _, err = papers(capsys, "check", str(folder))
    assert code == 2
    assert err.startswith(
        f"papers: {folder} holds no workbooks, but 2 other files (.pdf). Put the plan's workbooks in it;"
    )


def test_without_a_folder_named_the_newest_is_meant_and_the_examples_only_where_there_is_no_other(
    tmp_path: Path,
) -> None:
    for name in ("example/2026-27-q2", "one/2026-27-q1", "one/2025-26-q4", "two/2025-26-q4"):
        (tmp_path / name).mkdir(parents=True)
    assert newest_quarter(tmp_path) == tmp_path / "one/2026-27-q1"
    (tmp_path / "two/2026-27-q1").mkdir()
    with pytest.raises(UsageError, match="are of the newest quarter alike"):
        newest_quarter(tmp_path)


def test_the_help_is_shown_where_no_command_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = papers(capsys)
    assert code == 2
    assert "new-quarter" in out


def test_check_lists_queries_by_place_and_ends_well(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = papers(capsys, "check", str(EXAMPLE), "--no-copies")
    assert code == 0
    assert out == ""
    assert "0 errors" in err
    assert "actions and" in err


def test_check_as_json_is_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = papers(capsys, "check", str(EXAMPLE), "--json", "--no-copies")
    assert code == 0
    issues = json.loads(out)
    assert issues
    assert set(issues[0]) == {
        "severity", "rule", "file", "sheet", "cell", "heading", "about", "message", "remedy",
    }  # fmt: skip


def test_an_empty_folder_is_said_to_hold_no_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "2026-27-q3").mkdir()
    code, _, err = papers(capsys, "check", str(tmp_path / "2026-27-q3"), "--no-copies")
    assert code == 1
    assert err.count("[I-01]") == 1
    assert "Traceback" not in err


def test_what_to_do_about_many_missing_sheets_is_said_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "2026-27-q3"
    folder.mkdir()
    (folder / "people.csv").write_text("Post,Name,Email\nHead of Assessment,A. Invented,a@example.org\n", "utf-8")
    _, _, err = papers(capsys, "check", str(folder), "--no-copies")
    assert err.count("was recognised as") > 8
    assert err.count("Add it, with the headings") == 1


def test_a_file_that_is_no_workbook_is_named_and_the_rest_still_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / EXAMPLE.name
    shutil.copytree(EXAMPLE, folder)
    (folder / "updates" / "Notes.xlsx").write_bytes(b"this is not a workbook")
    code, _, err = papers(capsys, "check", str(folder), "--out", str(tmp_path / "out"))
    assert "Notes.xlsx" in err
    assert "66 actions" in " ".join(err.split())
    assert code == 1


def test_explain_prints_what_is_known_and_ends_well_only_where_there_is_something(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = papers(capsys, "explain", "3.2", str(EXAMPLE))
    assert (code, out.splitlines()[0].partition(":")[0]) == (0, "action.3.2.delivery.label")
    code, out, _ = papers(capsys, "explain", "counts.overdu", str(EXAMPLE))
    assert (code, "Did you mean counts.overdue" in out) == (1, True)


def test_every_list_can_be_printed(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = papers(capsys, "list")
    assert code == 0
    for paper in paper_types():
        assert paper.name in out
    for rule in ("D-01", "M-05", "R-02", "T-04", "G-03", "S-01", "A-01"):
        assert f"  {rule} " in out
    assert "days_overdue" in out


def test_a_fault_of_ours_is_a_sentence_too(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Path | None) -> Path:
        raise ZeroDivisionError

    monkeypatch.setattr(commands, "chosen_quarter", broken)
    code, _, err = papers(capsys, "check")
    assert code == 70
    assert "ZeroDivisionError in test_cli.py" in err
    assert "Traceback" not in err


def test_outputs_mirror_inputs() -> None:
    assert outputs_of(ROOT / "inputs" / "example" / "2026-27-q2") == ROOT / "outputs" / "example" / "2026-27-q2"


def test_nothing_is_drawn_where_no_one_is_watching() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "pipeline", "check", str(EXAMPLE), "--no-copies"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    assert b"\x1b" not in ran.stderr
    assert b"reading" not in ran.stderr


def test_help_loads_no_library_for_the_work_and_nothing_is_looked_through_at_the_end() -> None:
    code = (
        "import atexit, gc, sys\n"
        "heavy = ('pandas', 'weasyprint', 'pydantic', 'rich', 'lxml', 'multiprocessing')\n"
        "atexit.register(lambda: print([each for each in heavy if each in sys.modules], gc.get_freeze_count() > 0))\n"
        "sys.argv = ['papers', '--help']\n"
        "from pipeline.__main__ import main; main()"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True)
    assert ran.stdout.splitlines()[-1] == "[] True"


def test_each_printed_file_is_a_line_and_the_worst_outcome_is_the_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = docx.Document()
    document.add_paragraph("Words.")
    document.save(str(tmp_path / "good.docx"))
    (tmp_path / "bad.docx").write_bytes(b"junk")
    code, out, err = papers(capsys, "print", str(tmp_path), "--out", str(tmp_path / "out"), "--format", "html")
    assert code == 3
    assert out == f"{tmp_path}/good.docx: {tmp_path}/out/good.html\n"
    assert "bad.docx is plain text, not a Word file" in err
    assert "1 of 2 files printed." in err
    assert papers(capsys, "print", str(tmp_path / "good.docx"))[0] == 0


def test_a_paper_with_tracked_changes_is_refused_with_who_made_them_unless_it_is_said_how(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = docx.Document()
    insertion = f'<w:ins {nsdecls("w")} w:id="1" w:author="Jo Lead"><w:r><w:t>must</w:t></w:r></w:ins>'
    document.add_paragraph("We ")._p.append(parse_xml(insertion))
    file = tmp_path / "paper.docx"
    document.save(str(file))
    code, out, err = papers(capsys, "print", str(file))
    assert (code, out) == (8, "")
    assert "Jo Lead put in “must”." in err
    assert [path.name for path in tmp_path.iterdir()] == ["paper.docx"]
    code, out, err = papers(capsys, "print", str(file), "--changes", "original")
    assert (code, "W-40" in err) == (0, True)
    assert "must" not in (tmp_path / "paper.html").read_text("utf-8")
    assert papers(capsys, "print", str(file), "--changes", "all")[0] == 2


def test_the_command_starts_without_loading_what_one_stage_needs() -> None:
    code = "import sys, pipeline.cli; print(*sorted(set(sys.modules) & {'pandas', 'weasyprint', 'docxtpl', 'pipeline.sheets', 'lxml'}))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ran.stdout.strip() == ""


def test_check_hands_back_each_workbook_that_has_problems_and_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = papers(capsys, "check", str(EXAMPLE), "--out", str(tmp_path))
    assert (code, out) == (0, "")
    assert "How many of each kind:" in err
    told = err.partition("Copies with the problems marked, to send back, in ")[2].splitlines()
    assert told[0].endswith("to-correct:")
    named = {line.strip().partition(".xlsx: ")[0] + ".xlsx" for line in told[1:]}
    made = {path.relative_to(tmp_path / "to-correct").as_posix(): path for path in tmp_path.rglob("*.xlsx")}
    assert named == set(made)
    assert "updates/Update - Head of Workforce - queries.xlsx" in named
    made["updates/Update - Head of Workforce - queries.xlsx"].write_bytes(b"notes of a person")
    _, _, err = papers(capsys, "check", str(EXAMPLE), "--out", str(tmp_path))
    assert "to-correct/updates/Update - Head of Workforce - queries.xlsx was edited since it was made" in err
    assert made["updates/Update - Head of Workforce - queries.xlsx"].read_bytes() == b"notes of a person"


def test_without_copies_check_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    papers(capsys, "check", str(EXAMPLE), "--no-copies", "--out", str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_word_file_given_as_a_quarter_is_pointed_to_print_and_a_workbook_to_inspect(tmp_path: Path, capsys) -> None:
    (tmp_path / "paper.docx").write_bytes(b"PK")
    (tmp_path / "book.xlsx").write_bytes(b"PK")
    for named, words in ((tmp_path / "paper.docx", "papers print"), (tmp_path / "book.xlsx", "papers inspect")):
        for command in ("check", "forms", "chase", "build"):
            with pytest.raises(SystemExit) as ended:
                cli.main([command, str(named)])
            assert ended.value.code == 2
            assert f"{words} {named}" in capsys.readouterr().err
    (tmp_path / "book.xlsx").unlink()
    with pytest.raises(SystemExit):
        cli.main(["check", str(tmp_path)])
    assert "papers print" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        cli.main(["inspect", str(tmp_path)])
    assert "papers print" in capsys.readouterr().err
