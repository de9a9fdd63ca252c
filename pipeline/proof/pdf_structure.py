"""A PDF's structure tree as a screen reader goes through it: passages, tables, pictures and notes in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name

from pipeline.proof.pdf_text import APART, Drawn
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


class Structure:
    """One walk over the tree below ``root``; ``drawn`` has each page's words by the mark around them. ``objects`` are those it holds, such as links."""

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
