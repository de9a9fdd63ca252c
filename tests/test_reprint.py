"""Printing an edited Word file: beside it, again and again, never over what someone else made."""

from io import BytesIO
from pathlib import Path

import docx
import pytest

from pipeline.errors import CannotRead
from pipeline.reprint import reprint


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    document = docx.Document()
    document.core_properties.title = "A paper"
    document.add_heading("A paper", 1)
    document.add_paragraph("Edited by a director.")
    held = BytesIO()
    document.save(held)
    path = tmp_path / "paper.docx"
    path.write_bytes(held.getvalue())
    return path


def test_a_word_file_becomes_a_pdf_and_a_web_page_beside_it(paper: Path) -> None:
    assert reprint(paper, paper.parent).names == ("paper.pdf", "paper.html")
    assert paper.with_suffix(".pdf").read_bytes().startswith(b"%PDF-1.7")
    assert "Edited by a director." in paper.with_suffix(".html").read_text("utf-8")


def test_printing_again_replaces_our_own_print_with_the_same_bytes(paper: Path) -> None:
    reprint(paper, paper.parent)
    before = paper.with_suffix(".pdf").read_bytes()
    assert reprint(paper, paper.parent).names == ("paper.pdf", "paper.html")
    assert paper.with_suffix(".pdf").read_bytes() == before


def test_a_pdf_that_we_did_not_make_is_left_alone(paper: Path) -> None:
    paper.with_suffix(".pdf").write_bytes(b"someone's own")
    assert reprint(paper, paper.parent).names == ("paper_new.pdf", "paper.html")
    assert paper.with_suffix(".pdf").read_bytes() == b"someone's own"
    (paper.parent / "paper_new.pdf").write_bytes(b"their other one")
    assert reprint(paper, paper.parent).names[0] == "paper_new_new.pdf"


def test_a_file_that_is_not_word_or_not_there_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"junk")
    for name in ("x.docx", "none.docx"):
        with pytest.raises(CannotRead):
            reprint(tmp_path / name, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["x.docx"]
