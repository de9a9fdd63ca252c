"""What headers and footers draw behind the text of their pages: pictures that are placed, and hold no words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeGuard

from pipeline.printing.document import standing
from pipeline.printing.document.room import height
from pipeline.printing.document.standing import Ground
from pipeline.printing.document.tree import Block, Inline, Paragraph, Section, deep
from pipeline.printing.document.tree_drawn import Group, Picture, frames_in
from pipeline.printing.layout import pages


def is_backdrop(drawing: Inline) -> TypeGuard[Picture | Group]:
    """Whether a drawing of a header or footer can stand behind the page's text: it is placed, and has no words."""
    return isinstance(drawing, Picture | Group) and drawing.place is not None and not frames_in(drawing)


def backdrops(section: Section, address: Callable[[Picture], str]) -> dict[tuple[str, str], list[pages.Backdrop]]:
    """What a section's headers and footers draw on its pages behind the text, by edge and kind.

    ``address`` gives the one that a picture is found at.
    """
    width = section.width - section.margins[1] - section.margins[3]
    ground = Ground((section.width, section.height), section.margins, width)
    found: dict[tuple[str, str], list[pages.Backdrop]] = {}
    for edge, kind, blocks in pages.running(section):
        start = section.header_distance
        if edge == "footer":
            start = section.height - section.footer_distance - height(blocks, width)
        for drawing, above in _drawn(blocks):
            assert drawing.place is not None
            x = standing.across(drawing.place, drawing.width, ground) + section.margins[3]
            from_page, y = standing.down(drawing.place, drawing.height, ground)
            y += section.margins[0] if from_page else start + height(above, width)
            layers = [
                (address(picture), x + left, y + top, picture.width, picture.height)
                for picture, left, top in _layers(drawing)
            ]
            found.setdefault((edge, kind), []).extend(layers)
    return found


def _drawn(blocks: Sequence[Block]) -> Iterator[tuple[Picture | Group, Sequence[Block]]]:
    """Each drawing that stands behind the text, with the blocks above the one that holds it."""
    for number, block in enumerate(blocks):
        for paragraph in deep([block]):
            for each in paragraph.children if isinstance(paragraph, Paragraph) else ():
                if is_backdrop(each):
                    yield each, blocks[:number]


def _layers(drawing: Picture | Group) -> Iterator[tuple[Picture, float, float]]:
    """The pictures of a drawing, each with how far it stands from the drawing's left and top, in points."""
    if isinstance(drawing, Picture):
        yield drawing, 0.0, 0.0
        return
    for part in drawing.parts:
        if isinstance(part.item, Picture):
            yield part.item, part.left, part.top
