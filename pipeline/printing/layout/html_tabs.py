"""Words between tabs written as HTML: boxes up to their stops, words at a place of their own, leaders."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element, SubElement

from pipeline.printing.document.room import line_points
from pipeline.printing.document.tree import Break, Inline, Paragraph, ParagraphFormat, RunFormat
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
        lines = _lines(block)
        if len(lines) < 2 or all(piece.kind != "at" for piece in pieces):
            self._line(element, block, pieces, write)
            return
        for number, line in enumerate(lines):  # words at a place of their own stand in a box of their line
            css = "display:block;text-indent:0" if number else "display:block"
            holder = Element("span", {"class": self.sheet.of(css)})
            for label in () if number else list(element):
                element.remove(label)
                holder.append(label)
            element.append(holder)
            self._line(holder, line, lay(line, self.base, width, self.tab), write)

    def _line(self, element: Element, block: Paragraph, pieces: Sequence[Piece], write: Write) -> None:
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


def _lines(block: Paragraph) -> list[Paragraph]:
    """The lines that breaks divide a paragraph into, each as one; the first has the label and the first line's indent."""
    lines: list[list[Inline]] = [[]]
    for each in block.children:
        if isinstance(each, Break) and each.kind == "line":
            lines.append([])
        else:
            lines[-1].append(each)
    later = replace(block, label=None, format=replace(block.format, first=0.0))
    return [replace(later if number else block, children=tuple(line)) for number, line in enumerate(lines)]
