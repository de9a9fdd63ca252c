"""A chart's numbers and dates as their Excel formats write them."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

_DAY_ONE = date(1899, 12, 30)
_LAST_DAY = 2_958_465
_MOST_PLACES = 30
_EXACT = Context(prec=400)
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|([^"\\_*\[]+)')
_CONDITION = re.compile(r"\[(<>|<=|>=|<|>|=)(-?\d+(?:\.\d+)?)\]")
_COMPARED: Mapping[str, Callable[[float, float], bool]] = {
    "<>": operator.ne, "<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt, "=": operator.eq,
}  # fmt: skip
_DATE = re.compile(r"y+|m+|d+|h+|s+|am/pm|a/p", re.I)


def written(value: float | None, form: str) -> str:
    """A number as its format writes it: General, decimals, thousands, millions, per cent, money, dates, own words."""
    if value is None:
        return ""
    section, shown = _section(value, _sections(form))
    parts = _parts(section)
    codes = "".join(text for text, literal in parts if not literal)
    if not section.strip() or "general" in codes.lower() or "@" in codes:
        if not section.strip() and form.strip():
            return ""
        said = "".join(
            text if literal else re.sub("general|@", _plain(shown), text, flags=re.I) for text, literal in parts
        )
        return said.strip() or _plain(shown)
    if re.search(r"[ymdhs]", codes, re.I) and not re.search(r"[0#?]", codes.replace(".0", "")):
        return _day(value, parts)
    if not re.search(r"[0#?]", codes):
        return "".join(text for text, literal in parts if literal or text.strip(" ")).strip()
    return _number(shown, parts, codes)


def _section(value: float, sections: list[str]) -> tuple[str, float]:
    """The part of a format that is for a value, and the value as that part writes it: mostly without its sign."""
    asked = [_CONDITION.search(section) for section in sections[:2]]
    if any(asked):
        for section, condition in zip(sections, asked, strict=False):
            if condition is None or _COMPARED[condition[1]](value, float(condition[2])):
                return section, value
        return sections[min(len(asked), len(sections) - 1)], value
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    return sections[2] if value == 0 and len(sections) > 2 else sections[0], value


def _plain(value: float) -> str:
    """A number without a format, as a cell shows it."""
    if value and (abs(value) >= 1e11 or abs(value) < 1e-9):
        mantissa, power = f"{value:.5E}".split("E")
        return f"{mantissa.rstrip('0').rstrip('.')}E{power}"
    text = f"{value:.10g}"
    if "e" in text:
        text = f"{value:.10f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


@lru_cache(maxsize=256)
def _sections(form: str) -> list[str]:
    found, held, quoted = [], "", False
    for i, char in enumerate(form):
        quoted = quoted != (char == '"')
        if char == ";" and not quoted and (i == 0 or form[i - 1] != "\\"):
            found.append(held)
            held = ""
        else:
            held += char
    return [*found, held]


@lru_cache(maxsize=256)
def _parts(section: str) -> list[tuple[str, bool]]:
    """A format's pieces in order, each with whether it is words as they stand."""
    found: list[tuple[str, bool]] = []
    for match in _TOKEN.finditer(section):
        quoted, escaped, money, codes = match.groups()
        if quoted is not None or escaped is not None:
            found.append((quoted if quoted is not None else escaped, True))
        elif money:
            found.append((money, True))
        elif codes:
            found.append((codes, False))
    return found


def _number(value: float, parts: list[tuple[str, bool]], codes: str) -> str:
    exponent = re.search(r"E[+-]", codes)
    digits = re.sub(r"[^0#?.,]", "", codes.split("E")[0])
    whole, _, decimals = digits.partition(".")
    trailing = len(digits) - len(digits.rstrip(","))
    if "/" in codes and not exponent:
        return _plain(value)
    exact = _EXACT.multiply(Decimal(f"{value:.15g}"), Decimal(100) ** codes.count("%"))
    exact = _EXACT.divide(exact, Decimal(1000) ** trailing)
    decimals = re.sub(r"[^0#?]", "", decimals)[:_MOST_PLACES]
    places, least = len(decimals), decimals.count("0")
    if exponent:
        mantissa, power = f"{exact:.{places}E}".split("E")
        text = f"{mantissa}E{int(power):+03d}" if "E+" in codes else f"{mantissa}E{int(power):d}"
    else:
        exact = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _EXACT)
        text = f"{exact:,f}" if "," in whole.rstrip(",") else f"{exact:f}"
        if places > least and "." in text:
            kept, cut = text[: len(text) - (places - least)], text[len(text) - (places - least) :]
            text = (kept + cut.rstrip("0")).rstrip(".")
        if "0" not in whole and text.lstrip("-").startswith("0."):
            text = text.replace("0.", ".", 1)
        wide = len(re.sub(r"[^0]", "", whole))
        if wide > 1 and "," not in whole and "." not in text:
            text = text.zfill(wide + text.startswith("-"))
        if text.lstrip("-").strip("0.,") == "":
            text = text.lstrip("-")
    out, done = [], False
    for text_held, literal in parts:
        if literal:
            out.append(text_held)
            continue
        piece = re.sub(r"[0#?.,]*[0#?][0#?.,]*(E[+-][0#?]+)?", "\0", text_held)
        for char in piece:
            if char == "\0":
                out.append("" if done else text)
                done = True
            else:
                out.append(char)
    said = "".join(out).strip()
    return (
        f"-{said[: -len(text)].replace('-', '', 1)}{text[1:]}"
        if text.startswith("-") and said.endswith(text) and len(said) > len(text)
        else said
    )


def _day(value: float, parts: list[tuple[str, bool]]) -> str:
    if not 0 <= value <= _LAST_DAY:
        return _plain(value)
    day, seconds = _DAY_ONE + timedelta(days=int(value)), round(value % 1 * 86400)
    codes = "".join(text for text, literal in parts if not literal).lower()
    numeric = re.fullmatch(r"m{1,2}[/-]d{1,2}[/-]y{2,4}", codes.strip(" ;@"))
    if numeric:
        return f"{day:%d/%m/%Y}"  # the built-in short date: an English reader's order
    hours, minutes, second = seconds // 3600, seconds // 60 % 60, seconds % 60
    half = bool(re.search("am/pm|a/p", codes))
    out: list[str] = []
    last = ""
    for text, literal in parts:
        if literal:
            out.append(text)
            continue
        at = 0
        for match in _DATE.finditer(text):
            out.append(text[at : match.start()])
            at, code = match.end(), match[0].lower()
            clock = last == "h" or text[at : at + 2].lower() in (":s", ".s")
            said = {
                "yyyy": f"{day:%Y}", "yy": f"{day:%y}", "y": f"{day:%y}", "mmmmm": f"{day:%B}"[:1], "mmmm": f"{day:%B}",
                "mmm": f"{day:%b}", "mm": f"{minutes:02d}" if clock else f"{day:%m}", "m": f"{minutes}" if clock else f"{day.month}",
                "dddd": f"{day:%A}", "ddd": f"{day:%a}", "dd": f"{day:%d}", "d": f"{day.day}",
                "hh": f"{(hours % 12 or 12) if half else hours:02d}", "h": f"{(hours % 12 or 12) if half else hours}",
                "ss": f"{second:02d}", "s": f"{second}", "am/pm": "AM" if hours < 12 else "PM", "a/p": "A" if hours < 12 else "P",
            }.get(code, f"{day:%Y}" if code[0] == "y" else "")  # fmt: skip
            out.append(said)
            last = code[0]
        out.append(text[at:])
    return "".join(out).replace("@", "").strip(" ;,")
