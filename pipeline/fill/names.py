"""Every name and block of a template held against the facts before anything is filled, all problems at once."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from pipeline import wording
from pipeline.facts.fact import Fact, Given, Node, Picture
from pipeline.fill import rules
from pipeline.fill.package import w
from pipeline.fill.tags import Tag, text_of
from pipeline.issues import Issue

LOOP_NAMES = frozenset({"first", "last", "index", "index0", "length", "revindex", "previtem", "nextitem"})
_OPENERS = ("for", "if")
_SHADES = ("cellbg", "shade")

Seen = tuple[Any, ...] | None
"""What a name may stand for: every value it takes over the rounds of a loop; None where that can't be known."""


class _Loop:
    """Stands for ``loop`` inside a for."""


@dataclass
class _Block:
    word: str
    tag: Tag
    names: dict[str, Seen] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)


def check(tags: Sequence[Tag], tree: Node, env: Environment) -> list[Issue]:
    """Every fault of one part's tags: blocks, syntax, names, and words that would be lost."""
    checker = _Checker(tree, env)
    for tag in tags:
        if tag.mark != "#":
            checker.visit(tag)
    checker.finish()
    return checker.issues


class _Checker:
    def __init__(self, tree: Node, env: Environment) -> None:
        self.tree = tree
        self.env = env
        self.blocks: list[_Block] = []
        self.top: dict[str, Seen] = {}
        self.issues: list[Issue] = []
        self.asking: _Block | None = None
        self.tag: Tag

    def visit(self, tag: Tag) -> None:
        self.tag = tag
        if tag.mark == "{":
            if tag.prefix:
                self.fault(
                    rules.TAG_READABLE, "can't be used here", "Write it as {{ name }}, without a letter after {{."
                )
            self.print_of(tag.words)
            return
        self.alone()
        word, _, rest = tag.words.partition(" ")
        if word in _OPENERS:
            self.open(word, rest)
        elif word in ("elif", "else"):
            self.within(word, rest)
        elif word in ("endfor", "endif"):
            self.close(word)
        elif word == "set":
            self.assign()
        elif word in _SHADES:
            self.print_of(rest)
        else:
            near = difflib.get_close_matches(
                word, ["for", "endfor", "if", "elif", "else", "endif", "set", *_SHADES], 1, 0.5
            )
            self.fault(
                rules.TAG_READABLE,
                f"begins with “{word}”, which is not an instruction",
                f"Did you mean {near[0]}?" if near else "Use for, endfor, if, elif, else, endif, set, cellbg or shade.",
            )

    def finish(self) -> None:
        for block in self.blocks:
            self.tag = block.tag
            self.fault(
                rules.TAG_PAIRED,
                "is never ended",
                f"Add {{%{block.tag.prefix} end{block.word} %}} where it should end.",
            )

    # ---- blocks

    def open(self, word: str, rest: str) -> None:
        block = _Block(word, self.tag)
        if word == "if":
            self.ask(block, rest)
        else:
            parsed = self.parse(f"{{% for {rest} %}}{{% endfor %}}")
            loop = next(parsed.find_all(nodes.For), None) if parsed else None
            if loop is not None:
                rounds = self.rounds(loop.iter)
                if isinstance(loop.target, nodes.Name):
                    block.names = {loop.target.name: rounds, "loop": (_Loop(),)}
                else:
                    block.names = {name.name: None for name in loop.target.find_all(nodes.Name)}
                if loop.test is not None:
                    self.blocks.append(block)
                    self.resolve(loop.test)
                    self.blocks.pop()
            else:
                block.names = {rest.partition(" ")[0]: None, "loop": (_Loop(),)}
        if self.tag.prefix and self.tag.container() is None:
            self.fault(rules.TAG_PAIRED, "is not inside a table", "Use {%tr ... %} only in a row of a table.")
        self.blocks.append(block)

    def within(self, word: str, rest: str) -> None:
        if not self.blocks:
            self.fault(rules.TAG_PAIRED, "has no if before it", "Take it out, or add the if.")
            return
        self.same_place(self.blocks[-1])
        self.blocks[-1].asked.clear()
        if word == "elif":
            self.ask(self.blocks[-1], rest)

    def ask(self, block: _Block, source: str) -> None:
        """The test of an if, which may ask for what isn't given; what it asks for may be printed within it."""
        self.asking = block
        self.expression(source)
        self.asking = None

    def close(self, word: str) -> None:
        opener = word.removeprefix("end")
        if not self.blocks or self.blocks[-1].word != opener:
            open_now = (
                f"the {self.blocks[-1].tag.source} before it is still open" if self.blocks else f"no {opener} is open"
            )
            self.fault(
                rules.TAG_PAIRED,
                f"ends a {opener}, but {open_now}",
                "Put the ends in the order of the beginnings, the last begun ended first.",
            )
            if any(block.word == opener for block in self.blocks):
                while self.blocks.pop().word != opener:
                    pass
            return
        self.same_place(self.blocks.pop())

    def same_place(self, block: _Block) -> None:
        if block.tag.prefix != self.tag.prefix:
            self.fault(
                rules.TAG_PAIRED,
                f"doesn't match {block.tag.source}, which begins with {{%{block.tag.prefix}",
                f"Write it as {{%{block.tag.prefix} {self.tag.words} %}}.",
            )
        elif block.tag.container() is not self.tag.container():
            where = {"": "paragraph", "r": "paragraph", "p": "cell or page", "tr": "table", "tc": "row"}[
                self.tag.prefix
            ]
            self.fault(
                rules.TAG_PAIRED,
                f"is not in the same {where} as {block.tag.source}",
                f"Move one of the two so that both are in the same {where}.",
            )

    def alone(self) -> None:
        """Words beside a ``{%p`` tag, or in a row with ``{%tr``, would vanish with it."""
        if self.tag.prefix in ("", "r"):
            return
        holder = self.tag.paragraph
        if self.tag.prefix != "p":
            holder = next(self.tag.paragraph.iterancestors(w(self.tag.prefix)), holder)
        every = [holder] if self.tag.prefix == "p" else holder.iter(w("p"))
        beside = "".join(text_of(p) for p in every).replace(self.tag.source, "", 1).strip()
        what = {"p": "paragraph", "tr": "row", "tc": "cell"}[self.tag.prefix]
        if beside:
            self.fault(
                rules.NOTHING_LOST,
                f"stands beside other words (“{beside[:40]}”) that would be lost",
                f"Give the tag a {what} of its own.",
            )
        elif holder.find(f"{w('pPr')}/{w('sectPr')}") is not None:
            self.fault(
                rules.NOTHING_LOST,
                "stands in the paragraph of a section break that would be lost",
                "Give the tag a paragraph of its own, before the section break.",
            )

    # ---- expressions

    def print_of(self, source: str) -> None:
        for value in self.expression(source) or ():
            if isinstance(value, (Fact, Picture, str, int)):
                continue
            inside = _names(value)
            self.fault(
                rules.PRINTS_A_FACT,
                "names a list, which can't be printed"
                if isinstance(value, (list, tuple))
                else "names a group of facts, not one fact",
                f"Add a dot and one of: {', '.join(inside[:12])}."
                if inside
                else "Use it in a {%p for ... %} or {%tr for ... %}.",
            )
            return

    def expression(self, source: str) -> Seen:
        parsed = self.parse("{{ " + source + " }}")
        output = next(parsed.find_all(nodes.Output), None) if parsed else None
        return self.resolve(output.nodes[0]) if output is not None and output.nodes else None

    def assign(self) -> None:
        parsed = self.parse("{% " + self.tag.words + " %}")
        found = next(parsed.find_all(nodes.Assign), None) if parsed else None
        if found is not None and isinstance(found.target, nodes.Name):
            names = self.blocks[-1].names if self.blocks else self.top
            names[found.target.name] = self.resolve(found.node)

    def parse(self, source: str) -> nodes.Template | None:
        try:
            return self.env.parse(source)
        except TemplateSyntaxError as error:
            self.fault(
                rules.TAG_READABLE,
                f"can't be read ({error.message})",
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
                self.fault(
                    rules.PRINTS_A_FACT, "repeats over something that is not a list", "Name a list, such as actions."
                )
                return None
            items.extend(value)
        return tuple(items) or None

    def resolve(self, node: nodes.Node) -> Seen:
        if isinstance(node, nodes.Name):
            return self.named(node.name)
        if isinstance(node, nodes.Getattr):
            return self.follow(node.node, node.attr)
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            return self.follow(node.node, node.arg.value)
        if isinstance(node, nodes.Call):
            self.fault(
                rules.TAG_READABLE,
                "has brackets after a name",
                "Take the brackets out: facts are printed by their name alone.",
            )
            return None
        if isinstance(node, (nodes.Filter, nodes.Test)):
            known = self.env.filters if isinstance(node, nodes.Filter) else self.env.tests
            if node.name not in known:
                self.fault(
                    rules.TAG_READABLE,
                    f"uses “{node.name}”, which is not known here",
                    f"Known: {', '.join(sorted(known)) or 'none'}.",
                )
        for child in node.iter_child_nodes():
            self.resolve(child)
        return None

    def named(self, name: str) -> Seen:
        for block in reversed(self.blocks):
            if name in block.names:
                return block.names[name]
        if name in self.top:
            return self.top[name]
        if name in self.tree:
            return (self.tree[name],)
        self.unknown(name, name, [*self.in_scope(), *self.tree.names()])
        return None

    def follow(self, base: nodes.Expr, name: Any) -> Seen:
        seen = self.resolve(base)
        if seen is None:
            return None
        values: list[Any] = []
        for value in seen:
            if isinstance(value, _Loop):
                if name not in LOOP_NAMES:
                    self.unknown(f"loop.{name}", str(name), sorted(LOOP_NAMES))
                return None
            inside = _inside(value, name)
            if not inside:
                self.missing(base, name, value)
                return None
            values += inside
        return tuple(values)

    def missing(self, base: nodes.Expr, name: str | int, value: Any) -> None:
        path = f"{_path(base)}[{name}]" if isinstance(name, int) else f"{_path(base)}.{name}"
        if isinstance(value, Given):
            self.not_given(path, str(name), value)
        elif isinstance(value, Node):
            self.unknown(path, str(name), value.names(), _path(base) + ".")
        elif isinstance(value, (list, tuple)):
            self.fault(
                rules.NAME_KNOWN,
                f"names “{path}”, but {_path(base)} is a list of {len(value)}",
                "Repeat over it with {%p for ... %} or {%tr for ... %}.",
            )
        else:
            self.fault(
                rules.NAME_KNOWN,
                f"names “{path}”, but {_path(base)} is a single fact and nothing follows it",
                f"Write {{{{ {_path(base)} }}}}.",
            )

    def not_given(self, path: str, name: str, group: Given) -> None:
        """A name that the council's own sheet doesn't give: no fault where an if asks, or has asked, for it."""
        if self.asking is not None:
            self.asking.asked.add(path)
        elif not any(path in block.asked for block in self.blocks):
            given = wording.joined(group.names())
            self.fault(
                rules.NAME_KNOWN,
                f"names “{path}”, which is not there",
                f"Add a row to the sheet {group.sheet} with {name} as its Short name, or take these words out. "
                + (f"The sheet gives this paper {given}." if given else "The sheet gives this paper none."),
            )

    def unknown(self, path: str, name: str, known: Iterable[str], before: str = "") -> None:
        nearest = self.nearest(name, list(known), before, path)
        self.fault(
            rules.NAME_KNOWN,
            f"names “{path}”, which is not there",
            f"The nearest name is “{nearest}”." if nearest else "Look up the names a template can print.",
        )

    def nearest(self, name: str, known: list[str], before: str, path: str) -> str:
        close = difflib.get_close_matches(name, known, 1, 0.6)
        if close:
            return before + close[0]
        paths = [
            f"{top}.{each}"
            for top in self.tree.names()
            for each in _names(self.tree[top])
            if isinstance(self.tree[top], Node)
        ]
        for variable, seen in self.in_scope().items():
            paths = [*(f"{variable}.{each}" for each in _names(seen)), *paths]
        for each in paths:
            if each.rpartition(".")[2] == name:
                return each
        return next(iter(difflib.get_close_matches(path, [*paths, *known], 1, 0.4)), "")

    def in_scope(self) -> dict[str, Seen]:
        return {**self.top, **{name: seen for block in self.blocks for name, seen in block.names.items()}}

    def fault(self, rule: Any, what: str, remedy: str) -> None:
        self.issues.append(rule.at(self.tag.place, f"{self.tag.quoted()} {what}.", remedy, about=self.tag.source))


def _inside(value: Any, name: Any) -> list[Any]:
    """What ``name`` finds in a value: one thing, or nothing."""
    if isinstance(value, Node):
        return [value[name]] if isinstance(name, str) and name in value else []
    if isinstance(value, (list, tuple)) and isinstance(name, int):
        return list(value[name:][:1]) if name >= 0 else []
    return []


def _names(value: Any) -> list[str]:
    if isinstance(value, Node):
        return list(value.names())
    if isinstance(value, (list, tuple)) and value:
        return _names(value[0])
    return []


def _path(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_path(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        return f"{_path(node.node)}[{node.arg.value}]"
    return re.sub(r"\(.*", "", repr(node)).lower()
