"""What headings mean: ours, the others that people type for them, and the council's own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

from pipeline.parse.words import folded
from pipeline.periods import Period
from pipeline.sheets.columns import SheetType, sheet_types


class Sense(NamedTuple):
    """For one kind of sheet, folded heading -> field for our own headings, and -> fields, in order, for others."""

    own: Mapping[str, str]
    others: Mapping[str, tuple[str, ...]]


class Vocabulary:
    """The headings understood in one quarter's folder, and the quarter that the folder reports.

    ``added`` holds the council's own headings: name of the kind -> folded heading -> field. They count as
    ours do, and one that we'd take for something else stands for what the council says.
    """

    def __init__(self, added: Mapping[str, Mapping[str, str]] | None = None, quarter: Period | None = None) -> None:
        self._added = added or {}
        self.quarter = quarter
        self._senses: dict[str, Sense] = {}

    def sense(self, kind: SheetType) -> Sense:
        """What headings mean on a kind of sheet."""
        found = self._senses.get(kind.name)
        if found is None:
            found = _sense(kind)
            added = self._added.get(kind.name, {})
            if added:
                own = {form: name for form, name in found.own.items() if name not in added.values()} | dict(added)
                others = {form: names for form, names in found.others.items() if form not in added}
                # Our heading for a field that has one of the council's is still understood, after theirs.
                for form, name in found.own.items():
                    if form not in own:
                        others[form] = (*others.get(form, ()), name)
                found = Sense(own, others)
            self._senses[kind.name] = found
        return found

    @cached_property
    def known(self) -> Mapping[str, frozenset[str]]:
        """Every heading of every kind, folded, and the names of the kinds that know it."""
        kinds: dict[str, set[str]] = {}
        for kind in sheet_types():
            for known in self.sense(kind):
                for form in known:
                    kinds.setdefault(form, set()).add(kind.name)
        return {form: frozenset(names) for form, names in kinds.items()}


@lru_cache(maxsize=64)
def _sense(kind: SheetType) -> Sense:
    own: dict[str, str] = {}
    others: dict[str, tuple[str, ...]] = {}
    for name, column in kind.columns().items():
        own[folded(column.heading)] = name
        for also in column.also:
            others[folded(also)] = (*others.get(folded(also), ()), name)
    return Sense(own, others)


@lru_cache(maxsize=64)
def required(kind: SheetType) -> tuple[str, ...]:
    """Fields of a kind of sheet that can't be left out."""
    return tuple(name for name in kind.columns() if kind.row.model_fields[name].is_required())


@lru_cache(maxsize=8192)
def forms(text: str) -> tuple[str, ...]:
    """A heading as it may be understood: whole, without what is in brackets, and as one or many."""
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", text)
    whole = [form for form in (folded(text), folded(bare)) if form]
    return tuple(
        dict.fromkeys([*whole, *(form.removesuffix("s") if form[-1] == "s" else form + "s" for form in whole)])
    )


EVERYDAY = Vocabulary()
"""The headings understood in any folder."""
