"""Word's sections and settings: page size, margins, columns, borders, numbering of pages and notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline.issues import Severity, rule
from pipeline.printing.document.tree import Block, LineNumbers, PageBorders, Section, deep
from pipeline.printing.word.formatting import border_spaces, borders
from pipeline.printing.word.package import MOST_PARAGRAPHS, W, is_on, says_on, value, whole, within
from pipeline.printing.word.reading import PRINTED_PLAIN, Reading

PAGE_NUMBERS = rule(
    "W-56", Severity.QUERY, "Pages are numbered as Word numbers them, or what differs is said.", "WCAG 2.2, 1.3.1"
)
_FAR = 31.0
_WIDEST = 14_400.0  # the widest page that a PDF has


@dataclass(frozen=True, slots=True)
class Settings:
    """What the file's settings say of every page; ``tab`` is the distance of the tab stops that Word puts itself."""

    even_differ: bool = False
    mirrored: bool = False
    gutter_on_top: bool = False
    hyphenated: bool = False
    tab: float = 36.0
    background: bool = False
    older: bool = False
    unbalanced: bool = False


def read_settings(reading: Reading) -> Settings:
    """The settings that change how pages look; Word's own where the file has none."""
    package = reading.package
    root = package.xml(package.one(package.document, "settings"))
    if root is None:
        return Settings()
    return Settings(
        is_on(root.find(f"{W}evenAndOddHeaders")),
        is_on(root.find(f"{W}mirrorMargins")),
        gutter_on_top=is_on(root.find(f"{W}gutterAtTop")),
        hyphenated=is_on(root.find(f"{W}autoHyphenation")),
        tab=max(whole(value(root, "defaultTabStop"), 720), 20) / 20,
        background=is_on(root.find(f"{W}displayBackgroundShape")),
        older=_mode(root) < 15,
        unbalanced=is_on(root.find(f"{W}compat/{W}noColumnBalance")),
    )


def bounded(sections: Sequence[Section], name: str) -> None:
    """CannotRead where sections repeat headers and footers of more paragraphs than can be printed."""
    edges = [blocks for each in sections for kinds in (each.headers, each.footers) for blocks in kinds.values()]
    alike = {id(blocks): blocks for blocks in edges}
    lengths = {key: sum(1 for _ in deep(blocks)) for key, blocks in alike.items()}
    many = sum(lengths[id(blocks)] for blocks in edges)
    within(many, MOST_PARAGRAPHS, "paragraphs in the headers and footers of its sections", name)


def _mode(root: etree._Element) -> int:
    """The version of Word whose layout the file asks for: 12 is Word 2007, 15 Word 2013 and later."""
    for each in root.iter(f"{W}compatSetting"):
        if each.get(f"{W}name") == "compatibilityMode":
            return whole(each.get(f"{W}val"), 12)
    return 12


def background(reading: Reading, root: etree._Element, settings: Settings) -> str:
    """The colour of every page, where the paper has one."""
    found = root.find(f"{W}background")
    if (
        found is not None
        and settings.background
        and next(found.iter("{urn:schemas-microsoft-com:vml}fill"), None) is not None
    ):
        reading.say(
            PRINTED_PLAIN, "The pages have a picture or pattern as their background; only its colour is printed.",
            "Take the background out with Design, Page Color in Word: words on a pattern are hard to read.",
        )  # fmt: skip
    return reading.styles.theme.colour(found, "color") if found is not None and settings.background else ""


def read_section(
    reading: Reading,
    sectpr: etree._Element | None,
    settings: Settings,
    blocks: tuple[Block, ...],
    headers: Mapping[str, tuple[Block, ...]],
    footers: Mapping[str, tuple[Block, ...]],
) -> Section:
    """A section as the tree has it, with the headers and footers that it shows or takes over from the one before."""
    if sectpr is None:
        return Section(blocks)
    page, margin = sectpr.find(f"{W}pgSz"), sectpr.find(f"{W}pgMar")
    number, columns, grid = sectpr.find(f"{W}pgNumType"), sectpr.find(f"{W}cols"), sectpr.find(f"{W}docGrid")
    width, height = (min(max(_points(page, *side), 72.0), _WIDEST) for side in (("w", 11906), ("h", 16838)))
    top, right, bottom, left = (_points(margin, side, 1440) for side in ("top", "right", "bottom", "left"))
    gutter = _points(margin, "gutter", 0)
    if gutter and settings.gutter_on_top:
        top += gutter
    elif gutter and is_on(sectpr.find(f"{W}rtlGutter")):
        right += gutter
    else:
        left += gutter
    start = None if number is None else number.get(f"{W}start")
    _say_what_is_plain(reading, sectpr)
    if number is not None and number.get(f"{W}chapStyle"):
        reading.say_of_all(
            PAGE_NUMBERS, "Pages that Word numbers with their chapter (2-5) are printed with the page number alone.",
            "Check the page numbers; in Word, choose Page Number, Format Page Numbers, without chapter number.",
        )  # fmt: skip
    widths = _columns(columns, width - left - right)
    count = len(widths) or (1 if columns is None else min(max(1, whole(columns.get(f"{W}num"), 1)), 12))
    return Section(
        blocks,
        width,
        height=height,
        margins=(top, right, bottom, left),
        header_distance=_points(margin, "header", 720),
        footer_distance=_points(margin, "footer", 720),
        headers=headers,
        footers=footers,
        different_first=is_on(sectpr.find(f"{W}titlePg")),
        different_even=settings.even_differ,
        start=value(sectpr, "type") or "nextPage",
        number=None if start is None else whole(start),
        number_format="decimal" if number is None else number.get(f"{W}fmt", "decimal"),
        columns=count,
        column_gap=_points(columns, "space", 720),
        column_widths=widths,
        column_line=columns is not None and says_on(columns.get(f"{W}sep")),
        borders=_borders(reading, sectpr.find(f"{W}pgBorders")),
        mirrored=settings.mirrored,
        grid=_grid(grid),
        vertical=value(sectpr, "vAlign") or "top",
        balanced=not settings.unbalanced,
        lines=_lines(sectpr.find(f"{W}lnNumType"), count),
    )


def _points(element: etree._Element | None, key: str, otherwise: int) -> float:
    return whole(None if element is None else element.get(W + key), otherwise) / 20


def _columns(element: etree._Element | None, width: float) -> tuple[tuple[float, float], ...]:
    """Columns of widths of their own, each with the space after it; none where all are alike."""
    if element is None or element.get(f"{W}equalWidth") not in ("0", "false", "off"):
        return ()
    found = [(_points(each, "w", 0), _points(each, "space", 0)) for each in element.findall(f"{W}col")][:12]
    if len(found) < 2 or any(each <= 0 for each, _ in found) or len({each for each, _ in found}) == 1:
        return ()
    total = sum(each for each, _ in found) + sum(space for _, space in found[:-1])
    scale = min(1.0, width / total)
    return tuple((each * scale, space * scale) for each, space in found)


def _grid(element: etree._Element | None) -> float:
    """The distance of a page's lines in points, where the section keeps its lines to a grid."""
    kind = "" if element is None else element.get(f"{W}type", "")
    return _points(element, "linePitch", 0) if kind in ("lines", "linesAndChars", "snapToChars") else 0.0


def _borders(reading: Reading, element: etree._Element | None) -> PageBorders | None:
    if element is None:
        return None
    lines = tuple(sorted((s, b) for s, b in borders(element, reading.styles.theme).items() if b))
    for side in element:
        kind = side.get(f"{W}val", "none") if isinstance(side.tag, str) else "none"
        if kind not in _RULED and kind not in ("none", "nil"):
            reading.say_of_all(
                PRINTED_PLAIN,
                "The border of the pages is made of little pictures in Word; a plain line is printed.",
                "Choose a line as the page border, or take it as it is.",
            )
    space = border_spaces(element)
    return PageBorders(
        lines,
        tuple(min(space.get(side, 0.0), _FAR) for side in ("top", "right", "bottom", "left")),
        element.get(f"{W}offsetFrom", "text") == "page",
        element.get(f"{W}display", "allPages"),
    )


_RULED = frozenset(
    (
        "single", "thick", "double", "dotted", "dashed", "dotDash", "dotDotDash", "triple", "wave", "doubleWave",
        "dashSmallGap", "dashDotStroked", "threeDEmboss", "threeDEngrave", "outset", "inset",
        *(f"{pair}{gap}Gap" for pair in ("thinThick", "thickThin", "thinThickThin") for gap in ("Small", "Medium", "Large")),
    )
)  # fmt: skip


def _lines(element: etree._Element | None, columns: int) -> LineNumbers | None:
    """How a section's lines are numbered; Word counts where to start from 0, and keeps them nearer in several columns."""
    by = 0 if element is None else min(max(whole(element.get(f"{W}countBy")), 0), 100)
    if element is None or not by:
        return None
    restart = element.get(f"{W}restart", "")
    return LineNumbers(
        by,
        whole(element.get(f"{W}start")) + 1,
        _points(element, "distance", 0) or (18.0 if columns == 1 else 9.0),
        restart if restart in ("newSection", "continuous") else "newPage",
    )


def _say_what_is_plain(reading: Reading, sectpr: etree._Element) -> None:
    if value(sectpr, "textDirection") in ("tbRl", "btLr", "tbLrV", "tbRlV", "rl", "lr"):
        reading.say_of_all(
            PRINTED_PLAIN,
            "Pages whose text runs from top to bottom are printed with lines across.",
            "Check these pages in the PDF.",
        )
