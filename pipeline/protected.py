"""What must not be published: hidden figures in the forms they could be printed in, and counts of children in words."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SHARE_OR_BOUND = re.compile(
    r"\b(?:(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten) (?:in|out of)|more than|over|under|aged|ages) $",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\b(?<!last )(?<!this )(?<!a )(?:year|stage|tier|level|phase|section|group) $", re.IGNORECASE)
_WHICH = (
    r"(?:(?:of|the|our|these|those|more|other|further|new|separate|very|young|younger|older|vulnerable|disabled|missing|named|local"
    r"|unallocated|separated|unaccompanied|trafficked|exploited|looked[ -]after|asylum[ -]seeking|teenage|sibling) ){0,3}"
)
_NOT_THEIRS = (
    r"(?!['’]s? (?:social|services?|homes?|centres?|trusts?|charit|boards?|hubs?|teams?|hospitals?|commissioner|society|improvement"
    r"|overview|partnership|guardian|directorate|workforce))(?! (?:and family|and families) (?:hub|centre|team|service))"
)
_OF_CHILDREN = re.compile(
    r"child|young|leaver|bab(?:y|ies)|infant|pupil|sibling|boy|girl|teenage|minors", re.IGNORECASE
)
_COUNTED = re.compile(
    rf"(?<![\w.,/£-])(?:(?:one|1|a single) {_WHICH}(?:child|young person|care leaver|baby|infant|pupil|boy|girl|teenager)\b"
    r"(?! (?:protection|sexual|criminal|practice|centred|focused|first|at the|per|in need|benefit))"
    rf"|(?:[2-5]|two|three|four|five|a couple of) {_WHICH}"
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

    Shares (``one in five children``), ages, bounds (``more than five children``) and what belongs to children
    (``two children's homes``) are none.
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
