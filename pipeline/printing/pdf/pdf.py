"""HTML laid out and written as tagged PDF by WeasyPrint, with all that stands in for its own functions meanwhile."""

from __future__ import annotations

import gc
import logging
import re
import warnings
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import unquote

from pipeline.errors import MissingLibrary
from pipeline.issues import Issue, Severity, rule
from pipeline.places import Place
from pipeline.printing import seal
from pipeline.printing.document.page_numbers import fill
from pipeline.printing.drawing.images import LOOKS
from pipeline.printing.layout.html import Page
from pipeline.printing.letters.fonts import package, same_widths
from pipeline.printing.pdf import quick_start
from pipeline.printing.pdf.boxes import boxes
from pipeline.printing.pdf.filled_columns import columned
from pipeline.printing.pdf.glyph_words import own_characters
from pipeline.printing.pdf.headed import headed
from pipeline.printing.pdf.kept_whole import kept_whole
from pipeline.printing.pdf.left_over import nothing_left_over
from pipeline.printing.pdf.lines import word_lines
from pipeline.printing.pdf.metadata import finish
from pipeline.printing.pdf.mirrored import mirrored
from pipeline.printing.pdf.numbered_lines import numbered_lines
from pipeline.printing.pdf.off_page import off_page
from pipeline.printing.pdf.paging import printed_numbers, section_pages
from pipeline.printing.pdf.quicker import quicker, sheet
from pipeline.printing.pdf.slashes import kept_at_slashes
from pipeline.printing.pdf.spots import spots
from pipeline.printing.pdf.stand_ins import given
from pipeline.printing.pdf.unseen import room_for_boxes, unseen

LAYOUT = rule("W-11", Severity.QUERY, "The PDF is laid out without complaint.", "WeasyPrint's log")
FONTS = rule(
    "W-12",
    Severity.QUERY,
    "A paper's fonts, or ones of the same widths, are installed where it is printed.",
    "PDF/UA-1, 7.21",
)


_FILLED_LATER = "is only allowed in page margins"  # said of a header's words before they are put into its page
_WITHIN = re.compile("data:(image/(?:png|jpeg));base64,")  # in a picture that was made fit to print
_DRAWN = "data:image/svg+xml,"


_laid_out: list[Any] = []
"""The paper printed last: taking its boxes apart (a twentieth of the time) waits for the next, or the process's end."""


@dataclass(frozen=True)
class Pdf:
    """A PDF's bytes, the page number printed on the page of each anchor, and what the printer complained of."""

    data: bytes
    pages: Mapping[str, int]
    issues: list[Issue]


def write_pdf(page: Page, *, name: str, title: str, as_at: date) -> Pdf:
    """Lay out HTML and write it as PDF/UA-1 and PDF/A-3a; MissingLibrary where Pango isn't installed.

    ``as_at`` dates the file; nothing else in it depends on when or where it is made.
    """
    weasyprint = _weasyprint()
    _laid_out.clear()
    with (
        _heard() as log,
        _natural_breaks(),
        word_lines(),
        kept_at_slashes(),
        kept_whole(),
        nothing_left_over(),
        headed(),
        columned(page.root),
        mirrored(page.root),
        numbered_lines(page.root),
        spots(page.root) as moved,
        quicker(),
        room_for_boxes(),
    ):
        document = _html(weasyprint, page).render(pdf_variant="pdf/a-3a")
        if page.totals and fill(page.totals, section_pages(page, document)):
            document = _html(weasyprint, page).render(pdf_variant="pdf/a-3a")
        _laid_out.append(document)
        document.metadata.title = title
        document.metadata.created = document.metadata.modified = as_at.isoformat()
        with _own_tags(), own_characters(page.root), boxes(), warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves its colour profile open
            data: bytes = document.write_pdf(finisher=finish, pdf_variant="pdf/a-3a")
    issues, complaints = unseen(log, page.root, name)
    issues += [
        LAYOUT.at(Place(name), f"In printing: {line}", "Check the PDF there; if it looks right, say so.")
        for line in complaints
    ]
    issues += [
        _moved(words, name)
        for words in dict.fromkeys([*page.moved, *(_words(each) for each in moved if not each.get("data-from"))])
    ]
    issues += [*_fonts(page, document, name), *off_page(document, name)]
    return Pdf(seal.sealed(data), printed_numbers(page, document), issues)


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split()) or next((i.get("alt", "") for i in element.iter("img")), "")


def _moved(words: str, name: str) -> Issue:
    return LOOKS.at(
        Place(name, heading=words[:60]),
        "What is drawn here is set at a spot of its page; it is printed beside the words that it is tied to.",
        "Check that page of the PDF; in Word, its position can be set to move with the text.",
    )


def load() -> None:
    """Load the library ahead of time; where it can't be, printing will say so."""
    with suppress(MissingLibrary):
        _weasyprint()


def _weasyprint() -> Any:
    try:
        return quick_start.weasyprint()
    except OSError as error:
        raise MissingLibrary(
            "Printing needs the Pango library, which is not installed: run 'sudo apt-get install libpango-1.0-0 "
            "libpangoft2-1.0-0 libharfbuzz-subset0' (on Windows, see WeasyPrint's installation page)."
        ) from error


def _html(weasyprint: Any, page: Page) -> Any:
    """The element tree handed to WeasyPrint as it is, without writing and parsing it again."""
    import cssselect2  # type: ignore[import-untyped]
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Pictures(URLFetcher):  # type: ignore[misc]
        """Gives the paper's own pictures and the lines drawn behind its text; refuses every other address."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith(_DRAWN):
                return URLFetcherResponse(url, unquote(url[len(_DRAWN) :]).encode(), {"Content-Type": "image/svg+xml"})
            if within := _WITHIN.match(url):
                return URLFetcherResponse(url, b64decode(url[within.end() :]), {"Content-Type": within[1]})
            if url not in page.pictures:
                raise ValueError(f"{url[:80]} is outside the paper and is not fetched")
            data, kind = page.pictures[url]
            return URLFetcherResponse(url, data, {"Content-Type": f"image/{'svg+xml' if kind == 'svg' else kind}"})

    html = weasyprint.HTML.__new__(weasyprint.HTML)
    html.base_url = None
    html.url_fetcher = Pictures()
    html.media_type = "print"
    html._ua_stylesheets = lambda forms=False: [sheet()]
    html.wrapper_element = cssselect2.ElementWrapper.from_html_root(page.root, content_language=None)
    html.etree_element = html.wrapper_element.etree_element
    return html


@contextmanager
def _natural_breaks() -> Iterator[None]:
    """Space above a heading is dropped at the top of a page that the text runs on to, as in Word.

    WeasyPrint 70.0 takes every break on a named page for a forced one, and keeps the space.
    """
    from weasyprint.layout import LayoutContext

    def forced(context: Any) -> bool:
        return bool(context.__dict__.get("forced_break"))

    def set_forced(context: Any, value: Any) -> None:
        context.__dict__["forced_break"] = value is True

    with given(LayoutContext, forced_break=property(forced, set_forced)):
        yield


@contextmanager
def _own_tags() -> Iterator[None]:
    """WeasyPrint writes our structure tree in place of its own (see structure.py for why)."""
    from weasyprint import pdf

    from pipeline.printing.pdf.structure import add_tags

    with given(pdf, add_tags=add_tags):
        yield


@contextmanager
def _heard() -> Iterator[list[str]]:
    """The printer's log, line by line, each once."""
    lines: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            line = record.getMessage()
            if line not in lines and not line.endswith(_FILLED_LATER):
                lines.append(line)

    logger, listener = logging.getLogger("weasyprint"), Listener(logging.WARNING)
    handlers, logger.handlers, propagate, logger.propagate = logger.handlers, [listener], logger.propagate, False
    try:
        yield lines
    finally:
        logger.handlers, logger.propagate = handlers, propagate


@contextmanager
def unhurried() -> Iterator[None]:
    """Work without the collector walking millions of boxes again and again (a tenth of the time)."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _fonts(page: Page, document: Any, name: str) -> list[Issue]:
    """One query for the fonts that are stood in for by others of different widths."""
    used = {str(getattr(font, "family", "") or "").lower() for font in document.fonts.values()}
    missing = sorted(
        font for font in page.fonts if used and font.lower() not in used and not used & set(same_widths(font))
    )
    if not missing:
        return []
    packages = sorted({package(font) for font in missing if same_widths(font)})
    these = "Install the font" if len(missing) == 1 else "Install the fonts"
    instead = (
        f"or ones of the same widths: sudo apt-get install {' '.join(packages)}" if packages else "or choose Arial"
    )
    return [
        FONTS.at(
            Place(name),
            f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} not installed here, so lines and pages may break elsewhere than in Word.",
            f"{these} on the computer that prints, {instead}.",
        )
    ]
