"""How a run of text and a paragraph look once every style has been worked out. Lengths are points."""

from __future__ import annotations

from dataclasses import dataclass

Border = tuple[float, str, str]
"""Width in points, CSS line style, colour (``#rrggbb``)."""


@dataclass(frozen=True, slots=True)
class RunFormat:
    """How a run of text looks; ``colour`` is empty for Word's automatic colour.

    ``lift`` is how far it is raised, in points; ``stretch`` how wide its letters are made; ``kerned`` whether pairs of
    letters are drawn together.
    """

    font: str = ""
    size: float = 10.0
    bold: bool = False
    italic: bool = False
    underline: str = ""
    strike: bool = False
    colour: str = ""
    shading: str = ""
    caps: str = ""
    raised: str = ""
    spacing: float = 0.0
    language: str = ""
    right_to_left: bool = False
    east_asia: str = ""
    lift: float = 0.0
    stretch: float = 1.0
    line_colour: str = ""
    border: Border | None = None
    kerned: bool = False


PLAIN = RunFormat()


@dataclass(frozen=True, slots=True)
class TabStop:
    """A tab stop: points from the left margin, its alignment and leader."""

    position: float
    align: str = "left"
    leader: str = ""


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """How a paragraph sits on the page. ``line`` is a multiple unless ``line_rule`` is exact or at least.

    ``padding`` is the space between border lines and words, by side; ``bars`` are where upright lines run through it;
    ``mirrored`` indents change sides on even pages; ``uncounted`` lines get no number where others do;
    ``pictures`` stand at the ``top``, ``middle`` or ``bottom`` of its lines, else on the foot of its letters.
    """

    align: str = "left"
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    before: float = 0.0
    after: float = 0.0
    line: float = 1.0
    line_rule: str = "auto"
    keep_next: bool = False
    keep_lines: bool = False
    page_break_before: bool = False
    widow_control: bool = True
    contextual: bool = False
    shading: str = ""
    borders: tuple[tuple[str, Border], ...] = ()
    padding: tuple[tuple[str, float], ...] = ()
    tabs: tuple[TabStop, ...] = ()
    right_to_left: bool = False
    auto_before: bool = False
    auto_after: bool = False
    on_grid: bool = True
    unhyphenated: bool = False
    turned: bool = False
    bars: tuple[float, ...] = ()
    mirrored: bool = False
    uncounted: bool = False
    pictures: str = ""
