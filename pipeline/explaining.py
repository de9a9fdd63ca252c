"""Explaining: where a figure or a rating comes from, in lines a person can read."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from pipeline.facts.fact import Fact
from pipeline.run import facts_of_papers

_MANY = 40  # facts about one item that are worth reading at once


@dataclass(frozen=True)
class Answer:
    """The lines to print, and whether anything was found."""

    found: bool
    lines: tuple[str, ...]


def explain(folder: Path, ref: str) -> Answer:
    """What is known of an action, a measure, a fact's name or a printed figure."""
    papers = facts_of_papers(folder)
    wanted = ref.strip()
    found: dict[str, tuple[Fact, list[str]]] = {}
    ids: dict[str, None] = {}
    for paper, facts in papers:
        ids |= dict.fromkeys(facts.register)
        for name in (wanted, f"action.{wanted}", f"measure.{wanted}", f"finding.{wanted}", f"risk.{wanted}"):
            for fact in facts.named(name):
                found.setdefault(fact.id, (fact, []))[1].append(paper)
    if not found:
        items = sorted({name.split(".")[0] for name in ids} | set(ids))
        near = get_close_matches(wanted, items, 3)
        lines = [f"Nothing is called {wanted} and no paper prints exactly {wanted}."]
        if near:
            lines.append(f"Did you mean {' or '.join(near)}?")
        return Answer(False, tuple(lines))
    lines = []
    for fact, _ in list(found.values())[:_MANY]:
        lines += _lines(fact)
    if len(found) > _MANY:
        lines.append(f"... and {len(found) - _MANY} more; name one of them, such as {list(found)[_MANY]}.")
    return Answer(True, tuple(lines))


def _lines(fact: Fact) -> list[str]:
    said = fact.text if fact.text else "(nothing)"
    lines = [f"{fact.id}: {said}"]
    if fact.how:
        lines.append(f"    how:  {fact.how}")
    lines += [f"    from: {place}" + (f" ({place.heading})" if place.heading else "") for place in fact.sources]
    return lines
