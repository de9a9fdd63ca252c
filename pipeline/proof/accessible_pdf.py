"""What a PDF needs for a screen reader: tags, title, language, alternative text, headers, headings, fonts, links."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.issues import Issue, Severity, rule
from pipeline.proof.finished import Finished
from pipeline.proof.pdf_file import PdfFile
from pipeline.proof.reading import Spot, shortened

_PRINT = "Print the paper again with 'papers print'; the PDF is made from the Word file and should not be edited."

TAGGED = rule(
    "A-01", Severity.ERROR, "A PDF is tagged and says that it is PDF/UA-1.", "PDF/UA-1 5, 6.2, 7.1; EN 301 549"
)
TITLED = rule(
    "A-01a", Severity.ERROR, "A PDF has the paper's title and shows it in the window's title bar.", "PDF/UA-1 7.1"
)
LANGUAGE = rule("A-01b", Severity.ERROR, "A PDF says which language it is in.", "PDF/UA-1 7.2; WCAG 3.1.1")
ALTERNATIVES = rule("A-01c", Severity.ERROR, "Every picture in a PDF has alternative text.", "PDF/UA-1 7.3; WCAG 1.1.1")
HEADERS = rule(
    "A-01d",
    Severity.ERROR,
    "A table's header cells in a PDF have their scope, and its rows are of one width.",
    "PDF/UA-1 7.5; WCAG 1.3.1",
)
NO_HEADERS = rule("A-01k", Severity.QUERY, "Every table in a PDF has header cells.", "WCAG 1.3.1")
HEADINGS = rule(
    "A-01e",
    Severity.ERROR,
    "A PDF's headings begin with one of level 1 and skip no level.",
    "PDF/UA-1 7.4.2; WCAG 1.3.1",
)
FONTS = rule("A-01f", Severity.ERROR, "A PDF holds its fonts and what their characters are.", "PDF/UA-1 7.21.4, 7.21.7")
LINKS = rule("A-01g", Severity.ERROR, "Every link in a PDF is tagged and described.", "PDF/UA-1 7.18.5")
ORDER = rule("A-01h", Severity.ERROR, "The Tab key goes through a PDF's links in reading order.", "PDF/UA-1 7.18.3")
ONE_TITLE = rule("A-01j", Severity.QUERY, "A PDF has one heading of level 1: its title.", "WCAG technique PDF9")
BOOKMARKS = rule("A-01i", Severity.QUERY, "A PDF of more than 20 pages has bookmarks.", "WCAG technique PDF2")

_LONG = 20


def tagged(paper: Finished, pdf: PdfFile) -> Iterator[Issue]:
    """The structure tree, the mark that says it is used, and the PDF/UA identifier."""
    wanting = [
        said
        for holds, said in (
            (pdf.tagged, "no structure tree"),
            (pdf.marked, "no mark that it is tagged"),
            (pdf.ua_part == "1", "no PDF/UA-1 identifier"),
        )
        if not holds
    ]
    if wanting:
        yield TAGGED.at(paper.pdf_place, f"The PDF has {', '.join(wanting)}.", _PRINT)


def titled(paper: Finished, pdf: PdfFile) -> Iterator[Issue]:
    """The title in the metadata is the paper's, and is shown."""
    if not pdf.title:
        yield TITLED.at(
            paper.pdf_place, "The PDF has no title.", "Give the Word file a title (File, Info, Title), and print again."
        )
    elif paper.title and pdf.title.split() != paper.title.split():
        yield TITLED.at(
            paper.pdf_place,
            f"The PDF's title is “{shortened(pdf.title, 80)}”, the paper's is “{shortened(paper.title, 80)}”.",
            "Give the Word file the paper's title (File, Info, Title), and print again.",
        )
    if not pdf.shows_title:
        yield TITLED.at(paper.pdf_place, "The PDF shows its file name instead of its title.", _PRINT)


def language(paper: Finished, pdf: PdfFile) -> Iterator[Issue]:
    """The document's language is the paper's."""
    if pdf.language.casefold() != paper.language.casefold():
        said = f"says its language is “{pdf.language}”" if pdf.language else "doesn't say its language"
        yield LANGUAGE.at(paper.pdf_place, f"The PDF {said}; it should be {paper.language}.", _PRINT)


def alternatives(paper: Finished, pdf: PdfFile) -> Iterator[Issue]:
    """Alternative text on every figure."""
    for number, image in enumerate(pdf.images, 1):
        if not image.alt:
            yield ALTERNATIVES.at(
                paper.pdf_place,
                f"Picture {number} ({image.spot}) has no alternative text.",
                "In Word, right-click the picture, choose Edit Alt Text and say what it shows; print again.",
            )


def table_headers(paper: Finished, pdf: PdfFile) -> Iterator[Issue]:
    """Header cells in every table, each with a scope; rows of one width.

    PDF/UA-1 asks for headers where a table has them and lets a table be without: an error is only what the PDF lost
    (see agreement.same_tables) or a table of Word without its header row (accessible_word.header_rows).
    """
    for number, grid in enumerate(pdf.tables, 1):
        where = f"Table {number} ({Spot(grid.spot.heading)})"
        cells = [cell for row in grid.rows for cell in row]
        unscoped = sum(cell.header and not cell.scope for cell in cells)
        if not any(cell.header for cell in cells):
            yield NO_HEADERS.at(
                paper.pdf_place,
                f"{where} has no header cells.",
                "In Word, select the table's first row, choose Layout, Repeat Header Rows, and print again.",
            )
        elif unscoped:
            yield HEADERS.at(
                paper.pdf_place, f"{where} has {unscoped} header cell{'s' * (unscoped > 1)} without a scope.", _PRINT
            )
        if len(set(grid.widths)) > 1:
            row = next(n for n, width in enumerate(grid.widths, 1) if width != grid.width)
            yield HEADERS.at(
                paper.pdf_place,
                f"{where} is uneven: row {row} has {grid.widths[row - 1]} columns, another {grid.width}.",
                "In Word, give every row of the table as many cells, merged ones counted; print again.",
            )


def headings(paper: Finished, pdf: PdfFile) -> Iterator[Issue]:
    """Levels from 1, down one at a time."""
    last = 0
    for heading in pdf.headings:
        level = heading.level or 1
        if level > last + 1:
            said = f"comes after one of level {last}" if last else "is the first"
            yield HEADINGS.at(
                paper.pdf_place,
                f"The heading “{shortened(heading.text, 60)}” is of level {level} but {said}.",
                "In Word, give it the heading style one level below the heading it belongs to; print again.",
            )
        last = level
    tops = [heading for heading in pdf.headings if heading.level == 1]
    if len(tops) > 1:
        yield ONE_TITLE.at(
            paper.pdf_place,
            f"The PDF has {len(tops)} headings of level 1; the second is “{shortened(tops[1].text, 60)}”.",
            "In Word, give only the paper's title the style Title, or only one heading the style Heading 1.",
        )
    if not pdf.headings:
        yield HEADINGS.at(
            paper.pdf_place, "The PDF has no headings.", "In Word, give the headings heading styles; print again."
        )


def fonts(paper: Finished, pdf: PdfFile) -> Iterator[Issue]:
    """Every font is embedded and maps to characters."""
    for font in pdf.fonts:
        wanting = [
            said for holds, said in ((font.embedded, "its shapes"), (font.mapped, "its characters")) if not holds
        ]
        if wanting:
            yield FONTS.at(
                paper.pdf_place, f"The font {font.name} is in the PDF without {' and '.join(wanting)}.", _PRINT
            )


def links(paper: Finished, pdf: PdfFile) -> Iterator[Issue]:
    """Links say where they go and belong to the structure; the Tab key follows it."""
    for target in dict.fromkeys(pdf.silent_links):
        yield LINKS.at(paper.pdf_place, f"The link to {shortened(target, 80)} has no description.", _PRINT)
    if pdf.untagged_links:
        many = pdf.untagged_links
        yield LINKS.at(
            paper.pdf_place, f"{many} link{'s are' if many > 1 else ' is'} not part of the reading order.", _PRINT
        )
    if pdf.unordered_pages:
        pages = ", ".join(str(page) for page in pdf.unordered_pages[:10])
        yield ORDER.at(paper.pdf_place, f"The Tab key doesn't follow the reading order on page {pages}.", _PRINT)


def bookmarks(paper: Finished, pdf: PdfFile) -> Iterator[Issue]:
    """A long paper can be gone through by its headings."""
    if pdf.pages > _LONG and not pdf.bookmarks:
        yield BOOKMARKS.at(paper.pdf_place, f"The PDF has {pdf.pages} pages and no bookmarks.", _PRINT)
