"""Text in columns: what stands in which column where the paper says so, and how columns of unlike width are filled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.printing.pages import height
from pipeline.printing.tree import Block, Break, Inline, Paragraph, Section

_UNEVEN, _LINES = 1.4, 40.0


def columns_of(section: Section, width: float, balanced: bool) -> list[list[Block]]:
    """The blocks of each column, page after page, where they can be told ahead of layout; else none.

    They can where the paper breaks its columns itself before they are full, and where columns of unlike widths stand on one page and
    whole paragraphs fill them about evenly; else the words flow through columns of one width.
    ``width`` is that of the whole text; ``balanced`` columns end at one height.
    """
    parts = _parts(section.blocks)
    room = section.height - abs(section.margins[0]) - abs(section.margins[2])
    if len(parts) > 1:
        wide = widths_of(section, width)
        longest = max(height(tuple(part), wide[i % len(wide)][0]) for i, part in enumerate(parts))
        return parts if longest <= room * _UNEVEN else []
    if not section.column_widths:
        return []
    widths = [each for each, _ in section.column_widths]
    tall = [[height((block,), each) for block in section.blocks] for each in widths]
    level = sum(tall[0]) * widths[0] / sum(widths) if balanced else room
    if level > room:
        return []
    found: list[list[Block]] = [[]]
    used = 0.0
    for number, block in enumerate(section.blocks):
        here = tall[len(found) - 1][number]
        if found[-1] and used + here / 2 > level and len(found) < len(widths):
            found.append([])
            used = 0.0
        found[-1].append(block)
        used += here
    fits = len(found) == len(widths) and all(
        height(tuple(blocks), each) <= level * _UNEVEN + _LINES for blocks, each in zip(found, widths, strict=True)
    )
    return found if fits else []


def widths_of(section: Section, width: float) -> list[tuple[float, float]]:
    """How wide each column is and the space after it, in points; ``width`` is that of the whole text."""
    if section.column_widths:
        return list(section.column_widths)
    each = (width - section.column_gap * (section.columns - 1)) / section.columns
    return [(each, section.column_gap)] * section.columns


def _parts(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks between column breaks; a paragraph with one in it is in both columns."""
    parts: list[list[Block]] = [[]]
    for block in blocks:
        pieces = _split(block.children) if isinstance(block, Paragraph) else []
        if not isinstance(block, Paragraph) or len(pieces) == 1:
            parts[-1].append(block)
            continue
        for number, piece in enumerate(pieces):
            if number:
                parts.append([])
            if piece:
                parts[-1].append(replace(block, children=piece, label=block.label if number == 0 else None))
    return parts


def _split(children: Sequence[Inline]) -> list[tuple[Inline, ...]]:
    pieces: list[list[Inline]] = [[]]
    for child in children:
        if isinstance(child, Break) and child.kind == "column":
            pieces.append([])
        else:
            pieces[-1].append(child)
    return [tuple(piece) for piece in pieces]
