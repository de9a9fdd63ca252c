"""What Word's fields show: page numbers, links, references, form fields, symbols; and what they can't be carried as."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby, pairwise

from pipeline.issues import Severity, rule
from pipeline.printing.document.contents_line import NUMBER
from pipeline.printing.document.numerals import numeral
from pipeline.printing.document.page_numbers import asked_for
from pipeline.printing.document.tree import Bookmark, Inline, Link, Note, PageField, RunFormat, Tab, Text, words
from pipeline.printing.letters.symbols import symbol
from pipeline.printing.word.package import W, is_on, value, whole
from pipeline.printing.word.reading import BROKEN_REFERENCE, NOT_CARRIED, Field, Reading
from pipeline.printing.word.running_heads import asks_for_number

ARGUMENT = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
UNFILLED = rule(
    "W-13",
    Severity.QUERY,
    "Every prompt and form field of a paper has been filled in or taken out.",
    "What committee services send back: papers with prompts left in",
)
CHANGING = rule(
    "W-14",
    Severity.QUERY,
    "A paper's dates and times are typed, so that it says the same on every day.",
    "The paper that was decided on is the paper that is kept",
)
_PAGES = {"PAGE": "page", "NUMPAGES": "pages", "SECTIONPAGES": "section-pages"}
_PROMPTS = frozenset(("MERGEFIELD", "FILLIN", "ASK"))
_DATES = frozenset(("DATE", "TIME", "PRINTDATE"))
_KEPT = frozenset(("SET", "ASK"))
"""Fields that keep words for others to show, and show none."""
_BUTTONS = frozenset(("MACROBUTTON", "GOTOBUTTON"))
_BUTTON_CODE = re.compile(r"^\s*\S+\s+\S+|\\\*\s*[A-Za-z]+")  # what it does, and how what it shows is formatted
_WITHOUT_WORDS = frozenset(
    ("TC", "XE", "TA", "RD", "SET", "NEXT", "NEXTIF", "SKIPIF", "PRIVATE", "ADVANCE", "ASK", "IF", "COMPARE", "TOC",
     "TOA", "INDEX", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "SYMBOL", "MACROBUTTON", "GOTOBUTTON", "REF", "HYPERLINK",
     "DOCVARIABLE", "DOCPROPERTY", "MERGEFIELD", "FILLIN", "QUOTE", "COMMENTS", "SUBJECT", "KEYWORDS", "BIBLIOGRAPHY",
     "ADDIN", "CONTROL", "INCLUDEPICTURE", "LINK", "EMBED", "SHAPE", "OCX", "HTMLACTIVEX", "PRINT", "MERGESEQ",
     "MERGEREC", "DATABASE")
)  # fmt: skip
_STANDING_FOR_WORDS = frozenset(("DOCPROPERTY", "DOCVARIABLE", "QUOTE", "COMMENTS", "SUBJECT", "KEYWORDS", "REF"))
_LISTNUM = ("1)", "a)", "i)", "(1)", "(a)", "(i)", "1.", "a.", "i.")


def is_button(field: Field) -> bool:
    """Whether the words of a field's instruction are what it shows."""
    return any(name in _BUTTONS for name in arguments(field.instruction)[:1])


def arguments(instruction: str) -> list[str]:
    """A field's words, those in quotes as one; the first is its name in capitals."""
    found = [re.sub(r"\\(.)", r"\1", quoted) if quoted else plain for quoted, plain in ARGUMENT.findall(instruction)]
    if found and found[0].startswith("=") and len(found[0]) > 1:
        found[:1] = ["=", found[0][1:]]
    return [found[0].upper(), *found[1:]] if found else []


def closed(reading: Reading, field: Field, result: list[Inline], *, ended: bool = True) -> list[Inline]:
    """What a field whose result is ``result`` prints; where it hasn't ``ended``, it goes on in the next paragraph."""
    said = arguments(field.instruction)
    name = said[0] if said else ""
    shown = words(result)
    look = next((each.format for each in result if isinstance(each, Text)), field.look)
    if name in _PAGES:
        return [PageField(_PAGES[name], look, shown=shown, numbers=asked_for(field.instruction))] if ended else []
    if name == "PAGEREF" and len(said) > 1:
        reading.anchors_used.setdefault(said[1], reading.near)
        return _page_reference(result, said[1], asked_for(field.instruction), look)
    if name == "STYLEREF" and len(said) > 1:
        numbers = "label" if asks_for_number(field.instruction) else ""
        return [PageField("style", look, style=said[1], shown=shown, numbers=numbers, last="\\l" in said)]
    if name == "HYPERLINK":
        anchor = next((said[i + 1] for i, each in enumerate(said[:-1]) if each == "\\l"), "")
        address = said[1] if len(said) > 1 and not said[1].startswith("\\") else ""
        return linked(reading, result, address, anchor, "")
    if name in _KEPT:
        _told(reading, name, shown)
        return [each for each in result if isinstance(each, Bookmark)]
    if "error!" in shown.lower():
        what = "cross-reference" if name in ("REF", "NOTEREF") else "field"
        reading.say(
            BROKEN_REFERENCE, f"A {what} here says “{shown.strip()}”.", "In Word, update it (F9), or take it out."
        )
        return result
    if name in ("REF", "NOTEREF") and len(said) > 1 and "\\h" in said and result:
        reading.anchors_used.setdefault(said[1], reading.near)
        return [Link(tuple(result), anchor=said[1])]
    if name == "SEQ" and len(said) > 1:
        _count(reading, said, shown.strip())
    if not ended or (any(not isinstance(each, Bookmark) for each in result) and (name != "EQ" or shown.strip())):
        _told(reading, name, shown)
        return result
    return [*result, *_made(reading, field, name, said, look)]


def _page_reference(result: list[Inline], target: str, numbers: str, look: RunFormat) -> list[Inline]:
    """A page reference as the number of a page, after any words of its result.

    LibreOffice puts a whole line of a contents list into one, the words before the last tab; words alone are carried as such.
    """
    last = max((n for n, each in enumerate(result) if isinstance(each, Tab)), default=-1)
    shown = words(result[last + 1 :])
    if shown.strip() and not (numbers or NUMBER.fullmatch(shown) or "error!" in shown.lower()):
        return result
    return [*result[: last + 1], PageField("target", look, target=target, shown=shown, numbers=numbers)]


def _told(reading: Reading, name: str, shown: str) -> None:
    """What a reader should know of a field whose result is carried as it was last shown."""
    if name in _PROMPTS:
        reading.say(
            UNFILLED,
            f"A{'n' if name == 'ASK' else ''} {name} field is left in the paper.",
            "Put the words themselves there.",
        )
    elif name in _DATES:
        reading.say(
            CHANGING,
            f"The date or time here (“{shown.strip()}”) is a field that changes each day; it is printed as Word last showed it.",
            "Type the date itself.",
        )


def _made(reading: Reading, field: Field, name: str, said: list[str], look: RunFormat) -> list[Inline]:
    """What Word shows of a field that keeps no result."""
    if make := _MADE.get(name):
        return [*make(reading, field, said, look)]
    if name in _PROMPTS or name in _DATES:
        _told(reading, name, "")
    if name and name not in _DATES and _wants_words(reading, field, said):
        about = name if not said[1:2] or said[1].startswith("\\") else f"{name} {said[1]}"
        reading.say(
            NOT_CARRIED,
            f"A field here ({about[:60]}) holds no words yet, so nothing is printed for it.",
            "In Word, update it (F9), or put the words themselves there.",
        )
    return []


def _check_box(_: Reading, field: Field, __: list[str], look: RunFormat) -> Iterator[Inline]:
    box = None if field.form is None else field.form.find(f"{W}checkBox")
    mark = None if box is None else box.find(f"{W}checked")
    if mark is None and box is not None:
        mark = box.find(f"{W}default")
    yield Text("☒" if is_on(mark) else "☐", look)


def _drop_down(_: Reading, field: Field, __: list[str], look: RunFormat) -> Iterator[Inline]:
    choices = None if field.form is None else field.form.find(f"{W}ddList")
    entries = [] if choices is None else [each.get(f"{W}val", "") for each in choices.findall(f"{W}listEntry")]
    chosen = whole(value(choices, "result") or value(choices, "default"))
    if 0 <= chosen < len(entries):
        yield Text(entries[chosen], look)


def _text_box(_: Reading, field: Field, __: list[str], look: RunFormat) -> Iterator[Inline]:
    if typed := value(field.form, "textInput", "default"):
        yield Text(typed, look)


def _symbol(_: Reading, __: Field, said: list[str], look: RunFormat) -> Iterator[Inline]:
    if len(said) > 1:
        yield Text(_numbered_character(said), look)


def _button(_: Reading, field: Field, said: list[str], look: RunFormat) -> Iterator[Inline]:
    if len(said) > 2:
        yield Text(_BUTTON_CODE.sub("", field.instruction).strip(), look)


def _listed(reading: Reading, _: Field, said: list[str], look: RunFormat) -> Iterator[Inline]:
    yield Text(_list_number(reading, said), look)


def _numbered(reading: Reading, _: Field, said: list[str], look: RunFormat) -> Iterator[Inline]:
    name = said[0]
    reading.counted[name] = reading.counted.get(name, 0) + 1
    yield Text(f"{reading.counted[name]}.", look)


def _sequence(reading: Reading, field: Field, said: list[str], look: RunFormat) -> Iterator[Inline]:
    if len(said) > 1 and "\\h" not in said:
        yield Text(numeral(reading.counted[_series(said)], asked_for(field.instruction) or "decimal"), look)


def _equation(reading: Reading, field: Field, _: list[str], look: RunFormat) -> Iterator[Inline]:
    from pipeline.printing.equations.maths import formula
    from pipeline.printing.equations.maths_field import field_equation, phonetic

    if guided := phonetic(field.instruction):
        yield Text(guided, look)
    else:
        yield from formula(reading, field_equation(field.instruction), look)


def _barcode(reading: Reading, field: Field, _: list[str], __: RunFormat) -> Iterator[Inline]:
    reading.say(
        NOT_CARRIED,
        f"A barcode that Word draws from a field ({' '.join(field.instruction.split())}) is not carried.",
        "Put a picture with alternative text in its place, or say it in words.",
    )
    yield from ()


_MADE: Mapping[str, Callable[[Reading, Field, list[str], RunFormat], Iterator[Inline]]] = {
    "FORMCHECKBOX": _check_box,
    "FORMDROPDOWN": _drop_down,
    "FORMTEXT": _text_box,
    "SYMBOL": _symbol,
    **dict.fromkeys(_BUTTONS, _button),
    "LISTNUM": _listed,
    **dict.fromkeys(("AUTONUM", "AUTONUMLGL", "AUTONUMOUT"), _numbered),
    "SEQ": _sequence,
    "EQ": _equation,
    **dict.fromkeys(("DISPLAYBARCODE", "MERGEBARCODE", "BARCODE"), _barcode),
}


def _wants_words(reading: Reading, field: Field, said: list[str]) -> bool:
    """Whether a field without a result should show one.

    One that stands for words of the file should where Word has never filled it in, unless another's instruction holds it.
    """
    if said[0] in _STANDING_FOR_WORDS:
        return not field.in_result and all(each.in_result for each in reading.fields)
    return said[0] not in _WITHOUT_WORDS


def _series(said: list[str]) -> str:
    return f"SEQ {said[1].lower()}"


def _count(reading: Reading, said: list[str], shown: str) -> None:
    """Go on in the numbers of captions: to the one that Word showed, to where they start again (\\r), or to the next.

    R's officer and other programs leave it to Word to fill them in.
    """
    before = reading.counted.get(_series(said), 0)
    again = said[said.index("\\r") + 1 :][:1] if "\\r" in said else []
    number = int(shown) if shown.isdecimal() else before if "\\c" in said else whole(again[0]) if again else before + 1
    reading.counted[_series(said)] = number


def _numbered_character(said: list[str]) -> str:
    """A SYMBOL field's character: a code of a font, or of Unicode."""
    code = said[1]
    number = int(code, 16) if re.fullmatch(r"0[xX][0-9a-fA-F]+", code) else whole(code, -1)
    font = next((said[i + 1] for i, each in enumerate(said[:-1]) if each == "\\f"), "")
    if not 0 < number < 0x110000 or 0xD800 <= number < 0xE000:
        return "\ufffd"
    if "\\u" in said or number > 0xFF:
        return symbol(chr(number), font) or chr(number)
    return symbol(chr(number), font) or bytes([number]).decode("cp1252", "replace")


def _list_number(reading: Reading, said: list[str]) -> str:
    """A LISTNUM field's number in Word's default list."""
    switches = dict(pairwise(said))
    level = min(max(whole(switches.get("\\l"), 1), 1), len(_LISTNUM))
    key = f"LISTNUM {level}"
    reading.counted[key] = whole(switches["\\s"]) if "\\s" in switches else reading.counted.get(key, 0) + 1
    for lower in range(level + 1, len(_LISTNUM) + 1):
        reading.counted.pop(f"LISTNUM {lower}", None)
    pattern = _LISTNUM[level - 1]
    kind = {"1": "decimal", "a": "lowerLetter", "i": "lowerRoman"}[pattern.strip("().")]
    return pattern.replace(pattern.strip("()."), numeral(reading.counted[key], kind))


def linked(reading: Reading, children: list[Inline], address: str, anchor: str, title: str) -> list[Inline]:
    """Inlines as a link; as themselves where it leads to a file rather than to the web or a place in the paper.

    No link stands in another: one inside that leads elsewhere, and a note's mark, part it.
    """
    if address and anchor:
        address, anchor = f"{address}#{anchor}", ""
    if address and not re.match(r"(?i)(https?|mailto|tel|ftp):", address):
        reading.say(
            NOT_CARRIED, f"The link to “{address}” leads to a file, not to a web address; its words are printed without the link.",
            "Link to a web page, or say where the file can be had.",
        )  # fmt: skip
        address = ""
    if anchor:
        reading.anchors_used.setdefault(anchor, reading.near)
    if not (address or anchor):
        return children
    flat = [
        inner
        for each in children
        for inner in (
            each.children if isinstance(each, Link) and (each.address, each.anchor) == (address, anchor) else (each,)
        )
    ]
    made: list[Inline] = []
    for apart, group in groupby(flat, key=lambda each: isinstance(each, Link | Note)):
        inside = tuple(group)
        made += inside if apart else [Link(inside, address, anchor, title)]
    return made
