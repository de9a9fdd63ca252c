"""Days, statuses, ratings and causes beside other actions than they are of: told by the rest of each row (D-09)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from pipeline.checks.registry import Found, check, heading
from pipeline.issues import Severity
from pipeline.model import RatedPlan
from pipeline.places import Place
from pipeline.sheets.ratings import Scale, Standing
from pipeline.sheets.updates import Outlook, Status, Update
from pipeline.wording import joined, says_nothing

_SOURCE = "Practice of spreadsheets: a row is kept together when it is sorted or moved"
_LEAST = 2  # rows that say it and shouldn't, and as many that should and don't
_AGREED = 0.8  # of a sheet's rows: the other columns agree with each other

Sign = Callable[[Update], bool]


@check("D-09", Severity.ERROR, _SOURCE)
def marks_beside_their_action(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """Statuses and days of updates stand beside the action that they are of.

    Told where the other columns agree with each other whether an action is done, and one says so of as many actions
    as they do, but of others: what was left out or put in by mistake wouldn't come out even.
    """
    yield from _at_odds(now, ("status", "completed"), "done", _of_done(now), surely=True)


@check("D-09a", Severity.QUERY, _SOURCE)
def views_beside_their_action(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """A lead's rating, and what is said of being late, stand beside the action that they are of.

    Told as D-09 is, but it may be so by chance: a lead may rate early or not at all, what is at risk needs no cause yet,
    and what is on track again may keep its own.
    """
    yield from _at_odds(now, ("lead_rating",), "done", _of_done(now), surely=False)
    yield from _at_odds(now, _OF_LATE, "late or at risk", _OF_LATE, surely=False)


_OF_LATE: Mapping[str, Sign] = {
    "outlook": lambda row: row.outlook in (Outlook.AT_RISK, Outlook.WILL_MISS),
    "cause": lambda row: not says_nothing(row.cause),
    "recovery": lambda row: not says_nothing(row.recovery),
    "back_on_track": lambda row: row.back_on_track is not None,
}
"""What says that an action is late or at risk, by column."""


def _of_done(now: RatedPlan) -> Mapping[str, Sign]:
    """What says that an action is done, by column."""
    over = {Status.COMPLETE, Status.EMBEDDED, Status.CLOSED}
    done = {row.name.casefold() for row in now.scheme.key if row.standing is Standing.DONE}
    done = {name for name in done if now.scheme.find(Scale.DELIVERY, name)}
    return {
        "status": lambda row: row.status in over,
        "completed": lambda row: row.completed is not None,
        "lead_rating": lambda row: row.lead_rating.strip().casefold() in done,
    }


def _at_odds(
    now: RatedPlan, fields: Iterable[str], what: str, signs: Mapping[str, Sign], *, surely: bool
) -> Iterator[Found]:
    """Each of the ``fields`` of a sheet that is at odds with the other columns of ``signs``."""
    sheets: dict[Place, list[Update]] = {}
    for row in now.plan.of(Update):
        place = row.place()
        sheets.setdefault(Place(place.file, place.sheet), []).append(row)
    for rows in sheets.values():
        for field in fields:
            yield from _of_column(rows, field, what, signs, surely=surely)


def _of_column(
    rows: Sequence[Update], field: str, what: str, signs: Mapping[str, Sign], *, surely: bool
) -> Iterator[Found]:
    sign = signs[field]
    others = [other for name, other in signs.items() if name != field and len({other(row) for row in rows}) > 1]
    if len(others) < 2:
        return
    agreed = [row for row in rows if len({other(row) for other in others}) == 1]
    wrongly = [row for row in agreed if sign(row) and not others[0](row)]
    missing = [row for row in agreed if not sign(row) and others[0](row)]
    if len(agreed) < _AGREED * len(rows) or len(wrongly) != len(missing) or len(missing) < _LEAST:
        return
    name = heading(rows[0], field)
    astray = sorted([*wrongly, *missing], key=rows.index)
    yield Found(
        astray[0].place(field),
        f"'{name}' says {what} of {_these(wrongly)}, and not of {_these(missing)}, of which the rest of the row says "
        f"so: '{name}' {'was' if surely else 'may have been'} sorted, moved or pasted apart from the rest of the sheet.",
        f"{'Undo it, or ask the lead for the form again' if surely else 'Ask the lead whether each stands beside its own action'}. "
        "Sort only the whole table at once.",
        "",
        tuple(row.place(field).cell for row in astray[1:]),
    )


def _these(rows: Sequence[Update]) -> str:
    names = [row.action for row in rows]
    return f"actions {joined(names if len(names) < 6 else [*names[:4], f'{len(names) - 4} more'])}"
