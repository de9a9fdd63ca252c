"""Faults in ratings, and in what they leave unexplained."""

import dataclasses
from collections.abc import Iterator

from plans import (
    COMPLETE,
    action,
    earlier,
    measure,
    rated,
    readings,
    update,
)
from planted import (
    LATE,
    SAID,
    Fault,
    fault,
    rated_as,
    red,
    with_action,
    with_measure,
)

from pipeline.model import Travel
from pipeline.sheets.ratings import Scale


def faults() -> Iterator[Fault]:
    yield from ratings()
    yield from exceptions()


def ratings() -> Iterator[Fault]:
    sound = rated()
    yield Fault("R-01", dataclasses.replace(sound, actions={}), None, "Action", "Action 1.1 was not rated")
    delivery = sound.actions["1.1"].delivery
    mauve = dataclasses.replace(delivery, key=delivery.key.model_copy(update={"name": "Mauve"}))
    yield Fault(
        "R-01",
        with_action(sound, delivery=mauve),
        None,
        "When",
        "1 rating of 1.1 (delivery) is 'Mauve', which is not in the key",
    )
    yield fault(
        "R-02",
        "Lead's rating",
        "says Amber; worked out, it is Green: On track for its due date of 18 December 2026",
        updates=[update(lead_rating="amber")],
    )
    yield fault(
        "R-02",
        "Lead's rating",
        "says 'Purple', which is not a rating of the key",
        updates=[update(lead_rating="Purple")],
    )
    yield fault(
        "R-03",
        "Completed on",
        "Status of action 1.1 is complete, but Completed on is empty",
        updates=[update(**COMPLETE | {"completed": None, "lead_rating": ""})],
    )
    yield fault(
        "R-03",
        "Evidence",
        "is complete, but Evidence is empty",
        updates=[update(**COMPLETE | {"evidence": "", "lead_rating": ""})],
    )
    yield fault(
        "R-03",
        "Evidence of impact",
        "is embedded, but Evidence of impact is empty",
        updates=[update(**COMPLETE | {"status": "embedded"})],
    )
    yield fault(
        "R-03",
        "Evidence",
        "is complete, but Evidence says only 'TBC'",
        updates=[update(**COMPLETE | {"evidence": "TBC", "lead_rating": ""})],
    )
    context = rated(measures=[measure(polarity="context", target=None, tolerance=None, tolerance_unit=None, **SAID)])
    yield Fault(
        "R-04",
        with_measure(context, rating=rated_as(context, "Red")),
        None,
        "When",
        "Measure A1 is for context only, but is rated Red",
    )
    well = rated(measures=[measure(**SAID)])
    yield Fault(
        "R-04",
        with_measure(well, rating=rated_as(well, "Red")),
        None,
        "When",
        "is 87.5% against its target of 85.0% (high is good), on target, but is rated Red",
    )
    poor = rated(readings=readings((100, 104, 110, 117)), measures=[measure(**SAID)])
    yield Fault(
        "R-04",
        with_measure(poor, rating=rated_as(poor, "Green")),
        None,
        "When",
        "is 73.1% against its target of 85.0% (high is good), short by more than its tolerance, but is rated Green.",
    )
    yield Fault(
        "R-04",
        dataclasses.replace(
            poor,
            measures={
                name: with_measure(poor, rating=rated_as(poor, "Green")).measures["A1"] for name in ("A1", "A2", "A3")
            },
        ),
        None,
        "When",
        "but is rated Green. So are A2 and A3.",
    )
    bare = rated(readings=[])
    yield Fault(
        "R-04",
        with_measure(bare, rating=rated_as(bare, "Green")),
        None,
        "When",
        "Measure A1 has no figure, but is rated Green",
    )
    worse = dataclasses.replace(sound.measures["A1"].on_quarter, travel=Travel.WORSE)
    yield Fault(
        "R-04",
        with_measure(sound, on_quarter=worse),
        None,
        "Good is",
        "said to be worse than in 2026-27 Q1, though it went the other way",
    )
    silent = rated(updates=[])
    yield Fault(
        "R-04",
        with_action(silent, delivery=sound.actions["1.1"].delivery),
        None,
        "When",
        "Action 1.1 has no update, but its delivery is rated Green",
    )
    no_impact = tuple(row for row in sound.scheme.key if row.scale is not Scale.IMPACT)
    yield Fault(
        "R-05",
        dataclasses.replace(sound, scheme=dataclasses.replace(sound.scheme, key=no_impact)),
        None,
        "",
        "The Rating key has no ratings for impact",
    )
    same = tuple(
        row.model_copy(update={"scale": Scale.IMPACT}) for row in sound.scheme.key if row.scale is Scale.DELIVERY
    )
    copied = dataclasses.replace(sound, scheme=dataclasses.replace(sound.scheme, key=(*no_impact, *same)))
    yield Fault("R-05", copied, None, "", "has the words and meanings of the key for delivery")
    yield Fault(
        "R-05",
        with_action(sound, impact=sound.actions["1.1"].delivery),
        None,
        "When",
        "The impact of 1.1 is rated Green, a rating of delivery",
    )


def exceptions() -> Iterator[Fault]:
    late = {"actions": [action(**LATE)]}
    yield fault(
        "P-01",
        "Cause or barrier",
        "Action 1.1 is Red, but Cause or barrier, Recovery action and Back on track by are empty",
        updates=[update(lead_rating="Red", outlook="at risk")],
        **late,
    )
    yield fault(
        "P-01",
        "Cause or barrier",
        "Action 1.1 is Red, but Cause or barrier and Recovery action say nothing (n/a and To be confirmed)",
        updates=[red({"cause": "n/a", "recovery": "To be confirmed"})],
        **late,
    )
    yield fault(
        "P-01",
        "Back on track by",
        "says 30 September 2026, which has passed by 30 September 2026",
        updates=[red({"back_on_track": "2026-09-30"})],
        **late,
    )
    yield fault(
        "P-01",
        "Recovery lead",
        "Measure A1 is Red, but Recovery lead and Back on track by are empty",
        measures=[measure(target="95", cause="A", recovery="B")],
    )
    yield fault(
        "P-01",
        "Back on track by",
        "says 2026-27 Q2, which has passed",
        measures=[measure(target="95", cause="A", recovery="B", recovery_lead="C", back_on_track="2026-27 Q2")],
    )
    yield fault(
        "P-01a",
        "Cause or barrier",
        "Action 1.1 was Green last quarter and is Amber, but",
        earlier(),
        updates=[update(outlook="at risk", lead_rating="Amber")],
    )
    yield fault(
        "P-01a",
        "Cause",
        "Measure A1 was Green last quarter and is Amber, but",
        earlier(measures=[measure(target="80")]),
        measures=[measure(target="90")],
    )
