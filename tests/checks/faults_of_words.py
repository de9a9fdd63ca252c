"""Faults in what people write: shares, days, names, counts of children."""

from collections.abc import Iterator

from plans import action, details, measure, meeting, update
from planted import Fault, fault


def faults() -> Iterator[Fault]:
    for words, said in (
        ("Three children went missing in August; their plans were changed the same week.", "Three children"),
        ("The audit of 40 files led to new plans for two of the older children.", "two of the older children"),
        ("One young person told us that she was not listened to by the first worker.", "One young person"),
    ):
        yield fault("S-01a", "Progress this quarter", f"says “{said}”", updates=[update(progress=words)])
    yield fault("S-01a", "Cause", "says “3 care leavers”", measures=[measure(cause="3 care leavers moved away.")])
    for words, said in (
        (
            "The audit found 64 of 114 plans complete (55%), and the rest are under way.",
            "says that 64 of 114 is 55%: it is 56.1%",
        ),
        (
            "Of the plans seen, 43.4% (21 of 49) were current when the manager looked.",
            "says that 21 of 49 is 43.4%: it is 42.9%",
        ),
    ):
        yield fault("Z-26", "Progress this quarter", said, updates=[update(progress=words)])
    for words, said in (
        ("The first review was held on Monday, the 7th of July 2026 with all the teams there.", "that is a Tuesday"),
        ("The form is in use by all the teams from 31 September 2026, as the board asked.", "there is no such day"),
    ):
        yield fault("Z-27", "Progress this quarter", said, updates=[update(progress=words)])
    yield fault(
        "Z-28",
        "Outcome",
        "says “Department of Education”",
        actions=[action(outcome="The Department of Education is told.")],
    )
    yield fault("Z-28", "Inspection topic", "says “Childrens”", details=[details(inspection_topic="Childrens plans")])
    yield fault("Z-28", "Title", "says “OFSTED”", meetings=[meeting(title="The OFSTED plan")])
    yield fault(
        "Z-29",
        "Outcome",
        "Papers print EMT (Actions",
        actions=[action(outcome="The EMT sees every file, and the AD of each team.")],
    )
