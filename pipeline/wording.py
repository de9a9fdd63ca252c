"""Values in English: how dates, numbers and lists read, the same in every paper, message and reason."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

from pipeline.sheets.measures import Unit

_NOTHING_SAID = frozenset(
    {"", "-", "–", "?", "??", "as above", "n/a", "na", "none", "not applicable", "nil", "tba", "tbc"}
    | {
        "as last quarter",
        "as per last quarter",
        "no update",
        "same as last quarter",
        "see attached",
        "see last quarter",
    }
    | {"to be agreed", "to be confirmed", "to be determined", "to follow", "x", "xx", "xxx"}
)
_NAMED = re.compile(
    r"(?:the|our|cllrs?|councillors?|alderman|mr|mrs|ms|miss|mx|dr|sir|dame|lord|lady|baroness|prof|professor)\b",
    re.IGNORECASE,
)
_A_NAME = re.compile(r"(?:[A-Z][\w’'-]*\.? ){1,3}[A-Z][\w’'-]+")
_POST_OR_BODY = re.compile(
    r"\b(?:adviser|advisor|agency|assembly|assistant|authority|board|cabinet|chair\w*|chief|clerk|commission\w*|committee|consultant"
    r"|convenor|co-?ordinator|council|deputy|department|directorate|director|executive|forum|governors?|group|head|holder|hub"
    r"|improvement|independent|inspector\w*|interim|leader|lead|manager|mayor|members?|minister|office\w*|overview|panel|partner\w*"
    r"|plan|practitioner|principal|programme|representative|scrutiny|secretary|services?|sponsor|strategy|team|treasurer|trust\w*"
    r"|worker)\b",
    re.IGNORECASE,
)
_VOWEL = re.compile(r"(?!one\b|uni)(?:[aeiou]|hmi\b)", re.IGNORECASE)
_WIDE = Context(prec=60)  # twelve figures and twenty decimal places, which is all that is ever read, and more
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def day(value: date) -> str:
    """``30 September 2026``."""
    return f"{value.day} {value:%B %Y}"


def weekday(value: date) -> str:
    """``Wednesday 30 September 2026``."""
    return f"{value:%A} {day(value)}"


def number(value: Decimal | int, decimals: int = 0) -> str:
    """A number rounded half up, with thousands separated: ``1,234.5``."""
    return f"{rounded(Decimal(value), decimals):,f}"


def plain(value: Decimal) -> str:
    """A number with the decimal places it has: ``22.4``, ``1,000``."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Rounded half up, as people round, to ``decimals`` places."""
    result = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _WIDE)
    return abs(result) if result == 0 else result


def figure(value: Decimal, unit: Unit, decimals: int) -> str:
    """A measure's figure with its unit: ``84.2%``, ``12.5 weeks``, ``41``, ``52.3 per 10,000``."""
    text = number(value, decimals)
    if unit is Unit.PERCENT:
        return f"{text}%"
    if unit is Unit.WEEKS:
        return f"{text} {'week' if text == '1' else 'weeks'}"
    if unit is Unit.RATE:
        return f"{text} per 10,000"
    return text


def short_figure(value: Decimal, unit: Unit, decimals: int) -> str:
    """A figure for a column or chart whose heading says the unit: ``84.2%``, ``12.5``, ``41``."""
    return f"{number(value, decimals)}%" if unit is Unit.PERCENT else number(value, decimals)


def joined(words: Iterable[str], last: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def listed(words: Iterable[str], most: int = 8) -> str:
    """The first of many, and how many more there are: ``a, b and 3 more``."""
    items = list(words)
    return joined([*items[:most], *([f"{len(items) - most} more"] if items[most:] else [])])


def shortened(text: str, most: int = 60) -> str:
    """A text in one line, cut between words where it is long."""
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most - 3].rsplit(" ", 1)[0] + " …"


def body(text: str) -> str:
    """A body that decides, within a sentence: ``Cabinet`` and ``Full Council``, but ``the Executive``."""
    return text if re.fullmatch(r"(?:full )?(?:cabinet|council)", text, re.IGNORECASE) else the(text)


def the(text: str) -> str:
    """A post or body within a sentence: ``the Children's Board``; ``Cllr A Smith``, ``Ann Smith`` and what has its ``the``
    stay as they are. A name is two to four words with capitals, none of which a post or body has.
    """
    if text[:4] == "The ":
        return f"t{text[1:]}"
    first = re.split(r",| [(–-]", text)[0]
    named = not text or _NAMED.match(text) or (_A_NAME.fullmatch(first) and not _POST_OR_BODY.search(first))
    return text if named else f"the {text}"


def an(text: str) -> str:
    """``a focused visit``, ``an inspection``."""
    return f"{'an' if _VOWEL.match(text) else 'a'} {text}"


def count(many: int, singular: str, plural: str = "") -> str:
    """``1 action``, ``3 actions``, ``0 actions``."""
    return f"{number(many)} {singular if many == 1 else plural or singular + 's'}"


def in_words(many: int) -> str:
    """Numbers below ten as words, as council papers write them."""
    return _NUMBERS[many] if 0 <= many < 10 else number(many)


def percent_of(part: int, whole: int) -> str:
    """``36%`` of a total, to a whole number, ``less than 1%`` where that would be none and ``more than 99%`` where it
    would be all; ``n/a`` where the total is nothing."""
    if whole == 0:
        return "n/a"
    text = f"{number(Decimal(part) * 100 / Decimal(whole))}%"
    return "less than 1%" if text == "0%" and part else "more than 99%" if text == "100%" and part < whole else text


def apostrophes(text: str) -> str:
    """Straight apostrophes as Word writes them: ``children's`` typed in Excel reads as in the paper's own prose.

    Where words are quoted with straight marks, only those inside a word are apostrophes for certain.
    """
    quoted = re.search(r"(?<!\w)'\w", text)
    return re.sub(r"(?<=\w)'(?=\w)" if quoted else r"(?<=\w)'(?=\w|\s|$|[.,;:)])", "’", text)


def says_nothing(text: str) -> bool:
    """Whether a cell's words only hold its place: empty, ``TBC``, ``n/a``."""
    return text.strip().rstrip(".").casefold() in _NOTHING_SAID


def sentence(text: str) -> str:
    """Begins with a capital and ends with a full stop."""
    words = text.strip()
    if not words:
        return ""
    words = words[0].upper() + words[1:]
    return words if words[-1] in ".!?" else words + "."
