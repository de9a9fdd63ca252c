"""A Word paper printed: read, written as HTML, laid out and tagged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.issues import Issue
from pipeline.printing.html import write_html
from pipeline.printing.pdf import unhurried, write_pdf
from pipeline.printing.read_word import read_document


@dataclass(frozen=True)
class Printed:
    """A paper's web page and PDF, the page number of each bookmark and heading, and what could not be carried."""

    html: str
    pdf: bytes
    pages: Mapping[str, int]
    issues: list[Issue]


def print_paper(docx: bytes, *, name: str, as_at: date) -> Printed:
    """Print a Word file as HTML and as a PDF that is PDF/UA-1 and PDF/A-3a.

    ``name`` is what the file is called in issues; ``as_at`` dates the PDF. CannotRead where the file isn't a whole,
    unprotected .docx; MissingLibrary where Pango isn't installed.
    """
    with unhurried():
        document, issues = read_document(docx, name)
        page = write_html(document)
        pdf = write_pdf(page, name=name, title=document.title, as_at=as_at)
    return Printed(page.text(), pdf.data, pdf.pages, issues + pdf.issues)
