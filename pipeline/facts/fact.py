"""A fact: a value a paper may print, how it is printed, and where it came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from pipeline.places import Place


@dataclass(frozen=True, slots=True)
class Fact:
    """One value: its id (``action.3.2.due``), the value, the text that is printed, its sources.

    ``how`` says what was done to the sources to get it (a rule, a sum); empty when it was copied.
    Printed (``str``), it is its text; tested, it is whether there is anything to print.
    """

    id: str
    value: Any
    text: str
    sources: tuple[Place, ...] = ()
    how: str = ""

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.value) and self.text != ""

    def __len__(self) -> int:
        return len(self.text)

    def __eq__(self, other: object) -> bool:
        return (self.value == other.value) if isinstance(other, Fact) else (other in (self.value, self.text))

    def __hash__(self) -> int:
        return hash(self.id)


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart: SVG for the print, PNG for old readers, the text that stands for it, width in millimetres.

    ``draw`` makes the PNG, which takes time and which only the paper that shows the chart needs.
    """

    id: str
    svg: str
    draw: Callable[[], bytes] = field(compare=False)
    alt: str
    width: float
    height: float
    sources: tuple[Place, ...] = ()

    @property
    def png(self) -> bytes:
        """The picture for readers that can't show SVG, drawn anew each time it is asked for."""
        return self.draw()


class Node:
    """Facts by name, as templates reach them: ``{{ plan.title }}``.

    A name that isn't there is an error in the template, never a blank.
    """

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[str, Item]) -> None:
        self._items = dict(items)

    def __getattr__(self, name: str) -> Any:
        try:
            return self._items[name]
        except KeyError:
            raise AttributeError(name) from None

    def __getitem__(self, name: str) -> Any:
        return self._items[name]

    def __contains__(self, name: object) -> bool:
        return name in self._items

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def names(self) -> tuple[str, ...]:
        """The names that can follow the dot."""
        return tuple(self._items)


class Given(Node):
    """Facts whose names a council gives, in ``sheet``: a template may ask in an if whether one is there."""

    __slots__ = ("sheet",)

    def __init__(self, items: Mapping[str, Item], sheet: str) -> None:
        super().__init__(items)
        self.sheet = sheet


Item: TypeAlias = Fact | Picture | Node | Sequence[Node]
"""What a name of a template stands for: ``for`` goes through a sequence, a node's own names follow a dot."""


@dataclass(frozen=True)
class Facts:
    """What a paper's template sees (``tree``) and every fact in it by id (``register``)."""

    tree: Node
    register: Mapping[str, Fact] = field(default_factory=dict)

    def named(self, text: str) -> list[Fact]:
        """Facts whose id is ``text`` or begins with it and a dot, or that print exactly ``text``."""
        wanted = text.strip().casefold().replace("'", "’")
        return [
            fact
            for fact in self.register.values()
            if fact.id.casefold() == wanted
            or fact.id.casefold().startswith(wanted + ".")
            or fact.text.casefold() == wanted
        ]

    def containing(self, text: str) -> list[Fact]:
        """Facts whose sentence holds ``text`` as words of their own."""
        wanted = text.strip().replace("'", "’")
        if not wanted:
            return []
        words = re.compile(rf"(?<![\w.]){re.escape(wanted)}(?!\w)", re.IGNORECASE)
        return [fact for fact in self.register.values() if words.search(fact.text)]


def register(tree: Node) -> dict[str, Fact]:
    """Every fact in a tree by id."""
    found: dict[str, Fact] = {}

    def walk(item: Item) -> None:
        if isinstance(item, Fact):
            found[item.id] = item
        elif isinstance(item, Node):
            for name in item:
                walk(item[name])
        elif isinstance(item, (list, tuple)):
            for each in item:
                walk(each)

    walk(tree)
    return found


def places(*groups: Iterable[Place] | Place) -> tuple[Place, ...]:
    """The distinct places in order."""
    seen: dict[Place, None] = {}
    for group in groups:
        for place in [group] if isinstance(group, Place) else group:
            if place.file:
                seen[place] = None
    return tuple(seen)
