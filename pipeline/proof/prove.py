"""Prove a finished paper: everything that must hold of its Word and PDF files, checked on the files themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pipeline.errors import CannotRead
from pipeline.issues import Issue, Severity, by_place, rule
from pipeline.places import Place
from pipeline.proof import accessible_pdf, accessible_word, agreement, contents, disclosure, hidden, shading
from pipeline.proof.finished import Finished
from pipeline.proof.pdf_file import PdfFile, read_pdf
from pipeline.proof.word_file import WordFile, read_word
from pipeline.protected import Protected

UNSEARCHED = rule(
    "S-03a",
    Severity.ERROR,
    "A public appendix is a Word file or a PDF that can be searched for what must not be published.",
    "Information Commissioner: reprimands for data hidden in published workbooks",
)

_OF_WORD: tuple[Callable[[Finished, WordFile], Iterator[Issue]], ...] = (
    contents.header_facts,
    contents.sections,
    contents.appendix_list,
    contents.appendix_references,
    contents.residue,
    accessible_word.titled,
    accessible_word.language,
    accessible_word.header_rows,
    accessible_word.alternatives,
    accessible_word.headings,
    accessible_word.fake_headings,
    accessible_word.empty_paragraphs,
    accessible_word.symbols,
    accessible_word.size,
    accessible_word.link_words,
    accessible_word.floating,
    shading.shaded_cells,
    shading.contrasts,
    hidden.in_word,
)
_OF_PDF: tuple[Callable[[Finished, PdfFile], Iterator[Issue]], ...] = (
    accessible_pdf.tagged,
    accessible_pdf.titled,
    accessible_pdf.language,
    accessible_pdf.alternatives,
    accessible_pdf.table_headers,
    accessible_pdf.headings,
    accessible_pdf.fonts,
    accessible_pdf.links,
    accessible_pdf.bookmarks,
    hidden.in_pdf,
)
_OF_BOTH: tuple[Callable[[Finished, WordFile, PdfFile], Iterator[Issue]], ...] = (
    agreement.same_words,
    agreement.same_headings,
    agreement.same_tables,
    agreement.same_pictures,
    agreement.same_running,
    agreement.same_links,
    disclosure.disclosures,
)


def prove(paper: Finished) -> list[Issue]:
    """Every issue of a finished paper, by file. CannotRead where one of its files can't be read at all."""
    word = read_word(paper.docx, str(paper.word_place))
    pdf = read_pdf(paper.pdf, str(paper.pdf_place))
    found = [issue for check in _OF_WORD for issue in check(paper, word)]
    found += [issue for check in _OF_PDF for issue in check(paper, pdf)]
    found += [issue for both in _OF_BOTH for issue in both(paper, word, pdf)]
    return by_place(found)


def in_word(name: str, docx: bytes, protected: Sequence[Protected]) -> list[Issue]:
    """Protected figures in a public Word file by itself, such as one that was edited after its proof."""
    return by_place(disclosure.in_word(name, read_word(docx, name), protected))


def prove_other(name: str, data: bytes, protected: Sequence[Protected]) -> list[Issue]:
    """Issues of a public file that is not a paper of ours: a CSV file, or an appendix that came as a PDF.

    Looked for are protected figures, and in a PDF also what says who a child is, attachments, scripts and mark-up. A file that
    can't be searched, such as a workbook or a locked PDF, is an issue itself.
    """
    kind = name.rpartition(".")[2].casefold()
    if kind == "csv":
        return by_place(disclosure.in_table(name, data, protected))
    if kind != "pdf":
        return [_unsearched(name, f"a .{kind} file, which can hide what is in it")]
    try:
        pdf = read_pdf(data, name)
    except CannotRead:
        return [_unsearched(name, "a PDF that can't be opened: it is damaged or locked")]
    named = disclosure.children_named(name, pdf)
    return by_place([*disclosure.in_pdf(name, pdf, protected), *named, *hidden.carried(name, pdf)])


def _unsearched(name: str, what: str) -> Issue:
    return UNSEARCHED.at(
        Place(name),
        f"This public appendix is {what}, so it was not searched for small numbers.",
        "Attach it as a Word file, or as a PDF without a password.",
    )
