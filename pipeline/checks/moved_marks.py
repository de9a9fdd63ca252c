"""Days, statuses, ratings and causes beside other actions than they are of: told by the rest of each row (D-09)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

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
    """Statuses, days and ratings of updates stand beside the action that they are of.

    Told where the other columns agree with each other whether an action is done, and one says so of as many actions
    as they do, but of others: what was left out or put in by mistake wouldn't come out even.
    """
    over = {Status.COMPLETE, Status.EMBEDDED, Status.CLOSED}
    done = {row.name.casefold() for row in now.scheme.key if row.standing is Standing.DONE}
    done = {name for name in done if now.scheme.find(Scale.DELIVERY, name)}
    signs: Mapping[str, Sign] = {
        "status": lambda row: row.status in over,
        "completed": lambda row: row.completed is not None,
        "lead_rating": lambda row: row.lead_rating.strip().casefold() in done,
    }
    yield from _at_odds(now, "done", signs, "was")


@check("D-09a", Severity.QUERY, _SOURCE)
def causes_beside_their_action(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """What updates say of being late stands beside the action that it is of.

    Told as D-09 is; but what is at risk needs no cause yet, and what is on track again may keep its own.
    """
    signs: Mapping[str, Sign] = {
        "outlook": lambda row: row.outlook in (Outlook.AT_RISK, Outlook.WILL_MISS),
        "cause": lambda row: not says_nothing(row.cause),
        "recovery": lambda row: not says_nothing(row.recovery),
        "back_on_track": lambda row: row.back_on_track is not None,
    }
    yield from _at_odds(now, "late or at risk", signs, "may have been")


def _at_odds(now: RatedPlan, what: str, signs: Mapping[str, Sign], was: str) -> Iterator[Found]:
    sheets: dict[Place, list[Update]] = {}
    for row in now.plan.of(Update):
        place = row.place()
        sheets.setdefault(Place(place.file, place.sheet), []).append(row)
    for rows in sheets.values():
        yield from _of_sheet(rows, what, signs, was)


def _of_sheet(rows: Sequence[Update], what: str, signs: Mapping[str, Sign], was: str) -> Iterator[Found]:
    for field, sign in signs.items():
        others = [other for name, other in signs.items() if name != field and len({other(row) for row in rows}) > 1]
        if len(others) < 2:
            continue
        agreed = [row for row in rows if len({other(row) for other in others}) == 1]
        wrongly = [row for row in agreed if sign(row) and not others[0](row)]
        missing = [row for row in agreed if not sign(row) and others[0](row)]
        if len(agreed) < _AGREED * len(rows) or len(wrongly) != len(missing) or len(missing) < _LEAST:
            continue
        name = heading(rows[0], field)
        astray = sorted([*wrongly, *missing], key=rows.index)
        yield Found(
            astray[0].place(field),
            f"'{name}' says {what} of {_these(wrongly)}, and not of {_these(missing)}, of which the rest of the row says "
            f"so: '{name}' {was} sorted, moved or pasted apart from the rest of the sheet.",
            "Undo it, or ask the lead for the form again. Sort only the whole table at once.",
            "",
            tuple(row.place(field).cell for row in astray[1:]),
        )


def _these(rows: Sequence[Update]) -> str:
    names = [row.action for row in rows]
    return f"actions {joined(names if len(names) < 6 else [*names[:4], f'{len(names) - 4} more'])}"
