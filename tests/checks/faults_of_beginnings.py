"""Faults of what a quarter began with."""

from collections.abc import Iterator

from plans import earlier, measure, override, proposal, update
from planted import SAID, Fault, fault


def faults() -> Iterator[Fault]:
    yield fault("U-13", "Updates close", "Updates close is a proposal: 16 October 2026.", to_confirm=[proposal()])
    yield fault(
        "U-13",
        "Meeting date",
        "Meeting date of cabinet_paper is a proposal: 11 November 2026.",
        to_confirm=[
            proposal(
                what="Meeting date of cabinet_paper",
                sheet="Meetings",
                item="cabinet_paper",
                heading="Meeting date",
                proposed="11 November 2026",
            )
        ],
    )
    yield fault(
        "U-13",
        "To confirm",
        "papers/cabinet_paper.docx: it holds last quarter's words",
        to_confirm=[
            proposal(what="papers/cabinet_paper.docx", sheet="", heading="", why="it holds last quarter's words")
        ],
    )
    yield fault(
        "U-14",
        "Decided on",
        "The override of 1.1 to Amber was decided on 30 June 2026, for an earlier quarter",
        overrides=[override(on="2026-06-30")],
    )
    yield fault(
        "U-14",
        "Decided on",
        "The override of 1.1 to Amber was decided on 2 July 2026, for an earlier quarter",
        earlier(
            overrides=[override(on="2026-07-02")],
            updates=[update(progress="Tried in two teams.", updated_on="2026-07-01")],
        ),
        overrides=[override(on="2026-07-02")],
    )
    yield fault(
        "U-15",
        "Cause",
        "Cause and Recovery action of measure A1 are word for word last quarter's",
        earlier(measures=[measure(target="95", **SAID)]),
        measures=[measure(target="95", **SAID)],
    )
