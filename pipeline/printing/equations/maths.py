"""An equation in a Word file: as MathML, as one line of text, and as the words that it is read out by."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from lxml import etree

from pipeline.issues import Severity, rule
from pipeline.printing.document.tree import Formula, RunFormat
from pipeline.printing.equations import maths_marks as marks
from pipeline.printing.letters.symbols import public
from pipeline.printing.word.reading import Reading

EQUATION = rule(
    "W-24", Severity.QUERY, "An equation says in the paper's own words what it means.", "WCAG 2.2, 1.1.1"
)  # fmt: skip
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_ABOVE = dict(zip("0123456789+-=()niabcdefghjklmoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True))
_BELOW = dict(zip("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
_LARGE = {
    "∑": "the sum", "∏": "the product", "∫": "the integral", "∬": "the double integral", "∮": "the contour integral",
    "⋃": "the union", "⋂": "the intersection", "∐": "the coproduct",
}  # fmt: skip
_ACCENTS = {
    "\u0302": "hat", "\u0303": "tilde", "\u0304": "bar", "\u0305": "bar", "\u0307": "dot", "\u0308": "double dot",
    "\u20d7": "vector", "\u0306": "breve", "\u030c": "check", "\u0301": "acute", "\u0300": "grave", "¯": "bar",
}  # fmt: skip
_ALONE = {
    "\u0302": "^", "\u0303": "~", "\u0304": "¯", "\u0305": "¯", "\u0307": "˙", "\u0308": "¨", "\u20d7": "→", "\u0306": "˘",
    "\u030c": "ˇ", "\u0301": "´", "\u0300": "`", "\u20d6": "←", "\u20e1": "↔", "\u20db": "⃛",
}  # fmt: skip
_INTEGRALS = "∫∬∭∮∯∰∱∲∳"
_SIGNS = {
    "=": "equals", "+": "plus", "-": "minus", "−": "minus", "×": "times", "÷": "divided by", "≤": "is at most",
    "≥": "is at least", "<": "is less than", ">": "is more than", "≠": "is not equal to", "≈": "is about", "±": "plus or minus",
    "∞": "infinity", "→": "to", "∈": "in", "*": "times", "/": "over", "∙": "times", "⋅": "times", "∂": "partial",
    "∆": "delta", "∇": "nabla", "⇒": "implies", "∀": "for all", "∃": "there is", "%": "per cent",
}  # fmt: skip
_UNSEEN = re.compile("[\u2061-\u2064]")  # marks of a function's use or a product, which nobody sees
_WORD = re.compile(r"(?<!sin|cos|tan|log|min|max|lim|exp|det)(?<!ln)(?<=[^\W\d_]{2})$")
_NAME = re.compile(r"\S+( sub \S+)?")  # a letter with its index is no more than a name
_POWERS = {"2": "squared", "3": "cubed"}


class Said(NamedTuple):
    """A piece of an equation: as it is written in one line, as it is read out, and as MathML."""

    shown: str
    spoken: str
    marks: str


NOTHING = Said("", "", "")


def equation(reading: Reading, element: etree._Element, look: RunFormat) -> list[Formula]:
    """An equation, or each of several on their own lines; how it is read out is said, to be put better."""
    several = [element] if element.tag == f"{_M}oMath" else list(element.iter(f"{_M}oMath"))
    return [made for each in several for made in formula(reading, _row(each), look)]


def _tidy(spoken: str) -> str:
    return " ".join(spoken.split()).replace(" ,", ",").replace(",,", ",").rstrip(" ,;")


def formula(reading: Reading, said: Said, look: RunFormat) -> list[Formula]:
    """An equation as it stands in the line; how it is read out is said, to be put better."""
    shown, spoken = said.shown.strip(), _tidy(said.spoken)
    if not shown:
        return []
    if not _NAME.fullmatch(spoken):
        reading.say(
            EQUATION, f"The equation “{_cut(shown, 80)}” is read out as “{_cut(spoken, 120)}”.",
            "Check that, or say in the text what it comes to.",
        )  # fmt: skip
    return [Formula(shown, look, spoken, said.marks)]


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"


def _row(parent: etree._Element | None) -> Said:
    return joined([_piece(child) for child in (() if parent is None else parent) if isinstance(child.tag, str)])


def joined(parts: Sequence[Said]) -> Said:
    """Pieces one after the other; a word that is kept in several is read out as one."""
    shown = spoken = ""
    for part in parts:
        goes_on = (
            _WORD.search(spoken)
            and part.shown[:1].isalpha()
            and (spoken[-1:], part.spoken[:1]) == (shown[-1:], part.shown[:1])
        )
        spoken += part.spoken if goes_on or not (spoken and part.spoken) else f" {part.spoken}"
        shown += part.shown
    return Said(shown, spoken, "".join(part.marks for part in parts))


def plain(text: str, *, upright: bool = False, words: bool = False) -> Said:
    """Plain characters."""
    return Said(text, read_out(text), marks.tokens(text, upright=upright, words=words))


def _piece(element: etree._Element) -> Said:
    name = etree.QName(element).localname
    if name == "r":
        held = (each.text or "" for each in element if isinstance(each.tag, str) and each.tag.endswith("}t"))
        text = _UNSEEN.sub("", public("".join(held)))
        words = element.find(f"{_M}rPr/{_M}nor") is not None
        return plain(text, upright=_value(element, "rPr", "sty") in ("p", "b"), words=words)
    if name.endswith("Pr") and name != "r":
        return NOTHING
    made = _PIECES.get(name)
    return made(element) if made else _row(element)


def read_out(text: str) -> str:
    """Plain characters of an equation as they are read out: signs by their names."""
    out, word = [], ""
    for char in text:
        if char in _SIGNS or char.isspace():
            out += [word, _SIGNS.get(char, "")]
            word = ""
        else:
            word += char
    return " ".join(filter(None, [*out, word]))


def _part(element: etree._Element, name: str) -> Said:
    return _row(element.find(_M + name))


def _value(element: etree._Element, *path: str) -> str | None:
    found = element.find("/".join(_M + step for step in path))
    return None if found is None else found.get(f"{_M}val", "")


def _grouped(text: str) -> str:
    """Text that stands as one: in brackets where it is longer than a number or a letter."""
    return text if len(text) <= 1 or text.replace(".", "").isalnum() or _closed(text) else f"({text})"


def _closed(text: str) -> bool:
    if not (text.startswith("(") and text.endswith(")")):
        return False
    depth = 0
    for i, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth == 0 and i < len(text) - 1:
            return False
    return True


def _script(text: str, table: dict[str, str], mark: str) -> str:
    if text and all(char in table for char in text):
        return "".join(table[char] for char in text)
    return f"{mark}{_grouped(text)}" if text else ""


def _fraction(element: etree._Element) -> Said:
    top, foot = _part(element, "num"), _part(element, "den")
    if _value(element, "fPr", "type") == "noBar":
        stacked = marks.over(top.marks, foot.marks, line=False)
        return Said(f"({top.shown} ¦ {foot.shown})", f"{top.spoken} above {foot.spoken}", stacked)
    return fraction(top, foot)


def fraction(top: Said, foot: Said) -> Said:
    """One thing over another."""
    one_word = " " not in top.spoken + foot.spoken
    spoken = f"{top.spoken} over {foot.spoken}"
    return Said(
        f"{_grouped(top.shown)}/{_grouped(foot.shown)}",
        spoken if one_word else f"the fraction {spoken}, end of fraction,",
        marks.over(top.marks, foot.marks),
    )


def _power(element: etree._Element) -> Said:
    return power(_part(element, "e"), _part(element, "sup"))


def power(base: Said, above: Said) -> Said:
    """A thing with another raised beside it."""
    spoken = _POWERS.get(above.shown, f"to the power {above.spoken}")
    shown = _grouped(base.shown) + _script(above.shown, _ABOVE, "^")
    return Said(shown, f"{base.spoken} {spoken}", marks.scripts(base.marks, "", above.marks))


def _index(element: etree._Element) -> Said:
    return index(_part(element, "e"), _part(element, "sub"))


def index(base: Said, below: Said) -> Said:
    """A thing with another lowered beside it."""
    shown = base.shown + _script(below.shown, _BELOW, "_")
    return Said(shown, f"{base.spoken} sub {below.spoken}".strip(), marks.scripts(base.marks, below.marks, ""))


def _both(element: etree._Element) -> Said:
    base, below, above = _part(element, "e"), _part(element, "sub"), _part(element, "sup")
    scripts = _script(below.shown, _BELOW, "_") + _script(above.shown, _ABOVE, "^")
    power = _POWERS.get(above.shown, f"to the power {above.spoken}")
    spoken = f"{base.spoken} sub {below.spoken} {power}"
    if etree.QName(element).localname == "sPre":
        return Said(scripts + base.shown, spoken, marks.scripts(base.marks, below.marks, above.marks, before=True))
    return Said(base.shown + scripts, spoken, marks.scripts(base.marks, below.marks, above.marks))


def _root(element: etree._Element) -> Said:
    return root(_part(element, "deg"), _part(element, "e"))


def root(degree: Said, inside: Said) -> Said:
    """A root; ``degree`` is empty for a square root."""
    name = {"": "the square root", "2": "the square root", "3": "the cube root"}.get(
        degree.shown, f"the {degree.spoken}th root"
    )
    sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(degree.shown, f"{_script(degree.shown, _ABOVE, '^')}√")
    shown = inside.shown if len(inside.shown) == 1 or inside.shown.isalnum() else f"({inside.shown})"
    return Said(f"{sign}{shown}", f"{name} of {inside.spoken}, end of root,", marks.rooted(degree.marks, inside.marks))


def _large(element: etree._Element) -> Said:
    sign = _value(element, "naryPr", "chr")
    below, above, inside = _part(element, "sub"), _part(element, "sup"), _part(element, "e")
    beside = _value(element, "naryPr", "limLoc")
    return large(
        "∫" if sign is None else sign, below, above, inside, beside=None if beside is None else beside == "subSup"
    )


def large(sign: str, below: Said, above: Said, inside: Said, *, beside: bool | None = None) -> Said:
    """A sum, product, integral or the like, with its limits: ``beside`` it, or under and over it."""
    limits = "".join(f"{mark}{_grouped(text)}" for mark, text in (("_", below.shown), ("^", above.shown)) if text)
    name = _LARGE.get(sign, sign)
    start = f" from {below.spoken}" if below.spoken else ""
    end = f" to {above.spoken}" if above.spoken else ""
    limited = sign not in _INTEGRALS if beside is None else not beside
    drawn = marks.scripts(marks.sign(sign, large=True), below.marks, above.marks, limits=limited)
    return Said(
        f"{sign}{limits} {inside.shown}", f"{name}{start}{end} of {inside.spoken}", drawn + marks.row(inside.marks)
    )


def _brackets(element: etree._Element) -> Said:
    start, middle, end = (_value(element, "dPr", name) for name in ("begChr", "sepChr", "endChr"))
    start, middle, end = (
        ("(" if start is None else start),
        ("|" if middle is None else middle),
        (")" if end is None else end),
    )
    parts = [_row(each) for each in element.findall(f"{_M}e")]
    return brackets(start, parts, middle, end)


def brackets(start: str, parts: list[Said], middle: str, end: str) -> Said:
    """Things in brackets, parted by a sign."""
    shown = middle.join(part.shown for part in parts)
    spoken = ", ".join(part.spoken for part in parts)
    drawn = marks.fenced(start, [part.marks for part in parts], middle, end)
    if start == end == "|":
        return Said(f"|{shown}|", f"the absolute value of {spoken},", drawn)
    if start == "{" and not end:
        return Said(f"{{{shown}", f"by cases: {spoken}", drawn)
    return Said(f"{start}{shown}{end}", f"open bracket {spoken} close bracket" if start or end else spoken, drawn)


def _function(element: etree._Element) -> Said:
    name, inside = _part(element, "fName"), _part(element, "e")
    shown = inside.shown if inside.shown.startswith("(") else f" {inside.shown}"
    drawn = f'{marks.row(name.marks)}<mspace width="0.17em"></mspace>{marks.row(inside.marks)}'
    return Said(f"{name.shown}{shown}", f"{name.spoken} of {inside.spoken}", drawn)


def _limit(element: etree._Element) -> Said:
    base, limit = _part(element, "e"), _part(element, "lim")
    above = etree.QName(element).localname == "limUpp"
    return Said(
        f"{base.shown}{'^' if above else '_'}{_grouped(limit.shown)}",
        f"{base.spoken} with {limit.spoken} {'above' if above else 'below'}",
        marks.scripts(base.marks, "" if above else limit.marks, limit.marks if above else "", limits=True),
    )


def _accent(element: etree._Element) -> Said:
    sign = _value(element, "accPr", "chr") or "\u0302"
    base = _part(element, "e")
    shown = f"{base.shown}{sign}" if len(base.shown) == 1 else f"{_grouped(base.shown)}{sign}"
    drawn = marks.accented(base.marks, _ALONE.get(sign, sign))
    return Said(shown, f"{base.spoken} {_ACCENTS.get(sign, 'accented')}", drawn)


def _bar(element: etree._Element) -> Said:
    base = _part(element, "e")
    below = _value(element, "barPr", "pos") != "top"
    mark = "\u0332" if below else "\u0305"
    return Said(
        "".join(f"{char}{mark}" for char in base.shown),
        f"{base.spoken} {'underlined' if below else 'bar'}",
        marks.accented(base.marks, "_" if below else "¯", below=below),
    )


def _group(element: etree._Element) -> Said:
    base = _part(element, "e")
    sign = _value(element, "groupChrPr", "chr") or "⏟"
    below = _value(element, "groupChrPr", "pos") != "top"
    return Said(f"{base.shown}{sign}", base.spoken, marks.accented(base.marks, sign, below=below))


def _matrix(element: etree._Element) -> Said:
    rows = [[_row(each) for each in row.findall(f"{_M}e")] for row in element.findall(f"{_M}mr")]
    shown = "; ".join(", ".join(cell.shown for cell in row) for row in rows)
    spoken = "; ".join(f"row {i}: {', '.join(cell.spoken for cell in row)}" for i, row in enumerate(rows, 1))
    wide = max((len(row) for row in rows), default=0)
    drawn = marks.table([[cell.marks for cell in row] for row in rows])
    return Said(f"[{shown}]", f"a matrix of {len(rows)} by {wide}: {spoken}; end of matrix", drawn)


def _lines(element: etree._Element) -> Said:
    rows = [_row(each) for each in element.findall(f"{_M}e")]
    shown, spoken = "; ".join(row.shown.replace("&", "") for row in rows), "; ".join(row.spoken for row in rows)
    return Said(shown, spoken, marks.table([[row.marks] for row in rows], "left"))


_PIECES: dict[str, Callable[[etree._Element], Said]] = {
    "f": _fraction, "sSup": _power, "sSub": _index, "sSubSup": _both, "sPre": _both, "rad": _root, "nary": _large,
    "d": _brackets, "func": _function, "limLow": _limit, "limUpp": _limit, "acc": _accent, "bar": _bar,
    "groupChr": _group, "m": _matrix, "eqArr": _lines,
}  # fmt: skip
