"""Pieces of an equation written as MathML (the Core that browsers draw and screen readers read)."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.sax.saxutils import escape, quoteattr

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]|\s+|.", re.DOTALL)
_SPACE = '<mspace width="0.28em"></mspace>'
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def tree(marks: str, tag: str) -> Element | None:
    """MathML as a tree under an element called ``tag``; None where a formula holds what can't stand in one."""
    try:
        return fromstring(f"<{tag}>{marks}</{tag}>")  # noqa: S314 - written here, with what a paper says escaped
    except ParseError:
        return None


def tokens(text: str, *, upright: bool = False, words: bool = False) -> str:
    """Plain characters: numbers, letters (each its own unless ``upright``), signs; ``words`` stand as they are."""
    text = _FORBIDDEN.sub("", text)
    if words:
        return f"<mtext>{escape(text)}</mtext>" if text else ""
    if upright and text.strip().isalpha():
        return identifier(text.strip())
    found = []
    for match in _TOKEN.finditer(text):
        piece = match[0]
        if piece[0].isdigit():
            found.append(f"<mn>{escape(piece)}</mn>")
        elif piece.isspace():
            found.append(_SPACE)
        elif piece.isalpha():
            found.append(identifier(piece, upright=upright))
        elif piece != "&":
            found.append(sign("−" if piece == "-" else piece))
    return "".join(found)


def identifier(text: str, *, upright: bool = True) -> str:
    """A letter, or the name of a function."""
    plain = ' mathvariant="normal"' if upright and len(text) == 1 else ""
    return f"<mi{plain}>{escape(text)}</mi>"


def sign(text: str, *, stretched: bool = False, large: bool = False) -> str:
    """An operator, bracket or accent; ``stretched`` to the height (or width) of what it stands beside."""
    about = ' stretchy="true"' if stretched else ""
    about += ' largeop="true"' if large else ""
    return f"<mo{about}>{escape(_FORBIDDEN.sub('', text))}</mo>"


def row(marks: str) -> str:
    """Pieces that stand as one."""
    return f"<mrow>{marks}</mrow>"


def over(top: str, foot: str, *, line: bool = True) -> str:
    """A fraction, or one thing over another without a line."""
    return f"<mfrac{'' if line else ' linethickness=' + quoteattr('0')}>{row(top)}{row(foot)}</mfrac>"


def scripts(base: str, below: str, above: str, *, limits: bool = False, before: bool = False) -> str:
    """A base with things lowered and raised beside it, or set under and over it as ``limits``."""
    if before:
        return f"<mmultiscripts>{row(base)}<mprescripts></mprescripts>{row(below)}{row(above)}</mmultiscripts>"
    if below and above:
        tag = "munderover" if limits else "msubsup"
        return f"<{tag}>{row(base)}{row(below)}{row(above)}</{tag}>"
    if below:
        tag = "munder" if limits else "msub"
        return f"<{tag}>{row(base)}{row(below)}</{tag}>"
    if above:
        tag = "mover" if limits else "msup"
        return f"<{tag}>{row(base)}{row(above)}</{tag}>"
    return row(base)


def rooted(degree: str, inside: str) -> str:
    """A root."""
    return f"<mroot>{row(inside)}{row(degree)}</mroot>" if degree else f"<msqrt>{inside}</msqrt>"


def accented(base: str, mark: str, *, below: bool = False) -> str:
    """A thing with a mark over or under it, as wide as it is."""
    tag, about = ("munder", "accentunder") if below else ("mover", "accent")
    return f'<{tag} {about}="true">{row(base)}{sign(mark, stretched=True)}</{tag}>'


def fenced(start: str, parts: list[str], middle: str, end: str) -> str:
    """Things in brackets that are as high as they are."""
    fences = [sign(each, stretched=True) if each else "" for each in (start, end)]
    return row(fences[0] + sign(middle).join(row(part) for part in parts) + fences[1])


def table(rows: list[list[str]], align: str = "") -> str:
    """Rows of cells; ``align`` is left, or nothing for the middle."""
    style = f' style="text-align:{align}"' if align else ""
    body = "".join(f"<mtr>{''.join(f'<mtd{style}>{cell}</mtd>' for cell in cells)}</mtr>" for cells in rows)
    return f"<mtable>{body}</mtable>"
