"""Faults in what papers say about themselves and about risks."""

from collections.abc import Iterator

from plans import (
    appendix,
    domain,
    meeting,
    risk,
)
from planted import (
    Fault,
    fault,
)


def faults() -> Iterator[Fault]:
    exempt = {"classification": "Exempt", "public_interest": "It would tell who children are."}
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
    yield fault(
        "S-05",
        "Exempt paragraph",
        "of the appendix “Case studies” says '12'",
        appendices=[appendix(title="Case studies", file="cases.docx", exempt_paragraph="12")],
        meetings=[meeting()],
    )
    yield fault(
        "S-05",
        "Exempt paragraph",
        "says '2', but improvement_plan is public in Meetings",
        appendices=[appendix(exempt_paragraph="2")],
        meetings=[
            meeting(),
            meeting(paper="improvement_plan", key_decision=None, notice_published=None, publish_on=None),
        ],
    )
    yield fault(
        "S-05",
        "Exempt paragraph",
        "of the appendix “Case studies” says '2', but quarterly_update attaches the same file without one",
        appendices=[
            appendix(title="Case studies", file="cases.docx", exempt_paragraph="2"),
            appendix(title="Case studies", file="Cases.docx", paper="quarterly_update"),
        ],
        meetings=[meeting(), meeting(paper="quarterly_update")],
    )
    yield fault(
        "S-05a",
        "Exempt paragraph",
        "cabinet_paper is exempt, and Public interest doesn't say why",
        meetings=[meeting(classification="Exempt", exempt_paragraph="2", public_interest="TBC")],
    )
    yield fault(
        "T-04a",
        "Key decision notice published",
        "cabinet_paper has an exempt appendix, and Key decision notice published is empty",
        meetings=[meeting(key_decision="no", notice_published=None)],
        appendices=[appendix(title="Case studies", file="cases.docx", exempt_paragraph="1")],
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
