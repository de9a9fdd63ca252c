"""A paper's recommendations: the paper type's sentences that hold this quarter, with the facts that they name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from string import Formatter
from typing import Any

from pipeline.errors import Misdeclared
from pipeline.facts.fact import Given, Node


def recommended(facts: Node, wanted: Sequence[tuple[str, str]], paper: str) -> Iterator[str]:
    """The sentences to print. ``wanted`` are a paper type's pairs: when, and the sentence with ``{names}`` of facts.

    *When* is the name of a fact that there must be something to print of, after ``not`` of one that there must not, or
    empty. Misdeclared where a name is no fact's, whether or not its sentence holds this quarter.
    """
    for when, sentence in wanted:
        where = f"papers/{paper}.py recommends “{sentence}”"
        for _, name, _, _ in Formatter().parse(sentence):
            if name:
                _found(facts, name, where)
        condition = when.removeprefix("not ")
        if not when or bool(_found(facts, condition, where)) != when.startswith("not "):
            yield sentence.format(**{name: facts[name] for name in facts})


def _found(facts: Node, path: str, where: str) -> Any:
    """What a name stands for; None for one that the council's own sheet would give and doesn't."""
    item: Any = facts
    for name in path.split("."):
        if isinstance(item, Given) and name not in item:
            return None
        names = item.names() if isinstance(item, Node) else ()
        if name not in names:
            near = get_close_matches(name, names, 1, 0.5)
            raise Misdeclared(f"{where}, but {path} is no fact{f'; did you mean {near[0]}?' if near else '.'}")
        item = item[name]
    return item
