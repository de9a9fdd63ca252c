"""What the names in a template's tags stand for, and what is said of one that stands for nothing.

A name is followed through the facts of the paper and the loops it stands in, over every value that it can take.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from jinja2 import Environment, TemplateSyntaxError, nodes

from pipeline import wording
from pipeline.facts.fact import Given, Node
from pipeline.fill import rules
from pipeline.issues import Rule

LOOP_NAMES = frozenset({"first", "last", "index", "index0", "length", "revindex", "previtem", "nextitem"})

Seen = tuple[Any, ...] | None
"""What a name may stand for: every value it takes over the rounds of a loop; None where that can't be known."""


class Loop:
    """Stands for ``loop`` inside a for."""


class Fault(Protocol):
    """Takes what is wrong with the tag that is being looked at, and what to do about it."""

    def __call__(self, rule: Rule, what: str, remedy: str) -> None: ...


@dataclass
class Scope:
    """The names that a block gives to what stands in it, and those that its ifs have asked for."""

    names: dict[str, Seen] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)


class Names:
    """The names that can be used at a tag: the facts, and those of the blocks around it, the innermost last."""

    def __init__(self, tree: Node, env: Environment, fault: Fault) -> None:
        self.scopes = [Scope()]
        self._tree = tree
        self._env = env
        self._fault = fault
        self._asking = False

    def value(self, source: str) -> Seen:
        """What an expression stands for; every fault in it is said."""
        parsed = self.parsed("{{ " + source + " }}")
        output = next(parsed.find_all(nodes.Output), None) if parsed else None
        return self.resolve(output.nodes[0]) if output is not None and output.nodes else None

    def ask(self, source: str) -> None:
        """The test of an if, which may ask for what isn't given; what it asks for may be printed within it."""
        self._asking = True
        self.value(source)
        self._asking = False

    def parsed(self, source: str) -> nodes.Template | None:
        """A tag as the template language understands it; None where it doesn't."""
        try:
            return self._env.parse(source)
        except TemplateSyntaxError:
            self._fault(
                rules.TAG_READABLE,
                "can't be read",
                "Write names with dots and no spaces, such as {{ plan.title }}.",
            )
            return None

    def rounds(self, node: nodes.Node) -> Seen:
        """What the name of a for stands for: the items of the list, over all the lists it may be."""
        seen = self.resolve(node)
        if seen is None:
            return None
        items: list[Any] = []
        for value in seen:
            if not isinstance(value, (list, tuple)):
                self._fault(
                    rules.PRINTS_A_FACT, "repeats over something that is not a list", "Name a list, such as actions."
                )
                return None
            items.extend(value)
        return tuple(items) or None

    def resolve(self, node: nodes.Node) -> Seen:
        """What a part of an expression stands for."""
        if isinstance(node, nodes.Name):
            return self._named(node.name)
        if isinstance(node, nodes.Getattr):
            return self._follow(node.node, node.attr)
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            return self._follow(node.node, node.arg.value)
        if isinstance(node, nodes.Call):
            self._fault(
                rules.TAG_READABLE,
                "has brackets after a name",
                "Take the brackets out: facts are printed by their name alone.",
            )
            return None
        if isinstance(node, (nodes.Filter, nodes.Test)):
            known = self._env.filters if isinstance(node, nodes.Filter) else self._env.tests
            if node.name not in known:
                self._fault(
                    rules.TAG_READABLE,
                    f"uses “{node.name}”, which is not known here",
                    f"Known: {', '.join(sorted(known)) or 'none'}.",
                )
        for child in node.iter_child_nodes():
            self.resolve(child)
        return None

    def _named(self, name: str) -> Seen:
        for scope in reversed(self.scopes):
            if name in scope.names:
                return scope.names[name]
        if name in self._tree:
            return (self._tree[name],)
        self._unknown(name, name, [*self._in_scope(), *self._tree.names()])
        return None

    def _follow(self, base: nodes.Expr, name: Any) -> Seen:
        seen = self.resolve(base)
        if seen is None:
            return None
        values: list[Any] = []
        for value in seen:
            if isinstance(value, Loop):
                if name not in LOOP_NAMES:
                    self._unknown(f"loop.{name}", str(name), sorted(LOOP_NAMES))
                return None
            inside = _inside(value, name)
            if not inside:
                self._missing(base, name, value)
                return None
            values += inside
        return tuple(values)

    def _missing(self, base: nodes.Expr, name: str | int, value: Any) -> None:
        path = f"{_path(base)}[{name}]" if isinstance(name, int) else f"{_path(base)}.{name}"
        if isinstance(value, Given):
            self._not_given(path, str(name), value)
        elif isinstance(value, Node):
            self._unknown(path, str(name), value.names(), _path(base) + ".")
        elif isinstance(value, (list, tuple)):
            self._fault(
                rules.NAME_KNOWN,
                f"names “{path}”, but {_path(base)} is a list of {len(value)}",
                "Repeat over it with {%p for ... %} or {%tr for ... %}.",
            )
        else:
            self._fault(
                rules.NAME_KNOWN,
                f"names “{path}”, but {_path(base)} is a single fact and nothing follows it",
                f"Write {{{{ {_path(base)} }}}}.",
            )

    def _not_given(self, path: str, name: str, group: Given) -> None:
        """A name that the council's own sheet doesn't give: no fault where an if asks, or has asked, for it."""
        if self._asking:
            self.scopes[-1].asked.add(path)
        elif not any(path in scope.asked for scope in self.scopes):
            given = wording.joined(group.names())
            self._fault(
                rules.NAME_KNOWN,
                f"names “{path}”, which is not there",
                f"Add a row to the sheet {group.sheet} with {name} as its Short name, or take these words out. "
                + (f"The sheet gives this paper {given}." if given else "The sheet gives this paper none."),
            )

    def _unknown(self, path: str, name: str, known: Iterable[str], before: str = "") -> None:
        nearest = self._nearest(name, list(known), before, path)
        self._fault(
            rules.NAME_KNOWN,
            f"names “{path}”, which is not there",
            f"The nearest name is “{nearest}”." if nearest else "Look up the names a template can print.",
        )

    def _nearest(self, name: str, known: list[str], before: str, path: str) -> str:
        close = difflib.get_close_matches(name, known, 1, 0.6)
        if close:
            return before + close[0]
        paths = [
            f"{top}.{each}"
            for top in self._tree.names()
            for each in names_of(self._tree[top])
            if isinstance(self._tree[top], Node)
        ]
        for variable, seen in self._in_scope().items():
            paths = [*(f"{variable}.{each}" for each in names_of(seen)), *paths]
        for each in paths:
            if each.rpartition(".")[2] == name:
                return each
        return next(iter(difflib.get_close_matches(path, [*paths, *known], 1, 0.4)), "")

    def _in_scope(self) -> dict[str, Seen]:
        return {name: seen for scope in self.scopes for name, seen in scope.names.items()}


def _inside(value: Any, name: Any) -> list[Any]:
    """What ``name`` finds in a value: one thing, or nothing."""
    if isinstance(value, Node):
        return [value[name]] if isinstance(name, str) and name in value else []
    if isinstance(value, (list, tuple)) and isinstance(name, int):
        return list(value[name:][:1]) if name >= 0 else []
    return []


def names_of(value: Any) -> list[str]:
    """The names that may follow a dot: those of a group of facts, or of the groups of a list."""
    if isinstance(value, Node):
        return list(value.names())
    if isinstance(value, (list, tuple)) and value:
        return names_of(value[0])
    return []


def _path(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_path(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        return f"{_path(node.node)}[{node.arg.value}]"
    return re.sub(r"\(.*", "", repr(node)).lower()
