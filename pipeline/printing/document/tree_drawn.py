"""What is drawn in a paper, as the document tree holds it: pictures, text boxes and groups of them, and where they stand.

Lengths are points.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.printing.document.tree import Block, Border, Inline


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a drawing that doesn't stand in the line goes, and what text does round it.

    ``wrap`` is ``square``, ``lines`` (text above and below only) or ``none`` (over the text, or behind it). ``across``
    and ``down`` are what it is measured from (column, margin, page, ...; paragraph, line, page, ...), an alignment
    there or nothing, and points from it. ``distance`` is the room kept clear at the top, right, bottom and left;
    ``text`` the sides that text may stand at. ``in_cell`` where one in a table cell is measured from the cell. Of drawings
    over one another the one of the highest ``order`` is on top; below 0 they stand ``behind`` the text.
    """

    wrap: str = "square"
    across: tuple[str, str, float] = ("column", "", 0.0)
    down: tuple[str, str, float] = ("paragraph", "", 0.0)
    distance: tuple[float, float, float, float] = (0.0, 9.0, 0.0, 9.0)
    text: str = "both"
    order: int = 0
    in_cell: bool = True

    @property
    def behind(self) -> bool:
        """Whether it stands behind the text."""
        return self.order < 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its bytes, kind (``png``, ``jpeg``, ``gif``, ``svg``), size in points, the text that stands for it.

    ``alt`` is empty where the author gave none; ``decorative`` where they said that it says nothing. ``turn`` is
    degrees clockwise, ``flip`` holds ``x`` or ``y``; ``window`` is the share of an SVG cut away at the top, right,
    bottom and left. ``address`` or ``anchor`` is where a click leads. ``rows`` are the figures that it shows: the words of
    a heading row, then of a row for each. ``corners`` is the share of its shorter side that they are rounded by: half for
    an ellipse. ``lift`` is how far one in a line of words is raised, in points.
    """

    name: str
    data: bytes = field(repr=False)
    kind: str
    width: float
    height: float
    alt: str
    decorative: bool = False
    place: Placement | None = None
    turn: float = 0.0
    flip: str = ""
    border: Border | None = None
    window: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    address: str = ""
    anchor: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    corners: float = 0.0
    lift: float = 0.0


@dataclass(frozen=True, slots=True)
class Frame:
    """A text box: its blocks, size in points (0 for as large as they need), insets, lines, ground.

    ``insets`` are the room inside its top, right, bottom and left edges; ``place`` is None where it stands in the
    line of words. ``shading`` is painted; ``ground`` is a colour that its words stand on and that a picture paints.
    """

    blocks: tuple[Block, ...]
    width: float = 0.0
    height: float = 0.0
    place: Placement | None = None
    insets: tuple[float, float, float, float] = (3.6, 7.2, 3.6, 7.2)
    border: Border | None = None
    shading: str = ""
    vertical: str = "top"
    turn: float = 0.0
    ground: str = ""

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(block.text for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Part:
    """A picture or text box at its place in a group: points from the group's left and top."""

    left: float
    top: float
    item: Picture | Frame


@dataclass(frozen=True, slots=True)
class Group:
    """Pictures and text boxes that are drawn together, in reading order; raised by ``lift`` in a line of words."""

    parts: tuple[Part, ...]
    width: float
    height: float
    place: Placement | None = None
    lift: float = 0.0


def lifted(drawn: list[Inline], lift: float) -> list[Inline]:
    """What is drawn in a run, those in its line of words raised by so many points, as the run is."""
    return [
        replace(each, lift=lift) if lift and isinstance(each, Picture | Group) and each.place is None else each
        for each in drawn
    ]


def pictures_in(inline: object) -> list[Picture]:
    """The pictures that an inline is or groups."""
    if isinstance(inline, Picture):
        return [inline]
    return [part.item for part in inline.parts if isinstance(part.item, Picture)] if isinstance(inline, Group) else []


def frames_in(inline: object) -> list[Frame]:
    """The text boxes that an inline is or groups."""
    if isinstance(inline, Frame):
        return [inline]
    return [part.item for part in inline.parts if isinstance(part.item, Frame)] if isinstance(inline, Group) else []
