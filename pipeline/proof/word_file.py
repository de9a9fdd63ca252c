"""Read a finished Word file from its raw XML, apart from the reader that prints it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.printing.document.contents_line import NUMBER
from pipeline.printing.document.outline import may_head
from pipeline.printing.letters.symbols import bullet, symbol
from pipeline.printing.word.package import MC, Package, R, W, is_on, open_package, value, whole
from pipeline.proof.labels import Labels
from pipeline.proof.reading import PAGE_NUMBER, Cell, Grid, Image, Passage, Spot, plain
from pipeline.proof.word_styles import Styles, read_styles

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_VML = "{urn:schemas-microsoft-com:vml}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_DRAWINGML = "{http://schemas.openxmlformats.org/drawingml/2006/"
_PICTURED = (
    f"{_DRAWINGML}picture}}pic",
    f"{_DRAWINGML}main}}pic",
    f"{_DRAWINGML}chart}}chart",
    "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart",
)
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_PICTURE_OF = {f"{R}id", f"{R}embed", f"{R}href", f"{R}pict", f"{_OFFICE}href", f"{_OFFICE}relid", "src"}
"""What names the picture of an older drawing; without any it has none."""
_SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
_SVG_TEXT = "{http://www.w3.org/2000/svg}text"
_SKIPPED = {f"{W}del", f"{W}moveFrom", f"{W}delText", f"{W}rPr", f"{W}pPr", f"{W}sdtPr", f"{W}tblPr"}
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_PAGE_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES"}


@dataclass(frozen=True)
class WordFile:
    """What a Word file says: passages in reading order, tables, pictures, and its running headers and footers.

    ``targets`` are the addresses outside that its links lead to; ``notes`` are footnotes in the order they are called (endnotes end the passages); ``package`` is for the checks
    that look at the file itself.
    """

    package: Package
    body: etree._Element
    styles: Styles
    passages: tuple[Passage, ...]
    tables: tuple[Grid, ...]
    images: tuple[Image, ...]
    notes: tuple[Passage, ...]
    running: tuple[str, ...]
    targets: tuple[str, ...]

    @property
    def headings(self) -> tuple[Passage, ...]:
        """The title and headings in reading order."""
        return tuple(passage for passage in self.passages if passage.level is not None)


def read_word(data: bytes, name: str) -> WordFile:
    """Read a Word file; CannotRead where it isn't a whole .docx."""
    package = open_package(data, name)
    document = package.xml(package.document)
    assert document is not None
    body = document.find(f"{W}body")
    assert body is not None
    styles = read_styles(package)
    reader = _Reader(package, styles, package.document, Labels(package))
    reader.walk(body)
    return WordFile(
        package,
        body,
        styles=styles,
        passages=(*reader.passages, *reader.endnotes),
        tables=tuple(reader.tables),
        images=(*reader.images, *reader.images_of_endnotes, *reader.images_of_notes),
        notes=tuple(reader.notes),
        running=_running(package, styles, body),
        targets=_targets(package, body),
    )


@dataclass
class _Field:
    instruction: str = ""
    result: bool = False
    begun: int = 0

    @property
    def name(self) -> str:
        return "".join(self.instruction.split()[:1]).upper()

    @property
    def is_page_number(self) -> bool:
        return self.name in _PAGE_FIELDS

    @property
    def is_unfilled_number(self) -> bool:
        """Whether the print works out its number where Word has never shown one."""
        return self.is_page_number or self.name == "PAGEREF" or (self.name == "SEQ" and "\\h" not in self.instruction)


@dataclass
class _Reader:
    """One walk over a part's blocks."""

    package: Package
    styles: Styles
    part: str
    labels: Labels | None = None
    passages: list[Passage] = field(default_factory=list)
    tables: list[Grid] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    notes: list[Passage] = field(default_factory=list)
    endnotes: list[Passage] = field(default_factory=list)
    images_of_notes: list[Image] = field(default_factory=list)
    images_of_endnotes: list[Image] = field(default_factory=list)
    note_labels: dict[str, Labels] = field(default_factory=dict)
    spot: Spot = field(default_factory=Spot)
    fields: list[_Field] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)
    _boxes: list[etree._Element] = field(default_factory=list)
    _hides: bool = False

    def walk(self, parent: etree._Element) -> None:
        """Read the paragraphs and tables under an element."""
        for element in parent:
            if element.tag == f"{W}p":
                self._paragraph(element)
            elif element.tag == f"{W}tbl":
                self._table(element)
            elif element.tag == f"{MC}AlternateContent":
                self.walk(_chosen(element))
            elif element.tag not in _SKIPPED:
                self.walk(element)

    def _paragraph(self, element: etree._Element) -> None:
        label = self.labels.of(element) if self.labels else ""
        outer, self._words = self._words, []
        boxes, self._boxes = self._boxes, []
        ppr = element.find(f"{W}pPr")
        style = value(ppr, "pStyle") or self.styles.default
        outer_hides, self._hides = self._hides, self.styles.hidden(style)
        self._inline(element)
        self._hides = outer_hides
        text = plain("".join(self._words))
        outline = value(ppr, "outlineLvl")
        level = self.styles.level(style)
        if level is None and outline is not None and whole(outline, 9) < 9 and may_head(text):
            level = whole(outline) + 1
        if level is None:
            level = self.styles.level_of_words(element)
        if text and level is not None and not self.spot.table:
            self.spot = Spot(text)
        if text or plain(label):
            self.passages.append(Passage(text, self.spot, level if text else None, plain(label)))
        found, self._boxes, self._words = self._boxes, boxes, outer
        for box in found:
            self.walk(box)

    def _inline(self, parent: etree._Element) -> None:
        for element in parent:
            tag = element.tag
            if tag in _SKIPPED or (tag == f"{W}r" and self._is_hidden(element)):
                continue
            if tag == f"{W}t":
                self._say(element.text or "")
            elif tag in (f"{W}tab", f"{W}br", f"{W}cr"):
                self._say(" ")
            elif tag == f"{W}noBreakHyphen":
                self._say("-")
            elif tag == f"{W}sym":
                self._say(_symbol(element))
            elif tag == f"{W}fldChar":
                self._field(element.get(f"{W}fldCharType", ""))
                if (box := element.find(f"{W}ffData/{W}checkBox")) is not None:
                    ticked = box.find(f"{W}checked") if box.find(f"{W}checked") is not None else box.find(f"{W}default")
                    self._say("☒" if is_on(ticked) else "☐")
            elif tag == f"{W}instrText":
                if self.fields:
                    self.fields[-1].instruction += element.text or ""
            elif tag == f"{W}fldSimple":
                self.fields.append(_Field(element.get(f"{W}instr", "")))
                self._field("separate")
                self._inline(element)
                self._field("end")
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                self._note(element)
            elif tag == f"{MC}AlternateContent":
                self._inline(_chosen(element))
            elif tag in (f"{_WP}inline", f"{_WP}anchor"):
                self._drawing(element)
            elif tag in (f"{W}pict", f"{W}object"):
                self._old_picture(element)
            elif tag == f"{W}txbxContent":
                self._boxes.append(element)
            else:
                self._inline(element)

    def _is_hidden(self, run: etree._Element) -> bool:
        own = run.find(f"{W}rPr/{W}vanish")
        return is_on(own) if own is not None else self._hides or self.styles.hidden(value(run, "rPr", "rStyle") or "")

    def _say(self, text: str) -> None:
        if not any(each.is_page_number and each.result for each in self.fields):
            self._words.append(_PRIVATE.sub(lambda match: bullet(match[0]), text))

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(_Field())
        elif kind == "separate" and self.fields:
            if self.fields[-1].is_page_number:
                self._words.append(PAGE_NUMBER)
            self.fields[-1].result, self.fields[-1].begun = True, len(self._words)
        elif kind == "end" and self.fields:
            ended = self.fields.pop()
            if ended.name == "PAGEREF" and ended.result:
                self._words[ended.begun :] = _without_page(self._words[ended.begun :])
            elif not ended.result and ended.is_unfilled_number:
                self._words.append(PAGE_NUMBER)

    def _note(self, reference: etree._Element) -> None:
        """A note where it is called: its mark in the text, as a number that only layout knows, and its words apart."""
        kind = "footnote" if reference.tag == f"{W}footnoteReference" else "endnote"
        part = self.package.one(self.part, f"{kind}s")
        root = self.package.xml(part)
        self._words.append(f" {PAGE_NUMBER} ")
        for note in () if root is None else root.iter(W + kind):
            if note.get(f"{W}id") == reference.get(f"{W}id"):
                counted = self.note_labels.setdefault(part, Labels(self.package))
                inner = _Reader(self.package, self.styles, part, counted, spot=self.spot)
                inner.walk(note)
                (self.images_of_notes if kind == "footnote" else self.images_of_endnotes).extend(inner.images)
                first = [replace(each, label=f"{PAGE_NUMBER} {each.label}".strip()) for each in inner.passages[:1]]
                (self.notes if kind == "footnote" else self.endnotes).extend([*first, *inner.passages[1:]])

    def _drawing(self, element: etree._Element) -> None:
        if element.find(f".//{W}txbxContent") is not None:
            self._beside_words(element)
            self._inline(element)
            return
        properties = element.find(f"{_WP}docPr")
        if not _given(properties, "descr") and next(element.iter(*_PICTURED), None) is None:
            return  # lines and colours without words
        mark = element.find(f".//{_DECORATIVE}")
        self.images.append(
            Image(
                _given(properties, "descr").strip(),
                self.spot,
                _given(properties, "name"),
                self._drawn(element),
                mark is not None and mark.get("val") in ("1", "true"),
            )
        )

    def _beside_words(self, element: etree._Element) -> None:
        """The pictures and charts of a group that has words beside them, each a figure of its own."""
        for picture in element.iter(*_PICTURED):
            about = next(picture.iter("{*}cNvPr"), None)
            if next(picture.iterancestors(f"{_WP}inline", f"{_WP}anchor"), None) is element:
                self.images.append(Image(_given(about, "descr").strip(), self.spot, _given(about, "name")))

    def _old_picture(self, element: etree._Element) -> None:
        for part in element.iter(f"{_VML}imagedata", f"{_VML}textpath"):
            shape, words = part.getparent(), " ".join(part.get("string", "").split())
            own = shape is not None and next(shape.iterancestors(f"{W}pict", f"{W}object"), None) is element
            if shape is not None and own and (words or _PICTURE_OF.intersection(part.keys())):
                self.images.append(Image((shape.get("alt") or words).strip(), self.spot, shape.get("id") or ""))
        self._inline(element)

    def _drawn(self, element: etree._Element) -> str:
        """The words in a picture's SVG."""
        related = self.package.related(self.part)
        for blip in element.iter(_SVG):
            relationship = related.get(blip.get(f"{R}embed") or "")
            root = self.package.xml(relationship.target) if relationship else None
            if root is not None:
                return " | ".join("".join(str(t) for t in text.itertext()) for text in root.iter(_SVG_TEXT))
        return ""

    def _table(self, element: etree._Element) -> None:
        if not any(True for _ in _rows(element)):
            return
        outer = self.spot
        number = len(self.tables) + 1
        caption = self.passages[-1].text if self.passages else ""
        self.tables.append(Grid((), outer))
        rows: list[tuple[Cell, ...]] = []
        for row in _rows(element):
            cells: list[Cell] = []
            header = is_on(row.find(f"{W}trPr/{W}tblHeader"))
            left, right = (whole(value(row, "trPr", f"grid{side}")) for side in ("Before", "After"))
            for cell in _cells(row):
                self.spot = Spot(outer.heading, number, len(rows) + 1, len(cells) + 1)
                before = len(self.passages)
                self.walk(cell)
                words = " ".join(passage.text for passage in self.passages[before:])
                span = max(1, whole(value(cell, "tcPr", "gridSpan"), 1))
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                continued = merge is not None and merge.get(f"{W}val", "continue") == "continue"
                cells.append(Cell(words, span, 0 if continued else 1, header))
            rows.append((*_without(left), *cells, *_without(right)))
        self.spot = outer
        self.tables[number - 1] = Grid(tuple(rows), Spot(outer.heading, number, 1), caption)


def _without_page(said: list[str]) -> list[str]:
    """What a page reference shows, its number as one that only layout knows; LibreOffice has words before it, a tab between."""
    last = max((n for n, each in enumerate(said) if each == " "), default=-1)
    shown = "".join(said[last + 1 :]).strip()
    return said if shown and not NUMBER.fullmatch(shown) else [*said[: last + 1], PAGE_NUMBER]


def _without(columns: int) -> list[Cell]:
    """The room of columns that a row leaves out."""
    return [Cell("", columns)] if columns > 0 else []


def _symbol(element: etree._Element) -> str:
    code = element.get(f"{W}char", "")
    char = chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{2,5}", code) else "\ufffd"
    return symbol(char, element.get(f"{W}font", "")) or bullet(char)


def _given(element: etree._Element | None, name: str) -> str:
    return "" if element is None else element.get(name, "")


def _rows(table: etree._Element) -> Iterable[etree._Element]:
    for element in table:
        if element.tag == f"{W}tr":
            if element.find(f"{W}trPr/{W}del") is None:
                yield element
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            yield from _rows(element)


def _cells(row: etree._Element) -> Iterable[etree._Element]:
    for element in row:
        if element.tag == f"{W}tc":
            yield element
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from _cells(element)


def _chosen(alternative: etree._Element) -> etree._Element:
    """The choice a modern reader takes."""
    choice = alternative.find(f"{MC}Choice")
    fallback = alternative.find(f"{MC}Fallback")
    return choice if choice is not None else fallback if fallback is not None else alternative


def _targets(package: Package, body: etree._Element) -> tuple[str, ...]:
    """Addresses of links, those written as fields too."""
    related = package.related(package.document)
    found: dict[str, None] = {}
    for link in body.iter(f"{W}hyperlink"):
        relationship = related.get(link.get(f"{R}id") or "")
        if relationship is not None and relationship.external and any(t.text for t in link.iter(f"{W}t")):
            anchor = link.get(f"{W}anchor")
            found[f"{relationship.target}#{anchor}" if anchor else relationship.target] = None
    instructions = [each.text or "" for each in body.iter(f"{W}instrText")]
    instructions += [each.get(f"{W}instr", "") for each in body.iter(f"{W}fldSimple")]
    for instruction in instructions:
        if match := re.match(r'\s*HYPERLINK\s+"([^"]+)"', instruction):
            found[match[1]] = None
    return tuple(found)


def _running(package: Package, styles: Styles, body: etree._Element) -> tuple[str, ...]:
    """The words of the headers and footers that a page shows."""
    found: dict[str, None] = {}
    for section in body.iter(f"{W}sectPr"):
        first = is_on(section.find(f"{W}titlePg"))
        for reference in section.iter(f"{W}headerReference", f"{W}footerReference"):
            kind = reference.get(f"{W}type", "default")
            if kind == "even" or (kind == "first") != first:
                continue
            relationship = package.related(package.document).get(reference.get(f"{R}id") or "")
            root = package.xml(relationship.target) if relationship else None
            if relationship is not None and root is not None:
                reader = _Reader(package, styles, relationship.target)
                reader.walk(root)
                found.update(dict.fromkeys(passage.text for passage in reader.passages))
    return tuple(found)
