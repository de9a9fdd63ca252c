"""How much room blocks take on a page, reckoned ahead of layout; and whether two sections can share a page."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.printing.document.tree import (
    Block,
    Bookmark,
    Break,
    Link,
    Paragraph,
    ParagraphFormat,
    Row,
    RunFormat,
    Section,
    Table,
    Text,
    inlines,
)
from pipeline.printing.document.tree_drawn import Frame, Group, Picture
from pipeline.printing.letters.fonts import line_ratio
from pipeline.printing.letters.widths import breadth

_NEAR = 20.0
_WIDER = 1.25


def same_page(one: Section, other: Section) -> bool:
    """Whether two sections can share a page: of the same size, with margins nearly the same or little text.

    Word keeps the margins above and below of the section that a page begins with; here all its pages have them.
    """
    if (one.width, one.height) != (other.width, other.height):
        return False
    if max(abs(abs(one.margins[side]) - abs(other.margins[side])) for side in (0, 2)) <= _NEAR:
        return True
    room = one.height - abs(one.margins[0]) - abs(one.margins[2])
    return height((*one.blocks, *other.blocks), one.width - one.margins[1] - one.margins[3]) <= room


def height(blocks: Sequence[Block], width: float) -> float:
    """About how high blocks are, in points, to make room for a header that is higher than its margin."""
    return sum(_height(block, width) for block in blocks)


def line_points(look: ParagraphFormat, base: RunFormat, grid: float = 0.0) -> float:
    """How high a line is, in points; ``grid`` is the distance of the page's lines where it has a grid, else 0."""
    natural = line_ratio(base.font) * base.size
    if look.line_rule == "exact":
        return look.line
    if grid and look.on_grid:
        natural = math.ceil(natural / grid - 0.01) * grid
    return natural * look.line if look.line_rule == "auto" else max(look.line, natural)


def lines(block: Paragraph, width: float) -> int:
    """About how many lines a paragraph's words take."""
    sizes = [each.format.size for each in inlines(block.children) if hasattr(each, "format")] or [block.mark.size]
    room = max(width - block.format.left - block.format.right, 1)
    long = breadth(block.text, max(sizes), block.mark.font)
    broken = sum(isinstance(each, Break) and each.kind == "line" for each in inlines(block.children))
    return max(1, math.ceil(long / room - 0.02), broken + 1)


def on_one_line(block: Paragraph, width: float) -> bool:
    """Whether a paragraph is words on one line, were they even a quarter wider than reckoned, so that no font moves others."""
    wide = 0.0
    for each in inlines(block.children):
        if type(each) is Text:
            look, text = each.format, each.text.upper() if each.format.caps else each.text
            wide += breadth(text, look.size, look.font, look.bold) + len(text) * look.spacing
        elif not isinstance(each, Bookmark | Link):
            return False
    return wide * _WIDER < width - block.format.left - block.format.right - abs(block.format.first)


def length(blocks: Sequence[Block]) -> float:
    """About how wide blocks' widest paragraph is on one line, in points, with its indents."""
    return max(map(_length, blocks), default=0.0)


def _length(block: Block) -> float:
    if isinstance(block, Table):
        return sum(block.columns)
    if isinstance(block, Frame):
        return block.width or length(block.blocks)
    sizes = [each.format.size for each in inlines(block.children) if isinstance(each, Text)]
    wide = breadth(block.text, max(sizes, default=block.mark.size), block.mark.font, block.mark.bold)
    pictures = sum(each.width for each in inlines(block.children) if isinstance(each, Picture) and each.place is None)
    return wide + pictures + max(block.format.left + min(block.format.first, 0.0), 0.0) + block.format.right


def _height(block: Block, width: float) -> float:
    if isinstance(block, Paragraph):
        drawn = [each for each in inlines(block.children) if isinstance(each, Picture | Frame | Group)]
        pictures = [each.height for each in drawn if each.place is None]
        apart = sum(each.height for each in drawn if each.place is not None and each.place.wrap == "lines")
        sizes = [each.format.size for each in inlines(block.children) if hasattr(each, "format")] or [block.mark.size]
        look = block.format
        line = line_points(look, replace(block.mark, size=max(sizes)))
        return max([line * lines(block, width), *pictures]) + apart + look.before + look.after
    if isinstance(block, Table):
        total = sum(block.columns) or 1.0
        scale = min(1.0, width / total)
        return sum(max([row.height, *_cells(row, block.columns, scale)]) for row in block.rows)
    if isinstance(block, Frame):
        return height(block.blocks, block.width or width)
    return 0.0


def _cells(row: Row, columns: tuple[float, ...], scale: float) -> Iterator[float]:
    at = 0
    for cell in row.cells:
        width = sum(columns[at : at + cell.columns]) * scale - cell.margins[1] - cell.margins[3]
        at += cell.columns
        if cell.turned or cell.rows > 1:
            yield 0.0
        else:
            yield height(cell.blocks, width) + cell.margins[0] + cell.margins[2]
