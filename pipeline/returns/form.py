"""A returned update form: what it was made from, the rows that came back in it, and which of them say something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from pipeline.parse.words import folded
from pipeline.places import Place
from pipeline.sheets.actions import Action
from pipeline.sheets.columns import Row
from pipeline.sheets.form_record import FormLine, Purpose
from pipeline.sheets.milestones import Milestone
from pipeline.sheets.updates import Update
from pipeline.wording import count, joined

SOURCE = "Practice of quarterly reporting: a return is checked against what was asked"
"""Who says what must hold of a returned form."""
FOR_PRINTING = "For printing"
"""The sheet of a form that is printed and written on by hand; it is not read."""
_GIVEN = ("text", "agreed_due", "updated_by", "updated_on")
FILLED_IN = tuple(name for name in Update.model_fields if name not in ("action", "places", "symbols", *_GIVEN))
"""The fields of an update in which a lead says something."""

Rows = dict[type[Row], tuple[Row, ...]]
R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Form:
    """A workbook that this program made: what it was made from, and the rows that came back in it."""

    file: str
    lines: tuple[FormLine, ...]
    updates: tuple[Update, ...]
    milestones: tuple[Milestone, ...]

    @property
    def purpose(self) -> Purpose:
        return self.lines[0].purpose

    @property
    def lead(self) -> str:
        return self.lines[0].lead

    @cached_property
    def made_of(self) -> dict[str, FormLine]:
        """Action -> what the form said of it when it was made."""
        return {line.action: line for line in self.lines}

    @cached_property
    def said(self) -> tuple[Update, ...]:
        """The rows in which something is filled in."""
        return tuple(row for row in self.updates if says_something(row))

    @property
    def place(self) -> Place:
        """The sheet that was to be filled in."""
        where = self.updates[0].place() if self.updates else self.lines[0].place()
        return Place(self.file, where.sheet if self.updates else "")


def says_something(row: Update) -> bool:
    """Whether a lead has filled in anything of a row but who and when."""
    return any(getattr(row, name) for name in FILLED_IN)


def rows_of(rows: Mapping[type[Row], tuple[Row, ...]], kind: type[R]) -> list[R]:
    """A folder's rows of one sheet."""
    return [row for row in rows.get(kind, ()) if isinstance(row, kind)]


def forms_in(rows: Mapping[type[Row], tuple[Row, ...]]) -> list[Form]:
    """The forms among a folder's rows, known by the record that is kept in each."""
    lines: dict[str, list[FormLine]] = {}
    for line in rows_of(rows, FormLine):
        lines.setdefault(line.place().file, []).append(line)
    return [
        Form(
            file,
            tuple(made),
            tuple(row for row in rows_of(rows, Update) if row.place().file == file),
            tuple(row for row in rows_of(rows, Milestone) if row.place().file == file),
        )
        for file, made in lines.items()
    ]


def is_theirs(row: Update, form: Form, actions: Mapping[str, Action]) -> bool:
    """Whether the form is of the lead of the row's action, or the plan has no such action."""
    return row.action not in actions or actions[row.action].lead == form.lead


def same(one: str, other: str) -> bool:
    """Whether two texts say the same, however they are spaced and capitalised."""
    return folded(one) == folded(other)


def these(references: Iterable[str]) -> str:
    """References as a sentence names them: “actions 1.1, 1.2 and 3.4”, and no more than eight."""
    names = list(references)
    if len(names) == 1:
        return f"action {names[0]}"
    more = [count(len(names) - 8, "other")] if len(names) > 8 else []
    return f"actions {joined(names[:8] + more)}"
