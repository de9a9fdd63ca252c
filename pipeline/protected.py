"""What must not be published: hidden figures in the forms they could be printed in, and counts of children in words."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SHARE_OR_BOUND = re.compile(
    r"\b(?:(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten) (?:in|out of)|more than|over|under|aged|ages|no|any"
    r"|for up to|(?:registered|capacity) for"
    r"|(?:families|households|parents) (?:with|of|who have)(?: at least)?(?: \w+ (?:or|to))?) $",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\b(?<!last )(?<!this )(?<!a )(?:years?|stages?|tiers?|levels?|phases?|sections?|groups?|bands?|grades?|pages?|parts?|steps?|items?"
    r"|tables?|figures?|appendix|annex|versions?|waves?|cohorts?|recommendations?|objectives?|priorit(?:y|ies)|themes?)"
    r" (?:\d+(?:,| and| to| or) )*$",
    re.IGNORECASE,
)
_WHICH = (
    r"(?:(?:of|the|our|these|those|more|other|further|new|separate|very|young|younger|older|vulnerable|disabled|missing|named|local"
    r"|unallocated|separated|unaccompanied|trafficked|exploited|looked[ -]after|asylum[ -]seeking|teenage|sibling) ){0,3}"
)
_OF_A_CHILD = (
    r"(?:plans?|cases?|files?|records?|reviews?|placements?|assessments?|visits?|circumstances|famil(?:y|ies)|parents?|mothers?"
    r"|fathers?|carers?|deaths?|names?|injur(?:y|ies)|addresse?s?|exclusions?|moves?|admissions?)\b(?! (?:template|form|system|team|service|group|forum))"
)
_NOT_THEIRS = (
    rf"(?!['’]s? (?!(?:(?!services?|social|homes?|and)\w+ )?{_OF_A_CHILD}))"
    r"(?! and young people['’]s)(?!,? (?:one|1) (?:plan|record|worker|social|family|voice))(?! (?:per|or more|at a time)\b)"
    r"(?!(?: (?:and|&|in care|in need|looked[ -]after|with disabilities|missing education|famil(?:y|ies)|protection|assessment|social|mental"
    r"|health|participation))* (?:acts?|teams?|workers?|practitioners?|officers?|nurses?|councils?|services?|managers?"
    r"|posts?|panels?|boards?|hubs?|centres?|leads?|advis[eo]rs?|advocates?)\b)"
)
"""After a count of children: not what is called after them, such as their homes, their services and who works for them."""
_OF_CHILDREN = re.compile(
    r"child|young|leaver|bab(?:y|ies)|infant|pupil|sibling|boy|girl|teenage|minors", re.IGNORECASE
)
_COUNTED = re.compile(
    rf"(?<![\w.,/£–-])(?:(?:one|1|a single) {_WHICH}(?:child|young person|care leaver|baby|infant|pupil|boy|girl|teenager)\b"
    r"(?! (?:protection|sexual|criminal|practice|centred|focused|first|at the|benefit|record|index|and family|premium|referral|feeding"
    r"|clinic|box|in need (?:review|census|meeting|visit|form|polic)))"
    r"|(?:(?<!every )(?<!each )(?:one|1) of (?:the|our|these|those) "
    rf"|(?:[2-4]|two|three|four|a couple of|(?<!1 to )(?<!one to )(?<!1 and )(?<!one and )(?:5|five)) ){_WHICH}"
    r"(?:children|young people|young women|young men|care leavers|babies|infants|pupils|siblings|boys|girls|teenagers|unaccompanied minors"
    r"|child protection plans|child in need plans)\b)"
    rf"{_NOT_THEIRS}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Protected:
    """A figure that must not be published: the measure, the period, and the forms it could be printed in.

    ``texts`` are such as ``3``, ``three``, ``3.4%`` and ``3 of 52``. ``hints`` may be the figure or give it away, and
    may as well be something else: its rounded form, the bare numerator, how many are left.
    """

    measure_id: str
    measure_name: str
    period: str
    texts: tuple[str, ...]
    hints: tuple[str, ...] = ()


def counts_of_children(text: str) -> list[str]:
    """Counts of children from 1 to 5 as people write them: ``two children``, ``three of the young people``, ``1 child``.

    Shares (``one in five children``), ages, bounds (``more than five children``), and what is called after
    children (``two children's homes``, ``three children in care nurses``) are none; ``one child's plan`` is one.
    """
    if not _OF_CHILDREN.search(text):
        return []
    said = " ".join(text.split())
    found = [(said[: match.start()], match[0]) for match in _COUNTED.finditer(said)]
    return [
        counted
        for before, counted in found
        if not _SHARE_OR_BOUND.search(before) and not (counted[0].isdigit() and _NUMBERED.search(before))
    ]
