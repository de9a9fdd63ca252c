"""A section's pages: size, margins, and which header and footer stand where."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.printing.fonts import line_ratio
from pipeline.printing.looks import borders_css, pt
from pipeline.printing.tree import Block, Frame, Paragraph, Picture, Section, Table, inlines


def same_page(one: Section, other: Section) -> bool:
    """Whether two sections can share a page: same size and margins."""
    return (one.width, one.height, one.margins[0], one.margins[2]) == (
        other.width, other.height, other.margins[0], other.margins[2],
    )  # fmt: skip


def running(section: Section) -> Iterator[tuple[str, str, tuple[Block, ...]]]:
    """The headers and footers that a section really shows: edge, kind, blocks."""
    for edge, kinds in (("header", section.headers), ("footer", section.footers)):
        for kind, blocks in kinds.items():
            if (kind == "first" and not section.different_first) or (kind == "even" and not section.different_even):
                continue
            if any(block.text.strip() or _has_picture(block) for block in blocks):
                yield edge, kind, blocks


def rules(section: Section, name: str) -> list[str]:
    """The CSS ``@page`` rules of a section whose pages are called ``name``."""
    shown = {(edge, kind): blocks for edge, kind, blocks in running(section)}
    _top, _right, _bottom, _left = section.margins
    base = f"size:{pt(section.width)} {pt(section.height)};"
    out = [f"@page {name}{{{base}{_margin(section, shown, 'default', name)}{';'.join(borders_css(section.borders))}}}"]
    if section.number is not None:
        out.append(f"@page :nth(1 of {name}){{counter-reset:page {section.number}}}")
    if section.different_even:
        out.append(f"@page {name}:left{{{_margin(section, shown, 'even', name)}}}")
    if section.different_first:
        out.append(f"@page :nth(1 of {name}){{{_margin(section, shown, 'first', name)}}}")
    return out


def _margin(section: Section, shown: dict[tuple[str, str], tuple[Block, ...]], kind: str, name: str) -> str:
    top, right, bottom, left = section.margins
    width = section.width - left - right
    head, foot = shown.get(("header", kind), ()), shown.get(("footer", kind), ())
    above = max(top, section.header_distance + height(head, width)) if head and top >= 0 else abs(top)
    below = max(bottom, section.footer_distance + height(foot, width)) if foot and bottom >= 0 else abs(bottom)
    css = f"margin:{pt(above)} {pt(right)} {pt(below)} {pt(left)};"
    css += _box(
        "top", f"element({name}-header-{kind})" if head else "none", f"padding-top:{pt(section.header_distance)}", "top"
    )
    return css + _box(
        "bottom",
        f"element({name}-footer-{kind})" if foot else "none",
        f"padding-bottom:{pt(section.footer_distance)}",
        "bottom",
    )


def _box(edge: str, content: str, padding: str, vertical: str) -> str:
    if content == "none":
        return f"@{edge}-left{{content:none}}"
    return f"@{edge}-left{{content:{content};width:100%;text-align:left;vertical-align:{vertical};{padding}}}"


def height(blocks: tuple[Block, ...], width: float) -> float:
    """About how high blocks are, in points, to make room for a header that is higher than its margin."""
    return sum(_height(block, width) for block in blocks)


def _height(block: Block, width: float) -> float:
    if isinstance(block, Paragraph):
        pictures = [each.height for each in inlines(block.children) if isinstance(each, Picture)]
        sizes = [each.format.size for each in inlines(block.children) if hasattr(each, "format")] or [block.mark.size]
        look = block.format
        line = (
            look.line
            if look.line_rule == "exact"
            else max(sizes) * line_ratio(block.mark.font) * (look.line if look.line_rule == "auto" else 1)
        )
        lines = max(1, round(len(block.text) * max(sizes) * 0.5 / max(width - look.left - look.right, 1) + 0.49))
        return max([line * lines, *pictures]) + look.before + look.after
    if isinstance(block, Table):
        total = sum(block.columns) or 1.0
        return sum(
            max(
                [
                    row.height,
                    *(
                        height(cell.blocks, width * (1 / max(len(row.cells), 1)) if total else width)
                        for cell in row.cells
                    ),
                ]
            )
            for row in block.rows
        )
    if isinstance(block, Frame):
        return height(block.blocks, block.width or width)
    return 0.0


def _has_picture(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return any(isinstance(each, Picture) for each in inlines(block.children))
    if isinstance(block, Table):
        return any(_has_picture(inner) for row in block.rows for cell in row.cells for inner in cell.blocks)
    return any(_has_picture(inner) for inner in block.blocks)
