"""A Word file read into the document tree: paragraphs with their numbers, tables, sections, headers and footers."""

from __future__ import annotations

import copy
from typing import Any

from lxml import etree

from pipeline.errors import CannotRead
from pipeline.issues import Issue
from pipeline.printing.contents_lists.contents_wanted import words_apart
from pipeline.printing.document.tree import Block, Document, Section
from pipeline.printing.word.carried_along import carried_along
from pipeline.printing.word.chunks import chunk
from pipeline.printing.word.controls import check_controls
from pipeline.printing.word.frames import Frames
from pipeline.printing.word.left_unread import say_unread
from pipeline.printing.word.markup import SILENT, WRAPPERS, alternative
from pipeline.printing.word.merging import Properties
from pipeline.printing.word.note_marks import read_note_marks
from pipeline.printing.word.numbering import read_numbering
from pipeline.printing.word.package import MC, Package, R, W, open_package, opened
from pipeline.printing.word.printed_plain import say_plain_sections
from pipeline.printing.word.properties import language, title
from pipeline.printing.word.read_paragraph import ParagraphReader
from pipeline.printing.word.read_section import Settings, background, bounded, read_section, read_settings
from pipeline.printing.word.read_table import table
from pipeline.printing.word.reading import BROKEN_REFERENCE, NOT_CARRIED, Reading, first_words, stray_marks
from pipeline.printing.word.running_heads import say_unknown_heads
from pipeline.printing.word.styles import read_styles

_DEEPEST = 8


def read_document(docx: bytes, name: str) -> tuple[Document, list[Issue]]:
    """The tree of a Word file, and what in it could not be carried.

    ``name`` is what the file is called in issues. CannotRead where it isn't a whole, unprotected .docx.
    """
    return read_package(open_package(docx, name))


def read_package(package: Package) -> tuple[Document, list[Issue]]:
    """The tree of a Word file whose parts are already opened, and what in it could not be carried."""
    document, reading = read_parts(package)
    return document, reading.issues


def read_parts(package: Package, *, embedded: bool = False) -> tuple[Document, Reading]:
    """The tree of a Word file whose parts are already opened, and the pass that read it.

    ``embedded`` where it is a file inside another.
    """
    styles = read_styles(package)
    reading = Reading(package, package.name, styles, read_numbering(package, styles), package.document)
    reading.embedded, reading.note_marks = embedded, read_note_marks(package)
    reader = _Reader(reading)
    reading.blocks = reader.blocks
    for kind in ("footnote", "endnote"):
        part = package.one(package.document, f"{kind}s")
        root = package.xml(part)
        reading.note_parts[kind] = part
        for note in () if root is None else root.iter(W + kind):
            reading.notes[kind, note.get(f"{W}id", "")] = note
    root = package.xml(package.document)
    assert root is not None
    body = root.find(f"{W}body")
    assert body is not None
    if b"TOC" in package.parts[package.document]:
        words_apart(root)
    reading.stray |= stray_marks(body)
    if b"_top" in package.parts[package.document]:  # Word's own name for the top of a paper
        reading.bookmarks, reading.waiting = {"_top"}, ["_top"]
    if next(body.iter("{*}linkedTxbx", "{*}textbox"), None) is not None:
        from pipeline.printing.word.linked_boxes import share_out  # only papers with such boxes pay for it

        share_out(reading, body)
    check_controls(reading)
    reading.issues += () if embedded else carried_along(package)
    settings = read_settings(reading)
    reading.older = settings.older
    sections = reader.sections(body, settings)
    bounded(sections, package.name)
    say_plain_sections(reading, sections)
    document = Document(
        title(reading, sections), language(reading), sections=tuple(sections),
        style_names={style.id: style.name for style in styles.styles.values()}, hyphenated=settings.hyphenated, tab=settings.tab,
        background=background(reading, root, settings), notes_by_section=reading.note_marks.by_section,
    )  # fmt: skip
    say_unknown_heads(reading, document)
    for anchor, near in reading.anchors_used.items():
        if anchor not in reading.bookmarks:
            reading.near = near
            reading.say(
                BROKEN_REFERENCE,
                f"A link or page reference here leads to “{anchor}”, which is not in the paper.",
                "In Word, update the contents list (F9) or insert the cross-reference again.",
            )
    say_unread(reading, reader.stories(body))
    reading.gather()
    del reading.blocks  # which holds its reader, which holds the pass: neither would be let go of
    return document, reading


class _Reader:
    """The blocks of one file, in reading order."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.paragraphs = ParagraphReader(reading)
        self.frames = Frames(reading)
        self._nested = 0
        self._running: dict[str, tuple[Block, ...]] = {}

    def blocks(self, parent: etree._Element, paragraph: Properties, run: Properties) -> list[Block]:
        """The blocks of a body, cell, header, note or text box; a table style's look comes with them."""
        before, self.paragraphs.table = self.paragraphs.table, (paragraph, run)
        out: list[Block] = []
        self._walk(parent, out)
        self.paragraphs.table = before
        return out

    def stories(self, body: etree._Element) -> list[etree._Element]:
        """What was read from its beginning to its end: the body, each header and footer, the notes."""
        edges = [self.reading.package.xml(part) for part in self._running]
        return [body, *(root for root in edges if root is not None), *self.reading.notes.values()]

    def _walk(self, parent: etree._Element, out: list[Block]) -> None:
        for element in opened(parent, WRAPPERS):
            self._block(element, out)

    def _block(self, element: etree._Element, out: list[Block]) -> None:
        tag = element.tag
        if tag == f"{W}p":
            self._placed(element, out)
            for held in opened(element, WRAPPERS):
                if held.tag == f"{W}tbl":
                    self._table_of(held, out)
        elif tag == f"{W}tbl":
            self._table_of(element, out)
        elif tag == f"{MC}AlternateContent":
            self._walk(alternative(element), out)
        elif tag == f"{W}altChunk":
            out.extend(chunk(self.reading, element, self._inner))
        elif tag == f"{W}bookmarkStart":
            self.reading.mark(element)
        elif isinstance(tag, str) and tag.endswith(
            ("}oMath", "}oMathPara", "}r", "}hyperlink", "}fldSimple", "}subDoc")
        ):
            holder = etree.Element(f"{W}p")
            holder.append(copy.deepcopy(element))
            self._paragraph(holder, out)
        elif isinstance(tag, str) and tag not in SILENT:
            self.reading.near = first_words(element)
            self.reading.say(
                NOT_CARRIED, f"Word's “{etree.QName(element).localname}” is not understood here.",
                "Check these words in the PDF.",
            )  # fmt: skip

    def _placed(self, element: etree._Element, out: list[Block]) -> None:
        """A paragraph among the others, or in the frame that it asks for."""
        about = self.frames.of(element)
        if about is None:
            self._paragraph(element, out)
            self.frames.begin(out)
            return
        inside: list[Block] = []
        self._paragraph(element, inside)
        self.frames.put(about, inside, out)

    def _paragraph(self, element: etree._Element, out: list[Block]) -> None:
        if (made := self.paragraphs.read(element)) is not None:
            out.append(made)

    def _table_of(self, element: etree._Element, out: list[Block]) -> None:
        """A table; the paragraphs alone of one that is nested deeper than anyone can read."""
        self._nested += 1
        made = table(self.reading, element) if self._nested <= _DEEPEST else None
        if made:
            out.append(made)
        elif self._nested > _DEEPEST:
            self.reading.near = first_words(element)
            self.reading.say(
                NOT_CARRIED,
                f"Tables stand in tables {_DEEPEST} deep here; the words of those further in are printed without their cells.",
                "Put the words into one table.",
            )
            for paragraph in element.iter(f"{W}p"):
                self._paragraph(paragraph, out)
        self._nested -= 1

    def _inner(self, data: bytes, name: str) -> tuple[Document, list[Issue]]:
        """A Word file inside this one, which may hold no further one."""
        if self.reading.embedded:
            raise CannotRead("it holds another file in its turn.")
        document, reading = read_parts(open_package(data, name), embedded=True)
        return document, reading.issues

    def sections(self, body: etree._Element, settings: Settings) -> list[Section]:
        """The body in sections, each with its page, headers and footers."""
        found: list[Section] = []
        gathered: list[Any] = []
        carried: dict[str, dict[str, tuple[Block, ...]]] = {"header": {}, "footer": {}}
        for element in opened(body, WRAPPERS):
            if element.tag == f"{W}sectPr":
                continue
            gathered.append(element)
            end = element.find(f"{W}pPr/{W}sectPr") if element.tag == f"{W}p" else None
            if end is not None:
                found.append(self._section(gathered, end, carried, settings))
                gathered = []
        final = body.find(f"{W}sectPr")
        found.append(self._section(gathered, final, carried, settings))
        return found

    def _section(
        self,
        elements: list[Any],
        sectpr: etree._Element | None,
        carried: dict[str, dict[str, tuple[Block, ...]]],
        settings: Settings,
    ) -> Section:
        out: list[Block] = []
        self.reading.note_marks.begin(sectpr)
        for element in elements:
            self._block(element, out)
        reading = self.reading
        for kind in ("header", "footer"):
            for reference in () if sectpr is None else sectpr.findall(f"{W}{kind}Reference"):
                relationship = reading.package.related(reading.package.document).get(reference.get(f"{R}id") or "")
                root = reading.package.xml(relationship.target) if relationship else None
                if relationship is None or root is None:
                    reading.near = ""
                    reading.say(
                        NOT_CARRIED, f"A {kind} of the paper is missing from the file.", f"Make the {kind} again."
                    )
                    continue
                if relationship.target not in self._running:
                    self._running[relationship.target] = tuple(reading.inside(relationship.target, root))
                blocks = self._running[relationship.target]
                carried[kind] = {**carried[kind], reference.get(f"{W}type", "default"): blocks}
        return read_section(reading, sectpr, settings, tuple(out), carried["header"], carried["footer"])
