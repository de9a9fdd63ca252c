"""Rating key: the ratings a council uses and what each means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pipeline.sheets.columns import Choice, Column, Row, sheet


class Scale(Choice):
    """What is rated: how far an action is done, the difference it makes, or a measure."""

    DELIVERY = "delivery"
    IMPACT = "impact"
    MEASURE = "measure"

    @classmethod
    def also(cls) -> Mapping[str, Choice]:
        return {"action": cls.DELIVERY, "actions": cls.DELIVERY, "measures": cls.MEASURE, "indicator": cls.MEASURE}


class Standing(Choice):
    """What a rating says of progress, whatever the council calls it."""

    DONE = "done"
    ON_TRACK = "on track"
    AT_RISK = "at risk"
    OFF_TRACK = "off track"
    NOT_STARTED = "not started"
    UNKNOWN = "not known"


@sheet("Rating key", required=False)
class RatingKey(Row):
    """One row per rating, best first. Where the sheet is missing, the shipped scheme is used."""

    scale: Annotated[Scale, Column("Scale", "delivery, impact or measure.", ("Applies to",), "delivery", groups=True)]
    name: Annotated[str, Column("Rating", "The word that is printed.", ("Rating name", "RAG"), "Green")]
    meaning: Annotated[str, Column("Meaning", "What it means, in a sentence.", ("What it means",))]
    standing: Annotated[
        Standing, Column("Standing", "done, on track, at risk, off track, not started or not known.", (), "on track")
    ]
    symbol: Annotated[str, Column("Symbol", "A Unicode sign printed before the word.", (), "●")]
    fill: Annotated[str, Column("Fill colour", "Six hex digits.", ("Colour", "Fill"), "00703C")]
    ink: Annotated[
        str,
        Column(
            "Text colour", "Six hex digits; must stand out from the fill by 4.5 to 1.", ("Ink", "Font colour"), "FFFFFF"
        ),
    ]
