"""What a lead wrote beside one action that tells of another: a column sorted, shifted or pasted apart from its references."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.checks.registry import Found, check, heading
from pipeline.issues import Severity
from pipeline.model import RatedAction, RatedPlan
from pipeline.places import Place
from pipeline.sheets.updates import Update
from pipeline.wording import joined

_TEXTS = ("progress", "next_steps", "cause", "recovery", "evidence", "impact_evidence")
_FEW, _LEAST, _SURE = (
    5,
    3,
    6,
)  # rows with words: fewer tell nothing; those of them that tell of another action: to ask, to be sure
_SHARE, _PLAINLY = 0.5, 0.6  # of those rows: as many tell of another action, and as many leave no doubt
_TWICE, _MARGIN = 2.0, 0.05  # how much nearer another action's words must be than its own
_BY_CHANCE = (
    1.25  # times what a text shares with any action of the sheet: what it shares with its own, if that is by chance
)
_COMMON = 50  # actions that share a word: one of more tells none from another
_IN_ORDER = 6  # texts in the order of the alphabet: one sheet in 360 is so by chance
_WORD = re.compile("([a-z]{4,6})[a-z]*")
_SOURCE = "Practice of spreadsheets: a row is kept together when it is sorted or moved"


@dataclass(frozen=True)
class _Moved:
    """A column of a sheet whose words tell of other actions than they stand beside: the rows, and which is meant."""

    field: str
    rows: tuple[tuple[Update, str], ...]
    of: int  # rows that have words there

    @property
    def plainly(self) -> bool:
        """Whether so many of the rows tell of another action that nothing else can explain it."""
        return len(self.rows) >= max(_SURE, _PLAINLY * self.of)


@check("U-17", Severity.ERROR, _SOURCE)
def words_beside_their_action(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """What a lead wrote stands beside the action that it tells of.

    Told by the words of a whole column: its cells share no more with their own action (its text, outcome, milestones, and
    what was said of it last quarter) than with any other of the sheet, and most share far more with one other. Where
    two columns or more tell the same, or the references alone are out of order, it is the references that were moved.
    """
    yield from _words_astray(now, before, plainly=True)


@check("U-17b", Severity.QUERY, _SOURCE)
def words_may_be_astray(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """What a lead wrote seems to be of the action that it stands beside: the same as U-17, where few rows tell it."""
    yield from _words_astray(now, before, plainly=False)


def _words_astray(now: RatedPlan, before: RatedPlan | None, *, plainly: bool) -> Iterator[Found]:
    for sheet in _sheets(now, before):
        moved = sheet.moved
        if sheet.by_reference:
            if (len(moved) > 1 or moved[0].plainly) is plainly:
                yield _told_of_references(max(moved, key=lambda each: len(each.rows)), plainly)
        else:
            yield from (_told_of_column(each, plainly) for each in moved if each.plainly is plainly)


@check("U-17a", Severity.QUERY, _SOURCE)
def words_not_sorted(now: RatedPlan, before: RatedPlan | None) -> Iterator[Found]:
    """What leads wrote is not in the order of the alphabet while its actions are in the plan's."""
    for sheet in _sheets(now, before):
        if sheet.by_reference or _out_of_order(sheet.rows, now):
            continue
        for field, filled in _texts(sheet.rows).items():
            said = [_plain(getattr(row, field)) for row in filled]
            if len(set(said)) < _IN_ORDER or _numbered(said) or said not in (sorted(said), sorted(said, reverse=True)):
                continue
            if field in {each.field for each in sheet.moved}:
                continue
            name = heading(filled[0], field)
            yield Found(
                filled[0].place(field),
                f"The {len(filled)} texts under '{name}' stand in the order of the alphabet, and the actions beside "
                f"them in the order of the plan: it looks as if '{name}' was sorted alone.",
                _ASK,
                "",
                tuple(row.place(field).cell for row in filled[1:]),
            )


_TOGETHER = "Sort only the whole table at once."
_MEND = f"Undo it, or ask the lead for the form again. {_TOGETHER}"
_ASK = f"Ask the lead whether each text is beside its own action. {_TOGETHER}"


def _told_of_column(moved: _Moved, plainly: bool) -> Found:
    row, _ = moved.rows[0]
    return Found(
        row.place(moved.field),
        f"'{heading(row, moved.field)}' tells of other actions than it stands beside in {len(moved.rows)} of "
        f"{moved.of} rows: by its words {_meant(moved)}. That column, or '{heading(row, 'action')}', {'was' if plainly else 'may have been'} sorted, "
        "moved or pasted apart from the rest.",
        _MEND if plainly else _ASK,
        "",
        tuple(each.place(moved.field).cell for each, _ in moved.rows[1:]),
    )


def _told_of_references(moved: _Moved, plainly: bool) -> Found:
    row, _ = moved.rows[0]
    return Found(
        row.place("action"),
        f"'{heading(row, 'action')}' {'was' if plainly else 'may have been'} sorted, moved or pasted apart from the rest of the sheet: in "
        f"{len(moved.rows)} of {moved.of} rows what is said tells of another action. By the words of "
        f"'{heading(row, moved.field)}', {_meant(moved)}.",
        _MEND if plainly else _ASK,
        "",
        tuple(each.place("action").cell for each, _ in moved.rows[1:]),
    )


@dataclass(frozen=True)
class _Sheet:
    """The updates of a sheet that are of actions of the plan; which columns tell of others, or whether the references do."""

    rows: Sequence[Update]
    moved: Sequence[_Moved]
    by_reference: bool


@lru_cache(maxsize=1)
def _sheets(now: RatedPlan, before: RatedPlan | None) -> Sequence[_Sheet]:
    """Each sheet of updates, looked at once for all that is said of it."""
    sheets: dict[Place, list[Update]] = {}
    for row in now.plan.of(Update):
        if row.action in now.actions:
            place = row.place()
            sheets.setdefault(Place(place.file, place.sheet), []).append(row)
    likeness = _Likeness(now, before)
    return [_Sheet(rows, *_moved_columns(rows, now, likeness)) for rows in sheets.values()]


def _texts(rows: Sequence[Update]) -> dict[str, list[Update]]:
    """Each column of words of a sheet that has enough of them: the rows that have some."""
    texts = {field: [row for row in rows if getattr(row, field)] for field in _TEXTS}
    return {field: filled for field, filled in texts.items() if len(filled) >= _FEW}


def _moved_columns(rows: Sequence[Update], now: RatedPlan, likeness: _Likeness) -> tuple[list[_Moved], bool]:
    """The columns of a sheet that tell of other actions, and whether it is the references that were moved."""
    texts = _texts(rows)
    moved = _columns_moved(texts, {row.action for row in rows}, likeness)
    sorted_alone = _columns_moved(texts, _out_of_order(rows, now), likeness) if not moved else []
    return [*moved, *sorted_alone], bool(sorted_alone) or len(moved) > 1


def _out_of_order(rows: Sequence[Update], now: RatedPlan) -> set[str]:
    """The actions that don't stand where the order of the plan would have them."""
    order = {item: number for number, item in enumerate(now.actions)}
    items = [row.action for row in rows]
    return {one for one, other in zip(items, sorted(items, key=order.__getitem__), strict=True) if one != other}


def _columns_moved(texts: Mapping[str, Sequence[Update]], among: Collection[str], likeness: _Likeness) -> list[_Moved]:
    """The columns of which the words beside these actions tell of others of them."""
    found = []
    for field, filled in texts.items():
        rows = [row for row in filled if row.action in among]
        if len(rows) >= _FEW and (moved := _moved(field, rows, among, likeness)):
            found.append(moved)
    return found


def _moved(field: str, rows: Sequence[Update], among: Collection[str], likeness: _Likeness) -> _Moved | None:
    found = []
    own = every = 0.0
    for row in rows:
        scores = likeness.of(getattr(row, field), among)
        best = max(scores, key=lambda item: (scores[item], item), default=row.action)
        if scores.get(best, 0.0) > _TWICE * scores.get(row.action, 0.0) + _MARGIN:
            found.append((row, best))
        own += scores.get(row.action, 0.0)
        every += sum(scores.values()) / len(among)
    meant = {item for _, item in found}  # others' texts are as many as the rows: one text in all of them tells nothing
    if len(meant) < max(_LEAST, _SHARE * len(rows) / 2) or len(found) < _SHARE * len(rows) or own > _BY_CHANCE * every:
        return None
    return _Moved(field, tuple(found), len(rows))


def _meant(moved: _Moved) -> str:
    """``C5 is about action 3.2, C7 about 3.5 and C9 about 3.9``, of the first three."""
    first, *others = [(row.place(moved.field).cell, item) for row, item in moved.rows[:3]]
    return joined([f"{first[0]} is about action {first[1]}", *(f"{cell} about {item}" for cell, item in others)])


class _Likeness:
    """How much a text shares with what the plan, and last quarter's updates, say of each action (tf-idf and cosine)."""

    def __init__(self, now: RatedPlan, before: RatedPlan | None) -> None:
        said = {item: _stems(" ".join(_told_of(action, before))) for item, action in now.actions.items()}
        self._holding: dict[str, list[str]] = {}
        for item, words in said.items():
            for word in words:
                self._holding.setdefault(word, []).append(item)
        self._weight = {word: math.log(len(said) / len(items)) ** 2 for word, items in self._holding.items()}
        self._length = {item: self._norm(words) for item, words in said.items()}

    def of(self, text: str, among: Collection[str]) -> Mapping[str, float]:
        """Action, one of ``among`` -> from 0 to 1, for those that share a word with the text that few others have."""
        words = _stems(text) & self._holding.keys()
        own = self._norm(words)
        found: dict[str, float] = {}
        for word in sorted(words):
            if len(self._holding[word]) <= _COMMON:
                for item in self._holding[word]:
                    if item in among:
                        found[item] = found.get(item, 0.0) + self._weight[word]
        return {item: score / (own * self._length[item]) for item, score in found.items() if score}

    def _norm(self, words: Iterable[str]) -> float:
        return math.sqrt(math.fsum(map(self._weight.__getitem__, words))) or 1.0


def _told_of(action: RatedAction, before: RatedPlan | None) -> Iterator[str]:
    yield from (action.action.text, action.action.outcome, action.action.impact)
    yield from (milestone.text for milestone in action.milestones)
    was = before.plan.updates.get(action.action.id) if before else None
    if was:
        yield from (was.progress, was.next_steps)


def _stems(text: str) -> set[str]:
    """The beginnings of a text's longer words."""
    return set(_WORD.findall(text.casefold()))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _numbered(said: Sequence[str]) -> bool:
    """Whether texts begin with a number, a letter in brackets or their reference, and so are in order with their actions."""
    return 2 * sum(bool(re.match(r"\W*(action\b|ref\b|\d|[a-z]\W)", text)) for text in said) > len(said)
