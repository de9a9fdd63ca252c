"""What people write, where it can be told to be wrong: shares, days of the week, names of bodies, counts of children."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from pipeline import wording
from pipeline.checks import identifiers
from pipeline.checks.identifiers import identifiers_in
from pipeline.checks.registry import Found, check, heading, rule_of
from pipeline.issues import Rule, Severity
from pipeline.model import RatedPlan
from pipeline.periods import month_number
from pipeline.places import Place
from pipeline.protected import counts_of_children
from pipeline.sheets.actions import Action
from pipeline.sheets.appendices import Appendix
from pipeline.sheets.background_papers import BackgroundPaper
from pipeline.sheets.columns import Row, columns_of
from pipeline.sheets.details import Details
from pipeline.sheets.domains import Domain
from pipeline.sheets.glossary import Term
from pipeline.sheets.measures import Measure
from pipeline.sheets.meetings import Classification, Meeting
from pipeline.sheets.milestones import Milestone
from pipeline.sheets.overrides import Override
from pipeline.sheets.readings import Reading
from pipeline.sheets.risks import Risk
from pipeline.sheets.updates import Update

_LISTED = 8  # letters told before the rest are only counted
_SHORTEST = 6  # characters that say something
_TOLD: tuple[type[Row], ...] = (Action, Domain, Measure, Milestone, Override, Reading, Risk, Update)
_PRINTED: tuple[type[Row], ...] = (*_TOLD, Appendix, BackgroundPaper, Details, Meeting)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_NUMBER = r"(\d[\d,]*)"
_PERCENT = r"(\d+(?:\.\d+)?) ?(?:%|per ?cent)"
_ABOUT = r"(?<!about )(?<!around )(?<!nearly )(?<!almost )(?<!over )(?<!under )(?<!than )(?<!some )"
_OF = r" (?:out of|of) (?:the |our |all |these )?"
_COUNT_FIRST = re.compile(
    rf"(?<![\w.,/]){_NUMBER}(?:{_OF}|/){_NUMBER}\b(?: (?!(?:and|but|from|to|than|last|against|up|down|in|at|by|for)\b)[a-z’'-]+){{0,4}}"
    rf" ?[(,] ?{_ABOUT}{_PERCENT}",
    re.IGNORECASE,
)
_PERCENT_FIRST = re.compile(rf"{_ABOUT}(?<![\w.]){_PERCENT} \({_NUMBER}(?:{_OF}|/){_NUMBER}\b", re.IGNORECASE)
_DATED = re.compile(
    rf"(?:\b({'|'.join(_DAYS)}),? (?:the )?)?(?<![\w.,/-])(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?"
    r"(January|February|March|April|May|June|July|August|September|October|November|December),? (20\d\d)\b"
)
_NAMES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\bDepartment of Education\b"), "the Department for Education"),
    (re.compile(r"\bOFSTED\b"), "Ofsted"),
    (re.compile(r"(?<![@./\w-])[Cc]hildrens\b(?![’'@/.-]\w)[’']?"), "children's, with the apostrophe before the s"),
    (
        re.compile(r"\bInspection of Local Authorit(?:y|ies)[’']? Children"),
        "Inspecting local authority children's services",
    ),
)


_LETTERS = re.compile(r"(?<![\w/&.@-])[A-Z][A-Z&]{0,4}[A-Z]s?(?![\w/&@-]| \d)")
_KNOWN = frozenset(
    {
        "BBC",
        "CSV",
        "DOB",
        "EU",
        "GP",
        "HR",
        "ID",
        "II",
        "III",
        "IT",
        "IV",
        "NHS",
        "NO",
        "OFSTED",
        "OK",
        "PDF",
        "RAG",
        "TBA",
        "TBC",
        "UK",
        "VI",
        "YES",
    }
)
_EXPLAINED = re.compile(r"[a-z]+ \(([A-Z][A-Z&]{0,4}[A-Z]s?)\)|(?<!\w)([A-Z][A-Z&]{0,4}[A-Z]s?) \([A-Za-z-]+ [a-z]")


class _Words(NamedTuple):
    """How words are looked at: what is wrong in a text, and what to do about it."""

    wrong: Callable[[str], list[str]]
    remedy: str


def wrong_shares(text: str) -> list[str]:
    """Percentages that the two counts beside them don't come to: ``64 of 114 (55%)`` is 56%."""
    if "%" not in text and "cent" not in text:
        return []
    found = [(match[1], match[2], match[3]) for match in _COUNT_FIRST.finditer(text)]
    found += [(match[2], match[3], match[1]) for match in _PERCENT_FIRST.finditer(text)]
    said = []
    for part, whole, percent in found:
        above, below, share = (Decimal(each.replace(",", "")) for each in (part, whole, percent))
        places = -int(share.as_tuple().exponent)
        if below and above <= below and abs(above * 100 / below - share) > Decimal("0.501").scaleb(-places):
            said.append(
                f"says that {part} of {whole} is {percent}%: it is {wording.number(above * 100 / below, max(places, 1))}%"
            )
    return said


def wrong_days(text: str) -> list[str]:
    """Dates that there aren't, and dates beside another day of the week: ``Thursday 7 May 2024`` was a Tuesday."""
    said: list[str] = []
    if " 20" not in text:
        return said
    for match in _DATED.finditer(text):
        day, number, name, year = match.groups()
        try:
            found = date(int(year), month_number(name.lower()) or 0, int(number))
        except ValueError:
            said.append(f"says {number} {name} {year}: there is no such day")
            continue
        if day and _DAYS[found.weekday()] != day:
            said.append(f"says {day} {wording.day(found)}: that is a {_DAYS[found.weekday()]}")
    return said


def wrong_names(text: str) -> list[str]:
    """Names of bodies that aren't how those bodies are called."""
    return [
        f"says “{match[0]}”: it is {right}" for pattern, right in _NAMES for match in [pattern.search(text)] if match
    ]


def _small_counts(text: str) -> list[str]:
    return [
        f"says “{said}”: public papers print these words, and so small a number may tell who they are"
        for said in counts_of_children(text)[:1]
    ]


_LOOKED_AT = {
    "S-01a": _Words(
        _small_counts, "Take the number out (“a few children”), or explain why nobody can be picked out by it."
    ),
    "Z-26": _Words(wrong_shares, "Correct the percentage or the counts, or leave the percentage out."),
    "Z-27": _Words(wrong_days, "Correct the date or the day of the week."),
    "Z-28": _Words(wrong_names, "Correct the name."),
}


def in_words(text: str, public: bool = True) -> Iterator[tuple[Rule, str, str]]:
    """What is wrong in somebody's words, as rule, what they say and remedy; what could tell who a child is only in ``public`` ones."""
    if len(text) < _SHORTEST:
        return
    for what in identifiers_in(text) if public else ():
        yield rule_of("S-04"), f"holds what looks like {what}", identifiers.REMEDY
    for code, words in _LOOKED_AT.items():
        if public or code != "S-01a":
            for said in words.wrong(text):
                yield rule_of(code), said, words.remedy


@check("S-01a", Severity.QUERY, "DfE disclosure control: children in need, and children looked after, data guidance")
def words_tell_no_count(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """Words that public papers print tell no count of children from 1 to 5.

    A query: what is said of two children may be known to all, or be about no one that could be found.
    """
    if any(each.classification is Classification.PUBLIC for each in now.plan.meetings.values()):
        yield from _found(now, "S-01a", _TOLD)


@check("Z-26", Severity.QUERY, "Published council reports whose percentages were not what their counts come to")
def shares_come_out(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """A percentage in words is what the two counts beside it come to."""
    yield from _found(now, "Z-26", _PRINTED)


@check("Z-27", Severity.QUERY, "Published agendas whose day of the week was not that of the date")
def days_are_right(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """A date in words is one that there is, on that day of the week."""
    yield from _found(now, "Z-27", _PRINTED)


@check("Z-28", Severity.QUERY, "How the Department for Education, Ofsted and its framework are called by themselves")
def names_are_right(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """The names of the inspectorate, the department and their framework are written as they write them; each once a sheet."""
    seen: dict[tuple[str, str, str], list[Found]] = {}
    for found in _found(now, "Z-28", _PRINTED):
        place = found.place
        seen.setdefault((place.file, place.sheet, found.message.partition(" says ")[2]), []).append(found)
    for first, *rest in seen.values():
        yield replace(first, also=tuple(each.place.cell for each in rest))


@check("Z-29", Severity.QUERY, "What members of several councils asked of performance papers: a glossary of acronyms")
def letters_explained(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """Letters that stand for words are in the sheet Glossary, or are explained where they stand."""
    told = {letters.strip() for row in now.plan.of(Term) for letters in (row.term, *_LETTERS.findall(row.term))}
    first: dict[str, Place] = {}
    for row, field, text in _written(now, _PRINTED):
        if not text.isupper():
            for letters in _LETTERS.findall(text):
                first.setdefault(letters.removesuffix("s"), row.place(field))
            if "(" in text:
                told.update(said for match in _EXPLAINED.finditer(text) for said in match.groups() if said)
    known = _KNOWN | told | {letters.removesuffix("s") for letters in told}
    if left := {letters: place for letters, place in first.items() if letters not in known}:
        shown = [f"{letters} ({place.sheet} {place.cell})" for letters, place in list(left.items())[:_LISTED]]
        more = [f"{len(left) - _LISTED} more"] if len(left) > _LISTED else []
        yield Found(
            next(iter(left.values())),
            f"Papers print {wording.joined([*shown, *more])} and explain {'it' if len(left) == 1 else 'them'} nowhere.",
            "Put them in the sheet Glossary, which papers print, or write the words out.",
        )


def _found(now: RatedPlan, code: str, kinds: tuple[type[Row], ...]) -> Iterator[Found]:
    words = _LOOKED_AT[code]
    for row, field, text in _written(now, kinds):
        if len(text) >= _SHORTEST:
            for said in words.wrong(text):
                yield Found(row.place(field), f"{heading(row, field)} {said}.", words.remedy)


def _written(now: RatedPlan, kinds: tuple[type[Row], ...]) -> Iterator[tuple[Row, str, str]]:
    """The words of a plan's rows, each with its row and field."""
    for kind in kinds:
        columns = columns_of(kind)
        for row in now.plan.rows.get(kind, ()):
            for field, text in row.__dict__.items():  # many times quicker than by getattr, and rows are many
                if type(text) is str and text and field in columns:
                    yield row, field, text
