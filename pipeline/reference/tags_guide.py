"""templates/README.md: every name that a template may print, with what it prints for the example council."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.facts.fact import Node, Picture
from pipeline.facts.making import Ground
from pipeline.facts.state import for_paper, state
from pipeline.papers import paper_types
from pipeline.quarter import check, newest_quarter
from pipeline.wording import joined

_ROOT = Path(__file__).resolve().parents[2]
GUIDE = _ROOT / "templates" / "README.md"
_LONGEST = 90

OPENING = """\
# What a template may print

Each paper is a Word file in this folder. What stands in double braces is printed as the fact of that name:

| in the template | what it does |
| --- | --- |
| `{{ plan.title }}` | prints a fact, in the words around it |
| `{%p if law.sent %}` ... `{%p else %}` ... `{%p endif %}` | each in a paragraph of its own: keeps the paragraphs between where there is something to print |
| `{%p for row in notes %}` ... `{%p endfor %}` | each in a paragraph of its own: repeats the paragraphs between |
| `{%tr for action in actions %}` ... `{%tr endfor %}` | each in a table row of its own: repeats the rows between |
| `{% cellbg row.rating.fill %}` | in a table's cell: the cell's colour |

The names are these, each with what it prints for the example council's newest quarter ("–" where that is nothing). What stands
below *for each* is named inside that `for`. A name that isn't here is said, with the nearest that is. To add one, state
it as a fact in `pipeline/facts`. `papers explain NAME` says where a fact of your own quarter comes from.
"""


def guide(tree: Node) -> str:
    """The whole of templates/README.md, of all that a paper may print."""
    sections: list[_Section] = []
    known: dict[int, _Section] = {}
    alone: list[tuple[str, str]] = []
    for name in tree:
        if isinstance(tree[name], Node):
            sections.append(_Section([name], "", [tree[name]]))
            sections += _lists(sections[-1], known)
        elif isinstance(tree[name], tuple | list):
            sections += _each(name, tree[name], known)
        else:
            alone.append((name, _said(tree[name])))
    return (
        "\n\n".join([OPENING, *(text for each in sections for text in each.said()), "## On their own", _table(alone)])
        + "\n"
    )


def example_facts(ground: Ground) -> Node:
    """All that the example council's Cabinet paper may print."""
    paper = next(each for each in paper_types() if each.name == "cabinet_paper")
    return for_paper(ground, state(ground), ground.now.plan.meetings[paper.name], paper.recommendations).tree


@dataclass
class _Section:
    """A node, or a list whose nodes have the same names; ``lists`` are those inside, ``each`` what ``for`` calls one."""

    names: list[str]
    each: str
    nodes: Sequence[Node]
    rows: list[tuple[str, str]] = field(default_factory=list)
    lists: list[tuple[str, list[Node]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name in self.nodes[0]:
            _gather(f"{self.each or self.names[0]}.{name}", [node[name] for node in self.nodes], self.rows, self.lists)

    def said(self) -> tuple[str, str]:
        """Its heading and its table."""
        names = joined(f"`{name}`" for name in self.names)
        return f"## For each `{self.each}` in {names}" if self.each else f"## {names}", _table(sorted(self.rows))


def _each(name: str, nodes: Sequence[Node], known: dict[int, _Section]) -> Iterator[_Section]:
    """The section of a list and those of the lists inside, unless its nodes have one already."""
    if not nodes:
        return
    if id(nodes[0]) in known:
        known[id(nodes[0])].names.append(name)
        return
    single = name.rpartition(".")[2]
    each = single[:-1] if single in ("actions", "domains", "findings", "measures") else "row"
    made = _Section([name], each, nodes)
    known.update((id(node), made) for node in nodes)
    yield made
    yield from _lists(made, known)


def _lists(section: _Section, known: dict[int, _Section]) -> Iterator[_Section]:
    for name, inside in section.lists:
        yield from _each(name, inside, known)


def _gather(name: str, items: Sequence[Any], rows: list[tuple[str, str]], lists: list[tuple[str, list[Node]]]) -> None:
    """The names below one: ``items`` are what it stands for in each node of a list; the first that says something is shown."""
    shown = next((item for item in items if item), items[0])
    if isinstance(shown, Node):
        for below in shown:
            _gather(f"{name}.{below}", [item[below] for item in items], rows, lists)
    elif isinstance(shown, tuple | list):
        lists.append((name, [node for item in items for node in item]))
        rows.append((name, "a list, for `for`"))
    else:
        rows.append((name, _said(shown)))


def _said(item: Any) -> str:
    text = f"a chart: {item.alt}" if isinstance(item, Picture) else str(item)
    return text if len(text) <= _LONGEST else text[:_LONGEST].rpartition(" ")[0] + " …"


def _table(rows: Sequence[tuple[str, str]]) -> str:
    lines = [f"| `{name}` | {said or '–'} |".replace("\n", " ") for name, said in rows]
    return "\n".join(["| name | prints, for example |", "| --- | --- |", *lines])


def write() -> None:
    """Write it anew."""
    checked = check(newest_quarter(_ROOT / "inputs"))
    assert checked.ground is not None, "the example council's newest quarter has errors: see papers check"
    GUIDE.write_text(guide(example_facts(checked.ground)), encoding="utf-8")
