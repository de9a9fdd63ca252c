"""Planted faults: words that say who a child is."""

from collections.abc import Iterator

from plans import action, update
from planted import Fault, fault


def faults() -> Iterator[Fault]:
    """One of each kind of identifier, in the words of an update or an action."""
    for text, what in (
        ("The child, DOB 3/4/2016, was seen.", "a date of birth"),
        ("The child was born on 3 April 2016.", "a date of birth"),
        ("D.O.B. 3.4.16, seen at school.", "a date of birth"),
        ("Date of birth: 2016-04-03.", "a date of birth"),
        ("A child, born 3rd of April 2016, was seen.", "a date of birth"),
        ("Record 943 476 5919 was corrected.", "an NHS number"),
        ("Pupil A123456789012 moved school.", "a pupil number"),
        ("Carer QQ 12 34 56 C was paid.".replace("QQ", "AB"), "a national insurance number"),
        ("The family moved to ZZ1 4ZZ in May.", "a postcode"),
    ):
        yield fault("S-04", "Progress this quarter", f"holds what looks like {what}", updates=[update(progress=text)])
    yield fault(
        "S-04", "Outcome", "holds what looks like a postcode", actions=[action(outcome="Homes near ZZ1 4ZZ are safe.")]
    )
