"""Every block, instruction and print of a template held against the facts before anything is filled, all problems at once."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Environment, nodes

from pipeline import wording
from pipeline.facts.fact import Fact, Node, Picture
from pipeline.fill import rules
from pipeline.fill.names import Loop, Names, Scope, names_of
from pipeline.fill.package import w
from pipeline.fill.tags import Tag, text_of
from pipeline.issues import Issue, Rule

_OPENERS = ("for", "if")
_SHADES = ("cellbg", "shade")


@dataclass
class _Block:
    word: str
    tag: Tag


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
        self.names = Names(tree, env, self.fault)
        self.blocks: list[_Block] = []
        self.issues: list[Issue] = []
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

    def open(self, word: str, rest: str) -> None:
        self.blocks.append(_Block(word, self.tag))
        self.names.scopes.append(Scope())
        if word == "if":
            self.names.ask(rest)
        else:
            self.repeat(rest)
        if self.tag.prefix and self.tag.container() is None:
            self.fault(rules.TAG_PAIRED, "is not inside a table", "Use {%tr ... %} only in a row of a table.")

    def repeat(self, source: str) -> None:
        """A for: the names that it gives to what stands in it."""
        scope = self.names.scopes[-1]
        parsed = self.names.parsed(f"{{% for {source} %}}{{% endfor %}}")
        loop = next(parsed.find_all(nodes.For), None) if parsed else None
        if loop is None:
            scope.names = {source.partition(" ")[0]: None, "loop": (Loop(),)}
            return
        rounds = self.names.rounds(loop.iter)
        if isinstance(loop.target, nodes.Name):
            scope.names = {loop.target.name: rounds, "loop": (Loop(),)}
        else:
            scope.names = {name.name: None for name in loop.target.find_all(nodes.Name)}
        if loop.test is not None:
            self.names.resolve(loop.test)

    def end(self) -> _Block:
        """The innermost block, which ends here with its names."""
        self.names.scopes.pop()
        return self.blocks.pop()

    def within(self, word: str, rest: str) -> None:
        if not self.blocks:
            self.fault(rules.TAG_PAIRED, "has no if before it", "Take it out, or add the if.")
            return
        own = [block for block in self.blocks if block.word == "if" and block.tag.prefix == self.tag.prefix]
        if own and self.blocks[-1].word == "for":
            self.left_open(own[-1])
        self.same_place(self.blocks[-1])
        self.names.scopes[-1].asked.clear()
        if word == "elif":
            self.names.ask(rest)

    def close(self, word: str) -> None:
        opener = word.removeprefix("end")
        own = [block for block in self.blocks if block.word == opener]
        if not own:
            self.fault(
                rules.TAG_PAIRED,
                f"ends {wording.an(opener)}, but no {opener} is open",
                f"Take it out, or add the {opener} that it ends.",
            )
            return
        self.left_open(own[-1])
        self.same_place(self.end())

    def left_open(self, block: _Block) -> None:
        """Say of what was begun within a block that goes on or ends here that it has not been ended."""
        ends = self.tag.words.startswith("end")
        while self.blocks[-1] is not block:
            inner = self.end()
            self.fault(
                rules.TAG_PAIRED,
                f"{'ends' if ends else 'belongs to'} {block.tag.source}, but {inner.tag.source} within it is still open",
                f"Add {{%{inner.tag.prefix} end{inner.word} %}} before this, where {inner.tag.source} should end.",
            )

    def same_place(self, block: _Block) -> None:
        if block.tag.prefix != self.tag.prefix:
            self.fault(
                rules.TAG_PAIRED,
                f"doesn't match {block.tag.source}, which begins with {{%{block.tag.prefix}",
                "Begin both alike: with {%p where each has a paragraph of its own, with {%tr where each has a row of its own.",
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

    def print_of(self, source: str) -> None:
        for value in self.names.value(source) or ():
            if isinstance(value, (Fact, Picture, str, int)):
                continue
            inside = names_of(value)
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

    def assign(self) -> None:
        parsed = self.names.parsed("{% " + self.tag.words + " %}")
        found = next(parsed.find_all(nodes.Assign), None) if parsed else None
        if found is not None and isinstance(found.target, nodes.Name):
            self.names.scopes[-1].names[found.target.name] = self.names.resolve(found.node)

    def fault(self, rule: Rule, what: str, remedy: str) -> None:
        self.issues.append(rule.at(self.tag.place, f"{self.tag.quoted()} {what}.", remedy, about=self.tag.source))
