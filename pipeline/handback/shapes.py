"""The boxes that comments are shown in: shapes of the old drawing part, made as large as their words need."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from math import ceil

from pipeline.handback.grid import LAST_COLUMN, LAST_ROW, Grid
from pipeline.handback.package import CannotMark

TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_WIDE = 400  # pixels
_IN_A_LINE = 48  # characters of 11 point Arial in that width
_LINE = 20  # pixels
_MOST = 560  # pixels: what a small screen shows
_BLOCK = 1024  # shapes are numbered in blocks of so many

EMPTY = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel">'
    b'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
)
_BOX = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_NOTE = re.compile(
    r"(?:<(\w+:)?ClientData\b[^>]*ObjectType=[\"']Note[\"'][^>]*>)()(?:(?!<(?:\w+:)?ClientData\b).)*?</(?:\w+:)?ClientData>",
    re.S,
)
_BLOCKS = re.compile(r"(<\w+:idmap\b[^>]*?\bdata=[\"'])([\d,\s]*)([\"'])")
_NAMES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}


class Shapes:
    """An old drawing part as text (what Excel writes there is not always XML), to which boxes are added."""

    def __init__(self, data: bytes, grid: Grid) -> None:
        try:
            self._text = data.decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            raise CannotMark("its drawings are written in an unusual way") from problem
        self._grid = grid
        self._end = self._text.rfind("</xml>")
        if self._end < 0:
            raise CannotMark("its drawings are written in an unusual way")
        self._boxes = dict(_boxes(self._text))
        self._grown: list[tuple[int, int, str]] = []  # from, to, and the anchor that stands there now
        self._added: list[str] = []
        self._missing = "".join(
            f' xmlns:{letter}="{name}"'
            for letter, name in _NAMES.items()
            if not re.search(rf"xmlns:{letter}\s*=\s*[\"']{re.escape(name)}[\"']", self._text)
        )
        blocks = _BLOCKS.search(self._text)
        self._blocks = [int(number) for number in re.findall(r"\d+", blocks[2])] if blocks else []
        used = [int(number) for number in re.findall(r"_x0000_s(\d+)", self._text)]
        self._last = max([*used, (self._blocks or [1])[0] * _BLOCK])
        if 'id="_x0000_t202"' not in self._text:
            self._added.append(self._named(_BOX))

    def _named(self, element: str) -> str:
        """The element with the names it uses that the part doesn't declare under those letters."""
        return re.sub(r"^<[\w:]+", lambda match: match[0] + self._missing, element)

    def show(self, row: int, column: int, words: str) -> None:
        """A box for the comment on a cell; one that is there already is made large enough."""
        anchor = self._anchor(row, column, words)
        if (row, column) in self._boxes:
            start, end, prefix = self._boxes[row, column]
            self._grown.append((start, end, f"<{prefix}Anchor>{anchor}</{prefix}Anchor>"))
            return
        self._last += 1
        self._added.append(
            self._named(
                f'<v:shape id="_x0000_s{self._last}" type="#_x0000_t202" '
                "style='position:absolute;z-index:1;visibility:hidden' "
                'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
                '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
                "<v:textbox style='mso-direction-alt:auto'><div style='text-align:left'></div></v:textbox>"
                f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
                f"<x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row><x:Column>{column}</x:Column></x:ClientData>"
                "</v:shape>"
            )
        )

    def _anchor(self, row: int, column: int, words: str) -> str:
        """The cells that the box's corners lie in, with how far in: right of the cell, as wide and high as the words need."""
        lines = sum(max(ceil(len(line) / _IN_A_LINE), 1) for line in words.split("\n"))
        high = min(lines * _LINE + 16, _MOST)
        left, inset, right, over = _reach(column + 1, _WIDE, self._grid.width, LAST_COLUMN)
        top, drop, bottom, under = _reach(max(row - 2, 0), high, lambda at: self._grid.height(at + 1), LAST_ROW - 1)
        return f"{left}, {inset}, {top}, {drop}, {right}, {over}, {bottom}, {under}"

    def written(self) -> bytes:
        """The part's bytes."""
        text = f"{self._text[: self._end]}{''.join(self._added)}{self._text[self._end :]}"
        for start, end, anchor in sorted(self._grown, reverse=True):
            text = f"{text[:start]}{anchor}{text[end:]}"
        blocks = sorted({*self._blocks, *range(min(self._blocks, default=1), self._last // _BLOCK + 1)})
        listed = ",".join(map(str, blocks))
        return _BLOCKS.sub(lambda match: f"{match[1]}{listed}{match[3]}", text, count=1).encode()


def _boxes(text: str) -> Iterator[tuple[tuple[int, int], tuple[int, int, str]]]:
    """Row and column of each comment that has a box -> where its anchor stands, or should, and the prefix it needs there."""
    for box in _NOTE.finditer(text):
        at = [re.search(rf"<(?:\w+:)?{name}>\s*(\d+)", box[0]) for name in ("Row", "Column")]
        row, column = (int(match[1]) if match else -1 for match in at)
        anchor = re.search(r"<(?:\w+:)?Anchor>.*?</(?:\w+:)?Anchor>", box[0], re.S)
        start, end = anchor.span() if anchor else (box.end(2) - box.start(),) * 2
        yield (row + 1, column), (box.start() + start, box.start() + end, box[1] or "")


def _reach(start: int, need: int, size: Callable[[int], int], last: int) -> tuple[int, int, int, int]:
    """First line and how far in, last line and how far in, of ``need`` pixels from ``start`` on, or ending there.

    They end there where too little is seen after it, as where all columns beyond a table are hidden.
    """
    for back in (False, True):
        inset = 0 if back else 10
        first = min(start, last)
        if back:
            first, before = max(start - 1, 0), 0
            while first > 0 and before < need:
                first -= 1
                before += size(first)
        end, over = first, need + inset
        while over > size(end) and end < last:
            over -= size(end)
            end += 1
        if end < last:
            break
    return first, inset, end, min(over, size(end))
