"""The whole line on the example council: built twice, edited, stopped, changed one thing at a time."""

import json
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline import publish, run
from pipeline.facts.making import Ground
from pipeline.facts.state import for_paper, state
from pipeline.fill import fill_template
from pipeline.fill.outline import outline
from pipeline.finish import finish
from pipeline.issues import errors
from pipeline.papers import paper_types
from pipeline.quarter import check, newest_quarter
from pipeline.run import Built
from pipeline.sheets.appendices import Appendix
from tests.fill.little_word import texts
from tests.fill.test_fill_package import labelled

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = newest_quarter(ROOT / "inputs")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("outputs")


@pytest.fixture(scope="module")
def built(out: Path) -> Built:
    return run.build(EXAMPLE, out)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
def test_the_example_builds_without_errors_and_with_a_few_honest_queries(built: Built) -> None:
    assert errors(built.issues) == []
    assert 1 <= len(built.issues) <= 12
    assert built.published is not None


@pytest.mark.slow
def test_every_paper_is_there_in_word_and_pdf_under_the_name_committee_services_use(built: Built, out: Path) -> None:
    names = sorted(contents(out))
    for label in ("_Report", "_Appendix-A-Improvement-Plan", "_Submission", "_Quarterly-Update"):
        assert [name.rpartition(".")[2] for name in names if label in name] == ["docx", "pdf"], label
    assert {"issues.csv", "measures.csv", "record.json"} <= set(names)
    assert all(len(name) <= 80 for name in names if "/" not in name)


@pytest.mark.slow
def test_the_record_says_what_went_in_and_what_came_out(built: Built, out: Path) -> None:
    record = json.loads((out / "record.json").read_bytes())
    assert record["quarter"] == "2026-27 Q2"
    assert record["as_at"] == "2026-09-30"
    for name, digest in record["outputs"].items():
        assert publish.sha256((out / name).read_bytes()) == digest
    quarters = [EXAMPLE, EXAMPLE.parent / "2026-27-q1", EXAMPLE.parent / "2025-26-q4"]
    inputs = {p.relative_to(EXAMPLE.parent).as_posix() for q in quarters for p in q.rglob("*") if p.is_file()}
    assert set(record["inputs"]) == inputs
    assert record["templates"]["cabinet_paper.docx"] == publish.sha256(
        (ROOT / "templates/cabinet_paper.docx").read_bytes()
    )


@pytest.mark.slow
def test_the_same_inputs_give_the_same_bytes(built: Built, out: Path, tmp_path: Path) -> None:
    run.build(EXAMPLE, tmp_path)
    assert contents(tmp_path) == contents(out)


@pytest.mark.slow
def test_a_word_paper_that_was_edited_is_never_overwritten(built: Built, out: Path, tmp_path: Path) -> None:
    shutil.copytree(out, tmp_path / "out")
    [paper] = (tmp_path / "out").glob("*_Report.docx")
    paper.write_bytes(paper.read_bytes() + b"edited")
    again = run.build(EXAMPLE, tmp_path / "out", only=["cabinet_paper"])
    assert again.published is not None
    assert again.published.beside[paper.name] == paper.name.replace(".docx", "_new.docx")
    assert paper.read_bytes().endswith(b"edited")


@pytest.mark.slow
def test_a_broken_cell_stops_the_build_before_any_paper_and_is_listed_at_its_place(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    change(folder, "Actions", "Original due date", 0, "ongoing")
    stopped = run.build(folder, tmp_path / "out")
    assert stopped.published is None
    assert stopped.failed_at == "data"
    plan = "Improvement plan 2026-27 Q2"
    made = contents(tmp_path / "out")
    assert {name for name in made if "/" not in name} == {"issues.csv", "record.json"}
    assert f"to-correct/{plan} - queries.xlsx" in made
    said = (tmp_path / "out" / "issues.csv").read_text("utf-8-sig")
    assert "ongoing" in said
    assert "Actions" in said


@pytest.mark.slow
def test_a_misspelt_tag_in_a_draft_stops_the_build_and_names_the_right_one(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    draft = folder / "papers" / "cabinet_paper.docx"
    swap_in_document(draft, "paper.telephone", "paper.telefone")
    stopped = run.build(folder, tmp_path / "out", only=["cabinet_paper"])
    assert stopped.failed_at == "template"
    [issue] = errors(stopped.issues)
    assert issue.place.file == "papers/cabinet_paper.docx"
    assert "paper.telephone" in issue.message + issue.remedy


@pytest.mark.slow
def test_a_missing_section_stops_the_paper_from_being_published(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    swap_in_document(folder / "papers" / "cabinet_paper.docx", "Equality implications", "Fairness")
    stopped = run.build(folder, tmp_path / "out", only=["cabinet_paper"])
    assert stopped.failed_at == "proof"
    assert any("Equality implications" in issue.message for issue in errors(stopped.issues))


@pytest.mark.slow
def test_a_paper_that_is_asked_for_and_has_no_meeting_is_said_once(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    book = next(folder.glob("Improvement plan*.xlsx"))
    workbook = openpyxl.load_workbook(book)
    sheet = workbook["Meetings"]
    row = next(row for row in sheet.iter_rows() if "ofsted_submission" in [cell.value for cell in row])
    sheet.delete_rows(row[0].row)
    workbook.save(book)
    stopped = run.build(folder, tmp_path / "out", only=["ofsted_submission"])
    assert stopped.failed_at == "template"
    assert [issue.code for issue in stopped.issues if "ofsted_submission" in issue.message] == ["Q-03"]


# One thing changed at a time: only what depends on it changes.


def copied(place: Path) -> Path:
    shutil.copytree(EXAMPLE.parent, place / "inputs" / "example")
    return place / "inputs" / "example" / EXAMPLE.name


def change(
    folder: Path, sheet: str, heading: str, record: int, value: Any, *, where: Callable[..., bool] | None = None
) -> Any:
    """Put a value in a column of the nth record (or the first that ``where`` picks); what was there before."""
    for path in sorted(folder.glob("*.xlsx")):
        book = openpyxl.load_workbook(path)
        if sheet not in book.sheetnames:
            continue
        found = book[sheet]
        top = next(r for r in range(1, 20) if heading in [cell.value for cell in found[r]])
        column = next(cell.column for cell in found[top] if cell.value == heading)
        headings = [cell.value for cell in found[top]]
        seen = -1
        for row in range(top + 1, found.max_row + 1):
            values = dict(zip(headings, [cell.value for cell in found[row]], strict=True))
            if where is not None and not where(values):
                continue
            seen += 1
            if seen == record:
                before = found.cell(row, column).value
                found.cell(row, column).value = value
                book.save(path)
                return before
    raise AssertionError(f"no {heading} in {sheet}")


def swap_in_document(path: Path, old: str, new: str) -> None:
    """Replace words in a Word file's body."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    body = parts["word/document.xml"]
    assert old.encode() in body, old
    parts["word/document.xml"] = body.replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)


def papers(folder: Path) -> dict[str, list[str]]:
    """Each paper as filled, in lines of text."""
    ground = check(folder).ground
    assert ground is not None
    shared = state(ground)
    found = {}
    for paper in paper_types():
        meeting = ground.now.plan.meetings[paper.name]
        facts = for_paper(ground, shared, meeting, paper.recommendations)
        _, template, _ = run._template(folder, run.TEMPLATES, paper)
        assert template is not None
        docx, _ = fill_template(template, paper.name, facts, title=meeting.title, as_at=ground.as_at)
        assert docx is not None
        found[paper.name] = outline(docx).splitlines()
    return found


def differing(before: dict[str, list[str]], after: dict[str, list[str]]) -> dict[str, list[str]]:
    """The lines of each paper that are in only one of the two."""
    return {name: list({*before[name]} ^ {*after[name]}) for name in before if before[name] != after[name]}


@pytest.fixture(scope="module")
def unchanged() -> dict[str, list[str]]:
    return papers(EXAMPLE)


@pytest.mark.slow
def test_filling_twice_gives_the_same_lines(unchanged: dict[str, list[str]], tmp_path: Path) -> None:
    assert differing(unchanged, papers(copied(tmp_path))) == {}


@pytest.mark.slow
def test_changing_a_due_date_changes_only_what_is_said_of_its_action(
    unchanged: dict[str, list[str]], tmp_path: Path
) -> None:
    folder = copied(tmp_path)

    ground = check(EXAMPLE).ground
    assert ground is not None
    item = next(
        name
        for name, rated in ground.now.actions.items()
        if rated.delivery.name == "Green" and rated.action.revised_due is None and rated.action.due > ground.as_at
    )
    change(folder, "Actions", "Original due date", 0, date(2026, 7, 13), where=lambda row: str(row["Action"]) == item)
    changed = differing(unchanged, papers(folder))
    assert "improvement_plan" in changed
    rows = [line for line in changed["improvement_plan"] if "13 July 2026" in line]
    assert rows
    for line in changed["improvement_plan"]:
        about_action = item in line or "July 2026" in line or ground.now.actions[item].action.text in line
        counted = any(word in line for word in ("Green", "Red", "Amber", "Total", "actions", "past"))
        assert about_action or counted, line


@pytest.mark.slow
def test_changing_a_reading_changes_only_what_is_said_of_its_measure(
    unchanged: dict[str, list[str]], tmp_path: Path
) -> None:
    folder = copied(tmp_path)
    ground = check(EXAMPLE).ground
    assert ground is not None
    rated = next(
        m
        for m in ground.now.measures.values()
        if m.rating.name == "Green" and m.latest and m.latest.denominator and m.latest.value and not m.measure.part_of
    )
    assert rated.latest is not None
    here = {"Measure": rated.measure.id, "Period": str(rated.latest.period)}

    def wanted(row: dict[str, Any]) -> bool:
        return all(str(row[name]) == value for name, value in here.items())

    old = change(folder, "Readings", "Numerator", 0, int(rated.latest.numerator or 0) - 1, where=wanted)
    assert old is not None
    change(folder, "Readings", "Value", 0, None, where=wanted)
    changed = differing(unchanged, papers(folder))
    assert "quarterly_update" in changed
    untouched = [m.measure.name for m in ground.now.measures.values() if m.measure.id != rated.measure.id]
    for name, found in changed.items():
        for line in found:
            assert not any(other in line for other in untouched), (name, line)


@pytest.mark.slow
def test_changing_the_as_at_date_changes_dates_and_ratings_and_no_reading(
    unchanged: dict[str, list[str]], tmp_path: Path
) -> None:

    folder = copied(tmp_path)
    change(folder, "Plan details", "Value", 0, date(2026, 10, 1), where=lambda row: row["Item"] == "As at")
    changed = differing(unchanged, papers(folder))
    assert set(changed) == set(unchanged)
    assert any("1 October 2026" in line for line in changed["cabinet_paper"])
    whole = papers(folder)
    assert not any(
        "30 September 2026" in line and "as at" in line.lower() for lines in whole.values() for line in lines
    )


@pytest.mark.slow
def test_changing_a_rule_changes_only_the_ratings_it_gives(unchanged: dict[str, list[str]], tmp_path: Path) -> None:
    folder = copied(tmp_path)
    change(
        folder,
        "Rating rules",
        "When",
        0,
        "gap > 1000",
        where=lambda row: row["Applies to"] == "measure" and row["Rating"] == "Green",
    )
    before, after = check(EXAMPLE).ground, check(folder).ground
    assert before is not None
    assert after is not None
    for name, rated in before.now.actions.items():
        assert after.now.actions[name].delivery.name == rated.delivery.name
    differs = [
        n for n, rated in before.now.measures.items() if after.now.measures[n].rating.reason != rated.rating.reason
    ]
    assert differs
    assert all(before.now.measures[name].rating.name == "Green" for name in differs)


def test_an_exempt_appendix_of_a_public_paper_is_a_file_apart(ground: Ground) -> None:
    rows = tuple(
        row.model_copy(update={"exempt_paragraph": "2"}) if row.name == "terms_of_reference" else row
        for row in ground.now.plan.of(Appendix)
    )
    plan = replace(ground.now.plan, rows={**ground.now.plan.rows, Appendix: rows})
    found = run.appendix_jobs(EXAMPLE, replace(ground, now=replace(ground.now, plan=plan)))
    assert {job.stem.endswith("_EXEMPT") for _, job in found if not job.public} == {True}
    assert [job.public for _, job in found if job.stem.endswith("_EXEMPT")] == [False]
    assert [job.public for _, job in run.appendix_jobs(EXAMPLE, ground)] == [True, True]


def test_an_appendix_from_a_document_library_goes_out_without_its_labels_and_stays_as_it_was(
    ground: Ground, tmp_path: Path
) -> None:
    shutil.copytree(EXAMPLE / "appendices", tmp_path / "appendices")
    file = tmp_path / "appendices" / "terms-of-reference.docx"
    file.write_bytes(labelled(file.read_bytes()))
    before = file.read_bytes()
    (made,) = [finish(job) for _, job in run.appendix_jobs(tmp_path, ground) if job.ending == ".docx"]
    assert not errors(made.issues)
    assert file.read_bytes() == before
    (kept,) = [job.docx for _, job in run.appendix_jobs(EXAMPLE, ground) if job.ending == ".docx"]
    assert texts(made.files[f"{made.stem}.docx"]) == texts(kept)


def test_a_draft_that_has_no_papers_name_and_a_template_that_is_gone_are_said(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    for name in ("cabinet.docx", "cabinet_paper.docx", "~$cabinet.docx"):
        (tmp_path / "papers" / name).write_bytes(b"")
    assert [(issue.code, issue.place.file) for issue in run._unused_drafts(tmp_path)] == [
        ("Q-06", "papers/cabinet.docx")
    ]
    paper = next(paper for paper in paper_types() if paper.name == "ofsted_submission")
    name, template, issues = run._template(tmp_path, tmp_path / "templates", paper)
    assert (name, template, [issue.code for issue in issues]) == ("", None, ["Q-04"])
