"""An equation in a Word file as one line of text, with the words that it is read out by."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from lxml import etree

from pipeline.issues import Severity, rule
from pipeline.printing.reading import Reading
from pipeline.printing.symbols import public
from pipeline.printing.tree import Formula, RunFormat

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
_SIGNS = {
    "=": "equals", "+": "plus", "-": "minus", "−": "minus", "×": "times", "÷": "divided by", "≤": "is at most",
    "≥": "is at least", "<": "is less than", ">": "is more than", "≠": "is not equal to", "≈": "is about", "±": "plus or minus",
    "∞": "infinity", "→": "to", "∈": "in", "*": "times", "/": "over", "∙": "times", "⋅": "times", "∂": "partial",
    "∆": "delta", "∇": "nabla", "⇒": "implies", "∀": "for all", "∃": "there is", "%": "per cent",
}  # fmt: skip
_POWERS = {"2": "squared", "3": "cubed"}


class Said(NamedTuple):
    """A piece of an equation: as it is written in one line, and as it is read out."""

    shown: str
    spoken: str


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
    reading.say(
        EQUATION, f"The equation “{shown[:80]}” is printed in one line and read out as “{spoken[:120]}”.",
        "Check both, or say in the text what it comes to.",
    )  # fmt: skip
    return [Formula(shown, look, spoken)]


def _row(parent: etree._Element | None) -> Said:
    shown, spoken = [], []
    for child in () if parent is None else parent:
        if isinstance(child.tag, str):
            said = _piece(child)
            shown.append(said.shown)
            spoken.append(said.spoken)
    return Said("".join(shown), " ".join(filter(None, spoken)))


def _piece(element: etree._Element) -> Said:
    name = etree.QName(element).localname
    if name == "r":
        text = public("".join(each.text or "" for each in element if each.tag.endswith("}t")))
        return Said(text, read_out(text))
    if name.endswith("Pr") and name != "r":
        return Said("", "")
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
        return Said(f"({top.shown} ¦ {foot.shown})", f"{top.spoken} above {foot.spoken}")
    return fraction(top, foot)


def fraction(top: Said, foot: Said) -> Said:
    """One thing over another."""
    one_word = " " not in top.spoken + foot.spoken
    spoken = f"{top.spoken} over {foot.spoken}"
    return Said(
        f"{_grouped(top.shown)}/{_grouped(foot.shown)}",
        spoken if one_word else f"the fraction {spoken}, end of fraction,",
    )


def _power(element: etree._Element) -> Said:
    return power(_part(element, "e"), _part(element, "sup"))


def power(base: Said, above: Said) -> Said:
    """A thing with another raised beside it."""
    spoken = _POWERS.get(above.shown, f"to the power {above.spoken}")
    return Said(_grouped(base.shown) + _script(above.shown, _ABOVE, "^"), f"{base.spoken} {spoken}")


def _index(element: etree._Element) -> Said:
    base, below = _part(element, "e"), _part(element, "sub")
    return Said(base.shown + _script(below.shown, _BELOW, "_"), f"{base.spoken} sub {below.spoken}")


def _both(element: etree._Element) -> Said:
    base, below, above = _part(element, "e"), _part(element, "sub"), _part(element, "sup")
    scripts = _script(below.shown, _BELOW, "_") + _script(above.shown, _ABOVE, "^")
    power = _POWERS.get(above.shown, f"to the power {above.spoken}")
    spoken = f"{base.spoken} sub {below.spoken} {power}"
    if etree.QName(element).localname == "sPre":
        return Said(scripts + base.shown, spoken)
    return Said(base.shown + scripts, spoken)


def _root(element: etree._Element) -> Said:
    return root(_part(element, "deg"), _part(element, "e"))


def root(degree: Said, inside: Said) -> Said:
    """A root; ``degree`` is empty for a square root."""
    name = {"": "the square root", "2": "the square root", "3": "the cube root"}.get(
        degree.shown, f"the {degree.spoken}th root"
    )
    sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(degree.shown, f"{_script(degree.shown, _ABOVE, '^')}√")
    shown = inside.shown if len(inside.shown) == 1 or inside.shown.isalnum() else f"({inside.shown})"
    return Said(f"{sign}{shown}", f"{name} of {inside.spoken}, end of root,")


def _large(element: etree._Element) -> Said:
    sign = _value(element, "naryPr", "chr")
    return large("∫" if sign is None else sign, _part(element, "sub"), _part(element, "sup"), _part(element, "e"))


def large(sign: str, below: Said, above: Said, inside: Said) -> Said:
    """A sum, product, integral or the like, with its limits."""
    limits = "".join(f"{mark}{_grouped(text)}" for mark, text in (("_", below.shown), ("^", above.shown)) if text)
    name = _LARGE.get(sign, sign)
    start = f" from {below.spoken}" if below.spoken else ""
    end = f" to {above.spoken}" if above.spoken else ""
    return Said(f"{sign}{limits} {inside.shown}", f"{name}{start}{end} of {inside.spoken}")


def _brackets(element: etree._Element) -> Said:
    start, middle, end = (_value(element, "dPr", name) for name in ("begChr", "sepChr", "endChr"))
    start, middle, end = (
        ("(" if start is None else start),
        ("|" if middle is None else middle),
        (")" if end is None else end),
    )
    parts = [_row(each) for each in element.findall(f"{_M}e")]
    shown = middle.join(part.shown for part in parts)
    spoken = ", ".join(part.spoken for part in parts)
    if start == end == "|":
        return Said(f"|{shown}|", f"the absolute value of {spoken},")
    if start == "{" and not end:
        return Said(f"{{{shown}", f"by cases: {spoken}")
    return Said(f"{start}{shown}{end}", f"open bracket {spoken} close bracket" if start or end else spoken)


def _function(element: etree._Element) -> Said:
    name, inside = _part(element, "fName"), _part(element, "e")
    shown = inside.shown if inside.shown.startswith("(") else f" {inside.shown}"
    return Said(f"{name.shown}{shown}", f"{name.spoken} of {inside.spoken}")


def _limit(element: etree._Element) -> Said:
    base, limit = _part(element, "e"), _part(element, "lim")
    above = etree.QName(element).localname == "limUpp"
    return Said(
        f"{base.shown}{'^' if above else '_'}{_grouped(limit.shown)}",
        f"{base.spoken} with {limit.spoken} {'above' if above else 'below'}",
    )


def _accent(element: etree._Element) -> Said:
    sign = _value(element, "accPr", "chr") or "\u0302"
    base = _part(element, "e")
    shown = f"{base.shown}{sign}" if len(base.shown) == 1 else f"{_grouped(base.shown)}{sign}"
    return Said(shown, f"{base.spoken} {_ACCENTS.get(sign, 'accented')}")


def _bar(element: etree._Element) -> Said:
    base = _part(element, "e")
    below = _value(element, "barPr", "pos") != "top"
    mark = "\u0332" if below else "\u0305"
    return Said("".join(f"{char}{mark}" for char in base.shown), f"{base.spoken} {'underlined' if below else 'bar'}")


def _group(element: etree._Element) -> Said:
    base = _part(element, "e")
    sign = _value(element, "groupChrPr", "chr") or "⏟"
    return Said(f"{base.shown}{sign}", base.spoken)


def _matrix(element: etree._Element) -> Said:
    rows = [[_row(each) for each in row.findall(f"{_M}e")] for row in element.findall(f"{_M}mr")]
    shown = "; ".join(", ".join(cell.shown for cell in row) for row in rows)
    spoken = "; ".join(f"row {i}: {', '.join(cell.spoken for cell in row)}" for i, row in enumerate(rows, 1))
    wide = max((len(row) for row in rows), default=0)
    return Said(f"[{shown}]", f"a matrix of {len(rows)} by {wide}: {spoken}; end of matrix")


def _lines(element: etree._Element) -> Said:
    rows = [_row(each) for each in element.findall(f"{_M}e")]
    return Said("; ".join(row.shown.replace("&", "") for row in rows), "; ".join(row.spoken for row in rows))


_PIECES: dict[str, Callable[[etree._Element], Said]] = {
    "f": _fraction, "sSup": _power, "sSub": _index, "sSubSup": _both, "sPre": _both, "rad": _root, "nary": _large,
    "d": _brackets, "func": _function, "limLow": _limit, "limUpp": _limit, "acc": _accent, "bar": _bar,
    "groupChr": _group, "m": _matrix, "eqArr": _lines,
}  # fmt: skip
