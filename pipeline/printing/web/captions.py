"""Which paragraph on the web page is the caption of the table or picture beside it."""

from __future__ import annotations

from pipeline.printing.document.table_sense import placing
from pipeline.printing.document.tree import Block, Paragraph, Table, inlines
from pipeline.printing.document.tree_drawn import Picture


def captions(block: Paragraph, below: Table) -> bool:
    """Whether a paragraph is the caption of the table below it."""
    return _is_caption(block) and _first_letters(block) != "fig" and not placing(below)


def captioned_below(block: Block, below: Paragraph) -> bool:
    """Whether the paragraph below is this table's or picture's caption."""
    if not _is_caption(below):
        return False
    table = _first_letters(below) == "tab"
    if isinstance(block, Table):
        return table and not placing(block)
    return isinstance(block, Paragraph) and _only_pictures(block) and not table


def _is_caption(block: Paragraph) -> bool:
    return block.style.lower().startswith("caption") and block.level is None


def _first_letters(block: Paragraph) -> str:
    """What tells “Table 1” from “Figure 1” and from anything else."""
    return block.text.strip().lower()[:3]


def _only_pictures(block: Paragraph) -> bool:
    return (
        not block.text.strip()
        and not block.label
        and any(isinstance(each, Picture) for each in inlines(block.children))
    )
