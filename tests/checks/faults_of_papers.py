"""Faults in what papers say about themselves and about risks."""

from collections.abc import Iterator

from plans import (
    domain,
    meeting,
    risk,
)
from planted import (
    Fault,
    fault,
)


def faults() -> Iterator[Fault]:
    exempt = {"classification": "Exempt"}
    yield fault(
        "S-05",
        "Exempt paragraph",
        "cabinet_paper is exempt, but Exempt paragraph is empty",
        meetings=[meeting(**exempt)],
    )
    yield fault("S-05", "Exempt paragraph", "says '8'", meetings=[meeting(exempt_paragraph="8", **exempt)])
    yield fault(
        "S-05",
        "Exempt paragraph",
        "cabinet_paper is public, but Exempt paragraph says '2'",
        meetings=[meeting(exempt_paragraph="2")],
    )
    yield fault(
        "T-04a",
        "Key decision notice published",
        "cabinet_paper is exempt, and Key decision notice published is empty: Cabinet may meet in private",
        meetings=[meeting(exempt_paragraph="2", key_decision="no", notice_published=None, **exempt)],
    )
    yield fault("G-01a", "Email", "is 'a.sample at exampleshire'", meetings=[meeting(email="a.sample at exampleshire")])
    yield fault("G-01a", "Telephone", "is 'TBC'", meetings=[meeting(telephone="TBC")])
    yield fault("G-01a", "Telephone", "is '960000'", meetings=[meeting(telephone="960000")])
    yield fault("Z-31", "Item", "Item says only 'TBC', and is printed.", meetings=[meeting(item="TBC")])
    yield fault("Z-31", "Sponsor", "Sponsor says only 'tbc', and is printed.", domains=[domain(sponsor="tbc")])
    for title in ("Improvement plan: quarter 1", "The plan: first quarterly update", "Update, Q1 2026/27"):
        yield fault("X-02", "Title", "and the quarter reported is 2026-27 Q2", meetings=[meeting(title=title)])
    yield fault("G-12a", "Likelihood", "Likelihood of risk R1 is 6", risks=[risk(likelihood=6)])
    yield fault("G-12a", "Residual impact", "Residual impact of risk R1 is 0", risks=[risk(residual_impact=0)])
    yield fault(
        "G-12b",
        "Residual likelihood",
        "Risk R1 scores 4, and 20 after mitigation",
        risks=[risk(likelihood=1, impact=4, residual_likelihood=5, residual_impact=4)],
    )
