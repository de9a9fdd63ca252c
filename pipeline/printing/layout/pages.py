"""A section's pages: size, margins, and which header and footer stand where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.printing.document.room import height, same_page
from pipeline.printing.document.tree import Block, Break, Paragraph, Section, Table, inlines
from pipeline.printing.document.tree_drawn import Frame, Group, Picture
from pipeline.printing.layout.looks import pt
from pipeline.printing.layout.ruling import frame
from pipeline.printing.letters.fonts import line_ratio

_LEAST = 72.0
_ROUNDED = 0.5
_UNDER = -(2**31)  # the lowest layer


def running(section: Section) -> Iterator[tuple[str, str, tuple[Block, ...]]]:
    """The headers and footers that a section really shows: edge, kind, blocks."""
    for edge, kinds in (("header", section.headers), ("footer", section.footers)):
        for kind, blocks in kinds.items():
            if (kind == "first" and not section.different_first) or (kind == "even" and not section.different_even):
                continue
            if any(block.text.strip() or _has_picture(block) for block in blocks):
                yield edge, kind, blocks


def with_edges(section: Section, following: Sequence[Section]) -> Section:
    """A section with the headers and footers, too, of those that go on on its pages, for the room that they take."""
    headers, footers = dict(section.headers), dict(section.footers)
    for other in following:
        if other.start != "continuous" or not same_page(section, other):
            break
        for edge, kind, blocks in running(other):
            mine = headers if edge == "header" else footers
            if kind != "first" and not any(block.text.strip() or _has_picture(block) for block in mine.get(kind, ())):
                mine[kind] = blocks
    return replace(section, headers=headers, footers=footers)


Backdrop = tuple[str, float, float, float, float]
"""A picture behind a page's text: its address, left, top, width and height in points from the page's corner."""


def rules(
    section: Section, name: str, background: str = "", backdrops: Mapping[tuple[str, str], list[Backdrop]] | None = None
) -> list[str]:
    """The CSS ``@page`` rules of a section whose pages are called ``name``.

    ``background`` is their colour, ``backdrops`` what the header or footer (edge, kind) puts behind the text.
    """
    shown = {(edge, kind): blocks for edge, kind, blocks in running(section)}
    page = _Pages(section, name, background, shown, backdrops or {})
    borders = section.borders
    first_differs = borders is not None and borders.shown != "allPages"
    out = [f"@page {name}{{size:{pt(section.width)} {pt(section.height)};{page.css('default')}}}"]
    if section.number is not None:
        out.append(f"@page :nth(1 of {name}){{counter-reset:page {section.number}}}")
    if section.different_even or section.mirrored:
        out.append(f"@page {name}:left{{{page.css('even' if section.different_even else 'default', left=True)}}}")
    if section.different_first or first_differs:
        kind = "first" if section.different_first else "default"
        out.append(f"@page :nth(1 of {name}){{{page.css(kind, first=True)}}}")
    return out


@dataclass(frozen=True)
class _Pages:
    """The pages of a section with what they show at their edges."""

    section: Section
    name: str
    background: str
    shown: Mapping[tuple[str, str], tuple[Block, ...]]
    backdrops: Mapping[tuple[str, str], list[Backdrop]]

    def css(self, kind: str, *, first: bool = False, left: bool = False) -> str:
        """Margins, header, footer and background of one kind of page; ``left`` for the even pages of a pair."""
        section = self.section
        _, right, _, inner = section.margins
        if left and section.mirrored:
            right, inner = inner, right
        width = section.width - inner - right
        head, foot = self.shown.get(("header", kind), ()), self.shown.get(("footer", kind), ())
        above, below = edges(section, head, foot, width)
        hangs = pt(_overhang(section.blocks))
        css = f"margin:{pt(above)} {pt(right)} {pt(below)} {pt(inner)};@footnote{{margin-bottom:{hangs}}}"
        for edge, blocks, distance in (
            ("top", head, section.header_distance), ("bottom", foot, section.footer_distance),
        ):  # fmt: skip
            which = "header" if edge == "top" else "footer"
            content = f"element({self.name}-{which}-{kind})" if blocks else "none"
            css += _box(edge, content, f"padding-{edge}:{pt(distance)}", edge)
        drawn = [
            f"url('{address}') {pt(x - inner)} {pt(y - above)}/{pt(w)} {pt(h)} no-repeat"
            for edge in ("footer", "header")
            for address, x, y, w, h in reversed(self.backdrops.get((edge, kind), []))
        ]
        border = self._border(first, (inner, above, right, below), bool(head), bool(foot))
        layers = ",".join([*filter(None, [border]), *drawn])
        if layers or self.background:
            return f"{css}background:{layers} {self.background}".rstrip()
        return f"{css}background:none" if section.borders or self.backdrops else css

    def _border(self, first: bool, margins: tuple[float, float, float, float], head: bool, foot: bool) -> str:
        section, borders = self.section, self.section.borders
        inner, above, right, below = margins
        hidden = borders is None or (borders.shown == "firstPage") is not (first or borders.shown == "allPages")
        if borders is not None and borders.shown == "allPages":
            hidden = False
        if borders is None or hidden or not borders.lines:
            return ""
        text = (
            inner,
            section.header_distance if head else above,
            section.width - right,
            section.height - (section.footer_distance if foot else below),
        )
        picture = frame(borders, (section.width, section.height), text)
        return f"{picture} {pt(-inner)} {pt(-above)}/{pt(section.width)} {pt(section.height)} no-repeat"


def edges(section: Section, head: Sequence[Block], foot: Sequence[Block], width: float) -> tuple[float, float]:
    """The room above and below the text of pages with a header and footer, in points: less what hangs into the margin."""
    top, _, bottom, _ = section.margins
    above = max(top, section.header_distance + height(head, width)) if head and top >= 0 else abs(top)
    below = max(bottom, section.footer_distance + height(foot, width)) if foot and bottom >= 0 else abs(bottom)
    return _room(section.height, above, max(below - _overhang(section.blocks), 0.0))


def _room(page: float, above: float, below: float) -> tuple[float, float]:
    """Margins that leave an inch of the page for the text, whatever stands in them."""
    over = above + below - (page - _LEAST)
    if over <= 0:
        return above, below
    return max(above - over * above / (above + below), 0.0), max(below - over * below / (above + below), 0.0)


def middle(section: Section, width: float) -> float:
    """How far down the text of a section starts that stands in the middle or at the bottom of its one page."""
    if section.vertical not in ("center", "bottom") or any(_breaks(block) for block in section.blocks):
        return 0.0
    left = section.height - abs(section.margins[0]) - abs(section.margins[2]) - height(section.blocks, width)
    return max(left / 2 if section.vertical == "center" else left - 2, 0.0)


def _breaks(block: Block) -> bool:
    return isinstance(block, Paragraph) and any(
        isinstance(each, Break) and each.kind == "page" for each in inlines(block.children)
    )


def _box(edge: str, content: str, padding: str, vertical: str) -> str:
    if content == "none":
        return f"@{edge}-left{{content:none}}"
    look = f"width:100%;text-align:left;vertical-align:{vertical};{padding};z-index:{_UNDER}"  # Word draws it under all else
    return f"@{edge}-left{{content:{content};{look}}}"


def _has_picture(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return any(isinstance(each, Picture | Frame | Group) for each in inlines(block.children))
    if isinstance(block, Table):
        return any(_has_picture(inner) for row in block.rows for cell in row.cells for inner in cell.blocks)
    return any(_has_picture(inner) for inner in block.blocks)


def _overhang(blocks: Sequence[Block]) -> float:
    """What line spacing adds below the last line of most pages, in points: Word lets it hang into the margin.

    Rows of tables don't. With it goes what is lost where Word takes the heights of a page's lines as whole twentieths of a point.
    """
    counts: dict[float, int] = {}
    for block in blocks:
        look = block.format if isinstance(block, Paragraph) else None
        more = look.line - 1 if look and look.line_rule == "auto" else 0.0
        added = more * line_ratio(block.mark.font) * block.mark.size if isinstance(block, Paragraph) else 0.0
        counts[added] = counts.get(added, 0) + len(block.text)
    return _ROUNDED + max(max(counts, key=lambda added: counts[added]), 0.0) if counts else 0.0
