"""Text in columns: how wide each is, and which blocks a column break divides."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.printing.document.tree import Block, Break, Paragraph, Section


def widths_of(section: Section, width: float) -> list[tuple[float, float]]:
    """How wide each column is and the space after it, in points; ``width`` is that of the whole text."""
    if section.column_widths:
        return list(section.column_widths)
    each = (width - section.column_gap * (section.columns - 1)) / section.columns
    return [(each, section.column_gap)] * section.columns


def parts_of(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks up to each that holds a column break, which the next part's column follows on."""
    parts: list[list[Block]] = [[]]
    for block in blocks:
        parts[-1].append(block)
        broken = isinstance(block, Paragraph) and any(
            isinstance(each, Break) and each.kind == "column" for each in block.children
        )
        if broken:
            parts.append([])
    return parts
