"""A paper's classification is whole: public, or exempt under a named paragraph (S-05)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.registry import Found, check, heading
from pipeline.issues import Severity
from pipeline.model import RatedPlan
from pipeline.sheets.meetings import Classification

_PARAGRAPHS = re.compile(r"(para(graph)?s?\.? ?)?[1-7]((,| and|;| &) ?[1-7])*", re.IGNORECASE)


@check("S-05", Severity.ERROR, "Local Government Act 1972 Schedule 12A Part 1; SI 2012/2089 reg 20")
def classification_whole(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """An exempt paper names a paragraph from 1 to 7 of Schedule 12A, and a public paper names none."""
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
