"""Words between tabs written as HTML: boxes up to their stops, words at a place of their own, leaders."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from pipeline.printing.document.room import line_points
from pipeline.printing.document.tree import Inline, Paragraph, ParagraphFormat, RunFormat
from pipeline.printing.layout.looks import Sheet, also, ink, pt
from pipeline.printing.layout.ruling import leader
from pipeline.printing.layout.tabs import Piece, lay
from pipeline.printing.letters.fonts import line_ratio

Write = Callable[[Element, Sequence[Inline]], None]


@dataclass(frozen=True)
class TabWriter:
    """Writes one paragraph with tabs. ``tab`` is the distance of Word's own stops, ``grid`` of the page's lines.

    ``ground`` is the colour that the words stand on, ``paper`` the page's.
    """

    sheet: Sheet
    tab: float
    grid: float
    base: RunFormat
    ground: str
    paper: str

    def write(self, element: Element, block: Paragraph, width: float, write: Write) -> None:
        """The words up to a left stop as boxes in the line, from the first other stop on at their place."""
        pieces = lay(block, self.base, width, self.tab)
        led = next((piece.leader for piece in pieces if piece.kind == "at" and piece.leader), "")
        cover = self.sheet.of(self._cover()) if led else ""
        if led:
            also(element, self.sheet.of(self._led(led, block.format)))
            for label in element:
                also(label, cover)
        if not any(piece.inlines if piece.kind == "flow" else piece.kind == "tab" for piece in pieces):
            SubElement(element, "span", {"class": "tab"})  # the line that they stand on
        for piece in pieces:
            if piece.kind == "flow":
                write(SubElement(element, "span", {"class": cover}) if led else element, piece.inlines)
            elif piece.kind == "line":
                SubElement(element, "br")
            elif piece.kind == "tab" and piece.leader:
                self._boxed(element, piece, block.format, write)
            elif piece.kind == "tab" or piece.inlines:
                if piece.kind == "at":
                    also(element, "tabbed")
                if piece.room:
                    also(element, self.sheet.of(f"padding-right:{pt(piece.room)}"))
                classes = f"{piece.kind} {self.sheet.of(piece.css)} {cover}".strip()
                write(SubElement(element, "span", {"class": classes}), piece.inlines)

    def _boxed(self, element: Element, piece: Piece, look: ParagraphFormat, write: Write) -> None:
        """Words in a box up to a tab stop, with a leader after them."""
        css = f"{piece.css};{self._led(piece.leader, look)}"
        span = SubElement(element, "span", {"class": f"tab {self.sheet.of(css)}"})
        if piece.inlines:
            write(SubElement(span, "span", {"class": self.sheet.of(self._cover())}), piece.inlines)
        else:
            span.text = "\u00a0"

    def _led(self, kind: str, look: ParagraphFormat) -> str:
        below = line_points(look, self.base, self.grid) - line_ratio(self.base.font) * self.base.size
        return leader(kind, self.base.size, ink(self.base, self.ground), max(below, 0.0))

    def _cover(self) -> str:
        """The ground of words that stand on a leader, which hides it."""
        return f"background:{self.ground or self.paper or '#ffffff'}"
