"""Read a finished PDF through its structure tree, as a screen reader is given it, and what else the file carries."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from pipeline.errors import CannotRead
from pipeline.proof import pdf_metadata
from pipeline.proof.pdf_structure import Structure
from pipeline.proof.pdf_text import Fonts, page_words
from pipeline.proof.reading import Grid, Image, Passage, plain


@dataclass(frozen=True, slots=True)
class FontUse:
    """A font: whether its shapes and its characters are in the file."""

    name: str
    embedded: bool
    mapped: bool


@dataclass(frozen=True)
class PdfFile:
    """What a PDF says and carries, as plain values.

    ``headings`` are its passages with a level; ``notes`` its footnotes, each with its mark before it; ``furniture`` the words of each page outside the
    structure (running headers, page numbers); ``carried`` what a published file may not carry, in words.
    """

    pages: int
    tagged: bool
    marked: bool
    language: str
    title: str
    shows_title: bool
    ua_part: str
    passages: tuple[Passage, ...]
    tables: tuple[Grid, ...]
    images: tuple[Image, ...]
    notes: tuple[Passage, ...]
    furniture: tuple[str, ...]
    fonts: tuple[FontUse, ...]
    targets: tuple[str, ...]
    silent_links: tuple[str, ...]
    unordered_pages: tuple[int, ...]
    untagged_links: int
    bookmarks: bool
    properties: tuple[tuple[str, str], ...]
    carried: tuple[str, ...]

    @property
    def headings(self) -> tuple[Passage, ...]:
        """The headings in reading order."""
        return tuple(passage for passage in self.passages if passage.level is not None)


def read_pdf(data: bytes, name: str) -> PdfFile:
    """Read a PDF; CannotRead where it isn't one."""
    try:
        pdf = pikepdf.open(io.BytesIO(data))
    except pikepdf.PdfError as error:
        raise CannotRead(f"{name} is not a PDF that can be read.") from error
    with pdf:
        return _read(pdf)


def _read(pdf: Any) -> PdfFile:
    root, fonts = pdf.Root, Fonts()
    drawn = {page.obj.objgen: page_words(page.obj, fonts) for page in pdf.pages}
    tree = Structure(drawn, root.get("/StructTreeRoot"))
    xmp = pdf_metadata.metadata(root)
    links = [a for page in pdf.pages for a in page.obj.get("/Annots", []) if a.get("/Subtype") == Name.Link]
    info = [(str(key)[1:], str(value)) for key, value in (pdf.docinfo or {}).items()]
    return PdfFile(
        pages=len(pdf.pages),
        tagged="/StructTreeRoot" in root,
        marked=(root.get("/MarkInfo") or {}).get("/Marked") is True,
        language=str(root.get("/Lang", "")),
        title=pdf_metadata.title(xmp),
        shows_title=(root.get("/ViewerPreferences") or {}).get("/DisplayDocTitle") is True,
        ua_part=pdf_metadata.ua_part(xmp),
        passages=tuple(tree.passages),
        tables=tuple(tree.tables),
        images=(*tree.images, *tree.images_of_notes),
        notes=tuple(tree.notes),
        furniture=tuple(plain(" ".join(page.artifacts)) for page in drawn.values()),
        fonts=tuple(_font_uses(pdf)),
        targets=tuple(dict.fromkeys(_target(link) for link in links)),
        silent_links=tuple(_target(link) for link in links if not str(link.get("/Contents", "")).strip()),
        unordered_pages=tuple(
            n for n, page in enumerate(pdf.pages, 1) if page.obj.get("/Annots") and page.obj.get("/Tabs") != Name.S
        ),
        untagged_links=sum(link.objgen not in tree.objects for link in links),
        bookmarks="/Outlines" in root,
        properties=(*info, *pdf_metadata.properties(xmp)),
        carried=tuple(dict.fromkeys(_carried(pdf))),
    )


def _font_uses(pdf: Any) -> Iterator[FontUse]:
    seen: set[tuple[int, int]] = set()

    def within(resources: Any) -> Iterator[FontUse]:
        if resources is None or resources.objgen in seen:
            return
        if resources.is_indirect:
            seen.add(resources.objgen)
        for _, font in (resources.get("/Font") or {}).items():
            if font.objgen in seen:
                continue
            seen.add(font.objgen)
            whole = font.DescendantFonts[0] if font.get("/Subtype") == Name.Type0 else font
            described = whole.get("/FontDescriptor") or {}
            embedded = any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            yield FontUse(
                str(font.get("/BaseFont", "a font without a name")).lstrip("/"),
                embedded or font.get("/Subtype") == Name.Type3,
                "/ToUnicode" in font,
            )
        for _, form in (resources.get("/XObject") or {}).items():
            if form.get("/Subtype") == Name.Form and form.objgen not in seen:
                seen.add(form.objgen)
                yield from within(form.get("/Resources"))

    for page in pdf.pages:
        yield from within(page.obj.get("/Resources"))


def _target(link: Any) -> str:
    action = link.get("/A")
    return str(action.get("/URI", "") if action is not None else link.get("/Dest", ""))


def _carried(pdf: Any) -> Iterator[str]:
    """What a published PDF may not carry, as an officer would say it."""
    root = pdf.Root
    names = root.get("/Names") or {}
    if "/EmbeddedFiles" in names or len(pdf.attachments):
        yield "an attached file"
    if "/JavaScript" in names:
        yield "a script"
    action = root.get("/OpenAction")
    if isinstance(action, Dictionary) and action.get("/S") not in (None, Name.GoTo):
        yield "an action that runs when it is opened"
    if "/AA" in root:
        yield "an action that runs by itself"
    if "/AcroForm" in root:
        yield "a form"
    if "/OCProperties" in root:
        yield "layers that can be hidden"
    if pdf.is_encrypted:
        yield "a password or restrictions"
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            if annotation.get("/Subtype") != Name.Link:
                yield "a note or mark-up on a page"
            launched = annotation.get("/A")
            if launched is not None and launched.get("/S") not in (Name.URI, Name.GoTo):
                yield "a link that runs something"
