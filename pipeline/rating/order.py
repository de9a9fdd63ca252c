"""Which of two ratings is better: by what they say of progress, never by their names."""

from __future__ import annotations

from pipeline.model import Rating, Scheme, Shift
from pipeline.sheets.ratings import RatingKey, Standing

_LEVEL = {
    Standing.DONE: 0,
    Standing.ON_TRACK: 1,
    Standing.NOT_STARTED: 2,
    Standing.AT_RISK: 3,
    Standing.OFF_TRACK: 4,
    Standing.UNKNOWN: 2,
}
GOOD = frozenset({Standing.DONE, Standing.ON_TRACK})


def shift(before: Rating | None, now: Rating) -> Shift:
    """How a rating moved. Losing a rating is worse, whatever it was: nobody knows any longer.

    Two ratings of one standing (complete, then embedded) count as the same here; :func:`shift_within`
    tells them apart by their place in a key.
    """
    if before is None:
        return Shift.NEW
    if before.name.casefold() == now.name.casefold():
        return Shift.SAME
    old, new = before.standing, now.standing
    if old is new:
        return Shift.SAME
    if new is Standing.UNKNOWN or _LEVEL[new] > _LEVEL[old]:
        return Shift.WORSE
    return Shift.BETTER


def shift_within(scheme: Scheme, before: Rating | None, now: Rating) -> Shift:
    """As :func:`shift`; two names of one standing compare by their place in this scheme's key, best first."""
    found = shift(before, now)
    if found is not Shift.SAME or before is None or before.name.casefold() == now.name.casefold():
        return found
    old, new = scheme.find(now.key.scale, before.name), scheme.find(now.key.scale, now.name)
    if old is None or new is None:
        return found
    return Shift.BETTER if scheme.rank(new) < scheme.rank(old) else Shift.WORSE


def is_worse(scheme: Scheme, new: RatingKey, old: RatingKey) -> bool:
    """Whether ``new`` is plainly the worse of two known ratings: what anybody may say without a reason."""
    if Standing.UNKNOWN in (new.standing, old.standing):
        return False
    if _LEVEL[new.standing] != _LEVEL[old.standing]:
        return _LEVEL[new.standing] > _LEVEL[old.standing]
    return scheme.rank(new) > scheme.rank(old)
