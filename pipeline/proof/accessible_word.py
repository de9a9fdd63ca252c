"""What a Word file needs for a screen reader, and what in it looks right but is not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.issues import Issue, Severity, rule
from pipeline.printing.word.package import W, is_on, value, whole
from pipeline.proof.finished import Finished
from pipeline.proof.reading import Spot, plain, shortened
from pipeline.proof.word_file import WordFile

TITLED = rule("A-02", Severity.ERROR, "A Word file has the paper's title in its properties.", "WCAG 2.4.2")
LANGUAGE = rule("A-02a", Severity.ERROR, "A Word file says which language it is in.", "WCAG 3.1.1")
HEADER_ROWS = rule("A-02b", Severity.ERROR, "Every table in a Word file begins with a header row.", "WCAG 1.3.1")
ALTERNATIVES = rule(
    "A-02c", Severity.ERROR, "Every picture in a Word file has alternative text that is not a file name.", "WCAG 1.1.1"
)
HEADINGS = rule("A-02d", Severity.ERROR, "Headings in a Word file skip no level and none is empty.", "WCAG 1.3.1")
FAKE_HEADINGS = rule("A-02e", Severity.ERROR, "A heading has a heading style, not only bold type.", "WCAG 1.3.1")
EMPTY_PARAGRAPHS = rule(
    "A-02f",
    Severity.ERROR,
    "Space comes from styles, not from runs of empty paragraphs.",
    "GOV.UK, accessible documents",
)
SYMBOLS = rule(
    "A-02g", Severity.ERROR, "No symbol font stands for words, arrows or ticks.", "WCAG 1.1.1; PDF/UA-1 7.21.7"
)
SIZE = rule("A-02h", Severity.ERROR, "The body text of a paper is 12 points or more.", "GOV.UK, accessible documents")
LINK_WORDS = rule("A-02i", Severity.QUERY, "A link's words say where it leads.", "WCAG 2.4.4")
FLOATING = rule("A-02j", Severity.QUERY, "Pictures stand in the line of text.", "Microsoft accessibility checker")

_CORE_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_ANCHOR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}anchor"
_NOT_TITLES = {"word document", "document", "document1", "untitled", "report template"}
_SYMBOL_FONTS = re.compile(r"^(?:wingdings|webdings|symbol|marlett|zapf ?dingbats)", re.I)
_FILE_NAME = re.compile(r"\.(?:png|jpe?g|svg|gif|emf|wmf|bmp)$|^(?:picture|image|graphic|chart) ?\d*$", re.I)
_VAGUE = {"click here", "here", "link", "more", "read more", "this link", "this page"}
_NOT_HEADINGS = {"caption", "subtitle", "list paragraph"}


def titled(paper: Finished, word: WordFile) -> Iterator[Issue]:
    """The title property, which a screen reader announces."""
    core = word.package.xml(word.package.one("", "core-properties") or "docProps/core.xml")
    title = "" if core is None else " ".join((core.findtext(_CORE_TITLE) or "").split())
    remedy = "In Word, choose File, Info and type the paper's title beside Title."
    if not title or title.casefold() in _NOT_TITLES or re.search(r"\.(?:docx?|dotx?)$", title, re.I):
        yield TITLED.at(
            paper.word_place, f"The Word file's title is “{title}”." if title else "The Word file has no title.", remedy
        )
    elif paper.title and title.split() != paper.title.split():
        yield TITLED.at(
            paper.word_place,
            f"The Word file's title is “{shortened(title, 80)}”, the paper's is “{shortened(paper.title, 80)}”.",
            remedy,
        )


def language(paper: Finished, word: WordFile) -> Iterator[Issue]:
    """The default language of the styles."""
    root = word.package.xml(word.package.one(word.package.document, "styles"))
    found = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    said = "" if found is None else found.get(f"{W}val", "")
    for style in word.styles.chain(word.styles.default):
        own = style.find(f"{W}rPr/{W}lang")
        if own is not None and own.get(f"{W}val"):
            said = own.get(f"{W}val", "")
            break
    if said.casefold() != paper.language.casefold():
        what = f"The Word file says its language is “{said}”" if said else "The Word file doesn't say its language"
        yield LANGUAGE.at(
            paper.word_place,
            f"{what}; it should be {paper.language}.",
            "In Word, choose Review, Language, Set Proofing Language and make English (United Kingdom) the default.",
        )


def header_rows(paper: Finished, word: WordFile) -> Iterator[Issue]:
    """The first row of each table of more than one row is a repeated header row."""
    for number, grid in enumerate(word.tables, 1):
        if len(grid.rows) > 1 and not (grid.rows[0] and grid.rows[0][0].header):
            yield HEADER_ROWS.at(
                paper.word_place,
                f"Table {number} ({Spot(grid.spot.heading)}) has no header row.",
                "In Word, select its first row and choose Layout, Repeat Header Rows.",
            )


def alternatives(paper: Finished, word: WordFile) -> Iterator[Issue]:
    """Alternative text on each picture, or a mark that it is decoration."""
    for number, image in enumerate(word.images, 1):
        if image.decorative:
            continue
        if not image.alt or _FILE_NAME.search(image.alt):
            said = f"only “{image.alt}” as alternative text" if image.alt else "no alternative text"
            yield ALTERNATIVES.at(
                paper.word_place,
                f"Picture {number} ({image.spot}) has {said}.",
                "In Word, right-click the picture, choose Edit Alt Text and say what it shows.",
            )


def headings(paper: Finished, word: WordFile) -> Iterator[Issue]:
    """Levels down one at a time; no heading style on an empty paragraph."""
    last = 0
    for heading in word.headings:
        level = heading.level or 0
        if level > last + 1:
            yield HEADINGS.at(
                paper.word_place,
                f"The heading “{shortened(heading.text, 60)}” is Heading {level} but comes after "
                f"{f'Heading {last}' if last else 'none'}.",
                f"Give it the style Heading {last + 1}.",
            )
        last = level
    for paragraph in word.body.iter(f"{W}p"):
        level_given = word.styles.level(value(paragraph, "pPr", "pStyle") or "")
        drawn = paragraph.find(f".//{W}drawing") is not None
        if level_given is not None and not drawn and not _text(paragraph):
            yield HEADINGS.at(
                paper.word_place,
                f"A heading is empty ({_after(paragraph)}).",
                "Delete the empty paragraph, or give it the style Normal.",
            )


def fake_headings(paper: Finished, word: WordFile) -> Iterator[Issue]:
    """Short paragraphs in bold from end to end, outside tables, that stand as headings."""
    for paragraph in word.body.iterchildren(f"{W}p"):
        style = value(paragraph, "pPr", "pStyle") or word.styles.default
        name = (value(word.styles.elements.get(style), "name") or "").lower()
        text = _text(paragraph)
        if not text or len(text) > 80 or text[-1] in ".:;," or name in _NOT_HEADINGS or name.startswith("toc"):
            continue
        if word.styles.level(style) is not None or value(paragraph, "pPr", "outlineLvl") is not None:
            continue
        runs = [run for run in paragraph.iter(f"{W}r") if plain("".join(t.text or "" for t in run.iter(f"{W}t")))]
        if runs and all(is_on(run.find(f"{W}rPr/{W}b")) for run in runs):
            yield FAKE_HEADINGS.at(
                paper.word_place,
                f"“{shortened(text, 60)}” looks like a heading but has no heading style.",
                "Give it a heading style, or take off the bold.",
            )


def empty_paragraphs(paper: Finished, word: WordFile) -> Iterator[Issue]:
    """Two or more empty paragraphs in a row."""
    run = 0
    for element in word.body:
        empty = (
            element.tag == f"{W}p"
            and not _text(element)
            and element.find(f"{W}pPr/{W}sectPr") is None
            and not any(True for _ in element.iter(f"{W}drawing", f"{W}pict", f"{W}br", f"{W}object"))
        )
        run = run + 1 if empty else 0
        if run == 2:
            yield EMPTY_PARAGRAPHS.at(
                paper.word_place,
                f"Empty paragraphs are used to make space ({_after(element)}).",
                "Delete them and set the space after in the style above.",
            )


def symbols(paper: Finished, word: WordFile) -> Iterator[Issue]:
    """Runs in a symbol font, and symbols put in by Insert, Symbol."""
    for run in word.body.iter(f"{W}r"):
        fonts = run.find(f"{W}rPr/{W}rFonts")
        name = "" if fonts is None else fonts.get(f"{W}ascii", "")
        inserted = run.find(f"{W}sym")
        if inserted is not None:
            name = inserted.get(f"{W}font", name) or "a symbol font"
        said = plain("".join(t.text or "" for t in run.iter(f"{W}t")))
        if inserted is not None or (said and _SYMBOL_FONTS.match(name)):
            yield SYMBOLS.at(
                paper.word_place,
                f"A sign is set in {name} ({_near(run)}); read aloud it is a letter or nothing.",
                "Type the sign itself (for example ▲ or →) with a word beside it.",
            )


def size(paper: Finished, word: WordFile) -> Iterator[Issue]:
    """The size of the default paragraph style."""
    root = word.package.xml(word.package.one(word.package.document, "styles"))
    given = "" if root is None else value(root, "docDefaults", "rPrDefault", "rPr", "sz") or ""
    for style in reversed(word.styles.chain(word.styles.default)):
        given = value(style, "rPr", "sz") or given
    half_points = whole(given, 20)
    if half_points < 24:
        yield SIZE.at(
            paper.word_place,
            f"The style Normal is {half_points / 2:g} points.",
            "In Word, change the style Normal to 12 points.",
        )


def link_words(paper: Finished, word: WordFile) -> Iterator[Issue]:
    """Links whose words are an address or say nothing."""
    for link in word.body.iter(f"{W}hyperlink"):
        text = _text(link)
        if link.get(f"{W}anchor"):
            continue
        if text.casefold().rstrip(".") in _VAGUE or re.fullmatch(r"(?:https?://|www\.)\S+", text):
            yield LINK_WORDS.at(
                paper.word_place,
                f"The link “{shortened(text, 60)}” doesn't say what it leads to ({_near(link)}).",
                "In Word, right-click the link, choose Edit Link and write what it is in Text to display.",
            )


def floating(paper: Finished, word: WordFile) -> Iterator[Issue]:
    """Pictures and shapes that float have no sure place in the reading order."""
    many = sum(1 for _ in word.body.iter(_ANCHOR))
    if many:
        yield FLOATING.at(
            paper.word_place,
            f"{many} picture{'s or shapes float' if many > 1 else ' or shape floats'} over the text.",
            "In Word, select it, choose Layout Options, In Line with Text.",
        )


def _text(element: etree._Element) -> str:
    return plain("".join(t.text or "" for t in element.iter(f"{W}t")))


def _near(element: etree._Element) -> str:
    """The words of the paragraph around an element."""
    for around in element.iterancestors(f"{W}p"):
        if words := _text(around):
            return f"in “{shortened(words, 50)}”"
    return "in an empty paragraph"


def _after(element: etree._Element) -> str:
    for before in element.itersiblings(preceding=True):
        if words := _text(before):
            return f"after “{shortened(words, 50)}”"
    return "at the beginning"
