"""The small document tree between a Word file and its print: what is on the page, in reading order.

Lengths are points. Nothing here knows XML, HTML or PDF.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.printing.document.formats import PLAIN
from pipeline.printing.document.formats import Border as Border
from pipeline.printing.document.formats import ParagraphFormat as ParagraphFormat
from pipeline.printing.document.formats import RunFormat as RunFormat
from pipeline.printing.document.formats import TabStop as TabStop
from pipeline.printing.document.tree_drawn import Frame as Frame
from pipeline.printing.document.tree_drawn import Group as Group
from pipeline.printing.document.tree_drawn import Picture as Picture
from pipeline.printing.document.tree_drawn import Placement, frames_in, pictures_in


@dataclass(frozen=True, slots=True)
class Text:
    """Words in one format."""

    text: str
    format: RunFormat


@dataclass(frozen=True, slots=True)
class Initial(Text):
    """A drop cap: the first letter or word of the paragraph that it begins, as high as some of its lines.

    ``hangs`` where it stands in the margin; ``room`` is kept clear beside it.
    """

    lines: int = 3
    hangs: bool = False
    room: float = 0.0


@dataclass(frozen=True, slots=True)
class Formula(Text):
    """An equation in one line, set as one thing; ``spoken`` is how it is read out, ``marks`` the whole of it in MathML."""

    spoken: str = ""
    marks: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab to the next stop."""

    format: RunFormat


@dataclass(frozen=True, slots=True)
class Break:
    """A break: ``line``, ``page`` or ``column``."""

    kind: str


@dataclass(frozen=True, slots=True)
class Bookmark:
    """Where a bookmark starts."""

    name: str


@dataclass(frozen=True, slots=True)
class PageField:
    """A page number worked out in layout: ``page``, ``pages``, ``section-pages``, or that of a ``target`` bookmark.

    ``style`` names the style whose words (where ``numbers`` is label, whose number) a running heading repeats
    (STYLEREF): those of the first such paragraph of its page, or of the ``last``. ``shown`` is what Word last showed;
    ``numbers`` the number format that a page number asks for, empty for that of its page.
    """

    kind: str
    format: RunFormat
    target: str = ""
    style: str = ""
    shown: str = ""
    numbers: str = ""
    last: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote, where it is called: its mark and its paragraphs."""

    kind: str
    mark: str
    blocks: tuple[Block, ...]
    format: RunFormat


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an address outside or an ``anchor`` inside, around the words that carry it."""

    children: tuple[Inline, ...]
    address: str = ""
    anchor: str = ""
    title: str = ""


Inline = Text | Tab | Break | Bookmark | Picture | PageField | Note | Link | Frame | Group


@dataclass(frozen=True, slots=True)
class Label:
    """A paragraph's automatic number or bullet as Word shows it.

    ``list_id`` and ``level`` say which list it belongs to; ``outline`` where the list numbers headings too.
    """

    text: str
    format: RunFormat
    suffix: str
    bullet: bool
    list_id: int
    level: int
    number: int = 1
    outline: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: ``level`` is 0 for a title, 1 to 9 for a heading, None for text; ``contents`` in a contents list."""

    children: tuple[Inline, ...]
    format: ParagraphFormat
    style: str
    level: int | None = None
    label: Label | None = None
    contents: bool = False
    mark: RunFormat = PLAIN

    @property
    def text(self) -> str:
        """Its words, without the label."""
        return words(self.children)


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: what it holds, how many columns and rows it spans; ``header`` is col, row or nothing.

    ``borders`` may hold the diagonals tl2br and tr2bl; ``turned`` is up or down where its lines run that way.
    """

    blocks: tuple[Block, ...]
    columns: int = 1
    rows: int = 1
    header: str = ""
    shading: str = ""
    borders: tuple[tuple[str, Border], ...] = ()
    vertical: str = "top"
    margins: tuple[float, float, float, float] = (0.0, 5.4, 0.0, 5.4)
    turned: str = ""

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(block.text for block in self.blocks).strip()


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: header rows repeat on every page that the table spans; ``exact`` ones have just their height."""

    cells: tuple[Cell, ...]
    header: bool = False
    whole: bool = False
    height: float = 0.0
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: column widths in points, rows, where it sits, and the text that stands for it.

    ``width`` is its own in points, or below 0 the share of the room; ``fixed`` columns don't grow with their words;
    ``spacing`` is the room between cells; ``floats`` the side where it stands with text round it, ``place`` where; ``guessed`` its headings (row, column) that it doesn't mark.
    """

    columns: tuple[float, ...]
    rows: tuple[Row, ...]
    style: str = ""
    align: str = "left"
    indent: float = 0.0
    width: float = 0.0
    title: str = ""
    description: str = ""
    fixed: bool = False
    spacing: float = 0.0
    right_to_left: bool = False
    floats: str = ""
    place: Placement | None = None
    guessed: str = ""

    @property
    def text(self) -> str:
        """Its words, cell by cell."""
        return " ".join(cell.text for row in self.rows for cell in row.cells)


Block = Paragraph | Table | Frame


@dataclass(frozen=True, slots=True)
class PageBorders:
    """Lines round a section's pages: by side, and how far (top, right, bottom, left) from the text or from the page.

    ``shown`` is allPages, firstPage or notFirstPage.
    """

    lines: tuple[tuple[str, Border], ...]
    space: tuple[float, ...]
    from_page: bool = False
    shown: str = "allPages"


@dataclass(frozen=True, slots=True)
class LineNumbers:
    """Numbers of lines in the margin: every ``by``-th is shown, points from the text; the first is ``first``.

    ``restart`` is newPage, newSection or continuous.
    """

    by: int
    first: int = 1
    distance: float = 18.0
    restart: str = "newPage"


@dataclass(frozen=True, slots=True)
class Section:
    """Pages of one size: the page, its margins (top, right, bottom, left), headers and footers by kind, its blocks.

    ``headers`` and ``footers`` are keyed first, even and default. ``start`` is how it begins (nextPage,
    continuous, oddPage, evenPage); ``number`` its first page number where it restarts. ``column_widths`` are the
    columns of widths of their own, each with the space after it; ``mirrored`` pages change left and right on even
    ones; ``grid`` is the distance of lines on a grid, else 0; ``vertical`` where the text of a page stands;
    ``balanced`` columns end at one height where the next section goes on below them.
    """

    blocks: tuple[Block, ...]
    width: float = 595.3
    height: float = 841.9
    margins: tuple[float, float, float, float] = (72.0, 72.0, 72.0, 72.0)
    header_distance: float = 36.0
    footer_distance: float = 36.0
    headers: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    footers: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    different_first: bool = False
    different_even: bool = False
    start: str = "nextPage"
    number: int | None = None
    number_format: str = "decimal"
    columns: int = 1
    column_gap: float = 36.0
    column_widths: tuple[tuple[float, float], ...] = ()
    column_line: bool = False
    borders: PageBorders | None = None
    mirrored: bool = False
    grid: float = 0.0
    vertical: str = "top"
    balanced: bool = True
    lines: LineNumbers | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper: title, language, sections, and the styles' names by id.

    ``tab`` is the distance of Word's own stops, ``background`` each page's colour; ``notes_by_section``: endnotes end each.
    """

    title: str
    language: str
    sections: tuple[Section, ...]
    style_names: Mapping[str, str] = field(default_factory=dict)
    hyphenated: bool = False
    tab: float = 36.0
    background: str = ""
    notes_by_section: bool = False

    def blocks(self) -> Iterator[Block]:
        """Every block of the body in reading order, those in cells and text boxes too."""
        for section in self.sections:
            yield from deep(section.blocks)

    def headings(self) -> list[Paragraph]:
        """Titles and headings that say something, in order."""
        return [b for b in self.blocks() if isinstance(b, Paragraph) and b.level is not None and b.text.strip()]

    def tables(self) -> list[Table]:
        """Every table, nested ones too, in order."""
        return [block for block in self.blocks() if isinstance(block, Table)]

    def pictures(self) -> list[Picture]:
        """Every picture of the body, in order."""
        paragraphs = (block for block in self.blocks() if isinstance(block, Paragraph))
        return [picture for each in paragraphs for inline in inlines(each.children) for picture in pictures_in(inline)]


def inlines(children: Iterable[Inline]) -> Iterator[Inline]:
    """Every inline, those inside links too."""
    for child in children:
        yield child
        if isinstance(child, Link):
            yield from inlines(child.children)


def words(children: Iterable[Inline]) -> str:
    """The words of inlines; tabs and line breaks as spaces."""
    parts = []
    for child in inlines(children):
        if isinstance(child, Text):
            parts.append(child.text)
        elif isinstance(child, Tab | Break):
            parts.append(" ")
        elif isinstance(child, PageField):
            parts.append(child.shown)
    return "".join(parts)


def deep(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block, those in cells and text boxes too."""
    for block in blocks:
        yield block
        if isinstance(block, Paragraph):
            for inline in block.children:
                for frame in frames_in(inline):
                    yield from deep(frame.blocks)
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from deep(cell.blocks)
        elif isinstance(block, Frame):
            yield from deep(block.blocks)
