"""A Word paper printed: opened, its tracked changes settled, read, written as HTML, laid out and tagged."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.errors import CannotRead
from pipeline.issues import Issue
from pipeline.printing.contents_lists import contents_held
from pipeline.printing.document.tree import Document
from pipeline.printing.layout.html import write_html
from pipeline.printing.pdf.pdf import Pdf, unhurried, write_pdf
from pipeline.printing.queries import structure_queries
from pipeline.printing.web import write_web_page
from pipeline.printing.word import review
from pipeline.printing.word.changes import resolved
from pipeline.printing.word.package import Package, open_package
from pipeline.printing.word.read_word import read_parts
from pipeline.roomy import roomy

FORMATS = ("pdf", "html")


@dataclass(frozen=True)
class Printed:
    """A paper's web page and PDF (empty where it wasn't asked for), the page number of each bookmark and heading, and what could not be carried.

    ``refused`` where nothing was printed: the file holds tracked changes, and ``issues`` says whose.
    """

    html: str
    pdf: bytes
    pages: Mapping[str, int]
    issues: list[Issue]
    refused: bool = False


@roomy
def print_paper(
    docx: bytes,
    *,
    name: str,
    as_at: date,
    changes: str = "",
    formats: Container[str] = FORMATS,
    numbered: bool = False,
) -> Printed:
    """Print a Word file as a web page and as a PDF that is PDF/UA-1 and PDF/A-3a, or as one of the ``formats``.

    ``name`` is what the file is called in issues; ``as_at`` dates the PDF. ``changes`` says how tracked changes are
    settled: ``accepted``, or ``original`` as if none had been made; without it a file that holds any is refused. Contents
    lists that are behind are made again, unless whoever calls keeps them and their page numbers (``numbered``). CannotRead
    where the file isn't a whole, unprotected .docx, or nests its pieces deeper than can be laid out; MissingLibrary where
    Pango isn't installed.
    """
    try:
        return _printed(docx, name, as_at, changes, formats, numbered)
    except RecursionError as error:
        raise CannotRead(
            f"{name} holds tables, boxes or links inside one another deeper than can be printed."
        ) from error


def _printed(docx: bytes, name: str, as_at: date, changes: str, formats: Container[str], numbered: bool) -> Printed:
    with unhurried():
        package = open_package(docx, name)
        if changes:
            said = review.settled(package, accepted=changes == "accepted")
            package = resolved(package, accepted=changes == "accepted")
        elif said := review.unreviewed(package):
            return Printed("", b"", {}, said, refused=True)
        document, found = _read(package, numbered)
        found = [*said, *found, *structure_queries(document, name)]
        del package  # laying out needs the memory that its parts take
        pdf = Pdf(b"", {}, [])
        if "pdf" in formats:
            pdf = write_pdf(write_html(document), name=name, title=document.title, as_at=as_at)
        html = write_web_page(document, pdf.pages) if "html" in formats else ""
        if not numbered:
            found += contents_held.page_differences(document, pdf.pages, name)
    return Printed(html, pdf.data, pdf.pages, [*found, *pdf.issues])


def _read(package: Package, numbered: bool) -> tuple[Document, list[Issue]]:
    """The tree of an opened paper, its contents lists made again unless they are kept ``numbered``; what was found."""
    document, reading = read_parts(package)
    behind: list[Issue] = []
    if not numbered:
        renewed, behind = contents_held.renewed(package, reading)
        if renewed is not package:
            document, reading = read_parts(renewed)
    return document, [*behind, *review.commented(package), *reading.issues]
