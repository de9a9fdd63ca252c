"""Read a finished PDF through its structure tree, as a screen reader is given it, and what else the file carries."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Name

from pipeline.errors import CannotRead
from pipeline.proof.pdf_text import APART, Drawn, Fonts, page_words
from pipeline.proof.reading import Cell, Grid, Image, Passage, Spot, plain

_BLOCKS = frozenset(
    [
        "P",
        "H",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "TR",
        "TH",
        "TD",
        "THead",
        "TBody",
        "TFoot",
        "Caption",
        "Figure",
        "Note",
        "Sect",
        "Div",
        "Part",
        "Art",
        "BlockQuote",
        "TOC",
        "TOCI",
    ]
)
_PDFUA = "{http://www.aiim.org/pdfua/ns/id/}part"
_DC = "{http://purl.org/dc/elements/1.1/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


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
    tree = _Tree(drawn, root.get("/StructTreeRoot"))
    xmp = _metadata(root)
    links = [a for page in pdf.pages for a in page.obj.get("/Annots", []) if a.get("/Subtype") == Name.Link]
    info = [(str(key)[1:], str(value)) for key, value in (pdf.docinfo or {}).items()]
    return PdfFile(
        pages=len(pdf.pages),
        tagged="/StructTreeRoot" in root,
        marked=(root.get("/MarkInfo") or {}).get("/Marked") is True,
        language=str(root.get("/Lang", "")),
        title=_xmp_text(xmp, f"{_DC}title"),
        shows_title=(root.get("/ViewerPreferences") or {}).get("/DisplayDocTitle") is True,
        ua_part=_ua_part(xmp),
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
        properties=(*info, *_xmp_properties(xmp)),
        carried=tuple(dict.fromkeys(_carried(pdf))),
    )


class _Tree:
    """One walk over the structure tree: passages, tables and pictures in reading order."""

    def __init__(self, drawn: dict[tuple[int, int], Drawn], root: Any) -> None:
        self.passages: list[Passage] = []
        self.tables: list[Grid] = []
        self.images: list[Image] = []
        self.notes: list[Passage] = []
        self.images_of_notes: list[Image] = []
        self.objects: set[tuple[int, int]] = set()
        self._drawn = drawn
        self._roles = {str(k)[1:]: str(v)[1:] for k, v in ((root or {}).get("/RoleMap") or {}).items()}
        self._spot = Spot()
        self._words: list[str] = []
        self._level: int | None = None
        for kid in _kids(root) if root is not None else ():
            self._walk(kid, None)
        self._flush()

    def _walk(self, kid: Any, page: Any) -> None:
        if isinstance(kid, int):
            self._say(page, kid)
        elif isinstance(kid, Dictionary):
            if "/S" in kid:
                self._element(kid, kid.get("/Pg", page))
            elif "/MCID" in kid:
                self._say(kid.get("/Pg", page), int(kid["/MCID"]))
            elif "/Obj" in kid:
                self.objects.add(kid["/Obj"].objgen)

    def _element(self, element: Any, page: Any) -> None:
        tag = str(element["/S"])[1:]
        tag = self._roles.get(tag, tag)
        if tag not in _BLOCKS:
            self._walk_kids(element, page)
            return
        if tag == "Figure":
            words, self._words = self._words, []  # a picture in a line doesn't end it
            self._figure(element, page)
            self._words = words
            return
        self._flush()
        if tag == "Table":
            self._table(element, page)
        elif tag == "Note":
            before, pictures = len(self.passages), len(self.images)
            self._walk_kids(element, page)
            self._flush()
            self.notes += self.passages[before:]
            self.images_of_notes += self.images[pictures:]
            del self.passages[before:], self.images[pictures:]
        elif re.fullmatch(r"H[1-6]?", tag):
            self._level = int(tag[1:] or 1)
            self._walk_kids(element, page)
            self._flush()
            self._level = None
        else:
            self._walk_kids(element, page)
            self._flush()

    def _walk_kids(self, element: Any, page: Any) -> None:
        for kid in _kids(element):
            self._walk(kid, page)

    def _say(self, page: Any, number: int) -> None:
        if page is not None and page.objgen in self._drawn:
            self._words.append(self._drawn[page.objgen].marked.get(number, ""))

    def _flush(self) -> None:
        text = plain(" ".join(self._words))
        self._words = []
        if text:
            if self._level is not None and not self._spot.table:
                self._spot = Spot(text)
            self.passages.append(Passage(text, self._spot, self._level))

    def _figure(self, element: Any, page: Any) -> None:
        """A picture: its alternative text stands for the words drawn in it, which are kept apart."""
        alt = str(element.get("/Alt", "") or element.get("/ActualText", ""))
        before = len(self.passages)
        self._walk_kids(element, page)
        pieces = [*(passage.text for passage in self.passages[before:]), *APART.join(self._words).split(APART)]
        self._words = []
        del self.passages[before:]
        drawn = " | ".join(text for piece in pieces if (text := plain(piece)))
        self.images.append(Image(alt.strip(), self._spot, drawn=drawn))

    def _table(self, element: Any, page: Any) -> None:
        outer, heading = self._spot, self._spot.heading
        number = len(self.tables) + 1
        caption = self.passages[-1].text if self.passages else ""
        self.tables.append(Grid((), outer))
        rows: list[tuple[Cell, ...]] = []
        for row in self._rows(element):
            cells: list[Cell] = []
            for cell in _kids(row):
                if not (isinstance(cell, Dictionary) and cell.get("/S") in (Name.TH, Name.TD)):
                    continue
                self._spot = Spot(heading, number, len(rows) + 1, len(cells) + 1)
                before = len(self.passages)
                self._walk_kids(cell, cell.get("/Pg", row.get("/Pg", page)))
                self._flush()
                words = " ".join(passage.text for passage in self.passages[before:])
                cells.append(_cell(cell, words))
            rows.append(tuple(cells))
        self._spot = outer
        self.tables[number - 1] = Grid(tuple(rows), Spot(heading, number, 1), caption)

    def _rows(self, element: Any) -> Iterator[Any]:
        for kid in _kids(element):
            if isinstance(kid, Dictionary) and "/S" in kid:
                tag = kid["/S"]
                if tag == Name.TR:
                    yield kid
                elif tag in (Name.THead, Name.TBody, Name.TFoot):
                    yield from self._rows(kid)
                else:
                    self._element(kid, kid.get("/Pg", element.get("/Pg")))


def _cell(element: Any, text: str) -> Cell:
    attributes = element.get("/A")
    given = {}
    for each in attributes if isinstance(attributes, Array) else [attributes]:
        if isinstance(each, Dictionary):
            given.update({str(key): value for key, value in each.items()})
    return Cell(
        text,
        int(given.get("/ColSpan", 1)),
        int(given.get("/RowSpan", 1)),
        header=element["/S"] == Name.TH,
        scope="/Scope" in given,
    )


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def _metadata(root: Any) -> etree._Element | None:
    stream = root.get("/Metadata")
    if stream is None:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(stream.read_bytes().strip(), parser)
    except etree.XMLSyntaxError:
        return None


def _xmp_text(xmp: etree._Element | None, tag: str) -> str:
    found = None if xmp is None else xmp.find(f".//{tag}")
    return "" if found is None else " ".join("".join(str(text) for text in found.itertext()).split())


def _ua_part(xmp: etree._Element | None) -> str:
    if xmp is None:
        return ""
    for description in xmp.iter(f"{_RDF}Description"):
        if part := description.get(_PDFUA):
            return part
    return _xmp_text(xmp, _PDFUA)


def _xmp_properties(xmp: etree._Element | None) -> list[tuple[str, str]]:
    found = []
    for description in () if xmp is None else xmp.iter(f"{_RDF}Description"):
        for key, value in description.attrib.items():
            found.append((etree.QName(key).localname, str(value)))
        for child in description:
            if isinstance(child.tag, str):
                text = " ".join("".join(str(text) for text in child.itertext()).split())
                found.append((etree.QName(child).localname, text))
    return found


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
