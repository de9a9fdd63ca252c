"""A newcomer adds a paper with one small file and a template, and is told at once when the file is wrong."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pytest

import pipeline.papers
from pipeline import run
from pipeline.errors import Misdeclared
from pipeline.facts.making import Ground
from pipeline.papers import paper_types
from pipeline.sheets.appendices import Appendix
from pipeline.sheets.meetings import Meeting

NOTICE = """
from pipeline.papers.paper_type import PaperType

PAPER = PaperType(
    name="public_notice",
    label="Notice",
    what="A page for the council's website",
    sections=("How the plan stands",),
    header=(),
)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder whose files are paper types beside the shipped ones."""
    monkeypatch.setattr(pipeline.papers, "__path__", [*pipeline.papers.__path__, str(tmp_path)])
    yield tmp_path
    for name in [name for name in sys.modules if name.startswith("pipeline.papers.") and name.endswith("notice")]:
        del sys.modules[name]


def test_one_file_and_one_template_add_a_paper(folder: Path, ground: Ground) -> None:
    (folder / "public_notice.py").write_text(NOTICE)
    template = docx.Document()
    template.add_heading("How the plan stands", 1)
    template.add_paragraph("{{ totals.delivery }}")
    template.save(str(folder / "public_notice.docx"))
    plan = ground.now.plan
    meeting = plan.meetings["quarterly_update"].model_copy(
        update={"paper": "public_notice", "title": "How we are doing"}
    )
    with_it = replace(plan, rows={**plan.rows, Meeting: (*plan.of(Meeting), meeting)})
    wider = replace(ground, now=replace(ground.now, plan=with_it))
    made = list(run._filled(folder, wider, ["public_notice"], folder, {}))
    jobs = [job for job, _ in made if job is not None]
    assert [issue for _, issues in made for issue in issues] == []
    assert [job.stem.endswith("_Notice") for job in jobs] == [True]
    assert jobs[0].sections == ("How the plan stands",)


def test_appendices_of_two_papers_at_one_meeting_never_share_a_file_name_unless_they_are_one_file(
    example_folder: Path, ground: Ground
) -> None:
    plan = ground.now.plan
    letter, terms = "appendices/inspection-letter.pdf", "appendices/terms-of-reference.docx"
    rows = [
        plan.of(Appendix)[0].model_copy(update={"paper": paper, "name": name, "title": title, "file": file})
        for paper, name, title, file in (
            ("cabinet_paper", "one", "A letter", letter),
            ("improvement_plan", "two", "A letter", terms),
            ("cabinet_paper", "three", "Terms", terms),
            ("improvement_plan", "four", "Terms", terms),
        )
    ]
    both = replace(ground, now=replace(ground.now, plan=replace(plan, rows={**plan.rows, Appendix: tuple(rows)})))
    stems = [(job.stem.partition("Cabinet_")[2], job.ending) for _, job in run.appendix_jobs(example_folder, both)]
    assert stems == [
        ("Appendix-A-A-letter", ".pdf"),
        ("Appendix-B-Terms", ".docx"),
        ("Appendix-A-A-letter_2", ".docx"),
    ]


@pytest.mark.parametrize("wrong", ["", "PAPER = 'a paper'", NOTICE])
def test_a_file_that_defines_no_paper_of_its_own_name_is_said_at_once(folder: Path, wrong: str) -> None:
    (folder / "other_notice.py").write_text(wrong)
    with pytest.raises(Misdeclared, match=r"papers/other_notice\.py must define PAPER"):
        paper_types()


@pytest.mark.parametrize(
    ("part", "wrong", "says"),
    [
        ('("How the plan stands",)', '"How the plan stands"', "sections is a tuple"),
        ("header=(),", 'header="Email",', "header is a tuple"),
        ("header=(),", 'recommendations=("", "Note it."),', "each recommendation is a pair"),
        ("header=(),", 'recommendations=(("Note it.",),),', "each recommendation is a pair"),
    ],
)
def test_a_paper_that_is_declared_wrongly_is_said_at_once(folder: Path, part: str, wrong: str, says: str) -> None:
    (folder / "public_notice.py").write_text(NOTICE.replace(part, wrong))
    with pytest.raises(Misdeclared, match=rf"papers/public_notice\.py: {says}"):
        paper_types()
