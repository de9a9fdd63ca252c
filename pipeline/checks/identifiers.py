"""Nothing that is printed says who a child is (S-04)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipeline.checks.registry import Found, check, heading
from pipeline.issues import Severity
from pipeline.model import RatedPlan
from pipeline.sheets.columns import columns_of
from pipeline.sheets.people import Person


def _nhs(text: str) -> bool:
    """Ten digits with the NHS number's own check digit (modulus 11)."""
    for match in re.finditer(r"(?<!\d)(\d{3})[ -]?(\d{3})[ -]?(\d{4})(?!\d)", text):
        digits = [int(digit) for digit in "".join(match.groups())]
        rest = 11 - sum(digit * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True)) % 11
        if rest % 11 == digits[9] and len(set(digits)) > 1:
            return True
    return False


def _having(pattern: str, flags: int = 0) -> Callable[[str], bool]:
    found = re.compile(pattern, flags)
    return lambda text: found.search(text) is not None


_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[ ./-]*(?:\d{{1,2}}[ ./-]+\d{{2,4}}|{_MONTH})\b|{_MONTH} \d{{1,2}}\b|\d{{4}}-\d\d-\d\d|\d{{6,8}}\b)"
REMEDY = "Take it out: these words are printed in public papers."
_ADDRESS = "a postcode"
# What would name a child, and how it is told from other words.
IDENTIFIERS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    (
        "a date of birth",
        _having(rf"\b(?:(?:d\.?o\.?b\b\.?|date of birth)[^.;\n]{{0,12}}|born (?:on )?(?:the )?){_DAY}", re.IGNORECASE),
    ),
    ("an NHS number", _nhs),
    ("a pupil number", _having(r"(?<!\w)[A-HJ-NP-RT-Z]\d{11}[\dA-Z](?!\w)")),
    ("a national insurance number", _having(r"(?<!\w)[A-CEGHJ-PR-TW-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D](?!\w)")),
    (_ADDRESS, _having(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}(?!\w)")),
)


def identifiers_in(text: str) -> list[str]:
    """What in the words of a document would name a child; postcodes are left out, as letters have addresses."""
    return [what for what, holds in IDENTIFIERS if what != _ADDRESS and holds(text)]


@check("S-04", Severity.ERROR, "Local Government Act 1972, Schedule 12A, paragraphs 1 and 2; UK GDPR")
def no_one_is_named(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """No date of birth, NHS, pupil or national insurance number and no postcode stands in words that are printed."""
    for kind, rows in now.plan.rows.items():
        if kind is Person:
            continue
        for row in rows:
            for field in columns_of(kind):
                text = getattr(row, field)
                if not isinstance(text, str):
                    continue
                for what, holds in IDENTIFIERS:
                    if holds(text):
                        yield Found(
                            row.place(field),
                            f"{heading(row, field)} holds what looks like {what}.",
                            REMEDY,
                        )
