import subprocess
import sys
from pathlib import Path

from pipeline.fill.outline import outline
from tests.fill.contract import facts
from tests.fill.little_word import word

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def test_an_outline_shows_paragraphs_tables_and_running_text() -> None:
    text = outline(word("First {{ plan.title }}", table=[["Action", "Lead"], ["1.1", "Head"]], header="Top"))
    for line in (
        "First {{ plan.title }}",
        "  row | Action | Lead |",
        "  row | 1.1 | Head |",
        "--- section: portrait",
        "[header] Top",
    ):
        assert line in [found.rstrip() for found in text.replace("[Header] ", "[header] ").splitlines()]


def test_an_outline_shows_fields_headers_and_styles_of_a_template() -> None:
    text = outline((TEMPLATES / "ofsted_submission.docx").read_bytes())
    assert '<TOC \\o "1-2" \\h \\z \\u>' in text
    assert "Page\xa0<PAGE>1\xa0of\xa0<NUMPAGES>1" in text
    assert "[heading 1] Sign-off" in text
    assert "--- section: landscape" in text
    assert "  header | Finding | What was found |" in text
    assert "Title: keepNext;" in text


def test_the_command_writes_the_outline() -> None:
    path = TEMPLATES / "cabinet_paper.docx"
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.fill.outline", str(path)],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8", "PATH": "", "SYSTEMROOT": ""},
    )
    assert done.stdout == outline(path.read_bytes())


def test_what_is_not_word_is_said_to_be_so() -> None:
    assert outline(b"x") == "not a Word document\n"


def test_the_contract_has_no_blank_names() -> None:
    assert all(fact.id for fact in facts().register.values())
