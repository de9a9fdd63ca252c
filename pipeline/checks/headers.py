"""A paper's header can be used: classification, officer, words in it, and a title of its own quarter (S-05, G-01a, Z-31, X-02)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline import wording
from pipeline.checks.registry import Found, check, heading
from pipeline.issues import Severity
from pipeline.model import Plan, RatedPlan
from pipeline.sheets.appendices import Appendix
from pipeline.sheets.columns import Row
from pipeline.sheets.domains import Domain
from pipeline.sheets.findings import Finding
from pipeline.sheets.meetings import Classification

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_TELEPHONE = re.compile(r"\+?(?=(\D*\d){9,})[\d ()-]+( ?(ext\.?|x) ?\d+)?", re.IGNORECASE)
_QUARTER = re.compile(
    r"\b(?:q|qtr|quarter)[ .]*(?P<figure>[1-4]|one|two|three|four)\b|\b(?P<word>first|second|third|fourth) quarter(?:ly)?\b",
    re.IGNORECASE,
)
_WHICH = {"one": 1, "first": 1, "two": 2, "second": 2, "three": 3, "third": 3, "four": 4, "fourth": 4}
_PARAGRAPHS = re.compile(r"(para(graph)?s?\.? ?)?[1-7]((,| and|;| &) ?[1-7])*", re.IGNORECASE)


@check("S-05", Severity.ERROR, "Local Government Act 1972 Schedule 12A Part 1; SI 2012/2089 reg 20")
def classification_whole(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """An exempt paper or appendix names a paragraph from 1 to 7 of Schedule 12A, and a public paper names none."""
    for meeting in now.plan.meetings.values():
        name, said = heading(meeting, "exempt_paragraph"), meeting.exempt_paragraph.strip()
        exempt = meeting.classification is Classification.EXEMPT
        if exempt and not _PARAGRAPHS.fullmatch(said):
            message = f"{meeting.paper} is exempt, but {name} {f'says {said!r}' if said else 'is empty'}."
            remedy = "Write the paragraph of Schedule 12A, Local Government Act 1972, from 1 to 7."
        elif said and not exempt:
            message = f"{meeting.paper} is public, but {name} says {said!r}."
            remedy = f"Clear {name}, or make the paper exempt."
        else:
            continue
        yield Found(meeting.place("exempt_paragraph"), message, remedy, f"paper {meeting.paper}")
    for row in now.plan.of(Appendix):
        name, said = heading(row, "exempt_paragraph"), row.exempt_paragraph.strip()
        built = now.plan.meetings.get(row.file)
        if said and not _PARAGRAPHS.fullmatch(said):
            message = f"{name} of the appendix “{row.title}” says {said!r}."
            remedy = (
                "Write the paragraph of Schedule 12A, Local Government Act 1972, from 1 to 7; empty where it is public."
            )
        elif said and built and built.classification is Classification.PUBLIC:
            message = f"{name} of the appendix “{row.title}” says {said!r}, but {row.file} is public in Meetings."
            remedy = f"Clear {name}, or make {row.file} exempt in Meetings."
        elif said and (public := _published_with(now.plan, row)):
            message = f"{name} of the appendix “{row.title}” says {said!r}, but {public.paper} attaches the same file without one."
            remedy = f"Clear {name}, or write it in {public.place('file').cell} too."
        else:
            continue
        yield Found(row.place("exempt_paragraph"), message, remedy, f"paper {row.paper}")


def _published_with(plan: Plan, exempt: Appendix) -> Appendix | None:
    """The same file's row as an appendix that a public paper is published with."""
    return next(
        (
            row
            for row in plan.of(Appendix)
            if row.file.casefold() == exempt.file.casefold()
            and not row.exempt_paragraph.strip()
            and (host := plan.meetings.get(row.paper))
            and host.classification is Classification.PUBLIC
        ),
        None,
    )


@check("S-05a", Severity.QUERY, "Local Government Act 1972 Schedule 12A paragraph 10: the public interest test")
def public_interest_said(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """An exempt paper says why the public interest in keeping it exempt outweighs that in publishing it."""
    for meeting in now.plan.meetings.values():
        if meeting.classification is Classification.EXEMPT and wording.says_nothing(meeting.public_interest):
            name = heading(meeting, "public_interest")
            yield Found(
                meeting.place("exempt_paragraph"),
                f"{meeting.paper} is exempt, and {name} doesn't say why that is in the public interest.",
                f"Write it under {name}, or in the draft; information is only exempt where it is.",
                f"paper {meeting.paper}",
            )


@check("G-01a", Severity.ERROR, "Report templates of several councils: whom to ask about a paper")
def officer_reachable(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """A paper's e-mail is an address and its telephone a number."""
    for meeting in now.plan.meetings.values():
        for field, form, example in (
            ("email", _EMAIL, "name@council.gov.uk"),
            ("telephone", _TELEPHONE, "01234 567890"),
        ):
            said = getattr(meeting, field).strip()
            if said and not form.fullmatch(said):
                yield Found(
                    meeting.place(field),
                    f"{heading(meeting, field)} for {meeting.paper} is {said!r}.",
                    f"Write it in full, such as {example}.",
                    f"paper {meeting.paper}",
                )


@check("Z-31", Severity.ERROR, "Report templates of several councils: TBC left in a published paper")
def says_something(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """What papers print of the plan, its meetings, domains and findings is there, and isn't TBC or n/a."""
    plan = now.plan
    rows: list[Row] = [plan.details, *plan.meetings.values(), *plan.of(Domain), *plan.of(Finding)]
    for row in rows:
        for field, kind in type(row).model_fields.items():
            said = getattr(row, field)
            if kind.is_required() and isinstance(said, str) and _says_nothing(field, said):
                name = heading(row, field)
                remedy = f"Write what is to be printed under {name}."
                if field == "item":
                    remedy = "Write its number, or: to be confirmed by Democratic Services; or, for what goes to no meeting: not applicable."
                yield Found(row.place(field), f"{name} says only {said!r}, and is printed.", remedy)


def _says_nothing(field: str, said: str) -> bool:
    if field in ("email", "telephone") or (field == "item" and said.strip().casefold() == "not applicable"):
        return False  # the first two are G-01a's
    return bool(said) and wording.says_nothing(said)


@check(
    "X-02", Severity.QUERY, "Performance reports of several councils, with one quarter in the title and another inside"
)
def title_of_its_quarter(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """A paper's title names no other quarter than the one reported."""
    quarter = now.plan.details.quarter
    for meeting in now.plan.meetings.values():
        for match in _QUARTER.finditer(meeting.title):
            said = (match["figure"] or match["word"]).casefold()
            number = _WHICH.get(said) or (int(said) if said.isdigit() else 0)
            if number and not str(quarter).endswith(f"Q{number}"):
                yield Found(
                    meeting.place("title"),
                    f"{heading(meeting, 'title')} of {meeting.paper} is {meeting.title!r}, and the quarter reported is {quarter}.",
                    f"Correct {heading(meeting, 'title')}, or take the quarter out of it: papers say which quarter they tell of.",
                    f"paper {meeting.paper}",
                )
                break
