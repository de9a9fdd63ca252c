r"""An equation that an older paper draws with a field (EQ), as one line of text with the words it is read out by.

The switches are those of Word's own reference of field codes: \f fraction, \r root, \s raised or lowered, \i integral,
sum or product, \b brackets, \a array, \l list, \o overstruck, \x box, \d space.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from pipeline.printing.equations import maths_marks as marks
from pipeline.printing.equations.maths import (
    NOTHING,
    Said,
    brackets,
    fraction,
    index,
    joined,
    large,
    plain,
    power,
    root,
)

_SWITCH = re.compile(r"\\([A-Za-z]+)")
_SIGN = re.compile(r"\s*\\(bc|lc|rc)\s*\\(.)")
_OPTION = re.compile(r"\s*\\([a-z]+?)\s*(-?\d*)(?=[\s\\(])")
_LOOK = re.compile(r'\\\*\s*("[^"]*"|\w*)\s*')
_PHONETIC = re.compile(r"\\o\s*(?:\\a[dclr]\s*)?\(\s*\\s\s*\\up\s*\d*\s*\((.*?)\)\s*[,;](.*)\)", re.S)


def phonetic(instruction: str) -> str:
    """The words of an EQ field that sets their sound over them, as a phonetic guide (ruby) is read; else nothing."""
    guide = _PHONETIC.fullmatch(_plain(instruction))
    return f"{guide[2].strip()} ({guide[1].strip()})" if guide and r"\* jc" in instruction else ""


def field_equation(instruction: str) -> Said:
    """The equation of an EQ field's instruction."""
    return _Reader(_plain(instruction)).line("")


def _plain(instruction: str) -> str:
    """What an EQ field says, without its name and the look that it asks for."""
    return _LOOK.sub("", re.sub(r"^\s*eq\b", "", instruction, flags=re.I)).strip()


class _Reader:
    """One pass over an instruction."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def line(self, end: str) -> Said:
        """Up to one of the characters in ``end``, or all that is left."""
        parts: list[Said] = []
        held = ""
        while self.at < len(self.text) and not (end and self.text[self.at] in end):
            switch = _SWITCH.match(self.text, self.at)
            if switch:
                parts.append(plain(held))
                held = ""
                self.at = switch.end()
                parts.append(self.switch(switch[1].lower()))
                continue
            char = self.text[self.at]
            if char == "\\" and self.at + 1 < len(self.text):
                self.at += 1
                char = self.text[self.at]
            elif char == "(":
                self.at += 1
                parts += [plain(held), brackets("(", [self.line(")")], "", ")")]
                held, char = "", ""
            held += char
            self.at += 1
        return joined([*parts, plain(held)])

    def switch(self, name: str) -> Said:
        """What a switch draws of its arguments."""
        options: dict[str, str] = {}
        while match := _SIGN.match(self.text, self.at) or _OPTION.match(self.text, self.at):
            options[match[1].lower()] = match[2]
            self.at = match.end()
        parts = self.arguments()
        if not parts:
            return NOTHING
        draw = _SWITCHES.get(name)
        return draw(parts, options) if draw else _listed(parts)

    def arguments(self) -> list[Said]:
        """What stands between brackets, parted by commas."""
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        if self.at >= len(self.text) or self.text[self.at] != "(":
            return []
        found = []
        while self.at < len(self.text) and self.text[self.at] != ")":
            self.at += 1
            found.append(self.line(",;)"))
        self.at += 1
        return found


_Options = Mapping[str, str]


def _listed(parts: Sequence[Said]) -> Said:
    return brackets("", [*parts], ", ", "")


def _second(parts: Sequence[Said]) -> Said:
    return parts[1] if len(parts) > 1 else NOTHING


def _root(parts: Sequence[Said], _: _Options) -> Said:
    return root(parts[0], parts[1]) if len(parts) > 1 else root(NOTHING, parts[0])


def _raised(parts: Sequence[Said], options: _Options) -> Said:
    lowered = "do" in options and "up" not in options
    return index(NOTHING, parts[0]) if lowered else power(NOTHING, parts[0])


def _large(parts: Sequence[Said], options: _Options) -> Said:
    sign = "∑" if "su" in options else "∏" if "pr" in options else "∫"
    return large(sign, parts[0], _second(parts), parts[2] if len(parts) > 2 else NOTHING)


def _bracketed(parts: Sequence[Said], options: _Options) -> Said:
    start = options.get("lc") or options.get("bc") or "("
    close = options.get("rc") or {"(": ")", "[": "]", "{": "}", "<": ">"}.get(start, start)
    return brackets(start, [_listed(parts)], "", close)


def _table(parts: Sequence[Said], options: _Options) -> Said:
    wide = max(int(options.get("co") or 1), 1)
    rows = [parts[i : i + wide] for i in range(0, len(parts), wide)]
    table = "; ".join(", ".join(cell.shown for cell in row) for row in rows)
    drawn = marks.table([[cell.marks for cell in row] for row in rows])
    spoken = f"a table of {len(rows)} by {wide}: {_listed(parts).spoken}; end of table"
    return Said(f"[{table}]", spoken, drawn)


_SWITCHES: Mapping[str, Callable[[Sequence[Said], _Options], Said]] = {
    "f": lambda parts, _: fraction(parts[0], _second(parts)),
    "r": _root,
    "s": _raised,
    "i": _large,
    "b": _bracketed,
    "a": _table,
    "o": lambda parts, _: joined([*parts]),
}
